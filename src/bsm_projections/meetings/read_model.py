"""Read models: the network's meetings and their agendas, the delegations invited to
each, and the objectives of each.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.values import MatterAudience
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
    RollCalled,
    SessionScheduled,
)
from bsm_domain.meetings.objective import (
    AimListed,
    ObjectiveDiscussed,
    ObjectiveSet,
    ObjectiveStatus,
)
from bsm_projections.engine.audience import AIM_ONLY
from bsm_projections.engine.columns import Id, column, computed, natural_sort_key
from bsm_projections.engine.temporal_tables import RowBatch, Table
from bsm_projections.meetings.roll_calls import ROLL_CALLS, roll_call_row


@dataclass(frozen=True, slots=True)
class StatedAttendance:
    """What a source reports, kept apart from what is counted here."""

    participants: int
    at_least: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSession:
    id: Id = column("session_id")
    on: date = column("held_on")
    title: str
    kind: str
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`host_name` is the State's name on the viewed day."""

    id: Id = column("meeting_id")
    version: int
    series: str
    title: str
    edition: int | None
    city: str | None
    host: str | None
    host_name: str | None = computed()
    chair: str | None
    organiser: str | None
    starts_on: date
    ends_on: date
    time_zone: str
    mode: str
    themes: tuple[str, ...]
    status: str
    capacity: int | None
    stated: StatedAttendance | None = computed()
    agenda: tuple[MeetingSession, ...] = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow(Meeting):
    """`stated_*` is what a source says."""

    stated_participants: int | None = None
    stated_at_least: bool = False
    stated_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow(MeetingSession):
    meeting_id: str


MEETINGS = Table("meetings", MeetingRow, ("meeting_id",))
SESSIONS = Table("sessions", SessionRow, ("session_id",), (("meeting_id",),))


class Meetings:
    name = "meetings"
    version = 3
    tables = (MEETINGS, SESSIONS, ROLL_CALLS)
    stored_name_prefixes = ("bsm.meeting.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id, version = batch.stream, fact.originator_version
        if isinstance(fact, MeetingAnnounced):
            row = MeetingRow(
                id=id,
                version=version,
                status=MeetingStatus.ANNOUNCED,
                capacity=None,
                **dict(fact.details),
            )
            batch.put(MEETINGS, row)
            return
        row = replace(batch.must_get(MEETINGS, id), version=version)
        match fact:
            case RegistrationOpened(capacity=capacity):
                row = replace(row, status=fact.LEADS_TO, capacity=capacity)
            case RegistrationClosed() | MeetingOpened() | MeetingConcluded():
                row = replace(row, status=fact.LEADS_TO)
            case AttendanceStated(total=total):
                row = replace(
                    row,
                    stated_participants=total.participants,
                    stated_at_least=total.at_least,
                    stated_source=total.source,
                )
            case SessionScheduled(session=session):
                session_id = str(session.session_id)
                fields = session.model_dump(exclude={"session_id"})
                batch.put(SESSIONS, SessionRow(id=session_id, meeting_id=id, **fields))
            case RollCalled(session_id=None):
                batch.put(ROLL_CALLS, roll_call_row(fact, MatterAudience.ALL))
            case RollCalled(session_id=called):
                session_row = batch.must_get(SESSIONS, str(called))
                batch.put(ROLL_CALLS, roll_call_row(fact, session_row.audience))
        batch.put(MEETINGS, row)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDelegation:
    """`participants` holds seats (confirmed or attended); `registrations` counts all.

    `came` says that at least one of its registrations holds a seat.
    """

    code: str
    name: str
    kind: str
    agency_of: str | None
    quota: int
    registrations: int = computed()
    participants: int = computed()
    open_activities: int = computed()
    came: bool = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationRow(MeetingDelegation):
    """Its `name` is the form used when the delegation was invited."""

    meeting_id: str


DELEGATIONS = Table("delegations", DelegationRow, ("meeting_id", "code"))


class Delegations:
    name = "delegations"
    version = 2
    tables = (DELEGATIONS,)
    stored_name_prefixes = ("bsm.meeting.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id = batch.stream
        match fact:
            case DelegationsInvited(delegations=delegations):
                for invited in delegations:
                    row = DelegationRow(meeting_id=id, **dict(invited))
                    batch.put(DELEGATIONS, row)
            case QuotaChanged(delegation=code, quota=quota):
                row = batch.must_get(DELEGATIONS, id, code)
                batch.put(DELEGATIONS, replace(row, quota=quota))


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDecision:
    """A decision that comes from an objective; drafts have no `symbol` yet."""

    id: Id = column("decision_id")
    title: str
    status: str
    symbol: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """`status` is set, discussed, or agreed: once a decision in force comes from it. It
    is None for who may know no more than that it is on the programme. `decisions` are
    those that the viewer may see, in the order in which they were tabled.
    """

    id: Id = column("objective_id")
    version: int
    meeting_id: Id
    code: str
    text: str
    audience: str
    outcome_kind: str
    status: str | None
    discussed_at: datetime | None = None  # when it happened
    summary: str | None = None
    decisions: tuple[ObjectiveDecision, ...] = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRow(Objective):
    """`code_order` sorts O10 after O2."""

    code_order: str


@dataclass(frozen=True, slots=True)
class ObjectiveAudienceRow:
    """For whom an objective is: part of the key of its own row."""

    objective_id: str
    audience: str


OBJECTIVE_AUDIENCES = Table(
    "objective_audiences", ObjectiveAudienceRow, ("objective_id",), append_only=True
)
# For everybody who may not see a matter for focal points only there may be a row of its
# own, without what became of it.
OBJECTIVES = Table(
    "objectives",
    ObjectiveRow,
    ("objective_id", "audience"),
    (("meeting_id",),),
    has_aims=True,
)


class Objectives:
    name = "objectives"
    version = 4
    tables = (OBJECTIVES, OBJECTIVE_AUDIENCES)
    stored_name_prefixes = ("bsm.objective.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id, version = batch.stream, fact.originator_version
        if isinstance(fact, ObjectiveSet):
            audience = fact.audience
            batch.add(OBJECTIVE_AUDIENCES, ObjectiveAudienceRow(id, audience))
            row = ObjectiveRow(
                id=id,
                version=version,
                meeting_id=str(fact.meeting_id),
                code=fact.code,
                code_order=natural_sort_key(fact.code),
                text=fact.text,
                audience=audience,
                outcome_kind=fact.outcome_kind,
                status=ObjectiveStatus.SET,
            )
            if fact.aim_for_all and audience is MatterAudience.FOCAL_POINTS:
                batch.put(OBJECTIVES, _aim(row))
        else:
            own = batch.must_get(OBJECTIVE_AUDIENCES, id)
            row = batch.must_get(OBJECTIVES, id, own.audience)
            row = replace(row, version=version)
            match fact:
                case ObjectiveDiscussed():
                    row = replace(
                        row,
                        status=fact.LEADS_TO,
                        discussed_at=fact.occurred_at,
                        summary=fact.summary,
                    )
                case AimListed():
                    batch.put(OBJECTIVES, _aim(row))
        batch.put(OBJECTIVES, row)


def _aim(row: ObjectiveRow) -> ObjectiveRow:
    """What everybody may know of an objective for focal points only."""
    return replace(row, audience=AIM_ONLY, status=None, discussed_at=None, summary=None)
