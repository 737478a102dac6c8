"""Texts about drafts and decisions. They stand here to be translated."""

from collections.abc import Sequence
from datetime import datetime

from bsm_domain.agreement.values import DecisionStatus, Procedure
from bsm_domain.foundation.formatting import (
    capitalize,
    format_count,
    format_datetime,
    format_number,
    pluralize,
)
from bsm_projections.agreement.decision_status import (
    is_adopted,
    is_broken,
    is_expired,
    is_silence,
    is_undecided,
)
from bsm_projections.agreement.tables import Decision
from bsm_projections.meetings.read_model import Meeting
from dashboard.agreement.overview import awaiting_texts
from dashboard.meetings.change_texts import change_sentence
from dashboard.meetings.texts import meeting_at_place

VIEW_NAMES = {"meeting": "Meeting", "register": "Register"}
NO_SUCH_VIEW = (
    "The view that the address asks for is unknown. The meeting's view is shown "
    "instead."
)
SHOWN_NAMES = {
    "all": "All",
    "objections": "Objections",
    "unheard": "Not heard",
    "stale": "Earlier version only",
}
SILENCES_MEASURE = (
    "A text under silence is adopted when the silence expires, unless a "
    "participating State objects or proposes an amendment before then"
)
ELSEWHERE = "Under silence at other meetings:"
NO_SILENCE = (
    "No text is under silence. The Chair or the secretariat opens a silence on a draft."
)
NO_DECISIONS_YET = (
    "Focal points, the Chair and the secretariat table draft decisions; their texts, "
    "positions and outcomes are shown here."
)
MATRIX_MEASURE = (
    "The last position of each participating State, in protocol order; click a title "
    "to open the text"
)
FINAL_MEASURE = "Positions on the text as it was adopted, in protocol order"
FINAL_POSITIONS = "Final positions on adopted decisions"
DRAFTS_MEASURE = (
    "How many of the States whose objection counts were heard; positions are shown "
    "once a text is adopted"
)
NOTHING_SHOWN = {
    "objections": "No objection or amendment stands on a draft of this meeting.",
    "unheard": "Every State whose objection counts has been heard on every text.",
    "stale": "No State has been heard on an earlier version only.",
}
ADOPTED_DEFINITION = (
    "Decisions of this meeting that have been adopted in the room, by consensus or by "
    "silence, and not annulled. Those superseded by a later decision are included."
)
SILENCE_DEFINITION = (
    "Drafts of this meeting on which a silence is running. They are adopted when it "
    "expires, unless a participating State objects or proposes an amendment before "
    "then."
)
NEGOTIATION_DEFINITION = (
    "Open drafts of this meeting that are not under silence: those without a "
    "procedure, and those put forward for adoption in the room or by consensus."
)
ENDED_DEFINITION = (
    "Drafts of this meeting that ended without an adoption: not agreed, or withdrawn."
)


def headline(
    meeting: Meeting | None,
    decisions: Sequence[Decision],
    awaited: int,
    own_name: str | None,
) -> str:
    """What is adopted, what is under silence until when; before that, what waits for
    the viewer's delegation.
    """
    changed = change_sentence(meeting) if meeting else None
    parts = [
        *((changed,) if changed else ()),
        *_adopted_parts(meeting, decisions),
        *_silence_parts(decisions),
        *_broken_parts(decisions),
    ]
    if own_name is not None:
        # What waits comes first; that nothing does comes last.
        place = 0 if awaited else len(parts)
        parts.insert(place, awaiting_texts.awaited_line(awaited, own_name))
    return f"{capitalize('; '.join(parts))}."


def _adopted_parts(meeting: Meeting | None, decisions: Sequence[Decision]) -> list[str]:
    place = meeting_at_place(meeting) if meeting else "the network"
    if not decisions:
        return [f"no draft decision of {place} is on record"]
    adopted = sum(map(is_adopted, decisions))
    if not adopted:
        if len(decisions) == 1:
            return [f"the only draft decision of {place} has not been adopted"]
        drafts = format_count(len(decisions), "draft decision")
        return [f"none of the {drafts} of {place} has been adopted"]
    verb = pluralize(adopted, "has", "have")
    number = format_count(adopted, "decision")
    return [f"{number} of {place} {verb} been adopted", *_contested_parts(decisions)]


def _contested_parts(decisions: Sequence[Decision]) -> list[str]:
    contested = sum(row.is_contested for row in decisions)
    if not contested:
        return []
    verb = pluralize(contested, "is", "are")
    which = pluralize(contested, "it", "them")
    number = format_number(contested)
    return [f"{number} {verb} contested and the Chair has to uphold or annul {which}"]


def _silence_parts(decisions: Sequence[Decision]) -> list[str]:
    silences = sorted(
        (row.expires_at, row.time_zone or "UTC")
        for row in decisions
        if is_silence(row) and row.expires_at is not None
    )
    if not silences:
        return []
    number = len(silences)
    until = awaiting_texts.expiry_text(*silences[0])
    if number == 1:
        return [f"1 draft is under silence until {until}"]
    drafts = format_count(number, "draft")
    return [f"{drafts} are under silence, the first until {until}"]


