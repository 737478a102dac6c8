"""Determines which messages are due, and sends them.

None of this is recorded as facts. Any number of processes may run it at once.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event, Thread

from bsm_domain.foundation.errors import DomainError
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_service.application.system import System
from bsm_service.foundation.logs import log_fields
from bsm_service.reminders.decision_messages import (
    DecisionMessages,
    decision_messages,
    is_urgent,
)
from bsm_service.reminders.delivery import MessageDelivery, Part, batches
from bsm_service.reminders.due_messages import (
    MAIL_WINDOW,
    PendingMessages,
    pending_messages,
)
from bsm_service.reminders.meetings.news import MeetingNews, meeting_news
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.outbox_messages import (
    CHECKED_WHEN_SENT,
    MessageState,
    OutboxMessage,
)
from bsm_service.reminders.preferences import (
    OFFICIAL,
    MessageKind,
    PreferencesTable,
    ReminderPreferences,
)
from bsm_service.reminders.registrations.invitations import invitation_messages
from bsm_service.reminders.registrations.news import registration_messages
from bsm_service.reminders.smtp_mailer import DeliveryError, MailSettings

_log = logging.getLogger("bsm_service.reminders.reminders")

RUN_INTERVAL = timedelta(minutes=1)
MAX_TRIES = 8
STOP_TIMEOUT_SECONDS = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run would do now: messages by kind, the number of people, and how many
    messages would wait for the end of quiet hours.
    """

    messages: dict[MessageKind, int]
    accounts: int
    waiting: int


@dataclass(frozen=True, slots=True)
class _Due:
    """All messages that are due at one moment, and what they are about; of those about
    registrations, the new ones. `position` is how far the log was read.
    """

    pending: PendingMessages
    decisions: DecisionMessages
    meetings: MeetingNews
    messages: list[OutboxMessage]
    mail_settings: MailSettings
    position: int


