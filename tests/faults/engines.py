"""Engines that make read models are killed in the middle of a page, or race.

`faults.engines '{…}'` is such an engine: `dies_after` so many statements.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from faults.callers import Callers, Outcomes
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

from bsm_projections.databases import Place, open_database
from bsm_projections.engine.engine import Engine
from bsm_service.application.open_databases import open_store, read_models

_WHOLE = "read models equal a rebuild; every page once; nothing parked"
_MOVES = "UPDATE projections SET position = ? WHERE"


def _work(
    context: FaultContext, place: Place, outcomes: Outcomes, limit: int = 8
) -> None:
    """Facts that no read model has seen."""
    system = opened(place)
    Callers(
        system, outcomes.record, context.random, threads=4, limit=limit
    ).start().join()
    # What follows from a meeting has brought them up to date on the way.
    system.engine.reset()
    system.close()


@fault(
    "engine killed in the middle of a page",
    SQLITE,
    POSTGRES,
    invariant=_WHOLE,
    rounds=12,
    report_only=[POSTGRES],
)
def killed_in_a_page(context: FaultContext) -> Finding:
    return _kill_often(context, rebuild=False)


@fault(
    "rebuild of read models killed",
    SQLITE,
    POSTGRES,
    invariant=_WHOLE,
    rounds=12,
    report_only=[POSTGRES],
)
def rebuild_killed(context: FaultContext) -> Finding:
    """Also while tables are made, change places and are dropped."""
    return _kill_often(context, rebuild=True)


def _kill_often(context: FaultContext, *, rebuild: bool) -> Finding:
    place, outcomes, killed, limit = context.place(), Outcomes(), 0, 400
    while killed < context.rounds:
        _work(context, place, outcomes)
        options = {"dies_after": context.random.randrange(limit), "rebuild": rebuild}
        engine = run("faults.engines", place, options)
        output = engine.communicate()
        require(engine.returncode in (0, -signal.SIGKILL), "the engine failed")
        killed += engine.returncode != 0
        if output:  # it was done before
            limit = json.loads(output)["statements"]
        facts = check_record(place, outcomes)
    return Finding(f"{killed} kills between statements", f"{facts} facts, all equal")


@fault(
    "two engines race",
    SQLITE,
    POSTGRES,
    invariant=_WHOLE,
    rounds=4,
    report_only=[SQLITE],
)
def two_race(context: FaultContext) -> Finding:
    """Each from the first fact, in pages of few facts."""
    outcomes, pages, shares = Outcomes(), 0, []
    for _ in range(context.rounds):
        place = context.place()
        _work(context, place, outcomes, limit=25)
        pair = [run("faults.engines", place, {"waits": True}) for _ in "ab"]
        for engine in pair:
            require(engine.stdout.readline(), "an engine failed")
        for engine in pair:
            engine.stdin.write("go\n")
            engine.stdin.flush()
        outputs = [engine.communicate() for engine in pair]
        require(not any(engine.returncode for engine in pair), "an engine failed")
        finished = [json.loads(process)["pages"] for process in outputs]
        facts = check_record(place, Outcomes())
        expected = -(-facts // _PAGE) * len(read_models())
        require(
            sum(finished) == expected, f"{finished} pages were written of {expected}"
        )
        pages += expected
        shares.append(min(finished))
    return Finding(
        f"{context.rounds} races, {pages} pages", f"each once; the slower had {shares}"
    )


# The engine that is killed

_PAGE = 5


class _Watched:
    """A connection that counts statements, and kills the process at one of them."""

    dies_after: int | None = None
    statements = 0

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self.pages = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def _count(self) -> None:
        if _Watched.statements == _Watched.dies_after:
            os.kill(os.getpid(), signal.SIGKILL)
        _Watched.statements += 1

    def execute(self, sql: str, *values: Any) -> Any:
        self._count()
        result = self._connection.execute(sql, *values)
        self.pages += sql.startswith(_MOVES) and result.rowcount == 1
        return result

    def executemany(self, sql: str, rows: Any) -> Any:
        self._count()
        return self._connection.executemany(sql, rows)

    def insert(self, rows_of: Any) -> None:
        self._count()
        self._connection.insert(rows_of)


def main() -> None:
    options = json.loads(sys.argv[1])
    place = place_of(options)
    store = open_store(place, origin=ORIGIN)
    reads = open_database(place, "read", rebuildable=True)
    engine = Engine(store, reads, read_models(), page_size=_PAGE)
    written, writing = [0], reads.writing

    @contextmanager
    def watched(**how: Any) -> Iterator[_Watched]:
        with writing(**how) as connection:
            it = _Watched(connection)
            yield it
        written[0] += it.pages

    reads.writing = watched  # type: ignore[method-assign, assignment]
    _Watched.dies_after = options.get("dies_after")
    if options.get("rebuild"):
        engine.rebuild()
    if options.get("waits"):
        print("ready", flush=True)
        sys.stdin.readline()
    engine.catch_up()
    print(json.dumps({"pages": written[0], "statements": _Watched.statements}))
