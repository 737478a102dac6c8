"""One delegate's registration for one meeting.

requested ──> nominated ──> confirmed ──> attended
    │           ├──> waitlisted ──> confirmed
    ├───────────┼──> refused
    └───────────┴──> withdrawn (from any state but refused and attended)

nominated, waitlisted, confirmed or attended ──> substituted
refused, withdrawn or substituted ──> nominated again

On the list of a past meeting: attended, or listed, and nothing follows.
"""

from dataclasses import replace
from typing import ClassVar, Self
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    DomainEvent,
    FactMetadata,
    impossible_when,
    possible_when,
)
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.name_based_ids import name_based_id
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.attendance.decisions import AttendanceDecisions
from bsm_domain.registration.attendance.facts import (
    AttendanceRecorded,
    AttendanceStruck,
    DepartureRecorded,
    RegistrationRecorded,
)
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
from bsm_domain.registration.registration_state import ENDED
from bsm_domain.registration.session_places.decisions import SessionPlaceDecisions
from bsm_domain.registration.session_places.facts import (
    PlaceAwaited,
    PlaceGivenUp,
    PlaceTaken,
    SessionPlaceEvent,
)
from bsm_domain.registration.substitution.decisions import SubstitutionDecisions
from bsm_domain.registration.substitution.facts import (
    ChangeGranted,
    ChangeRefused,
    ChangeRequested,
    RegistrationSubstituted,
    SubstitutionEvent,
)

_S = RegistrationStatus

RegistrationEvent = (
    RegistrationNominated
    | RegistrationNominatedAgain
    | RegistrationRequested
    | RegistrationRecorded
    | RequestEndorsed
    | RequestDeclined
    | RegistrationConfirmed
    | RegistrationPromoted
    | RegistrationWaitlisted
    | RegistrationRefused
    | RegistrationWithdrawn
    | FunctionChanged
    | AttendanceRecorded
    | DepartureRecorded
    | AttendanceStruck
    | SubstitutionEvent
    | SessionPlaceEvent
)
FirstFact = RegistrationNominated | RegistrationRequested | RegistrationRecorded


def registration_id_of(meeting: UUID, participant: UUID) -> UUID:
    """The ID of a person's registration for a meeting, so that there can be only
    one.
    """
    return name_based_id(meeting, str(participant))


