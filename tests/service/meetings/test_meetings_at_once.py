"""Two people change a meeting at once: one after the other, whatever they ask."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from systems import announce_berlin, at_once, confirm, do, nominate, system_in

from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.databases import Place, open_database
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.event_store.store import EventStore
from bsm_service.meetings.agenda_commands import (
    ChangeSession,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.meetings.commands import CancelMeeting, ChangeCapacity
from bsm_service.registration.commands import NominateDelegate

REASON = {"reason": "The venue is closed."}
TITLES = ("Opening", "Maps")


@pytest.fixture
def doors(place: Place) -> Iterator[tuple[System, System]]:
    """The same record in two processes."""
    first = system_in(place)
    second = system_in(place, established=False)
    yield first, second
    second.close()
    first.close()


def outcomes(answers: list[Any]) -> Counter[str]:
    return Counter(
        "accepted"
        if isinstance(answer, CommandResult)
        else getattr(answer, "code", repr(answer))
        for answer in answers
    )


def asking(
    doors: tuple[System, System], commands: list[Command], **further: Any
) -> list[Callable[[], CommandResult]]:
    """Each through the door of another process."""
    return [
        lambda command=command, door=door: do(door, command, **further)
        for command, door in zip(commands, doors * len(commands), strict=False)
    ]


def on_disk(place: Place, meeting: UUID) -> tuple[Meeting, SeatLedger | None]:
    """As a new process sees them."""
    store = EventStore(open_database(place, "log"))
    found = store.load(Meeting, meeting)
    ledger = store.load(SeatLedger, seat_ledger_id_of(meeting))
    store.close()
    assert found is not None
    return found, ledger


def planned(meeting: UUID, title: str) -> dict[str, Any]:
    return {
        "meeting_id": meeting,
        "title": title,
        "kind": SessionKind.PLENARY,
        "on": "2016-04-12",
    }


def add_sessions(system: System, meeting: UUID) -> list[UUID]:
    ids = [uuid4() for _ in TITLES]
    for id, title in zip(ids, TITLES, strict=True):
        do(system, ScheduleSession(session_id=id, **planned(meeting, title)))
    return ids


def test_two_sessions_are_not_given_the_same_title(
    doors: tuple[System, System], place: Place
):
    """Each names one as the other: whoever comes first is refused as well, until one of
    them has another title.
    """
    meeting = announce_berlin(doors[0])
    ids = add_sessions(doors[0], meeting)
    swapped = [
        ChangeSession(session_id=id, **planned(meeting, title))
        for id, title in zip(ids, reversed(TITLES), strict=True)
    ]

    assert outcomes(at_once(asking(doors, swapped))) == {"already_exists": 2}

    same = [ChangeSession(session_id=id, **planned(meeting, "Closing")) for id in ids]
    assert outcomes(at_once(asking(doors, same))) == {
        "accepted": 1,
        "already_exists": 1,
    }
    titles = [one.title for one in on_disk(place, meeting)[0].draft.sessions.values()]
    assert len(set(titles)) == 2


def test_who_changes_what_somebody_else_has_changed_is_told(
    doors: tuple[System, System], place: Place
):
    """Two swap the times of two sessions, each having seen the same version."""
    meeting = announce_berlin(doors[0])
    one, other = add_sessions(doors[0], meeting)
    seen = on_disk(place, meeting)[0].version
    changes = [
        ChangeSession(session_id=id, order=order, **planned(meeting, title))
        for id, title, order in ((one, TITLES[0], 2), (other, TITLES[1], 1))
    ]

    answers = at_once(asking(doors, changes, expected_version=seen))

    assert outcomes(answers) == {"accepted": 1, "stale_version": 1}
    orders = [one.order for one in on_disk(place, meeting)[0].draft.sessions.values()]
    assert orders.count(None) == 1


def test_one_draft_is_released_once(doors: tuple[System, System], place: Place):
    meeting = announce_berlin(doors[0])
    add_sessions(doors[0], meeting)

    answers = at_once(asking(doors, [ReleaseAgenda(meeting_id=meeting)] * 4))

    assert outcomes(answers) == {"accepted": 1, "invalid_transition": 3}
    assert on_disk(place, meeting)[0].releases == 1


def test_who_releases_beside_a_change_releases_all_or_none_of_it(
    doors: tuple[System, System], place: Place
):
    meeting = announce_berlin(doors[0])
    [one, _] = add_sessions(doors[0], meeting)
    asked = [
        ReleaseAgenda(meeting_id=meeting),
        ChangeSession(session_id=one, **planned(meeting, "Welcome")),
    ]

    answers = at_once(asking(doors, asked))

    state = on_disk(place, meeting)[0]
    if isinstance(answers[1], CommandResult):
        assert state.draft.sessions[one].title == "Welcome"
    else:
        # It came after the release, from which on a reason is asked for.
        assert answers[1].code == "reason_required"
    assert state.releases == 1
    assert state.released.sessions[one].title in ("Opening", "Welcome")


def test_nobody_is_registered_for_a_meeting_that_is_cancelled(
    doors: tuple[System, System], place: Place
):
    meeting = announce_berlin(doors[0], quotas={"AT": 9})
    waiting = [nominate(doors[0], meeting) for _ in range(4)]
    nominations = [
        NominateDelegate(
            meeting_id=meeting,
            registration_id=uuid4(),
            delegation="AT",
            function=DelegateFunction.MEMBER,
        )
        for _ in range(4)
    ]
    works = asking(doors, [*nominations, CancelMeeting(meeting_id=meeting, **REASON)])
    works += [
        lambda id=id, door=door: confirm(door, id)
        for id, door in zip(waiting, doors * 2, strict=True)
    ]

    answers = at_once(works)

    found = outcomes(answers)
    assert found.keys() <= {"accepted", "invalid_transition"}
    assert isinstance(answers[len(nominations)], CommandResult)
    state, ledger = on_disk(place, meeting)
    assert state.status == "cancelled"
    facts = [entry.fact for entry in doors[0].store.page(0, 1_000)]
    [end] = [
        place for place, fact in enumerate(facts) if fact.TOPIC.endswith("cancelled.v1")
    ]
    assert facts[end + 1 :] == []
    assert ledger is not None
    seats = sum(isinstance(answer, CommandResult) for answer in answers[5:])
    assert ledger.total_taken == seats


def test_a_capacity_never_falls_below_the_seats_that_are_taken(
    doors: tuple[System, System], place: Place
):
    meeting = announce_berlin(doors[0], quotas={"AT": 9}, capacity=8)
    ids = [nominate(doors[0], meeting) for _ in range(6)]
    fewer = ChangeCapacity(meeting_id=meeting, capacity=3, **REASON)
    works = [
        lambda id=id, door=door: confirm(door, id)
        for id, door in zip(ids, doors * 3, strict=True)
    ]

    answers = at_once([*works[:3], *asking(doors, [fewer]), *works[3:]])

    found = outcomes(answers)
    assert found.keys() <= {"accepted", "capacity_full", "invalid_value"}
    state, ledger = on_disk(place, meeting)
    assert ledger is not None
    assert ledger.total_taken <= state.capacity
    changed = isinstance(answers[3], CommandResult)
    assert state.capacity == (3 if changed else 8)
    assert ledger.total_taken == (3 if changed else 6)
