"""The HTTP application: commands, queries, the live socket, sign-in, health and
metrics.

It only translates. `web_application` returns the routes that the server has besides the
dashboard, and the layers around both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount, Router
from starlette.types import ASGIApp

from bsm_service.accounts.pages import account_routes
from bsm_service.application.system import System
from bsm_service.assembly.api_application import (
    api_application,
    unknown_api_address,
)
from bsm_service.http_api.live_positions import PositionFeed, live_route
from bsm_service.http_api.middleware.accept_encoding import CompressionMiddleware
from bsm_service.http_api.middleware.outermost_layer import OutermostLayer
from bsm_service.http_api.middleware.request_checks import RequestChecks
from bsm_service.http_api.middleware.site_parts import API_ROOT
from bsm_service.http_api.middleware.streamlit_access import (
    FileAccess,
    FileOwners,
    MessageReader,
    NamedFiles,
    SignInRedirect,
)
from bsm_service.http_api.middleware.websocket_limits import WebSocketLimits
from bsm_service.http_api.requests.callers import (
    VISITOR,
    Callers,
    principal_from_cookie,
)
from bsm_service.operations.metrics import Metrics
from bsm_service.operations.routes import metrics_route
from bsm_service.privacy.retention_proposals import retention_periods
from bsm_service.settings.setting_types import parse_escalation
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
    """The layers around every request, the dashboard's included. One of them answers
    requests to `/api`, `/account` and `/metrics`, by `routes`. `sockets` are the routes
    of the live socket.
    """

    routes: list[BaseRoute]
    sockets: list[BaseRoute]
    middleware: list[Middleware]


# Shorter responses gain nothing from compression.
_MIN_COMPRESSED, _COMPRESSION_LEVEL = 1_000, 5


def _own_application(routes: Sequence[BaseRoute]) -> Callable[[ASGIApp], ASGIApp]:
    """Our own routes, around an application that answers all other requests."""

    def around(rest: ASGIApp) -> ASGIApp:
        router = Router(routes, default=rest, redirect_slashes=False)
        compressed = GZipMiddleware(
            ExceptionMiddleware(router),
            minimum_size=_MIN_COMPRESSED,
            compresslevel=_COMPRESSION_LEVEL,
        )
        return CompressionMiddleware(compressed)

    return around


def _no_named_files(message: bytes, *, is_new: bool) -> NamedFiles:
    """Used if there are no pages."""
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
    routes = [
        Mount(API_ROOT, api),
        Mount("/api", unknown_api_address()),
        *account_routes(system, settings, callers),
        metrics_route(metrics, callers),
    ]
    return WebApplication(
        routes=routes,
        sockets=[
            live_route(system, settings, callers, bell, metrics.open_sockets),
        ],
        middleware=[
            Middleware(
                OutermostLayer,
                system=system,
                settings=settings,
                responses=metrics.responses,
                seconds=metrics.response_seconds,
            ),
            Middleware(RequestChecks, settings=settings, own=_own_application(routes)),
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
