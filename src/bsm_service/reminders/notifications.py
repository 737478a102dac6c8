"""What somebody is told on the page: worked out when they look, by the same ladder as
letters, so that it is there at once and gone when the promise is kept. Only what has
been read is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System, audience_of
from bsm_service.reminders import texts as composing
from bsm_service.reminders.messages import MessageState, OutboxMessage
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.pending_messages import PendingMessages, pending_messages
from bsm_service.reminders.preferences import MessageKind
from bsm_service.reminders.recipients import may_have_recipients
from bsm_service.settings.escalation import EscalationRules, EscalationTarget

# A comment that asked for somebody's attention does so for so long.
MENTION_LIFETIME = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Notification:
    """One line for whoever acts in a role, about an activity that they may see."""

    key: str
    kind: MessageKind
    activity_id: str
    sentence: str
    is_late: bool


def unread_notifications(
    system: System, who: Principal, ladder: EscalationRules
) -> tuple[Notification, ...]:
    """What they have not read yet: what is due first, then mentions, latest first.
    Raises NotPermitted.
    """
    return without_read(system, all_notifications(system, who, ladder))


def all_notifications(
    system: System, who: Principal, ladder: EscalationRules
) -> tuple[Notification, ...]:
    """What they have read among them. Raises NotPermitted."""
    require_permission(who, "read.notices")
    return tuple(notice for _, notice in _owed(system, who, ladder))


def without_read(
    system: System, told: Sequence[Notification]
) -> tuple[Notification, ...]:
    """Those of somebody's notices that they have not read yet."""
    read = Outbox(system.identity.account_database).read_keys([one.key for one in told])
    return tuple(one for one in told if one.key not in read)


def mark_read(
    system: System, who: Principal, ladder: EscalationRules, key: str
) -> None:
    """Somebody has read a notice. Safe to repeat. Raises NotPermitted, NotFound."""
    require_permission(who, "account.own")
    for letter, _ in _owed(system, who, ladder):
        if letter.key == key:
            Outbox(system.identity.account_database).mark_read(
                letter, system.store.clock(), by=who
            )
            return
    raise NotFound("there is no such notice for you; it may have lapsed")


def _owed(
    system: System, who: Principal, ladder: EscalationRules
) -> list[tuple[OutboxMessage, Notification]]:
    now = system.store.clock()
    owner = who.delegation if who.role is Role.FOCAL_POINT else None
    with system.read(system.now(), audience_of(who)) as context:
        if not may_have_recipients(system.identity, context, who.account):
            return []
        found = pending_messages(
            system, context, owner=owner, comments_since=now - MENTION_LIFETIME
        )
    mine = [
        one
        for one in found.messages(ladder, now, who.account)
        if one.state is not MessageState.SKIPPED
    ]
    due = [one for one in mine if one.kind is not MessageKind.MENTION]
    mentioned = [one for one in mine if one.kind is MessageKind.MENTION]
    return [
        (one, _notice(one, found, now))
        for one in (*sorted(due, key=_by_day), *reversed(mentioned))
    ]


def _notice(one: OutboxMessage, found: PendingMessages, now: datetime) -> Notification:
    said, late = _said(one, found, now), _is_late(one, found, now)
    return Notification(one.key, one.kind, one.activity_id or "", said, late)


def _is_late(one: OutboxMessage, found: PendingMessages, now: datetime) -> bool:
    promise = found.activities.get(one.activity_id or "")
    if one.kind is MessageKind.MENTION or promise is None:
        return False
    return promise.due_on < now.astimezone(time_zone_named(promise.due_zone)).date()


def _by_day(one: OutboxMessage) -> tuple[str, str]:
    return str(one.due_on), one.key


def _said(one: OutboxMessage, found: PendingMessages, now: datetime) -> str:
    if one.kind is MessageKind.MENTION:
        return composing.mention_sentence(found.mentions[one.rung], found.names)
    promise = found.activities[one.activity_id or ""]
    target = EscalationTarget(one.rung.partition(":")[0])
    if one.account in found.recipients.focal_points.get(promise.owner, ()):
        target = (
            EscalationTarget.OWNER
        )  # where nobody heads the delegation that can be told
    today = now.astimezone(time_zone_named(promise.due_zone)).date()
    return composing.notification_sentence(
        promise, target, found.names[promise.owner], today
    )
