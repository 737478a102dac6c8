"""The form that issues the list of participants."""

from collections.abc import Callable, Mapping

from bsm_projections.meetings.read_model import Meeting
from bsm_service.application.command import Command
from bsm_service.registration.list_of_participants.commands import IssueList
from dashboard.data.page_context import PageContext
from dashboard.forms.form import Form
from dashboard.forms.generated_form import form_of
from dashboard.registration.list_of_participants import texts


def issue_form(page: PageContext, meeting: Meeting) -> Form:
    return form_of(IssueList, explanations=(texts.EFFECT,))


# The forms of steps of a meeting that are about the list of participants.
FORMS: Mapping[type[Command], Callable[[PageContext, Meeting], Form]] = {
    IssueList: issue_form
}
