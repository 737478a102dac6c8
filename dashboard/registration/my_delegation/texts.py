"""Texts of the page My delegation."""

from collections.abc import Sequence
from datetime import datetime

from bsm_domain.foundation.formatting import (
    capitalize,
    format_count,
    format_date,
    format_deadline,
    format_number,
    format_ordinal,
    join_names,
    pluralize,
)
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.meetings.delegation_cards import DelegationCard
from bsm_projections.meetings.registration_terms import TermsOfRegistration
from bsm_projections.registration.delegation_records import DelegationNote
from bsm_projections.registration.my_delegation.queries import DelegationMember
from bsm_projections.registration.session_places.places_of_sessions import (
    PlacesOfSession,
)
from bsm_projections.registration.session_places.read_model import SessionPlace
from dashboard.registration.terms.texts import remaining_text

NOT_INVITED = "Your delegation is not invited to this meeting."
NOBODY_INVITED = "No delegation is invited to this meeting yet."
CHOOSE_DELEGATION = "Choose a delegation to see its people, its answer and its notes."
NOBODY_NOMINATED = (
    "Nobody is nominated yet. Nominate people one by one, or the whole delegation at "
    "once, with a list pasted from a spreadsheet."
)
ANSWER = "Answer to the invitation"
NOTES = "Notes"
NOTES_MEASURE = "Notes verbales and letters of the delegation, as they came"
NO_NOTE = "No note is on record."
DEADLINES_MEASURE = "Deadlines are in the meeting's local time"
PEOPLE_MEASURE = "People of the delegation, by function"
REQUESTS_MEASURE = "Endorse a request to nominate the person, or decline it"
CHANGE = "Change…"
ENDED = "Registrations that have ended"
NO_HEAD = "no head"
ACTING_HEAD = "acting head"
NOT_COVERED = "no note covers this registration"
ANSWER_LABEL = "Answer the invitation"
CHANGE_ANSWER = "Change the answer"
EXPECTED = "How many people are expected"
RECORD_NOTE = "Record a note"
NOTE_FILE_HELP = "PDF, JPEG or PNG; it is encrypted"
COVERS_ALL = "It covers the whole delegation"
COVERS = "Or only these people"
REPLACE_NOTE_EFFECT = (
    "The newer note covers the people it names; the earlier one no longer covers "
    "anybody."
)
DESTROY_NOTE_EFFECT = (
    "The file is destroyed permanently. Reference and dates of the note stay on record."
)
FILE_LINK = "Open the file"
REQUEST_LABEL = "Enter a request to take part"
NOMINATE_ONE = "Nominate somebody"
# What a status means, in a line about one person.
_STATES = {
    "requested": "asks to take part",
    "nominated": "waiting for a decision",
    "waitlisted": "on the waiting list",
    "confirmed": "has a seat",
    "attended": "came",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "substituted": "replaced by somebody else",
    "listed": "named in a list",
}
_LATER = {
    "with a reason": "later ones need a reason",
    "refused": "later ones are not accepted",
}
_ANSWERS = {
    "takes part": "takes part",
    "does not take part": "does not take part",
    "not known yet": "does not know yet whether it takes part",
}


def headline(
    card: DelegationCard,
    members: Sequence[DelegationMember],
    uncovered: int,
    terms: TermsOfRegistration,
    now: datetime,
    zone: str,
    *,
    is_over: bool,
) -> str:
    """The answer in a sentence or two; what is missing comes before the deadline, and
    neither once the meeting is over.
    """
    sentences = [_seats_sentence(card, members)]
    if not is_over:
        sentences += _missing(card, uncovered)
        if deadline := deadline_sentence(terms, now, zone):
            sentences.append(deadline)
    return " ".join(sentences)


def _seats_sentence(card: DelegationCard, members: Sequence[DelegationMember]) -> str:
    name = capitalize(name_in_sentence(card.name))
    answer = _ANSWERS.get(card.answer or "", "has not answered the invitation")
    if card.answer == "does not take part" and not members:
        return f"{name} {answer}."
    if not members:
        return f"{name} {answer} and has nominated nobody."
    waiting = sum(each.status in ("nominated", "waitlisted") for each in members)
    text = f"{name} {answer}; {_taken(card)}"
    if waiting:
        people = format_count(waiting, "person is", "people are")
        text += f", {people} waiting"
    return f"{text}."


def _taken(card: DelegationCard) -> str:
    """3 of its 4 seats are taken"""
    if card.seats == card.quota:
        every = f"all {format_count(card.quota, 'seat')} are taken"
        return pluralize(card.quota, "its only seat is taken", every)
    of_its = f"of its {format_count(card.quota, 'seat')}"
    if not card.seats:
        return f"none {of_its} is taken"
    verb = pluralize(card.seats, "is", "are")
    return f"{format_number(card.seats)} {of_its} {verb} taken"


def _missing(card: DelegationCard, uncovered: int) -> list[str]:
    missing = []
    if card.is_incomplete:
        missing.append("It has no head: its first alternate is acting head.")
    if uncovered:
        people = format_count(uncovered, "person", "people")
        verb = pluralize(uncovered, "gets", "get")
        missing.append(f"A note is missing: without one, {people} {verb} no seat.")
    return missing


