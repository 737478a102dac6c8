"""The HTTP surface: commands, questions, the live socket, sign-in, health, metrics.

Everything here is translation. `web_application` gives what the one server carries
beside the dashboard, and what surrounds both.
"""

from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from bsm_service.accounts.pages import account_routes
from bsm_service.application.system import System
from bsm_service.assembly.api_application import (
    API_ROOT,
    DemonstrationHeader,
    api_application,
    unknown_api_address,
)
from bsm_service.http_api.live_positions import PositionFeed, live_route
from bsm_service.http_api.middleware.accept_encoding import CompressionMiddleware
from bsm_service.http_api.middleware.request_checks import RequestChecks
from bsm_service.http_api.middleware.request_log import RequestLog
from bsm_service.http_api.middleware.security_headers import SecurityHeaders
from bsm_service.http_api.middleware.sign_in_redirect import SignInRedirect
from bsm_service.http_api.middleware.streamlit_file_access import (
    FileAccess,
    FileOwners,
    MessageReader,
    NamedFiles,
)
from bsm_service.http_api.middleware.websocket_limits import WebSocketLimits
from bsm_service.http_api.requests.authentication import VISITOR, principal_from_cookie
from bsm_service.http_api.requests.callers import Callers
from bsm_service.operations.metrics import Metrics
from bsm_service.operations.routes import metrics_route
from bsm_service.privacy.retention import retention_periods
from bsm_service.settings.escalation import parse_escalation
from bsm_service.settings.settings import Settings

__all__ = [
    "VISITOR",
    "NamedFiles",
    "WebApplication",
    "principal_from_cookie",
    "web_application",
]


@dataclass(frozen=True)
class WebApplication:
    """`/api` (with the live socket), `/account` and `/metrics`; and the layers that
    surround every request, the dashboard's included."""

    routes: list[BaseRoute]
    middleware: list[Middleware]


def _no_named_files(message: bytes, *, is_new: bool) -> NamedFiles:
    """Where there are no pages."""
    return NamedFiles()


def web_application(
    system: System, settings: Settings, named_in: MessageReader = _no_named_files
) -> WebApplication:
    """`named_in` reads the dashboard's messages to its pages."""
    bell, metrics = PositionFeed(system), Metrics(system)
    callers = Callers(system, settings)
    owners = FileOwners()
    api = api_application(
        system,
        callers,
        bell,
        retention_periods(settings),
        parse_escalation(settings.reminder_ladder),
    )
    return WebApplication(
        routes=[
            live_route(system, settings, callers, bell, metrics),
            Mount(API_ROOT, DemonstrationHeader(api, system)),
            Mount("/api", unknown_api_address()),
            *account_routes(system, settings, callers),
            metrics_route(metrics, callers),
        ],
        middleware=[
            Middleware(SecurityHeaders, settings=settings),
            Middleware(RequestLog, metrics=metrics),
            Middleware(RequestChecks, settings=settings),
            Middleware(
                WebSocketLimits, callers=callers, owners=owners, named_in=named_in
            ),
            Middleware(
                FileAccess,
                system=system,
                settings=settings,
                callers=callers,
                owners=owners,
            ),
            Middleware(SignInRedirect, settings=settings, callers=callers),
            Middleware(CompressionMiddleware),
        ],
    )
