"""Read model: who is registered, by delegation and function."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.meetings.agenda_facts import SessionScheduled
from bsm_domain.registration.attendance.decisions import status_after_movement
from bsm_domain.registration.attendance.facts import (
    AttendanceRecorded,
    AttendanceStruck,
    DepartureRecorded,
    RegistrationRecorded,
)
from bsm_domain.registration.registration import status_at_first
from bsm_domain.registration.registration_facts import (
    FunctionChanged,
    RegistrationConfirmed,
    RegistrationNominated,
    RegistrationNominatedAgain,
    RegistrationPromoted,
    RegistrationRefused,
    RegistrationRequested,
    RegistrationStatus,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
    RequestDeclined,
    RequestEndorsed,
)
from bsm_domain.registration.seat_ledger import seat_ledger_id_of
from bsm_domain.registration.session_places.facts import SessionPlaceEvent
from bsm_domain.registration.substitution.facts import RegistrationSubstituted
from bsm_projections.engine.columns import Id, column, computed, id_text
from bsm_projections.engine.temporal_tables import RowBatch, Table
from bsm_projections.registration.attendance.read_model import (
    ATTENDANCES,
    RESTRICTED_SESSIONS,
    fold_attendance,
    note_restriction,
)
from bsm_projections.registration.remarks import REMARKS, fold_remark
from bsm_projections.registration.seats.read_model import (
    QUEUE,
    SEAT_LEDGERS,
    SEATS_AHEAD,
    fold_ledger,
    leave_queue,
)
from bsm_projections.registration.session_places.read_model import PLACES, fold_place
from bsm_projections.registration.substitution.read_model import (
    SUBSTITUTION_TABLES,
    fold_substitution,
)

_HOLDS_SEAT = (RegistrationStatus.CONFIRMED, RegistrationStatus.ATTENDED)


# Rows of which there are many are not frozen: that takes three times as long to make.
@dataclass(slots=True, kw_only=True)
class Registration:
    """One person's registration. Its `version` is that of the last fact that is not
    about a session: not everybody may see all sessions. `nominated_at` is when they
    were nominated, or asked to take part; `place` is that in the delegation's own list.
    `seat` is the ID of the first registration that had the seat, which this one has had
    since `seat_since`. `decided_at` is when it was last confirmed, put on the waiting
    list, refused, declined, withdrawn or substituted. `change_request` is the version
    at which a change was requested that the secretariat has not granted or refused yet.
    `list_name` is the list of a past meeting that names the person. `came_at` is when
    they first arrived at the meeting; `left_at`, when they last left, unless they are
    `present`.
    """

    id: Id = column("registration_id")
    version: int
    meeting_id: Id
    delegation: str
    delegation_name: str = computed()
    function: str
    status: str
    nominated_at: datetime
    participant_id: Id | None = None
    place: int | None = None
    late: bool = False
    note_id: Id | None = None
    in_place_of: Id | None = None
    seat: Id
    seat_since: datetime
    decided_at: datetime | None = None
    list_name: str | None = None
    came_at: datetime | None = None
    left_at: datetime | None = None
    present: bool = False
    change_request: int | None = None


REGISTRATIONS = Table(
    "registrations",
    Registration,
    ("registration_id",),
    (("meeting_id", "delegation", "status"),),
    # What is counted, for as many as ten thousand, in the order of the index.
    index_includes=("came_at", "participant_id"),
)


class Registrations:
    name = "registrations"
    version = 14
    tables = (
        *(REGISTRATIONS, SEAT_LEDGERS, QUEUE, SEATS_AHEAD, PLACES, REMARKS),
        *(ATTENDANCES, RESTRICTED_SESSIONS),
        *SUBSTITUTION_TABLES,
    )
    # Of sessions, who may see them.
    stored_name_prefixes = (
        "bsm.registration.",
        "bsm.seat_ledger.",
        "bsm.meeting.session_scheduled.",
    )

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        if fact.TOPIC.startswith("bsm.seat_ledger."):
            fold_ledger(fact, batch)
            return
        fold_remark(fact, batch)
        match fact:
            case (
                RegistrationNominated()
                | RegistrationRequested()
                | RegistrationRecorded()
            ):
                batch.add(REGISTRATIONS, _first_row(fact, batch.stream))
                return
            case SessionScheduled():
                note_restriction(fact, batch)
                return
        row = batch.must_get(REGISTRATIONS, batch.stream)
        changed: dict[str, Any] = {}
        match fact:
            case RegistrationNominatedAgain():
                changed = {
                    "function": fact.function or row.function,
                    "place": fact.place,
                    "late": fact.late,
                    "note_id": id_text(fact.note_id),
                    "in_place_of": id_text(fact.in_place_of),
                    "seat": id_text(fact.seat) or row.id,
                    "seat_since": fact.occurred_at,
                    "decided_at": None,
                }
            case RequestEndorsed():
                changed = {
                    "function": fact.function,
                    "late": fact.late,
                    "note_id": id_text(fact.note_id),
                    "nominated_at": fact.occurred_at,
                }
            case FunctionChanged(function=function):
                changed = {"function": function}
            case (
                RegistrationConfirmed()
                | RegistrationPromoted()
                | RegistrationWaitlisted()
                | RegistrationRefused()
                | RegistrationWithdrawn()
                | RequestDeclined()
                | RegistrationSubstituted()
            ):
                changed = {"decided_at": fact.occurred_at}
        if isinstance(fact, SessionPlaceEvent):
            fold_place(fact, batch, row.meeting_id, row.delegation)
            return
        status = fact.LEADS_TO or row.status
        if row.came_at is not None and status == RegistrationStatus.CONFIRMED:
            # Somebody who came, was substituted, and comes back.
            status = RegistrationStatus.ATTENDED
        if isinstance(fact, AttendanceRecorded | DepartureRecorded | AttendanceStruck):
            presence = fold_attendance(fact, batch, row.meeting_id, row.delegation)
            if fact.session_id is not None:
                return
            changed = {
                "came_at": presence.came_at,
                "left_at": presence.left_at,
                "present": presence.is_present,
            }
            status = status_after_movement(
                RegistrationStatus(row.status), came=presence.came_at is not None
            )
        version = fact.originator_version
        if row.status == RegistrationStatus.WAITLISTED != status:
            ledger = str(seat_ledger_id_of(UUID(row.meeting_id)))
            leave_queue(batch, ledger, row.id, fact, took_seat=status in _HOLDS_SEAT)
        after = replace(row, version=version, status=status, **changed)
        after.change_request = fold_substitution(fact, row, after, batch)
        batch.put(REGISTRATIONS, after)


def _first_row(
    fact: RegistrationNominated | RegistrationRequested | RegistrationRecorded, id: str
) -> Registration:
    happened = fact.occurred_at
    row = Registration(
        id=id,
        version=fact.originator_version,
        meeting_id=str(fact.meeting_id),
        delegation=fact.delegation,
        function=fact.function,
        status=status_at_first(fact),
        nominated_at=happened,
        participant_id=id_text(fact.participant_id),
        seat=id,
        seat_since=happened,
    )
    if isinstance(fact, RegistrationNominated):
        row.place, row.late = fact.place, fact.late
        row.note_id = id_text(fact.note_id)
        row.in_place_of = id_text(fact.in_place_of)
        row.seat = id_text(fact.seat) or id
    elif isinstance(fact, RegistrationRecorded):
        row.place, row.list_name = fact.place, fact.list_name
    return row
