"""What has been kept long enough is proposed, and goes when a person says so."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from service.privacy.canary_person import DETAILS
from service.registration.registration_requests import (
    PDF,
    listed,
    receive,
    uploaded,
)
from systems import (
    AUDITOR,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    do,
    open_meeting,
    system_in,
)
from typer.testing import CliRunner

from bsm_domain.foundation.errors import InvalidValue, NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_domain.registration.registration import registration_id_of
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.assembly.command_line import app
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.meetings.commands import (
    CancelMeeting,
    CloseRegistration,
    ConcludeMeeting,
    PostponeMeeting,
)
from bsm_service.people.commands import (
    DesignateFocalPoint,
    EndDesignation,
    EnterParticipant,
)
from bsm_service.privacy import retention, retention_proposals
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.privacy.retention_proposals import RetentionKind
from bsm_service.registration.commands import ConfirmRegistration, NominateDelegate
from bsm_service.registration.delegation_commands import DestroyNoteFile
from bsm_service.registration.lists import DELEGATION_NOTES
from bsm_service.settings.settings import Settings
from bsm_service.vault.read_log import DataReader

# The meeting ends on 13 April 2016.
NEEDS_DUE = datetime(2016, 5, 13, 9, tzinfo=UTC)
YEAR_AFTER = datetime(2017, 4, 13, 9, tzinfo=UTC)
PERSON_DUE = datetime(2021, 4, 12, 9, tzinfo=UTC)


def came(system: System, *, conclude: bool = True) -> UUID:
    """Somebody who was registered for the Berlin meeting, which is over."""
    meeting, person = announce_berlin(system), uuid4()
    details = DETAILS.model_copy(
        update={"email": f"{person.hex[::-1]}@canary.example.org"}
    )
    do(
        system,
        EnterParticipant(participant_id=person, delegation="AT", person=details),
    )
    do(
        system,
        NominateDelegate(
            meeting_id=meeting,
            delegation="AT",
            function=DelegateFunction.MEMBER,
            participant_id=person,
        ),
    )
    do(
        system,
        ConfirmRegistration(registration_id=registration_id_of(meeting, person)),
    )
    if conclude:
        do(system, CloseRegistration(meeting_id=meeting))
        open_meeting(system, meeting)
        do(system, ConcludeMeeting(meeting_id=meeting))
    return person


def due(system: System, clock: StoryClock, at: datetime) -> list[str]:
    clock.time = at
    return [proposal.id for proposal in retention_proposals.due_proposals(system, at)]


def test_needs_are_due_thirty_days_after_the_meeting_and_data_after_five_years(
    system: System, clock: StoryClock
):
    person = came(system)
    a_day = timedelta(days=1)

    assert due(system, clock, NEEDS_DUE - a_day) == []
    [needs] = due(system, clock, NEEDS_DUE)
    assert needs == f"needs-{person.hex}"
    assert due(system, clock, PERSON_DUE - a_day) == [needs]
    assert due(system, clock, PERSON_DUE) == [needs, f"person-{person.hex}"]
    proposals = retention_proposals.due_proposals(system, PERSON_DUE)
    assert (proposals[1].since, proposals[1].due_on) == (
        date(2016, 4, 13),
        date(2021, 4, 12),
    )
    assert DETAILS.name not in str(proposals)


@pytest.mark.parametrize("on", [date(2016, 2, 1), date(2021, 4, 12)])
def test_nobody_needs_data_for_a_meeting_from_its_cancellation_on(
    system: System, clock: StoryClock, on: date
):
    """Long before its days or after them: a postponed one is still to come."""
    person = came(system, conclude=False)
    [meeting] = system.store.compared_first_facts(Meeting)
    about: dict[str, Any] = {"meeting_id": meeting.originator_id, "reason": "flooded"}
    do(system, PostponeMeeting(**about))
    cancelled_at = datetime.combine(on, time(9), UTC)
    assert due(system, clock, cancelled_at) == []

    do(system, CancelMeeting(**about))

    a_day = timedelta(days=1)
    needs, needs_due = f"needs-{person.hex}", cancelled_at + 30 * a_day
    person_due = cancelled_at + 1_825 * a_day
    assert due(system, clock, needs_due - a_day) == []
    assert due(system, clock, needs_due) == [needs]
    assert due(system, clock, person_due - a_day) == [needs]
    assert due(system, clock, person_due) == [needs, f"person-{person.hex}"]


def test_nobody_who_will_come_or_serves_is_proposed(system: System, clock: StoryClock):
    coming = came(system, conclude=False)
    serving = came(system)
    do(
        system,
        DesignateFocalPoint(participant_id=serving, since=date(2016, 1, 1)),
    )
    much_later = datetime(2030, 1, 1, tzinfo=UTC)

    assert due(system, clock, much_later) == [f"needs-{serving.hex}"]
    do(system, EndDesignation(participant_id=serving, on=date(2029, 12, 31)))
    assert due(system, clock, much_later) == [f"needs-{serving.hex}"]
    later = datetime(2034, 12, 31, tzinfo=UTC)
    assert f"person-{serving.hex}" in due(system, clock, later)
    assert coming.hex not in "".join(due(system, clock, later))


def test_who_never_came_is_due_after_being_entered(system: System, clock: StoryClock):
    person = uuid4()
    do(
        system,
        EnterParticipant(participant_id=person, delegation="AT", person=DETAILS),
    )
    [only] = due(system, clock, datetime(2021, 1, 2, 12, tzinfo=UTC))
    assert only == f"person-{person.hex}"


def test_what_is_confirmed_is_erased_and_nothing_else(
    system: System, clock: StoryClock
):
    person, other = came(system), came(system)
    clock.time = NEEDS_DUE

    result = retention.confirm_proposals(
        system,
        SECRETARIAT,
        [f"needs-{person.hex}"],
        reason="the period has passed",
        now=NEEDS_DUE,
    )
    [receipt] = result.receipts
    assert (receipt.id, receipt.groups) == (person, (PersonalGroup.NEEDS,))
    assert receipt.finished
    assert due(system, clock, NEEDS_DUE) == [f"needs-{other.hex}"]
    for participant_id, is_kept in ((person, False), (other, True)):
        key = personal_key_id(participant_id, PersonalGroup.NEEDS)
        assert (system.vault.secret_of(key) is not None) is is_kept
        assert system.vault.secret_of(
            personal_key_id(participant_id, PersonalGroup.NAME)
        )


def test_what_is_on_record_is_told_though_the_rest_fails(
    system: System, clock: StoryClock, monkeypatch: pytest.MonkeyPatch
):
    """Of two people, the database goes after the first."""
    for _ in range(2):
        came(system)
    ids = [
        notification
        for notification in due(system, clock, PERSON_DUE)
        if notification.startswith("person")
    ]
    execute, times = system.service.execute, []

    def once(*about: Any, **named: Any) -> CommandResult:
        times.append(1)
        if len(times) > 1:
            raise StoreUnavailable("the database has just gone")
        return execute(*about, **named)

    with monkeypatch.context() as patch:
        patch.setattr(system.service, "execute", once)
        result = confirmed(system, ids)
    assert (len(result.receipts), result.pending, result.rows) == (1, 0, 0)
    assert (result.refusal, result.is_complete) == ("the database has just gone", False)

    with monkeypatch.context() as patch:
        patch.setattr(system.vault, "destroy", lambda *_, **__: 1 / 0)
        [remaining] = [
            notification
            for notification in due(system, clock, PERSON_DUE)
            if "person" in notification
        ]
        result = confirmed(system, [remaining])
    assert (result.receipts, result.pending, result.is_complete) == ((), 1, False)


def confirmed(system: System, ids: list[str]) -> retention.ConfirmationResult:
    why = "the period has passed"
    return retention.confirm_proposals(
        system, SECRETARIAT, ids, reason=why, now=PERSON_DUE
    )


def test_many_are_erased_with_one_rotation(
    system: System, clock: StoryClock, monkeypatch: pytest.MonkeyPatch
):
    people = [came(system) for _ in range(3)]
    rotations = []
    rotate = system.vault.rotate
    monkeypatch.setattr(system.vault, "rotate", lambda: rotations.append(1) or rotate())
    ids = due(system, clock, PERSON_DUE)
    assert len(ids) == 6

    result = retention.confirm_proposals(
        system, SECRETARIAT, ids, reason="the period has passed", now=PERSON_DUE
    )

    assert {receipt.id for receipt in result.receipts} == {*people}
    assert all(receipt.finished and not receipt.found for receipt in result.receipts)
    assert len(rotations) == 1
    assert due(system, clock, PERSON_DUE) == []


def test_readings_and_sign_ins_go_when_confirmed_and_not_before(
    system: System, clock: StoryClock
):
    person = came(system)
    reader = DataReader("0a1b", Role.SECRETARIAT, None, "a test", "test")
    system.personal_data.read_log.record(reader, [person], [PersonalGroup.NAME])
    system.identity.start_session("vienna", Role.AUDITOR, None, SignInMethod.TOKEN)
    signed_in = system.identity.accounts.find("vienna")
    assert signed_in is not None
    clock.time = later = datetime(2019, 6, 1, tzinfo=UTC)
    system.personal_data.read_log.record(reader, [person], [PersonalGroup.NAME])
    proposals = {
        proposal.kind: proposal
        for proposal in retention_proposals.due_proposals(system, later)
    }
    assert proposals[RetentionKind.READINGS].number == 1
    ids = [
        proposals[kind].id for kind in (RetentionKind.READINGS, RetentionKind.ATTEMPTS)
    ]

    result = retention.confirm_proposals(
        system, SECRETARIAT, ids, reason="the period has passed", now=later
    )

    assert (
        result.rows
        == proposals[RetentionKind.READINGS].number
        + proposals[RetentionKind.ATTEMPTS].number
    )
    assert len(system.personal_data.read_log.of_participant(person)) == 1
    what = [
        event.what for event in system.identity.account_database.events_of(signed_in.id)
    ]
    assert "signed-in" not in what
    assert "account-made" in what


def test_only_what_is_due_and_only_by_who_may(system: System, clock: StoryClock):
    person = came(system)
    for principal, ids, refusal in (
        (AUDITOR, [f"needs-{person.hex}"], NotPermitted),
        (SECRETARIAT, [f"person-{person.hex}"], InvalidValue),
        (SECRETARIAT, ["needs-0"], InvalidValue),
    ):
        with pytest.raises(refusal):
            retention.confirm_proposals(
                system, principal, ids, reason="because", now=NEEDS_DUE
            )
    assert system.part(ErasureService).receipts() == ()


def test_files_of_notes_are_due_a_year_after_the_meeting(
    system: System, clock: StoryClock
):
    """One of a note without a file, or whose file was destroyed, is not."""
    meeting = announce_berlin(system)
    reference = {"kind": "letter of nomination", "reference": "7/16"}
    kept = receive(system, meeting, sha256=uploaded(system), **reference)
    other = uploaded(system, PDF + b" of another")
    destroyed = receive(system, meeting, sha256=other, reference="8/16")
    receive(system, meeting, reference="9/16")
    of = {"meeting_id": meeting, "delegation": "AT", "reason": "asked for"}
    do(system, DestroyNoteFile(**of, note_id=destroyed))
    assert due(system, clock, YEAR_AFTER) == []
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting)
    do(system, ConcludeMeeting(meeting_id=meeting))

    assert due(system, clock, YEAR_AFTER - timedelta(days=1)) == []
    assert due(system, clock, YEAR_AFTER) == [f"notes-{kept.hex}"]
    [proposal] = retention_proposals.due_proposals(system, YEAR_AFTER)
    assert proposal.reason == "file of the letter of nomination 7/16 of Austria"
    result = retention.confirm_proposals(
        system, SECRETARIAT, [proposal.id], reason="its time is over", now=YEAR_AFTER
    )

    assert result.is_complete
    assert [receipt.finished for receipt in result.receipts] == [True]
    assert due(system, clock, YEAR_AFTER) == []
    [*notes] = listed(system, DELEGATION_NOTES, SECRETARIAT, meeting_id=str(meeting))
    assert {note.sha256 for note in notes} == {None}


def test_periods_are_settings():
    settings = Settings(retention_person_days=10, retention_needs_days=0)
    assert retention_proposals.retention_periods(settings) == {
        **retention_proposals.retention_periods(Settings()),
        RetentionKind.PERSON: 10,
        RetentionKind.NEEDS: 0,
    }


def test_the_command_line_lists_and_confirms(tmp_path: Path):
    clock = StoryClock()
    system = system_in(tmp_path, clock=clock)
    person = came(system)
    system.close()

    def bsm(*arguments: object):
        return CliRunner().invoke(
            app, [*map(str, arguments), "--data", str(tmp_path), "--json"]
        )

    listed = json.loads(bsm("retention", "list").stdout)
    assert [proposal["kind"] for proposal in listed][:2] == ["needs", "person"]
    confirmed = bsm("retention", "confirm", f"person-{person.hex}")
    assert confirmed.exit_code == 0, confirmed.output
    [receipt] = json.loads(confirmed.stdout)["receipts"]
    assert receipt["finished"] is True
    assert receipt["role"] == "system"
    assert [
        document
        for document in json.loads(bsm("retention", "list").stdout)
        if document["participant"]
    ] == []
