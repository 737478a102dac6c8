"""Sign-in and management of one's own account: plain pages under `/account`. They work
without scripts (except for passkeys), by keyboard, and on phones.
"""

from datetime import timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount

from bsm_domain.foundation.formatting import capitalize
from bsm_service.accounts.pages.my_account import (
    credentials,
    notification_preferences,
    page,
    stand_ins,
)
from bsm_service.accounts.pages.page_request import AccountPages, PageRequest
from bsm_service.accounts.pages.page_routes import make_queues, make_routes
from bsm_service.accounts.pages.sign_in import (
    choose_role,
    one_time_secrets,
    passkeys,
    password,
    second_factor_setup,
)
from bsm_service.accounts.pages.sign_in.openid import openid_routes
from bsm_service.accounts.pages.templates import file_routes
from bsm_service.application.system import System
from bsm_service.foundation.logs import REQUEST_ID
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.responses.problems import (
    NOTHING_SERVED,
    fault_sentence,
    not_found_response,
    server_error_response,
)
from bsm_service.identity import ROLES_NEEDING_SECOND_FACTOR
from bsm_service.settings.settings import Settings, SignInMode

# Not in a demonstration: a one-click sign-in must leave nothing that signs in where the
# same data are served to people with accounts.
_PAGES_OF_ACCOUNTS = (
    second_factor_setup,
    passkeys,
    one_time_secrets,
    choose_role,
    credentials,
    notification_preferences,
    stand_ins,
)


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
        return _not_found_page(PageRequest(pages, request), error)

    def handle_server_error(request: Request, _: Exception) -> Response:
        return _server_error_page(PageRequest(pages, request))

    queues = make_queues()
    declared = [*password.PAGES, *choose_role.DEMONSTRATION_PAGES]
    if settings.sign_in is not SignInMode.DEMONSTRATION:
        declared += (route for module in _PAGES_OF_ACCOUNTS for route in module.PAGES)
        declared += openid_routes(pages)
    under = Starlette(
        routes=[*make_routes(pages, declared, queues), *file_routes()],
        exception_handlers={
            HTTPException: handle_not_found,
            Exception: handle_server_error,
        },
    )
    return [*make_routes(pages, page.PAGES, queues), Mount("/account", under)]


def _not_found_page(request: PageRequest, error: HTTPException) -> Response:
    """For an unknown address or method."""
    if not request.wants_html:
        return not_found_response(request.http_request, error)
    exists = error.status_code == 405
    return request.render(
        "message.html",
        status=error.status_code,
        headers=error.headers,
        headline="Method not allowed" if exists else "Page not found",
        sentence="This page cannot be requested in this way."
        if exists
        else capitalize(NOTHING_SERVED) + ".",
        link=("/account", "My account"),
    )


def _server_error_page(request: PageRequest) -> Response:
    """For an internal error."""
    if not request.wants_html:
        return server_error_response()
    return request.render(
        "message.html",
        status=500,
        headline="Something went wrong",
        sentence=capitalize(fault_sentence(REQUEST_ID.get())) + ".",
        link=("/account", "My account"),
    )
