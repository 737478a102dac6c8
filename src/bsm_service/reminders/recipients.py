"""Whom letters are for: accounts that may act now, and people who head a delegation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.due_activities import DuePromise, is_head
from bsm_service.access.permissions import ROLES_SEEING_RESTRICTED
from bsm_service.identity import Identity
from bsm_service.settings.escalation import EscalationTarget

# Participants' ids, by meeting and delegation.
DelegationHeads = Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Recipients:
    """`focal_points` are accounts by delegation, each with the beginning of the
    mandate; `heads` are accounts by meeting and delegation. `see_everything` are those
    that may see focal-points-only matter in a role of theirs.
    """

    focal_points: Mapping[str, Mapping[str, datetime]]
    chairs: tuple[str, ...]
    heads: Mapping[tuple[str, str], tuple[str, ...]]
    seeing_restricted: frozenset[str]

    def accounts_for(
        self, target: EscalationTarget, promise: DuePromise
    ) -> Sequence[str]:
        """The accounts that a rung means. A delegation's head is the one at the
        meeting that follows the promise, or the last one before; where nobody can be
        told who may see it, it means its focal points once more.
        """
        if target is EscalationTarget.CHAIR:
            return self.chairs
        own = tuple(self.focal_points.get(promise.owner, ()))
        if target is EscalationTarget.OWNER:
            return own
        led = (self.heads.get((one, promise.owner)) for one in promise.meetings)
        found = next((accounts for accounts in led if accounts), ())
        if promise.audience == MatterAudience.FOCAL_POINTS:
            found = tuple(one for one in found if one in self.seeing_restricted)
        return found or own

    def delegations_of(self, account: str) -> tuple[str, ...]:
        """The delegations that an account speaks for as a focal point."""
        held = self.focal_points.items()
        return tuple(code for code, accounts in held if account in accounts)


def recipients(identity: Identity, heads: DelegationHeads) -> Recipients:
    """As mandates are at this moment: who has none, gets no letter."""
    focal_points: dict[str, dict[str, datetime]] = {}
    chairs: dict[str, None] = {}
    acting = identity.mandates.all_current()
    for one in acting:
        if one.role is Role.FOCAL_POINT and one.delegation is not None:
            held = focal_points.setdefault(one.delegation, {})
            held.setdefault(one.account, one.since)
        elif one.role is Role.CHAIR:
            chairs[one.account] = None
    return Recipients(
        focal_points,
        tuple(chairs),
        _accounts(identity, heads, {one.account for one in acting}) if heads else {},
        frozenset(one.account for one in acting if one.role in ROLES_SEEING_RESTRICTED),
    )


def may_have_recipients(identity: Identity, context: ReadContext, account: str) -> bool:
    """Whether any letter could be for an account, whatever is promised."""
    held = identity.mandates.current_of(account)
    if any(one.role in (Role.FOCAL_POINT, Role.CHAIR) for one in held):
        return True
    person = identity.accounts.get(account).participant if held else None
    return person is not None and is_head(context, str(person))


def _accounts(
    identity: Identity, heads: DelegationHeads, acting: set[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    account_of = {
        str(one.participant): one.id
        for one in identity.accounts.all()
        if one.participant is not None and one.id in acting
    }
    found = {
        where: tuple(account_of[id] for id in ids if id in account_of)
        for where, ids in heads.items()
    }
    return {where: ids for where, ids in found.items() if ids}
