"""Signing in and caring for one's own account: plain pages under `/account`.

They work without scripts (but for passkeys), by keyboard, and on a phone.
"""

from datetime import timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bsm_service.accounts.pages.error_pages import fail, refuse_address
from bsm_service.accounts.pages.my_account.credentials import my_sign_in_routes
from bsm_service.accounts.pages.my_account.notification_preferences import (
    reminding_routes,
)
from bsm_service.accounts.pages.my_account.page import my_page_routes
from bsm_service.accounts.pages.my_account.stand_ins import stand_in_routes
from bsm_service.accounts.pages.my_account.tokens import token_routes
from bsm_service.accounts.pages.page_request import Asked, Desk
from bsm_service.accounts.pages.sign_in.choose_role import mandate_routes
from bsm_service.accounts.pages.sign_in.demonstration import demonstration_routes
from bsm_service.accounts.pages.sign_in.openid import openid_routes
from bsm_service.accounts.pages.sign_in.passkeys import passkey_routes
from bsm_service.accounts.pages.sign_in.password import signing_in_routes
from bsm_service.accounts.pages.sign_in.password_reset import first_time_routes
from bsm_service.accounts.pages.sign_in.second_factor_setup import enrolling_routes
from bsm_service.accounts.pages.static_files import file_routes
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.identity import NEED_SECOND_FACTOR
from bsm_service.settings.settings import Settings, SignInMode


def account_routes(
    system: System, settings: Settings, callers: Callers
) -> list[BaseRoute]:
    """`/account` and everything under it."""
    desk = Desk(system, settings, callers)
    sessions = system.identity.sessions
    sessions.lasts = timedelta(hours=settings.session_hours)
    sessions.idles = timedelta(minutes=settings.idle_minutes)
    sessions.most = settings.sessions_per_account
    proofs = system.identity.proofs
    proofs.roles = NEED_SECOND_FACTOR - set(settings.second_factor_optional)
    proofs.provider_asks_for_two = settings.openid_second_factor

    def not_here(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return refuse_address(Asked(desk, request), error)

    def made_a_mistake(request: Request, _: Exception) -> Response:
        return fail(Asked(desk, request))

    # Whoever comes in by a click must leave nothing behind by which they come in where
    # the same data are served to people with accounts.
    is_open = settings.sign_in is SignInMode.DEMONSTRATION
    under = Starlette(
        routes=[
            *signing_in_routes(desk),
            *demonstration_routes(desk),
            *([] if is_open else _own_account_routes(desk)),
            *file_routes(),
        ],
        exception_handlers={HTTPException: not_here, Exception: made_a_mistake},
    )
    return [*my_page_routes(desk), Mount("/account", under)]


def _own_account_routes(desk: Desk) -> list[Route]:
    return [
        *enrolling_routes(desk),
        *passkey_routes(desk),
        *openid_routes(desk),
        *first_time_routes(desk),
        *mandate_routes(desk),
        *my_sign_in_routes(desk),
        *reminding_routes(desk),
        *stand_in_routes(desk),
        *token_routes(desk),
    ]
