"""Reminders to focal points whose delegation has not answered its invitation, before
nominations close.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bsm_domain.foundation.formatting import capitalize, format_deadline
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.meetings.registration_terms import LateNominations
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.meetings.queries import meeting
from bsm_projections.registration.notifiable_registrations import (
    UnansweredInvitation,
    unanswered_invitations,
)
from bsm_service.reminders.due_messages import TIME_OF_DAY, message_key
from bsm_service.reminders.outbox_messages import OutboxMessage
from bsm_service.reminders.preferences import MessageKind
from bsm_service.reminders.recipients import Recipients
from bsm_service.reminders.registrations.news import DELEGATION_PAGE
from bsm_service.reminders.texts import (
    meeting_days,
    meeting_name,
    meeting_with_place,
    moment_on_clocks,
    moment_with_weekday,
    relative_days,
)

# How many days before nominations close a delegation is reminded.
STEPS = (14, 3)
_AFTERWARDS = {
    LateNominations.WITH_REASON: "Later nominations need a reason.",
    LateNominations.REFUSED: "Later nominations are not accepted.",
}


@dataclass(frozen=True, slots=True)
class DueReminder:
    """An invitation with the last step that was reached: one that is passed over is not
    made up for.
    """

    invitation: UnansweredInvitation
    step: int

    def message_to(self, account: str) -> OutboxMessage:
        it = self.invitation
        return OutboxMessage(
            key=message_key(
                MessageKind.INVITATION,
                it.meeting_id,
                it.delegation,
                it.nominations_until.isoformat(),
                self.step,
                account,
            ),
            kind=MessageKind.INVITATION,
            account=account,
            activity_id=None,
            subject=f"meeting:{it.meeting_id}",
            due_on=_last_day(it),
            rung=f"{self.step}:{it.delegation}",
            made_at=_reached_at(it, self.step),
        )


def due_reminders(
    context: ReadContext, now: datetime, delegation: str | None = None
) -> Iterator[DueReminder]:
    """Of all delegations, or one. They are due until the delegation has answered, or
    nominations have closed.
    """
    for invitation in unanswered_invitations(context):
        if delegation in (None, invitation.delegation):
            reached = [step for step in STEPS if _reached_at(invitation, step) <= now]
            if reached:
                yield DueReminder(invitation, reached[-1])


def invitation_messages(
    context: ReadContext, recipients: Recipients, now: datetime
) -> Iterator[OutboxMessage]:
    for reminder in due_reminders(context, now):
        of = reminder.invitation.delegation
        for account in sorted(recipients.focal_points.get(of, ())):
            yield reminder.message_to(account)


def _last_day(invitation: UnansweredInvitation) -> date:
    zone = time_zone_named(invitation.time_zone)
    return invitation.nominations_until.astimezone(zone).date()


def _reached_at(invitation: UnansweredInvitation, step: int) -> datetime:
    day = _last_day(invitation) - timedelta(days=step)
    zone = time_zone_named(invitation.time_zone)
    return datetime.combine(day, TIME_OF_DAY, zone).astimezone(UTC)


def email_about_invitation(
    context: ReadContext, message: OutboxMessage, now: datetime, public_url: str
) -> tuple[str, str] | None:
    """The subject and the text as of now; None if it is no longer due."""
    due = [
        reminder.invitation
        for reminder in due_reminders(context, now)
        if reminder.message_to(message.account).key == message.key
    ]
    if not due:
        return None
    [it] = due
    of = meeting(context, it.meeting_id)
    assert of is not None
    name = name_in_sentence(context.delegation_name(it.delegation))
    closes = moment_with_weekday(it.nominations_until, it.time_zone)
    today = now.astimezone(time_zone_named(it.time_zone)).date()
    text = (
        f"{capitalize(name)} has not answered the invitation to the "
        f"{meeting_with_place(of)}, on {meeting_days(of)}. Nominations close on "
        f"{closes}, {relative_days(_last_day(it), today)}.\n\nPlease say whether "
        f"{name} takes part, and nominate your people before that time. "
        f"{_AFTERWARDS[LateNominations(it.late_nominations)]}\n\nAnswer the "
        f"invitation:\n{public_url}{DELEGATION_PAGE}?meeting={of.id}\n"
    )
    closes = moment_on_clocks(it.nominations_until, it.time_zone)
    return f"Nominations close {closes}: {meeting_with_place(of)}", text


def reminder_sentence(context: ReadContext, reminder: DueReminder) -> str:
    """What the page says."""
    it = reminder.invitation
    of = meeting(context, it.meeting_id)
    assert of is not None
    name = capitalize(name_in_sentence(context.delegation_name(it.delegation)))
    return (
        f"{name} has not answered the invitation to the {meeting_name(of)}; "
        f"nominations close on {format_deadline(it.nominations_until, it.time_zone)}"
    )
