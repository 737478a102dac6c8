"""Facts, leaves and the tree: nothing is missing, added, changed or moved."""

from collections.abc import Iterator
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.logged_fact import UndecodableFact
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.meetings.network import NetworkEstablished
from bsm_projections.databases import Connection, Row
from bsm_service.event_store.merkle_tree import Frontier, leaf_hash, leaf_text
from bsm_service.event_store.tables import ENDS_COMMAND, ENDS_INSERT, NONCANONICAL_ID
from bsm_service.proof.verification.check_results import (
    CheckSteps,
    LogCheck,
    StoredFact,
    check,
)

RESTORE_ADVICE = (
    "Stop writing, find out who changed the database, and restore the record from a "
    "backup"
)


@check(
    "facts and leaves match one to one",
    RESTORE_ADVICE,
)
def check_facts_match_leaves(connection: Connection, *, spelt: bool) -> CheckSteps:
    """Whether facts and leaves belong together one to one. Where identities are texts
    (`spelt`), another spelling of one is another stream.
    """
    row = connection.execute(_COUNTS).fetchone()
    facts, leaves, pairs = (int(row[name]) for name in ("facts", "leaves", "pairs"))
    if spelt:
        yield from _misspelt(connection)
    if not facts == leaves == pairs == row["named"]:
        totals = f"{count_of(facts, 'fact')} and {count_of(leaves, 'leaf', 'leaves')}"
        yield f"{totals}, of which {pairs} match"
        for stream, version in connection.execute(_LEAFLESS):
            yield f"version {version} of stream {stream} has no leaf"
        for position, stream, version in connection.execute(_FACTLESS):
            yield (
                f"position {position}: version {version} of stream {stream} is missing"
            )
        for stream, version, times in connection.execute(_TWICE):
            yield (
                f"version {version} of stream {stream} has "
                f"{count_of(times, 'leaf', 'leaves')}"
            )
    if row["first"] != 1 or row["last"] != leaves:
        yield (
            f"positions run from {row['first']} to {row['last']}, but there are "
            f"{leaves}: some are missing"
        )
        for before, position in connection.execute(_GAPS):
            yield f"positions {before + 1} to {position - 1} are empty"
    return (
        f"{count_of(facts, 'fact')}, {count_of(leaves, 'leaf', 'leaves')}, "
        f"positions 1 to {row['last']}"
    )


def _misspelt(connection: Connection) -> Iterator[str]:
    for table in ("stored_events", "leaves"):
        rows_found = connection.execute(
            f"SELECT originator_id, min(originator_version), count(*) FROM {table} "
            f"WHERE {NONCANONICAL_ID} GROUP BY originator_id ORDER BY 1"
        )
        for stream, version, rows in rows_found:
            yield (
                f"{table}: the identity {stream!r} is not written as 32 hexadecimal "
                f"digits (from version {version} on, {count_of(rows, 'row')}), so its "
                "stream cannot be found"
            )


# What release 0.1 also wrote into the log's header.
_FIELD_OF_0_1 = "schema_version"


class TreeCheck(LogCheck):
    """Whether every leaf is that of its fact, and every frontier that of the leaves."""

    name = "leaves match the tree"
    advice = RESTORE_ADVICE

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        header = {
            str(name): str(value)
            for name, value in connection.execute("SELECT name, value FROM log_header")
        }
        self._origin = header.pop("origin", None)
        self._strange = sorted(header.keys() - {_FIELD_OF_0_1})
        self._frontiers = connection.stream(
            "SELECT size, hashes FROM frontiers ORDER BY size"
        )
        self._kept = next(self._frontiers, None)
        self._recorded_at = 0
        self._ended = True
        self.tree = Frontier()

    def check_fact(self, stored: StoredFact) -> Iterator[str]:
        position, row = stored.position, stored.row
        if row["recorded_at"] < self._recorded_at:
            yield (
                f"position {position} has an earlier recording time than its "
                "predecessor"
            )
        self._recorded_at = row["recorded_at"]
        frontier, leaf = self._kept, row["leaf_hash"]
        if self._origin is not None:
            try:
                if _leaf(self._origin, stored) != leaf:
                    yield (
                        f"position {position}: the stored bytes do not match their hash"
                    )
            except ValueError:
                yield (
                    f"position {position}: {row['originator_id']!r} is not a valid "
                    "identity"
                )
        self.tree, self._ended = self.tree.append(leaf), False
        while frontier is not None and frontier["size"] < position:
            yield (
                f"a frontier of size {frontier['size']} does not belong to any position"
            )
            frontier = self._kept = next(self._frontiers, None)
        if frontier is not None and frontier["size"] == position:
            if frontier["hashes"] != self.tree.to_bytes():
                yield f"the stored frontier at {position} does not match the tree"
            if row["ends_command"] not in (ENDS_COMMAND, ENDS_INSERT):
                yield (
                    f"a frontier is stored at {position}, which is not the end of a "
                    "command"
                )
            self._kept, self._ended = next(self._frontiers, None), True

    def finish(self) -> Iterator[str]:
        if self._origin is None:
            yield "the log's header does not identify the log"
        for name in self._strange:
            yield f"the log's header has {name!r}, which the product never wrote"
        while self._kept is not None:
            yield (
                f"there is a frontier of size {self._kept['size']}, which the log "
                "never had"
            )
            self._kept = next(self._frontiers, None)
        if not self._ended:
            yield f"no frontier is stored for the log's end at {self.tree.size}"
        for position, stream, version in self._connection.execute(_SKIPPED):
            yield f"position {position}: stream {stream} skips to {version}"

    def summary(self) -> str:
        return f"root {self.tree.root().hex()} at {self.tree.size}"


