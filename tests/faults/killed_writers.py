"""kill -9 of the product's own processes: while writing, in a full turn, rebuilding."""

from faults.callers import Outcomes
from faults.fault import POSTGRES, SQLITE, FaultContext, Finding, fault, require
from faults.invariants import check_record
from faults.processes import Writer

WHOLE = (
    "nothing acknowledged is lost; positions dense, frontier right; "
    "read models match a rebuild"
)


@fault(
    "writer killed while appending",
    SQLITE,
    POSTGRES,
    invariant=WHOLE,
    rounds=12,
    report_only=[POSTGRES],
)
def killed_while_appending(context: FaultContext) -> Finding:
    return _kill_often(context, threads=1)


@fault(
    "writer killed in a full turn",
    SQLITE,
    POSTGRES,
    invariant=WHOLE,
    rounds=12,
    report_only=[SQLITE],
)
def killed_in_a_full_turn(context: FaultContext) -> Finding:
    return _kill_often(context, threads=32)


def _kill_often(context: FaultContext, threads: int) -> Finding:
    """Kills, looks, and goes on with what is left."""
    place, outcomes, facts = context.place(), Outcomes(), 0
    for _ in range(context.rounds):
        after = context.random.randint(20, 150)
        writer = Writer(place, context.random, threads=threads)
        writer_outcomes = writer.read_until(
            lambda outcomes, n=after: len(outcomes.accepted) >= n
        ).kill()
        outcomes.accepted |= writer_outcomes.accepted
        outcomes.refused |= writer_outcomes.refused
        facts_found = check_record(place, outcomes)
        require(facts_found >= facts, f"the log shrank from {facts} to {facts_found}")
        facts = facts_found
    return Finding(
        f"{context.rounds} kills, {len(outcomes.accepted)} acknowledged",
        f"0 lost, {facts} facts",
    )
