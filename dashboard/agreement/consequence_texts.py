"""What happens next with a decision, in words: the first thing that its page says."""

from datetime import datetime

from bsm_domain.agreement.texts import HOW_ADOPTED
from bsm_domain.agreement.values import DecisionStatus, Procedure
from bsm_domain.foundation.formatting import (
    capitalize,
    count_of,
    format_date,
    format_datetime,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.agreement.decision_status import has_round, is_broken, is_upheld
from bsm_projections.agreement.tables import DelegationPosition
from dashboard.agreement.decision_texts import (
    position_past,
    position_sentence,
    position_text,
)
from dashboard.agreement.selection import DecisionSelection


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
    """What counts in the round: its expiry on other clocks, how many are entitled,
    whether it is unbroken.
    """
    decision, lines = selected.decision, []
    if selected.is_silence and decision.expires_at is not None:
        zone = selected.time_zone
        lines.append(on_other_clocks(decision.expires_at, zone, own_zone))
    if has_round(decision):
        who = count_of(len(decision.entitled), "State")
        were = "were entitled" if decision.adopted_at else "entitled"
        lines.append(f"{who} {were} to object")
    if selected.is_follow_up_for_all:
        lines.append("its follow-up is for everybody")
    if selected.is_silence:
        lines.append("silence unbroken")
    elif is_broken(decision):
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
        case DecisionStatus.ADOPTED if decision.is_contested:
            return f"{_adoption(selected)} The Chair now has to uphold or annul it."
        case DecisionStatus.ADOPTED if is_upheld(decision, selected.details.positions):
            return (
                f"{_adoption(selected)} It was contested, and the Chair upheld it. No "
                "action is needed."
            )
        case DecisionStatus.ADOPTED:
            return f"{_adoption(selected)} No action is needed."
        case DecisionStatus.SUPERSEDED:
            return (
                f"{_adoption(selected)} It has been superseded and is no longer in "
                "force."
            )
        case DecisionStatus.ANNULLED:
            return "The Chair has annulled the adoption. This text is not in force."
        case DecisionStatus.WITHDRAWN:
            return "This draft was withdrawn. No action is needed."
        case DecisionStatus.NOT_AGREED:
            return "There was no agreement on this draft. No action is needed."


def _subject(selected: DecisionSelection) -> str | None:
    own = selected.own_delegation
    return None if own is None else name_in_sentence(selected.name(own))


def _if_nothing_is_done(selected: DecisionSelection) -> str:
    name = _subject(selected)
    if name is None:
        return "If no State objects"
    return f"If {name} does nothing"


def _of_draft(selected: DecisionSelection) -> str:
    if is_broken(selected.decision):
        return (
            "The silence was broken, so this text is not adopted. Nothing happens "
            "until the Chair opens another procedure."
        )
    text = "nothing happens yet: the Chair has opened no procedure on this text."
    if _subject(selected) is None:
        return capitalize(text)
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
            f"This text will be adopted on {when}, unless an entitled State objects "
            "or proposes an amendment before then. An objection by "
            f"{name} would not stop it."
        )
    said = _own_word(selected)
    if name is not None and said is not None:
        return (
            f"{said} This text will be adopted on {when}, unless a State objects "
            "or proposes an amendment before then."
        )
    also = "" if name is None else " and no State objects"
    return (
        f"{_if_nothing_is_done(selected)}{also}, this text will be adopted on {when}."
    )


def _own_word(selected: DecisionSelection) -> str | None:
    said, name = selected.own_position, _subject(selected)
    if said is None or name is None or not selected.has_current(said):
        return None
    return _as_sentence(f"{name} {position_sentence(said)}")


def _as_sentence(text: str) -> str:
    """Begins with a capital letter, and ends with a full stop, be it a quoted one."""
    return f"{capitalize(text)}{'' if text.endswith('.”') else '.'}"


def _of_gavel(selected: DecisionSelection) -> str:
    decision = selected.decision
    in_room = decision.procedure == Procedure.ROOM
    where = HOW_ADOPTED[Procedure(decision.procedure or "")]
    if decision.objection_stands:
        return (
            f"This text cannot be adopted {where} while an objection stands. Nothing "
            "happens until it is withdrawn or the Chair ends the procedure."
        )
    name, own = _subject(selected), selected.own_delegation
    adopts = f"the Chair may adopt this text {where} at any time"
    if name is not None and own not in decision.entitled and not in_room:
        return f"{adopts[:1].upper()}{adopts[1:]}. {name} is not entitled to object."
    return f"{_if_nothing_is_done(selected)}, {adopts}."


def _adoption(selected: DecisionSelection) -> str:
    decision = selected.decision
    assert decision.adopted_at is not None
    when = format_datetime(decision.adopted_at, selected.time_zone)
    how = HOW_ADOPTED[Procedure(decision.procedure or "")]
    return f"Adopted {how} on {when} as {decision.symbol}."


def own_position(selected: DecisionSelection) -> str | None:
    """What the viewer's delegation said last, if it is not in the first sentence; of a
    text that is not in force, nothing.
    """
    said, name = selected.own_position, _subject(selected)
    if said is None or said.position is None or name is None:
        return None
    if not selected.is_undecided:
        return _own_final_word(selected, said, name)
    if selected.has_current(said):
        return None if selected.is_silence else _own_word(selected)
    return (
        f"{capitalize(name)} spoke on version {said.version} ({position_text(said)}) "
        f"and has not been heard on version {selected.decision.text_version}."
    )


def _own_final_word(
    selected: DecisionSelection, said: DelegationPosition, name: str
) -> str | None:
    decision = selected.decision
    is_in_force = decision.status == DecisionStatus.ADOPTED
    if not is_in_force or said.version != decision.adopted_version:
        return None
    return _as_sentence(f"{name} {position_past(said)}")


def contested(selected: DecisionSelection) -> str:
    """The banner over a contested decision: when the entry against it happened, and
    when it was recorded.
    """
    decision, zone = selected.decision, selected.time_zone
    assert decision.adopted_at is not None
    adopted = format_datetime(decision.adopted_at, zone)
    causes = selected.details.contested_by
    against = [said for said in selected.details.positions if said.entry in causes]
    entry = "an entry recorded afterwards"
    if against:
        happened = format_datetime(against[0].happened_at, zone)
        recorded = format_datetime(against[0].recorded_at, zone)
        entry = f"an entry about {happened}, recorded on {recorded},"
    return (
        f"Contested. The text was adopted on {adopted}, but {entry} says that an "
        "entitled State opposed it. It stays adopted until the Chair upholds or annuls "
        "it."
    )


def recorded_later(selected: DecisionSelection) -> str | None:
    """When an adoption was recorded, where that differs from when it happened."""
    decision = selected.decision
    if decision.recorded_at is None or decision.recorded_at == decision.adopted_at:
        return None
    at = decision.recorded_at.astimezone(time_zone_named(selected.time_zone))
    return f"recorded {format_date(at.date())}, {at:%H:%M:%S}"
