"""The outbox, for whoever looks after it: how much waits, and what fails and why.
Nothing here tells an address, or what a letter says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System
from bsm_service.reminders.messages import MessageState, OutboxMessage
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.preferences import MessageKind


@dataclass(frozen=True, slots=True)
class FailingMessage:
    """A letter that has failed, or waits to be tried again. `name` is the account's."""

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
    counts: Mapping[MessageState, int]
    oldest_waiting: datetime | None
    failing: tuple[FailingMessage, ...]


def outbox_status(system: System, who: Principal) -> OutboxStatus:
    """Raises NotPermitted."""
    require_permission(who, "read.letters")
    outbox = Outbox(system.identity.account_database)
    failing = outbox.failing()
    accounts = system.identity.accounts.all() if failing else ()
    names = {one.id: one.name for one in accounts}
    return OutboxStatus(
        outbox.counts(),
        outbox.oldest_waiting(),
        tuple(_failing(one, names[one.account]) for one in failing),
    )


def retry_messages(system: System, who: Principal, key: str | None = None) -> int:
    """What has failed waits once more: one letter, or all. How many.

    Raises NotPermitted.
    """
    require_permission(who, "letters.try-again")
    outbox = Outbox(system.identity.account_database)
    return outbox.try_again(system.store.clock(), key, by=who)


def _failing(one: OutboxMessage, name: str) -> FailingMessage:
    return FailingMessage(
        key=one.key,
        kind=one.kind,
        account=one.account,
        name=name,
        state=one.state,
        tries=one.tries,
        error=one.error or "",
        made_at=one.made_at,
    )
