"""What letters and notices say. A subject names nobody and no matter; a body names the
activity, unless it is for focal points only: mail leaves the house. What people typed
into comments never does: it could not be erased there.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bsm_domain.foundation.values import DuePrecision, MatterAudience
from bsm_projections.engine.audience import RESTRICTED_INCLUDED
from bsm_projections.engine.formatting import format_date
from bsm_projections.follow_up.due_activities import DuePromise
from bsm_projections.follow_up.mentions import Mention
from bsm_service.reminders.preferences import MessageKind
from bsm_service.settings.escalation import EscalationTarget

Sections = Sequence[tuple[str, Sequence[str]]]

_GREETING = "From the record of the network, by itself. Please do not answer.\n\n"
_CLOSED = "An activity for focal points only"
_MOST_LINES = 40
_LONGEST_TITLE = 160
_QUOTED = str.maketrans("“”", "\u2018\u2019")

KIND_NAMES: Mapping[MessageKind, str] = {
    MessageKind.REMINDER: "reminders before and after a due date",
    MessageKind.ESCALATION: "reminders to the head of delegation and the Chair",
    MessageKind.DIGEST: "the weekly digest",
    MessageKind.MENTION: "mentions in comments",
}
_DUE = {
    DuePrecision.DAY: "on {day}",
    DuePrecision.QUARTER: "by the end of the quarter, {day}",
    DuePrecision.NEXT_MEETING: "before the next meeting, by {day}",
}
_TOLD = {
    EscalationTarget.OWNER: "reminder to {owner}",
    EscalationTarget.HEAD: "told to the head of delegation of {owner}",
    EscalationTarget.CHAIR: "told to the Chair",
}


def relative_days(due_on: date, today: date) -> str:
    """ "in 7 days", "today", "3 days ago"."""
    days = (due_on - today).days
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} ago"


def mailable_title(audience: str, title: str) -> str:
    """Somebody chose it, and the letter is ours: a title cannot end its quotation, make
    a paragraph of its own, or offer a link.
    """
    if audience == MatterAudience.FOCAL_POINTS:
        return _CLOSED
    line = " ".join(title.translate(_QUOTED).split()).replace("://", ": //")
    if len(line) > _LONGEST_TITLE:
        line = f"{line[: _LONGEST_TITLE - 1]}…"
    return f"“{line}”"


# Letters: subject and text of each.


def reminder_email(
    kind: MessageKind, promise: DuePromise, owner: str, today: date, address: str
) -> tuple[str, str]:
    late = promise.due_on < today
    day = format_date(promise.due_on)
    due = _DUE[DuePrecision(promise.due_precision)].format(day=day)
    text = (
        f"{_GREETING}{mailable_title(promise.audience, promise.title)} of {owner} "
        f"{'was' if late else 'is'} due {due}, {relative_days(promise.due_on, today)}. "
        f"It is {promise.status}, at {promise.percent} %."
    )
    if kind is MessageKind.ESCALATION:
        text += (
            "\n\nYou are told because nobody has reported it complete: the ladder of "
            "reminders asks you to look."
        )
    text += f"\n\nReport progress, or say what stands in the way:\n{address}\n"
    what = "A promise is overdue" if late else "A promise falls due"
    return f"{what}: {day}", text


def mention_email(
    one: Mention, names: Mapping[str, str], address: str
) -> tuple[str, str]:
    text = (
        f"{_GREETING}{_commenter(one, names)} asks for your attention in a comment on "
        f"{_inside(mailable_title(one.audience, one.title))}.\n\n"
        f"Read it, and answer:\n{address}\n"
    )
    return "You were mentioned in a comment", text


def digest_email(sections: Sections, address: str) -> tuple[str, str]:
    """`sections` are headings with lines; those without lines are left out. It goes to
    focal points alone, who may see all matter.
    """
    parts = [
        "\n".join((f"{heading} ({len(lines)})", *_listed(lines)))
        for heading, lines in sections
        if lines
    ]
    text = _GREETING + "\n\n".join((*parts, RESTRICTED_INCLUDED))
    text += f"\n\nAll of it, as it stands:\n{address}\n"
    return "Your follow-up activities this week", text


def _listed(lines: Sequence[str]) -> list[str]:
    told = [f"- {line}" for line in lines[:_MOST_LINES]]
    beyond = len(lines) - _MOST_LINES
    return [*told, f"- and {beyond} more"] if beyond > 0 else told


def unsubscribe_footer(kind: MessageKind, unsubscribe: str) -> str:
    return f"\nNo more mail of this kind ({KIND_NAMES[kind]}):\n{unsubscribe}\n"


# Notices on the page, for who may see the activity.


def notification_sentence(
    promise: DuePromise, target: EscalationTarget, owner: str, today: date
) -> str:
    if promise.due_on < today:
        since = format_date(promise.due_on + timedelta(days=1))
        due = f"Overdue since {since}"
    else:
        day = format_date(promise.due_on)
        due = f"Due {_DUE[DuePrecision(promise.due_precision)].format(day=day)}"
        due += f", {relative_days(promise.due_on, today)}"
    return f"{due}: “{promise.title}” \u2013 {_TOLD[target].format(owner=owner)}"


def mention_sentence(one: Mention, names: Mapping[str, str]) -> str:
    return (
        f"{_commenter(one, names)} mentioned you on "
        f"{format_date(one.recorded_at.date())}: comment on “{one.title}”"
    )


def _commenter(one: Mention, names: Mapping[str, str]) -> str:
    if one.by_delegation is not None:
        return names.get(one.by_delegation, one.by_delegation)
    return f"The {one.by_role}" if one.by_role == "secretariat" else "The Chair"


def _inside(title: str) -> str:
    return "an activity for focal points only" if title == _CLOSED else title
