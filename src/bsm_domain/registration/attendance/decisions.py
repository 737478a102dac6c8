"""What is decided about a registration once its meeting begins: arrivals, departures,
that one was recorded by mistake; and what a list of a past meeting says.
"""

from dataclasses import replace
from datetime import datetime
from typing import Self
from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import (
    AlreadyPresent,
    InvalidTransition,
    InvalidValue,
)
from bsm_domain.foundation.formatting import format_datetime
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.attendance.facts import (
    AttendanceRecorded,
    AttendanceStruck,
    DepartureRecorded,
    RegistrationRecorded,
)
from bsm_domain.registration.movements import (
    Movement,
    Movements,
    last_until,
    start_of_last_run,
    with_movement,
    without_movement,
)
from bsm_domain.registration.registration_facts import RegistrationStatus
from bsm_domain.registration.registration_state import RegistrationState

_S = RegistrationStatus
AttendanceEvent = AttendanceRecorded | DepartureRecorded | AttendanceStruck


class AttendanceDecisions(RegistrationState):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @classmethod
    def record_past(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        delegation: str,
        function: DelegateFunction,
        participant_id: UUID,
        place: int | None = None,
        came: bool | None = None,
        list_name: str,
    ) -> RegistrationRecorded:
        """What a list of a past meeting says of a person."""
        return RegistrationRecorded(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            delegation=delegation,
            function=function,
            participant_id=participant_id,
            place=place,
            came=came,
            list_name=list_name,
        )

    @possible_when(
        "attendance can be recorded", _S.CONFIRMED, _S.ATTENDED, _S.SUBSTITUTED
    )
    def record_attendance(
        self,
        metadata: FactMetadata,
        *,
        session_id: UUID | None = None,
        time_zone: str = "UTC",
    ) -> tuple[AttendanceRecorded, ...]:
        """An arrival at a session is also one at the meeting, unless the person is
        there. Of somebody who was substituted, one that happened before that. Raises
        AlreadyPresent, with the time in the zone.
        """
        self.must_not_be_from_list()
        at = metadata.occurred_at
        substituted_at = self.substituted_at
        is_substituted = self.status is _S.SUBSTITUTED
        if is_substituted and substituted_at is not None and at >= substituted_at:
            raise InvalidTransition(
                "this delegate was substituted on "
                f"{format_datetime(substituted_at, time_zone)}; record the arrival of "
                "the substitute, or when this delegate arrived before then"
            )
        last = self._last_movement(session_id, at)
        if last is not None and last.is_arrival:
            since = start_of_last_run(self._movements_until(session_id, at)).at
            where = "at the meeting" if session_id is None else "in this session"
            raise AlreadyPresent(
                f"this delegate has been {where} since "
                f"{format_datetime(since, time_zone)}; record first when they left"
            )
        scopes = [session_id]
        if session_id is not None:
            at_meeting = self._last_movement(None, at)
            if at_meeting is None or not at_meeting.is_arrival:
                scopes.insert(0, None)
        return tuple(
            AttendanceRecorded(
                **metadata.header(self.id, self.version + number), session_id=scope
            )
            for number, scope in enumerate(scopes, start=1)
        )

    @possible_when("a departure can be recorded", _S.ATTENDED, _S.SUBSTITUTED)
    def record_departure(
        self, metadata: FactMetadata, *, session_id: UUID | None = None
    ) -> DepartureRecorded:
        last = self._last_movement(session_id, metadata.occurred_at)
        if last is None or not last.is_arrival:
            where = "" if session_id is None else " at this session"
            raise InvalidTransition(
                f"no arrival{where} is on record before then; record the arrival first"
            )
        return DepartureRecorded(**self.next_header(metadata), session_id=session_id)

    @possible_when(
        "an arrival or departure can be deleted", _S.ATTENDED, _S.SUBSTITUTED
    )
    def strike_attendance(
        self, metadata: FactMetadata, *, corrects: int, reason: FreeText
    ) -> AttendanceStruck:
        for session_id, movements in self.movements.items():
            if any(each.version == corrects for each in movements):
                self._must_leave_sessions_within(session_id, movements, corrects)
                return AttendanceStruck(
                    **self.next_header(metadata),
                    session_id=session_id,
                    corrects=corrects,
                    reason=reason,
                )
        raise InvalidValue(
            f"version {corrects} of this registration is not an arrival or departure "
            "on record; choose one that is",
            field="corrects",
        )

    def _must_leave_sessions_within(
        self, session_id: UUID | None, movements: Movements, corrects: int
    ) -> None:
        """Nobody was at a session who never came to the meeting."""
        came_to_session = any(
            of_scope for scope, of_scope in self.movements.items() if scope is not None
        )
        if (
            session_id is None
            and came_to_session
            and not without_movement(movements, corrects)
        ):
            raise InvalidTransition(
                "this delegate also arrived at a session; delete that arrival first"
            )

    def _movements_until(self, session_id: UUID | None, at: datetime) -> Movements:
        movements = self.movements.get(session_id, ())
        return tuple(each for each in movements if each.at <= at)

    def _last_movement(self, session_id: UUID | None, at: datetime) -> Movement | None:
        return last_until(self.movements.get(session_id, ()), at)

    # Evolve: never refuses, because the fact has happened.

    def _with_attendance(self, event: AttendanceEvent) -> Self:
        """Who arrived at the meeting has attended, until the only arrival is struck."""
        scope = event.session_id
        movements = self.movements.get(scope, ())
        if isinstance(event, AttendanceStruck):
            movements = without_movement(movements, event.corrects)
        else:
            is_arrival = isinstance(event, AttendanceRecorded)
            movement = Movement(event.originator_version, is_arrival, event.occurred_at)
            movements = with_movement(movements, movement)
        status = self.status
        if scope is None:
            status = status_after_movement(status, came=bool(movements))
        return replace(
            self, status=status, movements={**self.movements, scope: movements}
        )


def status_after_movement(
    status: RegistrationStatus, *, came: bool
) -> RegistrationStatus:
    """Whoever holds a seat has attended once they `came`; others stay what they are."""
    if status not in (_S.CONFIRMED, _S.ATTENDED):
        return status
    return _S.ATTENDED if came else _S.CONFIRMED
