"""One record with something of everything, copies of it, and the checks by name."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import psycopg
from systems import (
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    propose,
    set_objective,
)
from typer.testing import CliRunner, Result

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.assembly.command_line import app
from bsm_service.follow_up.milestone_and_evidence_commands import (
    AttachEvidence,
    EraseEvidence,
    UploadedFile,
)
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.proof.verification import Check, Verdict
from bsm_service.registration.commands import RefuseRegistration

FACTS = "facts and leaves match one to one"
TREE = "leaves match the tree"
READABLE = "facts can be read"
HEADERS = "facts match their rows"
COMMANDS = "commands are complete"
HEADS = "acknowledged facts are present"
TABLES = "tables and triggers are unchanged"
ERASURES = "the register of erasures is correct"
KEYS = "the vault has the right keys"
PEOPLE = "people can be found"
FILES = "evidence files can be read"
ACCOUNTS = "mandates and accounts match their history"
SHOWN = "read models match a rebuild"
ALL = (
    FACTS,
    TREE,
    READABLE,
    HEADERS,
    COMMANDS,
    HEADS,
    TABLES,
    ERASURES,
    KEYS,
    PEOPLE,
    FILES,
    ACCOUNTS,
    SHOWN,
)


class Record(NamedTuple):
    """A record that is not to be changed, and what lies where in it."""

    place: Place
    end: int
    refused_at: int  # a position with a text
    person: UUID
    erased: UUID
    file: str
    erased_file: str
    mandate: str
    ended: str


def create_record(system: System) -> Record:
    """Something of everything, by the clock of a story."""
    meeting = announce_berlin(system)
    confirm(system, nominate(system, meeting))
    person, erased = enter(system), enter(system, name="Erika Muster")
    refused = do(
        system,
        RefuseRegistration(
            registration_id=nominate(system, meeting, "IT"), reason="no visa in time"
        ),
    )
    activity = propose(system, set_objective(system, meeting))
    file_hashes, gone = (
        system.vault.files.store(data, "text/plain").sha256
        for data in (b"the protocol", b"names of people")
    )
    ids = uuid4(), uuid4()
    for evidence, digest in zip(ids, (file_hashes, gone), strict=True):
        file = UploadedFile(sha256=digest, name="protocol.txt")
        about = {"activity_id": activity, "evidence_id": evidence}
        do(system, AttachEvidence(**about, file=file))
    do(system, ErasePersonalData(participant_id=erased, reason="asked for it"))
    do(
        system,
        EraseEvidence(
            activity_id=activity, evidence_id=ids[1], revision=1, reason="names people"
        ),
    )
    system.part(ErasureService).finish_interrupted()
    identity = system.identity
    account = identity.accounts.create("Anna").id
    mandates = [
        identity.mandates.give(account, role, given_by="the office").id
        for role in (Role.AUDITOR, Role.CHAIR)
    ]
    identity.mandates.end(mandates[1], actor="the office", reason="elected anew")
    system.engine.catch_up()
    return Record(
        system.place,
        system.store.position(),
        refused.position,
        person,
        erased,
        file_hashes,
        gone,
        *mandates,
    )


@contextmanager
def database_of_its_own(place: Place, template: str = "template1") -> Iterator[Place]:
    """On PostgreSQL: one that nobody else uses, so it can be a template for copies."""
    if place.url is None:
        yield place
        return
    name = f"verified_{uuid4().hex}"
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield replace(place, url=f"{place.url}&dbname={name}")
    finally:
        with psycopg.connect(place.url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copy_of(place: Place, folder: Path) -> Iterator[Place]:
    shutil.copytree(place.folder, folder)
    if place.url is None:
        yield Place(folder)
        return
    server, _, database = place.url.partition("&dbname=")
    there = replace(place, folder=folder, url=server)
    with database_of_its_own(there, template=database) as copy:
        yield copy


def failing(verdict: Verdict) -> dict[str, Check]:
    assert verdict.ok == all(check.ok for check in verdict.checks)
    return {check.name: check for check in verdict.checks if not check.ok}


def bsm(verb: str, place: Place, *arguments: str) -> Result:
    where = ["--data", str(place.folder)]
    if place.url is not None:
        where += ["--database", place.url]
    environment = {"BSM_SCHEMA_PREFIX": place.schema}
    return CliRunner().invoke(app, [verb, *where, *arguments], env=environment)


def everything(place: Place) -> dict[str, str]:
    """Every file of the folder, and every row of a server with the transaction that
    wrote it, by what they hold.
    """
    contents = {
        str(file.relative_to(place.folder)): (
            sha256(file.read_bytes()).hexdigest() + str(file.stat().st_mtime_ns)
        )
        for file in sorted(place.folder.rglob("*"))
        if file.is_file()
    }
    if place.url is None:
        return contents
    with psycopg.connect(place.url, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables "
            f"WHERE schemaname LIKE '{place.schema}%' ORDER BY 1"
        ).fetchall()
        for (table,) in tables:
            [[rows]] = connection.execute(
                f"SELECT md5(string_agg(xmin::text || t::text, '|' ORDER BY t::text)) "
                f"FROM {table} t"
            )
            contents[table] = str(rows)
    return contents
