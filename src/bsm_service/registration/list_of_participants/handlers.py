"""Issues a list of participants, as known when the command is decided."""

from bsm_domain.meetings.meeting import Meeting
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.registration.list_of_participants.commands import IssueList


@decide.register
def issue_list(command: IssueList, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    context.record(
        meeting.issue_list(
            context.metadata,
            edition=command.edition,
            as_known_at=context.transaction.head.position,
        )
    )
