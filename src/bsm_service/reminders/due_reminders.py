"""Which reminders are due at a moment: a pure function of activities and rules."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from bsm_domain.foundation.time_zones import time_zone_named
from bsm_projections.follow_up.remindable_activities import DueActivity
from bsm_service.settings.escalation import (
    EscalationRules,
    EscalationStep,
    EscalationTarget,
)

# The time of day at which a step is reached, in the meeting's time zone.
TIME_OF_DAY = time(8)


@dataclass(frozen=True, slots=True)
class DueNotification:
    """One reminder for one account. `at` is when its step was reached; it is `skipped`
    if a later step of the same activity was reached before a run.
    """

    account: str
    activity_id: str
    due_on: date
    rung: EscalationStep
    at: datetime
    skipped: bool

    @property
    def key(self) -> str:
        return message_key(self.activity_id, self.due_on, self.rung, self.account)


def message_key(*parts: object) -> str:
    """Always the same for the same message, in every process."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]


RecipientFinder = Callable[[EscalationTarget, DueActivity], Sequence[str]]


def due_notifications(
    activities: Iterable[DueActivity],
    escalation: EscalationRules,
    find_recipients: RecipientFinder,
    now: datetime,
) -> tuple[DueNotification, ...]:
    """All reminders that are due. A step that had passed when the due date was set does
    not count; of several steps reached since the last run, only the latest counts.
    """
    return tuple(
        notification
        for activity in activities
        for notification in _due_for(activity, escalation, find_recipients, now)
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
) -> Iterator[DueNotification]:
    latest: dict[str, EscalationStep] = {}
    reached: list[tuple[str, EscalationStep, datetime]] = []
    for rung in escalation:
        at = rung_reached_at(activity, rung)
        if activity.set_at <= at <= now:
            for account in find_recipients(rung.target, activity):
                latest[account] = rung
                reached.append((account, rung, at))
    for account, rung, at in reached:
        skipped = rung != latest[account]
        yield DueNotification(
            account, activity.activity_id, activity.due_on, rung, at, skipped
        )