def _leaf(origin: str, stored: StoredFact) -> bytes:
    row = stored.row
    stream, version = UUID(row["originator_id"]), row["originator_version"]
    return leaf_hash(leaf_text(origin, stream, version, row["topic"], stored.state))


class ReadableFactCheck(LogCheck):
    """Checks that this version of the product knows every fact."""

    name = "facts can be read"
    advice = (
        "Upgrade the product if a newer version wrote them; otherwise find out who "
        "wrote them, and restore the record from a backup"
    )

    def __init__(self) -> None:
        self._read = 0

    def check_fact(self, stored: StoredFact) -> Iterator[str]:
        position, fact = stored.position, stored.fact
        self._read += 1
        if isinstance(fact, UndecodableFact):
            yield f"position {position}: {fact.error}"
        elif (position == 1) != isinstance(fact, NetworkEstablished):
            yield f"position {position}: only the first fact may establish the network"

    def summary(self) -> str:
        return f"{count_of(self._read, 'fact')} read"


class HeaderCheck(LogCheck):
    """Whether what a fact says of itself agrees with the columns of its rows."""

    name = "facts match their rows"
    advice = RESTORE_ADVICE

    def __init__(self) -> None:
        self._seen = 0

    def check_fact(self, stored: StoredFact) -> Iterator[str]:
        position, row, fact = stored.position, stored.row, stored.fact
        if not isinstance(fact, DomainEvent):
            return
        self._seen += 1
        for name, stated, column in (
            ("stream", fact.originator_id.hex, _digits(row["originator_id"])),
            ("version", fact.originator_version, row["originator_version"]),
            ("time", to_micros(fact.recorded_at), row["recorded_at"]),
        ):
            if stated != column:
                yield (
                    f"position {position}: the fact and its leaf have different "
                    f"{name}s ({stated} and {column})"
                )
        if fact.occurred_at > fact.recorded_at:
            yield f"position {position}: it occurred after it was recorded"

    def summary(self) -> str:
        return f"stream, version and time of {count_of(self._seen, 'fact')}"


def _digits(identity: str) -> str:
    """Of an identity in another spelling, too: that is another check's finding."""
    try:
        return UUID(identity).hex
    except ValueError:
        return identity


def state_of(row: Row) -> bytes:
    """Somebody's own statements may have left a text where bytes were."""
    state = row["state"]
    return state.encode() if isinstance(state, str) else bytes(state)


_COUNTS = """SELECT (SELECT count(*) FROM stored_events) AS facts,
    (SELECT count(*) FROM leaves) AS leaves,
    (SELECT count(*) FROM leaves l JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version) AS pairs,
    (SELECT count(*) FROM (SELECT DISTINCT originator_id, originator_version
        FROM leaves) d) AS named,
    (SELECT coalesce(max(position), 0) FROM leaves) AS last,
    (SELECT coalesce(min(position), 1) FROM leaves) AS first"""
_LEAFLESS = """SELECT e.originator_id, e.originator_version
    FROM stored_events e LEFT JOIN leaves l
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    WHERE l.position IS NULL ORDER BY 1, 2"""
_FACTLESS = """SELECT l.position, l.originator_id, l.originator_version
    FROM leaves l LEFT JOIN stored_events e
        ON e.originator_id = l.originator_id
        AND e.originator_version = l.originator_version
    WHERE e.topic IS NULL ORDER BY 1"""
_TWICE = """SELECT originator_id, originator_version, count(*) FROM leaves
    GROUP BY originator_id, originator_version HAVING count(*) > 1 ORDER BY 1, 2"""
_GAPS = """SELECT before, position FROM (SELECT position,
        lag(position, 1, 0) OVER (ORDER BY position) AS before FROM leaves) s
    WHERE position <> before + 1 ORDER BY position"""
# Every stream counts its facts from 1, in the order of the log.
_SKIPPED = """SELECT position, originator_id, originator_version FROM (
        SELECT position, originator_id, originator_version, row_number() OVER (
            PARTITION BY originator_id ORDER BY position) AS due
        FROM leaves) counted
    WHERE originator_version <> due ORDER BY position"""
