"""Meetings that are postponed and cancelled while processes are killed."""

import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from faults.changing_process import (
    AFTER_COMMIT,
    AFTER_SENDING,
    BEFORE_COMMIT,
    BEFORE_SENDING,
    meeting_mail,
    request,
)
from faults.fault import POSTGRES, SQLITE, FaultContext, Finding, fault, require
from faults.invariants import check_record
from faults.meeting_story import (
    DAY,
    FIRST,
    REASON,
    MeetingStory,
    answers_in,
    begin_work,
    must_be_whole,
)
from systems import do, enter

from bsm_domain.agreement.facts import ProcedureEnded, ProcedureOpened
from bsm_domain.follow_up.facts import DueDateSettled
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting_facts import MeetingCancelled
from bsm_service.application.command import Command
from bsm_service.follow_up.commands import ProposeActivity
from bsm_service.meetings.commands import CancelMeeting, PostponeMeeting

# After it, somebody else sends what a process that died had in hand.
_LEASE = timedelta(minutes=12)
_FOCAL_POINTS = ("AT", "IT")
_REGISTERED = 2
_TOLD = len(_FOCAL_POINTS) + _REGISTERED
_ACTIVITIES = 3
_SECOND, _LAST = date(2017, 5, 16), date(2018, 4, 10)
# Where a process dies, and after how many of them; None: killed from outside, wherever
# it is then. The first transaction is that of the change; others set due dates.
_POINTS = (
    (BEFORE_COMMIT, 0),
    (AFTER_COMMIT, 0),
    (BEFORE_COMMIT, 1),
    (AFTER_COMMIT, 2),
    (BEFORE_SENDING, 1),
    (AFTER_SENDING, 1),
    (None, 0),
)
# Lines that a process prints, which is killed after some of them.
_LINES = 16


@dataclass
class _Expected:
    """What must be found in the record: of every activity the days by which it was due,
    one after the other; how many changes everybody is told of; e-mails sent again.
    """

    due_on: list[date] = field(default_factory=list)
    changes: int = 0
    repeated: int = 0


@fault(
    "a process killed beside a postponement, a cancellation",
    SQLITE,
    POSTGRES,
    invariant="stored wholly with the procedures that end, or not at all; each person "
    "is told once, each due date set once, a repeat gets the first answer",
    rounds=14,
    report_only=[POSTGRES],
)
def cancellation_killed(context: FaultContext) -> Finding:
    """In each round a meeting is announced, postponed and cancelled. A process is
    killed at each change, then two go on at once: one repeats the command.
    """
    story = MeetingStory.begin(context)
    expected, kills = _Expected([_LAST - DAY]), 0
    people = _network(story)
    for number in range(context.rounds):
        meeting = story.announce_and_invite(12 + number)
        expected.due_on.append(FIRST - DAY)
        for person in people:
            do(story.system, story.nomination(meeting, person))
        running = {
            story.open_procedure(meeting, ends_in) for ends_in in (60 * DAY, None)
        }
        days = {"starts_on": _SECOND, "ends_on": _SECOND + DAY}
        for change, due_on, ends in (
            (PostponeMeeting(meeting_id=meeting, **days, **REASON), _SECOND, set()),
            (CancelMeeting(meeting_id=meeting, **REASON), _LAST, running),
        ):
            dies, after = _POINTS[kills % len(_POINTS)]
            kills += 1
            _kill_and_go_on(story, change, ends, dies, after)
            expected.due_on.append(due_on - DAY)
            expected.changes += 1
            _must_be_followed(story, expected, dies)
        story.clock.pass_by(DAY - 2 * _LEASE)
    _must_end_with_meetings(story.facts())
    facts = check_record(story.place, story.outcomes)
    return Finding(
        f"{kills} kills, {2 * kills} processes went on at once",
        f"{expected.changes} changes: each whole, told once to each of {_TOLD} "
        f"({expected.repeated} e-mails repeated under their own ID), "
        f"{len(expected.due_on) * _ACTIVITIES} due dates set once; {facts} facts",
    )


