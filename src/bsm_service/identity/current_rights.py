"""Who may act as what, at a moment, and whether they still may.

Which mandates hold, and whom they make of an account, is SQL: each request is one
query, and every change counts at once.

A session, a token, a mandate or an account can end while a page is open, or while a
command waits for its transaction. So rights are checked again when something happens.
Each change to an account raises one number, the version of all rights: for whoever was
let in at the present version, and whose session and mandate have not run out, comparing
two numbers is enough.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bsm_domain.foundation.errors import DomainError
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
)
from bsm_service.identity.session import Session

# Of a mandate `m`, at `:now`. A stand-in and a grant rest on a role that somebody holds
# in their own right, and end with it.
IS_CURRENT_MANDATE = """
    m.since <= :now AND m.ends_at > :now AND (m.kind = 'role' OR EXISTS (
    SELECT 1 FROM mandates r JOIN accounts h ON h.account = r.account
    WHERE r.account = COALESCE(m.stands_in_for, m.account)
    AND r.kind = 'role' AND r.role = m.role
    AND (m.kind = 'grant' OR COALESCE(r.delegation, '') = COALESCE(m.delegation, ''))
    AND r.since <= :now AND r.ends_at > :now AND h.closed_at IS NULL))"""

# Of a session `s` of an account `a`, at `:now`: one that has not been used since
# `:idle` has ended. One that was used after `:soon` began while the clock was wrong; by
# its times it would go on for years.
IS_CURRENT_SESSION = (
    "s.expires_at > :now AND s.last_used_at > :idle AND s.last_used_at <= :soon "
    "AND a.closed_at IS NULL"
)

# Of a mandate `m` of an account `a`: what `principal_from_row` reads.
PRINCIPAL_COLUMNS = """
    m.mandate, m.account, m.role, m.delegation, m.stands_in_for, a.participant,
    CASE WHEN m.kind = 'role' THEN m.ends_at ELSE 0 END AS holds_until,
    (SELECT version FROM rights) AS rights_version,
    CASE WHEN m.role = 'auditor' AND m.kind <> 'stand-in' AND EXISTS (
        SELECT 1 FROM mandates g WHERE g.account = m.account AND g.kind = 'grant'
        AND g.since <= :now AND g.ends_at > :now) THEN 1 ELSE 0 END AS granted"""

_ALL_GRANTS = frozenset({Grant.FOCAL_POINTS_MATTER})
_NO_GRANTS: frozenset[Grant] = frozenset()

# Principals that the product itself makes have no mandate that could end.
_OWN_METHODS = frozenset({SignInMethod.SYSTEM, SignInMethod.DEMONSTRATION})

_SESSION_QUERY = f"""SELECT s.session FROM sessions s
    JOIN accounts a ON a.account = s.account
    WHERE s.session = :session AND s.account = :account AND {IS_CURRENT_SESSION}"""
_MANDATE_QUERY = f"""
    SELECT m.mandate FROM mandates m JOIN accounts a ON a.account = m.account
    WHERE m.mandate = :mandate AND m.account = :account
    AND a.closed_at IS NULL AND {IS_CURRENT_MANDATE}"""
_ACTING_SESSION_QUERY = (
    f"""{_SESSION_QUERY} AND s.pending = 0 AND s.mandate = :mandate"""
)
_TOKEN_QUERY = """SELECT t.token FROM tokens t WHERE t.token = :token
    AND t.mandate = :mandate AND t.revoked_at IS NULL AND t.expires_at > :now"""

_VERSION_QUERY = "SELECT version FROM rights"

_FindRow = Callable[[str, Parameters], Row | None]


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
    """`session` or `token` is what they came in by, `ends_at` when it ends, in
    microseconds, and `proved_at` when they last proved in it who they are.
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
    """Checks anew what people were let in by. Safe to use from several threads.

    `query_values` adds to values those that conditions of sessions need.
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
        """The expression by which a connection to another database reads the version;
        None where it cannot.
        """
        table = self.database.database.qualified_name_for(reader, "rights")
        if table is None:
            return None
        # Without exactly one there is none; whoever needs it is refused in words.
        only = "CASE WHEN count(*) = 1 THEN max(version) END"
        return f"(SELECT {only} FROM {table})"

    def require_current(self, principal: Principal, version: int | None = None) -> None:
        """Refuses whoever may act so no more. `version` is the present one, where the
        caller knows it. Raises NotSignedIn, StoreBusy, StoreUnavailable.
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

    def is_current(self, principal: Principal) -> bool:
        """Raises StoreBusy, StoreUnavailable."""
        try:
            self.require_current(principal)
        except NotSignedIn:
            return False
        return True

    def require_current_in(self, change: AccountChange, actor: ChangeActor) -> None:
        """The same within the transaction of what they do. A word such as
        "command line" stands for somebody who needs no session.
        """
        if not isinstance(actor, str):
            self._check(actor, change.row)

    def _check(self, actor: Principal | Session, row: _FindRow) -> None:
        refusal = self._refusal(actor, row)
        if refusal is not None:
            raise refusal

    def _refusal(self, actor: Principal | Session, row: _FindRow) -> DomainError | None:
        if isinstance(actor, Session):
            values = self.query_values(session=actor.id, account=actor.account)
            return None if row(_SESSION_QUERY, values) else _ended_refusal("session")
        if not actor.mandate:
            return (
                None
                if actor.signed_in_by in _OWN_METHODS
                else _ended_refusal("sign-in")
            )
        values = self.query_values(
            session=actor.session,
            token=actor.token,
            account=actor.account,
            mandate=actor.mandate,
        )
        if actor.session and not row(_ACTING_SESSION_QUERY, values):
            return _ended_refusal("session")
        if actor.token and not row(_TOKEN_QUERY, values):
            return _ended_refusal("token")
        return (
            None
            if row(_MANDATE_QUERY, values)
            else _ended_refusal("mandate for this role")
        )


def _ended_refusal(credential: str) -> NotSignedIn:
    next_step = "use another one" if credential == "token" else "please sign in again"
    return NotSignedIn(f"your {credential} has ended, so nothing was done; {next_step}")
