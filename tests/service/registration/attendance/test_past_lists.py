"""The list of a past meeting: who was there, without nominations and seats."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from service.command_examples import concluded_without_registration
from service.registration.registration_requests import nominated_as
from systems import (
    AUSTRIA,
    StoryClock,
    announce_berlin,
    do,
    open_meeting,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    DomainError,
    InvalidTransition,
    InvalidValue,
    NotInvited,
    NotPermitted,
    TooEarly,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.history.queries import facts
from bsm_projections.meetings.queries import meeting_delegations
from bsm_projections.registration.queries import registrations
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.meetings.commands import (
    CancelMeeting,
    CloseRegistration,
    ConcludeMeeting,
    OpenRegistration,
)
from bsm_service.registration.attendance.commands import PastRow, RecordPast
from bsm_service.registration.commands import ChangeFunction, WithdrawRegistration
from bsm_service.registration.delegation_upkeep import DelegationUpkeep
from bsm_service.registration.list_of_participants.listed_delegates import (
    listed_delegates,
)
from bsm_service.registration.substitution.commands import SubstituteDelegate
from bsm_service.vault.personal_details import PersonalDetails

EVA = {"name": "Eva Muster", "email": "eva@example.org"}
EVERYBODY = Audience(focal_points_matter=True)
NOON_OF_LAST_DAY = datetime(2016, 4, 13, 10, tzinfo=UTC)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


@pytest.fixture
def meeting(system: System) -> UUID:
    meeting: UUID = concluded_without_registration(system)["meeting_id"]
    return meeting


def row(name: str, delegation: str = "AT", **fields: Any) -> PastRow:
    person = fields.pop("person", {"name": name})
    return PastRow.model_validate(
        {"delegation": delegation, "function": "member", "person": person, **fields}
    )


def past(meeting: UUID, *rows: PastRow, **fields: Any) -> RecordPast:
    return RecordPast(meeting_id=meeting, list_name="The list", rows=rows, **fields)


def record(system: System, meeting: UUID, *rows: PastRow, **f: Any) -> CommandResult:
    return do(system, past(meeting, *rows, **f))


def names_of(result: CommandResult) -> Counter[str]:
    return Counter(fact.stored_name for fact in result.facts)


def test_v18_a_past_list_is_one_fact_a_row_and_no_ledger(system: System, meeting: UUID):
    result = record(system, meeting, row("Eva"), row("Ivo"), row("Ana", "IT"))

    assert names_of(result) == {
        "bsm.participant.entered.v1": 3,
        "bsm.registration.recorded.v1": 3,
    }
    system.engine.catch_up()
    with system.read(system.now(), EVERYBODY) as context:
        listed = registrations(context, str(meeting)).items
    assert {(each.status, each.list_name) for each in listed} == {
        ("listed", "The list")
    }
    assert system.store.load(SeatLedger, seat_ledger_id_of(meeting)) is None


def test_who_came_has_attended_on_the_last_day(system: System, meeting: UUID):
    at = system.store.clock
    at.time = datetime(2016, 5, 1, tzinfo=UTC)  # type: ignore[attr-defined]
    said = {"Eva": True, "Ivo": False, "Ana": None}
    rows = [row(name, came=came, place=1) for name, came in said.items()]

    result = record(system, meeting, *rows)

    found = [
        system.store.load(Registration, fact.stream_id)
        for fact in result.facts
        if "registration" in fact.stored_name
    ]
    assert [each and each.status for each in found] == ["attended", "listed", "listed"]
    system.engine.catch_up()
    with system.read(system.now(), EVERYBODY) as context:
        told = facts(context, kinds=("registration",)).items
        first = registrations(context, str(meeting)).items[0]
    assert (first.nominated_at, first.place) == (NOON_OF_LAST_DAY, 1)
    assert {fact.occurred_at for fact in told} == {NOON_OF_LAST_DAY}
    assert {fact.sentence for fact in told} == {
        "“The list” lists a delegate of Austria (member), who attended.",
        "“The list” lists a delegate of Austria (member), who did not attend.",
        "“The list” lists a delegate of Austria (member).",
    }


def test_a_list_names_delegations_that_nobody_invited(system: System, meeting: UUID):
    """They are recorded from the list: no invitation is invented."""
    rows = (row("Eva"), row("Ana", "RS", came=True), row("Leo", "SBH"))
    society = {"code": "SBH", "name": "Society of Border Historians"}
    result = record(system, meeting, *rows, organisations=(society,))

    assert [*result.notes] == [
        "2 delegations without an invitation on record are recorded from this list "
        "(RS and SBH)"
    ]
    assert names_of(result)["bsm.network.organisation_named.v1"] == 1
    assert not any("invited" in name for name in names_of(result))
    found = system.store.load(Meeting, meeting)
    assert found is not None
    assert {"RS", "SBH"}.isdisjoint(found.quotas)
    system.engine.catch_up()
    with system.read(system.now(), EVERYBODY) as context:
        shown = [
            (each.code, each.name, each.invited, each.quota, each.registrations)
            for each in meeting_delegations(context, str(meeting))
            if each.registrations
        ]
        listed = sorted(listed_delegates(context, str(meeting)), key=lambda d: d.order)
    assert shown == [
        ("AT", "Austria", True, 3, 1),
        ("RS", "Serbia", False, 0, 1),
        ("SBH", "Society of Border Historians", False, 0, 1),
    ]
    assert [each.delegation for each in listed] == ["AT", "RS", "SBH"]
    # A name on record stays.
    society["name"] = "Another society"
    record(system, meeting, row("Mia", "SBH"), organisations=(society,))
    system.engine.catch_up()
    with system.read(system.now(), EVERYBODY) as context:
        assert context.delegation_name("SBH") == "Society of Border Historians"


def test_people_are_found_by_their_handles(system: System, meeting: UUID):
    with_reference = row("", person=EVA, reference="AT-1")
    first = record(system, meeting, with_reference, references_of="Lists")
    [entered] = [f.stream_id for f in first.facts if "participant" in f.stored_name]
    later = concluded_without_registration(system)["meeting_id"]

    by_reference = row("E. Muster", reference="AT-1")
    result = record(system, later, by_reference, references_of="Lists")

    assert [fact.stream_id for fact in result.facts] == [
        registration_id_of(later, entered)
    ]
    last = concluded_without_registration(system)["meeting_id"]
    told = record(system, last, row("MUSTER Eva"))
    assert [fact.stream_id for fact in told.facts] == [
        registration_id_of(last, entered)
    ]
    assert told.notes == ("1 person was found on record by name alone (row 1)",)


def test_composition_is_told_and_not_judged(system: System, meeting: UUID):
    rows = [
        *(row("Eva", function="head"), row("Ivo", function="head")),
        row("Ana", "IT", function="alternate"),
        row("Leo", "FRONTEX"),
    ]

    result = record(system, meeting, *rows)

    assert result.notes == (
        "1 delegation has more than one head in this list (AT)",
        "1 delegation has an alternate, but no head in this list (IT)",
    )


@pytest.mark.parametrize(
    ("rows", "error", "sentence"),
    [
        (
            [row("Eva"), row("Ivo", "XYZ")],
            NotInvited,
            "row 2, delegation: XYZ is not a participating State",
        ),
        (
            [row("Eva"), row("Ivo"), row("EVA")],
            AlreadyExists,
            "row 3, person.name: row 1 has the same name",
        ),
        (
            [row("Eva", reference="1")],
            InvalidValue,
            "name the source whose references these are",
        ),
    ],
)
def test_every_bad_row_is_named_and_nothing_is_stored(
    system: System,
    meeting: UUID,
    rows: list[PastRow],
    error: type[DomainError],
    sentence: str,
):
    before = system.store.position()

    with pytest.raises(error, match=sentence):
        record(system, meeting, *rows)

    assert system.store.position() == before


def test_who_is_on_record_already_is_refused(system: System):
    meeting = announce_berlin(system)
    eva, ivo = (
        nominated_as(system, meeting, "member", person=PersonalDetails(name=name))
        for name in ("Eva", "Ivo")
    )
    do(system, WithdrawRegistration(registration_id=ivo))
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting)
    do(system, ConcludeMeeting(meeting_id=meeting))

    with pytest.raises(AlreadyExists) as refusal:
        record(system, meeting, row("Eva"), row("Ivo"), row("Ana"))

    assert str(refusal.value) == (
        f"row 1, person: this person's registration is already on record ({eva})\n"
        f"row 2, person: this person's registration is already on record ({ivo}), as "
        "withdrawn; leave the row out"
    )


def in_session(system: System) -> UUID:
    meeting = announce_berlin(system, open_registration=False)
    open_meeting(system, meeting)
    return meeting


def cancelled(system: System) -> UUID:
    meeting = announce_berlin(system)
    do(system, CancelMeeting(meeting_id=meeting, reason="no host"))
    return meeting


@pytest.mark.parametrize(
    ("begin", "error", "sentence"),
    [
        (announce_berlin, InvalidTransition, r"\(now: registration open\)"),
        (in_session, InvalidTransition, r"\(now: in session\)"),
        (cancelled, InvalidTransition, r"\(now: cancelled\)"),
        (
            lambda system: announce_berlin(system, open_registration=False),
            TooEarly,
            "the meeting ends on 13 Apr 2016; record the list once it is over",
        ),
    ],
)
def test_r5_only_of_a_meeting_that_is_over(
    system: System,
    begin: Callable[[System], UUID],
    error: type[DomainError],
    sentence: str,
):
    with pytest.raises(error, match=sentence):
        record(system, begin(system), row("Eva"))


def test_only_the_secretariat_records_it(system: System, meeting: UUID):
    with pytest.raises(NotPermitted):
        do(system, past(meeting, row("Eva")), AUSTRIA)


def test_nothing_follows_what_a_list_says_even_if_registration_is_opened(
    system: System,
):
    """There is no seat to pass on, and no head on record with the delegation."""
    meeting = announce_berlin(system, open_registration=False)
    clock = system.store.clock
    assert isinstance(clock, StoryClock)
    clock.time = NOON_OF_LAST_DAY
    record(system, meeting, row("Eva", function="head", came=True))
    do(system, OpenRegistration(meeting_id=meeting, capacity=3))
    with system.read(system.now(), EVERYBODY) as context:
        [listed] = registrations(context, str(meeting)).items
    before = system.store.position()

    system.part(DelegationUpkeep).adopt()
    of = {"registration_id": UUID(listed.id), "reason": "ill"}
    for command in (
        SubstituteDelegate(**of, nobody_yet=True),
        ChangeFunction(**of, function="member"),
    ):
        with pytest.raises(
            InvalidTransition, match="comes from the list of a past meeting"
        ):
            do(system, command)

    assert system.store.position() == before
