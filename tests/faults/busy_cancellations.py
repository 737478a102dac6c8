"""A meeting that is cancelled by a process while another works on it."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from faults.changing_process import SETTLE, request
from faults.fault import POSTGRES, SQLITE, FaultContext, Finding, fault, require
from faults.invariants import check_record
from faults.meeting_story import (
    DAY,
    HOUR,
    REASON,
    STATES,
    MeetingStory,
    answers_in,
    begin_work,
    must_be_whole,
)
from systems import do

from bsm_domain.agreement.expiry import SETTLES_AFTER
from bsm_domain.agreement.facts import DecisionAdopted
from bsm_domain.agreement.values import Position
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.application.command import Command
from bsm_service.meetings.commands import CancelMeeting
from bsm_service.registration.commands import ConfirmRegistration, NominateDelegate


@fault(
    "a meeting cancelled beside a process that works on it",
    SQLITE,
    POSTGRES,
    invariant="nothing lands after the cancellation but the adoption by a silence that "
    "had expired, once and dated to its expiry",
    rounds=12,
    report_only=[POSTGRES],
)
def cancelled_beside_others(context: FaultContext) -> Finding:
    """One process cancels, while another nominates, confirms, takes positions, and
    settles a silence.
    """
    story = MeetingStory.begin(context)
    landed, refused = 0, Counter[str]()
    for number in range(context.rounds):
        meeting = story.announce_and_invite(10 + number)
        expired, running = (
            story.open_procedure(meeting, ends_in) for ends_in in (HOUR, 60 * DAY)
        )
        nominations = [story.nomination(meeting) for _ in STATES]
        for nomination in nominations:
            do(story.system, nomination)
        expires_at = story.clock() + HOUR
        story.clock.pass_by(HOUR + SETTLES_AFTER)
        work = {
            story.new_id(): command
            for command in _work(story, meeting, running, nominations)
        }
        id, cancel = story.new_id(), CancelMeeting(meeting_id=meeting, **REASON)
        answers = _ask_at_once(story, work, request(id, cancel))
        end = int(answers[str(id)])
        story.outcomes.record(id, cancel, end)
        for one, command in work.items():
            answer = answers[str(one)]
            outcome = int(answer) if answer.isdigit() else answer
            story.outcomes.record(one, command, outcome)
            if isinstance(outcome, int):
                require(outcome < end, "something landed after the cancellation")
                landed += 1
            else:
                refused[outcome] += 1
        facts = story.facts()
        require(must_be_whole(facts, id, {running}), "it is not on record")
        adoption = _must_be_adopted(facts, number + 1, expired, expires_at)
        late = {one.command_id for one in facts[end + 1 :]}
        require(late <= {adoption.command_id}, "others came after the cancellation")
        story.clock.pass_by(DAY - HOUR - SETTLES_AFTER)
    require(set(refused) <= {"invalid_transition"}, f"refused: {refused}")
    on_record = check_record(story.place, story.outcomes)
    return Finding(
        f"{context.rounds} cancellations beside {landed + refused.total()} commands",
        f"{landed} landed before, {refused.total()} refused after, "
        f"{context.rounds} expired silences adopted once; {on_record} facts",
    )


def _work(
    story: MeetingStory,
    meeting: UUID,
    running: UUID,
    nominations: list[NominateDelegate],
) -> list[Command]:
    """Further nominations, seats, and positions on a text under silence."""
    return [
        command
        for nomination, code in zip(nominations, STATES, strict=True)
        for command in (
            story.nomination(meeting),
            ConfirmRegistration(registration_id=nomination.registration_id),
            TakePosition(
                decision_id=running,
                delegation=code,
                version=1,
                position=Position.AGREE,
                how="in writing",
            ),
        )
    ]


def _ask_at_once(
    story: MeetingStory, work: dict[UUID, Command], cancellation: dict[str, Any]
) -> dict[str, str]:
    """The answers to both. The cancellation is asked once some of the work was done."""
    random = story.context.random
    requests = [request(id, command) for id, command in work.items()]
    requests.insert(random.randrange(len(requests)), SETTLE)
    busy, cancelling = story.process(requests), story.process([cancellation])
    begin_work(busy)
    printed = [busy.stdout.readline() for _ in range(random.randrange(len(requests)))]
    begin_work(cancelling)
    printed += [cancelling.communicate(), busy.communicate()]
    require(not (busy.returncode or cancelling.returncode), "a process failed")
    return answers_in("".join(printed))


def _must_be_adopted(
    facts: list[Any], number: int, expired: UUID, expires_at: datetime
) -> DecisionAdopted:
    """The last adoption, of so many."""
    adopted = [one for one in facts if isinstance(one, DecisionAdopted)]
    require(
        (len(adopted), adopted[-1].originator_id, adopted[-1].occurred_at)
        == (number, expired, expires_at),
        "a silence that had expired was not adopted once, at its expiry",
    )
    return adopted[-1]
