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
from bsm_service.foundation.logs import told
from bsm_service.reminders.delivery import EVERYTHING, Delivery
from bsm_service.reminders.email import Undelivered
from bsm_service.reminders.mail_settings import Post
from bsm_service.reminders.messages import (
    Kind,
    Letter,
    Outbox,
    Preferences,
    State,
    Wishes,
)
from bsm_service.reminders.pending_messages import STALE, Standing, standing

_log = logging.getLogger("bsm_service.reminders.reminders")

LOOK_EVERY = timedelta(minutes=1)
MOST_TRIES = 8
STOPS_WITHIN = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do now: letters by kind, to so many accounts, and how many
    would wait for the end of quiet hours.
    """

    letters: dict[Kind, int]
    accounts: int
    waiting: int


class Reminders:
    def __init__(self, system: System, post: Post) -> None:
        self.system = system
        self.post = post
        self.outbox = Outbox(system.identity.register)
        self.wishes = Wishes(system.identity.register)
        self._stop = Event()
        self._thread = Thread(target=self._follow, name="reminders", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Waits for the letter in hand, unless the mail server does not answer."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(STOPS_WITHIN)

    def _follow(self) -> None:
        while not self._stop.wait(LOOK_EVERY.total_seconds()):
            try:
                self.run_once()
                self.system.vault.contents.drop_spare()
            except DomainError as refusal:
                _log.warning("reminders could not be worked out: %s", refusal)
            except Exception:  # a fault today must not stop tomorrow's letters
                _log.exception("reminders could not be worked out")

    def run_once(self) -> int:
        """Works out what is owed, and sends what is to be sent now. How many letters
        were sent. Raises StoreBusy, StoreUnavailable, ClockJumped.
        """
        now = self.system.store.checked_clock()
        found, letters, post = self._look(now)
        delivery = Delivery(self.system, post)
        self.outbox.reckon(letters, now)
        owed = {one.key for one in letters}
        sent = 0
        while not self._stop.is_set():
            one = self.outbox.claim(self.system.store.clock())
            if one is None:
                break
            try:
                sent += self._deliver(one, found, owed, delivery)
            except Undelivered as error:
                give_up = error.for_good or (
                    error.reached and one.tries + 1 >= MOST_TRIES
                )
                self._not_sent(one, error.code, give_up=give_up)
                if not error.reached:
                    break  # and the others would fare no better
            except DomainError as refusal:
                self._not_sent(one, refusal.code, give_up=False)
            except Exception as error:  # one letter must not hold up all others
                _log.exception("a letter could not be written")
                code = f"not written ({type(error).__name__})"
                self._not_sent(one, code, give_up=one.tries + 1 >= MOST_TRIES)
        return sent

    def plan(self) -> Plan:
        """What `run_once` would send now, as far as it is known without looking for
        addresses. Changes nothing.
        """
        now = self.system.store.clock()
        _, letters, post = self._look(now)
        known = self.outbox.states([one.key for one in letters])
        wishes, waiting = self.wishes.all(), 0
        going = list[Letter]()
        for one in letters:
            was = known.get(one.key, State.LAPSED)
            wished = wishes.get(one.account, Preferences())
            if one.state is not State.WAITING or one.kind in wished.muted:
                continue
            if was not in (State.WAITING, State.LAPSED) or post.mailer is None:
                continue
            if wished.may_send_at(now) > now:
                waiting += 1
            else:
                going.append(one)
        kinds = Counter(one.kind for one in going)
        return Plan(dict(kinds), len({one.account for one in going}), waiting)

    def _look(self, now: datetime) -> tuple[Standing, list[Letter], Post]:
        """A demonstration's people are invented, but their addresses might be real."""
        network = self.system.network()
        post = self.post
        if network is not None and network.demonstration:
            post = replace(post, mailer=None)
        with self.system.ask(self.system.now(), EVERYTHING) as context:
            found = standing(self.system, context, comments_since=now - STALE)
        letters = found.letters(post.ladder, now)
        if post.mailer is not None:
            letters += found.digests(self.wishes.all(), now)
        return found, letters, post

    def _deliver(
        self, one: Letter, found: Standing, owed: set[str], delivery: Delivery
    ) -> bool:
        now = self.system.store.clock()
        if one.kind is not Kind.DIGEST and one.key not in owed:
            # Another process has seen more of the record; the next look tells.
            self.outbox.wait(one, now + LOOK_EVERY)
            return False
        return delivery.deliver(one, found, now)

    def _not_sent(self, one: Letter, code: str, *, give_up: bool) -> None:
        self.outbox.retry(one, code, self.system.store.clock(), give_up=give_up)
        said = told(letter=one.key, code=code, account=one.account)
        _log.warning("a letter was not delivered", extra=said)
