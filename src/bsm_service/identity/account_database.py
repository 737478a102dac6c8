"""The accounts' database as all parts of this package read and change it.

Each change is recorded as an event and logged in one line, with opaque ids and codes
only.
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
from typing import Any, TypeVar

from bsm_domain.foundation.microseconds import to_micros
from bsm_projections.databases import DATABASE_ERRORS, Connection, Database, Row
from bsm_projections.databases.database import Parameters, StatementResult
from bsm_projections.engine.columns import column
from bsm_projections.engine.items import item_of, row_of
from bsm_service.access.permissions import Principal
from bsm_service.foundation.clock import Clock
from bsm_service.foundation.database_errors import refusal_for
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.logs import log_fields
from bsm_service.foundation.refusals import ClockJumped
from bsm_service.identity.session import Session

ACCOUNT_DATABASE_TITLE = "the list of accounts"
# Actors that are not accounts.
COMMAND_LINE = "command line"
FIRST_START = "first start"
DEMONSTRATION = "demonstration"

# Event codes that are recorded even while the machine's clock is not trusted: their
# times matter for hours only.
_SESSION_EVENTS = frozenset({"signed-in", "session-ended", "session-renewed"})
_ALLOWED_WHILE_CLOCK_JUMPED = _SESSION_EVENTS | {
    "mandate-chosen",
    "recovery-code-used",
    "token-revoked",
}
# The actor of a change: an authenticated user, a session in which nobody acts yet, a
# word such as "command line", or an account on whose behalf the product acts.
ChangeActor = Principal | Session | str
# Finds one row, in a transaction or without one.
FindRow = Callable[[str, Parameters], Row | None]
T = TypeVar("T")

_log = logging.getLogger("bsm_service.identity")
# More values than this are split into several queries.
_BATCH_SIZE = 256
_OPAQUE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent:
    """An event in the history of an account. `by` is an account or a word such as
    "command line"; `what` is a code.
    """

    at: datetime
    account: str
    by: str = column("by_whom")
    what: str
    mandate: str | None
    reason: str | None


@dataclass
class AccountChange:
    """One transaction. Everything in it has the same time."""

    database: "AccountDatabase"
    connection: Connection
    moment: datetime
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
        """Inserts one row; columns not given are NULL."""
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
        """Raises ClockJumped, which rolls the change back, if its time would be wrong
        by years.
        """
        if code not in _ALLOWED_WHILE_CLOCK_JUMPED and (
            wrong := self.database.clock_alarm()
        ):
            raise ClockJumped(wrong)
        event = AccountEvent(
            at=self.moment,
            account=account,
            by=actor_name(actor),
            what=code,
            mandate=mandate,
            reason=reason,
        )
        self.events.append(event)
        self.add("account_events", event=new_id(self.moment).hex, **row_of(event))


class AccountDatabase:
    """Safe to use from several threads and processes at once."""

    def __init__(self, database: Database, clock: Clock, key: bytes) -> None:
        """`key` is the one that signs cookies; other keys are derived from it."""
        self.database = database
        self.clock = clock
        # The reason why the machine's clock is not trusted, or None.
        self.clock_alarm: Callable[[], str | None] = lambda: None
        # Returns the key that seals mandates. Set by the code that opens the vault.
        self.sealing_key: Callable[[], bytes] = lambda: self.keyed_hash(
            "key", "mandates"
        )
        self.has_sealing_key: Callable[[], bool] = lambda: True
        self._key = key
        # Checks the rights of actors. Set by `Identity`.
        self.require_current_rights: Callable[[AccountChange, ChangeActor], None] = (
            _require_nothing
        )
        self._listeners: list[Callable[[Sequence[AccountEvent]], None]] = []
        self._local = local()

    def on_change(self, listener: Callable[[Sequence[AccountEvent]], None]) -> None:
        """Registers a listener, called after each change by this process, in the same
        thread.
        """
        self._listeners.append(listener)

    @contextmanager
    def transaction(
        self, *, exclusive: bool = False, actor: ChangeActor = ""
    ) -> Iterator[AccountChange]:
        """One change, rolled back if anything raises. `exclusive` is for rules that
        depend on other rows, and for what ends rights. `actor` makes the change: an
        authenticated user must still have the right to act within this transaction. A
        change nested in another of the same thread is part of it. Raises StoreBusy,
        StoreUnavailable, OutcomeUnknown, ClockJumped, NotSignedIn.
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
                change = AccountChange(self, connection, self.clock())
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
        """The change is stored, so a failing listener must not refuse it."""
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

    def items(self, kind: type[T], sql: str, values: Parameters = ()) -> tuple[T, ...]:
        """Rows as what the columns of `kind` make of them."""
        return tuple(item_of(kind, row) for row in self.rows(sql, values))

    def rows_by_hash(
        self, sql: str, hashes: Sequence[str], values: Mapping[str, str | int]
    ) -> list[Row]:
        """The rows that `sql` finds for each of many hashes; it compares one with `=
        :hash`. Raises StoreBusy, StoreUnavailable.
        """
        rows: list[Row] = []
        for start in range(0, len(hashes), _BATCH_SIZE):
            batch = hashes[start : start + _BATCH_SIZE]
            # Few different statements, so that databases keep them prepared.
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
        """Records that something was used. If the database takes no writes, reading
        still works.
        """
        with suppress(*DATABASE_ERRORS), self.database.writing() as connection:
            connection.execute(sql, values)

    def now(self) -> int:
        return to_micros(self.clock())

    def keyed_hash(self, purpose: str, text: str) -> bytes:
        """A keyed hash of 32 bytes, always the same for the same text."""
        data = f"{purpose}\0{text}".encode("utf-8", "replace")
        return hmac.digest(self._key, data, "sha256")

    def events_of(self, account: str) -> tuple[AccountEvent, ...]:
        """The events of an account, in order of time."""
        return self.items(
            AccountEvent,
            "SELECT * FROM account_events WHERE account = :account ORDER BY at, event",
            opaque_ids(account=account),
        )


def actor_name(actor: ChangeActor) -> str:
    """The actor of a change as it is recorded: an account or a word."""
    return actor if isinstance(actor, str) else actor.account


def _require_nothing(_: AccountChange, __: ChangeActor) -> None:
    """Used while no check of rights is set."""


def hash_secret(secret: str) -> str:
    """For secrets of at least 112 random bits, which cannot be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def opaque_id_or_empty(id: str) -> str:
    """The id, or "" (which no row has) for a text that cannot be an id: it may come
    from a form.
    """
    return id if _OPAQUE_ID.fullmatch(id) else ""


def opaque_ids(**ids: str) -> dict[str, str]:
    """Values of a statement about ids that may come from a form."""
    return {name: opaque_id_or_empty(id) for name, id in ids.items()}
