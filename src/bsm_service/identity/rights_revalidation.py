"""Whether somebody may still act as they did when they were let in.

A session, a token, a mandate or an account can end while a page is open, or while a
command waits for its transaction. So rights are checked again when something happens.
Each change to an account raises one number, the version of all rights: for whoever was
let in at the present version, and whose session and mandate have not run out, comparing
two numbers is enough.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.roles import SignInMethod
from bsm_projections.databases import Database, Row
from bsm_projections.databases.database import Parameters
from bsm_service.access.permissions import Principal
from bsm_service.foundation.refusals import NotSignedIn, StoreUnavailable
from bsm_service.identity.account_database import (
    AccountChange,
    AccountDatabase,
    ChangeActor,
)
from bsm_service.identity.mandates.principal_queries import (
    IS_CURRENT_MANDATE,
    IS_CURRENT_SESSION,
)
from bsm_service.identity.session import Session
from bsm_service.identity.sessions.sessions import Sessions

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


@dataclass(frozen=True, slots=True)
class CurrentRights:
    """Checks anew what people were let in by. Safe to use from several threads."""

    database: AccountDatabase
    sessions: Sessions

    def version(self) -> int:
        """Raised by each change to an account. Raises StoreBusy, StoreUnavailable."""
        rows = self.database.rows(_VERSION_QUERY)
        if len(rows) != 1:
            raise StoreUnavailable(
                f"the accounts' table 'rights' has {count_of(len(rows), 'row')} "
                "instead "
                "of one, so nobody's right to act can be checked; somebody changed the "
                "database: restore it from a backup"
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
            values = self.sessions.query_values(session=actor.id, account=actor.account)
            return None if row(_SESSION_QUERY, values) else _ended_refusal("session")
        if not actor.mandate:
            return (
                None
                if actor.signed_in_by in _OWN_METHODS
                else _ended_refusal("sign-in")
            )
        values = self.sessions.query_values(
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
            else _ended_refusal("right to act in this role")
        )


def _ended_refusal(credential: str) -> NotSignedIn:
    next_step = "use another one" if credential == "token" else "please sign in again"
    return NotSignedIn(f"your {credential} has ended, so nothing was done; {next_step}")
