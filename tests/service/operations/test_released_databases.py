"""The databases of every release become those of this version; nothing is lost."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from raw_database import stored_rows
from systems import (
    AUSTRIA,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    confirm,
    do,
    nominate,
    people_with_email,
    principal,
)

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.roles import Role
from bsm_domain.registration.registration_facts import (
    RegistrationConfirmed,
    RegistrationNominated,
)
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.meetings.agenda_queries import Agenda, agenda
from bsm_service.application.command import Command
from bsm_service.application.databases import schema_states, upgrade_schemas
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.refusals import CommandIdReused
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import preview_import
from bsm_service.imports.list_reading import ImportFile
from bsm_service.meetings.agenda_commands import DropSession, ReleaseAgenda
from bsm_service.operations.backup import create_backup, restore_backup
from bsm_service.proof.verification import verify
from bsm_service.registration.commands import ConfirmRegistration, NominateDelegate

RELEASED = Path(__file__).parents[2] / "released"
EVERY = sorted(path.parent for path in RELEASED.glob("*/*/expected.json"))
assert EVERY, "the collection of releases is gone"


@pytest.fixture(params=EVERY, ids=lambda it: f"{it.parent.name} on {it.name}")
def released(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def expected_of(released: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((released / "expected.json").read_text())
    return expected


@pytest.fixture
def place(
    released: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Place]:
    """The released databases, as they were."""
    if key := expected_of(released).get("vault_key"):
        (tmp_path / "vault.key").write_text(key)
        (tmp_path / "vault.key").chmod(0o600)
    if released.name == "sqlite":
        for file in released.glob("*.sql"):
            with closing(sqlite3.connect(tmp_path / f"{file.stem}.db")) as connection:
                connection.executescript(file.read_text(encoding="utf-8"))
        yield Place(tmp_path)
        return
    server, name = request.getfixturevalue("postgres_url"), f"released_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    info = psycopg.conninfo.conninfo_to_dict(server)
    url = f"postgresql:///{name}?host={info['host']}&user={info['user']}"
    with psycopg.connect(url, autocommit=True) as connection:
        for file in released.glob("*.sql"):
            connection.execute(file.read_text(encoding="utf-8").encode())
    yield Place(tmp_path, url)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def sealed(place: Place) -> list[tuple[object, ...]]:
    """Facts, leaves and frontiers as they are stored."""
    facts = stored_rows(
        place,
        "SELECT l.position, l.originator_id, l.originator_version, l.recorded_at, "
        "l.ends_command, l.leaf_hash, e.topic, e.state FROM leaves l JOIN "
        "stored_events e ON e.originator_id = l.originator_id "
        "AND e.originator_version = l.originator_version ORDER BY l.position",
    )
    return facts + stored_rows(place, "SELECT * FROM frontiers ORDER BY size")


def test_a_released_record_is_the_same_after_the_upgrade(released: Path, place: Place):
    expected = expected_of(released)
    before = sealed(place)
    # As a server left it that never recorded anything.
    silent = place.folder / "heads" / "port-8501.json"
    silent.parent.mkdir()
    silent.touch()

    schemas = upgrade_schemas(place)

    assert not any(schema.missing for schema in schemas)
    assert sealed(place) == before
    not_started = verify(place)
    assert not_started.ok
    [accounts] = [
        check
        for check in not_started.checks
        if check.name == "mandates and accounts match their history"
    ]
    # Since 0.5.0 the history of accounts is sealed.
    is_sealed = "because they are older than seals" not in accounts.detail
    assert is_sealed == (released.parent.name >= "0.5.0")
    system = open_system(place, clock=StoryClock())
    try:
        facts = [recorded.fact for recorded in system.store.page(0, 1_000)]
        head = system.store.frontier_at(system.store.position())
        assert head is not None
        assert {
            "origin": system.store.origin,
            "position": head.size,
            "root": head.root().hex(),
        }.items() <= expected.items()
        assert all(isinstance(fact, DomainEvent) for fact in facts)
        # As they are stored: some are read as a later version of themselves.
        assert [row[6] for row in before[: len(facts)]] == expected["facts"]
        office = system.identity.principal_from_token(expected["token"])
        assert office is not None
        assert office.role is Role.SECRETARIAT
        started = verify(system.place)
        assert started.ok
        assert not any(
            "because they are older than seals" in check.detail
            for check in started.checks
        )
        assert_people_are_found(system, expected.get("people", {}))
        assert_imported_again_nothing_is_new(system, expected.get("tracker"))
        assert_everybody_sees_the_agenda(system, expected.get("agenda"))
        is_recognised = released.parent.name >= "0.4.0"
        assert_repeated_commands_change_nothing(system, is_recognised=is_recognised)
        confirm(system, nominate(system, announce_berlin(system), by=AUSTRIA))
        assert verify(system.place).ok
    finally:
        system.close()


def assert_people_are_found(system: System, people: dict[str, str]) -> None:
    for address, id in people.items():
        assert people_with_email(system.vault, address.upper()) == [(UUID(id), "AT")]


def assert_imported_again_nothing_is_new(
    system: System, tracker: dict[str, str] | None
) -> None:
    """By what was remembered of it, too: "the hosts" is an owner."""
    if tracker is None:
        return
    system.engine.catch_up()
    file = ImportFile(data=tracker["file"].encode(), extension="csv")
    preview = preview_import(
        system,
        SECRETARIAT,
        UUID(tracker["meeting"]),
        file,
        ImportChoices(),
    )
    assert (preview.read, preview.unchanged, preview.complaints) == (3, 3, ())


def assert_repeated_commands_change_nothing(
    system: System, *, is_recognised: bool
) -> None:
    """They get their first answers, which say nothing more; before 0.4 they had digests
    of another kind, and are refused. With what the release did not know, such as a
    note, they are other commands.
    """
    position, repeated = system.store.position(), 0
    for recorded in system.store.page(0, 1_000):
        fact = recorded.fact
        command = command_of(fact)
        if command is None:
            continue
        by = principal(fact.actor.role, fact.actor.delegation)
        assert by.account == fact.actor.account
        repeated += 1
        if not is_recognised:
            with pytest.raises(CommandIdReused):
                do(system, command, by, command_id=fact.command_id)
            continue
        answer = do(system, command, by, command_id=fact.command_id)
        stored = [(each.stream_id, each.version) for each in answer.facts]
        assert (fact.originator_id, fact.originator_version) in stored
        assert (answer.notes, answer.pending) == ((), ())
        if isinstance(command, NominateDelegate):
            other = command.model_copy(update={"note_id": uuid4()})
            with pytest.raises(CommandIdReused):
                do(system, other, by, command_id=fact.command_id)
    assert repeated == 5
    assert system.store.position() == position


def command_of(fact: Any) -> Command | None:
    """What a registration of the released record was asked for by."""
    match fact:
        case RegistrationNominated(participant_id=None):
            return NominateDelegate(
                meeting_id=fact.meeting_id,
                registration_id=fact.originator_id,
                delegation=fact.delegation,
                function=fact.function,
            )
        case RegistrationConfirmed():
            return ConfirmRegistration(registration_id=fact.originator_id)
    return None


def assert_everybody_sees_the_agenda(
    system: System, expected: dict[str, Any] | None
) -> None:
    """Without a number, if it is older than versions. The next release counts on."""
    if expected is None:
        return
    meeting = UUID(expected["meeting"])
    system.engine.catch_up()
    before = shown_agenda(system, meeting)
    assert (before.number, before.released_at is None) == (
        expected["number"],
        expected["number"] == 0,
    )
    assert [session.title for session in before.sessions] == expected["titles"]

    maps = before.sessions[-1]
    drop = DropSession(
        meeting_id=meeting, session_id=UUID(maps.id), reason="Nobody speaks."
    )
    do(system, drop)
    system.engine.catch_up()
    assert shown_agenda(system, meeting) == before
    do(system, ReleaseAgenda(meeting_id=meeting, note="Shorter."))
    system.engine.catch_up()

    after = shown_agenda(system, meeting)
    assert (after.number, after.note) == (expected["number"] + 1, "Shorter.")
    assert after.sessions == before.sessions[:-1]
    assert shown_agenda(system, meeting, expected["number"]) == before


def shown_agenda(system: System, meeting: UUID, number: int | None = None) -> Agenda:
    """As somebody sees it who sees no matter for focal points only."""
    everybody = Audience(focal_points_matter=False)
    with system.read(system.moment(None), everybody) as context:
        shown = agenda(context, str(meeting), number)
    assert shown is not None
    return shown


def test_a_backup_made_before_the_upgrade_is_restored_and_upgraded(
    released: Path, place: Place, tmp_path: Path
):
    key = expected_of(released).get("vault_key")
    before = [(schema.database, schema.step) for schema in schema_states(place)]
    header = create_backup(place, tmp_path / "file", utc_now(), lambda _: None)
    assert [(schema.database, schema.step) for schema in schema_states(place)] == before

    there = Place(tmp_path / "there")
    restore_backup(tmp_path / "file", there, lambda _: None, vault_key=key)

    system = open_system(there)
    try:
        assert system.store.position() == header.position
        assert verify(system.place).ok
    finally:
        system.close()
