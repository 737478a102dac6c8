"""One-time secrets with a limited lifetime, with which people set a password."""

import secrets
from datetime import timedelta
from enum import StrEnum

from bsm_domain.foundation.microseconds import to_micros
from bsm_service.foundation.refusals import SecretRefused
from bsm_service.identity.account_database import (
    COMMAND_LINE,
    AccountChange,
    AccountDatabase,
    ChangeActor,
    hash_secret,
    opaque_id_or_empty,
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
        row = self._database.row(
            "SELECT account FROM one_time_secrets WHERE secret_hash = :hash "
            f"AND purpose = :purpose AND {_IS_VALID}",
            {
                "hash": hash_secret(secret.strip()),
                "purpose": purpose,
                **_period(self._database.now()),
            },
        )
        if row is None:
            raise _refusal()
        account: str | None = row["account"]
        return account

    def use(self, purpose: SecretPurpose, secret: str) -> str | None:
        """The account of the secret, which is used up. Raises SecretRefused."""
        with self._database.transaction() as change:
            return use_secret_in(change, purpose, secret)

    def revoke_all(self, account: str) -> None:
        """Makes all secrets of an account invalid."""
        with self._database.transaction() as change:
            change.execute(
                "DELETE FROM one_time_secrets WHERE account = :account",
                {"account": opaque_id_or_empty(account)},
            )

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


def use_secret_in(
    change: AccountChange, purpose: SecretPurpose, secret: str
) -> str | None:
    """Uses a secret within a change. Raises SecretRefused."""
    values = {
        "hash": hash_secret(secret.strip()),
        "purpose": purpose,
        **_period(change.now),
    }
    from_and_where = (
        "FROM one_time_secrets WHERE secret_hash = :hash AND purpose = :purpose"
    )
    row = change.row(f"SELECT account {from_and_where} AND {_IS_VALID}", values)
    # The transaction that deletes the row has used the secret: a second one at the same
    # time finds nothing.
    if row is None or not change.execute(f"DELETE {from_and_where}", values).rowcount:
        raise _refusal()
    account: str | None = row["account"]
    if account is not None:
        change.record_event("one-time-secret-used", account, account)
    return account


# A secret made in the future was made while the clock was wrong; by its times it would
# be valid for years.
_IS_VALID = "expires_at > :now AND created_at <= :soon"


def _period(now: int) -> dict[str, int]:
    return {"now": now, "soon": now + MAX_CLOCK_DIFFERENCE // timedelta(microseconds=1)}


def _refusal() -> SecretRefused:
    return SecretRefused(
        "this secret is unknown, used, replaced or expired; ask for a new one"
    )
