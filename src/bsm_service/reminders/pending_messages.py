"""How things stand when somebody looks: what is owed to whom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.due_activities import DuePromise, due_promises, heads
from bsm_projections.follow_up.mentions import Mention, comments_that_mention
from bsm_service.application.system import System
from bsm_service.reminders.due_notifications import (
    DueNotification,
    due_notifications,
    message_key,
)
from bsm_service.reminders.messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import MessageKind, ReminderPreferences
from bsm_service.reminders.recipients import Recipients, recipients
from bsm_service.settings.escalation import EscalationRules, EscalationTarget

# What nobody could tell for so long is on the page alone: a record that was asleep, or
# restored, does not fill people's letter boxes.
MAIL_WINDOW = timedelta(days=7)
# A digest that nobody could send on its Monday is not sent on a Thursday.
DIGEST_WINDOW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PendingMessages:
    """What one look finds. `authors` are the accounts that made each comment; `names`
    are those of the delegations that are spoken of.
    """

    activities: Mapping[str, DuePromise]
    mentions: Mapping[str, Mention]
    authors: Mapping[str, str | None]
    recipients: Recipients
    names: Mapping[str, str]

    def messages(
        self, ladder: EscalationRules, now: datetime, account: str | None = None
    ) -> list[OutboxMessage]:
        """Reminders, escalations and mentions whose time has come; of all, or only
        those for one account.
        """

        def who(target: EscalationTarget, promise: DuePromise) -> Sequence[str]:
            found = self.recipients.accounts_for(target, promise)
            if account is None:
                return found
            return (account,) if account in found else ()

        reminders = due_notifications(self.activities.values(), ladder, who, now)
        mentions = (
            one for one in self._mentions(now) if account in (None, one.account)
        )
        return [*(_letter(one, now) for one in reminders), *mentions]

    def _mentions(self, now: datetime) -> Iterator[OutboxMessage]:
        """One letter for each account and comment, whatever it speaks for."""
        for one in self.mentions.values():
            accounts = {
                account
                for code in one.mentioned
                for account, since in self.recipients.focal_points.get(code, {}).items()
                if since <= one.recorded_at and account != self.authors[one.comment_id]
            }
            for account in sorted(accounts):
                key = message_key(MessageKind.MENTION, one.comment_id, account)
                yield OutboxMessage(
                    key,
                    MessageKind.MENTION,
                    account,
                    one.activity_id,
                    None,
                    one.comment_id,
                    one.recorded_at,
                )

    def digests(
        self, wishes: Mapping[str, ReminderPreferences], now: datetime
    ) -> Iterator[OutboxMessage]:
        """Those of the week that has begun within a day."""
        focal_points = self.recipients.focal_points.values()
        for account in sorted({one for held in focal_points for one in held}):
            monday = wishes.get(account, ReminderPreferences()).week_begins(now)
            if now - monday < DIGEST_WINDOW:
                week = "{}-W{:02}".format(*monday.isocalendar())
                key = message_key(MessageKind.DIGEST, account, week)
                yield OutboxMessage(
                    key, MessageKind.DIGEST, account, None, None, week, now
                )


def pending_messages(
    system: System,
    context: ReadContext,
    *,
    owner: str | None = None,
    comments_since: datetime,
) -> PendingMessages:
    """Of all, or only what concerns one delegation."""
    promises = due_promises(context, owner=owner)
    meetings = {id for one in promises for id in one.meetings}
    found = comments_that_mention(
        context, beyond=system.store.position_at(comments_since), of=owner
    )
    codes = {one.owner for one in promises} | {
        one.by_delegation for one in found if one.by_delegation is not None
    }
    return PendingMessages(
        activities={one.activity_id: one for one in promises},
        mentions={one.comment_id: one for one in found},
        authors={one.comment_id: _author(system, one) for one in found},
        recipients=recipients(system.identity, heads(context, meetings)),
        names={code: context.name_of(code) for code in codes},
    )


def _author(system: System, one: Mention) -> str | None:
    fact = system.fact(one.position)
    return None if fact is None else fact.actor.account


def _letter(one: DueNotification, now: datetime) -> OutboxMessage:
    kind = (
        MessageKind.REMINDER
        if one.rung.target is EscalationTarget.OWNER
        else MessageKind.ESCALATION
    )
    state = MessageState.PAGE if now - one.at > MAIL_WINDOW else MessageState.WAITING
    return OutboxMessage(
        one.key,
        kind,
        one.account,
        one.activity_id,
        one.due_on,
        str(one.rung),
        one.at,
        MessageState.SKIPPED if one.skipped else state,
    )
