"""Dialogs of the cockpit: what is said with a text or a day, or was said earlier; and
the forms about the draft on the table.
"""

from dataclasses import replace
from functools import partial

import streamlit as st

from bsm_domain.agreement.values import How, Position, Procedure
from bsm_service.agreement.commands import (
    AdoptDecision,
)
from bsm_service.agreement.position_commands import RecordPositions
from dashboard.agreement import selection
from dashboard.agreement.forms import (
    decision_forms,
    drafting_forms,
    form_texts,
    procedure_forms,
)
from dashboard.agreement.forms.position_forms import HAPPENED_AT
from dashboard.agreement.room import texts
from dashboard.agreement.room.selection import RoomSelection
from dashboard.data import record
from dashboard.forms import form_dialog
from dashboard.forms.form import FieldKind, Form, FormField, FormSubject, Values

_GIVEN_BY = FormField(
    "given_by",
    form_texts.GIVEN_BY,
    FieldKind.LINE,
    optional=True,
    help=form_texts.GIVEN_BY_HELP,
)


def choice_key(room: RoomSelection) -> str:
    """Where the chosen delegations are kept: for a version of the text."""
    assert room.decision is not None
    return f"room-heard-{room.decision.id}-{room.decision.text_version}"


def clear_choice(room: RoomSelection) -> None:
    st.session_state.pop(f"{choice_key(room)}-chosen", None)


def show_buttons(room: RoomSelection, chosen: tuple[str, ...]) -> None:
    """Buttons of what needs a text or a day, or was said at another time."""
    for place, form in heard_forms(room, chosen).items():
        form_dialog.form_button(
            room.page, _subject(room, place, chosen), (form,), f"{form.label}\u2009…"
        )


def heard_forms(room: RoomSelection, chosen: tuple[str, ...]) -> dict[str, Form]:
    def form(label: str, *fields: FormField, **given: Position) -> Form:
        return Form(
            label,
            texts.RECORD_HEARD,
            (*fields, HAPPENED_AT, _GIVEN_BY),
            command=RecordPositions,
            takes_earlier_date=False,
            adjust=partial(_with_rows, room, chosen, given),
            follow=lambda _: clear_choice(room),
        )

    text = FormField("text", form_texts.RESERVATION, FieldKind.TEXT, max_length=4_000)
    until = FormField("until", form_texts.UNTIL, FieldKind.DATE)
    position = FormField(
        "position",
        texts.POSITION,
        FieldKind.CHOICE,
        options=tuple(
            (position, texts.POSITION_LABELS[position])
            for position in (
                Position.AGREE,
                Position.OBJECT,
                Position.AMEND,
                Position.NONE,
            )
        ),
    )
    return {
        "reserve": form(texts.RESERVES, text, position=Position.RESERVE),
        "ad-referendum": form(
            texts.POSITION_LABELS[Position.AD_REFERENDUM],
            until,
            position=Position.AD_REFERENDUM,
        ),
        "otherwise": form(texts.OTHERWISE, position),
    }


def _with_rows(
    room: RoomSelection,
    chosen: tuple[str, ...],
    given: dict[str, Position],
    values: Values,
) -> Values:
    """A row for each delegation with what was entered."""
    assert room.decision is not None
    said = {
        name: values[name] for name in ("position", "text", "until") if name in values
    } | given
    rest = {name: value for name, value in values.items() if name not in said}
    return {
        **rest,
        "version": room.decision.text_version,
        "how": How.ROOM,
        "occurred_at": values.get("occurred_at") or record.current_time(),
        "rows": [{"delegation": code, **said} for code in chosen],
    }


def show_procedure_buttons(room: RoomSelection) -> None:
    """Buttons of the forms about the draft itself: a new version, and what becomes of
    its procedure, but for what has a tap of its own.
    """
    assert room.decision is not None
    selected = selection.of_decision(room.page, room.decision.id)
    if selected is None:
        return
    if selected.is_open:
        subject = replace(
            _subject(room, ""), place=decision_forms.TEXT, draft_id=room.decision.id
        )
        new_version = drafting_forms.new_version_form(room.page, selected)
        _show_button(room, subject, new_version)
    for number, form in enumerate(procedure_forms.procedure_forms(selected)):
        if not _has_own_tap(form):
            _show_button(room, _subject(room, f"procedure-{number}"), form)


def _show_button(room: RoomSelection, subject: FormSubject, form: Form) -> None:
    assert form.command is not None
    label = texts.COMMAND_BUTTONS.get(form.command, form.label)
    form_dialog.form_button(room.page, subject, (form,), f"{label}\u2009…")


def _has_own_tap(form: Form) -> bool:
    """What is opened or adopted in the cockpit without a form."""
    procedure = form.given.get("procedure")
    return form.command is AdoptDecision or procedure in (
        Procedure.ROOM,
        Procedure.CONSENSUS,
    )


def _subject(
    room: RoomSelection, place: str, chosen: tuple[str, ...] = ()
) -> FormSubject:
    assert room.decision is not None
    names = texts.chosen_delegations(chosen, room.names)
    about = texts.draft_label(room.decision)
    return FormSubject(
        texts.HEARD_TITLE if chosen else texts.DRAFT_LABEL,
        f"{names}: {about}" if chosen else about,
        {"decision_id": room.decision.id},
        place=f"room-{place}",
    )
