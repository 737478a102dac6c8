"""Forms about an objective, and the button that opens them."""

from functools import partial

from bsm_domain.foundation.aggregate import is_possible
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.meetings.objective import ObjectiveStatus
from bsm_projections.meetings import read_model
from bsm_projections.meetings.objectives import Objective
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.meetings.objective_commands import (
    ListAim,
    MoveObjective,
    RecordDiscussion,
    RewordObjective,
    WithdrawObjective,
)
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, Options, allowed_forms
from dashboard.forms.generated_form import form_of, override, possible_forms
from dashboard.meetings import change_texts
from dashboard.meetings.agenda import selection
from dashboard.meetings.texts import is_withdrawn, session_text, was_discussed


def objective_button(page: PageContext, objective: Objective) -> None:
    """A button that opens the forms about an objective that the viewer may send."""
    if page.meeting is None:
        return
    form_dialog.form_button(
        page,
        FormSubject(
            "Objective",
            f"{objective.code} · {objective.text}",
            {"objective_id": objective.id},
            objective.version,
        ),
        objective_forms(
            page.viewer.principal,
            objective,
            page.meeting,
            _session_options(page, objective),
        ),
    )


def _session_options(page: PageContext, objective: Objective) -> Options:
    """The sessions of the released agenda, and for whoever may read it of the draft;
    what everybody sees is not moved to a session for focal points only.
    """
    released = page.shown_meeting.agenda
    draft = selection.draft_sessions(page)
    known = {each.id for each in released}
    return tuple(
        (each.id, session_text(each, is_draft=each.id not in known))
        for each in (released if draft is None else draft)
        if each.audience == MatterAudience.ALL
        or objective.audience != MatterAudience.ALL
    )


def objective_forms(
    principal: Principal,
    objective: Objective,
    meeting: read_model.Meeting,
    sessions: Options = (),
) -> tuple[Form, ...]:
    """What may be recorded of an objective; its discussion, once the meeting has begun.
    `sessions` are those to which it can be moved.
    """
    if (
        objective.status is None
        or is_withdrawn(objective)
        or meeting.status == MeetingStatus.CANCELLED
    ):
        return ()
    without: set[type[Command]] = set()
    if not is_possible(Meeting.must_have_begun, meeting.status):
        without.add(RecordDiscussion)
    if objective.audience == MatterAudience.ALL:
        without.add(ListAim)
    if objective.decisions:
        without.add(WithdrawObjective)
    if not sessions:
        without.add(MoveObjective)
    # What was agreed since does not matter: decisions have their own forms.
    is_discussed = was_discussed(objective)
    forms = possible_forms(
        "objective_id",
        ObjectiveStatus.DISCUSSED if is_discussed else ObjectiveStatus.SET,
        partial(_objective_form, objective, sessions),
        without=without,
    )
    return allowed_forms(principal, None, *forms)


def _objective_form(
    objective: Objective, sessions: Options, command: type[Command]
) -> Form:
    if command is RecordDiscussion:
        return form_of(
            RecordDiscussion,
            override(
                "summary",
                label="Summary of the discussion",
                help="Part of the official record",
            ),
        )
    if command is RewordObjective:
        return form_of(
            RewordObjective,
            override("text", label="Objective", value=objective.text),
            explanations=(change_texts.REWORDING_EFFECT,),
        )
    if command is MoveObjective:
        return form_of(
            MoveObjective,
            override(
                "session_id",
                label="Session",
                options=sessions,
                value=objective.session_id,
                help=change_texts.NO_SESSION,
            ),
        )
    if command is WithdrawObjective:
        return form_of(
            WithdrawObjective, explanations=(change_texts.OBJECTIVE_WITHDRAWAL_EFFECT,)
        )
    return form_of(command)
