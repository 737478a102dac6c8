"""Processes of this package, which may be killed or stopped.

`faults.processes '{"folder": …}'` is one in which callers command; it prints each
answer once it was given.
"""

import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from faults.callers import Callers, Outcomes, make_impatient
from faults.fault import Broken, opened

from bsm_projections.databases import Place
from bsm_service.application.command import Command
from forked_processes import ForkedModule


class Writer:
    """A process in which callers command; what it says is heard until it ends."""

    def __init__(self, place: Place, random: Random, **how: Any) -> None:
        options = {"seed": random.getrandbits(64), **how}
        self.outcomes = Outcomes()
        self.process = run("faults.processes", place, options)

    def read_until(self, holds: Callable[[Outcomes], object]) -> "Writer":
        """Reads what it says up to then. Raises Broken where it ends before."""
        while not holds(self.outcomes):
            line = self.process.stdout.readline()
            if not line:
                raise Broken("the writing process ended by itself")
            self._record_line(line)
        return self

    def _record_line(self, line: str) -> None:
        id, outcome = line.split()
        self.outcomes.record(
            UUID(id), None, int(outcome) if outcome.isdigit() else outcome
        )

    def kill(self) -> Outcomes:
        self.process.kill()
        return self.end()

    def end(self) -> Outcomes:
        """All that it said until its end."""
        for line in self.process.stdout:
            self._record_line(line)
        self.process.communicate()
        return self.outcomes


def run(
    module: str, place: Place, options: dict[str, Any], **environment: str
) -> ForkedModule:
    """A process of this package at the same place."""
    where = {"folder": str(place.folder), "url": place.url, "schema": place.schema}
    arguments = json.dumps({**where, **options})
    return ForkedModule(module, arguments, environment=environment)


def place_of(options: dict[str, Any]) -> Place:
    return Place(Path(options["folder"]), options["url"], options["schema"])


def say(id: UUID, _: Command | None, outcome: int | str) -> None:
    # One write of a short line is never torn.
    os.write(1, f"{id} {outcome}\n".encode())


def main() -> None:
    options = json.loads(sys.argv[1])
    logging.disable()
    system = opened(place_of(options))
    make_impatient(system, options.get("patience"))
    if options.get("follow", True):
        system.follower.start()
    Callers(
        system,
        say,
        Random(options["seed"]),
        threads=options.get("threads", 8),
        limit=options.get("limit"),
    ).start().join()
    system.close()
