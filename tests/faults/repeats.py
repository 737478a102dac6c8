"""The same command many times at once, and many processes at once."""

from functools import partial
from uuid import UUID

from faults.fault import POSTGRES, SQLITE, Finding, Scene, fault, must
from faults.judging import judge, judge_system
from faults.processes import Writer
from faults.writing import Told, commands, subjects, tell
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
def four_processes_write(here: Scene) -> Finding:
    """A round is a command of each thread."""
    place, told = here.place(), Told()
    subjects(here.system(place))
    writers = [
        Writer(
            place, here.chance, threads=4, most=here.rounds, **_IMPATIENT[here.database]
        )
        for _ in range(_PROCESSES)
    ]
    for writer in writers:
        heard = writer.end()
        must(writer.process.returncode == 0, "a writing process failed")
        must(not told.accepted.keys() & heard.accepted.keys(), "an id came twice")
        told.accepted |= heard.accepted
        told.refused |= heard.refused
    places = list(told.accepted.values())
    must(len(set(places)) == len(places), "two commands were told one position")
    asked = len(told.accepted) + len(told.refused)
    facts = judge(place, told)
    return Finding(
        f"{asked} commands by {_PROCESSES} processes",
        f"{len(places)} stored once, {len(told.of('store_busy'))} told busy, "
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
def five_times_at_once(here: Scene) -> Finding:
    """Five threads of one process; and two processes with the same commands."""
    place, told = here.place(), Told()
    system = here.system(place)
    steps = commands(*subjects(system), here.chance)
    for _ in range(here.rounds):
        id, step = here.command_id(), next(steps)
        heard = at_once([partial(tell, system, id, step)] * 5)
        must(len(set(heard)) == 1, f"five askers heard {set(heard)}")
        told.hear(id, step, heard[0])
        if id in told.accepted:
            _another_body(system, id, step)
    seed = here.chance.getrandbits(64)
    pair = [Writer(place, here.chance, seed=seed, threads=2, most=10) for _ in "ab"]
    one, other = (writer.end() for writer in pair)
    must(one.accepted == other.accepted, "two processes were answered differently")
    told.accepted |= one.accepted
    facts = judge_system(system, told)
    return Finding(
        f"{here.rounds} commands by five threads, 20 by two processes",
        f"{len(told.accepted)} accepted, each with one effect; {facts} facts",
    )


def _another_body(system: System, id: UUID, step: Command) -> None:
    other = AgreeActivity(activity_id=id)
    if isinstance(step, AgreeActivity):
        other = AcceptActivity(activity_id=id)
    said = tell(system, id, other)
    must(said == "command_id_reused", f"another body was told {said}")
