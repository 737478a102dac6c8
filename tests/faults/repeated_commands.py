"""The same command many times at once, and many processes at once."""

from functools import partial
from uuid import UUID

from faults.callers import Outcomes, commands, execute, meeting_and_objective
from faults.fault import POSTGRES, SQLITE, FaultContext, Finding, fault, require
from faults.invariants import check_record, check_system
from faults.processes import Writer
from systems import at_once

from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import AcceptActivity, AgreeActivity

_PROCESSES = 4
# On SQLite whoever finds the turn taken is told at once.
_IMPATIENT = {SQLITE: {"patience": 0.001}, POSTGRES: {}}


@fault(
    "four processes write at once",
    SQLITE,
    POSTGRES,
    invariant="accepted is stored once; refused was told store_busy or a rule, and is "
    "not stored",
    rounds=40,
    short=0,
)
def four_processes_write(context: FaultContext) -> Finding:
    """A round is a command of each thread."""
    place, outcomes = context.place(), Outcomes()
    meeting_and_objective(context.system(place))
    writers = [
        Writer(
            place,
            context.random,
            threads=4,
            limit=context.rounds,
            **_IMPATIENT[context.database],
        )
        for _ in range(_PROCESSES)
    ]
    for writer in writers:
        writer_outcomes = writer.end()
        require(writer.process.returncode == 0, "a writing process failed")
        require(
            not outcomes.accepted.keys() & writer_outcomes.accepted.keys(),
            "an id came twice",
        )
        outcomes.accepted |= writer_outcomes.accepted
        outcomes.refused |= writer_outcomes.refused
    places = list(outcomes.accepted.values())
    require(len(set(places)) == len(places), "two commands were told one position")
    requests = len(outcomes.accepted) + len(outcomes.refused)
    facts = check_record(place, outcomes)
    return Finding(
        f"{requests} commands by {_PROCESSES} processes",
        f"{len(places)} stored once, {len(outcomes.of('store_busy'))} told busy, "
        f"{facts} facts",
    )


@fault(
    "one command five times at once",
    SQLITE,
    POSTGRES,
    invariant="one effect, one answer; another body under the same id is a conflict",
    rounds=30,
    short=8,
    report_only=[POSTGRES],
)
def five_times_at_once(context: FaultContext) -> Finding:
    """Five threads of one process; and two processes with the same commands."""
    place, outcomes = context.place(), Outcomes()
    system = context.system(place)
    steps = commands(*meeting_and_objective(system), context.random)
    for _ in range(context.rounds):
        id, step = context.command_id(), next(steps)
        answers = at_once([partial(execute, system, id, step)] * 5)
        require(len(set(answers)) == 1, f"five askers heard {set(answers)}")
        outcomes.record(id, step, answers[0])
        if id in outcomes.accepted:
            _another_body(system, id, step)
    seed = context.random.getrandbits(64)
    pair = [Writer(place, context.random, seed=seed, threads=2, limit=10) for _ in "ab"]
    first, second = (writer.end() for writer in pair)
    require(
        first.accepted == second.accepted, "two processes were answered differently"
    )
    outcomes.accepted |= first.accepted
    facts = check_system(system, outcomes)
    return Finding(
        f"{context.rounds} commands by five threads, 20 by two processes",
        f"{len(outcomes.accepted)} accepted, each with one effect; {facts} facts",
    )


def _another_body(system: System, id: UUID, step: Command) -> None:
    another = AgreeActivity(activity_id=id)
    if isinstance(step, AgreeActivity):
        another = AcceptActivity(activity_id=id)
    answer = execute(system, id, another)
    require(answer == "command_id_reused", f"another body was told {answer}")