def deadline_sentence(
    terms: TermsOfRegistration, now: datetime, zone: str
) -> str | None:
    until = terms.nominations_until
    if until is None:
        return None
    when = f"{format_deadline(until, zone)} ({remaining_text(until, now, zone)})"
    if now < until:
        return f"Nominations close on {when}."
    return f"Nominations closed on {when}; {_LATER[terms.late_nominations]}."


def answer_text(card: DelegationCard) -> str:
    if card.answer is None:
        return "Not answered yet"
    expected = ""
    if card.expected is not None:
        expected = f", {format_count(card.expected, 'person', 'people')} expected"
    day = ""
    if card.answered_at is not None:
        day = f" (answered on {format_date(card.answered_at.date())})"
    remark = f": {card.remark}" if card.remark else ""
    return f"{capitalize(card.answer)}{expected}{day}{remark}"


def properties(
    card: DelegationCard, terms: TermsOfRegistration, now: datetime, zone: str
) -> list[tuple[str, str]]:
    rows = [(ANSWER, answer_text(card)), ("Seats", seats_text(card))]
    for label, until in (
        ("Deadline for nominations", terms.nominations_until),
        ("Deadline for changes", terms.changes_until),
    ):
        if until is not None:
            left = remaining_text(until, now, zone)
            rows.append((label, f"{format_deadline(until, zone)} ({left})"))
    return rows


def seats_text(card: DelegationCard) -> str:
    """3 of 4 taken"""
    return f"{format_number(card.seats)} of {format_number(card.quota)} taken"


def state_text(member: DelegationMember) -> str:
    """on the waiting list, 4th"""
    text = _STATES.get(member.status, member.status)
    if member.queue_place is not None:
        return f"{text}, {format_ordinal(member.queue_place)}"
    return text


def member_notes(
    member: DelegationMember, *, is_acting_head: bool, needs_note: bool
) -> list[str]:
    notes = [member.function, state_text(member)]
    if is_acting_head:
        notes.insert(1, ACTING_HEAD)
    if member.late:
        notes.append("nominated late")
    is_open = member.status in ("nominated", "waitlisted")
    if needs_note and is_open and not member.is_covered:
        notes.append(NOT_COVERED)
    return notes


def people_finding(members: Sequence[DelegationMember]) -> str:
    if not members:
        return "Nobody is nominated"
    seated = sum(each.status in ("confirmed", "attended") for each in members)
    people = format_count(len(members), "person", "people")
    if seated == len(members):
        return f"{people} with a seat"
    if not seated:
        return f"{people}, {pluralize(len(members), 'without', 'none with')} a seat"
    return f"{people}, {format_number(seated)} of them with a seat"


def sessions_finding(
    sessions: Sequence[PlacesOfSession], places: Sequence[SessionPlace]
) -> str:
    if not places:
        return "Nobody has a place in a session"
    taken = sum(place.state == "taken" for place in places)
    waiting = len(places) - taken
    limited = f"{format_count(len(sessions), 'session')} with limited places"
    text = f"The delegation has {format_count(taken, 'place')} in {limited}"
    if not waiting:
        return text
    return f"{text}, {format_count(waiting, 'person', 'people')} waiting for one"


def requests_finding(requests: int) -> str:
    verb = "person asks", "people ask"
    return f"{format_count(requests, *verb)} to take part"


def notes_finding(
    notes: Sequence[DelegationNote], members: Sequence[DelegationMember]
) -> str:
    if not notes:
        return "No note on record"
    covered = sum(each.is_covered for each in members)
    on_record = format_count(len(notes), "note")
    if not members:
        return f"{on_record} in force"
    return (
        f"{on_record} in force, covering {format_number(covered)} of "
        f"{format_count(len(members), 'person', 'people')}"
    )


def note_line(note: DelegationNote) -> str:
    """Note verbale NV 41/2016"""
    return f"{capitalize(note.kind)} {note.reference}"


def note_notes(note: DelegationNote, covered: Sequence[str]) -> list[str]:
    notes = [
        f"of {format_date(note.dated_on)}",
        f"received on {format_date(note.received_on)}",
    ]
    if note.replaced_by is not None:
        return [*notes, "replaced by a newer note"]
    if note.covers_all:
        notes.append("covers the whole delegation")
    elif covered:
        notes.append(f"covers {join_names(covered, 5)}")
    else:
        notes.append("covers nobody yet")
    if note.file_destroyed_at is not None:
        destroyed = format_date(note.file_destroyed_at.date())
        notes.append(f"its file was destroyed on {destroyed}")
    return notes


def note_option(note: DelegationNote) -> str:
    return f"{note_line(note)} of {format_date(note.dated_on)}"


def overview_headline(cards: Sequence[DelegationCard]) -> str:
    if not cards:
        return NOBODY_INVITED
    silent = sum(card.answer is None for card in cards)
    coming = sum(card.answer == "takes part" for card in cards)
    invited = format_count(len(cards), "invited delegation")
    return (
        f"{format_number(coming)} of {invited} {pluralize(coming, 'has', 'have')} "
        f"said that they take part; {format_number(silent)} "
        f"{pluralize(silent, 'has', 'have')} not answered."
    )


def answered_on(moment: datetime | None) -> str:
    return format_date(moment.date()) if moment else ""
