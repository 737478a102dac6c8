"""Texts about the outbox. They stand here to be translated."""

from datetime import datetime

from bsm_domain.foundation import formatting
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.outbox_status import FailingMessage, OutboxStatus
from bsm_service.reminders.preferences import MessageKind

NOTICES_MEASURE = "Notifications that you have seen are not shown again"
MESSAGES_TITLE = "Messages by status"
FAILING_TITLE = "Failed messages"
FAILING_MEASURE = "With the error code of the mail server"
NO_MAIL_SERVER = (
    "No mail server is configured, so no e-mail is sent: people are notified only on "
    "the Follow-up and Agreements pages, and nobody is notified of registrations, or "
    "of meetings that are postponed or cancelled. To send e-mail, set BSM_SMTP_HOST on "
    "the server."
)
DEMONSTRATION_SENDS_NONE = (
    "A demonstration sends no e-mail; people are notified on the Follow-up and "
    "Agreements pages."
)
STATE_NAMES = {
    MessageState.WAITING: "waiting to be sent",
    MessageState.SENT: "sent",
    MessageState.PAGE: "shown on the page only: no e-mail address, or e-mail not "
    "wanted",
    MessageState.SKIPPED: "not sent: replaced by a later message, or nothing to report",
    MessageState.LAPSED: "expired: no longer due before sending, for example because "
    "an activity was completed, a position taken, or a registration changed again",
    MessageState.FAILED: "could not be sent",
}
KIND_NAMES = {
    MessageKind.REMINDER: "Reminder",
    MessageKind.ESCALATION: "Escalation",
    MessageKind.DIGEST: "Weekly digest",
    MessageKind.MENTION: "Mention",
    MessageKind.SILENCE: "End of a silence",
    MessageKind.AGREEMENT: "News of a decision",
    MessageKind.MEETING: "Change to a meeting",
    MessageKind.REGISTRATION: "News of a registration",
    MessageKind.DELEGATION: "News of a delegation's registrations",
    MessageKind.INVITATION: "Invitation to be answered",
}


def outbox_headline(outbox: OutboxStatus) -> str:
    failed, waiting = (
        outbox.counts[MessageState.FAILED],
        outbox.counts[MessageState.WAITING],
    )
    if failed:
        return f"{formatting.format_count(failed, 'message')} could not be sent."
    if outbox.failing:
        return (
            f"{formatting.format_count(len(outbox.failing), 'message')} could not be "
            "sent yet and will be retried."
        )
    if waiting:
        return (
            f"{formatting.format_count(waiting, 'message')} waiting to be sent, none "
            "failed."
        )
    return "All messages have been sent."


def message_title(message: FailingMessage) -> str:
    return f"{KIND_NAMES[message.kind]} to {message.name}"


def message_notes(message: FailingMessage) -> list[str]:
    state = (
        "has failed"
        if message.state is MessageState.FAILED
        else "will be retried automatically"
    )
    return [
        message.error,
        formatting.format_count(message.tries, "attempt"),
        f"created {formatting.format_datetime(message.made_at)}",
        state,
    ]


def messages_measure(oldest: datetime | None) -> str:
    """`oldest` is when the message was created that has waited longest."""
    if oldest is None:
        return "All messages so far"
    waiting_since = formatting.format_datetime(oldest)
    return f"All messages so far; the oldest one waiting was created {waiting_since}"


def notices_finding(count: int) -> str:
    return f"{formatting.format_count(count, 'notification')} for you"


def more_notices(count: int) -> str:
    return f"and {formatting.format_number(count)} more, shown once you have seen these"
