"""Texts about the outbox. They stand here, so that they can be translated."""

from datetime import datetime

from bsm_domain.foundation import formatting
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.outbox_status import FailingMessage, OutboxStatus
from bsm_service.reminders.preferences import MessageKind

NOTICES_MEASURE = "What waits for you; what you have seen is not shown again"
LETTERS_TITLE = "Letters by what became of them"
FAILING_TITLE = "Those that fail"
FAILING_MEASURE = "With what the mail server said, as a code"
NO_MAIL_SERVER = (
    "No mail server is set, so nothing is mailed: people are reminded on the page "
    "Follow-up alone. Whoever looks after the server sets BSM_SMTP_HOST."
)
DEMONSTRATION_SENDS_NONE = (
    "A demonstration mails nobody; people are reminded on the page Follow-up."
)
STATE_NAMES = {
    MessageState.WAITING: "wait to be mailed",
    MessageState.SENT: "mailed",
    MessageState.PAGE: "on the page only: nothing to mail to, or mail not wanted",
    MessageState.SKIPPED: "left out: a later one said more, or there was nothing to "
    "say",
    MessageState.LAPSED: "lapsed: kept, moved or handed over before they went",
    MessageState.FAILED: "could not be mailed",
}
KIND_NAMES = {
    MessageKind.REMINDER: "Reminder",
    MessageKind.ESCALATION: "Escalation",
    MessageKind.DIGEST: "Weekly digest",
    MessageKind.MENTION: "Mention",
}


def outbox_headline(outbox: OutboxStatus) -> str:
    failed, waiting = (
        outbox.counts[MessageState.FAILED],
        outbox.counts[MessageState.WAITING],
    )
    if failed:
        return f"{formatting.format_count(failed, 'letter')} could not be mailed."
    if outbox.failing:
        return (
            f"{formatting.format_count(len(outbox.failing), 'letter')} had to be tried "
            "again."
        )
    if waiting:
        return f"{formatting.format_count(waiting, 'letter')} to be mailed, none fails."
    return "No letter waits, and none fails."


def message_title(message: FailingMessage) -> str:
    return f"{KIND_NAMES[message.kind]} to {message.name}"


def message_notes(message: FailingMessage) -> list[str]:
    state = (
        "has failed"
        if message.state is MessageState.FAILED
        else "is tried again by itself"
    )
    return [
        message.error,
        f"tried {formatting.format_count(message.tries, 'time')}",
        f"made {formatting.format_datetime(message.made_at)}",
        state,
    ]


def more_of_them(count: int) -> str:
    return f"and {formatting.format_number(count)} more"


def letters_measure(oldest: datetime | None) -> str:
    """`oldest` is when the one was made that has waited longest."""
    if oldest is None:
        return "All that were ever made"
    waiting_since = formatting.format_datetime(oldest)
    return f"All that were ever made; the oldest that waits is of {waiting_since}"


def notices_finding(count: int) -> str:
    return f"{formatting.format_count(count, 'notice')} for you"


def more_notices(count: int) -> str:
    return f"and {formatting.format_number(count)} more, once these are seen"
