"""`bsm verify` only reads, and names whatever was changed behind the product's back.

One record is made for each database, with something of everything; each way to change
it is tried on a copy.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import psycopg
import pytest
from raw_log import plain, stored_rows, tamper
from systems import (
    StoryClock,
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    propose,
    set_objective,
    system_in,
)
from typer.testing import CliRunner, Result

from bsm_domain.participant import PersonalGroup, key_of_person
from bsm_domain.roles import Role
from bsm_projections.databases import Place
from bsm_service import commands as ask
from bsm_service.bootstrap import System, open_system
from bsm_service.cli import app
from bsm_service.merkle import Frontier
from bsm_service.verification import Check, Verdict, verify
from bsm_service.verification.checks import MOST_NAMED

FACTS = "facts and leaves match one to one"
TREE = "leaves and tree"
READABLE = "facts can be read"
HEADERS = "facts agree with their rows"
COMMANDS = "commands are complete"
HEADS = "what was acknowledged is there"
TABLES = "tables and guards are the product's"
KEYS = "keys in the vault"
PEOPLE = "people can be found"
FILES = "files of evidence"
ACCOUNTS = "mandates and accounts"
SHOWN = "read models equal a rebuild"
ALL = (
    FACTS,
    TREE,
    READABLE,
    HEADERS,
    COMMANDS,
    HEADS,
    TABLES,
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


def told(system: System) -> Record:
    """Something of everything, by the clock of a story."""
    meeting = announce_berlin(system)
    confirm(system, nominate(system, meeting))
    person, erased = enter(system), enter(system, name="Erika Muster")
    refused = do(
        system,
        ask.RefuseRegistration(
            registration_id=nominate(system, meeting, "IT"), reason="no visa in time"
        ),
    )
    activity = propose(system, set_objective(system, meeting))
    kept, gone = (
        system.vault.contents.keep(data, "text/plain").sha256
        for data in (b"the protocol", b"names of people")
    )
    ids = uuid4(), uuid4()
    for evidence, digest in zip(ids, (kept, gone), strict=True):
        file = ask.UploadedFile(sha256=digest, name="protocol.txt")
        about = {"activity_id": activity, "evidence_id": evidence}
        do(system, ask.AttachEvidence(**about, file=file))
    do(system, ask.ErasePersonalData(participant_id=erased, reason="asked for it"))
    do(
        system,
        ask.EraseEvidence(
            activity_id=activity, evidence_id=ids[1], revision=1, reason="names people"
        ),
    )
    system.erasures.finish()
    identity = system.identity
    account = identity.accounts.make("Anna").id
    mandates = [
        identity.mandates.give(account, role, given_by="the office").id
        for role in (Role.AUDITOR, Role.CHAIR)
    ]
    identity.mandates.end(mandates[1], by="the office", reason="elected anew")
    system.engine.catch_up()
    return Record(
        system.place,
        system.store.position(),
        refused.position,
        person,
        erased,
        kept,
        gone,
        *mandates,
    )


@pytest.fixture(scope="module")
def record(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    place = new_place(tmp_path_factory.mktemp("record") / "data")
    with database_of_its_own(place) as place:
        system = system_in(place)
        found = told(system)
        system.close()
        yield found


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


@pytest.fixture
def copied(record: Record, tmp_path: Path) -> Iterator[Record]:
    """The same record, to be changed."""
    with copy_of(record.place, tmp_path / "copy") as place:
        yield record._replace(place=place)


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


def test_an_untouched_record_is_whole(record: Record):
    found = verify(record.place)

    assert failing(found) == {}
    assert tuple(check.name for check in found.checks) == ALL
    assert f"at {record.end}" in found.checks[1].detail


# What was changed, where, and what is said of it.

_BYTES = ("convert_from(state, 'UTF8')", "convert_to({}, 'UTF8')")


def in_state(record: Record, old: str, new: str) -> str:
    """Bytes as text and back: SQLite needs no word for it."""
    read, written = ("state", "{}") if record.place.url is None else _BYTES
    return "UPDATE stored_events SET state = " + written.format(
        f"replace({read}, '{old}', '{new}')"
    )


class Change(NamedTuple):
    name: str
    made: Callable[[Record], object]
    check: str
    told: str
    on: tuple[str, ...] = ("sqlite", "postgresql")


def log(*statements: str) -> Callable[[Record], object]:
    return lambda record: tamper(record.place, *statements)


def elsewhere(database: str, *statements: str) -> Callable[[Record], object]:
    return lambda record: tamper(record.place, *statements, database=database)


def spelt(how: str, *tables: str) -> Callable[[Record], object]:
    """The first stream's identity, written otherwise in the tables."""

    def change(record: Record) -> None:
        [[stream]] = stored_rows(
            record.place, "SELECT originator_id FROM leaves WHERE position = 2"
        )
        tamper(
            record.place,
            "PRAGMA ignore_check_constraints = ON",
            *(
                f"UPDATE {table} SET originator_id = '{how.format(UUID(stream))}' "
                f"WHERE originator_id = '{stream}'"
                for table in tables
            ),
        )

    return change


