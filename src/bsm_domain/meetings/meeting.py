"""One edition of the network's annual meeting, and who is invited to it.

announced ──> registration open <──> registration closed ──> in session ──> concluded
    └──────────────── (held without registration) ──────────────┘

Before it is in session it can be postponed until further notice, and return from there
to where it was, or be cancelled.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Self, assert_never
from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    TooEarly,
    errors_within,
)
from bsm_domain.foundation.formatting import count_of, format_date
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.meetings.agenda_decisions import possible_until_it_is_over
from bsm_domain.meetings.agenda_facts import (
    AgendaReleased,
    SessionChanged,
    SessionDropped,
    SessionScheduled,
    SpeakersNamed,
)
from bsm_domain.meetings.issued_list_facts import (
    ListEdition,
    ListOfParticipantsIssued,
)
from bsm_domain.meetings.meeting_changes import (
    MeetingChanges,
    must_be_possible_details,
)
from bsm_domain.meetings.meeting_facts import (
    AttendanceCorrected,
    AttendanceStated,
    CapacityChanged,
    DelegationsInvited,
    DetailsChanged,
    InvitationWithdrawn,
    InvitedDelegation,
    MeetingAnnounced,
    MeetingCancelled,
    MeetingConcluded,
    MeetingDetails,
    MeetingEvent,
    MeetingOpened,
    MeetingPostponed,
    MeetingStatus,
    QuotaChanged,
    RegistrationClosed,
    RegistrationOpened,
    RegistrationReopened,
    RollCalled,
    StatedTotal,
    SymbolChosen,
)
from bsm_domain.meetings.registration_terms import RegistrationTermsSet
from bsm_domain.meetings.session_places import SessionPlacesSet
from bsm_domain.meetings.source_facts import MeetingSourceNamed


class Meeting(MeetingChanges):
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
        """`on_record` are the details of all other meetings that are not cancelled."""
        must_be_possible_details(details, on_record)
        return MeetingAnnounced(**metadata.header(id, 1), details=details)

    @possible_until_it_is_over("delegations can be invited")
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

    @possible_until_it_is_over("quotas can be changed")
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
        """On its first day at the earliest: whoever begins earlier changes the days
        first, and says why.
        """
        today, first = self.day_of(metadata.occurred_at), self.details.starts_on
        if today < first:
            raise TooEarly(
                f"the meeting begins on {format_date(first)}, and it is only "
                f"{format_date(today)} there; to open it earlier, change its days first"
            )
        return MeetingOpened(**self.next_header(metadata))

    @possible_when("a meeting can be concluded", MeetingStatus.IN_SESSION)
    def conclude(self, metadata: FactMetadata) -> MeetingConcluded:
        return MeetingConcluded(**self.next_header(metadata))

    @possible_when(
        "the attendance total can be recorded",
        MeetingStatus.IN_SESSION,
        MeetingStatus.CONCLUDED,
    )
    def state_attendance(
        self, metadata: FactMetadata, total: StatedTotal
    ) -> AttendanceStated:
        if self.has_stated_total:
            raise InvalidTransition(
                "an attendance total is already on record; correct it instead"
            )
        return AttendanceStated(**self.next_header(metadata), total=total)

    @possible_when(
        "the attendance total can be corrected",
        MeetingStatus.IN_SESSION,
        MeetingStatus.CONCLUDED,
    )
    def correct_attendance(
        self, metadata: FactMetadata, *, total: StatedTotal, reason: FreeText
    ) -> AttendanceCorrected:
        if not self.has_stated_total:
            raise InvalidTransition(
                "no attendance total is on record yet; record one instead"
            )
        return AttendanceCorrected(
            **self.next_header(metadata), total=total, reason=reason
        )

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: MeetingAnnounced) -> Self:
        return cls(event.originator_id, 1, event.details)

    def evolve(self, event: MeetingEvent) -> Self:
        state = replace(self._after(event), version=event.originator_version)
        if isinstance(event, MeetingOpened | RollCalled | MeetingConcluded):
            first, last = state.held_between or (event.occurred_at, event.occurred_at)
            between = min(first, event.occurred_at), max(last, event.occurred_at)
            return replace(state, held_between=between)
        return state

    def _after(self, event: MeetingEvent) -> Self:
        match event:
            case DelegationsInvited(delegations=delegations):
                quotas = {invited.code: invited.quota for invited in delegations}
                kinds = {invited.code: invited.kind for invited in delegations}
                return replace(
                    self, quotas=self.quotas | quotas, kinds=self.kinds | kinds
                )
            case InvitationWithdrawn(delegation=delegation):
                kept = {
                    code: quota
                    for code, quota in self.quotas.items()
                    if code != delegation
                }
                return replace(self, quotas=kept)
            case (
                SessionScheduled()
                | SessionChanged()
                | SpeakersNamed()
                | SessionDropped()
                | AgendaReleased()
            ):
                return self._evolve_agenda(event)
            case DetailsChanged(details=details, sessions_moved_by=days):
                return replace(self, details=details, draft=self.draft.moved(days))
            case MeetingPostponed():
                return self._evolve_postponed(event)
            case RegistrationOpened(capacity=capacity):
                return replace(self, status=event.LEADS_TO, capacity=capacity)
            case (
                RegistrationClosed()
                | RegistrationReopened()
                | MeetingOpened()
                | MeetingConcluded()
                | MeetingCancelled()
            ):
                return replace(self, status=event.LEADS_TO)
            case QuotaChanged(delegation=delegation, quota=quota):
                return replace(self, quotas=self.quotas | {delegation: quota})
            case CapacityChanged(capacity=capacity):
                return replace(self, capacity=capacity)
            case RegistrationTermsSet(terms=terms):
                return replace(self, terms=terms, has_terms=True)
            case SessionPlacesSet(session_id=session_id, places=places):
                set_places = {**self.session_places, session_id: places}
                return replace(self, session_places=set_places)
            case RollCalled(session_id=session_id):
                present = tuple(line.delegation for line in event.lines if line.present)
                return replace(self, rolls=self.rolls | {session_id: present})
            case ListOfParticipantsIssued(edition=edition):
                is_final = edition is not ListEdition.PROVISIONAL
                return replace(self, has_final_list=self.has_final_list or is_final)
            case SymbolChosen(prefix=prefix):
                return replace(self, symbol_prefix=prefix)
            case AttendanceStated() | AttendanceCorrected():
                return replace(self, has_stated_total=True)
            case MeetingSourceNamed():
                return self
            case MeetingAnnounced():
                raise AssertionError("a meeting is announced only once")
            case _:
                assert_never(event)
