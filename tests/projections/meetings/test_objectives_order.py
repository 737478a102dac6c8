"""Objectives come in the order in which people count: O1, O2, … O10."""

from collections.abc import Callable
from pathlib import Path

import pytest
from systems import announce_berlin, set_objective, system_in

from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.columns import natural_sort_key
from bsm_projections.meetings import objective_queries


def test_codes_are_listed_by_their_numbers_page_by_page(
    new_place: Callable[[Path], Place], tmp_path: Path
):
    system = system_in(new_place(tmp_path))
    meeting = announce_berlin(system)
    for number in (10, 2, 1, 21, 3):
        set_objective(system, meeting, code=f"O{number}")
    system.engine.catch_up()

    codes, after = [], None
    with system.read(system.now(), Audience(False)) as context:
        while True:
            page = objective_queries.objectives(
                context, str(meeting), after=after, limit=2
            )
            codes += [objective.code for objective in page.items]
            if (after := page.next_key) is None:
                break
    system.close()

    assert codes == ["O1", "O2", "O3", "O10", "O21"]


@pytest.mark.parametrize(
    "ordered",
    [
        ["O1", "O2", "O10", "O10a", "O11"],
        ["1.2", "1.10", "2.1"],
        ["A", "B9", "B10"],
        ["Phase 2", "Phase 11 of 3", "Phase 11 of 20"],
    ],
)
def test_numbers_within_names_sort_by_their_value(ordered: list[str]):
    assert sorted(reversed(ordered), key=natural_sort_key) == ordered
