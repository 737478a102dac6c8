"""Dialogs of the cockpit: what is said with a text or a day, or was said earlier; and
the forms about the draft on the table.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import streamlit as st

from bsm_domain.agreement.values import How, Position, Procedure
from bsm_projections.agreement.tables import Decision
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
from dashboard.agreement.selection import DecisionSelection
from dashboard.components import html
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


def choice_key(decision: Decision) -> str:
    """Where the chosen delegations are kept: for a version of the text."""
    return f"room-heard-{decision.id}-{decision.text_version}"


def clear_choice(room: RoomSelection) -> None:
    assert room.decision is not None
    st.session_state.pop(f"{choice_key(room.decision)}-chosen", None)


def seen(decision: Decision) -> str:
    """What a form in the cockpit depends on: the version of the text."""
    return str(decision.text_version)


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
    for subject, form in _procedure_forms(room):
        assert form.command is not None
        label = texts.COMMAND_BUTTONS.get(form.command, form.label)
        form_dialog.form_button(room.page, subject, (form,), f"{label}\u2009…")


def _procedure_forms(room: RoomSelection) -> Iterator[tuple[FormSubject, Form]]:
    selected = _decision(room)
    if selected is None:
        return
    if selected.is_open:
        subject = replace(
            _subject(room, ""),
            place=decision_forms.TEXT,
            draft_id=selected.decision.id,
        )
        yield subject, drafting_forms.new_version_form(room.page, selected)
    for number, form in enumerate(procedure_forms.procedure_forms(selected)):
        if not _has_own_tap(form):
            yield _subject(room, f"procedure-{number}"), form


def _decision(room: RoomSelection) -> DecisionSelection | None:
    assert room.decision is not None
    return selection.of_decision(room.page, room.decision.id)


def renew_open_form(room: RoomSelection) -> None:
    """Tells whoever has a form about the draft open that a new version was tabled; what
    they typed is kept, and so are the delegations of which it is. Belongs into what
    live updates redraw.
    """
    opened, decision = form_dialog.open_subject(), room.decision
    if opened is None or decision is None or room.page.is_frozen:
        return
    is_of_draft = opened.ids == {"decision_id": decision.id}
    if not is_of_draft or opened.seen == seen(decision):
        return
    selected = _decision(room)
    assert selected is not None
    earlier = int(opened.seen)
    for subject, form in _offered_forms(room, earlier):
        if subject.place == opened.place and form_dialog.is_among_open(form):
            note = decision_forms.what_changed(selected, earlier)
            form_dialog.renew_open_form(replace(subject, note=note), (form,))
            return
    note = html.paragraphs("meanwhile", texts.form_is_outdated(decision.text_version))
    form_dialog.renew_open_form(replace(opened, seen=seen(decision), note=note), ())


def _offered_forms(
    room: RoomSelection, earlier: int
) -> Iterator[tuple[FormSubject, Form]]:
    """Those of the cockpit as it is now, for the delegations that were chosen for the
    earlier version.
    """
    assert room.decision is not None
    before = replace(room.decision, text_version=earlier)
    chosen = st.session_state.get(f"{choice_key(before)}-chosen", ())
    if chosen and room.is_open:
        st.session_state[f"{choice_key(room.decision)}-chosen"] = chosen
        for place, form in heard_forms(room, chosen).items():
            yield _subject(room, place, chosen), form
    yield from _procedure_forms(room)


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
        seen=seen(room.decision),
    )
