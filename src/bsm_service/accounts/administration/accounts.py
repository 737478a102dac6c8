"""Accounts, as administrators and the secretariat add, reset and close them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from bsm_domain.foundation.errors import InvalidTransition, NotFound
from bsm_domain.people.participant import ParticipantEntered
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.accounts.administration.recent_proof import require_proved
from bsm_service.application.system import System
from bsm_service.identity import Account, Identity, Mandate, Purpose

INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)


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


def accounts(system: System, who: Principal) -> tuple[AccountSeen, ...]:
    """Every account, by name. Raises NotPermitted."""
    require_permission(who, "read.accounts")
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
    require_permission(who, "account.add")
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
    require_permission(who, "account.add")
    _check_person(system, participant)
    system.identity.accounts.link(id, participant, by=who)


def reset_account(system: System, who: Principal, id: str) -> str:
    """A secret by which the owner sets another password, shown once.

    Raises NotPermitted, NotFound, InvalidTransition for a closed account, and for one's
    own: that asks for the present password.
    """
    require_proved(system, who, "account.reset")
    _not_oneself(who, id, "resets their own password here")
    return _one_time(system, who, _open(system, id), RESET_LASTS)


def remove_second_factors(system: System, who: Principal, id: str) -> None:
    """For somebody who has lost them: they set up others at the next sign-in.

    Raises NotPermitted, NotFound, InvalidTransition where there is none, or where they
    are one's own.
    """
    require_proved(system, who, "account.reset")
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
    require_proved(system, who, "account.end-sessions")
    if id == who.account:
        raise InvalidTransition("end your own sessions on the page My account")
    system.identity.accounts.get(id)
    return system.identity.sessions.end_all(id, by=who)


def close_account(system: System, who: Principal, id: str, reason: str) -> None:
    """Nobody comes in by it any more, at once.

    Raises NotPermitted, NotFound, InvalidTransition.
    """
    require_proved(system, who, "account.close")
    _not_oneself(who, id, "closes their own account")
    system.identity.accounts.close(id, by=who, reason=reason)


def reopen_account(system: System, who: Principal, id: str, reason: str) -> None:
    """It can be given mandates again.

    Raises NotPermitted, NotFound, InvalidTransition.
    """
    require_proved(system, who, "account.close")
    system.identity.accounts.reopen(id, by=who, reason=reason)


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
