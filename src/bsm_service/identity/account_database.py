"""The accounts' database as every part of this package reads and changes it.

Each change is an event on record, and one line of the log: opaque ids and codes only.
"""

import hashlib
import hmac
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import local
from typing import Any

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_projections.databases import DATABASE_ERRORS, Connection, Database, Row
from bsm_projections.databases.database import Parameters, StatementResult
from bsm_service.access.permissions import Principal
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.logs import log_fields
from bsm_service.foundation.refusals import ClockJumped
from bsm_service.identity.session import Session

ACCOUNT_DATABASE_TITLE = "the list of accounts"
# Who gives what no account has given.
COMMAND_LINE = "command line"
FIRST_START = "first start"
DEMONSTRATION = "demonstration"

# What goes on while the machine's clock is not believed: its times matter for hours.
_SESSION_EVENTS = frozenset({"signed-in", "session-ended", "session-renewed"})
_ALLOWED_WHILE_CLOCK_JUMPED = _SESSION_EVENTS | {
    "mandate-chosen",
    "recovery-code-used",
    "token-revoked",
}
# Who makes a change: somebody who was let in, or a session in which nobody acts yet,
# or else a word such as "command line", or an account in whose name the product acts.
ChangeActor = Principal | Session | str

_log = logging.getLogger("bsm_service.identity")
# Of more than this, several queries are made.
_BATCH_SIZE = 256
_OPAQUE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """Something that happened to an account. `by` is an account or one of a few words
    such as "command line"; `what` is a code.
    """

    at: datetime
    account: str
    by: str
    what: str
    mandate: str | None
    reason: str | None


