"""Mandates, as those who may give them give, list and end them."""

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
from bsm_service.accounts.administration.recent_proof import (
    require_permission_and_recent_authentication,
)
from bsm_service.application.system import System
from bsm_service.identity import Mandate, MandateKind

# Who speaks for a delegation, or belongs to one, is the secretariat's business too.
DELEGATION_ROLES = frozenset({Role.FOCAL_POINT, Role.PARTICIPANT})


@dataclass(frozen=True, slots=True)
class VisibleMandate:
    """A mandate as far as the viewer may see it: names are None for whom they are not,
    and so are the reasons that people typed.
    """

    mandate: Mandate
    name: str | None
    name_stood_in_for: str | None
    given_by: str | None
    ended_by: str | None


def list_mandates(
    system: System, who: Principal, delegation: str | None = None
) -> tuple[VisibleMandate, ...]:
    """All that ever were, of one delegation or of all, the oldest first.

    Raises NotPermitted.
    """
    require_permission(who, "read.mandates", Resource(delegation))
    found = system.identity.mandates.all()
    if delegation is not None:
        found = tuple(one for one in found if one.delegation == delegation)
    return _visible(system, who, found)


def who_could_act(
    system: System, who: Principal, delegation: str, on: date
) -> tuple[VisibleMandate, ...]:
    """Who could act for a delegation at any moment of a day (UTC); stand-ins last.

    Raises NotPermitted.
    """
    require_permission(who, "read.mandates", Resource(delegation))
    found = system.identity.mandates.could_act(delegation, on)
    own_first = sorted(
        found, key=lambda one: (one.kind is MandateKind.STAND_IN, one.since)
    )
    return _visible(system, who, tuple(own_first))


def may_give_mandate(
    who: Principal,
    kind: MandateKind = MandateKind.ROLE,
    role: Role = Role.FOCAL_POINT,
    delegation: str | None = None,
) -> bool:
    """Whether somebody may give, and end, mandates such as this."""
    return is_allowed(who, _action_to_give(kind, role), Resource(delegation))


def give_mandate(
    system: System,
    who: Principal,
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
    """A right to act, from now on if not told otherwise.

    A focal point names stand-ins for themselves only, and no stand-in names another.
    Raises NotPermitted, NotFound, InvalidValue, InvalidTransition.
    """
    require_permission(who, _action_to_give(kind, role), Resource(delegation))
    if role is Role.ADMINISTRATOR:
        require_permission_and_recent_authentication(
            system, who, _action_to_give(kind, role)
        )
    if kind is MandateKind.STAND_IN:
        _check_own_mandate(who, stands_in_for, role)
    return system.identity.mandates.give(
        account,
        role,
        delegation,
        kind=kind,
        stands_in_for=stands_in_for,
        purpose=purpose,
        since=since,
        until=until,
        given_by=who,
        reason=reason,
    )


def end_mandate(system: System, who: Principal, id: str, reason: str) -> None:
    """Ends it at once, and what rests on it.

    Raises NotPermitted, NotFound (also for what the caller may not see),
    ReasonRequired, InvalidTransition.
    """
    try:
        found = system.identity.mandates.get(id)
    except NotFound:
        if not any(is_allowed(who, one) for one in _ACTIONS):
            require_permission(who, "mandate.give")
        raise
    whose = Resource(found.delegation)
    action = _action_to_give(found.kind, found.role)
    if not is_allowed(who, action, whose):
        require_permission(who, action)
        if not is_allowed(who, "read.mandates", whose):
            raise NotFound("there is no such mandate")
        require_permission(who, action, whose)
    if found.role is Role.ADMINISTRATOR:
        require_permission_and_recent_authentication(system, who, action)
    if found.id == who.mandate:
        raise InvalidValue(
            "you act under this mandate yourself; have somebody else end it"
        )
    if found.kind is MandateKind.STAND_IN:
        _check_own_mandate(who, found.stands_in_for, found.role)
    system.identity.mandates.end(id, by=who, reason=reason)


_ACTIONS = ("mandate.give", "mandate.give-to-delegate", "stand-in.name", "grant.give")


def _action_to_give(kind: MandateKind, role: Role) -> str:
    """The action of the table by which a mandate such as this is given and ended."""
    if kind is MandateKind.STAND_IN:
        return "stand-in.name"
    if kind is MandateKind.GRANT:
        return "grant.give"
    return "mandate.give-to-delegate" if role in DELEGATION_ROLES else "mandate.give"


def _check_own_mandate(who: Principal, stands_in_for: str | None, role: Role) -> None:
    if role is not Role.FOCAL_POINT and not is_allowed(who, "mandate.give"):
        raise NotPermitted(
            f"stand-ins of a {role} are named by an administrator; you act as "
            f"{who.role}"
        )
    if who.role is Role.FOCAL_POINT and (
        stands_in_for != who.account or who.on_behalf_of is not None
    ):
        raise NotPermitted(
            "a focal point names stand-ins for themselves, in their own right"
        )


def _visible(
    system: System, who: Principal, found: tuple[Mandate, ...]
) -> tuple[VisibleMandate, ...]:
    names = {one.id: one.name for one in system.identity.accounts.all()}

    def visible_name(account: str | None, one: Mandate) -> str | None:
        if account is None or account not in names:
            return account  # a word such as "command line"
        seen = _may_see_name(who, account, one.delegation)
        return names[account] if seen else None

    in_full = is_allowed(who, "read.accounts")
    return tuple(
        VisibleMandate(
            one if in_full else replace(one, reason=None, end_reason=None),
            visible_name(one.account, one),
            visible_name(one.stands_in_for, one),
            visible_name(one.given_by, one),
            visible_name(one.ended_by, one),
        )
        for one in found
    )


def _may_see_name(who: Principal, account: str, delegation: str | None) -> bool:
    return account == who.account or is_allowed(
        who, "read.account-names", Resource(delegation)
    )