def capitals(record: Record) -> None:
    tamper(
        record.place,
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE stored_events SET originator_id = upper(originator_id)",
        "UPDATE leaves SET originator_id = upper(originator_id)",
    )


def text_key(record: Record) -> str:
    [[state]] = stored_rows(
        record.place,
        "SELECT state FROM stored_events e JOIN leaves l USING "
        "(originator_id, originator_version) "
        f"WHERE l.position = {record.refused_at}",
    )
    return str(json.loads(state)["reason"]["key"]).replace("-", "")


def head(position: int, root: str) -> Callable[[Record], object]:
    def write(record: Record) -> None:
        file = record.place.folder / "heads" / "elsewhere.json"
        file.write_text(json.dumps({"position": position, "root": root}))

    return write


def other_answer(old: str, new: str) -> Callable[[Record], object]:
    return log(
        f"UPDATE command_answers SET answer = replace(answer, '{old}', '{new}') "
        f"WHERE answer LIKE '%{old}%'"
    )


BOTH = ("stored_events", "leaves")
NEW_KEY = "INSERT INTO {} VALUES ('" + "ab" * 16 + "', {}0)"

CHANGES = (
    # Facts, leaves and the tree.
    Change(
        "a fact is changed",
        lambda record: tamper(record.place, in_state(record, "Berlin", "Boston")),
        TREE,
        "position 2: the stored bytes are not those sealed",
    ),
    Change(
        "a fact is removed",
        log("DELETE FROM stored_events WHERE topic = 'bsm.seat_ledger.opened.v1'"),
        FACTS,
        "position 5: version 1 of stream ",
    ),
    Change(
        "a fact is removed with its leaf",
        log(
            "DELETE FROM leaves WHERE position = 5",
            "DELETE FROM stored_events WHERE topic = 'bsm.seat_ledger.opened.v1'",
        ),
        FACTS,
        "nothing is at positions 5 to 5",
    ),
    Change(
        "a fact is slipped in",
        log(
            "INSERT INTO stored_events SELECT originator_id, 99, topic, state "
            "FROM stored_events LIMIT 1"
        ),
        FACTS,
        "version 99 of stream ",
    ),
    Change(
        "a fact gets an unknown name",
        log(
            "UPDATE stored_events SET topic = 'bsm.meeting.moved.v1' "
            "WHERE topic = 'bsm.meeting.announced.v1'"
        ),
        READABLE,
        "position 2: the log holds a fact named 'bsm.meeting.moved.v1'",
    ),
    Change(
        "a leaf is recorded before its predecessor",
        log("UPDATE leaves SET recorded_at = 0 WHERE position = 3"),
        TREE,
        "position 3 was recorded before its predecessor",
    ),
    Change(
        "a leaf tells another time than its fact",
        log("UPDATE leaves SET recorded_at = recorded_at + 1"),
        HEADERS,
        "position 3: the fact and its leaf tell other times",
    ),
    Change(
        "facts change places",
        log(
            "UPDATE leaves SET position = 90 WHERE position = 2",
            "UPDATE leaves SET position = 2 WHERE position = 3",
            "UPDATE leaves SET position = 3 WHERE position = 90",
        ),
        TREE,
        "skips to 2",
    ),
    Change(
        "a frontier is another's",
        log(
            "UPDATE frontiers SET hashes = (SELECT hashes FROM frontiers "
            "ORDER BY size LIMIT 1) WHERE size = 5"
        ),
        TREE,
        "the tree's frontier at 5 is not the one stored",
    ),
    Change(
        "the last frontier is gone",
        log("DELETE FROM frontiers WHERE size = (SELECT max(size) FROM frontiers)"),
        TREE,
        "no frontier is stored for the log's end",
    ),
    Change(
        "a frontier is of no size that the log had",
        log("INSERT INTO frontiers SELECT 999, hashes FROM frontiers WHERE size = 5"),
        TREE,
        "a frontier of size 999, which the log never had",
    ),
    Change(
        "a frontier lies in the middle of a command",
        log("UPDATE frontiers SET size = 4 WHERE size = 5"),
        TREE,
        "a frontier is stored at 4, where no command ends",
    ),
    Change(
        "the log is called otherwise",
        log("UPDATE log_header SET value = 'example.org/other'"),
        TREE,
        "position 1: the stored bytes are not those sealed",
    ),
    Change(
        "the log's header is gone",
        log("DELETE FROM log_header"),
        TREE,
        "the log's header does not say which log it is",
    ),
    # Identities, which are texts on SQLite.
    Change("a stream in capitals", capitals, FACTS, "is not spelt as", ("sqlite",)),
    *(
        Change(f"a stream as {how}", spelt(how, *BOTH), FACTS, told, ("sqlite",))
        for how, told in (
            ("{{{0}}}", "the identity '{"),
            ("urn:uuid:{0}", "the identity 'urn:uuid:"),
            ("{0}", "is not spelt as 32"),
            ("somewhere", "the identity 'somewhere' is not spelt"),
        )
    ),
    Change(
        "a stream's leaves in braces",
        spelt("{{{0}}}", "leaves"),
        FACTS,
        "leaves: the identity '{",
        ("sqlite",),
    ),
    # Commands and their answers.
    Change(
        "an answer is gone",
        log("DELETE FROM command_answers WHERE answer LIKE '%\"position\":5,%'"),
        COMMANDS,
        "positions 4 to 5: their command has no stored answer",
    ),
    Change(
        "an answer names another version",
        other_answer('"version":1,"position":2', '"version":9,"position":2'),
        COMMANDS,
        "tells another version than its facts",
    ),
    Change(
        "an answer names another stream",
        other_answer("bsm.meeting.announced.v1", "bsm.meeting.opened.v1"),
        COMMANDS,
        "does not name the facts at positions 2 to 2",
    ),
    Change(
        "an answer is no answer",
        other_answer('"position":2,"recorded_at"', '"place":2,"recorded_at"'),
        COMMANDS,
        "the stored answer cannot be read",
    ),
    Change(
        "an answer belongs to another account",
        log(
            "UPDATE command_answers SET account = 'somebody' "
            "WHERE answer LIKE '%announced%'"
        ),
        COMMANDS,
        "its stored answer names facts of command",
    ),
    Change(
        "a command's id is spelt otherwise",
        log(
            "UPDATE command_answers SET command_id = upper(command_id) "
            "WHERE answer LIKE '%announced%'"
        ),
        COMMANDS,
        "its stored answer names facts of command",
    ),
    Change(
        "an answer is of no command",
        log(
            "INSERT INTO command_answers SELECT account, 'abc', digest, answer "
            "FROM command_answers WHERE answer LIKE '%announced%'"
        ),
        COMMANDS,
        "which is not the end of that command",
    ),
    Change(
        "a digest is cut off",
        log("UPDATE command_answers SET digest = substr(digest, 1, 5)"),
        COMMANDS,
        "the digest of the request is not one",
    ),
    Change(
        "the end of a command is not marked",
        log("UPDATE leaves SET ends_command = 0 WHERE position = 2"),
        COMMANDS,
        "position 2 is not marked as the end of its command, but another",
    ),
    Change(
        "the middle of a command is marked as its end",
        log("UPDATE leaves SET ends_command = 1 WHERE position = 4"),
        COMMANDS,
        "position 4 is marked as the end of its command, which goes on at 5",
    ),
    # What servers and people remember.
    Change(
        "the log's tail is gone",
        log(
            "DELETE FROM command_answers",
            "DELETE FROM stored_events WHERE EXISTS (SELECT 1 FROM leaves l WHERE "
            "l.originator_id = stored_events.originator_id AND l.originator_version "
            "= stored_events.originator_version AND l.position > 5)",
            "DELETE FROM leaves WHERE position > 5",
            "DELETE FROM frontiers WHERE size > 5",
        ),
        HEADS,
        "the log ends at position 5: the facts 6 to ",
    ),
    Change(
        "another server acknowledged other facts",
        head(5, "ab" * 32),
        HEADS,
        "heads/elsewhere.json: the facts up to 5 are not those",
    ),
    Change(
        "what a server remembers is no such thing",
        lambda record: (record.place.folder / "heads" / "command-line.json").write_text(
            "{"
        ),
        HEADS,
        "heads/command-line.json, which says what its server acknowledged, cannot",
    ),
    # Tables and guards.
    Change(
        "guards are gone",
        lambda record: tamper(record.place, "SELECT 1"),
        TABLES,
        "is missing",
    ),
    Change(
        "a guard does nothing",
        lambda record: run_in(
            record.place,
            "DROP TRIGGER leaves_update_refused",
            "CREATE TRIGGER leaves_update_refused BEFORE UPDATE ON leaves "
            "WHEN 0 BEGIN SELECT RAISE(ABORT, 'leaves is append-only'); END",
        ),
        TABLES,
        "the trigger leaves_update_refused is not as the product made it",
        ("sqlite",),
    ),
    Change(
        "guards do nothing",
        lambda record: run_in(
            record.place,
            "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger "
            "LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        ),
        TABLES,
        "which guards leaves, is not as the product made it",
        ("postgresql",),
    ),
    Change(
        "a guard is switched off",
        lambda record: run_in(
            record.place, "ALTER TABLE leaves DISABLE TRIGGER leaves_change_refused"
        ),
        TABLES,
        "which guards leaves, is switched off",
        ("postgresql",),
    ),
    Change(
        "a trigger is added",
        lambda record: run_in(
            record.place,
            "CREATE TRIGGER more AFTER INSERT ON leaves BEGIN "
            "DELETE FROM frontiers; END",
        ),
        TABLES,
        "the trigger more was not made by the product",
        ("sqlite",),
    ),
    Change(
        "a key is not unique any more",
        lambda record: run_in(
            record.place,
            "ALTER TABLE command_answers DROP CONSTRAINT command_answers_pkey",
        ),
        TABLES,
        "the table command_answers has another key than the product made",
        ("postgresql",),
    ),
    Change(
        "a column takes nothing as well",
        lambda record: run_in(
            record.place, "ALTER TABLE leaves ALTER COLUMN leaf_hash DROP NOT NULL"
        ),
        TABLES,
        "the table leaves has other columns than the product made",
        ("postgresql",),
    ),
    Change(
        "an index is gone",
        lambda record: run_in(
            record.place, "DROP INDEX accounts_sought_as", database="service"
        ),
        TABLES,
        "accounts_sought_as is",
    ),
    Change(
        "everybody may change the log",
        lambda record: run_in(record.place, "GRANT UPDATE ON leaves TO PUBLIC"),
        TABLES,
        "the role PUBLIC may UPDATE on leaves",
        ("postgresql",),
    ),
    Change(
        "the vault is gone",
        lambda record: (record.place.folder / "vault.db").unlink(),
        TABLES,
        "the vault: its database is missing",
        ("sqlite",),
    ),
    # The vault.
    Change(
        "a key is gone",
        lambda record: tamper(
            record.place,
            f"DELETE FROM keys WHERE key = '{text_key(record)}'",
            database="vault",
        ),
        KEYS,
        "is not in the vault, and no erasure explains it",
    ),
    Change(
        "a key was destroyed, and nobody asked",
        lambda record: tamper(
            record.place,
            f"INSERT INTO destroyed_keys SELECT key, 0 FROM keys "
            f"WHERE key = '{text_key(record)}'",
            f"DELETE FROM keys WHERE key = '{text_key(record)}'",
            database="vault",
        ),
        KEYS,
        "was destroyed, but no erasure on record asks for it",
    ),
    Change(
        "a key was damaged",
        lambda record: tamper(
            record.place,
            "UPDATE keys SET wrapped = substr(wrapped, 1, 20) "
            f"WHERE key = '{text_key(record)}'",
            database="vault",
        ),
        KEYS,
        "in the vault is damaged",
    ),
    Change(
        "keys were exchanged",
        elsewhere(
            "vault",
            "UPDATE keys SET wrapped = (SELECT wrapped FROM keys k "
            "ORDER BY k.key LIMIT 1)",
        ),
        KEYS,
        "in the vault is damaged",
    ),
    Change(
        "a key is of another kind",
        elsewhere("vault", "UPDATE keys SET kind = 'content' WHERE kind = 'person'"),
        KEYS,
        "in the vault is not one of kind 'content'",
    ),
    Change(
        "a key is spelt otherwise",
        elsewhere("vault", "UPDATE keys SET key = upper(key)"),
        KEYS,
        "in the vault is not one of kind",
    ),
    Change(
        "a key is wrapped by another",
        elsewhere("vault", "UPDATE keys SET wrapped_by = 'another'"),
        KEYS,
        "is wrapped by another key (another)",
    ),
    Change(
        "a key is there after its erasure",
        lambda record: tamper(
            record.place,
            "INSERT INTO keys SELECT "
            f"'{key_of_person(record.erased, PersonalGroup.NAME).hex}', kind, "
            "wrapped, wrapped_by, made_at FROM keys LIMIT 1",
            database="vault",
        ),
        KEYS,
        "was to be erased, but its key",
    ),
    Change(
        "the vault forgot what it destroyed",
        elsewhere("vault", "DELETE FROM destroyed_keys"),
        KEYS,
        "is erased, but the vault does not say so",
    ),
    Change(
        "the vault's key is another",
        lambda record: (record.place.folder / "vault.key").write_text("ab" * 32),
        KEYS,
        "vault.key is not the key of this vault",
    ),
    # By what people are found.
    Change(
        "people are found no more",
        elsewhere("vault", "DELETE FROM people"),
        PEOPLE,
        "cannot be found by name",
    ),
    Change(
        "somebody has another's entry",
        elsewhere("vault", "UPDATE people SET sealed = substr(sealed, 1, 40)"),
        PEOPLE,
        "cannot be read with their key: the entry was changed",
    ),
    Change(
        "somebody has another's address",
        lambda record: tamper(
            record.place,
            "UPDATE people SET email_hash = "
            "(SELECT sealed FROM people LIMIT 1) "
            f"WHERE participant = '{record.person.hex}'",
            database="vault",
        ),
        PEOPLE,
        "is looked up by another e-mail address than theirs",
    ),
    Change(
        "an erased person can be found",
        lambda record: tamper(
            record.place,
            f"UPDATE people SET participant = '{record.erased.hex}'",
            database="vault",
        ),
        PEOPLE,
        "was erased, and can be found",
    ),
    # Files that are evidence.
    Change(
        "a file is gone",
        elsewhere("vault", "DELETE FROM files"),
        FILES,
        "is not in the vault",
    ),
    Change(
        "a file was changed",
        elsewhere("vault", "UPDATE files SET sealed = substr(sealed, 1, 30)"),
        FILES,
        "cannot be opened with its key: it was changed",
    ),
    Change(
        "an erased file is there",
        lambda record: tamper(
            record.place,
            f"UPDATE files SET sha256 = '{record.erased_file}'",
            database="vault",
        ),
        FILES,
        "was to be erased, and is still there",
    ),
    # Mandates and accounts.
    Change(
        "a mandate is for another role",
        elsewhere("service", "UPDATE mandates SET role = 'administrator'"),
        ACCOUNTS,
        "is not as the product gave or ended it",
    ),
    Change(
        "the key of the seals is gone",
        elsewhere("vault", "DELETE FROM keys WHERE kind = 'named'"),
        ACCOUNTS,
        "the key by which mandates are sealed is not in the vault",
    ),
    Change(
        "a mandate lost its seal",
        elsewhere(
            "service",
            "UPDATE mandates SET seal = NULL, given_at = given_at + 1 "
            "WHERE ended_at IS NULL",
        ),
        ACCOUNTS,
        "has no seal, so the product did not give it",
    ),
    Change(
        "a mandate holds for longer",
        elsewhere("service", "UPDATE mandates SET ends_at = 99 WHERE ended_at IS NULL"),
        ACCOUNTS,
        "ends at another time than it says",
    ),
    Change(
        "a mandate that ended holds again",
        lambda record: tamper(
            record.place,
            "UPDATE mandates SET ended_at = NULL, ended_by = NULL, "
            f"ends_at = 9223372036854775807 WHERE mandate = '{record.ended}'",
            database="service",
        ),
        ACCOUNTS,
        "holds again or ended at another time",
    ),
    Change(
        "a mandate is deleted",
        lambda record: tamper(
            record.place,
            f"DELETE FROM mandates WHERE mandate = '{record.mandate}'",
            database="service",
        ),
        ACCOUNTS,
        "was deleted",
    ),
    Change(
        "a mandate is added",
        elsewhere(
            "service",
            "INSERT INTO mandates SELECT 'abc', account, 'administrator', delegation, "
            "kind, stands_in_for, purpose, since, until, given_by, given_at + 1, "
            "reason, NULL, NULL, NULL, 9223372036854775807, NULL FROM mandates LIMIT 1",
        ),
        ACCOUNTS,
        "mandate abc of account",
    ),
    Change(
        "an entry about a mandate is gone",
        elsewhere("service", "DELETE FROM account_events WHERE what LIKE 'mandate-%'"),
        ACCOUNTS,
        "was given on 2016-01-04",
    ),
    Change(
        "an account is deleted",
        elsewhere("service", "DELETE FROM accounts"),
        ACCOUNTS,
        "made on 2016-01-04 09:00 UTC, was deleted",
    ),
    # What people see.
    Change(
        "a screen is doctored",
        elsewhere("read", "UPDATE meetings__1 SET city = 'Boston'"),
        SHOWN,
        "is not what a rebuild gives",
    ),
    Change(
        "read models are ahead of the log",
        elsewhere("read", "UPDATE projections SET position = 9999"),
        SHOWN,
        "shown up to position 9999, but the log ends at",
    ),
)


def run_in(place: Place, *statements: str, database: str = "log") -> None:
    with plain(place, database) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    ("new_place", "change"),
    [
        pytest.param(database, change, id=f"{database}: {change.name}")
        for database in ("sqlite", "postgresql")
        for change in CHANGES
        if database in change.on
    ],
    indirect=["new_place"],
)
def test_what_was_changed_is_named(copied: Record, change: Change):
    change.made(copied)
    before = everything(copied.place)

    found = failing(verify(copied.place))

    assert change.check in found, [*found]
    check = found[change.check]
    assert any(change.told in finding for finding in check.findings), check.findings
    assert check.findings[0] in check.detail
    assert everything(copied.place) == before


