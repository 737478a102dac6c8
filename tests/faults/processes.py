"""Processes of this package, which may be killed or stopped.

`python -m faults.processes '{"folder": …}'` is one in which callers command; it prints
each answer once it was given.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from faults.fault import Broken, opened
from faults.writing import Callers, Told, make_impatient

from bsm_projections.databases import Place
from bsm_service.application.command import Command

_PATH = os.pathsep.join(
    filter(None, (str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH")))
)


class Writer:
    """A process in which callers command; what it says is heard until it ends."""

    def __init__(self, place: Place, chance: Random, **how: Any) -> None:
        given = {"seed": chance.getrandbits(64), **how}
        self.told = Told()
        self.process = run("faults.processes", place, given)

    def hear_until(self, holds: Callable[[Told], object]) -> "Writer":
        """Reads what it says up to then. Raises Broken where it ends before."""
        assert self.process.stdout is not None
        while not holds(self.told):
            line = self.process.stdout.readline()
            if not line:
                raise Broken("the writing process ended by itself")
            self._hear(line)
        return self

    def _hear(self, line: str) -> None:
        id, said = line.split()
        self.told.hear(UUID(id), None, int(said) if said.isdigit() else said)

    def kill(self) -> Told:
        self.process.kill()
        return self.end()

    def end(self) -> Told:
        """All that it said until its end."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._hear(line)
        self.process.communicate()
        return self.told


def run(
    module: str, place: Place, given: dict[str, Any], **environment: str
) -> subprocess.Popen[str]:
    """A process of this package at the same place."""
    where = {"folder": str(place.folder), "url": place.url, "schema": place.schema}
    return subprocess.Popen(
        [sys.executable, "-m", module, json.dumps({**where, **given})],
        env=os.environ | environment | {"PYTHONPATH": _PATH},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def place_of(given: dict[str, Any]) -> Place:
    return Place(Path(given["folder"]), given["url"], given["schema"])


def say(id: UUID, _: Command | None, said: int | str) -> None:
    # One write of a short line is never torn.
    os.write(1, f"{id} {said}\n".encode())


def main() -> None:
    given = json.loads(sys.argv[1])
    logging.disable()
    system = opened(place_of(given))
    make_impatient(system, given.get("patience"))
    if given.get("follow", True):
        system.follower.start()
    Callers(
        system,
        say,
        Random(given["seed"]),
        threads=given.get("threads", 8),
        most=given.get("most"),
    ).start().join()
    system.close()


if __name__ == "__main__":
    main()
