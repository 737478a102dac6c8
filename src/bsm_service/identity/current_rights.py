"""Whether somebody may still act as they did when they were let in.

A session, a token, a mandate or an account can end while a page is open, or while a
command waits for its turn. So rights are checked again when something happens. Each
change to an account raises one number, the version of all rights: for whoever was let
in at the present version, and whose session and mandate have not run out, comparing two
numbers is enough.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.plurals import count_of
from bsm_domain.foundation.roles import SignInMethod
from bsm_projections.databases import Database, Row
from bsm_projections.databases.database import Values
from bsm_service.access.permissions import Principal
from bsm_service.foundation.refusals import NotSignedIn, StoreUnavailable
from bsm_service.identity.account_database import By, Change, Register
from bsm_service.identity.mandates.principals import ALIVE, HOLDS
from bsm_service.identity.session import Session
from bsm_service.identity.sessions.sessions import Sessions

# Principals that the product itself makes have no mandate that could end.
_OWN_METHODS = frozenset({SignInMethod.SYSTEM, SignInMethod.DEMONSTRATION})

_SESSION = f"""SELECT s.session FROM sessions s
    JOIN accounts a ON a.account = s.account
    WHERE s.session = :session AND s.account = :account AND {ALIVE}"""
_MANDATE = f"""SELECT m.mandate FROM mandates m JOIN accounts a ON a.account = m.account
    WHERE m.mandate = :mandate AND m.account = :account
    AND a.closed_at IS NULL AND {HOLDS}"""
_SESSION_ACTS = f"""{_SESSION} AND s.pending = 0 AND s.mandate = :mandate"""
_TOKEN = """SELECT t.token FROM tokens t WHERE t.token = :token
    AND t.mandate = :mandate AND t.revoked_at IS NULL AND t.expires_at > :now"""

_VERSION = "SELECT version FROM rights"

_FindRow = Callable[[str, Values], Row | None]


@dataclass(frozen=True, slots=True)
class Rights:
    """Checks anew what people were let in by. Safe to use from several threads."""

    register: Register
    sessions: Sessions

    def version(self) -> int:
        """Raised by each change to an account. Raises StoreBusy, StoreUnavailable."""
        rows = self.register.rows(_VERSION)
        if len(rows) != 1:
            raise StoreUnavailable(
                f"the accounts' table 'rights' has {count_of(len(rows), 'row')} "
                "instead "
                "of one, so nobody's right to act can be checked; somebody changed the "
                "database: restore it from a backup"
            )
        return int(rows[0]["version"])

    def version_seen_by(self, reader: Database) -> str | None:
        """The expression by which a connection to another database reads the version;
        None where it cannot.
        """
        table = self.register.database.name_within(reader, "rights")
        if table is None:
            return None
        # Without exactly one there is none; whoever asks for it is told in words.
        only = "CASE WHEN count(*) = 1 THEN max(version) END"
        return f"(SELECT {only} FROM {table})"

    def confirm(self, who: Principal, version: int | None = None) -> None:
        """Refuses whoever may act so no more. `version` is the present one, where the
        caller knows it. Raises NotSignedIn, StoreBusy, StoreUnavailable.
        """
        if who.mandate:
            if version is None:
                version = self.version()
            now = self.register.now()
            if version == who.rights_version and now < who.holds_until:
                return
        self._check(who, self.register.row)

    def still_holds(self, who: Principal) -> bool:
        """Raises StoreBusy, StoreUnavailable."""
        try:
            self.confirm(who)
        except NotSignedIn:
            return False
        return True

    def confirm_within(self, change: Change, asker: By) -> None:
        """The same within the transaction of what they ask for. A word such as
        "command line" stands for somebody who needs no session.
        """
        if not isinstance(asker, str):
            self._check(asker, change.row)

    def _check(self, who: Principal | Session, row: _FindRow) -> None:
        refusal = self._refusal(who, row)
        if refusal is not None:
            raise refusal

    def _refusal(self, who: Principal | Session, row: _FindRow) -> DomainError | None:
        if isinstance(who, Session):
            values = self.sessions.now(session=who.id, account=who.account)
            return None if row(_SESSION, values) else _ended("session")
        if not who.mandate:
            return None if who.signed_in_by in _OWN_METHODS else _ended("sign-in")
        values = self.sessions.now(
            session=who.session,
            token=who.token,
            account=who.account,
            mandate=who.mandate,
        )
        if who.session and not row(_SESSION_ACTS, values):
            return _ended("session")
        if who.token and not row(_TOKEN, values):
            return _ended("token")
        return None if row(_MANDATE, values) else _ended("right to act in this role")


def _ended(what: str) -> NotSignedIn:
    again = "use another one" if what == "token" else "please sign in again"
    return NotSignedIn(f"your {what} has ended, so nothing was done; {again}")
