"""API tokens: shown once, stored hashed; each acts under one mandate of its owner."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Row
from bsm_projections.engine.columns import column, computed
from bsm_projections.engine.items import item_of
from bsm_service.access.permissions import PERMISSIONS, Principal
from bsm_service.foundation.identifiers import new_id
from bsm_service.identity.account import validate_name
from bsm_service.identity.account_database import (
    AccountDatabase,
    ChangeActor,
    hash_secret,
    opaque_ids,
)
from bsm_service.identity.current_rights import (
    IS_CURRENT_MANDATE,
    PRINCIPAL_COLUMNS,
    principal_from_row,
)
from bsm_service.identity.mandates.mandates import current_mandate

TOKEN_LIFETIME = timedelta(days=365)
LAST_USED_INTERVAL_MICROS = 60_000_000  # microseconds

TokenScope = Literal["all", "read"] | frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token without its secret; `id` is not secret."""

    id: str = column("token")
    account: str
    mandate: str
    name: str
    scope: TokenScope = computed()
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


class ApiTokens:
    def __init__(self, database: AccountDatabase) -> None:
        self._database = database

    def create(
        self,
        account: str,
        mandate: str,
        name: str,
        *,
        lifetime: timedelta = TOKEN_LIFETIME,
        scope: TokenScope = "all",
        actor: ChangeActor = "",
    ) -> tuple[ApiToken, str]:
        """A token and its secret, which is shown only once. `scope` is everything that
        the mandate's role may do, reading only, or a few actions. Raises InvalidValue
        for more than that, or for longer than a year.
        """
        if not timedelta() < lifetime <= TOKEN_LIFETIME:
            raise InvalidValue(
                f"a token can be valid for at most {TOKEN_LIFETIME.days} days"
            )
        name = validate_name(name, "token name")
        secret = f"bsm_{secrets.token_urlsafe(32)}"
        with self._database.transaction(actor=actor) as change:
            held_mandate = current_mandate(change, account, mandate)
            if held_mandate is None:
                raise InvalidValue(
                    "the account does not have this mandate at present; choose another"
                )
            refuse_beyond_role(scope, held_mandate.role)
            id = new_id(change.moment).hex
            change.add(
                "tokens",
                secret_hash=hash_secret(secret),
                token=id,
                account=account,
                mandate=held_mandate.id,
                name=name,
                limited_to=scope if isinstance(scope, str) else ",".join(sorted(scope)),
                created_at=change.now,
                expires_at=to_micros(change.moment + lifetime),
            )
            change.record_event("token-made", account, account, held_mandate.id)
            row = change.row("SELECT * FROM tokens WHERE token = :token", {"token": id})
        assert row is not None
        return _token_from_row(row), secret

    def list_for(self, account: str) -> tuple[ApiToken, ...]:
        """The tokens of an account, including expired and revoked ones, the newest
        first.
        """
        rows = self._database.rows(
            "SELECT * FROM tokens WHERE account = :account "
            "ORDER BY created_at DESC, token DESC",
            opaque_ids(account=account),
        )
        return tuple(map(_token_from_row, rows))

    def revoke(
        self, account: str, id: str, *, actor: ChangeActor | None = None
    ) -> None:
        """Raises NotFound if the account has no such valid token."""
        with self._database.transaction(
            exclusive=True, actor=actor or account
        ) as change:
            revoked = change.execute(
                "UPDATE tokens SET revoked_at = :now WHERE token = :token "
                "AND account = :account AND revoked_at IS NULL",
                {**opaque_ids(token=id, account=account), "now": change.now},
            )
            if not revoked.rowcount:
                raise NotFound("the account has no token with this ID")
            change.record_event("token-revoked", account, actor or account)

    def principal_of(self, secret: str) -> Principal | None:
        """The owner of the token; None if it is unknown, expired or revoked, or if the
        mandate is not valid.
        """
        now = self._database.now()
        hash = hash_secret(secret)
        row = self._database.row(_BY_SECRET_QUERY, {"hash": hash, "now": now})
        if row is None:
            return None
        if now - (row["last_used_at"] or 0) >= LAST_USED_INTERVAL_MICROS:
            self._database.try_update(
                "UPDATE tokens SET last_used_at = :now WHERE secret_hash = :hash",
                {"now": now, "hash": hash},
            )
        return _principal_from_row(row)

    def principals_of(self, tokens: Iterable[str]) -> dict[str, Principal]:
        """The owners of many tokens, in one query, without those of invalid tokens.
        Does not count as use.
        """
        hashes = {hash_secret(token): token for token in tokens}
        rows = self._database.rows_by_hash(
            _BY_SECRET_QUERY, [*hashes], {"now": self._database.now()}
        )
        return {hashes[row["secret_hash"]]: _principal_from_row(row) for row in rows}


def _principal_from_row(row: Row) -> Principal:
    return principal_from_row(
        row,
        SignInMethod.TOKEN,
        _actions(row["limited_to"]),
        token=row["token"],
        ends_at=row["expires_at"],
    )


def refuse_beyond_role(scope: TokenScope, role: Role) -> None:
    """Raises InvalidValue for actions that the role does not permit."""
    if isinstance(scope, str):
        if scope not in ("all", "read"):
            raise InvalidValue("a token's scope must be all, read or a list of actions")
        return
    if not scope:
        raise InvalidValue("name at least one action that the token permits")
    beyond = sorted(
        action for action in scope if role not in PERMISSIONS.get(action, ())
    )
    if beyond:
        named = ", ".join(action[:60] for action in beyond[:5])
        raise InvalidValue(f"the role {role} does not permit {named}")


@lru_cache(maxsize=1000)
def _actions(scope: str) -> frozenset[str] | None:
    if scope == "all":
        return None
    if scope == "read":
        return frozenset(
            action for action in PERMISSIONS if action.startswith(("read.", "live."))
        )
    return frozenset(scope.split(","))


_BY_SECRET_QUERY = f"""
    SELECT {PRINCIPAL_COLUMNS}, t.secret_hash, t.limited_to, t.last_used_at,
    t.token, t.expires_at
    FROM tokens t JOIN accounts a ON a.account = t.account
    JOIN mandates m ON m.mandate = t.mandate AND m.account = t.account
    WHERE t.secret_hash = :hash AND t.revoked_at IS NULL AND t.expires_at > :now
    AND a.closed_at IS NULL AND {IS_CURRENT_MANDATE}"""


def _token_from_row(row: Row) -> ApiToken:
    scope: TokenScope = row["limited_to"]
    if scope not in ("all", "read"):
        scope = frozenset(str(scope).split(","))
    return item_of(ApiToken, row, given={"scope": scope})