def test_findings_are_bounded_and_counted(copied: Record):
    others = [
        f"INSERT INTO frontiers SELECT {size}, hashes FROM frontiers WHERE size = 5"
        for size in range(1_000, 1_000 + MOST_NAMED + 20)
    ]
    tamper(copied.place, *others)

    check = failing(verify(copied.place))[TREE]

    assert (len(check.findings), check.found) == (MOST_NAMED, MOST_NAMED + 20)
    assert "(and 119 more)" in check.detail
    told = bsm("verify", copied.place)
    assert told.exit_code == 1
    assert "and 20 more" in told.stdout


# Roots that somebody noted.


def bsm(verb: str, place: Place, *arguments: str) -> Result:
    where = ["--data", str(place.folder)]
    if place.url is not None:
        where += ["--database", place.url]
    environment = {"BSM_SCHEMA_PREFIX": place.schema}
    return CliRunner().invoke(app, [verb, *where, *arguments], env=environment)


def root_at(place: Place, size: int) -> str:
    """Worked out from the leaves alone; sizes inside a command have one too."""
    tree = Frontier()
    for (leaf,) in stored_rows(
        place,
        f"SELECT leaf_hash FROM leaves WHERE position <= {size} ORDER BY position",
    ):
        tree = tree.append(bytes(leaf))
    return f"{size}:{tree.root().hex()}"


