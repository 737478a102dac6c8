"""`bsm import`, killed at one of its statements.

`python -m faults.dying_imports '{"folder": …}'` reads, line by line, at which statement
an import for which meeting is to be killed, and of which file: 7 is before the seventh
statement, -7 after it, 0 never. Differences are taken over. It says how many statements
it was, if it was not killed, and how it ended. Each import is a process of its own,
forked from this one, which has read the product and has no database open.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from faults.processes import place_of
from typer.testing import CliRunner

from bsm_projections.databases import Place
from bsm_projections.databases.postgres_connection import PostgresConnection
from bsm_projections.databases.sqlite import SqliteConnection
from bsm_service.assembly.command_line import app
from bsm_service.imports import verbs as importing

STATEMENTS = ("execute", "executemany", "insert", "insert_before_commit")


def _dying(do: Callable[..., Any], at: int, done: Iterator[int]) -> Callable[..., Any]:
    def counted(*given: Any, **named: Any) -> Any:
        number = next(done)
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)
        found = do(*given, **named)
        if number == -at:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    return counted


def _import(place: Place, file: str, meeting: str, at: int) -> int:
    """How the import ended, if it was not killed; says how many statements it was."""
    done = count(1)
    for kind in (SqliteConnection, PostgresConnection):
        for name in STATEMENTS:
            setattr(kind, name, _dying(getattr(kind, name), at, done))
    setattr(importing, "database_place", lambda *_: place)  # noqa: B010
    asked = ["import", "activities", file, "--meeting", meeting, "--only-valid"]
    said = ("--take-over", "all", "--column", "Maßnahme / Activity=title")
    found = CliRunner().invoke(app, [*asked, *said, "--json"])
    os.write(1, f"{next(done) - 1} ".encode())
    return found.exit_code


def main() -> None:
    given = json.loads(sys.argv[1])
    place = place_of(given)
    for line in sys.stdin:
        at, meeting, file = line.rstrip("\n").split(maxsplit=2)
        child = os.fork()
        if not child:
            os._exit(_import(place, file, meeting, int(at)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
