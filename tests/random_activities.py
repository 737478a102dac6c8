"""Promises of several meetings by chance, asked through the single door."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

from systems import (
    BERLIN_DETAILS,
    CHAIR,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    do,
    set_objective,
)

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.values import MatterAudience
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    BlockActivity,
    ChangeDueDate,
    ConfirmActivity,
    DeclineActivity,
    HandOverActivity,
    ProposeActivity,
    ReopenActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    UnblockActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.lineage_commands import (
    CarryOver,
    SplitActivity,
    SupersedeActivity,
)
from bsm_service.meetings.commands import AnnounceMeeting

OWNERS = ("AT", "IT", "MK", "FRONTEX")
# By another than whoever reported it complete.
_JUDGED = (ConfirmActivity.NAME, ReturnActivity.NAME)
_REASON = {"reason": "so it was found"}
_FIRST_DAY, _LAST_DAY = date(2016, 6, 1), date(2019, 12, 31)


@dataclass
class ByChance:
    """The meetings and activities of a record, and what may become of them."""

    system: System
    clock: StoryClock
    chance: Random
    meetings: list[UUID] = field(default_factory=list)
    activities: list[UUID] = field(default_factory=list)

    def happen(self, activities: int, steps: int) -> None:
        """Three meetings, a year apart; promises at the first, then whatever comes."""
        self.meetings.append(announce_berlin(self.system, open_registration=False))
        objectives = [
            set_objective(self.system, self.meetings[0], code=f"O{at}", audience=it)
            for at, it in enumerate(MatterAudience)
        ]
        for later in (1, 2):
            self.meetings.append(self._edition(later))
        for _ in range(activities):
            self.clock.pass_by(timedelta(days=self.chance.randint(0, 9), hours=1))
            self._propose(self.chance.choices(objectives, (4, 1))[0])
        for _ in range(steps):
            self.clock.pass_by(timedelta(days=self.chance.randint(0, 4), minutes=7))
            self._step()
        self._closed_in_one_go()
        self.system.engine.catch_up()

    def _edition(self, later: int) -> UUID:
        id, year = uuid4(), timedelta(days=365 * later)
        when = {
            "edition": 10 + later,
            "starts_on": BERLIN_DETAILS.starts_on + year,
            "ends_on": BERLIN_DETAILS.ends_on + year,
        }
        details = BERLIN_DETAILS.model_copy(update=when)
        do(self.system, AnnounceMeeting(meeting_id=id, details=details))
        return id

    def _propose(self, objective: UUID) -> None:
        id = uuid4()
        command = ProposeActivity(
            activity_id=id,
            objective_id=objective,
            title=f"Activity {len(self.activities)} #$*_\\@<>",
            owner=self.chance.choice(OWNERS),
            due_on=self._day(),
        )
        do(self.system, command)
        self.activities.append(id)
        if self.chance.random() < 0.85:
            self._ask(AgreeActivity(activity_id=id))
            self._ask(AcceptActivity(activity_id=id))

    def _day(self) -> date:
        days = (_LAST_DAY - _FIRST_DAY).days
        return _FIRST_DAY + timedelta(days=self.chance.randint(0, days))

    def _ask(self, command: Command) -> None:
        try:
            do(self.system, command, CHAIR if command.NAME in _JUDGED else SECRETARIAT)
        except DomainError:
            return  # chance asks for what is not possible, too

    def _step(self) -> None:
        id, other = self.chance.sample(self.activities, 2)
        it, because = {"activity_id": id}, {"activity_id": id, **_REASON}
        earlier = {"occurred_at": self.clock() - timedelta(days=3)}
        due = {"due_on": self._day(), "due_precision": "day"}
        to = {"meeting_id": self.chance.choice(self.meetings[1:])}
        part, whole = uuid4(), uuid4()
        asked: list[tuple[int, type[Command], dict[str, object]]] = [
            (6, ReportProgress, {**it, "percent": 40}),
            (9, ReportComplete, it),
            (4, ReportComplete, it | earlier),
            (9, ConfirmActivity, it),
            (4, ConfirmActivity, it | earlier),
            (3, ReturnActivity, because),
            (9, ChangeDueDate, {**because, "due_on": self._day()}),
            (2, BlockActivity, {**it, "blocked_by": "no budget"}),
            (2, UnblockActivity, it),
            (2, WithdrawActivity, because),
            (2, DeclineActivity, because),
            (2, ReopenActivity, because),
            (2, HandOverActivity, {**because, "owner": "IT"}),
            (3, CarryOver, {**because, **to, **due}),
            (2, CarryOver, {**because, **to}),
            (2, SupersedeActivity, {**because, "by": other}),
            (
                1,
                SplitActivity,
                {
                    **because,
                    "parts": [
                        {"activity_id": part, "title": "One part"},
                        {"activity_id": whole, "title": "Another part", **due},
                    ],
                },
            ),
        ]
        weights = [weight for weight, _, _ in asked]
        _, command, fields = self.chance.choices(asked, weights)[0]
        before = self.system.store.position()
        self._ask(command.model_validate(fields))
        if command is SplitActivity and self.system.store.position() > before:
            self.activities += [part, whole]

    def _closed_in_one_go(self) -> None:
        """An office that enters a year's confirmations on one day."""
        for number, id in enumerate(self.activities):
            earlier = self.clock() - timedelta(days=90 - number)
            told = {"activity_id": id, "occurred_at": earlier}
            self._ask(ReportComplete.model_validate(told))
            if number % 4:
                self._ask(ConfirmActivity.model_validate(told))


def by_chance(
    system: System,
    clock: StoryClock,
    seed: int,
    *,
    activities: int = 40,
    steps: int = 260,
) -> ByChance:
    made = ByChance(system, clock, Random(seed))
    made.happen(activities, steps)
    return made


def some_moments(made: ByChance, number: int) -> list[str | None]:
    """The present, some positions of the past, and some of its days."""
    last = made.system.store.position()
    first = made.system.store.recorded_at(1)
    days = (made.clock() - first).days
    positions = [str(made.chance.randint(0, last)) for _ in range(number)]
    past: list[datetime] = [
        first + timedelta(days=made.chance.randint(1, days)) for _ in range(number)
    ]
    return [None, *positions, *(one.isoformat() for one in past)]
