"""The API as one FastAPI application."""

from collections.abc import AsyncIterator
from contextlib import ExitStack
from functools import cache

from fastapi import FastAPI, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from bsm_service.access.permissions import require_permission
from bsm_service.accounts.current_user_routes import own_access_routes
from bsm_service.accounts.routes import account_administration_routes
from bsm_service.application.system import System
from bsm_service.assembly.command_routes import command_routes
from bsm_service.assembly.list_routes import list_routes
from bsm_service.assembly.openapi import openapi_document
from bsm_service.follow_up.routes import evidence_routes
from bsm_service.foundation.schema_versions import PRODUCT_VERSION
from bsm_service.http_api.live_positions import PositionFeed
from bsm_service.http_api.middleware.site_parts import API_ROOT
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.open_connections import ConnectionKind
from bsm_service.http_api.requests.strict_routes import DeclaredParametersRoute
from bsm_service.http_api.responses.problems import (
    documented_responses,
    install_error_handlers,
)
from bsm_service.imports.routes import import_routes
from bsm_service.leadership.routes import leadership_routes
from bsm_service.operations.routes import health_routes
from bsm_service.people.routes import people_routes
from bsm_service.privacy.retention_proposals import RetentionPeriods
from bsm_service.privacy.routes import own_data_routes
from bsm_service.registration.routes import note_routes
from bsm_service.reminders.routes import reminder_routes
from bsm_service.settings.setting_types import EscalationRules

EVENT_STREAM = "text/event-stream"


def api_application(
    system: System,
    callers: Callers,
    position_feed: PositionFeed,
    periods: RetentionPeriods,
    ladder: EscalationRules,
) -> FastAPI:
    """Everything under `/api/v1`. There are no documentation pages, because they would
    load scripts from other sites; `/api/v1/openapi.json` is available.
    """
    app = FastAPI(
        title="Record of the Network of National Focal Points",
        version=PRODUCT_VERSION,
        openapi_url=None,
    )
    app.router.route_class = DeclaredParametersRoute
    install_error_handlers(app)

    @cache
    def openapi_body() -> bytes:
        return bytes(JSONResponse(openapi_document(app, API_ROOT)).body)

    @app.get("/openapi.json", include_in_schema=False)
    def get_openapi_document() -> Response:
        # A new response for each request, because layers further out change it.
        return Response(openapi_body(), media_type="application/json")

    @app.get(
        "/positions",
        name="live.positions",
        operation_id="stream_positions",
        summary="Positions",
        tags=["operation"],
        response_class=StreamingResponse,
        responses=documented_responses(401, 403, 422, 429)
        | {
            200: {
                "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
                "description": "An endless stream: one event for each new position.",
            }
        },
    )
    async def positions(request: Request) -> StreamingResponse:
        """Server-sent events: each new position once the read models show it."""
        principal = await run_in_threadpool(callers.principal, request)
        require_permission(principal, "live.positions")
        caller = await callers.connection_caller(request)
        resources = ExitStack()
        listener = resources.enter_context(
            callers.open_connections.admit(
                ConnectionKind.EVENTS, caller, position_feed.wake_listeners
            )
        )

        async def events() -> AsyncIterator[str]:
            async for position in position_feed.positions(listener):
                yield f"id: {position}\ndata: {position}\n\n"

        return _EventStream(events(), resources)

    # Added one by one: FastAPI matches included routers twice for each request.
    for router in (
        health_routes(system),
        list_routes(system, callers),
        leadership_routes(system, callers),
        evidence_routes(system, callers),
        note_routes(system, callers),
        import_routes(system, callers),
        people_routes(system, callers),
        own_data_routes(system, callers, periods),
        own_access_routes(system, callers),
        reminder_routes(system, callers, ladder),
        account_administration_routes(system, callers),
        command_routes(system, callers),
    ):
        app.router.routes.extend(router.routes)
    return app


class _EventStream(StreamingResponse):
    """Server-sent events. Releases its resources whenever and however it ends."""

    def __init__(self, events: AsyncIterator[str], resources: ExitStack) -> None:
        super().__init__(events, media_type=EVENT_STREAM)
        self._resources = resources

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._resources:
            await super().__call__(scope, receive, send)


def unknown_api_address() -> FastAPI:
    """Answers requests under `/api` but outside `/api/v1` with “not found”."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    install_error_handlers(app)
    return app
