"""The outbox, for whoever looks after it: how much waits, and what fails and why.
Nothing here tells an address, or what a letter says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bsm_service.access.permissions import Principal, require
from bsm_service.application.system import System
from bsm_service.reminders.messages import Kind, Letter, Outbox, State


@dataclass(frozen=True, slots=True)
class Failing:
    """A letter that has failed, or waits to be tried again. `name` is the account's."""

    key: str
    kind: Kind
    account: str
    name: str
    state: State
    tries: int
    error: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class LettersSeen:
    counts: Mapping[State, int]
    oldest_waiting: datetime | None
    failing: tuple[Failing, ...]


def letters_seen(system: System, who: Principal) -> LettersSeen:
    """Raises NotPermitted."""
    require(who, "read.letters")
    outbox = Outbox(system.identity.register)
    failing = outbox.failing()
    accounts = system.identity.accounts.all() if failing else ()
    names = {one.id: one.name for one in accounts}
    return LettersSeen(
        outbox.counts(),
        outbox.oldest_waiting(),
        tuple(_failing(one, names[one.account]) for one in failing),
    )


def try_again(system: System, who: Principal, key: str | None = None) -> int:
    """What has failed waits once more: one letter, or all. How many.

    Raises NotPermitted.
    """
    require(who, "letters.try-again")
    outbox = Outbox(system.identity.register)
    return outbox.try_again(system.store.clock(), key, by=who)


def _failing(one: Letter, name: str) -> Failing:
    return Failing(
        key=one.key,
        kind=one.kind,
        account=one.account,
        name=name,
        state=one.state,
        tries=one.tries,
        error=one.error or "",
        made_at=one.made_at,
    )
