"""Texts of forms about decisions."""

from collections.abc import Mapping
from datetime import datetime

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.formatting import format_datetime, join_alternatives
from bsm_domain.foundation.participating_states import name_in_sentence

SUBJECT = "Decision"
OBJECT_BUTTON = "Object\u2009…"
MORE_BUTTON = "More\u2009…"
PROCEDURE_BUTTON = "Procedure\u2009…"
TEXT_BUTTON = "Text\u2009…"
TABLE_BUTTON = "Table a draft decision"
NEW_DRAFT = "New draft decision"
POSITIONS_BUTTON = "Record positions\u2009…"
HAPPENED_AT = "When it happened"
HAPPENED_AT_HELP = "Only if it was earlier; local time at the meeting's place"
POSITION_LABELS: Mapping[Position, str] = {
    Position.AGREE: "Agree",
    Position.RESERVE: "Agree with reservation",
    Position.OBJECT: "Object",
    Position.AMEND: "Propose an amendment",
    Position.AD_REFERENDUM: "Ad referendum",
    Position.NONE: "No position",
}
_SUBMIT_LABELS: Mapping[Position, str] = {
    Position.AGREE: "Agree on behalf of {}",
    Position.RESERVE: "Agree with this reservation on behalf of {}",
    Position.OBJECT: "Object on behalf of {}",
    Position.AMEND: "Propose this amendment on behalf of {}",
    Position.AD_REFERENDUM: "Take it ad referendum on behalf of {}",
    Position.NONE: "Take no position on behalf of {}",
}
RESERVATION = "Reservation"
RESERVATION_HELP = "Part of the official record, with the decision"
POSITION_REASON = "Reason"
REASON_HELP = "Helps others to answer you. Kept on record, encrypted"
UNTIL = "Until the end of this day"
ONLY_RESERVE = "Only for “agree with reservation”"
ONLY_OBJECT = "Only for an objection or a proposed amendment"
ONLY_AD_REFERENDUM = "Only for “ad referendum”"
HOW = "How it was given"
GIVEN_BY = "Who said it"
GIVEN_BY_HELP = "Kept on record, encrypted"
RECORD_POSITION = "Record a delegation's position"
RECORD_POSITIONS = "Record many positions"
RECORD_WITHDRAWAL = "Record a withdrawal"
POSITION_ROWS = "Positions"
POSITION_ROWS_EXPLANATION = (
    "All rows are recorded, or none. A delegation is written as its code or name; a "
    f"position is {join_alternatives([position.value for position in Position])}. "
    "Example: AT; object"
)
BEFORE_ADOPTION = (
    "The text is adopted: only what was said before can still be recorded. If a State "
    "opposed the text, the decision becomes contested."
)
BEFORE_ADOPTION_HELP = "Before the adoption; local time at the meeting's place"
CORRECTS = "Which position is wrong"
TRUE_POSITION = "What it should be"
NEVER_GIVEN = "Leave this empty if no position was given at all"
CORRECTION_EXPLANATIONS = (
    "The correction takes the place of what was wrong; both stay on record.",
)
BREAKS_SILENCE = (
    "This breaks the silence at once. It stays broken even if you change your position "
    "later."
)
HOLDS_UP = "The text cannot be adopted while this stands."
AD_REFERENDUM_NOTE = (
    "This holds up an adoption by the Chair until the end of that day. It does not "
    "break a silence: to stop one, object."
)
AMENDMENT_NOTE = "Write which paragraph should change, and how."
WITHDRAWN_IN_SILENCE = (
    "Without a position, your delegation counts as silent: unless a State objects or "
    "proposes an amendment, the text will be adopted when the silence expires."
)


def position_submit_label(position: Position, name: str) -> str:
    return _SUBMIT_LABELS[position].format(name_in_sentence(name))


def position_explanations(position: Position, *, is_silence: bool) -> tuple[str, ...]:
    """What the position does."""
    match position:
        case Position.OBJECT:
            return (BREAKS_SILENCE if is_silence else HOLDS_UP,)
        case Position.AMEND:
            return (AMENDMENT_NOTE, BREAKS_SILENCE if is_silence else HOLDS_UP)
        case Position.AD_REFERENDUM:
            return (AD_REFERENDUM_NOTE,)
    return ()


def withdrawal_explanations(*, is_silence: bool) -> tuple[str, ...]:
    return (WITHDRAWN_IN_SILENCE,) if is_silence else ()


def position_option(
    name: str, said: str, version: int, happened_at: datetime, zone: str
) -> str:
    """Austria: agree, on version 2 (12 Apr 2016, 14:02 Berlin)"""
    when = format_datetime(happened_at, zone)
    return f"{name}: {said}, on version {version} ({when})"


def subject(title: str, version: int) -> str:
    return f"{title} (version {version})"


def version_tabled(number: int, finding: str) -> str:
    return (
        f"Version {number} was tabled while you wrote: {finding[:1].lower()}"
        f"{finding[1:]}. Your entries have been kept; what you send now is about "
        f"version {number}."
    )


def own_position_changed(said: str | None) -> str:
    """Another officer of the delegation spoke meanwhile."""
    now = "withdrawn" if said is None else f"now: {said}"
    return (
        f"Your delegation's position has changed while you wrote ({now}). Your entries "
        "have been kept; send them if they still apply."
    )