def test_the_log_is_held_against_roots_that_were_noted(record: Record):
    noted = [root_at(record.place, size) for size in (0, 4, 5, record.end)]
    noted[1] = noted[1][:18].upper()  # as a brief prints it
    options = [part for root in noted for part in ("--root", root)]

    well = bsm("verify", record.place, *options, "--json")
    other = bsm("verify", record.place, "--root", f"4:{'ab' * 32}", "--json")
    later = bsm("verify", record.place, "--root", f"999:{'ab' * 32}", "--json")

    assert well.exit_code == 0, well.output
    [check] = [it for it in json.loads(well.stdout)["checks"] if it["name"] == HEADS]
    assert f"continues the roots noted at 0, 4, 5, {record.end}" in check["detail"]
    for answer, said in (
        (other, "the root noted at 4 is not this log's"),
        (later, f"a root was noted at 999, but the log ends at position {record.end}"),
    ):
        assert answer.exit_code == 1
        told = json.loads(answer.stdout)
        assert not told["ok"]
        assert {it["name"] for it in told["checks"] if not it["ok"]} == {HEADS}
        assert any(said in it["detail"] for it in told["checks"])


@pytest.mark.parametrize(
    "root", ["", "5", "5:abc", "-1:" + "a" * 64, "x:" + "a" * 64, "5:" + "a" * 65]
)
def test_what_is_no_root_is_refused_in_words(record: Record, root: str):
    refused = bsm("verify", record.place, "--root", root, "--json")

    assert refused.exit_code == 2
    told = json.loads(refused.stderr)
    assert told["code"] == "invalid_value"
    assert "is not a noted root; give the number of facts" in told["detail"]