@dataclass
class AccountChange:
    """One transaction, with the moment at which everything in it happens."""

    connection: Connection
    moment: datetime
    clock_alarm: Callable[[], str | None] = lambda: None
    sealing_key: Callable[[], bytes] = lambda: b""
    has_sealing_key: Callable[[], bool] = lambda: True
    events: list[AccountEvent] = field(default_factory=list)

    @property
    def now(self) -> int:
        """The moment in microseconds."""
        return to_micros(self.moment)

    def execute(self, sql: str, values: Parameters = ()) -> StatementResult:
        return self.connection.execute(sql, values)

    def row(self, sql: str, values: Parameters = ()) -> Row | None:
        row: Row | None = self.connection.execute(sql, values).fetchone()
        return row

    def add(self, table: str, **values: Any) -> None:
        """One row; what is not given is NULL."""
        names = ", ".join(values)
        placeholders = ", ".join(f":{name}" for name in values)
        self.execute(f"INSERT INTO {table} ({names}) VALUES ({placeholders})", values)

    def record_event(
        self,
        code: str,
        account: str,
        actor: ChangeActor,
        mandate: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Raises ClockJumped, and with it undoes the change, where its time would be
        wrong for years.
        """
        if code not in _ALLOWED_WHILE_CLOCK_JUMPED and (wrong := self.clock_alarm()):
            raise ClockJumped(wrong)
        actor = actor_name(actor)
        event = AccountEvent(self.moment, account, actor, code, mandate, reason)
        self.events.append(event)
        self.add(
            "account_events",
            event=new_id(self.moment).hex,
            at=self.now,
            account=account,
            by_whom=actor,
            what=code,
            mandate=mandate,
            reason=reason,
        )


class AccountDatabase:
    """Safe to use from several threads and processes at once."""

    def __init__(self, database: Database, clock: Clock, key: bytes) -> None:
        """`key` is the one that signs cookies; nothing is signed with it directly."""
        self.database = database
        self.clock = clock
        # Why the machine's clock is not believed, if it is not.
        self.clock_alarm: Callable[[], str | None] = lambda: None
        # By which mandates are sealed. Whoever reads the vault sets it.
        self.sealing_key: Callable[[], bytes] = lambda: self.keyed_hash(
            "key", "mandates"
        )
        self.has_sealing_key: Callable[[], bool] = lambda: True
        self._key = key
        # Whoever knows how people were let in sets it.
        self.require_current_rights: Callable[[AccountChange, ChangeActor], None] = (
            _require_nothing
        )
        self._listeners: list[Callable[[Sequence[AccountEvent]], None]] = []
        self._local = local()

    def on_change(self, listener: Callable[[Sequence[AccountEvent]], None]) -> None:
        """Tells of what this process has changed, after each change, in its thread."""
        self._listeners.append(listener)

    @contextmanager
    def transaction(
        self, *, exclusive: bool = False, actor: ChangeActor = ""
    ) -> Iterator[AccountChange]:
        """One change; nothing of it happened if anything raises.

        `exclusive` is for rules that look at other rows, and for what ends somebody's
        rights. `actor` says who makes it: somebody who was let in must still have
        the right to, within this transaction. A change within another of the same
        thread is a part of that one. Raises StoreBusy, StoreUnavailable,
        OutcomeUnknown, ClockJumped, NotSignedIn.
        """
        needs_rights = not isinstance(actor, str)
        outer: AccountChange | None = getattr(self._local, "change", None)
        if outer is not None:
            if needs_rights:
                self.require_current_rights(outer, actor)
            yield outer
            return
        try:
            with self.database.writing(
                exclusive=exclusive or needs_rights
            ) as connection:
                change = AccountChange(
                    connection,
                    self.clock(),
                    self.clock_alarm,
                    self.sealing_key,
                    self.has_sealing_key,
                )
                if needs_rights:
                    self.require_current_rights(change, actor)
                self._local.change = change
                try:
                    yield change
                finally:
                    self._local.change = None
                if change.events:
                    change.execute("UPDATE rights SET version = version + 1")
        except DATABASE_ERRORS as error:
            raise refusal_for(error, ACCOUNT_DATABASE_TITLE) from error
        self._notify(change)

    def _notify(self, change: AccountChange) -> None:
        """The change is stored: nothing that fails here may refuse it."""
        if change.events:
            for listener in self._listeners:
                try:
                    listener(change.events)
                except Exception:
                    _log.exception("a listener failed to handle a change")
        for event in change.events:
            _log.info(
                "account: %s",
                event.what,
                extra=log_fields(
                    account=event.account, by=event.by, mandate=event.mandate
                ),
            )

    def rows(self, sql: str, values: Parameters = ()) -> list[Row]:
        """Raises StoreBusy, StoreUnavailable."""
        try:
            with self.database.connection() as connection:
                return connection.execute(sql, values).fetchall()
        except DATABASE_ERRORS as error:
            raise refusal_for(error, ACCOUNT_DATABASE_TITLE) from error

    def row(self, sql: str, values: Parameters = ()) -> Row | None:
        return next(iter(self.rows(sql, values)), None)

    def rows_by_hash(
        self, sql: str, hashes: Sequence[str], values: Mapping[str, str | int]
    ) -> list[Row]:
        """What `sql` finds for each of many hashes; it compares one with `= :hash`.

        Raises StoreBusy, StoreUnavailable.
        """
        rows: list[Row] = []
        for start in range(0, len(hashes), _BATCH_SIZE):
            batch = hashes[start : start + _BATCH_SIZE]
            # Few different texts, so that databases keep them prepared.
            size = 1 << (len(batch) - 1).bit_length()
            hash_values = {
                f"hash_{index}": batch[min(index, len(batch) - 1)]
                for index in range(size)
            }
            placeholders = ", ".join(f":{name}" for name in hash_values)
            several = sql.replace("= :hash", f"IN ({placeholders})")
            rows += self.rows(several, {**values, **hash_values})
        return rows

    def try_update(self, sql: str, values: Parameters) -> None:
        """Writes down that something was used. Where the database takes no writes,
        people go on reading.
        """
        with suppress(*DATABASE_ERRORS), self.database.writing() as connection:
            connection.execute(sql, values)

    def now(self) -> int:
        return to_micros(self.clock())

    def keyed_hash(self, purpose: str, text: str) -> bytes:
        """32 bytes that nobody makes without the key, the same each time."""
        data = f"{purpose}\0{text}".encode("utf-8", "replace")
        return hmac.digest(self._key, data, "sha256")

    def events_of(self, account: str) -> tuple[AccountEvent, ...]:
        """What happened to an account, in the order of time."""
        rows = self.rows(
            "SELECT * FROM account_events WHERE account = :account ORDER BY at, event",
            {"account": opaque_id_or_empty(account)},
        )
        return tuple(
            AccountEvent(
                from_micros(row["at"]),
                row["account"],
                row["by_whom"],
                row["what"],
                row["mandate"],
                row["reason"],
            )
            for row in rows
        )


def actor_name(actor: ChangeActor) -> str:
    """Who makes a change, as it is noted: an account or a word."""
    return actor if isinstance(actor, str) else actor.account


def _require_nothing(_: AccountChange, __: ChangeActor) -> None:
    """Where nobody was let in by anything."""


def hash_secret(secret: str) -> str:
    """For secrets of at least 112 random bits, which nobody finds by trying."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def opaque_id_or_empty(id: str) -> str:
    """The id; empty, as none is, for what cannot be one: it may come from a form."""
    return id if _OPAQUE_ID.fullmatch(id) else ""


def moment_or_none(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
