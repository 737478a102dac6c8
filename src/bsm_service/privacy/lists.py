"""Over HTTP: who has read personal data."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, BaseModel

from bsm_domain.foundation.roles import Role
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ResultPage
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.declared_parameters import DeclaredParametersRoute
from bsm_service.http_api.requests.query_request import ListPage, QueryRequest
from bsm_service.http_api.requests.query_runner import QueryRunner
from bsm_service.http_api.responses.list_formats import FILE_RESPONSES, PageQuery
from bsm_service.http_api.responses.problems import documented_responses
from bsm_service.vault.read_log_pages import GroupedReading, readings_between


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
