"""The API as one FastAPI application."""

from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.responses import StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_service.bootstrap import System
from bsm_service.demonstration import NOTICE
from bsm_service.http_api.live import Bell
from bsm_service.http_api.problems import install
from bsm_service.http_api.reads import reading_routes
from bsm_service.http_api.signed_in import principal_of_request
from bsm_service.http_api.writes import writing_routes
from bsm_service.permissions import require
from bsm_service.service import PRODUCT_VERSION
from bsm_service.settings import Settings

NOTICE_HEADER = "Bsm-Demonstration"


def api_application(system: System, settings: Settings, bell: Bell) -> FastAPI:
    """Everything under `/api/v1`. Its pages of documentation are left out, because
    they would load scripts from elsewhere; `/api/v1/openapi.json` is there.
    """
    app = FastAPI(
        title="Record of the Network of National Focal Points",
        version=PRODUCT_VERSION,
        docs_url=None,
        redoc_url=None,
    )
    install(app)

    @app.get("/health", tags=["operation"])
    def health() -> dict[str, str | int]:
        """Needs no sign-in. `lag` is how many facts the read models are behind.

        `status` is "ok", or "alarm" where the log holds facts that could not be read;
        `bsm status` names them.
        """
        position = system.store.position()
        return {
            "status": "alarm" if system.alarms() else "ok",
            "position": position,
            "lag": max(0, position - system.shown()),
        }

    @app.get("/positions", tags=["operation"])
    async def positions(request: Request) -> StreamingResponse:
        """Server-sent events: each new position, as soon as read models show it."""
        require(
            principal_of_request(system, settings.sign_in, request), "live.positions"
        )

        async def told() -> AsyncIterator[str]:
            async for position in bell.positions():
                yield f"id: {position}\ndata: {position}\n\n"

        return StreamingResponse(told(), media_type="text/event-stream")

    app.include_router(reading_routes(system, settings))
    app.include_router(writing_routes(system, settings))
    return app


def elsewhere() -> FastAPI:
    """Answers what is asked under `/api` but outside `/api/v1`: there is nothing."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    install(app)
    return app


class SaysSo:
    """Whatever the API answers from a demonstration says that it is one."""

    def __init__(self, app: ASGIApp, system: System) -> None:
        self.app = app
        self._system = system
        self._demonstration: bool | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def saying_so(message: Message) -> None:
            if message["type"] == "http.response.start" and self._is_demonstration():
                MutableHeaders(scope=message)[NOTICE_HEADER] = NOTICE
            await send(message)

        await self.app(scope, receive, saying_so)

    def _is_demonstration(self) -> bool:
        # The log's first fact says it for ever, so it is asked once.
        if self._demonstration is None:
            network = self._system.network()
            if network is None:
                return False
            self._demonstration = network.demonstration
        return self._demonstration
