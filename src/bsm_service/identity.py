"""Who is asking: accounts, API tokens and sessions, in a database of their own.

Secrets are shown once and stored hashed. A token or cookie becomes a `Principal` here
and nowhere else. These are not facts: `service.db` can be lost without touching the
record.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from itsdangerous import BadSignature, Signer
from pydantic import TypeAdapter, ValidationError

from bsm_domain.clocks import to_micros
from bsm_domain.errors import InvalidValue
from bsm_domain.free_text import Title
from bsm_domain.roles import Role, SignInMethod
from bsm_domain.states import STATES
from bsm_projections.databases import TROUBLE, Connection, Database, Row
from bsm_projections.databases.schema import BOOK, Schema, Step
from bsm_service.clock import Clock, utc_now
from bsm_service.complaints import refusal_of
from bsm_service.permissions import Principal
from bsm_service.refusals import StoreUnavailable
from bsm_service.schemas import prepare

SESSION_LASTS = timedelta(hours=12)
TOKEN_LASTS = timedelta(days=365)
COOKIE = "bsm_session"


def _first_tables(database: Database) -> Iterator[str]:
    it = database.spelling
    who = (
        f"secret_hash {it.text} PRIMARY KEY, account {it.text} NOT NULL, "
        f"role {it.text} NOT NULL, delegation {it.text}"
    )
    until = (
        f"created_at {it.integer} NOT NULL, expires_at {it.integer} NOT NULL, "
        f"revoked_at {it.integer}"
    )
    yield (
        f"CREATE TABLE accounts (account {it.text} PRIMARY KEY, "
        f"name {it.text} NOT NULL UNIQUE)"
    )
    yield f"CREATE TABLE tokens ({who}, {until})"
    yield f"CREATE TABLE sessions ({who}, signed_in_by {it.text} NOT NULL, {until})"


SCHEMA = Schema(
    mark="accounts",
    steps=(
        Step("accounts, tokens, sessions", _first_tables),
        BOOK,
    ),
)

_USER = TypeAdapter(Title)
_KEY = re.compile("[0-9a-f]{64}")
ACCOUNTS = "the list of accounts"

SYSTEM = Principal("system", Role.SYSTEM, None, SignInMethod.SYSTEM)


class Identity:
    """Accounts, tokens and sessions. Safe to use from several processes at once."""

    def __init__(
        self, database: Database, folder: Path, *, clock: Clock = utc_now
    ) -> None:
        """`folder` holds the key that signs cookies. Raises StoreUnavailable."""
        self.database = database
        self._clock = clock
        prepare(SCHEMA, database, ACCOUNTS)
        self._key = _key_of(folder / "session.key")
        self._signer = Signer(self._key, salt=COOKIE)

    def close(self) -> None:
        self.database.close()

    def create_token(self, user: str, role: Role, delegation: str | None = None) -> str:
        """A bearer token for a user in a role: shown now, never again.

        Raises InvalidValue where a focal point names no State to speak for.
        """
        user = _checked_user(user)
        delegation = _checked_delegation(role, delegation)
        token = f"bsm_{secrets.token_urlsafe(32)}"
        now = self._clock()
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO tokens VALUES (:hash, :account, :role, :delegation, "
                ":created_at, :expires_at, NULL)",
                {
                    "hash": _hash(token),
                    "account": self._account(connection, user),
                    "role": role,
                    "delegation": delegation,
                    "created_at": to_micros(now),
                    "expires_at": to_micros(now + TOKEN_LASTS),
                },
            )
        return token

    def of_token(self, token: str) -> Principal | None:
        """Whoever holds the token; None if it is unknown, expired or revoked."""
        found = self._valid("tokens", token)
        return None if found is None else _principal(found, SignInMethod.TOKEN)

    def start_session(
        self, user: str, role: Role, delegation: str | None, by: SignInMethod
    ) -> str:
        """Signs somebody in; the value for the cookie that names the session."""
        delegation = _checked_delegation(role, delegation)
        session, now = secrets.token_urlsafe(32), self._clock()
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO sessions (secret_hash, account, role, delegation, "
                "signed_in_by, created_at, expires_at) VALUES (:hash, :account, "
                ":role, :delegation, :by, :created_at, :expires_at)",
                {
                    "hash": _hash(session),
                    "account": self._account(connection, user),
                    "role": role,
                    "delegation": delegation,
                    "by": by,
                    "created_at": to_micros(now),
                    "expires_at": to_micros(now + SESSION_LASTS),
                },
            )
        return self._signer.sign(session).decode()

    def of_cookie(self, cookie: str) -> Principal | None:
        """Whoever the session belongs to; None if forged, expired or ended."""
        session = self._unsigned(cookie)
        found = None if session is None else self._valid("sessions", session)
        if found is None:
            return None
        return _principal(found, SignInMethod(found["signed_in_by"]))

    def end_session(self, cookie: str) -> None:
        session = self._unsigned(cookie)
        if session is not None:
            with self._writing() as connection:
                connection.execute(
                    "UPDATE sessions SET revoked_at = :now WHERE secret_hash = :hash",
                    {"now": to_micros(self._clock()), "hash": _hash(session)},
                )

    def sign(self, text: str, purpose: str) -> str:
        """The text, signed as ours for one purpose."""
        return Signer(self._key, salt=purpose).sign(text).decode()

    def unsigned(self, signed: str, purpose: str) -> str | None:
        """The text that we signed for this purpose; None for any other."""
        try:
            return Signer(self._key, salt=purpose).unsign(signed).decode()
        except (BadSignature, UnicodeError):
            return None

    def _unsigned(self, cookie: str) -> str | None:
        try:
            return self._signer.unsign(cookie).decode()
        except (BadSignature, UnicodeDecodeError):
            return None

    def _valid(self, table: str, secret: str) -> Row | None:
        try:
            with self.database.connection() as connection:
                found: Row | None = connection.execute(
                    f"SELECT * FROM {table} WHERE secret_hash = :hash "
                    "AND revoked_at IS NULL AND expires_at > :now",
                    {"hash": _hash(secret), "now": to_micros(self._clock())},
                ).fetchone()
        except TROUBLE as error:
            raise refusal_of(error, ACCOUNTS) from error
        return found

    def _account(self, connection: Connection, user: str) -> str:
        """The opaque id of a user; an account is made for a new name."""
        connection.execute(
            "INSERT INTO accounts VALUES (:account, :name) ON CONFLICT DO NOTHING",
            {"account": uuid4().hex, "name": user},
        )
        found = connection.execute(
            "SELECT account FROM accounts WHERE name = :name", {"name": user}
        ).fetchone()
        return str(found["account"])

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self.database.writing() as connection:
                yield connection
        except TROUBLE as error:
            raise refusal_of(error, ACCOUNTS) from error


def _principal(found: Row, by: SignInMethod) -> Principal:
    return Principal(found["account"], Role(found["role"]), found["delegation"], by)


def _checked_user(user: str) -> str:
    try:
        return _USER.validate_python(user)
    except ValidationError as error:
        why = str(error.errors()[0]["msg"]).removeprefix("Value error, ")
        raise InvalidValue(f"that is no name for a user: {why}") from error


def _checked_delegation(role: Role, delegation: str | None) -> str | None:
    if role is Role.SYSTEM:
        raise InvalidValue("the role system is the product's own; choose another")
    if delegation is not None and delegation not in STATES:
        raise InvalidValue(
            f"{delegation!r} is not the code of a participating State or a Partner"
        )
    if role is Role.FOCAL_POINT and delegation is None:
        raise InvalidValue("a focal point speaks for a State: name its delegation")
    return delegation


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _key_of(path: Path) -> str:
    """The key that signs cookies, made at the first start, for the owner's eyes.

    Raises StoreUnavailable for a file that holds anything else: an empty key would
    sign for everybody.
    """
    if not path.exists():
        # Written apart and then linked, so that nobody ever reads half a key.
        apart = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(apart, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(apart, path)
        except FileExistsError:  # another process was first
            pass
        finally:
            os.unlink(apart)
    key = path.read_bytes().decode("ascii", "replace").strip()
    if not _KEY.fullmatch(key):
        raise StoreUnavailable(
            f"{path.name} does not hold a key; delete it and start again: a new one is "
            "made, and whoever is signed in signs in again"
        )
    return key
