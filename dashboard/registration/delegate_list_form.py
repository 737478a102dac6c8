"""The form that registers a whole list of delegates: pasted lines, or a file."""

from collections import Counter
from collections.abc import Callable, Mapping

from bsm_domain.foundation.errors import InvalidValue
from bsm_projections.meetings.read_model import Meeting
from bsm_service.application.command import Command
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.delegates.delegate_list import (
    ListedDelegate,
    read_delegate_list,
)
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    RegisterDelegates,
)
from dashboard.components import html
from dashboard.data import current_principal
from dashboard.data.page_context import PageContext
from dashboard.forms.form import FieldKind, Form, FormField, Preview, Values
from dashboard.forms.submit import UploadedFile, may_submit
from dashboard.registration import texts


def delegate_list_form(page: PageContext, meeting: Meeting) -> Form:
    """Either all delegates in the list are registered or none."""
    principal = page.viewer.principal
    delegations = page.viewer.delegations(meeting.id)
    invited = {
        delegation.code: delegation.name
        for delegation in delegations
        if may_submit(principal, RegisterDelegates, delegation.code)
    }
    rows: list[ListedDelegate] = []

    def to_command(values: Values) -> Values:
        rows[:] = _read_rows(values, invited)
        return {
            "meeting_id": values["meeting_id"],
            "delegates": tuple(listed.delegate for listed in rows),
            "confirmed": values.get("confirmed", False),
        }

    def warnings(delegates: tuple[DelegateRow, ...]) -> str:
        listed = Counter(row.delegation for row in delegates)
        return texts.list_warnings(listed, delegations, meeting.capacity or 0)

    confirmed = FormField(
        "confirmed", texts.CONFIRM_AT_ONCE, FieldKind.CHECKBOX, value=True
    )
    may_confirm = current_principal.has_permission(principal, ConfirmRegistration.NAME)
    return Form(
        texts.REGISTER_LIST,
        texts.REGISTER_LIST,
        (
            FormField(
                "lines",
                texts.LIST_LINES,
                optional=True,
                max_length=500_000,
            ),
            FormField("file", texts.LIST_FILE, FieldKind.FILE, optional=True),
            *((confirmed,) if may_confirm else ()),
        ),
        command=RegisterDelegates,
        explanations=(texts.LIST_EXPLANATION, texts.LINES_EXPLANATION),
        adjust=to_command,
        preview=lambda values: _preview(
            values["delegates"],
            invited,
            warnings(values["delegates"]) if values["confirmed"] else "",
        ),
        explain=lambda sentence: texts.with_list_rows(
            sentence, [listed.row for listed in rows]
        ),
    )


def _read_rows(values: Values, invited: dict[str, str]) -> tuple[ListedDelegate, ...]:
    """Raises InvalidValue, UnreadableFile (of a file), ParserBusy, ParsingTooSlow."""
    lines, file = values.get("lines"), values.get("file")
    if lines and file:
        raise InvalidValue(texts.LINES_OR_FILE, field="lines")
    if isinstance(file, UploadedFile):
        ending = file.name.rpartition(".")[2] if "." in file.name else "csv"
        return read_delegate_list(file.data, ending, invited)
    if not lines:
        raise InvalidValue(texts.NO_LIST, field="lines")
    try:
        return read_delegate_list(str(lines).encode(), "txt", invited)
    except UnreadableFile as refusal:
        raise InvalidValue(str(refusal), field="lines") from None


def _preview(
    delegates: tuple[DelegateRow, ...], names: dict[str, str], warnings: str
) -> Preview:
    rows = [
        {
            "Delegation": names.get(row.delegation, row.delegation),
            "Name": row.person.name if row.person else "",
            "Function": row.function,
            "E-mail": (row.person.email if row.person else None) or "",
        }
        for row in delegates
    ]
    return Preview(
        ". ".join(filter(None, (texts.list_finding(delegates), warnings))),
        html.table(texts.LIST_CAPTION, rows),
        texts.register(len(delegates)),
        texts.registered(len(delegates)),
    )


# The forms of steps of a meeting that are about registrations.
FORMS: Mapping[type[Command], Callable[[PageContext, Meeting], Form]] = {
    RegisterDelegates: delegate_list_form
}
