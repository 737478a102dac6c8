"""What a meeting sets out to do."""

from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.objective import Objective
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.meetings.commands import RecordDiscussion, SetObjective


@decide.register
def _(command: SetObjective, case: CommandContext) -> None:
    case.permit()
    case.load(Meeting, command.meeting_id)
    id = case.begin(Objective, command.objective_id)
    case.record(
        Objective.set(
            id,
            case.stamp,
            meeting_id=command.meeting_id,
            code=command.code,
            text=command.text,
            audience=command.audience,
            outcome_kind=command.outcome_kind,
        )
    )


@decide.register
def _(command: RecordDiscussion, case: CommandContext) -> None:
    objective = case.change(Objective, command.objective_id)
    case.load(Meeting, objective.meeting_id).must_have_begun()
    case.record(objective.record_discussion(case.stamp, summary=command.summary))
