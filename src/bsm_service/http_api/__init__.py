"""The HTTP surface: commands, questions, the live socket, sign-in.

Everything here is translation. `routes` gives the mounts that the one server carries
beside the dashboard.
"""

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from bsm_service.bootstrap import System
from bsm_service.http_api.account import account_application
from bsm_service.http_api.application import SaysSo, api_application, elsewhere
from bsm_service.http_api.live import Bell, live_route
from bsm_service.http_api.protection import Protection
from bsm_service.http_api.signed_in import VISITOR, principal_of
from bsm_service.settings import Settings

__all__ = ["VISITOR", "middleware", "principal_of", "routes"]


def routes(system: System, settings: Settings) -> list[BaseRoute]:
    """`/api` (with the live socket) and `/account`."""
    bell = Bell(system)
    api = api_application(system, settings, bell)
    return [
        live_route(system, settings, bell),
        Mount("/api/v1", SaysSo(api, system)),
        Mount("/api", elsewhere()),
        Mount("/account", account_application(system, settings)),
    ]


def middleware() -> list[Middleware]:
    """What surrounds every request, the dashboard's included."""
    return [Middleware(Protection)]
