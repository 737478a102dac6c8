"""Lists of people who took part in meetings before Berlin, from
`berlin-registration.yaml`: all invented.

Some of them come to Berlin as well, so that others come there for the first time.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from bsm_domain.foundation.participating_states import DelegationKind, state_name
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting_facts import InvitedDelegation
from bsm_service.demonstration.berlin_meeting import REGISTRATION
from bsm_service.demonstration.invented_people import person
from bsm_service.demonstration.seeding_steps import (
    SECRETARIAT,
    SeedingStep,
    at_minute,
    story_uuid,
)
from bsm_service.foundation.identifiers import derived_id
from bsm_service.meetings.commands import InviteDelegations
from bsm_service.registration.attendance.commands import PastRow, RecordPast

_MORNING, _EVENING = 9 * 60, 16 * 60


def past_list_steps() -> Iterator[SeedingStep]:
    """Delegations are invited to each of the meetings, and its list is recorded."""
    for past in REGISTRATION["past_lists"]:
        meeting = story_uuid("meeting", str(past["starts_on"]))
        day = past["invited_on"]
        invite = InviteDelegations(
            meeting_id=meeting,
            delegations=tuple(
                InvitedDelegation(
                    code=code,
                    kind=DelegationKind.PARTICIPATING_STATE,
                    name=state_name(code, day),
                    quota=len(numbers),
                )
                for code, numbers in past["people"].items()
            ),
        )
        key = f"{invite.NAME}/{past['starts_on']}"
        yield SeedingStep(at_minute(day, _MORNING), key, SECRETARIAT, invite)
        record = RecordPast(
            meeting_id=meeting,
            list_name=past["list_name"],
            rows=tuple(
                _row(code, number, place) for code, number, place in _rows(past)
            ),
        )
        at = at_minute(past["recorded_on"], _EVENING)
        yield SeedingStep(at, _key(past), SECRETARIAT, record)


def past_participant(delegation: str, number: int) -> UUID | None:
    """The participant that a list added; None for whoever is in none."""
    return _participants().get((delegation, number))


@cache
def _participants() -> Mapping[tuple[str, int], UUID]:
    return {
        (code, number): derived_id(
            story_uuid("command", _key(past)), f"participant {row}"
        )
        for past in REGISTRATION["past_lists"]
        for row, (code, number, _) in enumerate(_rows(past), start=1)
    }


def _key(past: Mapping[str, Any]) -> str:
    return f"{RecordPast.NAME}/{past['starts_on']}"


def _rows(past: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Delegation, number and place of each person."""
    for code, numbers in past["people"].items():
        for place, number in enumerate(numbers, start=1):
            yield code, number, place


def _row(code: str, number: int, place: int) -> PastRow:
    function = DelegateFunction.HEAD if place == 1 else DelegateFunction.MEMBER
    return PastRow(
        delegation=code,
        function=function,
        person=person(code, number),
        place=place,
        came=True,
    )
