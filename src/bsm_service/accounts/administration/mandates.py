"""Giving, listing and ending mandates, for those who may."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bsm_domain.foundation.errors import InvalidValue, NotFound, NotPermitted
from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import (
    Principal,
    Resource,
    is_allowed,
    require_permission,
)
from bsm_service.accounts.administration.accounts import (
    require_permission_and_recent_authentication,
)
from bsm_service.application.system import System
from bsm_service.identity import Mandate, MandateKind

# Mandates that the secretariat manages too.
DELEGATION_ROLES = frozenset({Role.FOCAL_POINT, Role.PARTICIPANT})


@dataclass(frozen=True, slots=True)
class VisibleMandate:
    """A mandate as far as the viewer may see it: names and reasons that they may not
    see are None.
    """

    mandate: Mandate
    name: str | None
    name_stood_in_for: str | None
    given_by: str | None
    ended_by: str | None


def list_mandates(
    system: System, principal: Principal, delegation: str | None = None
) -> tuple[VisibleMandate, ...]:
    """All mandates, including ended ones, of one delegation or of all, the oldest
    first. Raises NotPermitted.
    """
    require_permission(principal, "read.mandates", Resource(delegation))
    mandates = system.identity.mandates.all()
    if delegation is not None:
        mandates = tuple(
            mandate for mandate in mandates if mandate.delegation == delegation
        )
    return _visible(system, principal, mandates)


def who_could_act(
    system: System, principal: Principal, delegation: str, on: date
) -> tuple[VisibleMandate, ...]:
    """Who could act for a delegation at any time on a day (UTC); stand-ins last. Raises
    NotPermitted.
    """
    require_permission(principal, "read.mandates", Resource(delegation))
    mandates = system.identity.mandates.could_act(delegation, on)
    own_first = sorted(
        mandates,
        key=lambda mandate: (mandate.kind is MandateKind.STAND_IN, mandate.since),
    )
    return _visible(system, principal, tuple(own_first))


def may_give_mandate(
    principal: Principal,
    kind: MandateKind = MandateKind.ROLE,
    role: Role = Role.FOCAL_POINT,
    delegation: str | None = None,
) -> bool:
    """Whether the principal may give and end mandates of this kind."""
    return is_allowed(principal, action_to_give(kind, role), Resource(delegation))


def give_mandate(
    system: System,
    principal: Principal,
    account: str,
    role: Role,
    delegation: str | None = None,
    *,
    kind: MandateKind = MandateKind.ROLE,
    stands_in_for: str | None = None,
    purpose: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    reason: str | None = None,
) -> Mandate:
    """A mandate, valid from now unless `since` is given. A focal point names stand-ins
    for themselves only, and a stand-in cannot name another. Raises NotPermitted,
    NotFound, InvalidValue, InvalidTransition.
    """
    require_permission(principal, action_to_give(kind, role), Resource(delegation))
    if role is Role.ADMINISTRATOR:
        require_permission_and_recent_authentication(
            system, principal, action_to_give(kind, role)
        )
    if kind is MandateKind.STAND_IN:
        _check_own_mandate(principal, stands_in_for, role)
    return system.identity.mandates.give(
        account,
        role,
        delegation,
        kind=kind,
        stands_in_for=stands_in_for,
        purpose=purpose,
        since=since,
        until=until,
        given_by=principal,
        reason=reason,
    )


def end_mandate(system: System, principal: Principal, id: str, reason: str) -> None:
    """Ends a mandate at once, and those that depend on it. Raises NotPermitted,
    NotFound (also for what the caller may not see), ReasonRequired, InvalidTransition.
    """
    try:
        mandate = system.identity.mandates.get(id)
    except NotFound:
        if not any(
            is_allowed(principal, candidate_action) for candidate_action in _ACTIONS
        ):
            require_permission(principal, "mandate.give")
        raise
    resource = Resource(mandate.delegation)
    action = action_to_give(mandate.kind, mandate.role)
    if not is_allowed(principal, action, resource):
        require_permission(principal, action)
        if not is_allowed(principal, "read.mandates", resource):
            raise NotFound("there is no mandate with this ID")
        require_permission(principal, action, resource)
    if mandate.role is Role.ADMINISTRATOR:
        require_permission_and_recent_authentication(system, principal, action)
    if mandate.id == principal.mandate:
        raise InvalidValue(
            "you cannot end the mandate that you are acting under; ask somebody else"
        )
    if mandate.kind is MandateKind.STAND_IN:
        _check_own_mandate(principal, mandate.stands_in_for, mandate.role)
    system.identity.mandates.end(id, actor=principal, reason=reason)


_ACTIONS = ("mandate.give", "mandate.give-to-delegate", "stand-in.name", "grant.give")


def action_to_give(kind: MandateKind, role: Role) -> str:
    """The permission needed to give and end a mandate of this kind."""
    if kind is MandateKind.STAND_IN:
        return "stand-in.name"
    if kind is MandateKind.GRANT:
        return "grant.give"
    return "mandate.give-to-delegate" if role in DELEGATION_ROLES else "mandate.give"


def _check_own_mandate(
    principal: Principal, stands_in_for: str | None, role: Role
) -> None:
    if role is not Role.FOCAL_POINT and not is_allowed(principal, "mandate.give"):
        raise NotPermitted(
            f"only administrators can name a stand-in for the role {role}; you are "
            f"signed in as {principal.role.replace('-', ' ')}"
        )
    if principal.role is Role.FOCAL_POINT and (
        stands_in_for != principal.account or principal.on_behalf_of is not None
    ):
        raise NotPermitted(
            "a focal point can name a stand-in only for their own mandate"
        )


def _visible(
    system: System, principal: Principal, mandates: tuple[Mandate, ...]
) -> tuple[VisibleMandate, ...]:
    names = {account.id: account.name for account in system.identity.accounts.all()}

    def visible_name(account: str | None, mandate: Mandate) -> str | None:
        if account is None or account not in names:
            return account  # a word such as "command line"
        may_see = _may_see_name(principal, account, mandate.delegation)
        return names[account] if may_see else None

    in_full = is_allowed(principal, "read.accounts")
    return tuple(
        VisibleMandate(
            mandate if in_full else replace(mandate, reason=None, end_reason=None),
            visible_name(mandate.account, mandate),
            visible_name(mandate.stands_in_for, mandate),
            visible_name(mandate.given_by, mandate),
            visible_name(mandate.ended_by, mandate),
        )
        for mandate in mandates
    )


def _may_see_name(principal: Principal, account: str, delegation: str | None) -> bool:
    return account == principal.account or is_allowed(
        principal, "read.account-names", Resource(delegation)
    )
