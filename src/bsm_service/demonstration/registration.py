"""The 102 registrations for Berlin: only their number is real.

Every delegation on the public page has at least one. Registration starts slowly, and
most register shortly before the deadline. The head of a participating State's
delegation is its National Focal Point.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.meetings.meeting_facts import InvitedDelegation
from bsm_domain.registration.registration import DelegateFunction, registration_id_of
from bsm_service.application.command import Command
from bsm_service.demonstration.berlin_meeting import (
    BERLIN,
    QUOTAS,
    REGISTRATION_OPENS_ON,
)
from bsm_service.demonstration.meetings import BERLIN_STARTS_ON
from bsm_service.demonstration.people import designated_since, person
from bsm_service.demonstration.seeding_steps import (
    SECRETARIAT,
    SeedingStep,
    at_minute,
    focal_point,
    pseudo_random,
    story_uuid,
    working_day,
)
from bsm_service.foundation.identifiers import derived_id
from bsm_service.meetings.commands import ChangeQuota
from bsm_service.people.commands import DesignateFocalPoint
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    RecordAttendance,
    WaitlistRegistration,
)

# The number of delegates: two of each State, one of each other delegation, except
# these.
_SEATS = (
    {"DE": 8, "US": 4, "PL": 4}
    | dict.fromkeys(("AL", "AT", "CH", "FR", "GE", "IT", "RS", "UA"), 3)
    | dict.fromkeys(("MN", "TM"), 1)
    | dict.fromkeys(("BOMCA", "FRONTEX", "ICMPD", "PCC-SEE"), 2)
)

_HOST = "DE"
_HOST_QUOTA = _SEATS[_HOST]
_HOST_ADDS_ON = date(2016, 3, 14)
_QUOTA_CHANGED_ON = date(2016, 3, 29)
_QUOTA_CHANGE_REASON = (
    "Three more officers of the host accompany the study visit on the second day; the "
    "room has seats left."
)

_LAST_NOMINATION = date(2016, 4, 4)
_DAYS = (_LAST_NOMINATION - REGISTRATION_OPENS_ON).days
# Below one, more register later. Chosen by eye.
_SLOW_START = 0.45

# The secretariat confirms in batches, from two days after the nomination.
_BATCHES = (
    date(2015, 12, 18),
    date(2016, 1, 15),
    date(2016, 1, 29),
    date(2016, 2, 12),
    date(2016, 2, 26),
    date(2016, 3, 11),
    date(2016, 3, 18),
    date(2016, 3, 24),
    date(2016, 4, 1),
    date(2016, 4, 6),
    date(2016, 4, 7),
)
_BEFORE_BATCH = timedelta(days=2)

_OPENED = 7 * 60


@dataclass(frozen=True, slots=True)
class InventedDelegate:
    """An invented member of a delegation."""

    delegation: str
    number: int
    function: DelegateFunction
    by_secretariat: bool
    is_focal_point: bool
    nominated_on: date

    @property
    def key(self) -> str:
        return f"{BERLIN_STARTS_ON}/{self.delegation}/{self.number}"

    @property
    def participant(self) -> UUID:
        """The participant that the nomination adds."""
        nomination = story_uuid("command", f"{NominateDelegate.NAME}/{self.key}")
        return derived_id(nomination, "participant")

    @property
    def id(self) -> UUID:
        return registration_id_of(BERLIN, self.participant)

    @property
    def is_beyond_quota(self) -> bool:
        return self.delegation == _HOST and self.number > QUOTAS[_HOST]


def delegates(invitations: Sequence[InvitedDelegation]) -> Iterator[InventedDelegate]:
    """All delegates, in the order of the delegations."""
    # The host names its people first; the others follow in pseudo-random order.
    order = sorted(
        invitations,
        key=lambda invitation: (
            invitation.code != _HOST,
            pseudo_random(invitation.code, 1_000_000),
        ),
    )
    rank = {
        invitation.code: number / (len(order) - 1)
        for number, invitation in enumerate(order)
    }
    for invitation in invitations:
        is_state = invitation.kind is DelegationKind.PARTICIPATING_STATE
        usual = 2 if is_state else 1
        first = REGISTRATION_OPENS_ON + timedelta(
            days=round(_DAYS * rank[invitation.code] ** _SLOW_START)
        )
        for number in range(1, _SEATS.get(invitation.code, usual) + 1):
            is_organisation = invitation.kind is DelegationKind.ORGANISATION
            later = first + timedelta(days=3 * (number - 1))
            if invitation.code == _HOST and number > QUOTAS[_HOST]:
                later = _HOST_ADDS_ON
            yield InventedDelegate(
                invitation.code,
                number,
                _function(invitation.code, number, is_organisation),
                is_organisation,
                is_state and number == 1,
                max(working_day(min(later, _LAST_NOMINATION)), REGISTRATION_OPENS_ON),
            )


def _function(code: str, number: int, observes: bool) -> DelegateFunction:
    if observes:
        return DelegateFunction.OBSERVER
    if number == 1:
        return DelegateFunction.HEAD
    if number == 2 and pseudo_random(code, 2):
        return DelegateFunction.ALTERNATE
    return DelegateFunction.MEMBER if number < 4 else DelegateFunction.ADVISER


def registration_steps(
    invitations: Sequence[InvitedDelegation],
) -> Iterator[SeedingStep]:
    """Delegates are nominated by name, confirmed (three of them from the waiting list)
    and attend.
    """
    for index, delegate in enumerate(delegates(invitations)):
        yield _step(
            delegate,
            delegate.nominated_on,
            540 + pseudo_random(delegate.delegation, 420) + delegate.number,
            NominateDelegate(
                meeting_id=BERLIN,
                delegation=delegate.delegation,
                function=delegate.function,
                person=person(delegate.delegation, delegate.number),
            ),
        )
        if delegate.is_focal_point:
            yield _step(
                delegate,
                delegate.nominated_on,
                990 + index,
                DesignateFocalPoint(
                    participant_id=delegate.participant,
                    since=designated_since(delegate.delegation),
                ),
            )
        batches = [
            day for day in _BATCHES if day >= delegate.nominated_on + _BEFORE_BATCH
        ]
        if delegate.is_beyond_quota:
            yield _step(
                delegate,
                batches[0],
                600 + index,
                WaitlistRegistration(registration_id=delegate.id),
            )
            # Those on the waiting list come before the next batch.
            batches = [_QUOTA_CHANGED_ON]
        yield _step(
            delegate,
            batches[0],
            600 + index,
            ConfirmRegistration(registration_id=delegate.id),
        )
        yield _step(
            delegate,
            BERLIN_STARTS_ON,
            _OPENED + 5 + index // 2,
            RecordAttendance(registration_id=delegate.id),
        )
    change = ChangeQuota(
        meeting_id=BERLIN,
        delegation=_HOST,
        quota=_HOST_QUOTA,
        reason=_QUOTA_CHANGE_REASON,
    )
    key = f"{change.NAME}/{BERLIN_STARTS_ON}"
    yield SeedingStep(at_minute(_QUOTA_CHANGED_ON, 570), key, SECRETARIAT, change)


def _step(
    delegate: InventedDelegate, day: date, minutes: int, command: Command
) -> SeedingStep:
    nominates = isinstance(command, NominateDelegate) and not delegate.by_secretariat
    principal = focal_point(delegate.delegation) if nominates else SECRETARIAT
    return SeedingStep(
        at_minute(day, minutes), f"{command.NAME}/{delegate.key}", principal, command
    )
