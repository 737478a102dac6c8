"""Accounts and mandates, as people give and end them: for the API and the pages alike.

Each function asks the permission table first, then acts in the caller's name. Names of
accounts are told to those only who may see them; to others accounts stay opaque.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from bsm_domain.errors import InvalidTransition, InvalidValue, NotFound, NotPermitted
from bsm_domain.participant import ParticipantEntered
from bsm_domain.roles import Role
from bsm_service.bootstrap import System
from bsm_service.identity import (
    Account,
    Identity,
    Kind,
    Mandate,
    Purpose,
)
from bsm_service.identity.proofs import require_fresh_proof
from bsm_service.permissions import Principal, Resource, allow, require
from bsm_service.refusals import ProofNeeded

INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)

# Who speaks for a delegation, or belongs to one, is the secretariat's business too.
OF_DELEGATIONS = frozenset({Role.FOCAL_POINT, Role.PARTICIPANT})


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """An account with what it may do now, whether it can prove who it is, and how many
    `sessions` of it go on.

    `lacks_second_factor` where a role asks for one and there is none.
    """

    account: Account
    mandates: tuple[Mandate, ...]
    has_password: bool
    has_second_factor: bool
    lacks_second_factor: bool
    sessions: int


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


# Accounts.


def accounts(system: System, who: Principal) -> tuple[AccountSeen, ...]:
    """Every account, by name. Raises NotPermitted."""
    require(who, "read.accounts")
    identity = system.identity
    sessions = identity.sessions.numbers()
    return tuple(
        _account_seen(identity, one, sessions.get(one.id, 0))
        for one in identity.accounts.all()
    )


def _account_seen(identity: Identity, account: Account, sessions: int) -> AccountSeen:
    mandates = identity.mandates.valid_of(account.id)
    has_factor = identity.second_factors.has(account.id)
    needs = any(one.role in identity.proofs.roles for one in mandates)
    return AccountSeen(
        account,
        mandates,
        has_password=identity.passwords.has(account.id),
        has_second_factor=has_factor,
        lacks_second_factor=needs and not has_factor,
        sessions=sessions,
    )


def add_account(
    system: System, who: Principal, name: str, participant: UUID | None = None
) -> tuple[Account, str]:
    """A new account, and the secret by which its owner sets a password, shown once.

    Raises NotPermitted, InvalidValue, NotFound, NameTaken.
    """
    require(who, "account.add")
    _check_person(system, participant)
    # Together: whoever is told that it was refused finds no account without a secret.
    with system.identity.register.changing(alone=True, by=who):
        made = system.identity.accounts.make(name, participant, by=who)
        return made, _one_time(system, who, made, INVITATION_LASTS)


def link_account(
    system: System, who: Principal, id: str, participant: UUID | None
) -> None:
    """Says which person on record the account belongs to; None for nobody.

    Raises NotPermitted, NotFound.
    """
    require(who, "account.add")
    _check_person(system, participant)
    system.identity.accounts.link(id, participant, by=who)


def reset_account(system: System, who: Principal, id: str) -> str:
    """A secret by which the owner sets another password, shown once.

    Raises NotPermitted, NotFound, InvalidTransition for a closed account, and for one's
    own: that asks for the present password.
    """
    _require_proved(system, who, "account.reset")
    _not_oneself(who, id, "resets their own password here")
    return _one_time(system, who, _open(system, id), RESET_LASTS)


def remove_second_factors(system: System, who: Principal, id: str) -> None:
    """For somebody who has lost them: they set up others at the next sign-in.

    Raises NotPermitted, NotFound, InvalidTransition where there is none, or where they
    are one's own.
    """
    _require_proved(system, who, "account.reset")
    _not_oneself(who, id, "removes their own second factors here")
    _open(system, id)
    factors = system.identity.second_factors
    held = factors.listed(id)
    if not held:
        raise InvalidTransition("the account has no second factor")
    with system.identity.register.changing(alone=True, by=who):
        for one in held:
            factors.remove(id, one.id, by=who)
        system.identity.sessions.end_all(id, by=who)


def end_sessions(system: System, who: Principal, id: str) -> int:
    """Signs somebody out everywhere; how many sessions have ended. Tokens stay.

    Raises NotPermitted, NotFound, InvalidTransition for one's own, which are ended on
    the page of one's own account.
    """
    _require_proved(system, who, "account.end-sessions")
    if id == who.account:
        raise InvalidTransition("end your own sessions on the page My account")
    system.identity.accounts.get(id)
    return system.identity.sessions.end_all(id, by=who)


def close_account(system: System, who: Principal, id: str, reason: str) -> None:
    """Nobody comes in by it any more, at once.

    Raises NotPermitted, NotFound, InvalidTransition.
    """
    _require_proved(system, who, "account.close")
    _not_oneself(who, id, "closes their own account")
    system.identity.accounts.close(id, by=who, reason=reason)


def reopen_account(system: System, who: Principal, id: str, reason: str) -> None:
    """It can be given mandates again.

    Raises NotPermitted, NotFound, InvalidTransition.
    """
    _require_proved(system, who, "account.close")
    system.identity.accounts.reopen(id, by=who, reason=reason)


# Mandates.


def mandates(
    system: System, who: Principal, delegation: str | None = None
) -> tuple[MandateSeen, ...]:
    """All that ever were, of one delegation or of all, the oldest first.

    Raises NotPermitted.
    """
    require(who, "read.mandates", Resource(delegation))
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
    require(who, "read.mandates", Resource(delegation))
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
    return allow(who, _action(kind, role), Resource(delegation))


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
    require(who, _action(kind, role), Resource(delegation))
    if role is Role.ADMINISTRATOR:
        _require_proved(system, who, _action(kind, role))
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
        if not any(allow(who, one) for one in _ACTIONS):
            require(who, "mandate.give")
        raise
    whose = Resource(found.delegation)
    action = _action(found.kind, found.role)
    if not allow(who, action, whose):
        require(who, action)
        if not allow(who, "read.mandates", whose):
            raise NotFound("there is no such mandate")
        require(who, action, whose)
    if found.role is Role.ADMINISTRATOR:
        _require_proved(system, who, action)
    if found.id == who.mandate:
        raise InvalidValue(
            "you act under this mandate yourself; have somebody else end it"
        )
    if found.kind is Kind.STAND_IN:
        _check_own_seat(who, found.stands_in_for, found.role)
    system.identity.mandates.end(id, by=who, reason=reason)


def is_proved(system: System, who: Principal, action: str) -> bool:
    """Whether somebody has proved lately enough who they are for what needs it."""
    try:
        require_fresh_proof(who, action, system.identity.register.clock())
    except ProofNeeded:
        return False
    return True


def _require_proved(system: System, who: Principal, action: str) -> None:
    """Raises NotPermitted; ProofNeeded of those who may."""
    require(who, action)
    require_fresh_proof(who, action, system.identity.register.clock())


_ACTIONS = ("mandate.give", "mandate.give-to-delegate", "stand-in.name", "grant.give")


def _action(kind: Kind, role: Role) -> str:
    """The action of the table by which a mandate such as this is given and ended."""
    if kind is Kind.STAND_IN:
        return "stand-in.name"
    if kind is Kind.GRANT:
        return "grant.give"
    return "mandate.give-to-delegate" if role in OF_DELEGATIONS else "mandate.give"


def _check_own_seat(who: Principal, stands_in_for: str | None, role: Role) -> None:
    if role is not Role.FOCAL_POINT and not allow(who, "mandate.give"):
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

    in_full = allow(who, "read.accounts")
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
    return account == who.account or allow(
        who, "read.account-names", Resource(delegation)
    )


def _check_person(system: System, participant: UUID | None) -> None:
    if participant is None:
        return
    if not isinstance(system.store.fact(participant, 1), ParticipantEntered):
        raise NotFound(f"there is no participant {participant}")


def _one_time(
    system: System, who: Principal, account: Account, lasts: timedelta
) -> str:
    return system.identity.one_time.make(Purpose.RESET, account.id, lasts, by=who)


def _open(system: System, id: str) -> Account:
    account = system.identity.accounts.get(id)
    if account.closed_at is not None:
        raise InvalidTransition("the account is closed; reopen it first")
    return account


def _not_oneself(who: Principal, id: str, verb: str) -> None:
    if id == who.account:
        raise InvalidTransition(f"nobody {verb}; ask another administrator")
