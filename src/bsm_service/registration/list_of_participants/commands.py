"""The command that issues a list of participants."""

from uuid import UUID

from bsm_domain.meetings.issued_list_facts import ListEdition
from bsm_domain.meetings.meeting import Meeting
from bsm_service.access.scopes import SECRETARIAT
from bsm_service.application.command import Command


class IssueList(Command):
    """Issue the list of participants: a provisional, the final or a corrected one.

    It names everybody who has a seat now, and never changes; later changes of the
    record need a further edition.
    """

    NAME = "meeting.issue-list"
    TITLE = "Issue the list of participants"
    ALLOWED = SECRETARIAT
    PATH = "/meetings/{meeting_id}/lists-of-participants"
    DECIDED_IN_HANDLER = Meeting.issue_list
    meeting_id: UUID
    edition: ListEdition
