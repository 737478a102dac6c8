"""Where a proposed activity comes from: an objective, a session, or a decision."""

from dataclasses import dataclass
from uuid import UUID

from bsm_domain.agreement.decision import Decision
from bsm_domain.follow_up.values import (
    DecisionOrigin,
    ObjectiveOrigin,
    Origin,
    SessionOrigin,
)
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue, NotFound
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.objective import Objective
from bsm_service.access.permissions import require_part_in_agreement
from bsm_service.application.command_context import CommandContext
from bsm_service.follow_up.commands import ProposeActivity


@dataclass(frozen=True, slots=True)
class ActivitySource:
    """Where an activity comes from. What is for focal points only may have follow-up
    for everybody: that `is_released` once it is proposed, so that its first fact, which
    says where it comes from, is for focal points only as well.
    """

    origin: Origin
    meeting: Meeting
    audience: MatterAudience
    is_released: bool = False


def source_of(command: ProposeActivity, context: CommandContext) -> ActivitySource:
    origins = (
        *(command.objective_id, command.decision_id),
        *(command.session_id, command.decision),
    )
    if sum(origin is not None for origin in origins) != 1:
        raise InvalidValue(
            "an activity arises from one objective, session or decision; give only one",
            field="objective_id",
        )
    if command.objective_id is not None:
        objective = context.load(Objective, command.objective_id)
        if not _may_know(objective.audience, context):
            raise NotFound(f"there is no objective with the ID {objective.id}")
        if command.meeting_id not in (None, objective.meeting_id):
            raise InvalidValue(
                "the objective belongs to another meeting; choose that meeting",
                field="meeting_id",
            )
        return ActivitySource(
            ObjectiveOrigin(objective_id=objective.id),
            context.load(Meeting, objective.meeting_id),
            objective.audience,
        )
    if command.decision_id is not None:
        return _decision_source(command.decision_id, command.meeting_id, context)
    if command.meeting_id is None:
        raise InvalidValue(
            "choose the meeting of the session or decision", field="meeting_id"
        )
    meeting = context.load(Meeting, command.meeting_id)
    if command.decision is not None:
        origin = DecisionOrigin(symbol=command.decision)
        return ActivitySource(origin, meeting, MatterAudience.ALL)
    assert command.session_id is not None
    session = meeting.released.sessions.get(command.session_id)
    if session is None or not _may_know(session.audience, context):
        raise NotFound(f"the meeting has no session “{command.session_id}”")
    return ActivitySource(
        SessionOrigin(session_id=command.session_id), meeting, session.audience
    )


def _may_know(audience: MatterAudience, context: CommandContext) -> bool:
    """Contacts of organisations propose nothing from what is for focal points only, and
    do not learn that it is on record.
    """
    return audience is MatterAudience.ALL or not context.principal.is_contact


def _decision_source(
    id: UUID, meeting_id: UUID | None, context: CommandContext
) -> ActivitySource:
    require_part_in_agreement(context.principal)
    decision = context.load(Decision, id)
    if meeting_id not in (None, decision.meeting_id):
        raise InvalidValue(
            "the decision belongs to another meeting; choose that meeting",
            field="meeting_id",
        )
    if not decision.is_in_force or decision.adoption is None:
        raise InvalidTransition(
            "an activity can come from a decision once it is adopted (now: "
            f"{decision.status})"
        )
    is_restricted = decision.audience is MatterAudience.FOCAL_POINTS
    return ActivitySource(
        DecisionOrigin(symbol=decision.adoption.symbol, decision_id=decision.id),
        context.load(Meeting, decision.meeting_id),
        decision.audience,
        is_released=is_restricted and decision.follow_up_audience is MatterAudience.ALL,
    )
