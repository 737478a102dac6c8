"""The terms of registration, and what they allow when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    FactMetadata,
    possible_when,
)
from bsm_domain.foundation.errors import (
    CompositionBroken,
    DeadlinePassed,
    InvalidTransition,
    InvalidValue,
    ReasonRequired,
    TooEarly,
)
from bsm_domain.foundation.formatting import (
    format_date,
    join_alternatives,
)
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.agenda_decisions import possible_until_it_is_over
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_domain.meetings.registration_changes import (
    ASK_THE_SECRETARIAT,
    RegistrationChanges,
    acts_for_secretariat,
)
from bsm_domain.meetings.registration_terms import (
    LateNominations,
    RegistrationTerms,
    RegistrationTermsSet,
    WaitingListRule,
)


class RegistrationDecisions(RegistrationChanges):
    __slots__ = ()

    @property
    def promotes_automatically(self) -> bool:
        """Whether who waits for a seat is promoted without anybody's decision now."""
        is_automatic = self.terms.waiting_list is WaitingListRule.AUTOMATIC
        return is_automatic and self.status in (
            MeetingStatus.REGISTRATION_OPEN,
            MeetingStatus.REGISTRATION_CLOSED,
        )

    # Decide: can refuse, changes nothing.

    @possible_until_it_is_over("the terms of registration can be set")
    def set_registration_terms(
        self,
        metadata: FactMetadata,
        *,
        terms: RegistrationTerms,
        reason: FreeText | None = None,
    ) -> RegistrationTermsSet:
        if self.has_terms:
            if terms == self.terms:
                raise InvalidValue(
                    "nothing would change; enter at least one term that is different",
                    field="terms",
                )
            if reason is None:
                raise ReasonRequired(
                    "the terms of registration are already set; give a reason for "
                    "changing them"
                )
        for name in ("nominations_until", "changes_until"):
            deadline: datetime | None = getattr(terms, name)
            if deadline is not None and not 1900 <= deadline.year <= 2999:
                raise InvalidValue(
                    f"{format_date(deadline.date())} is not a possible deadline (1900 "
                    "to 2999)",
                    field=f"terms.{name}",
                )
        first, last = terms.nominations_until, terms.changes_until
        if first is not None and last is not None and last < first:
            raise InvalidValue(
                f"the deadline for changes ({self._at(last)}) cannot be before that "
                f"for nominations ({self._at(first)}); enter a later one",
                field="terms.changes_until",
            )
        if terms.quorum is not None and terms.quorum_is_majority:
            raise InvalidValue(
                f"the quorum is either the majority or {terms.quorum}; choose one",
                field="terms.quorum",
            )
        return RegistrationTermsSet(
            **self.next_header(metadata), terms=terms, reason=reason
        )

    @possible_when(
        "delegates can be nominated",
        MeetingStatus.REGISTRATION_OPEN,
        MeetingStatus.REGISTRATION_CLOSED,
        called="open for registration",
    )
    def must_accept_nominations(
        self, metadata: FactMetadata, *, is_explained: bool = False
    ) -> bool:
        """Whether nominations are late now; these need a reason, and only the
        secretariat makes them once registration is closed or late ones are refused.
        """
        is_closed = self.status is MeetingStatus.REGISTRATION_CLOSED
        deadline = self.terms.nominations_until
        if is_closed:
            when = "registration is closed"
        elif deadline is not None and self._is_past(deadline, metadata):
            when = f"nominations closed on {self._at(deadline)}"
        else:
            return False
        if not acts_for_secretariat(metadata):
            if is_closed:
                raise InvalidTransition(f"{when}; {ASK_THE_SECRETARIAT} to nominate")
            if self.terms.late_nominations is LateNominations.REFUSED:
                raise DeadlinePassed(f"{when}; {ASK_THE_SECRETARIAT} to nominate")
        if not is_explained:
            raise ReasonRequired(f"{when}; give a reason for the late nomination")
        return True

    @possible_when(
        "the list of a past meeting can be recorded",
        MeetingStatus.ANNOUNCED,
        MeetingStatus.CONCLUDED,
        called="concluded, or took place without registration",
    )
    def must_take_past_list(self, metadata: FactMetadata) -> datetime:
        """The time that its entries have: noon of the last day. Raises TooEarly where
        that day has not come, and the meeting was not concluded earlier.
        """
        zone = time_zone_named(self.details.time_zone)
        last = self.details.ends_on
        is_over = self.status is MeetingStatus.CONCLUDED
        if not is_over and self.day_of(metadata.recorded_at) < last:
            raise TooEarly(
                f"the meeting ends on {format_date(last)}; record the list once it "
                "is over"
            )
        noon = datetime(last.year, last.month, last.day, 12, tzinfo=zone)
        return min(noon.astimezone(UTC), metadata.recorded_at)

    @possible_when("people can be registered at the door", MeetingStatus.IN_SESSION)
    def must_register_at_door(
        self, delegation: str, function: DelegateFunction
    ) -> None:
        self.must_send(delegation, function)
        if not self.capacity:
            raise InvalidTransition(
                "this meeting takes place without registration, so it has no seats to "
                "assign; record the list of those who came once it is concluded"
            )

    @possible_when(
        "attendance can be recorded",
        MeetingStatus.REGISTRATION_OPEN,
        MeetingStatus.REGISTRATION_CLOSED,
        MeetingStatus.IN_SESSION,
        MeetingStatus.CONCLUDED,
    )
    def must_take_arrivals(
        self, metadata: FactMetadata, session_id: UUID | None = None
    ) -> None:
        """From the day before the meeting on, at its place; at a session once everybody
        knows it. Raises TooEarly.
        """
        day, first = self.day_of(metadata.occurred_at), self.details.starts_on
        if day < first - timedelta(days=1):
            raise TooEarly(
                f"the meeting begins on {format_date(first)}; attendance can be "
                "recorded from the day before"
            )
        if session_id is not None:
            self.must_have_released_session(session_id)

    def must_send(self, delegation: str, function: DelegateFunction) -> None:
        """Refuses a delegation that is not invited, and functions in which it cannot
        send anybody.
        """
        self.quota_of(delegation)
        if self.kinds.get(delegation) is not DelegationKind.ORGANISATION:
            return
        functions = self.terms.organisations_send
        if functions and function not in functions:
            raise CompositionBroken(
                f"organisations cannot send anybody as {function} to this meeting; "
                f"choose {join_alternatives([*functions])}"
            )

    @possible_when("people can ask to take part", MeetingStatus.REGISTRATION_OPEN)
    def must_accept_requests(self, delegation: str, function: DelegateFunction) -> None:
        self.must_send(delegation, function)
        if not self.terms.people_may_ask:
            raise InvalidTransition(
                "people cannot ask to take part in this meeting; their delegation "
                "nominates them"
            )

    @possible_when(
        "seats can be assigned",
        MeetingStatus.REGISTRATION_OPEN,
        MeetingStatus.REGISTRATION_CLOSED,
        MeetingStatus.IN_SESSION,
    )
    def must_assign_seats(self) -> None:
        """Seats can be assigned from the opening of registration until the meeting is
        concluded.
        """

    @possible_until_it_is_over("registrations can be decided on")
    def must_decide_on_registrations(self) -> None:
        """Refuses once the meeting is concluded or cancelled."""

    @possible_until_it_is_over("delegations can answer and send notes")
    def must_take_answers(self, delegation: str) -> None:
        self.quota_of(delegation)
