"""One's own registration: the reasons that are for the person concerned."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from service.registration.registration_requests import nominated_as, set_terms
from systems import AUSTRIA, SECRETARIAT, announce_berlin, confirm, do, enter, system_in

from bsm_domain.foundation.values import DelegateFunction
from bsm_projections.databases import Place
from bsm_projections.registration.own.queries import own_registration
from bsm_service.application.system import System, audience_of
from bsm_service.registration.commands import (
    ChangeFunction,
    RefuseRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.substitution.commands import RefuseChange

PAST = datetime(2015, 1, 1, tzinfo=UTC)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def reasons(
    system: System, meeting: UUID, person: UUID, position: int = 0
) -> list[tuple[str, str]]:
    with system.read(
        system.moment(str(position) if position else None), audience_of(AUSTRIA)
    ) as context:
        own = own_registration(context, str(meeting), participant_id=str(person))
    assert own is not None
    return [(given.decision, given.reason) for given in own.reasons]


def test_reasons_of_decisions_are_for_the_person_and_those_of_requests_are_not(
    system: System,
):
    meeting, person = announce_berlin(system), enter(system)
    id = nominated_as(system, meeting, DelegateFunction.MEMBER, participant_id=person)
    confirm(system, id)
    another = ChangeFunction(
        registration_id=id, function=DelegateFunction.ADVISER, reason="Advises us."
    )
    do(system, another)
    changed = system.store.position()
    set_terms(system, meeting, nominations_until=PAST, changes_until=PAST)
    back = ChangeFunction(
        registration_id=id, function=DelegateFunction.MEMBER, reason="Our secret."
    )
    do(system, back, AUSTRIA)
    do(system, RefuseChange(registration_id=id, reason="Too late for you."))
    do(system, WithdrawRegistration(registration_id=id, reason="Fell ill."), AUSTRIA)

    assert reasons(system, meeting, person) == [
        ("withdrawn", "Fell ill."),
        ("function changed", "Advises us."),
    ]
    assert reasons(system, meeting, person, changed) == [
        ("function changed", "Advises us.")
    ]


def test_a_reason_stays_after_a_new_nomination(system: System):
    meeting, person = announce_berlin(system), enter(system)
    id = nominated_as(system, meeting, DelegateFunction.MEMBER, participant_id=person)
    do(system, RefuseRegistration(registration_id=id, reason="Too many."), SECRETARIAT)
    assert reasons(system, meeting, person) == [("refused", "Too many.")]

    nominated_as(system, meeting, DelegateFunction.MEMBER, participant_id=person)

    assert reasons(system, meeting, person) == [("refused", "Too many.")]
