"""Which messages are due, for which accounts. Which reminders are due at a moment is a
pure function of activities and rules.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.follow_up.mentions import MentioningComment, comments_that_mention
from bsm_projections.follow_up.remindable_activities import DueActivity, due_activities
from bsm_projections.registration.queries import heads_of_delegation
from bsm_service.application.system import System
from bsm_service.reminders.outbox_messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import MessageKind, ReminderPreferences
from bsm_service.reminders.recipients import Recipients, recipients
from bsm_service.settings.setting_types import (
    EscalationRules,
    EscalationStep,
    EscalationTarget,
)

# Messages older than this are shown on the page only, so that a record that was stopped
# or restored does not fill people's inboxes.
MAIL_WINDOW = timedelta(days=7)
# A digest that could not be sent on its Monday is not sent on a Thursday.
DIGEST_WINDOW = timedelta(days=1)
# The time of day at which a step is reached, in the meeting's time zone.
TIME_OF_DAY = time(8)


def message_key(*parts: object) -> str:
    """Always the same for the same message, in every process."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]


RecipientFinder = Callable[[EscalationTarget, DueActivity], Sequence[str]]


def due_reminders(
    activities: Iterable[DueActivity],
    escalation: EscalationRules,
    find_recipients: RecipientFinder,
    now: datetime,
) -> tuple[OutboxMessage, ...]:
    """All reminders that are due. A step that had passed when the due date was set does
    not count; of several steps reached since the last run, only the latest counts: the
    others are skipped.
    """
    return tuple(
        message
        for activity in activities
        for message in _due_for(activity, escalation, find_recipients, now)
    )


def rung_reached_at(activity: DueActivity, rung: EscalationStep) -> datetime:
    day = activity.due_on + timedelta(days=rung.days)
    return datetime.combine(
        day, TIME_OF_DAY, time_zone_named(activity.due_zone)
    ).astimezone(UTC)


def _due_for(
    activity: DueActivity,
    escalation: EscalationRules,
    find_recipients: RecipientFinder,
    now: datetime,
) -> Iterator[OutboxMessage]:
    latest: dict[str, EscalationStep] = {}
    reached: list[tuple[str, EscalationStep, datetime]] = []
    for rung in escalation:
        at = rung_reached_at(activity, rung)
        if activity.set_at <= at <= now:
            for account in find_recipients(rung.target, activity):
                latest[account] = rung
                reached.append((account, rung, at))
    for account, rung, at in reached:
        is_own = rung.target is EscalationTarget.OWNER
        state = MessageState.WAITING
        if rung != latest[account]:
            state = MessageState.SKIPPED
        elif now - at > MAIL_WINDOW:
            state = MessageState.PAGE
        yield OutboxMessage(
            key=message_key(activity.activity_id, activity.due_on, rung, account),
            kind=MessageKind.REMINDER if is_own else MessageKind.ESCALATION,
            account=account,
            activity_id=activity.activity_id,
            due_on=activity.due_on,
            rung=str(rung),
            made_at=at,
            state=state,
        )


@dataclass(frozen=True, slots=True)
class PendingMessages:
    """What is due at one moment. `authors` are the accounts that made each comment;
    `names` are the names of the delegations concerned.
    """

    activities: Mapping[str, DueActivity]
    mentions: Mapping[str, MentioningComment]
    authors: Mapping[str, str | None]
    recipients: Recipients
    names: Mapping[str, str]

    def messages(
        self, escalation: EscalationRules, now: datetime, account: str | None = None
    ) -> list[OutboxMessage]:
        """Reminders, escalations and mentions that are due; of all accounts, or only of
        `account`.
        """

        def find_recipients(
            target: EscalationTarget, activity: DueActivity
        ) -> Sequence[str]:
            accounts = self.recipients.accounts_for(target, activity)
            if account is None:
                return accounts
            return (account,) if account in accounts else ()

        reminders = due_reminders(
            self.activities.values(), escalation, find_recipients, now
        )
        mentions = (
            message
            for message in self._mentions(now)
            if account in (None, message.account)
        )
        return [*reminders, *mentions]

    def _mentions(self, now: datetime) -> Iterator[OutboxMessage]:
        """One message for each account and comment, whatever roles the account has."""
        for mention in self.mentions.values():
            accounts = {
                account
                for code in mention.mentioned
                for account, since in self.recipients.focal_points_of(
                    code, mention.audience
                ).items()
                if since <= mention.recorded_at
                and account != self.authors[mention.comment_id]
            }
            for account in sorted(accounts):
                key = message_key(MessageKind.MENTION, mention.comment_id, account)
                yield OutboxMessage(
                    key=key,
                    kind=MessageKind.MENTION,
                    account=account,
                    activity_id=mention.activity_id,
                    rung=mention.comment_id,
                    made_at=mention.recorded_at,
                )

    def digests(
        self, preferences: Mapping[str, ReminderPreferences], now: datetime
    ) -> Iterator[OutboxMessage]:
        """Digests of a week that began within the last day."""
        focal_points = self.recipients.focal_points.values()
        for account in sorted(
            {account for by_account in focal_points for account in by_account}
        ):
            monday = preferences.get(account, ReminderPreferences()).week_begins(now)
            if now - monday < DIGEST_WINDOW:
                week = "{}-W{:02}".format(*monday.isocalendar())
                key = message_key(MessageKind.DIGEST, account, week)
                yield OutboxMessage(
                    key=key,
                    kind=MessageKind.DIGEST,
                    account=account,
                    activity_id=None,
                    rung=week,
                    made_at=now,
                )


def pending_messages(
    system: System,
    context: ReadContext,
    *,
    owner: str | None = None,
    comments_since: datetime,
) -> PendingMessages:
    """Of all delegations, or only what concerns `owner`."""
    activities = due_activities(context, owner=owner)
    meetings = {id for activity in activities for id in activity.meetings}
    mentions = comments_that_mention(
        context, beyond=system.store.position_at(comments_since), of=owner
    )
    codes = {activity.owner for activity in activities} | {
        mention.by_delegation
        for mention in mentions
        if mention.by_delegation is not None
    }
    return PendingMessages(
        activities={activity.activity_id: activity for activity in activities},
        mentions={mention.comment_id: mention for mention in mentions},
        authors={mention.comment_id: _author(system, mention) for mention in mentions},
        recipients=recipients(system.identity, heads_of_delegation(context, meetings)),
        names={code: context.delegation_name(code) for code in codes},
    )


def _author(system: System, mention: MentioningComment) -> str | None:
    fact = system.fact(mention.position)
    return None if fact is None else fact.actor.account
