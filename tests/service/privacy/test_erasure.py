"""An erased person is found nowhere, and the record stays provable."""

import json
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from raw_database import audit_log, plain
from service.privacy.canary_person import (
    DETAILS,
    TEXT,
    USER,
    WORDS,
    Canary,
    enter_canary,
    erase,
    left_in,
    redact,
)
from systems import AUDITOR, AUSTRIA, SECRETARIAT, do, system_in

from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.history.queries import facts
from bsm_projections.people.queries import participants_by_id
from bsm_service.application.system import System, audience_of
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.stored_mappings import StoredMappings
from bsm_service.people.commands import (
    ChangeDetails,
    EnterParticipant,
    ErasePersonalData,
)
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.proof.verification import verify
from bsm_service.vault.personal_details import PersonalDetailsChange

ALL = tuple(PersonalGroup)


def visible_details(
    system: System, canary: Canary, as_of: str | None = None
) -> list[str]:
    """What the secretariat is shown of the person, at a moment."""
    moment = system.moment(as_of)
    with system.read(moment, audience_of(SECRETARIAT)) as context:
        participants = participants_by_id(context, [str(canary.participant)])
        [person] = system.personal_data.open(
            SECRETARIAT, [*participants.values()], ALL, purpose="a test", place="test"
        )
    return [
        str(getattr(person, name))
        for name in DETAILS.model_dump()
        if getattr(person, name) is not None
    ]


def sentences_about(system: System, canary: Canary, as_of: str | None = None) -> str:
    """The sentences about the person's registration, at a moment."""
    with system.read(system.moment(as_of), audience_of(AUDITOR)) as context:
        page = facts(context, stream_id=str(canary.registration))
        return "\n".join(entry.sentence for entry in page.items)


def test_an_erased_person_is_found_nowhere(system: System):
    canary = enter_canary(system)
    assert {word for word, _ in left_in(system.place)} == {USER}
    before = system.store.position()
    assert DETAILS.name in visible_details(system, canary)

    result = erase(system, canary)

    assert left_in(system.place) == []
    [receipt] = system.part(ErasureService).receipts_of(canary.participant)
    assert receipt.finished
    assert (receipt.found, receipt.left) == ((), ())
    assert (receipt.keys, receipt.accounts) == (2, 1)
    assert receipt.looked_for > len(WORDS)
    assert (receipt.position, receipt.log_size) == (before + 1, result.position)
    assert {*visible_details(system, canary)} == {"[erased]"}
    assert {*visible_details(system, canary, as_of=str(before))} == {"[erased]"}


def test_what_names_an_erased_person_in_imported_files_is_forgotten(system: System):
    """A cell that names a person may have been mapped to their delegation."""
    canary = enter_canary(system)
    remembered = StoredMappings(system.identity)
    naming = (
        f"{DETAILS.name} (BMI)",
        "Küstenvögelin, Kanári",
        f"Focal point <{DETAILS.email}>",
    )
    others = ("Küstenvögelin, Anna", "Border Police")
    mappings = {fold_text(text): "AT" for text in (*naming, *others)}
    remembered.add("delegation", mappings, "system")
    in_capitals = fold_text(DETAILS.name)
    assert left_in(system.place, (in_capitals,))

    erase(system, canary)

    assert {mapping.said for mapping in remembered.all()} == set(map(fold_text, others))
    assert left_in(system.place, (in_capitals, fold_text(naming[1]))) == []
    [receipt] = system.part(ErasureService).receipts_of(canary.participant)
    assert (receipt.found, receipt.left) == ((), ())


def test_what_is_left_is_found_also_as_imports_compare_it(system: System):
    canary = enter_canary(system)
    (system.place.folder / "kept.txt").write_text(f"x {fold_text(DETAILS.name)} x")

    erase(system, canary)

    [receipt] = system.part(ErasureService).receipts_of(canary.participant)
    assert {(finding.what, finding.where) for finding in receipt.found} == {
        ("name", "kept.txt")
    }


def test_every_proof_stays_valid(system: System):
    canary = enter_canary(system)
    before = system.store.position()
    root = system.store.frontier_at(before)

    erase(system, canary)
    redact(system, canary)

    assert system.store.position() == before + 2
    assert system.store.frontier_at(before) == root
    assert verify(system.place).ok
    assert audit_log(system.place) == before + 2


def test_the_receipt_tells_what_was_done_and_names_nobody(system: System):
    canary = enter_canary(system)
    erase(system, canary)

    [receipt] = system.part(ErasureService).receipts_of(canary.participant)
    text = receipt.as_text() + json.dumps(receipt.as_json())
    assert not [word for word in WORDS if word in text]
    head = system.store.frontier_at(system.store.position())
    assert head is not None
    assert head.root().hex() in text
    assert receipt.sha256 in text
    assert "Found: nothing." in text
    assert "To do: nothing." in text


