"""Engines that make read models are killed in the middle of a page, or race.

`python -m faults.engines '{…}'` is such an engine: `dies_after` so many statements.
"""

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from faults.fault import ORIGIN, POSTGRES, SQLITE, Finding, Scene, fault, must, opened
from faults.judging import judge
from faults.processes import place_of, run
from faults.writing import Callers, Told

from bsm_projections.databases import Place, open_database
from bsm_projections.engine.engine import Engine
from bsm_service.application.open_databases import open_store, read_models

_WHOLE = "read models equal a rebuild; every page once; nothing parked"
_MOVES = "UPDATE projections SET position = ? WHERE"


def _work(here: Scene, place: Place, told: Told, most: int = 8) -> None:
    """Facts that no read model has seen."""
    system = opened(place)
    Callers(system, told.hear, here.chance, threads=4, most=most).start().join()
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
def killed_in_a_page(here: Scene) -> Finding:
    return _kill_often(here, rebuild=False)


@fault(
    "rebuild of read models killed",
    SQLITE,
    POSTGRES,
    invariant=_WHOLE,
    rounds=12,
    report_only=[POSTGRES],
)
def rebuild_killed(here: Scene) -> Finding:
    """Also while tables are made, change places and are dropped."""
    return _kill_often(here, rebuild=True)


def _kill_often(here: Scene, *, rebuild: bool) -> Finding:
    place, told, killed, most = here.place(), Told(), 0, 400
    while killed < here.rounds:
        _work(here, place, told)
        given = {"dies_after": here.chance.randrange(most), "rebuild": rebuild}
        engine = run("faults.engines", place, given)
        said = engine.communicate()[0]
        must(engine.returncode in (0, -signal.SIGKILL), "the engine failed")
        killed += engine.returncode != 0
        if said:  # it was done before
            most = json.loads(said)["statements"]
        facts = judge(place, told)
    return Finding(f"{killed} kills between statements", f"{facts} facts, all equal")


@fault(
    "two engines race",
    SQLITE,
    POSTGRES,
    invariant=_WHOLE,
    rounds=4,
    report_only=[SQLITE],
)
def two_race(here: Scene) -> Finding:
    """Each from the first fact, in pages of few facts."""
    told, pages, shares = Told(), 0, []
    for _ in range(here.rounds):
        place = here.place()
        _work(here, place, told, most=25)
        pair = [run("faults.engines", place, {"waits": True}) for _ in "ab"]
        for engine in pair:
            must(engine.stdout and engine.stdout.readline(), "an engine failed")
        for engine in pair:
            assert engine.stdin is not None
            engine.stdin.write("go\n")
            engine.stdin.flush()
        said = [engine.communicate()[0] for engine in pair]
        must(not any(engine.returncode for engine in pair), "an engine failed")
        done = [json.loads(one)["pages"] for one in said]
        facts = judge(place, Told())
        expected = -(-facts // _PAGE) * len(read_models())
        must(sum(done) == expected, f"{done} pages were written of {expected}")
        pages += expected
        shares.append(min(done))
    return Finding(
        f"{here.rounds} races, {pages} pages", f"each once; the slower had {shares}"
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
        found = self._connection.execute(sql, *values)
        self.pages += sql.startswith(_MOVES) and found.rowcount == 1
        return found

    def executemany(self, sql: str, rows: Any) -> Any:
        self._count()
        return self._connection.executemany(sql, rows)

    def insert(self, rows_of: Any) -> None:
        self._count()
        self._connection.insert(rows_of)


def main() -> None:
    given = json.loads(sys.argv[1])
    place = place_of(given)
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
    _Watched.dies_after = given.get("dies_after")
    if given.get("rebuild"):
        engine.rebuild()
    if given.get("waits"):
        print("ready", flush=True)
        sys.stdin.readline()
    engine.catch_up()
    print(json.dumps({"pages": written[0], "statements": _Watched.statements}))


if __name__ == "__main__":
    main()
