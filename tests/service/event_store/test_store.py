"""The log: whole, append-only, one for all processes, the same on both databases."""

from pathlib import Path
from sqlite3 import IntegrityError, OperationalError
from uuid import UUID

import pytest
from eventsourcing.persistence import Tracking
from merkle_proofs import tree_root
from raw_database import audit_log, first_column, plain, stored_rows, tamper
from systems import (
    announce_berlin,
    at_once,
    confirm,
    nominate,
    system_in,
)

from bsm_projections.databases import DATABASE_ERRORS, Place, open_database
from bsm_projections.databases.migrations import Migrations
from bsm_service.application.system import System
from bsm_service.event_store.merkle_tree import Frontier, leaf_hash, leaf_text
from bsm_service.event_store.store import EventStore
from bsm_service.event_store.tables import SCHEMA, TABLES
from bsm_service.event_store.tracking import LogTrackingRecorder
from bsm_service.foundation.refusals import StoreUnavailable


def test_a_stream_that_was_spelt_anew_stops_decisions(tmp_path: Path):
    """On SQLite, where identities are texts: its facts would not be found, while every
    leaf is still theirs.
    """
    system = system_in(tmp_path)
    meeting = announce_berlin(system)
    tamper(
        tmp_path,
        "PRAGMA ignore_check_constraints = ON",
        *(
            f"UPDATE {table} SET originator_id = upper(originator_id) "
            f"WHERE originator_id = '{meeting.hex}'"
            for table in ("stored_events", "leaves")
        ),
    )

    with pytest.raises(StoreUnavailable, match="run 'bsm verify' to see which"):
        nominate(system, meeting)
    system.close()
    with plain(tmp_path) as connection, pytest.raises(IntegrityError):
        connection.execute("UPDATE leaves SET originator_id = upper(originator_id)")


def test_positions_are_dense_and_every_leaf_and_frontier_is_right(
    system: System, place: Place
):
    confirm(system, nominate(system, announce_berlin(system)))

    assert audit_log(place) == system.store.position() == 8


def test_the_tree_is_that_of_the_stored_rows(system: System, place: Place):
    announce_berlin(system)
    leaves = [
        leaf_hash(leaf_text("example.org/bsm", UUID(str(stream)), version, name, state))
        for stream, version, name, state in stored_rows(
            place,
            "SELECT originator_id, originator_version, topic, state FROM leaves "
            "JOIN stored_events USING (originator_id, originator_version) "
            "ORDER BY position",
        )
    ]

    for size, hashes in stored_rows(place, "SELECT size, hashes FROM frontiers"):
        frontier = Frontier.from_bytes(hashes)
        assert frontier.size == size
        assert frontier.root() == tree_root(leaves[:size])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_nothing_in_the_log_is_changed_or_taken_out(
    system: System, place: Place, table: str, verb: str
):
    LogTrackingRecorder(system.store).insert_tracking(Tracking("somebody", 1))
    column = first_column(place, table)
    with (
        plain(place) as connection,
        pytest.raises(DATABASE_ERRORS, match=f"{table} is append-only"),
    ):
        connection.execute(verb.format(table, column, column))


def opened(place: Place, origin: str | None = None) -> EventStore:
    return EventStore(open_database(place, "log"), origin=origin)


def test_a_log_is_named_once_for_ever(place: Place):
    first, second = opened(place), opened(place, "example.org/another")

    assert first.origin.startswith("localhost/bsm/")
    assert second.origin == first.origin
    first.close()
    second.close()


def test_many_may_make_the_same_log_at_once(bare_place: Place):
    results = at_once([lambda: opened(bare_place)] * 6)

    stores = [answer for answer in results if isinstance(answer, EventStore)]
    if bare_place.url is None:
        # SQLite does not wait where two switch a new file to its write-ahead log.
        assert {type(each) for each in results} <= {EventStore, OperationalError}
        assert stores
    else:
        assert len(stores) == 6
    assert len({store.origin for store in stores}) == 1
    for store in stores:
        store.close()


class Interrupted(BaseException):
    """As when the process is ended in the middle."""


def test_a_log_is_made_whole_or_not_at_all(
    bare_place: Place, monkeypatch: pytest.MonkeyPatch
):
    def die(*_: object) -> None:
        raise Interrupted

    database = open_database(bare_place, "log")
    with monkeypatch.context() as dying:
        dying.setattr(Migrations, "_record", die)
        with pytest.raises(Interrupted):
            EventStore(database)
    assert SCHEMA.applied(database) == 0

    store = EventStore(database, origin="example.org/bsm")
    assert (store.origin, store.position()) == ("example.org/bsm", 0)
    store.close()


def test_two_processes_continue_one_anothers_log(
    system: System, another: System, place: Place
):
    meeting = announce_berlin(system)
    for each in (another, system, another, another, system):
        confirm(each, nominate(each, meeting, "IT" if each is another else "AT"))

    assert system.store.position() == another.store.position()
    assert audit_log(place) == another.store.position()


def test_two_processes_write_at_once(system: System, another: System, place: Place):
    meeting = announce_berlin(system)

    results = at_once(
        [lambda each=each: nominate(each, meeting) for each in [system, another] * 8]
    )

    assert [type(answer) for answer in results] == [UUID] * 16
    assert audit_log(place) == 5 + 16
