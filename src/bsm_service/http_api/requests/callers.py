"""Who sends a request, from where, and whether they have sent enough for now."""

from collections import Counter
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import Scope

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.roles import SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NotSignedIn, TooManyRequests
from bsm_service.http_api.requests.authentication import (
    VISITOR,
    authenticate,
    principal_from_cookie,
)
from bsm_service.http_api.requests.cookies import session_cookie_settings
from bsm_service.http_api.requests.open_connections import Caller, OpenConnections
from bsm_service.settings.settings import Settings, SignInMode

THIS_MACHINE = frozenset({"127.0.0.1", "::1"})
# What a proxy adds. Whatever has come through one does not come from this machine.
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip"})
# Files of the largest size that one account may send; what is not shown for anything
# takes room for a day.
FILES_AN_HOUR, HOUR = 20, 3_600
_ACCOUNT, _METHOD = "bsm.account", "bsm.signed_in_by"


def account_of_request(scope: Scope) -> str | None:
    """The opaque id of the account that a request was found to come from."""
    account: str | None = scope.get(_ACCOUNT)
    return account


def sign_in_method_of_request(scope: Scope) -> SignInMethod | None:
    """By what the caller of a request has proved who they are."""
    method: SignInMethod | None = scope.get(_METHOD)
    return method


def remember_account(scope: Scope, account: str, method: SignInMethod) -> None:
    """For the line that is logged about the request."""
    scope[_ACCOUNT], scope[_METHOD] = account, method


def client_address(scope: Scope) -> str:
    """From where a request comes; of IPv6 the half that is one household's or office's,
    because each of them has more of the other half than can be counted.
    """
    client = scope.get("client")
    host: str = client[0] if client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address) or address.is_loopback:
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return f"{IPv6Address(int(address) >> 64 << 64)}/64"


class Callers:
    """Everybody who calls the API."""

    def __init__(self, system: System, settings: Settings) -> None:
        self._system = system
        self._settings = settings
        self._has_other_names = bool(settings.all_hosts)
        self.open_connections = OpenConnections(system.identity)
        limit = settings.requests_per_minute
        self._rate = WindowLimit(limit, message=f"you may ask {limit:,} times a minute")
        limit = settings.evidence_limit * FILES_AN_HOUR
        message = f"you may send files of {limit:,} bytes an hour"
        self._sent = WindowLimit(limit, seconds=HOUR, message=message)

    def is_local(self, scope: Scope) -> bool:
        """Whether a program on this machine calls, and no proxy on behalf of others. A
        server that has names beside this machine's own stands behind a proxy, and then
        nobody can know: not every proxy says for whom it calls.
        """
        if self._has_other_names or client_address(scope) not in THIS_MACHINE:
            return False
        return not any(name in _FORWARDED for name, _ in scope["headers"])

    def principal(self, request: HTTPConnection) -> Principal:
        """Who sends a request. Raises NotSignedIn, TooManyRequests."""
        try:
            principal = authenticate(self._system, self._settings, request)
        except NotSignedIn:
            self.count(request.scope, None)
            raise
        remember_account(request.scope, principal.account, principal.signed_in_by)
        self.count(request.scope, principal.account)
        return principal

    async def is_signed_in(self, connection: HTTPConnection) -> bool:
        """Whether a browser's session is good; it does not count as used. Raises
        StoreBusy, StoreUnavailable.
        """
        principal = await run_in_threadpool(
            principal_from_cookie,
            self._system,
            self._settings,
            connection.cookies,
            in_use=False,
        )
        return principal is not None

    async def connection_caller(self, connection: HTTPConnection) -> Caller:
        """Who opens what stays open. It does not count as a use of their session:
        pages open their sockets again by themselves.
        """
        scheme, _, token = connection.headers.get("authorization", "").partition(" ")
        token = token.strip() if scheme.lower() == "bearer" else ""
        cookie = (
            None
            if token
            else session_cookie_settings(self._settings).read(connection.cookies)
        )
        if not token and cookie is None:  # nothing to look for
            is_demonstration = self._settings.sign_in is SignInMode.DEMONSTRATION
            return Caller(
                client_address(connection.scope), VISITOR if is_demonstration else None
            )
        return await run_in_threadpool(self._opening, connection, cookie, token)

    def _opening(
        self, connection: HTTPConnection, cookie: str | None, token: str
    ) -> Caller:
        address = client_address(connection.scope)
        try:
            if token:
                principal = self._system.identity.principal_from_token(token)
            else:
                principal = principal_from_cookie(
                    self._system, self._settings, connection.cookies, in_use=False
                )
        except DomainError:  # whatever is opened says it in its own words
            return Caller(address)
        if principal is None or principal == VISITOR:
            return Caller(address, principal)
        remember_account(connection.scope, principal.account, principal.signed_in_by)
        return Caller(address, principal, cookie, token or None)

    def count(self, scope: Scope, account: str | None) -> None:
        """Counts a request, by account or else by address. Raises TooManyRequests."""
        if not self.is_local(scope):
            self._rate.count(account or client_address(scope))

    def count_sent(self, scope: Scope, account: str, size: int) -> None:
        """Counts the bytes of a file, by whatever way it comes. Raises
        TooManyRequests.
        """
        if not self.is_local(scope):
            self._sent.count(account, size)


class WindowLimit:
    """How much each caller has requested within the present minute, or other window, of
    this process.
    """

    def __init__(
        self,
        limit: int,
        *,
        seconds: int = 60,
        message: str = "",
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """`limit` 0 is none. `message` says to people what the limit is."""
        self._limit = limit
        self._seconds = seconds
        self._message = message
        self._clock = clock
        self._window = 0
        self._counts: Counter[str] = Counter()
        self._counting = Lock()

    def count(self, caller: str, amount: int = 1) -> None:
        """Raises TooManyRequests where the caller has reached the limit."""
        if not self._limit:
            return
        window, elapsed = divmod(self._clock(), self._seconds)
        with self._counting:
            if window != self._window:  # forgets everybody, so it cannot grow for ever
                self._window, self._counts = int(window), Counter()
            total = self._counts[caller] + amount
            if total <= self._limit:
                self._counts[caller] = total
                return
        seconds_left = ceil(self._seconds - elapsed)
        raise TooManyRequests(
            f"{self._message}; ask again in {_format_duration(seconds_left)}",
            seconds_left,
        )


def _format_duration(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    return "a minute" if minutes == 1 else count_of(minutes, "minute")
