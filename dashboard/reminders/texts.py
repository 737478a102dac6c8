"""What is said of the outbox. Texts stand here, so that other languages can follow."""

from bsm_service.reminders import Failing, LettersSeen
from bsm_service.reminders.messages import Kind, State
from dashboard.components import formatting

NO_MAIL = (
    "No mail server is set, so nothing is mailed: people are reminded on the page "
    "Follow-up alone. Whoever looks after the server sets BSM_SMTP_HOST."
)
NONE_SENT = "A demonstration mails nobody; people are reminded on the page Follow-up."
STATES = {
    State.WAITING: "wait to be mailed",
    State.SENT: "mailed",
    State.PAGE: "on the page only: nothing to mail to, or mail not wanted",
    State.SKIPPED: "left out: a later one said more, or there was nothing to say",
    State.LAPSED: "lapsed: kept, moved or handed over before they went",
    State.FAILED: "could not be mailed",
}
KINDS = {
    Kind.REMINDER: "Reminder",
    Kind.ESCALATION: "Escalation",
    Kind.DIGEST: "Weekly digest",
    Kind.MENTION: "Mention",
}


def headline(seen: LettersSeen) -> str:
    failed, waiting = seen.counts[State.FAILED], seen.counts[State.WAITING]
    if failed:
        return f"{formatting.count(failed, 'letter')} could not be mailed."
    if seen.failing:
        return f"{formatting.count(len(seen.failing), 'letter')} had to be tried again."
    if waiting:
        return f"{formatting.count(waiting, 'letter')} to be mailed, none fails."
    return "No letter waits, and none fails."


def title(one: Failing) -> str:
    return f"{KINDS[one.kind]} to {one.name}"


def notes(one: Failing) -> list[str]:
    state = "has failed" if one.state is State.FAILED else "is tried again by itself"
    return [
        one.error,
        f"tried {formatting.count(one.tries, 'time')}",
        f"made {formatting.moment(one.made_at)}",
        state,
    ]
