"""The address in every letter that ends mail of its kind: nothing that names anybody.

It is signed with a secret of the vault, so that it counts at every server of a record,
and after a restore.
"""

from bsm_domain.foundation.errors import NotFound
from bsm_service.application.system import System
from bsm_service.identity import Signing
from bsm_service.reminders.messages import Kind, Wishes

UNSUBSCRIBE = "unsubscribe"


def signed(system: System, account: str, kind: Kind) -> str:
    """Raises VaultUnavailable."""
    return _signing(system).sign(f"{account}.{kind}", UNSUBSCRIBE)


def kind_of(system: System, told: str) -> Kind | None:
    """What mail it would end; None for what is not signed by us."""
    found = _read(system, told)
    return None if found is None else found[1]


def unsubscribe(system: System, told: str) -> Kind | None:
    """Ends it. Safe to repeat; where the account is no more, there is nothing to end.

    Raises VaultUnavailable.
    """
    found = _read(system, told)
    if found is None:
        return None
    account, kind = found
    try:
        is_closed = system.identity.accounts.get(account).closed_at is not None
    except NotFound:
        is_closed = True
    if not is_closed:
        Wishes(system.identity.register).mute(account, kind)
    return kind


def _read(system: System, told: str) -> tuple[str, Kind] | None:
    found = _signing(system).unsigned(told, UNSUBSCRIBE)
    if found is None:
        return None
    account, _, kind = found.rpartition(".")
    return account, Kind(kind)


def _signing(system: System) -> Signing:
    return Signing(system.vault.named(UNSUBSCRIBE).hex())
