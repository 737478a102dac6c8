"""Every list of the record, as the command line offers it: which filters it takes,
and which fields a terminal shows of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import typer

from bsm_domain.catalogue import FactKind
from bsm_domain.follow_up import ActivityStatus
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ResultPage, with_items
from bsm_projections.follow_up import activity_details
from bsm_projections.follow_up import queries as follow_up_queries
from bsm_projections.follow_up.queries import open_from_earlier_meetings
from bsm_projections.history import queries as history_queries
from bsm_projections.meetings import objective_queries
from bsm_projections.meetings import queries as meetings_queries
from bsm_projections.people import queries as people_queries
from bsm_projections.registration import queries as registration_queries
from bsm_service.cli.option_values import parse_delegation, parse_time
from bsm_service.cli.viewer_options import ListQuery, require_found
from bsm_service.identity import SYSTEM
from bsm_service.people.visible_participants import (
    ParticipantModel,
    open_participants,
    visible_participants,
)

MeetingOption = Annotated[
    str, typer.Option("--meeting", metavar="MEETING", help="Its id, or its edition.")
]
OptionalMeetingOption = Annotated[
    str | None,
    typer.Option("--meeting", metavar="MEETING", help="Its id, or its edition."),
]
DelegationOption = Annotated[
    str | None, typer.Option("--delegation", metavar="CODE", help="Such as AT.")
]
TimeOption = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Of recording: 2016-04-12T16:00:00+02:00."),
]
ActivityOption = Annotated[
    UUID, typer.Option("--activity", metavar="ID", help="Its id.")
]


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """`action` is that of the permission table; `item` the model of what is listed, or
    `item_of_meeting` where a meeting is named; `columns` the fields that a terminal
    shows; `query` gives one page, and its arguments are the options.
    """

    action: str
    help_text: str
    item: Any
    columns: tuple[str, ...]
    query: Callable[..., ResultPage[Any]]
    item_of_meeting: Any = None


def _meetings(query: ListQuery) -> ResultPage[Any]:
    return meetings_queries.meetings(
        query.context, after=query.after, limit=query.limit
    )


def _delegations(
    query: ListQuery, meeting: OptionalMeetingOption = None
) -> ResultPage[Any]:
    if meeting is None:
        return _single_page(meetings_queries.delegations(query.context))
    return _single_page(
        meetings_queries.meeting_delegations(query.context, query.meeting_id(meeting))
    )


def _registrations(query: ListQuery, meeting: MeetingOption) -> ResultPage[Any]:
    id = query.meeting_id(meeting)
    return registration_queries.registrations(
        query.context, id, after=query.after, limit=query.limit
    )


def _objectives(query: ListQuery, meeting: MeetingOption) -> ResultPage[Any]:
    id = query.meeting_id(meeting)
    return objective_queries.objectives(
        query.context, id, after=query.after, limit=query.limit
    )


def _activities(
    query: ListQuery,
    meeting: OptionalMeetingOption = None,
    owner: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    concerning: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Owned by it, or with it as a partner."),
    ] = None,
    status: ActivityStatus | None = None,
    is_open: Annotated[bool | None, typer.Option("--open/--closed")] = None,
    overdue: Annotated[bool | None, typer.Option("--overdue/--not-overdue")] = None,
) -> ResultPage[Any]:
    return follow_up_queries.activities(
        query.context,
        meeting_id=query.meeting_id(meeting) if meeting else None,
        owner=parse_delegation(owner),
        concerning=parse_delegation(concerning),
        status=status,
        is_open=is_open,
        overdue=overdue,
        after=query.after,
        limit=query.limit,
    )


def _preparation(query: ListQuery, meeting: MeetingOption) -> ResultPage[Any]:
    return _single_page(
        open_from_earlier_meetings(query.context, query.meeting_id(meeting))
    )


def _history(query: ListQuery, activity: ActivityOption) -> ResultPage[Any]:
    id = str(activity)
    require_found(follow_up_queries.activity(query.context, id), "activity", id)
    streams = (id, *activity_details.ancestors(query.context, id))
    return history_queries.facts(
        query.context, streams=streams, after=query.after, limit=query.limit
    )


def _facts(
    query: ListQuery,
    meeting: OptionalMeetingOption = None,
    delegation: DelegationOption = None,
    kind: Annotated[
        list[FactKind] | None,
        typer.Option(help="What they are about. Repeatable."),
    ] = None,
    stream: Annotated[
        UUID | None, typer.Option(metavar="ID", help="What the facts are about.")
    ] = None,
    entered_late: Annotated[
        bool | None, typer.Option("--entered-late/--entered-in-time")
    ] = None,
    since: TimeOption = None,
    until: TimeOption = None,
    newest_first: Annotated[bool, typer.Option("--newest-first")] = False,
) -> ResultPage[Any]:
    return history_queries.facts(
        query.context,
        meeting_id=query.meeting_id(meeting) if meeting else None,
        delegation=parse_delegation(delegation),
        kinds=tuple(kind or ()),
        stream_id=str(stream) if stream else None,
        entered_late=entered_late,
        since=parse_time(since) if since else None,
        until=parse_time(until) if until else None,
        newest_first=newest_first,
        after=query.after,
        limit=query.limit,
    )


def _participants(
    query: ListQuery,
    delegation: DelegationOption = None,
    groups: Annotated[
        list[PersonalGroup] | None,
        typer.Option("--groups", help="What is shown of each with --as. Repeatable."),
    ] = None,
) -> ResultPage[Any]:
    if query.principal is None:
        page = people_queries.participants(
            query.context,
            delegation=parse_delegation(delegation),
            after=query.after,
            limit=query.limit,
        )
    else:
        page = visible_participants(
            query.principal,
            query.context,
            delegation=parse_delegation(delegation),
            after=query.after,
            limit=query.limit,
        )
    return with_items(page, open_people(query, page.items, groups))


def open_people(
    query: ListQuery,
    people: tuple[people_queries.Participant, ...],
    groups: list[PersonalGroup] | None = None,
) -> tuple[ParticipantModel, ...]:
    """People with what the user may see of them; for nobody in particular, nothing."""
    return open_participants(
        query.system.personal_data,
        query.principal or SYSTEM,
        people,
        groups or [PersonalGroup.NAME],
        purpose="asked on the command line",
        place="command line",
    )


def _single_page(items: tuple[Any, ...]) -> ResultPage[Any]:
    """A list that is short, at once."""
    return ResultPage(items, None, len(items))


_ACTIVITY_COLUMNS = ("id", "title", "owner", "due_on", "status", "percent")
_FACT_COLUMNS = ("position", "recorded_at", "occurred_at", "sentence")

LISTS: Mapping[str, ListDefinition] = {
    "meetings": ListDefinition(
        "read.meetings",
        "The network's meetings, the earliest first.",
        meetings_queries.Meeting,
        ("id", "title", "edition", "starts_on", "status"),
        _meetings,
    ),
    "delegations": ListDefinition(
        "read.delegations",
        "Who is invited to a meeting, or every delegation that the network knows; in "
        "protocol order.",
        meetings_queries.Delegation,
        ("code", "name", "kind", "open_activities"),
        _delegations,
        item_of_meeting=meetings_queries.MeetingDelegation,
    ),
    "registrations": ListDefinition(
        "read.registrations",
        "A meeting's registrations, in the order of nomination.",
        registration_queries.Registration,
        ("id", "delegation", "function", "status", "nominated_at"),
        _registrations,
    ),
    "objectives": ListDefinition(
        "read.objectives",
        "What a meeting set out to do.",
        objective_queries.Objective,
        ("id", "text", "code", "outcome_kind", "status"),
        _objectives,
    ),
    "activities": ListDefinition(
        "read.activities",
        "Follow-up activities, the first due first.",
        follow_up_queries.Activity,
        _ACTIVITY_COLUMNS,
        _activities,
    ),
    "preparation": ListDefinition(
        "read.activities",
        "Open activities of earlier meetings that a meeting does not follow yet.",
        follow_up_queries.Activity,
        _ACTIVITY_COLUMNS,
        _preparation,
    ),
    "facts": ListDefinition(
        "read.facts",
        "The log in sentences.",
        history_queries.Fact,
        _FACT_COLUMNS,
        _facts,
    ),
    "history": ListDefinition(
        "read.facts",
        "The facts of an activity, with those of all that it continues.",
        history_queries.Fact,
        _FACT_COLUMNS,
        _history,
    ),
    "participants": ListDefinition(
        "read.participants",
        "Who takes part, in the order of entry. Their names only with --as USER, as "
        "far as that user may see them; it is written down who reads.",
        ParticipantModel,
        ("id", "name", "delegation", "designated_since"),
        _participants,
    ),
}
