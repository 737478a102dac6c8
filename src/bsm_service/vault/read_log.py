"""The log of who read personal data: stored apart from the record, shown to the people
concerned.

A page that stays open asks again with every new fact. What the same person reads of the
same person in the same place counts once in a quarter of an hour.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.foundation.roles import Role
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import DATABASE_ERRORS, Database, Row
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.database_errors import database_code, vault_refusal_for
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import VaultUnavailable

MERGE_PERIOD = timedelta(minutes=15)
_MAX_RECENT = 50_000

_READINGS_QUERY = """SELECT r.*, p.participant FROM readings r
    JOIN read_people p ON p.reading = r.reading"""


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


@dataclass(frozen=True, slots=True)
class ReadLogEntry:
    """An access to a person's data."""

    id: str
    read_at: datetime
    participant: UUID
    groups: tuple[PersonalGroup, ...]
    reader: DataReader


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
                        "reading": reading,
                        "at": to_micros(now),
                        "account": reader.account,
                        "role": reader.role,
                        "delegation": reader.delegation,
                        "groups": group_names,
                        "purpose": reader.purpose,
                        "place": reader.place,
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
        return tuple(
            self._query(
                f"{_READINGS_QUERY} WHERE p.participant = :id ORDER BY r.read_at DESC, "
                "r.reading DESC",
                {"id": participant.hex},
            )
        )

    def latest(self, limit: int, before: str | None = None) -> Sequence[ReadLogEntry]:
        """The newest accesses to anybody's data; `before` continues after an access's
        ID.
        """
        return tuple(
            self._query(
                f"{_READINGS_QUERY} WHERE r.reading < :before ORDER BY r.reading DESC, "
                "p.participant LIMIT :limit",
                {"before": before or "g", "limit": limit},  # ids are hexadecimal
            )
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

    def _query(self, sql: str, values: dict[str, Any]) -> Iterator[ReadLogEntry]:
        try:
            with self._database.connection() as connection:
                rows = connection.execute(sql, values).fetchall()
        except DATABASE_ERRORS as error:
            raise vault_refusal_for(error) from error
        return map(_person_read, rows)

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


def _person_read(row: Row) -> ReadLogEntry:
    groups = tuple(PersonalGroup(name) for name in row["field_groups"].split(","))
    return ReadLogEntry(
        id=row["reading"],
        read_at=from_micros(row["read_at"]),
        participant=UUID(row["participant"]),
        groups=groups,
        reader=DataReader(
            account=row["account"],
            role=Role(row["role"]),
            delegation=row["delegation"],
            purpose=row["purpose"],
            place=row["place"],
        ),
    )
