"""What taps in the cockpit record, at once and without a form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import streamlit as st

from bsm_domain.agreement.values import How, Position, Procedure
from bsm_projections.agreement.tables import Decision
from bsm_service.agreement.commands import AdoptDecision, OpenProcedure
from bsm_service.agreement.position_commands import (
    RecordPositions,
    TakePosition,
    WithdrawPosition,
)
from bsm_service.application.command import Command
from bsm_service.meetings.commands import CallRoll
from dashboard.agreement.room import texts
from dashboard.agreement.room.selection import DRAFT, RoomSelection
from dashboard.data import record
from dashboard.forms import submit
from dashboard.forms.submit import FormRefusal, FormResult
from dashboard.shell import address

_RESULT_KEY = "room-result"


def last_result() -> FormResult | FormRefusal | None:
    """What came of the last tap."""
    result: FormResult | FormRefusal | None = st.session_state.get(_RESULT_KEY)
    return result


def call_roll(room: RoomSelection, present: frozenset[str]) -> bool:
    """Records who is present; everybody else who is invited is absent. Returns whether
    it is on record.
    """
    meeting = room.meeting
    fields = {
        "meeting_id": meeting.id,
        "session_id": room.session_id,
        "lines": [
            _roll_line(room, one.code, is_present=one.code in present)
            for one in room.delegations
        ],
    }
    purpose = f"roll {meeting.version} {room.session_id} {sorted(present)}"
    return _submit(room, CallRoll, fields, meeting.id, purpose)


def _roll_line(room: RoomSelection, code: str, *, is_present: bool) -> dict[str, Any]:
    """What the arrivals say of a delegation was told by them, as is its acting head."""
    arrived = room.arrived.get(code)
    line: dict[str, Any] = {"delegation": code, "present": is_present}
    if is_present and arrived is not None:
        line |= {"told_by": "check-in", "acting_head": arrived.acting_head}
    return line


def record_heard(room: RoomSelection, codes: tuple[str, ...], what: Position) -> bool:
    """Records what delegations said in the room just now, one or many."""
    decision = _on_the_table(room)
    if len(codes) > 1:
        rows = [{"delegation": code, "position": what} for code in codes]
        purpose = f"{what} {codes}"
        # A second tap tells the time of the first, or it would be another command.
        tapped_at = st.session_state.setdefault(
            f"room-{decision.id}-{decision.version}-{purpose}", record.current_time()
        )
        return _submit_about(
            room,
            RecordPositions,
            {"rows": rows, "occurred_at": tapped_at},
            purpose,
            version=decision.text_version,
        )
    [code] = codes
    return _submit_about(
        room,
        TakePosition,
        {"delegation": code, "position": what, "instead_of": seen_entry(room, code)},
        f"{what} {code}",
        version=decision.text_version,
    )


def record_withdrawn(room: RoomSelection, code: str) -> bool:
    """Records that a delegation has withdrawn what it said."""
    return _submit_about(
        room,
        WithdrawPosition,
        {"delegation": code, "instead_of": seen_entry(room, code)},
        f"withdrawn {code}",
        version=_on_the_table(room).text_version,
    )


def open_procedure(room: RoomSelection, procedure: Procedure) -> bool:
    decision = _on_the_table(room)
    session_id = room.session_id if procedure is Procedure.ROOM else None
    fields = {
        "decision_id": decision.id,
        "procedure": procedure,
        "of": decision.text_version,
        "session_id": session_id,
    }
    return _submit(
        room,
        OpenProcedure,
        fields,
        decision.id,
        f"{decision.version} open {procedure} {session_id}",
        expected_version=decision.version,
    )


def adopt(room: RoomSelection) -> bool:
    """The gavel: with the objections that were read out. The decision stays on the
    table, so that its number is shown.
    """
    decision = _on_the_table(room)
    unheard = [said.delegation for said in room.situation.unheard]
    fields = {
        "decision_id": decision.id,
        "of": decision.text_version,
        "read_out": unheard,
        "session_id": room.session_id,
    }
    is_recorded = _submit(
        room,
        AdoptDecision,
        fields,
        decision.id,
        f"{decision.version} adopt {unheard}",
        expected_version=decision.version,
    )
    if is_recorded:
        address.set_parameter(DRAFT, decision.id)
    return is_recorded


def seen_entry(room: RoomSelection, code: str) -> int:
    """The entry of the position that the page shows; 0 where there is none."""
    heard = (said for said in room.situation.heard if said.delegation == code)
    return next((said.entry for said in heard), 0)


def _on_the_table(room: RoomSelection) -> Decision:
    assert room.decision is not None
    return room.decision


def _submit_about(
    room: RoomSelection,
    command: type[Command],
    fields: Mapping[str, Any],
    purpose: str,
    *,
    version: int,
) -> bool:
    """A position, as it was given in the room."""
    decision = _on_the_table(room)
    about = {"decision_id": decision.id, "version": version, "how": How.ROOM}
    purpose = f"{decision.version} {purpose}"
    return _submit(room, command, {**about, **fields}, decision.id, purpose)


def _submit(
    room: RoomSelection,
    command: type[Command],
    fields: Mapping[str, Any],
    stream_id: str,
    purpose: str,
    *,
    expected_version: int | None = None,
) -> bool:
    """A second tap on the same page is the same command, and is recorded once."""
    result = submit.submit_command(
        room.page.viewer.principal,
        command,
        fields,
        command_id=submit.derived_id(UUID(stream_id), purpose),
        stream_id=stream_id,
        expected_version=expected_version,
    )
    if isinstance(result, FormRefusal) and result.version is not None:
        result = replace(result, sentence=texts.MOVED_ON)
    st.session_state[_RESULT_KEY] = result
    return isinstance(result, FormResult)
