"""Texts of e-mails and notifications. A subject names no person and no activity; a body
names the activity, unless it is for focal points only, because e-mail leaves the
system. The text of a comment is never mailed: it could not be erased there.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from bsm_domain.foundation.formatting import (
    capitalize,
    count_of,
    format_date,
    format_date_range,
    format_datetime,
    format_ordinal,
    possessive,
    time_zone_city,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DuePrecision, MatterAudience
from bsm_domain.meetings.meeting_facts import MeetingMode
from bsm_projections.engine.audience import RESTRICTED_INCLUDED
from bsm_projections.follow_up.mentions import MentioningComment
from bsm_projections.follow_up.remindable_activities import DueActivity
from bsm_projections.meetings.read_model import Meeting
from bsm_service.reminders.preferences import MessageKind
from bsm_service.settings.setting_types import EscalationTarget

Sections = Sequence[tuple[str, Sequence[str]]]

AUTOMATED_NOTE = "This is an automated message. Please do not reply."
_RESTRICTED_TITLE = "An activity for focal points only"
_MAX_LINES = 40
_MAX_TITLE_LENGTH, _MAX_TEXT_LENGTH = 160, 500
_QUOTED = str.maketrans("“”", "\u2018\u2019")

# The kinds that can be turned off.
KIND_NAMES: Mapping[MessageKind, str] = {
    MessageKind.REMINDER: "reminders before and after a due date",
    MessageKind.ESCALATION: "reminders to the head of delegation and the Chair",
    MessageKind.DIGEST: "the weekly digest",
    MessageKind.MENTION: "mentions in comments",
    MessageKind.SILENCE: "reminders before a silence on a draft decision ends",
    MessageKind.AGREEMENT: "news of decisions: adoptions and what becomes of them, "
    "broken or extended silences, new versions and positions recorded for you",
    MessageKind.DELEGATION: "news of your delegation's registrations: requests, "
    "confirmations, the waiting list, substitutions and withdrawals",
    MessageKind.INVITATION: "reminders to answer an invitation before nominations "
    "close",
}
_DUE = {
    DuePrecision.DAY: "on {day}",
    DuePrecision.QUARTER: "by the end of the quarter, {day}",
    DuePrecision.NEXT_MEETING: "before the next meeting, by {day}",
}
_TARGET_TEXTS = {
    EscalationTarget.OWNER: "reminder to {owner}",
    EscalationTarget.HEAD: "escalated to the head of delegation of {owner}",
    EscalationTarget.CHAIR: "escalated to the Chair",
}


def relative_days(due_on: date, today: date) -> str:
    """ "in 7 days", "today", "3 days ago"."""
    days = (due_on - today).days
    if days == 0:
        return "today"
    count = count_of(abs(days), "day")
    return f"in {count}" if days > 0 else f"{count} ago"


def mailable_title(audience: str, title: str) -> str:
    """A title as it may stand in an e-mail. Users choose titles, so a title cannot
    close its quotation marks, start a new paragraph or contain a link.
    """
    if audience == MatterAudience.FOCAL_POINTS:
        return _RESTRICTED_TITLE
    return quoted_title(title)


def quoted_title(title: str) -> str:
    """The title of something that is for everybody, as it may stand in an e-mail."""
    return quoted_text(title, _MAX_TITLE_LENGTH)


def quoted_text(text: str, longest: int = _MAX_TEXT_LENGTH) -> str:
    """A text that somebody typed, on one line and without links."""
    return f"“{one_line(text.translate(_QUOTED), longest)}”"


def one_line(text: str, longest: int = _MAX_TITLE_LENGTH) -> str:
    """A name that somebody typed, without links, as it may stand in a sentence."""
    line = " ".join(text.split()).replace("://", ": //")
    return f"{line[: longest - 1]}…" if len(line) > longest else line


# Meetings, as they may stand in a subject and in a sentence.


def meeting_name(meeting: Meeting) -> str:
    if meeting.edition is None:
        return one_line(meeting.title)
    return one_line(f"{format_ordinal(meeting.edition)} {meeting.series}")


def meeting_with_place(meeting: Meeting) -> str:
    """The city after the name; online meetings may have none."""
    return ", ".join(filter(None, (meeting_name(meeting), _place_of(meeting))))


def meeting_in_sentence(meeting: Meeting) -> str:
    place = _place_of(meeting)
    return f"{meeting_name(meeting)} ({place})" if place else meeting_name(meeting)


def _place_of(meeting: Meeting) -> str | None:
    if meeting.city:
        return one_line(meeting.city)
    return meeting.mode if meeting.mode != MeetingMode.IN_PERSON else None


def meeting_range(meeting: Meeting) -> str:
    return format_date_range(meeting.starts_on, meeting.ends_on)


def meeting_days(meeting: Meeting) -> str:
    """In the meeting's zone, which others need to know."""
    return f"{meeting_range(meeting)} ({time_zone_city(meeting.time_zone)} time)"


# Moments, unmistakable wherever they are read.


