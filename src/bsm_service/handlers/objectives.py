"""What a meeting sets out to do."""

from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.objective import Objective
from bsm_service import commands as ask
from bsm_service.case import Case, decide


@decide.register
def _(command: ask.SetObjective, case: Case) -> None:
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
def _(command: ask.RecordDiscussion, case: Case) -> None:
    objective = case.change(Objective, command.objective_id)
    case.load(Meeting, objective.meeting_id).must_have_begun()
    case.record(objective.record_discussion(case.stamp, summary=command.summary))
