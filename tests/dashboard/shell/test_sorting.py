"""A click on a heading sorts by it, and a second click turns the order round."""

from urllib.parse import urlencode

import pytest

from dashboard.components.html import Column
from dashboard.shell import address
from dashboard.shell.sorting import Orders, read_sorting

ORDERS: Orders[int] = {
    "size": ("Size", lambda row: row % 10),
    "whole": ("Whole", lambda row: row),
}


@pytest.mark.parametrize(
    ("asked", "rows", "headings"),
    [
        (None, [30, 21, 12], [("ascending", "-size"), (None, "whole")]),
        ("size", [30, 21, 12], [("ascending", "-size"), (None, "whole")]),
        ("-size", [12, 21, 30], [("descending", "size"), (None, "whole")]),
        ("whole", [12, 21, 30], [(None, "size"), ("ascending", "-whole")]),
        ("-nonsense", [30, 21, 12], [("ascending", "-size"), (None, "whole")]),
    ],
)
def test_the_address_sorts_and_headings_lead_to_the_next_order(
    monkeypatch: pytest.MonkeyPatch,
    asked: str | None,
    rows: list[int],
    headings: list[tuple[str | None, str]],
):
    monkeypatch.setattr(address, "parameter", lambda _: asked)
    sorting = read_sorting(ORDERS, "size")
    columns = [Column("Size"), Column("Whole"), Column("Note")]

    *sortable, note = sorting.sortable_columns(
        columns, ORDERS, lambda **query: urlencode(query)
    )

    assert sorting.sorted_rows([21, 12, 30], ORDERS) == rows
    assert [(each.sorted, each.address) for each in sortable] == [
        (direction, f"sort={name}") for direction, name in headings
    ]
    assert note == columns[-1]
