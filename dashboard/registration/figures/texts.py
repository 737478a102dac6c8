"""Texts of the page Registrations."""

from collections import Counter
from collections.abc import Sequence

from bsm_domain.foundation.formatting import (
    capitalize,
    format_count,
    format_number,
    join_names,
    pluralize,
)
from bsm_projections.leadership.registration_figures import (
    RegistrationFigures,
    SessionAttendance,
)
from bsm_projections.leadership.seats_over_time import SeatsDay
from bsm_projections.meetings.delegation_cards import DelegationCard

NO_REGISTRATION = (
    "Registration was never opened for this meeting, so there are no seats to count."
)
NO_SEATS = "No seats yet"
NO_SEATS_TEXT = (
    "Registration is not open yet. The secretariat opens it and says how many seats "
    "there are."
)
SEATS_MEASURE = "Seats taken at the end of each day, by the day on which"
ANSWERS_MEASURE = "Invited delegations by their answer to the invitation"
NOBODY_INVITED = "No delegation is invited yet. The secretariat invites them."
EDITIONS_MEASURE = "People with a seat at each meeting, by whether they came before"
NOBODY_SEATED = "No meeting on record has had anybody with a seat."
SILENT_MEASURE = "Delegations that have not answered the invitation, in protocol order"
ALL_HAVE_ANSWERED = "Every invited delegation has answered."
SESSIONS_MEASURE = "By session: people with a place, people waiting, people who came"
ANSWERS = ("takes part", "does not take part", "not known yet")
NO_ANSWER = "no answer"
KINDS = ("participating State", "Partner for Co-operation", "organisation")
NO_FACTS = "Derived from several facts; there is no link to them."
SEATS_DEFINITION = (
    "Registrations that are confirmed, including those of people who arrived. They "
    "cannot exceed the number of seats at the meeting."
)
ANSWERED_DEFINITION = (
    "Invited delegations that have answered the invitation, including those that do "
    "not know yet whether they take part. A nomination is not an answer."
)
FIRST_TIME_DEFINITION = (
    "People with a seat who, as far as is on record, have not taken part in an "
    "earlier meeting."
)
RETURNING_DEFINITION = "People with a seat who took part in an earlier meeting."
NOT_NAMED_DEFINITION = "Seats for which the delegation has not named anybody yet."
CAME_DEFINITION = (
    "People who arrived. If somebody was substituted after arriving, two people came "
    "on one seat."
)
DID_NOT_COME_DEFINITION = (
    "Confirmed seats whose holder never arrived, once the meeting is concluded and "
    "arrivals were recorded."
)


def headline(figures: RegistrationFigures) -> str:
    """87 of 102 seats are taken; 9 of 47 delegations have not answered; 31 of 87 come
    for the first time.
    """
    if figures.capacity is None and not figures.seated:
        return "Registration has not been opened for this meeting."
    parts = []
    if figures.capacity is not None:
        parts.append(_seats_taken(figures.seats_taken, figures.capacity))
    silent = figures.delegations - figures.answered
    if figures.delegations:
        of = _of(silent, figures.delegations, "delegation")
        verb = pluralize(_deciding(silent, figures.delegations), "has", "have")
        parts.append(f"{of} {verb} not answered")
    if figures.seated:
        verb = pluralize(figures.first_time, "comes", "come")
        parts.append(
            f"{format_number(figures.first_time)} of "
            f"{format_count(figures.seated, 'person', 'people')} {verb} for the first "
            "time"
        )
    return f"{'; '.join(parts)}."


def seats_note(figures: RegistrationFigures) -> str:
    quotas = format_number(figures.quota_sum)
    if figures.capacity is None:
        return f"quotas add up to {quotas}"
    return f"of {format_number(figures.capacity)}; quotas add up to {quotas}"


def seats_finding(days: Sequence[SeatsDay]) -> str:
    if not days:
        return NO_SEATS
    last = days[-1]
    return _seats_taken(last.seats, last.capacity)


def _seats_taken(seats: int, capacity: int) -> str:
    verb = pluralize(_deciding(seats, capacity), "is", "are")
    return f"{_of(seats, capacity, 'seat')} {verb} taken"


def _of(part: int, whole: int, noun: str) -> str:
    """87 of 102 seats"""
    return f"{format_number(part)} of {format_count(whole, noun)}"


def _deciding(part: int, whole: int) -> int:
    """The number with which a verb agrees: "0 of 1 seat is", "0 of 2 seats are"."""
    return whole if whole == 1 else part


def answers(cards: Sequence[DelegationCard]) -> list[tuple[str, dict[str, int]]]:
    """By answer, in a fixed order: how many delegations of each kind."""
    counts = Counter((card.answer or NO_ANSWER, card.kind) for card in cards)
    kinds = [kind for kind in KINDS if any(card.kind == kind for card in cards)]
    kinds += sorted({card.kind for card in cards} - {*KINDS})
    return [
        (answer, {kind: counts[answer, kind] for kind in kinds})
        for answer in (*ANSWERS, NO_ANSWER)
    ]


def answers_finding(cards: Sequence[DelegationCard]) -> str:
    if not cards:
        return "No delegation is invited yet"
    counts = Counter(card.answer or NO_ANSWER for card in cards)
    coming = counts["takes part"]
    invited = format_count(len(cards), "invited delegation")
    verb = pluralize(coming, "takes", "take")
    text = f"{format_number(coming)} of {invited} {verb} part"
    if counts[NO_ANSWER]:
        have = pluralize(counts[NO_ANSWER], "has", "have")
        text += f", {format_number(counts[NO_ANSWER])} {have} not answered"
    return text


def editions_finding(editions: Sequence[tuple[str, RegistrationFigures]]) -> str:
    if not editions:
        return "Nobody has had a seat yet"
    name, figures = editions[-1]
    verb = pluralize(figures.first_time, "comes", "come")
    return (
        f"{name}: {format_number(figures.first_time)} of "
        f"{format_count(figures.seated, 'person', 'people')} {verb} for the first time"
    )


def silent_finding(silent: int) -> str:
    verb = "delegation has", "delegations have"
    return f"{format_count(silent, *verb)} not answered"


def answers_alt(rows: Sequence[tuple[str, dict[str, int]]]) -> str:
    parts = [f"{answer}: {format_number(sum(by.values()))}" for answer, by in rows]
    return f"A bar for each answer. {capitalize(join_names(parts, None))}"


def sessions_finding(sessions: Sequence[SessionAttendance]) -> str:
    parts = []
    places = [each for each in sessions if each.places_taken or each.waiting]
    if places:
        verb = pluralize(len(places), "has", "have")
        text = f"{format_count(len(places), 'session')} {verb} limited places"
        if waiting := sum(each.waiting for each in places):
            verb = pluralize(waiting, "waits", "wait")
            people = format_count(waiting, "person", "people")
            text += f", for which {people} {verb}"
        parts.append(text)
    if came := sum(1 for each in sessions if each.came):
        parts.append(f"arrivals were recorded at {format_count(came, 'session')}")
    return capitalize("; ".join(parts))
