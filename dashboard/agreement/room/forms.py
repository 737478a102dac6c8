"""Dialogs of the cockpit: what is said with a text or a day, or was said earlier; and
the forms about the draft on the table.
"""

from datetime import datetime, time, timedelta
from functools import partial

import streamlit as st

from bsm_domain.agreement.values import DecisionStatus, How, Position, Procedure
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.agreement.tables import Decision
from bsm_service.agreement.commands import (
    EndProcedure,
    LeaveDecisionOpen,
    OpenProcedure,
)
from bsm_service.agreement.position_commands import RecordPositions
from dashboard.agreement.forms import form_texts
from dashboard.agreement.forms.position_forms import HAPPENED_AT
from dashboard.agreement.room import texts
from dashboard.agreement.room.selection import RoomSelection
from dashboard.data import record
from dashboard.forms import form_dialog
from dashboard.forms.form import FieldKind, Form, FormField, FormSubject, Values
from dashboard.forms.generated_form import form_of, override

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


def show_procedure_buttons(room: RoomSelection, decision: Decision) -> None:
    for place, form in procedure_forms(room, decision).items():
        form_dialog.form_button(
            room.page, _subject(room, place), (form,), f"{form.label}\u2009…"
        )


def procedure_forms(room: RoomSelection, decision: Decision) -> dict[str, Form]:
    """The forms that are possible now."""
    forms = {}
    is_silence = decision.procedure == Procedure.SILENCE
    if decision.status == DecisionStatus.DRAFT:
        forms["silence"] = form_of(
            OpenProcedure,
            override("expires_at", value=_usual_expiry(room), optional=False),
            override("time_zone", value=room.meeting.time_zone, optional=False),
            label=texts.SILENCE,
            without=("basis",),
            given={"procedure": Procedure.SILENCE, "of": decision.text_version},
        )
    else:
        forms["end"] = form_of(EndProcedure, label=texts.END)
    if decision.status == DecisionStatus.DRAFT or not is_silence:
        forms["open"] = form_of(LeaveDecisionOpen, label=texts.NO_AGREEMENT)
    return forms


def _usual_expiry(room: RoomSelection) -> datetime:
    """Noon at the meeting's place, three days from now."""
    today = record.current_time().astimezone(time_zone_named(room.meeting.time_zone))
    return datetime.combine(today.date() + timedelta(days=3), time(12))


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
