"""The sentences of facts about attendance, and of lists of past meetings."""

from collections.abc import Mapping

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.attendance.facts import RegistrationRecorded
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    Words,
)

_CAME = {True: ", who attended", False: ", who did not attend", None: ""}


def recorded_subject(fact: RegistrationRecorded, _: EarlierFacts) -> StreamSubject:
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        delegation=fact.delegation,
        words={"delegation": fact.delegation, "function": fact.function},
    )


def _recorded_words(fact: RegistrationRecorded) -> Words:
    return {"list_name": fact.list_name, "who_came": _CAME[fact.came]}


ATTENDANCE_SENTENCES: Mapping[type[DomainEvent], FactSentence] = {
    RegistrationRecorded: FactSentence(
        "“{list_name}” lists a delegate of {delegation} ({function}){who_came}.",
        _recorded_words,
    ),
}
