"""One-time secrets with a limited lifetime, with which people set a password."""

import secrets
from datetime import timedelta
from enum import StrEnum

from bsm_domain.foundation.microseconds import to_micros
from bsm_service.foundation.refusals import SecretRefused
from bsm_service.identity.account_database import (
    COMMAND_LINE,
    AccountDatabase,
    ChangeActor,
    FindRow,
    hash_secret,
)
from bsm_service.identity.session import MAX_CLOCK_DIFFERENCE


class SecretPurpose(StrEnum):
    """What a secret can be used for; RESET also invites new accounts."""

    FIRST_ADMINISTRATOR = "first-administrator"
    RESET = "reset"


class OneTimeSecrets:
    def __init__(self, database: AccountDatabase) -> None:
        self._database = database

    def create(
        self,
        purpose: SecretPurpose,
        account: str | None,
        lifetime: timedelta,
        *,
        actor: ChangeActor = COMMAND_LINE,
    ) -> str:
        """A secret, shown only once. It replaces earlier ones of the same purpose and
        account (or of no account).
        """
        secret = secrets.token_urlsafe(24)
        with self._database.transaction(actor=actor) as change:
            change.execute(
                "DELETE FROM one_time_secrets WHERE expires_at <= :now "
                "OR (purpose = :purpose AND COALESCE(account, '') = :account)",
                {"now": change.now, "purpose": purpose, "account": account or ""},
            )
            change.add(
                "one_time_secrets",
                secret_hash=hash_secret(secret),
                purpose=purpose,
                account=account,
                created_at=change.now,
                expires_at=to_micros(change.moment + lifetime),
            )
            if account is not None:
                change.record_event("one-time-secret-made", account, actor)
        return secret

    def check(self, purpose: SecretPurpose, secret: str) -> str | None:
        """The account of the secret, which stays valid. Raises SecretRefused."""
        return _account_of(self._database.row, self._database.now(), purpose, secret)

    def use(self, purpose: SecretPurpose, secret: str) -> str | None:
        """The account of the secret, which is used up. Raises SecretRefused."""
        with self._database.transaction() as change:
            account = _account_of(change.row, change.now, purpose, secret)
            # The transaction that deletes the row has used the secret: a second one at
            # the same time finds nothing.
            used = change.execute(
                "DELETE FROM one_time_secrets WHERE secret_hash = :hash",
                {"hash": hash_secret(secret.strip())},
            )
            if not used.rowcount:
                raise _refusal()
            if account is not None:
                change.record_event("one-time-secret-used", account, account)
            return account

    def mark_used(self, kind: str, secret: str, lifetime: timedelta) -> bool:
        """Whether this is the first use of a secret that is not stored when it is made,
        such as the challenge or state of a flow. It expires by itself after `lifetime`.
        """
        with self._database.transaction() as change:
            change.execute(
                "DELETE FROM spent WHERE expires_at <= :now", {"now": change.now}
            )
            added = change.execute(
                "INSERT INTO spent (secret_hash, expires_at) VALUES (:hash, :until) "
                "ON CONFLICT DO NOTHING",
                {
                    "hash": hash_secret(f"{kind} {secret}"),
                    "until": to_micros(change.moment + lifetime),
                },
            )
            return bool(added.rowcount)


def _account_of(
    find_row: FindRow, now: int, purpose: SecretPurpose, secret: str
) -> str | None:
    # A secret made in the future was made while the clock was wrong; by its times it
    # would be valid for years.
    row = find_row(
        "SELECT account FROM one_time_secrets WHERE secret_hash = :hash "
        "AND purpose = :purpose AND expires_at > :now AND created_at <= :soon",
        {
            "hash": hash_secret(secret.strip()),
            "purpose": purpose,
            "now": now,
            "soon": now + MAX_CLOCK_DIFFERENCE // timedelta(microseconds=1),
        },
    )
    if row is None:
        raise _refusal()
    account: str | None = row["account"]
    return account


def _refusal() -> SecretRefused:
    return SecretRefused(
        "this secret is unknown, used, replaced or expired; ask for a new one"
    )
