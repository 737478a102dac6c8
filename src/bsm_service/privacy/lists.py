"""Over HTTP: as whom one asks and what one may, and who has read personal data."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, BaseModel

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ResultPage
from bsm_service.access.permissions import PERMISSIONS, Grant, Scope, is_allowed
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_parameters import DeclaredParametersRoute
from bsm_service.http_api.requests.query_request import (
    FILE_RESPONSES,
    ListPage,
    PageQuery,
    QueryRequest,
    QueryRunner,
)
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.vault.read_log_by_day import GroupedReading, readings_between


class PersonalDataReading(BaseModel):
    """Personal data were read. Everybody is an opaque id; `whom` are the first of
    `people` persons.
    """

    id: str
    read_at: datetime
    groups: tuple[PersonalGroup, ...]
    account: str
    role: Role
    delegation: str | None
    purpose: str
    place: str
    people: int
    whom: tuple[UUID, ...]


class MyAccess(BaseModel):
    """As whom you act, how many sessions of your account go on, and what you may ask,
    each with of whose things.
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


def reading_list_routes(system: System, callers: Callers) -> APIRouter:
    reading = QueryRunner(system, callers)
    router = APIRouter(
        tags=["people"],
        route_class=DeclaredParametersRoute,
        responses=documented_responses(400, 401, 403, 404, 422, 429, 503),
    )

    @router.get(
        "/readings",
        name="read.readings",
        operation_id="list_personal_data_readings",
        summary="Readings of personal data",
        response_model=ListPage[PersonalDataReading],
        responses=FILE_RESPONSES,
    )
    def list_readings(
        request: Request,
        part: PageQuery,
        since: AwareDatetime | None = None,
        until: AwareDatetime | None = None,
    ) -> Response:
        """Who read personal data, whose and why, the newest first."""

        def page(page_query: QueryRequest) -> ResultPage[PersonalDataReading]:
            page_of_readings = readings_between(
                system.vault.database,
                since,
                until,
                before=str(page_query.after[0]) if page_query.after else None,
                limit=page_query.limit,
            )
            next_token = (
                None
                if page_of_readings.next_before is None
                else (page_of_readings.next_before,)
            )
            return ResultPage(
                tuple(map(_reading_model, page_of_readings.items)),
                next_token,
                page_of_readings.total,
            )

        with reading.run_list(request, part) as query:
            return query.response(page, ListPage[PersonalDataReading])

    @router.get(
        "/me",
        name="read.myself",
        operation_id="get_my_access",
        summary="Who I am",
        response_model=MyAccess,
    )
    def show_myself(request: Request) -> MyAccess:
        """As whom you act, and what you may ask."""
        principal = reading.principal(request)
        return MyAccess(
            account=principal.account,
            role=principal.role,
            delegation=principal.delegation,
            mandate=principal.mandate,
            on_behalf_of=principal.on_behalf_of,
            participant=principal.participant,
            signed_in_by=principal.signed_in_by,
            granted=tuple(sorted(principal.granted)),
            sessions=len(system.identity.sessions.list_for(principal.account)),
            may={
                action: scopes[principal.role]
                for action, scopes in PERMISSIONS.items()
                if is_allowed(principal, action)
            },
        )

    return router


def _reading_model(reading: GroupedReading) -> PersonalDataReading:
    return PersonalDataReading(
        id=reading.id,
        read_at=reading.read_at,
        groups=reading.groups,
        account=reading.reader.account,
        role=reading.reader.role,
        delegation=reading.reader.delegation,
        purpose=reading.reader.purpose,
        place=reading.reader.place,
        people=reading.people,
        whom=reading.whom,
    )
