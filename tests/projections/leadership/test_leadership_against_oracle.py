"""What leadership is told equals a plain fold of the facts, at any moment."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from leadership_oracle import Oracle
from random_activities import ByChance, by_chance, some_moments
from systems import StoryClock, system_in

from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.leadership.activity_figures import AGE_BANDS
from bsm_projections.leadership.burn_up import DayBasis
from bsm_projections.leadership.changes import BULK_ENTRY_MINIMUM
from bsm_projections.leadership.queries import MOVES_LIMIT, leadership_figures


@pytest.fixture(scope="module")
def made(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ByChance]:
    clock = StoryClock()
    system = system_in(new_place(tmp_path_factory.mktemp("data")), clock=clock)
    yield by_chance(system, clock, seed=6)
    system.close()


@pytest.mark.parametrize("theirs", [True, False], ids=["focal points", "everybody"])
def test_everything_equals_a_plain_fold_at_any_moment(made: ByChance, theirs: bool):
    known = made.system.store.page(0, 10_000)
    for as_of in some_moments(made, 12):
        moment = made.system.moment(as_of)
        before = made.system.moment(str(made.chance.randint(0, moment.position)))
        clock = made.chance.choice(list(DayBasis))
        for meeting in (None, *map(str, made.meetings[:2])):

            def oracle(position: int, at=None, meeting=meeting) -> Oracle:
                return Oracle(
                    known[:position], at, for_focal_points=theirs, meeting_id=meeting
                )

            with made.system.read(moment, Audience(theirs)) as context:
                told = leadership_figures(
                    context, meeting, "Europe/Berlin", before, clock
                )
            now = oracle(moment.position, moment.at)
            then = oracle(before.position, before.at)
            assert asdict(told.figures) == now.figures(), as_of
            assert asdict(told.before) == then.figures(), as_of
            assert [(one.open, one.overdue) for one in told.ages] == now.ages(AGE_BANDS)
            for rows, by in (
                (told.slipped_by_owner, "owner"),
                (told.slipped_by_meeting, "first"),
            ):
                shown = {one.of: (one.activities, one.times) for one in rows}
                assert shown == now.slipped(by), as_of
            matrix = {
                one.code: dict(one.by_status)
                | ({"overdue": one.overdue} if one.overdue else {})
                for one in told.owners
            }
            assert matrix == now.by_status(), as_of
            changes = {one.code: dict(one.changes) for one in told.changes}
            assert changes == now.changes(before.position), as_of
            moved = [one.position for one in told.dates_moved]
            assert moved == now.dates_moved()[:MOVES_LIMIT]
            assert all(one.reason for one in told.dates_moved)
            burnt = [(it.day, it.made, it.kept, it.given_up) for it in told.burn_up]
            by_clock = int(clock is DayBasis.RECORDED)
            assert burnt == now.burn_up("Europe/Berlin", by_clock), as_of
            together = [
                (one.day, one.what, one.activities) for one in told.recorded_together
            ]
            assert together == now.together("Europe/Berlin", BULK_ENTRY_MINIMUM), as_of


def test_every_figure_of_the_present_is_more_than_nothing(made: ByChance):
    """A comparison of figures that never move would prove nothing."""
    moment, beginning = made.system.moment(None), made.system.moment("0")
    with made.system.read(moment, Audience(True)) as context:
        told = leadership_figures(context, None, "UTC", beginning)

    assert all(asdict(told.figures).values())
    assert set(asdict(told.before).values()) == {0, None}
    assert {change for one in told.changes for change, _ in one.changes} >= {
        "confirmed",
        "completed",
        "moved",
        "given up",
    }
    assert told.recorded_together[-1].what == "confirmed"
    assert [one.code for one in told.owners] == ["AT", "MK", "IT", "FRONTEX"]
    assert told.oldest[0].age_days == told.figures.oldest_age_days
