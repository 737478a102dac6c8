"""Leadership's figures equal a plain fold of the facts, at any moment."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from leadership_oracle import Oracle
from random_activities import ByChance, by_chance, some_moments
from systems import StoryClock, system_in

from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.leadership.activity_changes import BULK_ENTRY_MINIMUM
from bsm_projections.leadership.activity_figures import AGE_BANDS
from bsm_projections.leadership.burn_up import DayBasis
from bsm_projections.leadership.queries import MOVES_LIMIT, leadership_figures


@pytest.fixture(scope="module")
def generated(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ByChance]:
    clock = StoryClock()
    system = system_in(new_place(tmp_path_factory.mktemp("data")), clock=clock)
    yield by_chance(system, clock, seed=6)
    system.close()


@pytest.mark.parametrize(
    "for_focal_points", [True, False], ids=["focal points", "everybody"]
)
def test_everything_equals_a_plain_fold_at_any_moment(
    generated: ByChance, for_focal_points: bool
):
    known = generated.system.store.page(0, 10_000)
    for as_of in some_moments(generated, 12):
        moment = generated.system.moment(as_of)
        before = generated.system.moment(
            str(generated.chance.randint(0, moment.position))
        )
        clock = generated.chance.choice(list(DayBasis))
        for meeting in (None, *map(str, generated.meetings[:2])):

            def oracle(position: int, at=None, meeting=meeting) -> Oracle:
                return Oracle(
                    known[:position],
                    at,
                    for_focal_points=for_focal_points,
                    meeting_id=meeting,
                )

            with generated.system.read(moment, Audience(for_focal_points)) as context:
                report = leadership_figures(
                    context, meeting, "Europe/Berlin", before, clock
                )
            now = oracle(moment.position, moment.at)
            then = oracle(before.position, before.at)
            assert asdict(report.figures) == now.figures(), as_of
            assert asdict(report.before) == then.figures(), as_of
            assert [(band.open, band.overdue) for band in report.ages] == now.ages(
                AGE_BANDS
            )
            for rows, by in (
                (report.slipped_by_owner, "owner"),
                (report.slipped_by_meeting, "first"),
            ):
                shown = {row.of: (row.activities, row.times) for row in rows}
                assert shown == now.slipped(by), as_of
            matrix = {
                owner.code: dict(owner.by_status)
                | ({"overdue": owner.overdue} if owner.overdue else {})
                for owner in report.owners
            }
            assert matrix == now.by_status(), as_of
            changes = {owner.code: dict(owner.changes) for owner in report.changes}
            assert changes == now.changes(before.position), as_of
            moved = [move.position for move in report.dates_moved]
            assert moved == now.dates_moved()[:MOVES_LIMIT]
            assert all(move.reason for move in report.dates_moved)
            burn_up = [
                (day.day, day.made, day.kept, day.given_up) for day in report.burn_up
            ]
            by_clock = int(clock is DayBasis.RECORDED)
            assert burn_up == now.burn_up("Europe/Berlin", by_clock), as_of
            together = [
                (entry.day, entry.what, entry.activities)
                for entry in report.recorded_together
            ]
            assert together == now.together("Europe/Berlin", BULK_ENTRY_MINIMUM), as_of


def test_every_figure_of_the_present_is_more_than_nothing(generated: ByChance):
    """A comparison of figures that never move would prove nothing."""
    moment, beginning = generated.system.moment(None), generated.system.moment("0")
    with generated.system.read(moment, Audience(True)) as context:
        report = leadership_figures(context, None, "UTC", beginning)

    assert all(asdict(report.figures).values())
    assert set(asdict(report.before).values()) == {0, None}
    assert {change for owner in report.changes for change, _ in owner.changes} >= {
        "confirmed",
        "completed",
        "moved",
        "given up",
    }
    assert report.recorded_together[-1].what == "confirmed"
    assert [owner.code for owner in report.owners] == ["AT", "MK", "IT", "FRONTEX"]
    assert report.oldest[0].age_days == report.figures.oldest_age_days
