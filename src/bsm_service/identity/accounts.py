"""Accounts: an opaque id, a name to sign in with, perhaps the person on record."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from bsm_domain.foundation.errors import InvalidTransition, InvalidValue, NotFound
from bsm_domain.foundation.timestamps import from_micros
from bsm_projections.databases import Row
from bsm_service.foundation.refusals import NameTaken
from bsm_service.identity.account_database import (
    COMMAND_LINE,
    DEMONSTRATION,
    FIRST_START,
    By,
    Change,
    Register,
    moment_or_none,
    name_of,
    opaque,
)
from bsm_service.identity.mandates.seals import seal
from bsm_service.identity.text_checks import checked_name, checked_reason


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody, or some program, that can be given mandates."""

    id: str
    name: str
    participant: UUID | None
    created_at: datetime
    closed_at: datetime | None


# What proves who somebody is, and what was given out to be used once.
_PROOFS = (
    "passwords",
    "totp_factors",
    "recovery_codes",
    "passkeys",
    "openid_identities",
    "one_time_secrets",
)
# How they wished to be reminded, and of what they were.
_REMINDERS = ("reminder_preferences", "outbox")


class Accounts:
    def __init__(self, register: Register) -> None:
        self._register = register

    def make(
        self, name: str, participant: UUID | None = None, *, by: By = COMMAND_LINE
    ) -> Account:
        """Raises InvalidValue for what is no name, NameTaken."""
        with self._register.changing(alone=True, by=by) as change:
            return make_within(change, name, participant, by=by)

    def find(self, name: str) -> Account | None:
        """By the name, whether in capitals or not. Closed accounts are found too."""
        try:
            name = checked_name(name, "name for a user")
        except InvalidValue:
            return None
        found = self._register.row(_BY_NAME, _names(name))
        return None if found is None else _account(found)

    def get(self, id: str) -> Account:
        """Raises NotFound."""
        found = self._register.row(_BY_ID, {"account": opaque(id)})
        if found is None:
            raise NotFound("there is no such account")
        return _account(found)

    def ensure(self, name: str, *, by: By = COMMAND_LINE) -> Account:
        """The account of that name, made if there is none."""
        with self._register.changing() as change:
            return ensure_within(change, name, by)

    def all(self) -> tuple[Account, ...]:
        found = self._register.rows("SELECT * FROM accounts ORDER BY name")
        return tuple(map(_account, found))

    def close(
        self, id: str, *, by: By = COMMAND_LINE, reason: str | None = None
    ) -> None:
        """Nobody comes in by it any more: sessions, tokens and mandates end at once,
        those of whoever stood in for it too. Raises NotFound, InvalidTransition.
        """
        reason = checked_reason(reason)
        with self._register.changing(alone=True, by=by) as change:
            if _there(change, id).closed_at is not None:
                raise InvalidTransition("the account is closed already")
            _close(change, id, by, reason)
            change.note("account-closed", id, by, reason=reason)

    def reopen(
        self, id: str, *, by: By = COMMAND_LINE, reason: str | None = None
    ) -> None:
        """It can be given mandates again; those that ended stay ended.

        Raises NotFound, InvalidTransition.
        """
        reason = checked_reason(reason)
        with self._register.changing(alone=True, by=by) as change:
            account = _there(change, id)
            if account.closed_at is None:
                raise InvalidTransition("the account is open")
            if account.name == _erased(id):
                raise InvalidTransition("the account is of an erased person")
            change.execute(
                "UPDATE accounts SET closed_at = NULL WHERE account = :account",
                {"account": id},
            )
            change.note("account-reopened", id, by, reason=reason)

    def forget(self, id: str, *, by: By = COMMAND_LINE) -> None:
        """Erases whose it was. What the account could do, and when, stays.

        Texts that people have typed about it go with the name. Raises NotFound.
        """
        with self._register.changing(alone=True) as change:
            account = _there(change, id)
            if account.closed_at is None:
                _close(change, id, by, None)
            of = {"account": id}
            for table in (*_PROOFS, *_REMINDERS):
                change.execute(f"DELETE FROM {table} WHERE account = :account", of)
            change.execute(
                "UPDATE accounts SET name = :name, sought_as = :name, "
                "participant = NULL WHERE account = :account",
                {**of, "name": _erased(id)},
            )
            change.execute(
                "UPDATE tokens SET name = 'erased' WHERE account = :account", of
            )
            change.execute(
                "UPDATE mandates SET reason = NULL, end_reason = NULL, purpose = NULL "
                "WHERE account = :account OR stands_in_for = :account",
                of,
            )
            change.execute(
                "UPDATE account_events SET reason = NULL WHERE account = :account", of
            )
            change.note("account-forgotten", id, by)

    def link(self, id: str, participant: UUID | None, *, by: By = COMMAND_LINE) -> None:
        """Says which person on record the account belongs to. Raises NotFound."""
        with self._register.changing(by=by) as change:
            _there(change, id)
            change.execute(
                "UPDATE accounts SET participant = :participant "
                "WHERE account = :account",
                {"account": id, "participant": participant},
            )
            change.note("account-linked", id, by)


