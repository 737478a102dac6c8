"""Disks without room: a small file system, and files that may not grow.

`python -m faults.disks '{…}'` is a process whose files may not grow.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from uuid import UUID

from faults.fault import POSTGRES, SQLITE, Finding, NotRun, Scene, fault, must, opened
from faults.judging import judge
from faults.processes import place_of, run
from faults.servers import Server, own
from faults.writing import Told, ask_until, subjects

from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.application.write_check import WriteCheck

_INVARIANT = "refused in words, nothing of it stored; goes on when there is room"
_ENOUGH = 20  # refusals
_LITTLE = 500_000  # bytes


def _fill(system: System, told: Told, chance: Random) -> None:
    """Commands until enough were refused for want of room."""
    goal = len(told.of("store_unavailable")) + _ENOUGH
    ask_until(lambda: len(told.of("store_unavailable")) >= goal, system, told, chance)


@fault(
    "disk full (a small file system)",
    SQLITE,
    POSTGRES,
    invariant=_INVARIANT,
    rounds=3,
)
def small_disk(here: Scene) -> Finding:
    """Each round there is a little more room."""
    told = Told()
    with _mounted(here.folder / "disk") as disk:
        place = _place_on(disk, here)
        with closing(opened(place)) as system:
            subjects(system)
            for _ in range(here.rounds):
                _give(disk, _LITTLE)
                accepted = len(told.accepted)
                _fill(system, told, here.chance)
                must(len(told.accepted) > accepted, "it did not go on with more room")
                must(_complaint(system), "ready, although the disk is full")
            _give(disk, 100 * _LITTLE)
            accepted = len(told.accepted)
            ask_until(lambda: len(told.accepted) > accepted, system, told, here.chance)
            must(not _complaint(system), "not ready, although there is room")
            facts = judge(place, told)
    return _finding(f"{here.rounds} times full, and then not ready", told, facts)


def _complaint(system: System) -> str | None:
    """Why the server is not ready, tried now and not ten seconds ago."""
    databases = (system.store.database, system.vault.database)
    return WriteCheck(databases, lambda: system.service.last_store_error).error()


def _place_on(disk: Path, here: Scene) -> Place:
    """On PostgreSQL the tables lie there, and the server's journal elsewhere: without
    room for that, the server itself stands still.
    """
    if here.database == SQLITE:
        return Place(disk / "data")
    server = Server(here.folder / "server").make().start()
    here.opened.callback(server.stop)
    own(disk / "tables")
    server.ask(f"CREATE TABLESPACE small LOCATION '{disk / 'tables'}'")
    server.ask("ALTER DATABASE postgres SET default_tablespace = small")
    return here.place(server.url)


@contextmanager
def _mounted(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    _mount(folder, "size=64m")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def _give(disk: Path, more: int) -> None:
    """So much more room than is used, in bytes."""
    now = os.statvfs(disk)
    used = (now.f_blocks - now.f_bfree) * now.f_frsize
    _mount(disk, f"remount,size={used + more}")


def _mount(folder: Path, options: str) -> None:
    given = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    ended = subprocess.run(given, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise NotRun(f"nothing can be mounted here: {ended.stderr.strip()}")


@fault("disk full (files that may not grow)", SQLITE, invariant=_INVARIANT, rounds=3)
def files_may_not_grow(here: Scene) -> Finding:
    place, told = here.place(), Told()
    opened(place).close()
    for _ in range(here.rounds):
        given = {"seed": here.chance.getrandbits(64), "room": 50_000}
        process = run("faults.disks", place, given)
        said = process.communicate()[0]
        must(process.returncode == 0, "the process failed")
        for id, one in json.loads(said).items():
            told.hear(UUID(id), None, one)
        facts = judge(place, told)
    return _finding(f"{here.rounds} processes", told, facts)


def _finding(done: str, told: Told, facts: int) -> Finding:
    return Finding(
        f"{done}, {len(told.of('store_unavailable'))} commands refused",
        f"{len(told.accepted)} accepted; {facts} facts, 0 half stored",
    )


# The process whose files may not grow


def main() -> None:
    given = json.loads(sys.argv[1])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    told, chance = Told(), Random(given["seed"])
    place = place_of(given)
    system = opened(place)
    now = max(file.stat().st_size for file in place.folder.glob("log.db*"))
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (now + given["room"], most))
    _fill(system, told, chance)
    must(_complaint(system), "ready, although no file may grow")
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    goal = len(told.accepted) + 10
    ask_until(lambda: len(told.accepted) >= goal, system, told, chance)
    system.close()
    print(
        json.dumps(
            {str(id): said for id, said in (told.accepted | told.refused).items()}
        )
    )


if __name__ == "__main__":
    main()