def _network(story: MeetingStory) -> list[UUID]:
    """Two meetings between which another is to come, activities that are due before
    it, and focal points; the people who register.
    """
    first = story.announce(date(2016, 4, 12), 10)
    story.announce(_LAST, 11)
    for _ in range(_ACTIVITIES):
        activity = ProposeActivity(
            activity_id=story.new_id(),
            meeting_id=first,
            decision="MC.DEC/2/16",
            title="Share the border protocol",
            owner="AT",
            due_precision="next meeting",
        )
        do(story.system, activity)
    identities = story.system.identity
    for code in _FOCAL_POINTS:
        email = f"{code.lower()}@example.org"
        person = enter(story.system, delegation=code, email=email)
        account = identities.accounts.create(code.lower(), person)
        identities.mandates.give(
            account.id, Role.FOCAL_POINT, code, given_by="the faults"
        )
    return [
        enter(story.system, email=f"member{number}@example.org")
        for number in range(_REGISTERED)
    ]


def _kill_and_go_on(
    story: MeetingStory, change: Command, ends: set[UUID], dies: str | None, after: int
) -> None:
    id, mailbox = story.new_id(), str(story.context.folder / "mailbox")
    asked = [request(id, change)]
    killed = story.process(asked, dies=dies, after=after, mailbox=mailbox)
    begin_work(killed)
    if dies is None:
        for _ in range(story.context.random.randrange(_LINES)):
            killed.stdout.readline()
        killed.kill()
    heard = answers_in(killed.communicate())
    require(killed.returncode == -signal.SIGKILL, "it was not killed")
    is_stored = must_be_whole(story.facts(), id, ends)
    if dies is not None:
        was_committed = (dies, after) != (BEFORE_COMMIT, 0)
        require(is_stored == was_committed, f"killed {dies}, stored: {is_stored}")
    going_on = [story.process(asked_of, mailbox=mailbox) for asked_of in (asked, [])]
    for process in going_on:
        begin_work(process)
    answers = [answers_in(process.communicate()) for process in going_on]
    require(not any(one.returncode for one in going_on), "a process failed")
    position = int(answers[0][str(id)])
    require(heard.get(str(id), str(position)) == str(position), "another answer")
    require(must_be_whole(story.facts(), id, ends), "it is not on record")
    story.outcomes.record(id, change, position)
    # What was in hand when its process died is left to the next run of any.
    story.clock.pass_by(_LEASE)
    meeting_mail(story.system, story.context.folder / "mailbox").run_once()


def _must_be_followed(
    story: MeetingStory, expected: _Expected, dies: str | None
) -> None:
    """Everybody is told of each change once, and each date is set once. A process that
    dies between the mail server and its own note sends again what has the same ID.
    """
    mailed = Counter(story.mailbox.lines())
    again = mailed.total() - len(mailed) - expected.repeated
    require(
        again == (dies == AFTER_SENDING) or (dies is None and again == 1),
        f"{again} e-mails were sent again by a process that died {dies}",
    )
    expected.repeated += again
    of_each = Counter(line.split()[0] for line in mailed)
    require(
        len(of_each) == _TOLD and set(of_each.values()) == {expected.changes},
        f"{expected.changes} changes, told {sorted(of_each.values())} times",
    )
    settled: dict[UUID, list[date]] = {}
    for fact in story.facts():
        if isinstance(fact, DueDateSettled):
            settled.setdefault(fact.originator_id, []).append(fact.due.on)
    require(
        list(settled.values()) == [expected.due_on] * _ACTIVITIES,
        f"due dates were set to {settled}, not to {expected.due_on}",
    )


def _must_end_with_meetings(facts: list[Any]) -> None:
    """Procedures and their meetings end together."""
    cancelled = {one.command_id for one in facts if isinstance(one, MeetingCancelled)}
    ended = [one for one in facts if isinstance(one, ProcedureEnded)]
    opened = [one for one in facts if isinstance(one, ProcedureOpened)]
    require(
        {one.command_id for one in ended} == cancelled and len(ended) == len(opened),
        f"{len(ended)} of {len(opened)} procedures ended",
    )
