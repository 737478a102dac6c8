"""Everything that can happen to a meeting, and the values that these facts carry."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import (
    DelegationCode,
    FreeText,
    LongText,
    OneLineText,
)
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.participating_states import STATES, DelegationKind
from bsm_domain.foundation.time_zones import RecordedTimeZone
from bsm_domain.meetings.agenda_facts import AgendaEvent
from bsm_domain.meetings.issued_list_facts import ListOfParticipantsIssued
from bsm_domain.meetings.registration_terms import RegistrationTermsSet
from bsm_domain.meetings.session_places import SessionPlacesSet
from bsm_domain.meetings.source_facts import MeetingSourceNamed

# The first part of a decision's symbol: "NFP" in NFP.DEC/2/16.
SymbolPrefix = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{2,6}(\.[A-Z]{2,6})?$", strict=True)
]
DEFAULT_SYMBOL_PREFIX = "NFP"
SeatCount = Annotated[int, Field(ge=0, le=100_000, strict=True)]


class MeetingStatus(StrEnum):
    ANNOUNCED = "announced"
    REGISTRATION_OPEN = "registration open"
    REGISTRATION_CLOSED = "registration closed"
    POSTPONED = "postponed"
    IN_SESSION = "in session"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class MeetingMode(StrEnum):
    IN_PERSON = "in person"
    ONLINE = "online"
    HYBRID = "online and in person"


class MeetingDetails(FrozenModel):
    """The details in the invitation. `host` and `chair` are codes of States."""

    series: OneLineText
    title: OneLineText
    edition: Annotated[int, Field(ge=1, le=1_000)] | None = None
    city: OneLineText | None = None
    host: DelegationCode | None = None
    chair: DelegationCode | None = None
    organiser: OneLineText | None = None
    starts_on: date
    ends_on: date
    time_zone: RecordedTimeZone
    mode: MeetingMode = MeetingMode.IN_PERSON
    themes: tuple[OneLineText, ...] = ()

    @field_validator("ends_on", mode="after")
    @classmethod
    def _must_not_end_before_it_starts(cls, day: date, info: ValidationInfo) -> date:
        starts_on = info.data.get("starts_on")
        if starts_on is not None and day < starts_on:
            raise ValueError(
                f"the meeting ends on {format_date(day)}, before it starts on "
                f"{format_date(starts_on)}"
            )
        return day

    def is_same_edition(self, other: "MeetingDetails") -> bool:
        """Whether both are numbered and are the same edition of the same series."""
        return self.edition is not None and (
            (self.series.casefold(), self.edition)
            == (other.series.casefold(), other.edition)
        )

    def differing_fields(self, other: "MeetingDetails") -> tuple[str, ...]:
        """The names of the fields in which both differ."""
        return tuple(
            name
            for name in type(self).model_fields
            if getattr(self, name) != getattr(other, name)
        )

    def edition_after(self, others: "Iterable[MeetingDetails]") -> int:
        """The number after the highest edition of the same series."""
        editions = (
            other.edition
            for other in others
            if other.series.casefold() == self.series.casefold()
        )
        return max(filter(None, editions), default=0) + 1


class InvitedDelegation(FrozenModel):
    """A delegation on the meeting's list. `quota` counts seats.

    `agency_of` names the State whose national agency an organisation is.
    """

    code: DelegationCode
    kind: DelegationKind
    name: OneLineText
    agency_of: DelegationCode | None = None
    quota: SeatCount

    def must_be_known(self) -> None:
        """Raises InvalidValue if no State has the code."""
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


class StatedTotal(FrozenModel):
    """The number of participants according to a source, not as counted here.

    `at_least` is true where the source says "more than N". `states` are the
    participating States that they came from; `remark` is what else the source says of
    who took part.
    """

    participants: Annotated[int, Field(ge=0, le=1_000_000, strict=True)]
    at_least: bool = False
    source: LongText
    states: Annotated[int, Field(ge=0, le=100, strict=True)] | None = None
    remark: LongText | None = None


class MeetingAnnounced(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.announced.v1"
    details: MeetingDetails


class DelegationsInvited(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.delegations_invited.v1"
    delegations: tuple[InvitedDelegation, ...]


class RegistrationOpened(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.registration_opened.v1"
    LEADS_TO: ClassVar[MeetingStatus] = MeetingStatus.REGISTRATION_OPEN
    capacity: int


class RegistrationClosed(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.registration_closed.v1"
    LEADS_TO: ClassVar[MeetingStatus] = MeetingStatus.REGISTRATION_CLOSED


class QuotaChanged(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.quota_changed.v1"
    delegation: str
    quota: int
    reason: FreeText


class MeetingOpened(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.opened.v1"
    LEADS_TO: ClassVar[MeetingStatus] = MeetingStatus.IN_SESSION


class MeetingConcluded(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.concluded.v1"
    LEADS_TO: ClassVar[MeetingStatus] = MeetingStatus.CONCLUDED


class DetailsChanged(DomainEvent):
    """The details as they are now; `changed` names the fields that differ. The sessions
    of the draft agenda moved along by `sessions_moved_by` days.
    """

    TOPIC: ClassVar[str] = "bsm.meeting.details_changed.v1"
    details: MeetingDetails
    changed: tuple[str, ...]
    sessions_moved_by: int
    reason: FreeText


class MeetingPostponed(DomainEvent):
    """To other days, or until further notice; sessions as for `DetailsChanged`."""

    TOPIC: ClassVar[str] = "bsm.meeting.postponed.v1"
    starts_on: date | None = None
    ends_on: date | None = None
    sessions_moved_by: int
    reason: FreeText


class MeetingCancelled(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.cancelled.v1"
    LEADS_TO: ClassVar[MeetingStatus] = MeetingStatus.CANCELLED
    reason: FreeText


class RegistrationReopened(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.registration_reopened.v1"
    LEADS_TO: ClassVar[MeetingStatus] = MeetingStatus.REGISTRATION_OPEN
    reason: FreeText


class InvitationWithdrawn(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.invitation_withdrawn.v1"
    delegation: str
    reason: FreeText


class CapacityChanged(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.capacity_changed.v1"
    capacity: int
    before: int
    reason: FreeText


class AttendanceStated(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.attendance_stated.v2"
    total: StatedTotal


class AttendanceCorrected(DomainEvent):
    TOPIC: ClassVar[str] = "bsm.meeting.attendance_corrected.v1"
    total: StatedTotal
    reason: FreeText


class RollLine(FrozenModel):
    """Whether a delegation was present when the roll was called; `told_by` says how
    that is known. `acting_head` is the registration of who heads it for the moment.
    """

    delegation: DelegationCode
    present: bool
    told_by: Literal["check-in", "roll"] = "roll"
    acting_head: UUID | None = None


class RollCalled(DomainEvent):
    """Who is present at a session, or at the meeting. `quorum_states` is how many
    participating States are invited, `present` how many of them are there, and
    `needed` the quorum, where the meeting has one.
    """

    TOPIC: ClassVar[str] = "bsm.meeting.roll_called.v1"
    session_id: UUID | None = None
    lines: tuple[RollLine, ...]
    quorum_states: int
    present: int
    needed: int | None = None


class SymbolChosen(DomainEvent):
    """What the symbols of this meeting's decisions begin with: "NFP"."""

    TOPIC: ClassVar[str] = "bsm.meeting.symbol_chosen.v1"
    prefix: OneLineText


MeetingEvent = (
    MeetingAnnounced
    | DelegationsInvited
    | DetailsChanged
    | MeetingPostponed
    | MeetingCancelled
    | InvitationWithdrawn
    | AgendaEvent
    | RegistrationOpened
    | RegistrationClosed
    | RegistrationReopened
    | QuotaChanged
    | CapacityChanged
    | RegistrationTermsSet
    | SessionPlacesSet
    | MeetingOpened
    | MeetingConcluded
    | AttendanceStated
    | AttendanceCorrected
    | RollCalled
    | ListOfParticipantsIssued
    | SymbolChosen
    | MeetingSourceNamed
)