# Only reading.


def test_a_record_in_order_is_left_as_it_is(copied: Record):
    before = everything(copied.place)

    assert verify(copied.place).ok
    assert everything(copied.place) == before


def test_servers_may_run_and_write_meanwhile(copied: Record):
    system = open_system(copied.place, clock=StoryClock())
    before = everything(copied.place)

    assert failing(verify(copied.place)) == {}
    assert everything(copied.place) == before

    enter(system, name="Otto Normal")
    found = verify(copied.place)
    assert failing(found) == {}
    assert f"at {copied.end + 1}" in found.checks[1].detail
    assert system.engine.position() == copied.end  # nobody brought it forward
    system.close()


DIES = """
import os, sys
from pathlib import Path
from systems import StoryClock, announce_berlin
from bsm_projections.databases import Place
from bsm_service.bootstrap import open_system
announce_berlin(open_system(Place(Path(sys.argv[1])), clock=StoryClock()))
os._exit(9)
"""


@pytest.mark.parametrize("new_place", ["sqlite"], indirect=True)
@pytest.mark.parametrize("index", ["there", "lost"])
def test_the_journal_of_a_server_that_died_is_read(copied: Record, index: str):
    """Its files stay beside the database; somebody may have copied two of the three."""
    folder = copied.place.folder
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    died = subprocess.run(
        [sys.executable, "-c", DIES, folder], env={**os.environ, **paths}
    )
    assert died.returncode == 9
    assert (folder / "log.db-wal").stat().st_size > 0
    if index == "lost":
        for file in folder.glob("*-shm"):
            file.unlink()
    before = everything(copied.place)

    found = verify(copied.place)

    assert failing(found) == {}
    assert f"at {copied.end + 4}" in found.checks[1].detail
    assert everything(copied.place) == before


def test_where_there_is_no_record_nothing_is_made(tmp_path: Path):
    refused = bsm("verify", Place(tmp_path / "nowhere"), "--json")

    assert json.loads(refused.stderr)["code"] == "store_unavailable"
    assert not (tmp_path / "nowhere").exists()


def everything(place: Place) -> dict[str, str]:
    """Every file of the folder, and every row of a server with the transaction that
    wrote it, by what they hold.
    """
    found = {
        str(file.relative_to(place.folder)): (
            sha256(file.read_bytes()).hexdigest() + str(file.stat().st_mtime_ns)
        )
        for file in sorted(place.folder.rglob("*"))
        if file.is_file()
    }
    if place.url is None:
        return found
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
            found[table] = str(rows)
    return found
