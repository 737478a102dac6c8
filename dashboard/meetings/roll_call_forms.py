"""Forms about who is present at a meeting, and what its decisions are called."""

from dataclasses import replace

from bsm_projections.meetings.read_model import Meeting
from bsm_service.meetings.commands import CallRoll, ChooseSymbol
from dashboard.data.page_context import PageContext
from dashboard.forms.form import FieldKind, Form, FormField, Values
from dashboard.forms.generated_form import form_of, override
from dashboard.meetings import step_texts


def roll_call_form(page: PageContext, meeting: Meeting) -> Form:
    """Asks who is present; all others who are invited are absent."""
    delegations = page.viewer.delegations(meeting.id)

    def to_command(values: Values) -> Values:
        present = values["present"]
        lines = [
            {"delegation": delegation.code, "present": delegation.code in present}
            for delegation in delegations
        ]
        return {name: values[name] for name in values if name != "present"} | {
            "lines": lines
        }

    roll = FormField(
        "present",
        step_texts.PRESENT,
        FieldKind.CHOICES,
        tuple((delegation.code, delegation.name) for delegation in delegations),
        help=step_texts.PRESENT_HELP,
    )
    sessions = tuple((str(each.id), each.title) for each in meeting.agenda)
    form = form_of(
        CallRoll,
        override("session_id", label="Session", options=sessions),
        without=("lines",),
        adjust=to_command,
    )
    return replace(form, fields=(*form.fields, roll))


def symbol_form(page: PageContext, meeting: Meeting) -> Form:
    return form_of(
        ChooseSymbol,
        override("prefix", label="Prefix", help=step_texts.symbol_help(meeting)),
    )
