"""Notes of delegations and their files: rules R14 to R16 of record 0057."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from service.registration.registration_requests import (
    delegation_on_record,
    listed,
    nominated_as,
    nomination,
    note,
    receive,
    set_terms,
    uploaded,
)
from systems import (
    AUDITOR,
    AUSTRIA,
    CHAIR,
    ITALY,
    LEADERSHIP,
    SECRETARIAT,
    announce_berlin,
    confirm,
    do,
    enter,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    DomainError,
    InvalidValue,
    NoteRequired,
    NotFound,
    NotInvited,
    NotPermitted,
    QuotaFull,
)
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import Place
from bsm_projections.registration.note_queries import delegation_notes
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.system import System, audience_of
from bsm_service.foundation.refusals import ContentErased, FileRefused
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.registration.commands import (
    ConfirmRegistrations,
    DelegateRow,
    NominateDelegation,
    NominatedPerson,
    RegisterDelegates,
)
from bsm_service.registration.delegation_commands import (
    AnswerInvitation,
    DestroyNoteFile,
    ReceiveNote,
    ReplaceNote,
)
from bsm_service.registration.delegation_upkeep import DelegationUpkeep
from bsm_service.registration.lists import DELEGATION_CARDS, DELEGATION_NOTES
from bsm_service.registration.substitution.commands import SubstituteDelegate

PAST = datetime(2015, 12, 1, tzinfo=UTC)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def refused(
    system: System,
    command: Command,
    error: type[DomainError],
    by: Principal = SECRETARIAT,
) -> str:
    """What is said; nothing may have been stored."""
    before = system.store.position()
    with pytest.raises(error) as refusal:
        do(system, command, by)
    assert type(refusal.value) is error
    assert system.store.position() == before
    return str(refusal.value)


# Before a seat


def test_v8_r14_no_seat_without_a_note(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, note="before a seat")
    first = nominated_as(system, meeting, "member")

    with pytest.raises(NoteRequired, match="no note of AT covers this registration"):
        confirm(system, first)
    receive(system, meeting, covers=(first,))
    confirmed = confirm(system, first)

    assert [fact.stored_name for fact in confirmed.facts] == [
        "bsm.registration.confirmed.v1",
        "bsm.seat_ledger.seat_taken.v1",
    ]
    second = nominated_as(system, meeting, "member")
    many = ConfirmRegistrations(meeting_id=meeting, registration_ids=(second,))
    assert "row 1, id: no note of AT" in refused(system, many, NoteRequired)
    receive(system, meeting, covers_all=True)
    do(system, many)


def test_r14_a_nomination_names_the_note_that_covers_it(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, note="before a seat")
    note_id, italian = receive(system, meeting), receive(system, meeting, "IT")

    refused(system, nomination(meeting, note_id=italian), InvalidValue, AUSTRIA)
    confirm(system, nominated_as(system, meeting, "member", note_id=note_id))
    rows = (DelegateRow(delegation="AT", function=DelegateFunction.MEMBER),)
    plain = RegisterDelegates(meeting_id=meeting, delegates=rows, confirmed=True)
    refused(system, plain, NoteRequired)
    do(system, plain.model_copy(update={"note_id": note_id}))


def test_many_are_confirmed_at_once_or_none(system: System):
    meeting = announce_berlin(system, quotas={"AT": 2, "IT": 2})
    ids = [nominated_as(system, meeting, "member") for _ in range(3)]

    many = ConfirmRegistrations(meeting_id=meeting, registration_ids=tuple(ids))
    twice = ConfirmRegistrations(meeting_id=meeting, registration_ids=(ids[0], ids[0]))
    unknown = ConfirmRegistrations(meeting_id=meeting, registration_ids=(uuid4(),))

    assert refused(system, many, QuotaFull).startswith("row 3, id: the quota")
    assert "row 2, id: this registration is named twice" in refused(
        system, twice, AlreadyExists
    )
    refused(system, unknown, NotFound)
    refused(system, many, NotPermitted, AUSTRIA)
    do(system, many.model_copy(update={"registration_ids": tuple(ids[:2])}))


# What a note is


@pytest.mark.parametrize("field", ["dated_on", "received_on"])
def test_r15_a_note_of_tomorrow_is_refused(system: System, field: str):
    meeting = announce_berlin(system)
    tomorrow = system.store.clock().date() + timedelta(days=1)
    command = ReceiveNote(
        meeting_id=meeting,
        note_id=uuid4(),
        delegation="AT",
        note=note(**{"dated_on": date(2016, 1, 1), "received_on": tomorrow})
        if field == "received_on"
        else note(dated_on=tomorrow, received_on=tomorrow),
    )

    assert "is in the future" in refused(system, command, InvalidValue, AUSTRIA)


def test_r15_a_note_covers_registrations_of_its_own_delegation(system: System):
    meeting = announce_berlin(system)
    italian = nominated_as(system, meeting, "member", "IT")
    command = ReceiveNote(
        meeting_id=meeting,
        note_id=uuid4(),
        delegation="AT",
        note=note(covers=(italian,)),
    )

    refused(system, command, InvalidValue, AUSTRIA)
    refused(system, command.model_copy(update={"delegation": "FR"}), NotInvited)
    refused(system, command, NotPermitted, ITALY)


def test_r15_the_file_of_a_note_is_a_pdf_or_an_image(system: System):
    meeting = announce_berlin(system)
    word = uploaded(system, b"PK\x03\x04", "text/plain")
    missing = "0" * 64

    def command(sha256: str) -> ReceiveNote:
        return ReceiveNote(
            meeting_id=meeting, note_id=uuid4(), delegation="AT", note=note(sha256)
        )

    assert "this one is plain text" in refused(system, command(word), FileRefused)
    refused(system, command(missing), NotFound)
    do(system, command(uploaded(system)), AUSTRIA)


def test_r16_a_note_is_replaced_by_a_newer_one(system: System):
    meeting = announce_berlin(system)
    old = receive(system, meeting)
    replacement = ReplaceNote(
        meeting_id=meeting,
        note_id=old,
        new_note_id=uuid4(),
        delegation="AT",
        note=note(reference="4/16"),
        reason="another head",
    )

    do(system, replacement, AUSTRIA)

    shown = listed(system, DELEGATION_NOTES, AUSTRIA, meeting_id=str(meeting))
    assert {one.reference: one.replaced_by for one in shown} == {
        "3/16": str(replacement.new_note_id),
        "4/16": None,
    }
    refused(system, nomination(meeting, note_id=old), InvalidValue)


def test_r17_a_whole_delegation_comes_with_its_note(system: System):
    meeting = announce_berlin(system)
    head = NominatedPerson(function=DelegateFunction.HEAD)
    command = NominateDelegation(
        meeting_id=meeting, delegation="AT", delegates=(head,), note=note()
    )

    result = do(system, command, AUSTRIA)

    assert [fact.stored_name for fact in result.facts] == [
        "bsm.delegation.note_received.v1",
        "bsm.registration.nominated.v2",
        "bsm.delegation.head_named.v1",
    ]
    delegation = delegation_on_record(system, meeting)
    assert delegation is not None
    [note_id] = delegation.notes
    nominated = system.store.fact(result.facts[1].stream_id, 1)
    assert nominated.note_id == note_id
    both = command.model_copy(update={"note_id": note_id})
    refused(system, both, InvalidValue)


# Who reads what


def test_each_reads_the_delegations_that_they_may_see(system: System):
    meeting = announce_berlin(system, quotas={"AT": 3, "IT": 3, "MK": 2})
    receive(system, meeting)
    receive(system, meeting, "IT")
    answer = AnswerInvitation(
        meeting_id=meeting, delegation="AT", answer="takes part", expected=3
    )
    do(system, answer, AUSTRIA)
    refused(system, answer, NotPermitted, ITALY)
    head = nominated_as(system, meeting, "head")
    alternate = nominated_as(system, meeting, "alternate", "IT")
    seen = {
        by.role: [
            {one.code for one in listed(system, DELEGATION_CARDS, by, **of_meeting)},
            None
            if by is LEADERSHIP
            else {
                one.delegation
                for one in listed(system, DELEGATION_NOTES, by, **of_meeting)
            },
        ]
        for of_meeting in [{"meeting_id": str(meeting)}]
        for by in (SECRETARIAT, CHAIR, AUDITOR, LEADERSHIP, AUSTRIA)
    }

    everybody = {"AT", "IT", "MK"}
    assert seen == {
        "secretariat": [everybody, {"AT", "IT"}],
        "chair": [everybody, {"AT", "IT"}],
        "auditor": [everybody, {"AT", "IT"}],
        "leadership": [everybody, None],
        "focal-point": [{"AT"}, {"AT"}],
    }
    cards = {
        one.code: one
        for one in listed(system, DELEGATION_CARDS, LEADERSHIP, meeting_id=str(meeting))
    }
    assert (cards["AT"].answer, cards["AT"].expected) == ("takes part", 3)
    assert (cards["AT"].heads, cards["AT"].is_incomplete) == ((str(head),), False)
    assert (cards["IT"].acting_head, cards["IT"].is_incomplete) == (
        str(alternate),
        True,
    )
    unanswered = listed(
        system, DELEGATION_CARDS, LEADERSHIP, meeting_id=str(meeting), unanswered=True
    )
    assert {one.code for one in unanswered} == {"IT", "MK"}
    of_italy = listed(
        system, DELEGATION_CARDS, AUSTRIA, meeting_id=str(meeting), delegation="IT"
    )
    assert of_italy == []


# Erasure


def files(system: System, meeting: UUID) -> list[tuple[str, bool]]:
    system.engine.catch_up()
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        notes = delegation_notes(context, str(meeting)).items
    return sorted((one.reference, one.sha256 is not None) for one in notes)


def test_the_file_of_a_note_is_destroyed(system: System):
    meeting = announce_berlin(system)
    sha256 = uploaded(system)
    note_id = receive(system, meeting, sha256=sha256)
    command = DestroyNoteFile(
        meeting_id=meeting, note_id=note_id, delegation="AT", reason="no longer needed"
    )

    refused(system, command, NotPermitted, AUSTRIA)
    result = do(system, command)

    [receipt] = system.part(ErasureService).receipts_of(result.id)
    assert receipt.finished
    assert not receipt.found
    assert "the file of a note of a delegation" in receipt.as_text()
    with pytest.raises((ContentErased, NotFound)):
        system.vault.files.read(sha256)
    refused(system, command, NotFound)


def test_files_that_cover_somebody_go_when_the_person_is_erased(system: System):
    meeting = announce_berlin(system)
    person = enter(system)
    id = nominated_as(system, meeting, "member", participant_id=person)
    for number, fields in enumerate(
        ({"covers": (id,)}, {"covers_all": True}, {}), start=1
    ):
        sha256 = uploaded(system, b"%PDF-1.7 " + str(number).encode())
        receive(system, meeting, sha256=sha256, reference=f"{number}/16", **fields)
    italian = uploaded(system, b"%PDF-1.7 Italy")
    receive(system, meeting, "IT", sha256=italian, reference="9/16", covers_all=True)

    needs = ErasePersonalData(
        participant_id=person, groups=(PersonalGroup.NEEDS,), reason="asked for it"
    )
    do(system, needs)
    assert all(has_file for _, has_file in files(system, meeting))
    do(system, needs.model_copy(update={"groups": tuple(PersonalGroup)}))

    assert files(system, meeting) == [
        ("1/16", False),
        ("2/16", False),
        ("3/16", True),
        ("9/16", True),
    ]


def test_a_note_that_comes_after_an_erasure_keeps_its_file(system: System):
    """Also when a process starts, which looks for files of people who were erased."""
    meeting = announce_berlin(system)
    person = enter(system)
    nominated_as(system, meeting, "member", participant_id=person)
    before = uploaded(system, b"%PDF-1.7 before")
    receive(system, meeting, sha256=before, reference="1/16", covers_all=True)
    erase = ErasePersonalData(
        participant_id=person, groups=tuple(PersonalGroup), reason="asked for it"
    )
    do(system, erase)
    after = uploaded(system, b"%PDF-1.7 after")
    receive(system, meeting, sha256=after, reference="2/16", covers_all=True)

    files(system, meeting)
    system.part(DelegationUpkeep).destroy_files()

    assert files(system, meeting) == [("1/16", False), ("2/16", True)]


def test_the_note_of_a_requested_substitute_goes_when_they_are_erased(system: System):
    meeting = announce_berlin(system)
    id = nominated_as(system, meeting, "member")
    confirm(system, id)
    set_terms(system, meeting, changes_until=PAST)
    person = enter(system)
    note_id = receive(system, meeting, sha256=uploaded(system))
    request = SubstituteDelegate(
        registration_id=id, participant_id=person, note_id=note_id, reason="fell ill"
    )
    do(system, request, AUSTRIA)
    erase = ErasePersonalData(
        participant_id=person, groups=tuple(PersonalGroup), reason="asked for it"
    )

    do(system, erase)

    assert files(system, meeting) == [("3/16", False)]
