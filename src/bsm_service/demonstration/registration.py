"""The registrations for Berlin: only their number is real.

Every delegation on the public page has at least one, and 102 seats are taken.
Registration starts slowly, and most register shortly before the deadline. The head of a
participating State's delegation is its National Focal Point. Who came to an earlier
meeting is on record already. What changes afterwards is in `berlin_changes`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting_facts import InvitedDelegation
from bsm_domain.registration.registration import registration_id_of
from bsm_service.access.permissions import Principal
from bsm_service.demonstration.berlin_meeting import BERLIN, INVENTED, REGISTRATION
from bsm_service.demonstration.invented_people import designated_since, person
from bsm_service.demonstration.meetings import BERLIN_STARTS_ON
from bsm_service.demonstration.past_lists import past_participant
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
    ConfirmRegistrations,
    NominateDelegate,
    WaitlistRegistration,
)

_SEATS: Mapping[str, int] = INVENTED["delegates"]
_HOST: str = INVENTED["host"]["code"]
_QUOTA: int = INVENTED["quotas"][_HOST]
_OPENS_ON: date = INVENTED["registration_opens_on"]
_BATCHES: Sequence[date] = INVENTED["batches"]
_LAST_NOMINATION: date = INVENTED["last_nomination"]
_DAYS = (_LAST_NOMINATION - _OPENS_ON).days
# Below one, more register later. Chosen by eye.
_SLOW_START = 0.45
_NOMINATIONS_UNTIL: datetime = REGISTRATION["terms"]["nominations_until"]
_BEFORE_BATCH = timedelta(days=2)
_CONFIRMED_AT, _WAITLISTED_AT, _QUOTA_CHANGED_AT = 10 * 60, 10 * 60 + 30, 9 * 60 + 30


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
    def returns(self) -> bool:
        return past_participant(self.delegation, self.number) is not None

    @property
    def participant(self) -> UUID:
        """The participant on record, or whom the nomination adds."""
        return past_participant(self.delegation, self.number) or derived_id(
            story_uuid("command", f"{NominateDelegate.NAME}/{self.key}"), "participant"
        )

    @property
    def id(self) -> UUID:
        return registration_id_of(BERLIN, self.participant)

    @property
    def principal(self) -> Principal:
        """Who acts for the delegation."""
        return SECRETARIAT if self.by_secretariat else focal_point(self.delegation)

    @property
    def waits(self) -> bool:
        """Beyond the quota of the delegation."""
        return (self.delegation == _HOST and self.number > _QUOTA) or (
            self.delegation == REGISTRATION["waits"]["delegation"]
            and self.number == REGISTRATION["waits"]["number"]
        )

    @property
    def decided_on(self) -> date:
        """When it is confirmed or, beyond the quota, put on the waiting list."""
        return next(day for day in _BATCHES if day >= self.nominated_on + _BEFORE_BATCH)


def delegates(invitations: Sequence[InvitedDelegation]) -> Iterator[InventedDelegate]:
    """All delegates, in the order of the delegations, without whoever is named later as
    a substitute.
    """
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
    waits = REGISTRATION["waits"]
    for invitation in invitations:
        is_state = invitation.kind is DelegationKind.PARTICIPATING_STATE
        usual = 2 if is_state else 1
        first = _OPENS_ON + timedelta(
            days=round(_DAYS * rank[invitation.code] ** _SLOW_START)
        )
        for number in range(1, _SEATS.get(invitation.code, usual) + 1):
            is_organisation = invitation.kind is DelegationKind.ORGANISATION
            later = first + timedelta(days=3 * (number - 1))
            if invitation.code == _HOST and number > _QUOTA:
                later = INVENTED["host"]["adds_on"]
            yield InventedDelegate(
                invitation.code,
                number,
                _function(invitation.code, number, is_organisation),
                is_organisation,
                is_state and number == 1,
                max(working_day(min(later, _LAST_NOMINATION)), _OPENS_ON),
            )
        if invitation.code == waits["delegation"]:
            yield InventedDelegate(
                invitation.code,
                waits["number"],
                DelegateFunction.ADVISER,
                by_secretariat=False,
                is_focal_point=False,
                nominated_on=waits["nominated_on"],
            )


def participant_of_visitors(invitations: Sequence[InvitedDelegation]) -> UUID:
    """Whose registration a visitor sees who acts as participant."""
    who = REGISTRATION["participant"]
    return next(
        delegate.participant
        for delegate in delegates(invitations)
        if [delegate.delegation, delegate.number] == who
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
    registered: Sequence[InventedDelegate],
) -> Iterator[SeedingStep]:
    """Delegates are nominated by name and confirmed, or put on the waiting list; the
    host's are promoted from there when its quota is raised.
    """
    batches: dict[date, list[UUID]] = defaultdict(list)
    for index, delegate in enumerate(registered):
        yield _nomination(delegate)
        if delegate.is_focal_point:
            designate = DesignateFocalPoint(
                participant_id=delegate.participant,
                since=designated_since(delegate.delegation),
            )
            yield SeedingStep(
                at_minute(delegate.nominated_on, 990 + index),
                f"{designate.NAME}/{delegate.key}",
                SECRETARIAT,
                designate,
            )
        if not delegate.waits:
            batches[delegate.decided_on].append(delegate.id)
            continue
        waitlist = WaitlistRegistration(registration_id=delegate.id)
        yield SeedingStep(
            at_minute(delegate.decided_on, _WAITLISTED_AT + delegate.number),
            f"{waitlist.NAME}/{delegate.key}",
            SECRETARIAT,
            waitlist,
        )
    for day, ids in batches.items():
        confirm = ConfirmRegistrations(meeting_id=BERLIN, registration_ids=tuple(ids))
        yield SeedingStep(
            at_minute(day, _CONFIRMED_AT),
            f"{confirm.NAME}/{BERLIN_STARTS_ON}/{day}",
            SECRETARIAT,
            confirm,
        )
    host = INVENTED["host"]
    change = ChangeQuota(
        meeting_id=BERLIN,
        delegation=_HOST,
        quota=_SEATS[_HOST],
        reason=host["reason"],
    )
    yield SeedingStep(
        at_minute(host["quota_changed_on"], _QUOTA_CHANGED_AT),
        f"{change.NAME}/{BERLIN_STARTS_ON}",
        SECRETARIAT,
        change,
    )


def _nomination(delegate: InventedDelegate) -> SeedingStep:
    code, number = delegate.delegation, delegate.number
    at = at_minute(delegate.nominated_on, 540 + pseudo_random(code, 420) + number)
    who = (
        {"participant_id": delegate.participant}
        if delegate.returns
        else {"person": person(code, number)}
    )
    nominate = NominateDelegate(
        meeting_id=BERLIN,
        delegation=code,
        function=delegate.function,
        reason=REGISTRATION["late_because"][code] if at >= _NOMINATIONS_UNTIL else None,
        **who,
    )
    key = f"{nominate.NAME}/{delegate.key}"
    return SeedingStep(at, key, delegate.principal, nominate)
