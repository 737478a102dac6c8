"""Everything about accounts and authentication, in one object."""

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bsm_domain.foundation.errors import NotPermitted
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Database
from bsm_service.access.permissions import Principal
from bsm_service.foundation.clock import Clock, utc_now
from bsm_service.foundation.refusals import SecretRefused
from bsm_service.foundation.schema_versions import prepare_tables
from bsm_service.identity.account_database import (
    ACCOUNT_DATABASE_TITLE,
    COMMAND_LINE,
    DEMONSTRATION,
    FIRST_START,
    AccountDatabase,
)
from bsm_service.identity.accounts import Accounts
from bsm_service.identity.credentials.api_tokens import (
    TOKEN_LIFETIME,
    ApiTokens,
    TokenScope,
    refuse_beyond_role,
)
from bsm_service.identity.credentials.login_throttle import LoginThrottle
from bsm_service.identity.credentials.one_time_secrets import (
    OneTimeSecrets,
    SecretPurpose,
)
from bsm_service.identity.credentials.passwords import Passwords
from bsm_service.identity.credentials.required_proofs import AuthenticationRequirements
from bsm_service.identity.credentials.second_factors import SecondFactors
from bsm_service.identity.current_rights import (
    IS_CURRENT_MANDATE,
    PRINCIPAL_COLUMNS,
    CurrentRights,
    principal_from_row,
)
from bsm_service.identity.mandates import mandate
from bsm_service.identity.mandates.mandates import Mandates
from bsm_service.identity.openid.linked_identities import LinkedIdentities
from bsm_service.identity.sessions.device_cookies import KnownDevices
from bsm_service.identity.sessions.sessions import Sessions
from bsm_service.identity.tables import SCHEMA
from bsm_service.identity.text_signing import TextSigner, read_or_create_key

if TYPE_CHECKING:
    from bsm_service.identity.credentials.passkeys import Passkeys

SYSTEM = Principal("system", Role.SYSTEM, None, SignInMethod.SYSTEM)
FIRST_ADMINISTRATOR_SECRET_LIFETIME = timedelta(hours=24)


def demonstration_account_name(role: Role, delegation: str | None) -> str:
    """The name of the account with which visitors of a demonstration act in a role."""
    return f"demonstration {role} {delegation or ''}".strip()


