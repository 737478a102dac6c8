"""HTTP routes about the caller: role and permissions."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import PERMISSIONS, Grant, Scope, is_allowed
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_runner import QueryRunner
from bsm_service.http_api.requests.strict_routes import DeclaredParametersRoute
from bsm_service.http_api.responses.problems import documented_responses


class MyAccess(BaseModel):
    """Your account, role and number of sessions, and the actions that you may request,
    each with its scope.
    """

    account: str
    role: Role
    delegation: str | None
    mandate: str
    on_behalf_of: str | None
    participant: UUID | None
    signed_in_by: SignInMethod
    granted: tuple[Grant, ...]
    sessions: int
    may: dict[str, Scope]


_TAKEN_FROM_PRINCIPAL = MyAccess.model_fields.keys() - {"granted", "sessions", "may"}


def own_access_routes(system: System, callers: Callers) -> APIRouter:
    runner = QueryRunner(system, callers)
    router = APIRouter(
        tags=["people"],
        route_class=DeclaredParametersRoute,
        responses=documented_responses(400, 401, 403, 404, 422, 429, 503),
    )

    @router.get(
        "/me",
        name="read.myself",
        operation_id="get_my_access",
        summary="My role and permissions",
        response_model=MyAccess,
    )
    def show_myself(request: Request) -> MyAccess:
        """Your current role and permissions."""
        principal = runner.principal(request)
        return MyAccess(
            **{name: getattr(principal, name) for name in _TAKEN_FROM_PRINCIPAL},
            granted=tuple(sorted(principal.grants)),
            sessions=len(system.identity.sessions.list_for(principal.account)),
            may={
                action: scopes[principal.role]
                for action, scopes in sorted(PERMISSIONS.items())
                if is_allowed(principal, action)
            },
        )

    return router
