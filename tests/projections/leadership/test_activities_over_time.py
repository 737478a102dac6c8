"""Promises over time: given these facts, when asked at a moment, then this is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from projections.leadership.overview_oracle import promises_at
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
from bsm_projections.follow_up import due_date_history as follow_up_due_date_history
from bsm_projections.follow_up import queries as activities_listed
from bsm_projections.history import queries as facts
from bsm_projections.leadership import activity_figures as commitments
from bsm_projections.leadership import burn_up as promises
from bsm_projections.leadership.changes import changes_by_owner
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
class Promised:
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

    def course(
        self, as_of: str | None = None
    ) -> follow_up_due_date_history.DueDateHistory:
        [found] = self.ask(
            follow_up_due_date_history.due_date_histories,
            str(self.meeting),
            as_of=as_of,
        )
        return found

    def burn_up(self, as_of: str | None = None) -> list[tuple[Any, ...]]:
        found = self.ask(
            promises.burn_up, str(self.meeting), "Europe/Berlin", as_of=as_of
        )
        return [(one.day, one.made, one.kept, one.given_up) for one in found]


@pytest.fixture
def promised(place: Place) -> Iterator[Promised]:
    clock = StoryClock()
    system = system_in(place, clock=clock)
    meeting = announce_berlin(system)
    objective = set_objective(system, meeting)
    activity = propose(system, objective)
    agree_and_accept(system, activity)
    yield Promised(system, clock, meeting, objective, activity)
    system.close()


def _later(activity: UUID, on: date, reason: str) -> Command:
    return ChangeDueDate(activity_id=activity, due_on=on, reason=reason)


def test_a_promise_begins_with_one_due_date_and_no_reason(promised: Promised):
    [first] = promised.course().due_dates

    assert (first.on, first.precision, first.reason) == (DUE, "day", None)
    assert promised.course().completed_on is None


def test_every_due_date_is_told_with_its_reason_even_one_that_comes_back(
    promised: Promised,
):
    later = date(2016, 12, 31)
    promised.on(date(2016, 5, 1), _later(promised.id, later, "translation"))
    promised.on(date(2016, 6, 1), _later(promised.id, DUE, "found a translator"))

    told = [(one.on, one.reason) for one in promised.course().due_dates]
    assert told == [
        (DUE, None),
        (later, "translation"),
        (DUE, "found a translator"),
    ]


def test_the_past_knows_no_later_due_date(promised: Promised):
    promised.on(date(2016, 5, 1), _later(promised.id, date(2016, 12, 31), "why"))

    assert len(promised.course("2016-04-30").due_dates) == 1
    assert len(promised.course("2016-05-01").due_dates) == 2


def test_completion_counts_until_it_is_returned_and_late_by_days(promised: Promised):
    done = ReportComplete(activity_id=promised.id)
    promised.on(date(2016, 10, 5), done, AUSTRIA)
    assert promised.course().completed_on == date(2016, 10, 5)
    assert promised.course().completed_late == 5

    promised.on(
        date(2016, 10, 6),
        ReturnActivity(activity_id=promised.id, reason="annex missing"),
    )
    assert promised.course().completed_on is None
    assert promised.course().completed_late == 0
    assert promised.course("2016-10-05").completed_late == 5


def test_promises_are_counted_on_the_day_they_were_made_kept_and_given_up(
    promised: Promised,
):
    other = propose(promised.system, promised.objective)
    do(promised.system, AgreeActivity(activity_id=other))
    done = ReportComplete(activity_id=promised.id)
    promised.on(date(2016, 5, 1), done, AUSTRIA)
    promised.on(date(2016, 5, 2), ConfirmActivity(activity_id=promised.id))
    promised.on(
        date(2016, 5, 3), WithdrawActivity(activity_id=other, reason="overtaken")
    )

    agreed = date(2016, 1, 4)
    assert promised.burn_up() == [
        (agreed, 2, 0, 0),
        (date(2016, 5, 2), 2, 1, 0),
        (date(2016, 5, 3), 2, 1, 1),
    ]
    assert promised.burn_up("2016-05-01") == [(agreed, 2, 0, 0)]


def test_what_goes_on_elsewhere_is_promised_once_and_neither_given_up_nor_moved_twice(
    promised: Promised,
):
    other = propose(promised.system, promised.objective, owner="IT")
    do(promised.system, AgreeActivity(activity_id=other))
    agreed, later = date(2016, 1, 4), date(2016, 12, 31)
    promised.on(date(2016, 5, 1), _later(promised.id, later, "translation"))
    parts = tuple({"title": f"Part {at}"} for at in range(2))
    split = {"activity_id": promised.id, "parts": parts, "reason": "two languages"}
    promised.on(date(2016, 5, 2), SplitActivity.model_validate(split))

    def figures(as_of: str | None = None) -> tuple[int, ...]:
        found = promised.ask(commitments.activity_figures, None, as_of=as_of)
        return found.activities, found.open, found.slipped

    assert (figures("2016-05-01"), figures()) == ((2, 2, 1), (3, 3, 2))
    for clock in promises.DayBasis:
        [day] = promised.ask(promises.burn_up, None, "UTC", clock)
        assert (day.day, day.made, day.given_up) == (agreed, 3, 0)
    [moved] = promised.ask(commitments.postponed_by_owner, None)
    assert (moved.of, moved.activities, moved.times) == ("AT", 1, 1)

    listed = promised.ask(activities_listed.activities).items
    first, second = [one for one in listed if one.parents]
    assert (first.slips, first.inherited_slips) == (1, 1)
    merge = {
        "activities": (first.id, second.id),
        "into": {"title": "Whole again"},
        "reason": "one language",
    }
    promised.on(date(2016, 5, 3), MergeActivities.model_validate(merge))
    known = promised.ask(activities_listed.activities).items
    [whole] = [one.id for one in known if one.parents and one.is_open]
    superseded = SupersedeActivity(activity_id=other, by=whole, reason="the same")
    before = promised.system.store.position()
    promised.on(date(2016, 5, 4), superseded)
    assert (figures("2016-05-03"), figures()) == ((2, 2, 1), (1, 1, 1))
    assert promised.burn_up() == [(agreed, 1, 0, 0)]
    assert promised.burn_up("2016-05-01") == [(agreed, 2, 0, 0)]
    [changed] = promised.ask(changes_by_owner, None, before)
    assert changed.changes == (("continued", 1),)


def test_what_was_only_proposed_is_no_promise_yet(promised: Promised):
    propose(promised.system, promised.objective, owner="IT")

    assert promised.burn_up()[-1][1] == 1


def test_who_reported_is_told_by_when_it_happened_the_latest_first(
    promised: Promised,
):
    other = propose(promised.system, promised.objective, owner="IT")
    agree_and_accept(promised.system, other)
    promised.on(date(2016, 3, 1), ReportProgress(activity_id=other, percent=10))
    promised.on(date(2016, 3, 5), ReportProgress(activity_id=promised.id, percent=20))

    def told(since: date, as_of: str | None = None) -> list[str]:
        start = datetime(since.year, since.month, since.day, tzinfo=UTC)
        found = promised.ask(
            promises.reporting_delegations, str(promised.meeting), start, as_of=as_of
        )
        return [one.code for one in found]

    assert told(date(2016, 2, 1)) == ["AT", "IT"]
    assert told(date(2016, 3, 4)) == ["AT"]
    assert told(date(2016, 2, 1), "2016-03-02") == ["IT"]


def test_focal_points_matter_stays_theirs(promised: Promised):
    closed = set_objective(
        promised.system,
        promised.meeting,
        code="O2",
        audience=MatterAudience.FOCAL_POINTS,
    )
    hidden = propose(promised.system, closed, owner="IT")
    agree_and_accept(promised.system, hidden)
    do(promised.system, ReportProgress(activity_id=hidden, percent=10))

    since = promised.clock.time - timedelta(days=1)
    for query, about in (
        (follow_up_due_date_history.due_date_histories, (None,)),
        (promises.reporting_delegations, (None, since)),
    ):
        seen = len(promised.ask(query, *about))
        assert len(promised.ask(query, *about, closed=False)) == seen - 1
    everything = promised.ask(promises.burn_up, None, "UTC")
    open_to_all = promised.ask(promises.burn_up, None, "UTC", closed=False)
    assert (everything[-1].made, open_to_all[-1].made) == (2, 1)

    by = {"by": hidden, "reason": "the same"}
    do(promised.system, SupersedeActivity(activity_id=promised.id, **by))
    [after] = promised.ask(activities_listed.activities, closed=False).items
    assert after.succeeded_by == ()
    after = promised.ask(activities_listed.activity, str(promised.id))
    assert after.succeeded_by == (str(hidden),)


def test_facts_are_counted_by_the_month_of_recording(promised: Promised):
    promised.on(date(2016, 3, 31), ReportProgress(activity_id=promised.id, percent=20))
    months = dict(promised.ask(facts.facts_by_month))

    assert list(months) == [date(2016, 1, 1), date(2016, 3, 1)]
    assert sum(months.values()) == promised.system.store.position()
    assert dict(promised.ask(facts.facts_by_month, as_of="2016-02-01")) == {
        date(2016, 1, 1): months[date(2016, 1, 1)]
    }


def test_the_kinds_are_those_that_the_viewer_can_meet(promised: Promised):
    assert promised.ask(facts.fact_kinds) == (
        "activity",
        "meeting",
        "network",
        "objective",
        "seat_ledger",
    )
    assert promised.ask(facts.fact_kinds, as_of="1") == ("network",)


@pytest.fixture(scope="module")
def demonstration(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[System]:
    place = new_place(tmp_path_factory.mktemp("data"))
    system = open_system(place, clock=lambda: PRESENT)
    seed(system, present=PRESENT)
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
            shown = promises.burn_up(context, str(BERLIN), "Europe/Berlin")
        assert [(one.day, one.made, one.kept, one.given_up) for one in shown] == (
            promises_at(
                known[:position],
                BERLIN,
                "Europe/Berlin",
                for_focal_points=for_focal_points,
            )
        ), position
