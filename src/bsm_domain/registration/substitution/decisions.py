"""Decisions about passing a registration's seat on, about another function, and about
requested changes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration_facts import (
    FunctionChanged,
    RegistrationConfirmed,
    RegistrationStatus,
    RegistrationWaitlisted,
)
from bsm_domain.registration.registration_state import RegistrationState
from bsm_domain.registration.substitution.facts import (
    ChangeGranted,
    ChangeRefused,
    ChangeRequested,
    RegistrationSubstituted,
    RequestedChange,
)

_S = RegistrationStatus

_when_substitutable = possible_when(
    "a delegate can be substituted",
    _S.NOMINATED,
    _S.WAITLISTED,
    _S.CONFIRMED,
    _S.ATTENDED,
)


@dataclass(frozen=True, slots=True)
class SubstitutionDecisions(RegistrationState):
    """`change_request` is a change that waits for the secretariat."""

    change_request: ChangeRequested | None = None

    # Decide: can refuse, changes nothing.

    @_when_substitutable
    def must_be_substitutable(self) -> None:
        """Raises InvalidTransition, before it is asked who comes instead."""
        self.must_not_be_from_list()

    @_when_substitutable
    def substitute(
        self, metadata: FactMetadata, *, by: UUID, reason: FreeText | None = None
    ) -> RegistrationSubstituted:
        """`by` is the registration that takes over."""
        return RegistrationSubstituted(
            **self.next_header(metadata), by=by, reason=reason
        )

    def take_over(
        self, metadata: FactMetadata, outgoing: RegistrationState
    ) -> RegistrationConfirmed | RegistrationWaitlisted | None:
        """The status that a new nomination takes over from who is substituted; None if
        that was only nominated. Arrivals stay with who came.
        """
        if outgoing.holds_seat:
            return RegistrationConfirmed(**self.next_header(metadata))
        if outgoing.status is _S.WAITLISTED:
            return RegistrationWaitlisted(**self.next_header(metadata))
        return None

    def must_be_somebody_else(self, entries: Collection[UUID]) -> None:
        """Raises InvalidValue for a substitute who is the same person; `entries` are
        those of the substitute, none for somebody who is not named yet.
        """
        if self.participant_id is None and not entries:
            raise InvalidValue(
                "nobody is named for this registration yet; name somebody",
                field="nobody_yet",
            )
        if self.participant_id in entries:
            raise InvalidValue(
                "this person already holds this registration; choose somebody else",
                field="participant_id",
            )

    @possible_when(
        "a function can be changed",
        _S.NOMINATED,
        _S.WAITLISTED,
        _S.CONFIRMED,
        _S.ATTENDED,
    )
    def change_function(
        self,
        metadata: FactMetadata,
        *,
        function: DelegateFunction,
        reason: FreeText | None = None,
    ) -> FunctionChanged:
        self.must_not_be_from_list()
        self.must_have_other_function(function)
        return FunctionChanged(
            **self.next_header(metadata),
            function=function,
            before=self.function,
            reason=reason,
        )

    @possible_when("a change can be requested", _S.CONFIRMED)
    def request_change(
        self,
        metadata: FactMetadata,
        *,
        change: RequestedChange,
        function: DelegateFunction | None = None,
        substitute: UUID | None = None,
        note_id: UUID | None = None,
        reason: FreeText,
    ) -> ChangeRequested:
        if self.change_request is not None:
            raise InvalidTransition(
                "a change of this registration was already requested "
                f"({self.change_request.change}); wait until the secretariat grants or "
                "refuses it"
            )
        if change is RequestedChange.FUNCTION:
            self.must_have_other_function(function)
        return ChangeRequested(
            **self.next_header(metadata),
            change=change,
            function=function,
            substitute=substitute,
            note_id=note_id,
            reason=reason,
        )

    def must_have_other_function(self, function: DelegateFunction | None) -> None:
        """Raises InvalidValue."""
        if function is self.function:
            raise InvalidValue(
                f"this delegate is already registered as {function}; choose another "
                "function",
                field="function",
            )

    @possible_when("a requested change can be granted", _S.CONFIRMED, _S.ATTENDED)
    def grant_change(
        self, metadata: FactMetadata
    ) -> tuple[ChangeGranted, ChangeRequested]:
        """Also returns the request; what it asks for follows."""
        request = self._open_request()
        granted = ChangeGranted(
            **self.next_header(metadata), request=request.originator_version
        )
        return granted, request

    @possible_when("a requested change can be refused", _S.CONFIRMED, _S.ATTENDED)
    def refuse_change(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> ChangeRefused:
        request = self._open_request()
        return ChangeRefused(
            **self.next_header(metadata),
            request=request.originator_version,
            reason=reason,
        )

    def _open_request(self) -> ChangeRequested:
        if self.change_request is None:
            raise InvalidTransition("no change is requested for this registration")
        return self.change_request
