"""What is due before the next meeting follows that meeting: when it is moved, postponed
or cancelled.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from systems import BERLIN_DETAILS, announce_berlin, at_once, do

from bsm_domain.follow_up.facts import DueDateSettled
from bsm_domain.foundation.values import DuePrecision
from bsm_projections.engine.audience import Audience
from bsm_projections.history.queries import facts
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ProposeActivity
from bsm_service.follow_up.due_date_settlement import DueDateSettlement
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CancelMeeting,
    ChangeDetails,
    PostponeMeeting,
)

EVERYTHING = Audience(focal_points_matter=True)
REASON = "the venue is not available"
YEAR = timedelta(days=365)
NEXT = BERLIN_DETAILS.model_copy(
    update={
        "edition": 11,
        "starts_on": BERLIN_DETAILS.starts_on + YEAR,
        "ends_on": BERLIN_DETAILS.ends_on + YEAR,
    }
)
DAY = timedelta(days=1)


def announce(system: System, later: timedelta = timedelta()) -> UUID:
    """The next meeting, or one so much later."""
    id, number = uuid4(), 20 + later.days
    days = {"starts_on": NEXT.starts_on + later, "ends_on": NEXT.ends_on + later}
    details = NEXT.model_copy(update={"edition": number, **days})
    do(system, AnnounceMeeting(meeting_id=id, details=details))
    return id


def due_before_the_next(system: System) -> UUID:
    id = uuid4()
    command = ProposeActivity(
        activity_id=id,
        meeting_id=announce_berlin(system, open_registration=False),
        decision="MC.DEC/2/16",
        title="Share maps",
        owner="AT",
        due_precision=DuePrecision.NEXT_MEETING,
    )
    do(system, command)
    return id


def due_dates(system: System, activity: UUID) -> list[date]:
    """Those that the product set, one after the other."""
    return [
        fact.due.on
        for fact in system.store.events.get(activity)
        if isinstance(fact, DueDateSettled)
    ]


def moved_to(on: date, id: UUID) -> Command:
    days = {"starts_on": on, "ends_on": on + DAY}
    return ChangeDetails(
        meeting_id=id, details=NEXT.model_copy(update=days), reason=REASON
    )


def postponed_to(on: date | None, id: UUID) -> Command:
    ends_on = on and on + DAY
    return PostponeMeeting(meeting_id=id, starts_on=on, ends_on=ends_on, reason=REASON)


def cancelled(id: UUID) -> Command:
    return CancelMeeting(meeting_id=id, reason=REASON)


LATER, EARLIER = NEXT.starts_on + timedelta(days=30), NEXT.starts_on - 3 * DAY
MOVES: dict[str, tuple[Callable[[UUID], Command], date | None]] = {
    "moved earlier": (partial(moved_to, EARLIER), EARLIER),
    "moved later": (partial(moved_to, LATER), LATER),
    "postponed to other days": (partial(postponed_to, LATER), LATER),
    "postponed until further notice": (partial(postponed_to, None), None),
    "renamed": (
        lambda id: ChangeDetails(
            meeting_id=id,
            details=NEXT.model_copy(update={"title": "The 11th meeting"}),
            reason=REASON,
        ),
        None,
    ),
    "cancelled": (cancelled, None),
}


@pytest.mark.parametrize("move", MOVES)
def test_a_due_date_follows_the_next_meeting(system: System, move: str):
    activity = due_before_the_next(system)
    meeting = announce(system)
    command, begins = MOVES[move]

    do(system, command(meeting))

    expected = [NEXT.starts_on - DAY] + ([begins - DAY] if begins else [])
    assert due_dates(system, activity) == [
        day for day in expected if day != BERLIN_DETAILS.starts_on + YEAR - DAY
    ]


def test_a_cancelled_meeting_gives_way_to_the_one_after_it(system: System):
    activity = due_before_the_next(system)
    first, second = announce(system, -DAY), announce(system, 2 * DAY)

    do(system, cancelled(first))
    do(system, cancelled(second))

    # The second cancellation leaves no meeting, so the day stays.
    assert due_dates(system, activity) == [
        NEXT.starts_on - 2 * DAY,
        NEXT.starts_on + DAY,
    ]


def test_a_meeting_that_was_postponed_gives_its_day_once_it_has_days(system: System):
    activity = due_before_the_next(system)
    meeting = announce(system, DAY)
    do(system, postponed_to(None, meeting))
    do(system, postponed_to(LATER, meeting))

    assert due_dates(system, activity) == [NEXT.starts_on, LATER - DAY]
    with system.read(system.now(), EVERYTHING) as context:
        sentence = facts(context, newest_first=True, limit=1).items[0].sentence
    assert sentence == (
        "Austria's “Share maps” is due on 11 May 2017, the day before the next meeting "
        "begins."
    )


def test_a_move_is_followed_once_by_two_processes_and_after_a_restart(
    system: System, another: System
):
    """Whatever moment the process ended at that recorded it."""
    activity = due_before_the_next(system)
    meeting = announce(system, DAY)
    for process in (system, another):
        process.part(DueDateSettlement).settle()
    heard, system.service.on_result = system.service.on_result, None
    do(system, postponed_to(LATER, meeting))
    system.service.on_result = heard
    assert due_dates(system, activity) == [NEXT.starts_on]

    at_once([process.background_tasks._catch_up for process in (system, another)])

    assert due_dates(system, activity) == [NEXT.starts_on, LATER - DAY]


def test_who_knew_less_of_the_meetings_is_not_the_last_to_settle(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    """Another process settles first, by what it knew before a move; and the one that
    knows of the move, and finds the activity changed, looks again.
    """
    activity = due_before_the_next(system)
    meeting = announce(system, DAY)
    monkeypatch.setattr(system.service, "on_result", None)
    do(system, postponed_to(LATER, meeting))
    execute, is_first = system.service.execute, True

    def after_another(*about: Any, **named: Any) -> CommandResult:
        nonlocal is_first
        if is_first:
            is_first = False
            execute(*about, **named | {"command_id": uuid4()})
            do(system, postponed_to(LATER + DAY, meeting))
        return execute(*about, **named)

    monkeypatch.setattr(system.service, "execute", after_another)
    system.part(DueDateSettlement).settle()

    assert due_dates(system, activity) == [NEXT.starts_on, LATER - DAY, LATER]
