"""Completed on time: by the original due date, whatever became of it since."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from systems import (
    CHAIR,
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    do,
    set_objective,
    system_in,
)

from bsm_domain.follow_up.values import LineageKind
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up.queries import activities
from bsm_projections.follow_up.tables import Activity
from bsm_projections.leadership.activity_figures import activity_figures
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    AcceptActivity,
    AgreeActivity,
    ChangeDueDate,
    ConfirmActivity,
    ProposeActivity,
    ReportComplete,
    ReturnActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.lineage_commands import (
    Continuation,
    MergeActivities,
    SplitActivity,
)

ORIGINAL, LATER = date(2016, 9, 30), date(2016, 12, 31)
# In Berlin the 30th ends at 22:00 UTC.
LAST_MINUTE = datetime(2016, 9, 30, 21, 59, tzinfo=UTC)
TOO_LATE = datetime(2016, 9, 30, 22, 0, tzinfo=UTC)
REASON = {"reason": "so it was found"}

Step = tuple[datetime, type[Command], dict[str, object]]
MOVED: Step = (LAST_MINUTE, ChangeDueDate, {"due_on": LATER, **REASON})
DONE: Step = (LAST_MINUTE, ReportComplete, {})
DONE_LATE: Step = (TOO_LATE, ReportComplete, {})


@pytest.fixture
def clock() -> StoryClock:
    return StoryClock()


@pytest.fixture
def system(
    new_place: Callable[[Path], Place], tmp_path: Path, clock: StoryClock
) -> Iterator[System]:
    system = system_in(new_place(tmp_path), clock=clock)
    yield system
    system.close()


def agreed_activity(system: System, objective: UUID, due_on: date = ORIGINAL) -> UUID:
    id = uuid4()
    terms = {"owner": "AT", "due_on": due_on, "title": "Share maps"}
    ids = {"activity_id": id, "objective_id": objective}
    do(system, ProposeActivity.model_validate(ids | terms))
    do(system, AgreeActivity(activity_id=id))
    do(system, AcceptActivity(activity_id=id))
    return id


def known(system: System) -> dict[UUID, Activity]:
    system.engine.catch_up()
    with system.read(system.now(), Audience(True)) as context:
        rows = activities(context).items
        figures = activity_figures(context, None)
    answers = [row.completed_on_time for row in rows]
    assert figures.was_due == len(answers) - answers.count(None)
    assert figures.completed_on_time == answers.count(True)
    return {UUID(row.id): row for row in rows}


CASES: dict[str, tuple[Sequence[Step], bool]] = {
    "still open": ([], False),
    "reported complete on the last day, confirmed by nobody": ([DONE], True),
    "reported complete on the last day, confirmed later": (
        [DONE, (TOO_LATE, ConfirmActivity, {})],
        True,
    ),
    "reported complete a minute later": ([DONE_LATE], False),
    "done on the last day, entered later": (
        [(TOO_LATE, ReportComplete, {"occurred_at": LAST_MINUTE})],
        True,
    ),
    "by the date it was moved to": ([MOVED, DONE_LATE], False),
    "by the original date, although it was moved": ([MOVED, DONE], True),
    "moved to a day before the original": (
        [
            (LAST_MINUTE, ChangeDueDate, {"due_on": date(2016, 7, 1), **REASON}),
            DONE,
        ],
        True,
    ),
    "returned, and done again too late": (
        [DONE, (TOO_LATE, ReturnActivity, REASON), DONE_LATE],
        False,
    ),
    "withdrawn": ([(LAST_MINUTE, WithdrawActivity, REASON)], False),
    "reported complete, but withdrawn": (
        [DONE, (TOO_LATE, WithdrawActivity, REASON)],
        False,
    ),
}


@pytest.mark.parametrize(("steps", "on_time"), CASES.values(), ids=CASES)
def test_an_activity_is_on_time_by_its_original_date(
    system: System, clock: StoryClock, steps: Sequence[Step], on_time: bool
):
    id = agreed_activity(system, set_objective(system, announce_berlin(system)))
    assert known(system)[id].completed_on_time is None
    for at, command, fields in steps:
        clock.time = at
        by = CHAIR if command in (ConfirmActivity, ReturnActivity) else None
        do(
            system,
            command.model_validate({"activity_id": id, **fields}),
            by or SECRETARIAT,
        )
    clock.time = LAST_MINUTE
    assert known(system)[id].completed_on_time is None, "its day has not passed"

    clock.time = TOO_LATE

    assert known(system)[id].completed_on_time is on_time


@pytest.mark.parametrize("kind", LineageKind)
def test_what_continues_others_has_their_earliest_original_date(
    system: System, clock: StoryClock, kind: LineageKind
):
    objective = set_objective(system, announce_berlin(system))
    first, second = (
        agreed_activity(system, objective),
        agreed_activity(system, objective, LATER),
    )
    clock.time = LAST_MINUTE
    if kind is LineageKind.MERGE:
        into = Continuation(activity_id=uuid4(), title="Both", due_on=LATER)
        ids = [into.activity_id]
        merge = MergeActivities(into=into, activities=(first, second), **REASON)
        do(system, merge)
    else:
        parts = [
            Continuation(activity_id=uuid4(), title=title, due_on=LATER)
            for title in ("One", "Another")
        ]
        ids = [part.activity_id for part in parts]
        do(system, SplitActivity(activity_id=first, parts=tuple(parts), **REASON))
    clock.time = TOO_LATE
    do(system, AcceptActivity(activity_id=ids[0]))
    do(system, ReportComplete(activity_id=ids[0]))

    activity_of = known(system)

    assert activity_of[first].completed_on_time is None
    for id in ids:
        assert activity_of[id].first_due_on == ORIGINAL
        assert activity_of[id].completed_on_time is False
