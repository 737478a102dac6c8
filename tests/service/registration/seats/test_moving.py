"""The waiting list as its lists show it, and moving on it."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from service.registration.registration_requests import (
    listed,
    nominated_as,
    set_terms,
)
from service.registration.substitution_requests import substitute
from systems import (
    AUSTRIA,
    SECRETARIAT,
    announce_berlin,
    confirm,
    do,
    enter,
    go_to_first_day,
    nominate,
    system_in,
)

from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    NotPermitted,
)
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_projections.registration.seats.queries import queue, queue_place
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System, audience_of
from bsm_service.meetings.commands import ChangeCapacity, ChangeQuota
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    NominateDelegate,
    RecordAttendance,
    RegisterDelegates,
    WaitlistRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.seats.commands import MoveInQueue
from bsm_service.registration.seats.lists import QUEUE


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def waiting(system: System, meeting: UUID, of: str = "AT") -> UUID:
    id = nominate(system, meeting, of)
    do(system, WaitlistRegistration(registration_id=id))
    return id


def move(system: System, id: UUID, ahead_of: UUID | None, by=SECRETARIAT) -> None:
    do(system, MoveInQueue(registration_id=id, ahead_of=ahead_of, reason="agreed"), by)


def shown(system: System, meeting: UUID, **asked) -> list[tuple[int, UUID]]:
    """The places and registrations of the list, which is as in the aggregate."""
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        page = queue(context, str(meeting), **asked)
        everybody = queue(context, str(meeting)).items
    ledger = system.store.load(SeatLedger, seat_ledger_id_of(meeting))
    assert ledger is not None
    assert [UUID(each.registration_id) for each in everybody] == [
        entry.registration_id for entry in ledger.waiting
    ]
    return [(each.place, UUID(each.registration_id)) for each in page.items]


def test_the_list_and_the_ledger_have_one_order(system: System):
    meeting = announce_berlin(system, quotas={"AT": 1, "IT": 3}, capacity=2)
    for code in ("AT", "IT"):
        confirm(system, nominate(system, meeting, code))
    first, second, third, fourth = (
        waiting(system, meeting, code) for code in ("AT", "IT", "AT", "IT")
    )
    assert shown(system, meeting) == [(1, first), (2, second), (3, third), (4, fourth)]

    move(system, fourth, first)
    move(system, first, None)

    assert shown(system, meeting) == [(1, fourth), (2, second), (3, third), (4, first)]
    assert shown(system, meeting, delegation="AT") == [(3, third), (4, first)]
    assert shown(system, meeting, limit=2) == [(1, fourth), (2, second)]
    after = (system.store.load(SeatLedger, seat_ledger_id_of(meeting)).waiting[1].rank,)
    assert shown(system, meeting, after=after) == [(3, third), (4, first)]
    do(system, WithdrawRegistration(registration_id=second))
    assert shown(system, meeting) == [(1, fourth), (2, third), (3, first)]


def test_who_was_passed_over_is_told_and_why(system: System):
    meeting = announce_berlin(system, quotas={"AT": 1, "IT": 3}, capacity=2)
    seated = nominate(system, meeting)
    confirm(system, seated)
    other = nominate(system, meeting, "IT")
    confirm(system, other)
    first, second = waiting(system, meeting), waiting(system, meeting, "IT")
    do(system, WithdrawRegistration(registration_id=other))
    confirm(system, second)
    third = waiting(system, meeting, "IT")

    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        told = {
            UUID(each.registration_id): (each.passed_over, each.obstacle)
            for each in queue(context, str(meeting)).items
        }
        place = queue_place(context, str(third))
    assert told == {first: (1, "quota full"), third: (0, None)}
    assert place is not None
    assert place.place == 2


@pytest.mark.parametrize("waits_again", [True, False])
@pytest.mark.parametrize("came", [True, False])
def test_who_comes_back_and_goes_ahead_is_counted(
    system: System, came: bool, waits_again: bool
):
    """Who came before is recorded as attended at once; who waited before has a row."""
    meeting = announce_berlin(system, quotas={"AT": 1})
    person = enter(system)
    if not came:
        confirm(system, nominate(system, meeting))
    back = nominated_as(system, meeting, "member", participant_id=person)
    if came:
        confirm(system, back)
        go_to_first_day(system)
        do(system, RecordAttendance(registration_id=back))
        substitute(system, back)
    else:
        do(system, WaitlistRegistration(registration_id=back))
        do(system, WithdrawRegistration(registration_id=back))
    first = waiting(system, meeting)
    nominated_as(system, meeting, "member", participant_id=person)
    if waits_again:
        do(system, WaitlistRegistration(registration_id=back))
    do(system, ChangeQuota(meeting_id=meeting, delegation="AT", quota=3, reason="so"))

    do(system, ConfirmRegistration(registration_id=back, reason="a speaker"))

    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        told = {
            UUID(each.registration_id): each.passed_over
            for each in queue(context, str(meeting)).items
        }
    assert told[first] == 1


@pytest.mark.parametrize("by", ["one who waits again", "a list"])
def test_seats_that_went_ahead_stay_counted(system: System, by: str):
    """Of those who waited then, whatever became of the seats."""
    meeting = announce_berlin(system, quotas={"AT": 3, "IT": 3}, capacity=3)
    seated = [nominate(system, meeting, "IT") for _ in range(3)]
    for id in seated:
        confirm(system, id)
    first = waiting(system, meeting)
    for id in seated[:2]:
        do(system, WithdrawRegistration(registration_id=id))
    reason = {"reason": "a speaker"}
    if by == "a list":
        rows = (DelegateRow(delegation="IT", function=DelegateFunction.MEMBER),) * 2
        of = {"meeting_id": meeting, "delegates": rows, "confirmed": True}
        do(system, RegisterDelegates(**of, **reason))
    else:
        at = {"meeting_id": meeting, "participant_id": enter(system, delegation="IT")}
        member = {"delegation": "IT", "function": DelegateFunction.MEMBER}
        for _ in range(2):
            again = do(system, NominateDelegate(**at, **member)).id
            do(system, ConfirmRegistration(registration_id=again, **reason))
            do(system, WithdrawRegistration(registration_id=again))
        do(system, ChangeCapacity(meeting_id=meeting, capacity=1, **reason))
        do(system, NominateDelegate(**at, **member))
        do(system, WaitlistRegistration(registration_id=again))

    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        told = queue(context, str(meeting)).items
    assert [UUID(each.registration_id) for each in told][:1] == [first]
    assert [each.passed_over for each in told] == [2, 0][: len(told)]


def test_a_late_one_waits_as_such(system: System):
    meeting = announce_berlin(system, quotas={"AT": 1})
    confirm(system, nominate(system, meeting))
    set_terms(system, meeting, nominations_until=system.now().at)
    late = nominated_as(system, meeting, "member", reason="ill")
    do(system, WaitlistRegistration(registration_id=late))

    ledger = system.store.load(SeatLedger, seat_ledger_id_of(meeting))
    assert [entry.late for entry in ledger.waiting] == [True]
    with system.read(system.now(), audience_of(SECRETARIAT)) as context:
        [entry] = queue(context, str(meeting)).items
    assert entry.obstacle == "nominated late"


def test_focal_points_see_the_places_of_their_own(system: System):
    meeting = announce_berlin(system, quotas={"AT": 1, "IT": 1})
    for code in ("AT", "IT"):
        confirm(system, nominate(system, meeting, code))
    waiting(system, meeting, "IT")
    ours = waiting(system, meeting, "AT")

    def shown_to(by: Principal, **asked: str) -> list[tuple[int, str]]:
        values = {"meeting_id": str(meeting), **asked}
        return [(e.place, e.delegation) for e in listed(system, QUEUE, by, **values)]

    assert shown_to(SECRETARIAT) == [(1, "IT"), (2, "AT")]
    assert shown_to(AUSTRIA) == [(2, "AT")]
    assert shown_to(AUSTRIA, delegation="IT") == []
    with pytest.raises(NotPermitted):
        move(system, ours, None, by=AUSTRIA)


@pytest.mark.parametrize(
    ("who", "ahead_of", "error"),
    [
        ("first", "first", InvalidValue),
        ("first", "seated", InvalidValue),
        ("seated", "first", InvalidTransition),
    ],
)
def test_a_move_that_makes_no_sense_stores_nothing(
    system: System, who: str, ahead_of: str, error: type[Exception]
):
    meeting = announce_berlin(system, quotas={"AT": 1})
    ids = {"seated": nominate(system, meeting)}
    do(system, ConfirmRegistration(registration_id=ids["seated"]))
    ids["first"] = waiting(system, meeting)
    before = system.store.position()

    with pytest.raises(error):
        move(system, ids[who], ids[ahead_of])
    assert system.store.position() == before
