"""Secrets that are good once and for a while: they let somebody set a password."""

import secrets
from datetime import timedelta
from enum import StrEnum

from bsm_domain.foundation.timestamps import to_micros
from bsm_service.foundation.refusals import SecretRefused
from bsm_service.identity.account_database import (
    COMMAND_LINE,
    By,
    Change,
    Register,
    hashed,
    opaque,
)
from bsm_service.identity.session import CLOCKS_DIFFER


class Purpose(StrEnum):
    """What a secret is good for; RESET invites a new account too."""

    FIRST_ADMINISTRATOR = "first-administrator"
    RESET = "reset"


class OneTime:
    def __init__(self, register: Register) -> None:
        self._register = register

    def make(
        self,
        purpose: Purpose,
        account: str | None,
        lasts: timedelta,
        *,
        by: By = COMMAND_LINE,
    ) -> str:
        """A secret, shown now and never again. Earlier ones of the same purpose for the
        same account, or for nobody's, are void.
        """
        secret = secrets.token_urlsafe(24)
        with self._register.changing(by=by) as change:
            change.execute(
                "DELETE FROM one_time_secrets WHERE expires_at <= :now "
                "OR (purpose = :purpose AND COALESCE(account, '') = :account)",
                {"now": change.now, "purpose": purpose, "account": account or ""},
            )
            change.add(
                "one_time_secrets",
                secret_hash=hashed(secret),
                purpose=purpose,
                account=account,
                created_at=change.now,
                expires_at=to_micros(change.moment + lasts),
            )
            if account is not None:
                change.note("one-time-secret-made", account, by)
        return secret

    def peek(self, purpose: Purpose, secret: str) -> str | None:
        """The account that it is for, and it stays good. Raises SecretRefused."""
        found = self._register.row(
            "SELECT account FROM one_time_secrets WHERE secret_hash = :hash "
            f"AND purpose = :purpose AND {_GOOD}",
            {
                "hash": hashed(secret.strip()),
                "purpose": purpose,
                **_period(self._register.now()),
            },
        )
        if found is None:
            raise _refusal()
        account: str | None = found["account"]
        return account

    def use(self, purpose: Purpose, secret: str) -> str | None:
        """The account that it is for; it is not good any more. Raises SecretRefused."""
        with self._register.changing() as change:
            return use_within(change, purpose, secret)

    def end_all(self, account: str) -> None:
        """Whatever was given out for an account is void."""
        with self._register.changing() as change:
            change.execute(
                "DELETE FROM one_time_secrets WHERE account = :account",
                {"account": opaque(account)},
            )

    def spend(self, what: str, secret: str, lasts: timedelta) -> bool:
        """Whether it is the first time; for what is not stored when it is made, such as
        the challenge or state of a flow, which is void by itself after `lasts`.
        """
        with self._register.changing() as change:
            change.execute(
                "DELETE FROM spent WHERE expires_at <= :now", {"now": change.now}
            )
            added = change.execute(
                "INSERT INTO spent (secret_hash, expires_at) VALUES (:hash, :until) "
                "ON CONFLICT DO NOTHING",
                {
                    "hash": hashed(f"{what} {secret}"),
                    "until": to_micros(change.moment + lasts),
                },
            )
            return bool(added.rowcount)


def use_within(change: Change, purpose: Purpose, secret: str) -> str | None:
    """Uses a secret as a part of a change. Raises SecretRefused."""
    values = {
        "hash": hashed(secret.strip()),
        "purpose": purpose,
        **_period(change.now),
    }
    of = "FROM one_time_secrets WHERE secret_hash = :hash AND purpose = :purpose"
    found = change.row(f"SELECT account {of} AND {_GOOD}", values)
    # Whoever deletes it has it: of two at once the second finds nothing.
    if found is None or not change.execute(f"DELETE {of}", values).rowcount:
        raise _refusal()
    account: str | None = found["account"]
    if account is not None:
        change.note("one-time-secret-used", account, account)
    return account


# One that was made in the future was made while the clock was wrong; by its times it
# would be good for years.
_GOOD = "expires_at > :now AND created_at <= :soon"


def _period(now: int) -> dict[str, int]:
    return {"now": now, "soon": now + CLOCKS_DIFFER // timedelta(microseconds=1)}


def _refusal() -> SecretRefused:
    return SecretRefused(
        "that secret is not known here, or it was used, replaced or is too old; ask "
        "for a new one"
    )
