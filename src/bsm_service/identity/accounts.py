"""Accounts: an opaque id, a name to sign in with and possibly a person on record."""

from uuid import UUID, uuid4

from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_projections.engine.items import item_of
from bsm_service.foundation.refusals import NameTaken
from bsm_service.identity.account import (
    Account,
    account_by_id,
    erased_name,
    normalised_names,
    refuse_reserved_names,
    validate_name,
    validate_reason,
)
from bsm_service.identity.account_database import (
    COMMAND_LINE,
    AccountChange,
    AccountDatabase,
    ChangeActor,
    actor_name,
)
from bsm_service.identity.mandates.mandate import seal_changed_mandates

# Tables with credentials and one-time secrets.
_CREDENTIAL_TABLES = (
    "passwords",
    "totp_factors",
    "recovery_codes",
    "passkeys",
    "openid_identities",
    "one_time_secrets",
)
# Tables with notification preferences and messages.
_REMINDERS = ("reminder_preferences", "outbox")


class Accounts:
    def __init__(self, database: AccountDatabase) -> None:
        self._database = database

    def create(
        self,
        name: str,
        participant: UUID | None = None,
        *,
        actor: ChangeActor = COMMAND_LINE,
    ) -> Account:
        """Raises InvalidValue for an invalid name, NameTaken."""
        with self._database.transaction(exclusive=True, actor=actor) as change:
            name = validate_name(name, "user name")
            if change.row(_BY_NAME_QUERY, normalised_names(name)) is not None:
                raise NameTaken("another account already has this name; choose another")
            return _create(change, name, participant, actor)

    def find(self, name: str) -> Account | None:
        """Finds an account by name, ignoring case. Closed accounts are found too."""
        try:
            name = validate_name(name, "user name")
        except InvalidValue:
            return None
        row = self._database.row(_BY_NAME_QUERY, normalised_names(name))
        return None if row is None else item_of(Account, row)

    def get(self, id: str) -> Account:
        """Raises NotFound."""
        return account_by_id(self._database.row, id)

    def ensure(self, name: str, *, actor: ChangeActor = COMMAND_LINE) -> Account:
        """The account of that name; created if there is none."""
        with self._database.transaction() as change:
            name = validate_name(name, "user name")
            row = change.row(_BY_NAME_QUERY, normalised_names(name))
            if row is not None:
                return item_of(Account, row)
            return _create(change, name, None, actor)

    def all(self) -> tuple[Account, ...]:
        """By name, whatever its capitals and accents."""
        accounts = self._database.items(Account, "SELECT * FROM accounts")
        return tuple(
            sorted(accounts, key=lambda each: (search_key(each.name), each.name))
        )

    def close(
        self, id: str, *, actor: ChangeActor = COMMAND_LINE, reason: str | None = None
    ) -> None:
        """Closes the account: its sessions, tokens and mandates end at once, and the
        mandates of its stand-ins. Raises NotFound, InvalidTransition.
        """
        reason = validate_reason(reason)
        with self._database.transaction(exclusive=True, actor=actor) as change:
            if account_by_id(change.row, id).closed_at is not None:
                raise InvalidTransition("the account is already closed")
            _close_in(change, id, actor, reason)
            change.record_event("account-closed", id, actor, reason=reason)

    def reopen(
        self, id: str, *, actor: ChangeActor = COMMAND_LINE, reason: str | None = None
    ) -> None:
        """The account can be given mandates again; those that ended stay ended. Raises
        NotFound, InvalidTransition.
        """
        reason = validate_reason(reason)
        with self._database.transaction(exclusive=True, actor=actor) as change:
            account = account_by_id(change.row, id)
            if account.closed_at is None:
                raise InvalidTransition("the account is already open")
            if account.name == erased_name(id):
                raise InvalidTransition(
                    "the account belonged to a person whose data was erased; create a "
                    "new account"
                )
            change.execute(
                "UPDATE accounts SET closed_at = NULL WHERE account = :account",
                {"account": id},
            )
            change.record_event("account-reopened", id, actor, reason=reason)

    def anonymise(self, id: str, *, actor: ChangeActor = COMMAND_LINE) -> None:
        """Erases whose account it was, and the texts that people entered about it. What
        the account could do, and when, is kept. Raises NotFound.
        """
        with self._database.transaction(exclusive=True) as change:
            account = account_by_id(change.row, id)
            if account.closed_at is None:
                _close_in(change, id, actor, None)
            values = {"account": id}
            for table in (*_CREDENTIAL_TABLES, *_REMINDERS):
                change.execute(f"DELETE FROM {table} WHERE account = :account", values)
            change.execute(
                "UPDATE accounts SET name = :name, sought_as = :name, "
                "participant = NULL WHERE account = :account",
                {**values, "name": erased_name(id)},
            )
            change.execute(
                "UPDATE tokens SET name = 'erased' WHERE account = :account", values
            )
            change.execute(
                "UPDATE mandates SET reason = NULL, end_reason = NULL, purpose = NULL "
                "WHERE account = :account OR stands_in_for = :account",
                values,
            )
            change.execute(
                "UPDATE account_events SET reason = NULL WHERE account = :account",
                values,
            )
            change.record_event("account-forgotten", id, actor)

    def link_participant(
        self, id: str, participant: UUID | None, *, actor: ChangeActor = COMMAND_LINE
    ) -> None:
        """Sets the person on record that the account belongs to. Raises NotFound."""
        with self._database.transaction(actor=actor) as change:
            account_by_id(change.row, id)
            change.execute(
                "UPDATE accounts SET participant = :participant "
                "WHERE account = :account",
                {"account": id, "participant": participant},
            )
            change.record_event("account-linked", id, actor)


def _create(
    change: AccountChange, name: str, participant: UUID | None, actor: ChangeActor
) -> Account:
    refuse_reserved_names(name)
    account = uuid4().hex
    inserted = change.execute(
        "INSERT INTO accounts (account, name, sought_as, participant, created_at) "
        "VALUES (:account, :name, :sought_as, :participant, :now) "
        "ON CONFLICT DO NOTHING",
        {
            **normalised_names(name),
            "account": account,
            "participant": participant,
            "now": change.now,
        },
    )
    if inserted.rowcount:
        change.record_event("account-made", account, actor)
    row = change.row(_BY_NAME_QUERY, normalised_names(name))
    assert row is not None
    return item_of(Account, row)


def _close_in(
    change: AccountChange, id: str, actor: ChangeActor, reason: str | None
) -> None:
    values = {
        "account": id,
        "now": change.now,
        "by": actor_name(actor),
        "reason": reason,
    }
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
    open_mandates = change.execute(
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
    seal_changed_mandates(change, [row["mandate"] for row in open_mandates])


_BY_NAME_QUERY = (
    "SELECT * FROM accounts WHERE name = :name OR sought_as = :sought_as "
    "ORDER BY CASE WHEN name = :name THEN 0 ELSE 1 END LIMIT 1"
)
