"""Delivers messages: whether they may be sent now, their text and their address."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.follow_up import queries
from bsm_projections.follow_up.remindable_activities import due_activities
from bsm_service.access.permissions import sees_restricted
from bsm_service.application.system import System
from bsm_service.reminders import texts, unsubscribe
from bsm_service.reminders.decision_messages import (
    DecisionMessages,
    is_urgent,
    news_of_decision,
)
from bsm_service.reminders.decision_news import DecisionNews, news_email
from bsm_service.reminders.due_messages import PendingMessages, message_key
from bsm_service.reminders.meetings.news import MeetingNews, email_about_meeting
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.outbox_messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import (
    OFFICIAL,
    MessageKind,
    PreferencesTable,
)
from bsm_service.reminders.registrations.emails import (
    DelegationNews,
    delegation_email,
)
from bsm_service.reminders.registrations.invitations import email_about_invitation
from bsm_service.reminders.registrations.news import (
    email_about_registration,
    news_for_delegation,
)
from bsm_service.reminders.smtp_mailer import MailSettings, build_email
from bsm_service.reminders.texts import Sections
from bsm_service.vault.read_log import DataReader

FOLLOW_UP = "/follow-up"
DECISIONS = "/agreements"
_MAX_ACTIVITIES = 1_000
_WORKING_STATUSES = ("accepted", "in progress", "blocked")

# A subject and a text, or what becomes part of one.
Part = tuple[str, str] | DecisionNews | DelegationNews
_PURPOSES = {
    MessageKind.MEETING: "news of a meeting by e-mail",
    MessageKind.REGISTRATION: "news of a registration by e-mail",
}


def batches(messages: Sequence[OutboxMessage]) -> Iterator[Sequence[OutboxMessage]]:
    """Those whose texts are looked up at once: of a delegation there may be thousands.
    One that cannot be composed holds up nothing but its batch.
    """
    if messages and messages[0].kind is MessageKind.DELEGATION:
        yield messages
    else:
        yield from ((message,) for message in messages)


class MessageDelivery:
    def __init__(self, system: System, mail_settings: MailSettings) -> None:
        self._system = system
        self._mail_settings = mail_settings
        self._outbox = Outbox(system.identity.account_database)
        self._preferences = PreferencesTable(system.identity.account_database)

    def those_to_send(
        self, messages: Sequence[OutboxMessage], now: datetime
    ) -> Sequence[OutboxMessage]:
        """Those of one account and kind that may be sent now; the state of the others
        in the outbox says why not.
        """
        account, kind = messages[0].account, messages[0].kind
        is_official = kind in OFFICIAL
        preferences = self._preferences.of(account)
        is_muted = kind in preferences.muted and not is_official
        if self._mail_settings.mailer is None or is_muted:
            self._show_on_page(messages, now)
            return ()
        if is_official:
            return messages
        allowed_at = preferences.may_send_at(now)
        if allowed_at > now:
            waiting = [message for message in messages if not is_urgent(message)]
            self._outbox.postpone(waiting, allowed_at)
            messages = [message for message in messages if is_urgent(message)]
        if not self._system.identity.mandates.current_of(account):
            self._outbox.set_final_state(messages, MessageState.LAPSED, now)
            return ()
        return messages

    def compose(
        self,
        batch: Sequence[OutboxMessage],
        pending: PendingMessages,
        decisions: DecisionMessages,
        meetings: MeetingNews,
        now: datetime,
    ) -> list[tuple[OutboxMessage, Part]]:
        """What each says as of now. Those with nothing to say any more end."""
        parts: Mapping[str, Part | None]
        if batch[0].kind is MessageKind.DELEGATION:
            parts = news_for_delegation(
                self._system, batch, pending.recipients, self._mail_settings.public_url
            )
        else:
            parts = {
                message.key: self._part(message, pending, decisions, meetings, now)
                for message in batch
            }
        ended = [message for message in batch if parts.get(message.key) is None]
        if ended:
            digest = batch[0].kind is MessageKind.DIGEST
            state = MessageState.SKIPPED if digest else MessageState.LAPSED
            self._outbox.set_final_state(ended, state, now)
        return [
            (message, part)
            for message in batch
            if (part := parts.get(message.key)) is not None
        ]

    def _part(
        self,
        message: OutboxMessage,
        pending: PendingMessages,
        decisions: DecisionMessages,
        meetings: MeetingNews,
        now: datetime,
    ) -> Part | None:
        system, url = self._system, self._mail_settings.public_url
        match message.kind:
            case MessageKind.MEETING:
                return email_about_meeting(system, meetings, message, url)
            case MessageKind.SILENCE | MessageKind.AGREEMENT:
                return news_of_decision(system, message, decisions, now, url)
            case MessageKind.REGISTRATION:
                return email_about_registration(system, message, url)
            case MessageKind.INVITATION:
                with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
                    return email_about_invitation(context, message, now, url)
        return self._compose(message, pending, now)

    def send(
        self,
        messages: Sequence[OutboxMessage],
        composed: Sequence[Part],
        now: datetime,
    ) -> bool:
        """Sends messages of one recipient and kind as one e-mail. Whether it was sent;
        if not, it is left to the page. Raises DeliveryError, VaultUnavailable,
        StoreUnavailable.
        """
        account, kind = messages[0].account, messages[0].kind
        mailer = self._mail_settings.mailer
        to = self._address_of(messages[0])
        if to is None or mailer is None:
            self._show_on_page(messages, now)
            return False
        subject, text = self._one_email(composed)
        unsubscribe_url = None
        if kind not in OFFICIAL:
            token = unsubscribe.signed_token(self._system, account, kind)
            page = f"{self._mail_settings.public_url}/account/{unsubscribe.PURPOSE}"
            unsubscribe_url = f"{page}/{token}"
            text += texts.email_footer(kind, unsubscribe_url)
        keys = sorted(message.key for message in messages)
        mailer.send(
            build_email(
                sender=self._mail_settings.sender,
                to=to,
                subject=subject,
                text=text,
                # With another key once more is to be said: not the same e-mail.
                key=keys[0] if len(keys) == 1 else message_key(*keys),
                unsubscribe=unsubscribe_url,
                at=now,
            )
        )
        self._outbox.set_final_state(messages, MessageState.SENT, now)
        return True

    def _one_email(self, composed: Sequence[Part]) -> tuple[str, str]:
        decisions = [part for part in composed if isinstance(part, DecisionNews)]
        if decisions:
            return news_email(decisions, f"{self._mail_settings.public_url}{DECISIONS}")
        delegations = [part for part in composed if isinstance(part, DelegationNews)]
        if delegations:
            return delegation_email(delegations)
        [whole] = (part for part in composed if isinstance(part, tuple))
        return whole

    def _show_on_page(self, messages: Sequence[OutboxMessage], now: datetime) -> None:
        """Leaves messages to the page. Digests are skipped: the page shows all
        activities anyway.
        """
        digest = messages[0].kind is MessageKind.DIGEST
        state = MessageState.SKIPPED if digest else MessageState.PAGE
        self._outbox.set_final_state(messages, state, now)

    def _compose(
        self, message: OutboxMessage, pending: PendingMessages, now: datetime
    ) -> tuple[str, str] | None:
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
    ) -> tuple[str, str] | None:
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

    def _sections(self, codes: tuple[str, ...]) -> Sections:
        """The activities that concern the delegations that an account speaks for."""
        overdue: list[str] = []
        at_work: list[str] = []
        to_accept: list[str] = []
        to_judge: list[str] = []
        now = self._system.now()
        for code in codes:
            audience = Audience(
                focal_points_matter=sees_restricted(Role.FOCAL_POINT, code)
            )
            with self._system.read(now, audience) as context:
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

    def _address_of(self, message: OutboxMessage) -> str | None:
        """The e-mail address of its person. The access is logged first. Raises
        VaultUnavailable.
        """
        if message.participant is not None:
            person, purpose = UUID(message.participant), _PURPOSES[message.kind]
        else:
            account = self._system.identity.accounts.get(message.account)
            if account.participant is None:
                return None
            person, purpose = account.participant, "reminder by e-mail"
        reader = DataReader("system", Role.SYSTEM, None, purpose, "e-mail")
        contact = frozenset({PersonalGroup.CONTACT})
        self._system.personal_data.read_log.record(reader, [person], contact)
        return self._system.vault.people.email_of(person)
