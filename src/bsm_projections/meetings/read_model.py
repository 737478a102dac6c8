"""Read model: the network's meetings."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.sources import Source
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda_facts import AgendaReleased
from bsm_domain.meetings.issued_list_facts import ListOfParticipantsIssued
from bsm_domain.meetings.meeting_changes import DAYS
from bsm_domain.meetings.meeting_facts import (
    AttendanceCorrected,
    AttendanceStated,
    CapacityChanged,
    DetailsChanged,
    MeetingAnnounced,
    MeetingCancelled,
    MeetingConcluded,
    MeetingDetails,
    MeetingOpened,
    MeetingPostponed,
    MeetingStatus,
    RegistrationClosed,
    RegistrationOpened,
    RegistrationReopened,
    RollCalled,
)
from bsm_domain.meetings.registration_terms import RegistrationTermsSet
from bsm_domain.meetings.session_places import SessionPlacesSet
from bsm_domain.meetings.source_facts import MeetingSourceNamed, SourcedPart
from bsm_projections.engine.columns import (
    Id,
    column,
    computed,
)
from bsm_projections.engine.temporal_tables import RowBatch, Table
from bsm_projections.meetings.agenda import (
    AGENDA_VERSIONS,
    DRAFT_SESSIONS,
    SESSIONS,
    UNNUMBERED,
    MeetingSession,
    fold_agenda,
    move_draft,
    name_agenda_source,
)
from bsm_projections.meetings.issued_lists import ISSUED_LISTS, issued_list_row
from bsm_projections.meetings.registration_terms import (
    REGISTRATION_TERMS,
    terms_row,
)
from bsm_projections.meetings.roll_calls import ROLL_CALLS, roll_call_row
from bsm_projections.meetings.sources import (
    FieldSource,
    stored_source,
    with_field_sources,
)
from bsm_projections.registration.session_places.places_of_sessions import (
    SESSION_PLACES,
    session_places_row,
)


@dataclass(frozen=True, slots=True)
class StatedAttendance:
    """What a source reports, kept apart from what is counted here. `states` is how many
    participating States it names, `remark` what else it says of who took part.
    """

    participants: int
    at_least: bool
    source: str
    states: int | None = None
    remark: str | None = None
    page: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`host_name` is the State's name on the viewed day. `status_reason` is why it is
    postponed or cancelled, since `status_since`, and `status_before` the one that it
    had until then. The agenda is that of the version
    `agenda_number`; 0 is one without a number. `moved` says that the meeting was
    postponed or moved after that agenda was released. `sources` say where details were
    found.
    """

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
    status_since: datetime | None = None  # postponed or cancelled
    status_reason: str | None = computed()
    status_before: str | None = None
    capacity: int | None
    stated: StatedAttendance | None = computed()
    agenda_number: int = UNNUMBERED
    moved: bool = False
    agenda: tuple[MeetingSession, ...] = computed()
    sources: tuple[FieldSource, ...] = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow(Meeting):
    """`stated_*` is what a source says. `sealed_reason` was recorded by the command
    `command_id`. `session_ids` are those of all sessions that were ever added.
    """

    stated_participants: int | None = None
    stated_at_least: bool = False
    stated_source: str | None = None
    stated_states: int | None = None
    stated_remark: str | None = None
    stated_page: str | None = None
    sealed_reason: str | None = None
    command_id: str | None = None
    session_ids: tuple[str, ...] = ()
    stored_sources: str = "{}"


MEETINGS = Table("meetings", MeetingRow, ("meeting_id",))


