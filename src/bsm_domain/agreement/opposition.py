"""Whether a delegation's words stop a round, break a silence or contest an adoption."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bsm_domain.agreement.errors import ObjectionStands
from bsm_domain.agreement.positions_held import HeldPosition, HeldPositions
from bsm_domain.agreement.state import (
    Adoption,
    DecisionState,
    Round,
    in_protocol_order,
    names_of,
)
from bsm_domain.agreement.texts import POSITION_PRESENT
from bsm_domain.agreement.values import Procedure
from bsm_domain.foundation.formatting import capitalize, format_date, join_names


def breaks_silence(held: HeldPositions, silence: Round, delegation: str) -> bool:
    """Whether a State that is entitled opposed the text before the silence expired: at
    its opening, or at any moment of it. What is withdrawn later stays said.
    """
    if delegation not in silence.entitled or silence.expires_at is None:
        return False
    at_opening = held.standing(delegation, silence.version, silence.opened_at)
    if at_opening is not None and at_opening.is_breaking:
        return True
    return any(
        entry.delegation == delegation
        and entry.is_breaking
        and silence.opened_at <= entry.happened_at < silence.expires_at
        for entry in held.entries(silence.version)
    )


def opposes_adoption(held: HeldPositions, adoption: Adoption, delegation: str) -> bool:
    """Whether a State that was entitled opposed the text when it was adopted."""
    if adoption.round.procedure is Procedure.SILENCE:
        return breaks_silence(held, adoption.round, delegation)
    return delegation in adoption.entitled and _is_blocking(
        held, adoption.round.version, delegation, adoption.at
    )


def _is_blocking(
    held: HeldPositions, version: int, delegation: str, at: datetime
) -> bool:
    """Whether its position just before that moment held up consensus."""
    entry = held.standing(delegation, version, at)
    return entry is not None and entry.is_blocking(at)


def refuse_opposed(
    decision: DecisionState,
    entitled: Collection[str],
    at: datetime,
    *,
    breaking_only: bool = False,
) -> None:
    """Raises ObjectionStands where a State that is entitled holds up consensus on the
    text, at that moment; or would break a silence.
    """
    standing = decision.held.all_standing(decision.text_version)
    opposed = [
        standing[code]
        for code in in_protocol_order(entitled, at.date())
        if code in standing
        and (
            standing[code].is_breaking
            if breaking_only
            else standing[code].is_blocking(at)
        )
    ]
    if opposed:
        who = join_names([_opposition(entry) for entry in opposed], None)
        raise ObjectionStands(
            f"{capitalize(who)}; consensus is the absence of any objection"
        )


def _opposition(entry: HeldPosition) -> str:
    name = names_of([entry.delegation], entry.happened_at.date())
    assert entry.position is not None
    text = f"{name} {POSITION_PRESENT[entry.position]}"
    if entry.until is None:
        return text
    last = (entry.until - timedelta(seconds=1)).date()
    return f"{text} until {format_date(last)}"
