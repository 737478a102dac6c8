"""Disks without room: a small file system, and files that may not grow.

`faults.disks '{…}'` is a process whose files may not grow.
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

from faults.callers import Outcomes, ask_until, meeting_and_objective
from faults.fault import (
    POSTGRES,
    SQLITE,
    FaultContext,
    Finding,
    NotRun,
    fault,
    opened,
    require,
)
from faults.invariants import check_record
from faults.processes import place_of, run
from faults.servers import Server, own

from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.application.write_check import WriteCheck

_INVARIANT = "refused in words, nothing of it stored; goes on when there is room"
_ENOUGH = 20  # refusals
_LITTLE = 500_000  # bytes


def _fill(system: System, outcomes: Outcomes, random: Random) -> None:
    """Commands until enough were refused for want of room."""
    goal = len(outcomes.of("store_unavailable")) + _ENOUGH
    ask_until(
        lambda: len(outcomes.of("store_unavailable")) >= goal, system, outcomes, random
    )


@fault(
    "disk full (a small file system)",
    SQLITE,
    POSTGRES,
    invariant=_INVARIANT,
    rounds=3,
)
def small_disk(context: FaultContext) -> Finding:
    """Each round there is a little more room."""
    outcomes = Outcomes()
    with _mounted(context.folder / "disk") as disk:
        place = _place_on(disk, context)
        with closing(opened(place)) as system:
            meeting_and_objective(system)
            for _ in range(context.rounds):
                _give(disk, _LITTLE)
                accepted = len(outcomes.accepted)
                _fill(system, outcomes, context.random)
                require(
                    len(outcomes.accepted) > accepted, "it did not go on with more room"
                )
                require(_complaint(system), "ready, although the disk is full")
            _give(disk, 100 * _LITTLE)
            accepted = len(outcomes.accepted)
            ask_until(
                lambda: len(outcomes.accepted) > accepted,
                system,
                outcomes,
                context.random,
            )
            require(not _complaint(system), "not ready, although there is room")
            facts = check_record(place, outcomes)
    return _finding(f"{context.rounds} times full, and then not ready", outcomes, facts)


def _complaint(system: System) -> str | None:
    """Why the server is not ready, tried now and not ten seconds ago."""
    databases = (system.store.database, system.vault.database)
    return WriteCheck(databases, lambda: system.service.last_store_error).error()


def _place_on(disk: Path, context: FaultContext) -> Place:
    """On PostgreSQL the tables lie there, and the server's journal elsewhere: without
    room for that, the server itself stands still.
    """
    if context.database == SQLITE:
        return Place(disk / "data")
    server = Server(context.folder / "server").make().start()
    context.opened.callback(server.stop)
    own(disk / "tables")
    server.ask(f"CREATE TABLESPACE small LOCATION '{disk / 'tables'}'")
    server.ask("ALTER DATABASE postgres SET default_tablespace = small")
    return context.place(server.url)


@contextmanager
def _mounted(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    _mount(folder, "size=64m")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def _give(disk: Path, megabytes: int) -> None:
    """So much more room than is used, in bytes."""
    now = os.statvfs(disk)
    used = (now.f_blocks - now.f_bfree) * now.f_frsize
    _mount(disk, f"remount,size={used + megabytes}")


def _mount(folder: Path, options: str) -> None:
    mount_options = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    ended = subprocess.run(mount_options, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise NotRun(f"nothing can be mounted here: {ended.stderr.strip()}")


@fault("disk full (files that may not grow)", SQLITE, invariant=_INVARIANT, rounds=3)
def files_may_not_grow(context: FaultContext) -> Finding:
    place, outcomes = context.place(), Outcomes()
    opened(place).close()
    for _ in range(context.rounds):
        options = {"seed": context.random.getrandbits(64), "room": 50_000}
        process = run("faults.disks", place, options)
        outcomes_by_id = process.communicate()
        require(process.returncode == 0, "the process failed")
        for id, outcome in json.loads(outcomes_by_id).items():
            outcomes.record(UUID(id), None, outcome)
        facts = check_record(place, outcomes)
    return _finding(f"{context.rounds} processes", outcomes, facts)


def _finding(description: str, outcomes: Outcomes, facts: int) -> Finding:
    return Finding(
        f"{description}, {len(outcomes.of('store_unavailable'))} commands refused",
        f"{len(outcomes.accepted)} accepted; {facts} facts, 0 half stored",
    )


# The process whose files may not grow


def main() -> None:
    options = json.loads(sys.argv[1])
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    outcomes, random = Outcomes(), Random(options["seed"])
    place = place_of(options)
    system = opened(place)
    now = max(file.stat().st_size for file in place.folder.glob("log.db*"))
    _, max_size = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (now + options["room"], max_size))
    _fill(system, outcomes, random)
    require(_complaint(system), "ready, although no file may grow")
    resource.setrlimit(resource.RLIMIT_FSIZE, (max_size, max_size))
    goal = len(outcomes.accepted) + 10
    ask_until(lambda: len(outcomes.accepted) >= goal, system, outcomes, random)
    system.close()
    print(
        json.dumps(
            {
                str(id): outcome
                for id, outcome in (outcomes.accepted | outcomes.refused).items()
            }
        )
    )
