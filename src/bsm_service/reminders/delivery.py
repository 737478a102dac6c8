"""Delivers one message: whether it may be sent now, its text and its address."""

from datetime import datetime

from bsm_domain.agreement.facts import SilenceBroken
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.agreement.notifiable_decisions import (
    ending_silences,
    who_opposed,
)
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.follow_up import queries
from bsm_projections.follow_up.remindable_activities import due_activities
from bsm_service.application.system import System
from bsm_service.reminders import decision_emails, texts, unsubscribe
from bsm_service.reminders.decision_messages import (
    DecisionMessages,
    decision_of,
    is_urgent,
)
from bsm_service.reminders.due_messages import PendingMessages
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.outbox_messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import MessageKind, PreferencesTable
from bsm_service.reminders.smtp_mailer import MailSettings, build_email
from bsm_service.reminders.texts import Sections
from bsm_service.vault.read_log import DataReader

FOLLOW_UP = "/follow-up"
DECISION = "/decision"
_MAX_ACTIVITIES = 1_000
_WORKING_STATUSES = ("accepted", "in progress", "blocked")

# A subject and a text; None if there is nothing to say any more.
SubjectAndBody = tuple[str, str] | None


class MessageDelivery:
    def __init__(self, system: System, mail_settings: MailSettings) -> None:
        self._system = system
        self._mail_settings = mail_settings
        self._outbox = Outbox(system.identity.account_database)
        self._preferences = PreferencesTable(system.identity.account_database)

    def deliver(
        self,
        message: OutboxMessage,
        pending: PendingMessages,
        decisions: DecisionMessages,
        now: datetime,
    ) -> bool:
        """Whether it was sent; if not, its state in the outbox says why. Raises
        DeliveryError, VaultUnavailable, StoreUnavailable.
        """
        mailer, preferences = (
            self._mail_settings.mailer,
            self._preferences.of(message.account),
        )
        if mailer is None or message.kind in preferences.muted:
            return self._show_on_page(message, now)
        allowed_at = preferences.may_send_at(now)
        if allowed_at > now and not is_urgent(message):
            self._outbox.postpone(message, allowed_at)
            return False
        if not self._system.identity.mandates.current_of(message.account):
            self._outbox.set_final_state(message, MessageState.LAPSED, now)
            return False
        if message.kind in (MessageKind.SILENCE, MessageKind.AGREEMENT):
            composed = self._about_decision(message, decisions, now)
        else:
            composed = self._compose(message, pending, now)
        if composed is None:
            digest = message.kind is MessageKind.DIGEST
            self._outbox.set_final_state(
                message, MessageState.SKIPPED if digest else MessageState.LAPSED, now
            )
            return False
        to = self._address_of(message.account)
        if to is None:
            return self._show_on_page(message, now)
        token = unsubscribe.signed_token(self._system, message.account, message.kind)
        unsubscribe_url = (
            f"{self._mail_settings.public_url}/account/{unsubscribe.PURPOSE}/{token}"
        )
        subject, text = composed
        mailer.send(
            build_email(
                sender=self._mail_settings.sender,
                to=to,
                subject=subject,
                text=text + texts.unsubscribe_footer(message.kind, unsubscribe_url),
                key=message.key,
                unsubscribe=unsubscribe_url,
                at=now,
            )
        )
        self._outbox.set_final_state(message, MessageState.SENT, now)
        return True

    def _show_on_page(self, message: OutboxMessage, now: datetime) -> bool:
        """Leaves the message to the page. Digests are skipped: the page shows all
        activities anyway.
        """
        digest = message.kind is MessageKind.DIGEST
        self._outbox.set_final_state(
            message, MessageState.SKIPPED if digest else MessageState.PAGE, now
        )
        return False

    def _compose(
        self, message: OutboxMessage, pending: PendingMessages, now: datetime
    ) -> SubjectAndBody:
        address = f"{self._mail_settings.public_url}{FOLLOW_UP}"
        if message.kind is MessageKind.DIGEST:
            sections = self._sections(
                pending.recipients.delegations_of(message.account)
            )
            has_lines = any(lines for _, lines in sections)
            return texts.digest_email(sections, address) if has_lines else None
        address += f"?activity={message.activity_id}"
        if message.kind is MessageKind.MENTION:
            return texts.mention_email(
                pending.mentions[message.rung], pending.names, address
            )
        return self._reminder(message, pending, now, address)

    def _reminder(
        self,
        message: OutboxMessage,
        pending: PendingMessages,
        now: datetime,
        address: str,
    ) -> SubjectAndBody:
        """The text as of now: the activity may have been completed, postponed or
        handed over since the message was queued.
        """
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            present = due_activities(context, activity_id=message.activity_id)
        earlier = pending.activities.get(message.activity_id or "")
        if not present or earlier is None:
            return None
        activity = present[0]
        if (activity.owner, activity.set_at) != (earlier.owner, earlier.set_at):
            return None
        today = now.astimezone(time_zone_named(activity.due_zone)).date()
        owner = pending.names[activity.owner]
        return texts.reminder_email(message.kind, activity, owner, today, address)

    def _about_decision(
        self, message: OutboxMessage, decisions: DecisionMessages, now: datetime
    ) -> SubjectAndBody:
        """The text as of now: the silence may have ended, or been extended, and the
        delegation been heard, since the message was queued.
        """
        id = decision_of(message)
        address = f"{self._mail_settings.public_url}{DECISION}?decision={id}"
        mine = decisions.recipients.delegations_of(message.account)
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            silence = next(iter(ending_silences(context, id)), None)
            if message.kind is MessageKind.SILENCE:
                earlier = decisions.silences.get(id)
                if silence is None or earlier is None:
                    return None
                names = [
                    context.delegation_name(code)
                    for code in silence.not_heard
                    if code in mine
                ]
                if silence.expires_at != earlier.expires_at or not names:
                    return None
                return decision_emails.silence_email(silence, names, now, address)
            summary = decisions.facts[message.rung]
            fact = self._system.fact(summary.position)
            assert fact is not None
            concerned = (*summary.stale, summary.delegation)
            told = decision_emails.ToldFact(
                summary,
                fact,
                [context.delegation_name(code) for code in concerned if code in mine],
                silence,
                who_opposed(context, id, fact.cause)
                if isinstance(fact, SilenceBroken)
                else None,
            )
        return decision_emails.agreement_email(told, address)

    def _sections(self, codes: tuple[str, ...]) -> Sections:
        """The activities that concern the delegations that an account speaks for."""
        overdue: list[str] = []
        at_work: list[str] = []
        to_accept: list[str] = []
        to_judge: list[str] = []
        with self._system.read(self._system.now(), UNRESTRICTED_AUDIENCE) as context:
            for code in codes:
                for activity in queries.activities(
                    context, concerning=code, is_open=True, limit=_MAX_ACTIVITIES
                ).items:
                    title = texts.mailable_title(activity.audience, activity.title)
                    due_on = format_date(activity.due_on)
                    line = f"{title}: due {due_on}, {activity.status}"
                    if activity.owner != code:
                        if activity.status == "reported complete":
                            to_judge.append(line)
                    elif activity.status == "agreed":
                        to_accept.append(line)
                    elif activity.status in _WORKING_STATUSES:
                        (overdue if activity.overdue else at_work).append(line)
        return (
            ("Overdue", overdue),
            ("Waiting for your acceptance", to_accept),
            ("In progress", at_work),
            ("Reported complete by others, to be confirmed", to_judge),
        )

    def _address_of(self, account: str) -> str | None:
        """The e-mail address of the account's person. The access is logged first.
        Raises VaultUnavailable.
        """
        person = self._system.identity.accounts.get(account).participant
        if person is None:
            return None
        reader = DataReader("system", Role.SYSTEM, None, "reminder by e-mail", "e-mail")
        contact = frozenset({PersonalGroup.CONTACT})
        self._system.personal_data.read_log.record(reader, [person], contact)
        return self._system.vault.people.email_of(person)
