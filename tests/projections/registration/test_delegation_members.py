"""Whom a delegation sends to a meeting, and whom it sent to the last one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from systems import (
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    confirm,
    do,
    invited,
    next_details,
    open_meeting,
    system_in,
)

from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_projections.databases import Place
from bsm_projections.registration.my_delegation.queries import (
    delegation_members,
    sent_before,
)
from bsm_service.application.system import System, audience_of
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    ChangeQuota,
    CloseRegistration,
    InviteDelegations,
    OpenRegistration,
    SetRegistrationTerms,
)
from bsm_service.registration.commands import NominateDelegate, WaitlistRegistration
from bsm_service.vault.personal_details import PersonalDetails

LAST_DAY = datetime(2016, 4, 12, 8, tzinfo=UTC)


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def system(place: Place, clock: StoryClock) -> Iterator[System]:
    system = system_in(place, clock=clock)
    yield system
    system.close()


def nominated(
    system: System, meeting: UUID, name: str, function: str, **more: str
) -> UUID:
    command = NominateDelegate(
        meeting_id=meeting,
        delegation="AT",
        function=DelegateFunction(function),
        person=PersonalDetails(name=name),
        **more,
    )
    return do(system, command).id


def test_members_stand_by_function_with_their_places_and_remarks(system: System):
    meeting = announce_berlin(system)
    do(system, ChangeQuota(meeting_id=meeting, delegation="AT", quota=1, reason="x"))
    member = nominated(system, meeting, "Anna", "member")
    confirm(system, member)
    terms = RegistrationTerms(nominations_until=datetime(2015, 1, 1, tzinfo=UTC))
    do(system, SetRegistrationTerms(meeting_id=meeting, terms=terms))
    adviser = nominated(system, meeting, "Ben", "adviser", reason="The note was late.")
    head = nominated(system, meeting, "Clara", "head", reason="A change at home.")
    for waiting in (adviser, head):
        do(system, WaitlistRegistration(registration_id=waiting))

    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        members = delegation_members(context, str(meeting), delegation="AT")
        assert delegation_members(context, str(meeting), delegation="IT") == ()

    assert [
        (each.id, each.queue_place, each.remark, each.is_covered) for each in members
    ] == [
        (str(head), 2, "A change at home.", False),
        (str(member), None, None, False),
        (str(adviser), 1, "The note was late.", False),
    ]


def test_who_came_last_time_is_offered_until_they_are_registered(
    system: System, clock: StoryClock
):
    first = announce_berlin(system)
    for name, function in (("Anna", "member"), ("Ben", "head")):
        confirm(system, nominated(system, first, name, function))
    nominated(system, first, "Clara", "adviser")
    clock.time = LAST_DAY
    do(system, CloseRegistration(meeting_id=first))
    open_meeting(system, first)
    second = next_year(system)

    def offered() -> list[str]:
        with system.read(system.now(), audience_of(SECRETARIAT)) as context:
            people = sent_before(context, str(second), delegation="AT")
        assert {person.meeting_id for person in people} <= {str(first)}
        return [person.function for person in people]

    assert offered() == ["head", "member"]
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        ben, _ = sent_before(context, str(second), delegation="AT")
    again = NominateDelegate(
        meeting_id=second,
        delegation="AT",
        function=DelegateFunction.HEAD,
        participant_id=UUID(ben.participant_id),
    )
    do(system, again)
    assert offered() == ["member"]


def next_year(system: System) -> UUID:
    """The same meeting a year later, with registration open."""
    id = uuid4()
    days = {"starts_on": date(2017, 4, 12), "ends_on": date(2017, 4, 13)}
    details = next_details(system).model_copy(update=days)
    do(system, AnnounceMeeting(meeting_id=id, details=details))
    do(system, InviteDelegations(meeting_id=id, delegations=(invited("AT"),)))
    do(system, OpenRegistration(meeting_id=id, capacity=9))
    return id
