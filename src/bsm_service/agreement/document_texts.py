"""What stands on the printed page of a decision, in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bsm_domain.agreement.texts import HOW_ADOPTED
from bsm_domain.agreement.values import (
    Basis,
    DecisionStatus,
    Position,
    Procedure,
)
from bsm_domain.foundation.formatting import (
    format_count,
    format_date,
    format_datetime,
    join_names,
    language_name,
)
from bsm_domain.foundation.participating_states import (
    STATES,
    name_in_sentence,
    state_name,
)
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.agreement.decision_status import is_expired, is_undecided
from bsm_projections.agreement.queries import DecisionVersion
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.follow_up.tables import Activity

FOCAL_POINTS_ONLY = "For focal points only"
STALE = "On an earlier version"
NO_POSITIONS = "No position is on record for this version."

# In the order in which they are read: what stands against the text first.
POSITIONS = {
    Position.OBJECT: "Objections",
    Position.AMEND: "Amendments proposed",
    Position.AD_REFERENDUM: "Ad referendum",
    Position.RESERVE: "Agreed with reservation",
    Position.AGREE: "Agreed",
    Position.NONE: "No position",
}


def kind_of(decision: Decision) -> str:
    """Decision NFP.DEC/2/16, or what it is while it has no symbol."""
    if decision.symbol is not None:
        return f"Decision {decision.symbol}"
    if is_undecided(decision):
        return f"Draft decision, version {decision.text_version}"
    return (
        f"Draft decision, version {decision.text_version} "
        f"({_ENDED[DecisionStatus(decision.status)]})"
    )


_ENDED = {
    DecisionStatus.NOT_AGREED: "not agreed",
    DecisionStatus.WITHDRAWN: "withdrawn",
}


def marks(
    decision: Decision,
    successors: Sequence[str],
    at: datetime,
    *,
    is_upheld: bool = False,
) -> list[str]:
    """What must not be overlooked. `successors` are the symbols of the decisions that
    superseded it, as far as the viewer may see them.
    """
    by = f" by {join_names(successors, limit=None)}" if successors else ""
    status = decision.status
    found = []
    if is_undecided(decision):
        found.append("This text has not been adopted.")
    if status == DecisionStatus.NOT_AGREED:
        found.append("There was no agreement on this text.")
    if status == DecisionStatus.WITHDRAWN:
        found.append("This draft was withdrawn.")
    if status == DecisionStatus.ANNULLED:
        found.append("This decision was annulled. Its number is not used again.")
    if status == DecisionStatus.SUPERSEDED:
        found.append(f"This decision was superseded{by}.")
    elif decision.superseded_by:
        found.append(f"This decision was superseded in part{by}.")
    if decision.is_contested:
        found.append(
            "This decision is contested: an entry recorded after the adoption says "
            "that a delegation opposed the text at the time. It stays in force until "
            "the Chair upholds or annuls it."
        )
    if is_upheld:
        found.append(
            "An entry recorded after the adoption says that a delegation opposed the "
            "text at the time. The Chair upheld the adoption."
        )
    if is_expired(decision, at):
        found.append("The silence has expired; the adoption is being recorded.")
    return found


def adoption(decision: Decision, zone: str) -> str:
    """by silence on 15 Apr 2016, 12:00 Berlin; both clocks, if they differ"""
    assert decision.adopted_at is not None
    assert decision.recorded_at is not None
    how = HOW_ADOPTED[Procedure(decision.procedure or "")]
    text = f"{how} on {format_datetime(decision.adopted_at, zone)}"
    later = decision.recorded_at - decision.adopted_at
    if later < timedelta(seconds=1):
        return text
    return f"{text} (recorded on {_to_the_second(decision.recorded_at, zone)})"


def _to_the_second(moment: datetime, zone: str) -> str:
    local = moment.astimezone(time_zone_named(zone))
    return f"{format_date(local.date())}, {local:%H:%M:%S}"


def entitled(decision: Decision, on: datetime) -> str:
    """the 57 participating States of that day, or those present by name"""
    if decision.procedure != Procedure.ROOM and decision.basis == Basis.ALL_STATES:
        states = format_count(
            len(decision.entitled), "participating State", "participating States"
        )
        return f"the {states} of that day"
    names = [
        name_in_sentence(state_name(code, on.date())) if code in STATES else code
        for code in decision.entitled
    ]
    return f"those present: {join_names(names, limit=None)}"


def procedure(decision: Decision) -> str:
    """silence until 15 Apr 2016, 12:00 Berlin (10:00 UTC)"""
    if decision.expires_at is None:
        return decision.procedure or ""
    zone = decision.time_zone or "UTC"
    text = f"silence until {format_datetime(decision.expires_at, zone)}"
    if zone == "UTC":
        return text
    return f"{text} ({format_datetime(decision.expires_at)})"


def version(shown: DecisionVersion, zone: str, by: str) -> str:
    """3, tabled by Austria on 4 Apr 2016, 10:00 Berlin"""
    return f"{shown.number}, tabled by {by} on {format_datetime(shown.tabled_at, zone)}"


def language(decision: Decision) -> str:
    return f"{language_name(decision.language)} (authentic)"


def translation_note(tag: str, authentic: str) -> str:
    return (
        f"Translation into {language_name(tag)}, for convenience: the authentic text "
        f"is {language_name(authentic)}. Paragraphs that were not translated are left "
        "in that language."
    )


def translations_left_out(tags: Sequence[str]) -> str:
    if not tags:
        return ""
    names = join_names([language_name(tag) for tag in tags], limit=None)
    return f"Translations on record that are not printed here: {names}."


def delegation_name(said: DelegationPosition, decision: Decision) -> str:
    """As among those entitled: a State's name of the day of the round."""
    day = decision.adopted_at or decision.opened_at
    if day is None or said.delegation not in STATES:
        return said.delegation_name
    return state_name(said.delegation, day.date())


def speaker(said: DelegationPosition, decision: Decision) -> str:
    """Germany, speaking for the European Union; with what it is subject to."""
    text = delegation_name(said, decision)
    if said.speaking_for:
        text += f" (speaking for {said.speaking_for})"
    if said.until is not None:
        text += f" (until {format_date(said.until)})"
    if decision.entitled and said.delegation not in decision.entitled:
        text += " (not entitled in this round)"
    return text


def earlier(said: DelegationPosition, decision: Decision) -> str:
    """Austria (version 2: object)"""
    name = delegation_name(said, decision)
    return f"{name} (version {said.version}: {said.position})"


def positions_before_adoption(*, is_opposed: bool) -> str:
    """For those who may not see who said what on the way."""
    stands = "An objection stands. " if is_opposed else ""
    return (
        f"{stands}The positions of delegations are shown here once the text has been "
        "adopted."
    )


def activity(row: Activity) -> str:
    """Joint patrol manual (Poland, due on 30 Jun 2017): agreed"""
    due = format_date(row.due_on)
    return f"{row.title} ({row.owner_name}, due on {due}): {row.status}"
