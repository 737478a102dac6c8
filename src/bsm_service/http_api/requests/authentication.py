"""From cookie or bearer token to a `Principal`: for API, socket and pages alike."""

from collections.abc import Mapping

from starlette.requests import HTTPConnection

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.http_api.requests.cookies import cookie_of
from bsm_service.settings.settings import Settings, SignIn

# Whoever opens a demonstration without having chosen a role looks at the figures.
VISITOR = Principal("visitor", Role.LEADERSHIP, None, SignInMethod.DEMONSTRATION)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def principal_of(
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
    cookie = cookie_of(settings).of(cookies)
    found = system.identity.of_cookie(cookie, in_use=in_use) if cookie else None
    if settings.sign_in is SignIn.DEMONSTRATION:
        return found or VISITOR
    if found is not None and found.signed_in_by is SignInMethod.DEMONSTRATION:
        return None
    return found


def principal_of_request(
    system: System, settings: Settings, request: HTTPConnection
) -> Principal:
    """Who sends a request to the API. Raises NotSignedIn where nobody does.

    A cookie counts for writing only from a page of our own.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        found = system.identity.of_token(token.strip())
        if found is None:
            raise NotSignedIn("the token is unknown, expired or revoked")
        return found
    if cookie_of(settings).of(request.cookies) is None:
        raise NotSignedIn(
            "sign in, or send a token: 'Authorization: Bearer …' "
            "(you make one on the page of your account)"
        )
    found = principal_of(system, settings, request.cookies)
    if found is None or found is VISITOR:
        raise NotSignedIn(_why_nobody(system, settings, request))
    if request.scope.get("method", "GET") not in _SAFE:
        must_come_from_here(request)
    return found


def _why_nobody(system: System, settings: Settings, request: HTTPConnection) -> str:
    """Why the cookie of a request is nobody's."""
    cookie = cookie_of(settings).of(request.cookies)
    known = system.identity.sessions.of_cookie(cookie) if cookie else None
    if known is not None and known[0].pending:
        return "please finish signing in: open /account"
    return "the session has ended; please sign in again"


def must_come_from_here(request: HTTPConnection) -> None:
    """Refuses what another site makes a browser send. Raises NotPermitted."""
    if not comes_from_here(request):
        raise NotPermitted("this request must come from a page of this server")


def comes_from_no_page(request: HTTPConnection) -> bool:
    """Whether a program asks by itself: nobody's browser, in nobody's name."""
    return "origin" not in request.headers and "cookie" not in request.headers


def comes_from_here(request: HTTPConnection) -> bool:
    origin = request.headers.get("origin", "")
    return origin.partition("://")[2] == request.headers.get("host", "\0")
