"""Several commands in one transaction, and what is kept in memory after it."""

import sqlite3
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from examples import MEETING
from raw_database import audit_log
from service.event_store.transaction_examples import (
    announced,
    in_one_transaction,
    storing,
)
from systems import announce_berlin, confirm, do, next_details, nominate

from bsm_domain.foundation.errors import Conflict
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.event_store.log_database import LogRecorder
from bsm_service.event_store.transaction import Transaction
from bsm_service.foundation.refusals import StoreUnavailable
from bsm_service.meetings.commands import AnnounceMeeting


def test_the_facts_of_one_command_are_stored_all_or_none(system: System, place: Place):
    before, between, after = uuid4(), uuid4(), uuid4()
    size = system.store.position()

    first, refused, last = in_one_transaction(
        system.store,
        storing(announced(before)),
        storing(announced(between), announced(before)),
        storing(announced(after)),
    )

    assert (first, last) == (str(size + 1), str(size + 2))
    assert isinstance(refused, Conflict)
    assert "someone else has changed this in the meantime" in str(refused)
    assert system.store.load(Meeting, between) is None
    assert audit_log(place) == size + 2


def test_a_command_sees_what_an_earlier_one_of_the_same_turn_stored(system: System):
    meetings = []
    in_one_transaction(
        system.store,
        storing(announced(MEETING)),
        lambda transaction: meetings.append(transaction.find(Meeting, MEETING)),
    )

    assert [meeting.version for meeting in meetings] == [1]


def test_a_turn_that_collides_answers_the_others(
    system: System, another: System, place: Place
):
    """As when somebody else's fact came between deciding and writing."""
    taken, free, id = uuid4(), uuid4(), uuid4()
    another.store.run_in_transaction(storing(announced(taken)))
    size = another.store.position()
    command = AnnounceMeeting(meeting_id=id, details=next_details(system))

    refused, answer = in_one_transaction(
        system.store, storing(announced(taken)), storing(announced(free))
    )

    assert isinstance(refused, Conflict)
    assert answer == str(size + 1)
    assert do(system, command).position == size + 2
    assert audit_log(place) == size + 2


def failure(place: Place) -> Exception:
    if place.url is None:
        return sqlite3.OperationalError("disk I/O error")
    return psycopg.errors.DiskFull("no space left")


def test_a_turn_that_is_not_committed_leaves_no_trace(system: System, place: Place):
    def trip(transaction: Transaction) -> str:
        assert transaction.find(Meeting, MEETING) is not None
        raise failure(place)

    size = system.store.position()
    with pytest.raises(StoreUnavailable, match="; nothing was stored"):
        in_one_transaction(system.store, storing(announced(MEETING)), trip)

    assert system.store._aggregates.aggregates == {}
    assert system.store.load(Meeting, MEETING) is None
    system.store.run_in_transaction(storing(announced(MEETING)))
    assert audit_log(place) == size + 1


def test_an_error_of_our_own_fails_its_own_caller_only(system: System):
    def trip(transaction: Transaction) -> str:
        raise ZeroDivisionError

    failed, answer = in_one_transaction(system.store, trip, storing(announced(MEETING)))

    assert isinstance(failed, ZeroDivisionError)
    assert answer == "2"


def test_commits_that_stored_facts_are_rung(system: System):
    rung: list[int] = []
    system.store.on_commit(lambda: rung.append(system.store.position()))

    system.store.run_in_transaction(lambda transaction: None)
    system.store.run_in_transaction(storing(announced(MEETING)))

    assert rung == [2]


# What is kept in memory


def test_meetings_and_ledgers_are_kept_and_right_after_another_process_wrote(
    system: System, another: System
):
    meeting = announce_berlin(system)
    for each in (system, another, system, another, system):
        confirm(each, nominate(each, meeting, "AT" if each is system else "IT"))
        for kind, id in ((Meeting, meeting), (SeatLedger, seat_ledger_id_of(meeting))):
            assert each.store._aggregates.aggregates[id] == each.store.load(kind, id)

    ledger = system.store._aggregates.aggregates[seat_ledger_id_of(meeting)]
    assert isinstance(ledger, SeatLedger)
    assert ledger.taken == {"AT": 3, "IT": 2}


def test_what_another_process_changed_is_brought_forward_by_what_is_lacking(
    system: System, another: System, monkeypatch: pytest.MonkeyPatch
):
    meeting = announce_berlin(system)
    registrations = [nominate(system, meeting) for _ in range(3)]
    confirm(system, registrations[0])
    ledger = seat_ledger_id_of(meeting)
    cached = system.store._aggregates.aggregates[ledger]
    confirm(another, registrations[1])
    assert system.store._aggregates.aggregates[ledger] is cached
    requests: list[int | None] = []
    select = LogRecorder.select_events

    def heard(recorder: LogRecorder, originator_id: UUID, **bounds: Any) -> Any:
        if originator_id == ledger:
            requests.append(bounds.get("gt"))
        return select(recorder, originator_id, **bounds)

    monkeypatch.setattr(LogRecorder, "select_events", heard)
    confirm(system, registrations[2])
    earlier_requests = requests.copy()

    assert earlier_requests == [cached.version]
    assert system.store._aggregates.aggregates[ledger] == system.store.load(
        SeatLedger, ledger
    )
    assert system.store._aggregates.stale.isdisjoint({ledger})


def test_a_thing_can_be_seen_at_an_earlier_version(system: System):
    meeting = announce_berlin(system)

    versions = [
        system.store.load(Meeting, meeting, version=version) for version in (1, 2, 3)
    ]

    assert [each.version for each in versions if each] == [1, 2, 3]
    assert [each.capacity for each in versions if each] == [0, 0, 100]
