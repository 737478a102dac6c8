"""Signing in and caring for one's own account: plain pages under `/account`.

They work without scripts (but for passkeys), by keyboard, and on a phone.
"""

from datetime import timedelta

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Mount

from bsm_service.bootstrap import System
from bsm_service.http_api.account.asked import Desk
from bsm_service.http_api.account.demonstration import demonstration_routes
from bsm_service.http_api.account.enrolling import enrolling_routes
from bsm_service.http_api.account.files import file_routes
from bsm_service.http_api.account.first_time import first_time_routes
from bsm_service.http_api.account.mandates import mandate_routes
from bsm_service.http_api.account.my_page import my_page_routes
from bsm_service.http_api.account.my_sign_in import my_sign_in_routes
from bsm_service.http_api.account.openid import openid_routes
from bsm_service.http_api.account.passkeys import passkey_routes
from bsm_service.http_api.account.signing_in import signing_in_routes
from bsm_service.http_api.account.stand_ins import stand_in_routes
from bsm_service.http_api.account.tokens import token_routes
from bsm_service.http_api.problems import failed, not_served
from bsm_service.settings import Settings


def account_routes(system: System, settings: Settings) -> list[BaseRoute]:
    """`/account` and everything under it."""
    desk = Desk(system, settings)
    sessions = system.identity.sessions
    sessions.lasts = timedelta(hours=settings.session_hours)
    sessions.idles = timedelta(minutes=settings.idle_minutes)
    under = Starlette(
        routes=[
            *signing_in_routes(desk),
            *enrolling_routes(desk),
            *passkey_routes(desk),
            *openid_routes(desk),
            *first_time_routes(desk),
            *mandate_routes(desk),
            *my_sign_in_routes(desk),
            *stand_in_routes(desk),
            *token_routes(desk),
            *demonstration_routes(desk),
            *file_routes(),
        ],
        exception_handlers={HTTPException: not_served, Exception: failed},
    )
    return [*my_page_routes(desk), Mount("/account", under)]
