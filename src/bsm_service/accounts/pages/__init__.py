"""Sign-in and management of one's own account: plain pages under `/account`. They work
without scripts (except for passkeys), by keyboard, and on phones.
"""

from datetime import timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bsm_service.accounts.pages.error_pages import not_found_page, server_error_page
from bsm_service.accounts.pages.my_account.credentials import credential_routes
from bsm_service.accounts.pages.my_account.notification_preferences import (
    notification_preference_routes,
)
from bsm_service.accounts.pages.my_account.page import my_account_routes
from bsm_service.accounts.pages.my_account.stand_ins import stand_in_routes
from bsm_service.accounts.pages.my_account.tokens import token_routes
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.sign_in.choose_role import role_routes
from bsm_service.accounts.pages.sign_in.demonstration import demonstration_routes
from bsm_service.accounts.pages.sign_in.one_time_secrets import password_reset_routes
from bsm_service.accounts.pages.sign_in.openid import openid_routes
from bsm_service.accounts.pages.sign_in.passkeys import passkey_routes
from bsm_service.accounts.pages.sign_in.password import sign_in_routes
from bsm_service.accounts.pages.sign_in.second_factor_setup import (
    second_factor_setup_routes,
)
from bsm_service.accounts.pages.static_files import file_routes
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.identity import ROLES_NEEDING_SECOND_FACTOR
from bsm_service.settings.settings import Settings, SignInMode


def account_routes(
    system: System, settings: Settings, callers: Callers
) -> list[BaseRoute]:
    """`/account` and everything under it."""
    pages = AccountPages(system, settings, callers)
    sessions = system.identity.sessions
    sessions.lifetime = timedelta(hours=settings.session_hours)
    sessions.idle_timeout = timedelta(minutes=settings.idle_minutes)
    sessions.max_per_account = settings.sessions_per_account
    requirements = system.identity.requirements
    requirements.roles = ROLES_NEEDING_SECOND_FACTOR - set(
        settings.second_factor_optional
    )
    requirements.provider_requires_two_factors = settings.openid_second_factor

    def handle_not_found(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return not_found_page(PageRequest(pages, request), error)

    def handle_server_error(request: Request, _: Exception) -> Response:
        return server_error_page(PageRequest(pages, request))

    # A one-click sign-in must leave nothing that signs in where the same data are
    # served to people with accounts.
    is_open = settings.sign_in is SignInMode.DEMONSTRATION
    under = Starlette(
        routes=[
            *sign_in_routes(pages),
            *demonstration_routes(pages),
            *([] if is_open else _my_account_routes(pages)),
            *file_routes(),
        ],
        exception_handlers={
            HTTPException: handle_not_found,
            Exception: handle_server_error,
        },
    )
    return [*my_account_routes(pages), Mount("/account", under)]


def _my_account_routes(pages: AccountPages) -> list[Route]:
    return [
        *second_factor_setup_routes(pages),
        *passkey_routes(pages),
        *openid_routes(pages),
        *password_reset_routes(pages),
        *role_routes(pages),
        *credential_routes(pages),
        *notification_preference_routes(pages),
        *stand_in_routes(pages),
        *token_routes(pages),
    ]
