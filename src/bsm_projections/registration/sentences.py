"""The sentences of facts about registrations and seats."""

from bsm_domain.foundation.formatting import count_of
from bsm_domain.registration.registration import (
    AttendanceRecorded,
    RegistrationConfirmed,
    RegistrationNominated,
    RegistrationNominatedAgain,
    RegistrationRefused,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
)
from bsm_domain.registration.seat_ledger_facts import (
    LedgerOpened,
    PlaceInQueueGivenUp,
    SeatAwaited,
    SeatReleased,
    SeatsTaken,
    SeatTaken,
)
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    reason_words,
)


def _ledger_subject(fact: LedgerOpened, earlier: EarlierFacts) -> StreamSubject:
    meeting = earlier.subject(fact.meeting_id)
    return StreamSubject(meeting_id=str(fact.meeting_id), words=meeting.words)


def _registration_subject(
    fact: RegistrationNominated, _: EarlierFacts
) -> StreamSubject:
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        delegation=fact.delegation,
        words={"delegation": fact.delegation, "function": fact.function},
    )


def _seats_words(fact: SeatsTaken) -> Words:
    count = sum(len(seats.registrations) for seats in fact.seats)
    words: Words = {"seats": count_of(count, "seat was", "seats were")}
    if len(fact.seats) == 1:
        # Of one delegation, they are found where its facts are looked for.
        words["delegation"] = fact.seats[0].delegation
    return words


def _nomination_words(fact: RegistrationNominated) -> Words:
    article = "an" if fact.function[0] in "aeiou" else "a"
    return {"a_function": f"{article} {fact.function}"}


REGISTRATION_SENTENCES = SubjectSentences(
    sentences={
        LedgerOpened: FactSentence("The ledger of seats for {meeting} was opened."),
        SeatTaken: FactSentence("{delegation} took a seat at {meeting}."),
        SeatsTaken: FactSentence("{seats} taken at {meeting}.", _seats_words),
        SeatAwaited: FactSentence(
            "{delegation} joined the waiting list for {meeting}."
        ),
        SeatReleased: FactSentence("{delegation} gave back a seat at {meeting}."),
        PlaceInQueueGivenUp: FactSentence(
            "{delegation} left the waiting list for {meeting}."
        ),
        RegistrationNominated: FactSentence(
            "{delegation} nominated {a_function}.", _nomination_words
        ),
        RegistrationNominatedAgain: FactSentence(
            "{delegation} nominated again who was to come ({function})."
        ),
        RegistrationConfirmed: FactSentence(
            "The registration of {delegation} ({function}) was confirmed."
        ),
        RegistrationWaitlisted: FactSentence(
            "The registration of {delegation} ({function}) was put on the waiting list."
        ),
        RegistrationRefused: FactSentence(
            "The registration of {delegation} ({function}) was refused: {reason}",
            reason_words,
        ),
        RegistrationWithdrawn: FactSentence(
            "The registration of {delegation} ({function}) was withdrawn."
        ),
        AttendanceRecorded: FactSentence("{delegation} attended ({function})."),
    },
    first_facts={
        LedgerOpened: _ledger_subject,
        RegistrationNominated: _registration_subject,
    },
)
