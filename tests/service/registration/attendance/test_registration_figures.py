"""Registration in figures, whose sums add up at any moment."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from service.command_examples import concluded_without_registration
from service.registration.attendance.test_attendance import (
    ALL,
    MORNING,
    OTHERS,
    arrive,
    schedule,
)
from service.registration.attendance.test_past_lists import record, row
from service.registration.registration_requests import nominated_as
from systems import (
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    open_meeting,
    system_in,
)

from bsm_domain.meetings.session_places import SessionPlaces
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.moment import Moment
from bsm_projections.leadership.registration_figures import (
    RegistrationFigures,
    registration_figures,
)
from bsm_service.application.system import System
from bsm_service.meetings.commands import (
    CloseRegistration,
    ConcludeMeeting,
    PostponeMeeting,
)
from bsm_service.people.commands import MergeParticipants
from bsm_service.registration.commands import WithdrawRegistration
from bsm_service.registration.session_places.commands import (
    SetSessionPlaces,
    TakePlace,
)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def figures(
    system: System,
    meeting: UUID,
    at: Moment | None = None,
    audience: Audience = ALL,
) -> RegistrationFigures:
    with system.read(at or system.now(), audience) as context:
        found = registration_figures(context, str(meeting))
    assert found is not None
    assert found.registrations == sum(each.registrations for each in found.by_status)
    assert found.seated == found.first_time + found.returning + found.not_named
    assert found.seats_taken <= found.seated
    return found


def seated(system: System, meeting: UUID, delegation: str, **fields: object) -> UUID:
    id = nominated_as(system, meeting, "member", delegation, **fields)
    confirm(system, id)
    return id


def opened(system: System, meeting: UUID) -> None:
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting)


def test_42_who_holds_a_seat_and_never_arrived_did_not_come(system: System):
    meeting = announce_berlin(system)
    ids = [seated(system, meeting, code) for code in ("AT", "AT", "IT")]
    nominate(system, meeting, "MK")
    do(
        system,
        WithdrawRegistration(registration_id=nominate(system, meeting, "MK")),
    )
    opened(system, meeting)
    arrive(system, ids[0])
    during = system.now()
    do(system, ConcludeMeeting(meeting_id=meeting))

    found = figures(system, meeting)
    assert (found.seats_taken, found.came, found.did_not_come) == (3, 1, 2)
    assert (found.capacity, found.quota_sum) == (100, 11)
    assert (found.delegations, found.answered) == (5, 0)
    assert {each.status: each.registrations for each in found.by_status} == {
        "nominated": 1,
        "confirmed": 2,
        "withdrawn": 1,
        "attended": 1,
    }
    assert (found.first_time, found.not_named) == (0, 3)
    earlier = figures(system, meeting, during)
    assert (earlier.came, earlier.present, earlier.did_not_come) == (1, 1, None)


def test_41_without_any_arrival_attendance_was_not_recorded(system: System):
    meeting = announce_berlin(system)
    seated(system, meeting, "AT")
    opened(system, meeting)
    do(system, ConcludeMeeting(meeting_id=meeting))

    found = figures(system, meeting)

    assert (found.attendance_is_recorded, found.did_not_come) == (False, None)


def test_who_took_part_before_returns_under_any_of_their_entries(system: System):
    before = concluded_without_registration(system)["meeting_id"]
    listed = record(system, before, row("Eva"), row("Ivo"), row("Ana", "IT", came=True))
    eva, ivo, _ = (
        fact.stream_id for fact in listed.facts if "participant" in fact.stored_name
    )
    past = figures(system, before)
    assert (past.seats_taken, past.seated, past.came) == (0, 1, 1)
    clock = system.store.clock
    clock.time = datetime(2016, 10, 1, tzinfo=UTC)  # type: ignore[attr-defined]
    meeting = announce_berlin(system)
    later = {"starts_on": date(2017, 4, 12), "ends_on": date(2017, 4, 13)}
    do(system, PostponeMeeting(meeting_id=meeting, **later, reason="another year"))
    seated(system, meeting, "AT", participant_id=eva)
    other = enter(system, name="Ivo M.", email="ivo@example.org")
    seated(system, meeting, "AT", participant_id=other)
    seated(system, meeting, "IT", participant_id=enter(system, None, "IT", name="Leo"))
    seated(system, meeting, "MK")

    then = system.now()
    do(system, MergeParticipants(participant_id=ivo, into=other, reason="the same"))

    found = figures(system, meeting)
    assert (found.first_time, found.returning, found.not_named) == (1, 2, 1)
    earlier = figures(system, meeting, then)
    assert (earlier.first_time, earlier.returning) == (2, 1)


def test_arrivals_at_a_session_are_counted_for_those_who_may_see_it(system: System):
    meeting = announce_berlin(system)
    one, two = (seated(system, meeting, code) for code in ("AT", "IT"))
    opened(system, meeting)
    session = schedule(system, meeting, restricted=True)
    clock = system.store.clock
    clock.time = MORNING + timedelta(hours=1)  # type: ignore[attr-defined]
    arrive(system, one, session_id=session)
    arrive(system, two)

    found = figures(system, meeting)

    assert [(each.session_id, each.came) for each in found.sessions] == [
        (str(session), 1)
    ]
    assert figures(system, meeting, audience=OTHERS).sessions == ()
    assert found.came == figures(system, meeting, audience=OTHERS).came == 2


def test_of_a_meeting_that_is_not_on_record_there_are_none(system: System):
    announce_berlin(system)
    with system.read(system.now(), ALL) as context:
        assert registration_figures(context, str(UUID(int=9))) is None


def test_places_of_a_session_are_taken_or_awaited(system: System):
    meeting = announce_berlin(system)
    ids = [seated(system, meeting, code) for code in ("AT", "IT")]
    session = schedule(system, meeting)
    do(
        system,
        SetSessionPlaces(
            meeting_id=meeting, session_id=session, places=SessionPlaces(capacity=1)
        ),
    )
    for id, waits in zip(ids, (False, True), strict=True):
        do(system, TakePlace(registration_id=id, session_id=session, wait=waits))

    [found] = figures(system, meeting).sessions

    assert (found.places_taken, found.waiting, found.came) == (1, 1, 0)
