"""Every list that the record can be asked for, as the command line asks for it: which
filters it takes, and which fields a terminal shows of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import typer

from bsm_domain.catalogue import FactKind
from bsm_domain.follow_up import ActivityStatus
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import Listed, converted
from bsm_projections.follow_up import details as activity_details
from bsm_projections.follow_up import queries as activities_listed
from bsm_projections.follow_up.preparation import still_open
from bsm_projections.history import queries as facts
from bsm_projections.meetings import queries as meetings
from bsm_projections.people import queries as people
from bsm_projections.registration import queries as lists
from bsm_service.cli.parsing import code_of, time_of
from bsm_service.cli.query_options import Looking, known
from bsm_service.identity import SYSTEM
from bsm_service.people.participants import (
    ParticipantModel,
    open_participants,
    visible_participants,
)

AMeeting = Annotated[
    str, typer.Option("--meeting", metavar="MEETING", help="Its id, or its edition.")
]
PerhapsMeeting = Annotated[
    str | None,
    typer.Option("--meeting", metavar="MEETING", help="Its id, or its edition."),
]
ACode = Annotated[
    str | None, typer.Option("--delegation", metavar="CODE", help="Such as AT.")
]
ATime = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Of recording: 2016-04-12T16:00:00+02:00."),
]
AnActivity = Annotated[UUID, typer.Option("--activity", metavar="ID", help="Its id.")]


@dataclass(frozen=True, slots=True)
class AList:
    """`action` is that of the permission table; `item` the model of what is listed, or
    `item_of_meeting` where a meeting is named; `columns` the fields that a terminal
    shows; `page` gives one page, and its arguments are the options.
    """

    action: str
    told: str
    item: Any
    columns: tuple[str, ...]
    page: Callable[..., Listed[Any]]
    item_of_meeting: Any = None


def _meetings(it: Looking) -> Listed[Any]:
    return meetings.meetings(it.context, after=it.after, limit=it.limit)


def _delegations(it: Looking, meeting: PerhapsMeeting = None) -> Listed[Any]:
    if meeting is None:
        return _whole(meetings.known_delegations(it.context))
    return _whole(meetings.delegations(it.context, it.meeting(meeting)))


def _registrations(it: Looking, meeting: AMeeting) -> Listed[Any]:
    id = it.meeting(meeting)
    return lists.registrations(it.context, id, after=it.after, limit=it.limit)


def _objectives(it: Looking, meeting: AMeeting) -> Listed[Any]:
    id = it.meeting(meeting)
    return lists.objectives(it.context, id, after=it.after, limit=it.limit)


def _activities(
    it: Looking,
    meeting: PerhapsMeeting = None,
    owner: Annotated[str | None, typer.Option(metavar="CODE")] = None,
    concerning: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Owned by it, or with it as a partner."),
    ] = None,
    status: ActivityStatus | None = None,
    is_open: Annotated[bool | None, typer.Option("--open/--closed")] = None,
    overdue: Annotated[bool | None, typer.Option("--overdue/--not-overdue")] = None,
) -> Listed[Any]:
    return activities_listed.activities(
        it.context,
        meeting_id=it.meeting(meeting) if meeting else None,
        owner=code_of(owner),
        concerning=code_of(concerning),
        status=status,
        is_open=is_open,
        overdue=overdue,
        after=it.after,
        limit=it.limit,
    )


def _preparation(it: Looking, meeting: AMeeting) -> Listed[Any]:
    return _whole(still_open(it.context, it.meeting(meeting)))


def _history(it: Looking, activity: AnActivity) -> Listed[Any]:
    id = str(activity)
    known(activities_listed.activity(it.context, id), "activity", id)
    streams = (id, *activity_details.ancestors(it.context, id))
    return facts.facts(it.context, streams=streams, after=it.after, limit=it.limit)


def _facts(
    it: Looking,
    meeting: PerhapsMeeting = None,
    delegation: ACode = None,
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
    since: ATime = None,
    until: ATime = None,
    newest_first: Annotated[bool, typer.Option("--newest-first")] = False,
) -> Listed[Any]:
    return facts.facts(
        it.context,
        meeting_id=it.meeting(meeting) if meeting else None,
        delegation=code_of(delegation),
        kinds=tuple(kind or ()),
        stream_id=str(stream) if stream else None,
        entered_late=entered_late,
        since=time_of(since) if since else None,
        until=time_of(until) if until else None,
        newest_first=newest_first,
        after=it.after,
        limit=it.limit,
    )


def _participants(
    it: Looking,
    delegation: ACode = None,
    groups: Annotated[
        list[PersonalGroup] | None,
        typer.Option("--groups", help="What is shown of each with --as. Repeatable."),
    ] = None,
) -> Listed[Any]:
    if it.who is None:
        found = people.participants(
            it.context, delegation=code_of(delegation), after=it.after, limit=it.limit
        )
    else:
        found = visible_participants(
            it.who,
            it.context,
            delegation=code_of(delegation),
            after=it.after,
            limit=it.limit,
        )
    return converted(found, opened(it, found.items, groups))


def opened(
    it: Looking,
    of: tuple[people.Participant, ...],
    groups: list[PersonalGroup] | None = None,
) -> tuple[ParticipantModel, ...]:
    """People with what the user may see of them; for nobody in particular, nothing."""
    return open_participants(
        it.system.people,
        it.who or SYSTEM,
        of,
        groups or [PersonalGroup.NAME],
        purpose="asked on the command line",
        place="command line",
    )


def _whole(found: tuple[Any, ...]) -> Listed[Any]:
    """A list that is short, at once."""
    return Listed(found, None, len(found))


_OF_ACTIVITY = ("id", "title", "owner", "due_on", "status", "percent")
_OF_FACT = ("position", "recorded_at", "occurred_at", "sentence")

LISTS: Mapping[str, AList] = {
    "meetings": AList(
        "read.meetings",
        "The network's meetings, the earliest first.",
        meetings.Meeting,
        ("id", "title", "edition", "starts_on", "status"),
        _meetings,
    ),
    "delegations": AList(
        "read.delegations",
        "Who is invited to a meeting, or every delegation that the network knows; in "
        "protocol order.",
        meetings.KnownDelegation,
        ("code", "name", "kind", "open_activities"),
        _delegations,
        item_of_meeting=meetings.Delegation,
    ),
    "registrations": AList(
        "read.registrations",
        "A meeting's registrations, in the order of nomination.",
        lists.Registration,
        ("id", "delegation", "function", "status", "nominated_at"),
        _registrations,
    ),
    "objectives": AList(
        "read.objectives",
        "What a meeting set out to do.",
        lists.Objective,
        ("id", "text", "code", "outcome_kind", "status"),
        _objectives,
    ),
    "activities": AList(
        "read.activities",
        "Follow-up activities, the first due first.",
        activities_listed.Activity,
        _OF_ACTIVITY,
        _activities,
    ),
    "preparation": AList(
        "read.activities",
        "Open activities of earlier meetings that a meeting does not follow yet.",
        activities_listed.Activity,
        _OF_ACTIVITY,
        _preparation,
    ),
    "facts": AList("read.facts", "The log in sentences.", facts.Fact, _OF_FACT, _facts),
    "history": AList(
        "read.facts",
        "The facts of an activity, with those of all that it continues.",
        facts.Fact,
        _OF_FACT,
        _history,
    ),
    "participants": AList(
        "read.participants",
        "Who takes part, in the order of entry. Their names only with --as USER, as "
        "far as that user may see them; it is written down who reads.",
        ParticipantModel,
        ("id", "name", "delegation", "designated_since"),
        _participants,
    ),
}
