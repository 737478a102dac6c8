"""Adding, resetting and closing accounts, for administrators and the secretariat."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from bsm_domain.foundation.errors import InvalidTransition, NotFound
from bsm_domain.people.participant import ParticipantEntered
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System
from bsm_service.foundation.refusals import ReauthenticationRequired
from bsm_service.identity import Account, Identity, Mandate, SecretPurpose
from bsm_service.identity.credentials.required_proofs import (
    require_recent_authentication,
)

INVITATION_LIFETIME = timedelta(days=7)
RESET_LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """An account with its current mandates, whether it can sign in, and how many
    `sessions` it has. `lacks_second_factor` if a role requires one and there is none.
    """

    account: Account
    mandates: tuple[Mandate, ...]
    has_password: bool
    has_second_factor: bool
    lacks_second_factor: bool
    sessions: int


def is_recently_authenticated(
    system: System, principal: Principal, action: str
) -> bool:
    """Whether the user has confirmed their identity recently enough."""
    try:
        require_recent_authentication(
            principal, action, system.identity.account_database.clock()
        )
    except ReauthenticationRequired:
        return False
    return True


def require_permission_and_recent_authentication(
    system: System, principal: Principal, action: str
) -> None:
    """Raises NotPermitted, or ReauthenticationRequired if only that is missing."""
    require_permission(principal, action)
    require_recent_authentication(
        principal, action, system.identity.account_database.clock()
    )


def list_accounts(system: System, principal: Principal) -> tuple[AccountDetails, ...]:
    """All accounts, by name. Raises NotPermitted."""
    require_permission(principal, "read.accounts")
    identity = system.identity
    sessions = identity.sessions.counts()
    return tuple(
        _account_details(identity, account, sessions.get(account.id, 0))
        for account in identity.accounts.all()
    )


def _account_details(
    identity: Identity, account: Account, sessions: int
) -> AccountDetails:
    mandates = identity.mandates.current_of(account.id)
    has_factor = identity.second_factors.has(account.id)
    needs = any(mandate.role in identity.requirements.roles for mandate in mandates)
    return AccountDetails(
        account,
        mandates,
        has_password=identity.passwords.has(account.id),
        has_second_factor=has_factor,
        lacks_second_factor=needs and not has_factor,
        sessions=sessions,
    )


def add_account(
    system: System, principal: Principal, name: str, participant_id: UUID | None = None
) -> tuple[Account, str]:
    """A new account, and the secret with which its owner sets a password, shown once.
    Raises NotPermitted, InvalidValue, NotFound, NameTaken.
    """
    require_permission(principal, "account.add")
    check_person(system, participant_id)
    # In one transaction, so that a refused request leaves no account without a secret.
    with system.identity.account_database.transaction(exclusive=True, actor=principal):
        account = system.identity.accounts.create(name, participant_id, actor=principal)
        return account, _make_one_time_secret(
            system, principal, account, INVITATION_LIFETIME
        )


def link_participant(
    system: System, principal: Principal, id: str, participant_id: UUID | None
) -> None:
    """Sets the person on record that the account belongs to; None for nobody. Raises
    NotPermitted, NotFound.
    """
    require_permission(principal, "account.add")
    check_person(system, participant_id)
    system.identity.accounts.link_participant(id, participant_id, actor=principal)


def reset_account(system: System, principal: Principal, id: str) -> str:
    """A secret with which the owner sets a new password, shown once. Raises
    NotPermitted, NotFound, InvalidTransition for a closed account and for one's own,
    which requires the current password.
    """
    require_permission_and_recent_authentication(system, principal, "account.reset")
    _refuse_own_account(principal, id, "reset your own password here")
    return _make_one_time_secret(
        system, principal, _open_account(system, id), RESET_LIFETIME
    )


def remove_second_factors(system: System, principal: Principal, id: str) -> None:
    """For a user who has lost them: they set up new ones at the next sign-in. Raises
    NotPermitted, NotFound, InvalidTransition if there is none, or for one's own
    account.
    """
    require_permission_and_recent_authentication(system, principal, "account.reset")
    _refuse_own_account(principal, id, "remove your own second factors here")
    _open_account(system, id)
    factors = system.identity.second_factors
    removable = factors.list_for(id)
    if not removable:
        raise InvalidTransition("the account has no second factor")
    with system.identity.account_database.transaction(exclusive=True, actor=principal):
        for factor in removable:
            factors.remove(id, factor.id, actor=principal)
        system.identity.sessions.end_all(id, actor=principal)


def end_sessions(system: System, principal: Principal, id: str) -> int:
    """Signs a user out everywhere and returns the number of sessions ended. Tokens stay
    valid. Raises NotPermitted, NotFound, InvalidTransition for one's own account, whose
    sessions are ended on the My account page.
    """
    require_permission_and_recent_authentication(
        system, principal, "account.end-sessions"
    )
    if id == principal.account:
        raise InvalidTransition("end your own sessions on the My account page")
    system.identity.accounts.get(id)
    return system.identity.sessions.end_all(id, actor=principal)


def close_account(system: System, principal: Principal, id: str, reason: str) -> None:
    """Closes the account, so that nobody can sign in with it. Raises NotPermitted,
    NotFound, InvalidTransition.
    """
    require_permission_and_recent_authentication(system, principal, "account.close")
    _refuse_own_account(principal, id, "close your own account")
    system.identity.accounts.close(id, actor=principal, reason=reason)


def reopen_account(system: System, principal: Principal, id: str, reason: str) -> None:
    """Lets the account be given mandates again. Raises NotPermitted, NotFound,
    InvalidTransition.
    """
    require_permission_and_recent_authentication(system, principal, "account.close")
    system.identity.accounts.reopen(id, actor=principal, reason=reason)


def check_person(system: System, participant: UUID | None) -> None:
    """Raises NotFound for a person who is not on record."""
    if participant is None:
        return
    if not isinstance(system.store.fact(participant, 1), ParticipantEntered):
        raise NotFound(f"there is no participant {participant} on record")


def _make_one_time_secret(
    system: System, principal: Principal, account: Account, lifetime: timedelta
) -> str:
    return system.identity.one_time_secrets.create(
        SecretPurpose.RESET, account.id, lifetime, actor=principal
    )


def _open_account(system: System, id: str) -> Account:
    account = system.identity.accounts.get(id)
    if account.closed_at is not None:
        raise InvalidTransition("the account is closed; reopen it first")
    return account


def _refuse_own_account(principal: Principal, id: str, verb: str) -> None:
    if id == principal.account:
        raise InvalidTransition(f"you cannot {verb}; ask another administrator")