class Registration(SessionPlaceDecisions, AttendanceDecisions, SubstitutionDecisions):
    __slots__ = ()

    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (
        RegistrationNominated,
        RegistrationRequested,
        RegistrationRecorded,
    )

    # Decide: can refuse, changes nothing.

    @classmethod
    def nominate(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        delegation: str,
        function: DelegateFunction,
        participant_id: UUID | None = None,
        note_id: UUID | None = None,
        place: int | None = None,
        late: bool = False,
        in_place_of: UUID | None = None,
        seat: UUID | None = None,
        reason: FreeText | None = None,
    ) -> RegistrationNominated:
        return RegistrationNominated(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            delegation=delegation,
            function=function,
            participant_id=participant_id,
            note_id=note_id,
            place=place,
            late=late,
            in_place_of=in_place_of,
            seat=seat,
            reason=reason,
        )

    @classmethod
    def request(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        delegation: str,
        function: DelegateFunction,
        participant_id: UUID,
        remark: FreeText | None = None,
    ) -> RegistrationRequested:
        return RegistrationRequested(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            delegation=delegation,
            function=function,
            participant_id=participant_id,
            remark=remark,
        )

    @possible_when("a delegate can be renominated", *ENDED)
    def nominate_again(
        self,
        metadata: FactMetadata,
        *,
        function: DelegateFunction,
        note_id: UUID | None = None,
        place: int | None = None,
        late: bool = False,
        in_place_of: UUID | None = None,
        seat: UUID | None = None,
        reason: FreeText | None = None,
    ) -> RegistrationNominatedAgain:
        """Without a `seat`, it is not that of somebody else."""
        return RegistrationNominatedAgain(
            **self.next_header(metadata),
            function=function,
            note_id=note_id,
            place=place,
            late=late,
            in_place_of=in_place_of,
            seat=seat or self.new_seat,
            reason=reason,
        )

    @possible_when("a request can be endorsed", _S.REQUESTED)
    def endorse(
        self,
        metadata: FactMetadata,
        *,
        function: DelegateFunction | None = None,
        note_id: UUID | None = None,
        late: bool = False,
        reason: FreeText | None = None,
    ) -> RequestEndorsed:
        """Without a `function`, in the one that was asked for."""
        return RequestEndorsed(
            **self.next_header(metadata),
            function=function or self.function,
            note_id=note_id,
            late=late,
            reason=reason,
        )

    @possible_when("a request can be declined", _S.REQUESTED)
    def decline(self, metadata: FactMetadata, *, reason: FreeText) -> RequestDeclined:
        return RequestDeclined(**self.next_header(metadata), reason=reason)

    @possible_when(
        "a registration can be refused",
        _S.REQUESTED,
        _S.NOMINATED,
        _S.WAITLISTED,
    )
    def refuse(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> RegistrationRefused:
        return RegistrationRefused(**self.next_header(metadata), reason=reason)

    @impossible_when(
        "this delegate attended; record that they left instead", _S.ATTENDED
    )
    @possible_when(
        "a registration can be withdrawn",
        _S.REQUESTED,
        _S.NOMINATED,
        _S.WAITLISTED,
        _S.CONFIRMED,
    )
    def withdraw(
        self, metadata: FactMetadata, *, reason: FreeText | None = None
    ) -> RegistrationWithdrawn:
        return RegistrationWithdrawn(**self.next_header(metadata), reason=reason)

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: FirstFact) -> Self:
        id = event.originator_id
        nominated = event if isinstance(event, RegistrationNominated) else None
        return cls(
            id,
            1,
            event.meeting_id,
            event.delegation,
            event.function,
            (nominated and nominated.seat) or id,
            event.participant_id,
            status_at_first(event),
            nominated.note_id if nominated else None,
            nominated is not None and nominated.late,
            is_from_list=isinstance(event, RegistrationRecorded),
        )

    def evolve(self, event: RegistrationEvent) -> Self:
        status = RegistrationStatus(event.LEADS_TO or self.status)
        if status is _S.CONFIRMED and self.movements.get(None):
            # Somebody who came, was substituted, and comes back.
            status = _S.ATTENDED
        version = event.originator_version
        is_of_session = getattr(event, "session_id", None) is not None
        own_version = self.own_version if is_of_session else version
        after = replace(self, version=version, own_version=own_version, status=status)
        if self.change_request is not None and not after.holds_seat:
            after = replace(after, change_request=None)
        match event:
            case RegistrationNominatedAgain() | RequestEndorsed():
                return replace(
                    after,
                    function=event.function or self.function,
                    note_id=event.note_id,
                    late=event.late,
                    seat=getattr(event, "seat", None) or self.id,
                )
            case FunctionChanged(function=function):
                return replace(after, function=function)
            case AttendanceRecorded() | DepartureRecorded() | AttendanceStruck():
                return after._with_attendance(event)
            case ChangeRequested():
                return replace(after, change_request=event)
            case ChangeGranted() | ChangeRefused():
                return replace(after, change_request=None)
            case RegistrationSubstituted(occurred_at=at):
                return replace(after, substituted_at=at)
            case PlaceTaken() | PlaceAwaited() | PlaceGivenUp():
                return after._evolve_places(event)
        return after


def status_at_first(event: FirstFact) -> RegistrationStatus:
    """The status after the first fact."""
    if isinstance(event, RegistrationRecorded):
        return _S.ATTENDED if event.came else _S.LISTED
    return event.LEADS_TO
