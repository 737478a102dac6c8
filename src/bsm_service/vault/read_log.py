"""The log of who read personal data: stored apart from the record, shown to the people
concerned.

A page that stays open asks again with every new fact. What the same person reads of the
same person in the same place counts once in a quarter of an hour.
"""

from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.roles import Role
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import DATABASE_ERRORS, Connection, Database, Row
from bsm_projections.engine.columns import column
from bsm_projections.engine.items import item_of
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.database_errors import database_code, vault_refusal_for
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import VaultUnavailable

MERGE_PERIOD = timedelta(minutes=15)
_MAX_RECENT = 50_000
# Whose data it was is named up to here; beyond, how many.
_MAX_NAMED_PEOPLE = 20


@dataclass(frozen=True, slots=True)
class DataReader:
    """Who reads, why and where, as it is written down. `account` is opaque; `place` is
    the page, list or command line through which it was read.
    """

    account: str
    role: Role
    delegation: str | None
    purpose: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLogEntry(DataReader):
    """An access to a person's data."""

    id: str = column("reading")
    read_at: datetime
    participant: UUID
    groups: tuple[PersonalGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataReading:
    """Personal data were read. Everybody is an opaque id; `whom` are the first of
    `people` persons.
    """

    id: str = column("reading")
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


class ReadLog:
    """The log of readings. Safe to use from several processes at once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._recent: OrderedDict[tuple[Any, ...], datetime] = OrderedDict()
        self._lock = Lock()

    def record(
        self,
        reader: DataReader,
        participants: Collection[UUID],
        groups: Collection[PersonalGroup],
    ) -> None:
        """Logs the access before anything is shown. Raises VaultUnavailable."""
        now = self._clock()
        group_names = ",".join(group for group in PersonalGroup if group in groups)
        fresh = [
            id for id in participants if self._is_new(reader, id, group_names, now)
        ]
        if not fresh or not group_names:
            return
        reading = new_id(now).hex
        try:
            with self._database.writing() as connection:
                connection.execute(
                    "INSERT INTO readings VALUES (:reading, :at, :account, :role, "
                    ":delegation, :groups, :purpose, :place)",
                    {
                        **asdict(reader),
                        "reading": reading,
                        "at": to_micros(now),
                        "groups": group_names,
                    },
                )
                connection.insert({"read_people": [(id.hex, reading) for id in fresh]})
        except DATABASE_ERRORS as error:
            self._forget(reader, fresh, group_names)
            raise VaultUnavailable(
                f"the vault does not respond ({database_code(error)}); personal data "
                "are shown only if the access can be logged"
            ) from error

    def of_participant(self, participant: UUID) -> tuple[ReadLogEntry, ...]:
        """Every access to one person's data, the newest first."""
        try:
            with self._database.connection() as connection:
                rows = connection.execute(
                    "SELECT r.*, p.participant FROM readings r "
                    "JOIN read_people p ON p.reading = r.reading "
                    "WHERE p.participant = :id ORDER BY r.read_at DESC, r.reading DESC",
                    {"id": participant.hex},
                ).fetchall()
        except DATABASE_ERRORS as error:
            raise vault_refusal_for(error) from error
        return tuple(
            item_of(ReadLogEntry, row, given={"groups": _groups(row)}) for row in rows
        )

    def forget_before(self, moment: datetime) -> int:
        """Deletes accesses older than the limit; returns their number."""
        values = {"before": to_micros(moment)}
        with self._database.writing() as connection:
            connection.execute(
                "DELETE FROM read_people WHERE reading IN "
                "(SELECT reading FROM readings WHERE read_at < :before)",
                values,
            )
            return connection.execute(
                "DELETE FROM readings WHERE read_at < :before", values
            ).rowcount

    def _is_new(
        self, reader: DataReader, id: UUID, group_names: str, now: datetime
    ) -> bool:
        key = (reader, id, group_names)
        with self._lock:
            before = self._recent.get(key)
            if before is not None and timedelta() <= now - before < MERGE_PERIOD:
                return False
            self._recent[key] = now
            self._recent.move_to_end(key)
            if len(self._recent) > _MAX_RECENT:
                self._recent.popitem(last=False)
            return True

    def _forget(
        self, reader: DataReader, ids: Collection[UUID], group_names: str
    ) -> None:
        with self._lock:
            for id in ids:
                self._recent.pop((reader, id, group_names), None)


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
            [total] = connection.execute(
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
            items = tuple(_reading(connection, row) for row in rows[:limit])
    except DATABASE_ERRORS as error:
        raise vault_refusal_for(error) from error
    has_more = len(rows) > limit
    return ReadingPage(items, items[-1].id if has_more else None, int(total))


def _where_clause(where: Sequence[str]) -> str:
    return f" WHERE {' AND '.join(where)}" if where else ""


def _reading(connection: Connection, row: Row) -> PersonalDataReading:
    people = connection.execute(
        "SELECT participant FROM read_people WHERE reading = :reading "
        "ORDER BY participant LIMIT :most",
        {"reading": row["reading"], "most": _MAX_NAMED_PEOPLE},
    ).fetchall()
    whom = tuple(UUID(person["participant"]) for person in people)
    given = {"groups": _groups(row), "whom": whom}
    return item_of(PersonalDataReading, row, given=given)


def _groups(row: Row) -> tuple[PersonalGroup, ...]:
    return tuple(map(PersonalGroup, row["field_groups"].split(",")))
