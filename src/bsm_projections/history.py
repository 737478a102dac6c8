"""Read model: the log of facts, ready to be told in sentences."""

import json
from dataclasses import dataclass
from typing import Any

from bsm_domain.clocks import to_micros
from bsm_domain.follow_up_activity import (
    ActivityBlocked,
    ActivityProposed,
    ActivityReturned,
    ActivityWithdrawn,
    DueDateChanged,
    ProgressReported,
)
from bsm_domain.foundation import DomainEvent
from bsm_domain.meeting import (
    AttendanceStated,
    DelegationsInvited,
    MeetingAnnounced,
    MeetingDetails,
    QuotaChanged,
    RegistrationOpened,
    SessionScheduled,
)
from bsm_domain.network import NetworkEstablished
from bsm_domain.objective import ObjectiveSet
from bsm_domain.registration import RegistrationNominated, RegistrationRefused
from bsm_domain.seat_ledger import LedgerOpened
from bsm_domain.values import MatterAudience
from bsm_projections.read_store import Page, Table


@dataclass(frozen=True, slots=True)
class FactRow:
    """Moments are microseconds since 1970 (UTC). `delegation` is the one concerned;
    `words` is JSON: what the fact's sentence is filled with.
    """

    position: int
    stream_id: str
    stream_version: int
    stored_name: str
    kind: str
    meeting_id: str | None
    delegation: str | None
    audience: str
    recorded_at: int
    occurred_at: int
    entered_late: bool
    actor_role: str
    actor_delegation: str | None
    command_id: str
    words: str


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """What later facts of a stream do not repeat: meeting, delegation, words."""

    stream_id: str
    meeting_id: str | None
    delegation: str | None
    audience: str
    words: str


FACTS = Table(
    "facts",
    FactRow,
    ("position",),
    (("meeting_id",), ("stream_id",), ("delegation",)),
)
SUBJECTS = Table("subjects", SubjectRow, ("stream_id",))


class History:
    name = "history"
    version = 1
    tables = (FACTS, SUBJECTS)
    stops_at_bad_fact = False

    def fold(self, fact: DomainEvent, page: Page) -> None:
        subject = _subject(fact, page)
        if subject is None:
            subject = page.must_get(SUBJECTS, str(fact.originator_id))
        else:
            page.put(SUBJECTS, subject)
        words = _words(fact)
        page.add(
            FACTS,
            FactRow(
                position=page.position,
                stream_id=str(fact.originator_id),
                stream_version=fact.originator_version,
                stored_name=fact.TOPIC,
                kind=fact.TOPIC.split(".")[1],
                meeting_id=subject.meeting_id,
                delegation=words.get("delegation", subject.delegation),
                audience=_audience(fact) or subject.audience,
                recorded_at=to_micros(fact.recorded_at),
                occurred_at=to_micros(fact.occurred_at),
                entered_late=fact.entered_late,
                actor_role=fact.actor.role,
                actor_delegation=fact.actor.delegation,
                command_id=str(fact.command_id),
                words=_json(json.loads(subject.words) | words),
            ),
        )


def _subject(fact: DomainEvent, page: Page) -> SubjectRow | None:
    """What the first fact of a stream tells about all that follow."""
    id = str(fact.originator_id)
    match fact:
        case NetworkEstablished():
            return SubjectRow(id, None, None, MatterAudience.ALL, "{}")
        case MeetingAnnounced(details=details):
            words = _json({"meeting": _called(details)})
            return SubjectRow(id, id, None, MatterAudience.ALL, words)
        case LedgerOpened(meeting_id=meeting_id):
            meeting = page.must_get(SUBJECTS, str(meeting_id))
            return SubjectRow(id, str(meeting_id), None, "all", meeting.words)
        case RegistrationNominated(meeting_id=meeting_id, delegation=delegation):
            words = _json({"delegation": delegation, "function": fact.function})
            return SubjectRow(id, str(meeting_id), delegation, "all", words)
        case ObjectiveSet(meeting_id=meeting_id, code=code):
            words = _json({"code": code})
            return SubjectRow(id, str(meeting_id), None, fact.audience, words)
        case ActivityProposed(meeting_id=meeting_id, promise=promise):
            owner = promise.owner.delegation
            words = _json({"title": promise.title, "owner": owner})
            return SubjectRow(id, str(meeting_id), owner, fact.audience, words)
    return None


def _words(fact: DomainEvent) -> dict[str, Any]:
    """What this fact adds to its sentence."""
    match fact:
        case NetworkEstablished(name=name, demonstration=demonstration):
            what = ", as a demonstration" if demonstration else ""
            return {"name": name, "demonstration": what}
        case MeetingAnnounced(details=details):
            return {"starts_on": details.starts_on.isoformat()}
        case DelegationsInvited(delegations=delegations):
            count = len(delegations)
            return {"invited": f"{count} delegation{'s were' if count > 1 else ' was'}"}
        case SessionScheduled(session=session):
            return {"title": session.title}
        case RegistrationOpened(capacity=capacity):
            return {"capacity": capacity}
        case QuotaChanged(delegation=delegation, quota=quota, reason=reason):
            return {
                "delegation": delegation,
                "quota": quota,
                "reason": reason.model_dump(mode="json"),
            }
        case AttendanceStated(total=total):
            more = "more than " if total.at_least else ""
            return {"participants": total.participants, "at_least": more}
        case RegistrationNominated(delegation=delegation, function=function):
            article = "an" if function[0] in "aeiou" else "a"
            return {"delegation": delegation, "a_function": f"{article} {function}"}
        case ObjectiveSet(text=text):
            return {"text": text}
        case ActivityProposed(promise=promise):
            return {"due_on": promise.due.on.isoformat()}
        case ProgressReported(percent=percent, reason=reason):
            why = f" ({reason.text})" if reason and reason.kind == "plain" else ""
            return {"percent": percent, "because": why}
        case DueDateChanged(due=due, reason=reason):
            return {
                "due_on": due.on.isoformat(),
                "reason": reason.model_dump(mode="json"),
            }
        case ActivityBlocked(blocked_by=blocked_by):
            return {"blocked_by": blocked_by.model_dump(mode="json")}
        case ActivityReturned(reason=reason) | ActivityWithdrawn(reason=reason):
            return {"reason": reason.model_dump(mode="json")}
        case RegistrationRefused(reason=reason):
            return {"reason": reason.model_dump(mode="json")}
    concerned = getattr(fact, "delegation", None)
    return {} if concerned is None else {"delegation": concerned}


def _audience(fact: DomainEvent) -> str | None:
    return fact.session.audience if isinstance(fact, SessionScheduled) else None


def _called(details: MeetingDetails) -> str:
    """A short name for a meeting: "10th meeting, Berlin 2016"."""
    edition = f"{_ordinal(details.edition)} meeting" if details.edition else "Meeting"
    where = f"{details.city} " if details.city else ""
    return f"{edition}, {where}{details.starts_on.year}"


def _ordinal(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else last}"


def _json(words: dict[str, Any]) -> str:
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))
