"""Passwords: long rather than complicated, not common, stored as argon2id hashes."""

import re
import secrets
import unicodedata
from base64 import b64encode
from datetime import datetime
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bsm_domain.foundation.microseconds import from_micros
from bsm_service.foundation.refusals import PasswordRefused
from bsm_service.identity.account import account_by_id
from bsm_service.identity.account_database import (
    AccountDatabase,
    ChangeActor,
    opaque_ids,
)

MIN_LENGTH = 15
MIN_LENGTH_WITH_SECOND_FACTOR = 8  # with a second factor
MAX_LENGTH = 128
_PRODUCT = ("border", "record", "bsm", "focal", "point", "osce", "network")

# OWASP's minimum: 19 MiB, two passes. A small server can compute two at once.
PASSWORD_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_HASHING_SLOTS = BoundedSemaphore(2)


class Passwords:
    def __init__(
        self, database: AccountDatabase, *, hasher: PasswordHasher = PASSWORD_HASHER
    ) -> None:
        self._database = database
        self._hasher = hasher
        self._dummy_hash = _make_dummy_hash(hasher)

    def set(
        self,
        account: str,
        password: str,
        *,
        short_allowed: bool,
        actor: ChangeActor | None = None,
    ) -> None:
        """Sets or changes the password; pending resets become invalid. `short_allowed`
        for accounts with a second factor. Raises PasswordRefused, NotFound.
        """
        name = account_by_id(self._database.row, account).name
        hash = self.hash(password, name, short_allowed=short_allowed)
        self.store(account, hash, actor=actor or account)

    def store(self, account: str, hash: str, *, actor: ChangeActor) -> None:
        """Sets the password by its hash; pending resets become invalid."""
        with self._database.transaction(actor=actor) as change:
            change.execute(
                "INSERT INTO passwords (account, hash, changed_at) "
                "VALUES (:account, :hash, :now) ON CONFLICT (account) DO UPDATE "
                "SET hash = excluded.hash, changed_at = excluded.changed_at",
                {"account": account, "hash": hash, "now": change.now},
            )
            change.execute(
                "DELETE FROM one_time_secrets WHERE account = :account",
                {"account": account},
            )
            change.record_event("password-set", account, actor)

    def hash(self, password: str, name: str, *, short_allowed: bool) -> str:
        """The hash to store. Raises PasswordRefused."""
        refuse_weak(password, name, short_allowed=short_allowed)
        with _HASHING_SLOTS:
            return self._hasher.hash(_bytes(password))

    def matches(self, account: str | None, password: str) -> bool:
        """Whether it is the account's password. Takes the same time if there is no
        account, or if it is closed or has no password.
        """
        row = self._database.row(_HASH_QUERY, opaque_ids(account=account or ""))
        stored: str = self._dummy_hash if row is None else row["hash"]
        password_bytes = _bytes(password[:MAX_LENGTH])
        with _HASHING_SLOTS:
            try:
                self._hasher.verify(stored, password_bytes)
            except (VerificationError, InvalidHashError):
                return False
        if row is None or len(password) > MAX_LENGTH:
            return False
        if self._hasher.check_needs_rehash(stored):
            self._hash_again(account or "", stored, password_bytes)
        return True

    def has(self, account: str) -> bool:
        return self.changed_at(account) is not None

    def changed_at(self, account: str) -> datetime | None:
        row = self._database.row(
            "SELECT changed_at FROM passwords WHERE account = :account",
            opaque_ids(account=account),
        )
        return None if row is None else from_micros(row["changed_at"])

    def _hash_again(self, account: str, stored: str, password_bytes: bytes) -> None:
        with _HASHING_SLOTS:
            new_hash = self._hasher.hash(password_bytes)
        self._database.try_update(
            "UPDATE passwords SET hash = :new WHERE account = :account AND hash = :old",
            {"new": new_hash, "account": account, "old": stored},
        )


def refuse_weak(password: str, name: str, *, short_allowed: bool) -> None:
    """Raises PasswordRefused. There are no rules about the kinds of characters."""
    least = MIN_LENGTH_WITH_SECOND_FACTOR if short_allowed else MIN_LENGTH
    if len(password) < least:
        raise PasswordRefused(
            f"the password must have at least {least} characters; a few words are easy "
            "to remember"
        )
    if len(password) > MAX_LENGTH:
        raise PasswordRefused(f"the password must have at most {MAX_LENGTH} characters")
    folded = _folded(password)
    if folded in common_passwords() or _repeats(folded) or _is_two_common(folded):
        raise PasswordRefused(
            "this password is among those that attackers try first; choose another"
        )
    if _consists_mostly_of(folded, [_folded(name), *_PRODUCT]):
        raise PasswordRefused(
            "this password is too similar to the user name or the product's name; "
            "choose another"
        )


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """The common passwords that are long enough to be accepted otherwise."""
    return frozenset(
        password
        for password in _all_common()
        if len(password) >= MIN_LENGTH_WITH_SECOND_FACTOR
    )


@lru_cache(maxsize=1)
def _all_common() -> frozenset[str]:
    # Imported here: its lists are long, and few processes need them.
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415

    passwords = FREQUENCY_LISTS["passwords"]
    return frozenset(
        map(_folded, passwords.split(",") if isinstance(passwords, str) else passwords)
    )


def _is_two_common(text: str) -> bool:
    """Whether it consists of two common passwords, which attackers try too."""
    common = _all_common()
    return any(
        text[:index] in common and text[index:] in common
        for index in range(1, len(text))
    )


def _make_dummy_hash(hasher: PasswordHasher) -> str:
    """A hash that no password matches, and that takes as long to check as any other."""
    salt, digest = (
        b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def _repeats(text: str) -> bool:
    """Whether it is a short or common text repeated."""
    unit = text[: (text + text).find(text, 1)]
    return len(unit) < len(text) and (
        len(unit) < MIN_LENGTH_WITH_SECOND_FACTOR or unit in common_passwords()
    )


def _consists_mostly_of(text: str, words: list[str]) -> bool:
    """Whether little is left without `words`, which are easy to guess."""
    remainder = text
    for word in sorted(
        {
            part
            for text_with_words in words
            for part in re.split(r"\W+", text_with_words)
        }
    ):
        if len(word) >= 3:
            remainder = remainder.replace(word, "")
    return (
        remainder != text
        and len(re.sub(r"[\W_]", "", remainder)) < MIN_LENGTH_WITH_SECOND_FACTOR
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "replace")


_HASH_QUERY = """SELECT p.hash FROM passwords p JOIN accounts a ON a.account = p.account
    WHERE p.account = :account AND a.closed_at IS NULL"""
