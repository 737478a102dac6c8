"""Work for a transaction, without the service around it."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from examples import header
from systems import BERLIN_DETAILS

from bsm_domain.meetings.meeting_facts import MeetingAnnounced
from bsm_projections.databases import Database, PostgresDatabase, SqliteDatabase
from bsm_projections.databases.sqlite import SqliteConnection
from bsm_service.event_store.group_commit import PendingWork
from bsm_service.event_store.store import EventStore, _TransactionWork
from bsm_service.event_store.transaction import Transaction


def announced(id: UUID, version: int = 1) -> MeetingAnnounced:
    return MeetingAnnounced(**header(version, id), details=BERLIN_DETAILS)


def storing(*facts: MeetingAnnounced) -> Callable[[Transaction], str]:
    return lambda transaction: str(transaction.append_facts(facts))


def in_one_transaction(
    store: EventStore, *works: Callable[[Transaction], Any]
) -> list[Any]:
    """Results of commands that share a transaction, or their errors."""
    tickets = [PendingWork(_TransactionWork(work, None)) for work in works]
    store._commit_batch(tickets)
    return [told(ticket) for ticket in tickets]


def told(ticket: PendingWork[Any]) -> Any:
    try:
        return ticket.result()
    except Exception as error:
        return error


def impatient(database: Database) -> None:
    """It waits for nobody's lock, so that the tests need not wait for it."""
    if isinstance(database, SqliteDatabase):
        for_all_connections(database, "PRAGMA busy_timeout = 0")
        return
    assert isinstance(database, PostgresDatabase)
    database.wait = database.idle_timeout  # it does not wait a second time
    with database.connection() as connection:  # one that is idle: used next
        connection.execute("SET lock_timeout = '10ms'")


def for_all_connections(database: Database, statement: str) -> None:
    """Says something to each of SQLite's connections, those to come included, and those
    that somebody has just now.
    """
    assert isinstance(database, SqliteDatabase)
    connect, give_back = SqliteDatabase._connect, SqliteDatabase._give_back

    def connected():
        connection = connect(database)
        connection.execute(statement)
        return connection

    def given_back(connection: SqliteConnection):
        with suppress(sqlite3.Error):
            connection.execute(statement)
        give_back(database, connection)

    database._connect, database._give_back = connected, given_back
    for connection in list(database._idle):
        connection.execute(statement)
