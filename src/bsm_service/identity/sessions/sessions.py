"""Sessions: a cookie names one, the server keeps it, and can end it at any moment."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Row
from bsm_service.access.permissions import Principal
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
    hash_secret,
    opaque_id_or_empty,
)
from bsm_service.identity.credentials.required_proofs import AuthenticationRequirements
from bsm_service.identity.current_rights import principal_from_row
from bsm_service.identity.mandates.mandate import Mandate
from bsm_service.identity.session import MAX_CLOCK_DIFFERENCE, Session, session_from_row
from bsm_service.identity.sessions.ending import (
    delete_ended_sessions,
    end_sessions_where,
)
from bsm_service.identity.sessions.session_limit import (
    MAX_SESSIONS,
    end_excess_sessions,
    session_counts,
)
from bsm_service.identity.sessions.session_queries import (
    BY_SECRET_QUERY,
    FOR_RENEWAL_QUERY,
    RENEW_STATEMENT,
    micros,
)
from bsm_service.identity.text_signing import TextSigner

SESSION_LIFETIME = timedelta(hours=12)
SESSION_IDLE_TIMEOUT = timedelta(minutes=30)
_LAST_USED_INTERVAL = timedelta(minutes=1)
_MAX_USER_AGENT_LENGTH = 100
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
        with self._database.transaction() as change:
            return self.start_in(
                change,
                account,
                None if mandate is None else mandate.id,
                method,
                user_agent=user_agent,
                pending=pending,
            )

    def start_in(
        self,
        change: AccountChange,
        account: str,
        mandate: str | None,
        method: SignInMethod,
        *,
        user_agent: str = "",
        pending: bool = False,
    ) -> str:
        secret = secrets.token_urlsafe(32)
        delete_ended_sessions(change, self.query_values())
        change.add(
            "sessions",
            secret_hash=hash_secret(secret),
            session=new_id(change.moment).hex,
            account=account,
            mandate=mandate,
            signed_in_by=method,
            created_at=change.now,
            proved_at=change.now,
            last_used_at=change.now,
            expires_at=to_micros(change.moment + self.lifetime),
            agent=_UNPRINTABLE.sub("", user_agent)[:_MAX_USER_AGENT_LENGTH],
            pending=int(pending),
        )
        if not pending:
            change.record_event("signed-in", account, account, mandate)
        # Everybody who tries a demonstration in a role has one account.
        if method is not SignInMethod.DEMONSTRATION:
            end_excess_sessions(change, account, self.max_per_account)
        return self._signer.session_cookie(secret)

    def session_and_principal(
        self, cookie: str, *, counts_as_use: bool = True
    ) -> tuple[Session, Principal | None] | None:
        """Whose session it is, and as whom they act: as nobody while it is pending, or
        while they have chosen no mandate. None if the session is forged, expired or
        ended, or if the mandate does not hold any more.

        A session whose proof is not enough for its role is pending again: the rules may
        have become stricter since it began.

        `counts_as_use` where a person does it, not something that goes on by itself:
        without it the session ends when it would have ended.
        """
        secret = self._signer.secret_in_cookie(cookie)
        if secret is None:
            return None
        hash, now = hash_secret(secret), self._database.now()
        row = self._database.row(BY_SECRET_QUERY, self.query_values(hash=hash))
        if row is None:
            return None
        session = session_from_row(row)
        if session.mandate is not None and row["mandate"] is None:
            return None
        idle = now - to_micros(session.last_used_at)
        if counts_as_use and idle >= micros(_LAST_USED_INTERVAL):
            self._database.try_update(
                "UPDATE sessions SET last_used_at = :now WHERE secret_hash = :hash "
                "AND last_used_at < :now",
                {"now": now, "hash": hash},
            )
        if not self._is_sufficiently_authenticated(row):
            session = replace(session, pending=True)
        if session.pending or session.mandate is None:
            return session, None
        return session, self._principal_from_row(row)

    def principals_of_cookies(self, cookies: Iterable[str]) -> dict[str, Principal]:
        """Who acts in each of many sessions, by cookie, in one query. Whoever acts in
        none is left out. No session counts as used.
        """
        secrets = {value: self._signer.secret_in_cookie(value) for value in cookies}
        principals: dict[str, Principal] = {}
        for row in self._database.rows_by_hash(
            BY_SECRET_QUERY,
            [hash_secret(value) for value in secrets.values() if value],
            self.query_values(),
        ):
            acts = row["mandate"] is not None and not row["pending"]
            if acts and self._is_sufficiently_authenticated(row):
                principals[row["secret_hash"]] = self._principal_from_row(row)
        return {
            cookie: principals[hash_secret(secret)]
            for cookie, secret in secrets.items()
            if secret and hash_secret(secret) in principals
        }

    def _is_sufficiently_authenticated(self, row: Row) -> bool:
        """Whether the proof that was given is enough for the role, if there is one."""
        if row["mandate"] is None:
            return True
        method = SignInMethod(row["signed_in_by"])
        return self._requirements.is_sufficient(method, Role(row["role"]))

    def _principal_from_row(self, row: Row) -> Principal:
        ends_at = min(
            row["expires_at"], row["last_used_at"] + micros(self.idle_timeout)
        )
        return principal_from_row(
            row,
            SignInMethod(row["signed_in_by"]),
            session=row["session"],
            ends_at=ends_at,
            proved_at=from_micros(row["proved_at"]),
        )

    def renew(
        self,
        cookie: str,
        mandate: Mandate | None = None,
        method: SignInMethod | None = None,
        pending: bool = False,
    ) -> str:
        """A new cookie for the session; the old one is worth nothing any more.

        For every step up, and whenever somebody acts in another role. Without a mandate
        the one that was chosen stays. `method` says that they proved just now who they
        are. The session ends when it would have ended. Raises NotSignedIn.
        """
        old_secret = self._signer.secret_in_cookie(cookie)
        secret = secrets.token_urlsafe(32)
        with self._database.transaction(exclusive=True) as change:
            values = self.query_values(
                old=hash_secret(old_secret or ""),
                new=hash_secret(secret),
                mandate="" if mandate is None else mandate.id,
                by="" if method is None else method,
                pending=int(pending),
            )
            row = change.row(FOR_RENEWAL_QUERY, values)
            if row is None or not change.execute(RENEW_STATEMENT, values).rowcount:
                raise NotSignedIn("the session has ended; please sign in again")
            if row["pending"] and not pending:
                chosen = row["mandate"] if mandate is None else mandate.id
                change.record_event("signed-in", row["account"], row["account"], chosen)
            elif mandate is not None and mandate.id != row["mandate"]:
                change.record_event(
                    "mandate-chosen", row["account"], row["account"], mandate.id
                )
            else:  # pages that are open with the old cookie must hear of it
                change.record_event("session-renewed", row["account"], row["account"])
        return self._signer.session_cookie(secret)

    def end(self, cookie: str) -> None:
        """Signs out; does nothing if already signed out."""
        secret = self._signer.secret_in_cookie(cookie)
        if secret is not None:
            end_sessions_where(
                self._database,
                None,
                "secret_hash = :secret",
                secret=hash_secret(secret),
            )

    def end_by_id(
        self, account: str, session_id: str, *, actor: ChangeActor | None = None
    ) -> None:
        """Ends one session of an account."""
        end_sessions_where(
            self._database,
            actor or account,
            "account = :account AND session = :session",
            account=opaque_id_or_empty(account),
            session=opaque_id_or_empty(session_id),
        )

    def end_all(
        self,
        account: str,
        except_id: str | None = None,
        *,
        actor: ChangeActor | None = None,
    ) -> int:
        """Ends every session of an account, but for the one with that id; how many."""
        return end_sessions_where(
            self._database,
            actor or account,
            "account = :account AND session <> :but",
            account=opaque_id_or_empty(account),
            but=opaque_id_or_empty(except_id or ""),
        )

    def list_for(self, account: str) -> tuple[Session, ...]:
        """The sessions of an account that go on, the last used first."""
        rows = self._database.rows(
            "SELECT s.*, s.account AS holder, s.mandate AS chosen FROM sessions s "
            "WHERE s.account = :account AND s.expires_at > :now "
            "AND s.last_used_at > :idle AND s.last_used_at <= :soon "
            "ORDER BY s.last_used_at DESC, s.session DESC",
            self.query_values(account=opaque_id_or_empty(account)),
        )
        return tuple(map(session_from_row, rows))

    def counts(self) -> dict[str, int]:
        """How many sessions of each account go on; accounts without are left out."""
        return session_counts(self._database, self.query_values())

    def query_values(self, **values: str | int) -> dict[str, str | int]:
        """Values of a statement about sessions that have not ended."""
        now = self._database.now()
        return {
            **values,
            "now": now,
            "idle": now - micros(self.idle_timeout),
            "soon": now + micros(MAX_CLOCK_DIFFERENCE),
        }