def moment_with_weekday(moment: datetime, zone: str) -> str:
    return f"{_weekday(moment, zone)} {moment_on_clocks(moment, zone)}"


def moment_on_clocks(moment: datetime, zone: str) -> str:
    """On the clock of the zone, and in UTC, which every reader can convert and which
    tells apart the two hours of a night in autumn.
    """
    told = format_datetime(moment, zone)
    if zone == "UTC":
        return told
    in_utc = f"{moment.astimezone(UTC):%H:%M} UTC"
    if (day := _weekday(moment, "UTC")) != _weekday(moment, zone):
        in_utc = f"{day} {in_utc}"
    return f"{told} ({in_utc})"


def _weekday(moment: datetime, zone: str) -> str:
    return format_date(moment.astimezone(time_zone_named(zone)).date(), "EEE")


def time_left(expires_at: datetime, now: datetime) -> str:
    minutes = max(1, round((expires_at - now).total_seconds() / 60))
    if minutes < 90:
        return count_of(minutes, "minute")
    return count_of(round(minutes / 60), "hour")


# E-mails: the subject and text of each.


def reminder_email(
    kind: MessageKind, activity: DueActivity, owner: str, today: date, address: str
) -> tuple[str, str]:
    late = activity.due_on < today
    day = format_date(activity.due_on)
    due = _DUE[DuePrecision(activity.due_precision)].format(day=day)
    title = mailable_title(activity.audience, activity.title)
    days = relative_days(activity.due_on, today)
    owner = name_in_sentence(owner)
    if title == _RESTRICTED_TITLE:
        matter = f"An activity of {owner} (for focal points only)"
    else:
        matter = f"{capitalize(possessive(owner))} {title}"
    text = (
        f"{matter} {'was' if late else 'is'} due {due} ({days}). "
        f"Status: {activity.status}, {activity.percent}% complete."
    )
    if kind is MessageKind.ESCALATION:
        text += (
            "\n\nYou are receiving this under the escalation rules because the "
            "activity has not been reported complete."
        )
    text += f"\n\nReport progress or an obstacle:\n{address}\n"
    subject = "Activity overdue" if late else "Activity due"
    return f"{subject}: {day}", text


def mention_email(
    mention: MentioningComment, names: Mapping[str, str], address: str
) -> tuple[str, str]:
    text = (
        f"{_commenter(mention, names)} mentioned you in a comment on "
        f"{_title_in_sentence(mailable_title(mention.audience, mention.title))}.\n\n"
        f"Read and reply:\n{address}\n"
    )
    return "You were mentioned in a comment", text


def digest_email(sections: Sections, address: str) -> tuple[str, str]:
    """`sections` are headings with lines; those without lines are left out. Only focal
    points receive it, and they may see all activities.
    """
    parts = [
        "\n".join((f"{heading} ({len(lines)})", *_listed(lines)))
        for heading, lines in sections
        if lines
    ]
    text = "\n\n".join((*parts, RESTRICTED_INCLUDED))
    text += f"\n\nAll current activities:\n{address}\n"
    return "Your follow-up activities this week", text


def _listed(lines: Sequence[str]) -> list[str]:
    items = [f"- {line}" for line in lines[:_MAX_LINES]]
    beyond = len(lines) - _MAX_LINES
    return [*items, f"- and {beyond} more"] if beyond > 0 else items


def email_footer(kind: MessageKind, unsubscribe: str) -> str:
    """Below everything else: a list of e-mails shows how each begins."""
    return (
        f"\n{AUTOMATED_NOTE}\n\n"
        f"Unsubscribe from these e-mails ({KIND_NAMES[kind]}):\n{unsubscribe}\n"
    )


# Notifications on the page, for those who may see the activity.


def notification_sentence(
    activity: DueActivity, target: EscalationTarget, owner: str, today: date
) -> str:
    if activity.due_on < today:
        since = format_date(activity.due_on + timedelta(days=1))
        due = f"Overdue since {since}"
    else:
        day = format_date(activity.due_on)
        due = f"Due {_DUE[DuePrecision(activity.due_precision)].format(day=day)}"
        due += f", {relative_days(activity.due_on, today)}"
    recipient = _TARGET_TEXTS[target].format(owner=name_in_sentence(owner))
    return f"{due}: “{activity.title}” \u2013 {recipient}"


def mention_sentence(mention: MentioningComment, names: Mapping[str, str]) -> str:
    return (
        f"{_commenter(mention, names)} mentioned you in a comment on "
        f"“{mention.title}” on {format_date(mention.recorded_at.date())}"
    )


def _commenter(mention: MentioningComment, names: Mapping[str, str]) -> str:
    if mention.by_delegation is not None:
        name = names.get(mention.by_delegation, mention.by_delegation)
        return capitalize(name_in_sentence(name))
    return f"The {mention.by_role}" if mention.by_role == "secretariat" else "The Chair"


def _title_in_sentence(title: str) -> str:
    return "an activity for focal points only" if title == _RESTRICTED_TITLE else title
