"""Texts of a decision's page: what it is, what happens next, who said what."""

from collections.abc import Sequence

from bsm_domain.agreement.texts import POSITION_PAST, POSITION_PRESENT
from bsm_domain.agreement.values import DecisionStatus, How, Position, Procedure
from bsm_domain.foundation.formatting import (
    count_of,
    format_date,
    format_number,
    language_name,
    pluralize,
)
from bsm_projections.agreement.decision_details import DecisionComment, DecisionEnding
from bsm_projections.agreement.tables import Decision, DelegationPosition
from dashboard.agreement.selection import DecisionSelection

NO_SUCH_DECISION = (
    "There is no such decision, or it is not for your role. Check the link."
)
NO_SUCH_DECISION_THEN = (
    "There was no such decision at that moment, or it is not for your role. Check the "
    "link, or go back to live."
)
NO_DECISION_CHOSEN = "No decision is chosen."
ALL_DECISIONS = "All decisions of the meeting"
SUMMARY_TITLE = "Summary of the Chair"
SUMMARY_MEASURE = "In place of a decision"
TEXT_TITLE = "Text"
ROUNDS_TITLE = "Procedures so far"
ROUNDS_MEASURE = "By the day of recording (UTC)"
HISTORY_TITLE = "History"
HISTORY_MEASURE = "Every change to this decision, the latest first"
COMMENTS_TITLE = "Comments"
COMMENTS_MEASURE = "A comment is not a position: to stop an adoption, object"
FOLLOW_UP_MEASURE = "Linked to the text, or arising from the decision"
SUPERSEDED_BY = "Superseded by"
OTHER_DECISIONS_MEASURE = "Those that are visible to you"
NO_FINAL_POSITION = "Nobody took a position on this text."
COUNTS_ONLY = (
    "Who said what is shown once the text is adopted. Until then, delegations "
    "negotiate among themselves."
)
TRANSLATION_NOTE = "Authentic text: {}. Translations are for convenience only."
CHANGED_SINCE = "What has changed since version {}, on which you spoke"
WHOLE_TEXT = "Whole text"

# In the order in which positions are read: what stands against the text comes first.
# Each has the name of its mark.
GROUPS: Sequence[tuple[str, str, tuple[Position, ...]]] = (
    ("Objections", "object", (Position.OBJECT, Position.AMEND)),
    ("Ad referendum", "ad-referendum", (Position.AD_REFERENDUM,)),
    ("Agree", "agree", (Position.AGREE, Position.RESERVE)),
    ("No position", "none", (Position.NONE,)),
)
_PROCEDURES = {
    Procedure.SILENCE: "under silence",
    Procedure.CONSENSUS: "for adoption by consensus",
    Procedure.ROOM: "for adoption in the room",
}
NOT_ENTITLED = "not entitled in this round"
EARLIER_ONLY = "On an earlier version only"


def kind_of(decision: Decision) -> str:
    """Until it is adopted, it is called a draft."""
    return "Draft decision" if decision.adopted_at is None else "Decision"


def supersedes_title(decision: Decision) -> str:
    """A draft supersedes nothing yet, and an annulled decision nothing any more."""
    if decision.status == DecisionStatus.ANNULLED:
        return "Superseded until the annulment"
    return "Would supersede" if decision.adopted_at is None else "Supersedes"


def head_line(decision: Decision) -> tuple[str, ...]:
    """Above the title: "Draft decision", "objective O3", "version 3 of 3"."""
    parts = [kind_of(decision)]
    if decision.objective_code:
        parts.append(f"objective {decision.objective_code}")
    if decision.symbol:
        parts.append(decision.symbol)
    number = decision.adopted_version or decision.text_version
    parts.append(f"version {number} of {decision.text_version}")
    if decision.audience != "all":
        parts.append("for focal points only")
    if decision.status == DecisionStatus.IN_PROCEDURE:
        parts.append(_PROCEDURES[Procedure(decision.procedure or "")])
    elif decision.status not in (DecisionStatus.DRAFT, DecisionStatus.ADOPTED):
        parts.append(decision.status)
    return tuple(parts)


