"""Reminds people of what they promised: works out what is owed, and sends it.

Nothing of it is a fact. Any number of processes may do it at once.
"""

import logging
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event, Thread

from bsm_domain.foundation.errors import DomainError
from bsm_service.application.system import System
from bsm_service.foundation.logs import log_fields
from bsm_service.reminders.delivery import UNRESTRICTED_AUDIENCE, MessageDelivery
from bsm_service.reminders.email import DeliveryError
from bsm_service.reminders.mail_settings import MailSettings
from bsm_service.reminders.messages import MessageState, OutboxMessage
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.pending_messages import (
    MAIL_WINDOW,
    PendingMessages,
    pending_messages,
)
from bsm_service.reminders.preferences import (
    MessageKind,
    PreferencesTable,
    ReminderPreferences,
)

_log = logging.getLogger("bsm_service.reminders.reminders")

RUN_INTERVAL = timedelta(minutes=1)
MAX_TRIES = 8
STOP_TIMEOUT_SECONDS = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run would do now: letters by kind, to so many accounts, and how many
    would wait for the end of quiet hours.
    """

    messages: dict[MessageKind, int]
    accounts: int
    waiting: int


class ReminderScheduler:
    def __init__(self, system: System, post: MailSettings) -> None:
        self.system = system
        self.mail_settings = post
        self.outbox = Outbox(system.identity.account_database)
        self.preferences = PreferencesTable(system.identity.account_database)
        self._stop = Event()
        self._thread = Thread(target=self._run, name="reminders", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Waits for the letter in hand, unless the mail server does not answer."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(STOP_TIMEOUT_SECONDS)

    def _run(self) -> None:
        while not self._stop.wait(RUN_INTERVAL.total_seconds()):
            try:
                self.run_once()
                self.system.vault.files.delete_unattached()
            except DomainError as refusal:
                _log.warning("reminders could not be worked out: %s", refusal)
            except Exception:  # a fault today must not stop tomorrow's letters
                _log.exception("reminders could not be worked out")

    def run_once(self) -> int:
        """Works out what is owed, and sends what is to be sent now. How many letters
        were sent. Raises StoreBusy, StoreUnavailable, ClockJumped.
        """
        now = self.system.store.checked_clock()
        found, letters, post = self._pending(now)
        delivery = MessageDelivery(self.system, post)
        self.outbox.update(letters, now)
        owed = {one.key for one in letters}
        sent = 0
        while not self._stop.is_set():
            one = self.outbox.claim(self.system.store.clock())
            if one is None:
                break
            try:
                sent += self._deliver(one, found, owed, delivery)
            except DeliveryError as error:
                give_up = error.is_permanent or (
                    error.server_reached and one.tries + 1 >= MAX_TRIES
                )
                self._record_failure(one, error.code, give_up=give_up)
                if not error.server_reached:
                    break  # and the others would fare no better
            except DomainError as refusal:
                self._record_failure(one, refusal.code, give_up=False)
            except Exception as error:  # one letter must not hold up all others
                _log.exception("a letter could not be written")
                code = f"not written ({type(error).__name__})"
                self._record_failure(one, code, give_up=one.tries + 1 >= MAX_TRIES)
        return sent

    def plan(self) -> RunPlan:
        """What `run_once` would send now, as far as it is known without looking for
        addresses. Changes nothing.
        """
        now = self.system.store.clock()
        _, letters, post = self._pending(now)
        known = self.outbox.states([one.key for one in letters])
        wishes, waiting = self.preferences.all(), 0
        going = list[OutboxMessage]()
        for one in letters:
            was = known.get(one.key, MessageState.LAPSED)
            wished = wishes.get(one.account, ReminderPreferences())
            if one.state is not MessageState.WAITING or one.kind in wished.muted:
                continue
            if (
                was not in (MessageState.WAITING, MessageState.LAPSED)
                or post.mailer is None
            ):
                continue
            if wished.may_send_at(now) > now:
                waiting += 1
            else:
                going.append(one)
        kinds = Counter(one.kind for one in going)
        return RunPlan(dict(kinds), len({one.account for one in going}), waiting)

    def _pending(
        self, now: datetime
    ) -> tuple[PendingMessages, list[OutboxMessage], MailSettings]:
        """A demonstration's people are invented, but their addresses might be real."""
        network = self.system.network()
        post = self.mail_settings
        if network is not None and network.demonstration:
            post = replace(post, mailer=None)
        with self.system.read(self.system.now(), UNRESTRICTED_AUDIENCE) as context:
            found = pending_messages(
                self.system, context, comments_since=now - MAIL_WINDOW
            )
        letters = found.messages(post.escalation, now)
        if post.mailer is not None:
            letters += found.digests(self.preferences.all(), now)
        return found, letters, post

    def _deliver(
        self,
        one: OutboxMessage,
        found: PendingMessages,
        owed: set[str],
        delivery: MessageDelivery,
    ) -> bool:
        now = self.system.store.clock()
        if one.kind is not MessageKind.DIGEST and one.key not in owed:
            # Another process has seen more of the record; the next look tells.
            self.outbox.postpone(one, now + RUN_INTERVAL)
            return False
        return delivery.deliver(one, found, now)

    def _record_failure(self, one: OutboxMessage, code: str, *, give_up: bool) -> None:
        self.outbox.retry(one, code, self.system.store.clock(), give_up=give_up)
        said = log_fields(letter=one.key, code=code, account=one.account)
        _log.warning("a letter was not delivered", extra=said)
