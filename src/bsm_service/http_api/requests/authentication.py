"""From cookie or bearer token to a `Principal`: for API, socket and pages alike."""

from collections.abc import Mapping

from starlette.requests import HTTPConnection

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.http_api.requests.cookies import session_cookie_settings
from bsm_service.settings.settings import Settings, SignInMode

# Whoever opens a demonstration without having chosen a role looks at the figures.
VISITOR = Principal("visitor", Role.LEADERSHIP, None, SignInMethod.DEMONSTRATION)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


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
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        principal = system.identity.principal_from_token(token.strip())
        if principal is None:
            raise NotSignedIn("the token is unknown, expired or revoked")
        return principal
    if session_cookie_settings(settings).read(request.cookies) is None:
        raise NotSignedIn(
            "sign in, or send a token: 'Authorization: Bearer …' "
            "(you make one on the page of your account)"
        )
    principal = principal_from_cookie(system, settings, request.cookies)
    if principal is None or principal is VISITOR:
        raise NotSignedIn(_rejection_reason(system, settings, request))
    if request.scope.get("method", "GET") not in _SAFE:
        require_same_origin(request)
    return principal


def _rejection_reason(
    system: System, settings: Settings, request: HTTPConnection
) -> str:
    """Why the cookie of a request is nobody's."""
    cookie = session_cookie_settings(settings).read(request.cookies)
    session_and_principal = (
        system.identity.sessions.session_and_principal(cookie) if cookie else None
    )
    if session_and_principal is not None and session_and_principal[0].pending:
        return "please finish signing in: open /account"
    return "the session has ended; please sign in again"


def require_same_origin(request: HTTPConnection) -> None:
    """Refuses what another site makes a browser send. Raises NotPermitted."""
    if not is_same_origin(request):
        raise NotPermitted("this request must come from a page of this server")


def is_from_program(request: HTTPConnection) -> bool:
    """Whether a program calls by itself: nobody's browser, in nobody's name."""
    return "origin" not in request.headers and "cookie" not in request.headers


def is_same_origin(request: HTTPConnection) -> bool:
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "\0")
