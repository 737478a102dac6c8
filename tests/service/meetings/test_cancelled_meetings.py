"""What a cancelled meeting still takes: every command there is, through the door."""

from collections.abc import Callable
from uuid import UUID

import pytest
from service import command_examples as examples
from service.command_examples import EXAMPLES, Example, Ids, command_to_ask
from sqlite_only import new_place as new_place
from systems import (
    AUSTRIA,
    CHAIR,
    SECRETARIAT,
    announce_berlin,
    confirm,
    do,
    go_to_first_day,
)

from bsm_domain.foundation.errors import DomainError, InvalidTransition, NotPermitted
from bsm_domain.meetings.meeting_facts import MeetingAnnounced
from bsm_service.application.command import Command, every_command
from bsm_service.application.system import System
from bsm_service.identity import SYSTEM
from bsm_service.imports.commands import ImportActivities, ImportedActivity
from bsm_service.meetings.commands import CancelMeeting, CloseRegistration
from bsm_service.registration.commands import RecordAttendance


def closed_with_seat(system: System) -> Ids:
    ids = examples.nominated(system)
    confirm(system, ids["registration_id"])
    do(system, CloseRegistration(meeting_id=ids["meeting_id"]))
    return ids


def arrived_early(system: System) -> Ids:
    ids = closed_with_seat(system)
    go_to_first_day(system)
    do(system, RecordAttendance(registration_id=ids["registration_id"]))
    return ids


# A meeting that has begun cannot be cancelled, so what is on record before differs.
NOT_BEGUN: dict[str, Callable[[System], Ids]] = {
    "meeting.open": examples.registration_closed,
    "meeting.conclude": examples.registration_closed,
    "meeting.state-attendance": examples.registration_closed,
    "meeting.correct-attendance": examples.registration_closed,
    "meeting.call-roll": examples.registration_closed,
    "registration.record-attendance": closed_with_seat,
    "registration.record-attendances": closed_with_seat,
    "registration.record-departure": arrived_early,
    "registration.strike-attendance": arrived_early,
    "registration.record-past": examples.announced,
    "registration.register-at-door": examples.registration_closed,
    "objective.record-discussion": examples.with_objective,
}
# Not about the meeting; or about what is on record of it, and stays so.
STILL_TAKEN = {
    "meeting.announce",  # the same edition again
    "network.name-organisation",
    *(name for name in EXAMPLES if name.startswith("participant.")),
    "text.redact",
    "delegation.destroy-note-file",
    "registration.withdraw",
    "registration.refuse-change",
    "decision.withdraw",
    "decision.leave-open",
    "decision.withdraw-position",
    "decision.correct-position",
    "decision.place-translation",
    "decision.expire-silence",
    "decision.uphold",
    "decision.annul",
    "decision.release",
    *(name for name in EXAMPLES if name.startswith("activity.")),
} - {
    # What is new; and what would follow up at the cancelled meeting.
    "activity.propose",
    "activity.import",
}
COMMANDS = [
    command for command in every_command() if command.NAME != "network.establish"
]


def cancel(system: System, meeting: UUID) -> None:
    do(system, CancelMeeting(meeting_id=meeting, reason="The venue is flooded."))


def first_meeting(system: System) -> UUID | None:
    """The one that everything in an example is about."""
    facts = (entry.fact for entry in system.store.page(0, 1_000))
    announced = (fact for fact in facts if isinstance(fact, MeetingAnnounced))
    first = next(announced, None)
    return None if first is None else first.originator_id


@pytest.mark.parametrize("command", COMMANDS, ids=lambda kind: kind.NAME)
def test_a_cancelled_meeting_takes_nothing_new(
    system: System, command: type[Command], monkeypatch: pytest.MonkeyPatch
):
    name = command.NAME
    if name in NOT_BEGUN:
        example = Example(NOT_BEGUN[name], EXAMPLES[name].request)
        monkeypatch.setitem(EXAMPLES, name, example)  # type: ignore[arg-type]
    asked = command_to_ask(command, system)
    meeting = first_meeting(system)
    if meeting is not None:
        cancel(system, meeting)
    size = system.store.position()

    refusal = refusal_of(system, asked)

    if name in STILL_TAKEN:
        assert refusal is None
        assert system.store.position() > size
    else:
        assert isinstance(refusal, InvalidTransition), refusal
        assert system.store.position() == size


def refusal_of(system: System, asked: Command) -> DomainError | None:
    """By the first who may ask at all."""
    for somebody in (AUSTRIA, SECRETARIAT, CHAIR, SYSTEM):
        try:
            do(system, asked, somebody)
        except NotPermitted:
            continue
        except DomainError as refusal:
            return refusal
        return None
    raise AssertionError("nobody may")


def test_nothing_follows_up_at_a_cancelled_meeting(system: System):
    """Neither what is carried over to it, nor a due date before it."""
    for name in ("activity.carry-over", "activity.settle-due-date"):
        command = next(kind for kind in COMMANDS if name == kind.NAME)
        asked = command_to_ask(command, system)
        cancel(system, asked.meeting_id)  # type: ignore[attr-defined]
        with pytest.raises(InvalidTransition, match="was cancelled"):
            do(system, asked, SYSTEM if "settle" in name else SECRETARIAT)


def test_an_import_adds_nothing_to_a_cancelled_meeting(system: System):
    meeting = announce_berlin(system)
    cancel(system, meeting)
    rows = (ImportedActivity(title="Maps", owner="AT", due_on="2016-09-30"),)
    command = ImportActivities(meeting_id=meeting, activities=rows)
    with pytest.raises(InvalidTransition, match="was cancelled"):
        do(system, command)
