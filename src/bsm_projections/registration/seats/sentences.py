"""The sentences of facts about seats and waiting lists."""

from bsm_domain.foundation.formatting import count_of
from bsm_domain.registration.seat_ledger_facts import (
    LedgerOpened,
    MovedInQueue,
    PassedOn,
    PlaceInQueueGivenUp,
    SeatAwaited,
    SeatReleased,
    SeatsTaken,
    SeatTaken,
    SessionOpened,
)
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    delegation_words,
    reason_words,
)


def _ledger_subject(fact: LedgerOpened, earlier: EarlierFacts) -> StreamSubject:
    meeting = earlier.subject(fact.meeting_id)
    return StreamSubject(meeting_id=str(fact.meeting_id), words=meeting.words)


def _session_ledger_subject(
    fact: SessionOpened, earlier: EarlierFacts
) -> StreamSubject:
    """The session is not named: whoever may see it finds it beside."""
    meeting = earlier.subject(fact.meeting_id)
    title = meeting.words.get("meeting", "the meeting")
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        audience=fact.audience,
        words={**meeting.words, "meeting": f"a session of {title}"},
    )


def _seats_words(fact: SeatsTaken) -> Words:
    count = sum(len(seats.registrations) for seats in fact.seats)
    words: Words = {"seats": count_of(count, "seat was", "seats were")}
    if len(fact.seats) == 1:
        # Of one delegation, they are found where its facts are looked for.
        words["delegation"] = fact.seats[0].delegation
    return words


def _moved_words(fact: MovedInQueue) -> Words:
    to = "to the end" if fact.ahead_of is None else "ahead of another registration"
    return delegation_words(fact) | reason_words(fact) | {"to": to}


SEAT_SENTENCES = SubjectSentences(
    sentences={
        LedgerOpened: FactSentence("The register of seats for {meeting} was opened."),
        SessionOpened: FactSentence("The register of places at {meeting} was opened."),
        SeatTaken: FactSentence("A seat at {meeting} was assigned to {delegation}."),
        SeatsTaken: FactSentence("{seats} assigned at {meeting}.", _seats_words),
        SeatAwaited: FactSentence(
            "{delegation} was put on the waiting list for {meeting}."
        ),
        MovedInQueue: FactSentence(
            "{delegation} was moved {to} on the waiting list for {meeting}: {reason}",
            _moved_words,
        ),
        PassedOn: FactSentence(
            "{delegation} passed on a seat, or a place on the waiting list, for "
            "{meeting}."
        ),
        SeatReleased: FactSentence("{delegation} gave up a seat at {meeting}."),
        PlaceInQueueGivenUp: FactSentence(
            "{delegation} left the waiting list for {meeting}."
        ),
    },
    first_facts={
        LedgerOpened: _ledger_subject,
        SessionOpened: _session_ledger_subject,
    },
)
