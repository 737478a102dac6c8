"""Read model: the log of facts, ready to be told in sentences."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pydantic_core import to_json

from bsm_domain.follow_up import ActivityHandedOver, ActivityProposed, MilestoneSet
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.timestamps import to_micros
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import (
    AttendanceStated,
    DelegationsInvited,
    MeetingAnnounced,
    MeetingDetails,
    QuotaChanged,
    RegistrationOpened,
    SessionScheduled,
)
from bsm_domain.meetings.network import NetworkEstablished
from bsm_domain.meetings.objective import ObjectiveSet
from bsm_domain.people.participant import (
    DesignationEnded,
    FocalPointDesignated,
    ParticipantEntered,
    PersonalDataErased,
)
from bsm_domain.privacy.redaction import TextRedacted
from bsm_domain.registration.registration import (
    RegistrationNominated,
    RegistrationRefused,
)
from bsm_domain.registration.seat_ledger import LedgerOpened, SeatsTaken
from bsm_projections.engine.formatting import format_ordinal
from bsm_projections.engine.versioned_tables import RowBatch
from bsm_projections.follow_up.sentences import WORDS_OF_FACT as WORDS_OF_ACTIVITIES
from bsm_projections.follow_up.sentences import reason_words
from bsm_projections.history.tables import (
    CURRENT_OWNERS,
    FACTS,
    PART_NAMES,
    STREAM_SUBJECTS,
    CurrentOwnerRow,
    FactRow,
    PartNameRow,
    StreamSubjectRow,
)
from bsm_projections.history.words_from_earlier_facts import WORDS_FROM_EARLIER_FACTS

_ACTIVITY_PREFIX = "bsm.activity."


class History:
    name = "history"
    version = 5
    tables = (FACTS, STREAM_SUBJECTS, CURRENT_OWNERS, PART_NAMES)
    stored_name_prefixes = ("bsm.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, page: RowBatch) -> None:
        stream_id, kind = page.stream, type(fact)
        begun = _SUBJECT_OF_FIRST_FACT.get(kind)
        if begun is None:
            subject = _subject(kind, page)
        else:
            subject = begun(stream_id, fact, page)
            page.add(STREAM_SUBJECTS, subject)
        if isinstance(fact, ActivityHandedOver):
            _record_new_owner(fact, subject, page)
        if isinstance(fact, MilestoneSet):
            one = fact.milestone
            page.put(PART_NAMES, PartNameRow(stream_id, str(one.id), one.title))
        words = (_WORDS_OF_FACT.get(kind) or _delegation_words)(fact)
        if looked_up := WORDS_FROM_EARLIER_FACTS.get(kind):
            words = words | looked_up(fact, subject.audience, page)
        recorded_at = occurred_at = to_micros(fact.recorded_at)
        if fact.occurred_at != fact.recorded_at:
            occurred_at = to_micros(fact.occurred_at)
        audience = _audience(fact) or subject.audience
        nth, nth_for_all = _numbers_before(page)
        page.add(
            FACTS,
            FactRow(
                position=page.position,
                nth=nth + 1,
                nth_for_all=nth_for_all + (audience == MatterAudience.ALL),
                stream_id=stream_id,
                stream_version=fact.originator_version,
                stored_name=fact.TOPIC,
                kind=fact.TOPIC.split(".")[1],
                meeting_id=subject.meeting_id,
                delegation=words.get("delegation", subject.delegation),
                audience=audience,
                recorded_at=recorded_at,
                occurred_at=occurred_at,
                entered_late=recorded_at != occurred_at and fact.entered_late,
                actor_role=fact.actor.role,
                actor_delegation=fact.actor.delegation,
                command_id=str(fact.command_id),
                words=_merged_json(subject.words, words),
            ),
        )


def _subject(kind: type[DomainEvent], page: RowBatch) -> StreamSubjectRow:
    """What the stream is about, as it stands by now."""
    subject = page.must_get(STREAM_SUBJECTS, page.stream)
    if not kind.TOPIC.startswith(_ACTIVITY_PREFIX):
        return subject
    owned = page.get(CURRENT_OWNERS, page.stream)
    if owned is None:
        return subject
    return replace(subject, delegation=owned.delegation, words=owned.words)


def _record_new_owner(
    fact: ActivityHandedOver, subject: StreamSubjectRow, page: RowBatch
) -> None:
    """What follows is told of the new owner."""
    owner = fact.owner.delegation
    words = _to_json(json.loads(subject.words) | {"owner": owner})
    page.put(CURRENT_OWNERS, CurrentOwnerRow(page.stream, owner, words))


def _numbers_before(page: RowBatch) -> tuple[int, int]:
    """How many facts were shown before this one, to some and to everybody."""
    for position in range(page.position - 1, 0, -1):
        before = page.get(FACTS, position)
        if before is not None:  # one that was parked is not shown
            return before.nth, before.nth_for_all
    return 0, 0


# What the first fact of a stream tells about all that follow.


def _network_subject(
    id: str, _: NetworkEstablished, page: RowBatch
) -> StreamSubjectRow:
    return StreamSubjectRow(id, None, None, MatterAudience.ALL, "{}")


def _meeting_subject(
    id: str, fact: MeetingAnnounced, page: RowBatch
) -> StreamSubjectRow:
    words = _to_json({"meeting": _meeting_name(fact.details)})
    return StreamSubjectRow(id, id, None, MatterAudience.ALL, words)


def _ledger_subject(id: str, fact: LedgerOpened, page: RowBatch) -> StreamSubjectRow:
    meeting = page.must_get(STREAM_SUBJECTS, str(fact.meeting_id))
    return StreamSubjectRow(id, str(fact.meeting_id), None, "all", meeting.words)


def _registration_subject(
    id: str, fact: RegistrationNominated, page: RowBatch
) -> StreamSubjectRow:
    words = _to_json({"delegation": fact.delegation, "function": fact.function})
    return StreamSubjectRow(id, str(fact.meeting_id), fact.delegation, "all", words)


def _participant_subject(
    id: str, fact: ParticipantEntered, page: RowBatch
) -> StreamSubjectRow:
    words = _to_json({"delegation": fact.delegation})
    return StreamSubjectRow(id, None, fact.delegation, MatterAudience.ALL, words)


def _redaction_subject(id: str, _: TextRedacted, page: RowBatch) -> StreamSubjectRow:
    return StreamSubjectRow(id, None, None, MatterAudience.ALL, "{}")


def _objective_subject(id: str, fact: ObjectiveSet, page: RowBatch) -> StreamSubjectRow:
    words = _to_json({"code": fact.code})
    return StreamSubjectRow(id, str(fact.meeting_id), None, fact.audience, words)


def _activity_subject(
    id: str, fact: ActivityProposed, page: RowBatch
) -> StreamSubjectRow:
    owner = fact.promise.owner.delegation
    words = _to_json({"title": fact.promise.title, "owner": owner})
    return StreamSubjectRow(id, str(fact.meeting_id), owner, fact.audience, words)


# By the fact's own class: to match a fact against class after class takes longer than
# everything else that is done with it here.
_SUBJECT_OF_FIRST_FACT: Mapping[
    type[DomainEvent], Callable[[str, Any, RowBatch], StreamSubjectRow]
] = {
    NetworkEstablished: _network_subject,
    MeetingAnnounced: _meeting_subject,
    LedgerOpened: _ledger_subject,
    RegistrationNominated: _registration_subject,
    ParticipantEntered: _participant_subject,
    TextRedacted: _redaction_subject,
    ObjectiveSet: _objective_subject,
    ActivityProposed: _activity_subject,
}


# What a fact adds to its sentence.


def _network_words(fact: NetworkEstablished) -> dict[str, Any]:
    what = ", as a demonstration" if fact.demonstration else ""
    return {"name": fact.name, "demonstration": what}


def _invitation_words(fact: DelegationsInvited) -> dict[str, Any]:
    count = len(fact.delegations)
    return {"invited": f"{count} delegation{'s were' if count > 1 else ' was'}"}


def _quota_words(fact: QuotaChanged) -> dict[str, Any]:
    return {"delegation": fact.delegation, "quota": fact.quota} | reason_words(fact)


def _attendance_words(fact: AttendanceStated) -> dict[str, Any]:
    more = "more than " if fact.total.at_least else ""
    return {"participants": fact.total.participants, "at_least": more}


def _seats_words(fact: SeatsTaken) -> dict[str, Any]:
    count = sum(len(one.registrations) for one in fact.seats)
    told = {"seats": f"{count:,} seat{'s were' if count > 1 else ' was'}"}
    # Of one delegation, they are found where that delegation's facts are looked for.
    of_one = len(fact.seats) == 1
    return told | ({"delegation": fact.seats[0].delegation} if of_one else {})


def _nomination_words(fact: RegistrationNominated) -> dict[str, Any]:
    article = "an" if fact.function[0] in "aeiou" else "a"
    return {"a_function": f"{article} {fact.function}"}


def _designation_words(fact: FocalPointDesignated) -> dict[str, Any]:
    return {"since": fact.designation.since.isoformat()}


def _erasure_words(fact: PersonalDataErased) -> dict[str, Any]:
    return {"groups": ", ".join(fact.groups)} | reason_words(fact)


def _delegation_words(fact: DomainEvent) -> dict[str, Any]:
    concerned = getattr(fact, "delegation", None)
    return {} if concerned is None else {"delegation": concerned}


_WORDS_OF_FACT: Mapping[type[DomainEvent], Callable[[Any], dict[str, Any]]] = {
    NetworkEstablished: _network_words,
    MeetingAnnounced: lambda fact: {"starts_on": fact.details.starts_on.isoformat()},
    DelegationsInvited: _invitation_words,
    SessionScheduled: lambda fact: {"title": fact.session.title},
    RegistrationOpened: lambda fact: {"capacity": fact.capacity},
    QuotaChanged: _quota_words,
    AttendanceStated: _attendance_words,
    SeatsTaken: _seats_words,
    RegistrationNominated: _nomination_words,
    # Its subject's words say whose it is.
    ParticipantEntered: lambda _: {},
    ObjectiveSet: lambda fact: {"text": fact.text},
    RegistrationRefused: reason_words,
    FocalPointDesignated: _designation_words,
    DesignationEnded: lambda fact: {"until": fact.on.isoformat()},
    PersonalDataErased: _erasure_words,
    TextRedacted: reason_words,
    **WORDS_OF_ACTIVITIES,
}


def _audience(fact: DomainEvent) -> str | None:
    return fact.session.audience if type(fact) is SessionScheduled else None


def _meeting_name(details: MeetingDetails) -> str:
    """A short name for a meeting: "10th meeting, Berlin 2016"."""
    edition = (
        f"{format_ordinal(details.edition)} meeting" if details.edition else "Meeting"
    )
    where = f"{details.city} " if details.city else ""
    return f"{edition}, {where}{details.starts_on.year}"


def _merged_json(subject: str, words: dict[str, Any]) -> str:
    """The subject's words and those of the fact, which are never the same words.

    Both are JSON objects, so their texts are put together without reading them.
    """
    if not words:
        return subject
    return (
        _to_json(words) if subject == "{}" else f"{subject[:-1]},{_to_json(words)[1:]}"
    )


def _to_json(words: dict[str, Any]) -> str:
    return to_json(words).decode()
