"""Reminds people of what they promised: works out what is owed, and sends it.

Nothing of it is a fact. Any number of processes may do it at once.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Event, Thread
from uuid import UUID
from zoneinfo import ZoneInfo

from bsm_domain.errors import DomainError
from bsm_domain.participant import PersonalGroup
from bsm_domain.roles import Role
from bsm_projections.moment import Audience
from bsm_projections.queries import due, lists
from bsm_projections.queries.due import DuePromise
from bsm_service.bootstrap import System
from bsm_service.logs import told
from bsm_service.reminder_ladder import Target
from bsm_service.reminders import composing
from bsm_service.reminders.mail import Undelivered
from bsm_service.reminders.outbox import Letter, Outbox, State
from bsm_service.reminders.owing import Owed, Promise, owed
from bsm_service.reminders.post import Post
from bsm_service.reminders.preferences import Kind, Preferences, Wishes
from bsm_service.vault.readings import Reader

_log = logging.getLogger(__name__)

EVERYTHING = Audience(focal_points_matter=True)
LOOK_EVERY = 60.0  # seconds
# A digest that nobody could send on its Monday is not sent on a Thursday.
DIGEST_WITHIN = timedelta(days=1)
UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True, slots=True)
class _Known:
    """What one look finds."""

    promises: Mapping[str, DuePromise]
    names: Callable[[str], str]
    focal_points: Mapping[str, tuple[str, ...]]
    chairs: tuple[str, ...]
    heads: Mapping[tuple[str, str], tuple[str, ...]]

    def who(self, target: Target, promise: Promise) -> Sequence[str]:
        """The accounts that a rung means; where nobody heads a delegation that can be
        told, its focal points once more.
        """
        if target is Target.CHAIR:
            return self.chairs
        own = self.focal_points.get(promise.owner, ())
        if target is Target.OWNER:
            return own
        return self.heads.get((promise.meeting_id, promise.owner), own)


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
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _follow(self) -> None:
        while not self._stop.wait(LOOK_EVERY):
            try:
                self.system.due_dates.settle()
                self.run_once()
            except Exception:  # a broken disk today must not stop tomorrow's letters
                _log.exception("reminders could not be worked out")

    def run_once(self) -> int:
        """Works out what is owed, and sends what is to be sent now. How many letters
        were sent. Raises StoreBusy, StoreUnavailable.
        """
        now = self.system.store.clock()
        with self.system.ask(self.system.now(), EVERYTHING) as question:
            promises = {one.activity_id: one for one in due.due_promises(question)}
            known = _Known(
                promises,
                question.name_of,
                self._holders(Role.FOCAL_POINT),
                tuple(
                    one for held in self._holders(Role.CHAIR).values() for one in held
                ),
                self._heads(due.heads(question)),
            )
            self._make(known, now)
            return self._send(known, now)

    # Making.

    def _make(self, known: _Known, now: datetime) -> None:
        asked = [
            Promise(
                one.activity_id,
                one.owner,
                one.meeting_id,
                one.due_on,
                one.due_zone,
                one.set_at,
            )
            for one in known.promises.values()
        ]
        found = owed(asked, self.post.ladder, known.who, now)
        self.outbox.lapse({one.key for one in found})
        self.outbox.put([*map(_letter, found), *self._digests(known, now)], now)

    def _digests(self, known: _Known, now: datetime) -> list[Letter]:
        wishes, found = self.wishes.all(), []
        for account in {one for held in known.focal_points.values() for one in held}:
            monday = wishes.get(account, Preferences()).week_begins(now)
            if now - monday >= DIGEST_WITHIN:
                continue
            week = "{}-W{:02}".format(*monday.isocalendar())
            key = sha256(f"digest|{account}|{week}".encode()).hexdigest()[:32]
            found.append(Letter(key, Kind.DIGEST, account, None, None, week, now))
        return found

    # Sending.

    def _send(self, known: _Known, now: datetime) -> int:
        sent = 0
        for one in self.outbox.claim(now):
            try:
                sent += self._deliver(one, known, now)
            except Undelivered as error:
                self.outbox.retry(one, error.code, now, give_up=error.for_good)
                said = told(letter=one.key, code=error.code, account=one.account)
                _log.warning("a letter was not delivered", extra=said)
            except DomainError as refusal:
                self.outbox.retry(one, refusal.code, now, give_up=False)
        return sent

    def _deliver(self, one: Letter, known: _Known, now: datetime) -> bool:
        wished = self.wishes.of(one.account)
        if self.post.mailer is None or one.kind in wished.muted:
            self.outbox.done(one, State.PAGE, now)
            return False
        allowed_at = wished.may_send_at(now)
        if allowed_at > now:
            self.outbox.wait(one, allowed_at, now)
            return False
        today = now.astimezone(ZoneInfo(wished.zone)).date()
        sections = self._sections(one, known, today) if one.kind is Kind.DIGEST else ()
        if one.kind is Kind.DIGEST and not any(lines for _, lines in sections):
            self.outbox.done(one, State.SKIPPED, now)
            return False
        to = self._address_of(one.account)
        if to is None:
            self.outbox.done(one, State.PAGE, now)
            return False
        unsubscribe = f"{self.post.address}/account/{UNSUBSCRIBE}/" + self.signed(
            one.account, one.kind
        )
        where = f"{self.post.address}/follow_up"
        if one.kind is Kind.DIGEST:
            message = composing.digest(
                one,
                sections,
                today,
                sender=self.post.sender,
                to=to,
                address=where,
                unsubscribe=unsubscribe,
            )
        else:
            promise = known.promises[one.activity_id or ""]
            message = composing.reminder(
                one,
                promise,
                known.names(promise.owner),
                today,
                sender=self.post.sender,
                to=to,
                address=f"{where}?activity={promise.activity_id}",
                unsubscribe=unsubscribe,
            )
        self.post.mailer.send(message)
        self.outbox.done(one, State.SENT, now)
        return True

    def _sections(
        self, one: Letter, known: _Known, today: object
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What concerns the delegations that an account speaks for."""
        codes = [
            code for code, held in known.focal_points.items() if one.account in held
        ]
        overdue, due_soon, to_accept, to_judge = [], [], [], []
        with self.system.ask(self.system.now(), EVERYTHING) as question:
            for code in codes:
                for it in lists.activities(
                    question, concerning=code, is_open=True, limit=1_000
                ).items:
                    said = f"{_titled(it)}: due {it.due_on.isoformat()}, {it.status}"
                    if it.owner == code and it.status == "agreed":
                        to_accept.append(said)
                    elif it.owner == code and it.overdue:
                        overdue.append(said)
                    elif it.owner == code and it.status != "reported complete":
                        due_soon.append(said)
                    elif it.owner != code and it.status == "reported complete":
                        to_judge.append(said)
        return (
            ("Overdue", tuple(overdue)),
            ("To be accepted", tuple(to_accept)),
            ("In your hands", tuple(due_soon)),
            ("Reported complete, to be confirmed by somebody else", tuple(to_judge)),
        )

    def signed(self, account: str, kind: Kind) -> str:
        """What an address says that ends mail of a kind: nothing that names anybody."""
        return self.system.identity.sign(f"{account}.{kind}", UNSUBSCRIBE)

    def unsubscribe(self, signed: str) -> Kind | None:
        """The kind of mail that ends; None for what is not signed by us."""
        found = self.system.identity.unsigned(signed, UNSUBSCRIBE)
        if found is None:
            return None
        account, _, kind = found.rpartition(".")
        self.wishes.mute(account, Kind(kind))
        return Kind(kind)

    # Who is who.

    def _holders(self, role: Role) -> dict[str, tuple[str, ...]]:
        """The accounts that may act in a role now, by delegation ("" for none)."""
        found: dict[str, tuple[str, ...]] = {}
        for one in self.system.identity.mandates.holding(role):
            held = found.get(one.delegation or "", ())
            if one.account not in held:
                found[one.delegation or ""] = (*held, one.account)
        return found

    def _heads(
        self, people: Mapping[tuple[str, str], tuple[str, ...]]
    ) -> dict[tuple[str, str], tuple[str, ...]]:
        if not people:
            return {}
        accounts = {
            str(one.participant): one.id
            for one in self.system.identity.accounts.all()
            if one.participant is not None and one.closed_at is None
        }
        found = {
            where: tuple(accounts[id] for id in ids if id in accounts)
            for where, ids in people.items()
        }
        return {where: ids for where, ids in found.items() if ids}

    def _address_of(self, account: str) -> str | None:
        """The e-mail address of the person whose account it is; who reads it is noted.

        Raises VaultUnavailable.
        """
        participant: UUID | None = self.system.identity.accounts.get(
            account
        ).participant
        if participant is None:
            return None
        email = self.system.vault.email_of(participant)
        if email is not None:
            reader = Reader("system", Role.SYSTEM, None, "a reminder", "e-mail")
            self.system.people.readings.note(
                reader, [participant], frozenset({PersonalGroup.CONTACT})
            )
        return email


def _letter(one: Owed) -> Letter:
    kind = Kind.REMINDER if one.rung.target is Target.OWNER else Kind.ESCALATION
    state = State.SKIPPED if one.skipped else State.WAITING
    return Letter(
        one.key,
        kind,
        one.account,
        one.activity_id,
        one.due_on,
        str(one.rung),
        one.at,
        state,
    )


def _titled(it: lists.Activity) -> str:
    theirs = it.audience == "focal points"
    return "An activity for focal points only" if theirs else f"“{it.title}”"
