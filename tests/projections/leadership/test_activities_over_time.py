"""Activities over time: given these facts, when asked at a moment, these figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from projections.leadership.overview_oracle import burn_up_at
from stored_demonstration import copy_demonstration
from systems import (
    AUSTRIA,
    SECRETARIAT,
    StoryClock,
    agree_and_accept,
    announce_berlin,
    do,
    propose,
    set_objective,
    system_in,
)

from bsm_domain.foundation.values import MatterAudience
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.follow_up.due_dates import (
    DueDateHistory,
    due_date_histories,
)
from bsm_projections.follow_up.queries import activities, activity
from bsm_projections.history.queries import fact_kinds, facts_by_month
from bsm_projections.leadership.activity_changes import changes_by_owner
from bsm_projections.leadership.activity_figures import (
    activity_figures,
    postponed_by_owner,
)
from bsm_projections.leadership.burn_up import (
    DayBasis,
    burn_up,
    reporting_delegations,
)
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system
from bsm_service.demonstration import BERLIN, seed
from bsm_service.follow_up.commands import (
    AgreeActivity,
    ChangeDueDate,
    ConfirmActivity,
    ReportComplete,
    ReportProgress,
    ReturnActivity,
    WithdrawActivity,
)
from bsm_service.follow_up.lineage_commands import (
    MergeActivities,
    SplitActivity,
    SupersedeActivity,
)

PRESENT = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
DUE = date(2016, 9, 30)


@dataclass
class AgreedActivity:
    """One activity of Austria, agreed and accepted on 4 January 2016."""

    system: System
    clock: StoryClock
    meeting: UUID
    objective: UUID
    id: UUID

    def on(self, day: date, command: Command, by: Principal = SECRETARIAT) -> None:
        self.clock.time = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        do(self.system, command, by)

    def ask(self, query: Any, *about: Any, as_of: str | None = None, closed=True):
        self.system.engine.catch_up()
        with self.system.read(self.system.moment(as_of), Audience(closed)) as context:
            return query(context, *about)

    def due_dates(self, as_of: str | None = None) -> DueDateHistory:
        [history] = self.ask(
            due_date_histories,
            str(self.meeting),
            as_of=as_of,
        )
        return history

    def burn_up(self, as_of: str | None = None) -> list[tuple[Any, ...]]:
        days = self.ask(burn_up, str(self.meeting), "Europe/Berlin", as_of=as_of)
        return [(day.day, day.made, day.kept, day.given_up) for day in days]


@pytest.fixture
def agreed_activity(place: Place) -> Iterator[AgreedActivity]:
    clock = StoryClock()
    system = system_in(place, clock=clock)
    meeting = announce_berlin(system)
    objective = set_objective(system, meeting)
    id = propose(system, objective)
    agree_and_accept(system, id)
    yield AgreedActivity(system, clock, meeting, objective, id)
    system.close()


def _later(activity: UUID, on: date, reason: str) -> Command:
    return ChangeDueDate(activity_id=activity, due_on=on, reason=reason)


def test_an_activity_begins_with_one_due_date_and_no_reason(
    agreed_activity: AgreedActivity,
):
    [first] = agreed_activity.due_dates().due_dates

    assert (first.on, first.precision, first.reason) == (DUE, "day", None)
    assert agreed_activity.due_dates().completed_on is None


def test_every_due_date_is_listed_with_its_reason_even_one_that_comes_back(
    agreed_activity: AgreedActivity,
):
    later = date(2016, 12, 31)
    agreed_activity.on(
        date(2016, 5, 1), _later(agreed_activity.id, later, "translation")
    )
    agreed_activity.on(
        date(2016, 6, 1), _later(agreed_activity.id, DUE, "found a translator")
    )

    due_dates = [(due.on, due.reason) for due in agreed_activity.due_dates().due_dates]
    assert due_dates == [
        (DUE, None),
        (later, "translation"),
        (DUE, "found a translator"),
    ]


def test_the_past_knows_no_later_due_date(agreed_activity: AgreedActivity):
    agreed_activity.on(
        date(2016, 5, 1), _later(agreed_activity.id, date(2016, 12, 31), "why")
    )

    assert len(agreed_activity.due_dates("2016-04-30").due_dates) == 1
    assert len(agreed_activity.due_dates("2016-05-01").due_dates) == 2


def test_completion_counts_until_it_is_returned_and_late_by_days(
    agreed_activity: AgreedActivity,
):
    done = ReportComplete(activity_id=agreed_activity.id)
    agreed_activity.on(date(2016, 10, 5), done, AUSTRIA)
    assert agreed_activity.due_dates().completed_on == date(2016, 10, 5)
    assert agreed_activity.due_dates().completed_late == 5

    agreed_activity.on(
        date(2016, 10, 6),
        ReturnActivity(activity_id=agreed_activity.id, reason="annex missing"),
    )
    assert agreed_activity.due_dates().completed_on is None
    assert agreed_activity.due_dates().completed_late == 0
    assert agreed_activity.due_dates("2016-10-05").completed_late == 5


def test_activities_are_counted_on_the_day_they_were_agreed_confirmed_and_given_up(
    agreed_activity: AgreedActivity,
):
    other = propose(agreed_activity.system, agreed_activity.objective)
    do(agreed_activity.system, AgreeActivity(activity_id=other))
    done = ReportComplete(activity_id=agreed_activity.id)
    agreed_activity.on(date(2016, 5, 1), done, AUSTRIA)
    agreed_activity.on(
        date(2016, 5, 2), ConfirmActivity(activity_id=agreed_activity.id)
    )
    agreed_activity.on(
        date(2016, 5, 3), WithdrawActivity(activity_id=other, reason="overtaken")
    )

    agreed = date(2016, 1, 4)
    assert agreed_activity.burn_up() == [
        (agreed, 2, 0, 0),
        (date(2016, 5, 2), 2, 1, 0),
        (date(2016, 5, 3), 2, 1, 1),
    ]
    assert agreed_activity.burn_up("2016-05-01") == [(agreed, 2, 0, 0)]


def test_what_is_continued_is_counted_once_and_neither_given_up_nor_moved_twice(
    agreed_activity: AgreedActivity,
):
    other = propose(agreed_activity.system, agreed_activity.objective, owner="IT")
    do(agreed_activity.system, AgreeActivity(activity_id=other))
    agreed, later = date(2016, 1, 4), date(2016, 12, 31)
    agreed_activity.on(
        date(2016, 5, 1), _later(agreed_activity.id, later, "translation")
    )
    parts = tuple({"title": f"Part {at}"} for at in range(2))
    split = {
        "activity_id": agreed_activity.id,
        "parts": parts,
        "reason": "two languages",
    }
    agreed_activity.on(date(2016, 5, 2), SplitActivity.model_validate(split))

    def figures(as_of: str | None = None) -> tuple[int, ...]:
        result = agreed_activity.ask(activity_figures, None, as_of=as_of)
        return result.activities, result.open, result.slipped

    assert (figures("2016-05-01"), figures()) == ((2, 2, 1), (3, 3, 2))
    for clock in DayBasis:
        [day] = agreed_activity.ask(burn_up, None, "UTC", clock)
        assert (day.day, day.made, day.given_up) == (agreed, 3, 0)
    [moved] = agreed_activity.ask(postponed_by_owner, None)
    assert (moved.of, moved.activities, moved.times) == ("AT", 1, 1)

    rows = agreed_activity.ask(activities).items
    first, second = [row for row in rows if row.parents]
    assert (first.slips, first.inherited_slips) == (1, 1)
    merge = {
        "activities": (first.id, second.id),
        "into": {"title": "Whole again"},
        "reason": "one language",
    }
    agreed_activity.on(date(2016, 5, 3), MergeActivities.model_validate(merge))
    rows = agreed_activity.ask(activities).items
    [whole] = [row.id for row in rows if row.parents and row.is_open]
    superseded = SupersedeActivity(activity_id=other, by=whole, reason="the same")
    before = agreed_activity.system.store.position()
    agreed_activity.on(date(2016, 5, 4), superseded)
    assert (figures("2016-05-03"), figures()) == ((2, 2, 1), (1, 1, 1))
    assert agreed_activity.burn_up() == [(agreed, 1, 0, 0)]
    assert agreed_activity.burn_up("2016-05-01") == [(agreed, 2, 0, 0)]
    [changed] = agreed_activity.ask(changes_by_owner, None, before)
    assert changed.changes == (("continued", 1),)


def test_what_was_only_proposed_is_not_counted_yet(agreed_activity: AgreedActivity):
    propose(agreed_activity.system, agreed_activity.objective, owner="IT")

    assert agreed_activity.burn_up()[-1][1] == 1


def test_who_reported_is_listed_by_when_it_happened_the_latest_first(
    agreed_activity: AgreedActivity,
):
    other = propose(agreed_activity.system, agreed_activity.objective, owner="IT")
    agree_and_accept(agreed_activity.system, other)
    agreed_activity.on(date(2016, 3, 1), ReportProgress(activity_id=other, percent=10))
    agreed_activity.on(
        date(2016, 3, 5), ReportProgress(activity_id=agreed_activity.id, percent=20)
    )

    def reporting(since: date, as_of: str | None = None) -> list[str]:
        start = datetime(since.year, since.month, since.day, tzinfo=UTC)
        delegations = agreed_activity.ask(
            reporting_delegations, str(agreed_activity.meeting), start, as_of=as_of
        )
        return [delegation.code for delegation in delegations]

    assert reporting(date(2016, 2, 1)) == ["AT", "IT"]
    assert reporting(date(2016, 3, 4)) == ["AT"]
    assert reporting(date(2016, 2, 1), "2016-03-02") == ["IT"]


def test_focal_points_matter_stays_theirs(agreed_activity: AgreedActivity):
    closed = set_objective(
        agreed_activity.system,
        agreed_activity.meeting,
        code="O2",
        audience=MatterAudience.FOCAL_POINTS,
    )
    hidden = propose(agreed_activity.system, closed, owner="IT")
    agree_and_accept(agreed_activity.system, hidden)
    do(agreed_activity.system, ReportProgress(activity_id=hidden, percent=10))

    since = agreed_activity.clock.time - timedelta(days=1)
    for query, about in (
        (due_date_histories, (None,)),
        (reporting_delegations, (None, since)),
    ):
        seen = len(agreed_activity.ask(query, *about))
        assert len(agreed_activity.ask(query, *about, closed=False)) == seen - 1
    everything = agreed_activity.ask(burn_up, None, "UTC")
    open_to_all = agreed_activity.ask(burn_up, None, "UTC", closed=False)
    assert (everything[-1].made, open_to_all[-1].made) == (2, 1)

    by = {"by": hidden, "reason": "the same"}
    do(agreed_activity.system, SupersedeActivity(activity_id=agreed_activity.id, **by))
    [after] = agreed_activity.ask(activities, closed=False).items
    assert after.succeeded_by == ()
    after = agreed_activity.ask(activity, str(agreed_activity.id))
    assert after.succeeded_by == (str(hidden),)


def test_facts_are_counted_by_the_month_of_recording(agreed_activity: AgreedActivity):
    agreed_activity.on(
        date(2016, 3, 31), ReportProgress(activity_id=agreed_activity.id, percent=20)
    )
    months = dict(agreed_activity.ask(facts_by_month))

    assert list(months) == [date(2016, 1, 1), date(2016, 3, 1)]
    assert sum(months.values()) == agreed_activity.system.store.position()
    assert dict(agreed_activity.ask(facts_by_month, as_of="2016-02-01")) == {
        date(2016, 1, 1): months[date(2016, 1, 1)]
    }


def test_the_kinds_are_those_that_the_viewer_can_meet(agreed_activity: AgreedActivity):
    assert agreed_activity.ask(fact_kinds) == (
        "activity",
        "meeting",
        "network",
        "objective",
        "seat_ledger",
    )
    assert agreed_activity.ask(fact_kinds, as_of="1") == ("network",)


@pytest.fixture(scope="module")
def demonstration(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[System]:
    place = new_place(tmp_path_factory.mktemp("data"))
    if place.url is None:
        copy_demonstration(place.folder, PRESENT)
    system = open_system(place, clock=lambda: PRESENT)
    seed(system, present=PRESENT)  # unless it is there
    yield system
    system.close()


@pytest.mark.parametrize("for_focal_points", [True, False])
def test_the_burn_up_at_past_moments_equals_a_plain_fold(
    demonstration: System, for_focal_points: bool
):
    known, chance = demonstration.store.page(0, 10_000), Random(24)
    for position in [len(known), *(chance.randint(1, len(known)) for _ in range(60))]:
        moment = demonstration.moment(str(position))
        with demonstration.read(moment, Audience(for_focal_points)) as context:
            days = burn_up(context, str(BERLIN), "Europe/Berlin")
        assert [(day.day, day.made, day.kept, day.given_up) for day in days] == (
            burn_up_at(
                known[:position],
                BERLIN,
                "Europe/Berlin",
                for_focal_points=for_focal_points,
            )
        ), position
