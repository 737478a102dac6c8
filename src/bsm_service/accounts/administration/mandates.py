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
from bsm_service.accounts.administration.recent_proof import require_proved
from bsm_service.application.system import System
from bsm_service.identity import Kind, Mandate

# Who speaks for a delegation, or belongs to one, is the secretariat's business too.
OF_DELEGATIONS = frozenset({Role.FOCAL_POINT, Role.PARTICIPANT})


@dataclass(frozen=True, slots=True)
class MandateSeen:
    """A mandate as far as the viewer may see it: names are None for whom they are not,
    and so are the reasons that people typed.
    """

    mandate: Mandate
    name: str | None
    name_stood_in_for: str | None
    given_by: str | None
    ended_by: str | None


def mandates(
    system: System, who: Principal, delegation: str | None = None
) -> tuple[MandateSeen, ...]:
    """All that ever were, of one delegation or of all, the oldest first.

    Raises NotPermitted.
    """
    require_permission(who, "read.mandates", Resource(delegation))
    found = system.identity.mandates.all()
    if delegation is not None:
        found = tuple(one for one in found if one.delegation == delegation)
    return _seen(system, who, found)


def actors(
    system: System, who: Principal, delegation: str, on: date
) -> tuple[MandateSeen, ...]:
    """Who could act for a delegation at any moment of a day (UTC); stand-ins last.

    Raises NotPermitted.
    """
    require_permission(who, "read.mandates", Resource(delegation))
    found = system.identity.mandates.could_act(delegation, on)
    own_first = sorted(found, key=lambda one: (one.kind is Kind.STAND_IN, one.since))
    return _seen(system, who, tuple(own_first))


def may_give(
    who: Principal,
    kind: Kind = Kind.ROLE,
    role: Role = Role.FOCAL_POINT,
    delegation: str | None = None,
) -> bool:
    """Whether somebody may give, and end, mandates such as this."""
    return is_allowed(who, _action(kind, role), Resource(delegation))


def give_mandate(
    system: System,
    who: Principal,
    account: str,
    role: Role,
    delegation: str | None = None,
    *,
    kind: Kind = Kind.ROLE,
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
    require_permission(who, _action(kind, role), Resource(delegation))
    if role is Role.ADMINISTRATOR:
        require_proved(system, who, _action(kind, role))
    if kind is Kind.STAND_IN:
        _check_own_seat(who, stands_in_for, role)
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
    action = _action(found.kind, found.role)
    if not is_allowed(who, action, whose):
        require_permission(who, action)
        if not is_allowed(who, "read.mandates", whose):
            raise NotFound("there is no such mandate")
        require_permission(who, action, whose)
    if found.role is Role.ADMINISTRATOR:
        require_proved(system, who, action)
    if found.id == who.mandate:
        raise InvalidValue(
            "you act under this mandate yourself; have somebody else end it"
        )
    if found.kind is Kind.STAND_IN:
        _check_own_seat(who, found.stands_in_for, found.role)
    system.identity.mandates.end(id, by=who, reason=reason)


_ACTIONS = ("mandate.give", "mandate.give-to-delegate", "stand-in.name", "grant.give")


def _action(kind: Kind, role: Role) -> str:
    """The action of the table by which a mandate such as this is given and ended."""
    if kind is Kind.STAND_IN:
        return "stand-in.name"
    if kind is Kind.GRANT:
        return "grant.give"
    return "mandate.give-to-delegate" if role in OF_DELEGATIONS else "mandate.give"


def _check_own_seat(who: Principal, stands_in_for: str | None, role: Role) -> None:
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


def _seen(
    system: System, who: Principal, found: tuple[Mandate, ...]
) -> tuple[MandateSeen, ...]:
    names = {one.id: one.name for one in system.identity.accounts.all()}

    def told(account: str | None, one: Mandate) -> str | None:
        if account is None or account not in names:
            return account  # a word such as "command line"
        seen = _may_see_name(who, account, one.delegation)
        return names[account] if seen else None

    in_full = is_allowed(who, "read.accounts")
    return tuple(
        MandateSeen(
            one if in_full else replace(one, reason=None, end_reason=None),
            told(one.account, one),
            told(one.stands_in_for, one),
            told(one.given_by, one),
            told(one.ended_by, one),
        )
        for one in found
    )


def _may_see_name(who: Principal, account: str, delegation: str | None) -> bool:
    return account == who.account or is_allowed(
        who, "read.account-names", Resource(delegation)
    )
