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
from bsm_projections.follow_up.sentences import WORDS as WORDS_OF_ACTIVITIES
from bsm_projections.follow_up.sentences import reason
from bsm_projections.history.tables import (
    FACTS,
    NAMES,
    OWNED,
    SUBJECTS,
    FactRow,
    NameRow,
    OwnedRow,
    SubjectRow,
)
from bsm_projections.history.words_from_earlier_facts import LOOKED_UP

_OF_ACTIVITIES = "bsm.activity."


class History:
    name = "history"
    version = 5
    tables = (FACTS, SUBJECTS, OWNED, NAMES)
    stored_name_prefixes = ("bsm.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, page: RowBatch) -> None:
        stream_id, kind = page.stream, type(fact)
        begun = _SUBJECTS.get(kind)
        if begun is None:
            subject = _subject(kind, page)
        else:
            subject = begun(stream_id, fact, page)
            page.add(SUBJECTS, subject)
        if isinstance(fact, ActivityHandedOver):
            _hand_over(fact, subject, page)
        if isinstance(fact, MilestoneSet):
            one = fact.milestone
            page.put(NAMES, NameRow(stream_id, str(one.id), one.title))
        words = (_WORDS.get(kind) or _concerned)(fact)
        if looked_up := LOOKED_UP.get(kind):
            words = words | looked_up(fact, subject.audience, page)
        recorded_at = occurred_at = to_micros(fact.recorded_at)
        if fact.occurred_at != fact.recorded_at:
            occurred_at = to_micros(fact.occurred_at)
        audience = _audience(fact) or subject.audience
        nth, nth_for_all = _counted(page)
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
                words=_joined(subject.words, words),
            ),
        )


def _subject(kind: type[DomainEvent], page: RowBatch) -> SubjectRow:
    """What the stream is about, as it stands by now."""
    subject = page.must_get(SUBJECTS, page.stream)
    if not kind.TOPIC.startswith(_OF_ACTIVITIES):
        return subject
    owned = page.get(OWNED, page.stream)
    if owned is None:
        return subject
    return replace(subject, delegation=owned.delegation, words=owned.words)


def _hand_over(fact: ActivityHandedOver, subject: SubjectRow, page: RowBatch) -> None:
    """What follows is told of the new owner."""
    owner = fact.owner.delegation
    words = _json(json.loads(subject.words) | {"owner": owner})
    page.put(OWNED, OwnedRow(page.stream, owner, words))


def _counted(page: RowBatch) -> tuple[int, int]:
    """How many facts were shown before this one, to some and to everybody."""
    for position in range(page.position - 1, 0, -1):
        before = page.get(FACTS, position)
        if before is not None:  # one that was parked is not shown
            return before.nth, before.nth_for_all
    return 0, 0


# What the first fact of a stream tells about all that follow.


def _of_network(id: str, _: NetworkEstablished, page: RowBatch) -> SubjectRow:
    return SubjectRow(id, None, None, MatterAudience.ALL, "{}")


def _of_meeting(id: str, fact: MeetingAnnounced, page: RowBatch) -> SubjectRow:
    words = _json({"meeting": _called(fact.details)})
    return SubjectRow(id, id, None, MatterAudience.ALL, words)


def _of_ledger(id: str, fact: LedgerOpened, page: RowBatch) -> SubjectRow:
    meeting = page.must_get(SUBJECTS, str(fact.meeting_id))
    return SubjectRow(id, str(fact.meeting_id), None, "all", meeting.words)


def _of_registration(
    id: str, fact: RegistrationNominated, page: RowBatch
) -> SubjectRow:
    words = _json({"delegation": fact.delegation, "function": fact.function})
    return SubjectRow(id, str(fact.meeting_id), fact.delegation, "all", words)


def _of_participant(id: str, fact: ParticipantEntered, page: RowBatch) -> SubjectRow:
    words = _json({"delegation": fact.delegation})
    return SubjectRow(id, None, fact.delegation, MatterAudience.ALL, words)


def _of_redaction(id: str, _: TextRedacted, page: RowBatch) -> SubjectRow:
    return SubjectRow(id, None, None, MatterAudience.ALL, "{}")


def _of_objective(id: str, fact: ObjectiveSet, page: RowBatch) -> SubjectRow:
    words = _json({"code": fact.code})
    return SubjectRow(id, str(fact.meeting_id), None, fact.audience, words)


