"""The unsubscribe link in every e-mail, for one kind of e-mail. It names nobody.

It is signed with a secret of the vault, so that it is valid on every server of a
record, and after a restore.
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
    """The kind of e-mail that it unsubscribes from; None if we did not sign it."""
    parsed = _parse_token(system, token)
    return None if parsed is None else parsed[1]


def unsubscribe(system: System, token: str) -> MessageKind | None:
    """Turns off e-mail of this kind. Safe to repeat; does nothing if the account is
    closed.

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
