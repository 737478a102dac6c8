"""How far a decision is, as it is asked in several places."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bsm_domain.agreement.state import UNDECIDED
from bsm_domain.agreement.values import BREAKING, DecisionStatus, Procedure
from bsm_projections.agreement.tables import Decision, DelegationPosition


class Draft(Protocol):
    """What is asked of a draft, however little of it was read."""

    @property
    def status(self) -> str: ...
    @property
    def procedure(self) -> str | None: ...
    @property
    def entitled(self) -> tuple[str, ...]: ...


def is_undecided(decision: Decision) -> bool:
    return decision.status in UNDECIDED


def is_adopted(decision: Decision) -> bool:
    """Whether it has been adopted, and was not annulled."""
    return decision.status in (DecisionStatus.ADOPTED, DecisionStatus.SUPERSEDED)


def has_ended(decision: Decision) -> bool:
    """Whether it ended as a draft, without agreement."""
    return decision.status in (DecisionStatus.NOT_AGREED, DecisionStatus.WITHDRAWN)


def has_round(decision: Draft) -> bool:
    """Whether those whose objection counts are known: of the round that is open, or of
    the one that led to the adoption. Of a draft, they are all participating States.
    """
    return bool(decision.entitled) and decision.status != DecisionStatus.DRAFT


def is_silence(decision: Draft) -> bool:
    """Whether a silence is running on it, or has expired and is not settled yet."""
    return (
        decision.status == DecisionStatus.IN_PROCEDURE
        and decision.procedure == Procedure.SILENCE
    )


def is_expired(decision: Decision, at: datetime) -> bool:
    """Whether its silence has expired and is not settled yet."""
    expires_at = decision.expires_at
    return is_silence(decision) and expires_at is not None and expires_at <= at


def is_broken(decision: Decision) -> bool:
    """Whether a silence on it was broken, and no procedure was opened since."""
    return decision.status == DecisionStatus.DRAFT and decision.last_outcome == "broken"


def is_upheld(decision: Decision, positions: Iterable[DelegationPosition]) -> bool:
    """Whether it stays adopted although an entitled State turned out to have opposed
    it. `positions` are those on it.
    """
    if decision.is_contested or decision.status != DecisionStatus.ADOPTED:
        return False
    return any(
        said.position in BREAKING
        and said.version == decision.adopted_version
        and said.delegation in decision.entitled
        for said in positions
    )
