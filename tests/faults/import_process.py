"""`bsm import`, killed at one of its statements.

`faults.import_process '{"folder": …}'` reads, line by line, at which statement an
import for which meeting is to be killed, and of which file: 7 is before the seventh
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
from bsm_service.imports import verbs as import_verbs

STATEMENTS = ("execute", "executemany", "insert", "insert_before_commit")


def _dying(
    do: Callable[..., Any], at: int, statements: Iterator[int]
) -> Callable[..., Any]:
    def counted(*arguments: Any, **named: Any) -> Any:
        number = next(statements)
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)
        result = do(*arguments, **named)
        if number == -at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return counted


def _import(place: Place, file: str, meeting: str, at: int) -> int:
    """How the import ended, if it was not killed; says how many statements it was."""
    statements = count(1)
    for kind in (SqliteConnection, PostgresConnection):
        for name in STATEMENTS:
            setattr(kind, name, _dying(getattr(kind, name), at, statements))
    setattr(import_verbs, "database_place", lambda *_: place)  # noqa: B010
    command = ["import", "activities", file, "--meeting", meeting, "--only-valid"]
    options = ("--take-over", "all", "--column", "Maßnahme / Activity=title")
    result = CliRunner().invoke(app, [*command, *options, "--json"])
    os.write(1, f"{next(statements) - 1} ".encode())
    return result.exit_code


def main() -> None:
    options = json.loads(sys.argv[1])
    place = place_of(options)
    for line in sys.stdin:
        at, meeting, file = line.rstrip("\n").split(maxsplit=2)
        child = os.fork()
        if not child:
            os._exit(_import(place, file, meeting, int(at)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
