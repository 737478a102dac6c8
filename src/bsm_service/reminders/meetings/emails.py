"""The texts of e-mails about meetings. Each begins with what has happened, and says
what it means for registrations.
"""

from dataclasses import dataclass

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import (
    capitalize,
    join_names,
)
from bsm_domain.meetings.meeting_changes import DAYS
from bsm_domain.meetings.meeting_facts import (
    DetailsChanged,
    MeetingCancelled,
    MeetingPostponed,
)
from bsm_projections.meetings.read_model import Meeting
from bsm_service.reminders.texts import (
    meeting_days,
    meeting_range,
    meeting_with_place,
    one_line,
    quoted_text,
)

_STAYS = (
    "Registrations and seats stay as they are: you do not need to register again. If "
    "you cannot come, ask the focal point of your delegation to withdraw your "
    "registration."
)
_NOTHING_TO_DO = (
    "You do not need to do anything: registrations do not have to be withdrawn."
)
_FOOTER = (
    "\nYou are receiving this because you are registered for the meeting, or are a "
    "focal point of an invited delegation. E-mails of this kind cannot be turned off."
    "\n\nThis is an automated message. Please do not reply.\n"
)


@dataclass(frozen=True, slots=True)
class ChangedMeeting:
    """A meeting before and after a fact. `reason` is None where it cannot be read."""

    fact: DomainEvent
    before: Meeting
    after: Meeting
    reason: str | None
    is_latest: bool


def meeting_email(changed: ChangedMeeting, address: str) -> tuple[str, str]:
    """The subject and the text."""
    headline, happened, advice = _words(changed)
    reason = ""
    if changed.reason is not None:
        reason = f" Reason: {quoted_text(changed.reason.rstrip('.'))}."
    paragraphs = [f"{happened}{reason}", advice]
    if not changed.is_latest:
        paragraphs.insert(
            0,
            "The meeting has changed again since; another e-mail says how.",
        )
    text = "\n\n".join(paragraphs)
    subject = f"{headline}: {meeting_with_place(changed.after)}"
    return subject, f"{text}\n\nThe meeting:\n{address}\n{_FOOTER}"


def _words(changed: ChangedMeeting) -> tuple[str, str, str]:
    """The headline, what happened and what it means for registrations."""
    before, after = changed.before, changed.after
    name = f"The {meeting_with_place(before)},"
    match changed.fact:
        case MeetingCancelled():
            return (
                "Cancelled",
                f"{name} was cancelled. It was to take place on "
                f"{meeting_days(before)}.",
                _NOTHING_TO_DO,
            )
        case MeetingPostponed(starts_on=None):
            return (
                "Postponed until further notice",
                f"{name} was postponed until further notice. It was to take place on "
                f"{meeting_days(before)}. You will be notified of its new days.",
                _STAYS,
            )
        case MeetingPostponed():
            return (
                f"Postponed to {meeting_range(after)}",
                f"{name} was postponed to {meeting_days(after)}. It was to take place "
                f"on {meeting_days(before)}.",
                _STAYS,
            )
        case DetailsChanged(changed=fields):
            headline, sentences = _differences(before, after, frozenset(fields))
            happened = " ".join((f"{name} has changed.", *sentences))
            return headline, happened, _STAYS
        case fact:
            raise TypeError(type(fact).__name__)


def _differences(
    before: Meeting, after: Meeting, fields: frozenset[str]
) -> tuple[str, list[str]]:
    """What is new in a few words, and a sentence for each difference."""
    new: list[str] = []
    sentences: list[str] = []
    if not DAYS.isdisjoint(fields):
        new.append(f"on {meeting_range(after)}")
        sentences.append(
            f"It now takes place on {meeting_days(after)}, not on "
            f"{meeting_days(before)} as announced earlier."
        )
    if "city" in fields:
        where = one_line(after.city) if after.city else None
        new.append(f"in {where}" if where else "without a place")
        was = one_line(before.city) if before.city else "none"
        sentences.append(f"The place is now {where or 'not known'} (before: {was}).")
    if "mode" in fields:
        new.append(after.mode)
        sentences.append(f"It is now held {after.mode} (before: {before.mode}).")
    return capitalize(f"now {join_names(new)}"), sentences
