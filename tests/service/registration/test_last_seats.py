"""Many ask for the last seats at once, in two processes: the limits hold, and each is
told the truth.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from service.registration.racing_processes import Racers, racing_at
from service.registration.registration_requests import (
    delegation_on_record,
    nominated_as,
    nomination,
)
from service.registration.substitution_requests import substitution
from systems import (
    BERLIN_STARTS,
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    system_in,
)

from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.registration_terms import RegistrationTerms
from bsm_domain.meetings.session_places import SessionPlaces
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place, open_database
from bsm_service.application.system import System
from bsm_service.event_store.store import EventStore
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import SetRegistrationTerms
from bsm_service.registration.commands import (
    ConfirmRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.session_places.commands import (
    SetSessionPlaces,
    TakePlace,
)


@pytest.fixture(scope="module")
def place(
    new_place: Callable[[Path], Place],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Place]:
    """One for all races on a database, which are of one meeting each."""
    folder = tmp_path_factory.mktemp("data")
    if new_place is Place:
        yield Place(folder)
        return
    with request.getfixturevalue("schema_pool").lent(folder) as place:
        yield place


@pytest.fixture(scope="module")
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


@pytest.fixture(scope="module")
def racers(place: Place, system: System) -> Iterator[Racers]:
    """Two processes at the same record; `system` is in neither."""
    with racing_at(place) as racers:
        yield racers


def confirmation(id: UUID) -> ConfirmRegistration:
    return ConfirmRegistration(registration_id=id)


def on_disk(place: Place, meeting: UUID, ids: list[UUID]) -> tuple[SeatLedger, int]:
    """The ledger, and how many registrations are confirmed, as a new process sees."""
    store = EventStore(open_database(place, "log"))
    ledger = store.load(SeatLedger, seat_ledger_id_of(meeting))
    registrations = [store.load(Registration, id) for id in ids]
    store.close()
    assert ledger is not None
    return ledger, sum(
        registration is not None and registration.status == "confirmed"
        for registration in registrations
    )


def test_the_last_three_seats_of_a_delegation_go_to_three_of_thirty_two(
    system: System, racers: Racers, place: Place
):
    meeting = announce_berlin(system, quotas={"AT": 8, "IT": 8})
    seated = [nominate(system, meeting) for _ in range(5)]
    for id in seated:
        confirm(system, id)
    ids = [nominate(system, meeting) for _ in range(32)]

    outcomes = racers.ask([confirmation(id) for id in ids])

    assert outcomes == {"accepted": 3, "quota_full": 29}
    ledger, confirmed = on_disk(place, meeting, seated + ids)
    assert (ledger.taken, ledger.total_taken, confirmed) == ({"AT": 8}, 8, 8)


def test_the_last_seats_of_a_meeting_are_given_once(
    system: System, racers: Racers, place: Place
):
    quotas = dict.fromkeys(["AT", "IT", "MK", "DZ"], 8)
    meeting = announce_berlin(system, quotas=quotas, capacity=5)
    ids = [nominate(system, meeting, code) for code in quotas for _ in range(8)]

    outcomes = racers.ask([confirmation(id) for id in ids])

    assert outcomes == {"accepted": 5, "capacity_full": 27}
    ledger, confirmed = on_disk(place, meeting, ids)
    assert sum(ledger.taken.values()) == ledger.total_taken == confirmed == 5


def test_one_registration_that_many_confirm_is_confirmed_once(
    system: System, racers: Racers
):
    meeting = announce_berlin(system)
    id = nominate(system, meeting)

    outcomes = racers.ask([confirmation(id)] * 8)

    assert outcomes == {"accepted": 1, "invalid_transition": 7}


def test_one_of_thirty_two_heads_a_delegation(system: System, racers: Racers):
    meeting = announce_berlin(system, quotas={"AT": 40})

    outcomes = racers.ask([nomination(meeting, "head") for _ in range(32)])

    assert outcomes == {"accepted": 1, "composition_broken": 31}
    delegation = delegation_on_record(system, meeting)
    assert delegation is not None
    assert len(delegation.heads) == 1


def test_a_seat_that_is_given_back_goes_to_who_waited_longest(
    system: System, racers: Racers
):
    meeting = announce_berlin(system, quotas={"AT": 1})
    first, second, third = (nominate(system, meeting) for _ in range(3))
    confirm(system, first)
    for id in (second, third):
        do(system, WaitlistRegistration(registration_id=id))
    do(system, WithdrawRegistration(registration_id=first))

    assert racers.ask([confirmation(third)] * 2) == {"reason_required": 2}
    confirm(system, second)
    assert racers.ask([confirmation(third)] * 2) == {"quota_full": 2}


def test_the_last_places_of_a_bus_go_to_two_of_thirty_two(
    system: System, racers: Racers
):
    meeting, session = announce_berlin(system, quotas={"AT": 40, "IT": 1}), uuid4()
    visit = ScheduleSession(
        meeting_id=meeting,
        session_id=session,
        on=BERLIN_STARTS,
        title="Visit",
        kind=SessionKind.STUDY_VISIT,
    )
    do(system, visit)
    do(system, ReleaseAgenda(meeting_id=meeting))
    places = SessionPlaces(capacity=2)
    at = {"session_id": session}
    do(system, SetSessionPlaces(meeting_id=meeting, **at, places=places))
    ids = [nominate(system, meeting) for _ in range(32)]
    for id in ids:
        confirm(system, id)

    outcomes = racers.ask([TakePlace(registration_id=id, **at) for id in ids])

    assert outcomes == {"accepted": 2, "capacity_full": 30}
    ledger = system.store.load(SeatLedger, seat_ledger_id_of(session))
    assert ledger is not None
    assert ledger.total_taken == 2


def test_seats_that_many_give_up_at_once_go_to_who_waited_longest(
    system: System, racers: Racers, place: Place
):
    meeting = announce_berlin(system, quotas={"AT": 8, "IT": 16}, capacity=8)
    terms = RegistrationTerms(waiting_list="automatic")
    do(system, SetRegistrationTerms(meeting_id=meeting, terms=terms))
    seated = [nominate(system, meeting) for _ in range(8)]
    for id in seated:
        confirm(system, id)
    waiting = [nominate(system, meeting, "IT") for _ in range(12)]
    for id in waiting:
        do(system, WaitlistRegistration(registration_id=id))

    outcomes = racers.ask([WithdrawRegistration(registration_id=id) for id in seated])

    assert outcomes == {"accepted": 8}
    ledger, confirmed = on_disk(place, meeting, waiting[:8])
    assert (ledger.taken, confirmed) == ({"AT": 0, "IT": 8}, 8)
    assert [entry.registration_id for entry in ledger.waiting] == waiting[8:]


def test_a_seat_is_passed_on_once_and_one_person_takes_one_seat(
    system: System, racers: Racers, place: Place
):
    meeting = announce_berlin(system, quotas={"AT": 8})
    named = nominated_as(system, meeting, "member", participant_id=enter(system))
    ids = [named, *(nominate(system, meeting) for _ in range(7))]
    for id in ids:
        confirm(system, id)
    first, *others = ids

    of_one_seat = racers.ask([substitution(first) for _ in range(32)])
    person = enter(system)
    outcomes = racers.ask(
        [substitution(id, participant_id=person) for id in others * 4]
    )

    assert of_one_seat == {"accepted": 1, "invalid_transition": 31}
    assert outcomes.pop("accepted") == 1
    assert outcomes.keys() <= {"already_exists", "invalid_transition"}
    ledger, confirmed = on_disk(place, meeting, ids)
    assert (ledger.taken, ledger.total_taken, confirmed) == ({"AT": 8}, 8, 6)
