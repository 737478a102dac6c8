"""What lies in the databases, read and changed without the product's code."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import StoredEvent
from merkle_proofs import tree_root
from systems import place_of

from bsm_projections.databases import Place
from bsm_service.event_store.merkle_tree import Frontier, leaf_hash, leaf_text
from bsm_service.event_store.serialization import FactMapper

FILES = {
    "log": "log.db",
    "read": "read-models.db",
    "service": "service.db",
    "vault": "vault.db",
}

Row = tuple[Any, ...]


@contextmanager
def plain(where: Path | Place, database: str = "log") -> Iterator[Any]:
    """A plain connection to `log`, `read` or `service`, which commits by itself."""
    place = place_of(where)
    if place.url is None:
        path = place.folder / FILES[database]
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            yield connection
        return
    search = f"-c search_path={place.schema}_{database}"
    with psycopg.connect(place.url, autocommit=True, options=search) as connection:
        yield connection


def stored_rows(where: Path | Place, sql: str, database: str = "log") -> list[Row]:
    with plain(where, database) as connection:
        return [tuple(row) for row in connection.execute(sql)]


def tamper(where: Path | Place, *statements: str, database: str = "log") -> None:
    """Somebody with the database in their hands, who also drops our guards."""
    with plain(where, database) as connection:
        for guard in _guards(connection):
            connection.execute(guard)
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement


def _guards(connection: Any) -> list[str]:
    if isinstance(connection, sqlite3.Connection):
        found = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        return [f"DROP TRIGGER {name}" for (name,) in found.fetchall()]
    found = connection.execute(
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
        "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
    )
    return [f"DROP TRIGGER {name} ON {table}" for name, table in found.fetchall()]


def first_column(where: Path | Place, table: str) -> str:
    place = place_of(where)
    if place.url is None:
        sql = f"SELECT name FROM pragma_table_info('{table}') LIMIT 1"
    else:
        sql = (
            "SELECT attname FROM pg_attribute "
            f"WHERE attrelid = '{table}'::regclass AND attnum = 1"
        )
    [[column]] = stored_rows(place, sql)
    return str(column)


def audit_log(where: Path | Place, mapper: FactMapper | None = None) -> int:
    """Holds the stored rows against one another; the number of facts.

    Positions are dense, facts and leaves match one to one, every leaf is the hash of
    its six lines, every frontier is that of the leaves up to it, every fact decodes.
    """
    [[origin]] = stored_rows(
        where, "SELECT value FROM log_header WHERE name = 'origin'"
    )
    found = stored_rows(
        where,
        "SELECT l.position, l.leaf_hash, e.originator_id, e.originator_version, "
        "e.topic, e.state FROM leaves l LEFT JOIN stored_events e "
        "USING (originator_id, originator_version) ORDER BY l.position",
    )
    assert [row[0] for row in found] == [*range(1, len(found) + 1)]
    assert stored_rows(where, "SELECT count(*) FROM stored_events") == [(len(found),)]
    frontiers = dict(stored_rows(where, "SELECT size, hashes FROM frontiers"))
    assert max(frontiers, default=0) == len(found)
    mapper, grown, leaves = mapper or FactMapper(), Frontier(), []
    for position, stored_leaf, stored_id, version, name, state in found:
        stream = UUID(str(stored_id))
        leaf = leaf_hash(leaf_text(origin, stream, version, name, state))
        assert leaf == stored_leaf, f"the leaf of fact {position} is not its own"
        mapper.to_domain_event(StoredEvent(stream, version, name, state))
        leaves.append(leaf)
        grown = grown.append(leaf)
        assert frontiers.pop(position, grown.to_bytes()) == grown.to_bytes()
    assert not frontiers, "a frontier belongs to no fact"
    assert grown.root() == tree_root(leaves)
    return len(found)
