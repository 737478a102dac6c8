"""The head of the log: its size, last time and tree."""

from collections.abc import Sequence
from typing import NamedTuple

from bsm_projections.databases import Database, Row
from bsm_service.event_store.merkle_tree import Frontier
from bsm_service.event_store.tables import NONCANONICAL_ID
from bsm_service.foundation.refusals import StoreUnavailable


class Head(NamedTuple):
    """Where the log ends: its size, the last server time, the tree's frontier."""

    position: int
    recorded_at: int
    frontier: Frontier


def end_of_log(database: Database, rights: str = "NULL") -> str:
    """A query of the last position, with the tree's frontier there; and whether any
    identity is misspelt, which every transaction checks. `rights` is an expression for
    the version of everybody's rights, where this database can read it.
    """
    misspelt = "0"
    if database.dialect.unusual_identity:
        misspelt = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} INDEXED BY misspelt_{table} "
            f"WHERE {NONCANONICAL_ID})"
            for table in ("stored_events", "leaves")
        )
    return f"""SELECT l.position, l.recorded_at, f.hashes,
            {misspelt} AS misspelt, {rights} AS rights_version
        FROM leaves l LEFT JOIN frontiers f ON f.size = l.position
        ORDER BY l.position DESC LIMIT 1"""


def read_head(end: Sequence[Row], known: Head | None) -> Head:
    """The head in the answer to `end_of_log`; `known` where that is still the end.

    Raises StoreUnavailable where nothing can be appended to it.
    """
    if not end:
        return Head(0, 0, Frontier())
    position, recorded_at, hashes, misspelt, *_ = end[0]
    if hashes is None:
        raise StoreUnavailable(
            f"the log ends at position {position}, but its tree has no frontier "
            "there; run 'bsm verify'"
        )
    if misspelt:
        raise StoreUnavailable(
            "an identity in the log is written in an unusual form, so facts would be "
            "left out of decisions; run 'bsm verify' to see which"
        )
    if (
        known is not None
        and position == known.position
        and hashes == known.frontier.to_bytes()
    ):
        return known
    return Head(position, recorded_at, Frontier.from_bytes(hashes))
