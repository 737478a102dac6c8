"""The sentences of facts about attendance, and of lists of past meetings."""

from collections.abc import Mapping
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.attendance.facts import (
    AttendanceRecorded,
    AttendanceStruck,
    DepartureRecorded,
    RegistrationRecorded,
)
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    Words,
    reason_words,
)

_AtSession = AttendanceRecorded | DepartureRecorded | AttendanceStruck
_CAME = {True: ", who attended", False: ", who did not attend", None: ""}


def recorded_subject(fact: RegistrationRecorded, _: EarlierFacts) -> StreamSubject:
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        delegation=fact.delegation,
        words={"delegation": fact.delegation, "function": fact.function},
    )


def _recorded_words(fact: RegistrationRecorded) -> Words:
    return {"list_name": fact.list_name, "who_came": _CAME[fact.came]}


def _place_words(fact: AttendanceRecorded | DepartureRecorded) -> Words:
    """Sessions are not named: that is for those who may see them."""
    return {"at_session": "" if fact.session_id is None else " a session"}


def _session(fact: _AtSession) -> UUID | None:
    return fact.session_id


ATTENDANCE_SENTENCES: Mapping[type[DomainEvent], FactSentence] = {
    RegistrationRecorded: FactSentence(
        "“{list_name}” lists a delegate of {delegation} ({function}){who_came}.",
        _recorded_words,
    ),
    AttendanceRecorded: FactSentence(
        "{delegation's} {function} attended{at_session}.",
        _place_words,
        of_part=_session,
    ),
    DepartureRecorded: FactSentence(
        "{delegation's} {function} left{at_session}.",
        _place_words,
        of_part=_session,
    ),
    AttendanceStruck: FactSentence(
        "An arrival or departure of {delegation's} {function} was deleted: {reason}",
        reason_words,
        of_part=_session,
    ),
}
