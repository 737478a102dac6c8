"""The texts of e-mails about registrations. They name nobody, not even the person they
are for, because an address may be shared; and no reason that somebody typed, which
could not be erased there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.formatting import capitalize, count_of
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.registration.registration_facts import (
    RegistrationConfirmed,
    RegistrationNominated,
    RegistrationNominatedAgain,
    RegistrationPromoted,
    RegistrationRefused,
    RegistrationRequested,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
    RequestDeclined,
    RequestEndorsed,
)
from bsm_domain.registration.substitution.facts import RegistrationSubstituted
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.notifiable_registrations import RegistrationChange
from bsm_projections.registration.roles import role_in_delegation
from bsm_service.reminders.texts import (
    AUTOMATED_NOTE,
    meeting_days,
    meeting_in_sentence,
    meeting_with_place,
    moment_with_weekday,
)

_UNDECIDED = (
    "You have no seat yet: the secretariat decides on nominations, and you will be "
    "notified. Please wait for that before you book your journey."
)
_SEATED = (
    "You have a seat. If you cannot come, say so on the page below, or ask the focal "
    "point of your delegation to withdraw your registration."
)
_WHY = "The reason is given on the page below."
_NO_ACCOUNT = (
    "The page is for people who have an account. If you have none, the focal point of "
    "your delegation can tell you more."
)
_REPLACES = "You take the place of another member of your delegation."
_FOOTER = (
    "\nYou are receiving this because of your registration for the meeting. E-mails "
    f"about your own registration cannot be turned off.\n\n{AUTOMATED_NOTE}\n"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """What the person is told: the subject, what happened and what that means for them;
    and what is counted for the delegation, in the singular and the plural. A request is
    no news to whoever made it.
    """

    headline: str
    happened: str
    advice: str
    one: str
    many: str
    has_reason: bool = False


_REQUESTED = _Words(
    "",
    "",
    "",
    "request to take part, which you can endorse or decline",
    "requests to take part, which you can endorse or decline",
)
_NOMINATED = _Words(
    "You have been nominated",
    "You were nominated as {role} for the {meeting} on {when}.",
    _UNDECIDED,
    "person nominated",
    "people nominated",
)
_WORDS: Mapping[type[DomainEvent], _Words] = {
    RegistrationRequested: _REQUESTED,
    RegistrationNominated: _NOMINATED,
    RegistrationNominatedAgain: _NOMINATED,
    RequestEndorsed: _Words(
        "Your request has been endorsed",
        "Your request to take part in the {meeting} was endorsed on {when}: you are "
        "nominated as {role}.",
        _UNDECIDED,
        "request endorsed",
        "requests endorsed",
    ),
    RequestDeclined: _Words(
        "Your request has been declined",
        "Your request to take part in the {meeting} as {role} was declined on {when}.",
        "If you have questions, ask the focal point of your delegation.",
        "request declined",
        "requests declined",
        has_reason=True,
    ),
    RegistrationConfirmed: _Words(
        "Your registration is confirmed",
        "Your registration for the {meeting} as {role} was confirmed on {when}.",
        _SEATED,
        "registration confirmed",
        "registrations confirmed",
    ),
    RegistrationPromoted: _Words(
        "Your registration is confirmed",
        "You have moved up from the waiting list: your registration for the {meeting} "
        "as {role} was confirmed on {when}.",
        _SEATED,
        "registration confirmed from the waiting list",
        "registrations confirmed from the waiting list",
    ),
    RegistrationWaitlisted: _Words(
        "You are on the waiting list",
        "Your registration for the {meeting} as {role} was put on the waiting list on "
        "{when}.",
        "You have no seat yet, and will be notified if one is assigned to you.",
        "registration put on the waiting list",
        "registrations put on the waiting list",
    ),
    RegistrationRefused: _Words(
        "Your registration was refused",
        "Your registration for the {meeting} as {role} was refused on {when}.",
        "If you have questions, ask the focal point of your delegation.",
        "registration refused",
        "registrations refused",
        has_reason=True,
    ),
    RegistrationWithdrawn: _Words(
        "Your registration was withdrawn",
        "Your registration for the {meeting} as {role} was withdrawn on {when}.",
        "You are no longer registered. If this is a mistake, ask the focal point of "
        "your delegation to nominate you again.",
        "registration withdrawn",
        "registrations withdrawn",
        has_reason=True,
    ),
    RegistrationSubstituted: _Words(
        "Another person takes your place",
        "Your registration for the {meeting} as {role} passed to another person of "
        "your delegation on {when}.",
        "You are no longer registered. If this is a mistake, ask the focal point of "
        "your delegation.",
        "registration passed on to a substitute",
        "registrations passed on to substitutes",
        has_reason=True,
    ),
}


def registration_email(
    change: RegistrationChange,
    fact: DomainEvent,
    meeting: Meeting,
    delegation: str,
    address: str,
) -> tuple[str, str]:
    """To the person: the subject and the text. `delegation` is its name."""
    words = _WORDS[change.kind]
    name = meeting_in_sentence(meeting)
    role = role_in_delegation(change.function, delegation)
    when = moment_with_weekday(change.occurred_at, change.time_zone)
    sentences = [words.happened.format(meeting=name, role=role, when=when)]
    if words.has_reason and getattr(fact, "reason", None) is not None:
        sentences.append(_WHY)
    if change.in_place_of is not None and not words.has_reason:
        sentences.append(_REPLACES)
    if meeting.status != MeetingStatus.POSTPONED:
        sentences.append(f"The meeting is on {meeting_days(meeting)}.")
    where = f"Your registration:\n{address}\n{_NO_ACCOUNT}"
    text = f"{' '.join(sentences)}\n\n{words.advice}\n\n{where}\n"
    subject = f"{words.headline}: {meeting_with_place(meeting)}"
    return subject, f"{text}{_FOOTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationNews:
    """A change that a focal point is told of, which may be one of many. `address` is
    that of the delegation's page.
    """

    kind: type[DomainEvent]
    position: int
    occurred_at: datetime
    time_zone: str
    meeting: str
    delegation: str
    address: str


def delegation_email(news: Sequence[DelegationNews]) -> tuple[str, str]:
    """One e-mail of all that happened: how many of each, by meeting and delegation."""
    by_delegation: dict[tuple[str, str], list[DelegationNews]] = {}
    for one in sorted(news, key=lambda one: one.position):
        by_delegation.setdefault((one.meeting, one.delegation), []).append(one)
    meetings = list(dict.fromkeys(one.meeting for one in news))
    counts = [count for of in by_delegation.values() for count in _counts(of)]
    headline = counts[0] if len(counts) == 1 else "Registrations of your delegation"
    subject = f"{headline}: {meetings[0]}" if len(meetings) == 1 else headline
    parts = [
        "\n".join((_heading(of), *(f"- {count}" for count in _counts(of)), address))
        for of in by_delegation.values()
        if (address := of[0].address)
    ]
    note = "The page shows who is concerned, and the reasons that were given."
    return subject, "\n\n".join((*parts, note)) + "\n"


def _heading(news: Sequence[DelegationNews]) -> str:
    last = max(news, key=lambda one: one.position)
    name = capitalize(name_in_sentence(last.delegation))
    latest = moment_with_weekday(last.occurred_at, last.time_zone)
    return f"{name}, {last.meeting} (latest change: {latest}):"


def _counts(news: Sequence[DelegationNews]) -> list[str]:
    """Of what is said in the same words, how many, in the order of the table."""
    number: dict[_Words, int] = {}
    for one in news:
        words = _WORDS[one.kind]
        number[words] = number.get(words, 0) + 1
    return [
        count_of(number[words], words.one, words.many)
        for words in dict.fromkeys(_WORDS.values())
        if words in number
    ]
