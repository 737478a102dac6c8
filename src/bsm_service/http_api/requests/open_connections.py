"""Long-lived connections: Streamlit's sockets, the live socket, event streams.

Their number is limited, and each ends with the session or token that opened it: at once
if this process ended it, otherwise with the next check. A check reads the version of
all rights and, if it has changed, the rights of all connections in one query. A
connection never counts as a use of its session.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from threading import Condition, Thread
from time import monotonic

from bsm_domain.foundation.errors import DomainError
from bsm_service.access.permissions import Principal
from bsm_service.foundation.logs import ThrottledWarnings, log_fields
from bsm_service.foundation.refusals import TooManyRequests
from bsm_service.http_api.requests.rate_limits import RateLimit, TokenBuckets
from bsm_service.identity import AccountEvent, Identity

_log = logging.getLogger("bsm.connections")

# The close code of a socket whose session or token is not valid (any more).
NOT_SIGNED_IN = 4401
# Seconds between two checks of the sessions and tokens of all connections.
CHECK_INTERVAL_SECONDS = 2.0
# Events that end nobody's rights.
_HARMLESS_EVENTS = frozenset({"signed-in", "token-made"})


class ConnectionKind(StrEnum):
    """The kinds of connections, which are counted separately."""

    PAGE = "pages"
    LIVE = "live sockets"
    EVENTS = "event streams"


@dataclass(frozen=True, slots=True)
class ConnectionLimits:
    """How many connections of a kind may be open at once, and how fast they may be
    opened: by one caller, and by all such callers together.
    """

    open: int
    opening: RateLimit
    all_open: int
    all_opening: RateLimit


# Twenty tabs of one browser, all lost and reopened at once.
STRANGERS = ConnectionLimits(40, RateLimit(80, 1.0), 200, RateLimit(200, 5.0))
ACCOUNTS = ConnectionLimits(100, RateLimit(300, 5.0), 5_000, RateLimit(5_000, 100.0))


@dataclass(frozen=True, slots=True)
class Caller:
    """Who opens a connection: with a valid cookie or token, or a stranger. `address`
    counts for strangers, including visitors of a demonstration.
    """

    address: str
    principal: Principal | None = None
    cookie: str | None = None
    token: str | None = None

    @property
    def is_stranger(self) -> bool:
        return self.cookie is None and self.token is None

    @property
    def account(self) -> str:
        """The opaque id of the account; empty if there is none."""
        return self.principal.account if self.principal else ""

    @property
    def name(self) -> str:
        """The name under which their connections are counted."""
        if self.is_stranger:
            return f"address {self.address}"
        return f"account {self.account}"


@dataclass(eq=False, slots=True)
class OpenConnection:
    """An open connection. `end` closes it, from any thread. `current_principal` is its
    caller at the last check.
    """

    kind: ConnectionKind
    caller: Caller
    end: Callable[[], None]
    has_ended: bool = False
    current_principal: Principal | None = None

    def may_have_ended(self, version: int, now: int) -> bool:
        """Whether rights have changed since, or some of the caller's have expired.
        `version` is the current one of all rights, `now` in microseconds.
        """
        principal = self.current_principal or self.caller.principal
        return (
            principal is None
            or principal.rights_version != version
            or now >= principal.valid_until_micros
        )


class _ConnectionCount:
    """Counts the connections of callers with the same limits."""

    def __init__(self, limits: ConnectionLimits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._open: Counter[tuple[ConnectionKind, str]] = Counter()
        self._all_open: Counter[ConnectionKind] = Counter()
        self._opening = TokenBuckets(limits.opening, clock)
        self._all_opening = TokenBuckets(limits.all_opening, clock)

    def admit(self, kind: ConnectionKind, name: str) -> bool:
        """Whether there is room; if so, it is taken until `leave`."""
        if (
            self._open[kind, name] >= self._limits.open
            or self._all_open[kind] >= self._limits.all_open
            or not self._opening.bucket(f"{kind} {name}").take()
            or not self._all_opening.bucket(kind).take()
        ):
            return False
        self._open[kind, name] += 1
        self._all_open[kind] += 1
        return True

    def leave(self, kind: ConnectionKind, name: str) -> None:
        self._all_open[kind] -= 1
        self._open[kind, name] -= 1
        if not self._open[kind, name]:
            del self._open[kind, name]


class OpenConnections:
    """All long-lived connections of this process."""

    def __init__(
        self,
        identity: Identity,
        *,
        strangers: ConnectionLimits = STRANGERS,
        accounts: ConnectionLimits = ACCOUNTS,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._identity = identity
        self._limits = {
            True: _ConnectionCount(strangers, clock),
            False: _ConnectionCount(accounts, clock),
        }
        self._open: set[OpenConnection] = set()
        self._changed = Condition()
        self._must_check = False
        self._is_checking = False
        self._warnings = ThrottledWarnings(_log, clock)
        identity.account_database.on_change(self._on_change)

    @contextmanager
    def admit(
        self, kind: ConnectionKind, caller: Caller, end: Callable[[], None]
    ) -> Iterator[OpenConnection]:
        """Counts a connection while it is open. `end` is called once, in any thread,
        when the caller's session or token has ended. Raises TooManyRequests.
        """
        connection = OpenConnection(kind, caller, end)
        limits = self._limits[caller.is_stranger]
        with self._changed:
            if not limits.admit(kind, caller.name):
                raise self._too_many(kind, caller)
            self._open.add(connection)
            self._start_checking()
        try:
            yield connection
        finally:
            with self._changed:
                self._open.discard(connection)
                limits.leave(kind, caller.name)
                self._changed.notify()

    def _too_many(self, kind: ConnectionKind, caller: Caller) -> TooManyRequests:
        owner = "without a session" if caller.is_stranger else "of one account"
        self._warnings.warn(f"{kind} {owner} were refused: too many are open")
        origin = "from your address" if caller.is_stranger else "for your account"
        return TooManyRequests(
            f"too many {kind} are open {origin}; close some and try again in a minute"
        )

    def close_expired(self) -> None:
        """Ends connections whose session or token has ended, or now has another
        mandate. If the accounts cannot be read, nothing ends.
        """
        with self._changed:
            open_connections = [
                connection
                for connection in self._open
                if not connection.caller.is_stranger
            ]
        if not open_connections:
            return
        try:
            version, now = (
                self._identity.rights.version(),
                self._identity.account_database.now(),
            )
            open_connections = [
                connection
                for connection in open_connections
                if connection.may_have_ended(version, now)
            ]
            sessions = self._identity.sessions.principals_of_cookies(
                {
                    connection.caller.cookie
                    for connection in open_connections
                    if connection.caller.cookie
                }
            )
            tokens = self._identity.tokens.principals_of(
                {
                    connection.caller.token
                    for connection in open_connections
                    if connection.caller.token
                }
            )
        except DomainError as error:
            self._warnings.warn(f"checks of sessions failed ({error.code})")
            return
        for connection in open_connections:
            caller = connection.caller
            principal = tokens.get(caller.token or "") or sessions.get(
                caller.cookie or ""
            )
            if principal == caller.principal:
                connection.current_principal = principal
            else:
                self.close(connection)

    def close(self, connection: OpenConnection) -> None:
        with self._changed:
            if connection.has_ended or connection not in self._open:
                return
            connection.has_ended = True
        fields = log_fields(closed=connection.kind, account=connection.caller.account)
        _log.info("closed because its session has ended", extra=fields)
        connection.end()

    def counts(self) -> dict[ConnectionKind, int]:
        """The number of open connections of each kind."""
        with self._changed:
            return {
                kind: sum(connection.kind is kind for connection in self._open)
                for kind in ConnectionKind
            }

    def warn(self, about: str) -> None:
        """Warns, at most once a minute about the same thing."""
        self._warnings.warn(about)

    def _on_change(self, events: Sequence[AccountEvent]) -> None:
        if all(event.what in _HARMLESS_EVENTS for event in events):
            return
        with self._changed:
            self._must_check = True
            self._changed.notify()

    def _start_checking(self) -> None:
        if not self._is_checking:
            self._is_checking = True
            Thread(target=self._check_until_empty, name="sessions", daemon=True).start()

    def _check_until_empty(self) -> None:
        """Runs until nothing is open."""
        while True:
            with self._changed:
                self._changed.wait_for(self._is_due, CHECK_INTERVAL_SECONDS)
                if not self._open:
                    self._is_checking = False
                    return
                self._must_check = False
            try:
                self.close_expired()
            except Exception:  # the others are still told when theirs end
                _log.exception("a check of sessions failed")

    def _is_due(self) -> bool:
        return self._must_check or not self._open
