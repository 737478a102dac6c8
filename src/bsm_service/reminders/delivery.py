"""One letter's way out: whether it may go now, what it says, to which address."""

from datetime import datetime

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.formatting import format_date
from bsm_projections.engine.moment import Audience
from bsm_projections.follow_up import queries as activities_listed
from bsm_projections.follow_up.due_activities import due_promises
from bsm_service.application.system import System
from bsm_service.reminders import texts as composing
from bsm_service.reminders import unsubscribe as unsubscribing
from bsm_service.reminders.email import build_email
from bsm_service.reminders.mail_settings import MailSettings
from bsm_service.reminders.messages import MessageState, OutboxMessage
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.pending_messages import PendingMessages
from bsm_service.reminders.preferences import MessageKind, PreferencesTable
from bsm_service.reminders.texts import Sections
from bsm_service.vault.read_log import DataReader

UNRESTRICTED_AUDIENCE = Audience(focal_points_matter=True)
FOLLOW_UP = "/follow-up"
_MOST = 1_000
# In whose hands it is, once it was agreed and taken on.
_AT_WORK = ("accepted", "in progress", "blocked")

# A subject and a text; None where there is nothing to say any more.
SubjectAndBody = tuple[str, str] | None


class MessageDelivery:
    def __init__(self, system: System, post: MailSettings) -> None:
        self._system = system
        self._mail_settings = post
        self._outbox = Outbox(system.identity.account_database)
        self._preferences = PreferencesTable(system.identity.account_database)

    def deliver(
        self, one: OutboxMessage, found: PendingMessages, now: datetime
    ) -> bool:
        """Whether it was sent; if not, the outbox knows what becomes of it. Raises
        DeliveryError, VaultUnavailable, StoreUnavailable.
        """
        mailer, wished = self._mail_settings.mailer, self._preferences.of(one.account)
        if mailer is None or one.kind in wished.muted:
            return self._show_on_page(one, now)
        allowed_at = wished.may_send_at(now)
        if allowed_at > now:
            self._outbox.postpone(one, allowed_at)
            return False
        if not self._system.identity.mandates.current_of(one.account):
            self._outbox.set_final_state(one, MessageState.LAPSED, now)
            return False
        said = self._compose(one, found, now)
        if said is None:
            digest = one.kind is MessageKind.DIGEST
            self._outbox.set_final_state(
                one, MessageState.SKIPPED if digest else MessageState.LAPSED, now
            )
            return False
        to = self._address_of(one.account)
        if to is None:
            return self._show_on_page(one, now)
        signed = unsubscribing.signed_token(self._system, one.account, one.kind)
        end = (
            f"{self._mail_settings.public_url}/account/{unsubscribing.PURPOSE}/{signed}"
        )
        subject, text = said
        mailer.send(
            build_email(
                sender=self._mail_settings.sender,
                to=to,
                subject=subject,
                text=text + composing.unsubscribe_footer(one.kind, end),
                key=one.key,
                unsubscribe=end,
                at=now,
            )
        )
        self._outbox.set_final_state(one, MessageState.SENT, now)
        return True

    def _show_on_page(self, one: OutboxMessage, now: datetime) -> bool:
        """For the page, which shows no digests: it is one."""
        digest = one.kind is MessageKind.DIGEST
        self._outbox.set_final_state(
            one, MessageState.SKIPPED if digest else MessageState.PAGE, now
        )
        return False

    def _compose(
        self, one: OutboxMessage, found: PendingMessages, now: datetime
    ) -> SubjectAndBody:
        address = f"{self._mail_settings.public_url}{FOLLOW_UP}"
        if one.kind is MessageKind.DIGEST:
            sections = self._sections(found.recipients.delegations_of(one.account))
            anything = any(lines for _, lines in sections)
            return composing.digest_email(sections, address) if anything else None
        address += f"?activity={one.activity_id}"
        if one.kind is MessageKind.MENTION:
            return composing.mention_email(
                found.mentions[one.rung], found.names, address
            )
        return self._reminder(one, found, now, address)

    def _reminder(
        self, one: OutboxMessage, found: PendingMessages, now: datetime, address: str
    ) -> SubjectAndBody:
        """As things stand at this very moment: it may have been kept, moved or handed
        over since somebody looked.
        """
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            present = due_promises(context, activity_id=one.activity_id)
        seen = found.activities.get(one.activity_id or "")
        if not present or seen is None:
            return None
        promise = present[0]
        if (promise.owner, promise.set_at) != (seen.owner, seen.set_at):
            return None
        today = now.astimezone(time_zone_named(promise.due_zone)).date()
        owner = found.names[promise.owner]
        return composing.reminder_email(one.kind, promise, owner, today, address)

    def _sections(self, codes: tuple[str, ...]) -> Sections:
        """What concerns the delegations that somebody speaks for."""
        overdue: list[str] = []
        at_work: list[str] = []
        to_accept: list[str] = []
        to_judge: list[str] = []
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            for code in codes:
                for it in activities_listed.activities(
                    context, concerning=code, is_open=True, limit=_MOST
                ).items:
                    title = composing.mailable_title(it.audience, it.title)
                    said = f"{title}: due {format_date(it.due_on)}, {it.status}"
                    if it.owner != code:
                        if it.status == "reported complete":
                            to_judge.append(said)
                    elif it.status == "agreed":
                        to_accept.append(said)
                    elif it.status in _AT_WORK:
                        (overdue if it.overdue else at_work).append(said)
        return (
            ("Overdue", overdue),
            ("To be accepted", to_accept),
            ("In your hands", at_work),
            ("Reported complete, to be confirmed by somebody else", to_judge),
        )

    def _address_of(self, account: str) -> str | None:
        """The e-mail address of the person whose account it is; who reads it is noted
        first. Raises VaultUnavailable.
        """
        person = self._system.identity.accounts.get(account).participant
        if person is None:
            return None
        reader = DataReader("system", Role.SYSTEM, None, "a reminder", "e-mail")
        contact = frozenset({PersonalGroup.CONTACT})
        self._system.personal_data.read_log.record(reader, [person], contact)
        return self._system.vault.email_of(person)
