"""Confirms the registrations that were chosen on the page Queue, all at once."""

from collections.abc import Sequence
from dataclasses import replace

from bsm_projections.registration.decisions.queries import OpenDecision
from bsm_service.registration.commands import ConfirmRegistrations
from dashboard.data.page_context import PageContext
from dashboard.forms import form_dialog
from dashboard.forms.form import Form, FormSubject, allowed_forms
from dashboard.forms.generated_form import form_of, override
from dashboard.registration.decisions import texts


def confirmation_button(
    page: PageContext, chosen: Sequence[OpenDecision], names: Sequence[str]
) -> None:
    """A button for those that are chosen; `names` are theirs, in the same order."""
    if not chosen:
        return
    meeting = page.shown_meeting
    form_dialog.form_button(
        page,
        FormSubject(
            ConfirmRegistrations.TITLE,
            texts.chosen_text(chosen),
            {"meeting_id": meeting.id},
            place="confirm-many",
        ),
        allowed_forms(
            page.viewer.principal,
            None,
            _confirmation_form(chosen, names),
            status=meeting.status,
        ),
        texts.confirm(len(chosen)),
        is_primary=True,
    )


def _confirmation_form(chosen: Sequence[OpenDecision], names: Sequence[str]) -> Form:
    form = form_of(
        ConfirmRegistrations,
        override("reason", label=texts.AHEAD, help=texts.AHEAD_HELP),
        label=texts.confirm(len(chosen)),
        given={"registration_ids": tuple(row.id for row in chosen)},
        explanations=tuple(texts.chosen_warnings(chosen, names)),
    )
    return replace(form, explain=lambda sentence: texts.with_names(sentence, names))
