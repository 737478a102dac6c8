"""kill -9 of the product's own processes: while writing, in a full turn, rebuilding."""

from faults.fault import POSTGRES, SQLITE, Finding, Scene, fault, must
from faults.judging import judge
from faults.processes import Writer
from faults.writing import Told

WHOLE = (
    "nothing acknowledged is lost; positions dense, frontier right; "
    "read models equal a rebuild"
)


@fault(
    "writer killed while appending",
    SQLITE,
    POSTGRES,
    invariant=WHOLE,
    rounds=12,
    report_only=[POSTGRES],
)
def killed_while_appending(here: Scene) -> Finding:
    return _kill_often(here, threads=1)


@fault(
    "writer killed in a full turn",
    SQLITE,
    POSTGRES,
    invariant=WHOLE,
    rounds=12,
    report_only=[SQLITE],
)
def killed_in_a_full_turn(here: Scene) -> Finding:
    return _kill_often(here, threads=32)


def _kill_often(here: Scene, threads: int) -> Finding:
    """Kills, looks, and goes on with what is left."""
    place, told, facts = here.place(), Told(), 0
    for _ in range(here.rounds):
        after = here.chance.randint(20, 150)
        writer = Writer(place, here.chance, threads=threads)
        heard = writer.hear_until(lambda it, n=after: len(it.accepted) >= n).kill()
        told.accepted |= heard.accepted
        told.refused |= heard.refused
        found = judge(place, told)
        must(found >= facts, f"the log shrank from {facts} to {found}")
        facts = found
    return Finding(
        f"{here.rounds} kills, {len(told.accepted)} acknowledged",
        f"0 lost, {facts} facts",
    )
