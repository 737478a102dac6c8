"""The recipients of messages: accounts that may act now, and heads of delegations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.remindable_activities import DueActivity
from bsm_projections.registration.queries import is_head_of_delegation
from bsm_service.access.permissions import sees_restricted
from bsm_service.identity import Identity
from bsm_service.settings.setting_types import EscalationTarget

# Participants' ids, by meeting and delegation.
DelegationHeads = Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Recipients:
    """`focal_points` are accounts by delegation, each with the beginning of the
    mandate; `heads` are accounts by meeting and delegation. `seeing_restricted` are
    those that may see focal-points-only matter in a role of theirs.
    """

    focal_points: Mapping[str, Mapping[str, datetime]]
    chairs: tuple[str, ...]
    secretariat: tuple[str, ...]
    heads: Mapping[tuple[str, str], tuple[str, ...]]
    seeing_restricted: frozenset[str]

    def accounts_for(
        self, target: EscalationTarget, activity: DueActivity
    ) -> Sequence[str]:
        """The accounts that a step is for. A delegation's head is the one at the
        meeting that follows the activity, or the last one before; where nobody can be
        told who may see it, it means its focal points once more.
        """
        if target is EscalationTarget.CHAIR:
            return self.chairs
        own = tuple(self.focal_points_of(activity.owner, activity.audience))
        if target is EscalationTarget.OWNER:
            return own
        led = (
            self.heads.get((meeting, activity.owner)) for meeting in activity.meetings
        )
        heads = next((accounts for accounts in led if accounts), ())
        if activity.audience == MatterAudience.FOCAL_POINTS:
            heads = tuple(
                account for account in heads if account in self.seeing_restricted
            )
        return heads or own

    def focal_points_of(self, code: str, audience: str) -> Mapping[str, datetime]:
        """The accounts of a delegation that may be told of matter for this audience:
        contacts of organisations see what everybody sees.
        """
        is_restricted = audience == MatterAudience.FOCAL_POINTS
        if is_restricted and not sees_restricted(Role.FOCAL_POINT, code):
            return {}
        return self.focal_points.get(code, {})

    def delegations_of(self, account: str) -> tuple[str, ...]:
        """The delegations that an account speaks for as a focal point."""
        accounts_by_delegation = self.focal_points.items()
        return tuple(
            code for code, accounts in accounts_by_delegation if account in accounts
        )


def recipients(identity: Identity, heads: DelegationHeads) -> Recipients:
    """By the roles that accounts have now: an account without one gets no message."""
    focal_points: dict[str, dict[str, datetime]] = {}
    chairs: dict[str, None] = {}
    secretariat: dict[str, None] = {}
    acting = identity.mandates.all_current()
    for mandate in acting:
        if mandate.role is Role.FOCAL_POINT and mandate.delegation is not None:
            accounts = focal_points.setdefault(mandate.delegation, {})
            accounts.setdefault(mandate.account, mandate.since)
        elif mandate.role is Role.CHAIR:
            chairs[mandate.account] = None
        elif mandate.role is Role.SECRETARIAT:
            secretariat[mandate.account] = None
    return Recipients(
        focal_points,
        tuple(chairs),
        tuple(secretariat),
        _accounts_of_heads(identity, heads, {mandate.account for mandate in acting})
        if heads
        else {},
        frozenset(
            mandate.account
            for mandate in acting
            if sees_restricted(mandate.role, mandate.delegation)
        ),
    )


def may_have_recipients(identity: Identity, context: ReadContext, account: str) -> bool:
    """Whether any message could be for an account, whatever is due."""
    mandates = identity.mandates.current_of(account)
    if any(mandate.role in (Role.FOCAL_POINT, Role.CHAIR) for mandate in mandates):
        return True
    person = identity.accounts.get(account).participant if mandates else None
    return person is not None and is_head_of_delegation(context, str(person))


def _accounts_of_heads(
    identity: Identity, heads: DelegationHeads, acting: set[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    account_of = {
        str(account.participant): account.id
        for account in identity.accounts.all()
        if account.participant is not None and account.id in acting
    }
    accounts_at = {
        where: tuple(account_of[id] for id in ids if id in account_of)
        for where, ids in heads.items()
    }
    return {where: ids for where, ids in accounts_at.items() if ids}