def ending_reason(ending: DecisionEnding) -> str | None:
    """Why it was withdrawn, not agreed or annulled."""
    return None if ending.reason is None else f"Reason: {ending.reason}"


def position_text(said: DelegationPosition) -> str:
    """agree with reservation: “…”; ad referendum until 20 Apr 2016"""
    text = str(said.position)
    if said.until is not None:
        text += f" until {format_date(said.until)}"
    if said.text:
        text += f": “{said.text}”"
    return text


def position_sentence(said: DelegationPosition) -> str:
    """After a delegation's name: "agrees with a reservation: “…”"."""
    text = POSITION_PRESENT[Position(said.position or "")]
    if said.until is not None:
        text += f" until {format_date(said.until)}"
    return f"{text}: “{said.text}”" if said.text else text


def position_past(said: DelegationPosition) -> str:
    """After a delegation's name, once the text is adopted: "agreed to this text"."""
    text = f"{POSITION_PAST[Position(said.position or '')]} this text"
    return f"{text}: “{said.text}”" if said.text else text


def position_notes(said: DelegationPosition) -> str:
    """What else is known of a position: whom it speaks for, and how it was given."""
    notes = []
    if said.speaking_for:
        notes.append(f"for {said.speaking_for}")
    if said.how != How.SYSTEM:
        notes.append(f"given {said.how}")
    elif not said.is_own:
        notes.append("corrected by the Chair or the secretariat")
    if said.is_late:
        notes.append("recorded late")
    return ", ".join(notes)


def stale_text(said: DelegationPosition) -> str:
    """agreed to version 1"""
    return f"{POSITION_PAST[Position(said.position or '')]} version {said.version}"


def positions_title(decision: Decision) -> str:
    if decision.adopted_version is not None:
        return "Positions on the adopted text"
    return f"Positions on version {decision.text_version}"


def positions_note(decision: Decision) -> str:
    """Where no position is shown by name."""
    return COUNTS_ONLY if decision.adopted_at is None else NO_FINAL_POSITION


def what_changed(earlier: int, later: int) -> str:
    return f"What changed from version {earlier} to version {later}"


def role_name(role: str) -> str:
    return {"chair": "The Chair", "secretariat": "The secretariat"}.get(role, role)


def place_of_comment(selected: DecisionSelection, comment: DecisionComment) -> str:
    """version 2, paragraph 3; the whole text has no number."""
    version = selected.details.version(comment.text_version)
    text = f"version {comment.text_version}"
    if comment.paragraph is None or version is None:
        return text
    for place, paragraph in enumerate(version.text.paragraphs, start=1):
        if str(paragraph.id) == comment.paragraph:
            return f"{text}, paragraph {place}"
    return text


def counts(decision: Decision) -> str:
    """Of the entitled: heard, heard only earlier, and whether an objection stands."""
    entitled = count_of(decision.heard + decision.not_heard, "State")
    heard = f"{format_number(decision.heard)} of {entitled} heard on this version"
    if decision.stale:
        heard += f", {format_number(decision.stale)} only on an earlier one"
    if decision.status not in (DecisionStatus.DRAFT, DecisionStatus.IN_PROCEDURE):
        return f"{heard}."
    # A position ad referendum holds up the Chair, and breaks no silence.
    is_held_up = decision.objection_stands and decision.procedure != Procedure.SILENCE
    stands = "An objection stands" if is_held_up else "No objection"
    return f"{stands}; {heard}."


def not_agreed(count: int) -> str:
    """For Chair and secretariat: what the adoption left to do."""
    activities = count_of(
        count, "linked activity was not agreed", "linked activities were not agreed"
    )
    return (
        f"{activities} with the text, because of changes after it was tabled. Open "
        f"{pluralize(count, 'it', 'each')} to agree it."
    )


def authentic_note(language: str) -> str:
    return TRANSLATION_NOTE.format(language_name(language))


def activities_finding(total: int, completed: int, outstanding: int) -> str:
    """3 follow-up activities: 1 completed, 2 outstanding"""
    activities = count_of(total, "follow-up activity", "follow-up activities")
    return (
        f"{activities}: {format_number(completed)} completed, "
        f"{format_number(outstanding)} outstanding"
    )
