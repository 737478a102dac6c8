"""Readings of personal data as auditors look through them: each once, with how many
people it was about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.foundation.roles import Role
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import DATABASE_ERRORS, Database, Row
from bsm_service.foundation.database_errors import vault_refusal_for

# Whose data it was is named up to here; beyond, how many.
_MAX_NAMED_PEOPLE = 20


@dataclass(frozen=True, slots=True)
class PersonalDataReading:
    """Personal data were read. Everybody is an opaque id; `whom` are the first of
    `people` persons.
    """

    id: str
    read_at: datetime
    groups: tuple[PersonalGroup, ...]
    account: str
    role: Role
    delegation: str | None
    purpose: str
    place: str
    people: int
    whom: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """One page; `next_before` continues it, or is None at its end."""

    items: tuple[PersonalDataReading, ...]
    next_before: str | None
    total: int


def readings_between(
    database: Database,
    since: datetime | None,
    until: datetime | None,
    *,
    before: str | None = None,
    limit: int = 50,
) -> ReadingPage:
    """Those from `since` on and before `until`, the newest first; `before` continues
    after a reading's id. Raises VaultUnavailable.
    """
    values: dict[str, Any] = {}
    where = []
    if since is not None:
        where.append("read_at >= :since")
        values["since"] = to_micros(since)
    if until is not None:
        where.append("read_at < :until")
        values["until"] = to_micros(until)
    try:
        with database.connection() as connection:
            row = connection.execute(
                f"SELECT count(*) FROM readings{_where_clause(where)}", values
            ).fetchone()
            if before is not None:
                where.append("reading < :before")
                values["before"] = before
            rows = connection.execute(
                "SELECT r.*, (SELECT count(*) FROM read_people p "
                "WHERE p.reading = r.reading) AS people FROM readings r"
                f"{_where_clause(where)} ORDER BY reading DESC LIMIT :limit",
                {**values, "limit": limit + 1},
            ).fetchall()
            items = tuple(
                _reading(
                    row_of_page,
                    connection.execute(
                        "SELECT participant FROM read_people WHERE reading = :reading "
                        "ORDER BY participant LIMIT :most",
                        {"reading": row_of_page["reading"], "most": _MAX_NAMED_PEOPLE},
                    ).fetchall(),
                )
                for row_of_page in rows[:limit]
            )
    except DATABASE_ERRORS as error:
        raise vault_refusal_for(error) from error
    has_more = len(rows) > limit
    return ReadingPage(items, items[-1].id if has_more else None, int(row[0]))


def _where_clause(where: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(where)}" if where else ""


def _reading(row: Row, people: Sequence[Row]) -> PersonalDataReading:
    return PersonalDataReading(
        id=row["reading"],
        read_at=from_micros(row["read_at"]),
        groups=tuple(PersonalGroup(name) for name in row["field_groups"].split(",")),
        account=row["account"],
        role=Role(row["role"]),
        delegation=row["delegation"],
        purpose=row["purpose"],
        place=row["place"],
        people=row["people"],
        whom=tuple(UUID(person["participant"]) for person in people),
    )
