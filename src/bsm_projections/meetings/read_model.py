"""Read models: the network's meetings and their agendas, the delegations invited to
each, and the objectives of each.
"""

import json
from dataclasses import dataclass, replace

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.microseconds import to_micros
from bsm_domain.meetings.meeting_facts import (
    AttendanceStated,
    DelegationsInvited,
    MeetingAnnounced,
    MeetingConcluded,
    MeetingOpened,
    MeetingStatus,
    QuotaChanged,
    RegistrationClosed,
    RegistrationOpened,
    SessionScheduled,
)
from bsm_domain.meetings.objective import (
    ObjectiveDiscussed,
    ObjectiveSet,
    ObjectiveStatus,
)
from bsm_projections.engine.natural_sort import natural_sort_key
from bsm_projections.engine.temporal_tables import RowBatch, Table


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """`themes` is a JSON list; days are ISO dates; `stated_*` is what a source says."""

    meeting_id: str
    version: int
    series: str
    title: str
    edition: int | None
    city: str | None
    host: str | None
    chair: str | None
    organiser: str | None
    starts_on: str
    ends_on: str
    time_zone: str
    mode: str
    themes: str
    status: str
    capacity: int | None
    stated_participants: int | None
    stated_at_least: bool
    stated_source: str | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    session_id: str
    meeting_id: str
    held_on: str
    title: str
    kind: str
    audience: str


MEETINGS = Table("meetings", MeetingRow, ("meeting_id",))
SESSIONS = Table("sessions", SessionRow, ("session_id",), (("meeting_id",),))


class Meetings:
    name = "meetings"
    version = 1
    tables = (MEETINGS, SESSIONS)
    stored_name_prefixes = ("bsm.meeting.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id = batch.stream
        if not isinstance(fact, MeetingAnnounced):
            row = batch.must_get(MEETINGS, id)
            batch.put(MEETINGS, replace(row, version=fact.originator_version))
        match fact:
            case MeetingAnnounced(details=details):
                row = MeetingRow(
                    meeting_id=id,
                    version=fact.originator_version,
                    series=details.series,
                    title=details.title,
                    edition=details.edition,
                    city=details.city,
                    host=details.host,
                    chair=details.chair,
                    organiser=details.organiser,
                    starts_on=details.starts_on.isoformat(),
                    ends_on=details.ends_on.isoformat(),
                    time_zone=details.time_zone,
                    mode=details.mode,
                    themes=json.dumps(details.themes, ensure_ascii=False),
                    status=MeetingStatus.ANNOUNCED,
                    capacity=None,
                    stated_participants=None,
                    stated_at_least=False,
                    stated_source=None,
                )
                batch.put(MEETINGS, row)
            case RegistrationOpened(capacity=capacity):
                row = batch.must_get(MEETINGS, id)
                status = fact.LEADS_TO
                batch.put(MEETINGS, replace(row, status=status, capacity=capacity))
            case RegistrationClosed() | MeetingOpened() | MeetingConcluded():
                row = batch.must_get(MEETINGS, id)
                batch.put(MEETINGS, replace(row, status=fact.LEADS_TO))
            case AttendanceStated(total=total):
                batch.put(
                    MEETINGS,
                    replace(
                        batch.must_get(MEETINGS, id),
                        stated_participants=total.participants,
                        stated_at_least=total.at_least,
                        stated_source=total.source,
                    ),
                )
            case SessionScheduled(session=session):
                batch.put(
                    SESSIONS,
                    SessionRow(
                        session_id=str(session.session_id),
                        meeting_id=id,
                        held_on=session.on.isoformat(),
                        title=session.title,
                        kind=session.kind,
                        audience=session.audience,
                    ),
                )


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """`name` is the form used when the delegation was invited."""

    meeting_id: str
    code: str
    kind: str
    name: str
    agency_of: str | None
    quota: int


DELEGATIONS = Table("delegations", DelegationRow, ("meeting_id", "code"))


class Delegations:
    name = "delegations"
    version = 1
    tables = (DELEGATIONS,)
    stored_name_prefixes = ("bsm.meeting.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id = batch.stream
        match fact:
            case DelegationsInvited(delegations=delegations):
                for delegation in delegations:
                    batch.put(
                        DELEGATIONS,
                        DelegationRow(
                            meeting_id=id,
                            code=delegation.code,
                            kind=delegation.kind,
                            name=delegation.name,
                            agency_of=delegation.agency_of,
                            quota=delegation.quota,
                        ),
                    )
            case QuotaChanged(delegation=code, quota=quota):
                row = batch.must_get(DELEGATIONS, id, code)
                batch.put(DELEGATIONS, replace(row, quota=quota))


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """`discussed_at` is when it happened, in microseconds since 1970 (UTC);
    `code_order` sorts O10 after O2.
    """

    objective_id: str
    version: int
    meeting_id: str
    code: str
    code_order: str
    text: str
    audience: str
    outcome_kind: str
    status: str
    discussed_at: int | None
    summary: str | None


OBJECTIVES = Table("objectives", ObjectiveRow, ("objective_id",), (("meeting_id",),))


class Objectives:
    name = "objectives"
    version = 2
    tables = (OBJECTIVES,)
    stored_name_prefixes = ("bsm.objective.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id = batch.stream
        match fact:
            case ObjectiveSet():
                batch.put(
                    OBJECTIVES,
                    ObjectiveRow(
                        objective_id=id,
                        version=fact.originator_version,
                        meeting_id=str(fact.meeting_id),
                        code=fact.code,
                        code_order=natural_sort_key(fact.code),
                        text=fact.text,
                        audience=fact.audience,
                        outcome_kind=fact.outcome_kind,
                        status=ObjectiveStatus.SET,
                        discussed_at=None,
                        summary=None,
                    ),
                )
            case ObjectiveDiscussed():
                batch.put(
                    OBJECTIVES,
                    replace(
                        batch.must_get(OBJECTIVES, id),
                        version=fact.originator_version,
                        status=fact.LEADS_TO,
                        discussed_at=to_micros(fact.occurred_at),
                        summary=fact.summary,
                    ),
                )