class Meetings:
    name = "meetings"
    version = 8
    tables = (
        *(MEETINGS, SESSIONS, DRAFT_SESSIONS, AGENDA_VERSIONS, ROLL_CALLS),
        *(REGISTRATION_TERMS, ISSUED_LISTS, SESSION_PLACES),
    )
    stored_name_prefixes = ("bsm.meeting.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id, version = batch.stream, fact.originator_version
        if isinstance(fact, MeetingAnnounced):
            given = fact.details.model_dump(exclude_none=True)
            row = MeetingRow(
                id=id,
                version=version,
                status=MeetingStatus.ANNOUNCED,
                capacity=None,
                stored_sources=with_field_sources("{}", fact, given),
                **dict(fact.details),
            )
            batch.put(MEETINGS, row)
            return
        row = replace(batch.must_get(MEETINGS, id), version=version)
        row = _with_fact(row, fact, batch)
        session_ids = fold_agenda(fact, batch, id, row.session_ids)
        match fact:
            case MeetingSourceNamed(parts=parts) if SourcedPart.AGENDA in parts:
                name_agenda_source(fact, batch, id, row.agenda_number, session_ids)
            case ListOfParticipantsIssued():
                batch.put(ISSUED_LISTS, issued_list_row(fact))
            case RegistrationTermsSet():
                batch.put(REGISTRATION_TERMS, terms_row(fact))
            case SessionPlacesSet(session_id=session):
                session_row = batch.must_get(DRAFT_SESSIONS, id, str(session))
                places_row = session_places_row(fact, session_row.audience)
                batch.put(SESSION_PLACES, places_row)
            case RollCalled(session_id=None):
                batch.put(ROLL_CALLS, roll_call_row(fact, MatterAudience.ALL))
            case RollCalled(session_id=called):
                session_row = batch.must_get(DRAFT_SESSIONS, id, str(called))
                batch.put(ROLL_CALLS, roll_call_row(fact, session_row.audience))
        batch.put(MEETINGS, replace(row, session_ids=session_ids))


def _with_fact(row: MeetingRow, fact: DomainEvent, batch: RowBatch) -> MeetingRow:
    match fact:
        case RegistrationOpened(capacity=capacity):
            return replace(row, status=fact.LEADS_TO, capacity=capacity)
        case (
            RegistrationClosed()
            | RegistrationReopened()
            | MeetingOpened()
            | MeetingConcluded()
        ):
            return replace(row, status=fact.LEADS_TO)
        case CapacityChanged(capacity=capacity):
            return replace(row, capacity=capacity)
        case AttendanceStated(total=total) | AttendanceCorrected(total=total):
            return replace(
                row,
                stated_participants=total.participants,
                stated_at_least=total.at_least,
                stated_source=total.source,
                stated_states=total.states,
                stated_remark=total.remark,
                stated_page=stored_source(fact),
            )
        case AgendaReleased(number=number):
            return replace(row, agenda_number=number, moved=False)
        case DetailsChanged(details=details, changed=changed):
            move_draft(batch, row.session_ids, fact.sessions_moved_by)
            sources = with_field_sources(row.stored_sources, fact, changed)
            moved = row.moved or not DAYS.isdisjoint(changed)
            return replace(row, **dict(details), stored_sources=sources, moved=moved)
        case MeetingSourceNamed(parts=parts):
            named = [name for name in MeetingDetails.model_fields if name in parts]
            stated = SourcedPart.ATTENDANCE in parts
            return replace(
                row,
                stored_sources=with_field_sources(row.stored_sources, fact, named),
                stated_page=stored_source(fact) if stated else row.stated_page,
            )
        case MeetingPostponed(starts_on=None):
            return replace(
                _with_reason(row, fact),
                status=MeetingStatus.POSTPONED,
                moved=True,
            )
        case MeetingPostponed(starts_on=starts_on, ends_on=ends_on):
            move_draft(batch, row.session_ids, fact.sessions_moved_by)
            return replace(
                row,
                status=row.status_before or row.status,
                starts_on=starts_on or row.starts_on,
                ends_on=ends_on or row.ends_on,
                stored_sources=with_field_sources(
                    row.stored_sources, fact, sorted(DAYS)
                ),
                status_since=None,
                status_before=None,
                sealed_reason=None,
                moved=True,
            )
        case MeetingCancelled():
            return replace(_with_reason(row, fact), status=fact.LEADS_TO)
    return row


def _with_reason(
    row: MeetingRow, fact: MeetingPostponed | MeetingCancelled
) -> MeetingRow:
    return replace(
        row,
        status_since=fact.occurred_at,
        status_before=row.status_before or row.status,
        sealed_reason=fact.reason.model_dump_json(),
        command_id=str(fact.command_id),
    )