def _of_activity(id: str, fact: ActivityProposed, page: RowBatch) -> SubjectRow:
    owner = fact.promise.owner.delegation
    words = _json({"title": fact.promise.title, "owner": owner})
    return SubjectRow(id, str(fact.meeting_id), owner, fact.audience, words)


# By the fact's own class: to match a fact against class after class takes longer than
# everything else that is done with it here.
_SUBJECTS: Mapping[type[DomainEvent], Callable[[str, Any, RowBatch], SubjectRow]] = {
    NetworkEstablished: _of_network,
    MeetingAnnounced: _of_meeting,
    LedgerOpened: _of_ledger,
    RegistrationNominated: _of_registration,
    ParticipantEntered: _of_participant,
    TextRedacted: _of_redaction,
    ObjectiveSet: _of_objective,
    ActivityProposed: _of_activity,
}


# What a fact adds to its sentence.


def _opened(fact: NetworkEstablished) -> dict[str, Any]:
    what = ", as a demonstration" if fact.demonstration else ""
    return {"name": fact.name, "demonstration": what}


def _invited(fact: DelegationsInvited) -> dict[str, Any]:
    count = len(fact.delegations)
    return {"invited": f"{count} delegation{'s were' if count > 1 else ' was'}"}


def _quota(fact: QuotaChanged) -> dict[str, Any]:
    return {"delegation": fact.delegation, "quota": fact.quota} | reason(fact)


def _stated(fact: AttendanceStated) -> dict[str, Any]:
    more = "more than " if fact.total.at_least else ""
    return {"participants": fact.total.participants, "at_least": more}


def _seats(fact: SeatsTaken) -> dict[str, Any]:
    count = sum(len(one.registrations) for one in fact.seats)
    told = {"seats": f"{count:,} seat{'s were' if count > 1 else ' was'}"}
    # Of one delegation, they are found where that delegation's facts are looked for.
    of_one = len(fact.seats) == 1
    return told | ({"delegation": fact.seats[0].delegation} if of_one else {})


def _nominated(fact: RegistrationNominated) -> dict[str, Any]:
    article = "an" if fact.function[0] in "aeiou" else "a"
    return {"a_function": f"{article} {fact.function}"}


def _designated(fact: FocalPointDesignated) -> dict[str, Any]:
    return {"since": fact.designation.since.isoformat()}


def _erased(fact: PersonalDataErased) -> dict[str, Any]:
    return {"groups": ", ".join(fact.groups)} | reason(fact)


def _concerned(fact: DomainEvent) -> dict[str, Any]:
    concerned = getattr(fact, "delegation", None)
    return {} if concerned is None else {"delegation": concerned}


_WORDS: Mapping[type[DomainEvent], Callable[[Any], dict[str, Any]]] = {
    NetworkEstablished: _opened,
    MeetingAnnounced: lambda fact: {"starts_on": fact.details.starts_on.isoformat()},
    DelegationsInvited: _invited,
    SessionScheduled: lambda fact: {"title": fact.session.title},
    RegistrationOpened: lambda fact: {"capacity": fact.capacity},
    QuotaChanged: _quota,
    AttendanceStated: _stated,
    SeatsTaken: _seats,
    RegistrationNominated: _nominated,
    # Its subject's words say whose it is.
    ParticipantEntered: lambda _: {},
    ObjectiveSet: lambda fact: {"text": fact.text},
    RegistrationRefused: reason,
    FocalPointDesignated: _designated,
    DesignationEnded: lambda fact: {"until": fact.on.isoformat()},
    PersonalDataErased: _erased,
    TextRedacted: reason,
    **WORDS_OF_ACTIVITIES,
}


def _audience(fact: DomainEvent) -> str | None:
    return fact.session.audience if type(fact) is SessionScheduled else None


def _called(details: MeetingDetails) -> str:
    """A short name for a meeting: "10th meeting, Berlin 2016"."""
    edition = (
        f"{format_ordinal(details.edition)} meeting" if details.edition else "Meeting"
    )
    where = f"{details.city} " if details.city else ""
    return f"{edition}, {where}{details.starts_on.year}"


def _joined(subject: str, words: dict[str, Any]) -> str:
    """The subject's words and those of the fact, which are never the same words.

    Both are JSON objects, so their texts are put together without reading them.
    """
    if not words:
        return subject
    return _json(words) if subject == "{}" else f"{subject[:-1]},{_json(words)[1:]}"


def _json(words: dict[str, Any]) -> str:
    return to_json(words).decode()
