"""Texts of a decision's page: what it is, what happens next, who said what."""

from collections.abc import Sequence
from datetime import datetime

from bsm_domain.agreement.values import DecisionStatus, Position, Procedure
from bsm_domain.foundation.formatting import (
    count_of,
    format_date,
    format_datetime,
    format_number,
    language_name,
    pluralize,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.agreement.decision_details import DecisionComment
from bsm_projections.agreement.tables import Decision, DelegationPosition
from dashboard.agreement.selection import DecisionSelection

NO_SUCH_DECISION = (
    "There is no such decision at this moment, or it is not for your role. Check the "
    "link, or go back to live."
)
NO_DECISION_CHOSEN = "No decision is chosen. Follow a link to one."
TEXT_TITLE = "Text"
ROUNDS_TITLE = "Procedures so far"
ROUNDS_MEASURE = "By the day of recording (UTC)"
HISTORY_TITLE = "History"
HISTORY_MEASURE = "Every change of this decision, the latest first"
COMMENTS_TITLE = "Comments"
COMMENTS_MEASURE = "Comments stop nothing and count for nothing"
FOLLOW_UP_MEASURE = "Linked to the text, or arising from the decision"
SUPERSEDES, SUPERSEDED_BY = "Supersedes", "Superseded by"
OTHER_DECISIONS_MEASURE = "As far as you can see them"
NO_FINAL_POSITION = "Nobody took a position on this text."
COUNTS_ONLY = (
    "Who said what is shown once the text is adopted. Until then, delegations "
    "negotiate among themselves."
)
TRANSLATION_NOTE = "Authentic: {}. Other languages serve for convenience."
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


def kind_of(decision: Decision) -> str:
    """Until it is adopted, it is called a draft."""
    return "Draft decision" if decision.adopted_at is None else "Decision"


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


def moment_on_clock(moment: datetime, zone: str) -> str:
    """Fri 15 Apr 2016, 12:00 Berlin (UTC+02:00)"""
    local = moment.astimezone(time_zone_named(zone))
    return f"{local:%a} {format_datetime(moment, zone)} ({offset_of(local)})"


def offset_of(local: datetime) -> str:
    """UTC+02:00"""
    offset = local.strftime("%z")
    return f"UTC{offset[:3]}:{offset[3:5]}"


def on_other_clocks(moment: datetime, zone: str, own_zone: str | None) -> str:
    """The same moment in UTC, and on the viewer's clock if that is another."""
    clocks = []
    told = {moment.astimezone(time_zone_named(zone)).utcoffset()}
    for other in ("UTC", own_zone):
        if other is None:
            continue
        local = moment.astimezone(time_zone_named(other))
        if local.utcoffset() not in told:
            told.add(local.utcoffset())
            clocks.append(format_datetime(moment, other))
    return " · ".join(clocks)


def round_facts(selected: DecisionSelection, own_zone: str | None) -> tuple[str, ...]:
    """What counts in the round: expiry, who is entitled, whether it is unbroken."""
    decision, lines = selected.decision, []
    if selected.is_silence and decision.expires_at is not None:
        zone = selected.time_zone
        lines.append(f"Expires on {moment_on_clock(decision.expires_at, zone)}")
        lines.append(on_other_clocks(decision.expires_at, zone, own_zone))
    if decision.entitled and (selected.is_undecided or decision.adopted_at):
        who = count_of(len(decision.entitled), "State")
        lines.append(f"{who} entitled")
    if selected.is_silence:
        lines.append("unbroken")
    elif selected.is_undecided and selected.details.last_outcome == "broken":
        lines.append("the last silence was broken")
    return tuple(filter(None, lines))


def consequence(selected: DecisionSelection) -> str:
    """What will happen if the viewer's delegation does nothing, and by when."""
    decision = selected.decision
    match DecisionStatus(decision.status):
        case DecisionStatus.DRAFT:
            return _of_draft(selected)
        case DecisionStatus.IN_PROCEDURE:
            if selected.is_silence:
                return _of_silence(selected)
            return _of_gavel(selected)
        case DecisionStatus.ADOPTED:
            return f"{_adoption(selected)} Nothing more is asked of anyone."
        case DecisionStatus.SUPERSEDED:
            return (
                f"{_adoption(selected)} It has been superseded and is no longer in "
                "force."
            )
        case DecisionStatus.ANNULLED:
            return "The Chair has annulled the adoption. This text is not in force."
        case DecisionStatus.WITHDRAWN:
            return "This draft was withdrawn. Nothing is asked of anyone."
        case DecisionStatus.NOT_AGREED:
            return "There was no agreement on this draft. Nothing is asked of anyone."


def _subject(selected: DecisionSelection) -> str | None:
    own = selected.own_delegation
    return None if own is None else name_in_sentence(selected.name(own))


def _if_nothing_is_done(selected: DecisionSelection) -> str:
    name = _subject(selected)
    return "If nobody objects" if name is None else f"If {name} does nothing"


def _of_draft(selected: DecisionSelection) -> str:
    if selected.details.last_outcome == "broken":
        return (
            "The silence was broken, so this text is not adopted. Nothing happens "
            "until the Chair opens another procedure."
        )
    text = "nothing happens yet: the Chair has opened no procedure on this text."
    return f"{_if_nothing_is_done(selected)}, {text}"


def _of_silence(selected: DecisionSelection) -> str:
    decision = selected.decision
    assert decision.expires_at is not None
    when = moment_on_clock(decision.expires_at, selected.time_zone)
    if selected.has_expired:
        return (
            f"The silence expired unbroken on {when}. The text is closed, and its "
            "adoption is being recorded."
        )
    name, own = _subject(selected), selected.own_delegation
    if name is not None and own not in decision.entitled:
        return (
            f"This text is adopted on {when}, unless an entitled State objects before "
            f"then. An objection by {name} would not stop it."
        )
    said = _own_word(selected)
    if name is not None and said is not None:
        return f"{said} This text is adopted on {when}, unless a State objects before."
    return f"{_if_nothing_is_done(selected)}, this text is adopted on {when}."


def _own_word(selected: DecisionSelection) -> str | None:
    own = selected.own_position
    if own is None or not selected.has_current(own):
        return None
    said = position_text(own)
    return f"Your delegation's position: {said}{'' if said.endswith('.”') else '.'}"


def _of_gavel(selected: DecisionSelection) -> str:
    decision = selected.decision
    in_room = decision.procedure == Procedure.ROOM
    where = "in the room" if in_room else "by consensus"
    if decision.objection_stands:
        return (
            f"This text cannot be adopted {where} while an objection stands. Nothing "
            "happens until it is withdrawn or the Chair ends the procedure."
        )
    name, own = _subject(selected), selected.own_delegation
    adopts = f"the Chair may adopt this text {where} at any time"
    if name is not None and own not in decision.entitled and not in_room:
        return f"{adopts[:1].upper()}{adopts[1:]}. {name} is not asked for consensus."
    return f"{_if_nothing_is_done(selected)}, {adopts}."


def _adoption(selected: DecisionSelection) -> str:
    decision = selected.decision
    assert decision.adopted_at is not None
    when = format_datetime(decision.adopted_at, selected.time_zone)
    how = {
        Procedure.SILENCE: "by silence",
        Procedure.CONSENSUS: "by consensus",
        Procedure.ROOM: "in the room",
    }[Procedure(decision.procedure or Procedure.CONSENSUS)]
    return f"Adopted {how} on {when} as {decision.symbol}."


def contested(selected: DecisionSelection) -> str:
    """The banner over a contested decision, with both clocks."""
    decision = selected.decision
    assert decision.adopted_at is not None
    assert decision.recorded_at is not None
    happened = format_datetime(decision.adopted_at, selected.time_zone)
    recorded = format_datetime(decision.recorded_at, selected.time_zone)
    return (
        f"Contested. The text was adopted on {happened} (recorded on {recorded}), but "
        "an entry recorded afterwards says that an entitled State opposed it at that "
        "time. It stays adopted until the Chair upholds or annuls it."
    )


def recorded_later(selected: DecisionSelection) -> str | None:
    """When an adoption was recorded, where that differs from when it happened."""
    decision = selected.decision
    if decision.recorded_at is None or decision.recorded_at == decision.adopted_at:
        return None
    at = decision.recorded_at.astimezone(time_zone_named(selected.time_zone))
    return f"recorded {format_date(at.date())}, {at:%H:%M:%S}"


def position_text(said: DelegationPosition) -> str:
    """agree with reservation: “…”; ad referendum until 20 Apr 2016"""
    text = str(said.position)
    if said.until is not None:
        text += f" until {format_date(said.until)}"
    if said.text:
        text += f": “{said.text}”"
    return text


def position_notes(said: DelegationPosition) -> str:
    """What else is known of a position: whom it speaks for, and how it was given."""
    notes = []
    if said.speaking_for:
        notes.append(f"for {said.speaking_for}")
    if not said.is_own:
        notes.append(f"recorded as given {said.how}")
    if said.is_late:
        notes.append("recorded late")
    return ", ".join(notes)


def stale_text(said: DelegationPosition) -> str:
    return f"{said.position}, on version {said.version}"


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
    """Of the entitled: heard, stale and not heard, and whether an objection stands."""
    parts = [
        f"{format_number(decision.heard)} heard",
        f"{format_number(decision.not_heard)} not heard on this version",
    ]
    if decision.stale:
        verb = pluralize(decision.stale, "has", "have")
        parts.append(
            f"{format_number(decision.stale)} of these {verb} spoken on an earlier one"
        )
    stands = "An objection stands" if decision.objection_stands else "No objection"
    return f"{stands}; {', '.join(parts)}."


def authentic_note(language: str) -> str:
    return TRANSLATION_NOTE.format(language_name(language))


def activities_finding(total: int, completed: int, outstanding: int) -> str:
    """3 follow-up activities: 1 completed, 2 outstanding"""
    activities = count_of(total, "follow-up activity", "follow-up activities")
    return (
        f"{activities}: {format_number(completed)} completed, "
        f"{format_number(outstanding)} outstanding"
    )
