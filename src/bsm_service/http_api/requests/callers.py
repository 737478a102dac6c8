"""Who sends a request, by cookie or token, from where, and whether they have sent
enough for now: for API, socket and pages alike.
"""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.types import Scope

from bsm_domain.foundation.errors import DomainError, NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.http_api.requests.cookies import session_cookie_settings
from bsm_service.http_api.requests.open_connections import Caller, OpenConnections
from bsm_service.http_api.requests.rate_limits import WindowLimit
from bsm_service.settings.settings import Settings, SignInMode

# Whoever opens a demonstration without having chosen a role looks at the figures.
VISITOR = Principal("visitor", Role.LEADERSHIP, None, SignInMethod.DEMONSTRATION)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
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


def principal_from_cookie(
    system: System,
    settings: Settings,
    cookies: Mapping[str, str],
    *,
    in_use: bool = True,
) -> Principal | None:
    """Who looks at a page; None if nobody is signed in, or not quite. `in_use` is
    whether a person did something, so that the session has not been idle.

    A session that a demonstration gave away with one click is worth nothing to a
    server that was not started as a demonstration.
    """
    cookie = session_cookie_settings(settings).read(cookies)
    principal = (
        system.identity.principal_from_cookie(cookie, counts_as_use=in_use)
        if cookie
        else None
    )
    if settings.sign_in is SignInMode.DEMONSTRATION:
        return principal or VISITOR
    if principal is not None and principal.signed_in_by is SignInMethod.DEMONSTRATION:
        return None
    return principal


def authenticate(
    system: System, settings: Settings, request: HTTPConnection
) -> Principal:
    """Who sends a request to the API. Raises NotSignedIn where nobody does.

    A cookie counts for writing only from a page of our own.
    """
    token = _bearer_token(request)
    if token is not None:
        principal = system.identity.principal_from_token(token)
        if principal is None:
            raise NotSignedIn("the token is unknown, expired or revoked; use another")
        return principal
    if session_cookie_settings(settings).read(request.cookies) is None:
        raise NotSignedIn(
            "sign in, or send an API token ('Authorization: Bearer …'), which you can "
            "create on the My account page"
        )
    principal = principal_from_cookie(system, settings, request.cookies)
    if principal is None or principal is VISITOR:
        raise NotSignedIn(_rejection_reason(system, settings, request))
    if request.scope.get("method", "GET") not in _SAFE:
        require_same_origin(request)
    return principal


def _bearer_token(connection: HTTPConnection) -> str | None:
    """What is sent as a token; None where none is."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _rejection_reason(
    system: System, settings: Settings, request: HTTPConnection
) -> str:
    """Why the cookie of a request is nobody's."""
    cookie = session_cookie_settings(settings).read(request.cookies)
    session_and_principal = (
        system.identity.sessions.session_and_principal(cookie) if cookie else None
    )
    if session_and_principal is not None and session_and_principal[0].pending:
        return "your sign-in is not complete; continue at /account"
    return "the session has ended; please sign in again"


def require_same_origin(request: HTTPConnection) -> None:
    """Refuses what another site makes a browser send. Raises NotPermitted."""
    if not is_same_origin(request):
        raise NotPermitted("this request must be sent from a page of this server")


def is_from_program(request: HTTPConnection) -> bool:
    """Whether a program calls by itself: nobody's browser, in nobody's name."""
    return "origin" not in request.headers and "cookie" not in request.headers


def is_same_origin(request: HTTPConnection) -> bool:
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "\0")


class Callers:
    """Everybody who calls the API."""

    def __init__(self, system: System, settings: Settings) -> None:
        self._system = system
        self._settings = settings
        self._has_other_names = bool(settings.all_hosts)
        self.open_connections = OpenConnections(system.identity)
        limit = settings.requests_per_minute
        message = f"the limit of {limit:,} requests a minute is reached"
        self._rate = WindowLimit(limit, message=message)
        limit = settings.evidence_limit * FILES_AN_HOUR
        message = f"the limit of {limit:,} bytes of files an hour is reached"
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
        token = _bearer_token(connection)
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
        self, connection: HTTPConnection, cookie: str | None, token: str | None
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
