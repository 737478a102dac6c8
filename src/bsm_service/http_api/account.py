"""Signing in and out. For now a demonstration lets a visitor be anyone by one click."""

from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bsm_domain.errors import DomainError, InvalidValue, NotFound
from bsm_domain.roles import Role, SignInMethod
from bsm_service.bootstrap import System
from bsm_service.http_api.problems import failed, not_served, refused
from bsm_service.http_api.signed_in import must_come_from_here
from bsm_service.identity import COOKIE, SESSION_LASTS
from bsm_service.settings import Settings, SignIn

_LONGEST_FORM = 10_000


def account_application(system: System, settings: Settings) -> Starlette:
    """Everything under `/account`."""
    return Starlette(
        routes=_routes(system, settings),
        exception_handlers={HTTPException: not_served, Exception: failed},
    )


def _routes(system: System, settings: Settings) -> list[Route]:
    async def sign_in(request: Request) -> Response:
        try:
            must_come_from_here(request)
            if settings.sign_in is not SignIn.DEMONSTRATION:
                raise NotFound("people sign in here once accounts exist; use a token")
            form = await _form(request)
            role, delegation = _role(form.get("role")), form.get("delegation") or None
            if role is not Role.FOCAL_POINT:
                delegation = None
            cookie = await run_in_threadpool(
                system.identity.start_session,
                f"demonstration {role} {delegation or ''}".strip(),
                role,
                delegation,
                SignInMethod.DEMONSTRATION,
            )
        except DomainError as error:
            return refused(request, error)
        response = RedirectResponse(_inside(form.get("next", "/")), 303)
        response.set_cookie(
            COOKIE,
            cookie,
            max_age=int(SESSION_LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
        )
        return response

    async def sign_out(request: Request) -> Response:
        try:
            must_come_from_here(request)
            cookie = request.cookies.get(COOKIE)
            if cookie:
                await run_in_threadpool(system.identity.end_session, cookie)
        except DomainError as error:
            return refused(request, error)
        response = RedirectResponse("/", 303)
        response.delete_cookie(COOKIE)
        return response

    return [
        Route("/sign-in", sign_in, methods=["POST"]),
        Route("/sign-out", sign_out, methods=["POST"]),
    ]


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            raise InvalidValue("the form is too long")
    try:
        fields = parse_qs(body.decode("utf-8", errors="replace"), max_num_fields=10)
    except ValueError as error:
        raise InvalidValue("the form has too many fields") from error
    return {name: values[-1] for name, values in fields.items()}


def _role(code: str | None) -> Role:
    try:
        return Role(code or "")
    except ValueError:
        raise InvalidValue(f"{(code or '')[:40]!r} is not a role") from None


def _inside(address: str) -> str:
    """Only paths of our own; anything else leads to the first page."""
    outside = address.startswith(("//", "/\\")) or not address.startswith("/")
    return "/" if outside or any(ord(c) < 32 for c in address) else address
