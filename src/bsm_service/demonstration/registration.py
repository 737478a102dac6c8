"""The 102 registrations for Berlin: only their number is real.

Every delegation on the public page has at least one. Registration starts slowly, and
most register shortly before the deadline. The head of a participating State's
delegation is its National Focal Point.

The delegates are those of `invented-people.yaml`. Their posts, agencies and needs are
chosen pseudo-randomly. Addresses are at example.org, and telephone numbers have a
country code that does not exist.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.participating_states import DelegationKind
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting_facts import InvitedDelegation
from bsm_domain.registration.registration import registration_id_of
from bsm_service.application.command import Command
from bsm_service.demonstration.berlin_meeting import BERLIN, INVENTED
from bsm_service.demonstration.meetings import BERLIN_STARTS_ON
from bsm_service.demonstration.seeding_steps import (
    SECRETARIAT,
    SeedingStep,
    at_minute,
    focal_point,
    pseudo_random,
    read_yaml,
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
from bsm_service.vault.personal_details import PersonalDetails

_SEATS: Mapping[str, int] = INVENTED["delegates"]
_HOST: str = INVENTED["host"]["code"]
_QUOTA: int = INVENTED["quotas"][_HOST]
_OPENS_ON: date = INVENTED["registration_opens_on"]
_LAST_NOMINATION: date = INVENTED["last_nomination"]
_DAYS = (_LAST_NOMINATION - _OPENS_ON).days
# Below one, more register later. Chosen by eye.
_SLOW_START = 0.45
_BEFORE_BATCH = timedelta(days=2)
_OPENED = 7 * 60

# One person in so many has such a need.
_NEEDS_DIET, _NEEDS_ACCESS = 7, 23

# The network was founded in 2006. Some focal points have been in office ever since.
_FIRST_DESIGNATED, _YEARS = 2006, 9


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
        return self.delegation == _HOST and self.number > _QUOTA


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
            day
            for day in INVENTED["batches"]
            if day >= delegate.nominated_on + _BEFORE_BATCH
        ]
        if delegate.is_beyond_quota:
            yield _step(
                delegate,
                batches[0],
                600 + index,
                WaitlistRegistration(registration_id=delegate.id),
            )
            # Those on the waiting list come before the next batch.
            batches = [INVENTED["host"]["quota_changed_on"]]
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
    host = INVENTED["host"]
    change = ChangeQuota(
        meeting_id=BERLIN,
        delegation=_HOST,
        quota=_SEATS[_HOST],
        reason=host["reason"],
    )
    at, key = (
        at_minute(host["quota_changed_on"], 570),
        f"{change.NAME}/{BERLIN_STARTS_ON}",
    )
    yield SeedingStep(at, key, SECRETARIAT, change)


def _step(
    delegate: InventedDelegate, day: date, minutes: int, command: Command
) -> SeedingStep:
    nominates = isinstance(command, NominateDelegate) and not delegate.by_secretariat
    principal = focal_point(delegate.delegation) if nominates else SECRETARIAT
    return SeedingStep(
        at_minute(day, minutes), f"{command.NAME}/{delegate.key}", principal, command
    )


class _PeopleSpec(FrozenModel):
    language: str
    people: tuple[str, ...]


@cache
def _people_specs() -> Mapping[str, _PeopleSpec]:
    content = read_yaml("invented-people.yaml")
    return {code: _PeopleSpec.model_validate(spec) for code, spec in content.items()}


def person(delegation: str, number: int) -> PersonalDetails:
    """The delegation's delegate of this number, counted from 1."""
    spec, key = _people_specs()[delegation], f"{delegation}/{number}"
    return PersonalDetails(
        name=spec.people[number - 1],
        email=f"{delegation.lower()}.{number}@example.org",
        phone=f"+999 555 {pseudo_random(f'{key}/phone', 10_000):04}",
        function=_pick("posts", f"{key}/function"),
        agency=_pick("agencies", f"{delegation}/agency {number // 3}"),
        language=spec.language,
        dietary_needs=_perhaps("dietary_needs", f"{key}/diet", _NEEDS_DIET),
        access_needs=_perhaps("access_needs", f"{key}/access", _NEEDS_ACCESS),
    )


def designated_since(delegation: str) -> date:
    """Since when the head of the delegation has been its State's focal point."""
    years = pseudo_random(f"{delegation}/designated", _YEARS)
    day = 1 + pseudo_random(f"{delegation}/day", 28)
    return date(
        _FIRST_DESIGNATED + years, 1 + pseudo_random(f"{delegation}/month", 12), day
    )


def people_per_delegation() -> Iterator[tuple[str, int]]:
    """How many people each delegation has."""
    for code, spec in _people_specs().items():
        yield code, len(spec.people)


def _pick(kind: str, key: str) -> str:
    choices: Sequence[str] = INVENTED["people"][kind]
    return choices[pseudo_random(key, len(choices))]


def _perhaps(kind: str, key: str, one_in: int) -> str | None:
    return None if pseudo_random(key, one_in) else _pick(kind, f"{key}/which")