class ReminderScheduler:
    def __init__(self, system: System, mail_settings: MailSettings) -> None:
        self.system = system
        self.mail_settings = mail_settings
        self.outbox = Outbox(system.identity.account_database)
        self.preferences = PreferencesTable(system.identity.account_database)
        # Up to here, messages about registrations were queued.
        self._queued_up_to = 0
        self._stop = Event()
        self._thread = Thread(target=self._run, name="reminders", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Waits until the current message is sent, or until STOP_TIMEOUT_SECONDS."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(STOP_TIMEOUT_SECONDS)

    def _run(self) -> None:
        while not self._stop.wait(RUN_INTERVAL.total_seconds()):
            try:
                self.run_once()
                self.system.vault.files.delete_unattached()
            except DomainError as refusal:
                _log.warning("reminders could not be processed: %s", refusal)
            except Exception:  # an error today must not stop tomorrow's messages
                _log.exception("reminders could not be processed")

    def run_once(self) -> int:
        """Updates the outbox and sends the messages that are due now. Returns how many
        were sent. Raises StoreBusy, StoreUnavailable, VaultUnavailable, ClockJumped.
        """
        now = self.system.store.checked_clock()
        due = self._due(now, beyond=self._queued_up_to)
        messages, mail_settings = due.messages, due.mail_settings
        delivery = MessageDelivery(self.system, mail_settings)
        self.outbox.update(messages, now)
        if mail_settings.mailer is not None:
            self._queued_up_to = due.position
        due_keys = {message.key for message in messages}
        sent = 0
        while not self._stop.is_set():
            claimed = self.outbox.claim(self.system.store.clock())
            if not claimed:
                break
            try:
                sent += self._deliver(claimed, due, due_keys, delivery)
            except DeliveryError:
                break  # no server was reached: the other messages would fail as well
        return sent

    def plan(self) -> RunPlan:
        """What `run_once` would send now, without looking up addresses. Changes
        nothing.
        """
        now = self.system.store.clock()
        due = self._due(now)
        messages, mail_settings = due.messages, due.mail_settings
        states = self.outbox.states([message.key for message in messages])
        all_preferences, waiting = self.preferences.all(), 0
        sendable = list[OutboxMessage]()
        for message in messages:
            state = states.get(message.key, MessageState.LAPSED)
            preferences = all_preferences.get(message.account, ReminderPreferences())
            is_official = message.kind in OFFICIAL
            if message.state is not MessageState.WAITING or (
                message.kind in preferences.muted and not is_official
            ):
                continue
            if (
                state not in (MessageState.WAITING, MessageState.LAPSED)
                or mail_settings.mailer is None
            ):
                continue
            is_quiet = preferences.may_send_at(now) > now
            if is_quiet and not (is_official or is_urgent(message)):
                waiting += 1
            else:
                sendable.append(message)
        kinds = Counter(message.kind for message in sendable)
        return RunPlan(
            dict(kinds), len({message.recipient for message in sendable}), waiting
        )

    def _due(self, now: datetime, *, beyond: int = 0) -> _Due:
        """About registrations, what was recorded after that position. In a
        demonstration nothing is mailed: its people are invented, but their addresses
        might exist.
        """
        network = self.system.network()
        mail_settings = self.mail_settings
        if network is not None and network.demonstration:
            mail_settings = replace(mail_settings, mailer=None)
        with self.system.read(self.system.now(), UNRESTRICTED_AUDIENCE) as context:
            pending = pending_messages(
                self.system, context, comments_since=now - MAIL_WINDOW
            )
            decisions = decision_messages(self.system, context, pending.recipients, now)
            meetings = meeting_news(self.system, context, pending.recipients, now)
            messages = pending.messages(mail_settings.escalation, now)
            messages += decisions.messages(now)
            messages += meetings.messages(now)
            messages += invitation_messages(context, pending.recipients, now)
            if mail_settings.mailer is not None:
                messages += pending.digests(self.preferences.all(), now)
                messages += registration_messages(
                    self.system, context, pending.recipients, now, beyond=beyond
                )
            position = context.moment.position
        return _Due(pending, decisions, meetings, messages, mail_settings, position)

    def _deliver(
        self,
        messages: Sequence[OutboxMessage],
        due: _Due,
        due_keys: set[str],
        delivery: MessageDelivery,
    ) -> int:
        """How many of the messages, which go into one e-mail, were sent. Raises
        DeliveryError if no server was reached.
        """
        now = self.system.store.clock()
        current = [
            message
            for message in messages
            if message.key in due_keys
            or message.kind is MessageKind.DIGEST
            or (message.kind in CHECKED_WHEN_SENT and int(message.rung) <= due.position)
        ]
        # Another process has read more recent facts; the next run decides.
        current_keys = {message.key for message in current}
        later = [message for message in messages if message.key not in current_keys]
        self.outbox.postpone(later, now + RUN_INTERVAL)
        composed = list[tuple[OutboxMessage, Part]]()
        to_send: Sequence[OutboxMessage] = ()
        with self._failures_recorded(current):
            to_send = delivery.those_to_send(current, now) if current else ()
        for batch in batches(to_send):
            with self._failures_recorded(batch):
                composed += delivery.compose(
                    batch, due.pending, due.decisions, due.meetings, now
                )
        if not composed:
            return 0
        going = [message for message, _ in composed]
        with self._failures_recorded(going):
            texts = [text for _, text in composed]
            return len(going) if delivery.send(going, texts, now) else 0
        return 0

    @contextmanager
    def _failures_recorded(self, messages: Sequence[OutboxMessage]) -> Iterator[None]:
        """So that a message does not hold up the others. Raises DeliveryError if no
        server was reached.
        """
        try:
            yield
        except DeliveryError as error:
            for message in messages:
                self._record_failure(
                    message,
                    error.code,
                    give_up=error.is_permanent
                    or (error.server_reached and message.tries + 1 >= MAX_TRIES),
                )
            if not error.server_reached:
                raise
        except DomainError as refusal:
            for message in messages:
                self._record_failure(message, refusal.code, give_up=False)
        except Exception as error:
            _log.exception("a message could not be composed")
            code = f"not composed ({type(error).__name__})"
            for message in messages:
                give_up = message.tries + 1 >= MAX_TRIES
                self._record_failure(message, code, give_up=give_up)

    def _record_failure(
        self, message: OutboxMessage, code: str, *, give_up: bool
    ) -> None:
        self.outbox.retry(message, code, self.system.store.clock(), give_up=give_up)
        fields = log_fields(letter=message.key, code=code, recipient=message.recipient)
        _log.warning("a message was not delivered", extra=fields)
