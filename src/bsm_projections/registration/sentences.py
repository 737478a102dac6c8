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
        LedgerOpened: FactSentence("The register of seats for {meeting} was opened."),
        SeatTaken: FactSentence("A seat at {meeting} was assigned to {delegation}."),
        SeatsTaken: FactSentence("{seats} assigned at {meeting}.", _seats_words),
        SeatAwaited: FactSentence(
            "{delegation} was put on the waiting list for {meeting}."
        ),
        SeatReleased: FactSentence("{delegation} gave up a seat at {meeting}."),
        PlaceInQueueGivenUp: FactSentence(
            "{delegation} left the waiting list for {meeting}."
        ),
        RegistrationNominated: FactSentence(
            "{delegation} nominated {a_function}.", _nomination_words
        ),
        RegistrationNominatedAgain: FactSentence(
            "{delegation} renominated its {function}."
        ),
        RegistrationConfirmed: FactSentence(
            "{delegation's} registration ({function}) was confirmed."
        ),
        RegistrationWaitlisted: FactSentence(
            "{delegation's} registration ({function}) was put on the waiting list."
        ),
        RegistrationRefused: FactSentence(
            "{delegation's} registration ({function}) was refused: {reason}",
            reason_words,
        ),
        RegistrationWithdrawn: FactSentence(
            "{delegation's} registration ({function}) was withdrawn."
        ),
        AttendanceRecorded: FactSentence("{delegation's} {function} attended."),
    },
    first_facts={
        LedgerOpened: _ledger_subject,
        RegistrationNominated: _registration_subject,
    },
)
