"""What letters say. A subject names nobody and no matter; a body names the activity,
unless it is for focal points only: mail leaves the house.
"""

from collections.abc import Sequence
from datetime import date
from email.message import EmailMessage

from bsm_domain.values import MatterAudience
from bsm_projections.queries.due import DuePromise
from bsm_projections.sentences import day_told
from bsm_service.reminders.mail import letter
from bsm_service.reminders.outbox import Letter
from bsm_service.reminders.preferences import Kind

_GREETING = "From the record of the network, by itself. Please do not answer.\n\n"


def days_told(due_on: date, today: date) -> str:
    """ "in 7 days", "today", "3 days ago"."""
    days = (due_on - today).days
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} ago"


def title_of(promise: DuePromise) -> str:
    theirs = promise.audience == MatterAudience.FOCAL_POINTS
    return "An activity for focal points only" if theirs else f"“{promise.title}”"


def sentence_of(promise: DuePromise, owner: str, today: date) -> str:
    due = f"{day_told(promise.due_on)}, {days_told(promise.due_on, today)}"
    was = "was" if promise.due_on < today else "is"
    return (
        f"{title_of(promise)} of {owner} {was} due on {due}. It is {promise.status}, "
        f"at {promise.percent} %."
    )


def subject_of(told: Letter, due_on: date | None, today: date) -> str:
    if told.kind is Kind.DIGEST:
        return "Your follow-up activities this week"
    assert due_on is not None
    late = due_on < today
    what = "A promise is overdue" if late else "A promise falls due"
    return f"{what}: {day_told(due_on)}"


def reminder(
    told: Letter,
    promise: DuePromise,
    owner: str,
    today: date,
    *,
    sender: str,
    to: str,
    address: str,
    unsubscribe: str | None,
) -> EmailMessage:
    text = _GREETING + sentence_of(promise, owner, today)
    if told.kind is Kind.ESCALATION:
        text += (
            "\n\nYou are told because nobody has reported it complete: the ladder of "
            "reminders asks you to look."
        )
    text += f"\n\nReport progress, or say what stands in the way:\n{address}\n"
    return letter(
        sender=sender,
        to=to,
        subject=subject_of(told, told.due_on, today),
        text=text + _farewell(unsubscribe),
        key=told.key,
        unsubscribe=unsubscribe,
    )


def digest(
    told: Letter,
    sections: Sequence[tuple[str, Sequence[str]]],
    today: date,
    *,
    sender: str,
    to: str,
    address: str,
    unsubscribe: str | None,
) -> EmailMessage:
    """`sections` are headings with lines; those without lines are left out."""
    parts = [
        "\n".join((f"{heading} ({len(lines)})", *(f"- {line}" for line in lines)))
        for heading, lines in sections
        if lines
    ]
    text = _GREETING + "\n\n".join(parts) + f"\n\nAll of it, as it stands:\n{address}\n"
    return letter(
        sender=sender,
        to=to,
        subject=subject_of(told, None, today),
        text=text + _farewell(unsubscribe),
        key=told.key,
        unsubscribe=unsubscribe,
    )


def _farewell(unsubscribe: str | None) -> str:
    if unsubscribe is None:
        return ""
    return f"\nNo more mail of this kind:\n{unsubscribe}\n"