def test_a_redacted_text_reads_so_at_every_moment(system: System):
    canary = enter_canary(system)
    before = str(system.store.position())
    assert TEXT in sentences_about(system, canary)

    result = redact(system, canary)

    for moment in (None, before):
        assert TEXT not in sentences_about(system, canary, moment)
        assert "[erased]" in sentences_about(system, canary, moment)
    [receipt] = system.part(ErasureService).receipts_of(result.id)
    assert (receipt.field, receipt.keys, receipt.finished) == ("reason", 1, True)
    # The person is as they were.
    assert DETAILS.name in visible_details(system, canary)


def test_keys_are_gone_bare_and_wrapped_and_the_old_one_is_replaced(system: System):
    canary = enter_canary(system)
    file = system.place.folder / "vault.key"
    old_key = file.read_text()
    with plain(system.place, "vault") as connection:
        before = {
            row[0]: bytes(row[1])
            for row in connection.execute("SELECT key, wrapped FROM keys").fetchall()
        }

    erase(system, canary)

    assert file.read_text() != old_key
    with plain(system.place, "vault") as connection:
        after = {
            row[0]: bytes(row[1])
            for row in connection.execute("SELECT key, wrapped FROM keys").fetchall()
        }
    gone = before.keys() - after.keys()
    assert len(gone) == 2
    assert all(after[key] != before[key] for key in before.keys() & after.keys())
    everything = b"".join(
        path.read_bytes() for path in system.place.folder.rglob("*") if path.is_file()
    )
    for key in gone:
        assert before[key] not in everything
    assert old_key.encode() not in everything


def test_needs_go_alone_and_can_be_told_anew(system: System):
    canary = enter_canary(system)
    erase(system, canary, groups=(PersonalGroup.NEEDS,))

    now = visible_details(system, canary)
    assert DETAILS.name in now
    assert now.count("[erased]") == 2
    assert [word for word, _ in left_in(system.place)] == [USER]  # not of needs
    do(
        system,
        ChangeDetails(
            participant_id=canary.participant,
            details=PersonalDetailsChange(dietary_needs="vegan now"),
        ),
        AUSTRIA,
    )
    assert "vegan now" in visible_details(system, canary)
    assert (
        system.part(ErasureService).finish_interrupted() == ()
    )  # what is told anew is not taken away

    erase(system, canary, groups=(PersonalGroup.NEEDS,))
    assert "vegan now" not in visible_details(system, canary)
    with pytest.raises(InvalidTransition):
        erase(system, canary, groups=(PersonalGroup.NEEDS,))
    erase(system, canary)
    assert {*visible_details(system, canary)} == {"[erased]"}


def test_the_account_of_the_erased_comes_in_no_more(system: System):
    canary = enter_canary(system)
    erase(system, canary)

    account = system.identity.accounts.get(canary.account)
    assert account.closed_at is not None
    assert account.participant is None
    assert system.identity.accounts.find(USER) is None


def test_a_repeated_command_gives_the_same_receipt(system: System):
    canary = enter_canary(system)
    command = ErasePersonalData(
        participant_id=canary.participant, reason="they asked for it"
    )
    id = canary.meeting  # any
    first = do(system, command, command_id=id)
    receipts = system.part(ErasureService).receipts()
    assert do(system, command, command_id=id) == first
    assert system.part(ErasureService).receipts() == receipts


def test_another_process_shows_the_placeholder_at_once(system: System, another: System):
    canary = enter_canary(system)
    assert DETAILS.name in visible_details(another, canary)
    epoch = another.vault.epoch()

    erase(system, canary)

    assert another.vault.epoch() != epoch
    assert {*visible_details(another, canary)} == {"[erased]"}
    # It goes on sealing and opening under the new key.
    meeting_texts = sentences_about(another, canary)
    assert TEXT in meeting_texts


def test_what_others_were_told_stays(system: System):
    canary, other = enter_canary(system), uuid4()
    do(
        system,
        EnterParticipant(participant_id=other, delegation="IT", person=DETAILS),
    )

    erase(system, canary)

    assert DETAILS.name in visible_details(system, replace(canary, participant=other))


def test_what_is_left_is_told_with_its_place_and_without_the_words(system: System):
    canary = enter_canary(system)
    (system.place.folder / "exports").mkdir()
    (system.place.folder / "exports" / "list.csv").write_text(f"1;{DETAILS.name};AT\n")

    erase(system, canary)

    [receipt] = system.part(ErasureService).receipts_of(canary.participant)
    [findings] = receipt.found
    assert (findings.what, findings.where) == ("name", "exports/list.csv")
    assert DETAILS.name not in receipt.as_text()


def test_without_writing_the_files_anew_something_would_be_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """So the step is needed, and the look would find what it left."""
    system = system_in(tmp_path)
    canary = enter_canary(system)
    monkeypatch.setattr(system.identity.database, "scrub", lambda: "")

    erase(system, canary)

    [receipt] = system.part(ErasureService).receipts_of(canary.participant)
    assert "user name" in {finding.what for finding in receipt.found}
    system.close()
