"""Whether the record is whole: every fact has its leaf, every leaf its fact, the tree
is right, every fact can be read, and read models show what a rebuild would show.

The log is read with no lower bound, so that nothing can hide before a remembered
position.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from bsm_domain.clocks import to_micros
from bsm_domain.network import NetworkEstablished
from bsm_domain.recorded import Recorded, Undecodable
from bsm_projections.databases import Connection, Row, SqliteDatabase
from bsm_projections.engine import Engine
from bsm_projections.generations import ReadModel
from bsm_projections.read_store import Table, View
from bsm_service.merkle import Frontier, leaf_hash, leaf_text
from bsm_service.store import Store

_PAGE = 1_000
_SEALED = """SELECT l.position, l.recorded_at, l.leaf_hash, e.originator_id,
        e.originator_version, e.topic, e.state
    FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    ORDER BY l.position"""


class Check(BaseModel):
    name: str
    ok: bool
    detail: str


class Verdict(BaseModel):
    ok: bool
    checks: tuple[Check, ...]


class NotSo(Exception):
    """What a check found to be otherwise, in a sentence."""


def verify(
    store: Store,
    engine: Engine,
    models: Sequence[ReadModel],
    progressed: Callable[[int], None] = lambda position: None,
) -> Verdict:
    """Checks the whole record; `progressed` hears of each position looked at."""
    checks = (
        _checked("facts and leaves match one to one", lambda: _bijection(store)),
        _checked("leaves and tree", lambda: _tree(store, progressed)),
        _checked("facts can be read", lambda: _readable(store, progressed)),
        _checked(
            "read models equal a rebuild", lambda: _rebuilt(store, engine, models)
        ),
    )
    return Verdict(ok=all(check.ok for check in checks), checks=checks)


def _checked(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name=name, ok=True, detail=check())
    except NotSo as error:
        return Check(name=name, ok=False, detail=str(error))
    except Exception as error:  # a damaged record must still get its verdict
        why = f"it could not be checked: {type(error).__name__}: {error}"
        return Check(name=name, ok=False, detail=why)


def _bijection(store: Store) -> str:
    counted = store.row(
        """SELECT (SELECT count(*) FROM stored_events) AS facts,
            (SELECT count(*) FROM leaves) AS leaves,
            (SELECT count(*) FROM leaves l JOIN stored_events e
                ON e.originator_id = l.originator_id
                AND e.originator_version = l.originator_version) AS pairs,
            (SELECT count(*) FROM (SELECT DISTINCT originator_id, originator_version
                FROM leaves) d) AS named,
            (SELECT coalesce(max(position), 0) FROM leaves) AS last,
            (SELECT coalesce(min(position), 1) FROM leaves) AS first""",
    )
    assert counted is not None
    facts, leaves = counted["facts"], counted["leaves"]
    if not facts == leaves == counted["pairs"] == counted["named"]:
        raise NotSo(
            f"{facts} facts and {leaves} leaves, of which {counted['pairs']} belong "
            "together"
        )
    if counted["first"] != 1 or counted["last"] != leaves:
        raise NotSo(
            f"positions run from {counted['first']} to {counted['last']}, but there "
            f"are {leaves}: some are missing"
        )
    return f"{facts} facts, {leaves} leaves, positions 1 to {counted['last']}"


def _tree(store: Store, progressed: Callable[[int], None]) -> str:
    with store.database.snapshot() as connection:
        _versions(connection)
        frontiers = connection.stream(
            "SELECT size, hashes FROM frontiers ORDER BY size"
        )
        tree, recorded_at, kept = Frontier(), 0, next(frontiers, None)
        for found in connection.stream(_SEALED):
            position = found["position"]
            if found["recorded_at"] < recorded_at:
                raise NotSo(f"position {position} was recorded before its predecessor")
            recorded_at = found["recorded_at"]
            if _leaf(store, found) != found["leaf_hash"]:
                raise NotSo(
                    f"position {position}: the stored bytes are not those sealed"
                )
            tree, ended = tree.append(found["leaf_hash"]), False
            if kept is not None and kept["size"] == position:
                if kept["hashes"] != tree.to_bytes():
                    raise NotSo(
                        f"the tree's frontier at {position} is not the one stored"
                    )
                kept, ended = next(frontiers, None), True
            progressed(position)
        if kept is not None:
            raise NotSo(f"a frontier of size {kept['size']}, which the log never had")
    if tree.size and not ended:
        raise NotSo(f"no frontier is stored for the log's end at {tree.size}")
    return f"root {tree.root().hex()} at {tree.size}"


def _versions(connection: Connection) -> None:
    """Every stream counts its facts from 1, in the order of the log."""
    skipped = connection.execute(
        """SELECT position, originator_id, originator_version FROM (
            SELECT position, originator_id, originator_version, row_number() OVER (
                PARTITION BY originator_id ORDER BY position) AS due
            FROM leaves) counted
        WHERE originator_version <> due ORDER BY position LIMIT 1"""
    ).fetchone()
    if skipped is not None:
        position, stream, version = skipped
        raise NotSo(f"position {position}: stream {stream} skips to {version}")


def _leaf(store: Store, found: Row) -> bytes:
    stream, version = UUID(found["originator_id"]), found["originator_version"]
    stored = _bytes(found["state"])
    return leaf_hash(leaf_text(store.origin, stream, version, found["topic"], stored))


def _readable(store: Store, progressed: Callable[[int], None]) -> str:
    position = 0
    for found in _stored_facts(store):
        fact, position = store.recorded(found).fact, found["position"]
        if isinstance(fact, Undecodable):
            raise NotSo(f"position {position}: {fact.error}")
        if to_micros(fact.recorded_at) != found["recorded_at"]:
            raise NotSo(f"position {position}: the fact and its leaf tell other times")
        if (position == 1) != isinstance(fact, NetworkEstablished):
            raise NotSo(f"position {position}: the first fact establishes the network")
        progressed(position)
    return f"{position} facts read"


def _rebuilt(store: Store, engine: Engine, models: Sequence[ReadModel]) -> str:
    engine.catch_up()
    with tempfile.TemporaryDirectory() as folder, engine.view() as shown:
        reached = _reached(engine)
        fresh = SqliteDatabase(Path(folder) / "read-models.db", derived=True)
        try:
            again = Engine(_UpTo(store, reached), fresh, models)
            again.catch_up()
            with again.view() as rebuilt:
                compared = sum(
                    _same(table, shown, rebuilt)
                    for model in models
                    for table in model.tables
                )
        finally:
            fresh.close()
    return f"{compared} row versions compared at position {reached}"


def _reached(engine: Engine) -> int:
    positions = {one.position for one in engine.progress() if one.active}
    if len(positions) != 1:
        raise NotSo(f"read models stand at different positions: {sorted(positions)}")
    return positions.pop()


def _same(table: Table[Any], shown: View, rebuilt: View) -> int:
    order = ", ".join((*table.key, "from_position"))
    sql = f"SELECT * FROM {{{table.name}}} ORDER BY {order}"
    compared = 0
    for one, other in zip_longest(shown.stream(sql), rebuilt.stream(sql)):
        if one is None or other is None or tuple(one) != tuple(other):
            which = one if one is not None else other
            key = ", ".join(str(which[name]) for name in table.key)
            raise NotSo(f"{table.name} {key} is not what a rebuild gives")
        compared += 1
    return compared


class _UpTo:
    """The log as it was when the comparison began."""

    def __init__(self, store: Store, end: int) -> None:
        self._store = store
        self._end = end

    def page(self, after: int, limit: int) -> list[Recorded]:
        return self._store.page(after, min(limit, self._end - after))


def _stored_facts(store: Store) -> Iterator[Any]:
    after = 0
    while page := store.stored_page(after, _PAGE):
        yield from page
        after = page[-1]["position"]


def _bytes(stored: bytes | str) -> bytes:
    """Somebody's own statements may have left a text where bytes were."""
    return stored if isinstance(stored, bytes) else stored.encode()
