"""What the handlers of commands about activities look up for the domain."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.dependencies import dependency_path, titles_along
from bsm_domain.foundation.errors import InvalidValue, errors_within
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DueDate, DuePrecision, Owner
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.people.participant import Participant
from bsm_service.application.command_context import CommandContext
from bsm_service.foundation.refusals import first_error_sentence

# The network meets once a year: the assumed date of the next meeting until it is
# announced.
YEAR = timedelta(days=365)


def activity_to_contribute_to(context: CommandContext, id: UUID) -> FollowUpActivity:
    """The activity, with permission for its partners as well as its owner."""
    own = context.principal.delegation

    def delegation_of(activity: FollowUpActivity) -> str | None:
        return own if own in activity.terms.partners else activity.owning_delegation

    return context.load_to_change(FollowUpActivity, id, delegation_of=delegation_of)


def evidence_to_change(
    context: CommandContext, id: UUID, evidence_id: UUID
) -> FollowUpActivity:
    """The activity, with permission for its owner and the delegation that attached the
    evidence.
    """
    own = context.principal.delegation

    def delegation_of(activity: FollowUpActivity) -> str | None:
        evidence = activity.evidence.get(evidence_id)
        attached_it = evidence is not None and own is not None and evidence.by == own
        return own if attached_it else activity.owning_delegation

    return context.load_to_change(FollowUpActivity, id, delegation_of=delegation_of)


def require_known_delegations(codes: Collection[str], *meetings: Meeting) -> None:
    """Raises InvalidValue for a code that is neither a State's nor that of a delegation
    invited to one of the meetings.
    """
    for code in codes:
        if code not in STATES and not any(
            code in meeting.quotas for meeting in meetings
        ):
            raise InvalidValue(
                f"{code} is not the code of a participating State, a Partner for "
                "Co-operation or an organisation invited to the meeting"
            )


def meetings_of_activity(
    context: CommandContext, activity: FollowUpActivity
) -> tuple[Meeting, ...]:
    """The meeting that follows it up, and the one at which it was proposed."""
    ids = (activity.meeting_id, activity.first_meeting_id)
    return tuple(context.load(Meeting, id) for id in dict.fromkeys(ids))


def resolve_owner(
    delegation: str,
    agency: str | None,
    person: UUID | None,
    context: CommandContext,
    *meetings: Meeting,
) -> Owner:
    """Raises NotFound, InvalidValue for a person who is unknown or of another
    delegation.
    """
    with errors_within("owner"):
        require_known_delegations((delegation,), *meetings)
    if person is not None:
        participant = context.load(Participant, person)
        if participant.delegation != delegation:
            raise InvalidValue(
                f"this person does not belong to the delegation {delegation}; choose "
                "another",
                field="person",
            )
        if participant.is_erased:
            raise InvalidValue(
                "this person's data was erased; choose another person", field="person"
            )
    return Owner(delegation=delegation, agency=agency, person=person)


def due_date(
    day: date | None,
    precision: DuePrecision,
    meeting: Meeting,
    *,
    proposed_at: datetime,
) -> DueDate:
    """The due date of an activity of the meeting, in its time zone. The next meeting,
    if it has no date yet, is assumed to be a whole number of years after this one: on
    the first such day after the activity was proposed. Raises InvalidValue.
    """
    zone = meeting.details.time_zone
    if day is None:
        if precision is not DuePrecision.NEXT_MEETING:
            raise InvalidValue("enter the due date", field="due_on")
        day = meeting.details.starts_on + YEAR - timedelta(days=1)
        while day < proposed_at.astimezone(time_zone_named(zone)).date():
            day += YEAR
    try:
        return DueDate(on=day, precision=precision, time_zone=zone)
    except ValidationError as error:
        raise InvalidValue(first_error_sentence(error), field="due_on") from error


def titles_on_path(
    context: CommandContext, start: UUID, ends: Collection[UUID]
) -> tuple[str, ...]:
    """The titles of the activities by which `start` depends on one of `ends`."""

    def find(id: UUID) -> FollowUpActivity | None:
        return context.transaction.find(FollowUpActivity, id)

    return titles_along(dependency_path(start, ends, find), find)
