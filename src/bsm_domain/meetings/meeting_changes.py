"""Changes to a meeting once it is announced: details, days, seats, invitations."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Self

from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
    errors_within,
)
from bsm_domain.foundation.formatting import count_of, format_date, pluralize
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.time_zones import must_be_time_zone
from bsm_domain.meetings.agenda_decisions import possible_until_it_is_over
from bsm_domain.meetings.meeting_facts import (
    CapacityChanged,
    DetailsChanged,
    InvitationWithdrawn,
    MeetingCancelled,
    MeetingDetails,
    MeetingPostponed,
    MeetingStatus,
    RegistrationReopened,
)
from bsm_domain.meetings.meeting_state import possible_unless_cancelled
from bsm_domain.meetings.session_place_decisions import SessionPlaceDecisions
from bsm_domain.meetings.source_facts import MeetingSourceNamed, SourcedPart

BEFORE_IT_BEGINS = (
    MeetingStatus.ANNOUNCED,
    MeetingStatus.REGISTRATION_OPEN,
    MeetingStatus.REGISTRATION_CLOSED,
    MeetingStatus.POSTPONED,
)
# The fields of the details that are days.
DAYS = frozenset({"starts_on", "ends_on"})
# Of which meeting it is the edition.
EDITION = frozenset({"series", "edition"})
_MOST_THEMES = 50


def must_be_possible_details(
    details: MeetingDetails, on_record: Collection[MeetingDetails]
) -> None:
    """`on_record` are the details of all other meetings that are not cancelled: an
    edition of a series takes place once. Raises InvalidValue or AlreadyExists.
    """
    try:
        must_be_time_zone(details.time_zone)
    except ValueError as error:
        raise InvalidValue(str(error), field="details.time_zone") from None
    for name, code in (("host", details.host), ("chair", details.chair)):
        if code is not None and code not in STATES:
            unknown = f"“{code}” is not the code of a State"
            raise InvalidValue(unknown, field=f"details.{name}")
    if len(details.themes) > _MOST_THEMES:
        raise InvalidValue(
            f"a meeting has at most {count_of(_MOST_THEMES, 'theme')} "
            f"(now: {len(details.themes):,})",
            field="details.themes",
        )
    with errors_within("details"):
        _must_be_possible_days(details.starts_on, details.ends_on)
    for other in on_record:
        if other.is_same_edition(details):
            raise AlreadyExists(
                f"edition {details.edition} of “{details.series}” is already on "
                f"record, from {format_date(other.starts_on)}; enter edition "
                f"{details.edition_after(on_record)} for the next one",
                field="details.edition",
            )


def _must_be_possible_days(starts_on: date, ends_on: date) -> None:
    for name, day in (("starts_on", starts_on), ("ends_on", ends_on)):
        if not 1900 <= day.year <= 2999:
            raise InvalidValue(
                f"{format_date(day)} is not a possible date of a meeting (1900 to "
                "2999)",
                field=name,
            )


class MeetingChanges(SessionPlaceDecisions):
    __slots__ = ()

    # Decide: can refuse, changes nothing.

    @possible_unless_cancelled
    def change_details(
        self,
        metadata: FactMetadata,
        *,
        details: MeetingDetails,
        reason: FreeText,
        on_record: Collection[MeetingDetails] = (),
    ) -> DetailsChanged:
        changed = details.differing_fields(self.details)
        if not changed:
            raise InvalidValue(
                "nothing would change; enter at least one detail that is different",
                field="details",
            )
        if self.status is MeetingStatus.POSTPONED and not DAYS.isdisjoint(changed):
            raise InvalidTransition(
                "the meeting is postponed until further notice; postpone it to its new "
                "days instead"
            )
        names_edition = not EDITION.isdisjoint(changed)
        must_be_possible_details(details, on_record if names_edition else ())
        # A meeting may be concluded some days later; its title can change all the same.
        if not DAYS.isdisjoint(changed) or "time_zone" in changed:
            self._must_cover_what_was_held(details)
        start = details.starts_on - self.details.starts_on
        end = details.ends_on - self.details.ends_on
        # Longer or shorter: its sessions stay on their days.
        days = start.days if start == end else 0
        self.must_fit_into(details, days, field="details.starts_on")
        return DetailsChanged(
            **self.next_header(metadata),
            details=details,
            changed=changed,
            sessions_moved_by=days,
            reason=reason,
        )

    @possible_when(
        "a meeting can be postponed", *BEFORE_IT_BEGINS, called="yet to begin"
    )
    def postpone(
        self,
        metadata: FactMetadata,
        *,
        starts_on: date | None = None,
        ends_on: date | None = None,
        reason: FreeText,
    ) -> MeetingPostponed:
        """To other days; or, without them, until further notice."""
        days = 0
        if starts_on is not None or ends_on is not None:
            if starts_on is None or ends_on is None:
                raise InvalidValue(
                    "enter both the first and the last day, or neither",
                    field="starts_on" if starts_on is None else "ends_on",
                )
            if starts_on <= self.details.starts_on:
                raise InvalidValue(
                    f"{format_date(starts_on)} is not later than "
                    f"{format_date(self.details.starts_on)}; enter a later first day, "
                    "or change the details of the meeting instead",
                    field="starts_on",
                )
            if ends_on < starts_on:
                raise InvalidValue(
                    f"the meeting would end on {format_date(ends_on)}, before it "
                    f"starts on {format_date(starts_on)}; enter a later last day",
                    field="ends_on",
                )
            details = _with_days(self.details, starts_on, ends_on)
            _must_be_possible_days(starts_on, ends_on)
            days = (starts_on - self.details.starts_on).days
            self.must_fit_into(details, days, field="starts_on")
        elif self.status is MeetingStatus.POSTPONED:
            raise InvalidTransition("the meeting is already postponed; enter its days")
        return MeetingPostponed(
            **self.next_header(metadata),
            starts_on=starts_on,
            ends_on=ends_on,
            sessions_moved_by=days,
            reason=reason,
        )

    @possible_when(
        "a meeting can be cancelled", *BEFORE_IT_BEGINS, called="yet to begin"
    )
    def cancel(self, metadata: FactMetadata, *, reason: FreeText) -> MeetingCancelled:
        return MeetingCancelled(**self.next_header(metadata), reason=reason)

    @possible_when("registration can be reopened", MeetingStatus.REGISTRATION_CLOSED)
    def reopen_registration(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> RegistrationReopened:
        return RegistrationReopened(**self.next_header(metadata), reason=reason)

    @possible_when(
        "an invitation can be withdrawn", *BEFORE_IT_BEGINS, called="yet to begin"
    )
    def withdraw_invitation(
        self,
        metadata: FactMetadata,
        *,
        delegation: str,
        reason: FreeText,
        seats: int = 0,
    ) -> InvitationWithdrawn:
        """`seats` is how many the delegation holds or waits for."""
        self.quota_of(delegation)
        if seats:
            raise InvalidTransition(
                f"{delegation} holds or waits for {count_of(seats, 'seat')}; withdraw "
                f"{pluralize(seats, 'this registration', 'these registrations')} first"
            )
        return InvitationWithdrawn(
            **self.next_header(metadata), delegation=delegation, reason=reason
        )

    @possible_until_it_is_over("the capacity can be changed")
    def change_capacity(
        self, metadata: FactMetadata, *, capacity: int, reason: FreeText, taken: int
    ) -> CapacityChanged:
        """`taken` is how many seats are taken now."""
        if not self.capacity:
            raise InvalidTransition(
                "the meeting has no seats yet; open registration with their number"
            )
        if capacity == self.capacity:
            raise InvalidValue(
                f"the meeting already has {count_of(capacity, 'seat')}; enter another "
                "number",
                field="capacity",
            )
        if not capacity:
            raise InvalidValue(
                "a meeting with registration needs at least 1 seat", field="capacity"
            )
        if capacity < taken:
            raise InvalidValue(
                f"{count_of(taken, 'seat is', 'seats are')} taken, so the capacity "
                f"cannot be {capacity}; enter {taken} or more",
                field="capacity",
            )
        return CapacityChanged(
            **self.next_header(metadata),
            capacity=capacity,
            before=self.capacity,
            reason=reason,
        )

    @possible_unless_cancelled
    def name_source(
        self, metadata: FactMetadata, *, parts: Sequence[SourcedPart]
    ) -> MeetingSourceNamed:
        """A page that was found, or published, after these parts were recorded."""
        metadata.must_have_source()
        for part, what, is_recorded in (
            (SourcedPart.AGENDA, "agenda has been released", self.released.sessions),
            (SourcedPart.DELEGATIONS, "delegation has been invited", self.quotas),
            (SourcedPart.ATTENDANCE, "total has been recorded", self.has_stated_total),
        ):
            if part in parts and not is_recorded:
                raise InvalidTransition(f"no {what} yet; name its source after that")
        return MeetingSourceNamed(
            **self.next_header(metadata),
            parts=tuple(parts),
            delegations=tuple(self.quotas) if SourcedPart.DELEGATIONS in parts else (),
        )

    def _must_cover_what_was_held(self, details: MeetingDetails) -> None:
        """Raises InvalidValue for days without one on which it was in session."""
        if self.held_between is None:
            return
        first, last = map(replace(self, details=details).day_of, self.held_between)
        if details.starts_on > first:
            raise InvalidValue(
                f"the meeting was in session on {format_date(first)}; it cannot start "
                f"on {format_date(details.starts_on)}",
                field="details.starts_on",
            )
        if details.ends_on < last:
            raise InvalidValue(
                f"the meeting was in session on {format_date(last)}; it cannot end on "
                f"{format_date(details.ends_on)}",
                field="details.ends_on",
            )

    # Evolve: never refuses, because the fact has happened.

    def _evolve_postponed(self, event: MeetingPostponed) -> Self:
        if event.starts_on is None or event.ends_on is None:
            status, before = MeetingStatus.POSTPONED, self.status
            return replace(self, status=status, status_before=before)
        postponed = self.status is MeetingStatus.POSTPONED
        return replace(
            self,
            status=self.status_before if postponed else self.status,
            details=_with_days(self.details, event.starts_on, event.ends_on),
            draft=self.draft.moved(event.sessions_moved_by),
        )


def _with_days(details: MeetingDetails, first: date, last: date) -> MeetingDetails:
    """The same details with other days."""
    return MeetingDetails(**dict(details) | {"starts_on": first, "ends_on": last})
