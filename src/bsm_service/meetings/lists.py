"""Questions over HTTP: lists with cursors, things with ETags, `as_of` any moment."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import AwareDatetime

from bsm_domain.catalogue import FactKind
from bsm_projections.history import queries as facts
from bsm_projections.meetings import queries as meetings
from bsm_projections.registration import queries as lists
from bsm_service.application.fact_details import WholeFact
from bsm_service.application.system import System
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.query_parameters import DeclaredParametersRoute
from bsm_service.http_api.requests.query_request import (
    FILES,
    APart,
    Asked,
    AsOf,
    Code,
    ListAnswer,
    Reading,
    sliced,
    thing,
)
from bsm_service.http_api.responses.problems import documented


def reading_routes(system: System, callers: Callers) -> APIRouter:
    reading = Reading(system, callers)
    router = APIRouter(
        tags=["reading"],
        route_class=DeclaredParametersRoute,
        responses=documented(400, 401, 403, 404, 422, 429, 503),
    )

    def versioned(found: Any, response: Response) -> Any:
        response.headers["ETag"] = f'"{found.version}"'
        return found

    @router.get(
        "/meetings",
        name="read.meetings",
        operation_id="list_meetings",
        summary="Meetings",
        response_model=ListAnswer[meetings.Meeting],
        responses=FILES,
    )
    def list_meetings(request: Request, part: APart, as_of: AsOf = None) -> Response:
        """The network's meetings, the earliest first."""
        with reading.listed(request, part, as_of) as asked:
            return asked.answer(
                lambda it: meetings.meetings(
                    it.context, after=it.after, limit=it.limit
                ),
                ListAnswer[meetings.Meeting],
            )

    @router.get(
        "/meetings/{meeting_id}",
        name="read.meetings",
        operation_id="get_meeting",
        summary="One meeting",
        response_model=meetings.Meeting,
    )
    def show_meeting(
        request: Request, response: Response, meeting_id: UUID, as_of: AsOf = None
    ) -> meetings.Meeting:
        """One meeting with its agenda. The ETag is its version, for `If-Match`."""
        with reading.asked(request, as_of) as asked:
            found = meetings.meeting(asked.context, str(meeting_id))
            shown: meetings.Meeting = versioned(
                thing(found, "meeting", meeting_id), response
            )
            return shown

    @router.get(
        "/delegations",
        name="read.delegations",
        operation_id="list_delegations",
        summary="Known delegations",
        response_model=ListAnswer[meetings.KnownDelegation],
        responses=FILES,
    )
    def list_delegations(request: Request, part: APart, as_of: AsOf = None) -> Response:
        """Every delegation that the network knows, in protocol order."""
        with reading.listed(request, part, as_of) as asked:
            return asked.answer(
                lambda it: sliced(meetings.known_delegations(it.context), it),
                ListAnswer[meetings.KnownDelegation],
            )

    @router.get(
        "/meetings/{meeting_id}/delegations",
        name="read.delegations",
        operation_id="list_meeting_delegations",
        summary="Delegations of a meeting",
        response_model=ListAnswer[meetings.Delegation],
        responses=FILES,
    )
    def list_meeting_delegations(
        request: Request,
        part: APart,
        meeting_id: UUID,
        as_of: AsOf = None,
    ) -> Response:
        """Who is invited to a meeting, in protocol order."""
        with reading.listed(request, part, as_of) as asked:
            _known_meeting(asked, meeting_id)
            return asked.answer(
                lambda it: sliced(
                    meetings.delegations(it.context, str(meeting_id)), it
                ),
                ListAnswer[meetings.Delegation],
            )

    @router.get(
        "/meetings/{meeting_id}/registrations",
        name="read.registrations",
        operation_id="list_registrations",
        summary="Registrations of a meeting",
        response_model=ListAnswer[lists.Registration],
        responses=FILES,
    )
    def list_registrations(
        request: Request,
        part: APart,
        meeting_id: UUID,
        as_of: AsOf = None,
    ) -> Response:
        """A meeting's registrations, in the order of nomination."""
        with reading.listed(request, part, as_of) as asked:
            _known_meeting(asked, meeting_id)
            return asked.answer(
                lambda it: lists.registrations(
                    it.context, str(meeting_id), after=it.after, limit=it.limit
                ),
                ListAnswer[lists.Registration],
            )

    @router.get(
        "/registrations/{registration_id}",
        name="read.registrations",
        operation_id="get_registration",
        summary="One registration",
        response_model=lists.Registration,
    )
    def show_registration(
        request: Request, response: Response, registration_id: UUID, as_of: AsOf = None
    ) -> lists.Registration:
        with reading.asked(request, as_of) as asked:
            found = lists.registration(asked.context, str(registration_id))
            shown: lists.Registration = versioned(
                thing(found, "registration", registration_id), response
            )
            return shown

    @router.get(
        "/meetings/{meeting_id}/objectives",
        name="read.objectives",
        operation_id="list_objectives",
        summary="Objectives of a meeting",
        response_model=ListAnswer[lists.Objective],
        responses=FILES,
    )
    def list_objectives(
        request: Request,
        part: APart,
        meeting_id: UUID,
        as_of: AsOf = None,
    ) -> Response:
        """What a meeting set out to do, as far as the viewer may see it."""
        with reading.listed(request, part, as_of) as asked:
            _known_meeting(asked, meeting_id)
            return asked.answer(
                lambda it: lists.objectives(
                    it.context, str(meeting_id), after=it.after, limit=it.limit
                ),
                ListAnswer[lists.Objective],
            )

    @router.get(
        "/objectives/{objective_id}",
        name="read.objectives",
        operation_id="get_objective",
        summary="One objective",
        response_model=lists.Objective,
    )
    def show_objective(
        request: Request, response: Response, objective_id: UUID, as_of: AsOf = None
    ) -> lists.Objective:
        with reading.asked(request, as_of) as asked:
            found = lists.objective(asked.context, str(objective_id))
            shown: lists.Objective = versioned(
                thing(found, "objective", objective_id), response
            )
            return shown

    @router.get(
        "/facts",
        name="read.facts",
        operation_id="list_facts",
        summary="Facts",
        response_model=ListAnswer[facts.Fact],
        responses=FILES,
    )
    def list_facts(
        request: Request,
        part: APart,
        meeting_id: UUID | None = None,
        delegation: Code = None,
        kind: Annotated[tuple[FactKind, ...], Query(max_length=10)] = (),
        stream_id: UUID | None = None,
        entered_late: bool | None = None,
        since: AwareDatetime | None = None,
        until: AwareDatetime | None = None,
        newest_first: bool = False,
        as_of: AsOf = None,
    ) -> Response:
        """The log in sentences, by position. `since` and `until` bound recording."""
        with reading.listed(request, part, as_of) as asked:
            return asked.answer(
                lambda it: facts.facts(
                    it.context,
                    meeting_id=str(meeting_id) if meeting_id else None,
                    delegation=delegation,
                    kinds=kind,
                    stream_id=str(stream_id) if stream_id else None,
                    entered_late=entered_late,
                    since=since,
                    until=until,
                    newest_first=newest_first,
                    after=it.after,
                    limit=it.limit,
                ),
                ListAnswer[facts.Fact],
            )

    @router.get(
        "/facts/{position}",
        name="read.facts",
        operation_id="get_fact",
        summary="One fact",
        response_model=WholeFact,
    )
    def show_fact(
        request: Request,
        position: Annotated[int, Path(ge=1, le=2**63 - 1)],
        as_of: AsOf = None,
    ) -> WholeFact:
        """One fact, whole. Ids of what you may not see are null."""
        with reading.asked(request, as_of) as asked:
            return thing(
                system.whole_fact(asked.context, position),
                "fact at position",
                position,
            )

    return router


def _known_meeting(asked: Asked, meeting_id: UUID) -> None:
    thing(meetings.meeting(asked.context, str(meeting_id)), "meeting", meeting_id)
