"""The address in every e-mail that ends mail of its kind: nothing that names anybody.

It is signed with a secret of the vault, so that it counts at every server of a record,
and after a restore.
"""

from bsm_domain.foundation.errors import NotFound
from bsm_service.application.system import System
from bsm_service.identity import TextSigner
from bsm_service.reminders.preferences import MessageKind, PreferencesTable

PURPOSE = "unsubscribe"


def signed_token(system: System, account: str, kind: MessageKind) -> str:
    """Raises VaultUnavailable."""
    return _signing(system).sign(f"{account}.{kind}", PURPOSE)


def kind_from_token(system: System, token: str) -> MessageKind | None:
    """What mail it would end; None for what is not signed by us."""
    parsed = _parse_token(system, token)
    return None if parsed is None else parsed[1]


def unsubscribe(system: System, token: str) -> MessageKind | None:
    """Ends it. Safe to repeat; where the account is no more, there is nothing to end.

    Raises VaultUnavailable.
    """
    parsed = _parse_token(system, token)
    if parsed is None:
        return None
    account, kind = parsed
    try:
        is_closed = system.identity.accounts.get(account).closed_at is not None
    except NotFound:
        is_closed = True
    if not is_closed:
        PreferencesTable(system.identity.account_database).mute(account, kind)
    return kind


def _parse_token(system: System, token: str) -> tuple[str, MessageKind] | None:
    content = _signing(system).unsign(token, PURPOSE)
    if content is None:
        return None
    account, _, kind = content.rpartition(".")
    return account, MessageKind(kind)


def _signing(system: System) -> TextSigner:
    return TextSigner(system.vault.product_secret(PURPOSE).hex())