def make_within(
    change: Change, name: str, participant: UUID | None = None, *, by: By
) -> Account:
    """Makes an account as a part of a change. Raises InvalidValue, NameTaken."""
    name = checked_name(name, "name for a user")
    if change.row(_BY_NAME, _names(name)) is not None:
        raise NameTaken("another account has that name; please choose another")
    return _make(change, name, participant, by)


def ensure_within(change: Change, name: str, by: By) -> Account:
    """The account of that name, made if there is none, as a part of a change."""
    name = checked_name(name, "name for a user")
    found = change.row(_BY_NAME, _names(name))
    return _make(change, name, None, by) if found is None else _account(found)


def _make(change: Change, name: str, participant: UUID | None, by: By) -> Account:
    _refuse_own_words(name)
    account = uuid4().hex
    made = change.execute(
        "INSERT INTO accounts (account, name, sought_as, participant, created_at) "
        "VALUES (:account, :name, :sought_as, :participant, :now) "
        "ON CONFLICT DO NOTHING",
        {
            **_names(name),
            "account": account,
            "participant": participant,
            "now": change.now,
        },
    )
    if made.rowcount:
        change.note("account-made", account, by)
    found = change.row(_BY_NAME, _names(name))
    assert found is not None
    return _account(found)


def _close(change: Change, id: str, by: By, reason: str | None) -> None:
    values = {"account": id, "now": change.now, "by": name_of(by), "reason": reason}
    change.execute(
        "UPDATE accounts SET closed_at = :now WHERE account = :account", values
    )
    change.execute(
        "UPDATE tokens SET revoked_at = :now WHERE account = :account "
        "AND revoked_at IS NULL",
        values,
    )
    for table in ("sessions", "one_time_secrets"):
        change.execute(f"DELETE FROM {table} WHERE account = :account", values)
    change.execute(
        "UPDATE outbox SET state = 'lapsed' WHERE account = :account "
        "AND state IN ('waiting', 'failed')",
        values,
    )
    held = change.execute(
        "SELECT mandate FROM mandates "
        "WHERE (account = :account OR stands_in_for = :account) AND ends_at > :now",
        values,
    ).fetchall()
    change.execute(
        "UPDATE mandates SET ended_at = :now, ends_at = :now, ended_by = :by, "
        "end_reason = COALESCE(:reason, 'the account was closed') "
        "WHERE (account = :account OR stands_in_for = :account) AND ends_at > :now",
        values,
    )
    seal(change, [row["mandate"] for row in held])


def _there(change: Change, id: str) -> Account:
    found = change.row(_BY_ID, {"account": opaque(id)})
    if found is None:
        raise NotFound("there is no such account")
    return _account(found)


_BY_ID = "SELECT * FROM accounts WHERE account = :account"
_BY_NAME = (
    "SELECT * FROM accounts WHERE name = :name OR sought_as = :sought_as "
    "ORDER BY CASE WHEN name = :name THEN 0 ELSE 1 END LIMIT 1"
)


def _names(name: str) -> dict[str, str]:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return {"name": name, "sought_as": folded}


def _refuse_own_words(name: str) -> None:
    """Raises InvalidValue for what would be read as another name or as the product
    itself, or would stand in the way when somebody is erased.
    """
    if not name.isprintable():
        raise InvalidValue(
            "that is no name for a user: it holds a character that nobody sees",
            field="name",
        )
    folded = _names(name)["sought_as"]
    if folded in _OWN_WORDS or folded.startswith(_ERASED):
        raise InvalidValue(
            "that is no name for a user: the product calls something else so; please "
            "choose another",
            field="name",
        )


_OWN_WORDS = frozenset({COMMAND_LINE, FIRST_START, DEMONSTRATION, "system"})
_ERASED = "erased-"


def _erased(id: str) -> str:
    return f"{_ERASED}{id[:8]}"


def _account(found: Row) -> Account:
    participant = found["participant"]
    return Account(
        id=found["account"],
        name=found["name"],
        participant=None if participant is None else UUID(participant),
        created_at=from_micros(found["created_at"]),
        closed_at=moment_or_none(found["closed_at"]),
    )
