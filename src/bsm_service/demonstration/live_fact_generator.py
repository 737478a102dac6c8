"""New facts while the demonstration runs: invented progress of its activities, and now
and then what a delegation says of the draft under silence.

Each step is chosen from what the current state allows, so it is accepted unless a
visitor was faster; then another is chosen. If nothing can be reported, a new activity
is proposed, so it never ends.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
from threading import Event, Thread
from typing import Any
from uuid import UUID

from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement import queries as agreement_queries
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.follow_up.tables import Activity
from bsm_projections.meetings import objective_queries
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.demonstration.berlin_meeting import BERLIN, Berlin
from bsm_service.demonstration.live_positions import next_position, undecided
from bsm_service.demonstration.seeding_steps import (
    CHAIR,
    SECRETARIAT,
    focal_point,
    read_yaml,
    working_day,
)
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ConfirmActivity,
    ProposeActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    UnblockActivity,
)

_log = logging.getLogger("bsm_service.demonstration.live")

_MAX_OPEN = 30
_MAX_ATTEMPTS = 20
_ALMOST_DONE = 80
_HIGHEST_REPORT = 95
# How often a delegation speaks, while a draft waits for it.
_SPEAKS = 0.15


@dataclass(frozen=True, slots=True)
class NextCommand:
    """The next command and its principal."""

    principal: Principal
    command: Command


class FactGenerator:
    """Chooses the next command, always the same for the same log and seed."""

    def __init__(self, system: System, random: Random) -> None:
        self._system = system
        self._random = random
        self._texts: Mapping[str, Sequence[str]] = read_yaml("live-facts.yaml")

    @cached_property
    def _states(self) -> tuple[str, ...]:
        return tuple(
            delegation.code
            for delegation in Berlin.from_file().delegations
            if delegation.code in STATES
        )

    def record_next(self) -> CommandResult:
        """Records a new fact. Raises DomainError if the record is read-only."""
        for _ in range(_MAX_ATTEMPTS):
            next_command = self.choose_command()
            try:
                return self._record(next_command)
            except DomainError as refusal:  # a visitor was faster: try again
                _log.info("%s: %s", next_command.command.NAME, refusal)
        return self._record(self._proposal(self._activities()))

    def choose_command(self) -> NextCommand:
        """A command that the current state allows."""
        if self._random.random() < _SPEAKS and (position := self._position()):
            return position
        activities = self._activities()
        linked = self._linked_to_drafts()
        followed = [
            activity
            for activity in activities
            if activity.status
            not in (ActivityStatus.CONFIRMED, ActivityStatus.WITHDRAWN)
            and activity.id not in linked
        ]
        # An activity has about seven facts from proposal to confirmation.
        proposes = len(followed) < _MAX_OPEN and self._random.random() < 1 / 7
        if proposes or not followed:
            return self._proposal(activities)
        return self._progress_command(self._random.choice(followed))

    def _record(self, next_command: NextCommand) -> CommandResult:
        return self._system.service.execute(
            next_command.command, next_command.principal, command_id=self._id()
        )

    def _activities(self) -> tuple[Activity, ...]:
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            result = follow_up_queries.activities(
                context, meeting_id=str(BERLIN), limit=1_000
            )
        return result.items

    def _position(self) -> NextCommand | None:
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            found = next_position(context, self._random, self._texts, self._id())
        return NextCommand(*found) if found else None

    def _linked_to_drafts(self) -> set[str]:
        """Activities that are to be agreed with the text they are linked to."""
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            return {id for draft in undecided(context) for id in draft.activities}

    def _progress_command(self, activity: Activity) -> NextCommand:
        id, owner = UUID(activity.id), _owner(activity)
        match ActivityStatus(activity.status):
            case ActivityStatus.PROPOSED:
                return NextCommand(CHAIR, AgreeActivity(activity_id=id))
            case ActivityStatus.AGREED:
                return NextCommand(owner, AcceptActivity(activity_id=id))
            case ActivityStatus.BLOCKED:
                return NextCommand(owner, UnblockActivity(activity_id=id))
            case ActivityStatus.REPORTED_COMPLETE:
                return self._review_command(activity)
            case _:
                return NextCommand(owner, self._work_command(activity))

    def _work_command(self, activity: Activity) -> Command:
        id, dice = UUID(activity.id), self._random.random()
        if dice < 0.12:
            return ChangeDueDate(
                activity_id=id,
                due_on=self._later_due_date(activity.due_on),
                reason=self._text("slipped"),
            )
        if dice < 0.18:
            return BlockActivity(activity_id=id, blocked_by=self._text("blocked"))
        if activity.percent >= _ALMOST_DONE:
            return ReportComplete(activity_id=id, note=self._text("completed"))
        percent = min(
            _HIGHEST_REPORT, activity.percent + self._random.randint(2, 6) * 5
        )
        return ReportProgress(activity_id=id, percent=percent, note=self._text("notes"))

    def _review_command(self, activity: Activity) -> NextCommand:
        id = UUID(activity.id)
        partners = [
            focal_point(partner) for partner in activity.partners if partner in STATES
        ]
        reviewer = self._random.choice([SECRETARIAT, *partners])
        if self._random.random() < 0.15:
            reason = self._text("returned")
            return NextCommand(reviewer, ReturnActivity(activity_id=id, reason=reason))
        return NextCommand(reviewer, ConfirmActivity(activity_id=id))

    def _proposal(self, activities: Sequence[Activity]) -> NextCommand:
        owner, *partners = self._random.sample(self._states, k=4)
        command = ProposeActivity(
            **self._random.choice(self._origins()),
            activity_id=self._id(),
            title=self._title({activity.title for activity in activities}),
            owner=owner,
            partners=tuple(partners[: self._random.randint(0, 3)]),
            due_on=self._later_due_date(self._today()),
        )
        proposer = self._random.choice([CHAIR, SECRETARIAT, focal_point(owner)])
        return NextCommand(proposer, command)

    def _origins(self) -> Sequence[dict[str, UUID]]:
        """What is for everybody, so that everybody sees what comes of it: objectives,
        and decisions.
        """
        berlin = str(BERLIN)
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            objectives = objective_queries.objectives(context, berlin).items
            decisions = agreement_queries.decisions(
                context, meeting_id=berlin, status=DecisionStatus.ADOPTED
            ).items
        origins = [
            *(
                {"objective_id": UUID(objective.id)}
                for objective in objectives
                if objective.audience == MatterAudience.ALL
            ),
            *({"decision_id": UUID(decision.id)} for decision in decisions),
        ]
        if not origins:
            raise LookupError("the demonstration has no objectives to follow up")
        return origins

    def _title(self, used_titles: set[str]) -> str:
        titles = [
            f"{activity} {subject}"
            for activity in self._texts["activities"]
            for subject in self._texts["subjects"]
        ]
        fresh = [title for title in titles if title not in used_titles]
        if fresh:
            return self._random.choice(fresh)
        title = self._random.choice(titles)
        return next(
            candidate for candidate in _numbered(title) if candidate not in used_titles
        )

    def _later_due_date(self, day: date) -> date:
        """A working day one to ten weeks after the later of that day and today."""
        days = timedelta(days=self._random.randint(10, 70))
        return working_day(max(day, self._today()) + days)

    def _today(self) -> date:
        return self._system.store.clock().date()

    def _text(self, kind: str) -> str:
        return self._random.choice(self._texts[kind])

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)


def _owner(activity: Activity) -> Principal:
    """The owner's focal point; the secretariat for an organisation, which has none."""
    return focal_point(activity.owner) if activity.owner in STATES else SECRETARIAT


def _numbered(title: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{title} ({number})"
        number += 1


class LiveFacts:
    """Records a new fact at a fixed interval, until stopped."""

    def __init__(
        self, system: System, seconds: float, random: Random | None = None
    ) -> None:
        self._generator = FactGenerator(system, random or Random())
        self._seconds = seconds
        self._stop = Event()
        self._thread = Thread(target=self._run, name="live", daemon=True)

    def __enter__(self) -> "LiveFacts":
        self._thread.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._seconds):
            try:
                self._generator.record_next()
            except Exception:  # an error now must not stop the demonstration
                _log.exception("no new fact could be recorded")
