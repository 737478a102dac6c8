"""Many ask for the last seats at once: the limits hold, and each is told the truth."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

import pytest
from systems import announce_berlin, at_once, confirm, do, nominate, system_in

from bsm_domain.registration.registration import Registration
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place, open_database
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.event_store.store import EventStore
from bsm_service.registration.commands import WaitlistRegistration, WithdrawRegistration


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def count_outcomes(results: list[object]) -> Counter[str]:
    return Counter(
        "accepted"
        if isinstance(result, CommandResult)
        else getattr(result, "code", repr(result))
        for result in results
    )


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
    system: System, place: Place
):
    meeting = announce_berlin(system, quotas={"AT": 8, "IT": 8})
    seated = [nominate(system, meeting) for _ in range(5)]
    for id in seated:
        confirm(system, id)
    ids = [nominate(system, meeting) for _ in range(32)]

    answers = at_once([lambda id=id: confirm(system, id) for id in ids])

    assert count_outcomes(answers) == {"accepted": 3, "quota_full": 29}
    ledger, confirmed = on_disk(place, meeting, seated + ids)
    assert (ledger.taken, ledger.total_taken, confirmed) == ({"AT": 8}, 8, 8)


def test_the_last_seats_of_a_meeting_are_given_once(system: System, place: Place):
    quotas = dict.fromkeys(["AT", "IT", "MK", "DZ"], 8)
    meeting = announce_berlin(system, quotas=quotas, capacity=5)
    ids = [nominate(system, meeting, code) for code in quotas for _ in range(8)]

    answers = at_once([lambda id=id: confirm(system, id) for id in ids])

    assert count_outcomes(answers) == {"accepted": 5, "capacity_full": 27}
    ledger, confirmed = on_disk(place, meeting, ids)
    assert sum(ledger.taken.values()) == ledger.total_taken == confirmed == 5


def test_two_processes_do_not_give_one_seat_twice(system: System, place: Place):
    another = system_in(place)
    meeting = announce_berlin(system, quotas={"AT": 3})
    ids = [nominate(system, meeting) for _ in range(16)]

    answers = at_once(
        [
            lambda id=id, each=each: confirm(each, id)
            for id, each in zip(ids, [system, another] * 8, strict=True)
        ]
    )

    assert count_outcomes(answers) == {"accepted": 3, "quota_full": 13}
    assert on_disk(place, meeting, ids)[1] == 3
    another.close()


def test_one_registration_that_many_confirm_is_confirmed_once(system: System):
    meeting = announce_berlin(system)
    id = nominate(system, meeting)

    answers = at_once([lambda: confirm(system, id)] * 8)

    assert count_outcomes(answers) == {"accepted": 1, "invalid_transition": 7}


def test_a_seat_that_is_given_back_goes_to_who_waited_longest(system: System):
    meeting = announce_berlin(system, quotas={"AT": 1})
    first, second, third = (nominate(system, meeting) for _ in range(3))
    confirm(system, first)
    for id in (second, third):
        do(system, WaitlistRegistration(registration_id=id))
    do(system, WithdrawRegistration(registration_id=first))

    answers = at_once([lambda: confirm(system, third)])
    assert count_outcomes(answers) == {"reason_required": 1}

    confirm(system, second)
    assert count_outcomes(at_once([lambda: confirm(system, third)])) == {
        "quota_full": 1
    }
