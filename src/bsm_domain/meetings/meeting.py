"""One edition of the network's annual meeting, and who is invited to it.

announced ──> registration open ──> registration closed ──> in session ──> concluded
    └──────────────── (held without registration) ──────────────┘
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Self, assert_never
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    Declaration,
    FactMetadata,
    impossible_when,
    possible_when,
)
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidValue,
    errors_within,
)
from bsm_domain.foundation.formatting import (
    count_of,
    format_date,
)
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.time_zones import must_be_time_zone
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import (
    AgendaSession,
    AttendanceStated,
    DelegationsInvited,
    InvitedDelegation,
    MeetingAnnounced,
    MeetingConcluded,
    MeetingDetails,
    MeetingEvent,
    MeetingOpened,
    MeetingStatus,
    QuotaChanged,
    RegistrationClosed,
    RegistrationOpened,
    RollCalled,
    SessionKind,
    SessionScheduled,
    StatedTotal,
    SymbolChosen,
)
from bsm_domain.meetings.roll_calls import RollCallDecisions


def _possible_until_it_is_over(action: str) -> Declaration:
    return impossible_when(
        f"{action} only before the meeting is {{status}}", MeetingStatus.CONCLUDED
    )


class Meeting(RollCallDecisions):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @classmethod
    def announce(
        cls,
        id: UUID,
        metadata: FactMetadata,
        details: MeetingDetails,
        *,
        on_record: Collection[MeetingDetails] = (),
    ) -> MeetingAnnounced:
        """`on_record` are the details of all meetings announced so far: an edition of a
        series is announced only once.
        """
        try:
            must_be_time_zone(details.time_zone)
        except ValueError as error:
            raise InvalidValue(str(error), field="details.time_zone") from None
        for name in ("starts_on", "ends_on"):
            day: date = getattr(details, name)
            if not 1900 <= day.year <= 2999:
                raise InvalidValue(
                    f"{format_date(day)} is not a possible date of a meeting (1900 to "
                    "2999)",
                    field=f"details.{name}",
                )
        for earlier in on_record:
            if earlier.is_same_edition(details):
                raise AlreadyExists(
                    f"edition {details.edition} of “{details.series}” is already on "
                    f"record, from {format_date(earlier.starts_on)}; enter edition "
                    f"{details.edition_after(on_record)} for the next one",
                    field="details.edition",
                )
        return MeetingAnnounced(**metadata.header(id, 1), details=details)

    @_possible_until_it_is_over("delegations can be invited")
    def invite(
        self, metadata: FactMetadata, delegations: Sequence[InvitedDelegation]
    ) -> DelegationsInvited:
        if not delegations:
            raise InvalidValue(
                "choose at least one delegation to invite", field="delegations"
            )
        invited = set(self.quotas)
        for number, delegation in enumerate(delegations):
            with errors_within(f"delegations.{number}"):
                delegation.must_be_known()
                if delegation.code in invited:
                    raise InvalidValue(
                        f"{delegation.code} is already invited", field="code"
                    )
                invited.add(delegation.code)
        return DelegationsInvited(
            **self.next_header(metadata), delegations=tuple(delegations)
        )

    @_possible_until_it_is_over("sessions can be added")
    def schedule(
        self,
        metadata: FactMetadata,
        *,
        session_id: UUID,
        on: date,
        title: str,
        kind: SessionKind,
        audience: MatterAudience,
    ) -> SessionScheduled:
        session = AgendaSession(
            session_id=session_id, on=on, title=title, kind=kind, audience=audience
        )
        if session.session_id in self.sessions:
            raise InvalidValue(
                f"session {session.session_id} is already on the agenda",
                field="session_id",
            )
        first, last = self.details.starts_on, self.details.ends_on
        if not first <= session.on <= last:
            raise InvalidValue(
                f"{format_date(session.on)} is outside the meeting "
                f"({format_date(first)} to {format_date(last)})",
                field="on",
            )
        return SessionScheduled(**self.next_header(metadata), session=session)

    @possible_when("registration can be opened", MeetingStatus.ANNOUNCED)
    def open_registration(
        self, metadata: FactMetadata, *, capacity: int
    ) -> RegistrationOpened:
        if not capacity:
            raise InvalidValue(
                "registration needs at least 1 seat; enter the total number of seats",
                field="capacity",
            )
        return RegistrationOpened(**self.next_header(metadata), capacity=capacity)

    @possible_when("registration can be closed", MeetingStatus.REGISTRATION_OPEN)
    def close_registration(self, metadata: FactMetadata) -> RegistrationClosed:
        return RegistrationClosed(**self.next_header(metadata))

    @_possible_until_it_is_over("quotas can be changed")
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
        self.quota_of(delegation)
        if quota < taken:
            raise InvalidValue(
                f"{delegation} already holds {count_of(taken, 'seat')}; its quota "
                f"cannot be {quota}",
                field="quota",
            )
        return QuotaChanged(
            **self.next_header(metadata),
            delegation=delegation,
            quota=quota,
            reason=reason,
        )

    @possible_when(
        "a meeting can be opened",
        MeetingStatus.ANNOUNCED,
        MeetingStatus.REGISTRATION_CLOSED,
    )
    def open(self, metadata: FactMetadata) -> MeetingOpened:
        return MeetingOpened(**self.next_header(metadata))

    @possible_when("a meeting can be concluded", MeetingStatus.IN_SESSION)
    def conclude(self, metadata: FactMetadata) -> MeetingConcluded:
        return MeetingConcluded(**self.next_header(metadata))

    @possible_when(
        "the attendance can be stated",
        MeetingStatus.IN_SESSION,
        MeetingStatus.CONCLUDED,
    )
    def state_attendance(
        self, metadata: FactMetadata, total: StatedTotal
    ) -> AttendanceStated:
        return AttendanceStated(**self.next_header(metadata), total=total)

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: MeetingAnnounced) -> Self:
        return cls(event.originator_id, 1, event.details)

    def evolve(self, event: MeetingEvent) -> Self:
        version = event.originator_version
        match event:
            case DelegationsInvited(delegations=delegations):
                added = {invited.code: invited.quota for invited in delegations}
                return replace(self, version=version, quotas=self.quotas | added)
            case SessionScheduled(session=session):
                sessions = self.sessions | {session.session_id: session.audience}
                return replace(self, version=version, sessions=sessions)
            case RegistrationOpened(capacity=capacity):
                status = event.LEADS_TO
                return replace(self, version=version, status=status, capacity=capacity)
            case RegistrationClosed() | MeetingOpened() | MeetingConcluded():
                return replace(self, version=version, status=event.LEADS_TO)
            case QuotaChanged(delegation=delegation, quota=quota):
                quotas = self.quotas | {delegation: quota}
                return replace(self, version=version, quotas=quotas)
            case RollCalled(session_id=session_id):
                present = tuple(line.delegation for line in event.lines if line.present)
                rolls = self.rolls | {session_id: present}
                return replace(self, version=version, rolls=rolls)
            case SymbolChosen(prefix=prefix):
                return replace(self, version=version, symbol_prefix=prefix)
            case AttendanceStated():
                return replace(self, version=version)
            case MeetingAnnounced():
                raise AssertionError("a meeting is announced only once")
            case _:
                assert_never(event)
