"""The caller of a request, by cookie, token or address, the cookies, and rate limits:
for API, sockets and pages alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Scope

from bsm_domain.foundation.errors import DomainError, NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.http_api.requests.open_connections import Caller, OpenConnections
from bsm_service.http_api.requests.request_limits import RequestLimits
from bsm_service.identity import DEVICE_LIFETIME, SESSION_COOKIE_NAME
from bsm_service.settings.settings import Settings, SignInMode

_DEVICE = "bsm_device"


@dataclass(frozen=True, slots=True)
class CookieSettings:
    """The name of a cookie, and whether it is sent over TLS only. Without `max_age`, in
    seconds, it ends with the browser. With the prefix `__Host-` a browser accepts it
    from this host only, not from another of its domain.
    """

    name: str
    secure: bool
    max_age: int | None = None

    def read(self, cookies: Mapping[str, str]) -> str | None:
        """The value that a browser sent; None if it sent none."""
        return cookies.get(self.name) or None

    def set(self, response: Response, value: str) -> None:
        """The server ends what it names earlier than the browser deletes it."""
        response.set_cookie(
            self.name,
            value,
            max_age=self.max_age,
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def delete(self, response: Response) -> None:
        response.delete_cookie(
            self.name, path="/", secure=self.secure, httponly=True, samesite="lax"
        )


def session_cookie_settings(settings: Settings) -> CookieSettings:
    """The cookie of a session."""
    return _cookie(SESSION_COOKIE_NAME, settings)


def device_cookie_settings(settings: Settings) -> CookieSettings:
    """The cookie of a known browser, in which somebody has signed in before."""
    return _cookie(_DEVICE, settings, lasts=int(DEVICE_LIFETIME.total_seconds()))


def _cookie(name: str, settings: Settings, lasts: int | None = None) -> CookieSettings:
    """For TLS only if the public address uses it."""
    if settings.is_https:
        return CookieSettings(f"__Host-{name}", secure=True, max_age=lasts)
    return CookieSettings(name, secure=False, max_age=lasts)


# The role in which a demonstration is opened before one is chosen.
VISITOR = Principal("visitor", Role.LEADERSHIP, None, SignInMethod.DEMONSTRATION)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
THIS_MACHINE = frozenset({"127.0.0.1", "::1"})
# Headers that a proxy adds. A request through a proxy is not from this machine.
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip"})
_ACCOUNT, _METHOD = "bsm.account", "bsm.signed_in_by"


def account_of_request(scope: Scope) -> str | None:
    """The opaque id of the account that sent the request."""
    account: str | None = scope.get(_ACCOUNT)
    return account


def sign_in_method_of_request(scope: Scope) -> SignInMethod | None:
    """How the caller of a request authenticated."""
    method: SignInMethod | None = scope.get(_METHOD)
    return method


def remember_account(scope: Scope, account: str, method: SignInMethod) -> None:
    """For the log line of the request."""
    scope[_ACCOUNT], scope[_METHOD] = account, method


def client_address(scope: Scope) -> str:
    """The address of a request; of IPv6 the half that identifies a household or office,
    because each has more addresses than can be counted.
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
    """The principal of a page; None if nobody is (completely) signed in. `in_use` is
    whether a person did something, so that the session is not idle. A session of a
    demonstration's one-click sign-in is invalid on a server that was not started as a
    demonstration.
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
    """The principal of a request to the API. Raises NotSignedIn. A cookie is accepted
    for writing only from a page of our own.
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
    """The bearer token; None if there is none."""
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _rejection_reason(
    system: System, settings: Settings, request: HTTPConnection
) -> str:
    """Why the cookie of a request is not accepted."""
    cookie = session_cookie_settings(settings).read(request.cookies)
    session_and_principal = (
        system.identity.sessions.session_and_principal(cookie) if cookie else None
    )
    if session_and_principal is not None and session_and_principal[0].pending:
        return "your sign-in is not complete; continue at /account"
    return "the session has ended; please sign in again"


def require_same_origin(request: HTTPConnection) -> None:
    """Refuses cross-site requests. Raises NotPermitted."""
    if not is_same_origin(request):
        raise NotPermitted("this request must be sent from a page of this server")


def is_from_program(request: HTTPConnection) -> bool:
    """Whether a program sends the request without a browser or credentials."""
    return "origin" not in request.headers and "cookie" not in request.headers


def is_same_origin(request: HTTPConnection) -> bool:
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "\0")


class Callers:
    """All callers of the API."""

    def __init__(self, system: System, settings: Settings) -> None:
        self._system = system
        self._settings = settings
        self._has_other_names = bool(settings.all_hosts)
        self.open_connections = OpenConnections(system.identity)
        self._limits = RequestLimits(settings)

    def is_local(self, scope: Scope) -> bool:
        """Whether a program on this machine calls, and not a proxy for others. If the
        server has names other than this machine's, it is behind a proxy, and this
        cannot be known: not every proxy says for whom it calls.
        """
        if self._has_other_names or client_address(scope) not in THIS_MACHINE:
            return False
        return not any(name in _FORWARDED for name, _ in scope["headers"])

    def principal(
        self, request: HTTPConnection, *, is_timely: bool = False
    ) -> Principal:
        """The principal of a request. One for which the time counts passes beyond the
        general limit. Raises NotSignedIn, TooManyRequests.
        """
        try:
            principal = authenticate(self._system, self._settings, request)
        except NotSignedIn:
            self.count(request.scope, None)
            raise
        remember_account(request.scope, principal.account, principal.signed_in_by)
        self.count(request.scope, principal.account, is_timely=is_timely)
        return principal

    async def is_signed_in(self, connection: HTTPConnection) -> bool:
        """Whether a browser's session is valid; does not count as use. Raises
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
        """The caller that opens a connection. Does not count as a use of the session:
        pages reopen their sockets automatically.
        """
        token = _bearer_token(connection)
        cookie = (
            None
            if token
            else session_cookie_settings(self._settings).read(connection.cookies)
        )
        if not token and cookie is None:  # no credentials
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
        except DomainError:  # the code that opens the connection reports it
            return Caller(address)
        if principal is None or principal == VISITOR:
            return Caller(address, principal)
        remember_account(connection.scope, principal.account, principal.signed_in_by)
        return Caller(address, principal, cookie, token or None)

    def count(
        self, scope: Scope, account: str | None, *, is_timely: bool = False
    ) -> None:
        """Counts a request, by account or else by address. Raises TooManyRequests."""
        if not self.is_local(scope):
            caller = account or client_address(scope)
            self._limits.count(caller, is_timely=is_timely)

    def count_sent(self, scope: Scope, account: str, size: int) -> None:
        """Counts the bytes of a file, however it is sent. Raises TooManyRequests."""
        if not self.is_local(scope):
            self._limits.count_sent(account, size)
