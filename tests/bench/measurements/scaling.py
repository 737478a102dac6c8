"""What must not grow with the log: figures beside the same on a log that is short."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.measurements.command_throughput import Speed, one_caller
from bench.measurements.read_models import Beginning, seconds
from bench.results import Row, at_most, middle, rate
from bench.setup.processes import finding_the_benchmark
from bench.setup.sample_record import Scene

from bsm_projections.databases import Place, open_database
from bsm_projections.engine import Engine
from bsm_projections.moment import Audience
from bsm_projections.queries.facts import facts
from bsm_service.opening import open_store, read_models

_SHARE = 0.9
_MEMORY_GROWS_BY = 1.2
# A rebuild of a tenth of the log is what the whole is compared with.
_PART = 10
_REBUILD = "from bench.measurements.scaling import told_rebuild; told_rebuild()"
_EVERYBODY = Audience(focal_points_matter=True)


def scale_rows(long: Scene, short: Scene, commands: int, rounds: int) -> list[Row]:
    """In turns on the long log and the short one; commands, following, a page."""
    appended: dict[Scene, list[Speed]] = {long: [], short: []}
    followed: dict[Scene, list[float]] = {long: [], short: []}
    for _ in range(rounds):
        for scene, speeds in appended.items():
            speeds.append(one_caller(scene, commands))
            followed[scene].append(commands / _taken(scene.system.engine.catch_up))
    at = long.system.store.position()
    than = f"{at:,} facts on record, beside {short.system.store.position():,}"

    def appending(scene: Scene) -> float:
        return middle([speed.rate for speed in appended[scene]])

    def following(scene: Scene) -> float:
        return middle(followed[scene])

    def a_page(scene: Scene) -> float:
        def asked() -> object:
            moment = scene.system.now()
            with scene.system.ask(moment, _EVERYBODY) as question:
                return facts(question, newest_first=True)

        return 1 / seconds(asked)

    told = {
        "appending to a long log / a short one": appending,
        "catching up on a long log / a short one": following,
        "newest page of history of a long log / a short one": a_page,
    }
    return [
        rate(name, measure(long), measure(short), "/s", _SHARE, than)
        for name, measure in told.items()
    ]


def _taken(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rebuild_row(place: Place, facts_on_record: int) -> Row:
    """Memory that a rebuild of all read models takes, whole and of a tenth."""
    part = max(1, facts_on_record // _PART)
    small, large = _rebuilt(place, part), _rebuilt(place, facts_on_record)
    return at_most(
        f"memory of a rebuild of {facts_on_record:,} facts beside {part:,}",
        large.megabytes,
        small.megabytes * _MEMORY_GROWS_BY,
        "MB",
        f"{small.megabytes:.0f} MB for {part:,}; {large.seconds:.0f} s for all, "
        f"{large.seconds / facts_on_record * 1e6:.0f} µs a fact",
    )


class _Rebuilt:
    def __init__(self, told: str) -> None:
        first, second = told.split()
        self.megabytes, self.seconds = float(first), float(second)


def _rebuilt(place: Place, length: int) -> _Rebuilt:
    """In a process of its own, whose memory is nobody else's."""
    asked = [str(place.folder), place.url or "", place.schema, str(length)]
    done = subprocess.run(
        [sys.executable, "-c", _REBUILD, *asked],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **finding_the_benchmark()},
    )
    return _Rebuilt(done.stdout)


def told_rebuild() -> None:
    """What that process does: rebuilds in a throw-away database, tells what it took."""
    folder, url, schema, length = sys.argv[1:]
    place = Place(Path(folder), url or None, schema)
    store = open_store(place, server="bench-rebuild")
    with tempfile.TemporaryDirectory() as apart:
        beside = Place(Path(apart), place.url, f"{schema}_rebuilt_{length}")
        reads = open_database(beside, "read", derived=True)
        engine = Engine(Beginning(store, int(length)), reads, read_models())
        taken = _taken(engine.catch_up)
        reads.close()
    store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(peak, taken)
