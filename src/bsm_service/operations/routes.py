"""Health checks and metrics for monitoring."""

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of
from bsm_service.access.permissions import require_permission
from bsm_service.application.open_databases import READ_MODELS
from bsm_service.application.system import System
from bsm_service.foundation.database_errors import database_refusals
from bsm_service.foundation.refusals import NotReady
from bsm_service.http_api.middleware.site_parts import ALIVE
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.strict_routes import (
    DeclaredParameters,
    DeclaredParametersRoute,
)
from bsm_service.http_api.responses.problems import (
    documented_responses,
    refusal_response,
)
from bsm_service.operations.metrics import Metrics
from bsm_service.operations.status import read_status

# Seconds that the read models may be behind the log. Normally they are behind by a
# fraction of a second.
MAX_LAG_SECONDS = 10.0


class Health(BaseModel):
    """`lag` is the number of facts that the read models are behind the log; `status` is
    "ok", or "alarm" if nothing can be recorded or the log contains facts that could not
    be read.
    """

    status: str
    position: int
    lag: int


class Liveness(BaseModel):
    status: str


class Readiness(BaseModel):
    status: str


def health_routes(system: System) -> APIRouter:
    """Routes for health checks, which need no sign-in."""
    router = APIRouter(
        tags=["operation"],
        route_class=DeclaredParametersRoute,
        responses=documented_responses(422),
    )

    @router.get("/health", operation_id="get_health", summary="Health")
    def health() -> Health:
        """No sign-in is needed. `lag` is the number of facts that the read models are
        behind.

        `status` is "ok", or "alarm" if nothing can be recorded or the log contains
        facts that could not be read; run `bsm status` for details.
        """
        position = system.store.position()
        return Health(
            status="alarm" if system.store.alarm or system.has_parked_facts() else "ok",
            position=position,
            lag=max(0, position - system.shown_position()),
        )

    @router.get(ALIVE, operation_id="get_liveness", summary="Liveness")
    async def alive() -> Liveness:
        """Whether the process responds; the database is not checked. No sign-in is
        needed.
        """
        return Liveness(status="alive")

    @router.get(
        "/health/ready",
        operation_id="get_readiness",
        summary="Readiness",
        responses=documented_responses(503),
    )
    def ready() -> Readiness:
        """Whether facts can be recorded and are shown without delay. No sign-in is
        needed. Free disk space is checked at most every ten seconds.
        """
        store = system.store
        if store.alarm is not None:
            raise NotReady(store.alarm)
        with database_refusals(READ_MODELS):
            now = read_status(store, system.engine, store.clock())
        if complaint := system.write_check.error():
            raise NotReady(f"nothing can be stored at the moment: {complaint}")
        lag = max(
            (projection.lag_seconds for projection in now.projections), default=0.0
        )
        if lag > MAX_LAG_SECONDS:
            raise NotReady(
                f"the read models are {count_of(round(lag), 'second')} behind the "
                f"log, more than {MAX_LAG_SECONDS:.0f}; run 'bsm status' to see which"
            )
        return Readiness(status="ready")

    return router


def metrics_route(metrics: Metrics, callers: Callers) -> Route:
    """For Prometheus with an administrator's token; without a token only on this
    machine, and only if no proxy is in front of the server.
    """

    def render_metrics(request: Request) -> Response:
        try:
            if not callers.is_local(request.scope):
                require_permission(callers.principal(request), "read.metrics")
            DeclaredParameters().check(request.query_params)
        except DomainError as refusal:
            return refusal_response(request, refusal)
        return Response(metrics.render(), media_type=CONTENT_TYPE_LATEST)

    async def show_metrics(request: Request) -> Response:
        return await run_in_threadpool(render_metrics, request)

    return Route("/metrics", show_metrics, name="read.metrics")
