"""The HTTP surface: commands, questions, the live socket, sign-in, health, metrics.

Everything here is translation. `surface` gives what the one server carries beside the
dashboard, and what surrounds both.
"""

from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from bsm_service.accounts.pages import account_routes
from bsm_service.application.system import System
from bsm_service.assembly.api_application import API, SaysSo, api_application, elsewhere
from bsm_service.http_api.live_positions import Bell, live_route
from bsm_service.http_api.middleware.compression import Compression
from bsm_service.http_api.middleware.request_checks import Protection
from bsm_service.http_api.middleware.request_log import Watched
from bsm_service.http_api.middleware.security_headers import SafeHeaders
from bsm_service.http_api.middleware.sign_in_redirect import Doorway
from bsm_service.http_api.middleware.streamlit_files import (
    Named,
    NamedIn,
    Owners,
    PageFiles,
)
from bsm_service.http_api.middleware.websocket_limits import Sockets
from bsm_service.http_api.requests.authentication import VISITOR, principal_of
from bsm_service.http_api.requests.callers import Callers
from bsm_service.operations.metrics import Metrics
from bsm_service.operations.routes import metrics_route
from bsm_service.privacy.retention import periods_of
from bsm_service.settings.escalation import ladder_from
from bsm_service.settings.settings import Settings

__all__ = ["VISITOR", "Named", "Surface", "principal_of", "surface"]


@dataclass(frozen=True)
class Surface:
    """`/api` (with the live socket), `/account` and `/metrics`; and the layers that
    surround every request, the dashboard's included."""

    routes: list[BaseRoute]
    middleware: list[Middleware]


def _names_nothing(message: bytes, *, is_new: bool) -> Named:
    """Where there are no pages."""
    return Named()


def surface(
    system: System, settings: Settings, named_in: NamedIn = _names_nothing
) -> Surface:
    """`named_in` reads the dashboard's messages to its pages."""
    bell, metrics = Bell(system), Metrics(system)
    callers = Callers(system, settings)
    owners = Owners()
    api = api_application(
        system,
        callers,
        bell,
        periods_of(settings),
        ladder_from(settings.reminder_ladder),
    )
    return Surface(
        routes=[
            live_route(system, settings, callers, bell, metrics),
            Mount(API, SaysSo(api, system)),
            Mount("/api", elsewhere()),
            *account_routes(system, settings, callers),
            metrics_route(metrics, callers),
        ],
        middleware=[
            Middleware(SafeHeaders, settings=settings),
            Middleware(Watched, metrics=metrics),
            Middleware(Protection, settings=settings),
            Middleware(Sockets, callers=callers, owners=owners, named_in=named_in),
            Middleware(
                PageFiles,
                system=system,
                settings=settings,
                callers=callers,
                owners=owners,
            ),
            Middleware(Doorway, settings=settings, callers=callers),
            Middleware(Compression),
        ],
    )
