"""Which roles an account has at a moment, and whether they are still valid.

Which mandates are valid, and the principals they give, is computed in SQL: each request
is one query, and every change takes effect at once.

A session, a token, a mandate or an account can end while a page is open, or while a
command waits for its transaction. So rights are checked again when something happens.
Each change to an account raises one number, the version of all rights: if it is
unchanged, and the session and mandate have not expired, comparing two numbers is
enough.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Database, Row
from bsm_projections.databases.database import Parameters
from bsm_service.access.permissions import Grant, Principal
from bsm_service.foundation.refusals import NotSignedIn, StoreUnavailable
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
    FindRow,
)
from bsm_service.identity.session import Session

# Of a mandate `m`, at `:now`. A stand-in and a grant depend on a role that somebody has
# in their own right, and end with it.
IS_CURRENT_MANDATE = """
    m.since <= :now AND m.ends_at > :now AND (m.kind = 'role' OR EXISTS (
    SELECT 1 FROM mandates r JOIN accounts h ON h.account = r.account
    WHERE r.account = COALESCE(m.stands_in_for, m.account)
    AND r.kind = 'role' AND r.role = m.role
    AND (m.kind = 'grant' OR COALESCE(r.delegation, '') = COALESCE(m.delegation, ''))
    AND r.since <= :now AND r.ends_at > :now AND h.closed_at IS NULL))"""

# Of a session `s`, at `:now`: one not used since `:idle` has ended. One used after
# `:soon` began while the clock was wrong; by its times it would last for years.
IS_UNEXPIRED_SESSION = (
    "s.expires_at > :now AND s.last_used_at > :idle AND s.last_used_at <= :soon"
)
IS_CURRENT_SESSION = f"{IS_UNEXPIRED_SESSION} AND a.closed_at IS NULL"

# Columns of a mandate `m` of an account `a`, read by `principal_from_row`.
PRINCIPAL_COLUMNS = """
    m.mandate, m.account, m.role, m.delegation, m.stands_in_for, a.participant,
    CASE WHEN m.kind = 'role' THEN m.ends_at ELSE 0 END AS holds_until,
    (SELECT version FROM rights) AS rights_version,
    CASE WHEN m.role = 'auditor' AND m.kind <> 'stand-in' AND EXISTS (
        SELECT 1 FROM mandates g WHERE g.account = m.account AND g.kind = 'grant'
        AND g.since <= :now AND g.ends_at > :now) THEN 1 ELSE 0 END AS granted"""

# The session with a secret, and what `principal_from_row` needs of its mandate, if that
# is current.
SESSION_QUERY = f"""
    SELECT {PRINCIPAL_COLUMNS}, s.secret_hash, s.session, s.account AS holder,
    s.mandate AS chosen,
    s.signed_in_by, s.created_at, s.proved_at, s.last_used_at, s.expires_at, s.agent,
    s.pending
    FROM sessions s JOIN accounts a ON a.account = s.account
    LEFT JOIN mandates m ON m.mandate = s.mandate AND m.account = s.account
    AND {IS_CURRENT_MANDATE}
    WHERE s.secret_hash = :hash AND {IS_CURRENT_SESSION}"""

_ALL_GRANTS = frozenset({Grant.FOCAL_POINTS_MATTER})
_NO_GRANTS: frozenset[Grant] = frozenset()

# Principals of the product itself have no mandate that could end.
_OWN_METHODS = frozenset({SignInMethod.SYSTEM, SignInMethod.DEMONSTRATION})

_CURRENT_SESSION_QUERY = f"""SELECT s.session FROM sessions s
    JOIN accounts a ON a.account = s.account
    WHERE s.session = :session AND s.account = :account AND {IS_CURRENT_SESSION}"""
_MANDATE_QUERY = f"""
    SELECT m.mandate FROM mandates m JOIN accounts a ON a.account = m.account
    WHERE m.mandate = :mandate AND m.account = :account
    AND a.closed_at IS NULL AND {IS_CURRENT_MANDATE}"""
_ACTING_SESSION_QUERY = (
    f"""{_CURRENT_SESSION_QUERY} AND s.pending = 0 AND s.mandate = :mandate"""
)
_TOKEN_QUERY = """SELECT t.token FROM tokens t WHERE t.token = :token
    AND t.mandate = :mandate AND t.revoked_at IS NULL AND t.expires_at > :now"""

_VERSION_QUERY = "SELECT version FROM rights"


def principal_from_row(
    row: Row,
    method: SignInMethod,
    allowed_actions: frozenset[str] | None = None,
    *,
    session: str = "",
    token: str = "",
    ends_at: int | None = None,
    proved_at: datetime | None = None,
) -> Principal:
    """`session` or `token` is what they signed in with, `ends_at` when it ends, in
    microseconds, and `proved_at` when they last confirmed their identity in it.
    """
    participant, holds_until = row["participant"], row["holds_until"]
    return Principal(
        row["account"],
        Role(row["role"]),
        row["delegation"],
        method,
        mandate=row["mandate"],
        on_behalf_of=row["stands_in_for"],
        participant=None if participant is None else UUID(participant),
        grants=_ALL_GRANTS if row["granted"] else _NO_GRANTS,
        allowed_actions=allowed_actions,
        session=session,
        token=token,
        rights_version=row["rights_version"],
        valid_until_micros=holds_until
        if ends_at is None
        else min(holds_until, ends_at),
        proved_at=proved_at,
    )


@dataclass(frozen=True, slots=True)
class CurrentRights:
    """Checks again whether principals still have their rights. Safe to use from several
    threads. `query_values` adds the values needed by the conditions of sessions.
    """

    database: AccountDatabase
    query_values: Callable[..., Parameters]

    def version(self) -> int:
        """Raised by each change to an account. Raises StoreBusy, StoreUnavailable."""
        rows = self.database.rows(_VERSION_QUERY)
        if len(rows) != 1:
            raise StoreUnavailable(
                f"the accounts' table 'rights' has {count_of(len(rows), 'row')} "
                "instead of one, so permissions cannot be checked; the database was "
                "changed: restore it from a backup"
            )
        return int(rows[0]["version"])

    def version_query_for(self, reader: Database) -> str | None:
        """The expression with which a connection to another database reads the version;
        None if it cannot.
        """
        table = self.database.database.qualified_name_for(reader, "rights")
        if table is None:
            return None
        # NULL unless there is exactly one row; `version` then refuses with a sentence.
        only = "CASE WHEN count(*) = 1 THEN max(version) END"
        return f"(SELECT {only} FROM {table})"

    def require_current(self, principal: Principal, version: int | None = None) -> None:
        """Refuses a principal whose rights have ended. `version` is the present one, if
        the caller knows it. Raises NotSignedIn, StoreBusy, StoreUnavailable.
        """
        if principal.mandate:
            if version is None:
                version = self.version()
            now = self.database.now()
            if (
                version == principal.rights_version
                and now < principal.valid_until_micros
            ):
                return
        self._check(principal, self.database.row)

    def require_current_in(self, change: AccountChange, actor: ChangeActor) -> None:
        """The same within the transaction of the action. A word such as "command line"
        needs no session.
        """
        if not isinstance(actor, str):
            self._check(actor, change.row)

    def _check(self, actor: Principal | Session, row: FindRow) -> None:
        ended = self._ended_credential(actor, row)
        if ended is not None:
            step = "use another one" if ended == "token" else "please sign in again"
            raise NotSignedIn(f"your {ended} has ended, so nothing was done; {step}")

    def _ended_credential(self, actor: Principal | Session, row: FindRow) -> str | None:
        """What has ended of what the actor acts with, if anything."""
        if isinstance(actor, Session):
            values = self.query_values(session=actor.id, account=actor.account)
            return None if row(_CURRENT_SESSION_QUERY, values) else "session"
        if not actor.mandate:
            return None if actor.signed_in_by in _OWN_METHODS else "sign-in"
        values = self.query_values(
            session=actor.session,
            token=actor.token,
            account=actor.account,
            mandate=actor.mandate,
        )
        if actor.session and not row(_ACTING_SESSION_QUERY, values):
            return "session"
        if actor.token and not row(_TOKEN_QUERY, values):
            return "token"
        return None if row(_MANDATE_QUERY, values) else "mandate for this role"
