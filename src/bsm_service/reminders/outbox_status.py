"""The outbox for administrators: how many messages wait, and which fail and why.
Contains no address and no text of a message.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.outbox_messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import MessageKind


@dataclass(frozen=True, slots=True)
class FailingMessage:
    """`error` is a code that does not name the address."""

    key: str
    kind: MessageKind
    account: str
    name: str
    state: MessageState
    tries: int
    error: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """How many messages there are in each state, and those that fail."""

    counts: Mapping[MessageState, int]
    oldest_waiting: datetime | None
    failing: tuple[FailingMessage, ...]


def outbox_status(system: System, principal: Principal) -> OutboxStatus:
    """Raises NotPermitted."""
    require_permission(principal, "read.letters")
    outbox = Outbox(system.identity.account_database)
    failing = outbox.failing()
    accounts = system.identity.accounts.all() if failing else ()
    names = {account.id: account.name for account in accounts}
    return OutboxStatus(
        outbox.counts(),
        outbox.oldest_waiting(),
        tuple(
            _failing_message(message, _name_of(message, names)) for message in failing
        ),
    )


def retry_messages(system: System, principal: Principal, key: str | None = None) -> int:
    """Queues failed messages again: one, or all. Returns how many.

    Raises NotPermitted.
    """
    require_permission(principal, "letters.try-again")
    outbox = Outbox(system.identity.account_database)
    return outbox.try_again(system.store.clock(), key, by=principal)


def _name_of(message: OutboxMessage, names: Mapping[str, str]) -> str:
    """Participants are not named here: whoever runs the server need not know them."""
    return names[message.account] if message.account else "a participant"


def _failing_message(message: OutboxMessage, name: str) -> FailingMessage:
    shared = {
        field.name: getattr(message, field.name)
        for field in fields(FailingMessage)
        if field.name != "name"
    }
    return FailingMessage(name=name, **(shared | {"error": message.error or ""}))