class Identity:
    """Accounts, their rights and their credentials. Safe to use from several processes
    at once.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        clock: Clock = utc_now,
        key_of: Callable[[str], bytes] | None = None,
        has_key: Callable[[str], bool] = lambda name: True,
    ) -> None:
        """`folder` has the key that signs cookies. `key_of` returns keys of 32 bytes by
        their names, for encryption; `has_key` says whether one exists already. Raises
        StoreUnavailable.
        """
        self.database = database
        prepare_tables(SCHEMA, database, ACCOUNT_DATABASE_TITLE)
        key = read_or_create_key(folder / "session.key")
        self._signer = TextSigner(key)
        self.account_database = AccountDatabase(database, clock, bytes.fromhex(key))
        self.accounts = Accounts(self.account_database)
        self.mandates = Mandates(self.account_database)
        self.passwords = Passwords(self.account_database)
        self.one_time_secrets = OneTimeSecrets(self.account_database)
        keys = key_of or partial(self.account_database.keyed_hash, "key")
        self.account_database.sealing_key = partial(keys, mandate.KEY_NAME)
        self.account_database.has_sealing_key = partial(has_key, mandate.KEY_NAME)
        self.second_factors = SecondFactors(self.account_database, keys)
        self.linked_identities = LinkedIdentities(self.account_database)
        self.requirements = AuthenticationRequirements()
        self.sessions = Sessions(self.account_database, self._signer, self.requirements)
        self.tokens = ApiTokens(self.account_database)
        self.principal_from_token = self.tokens.principal_of
        self.rights = CurrentRights(self.account_database, self.sessions.query_values)
        self.account_database.require_current_rights = self.rights.require_current_in
        self.login_throttle = LoginThrottle(self.account_database)
        self.known_devices = KnownDevices(self.account_database, self._signer)
        self.sign = self._signer.sign
        self.unsign = self._signer.unsign

    @cached_property
    def passkeys(self) -> "Passkeys":
        # Imported here: it takes a while, and the command line needs no passkeys.
        from bsm_service.identity.credentials.passkeys import Passkeys  # noqa: PLC0415

        return Passkeys(self.account_database, self.one_time_secrets)

    def close(self) -> None:
        self.database.close()

    def seal_earlier_mandates(self) -> None:
        """Seals the mandates of earlier versions, once after an upgrade. Raises
        StoreBusy, StoreUnavailable.
        """
        if not self.account_database.has_sealing_key():
            with self.account_database.transaction(exclusive=True) as change:
                mandate.seal_existing_mandates(change)

    def create_token(
        self,
        user: str,
        role: Role,
        delegation: str | None = None,
        scope: TokenScope = "all",
    ) -> str:
        """A bearer token for a user in a role, shown only once. The account and its
        mandate are created if they do not exist. `scope` is as for `ApiTokens.create`.
        Raises InvalidValue if a focal point has no State, or if the scope goes beyond
        the role.
        """
        refuse_beyond_role(scope, role)
        with self.account_database.transaction():
            account = self.accounts.ensure(user, actor=COMMAND_LINE)
            mandate = self.mandates.ensure(
                account.id,
                role,
                delegation,
                lifetime=TOKEN_LIFETIME,
                given_by=COMMAND_LINE,
            )
            _, secret = self.tokens.create(account.id, mandate.id, "token", scope=scope)
        return secret

    def start_session(
        self, user: str, role: Role, delegation: str | None, method: SignInMethod
    ) -> str:
        """Signs in without a credential, as in a demonstration. Returns the value of
        the session's cookie.
        """
        given_by = (
            DEMONSTRATION if method is SignInMethod.DEMONSTRATION else COMMAND_LINE
        )
        with self.account_database.transaction():
            account = self.accounts.ensure(user, actor=given_by)
            mandate = self.mandates.ensure(
                account.id,
                role,
                delegation,
                lifetime=self.sessions.lifetime,
                given_by=given_by,
            )
            return self.sessions.start(account.id, mandate, method)

    def principal_from_cookie(
        self, cookie: str, *, counts_as_use: bool = True
    ) -> Principal | None:
        """The principal of the session; None if it is forged, expired, ended or
        pending.
        """
        session_and_principal = self.sessions.session_and_principal(
            cookie, counts_as_use=counts_as_use
        )
        return None if session_and_principal is None else session_and_principal[1]

    def principal_for(
        self, account: str, role: Role, delegation: str | None = None
    ) -> Principal:
        """The principal of an account in a role, for the command line. Raises
        NotPermitted.
        """
        values = {"account": account, "role": role, "now": self.account_database.now()}
        rows = self.account_database.rows(_PRINCIPALS_QUERY, values)
        for row in rows:
            if delegation in (None, row["delegation"]):
                return principal_from_row(row, SignInMethod.COMMAND_LINE)
        of_delegation = f" of {delegation}" if delegation else ""
        raise NotPermitted(
            f"this user does not have the role {role}{of_delegation} at present"
        )

    def demonstration_principal(self, role: Role, delegation: str | None) -> Principal:
        """The principal of a demonstration's role on this machine: that of one-click
        sign-in. Raises InvalidValue.
        """
        with self.account_database.transaction():
            name = demonstration_account_name(role, delegation)
            account = self.accounts.ensure(name, actor=DEMONSTRATION)
            self.mandates.ensure(
                account.id,
                role,
                delegation,
                lifetime=self.sessions.lifetime,
                given_by=DEMONSTRATION,
            )
        return self.principal_for(account.id, role, delegation)

    def is_own_cookie(self, cookie: str) -> bool:
        """Whether we have issued this session cookie; it may have expired long ago."""
        return self._signer.secret_in_cookie(cookie) is not None

    def needs_second_factor(self, account: str) -> bool:
        """Whether a current role of the account requires a second factor."""
        mandates = self.mandates.current_of(account)
        return any(mandate.role in self.requirements.roles for mandate in mandates)

    def first_administrator_secret(self) -> str | None:
        """A secret for becoming the first administrator within 24 hours; it replaces
        earlier ones. None if an administrator can already sign in.
        """
        if self.has_administrator():
            return None
        return self.one_time_secrets.create(
            SecretPurpose.FIRST_ADMINISTRATOR, None, FIRST_ADMINISTRATOR_SECRET_LIFETIME
        )

    def claim_first_administrator(self, secret: str, name: str, password: str) -> str:
        """Creates the account of the first administrator, entirely or not at all.
        Raises SecretRefused, PasswordRefused, NameTaken, InvalidValue.
        """
        self.one_time_secrets.check(SecretPurpose.FIRST_ADMINISTRATOR, secret)
        if self.has_administrator():
            raise SecretRefused(
                "there is already an administrator; ask them for an account"
            )
        hash = self.passwords.hash(password, name, short_allowed=False)
        with self.account_database.transaction(exclusive=True):
            self.one_time_secrets.use(SecretPurpose.FIRST_ADMINISTRATOR, secret)
            account = self.accounts.create(name, actor=FIRST_START)
            self.passwords.store(account.id, hash, actor=FIRST_START)
            self.mandates.ensure(
                account.id,
                Role.ADMINISTRATOR,
                None,
                lifetime=timedelta(),
                given_by=FIRST_START,
            )
        return account.id

    def has_administrator(self) -> bool:
        """Whether there is an administrator who can sign in."""
        row = self.account_database.row(
            _ADMINISTRATORS_QUERY, {"now": self.account_database.now()}
        )
        return row is not None


_PRINCIPALS_QUERY = f"""
    SELECT {PRINCIPAL_COLUMNS} FROM mandates m JOIN accounts a ON a.account = m.account
    WHERE m.account = :account AND m.role = :role AND a.closed_at IS NULL
    AND {IS_CURRENT_MANDATE}
    ORDER BY m.delegation, m.mandate"""
# Those who can sign in themselves; an account with only a token does not count.
_ADMINISTRATORS_QUERY = f"""
    SELECT 1 FROM mandates m JOIN accounts a ON a.account = m.account
    WHERE m.role = 'administrator' AND a.closed_at IS NULL
    AND {IS_CURRENT_MANDATE} AND (
    EXISTS (SELECT 1 FROM passwords p WHERE p.account = a.account)
    OR EXISTS (SELECT 1 FROM passkeys k WHERE k.account = a.account)
    OR EXISTS (SELECT 1 FROM openid_identities o WHERE o.account = a.account))
    LIMIT 1"""
