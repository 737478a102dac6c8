"""One edition of the network's annual meeting, and who is invited to it.

announced ──> registration open ──> registration closed ──> in session ──> concluded
    └──────────────── (held without registration) ──────────────┘
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self, assert_never
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from bsm_domain.foundation.aggregate import (
    Aggregate,
    DomainEvent,
    FactMetadata,
    FrozenModel,
)
from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    NotInvited,
    errors_within,
)
from bsm_domain.foundation.free_text import DelegationCode, FreeText, LongText, Title
from bsm_domain.foundation.plurals import count_of
from bsm_domain.foundation.states import STATES, DelegationKind
from bsm_domain.foundation.time_zones import RecordedTimeZone, must_be_time_zone
from bsm_domain.foundation.values import MatterAudience

SeatCount = Annotated[int, Field(ge=0, le=100_000, strict=True)]


class MeetingMode(StrEnum):
    IN_PERSON = "in person"
    ONLINE = "online"
    HYBRID = "online and in person"


class MeetingDetails(FrozenModel):
    """What the invitation says. `host` and `chair` are codes of States."""

    series: Title
    title: Title
    edition: Annotated[int, Field(ge=1, le=1_000)] | None = None
    city: Title | None = None
    host: DelegationCode | None = None
    chair: DelegationCode | None = None
    organiser: Title | None = None
    starts_on: date
    ends_on: date
    time_zone: RecordedTimeZone
    mode: MeetingMode = MeetingMode.IN_PERSON
    themes: tuple[Title, ...] = ()

    @field_validator("ends_on", mode="after")
    @classmethod
    def _must_not_end_before_it_starts(cls, day: date, told: ValidationInfo) -> date:
        starts_on = told.data.get("starts_on")
        if starts_on is not None and day < starts_on:
            raise ValueError(
                f"the meeting ends on {day}, before it starts on {starts_on}"
            )
        return day


class InvitedDelegation(FrozenModel):
    """A delegation on the meeting's list. `quota` counts seats.

    `agency_of` names the State whose national agency an organisation is.
    """

    code: DelegationCode
    kind: DelegationKind
    name: Title
    agency_of: DelegationCode | None = None
    quota: SeatCount

    def must_be_known(self) -> None:
        """Raises InvalidValue for a code that no State has."""
        if self.kind is not DelegationKind.ORGANISATION:
            state = STATES.get(self.code)
            if state is None or state.kind is not self.kind:
                raise InvalidValue(
                    f"“{self.code}” is not the code of a {self.kind}", field="code"
                )
        if self.agency_of is not None and self.agency_of not in STATES:
            raise InvalidValue(
                f"“{self.agency_of}” is not the code of a State", field="agency_of"
            )


class SessionKind(StrEnum):
    PLENARY = "plenary"
    WORKING_SESSION = "working session"
    FOCAL_POINTS_ONLY = "focal points only"
    STUDY_VISIT = "study visit"
    SIDE_EVENT = "side event"


class AgendaSession(FrozenModel):
    session_id: UUID
    on: date
    title: Title
    kind: SessionKind
    audience: MatterAudience


class StatedTotal(FrozenModel):
    """How many took part, as a source reports it; never as counted here.

    `at_least` is true where the source says "more than N".
    """

    participants: Annotated[int, Field(ge=0, le=1_000_000, strict=True)]
    at_least: bool = False
    source: LongText


class MeetingAnnounced(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.announced.v1"
    details: MeetingDetails


class DelegationsInvited(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.delegations_invited.v1"
    delegations: tuple[InvitedDelegation, ...]


class SessionScheduled(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.session_scheduled.v1"
    session: AgendaSession


class RegistrationOpened(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.registration_opened.v1"
    capacity: int


class RegistrationClosed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.registration_closed.v1"


class QuotaChanged(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.quota_changed.v1"
    delegation: str
    quota: int
    reason: FreeText


class MeetingOpened(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.opened.v1"


class MeetingConcluded(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.concluded.v1"


class AttendanceStated(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.attendance_stated.v1"
    total: StatedTotal


MeetingEvent = (
    MeetingAnnounced
    | DelegationsInvited
    | SessionScheduled
    | RegistrationOpened
    | RegistrationClosed
    | QuotaChanged
    | MeetingOpened
    | MeetingConcluded
    | AttendanceStated
)


class MeetingStatus(StrEnum):
    ANNOUNCED = "announced"
    REGISTRATION_OPEN = "registration open"
    REGISTRATION_CLOSED = "registration closed"
    IN_SESSION = "in session"
    CONCLUDED = "concluded"


@dataclass(frozen=True, slots=True)
class Meeting(Aggregate):
    KIND: ClassVar[str] = "meeting"
    FIRST_FACT: ClassVar[type[DomainEvent]] = MeetingAnnounced

    details: MeetingDetails
    status: MeetingStatus = MeetingStatus.ANNOUNCED
    capacity: int = 0
    quotas: dict[str, int] = field(default_factory=dict)
    sessions: dict[UUID, MatterAudience] = field(default_factory=dict)

    # Decide: may refuse, changes nothing.

    @classmethod
    def announce(
        cls, id: UUID, metadata: FactMetadata, details: MeetingDetails
    ) -> MeetingAnnounced:
        try:
            must_be_time_zone(details.time_zone)
        except ValueError as error:
            raise InvalidValue(str(error), field="details.time_zone") from None
        for name in ("starts_on", "ends_on"):
            day: date = getattr(details, name)
            if not 1900 <= day.year <= 2999:
                raise InvalidValue(
                    f"{day} is not a possible day of a meeting (1900 to 2999)",
                    field=f"details.{name}",
                )
        return MeetingAnnounced(**metadata.header(id, 1), details=details)

    def invite(
        self, metadata: FactMetadata, delegations: Sequence[InvitedDelegation]
    ) -> DelegationsInvited:
        self._must_not_be_over("invite delegations to")
        if not delegations:
            raise InvalidValue(
                "name at least one delegation to invite", field="delegations"
            )
        seen = set(self.quotas)
        for number, delegation in enumerate(delegations):
            with errors_within(f"delegations.{number}"):
                delegation.must_be_known()
                if delegation.code in seen:
                    raise InvalidValue(
                        f"{delegation.code} is invited already", field="code"
                    )
                seen.add(delegation.code)
        return DelegationsInvited(
            **self.next_header(metadata), delegations=tuple(delegations)
        )

    def schedule(
        self, metadata: FactMetadata, session: AgendaSession
    ) -> SessionScheduled:
        self._must_not_be_over("schedule a session at")
        if session.session_id in self.sessions:
            raise InvalidValue(
                f"session {session.session_id} is scheduled already", field="session_id"
            )
        first, last = self.details.starts_on, self.details.ends_on
        if not first <= session.on <= last:
            raise InvalidValue(
                f"the meeting lasts from {first} to {last}; {session.on} is outside",
                field="on",
            )
        return SessionScheduled(**self.next_header(metadata), session=session)

    def open_registration(
        self, metadata: FactMetadata, *, capacity: int
    ) -> RegistrationOpened:
        self._must_be("open registration for", MeetingStatus.ANNOUNCED)
        return RegistrationOpened(**self.next_header(metadata), capacity=capacity)

    def close_registration(self, metadata: FactMetadata) -> RegistrationClosed:
        self._must_be("close registration for", MeetingStatus.REGISTRATION_OPEN)
        return RegistrationClosed(**self.next_header(metadata))

    def change_quota(
        self,
        metadata: FactMetadata,
        *,
        delegation: str,
        quota: int,
        reason: FreeText,
        taken: int,
    ) -> QuotaChanged:
        """`taken` is the number of seats that the delegation holds now."""
        self._must_not_be_over("change a quota of")
        self.quota_of(delegation)
        if quota < taken:
            raise InvalidValue(
                f"{delegation} holds {count_of(taken, 'seat')}; its quota cannot "
                "become "
                f"{quota}",
                field="quota",
            )
        return QuotaChanged(
            **self.next_header(metadata),
            delegation=delegation,
            quota=quota,
            reason=reason,
        )

    def open(self, metadata: FactMetadata) -> MeetingOpened:
        self._must_be(
            "open", MeetingStatus.ANNOUNCED, MeetingStatus.REGISTRATION_CLOSED
        )
        return MeetingOpened(**self.next_header(metadata))

    def conclude(self, metadata: FactMetadata) -> MeetingConcluded:
        self._must_be("conclude", MeetingStatus.IN_SESSION)
        return MeetingConcluded(**self.next_header(metadata))

    def state_attendance(
        self, metadata: FactMetadata, total: StatedTotal
    ) -> AttendanceStated:
        self._must_be(
            "state the attendance of", MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED
        )
        return AttendanceStated(**self.next_header(metadata), total=total)

    def quota_of(self, delegation: str) -> int:
        """The seats of a delegation; refuses one that is not invited."""
        try:
            return self.quotas[delegation]
        except KeyError:
            raise NotInvited(
                f"{delegation} is not invited to “{self.details.title}”"
            ) from None

    def must_accept_nominations(self, delegation: str) -> None:
        self._must_be("nominate for", MeetingStatus.REGISTRATION_OPEN)
        self.quota_of(delegation)

    def must_assign_seats(self) -> None:
        """Seats are given while registration is open, and until the meeting opens."""
        self._must_be(
            "assign seats of",
            MeetingStatus.REGISTRATION_OPEN,
            MeetingStatus.REGISTRATION_CLOSED,
        )

    def must_have_begun(self) -> None:
        self._must_be(
            "record attendance of", MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED
        )

    def _must_be(self, verb: str, *allowed: MeetingStatus) -> None:
        if self.status not in allowed:
            raise InvalidTransition(
                f"cannot {verb} a meeting that is {self.status}; "
                f"it must be {' or '.join(allowed)}"
            )

    def _must_not_be_over(self, verb: str) -> None:
        if self.status is MeetingStatus.CONCLUDED:
            raise InvalidTransition(f"cannot {verb} a meeting that is {self.status}")

    # Evolve: never refuses, it has happened.

    @classmethod
    def begin(cls, event: MeetingAnnounced) -> Self:
        return cls(event.originator_id, 1, event.details)

    def evolve(self, event: MeetingEvent) -> Self:
        version = event.originator_version
        match event:
            case DelegationsInvited(delegations=delegations):
                added = {one.code: one.quota for one in delegations}
                return replace(self, version=version, quotas=self.quotas | added)
            case SessionScheduled(session=session):
                sessions = self.sessions | {session.session_id: session.audience}
                return replace(self, version=version, sessions=sessions)
            case RegistrationOpened(capacity=capacity):
                status = MeetingStatus.REGISTRATION_OPEN
                return replace(self, version=version, status=status, capacity=capacity)
            case RegistrationClosed():
                status = MeetingStatus.REGISTRATION_CLOSED
                return replace(self, version=version, status=status)
            case QuotaChanged(delegation=delegation, quota=quota):
                quotas = self.quotas | {delegation: quota}
                return replace(self, version=version, quotas=quotas)
            case MeetingOpened():
                return replace(self, version=version, status=MeetingStatus.IN_SESSION)
            case MeetingConcluded():
                return replace(self, version=version, status=MeetingStatus.CONCLUDED)
            case AttendanceStated():
                return replace(self, version=version)
            case MeetingAnnounced():
                raise AssertionError("a meeting is announced only once")
            case _:
                assert_never(event)
