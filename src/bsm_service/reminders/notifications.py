"""Notifications on the page, computed on request by the same escalation rules as
e-mail: they appear at once, and disappear when the activity is done. Only which of them
have been read is stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System, audience_of
from bsm_service.reminders import texts
from bsm_service.reminders.due_messages import PendingMessages, pending_messages
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.outbox_messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import MessageKind
from bsm_service.reminders.recipients import may_have_recipients
from bsm_service.reminders.registrations.invitations import (
    DueReminder,
    due_reminders,
    reminder_sentence,
)
from bsm_service.settings.setting_types import EscalationRules, EscalationTarget

# How long a mention in a comment is shown.
MENTION_LIFETIME = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Notification:
    """One line for an account acting in a role, about an activity that it may see, or
    about its delegation to a meeting.
    """

    key: str
    kind: MessageKind
    activity_id: str | None
    sentence: str
    is_late: bool
    meeting_id: str | None = None


def unread_notifications(
    system: System, principal: Principal, escalation: EscalationRules
) -> tuple[Notification, ...]:
    """Those not read yet: an invitation to be answered, then the earliest due first,
    then mentions, the latest first. Raises NotPermitted.
    """
    return without_read(system, all_notifications(system, principal, escalation))


def all_notifications(
    system: System, principal: Principal, escalation: EscalationRules
) -> tuple[Notification, ...]:
    """Including those already read. Raises NotPermitted."""
    require_permission(principal, "read.notices")
    return tuple(
        notification for _, notification in _due_messages(system, principal, escalation)
    )


def without_read(
    system: System, notifications: Sequence[Notification]
) -> tuple[Notification, ...]:
    """Those of an account's notifications that it has not read yet."""
    read = Outbox(system.identity.account_database).read_keys(
        [notification.key for notification in notifications]
    )
    return tuple(
        notification for notification in notifications if notification.key not in read
    )


def mark_read(
    system: System, principal: Principal, escalation: EscalationRules, key: str
) -> None:
    """Marks a notification as read. Safe to repeat. Raises NotPermitted, NotFound."""
    require_permission(principal, "account.own")
    for message, _ in _due_messages(system, principal, escalation):
        if message.key == key:
            Outbox(system.identity.account_database).mark_read(
                message, system.store.clock(), by=principal
            )
            return
    raise NotFound("you have no such notification; it may have expired")


def _due_messages(
    system: System, principal: Principal, escalation: EscalationRules
) -> list[tuple[OutboxMessage, Notification]]:
    now = system.store.clock()
    owner = principal.delegation if principal.role is Role.FOCAL_POINT else None
    with system.read(system.now(), audience_of(principal)) as context:
        if not may_have_recipients(system.identity, context, principal.account):
            return []
        pending = pending_messages(
            system, context, owner=owner, comments_since=now - MENTION_LIFETIME
        )
        unanswered = [
            _about_invitation(context, reminder, principal)
            for reminder in (due_reminders(context, now, owner) if owner else ())
        ]
    mine = [
        message
        for message in pending.messages(escalation, now, principal.account)
        if message.state is not MessageState.SKIPPED
    ]
    due = [message for message in mine if message.kind is not MessageKind.MENTION]
    due.sort(key=lambda message: (str(message.due_on), message.key))
    mentioned = [message for message in mine if message.kind is MessageKind.MENTION]
    return [
        *unanswered,
        *(
            (message, _notification(message, pending, now))
            for message in (*due, *reversed(mentioned))
        ),
    ]


def _about_invitation(
    context: ReadContext, reminder: DueReminder, principal: Principal
) -> tuple[OutboxMessage, Notification]:
    message = reminder.message_to(principal.account)
    return message, Notification(
        message.key,
        message.kind,
        None,
        reminder_sentence(context, reminder),
        is_late=False,
        meeting_id=reminder.invitation.meeting_id,
    )


def _notification(
    message: OutboxMessage, pending: PendingMessages, now: datetime
) -> Notification:
    sentence, late = _sentence(message, pending, now), _is_late(message, pending, now)
    return Notification(message.key, message.kind, message.activity_id, sentence, late)


def _is_late(message: OutboxMessage, pending: PendingMessages, now: datetime) -> bool:
    activity = pending.activities.get(message.activity_id or "")
    if message.kind is MessageKind.MENTION or activity is None:
        return False
    return activity.due_on < now.astimezone(time_zone_named(activity.due_zone)).date()


def _sentence(message: OutboxMessage, pending: PendingMessages, now: datetime) -> str:
    if message.kind is MessageKind.MENTION:
        return texts.mention_sentence(pending.mentions[message.rung], pending.names)
    activity = pending.activities[message.activity_id or ""]
    target = EscalationTarget(message.rung.partition(":")[0])
    if message.account in pending.recipients.focal_points.get(activity.owner, ()):
        # The escalation went to the focal point because no head can be reached.
        target = EscalationTarget.OWNER
    today = now.astimezone(time_zone_named(activity.due_zone)).date()
    return texts.notification_sentence(
        activity, target, pending.names[activity.owner], today
    )
