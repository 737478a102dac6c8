"""Clocks that are wrong, and servers in other zones.

`faults.clocks '{…}'` is a server that tells what is overdue when.
"""

import json
import sys
from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from faults.callers import Outcomes, commands, execute, meeting_and_objective
from faults.fault import (
    ORIGIN,
    POSTGRES,
    SQLITE,
    FaultContext,
    Finding,
    fault,
    opened,
    require,
)
from faults.invariants import check_record
from faults.processes import place_of, run
from systems import StoryClock, announce_berlin, do, set_objective

from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.moment import Moment
from bsm_projections.follow_up.queries import activities
from bsm_service.assembly.bootstrap import open_system
from bsm_service.follow_up.commands import AgreeActivity, ProposeActivity
from bsm_service.foundation.clock import trust_clock

_LEAPS = (
    timedelta(days=-1),
    timedelta(days=365),
    timedelta(hours=-1),
    timedelta(hours=1),
    timedelta(microseconds=-1),
    timedelta(seconds=1),
)


@fault(
    "clock leaps back and forward",
    SQLITE,
    POSTGRES,
    invariant="recorded_at never falls; a moment finds the last fact up to it",
    rounds=60,
    short=30,
)
def clock_leaps(context: FaultContext) -> Finding:
    """A round is a command; the clock begins an hour before a change of summer time."""
    clock = StoryClock(datetime(2016, 3, 27, 0, 0, tzinfo=UTC))
    place, outcomes = context.place(), Outcomes()
    system = context.system(place, clock=clock)
    steps = commands(*meeting_and_objective(system), context.random)
    for _ in range(context.rounds):
        clock.pass_by(context.random.choice(_LEAPS))
        id, step = context.command_id(), next(steps)
        outcomes.record(id, step, execute(system, id, step))
    rows = system.store.rows("SELECT recorded_at FROM leaves ORDER BY position")
    times = [from_micros(row["recorded_at"]) for row in rows]
    require(times == sorted(times), "recorded_at fell")
    for near in context.random.choices(times, k=context.rounds):
        moment = near + timedelta(microseconds=context.random.choice((-1, 0, 1)))
        entry = system.store.position_at(moment)
        require(entry == bisect_right(times, moment), f"{moment} found {entry}")
    facts = check_record(place, outcomes)
    return Finding(
        f"{context.rounds} leaps, {context.rounds} moments asked for",
        f"{facts} facts, recorded_at rises from {times[0]:%F} to {times[-1]:%F}",
    )


_JUMPS = (
    timedelta(days=3_652),
    timedelta(days=-3_652),
    timedelta(days=30),
    timedelta(hours=2),
    timedelta(hours=-2),
    timedelta(minutes=61),
)


@fault(
    "a jumping clock",
    SQLITE,
    POSTGRES,
    invariant="what is recorded has the true time; the clock set right or confirmed, "
    "writing goes on",
    rounds=200,
    short=20,
)
def jumping_clock(context: FaultContext) -> Finding:
    """A round is a few commands of two processes, then a jump that is set right, that
    somebody confirms, or that is only the sleep of a laptop.
    """
    clock, passed = StoryClock(), [0.0]

    def real() -> datetime:
        return clock()

    place, outcomes = context.place(), Outcomes()
    processes = []
    for _ in range(2):
        system = open_system(
            place, clock=real, origin=ORIGIN, since_boot=lambda: passed[0]
        )
        context.opened.callback(system.close)
        system.establish_network("Network of the faults")
        processes.append(system)
    steps = commands(*meeting_and_objective(processes[0]), context.random)
    true, refused = clock(), 0

    def told_to_both() -> set[str]:
        answers = set()
        for system in processes:
            id, step = context.command_id(), next(steps)
            answer = execute(system, id, step)
            outcomes.record(id, step, answer)
            answers.add(str(answer))
        return answers

    for _ in range(context.rounds):
        minutes = timedelta(minutes=context.random.randrange(1, 600_000))
        clock.pass_by(minutes)
        passed[0] += minutes.total_seconds()
        true += minutes
        require(
            "clock_jumped" not in told_to_both(),
            f"refused though only {minutes} passed",
        )
        by = context.random.choice(_JUMPS)
        clock.pass_by(by)
        before = processes[0].store.position()
        require(told_to_both() == {"clock_jumped"}, f"a jump by {by} was not noticed")
        require(processes[0].store.position() == before, "a fact was recorded")
        require(processes[1].now().position == before, "nothing could be read")
        refused += len(processes)
        if by > timedelta() and context.random.random() < 0.2:
            trust_clock(place.folder, real=real, since_boot=lambda: passed[0])
            true += by
        else:
            clock.pass_by(-by)
        require("clock_jumped" not in told_to_both(), "still refused")
        last = processes[0].store.recorded_at(processes[0].store.position())
        require(last <= true, f"recorded at {last}, when it was {true}")
    facts = check_record(place, outcomes)
    return Finding(
        f"{context.rounds} jumps, {refused} commands refused",
        f"{facts} facts, none later than its time",
    )


# Days on which Berlin changes its clocks, or the year; the last is far from any.
_DUE = (date(2016, 3, 27), date(2016, 10, 30), date(2016, 12, 31), date(2017, 6, 15))
_BERLIN = ZoneInfo("Europe/Berlin")
# The first two lie a day apart.
_ZONES = ("America/New_York", "Pacific/Kiritimati", "Europe/Berlin", "UTC")


@fault(
    "servers in other time zones",
    SQLITE,
    POSTGRES,
    invariant="due dates and what is overdue go by the meeting's zone alone",
    rounds=4,
    short=2,
    report_only=[POSTGRES],
)
def other_zones(context: FaultContext) -> Finding:
    """A round is a zone."""
    zones = _ZONES[: context.rounds]
    expected = [[_lateness(day, at) for day in _DUE] for at in _moments()]
    for zone in zones:
        server = run("faults.clocks", context.place(), {}, TZ=zone, PGTZ=zone)
        answers = json.loads(server.communicate())
        require(answers == expected, f"TZ={zone}: {answers} instead of {expected}")
    request = len(zones) * len(expected) * len(_DUE)
    return Finding(f"{len(zones)} zones, {request} answers", "all as Berlin reckons")


def _moments() -> list[datetime]:
    """Around the end of each due day, in Berlin; and a week later."""
    ends = [_end(day) for day in _DUE]
    near = (timedelta(microseconds=-1), timedelta(), timedelta(hours=1))
    return [end + by for end in ends for by in (*near, timedelta(days=7))]


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), _BERLIN).astimezone(UTC)


def _lateness(day: date, at: datetime) -> list[Any]:
    late = (at.astimezone(_BERLIN).date() - day).days if at >= _end(day) else 0
    return [str(day), at >= _end(day), late]


def main() -> None:
    place = place_of(json.loads(sys.argv[1]))
    system = opened(place, clock=StoryClock())
    objective = set_objective(system, announce_berlin(system))
    for number, day in enumerate(_DUE):
        activity = UUID(int=number + 1, version=4)
        proposed = ProposeActivity(
            activity_id=activity,
            objective_id=objective,
            title="Share the border protocol",
            owner="AT",
            due_on=day,
        )
        do(system, proposed)
        do(system, AgreeActivity(activity_id=activity))
    answers = []
    for at in _moments():
        moment = Moment(system.now().position, at, live=False)
        with system.read(moment, Audience(focal_points_matter=True)) as context:
            rows = activities(context).items
        of = {row.due_on: [str(row.due_on), row.overdue, row.days_late] for row in rows}
        answers.append([of[day] for day in _DUE])
    system.close()
    print(json.dumps(answers))