def _broken_parts(decisions: Sequence[Decision]) -> list[str]:
    broken = sum(map(is_broken, decisions))
    if not broken:
        return []
    verb = pluralize(broken, "was", "were")
    return [f"{format_count(broken, 'silence')} {verb} broken"]


def status_text(decision: Decision, at: datetime) -> str:
    """How far it is: "draft, silence broken", "under silence until 15 Apr, 12:00"."""
    status = DecisionStatus(decision.status)
    if is_expired(decision, at):
        return "silence expired, being closed"
    if is_silence(decision) and decision.expires_at is not None:
        until = format_datetime(decision.expires_at, decision.time_zone or "UTC")
        return f"under silence until {until}"
    if status is DecisionStatus.IN_PROCEDURE:
        return (
            "for adoption in the room"
            if decision.procedure == Procedure.ROOM
            else "for adoption by consensus"
        )
    if status is DecisionStatus.DRAFT:
        return "draft, silence broken" if is_broken(decision) else "draft"
    return ", ".join(filter(None, (decision.symbol, *outcome_marks(decision))))


def outcome_marks(decision: Decision) -> list[str]:
    """What became of it, and whether it is contested."""
    marks = [decision.status]
    if decision.is_contested:
        marks.append("contested")
    if decision.superseded_by and decision.status != DecisionStatus.SUPERSEDED:
        marks.append("superseded in part")
    return marks


def heard_text(decision: Decision) -> str:
    """23 of 57 States heard, 1 only on an earlier version; an objection stands"""
    entitled = decision.heard + decision.not_heard
    states = format_count(entitled, "State")
    text = f"{format_number(decision.heard)} of {states} heard"
    if decision.stale:
        text += f", {format_number(decision.stale)} only on an earlier version"
    return f"{text}; an objection stands" if decision.objection_stands else text


def silence_state(decision: Decision, at: datetime) -> str:
    """silence unbroken · 57 States entitled to object · 4 heard"""
    entitled = format_count(decision.heard + decision.not_heard, "State")
    state = "expired, being closed" if is_expired(decision, at) else "unbroken"
    heard = format_number(decision.heard)
    return f"silence {state} · {entitled} entitled to object · {heard} heard"


def broken_text(decision: Decision) -> str:
    version = format_number(decision.text_version)
    return f"The silence on version {version} was broken; the text is a draft again."


def silences_finding(running: int, broken: int) -> str:
    """1 text is under silence, 1 silence was broken"""
    if not running and not broken:
        return "No text of this meeting is under silence"
    parts = []
    if running:
        verb = pluralize(running, "is", "are")
        parts.append(f"{format_count(running, 'text')} {verb} under silence")
    if broken:
        verb = pluralize(broken, "was", "were")
        parts.append(f"{format_count(broken, 'silence')} {verb} broken")
    return ", ".join(parts)


def adopted_note(rows: Sequence[Decision]) -> str:
    counts = {
        "contested": sum(row.is_contested for row in rows),
        "superseded": sum(row.status == DecisionStatus.SUPERSEDED for row in rows),
        "annulled besides": sum(row.status == DecisionStatus.ANNULLED for row in rows),
    }
    notes = [
        f"{format_number(count)} {word}" for word, count in counts.items() if count
    ]
    return ", ".join(notes) or "none contested"


def silence_note(rows: Sequence[Decision]) -> str:
    expiries = [row.expires_at for row in rows if row.expires_at is not None]
    if not expiries:
        return "no silence is running"
    first = min(rows, key=lambda row: row.expires_at or max(expiries))
    assert first.expires_at is not None
    when = format_datetime(first.expires_at, first.time_zone or "UTC")
    return f"{'the first ' if len(rows) > 1 else ''}until {when}"


def negotiation_note(rows: Sequence[Decision]) -> str:
    objected = sum(row.objection_stands for row in rows)
    if not rows:
        return "no draft is being negotiated"
    if not objected:
        return "no objection stands"
    return f"an objection stands on {format_number(objected)}"


def ended_note(rows: Sequence[Decision]) -> str:
    withdrawn = sum(row.status == DecisionStatus.WITHDRAWN for row in rows)
    if not rows:
        return "none so far"
    return (
        f"{format_number(len(rows) - withdrawn)} not agreed, "
        f"{format_number(withdrawn)} withdrawn"
    )


def drafts_finding(drafts: Sequence[Decision]) -> str:
    """2 open drafts, 1 that ended without agreement"""
    undecided = sum(map(is_undecided, drafts))
    parts = [format_count(undecided, "open draft")]
    if ended := len(drafts) - undecided:
        parts.append(f"{format_number(ended)} that ended without agreement")
    return ", ".join(parts)


def matrix_finding(decisions: Sequence[Decision]) -> str:
    """On how many drafts an objection stands."""
    undecided = [row for row in decisions if is_undecided(row)]
    objected = sum(row.objection_stands for row in undecided)
    if not undecided:
        return "Positions on the decisions of this meeting"
    drafts = format_count(len(undecided), "open draft")
    if not objected:
        if len(undecided) == 1:
            return "No objection stands on the only open draft"
        return f"No objection stands on any of {drafts}"
    if len(undecided) == 1:
        return "An objection stands on the only open draft"
    return f"An objection stands on {format_number(objected)} of {drafts}"
