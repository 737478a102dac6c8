"""Sessions: a cookie names one, the server keeps it, and can end it at any moment."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Row
from bsm_projections.engine.items import item_of
from bsm_service.access.permissions import Principal
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
    hash_secret,
    opaque_ids,
)
from bsm_service.identity.credentials.required_proofs import AuthenticationRequirements
from bsm_service.identity.current_rights import (
    IS_CURRENT_SESSION,
    IS_UNEXPIRED_SESSION,
    SESSION_QUERY,
    principal_from_row,
)
from bsm_service.identity.mandates.mandate import Mandate
from bsm_service.identity.session import MAX_CLOCK_DIFFERENCE, Session
from bsm_service.identity.text_signing import TextSigner

SESSION_LIFETIME = timedelta(hours=12)
SESSION_IDLE_TIMEOUT = timedelta(minutes=30)
# Enough for several devices and browsers of one person; a setting can raise it.
MAX_SESSIONS = 10
_LAST_USED_INTERVAL = 60_000_000  # microseconds
_UNPRINTABLE = re.compile(r"[^ -~]")


class Sessions:
    """`lifetime` is from signing in, `idle_timeout` from the last use;
    `max_per_account` is how many an account has at once. Whoever reads the settings
    sets them.
    """

    def __init__(
        self,
        database: AccountDatabase,
        signer: TextSigner,
        requirements: AuthenticationRequirements,
    ) -> None:
        self._database = database
        self._signer = signer
        self._requirements = requirements
        self.lifetime = SESSION_LIFETIME
        self.idle_timeout = SESSION_IDLE_TIMEOUT
        self.max_per_account = MAX_SESSIONS

    def start(
        self,
        account: str,
        mandate: Mandate | None,
        method: SignInMethod,
        *,
        user_agent: str = "",
        pending: bool = False,
    ) -> str:
        """Signs somebody in; the value for the cookie that names the session."""
        secret = secrets.token_urlsafe(32)
        mandate_id = None if mandate is None else mandate.id
        with self._database.transaction() as change:
            change.execute(
                "DELETE FROM sessions WHERE expires_at <= :now "
                "OR last_used_at <= :idle OR last_used_at > :soon",
                self.query_values(),
            )
            change.add(
                "sessions",
                secret_hash=hash_secret(secret),
                session=new_id(change.moment).hex,
                account=account,
                mandate=mandate_id,
                signed_in_by=method,
                created_at=change.now,
                proved_at=change.now,
                last_used_at=change.now,
                expires_at=to_micros(change.moment + self.lifetime),
                agent=_UNPRINTABLE.sub("", user_agent)[:100],
                pending=int(pending),
            )
            if not pending:
                change.record_event("signed-in", account, account, mandate_id)
            # Everybody who tries a demonstration in a role has one account.
            if method is not SignInMethod.DEMONSTRATION:
                self._end_excess_sessions(change, account)
        return self._signer.session_cookie(secret)

    def session_and_principal(
        self, cookie: str, *, counts_as_use: bool = True
    ) -> tuple[Session, Principal | None] | None:
        """The session, and as whom its user acts: as nobody while it is pending or no
        mandate is chosen. None if it is forged, expired or ended, or if its mandate has
        ended. A session whose proof is not enough for its role is pending again: the
        rules may have become stricter. `counts_as_use` is for what a person does, not
        for what goes on by itself.
        """
        secret = self._signer.secret_in_cookie(cookie)
        if secret is None:
            return None
        hash, now = hash_secret(secret), self._database.now()
        row = self._database.row(SESSION_QUERY, self.query_values(hash=hash))
        if row is None:
            return None
        session = item_of(Session, row)
        if session.mandate is not None and row["mandate"] is None:
            return None
        idle = now - to_micros(session.last_used_at)
        if counts_as_use and idle >= _LAST_USED_INTERVAL:
            self._database.try_update(
                "UPDATE sessions SET last_used_at = :now WHERE secret_hash = :hash "
                "AND last_used_at < :now",
                {"now": now, "hash": hash},
            )
        if session.mandate is None:
            return session, None
        if not self._is_sufficiently_authenticated(row):
            session = replace(session, pending=True)
        return session, None if session.pending else self._principal_from_row(row)

    def principals_of_cookies(self, cookies: Iterable[str]) -> dict[str, Principal]:
        """Who acts in each of many sessions, by cookie, in one query. Whoever acts in
        none is left out. No session counts as used.
        """
        hashes = {
            hash_secret(secret): cookie
            for cookie in cookies
            if (secret := self._signer.secret_in_cookie(cookie))
        }
        rows = self._database.rows_by_hash(
            SESSION_QUERY, [*hashes], self.query_values()
        )
        return {
            hashes[row["secret_hash"]]: self._principal_from_row(row)
            for row in rows
            if row["mandate"] is not None
            and not row["pending"]
            and self._is_sufficiently_authenticated(row)
        }

    def _is_sufficiently_authenticated(self, row: Row) -> bool:
        method, role = SignInMethod(row["signed_in_by"]), Role(row["role"])
        return self._requirements.is_sufficient(method, role)

    def _principal_from_row(self, row: Row) -> Principal:
        idle_at = row["last_used_at"] + self.idle_timeout // timedelta.resolution
        return principal_from_row(
            row,
            SignInMethod(row["signed_in_by"]),
            session=row["session"],
            ends_at=min(row["expires_at"], idle_at),
            proved_at=from_micros(row["proved_at"]),
        )

    def renew(
        self,
        cookie: str,
        mandate: Mandate | None = None,
        method: SignInMethod | None = None,
        pending: bool = False,
    ) -> str:
        """A new cookie for the session; the old one becomes invalid. For every step up,
        and whenever somebody acts in another role. Without a mandate the present one
        stays. `method` is how they have just confirmed their identity. The session ends
        when it would have ended. Raises NotSignedIn.
        """
        old = hash_secret(self._signer.secret_in_cookie(cookie) or "")
        secret = secrets.token_urlsafe(32)
        with self._database.transaction(exclusive=True) as change:
            row = change.row(
                "SELECT s.* FROM sessions s JOIN accounts a ON a.account = s.account "
                f"WHERE s.secret_hash = :old AND {IS_CURRENT_SESSION}",
                self.query_values(old=old),
            )
            if row is None:
                raise NotSignedIn("the session has ended; please sign in again")
            account = row["account"]
            chosen = row["mandate"] if mandate is None else mandate.id
            change.execute(
                "UPDATE sessions SET secret_hash = :new, pending = :pending, "
                "last_used_at = :now, mandate = :mandate, signed_in_by = :by, "
                "proved_at = :proved_at WHERE secret_hash = :old",
                {
                    "old": old,
                    "new": hash_secret(secret),
                    "pending": int(pending),
                    "now": change.now,
                    "mandate": chosen,
                    "by": method or row["signed_in_by"],
                    "proved_at": row["proved_at"] if method is None else change.now,
                },
            )
            if row["pending"] and not pending:
                change.record_event("signed-in", account, account, chosen)
            elif chosen != row["mandate"]:
                change.record_event("mandate-chosen", account, account, chosen)
            else:  # pages that are open with the old cookie must hear of it
                change.record_event("session-renewed", account, account)
        return self._signer.session_cookie(secret)

    def end(self, cookie: str) -> None:
        """Signs out; does nothing if already signed out."""
        secret = self._signer.secret_in_cookie(cookie)
        if secret is not None:
            self._end_where(None, "secret_hash = :secret", secret=hash_secret(secret))

    def end_by_id(
        self, account: str, session_id: str, *, actor: ChangeActor | None = None
    ) -> None:
        """Ends one session of an account."""
        self._end_where(
            actor or account,
            "account = :account AND session = :session",
            **opaque_ids(account=account, session=session_id),
        )

    def end_all(
        self,
        account: str,
        except_id: str | None = None,
        *,
        actor: ChangeActor | None = None,
    ) -> int:
        """Ends every session of an account, but for the one with that id; how many."""
        return self._end_where(
            actor or account,
            "account = :account AND session <> :but",
            **opaque_ids(account=account, but=except_id or ""),
        )

    def _end_excess_sessions(self, change: AccountChange, account: str) -> None:
        """Ends the least recently used sessions of an account above the maximum."""
        reason = f"more than {self.max_per_account} sessions at once"
        sessions = change.execute(
            "SELECT session FROM sessions WHERE account = :account "
            "ORDER BY last_used_at DESC, session DESC",
            {"account": account},
        ).fetchall()
        for row in sessions[self.max_per_account :]:
            self._end_where(None, "session = :id", reason, id=row["session"])

    def _end_where(
        self,
        actor: ChangeActor | None,
        where: str,
        reason: str | None = None,
        **ids: str,
    ) -> int:
        """Returns how many there were. Without `actor`, their owner ends them."""
        with self._database.transaction(exclusive=True, actor=actor or "") as change:
            ended = change.execute(
                f"SELECT session, account FROM sessions WHERE {where}", ids
            ).fetchall()
            if ended:
                change.execute(f"DELETE FROM sessions WHERE {where}", ids)
            for row in ended:
                account = row["account"]
                by = actor or account
                change.record_event("session-ended", account, by, reason=reason)
        return len(ended)

    def list_for(self, account: str) -> tuple[Session, ...]:
        """The sessions of an account that go on, the last used first."""
        return self._database.items(
            Session,
            "SELECT s.*, s.account AS holder, s.mandate AS chosen FROM sessions s "
            f"WHERE s.account = :account AND {IS_UNEXPIRED_SESSION} "
            "ORDER BY s.last_used_at DESC, s.session DESC",
            self.query_values(**opaque_ids(account=account)),
        )

    def counts(self) -> dict[str, int]:
        """How many sessions of each account go on; accounts without are left out."""
        rows = self._database.rows(
            "SELECT s.account, count(*) AS number FROM sessions s "
            f"WHERE {IS_UNEXPIRED_SESSION} GROUP BY s.account",
            self.query_values(),
        )
        return {row["account"]: int(row["number"]) for row in rows}

    def query_values(self, **values: str | int) -> dict[str, str | int]:
        """Values of a statement about sessions that have not ended."""
        now = self._database.now()
        return {
            **values,
            "now": now,
            "idle": now - self.idle_timeout // timedelta.resolution,
            "soon": now + MAX_CLOCK_DIFFERENCE // timedelta.resolution,
        }
