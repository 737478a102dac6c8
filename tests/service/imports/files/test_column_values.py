"""Days, percentages and empty cells, as their whole column shows what they mean."""

from datetime import date
from typing import Any

import pytest

from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.imports.columns.column_values import (
    ColumnValues,
    Placeholders,
    read_columns,
)
from bsm_service.imports.columns.fields import CellType, ListField
from bsm_service.imports.columns.headings import MatchedColumns
from bsm_service.imports.files.cells import InvalidCell, TableCell
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.values.dates_and_percentages import parse_day

FIELDS = (
    ListField("title", (), required=True, accepts_placeholder_words=True),
    ListField("owner", (), required=True),
    ListField("due_on", (), cell_type=CellType.DAY),
    ListField("closed_on", (), cell_type=CellType.DAY),
    ListField("percent", (), cell_type=CellType.PERCENT),
)


def read(
    name: str,
    *cells: TableCell,
    other: TableCell = "",
    empty: tuple[str, ...] = (),
    **how: Any,
) -> ColumnValues:
    """A column of one field beside one of days."""
    lines = [
        FileRow(number, (cell, other)) for number, cell in enumerate(cells, start=2)
    ]
    columns = MatchedColumns(
        1, {0: "This", 1: "That"}, {0: name, 1: "closed_on"}, (), {}
    )
    means_nothing = Placeholders(empty, ())
    return read_columns(
        lines, columns, FIELDS, means_nothing, deadline=Deadline(), **how
    )


def values(column: ColumnValues) -> list[Any]:
    return [
        row.message if isinstance(row, InvalidCell) else row
        for row in (line.cells[0] for line in column.rows)
    ]


def test_one_date_shows_the_order_of_its_column():
    column = read("due_on", "03/04/2016", "11/14/16", "", "2016-01-02", "Q2 2016")

    assert values(column)[:2] == [date(2016, 3, 4), date(2016, 11, 14)]
    assert values(column)[2:] == ["", "2016-01-02", "Q2 2016"]
    assert column.day_order["This"].model_dump() == {
        "value": "month first",
        "source": "found",
    }
    assert (column.order, column.notes) == ("month first", ())


def test_another_column_shows_the_order_where_the_own_does_not():
    column = read("due_on", "03/04/2016", "05/06/2016", other="12/31/2015")

    assert values(column) == [date(2016, 3, 4), date(2016, 5, 6)]
    orders = {name: order.model_dump() for name, order in column.day_order.items()}
    found_so = {"value": "month first", "source": "found"}
    assert orders == {"This": found_so, "That": found_so}


def test_dates_that_can_be_either_are_read_day_first_and_told():
    column = read("due_on", "03/04/2016", "05/05/2016", "06/07/2016")

    assert values(column)[0] == date(2016, 4, 3)
    assert column.day_order["This"].source == "assumed"
    assert column.notes == (
        "Column “This”: 2 dates could be read with either the day or the month "
        "first, such as 3/4/2016; it was read as 3 April 2016. If this is wrong, "
        "choose the order.",
    )


def test_a_full_stop_needs_no_proof():
    column = read("due_on", "03.04.2016")

    assert values(column) == [date(2016, 4, 3)]
    assert (column.day_order["This"].source, column.notes) == ("found", ())


def test_separators_are_decided_apart():
    column = read("due_on", "03.04.2016", "11/14/2016", "03/04/2016")

    assert values(column) == [date(2016, 4, 3), date(2016, 11, 14), date(2016, 3, 4)]
    assert column.day_order["This"].value == "both"
    # Those in texts beside them follow the same rules.
    assert column.order == "month first"
    assert parse_day("3/4/2016", column.order) == date(2016, 3, 4)
    assert parse_day("3.4.2016", column.order) == date(2016, 4, 3)


def test_a_column_of_both_orders_refuses_what_can_be_either():
    column = read("due_on", "13/04/2016", "04/13/2016", "03/04/2016", "05/05/2016")

    assert values(column) == [
        date(2016, 4, 13),
        date(2016, 4, 13),
        "“03/04/2016” could be 3 April 2016 or 4 March 2016, and the column “This” "
        "has dates in both orders; write the date as 2016-04-12, or choose the order "
        "of day and month",
        date(2016, 5, 5),
    ]
    assert column.day_order["This"].value == "both"


def test_a_chosen_order_refuses_what_contradicts_it():
    column = read(
        "due_on", "03/04/2016", "13/04/2016", chosen_order=DayOrder.MONTH_FIRST
    )

    assert values(column) == [
        date(2016, 3, 4),
        "“13/04/2016” is not a date with the month first, the order you chose; write "
        "it as 2016-04-12, or choose the other order",
    ]
    assert column.order == "month first"


def test_a_workbook_may_count_from_1904():
    assert values(read("due_on", 41_181.0, counts_from_1904=True)) == [
        date(2016, 9, 30)
    ]
    assert values(read("due_on", 2016.0, counts_from_1904=True)) == [2016.0]


@pytest.mark.parametrize(
    ("cells", "percentages", "note"),
    [
        ((1.0, 10.0, 60.0), [1.0, 10.0, 60.0], ""),
        (
            (0.5, 1.0, 0.996, 0.0),
            ["50 %", "100 %", "99.6 %", "0 %"],
            "such as 0.5 were read as fractions: 0.5 as 50% and 1 as 100%.",
        ),
        (("0,29", "1", ""), ["29 %", "100 %", ""], "0.29 as 29% and 1 as 100%."),
        (("50 %", 0.25, "30%"), ["50 %", "25 %", "30%"], "fractions: 0.25 as 25%."),
        ((0.5, 40.0), [0.5, 40.0], "numbers such as 0.5 were read as percentages, not"),
        ((1.0, 0.0), [1.0, 0.0], "1 was read as 1%, not as 100%"),
        (("half", 0.5), ["half", "50 %"], "fractions: 0.5 as 50%."),
        (
            ("50 %", 1.0),
            [
                "50 %",
                "“1” in the column “This” could be 1% or 100%; add a percent sign",
            ],
            "",
        ),
    ],
)
def test_fractions_are_told_by_the_whole_column(
    cells: tuple[TableCell, ...], percentages: list[TableCell], note: str
):
    column = read("percent", *cells)

    assert values(column) == percentages
    assert [note in sentence for sentence in column.notes] == ([True] if note else [])


@pytest.mark.parametrize(
    "written", ["-", "–", "n/a", "N.A.", "TBD", "k.A.", "н/д", "…"]
)
def test_what_means_nothing_is_an_empty_cell(written: str):
    column = read("due_on", written, written)

    assert values(column) == ["", ""]
    assert column.notes == (f"2 cells were treated as empty: “{written}” (2).",)


def test_an_activity_may_be_called_by_a_word_but_not_by_a_sign():
    assert values(read("title", "None", "TBD", "-")) == ["None", "TBD", ""]
    assert values(read("owner", "None", "n/a", "?", "AT")) == ["", "", "", "AT"]
    column = read(
        "title", "None", "to follow, in May", empty=("NONE", "To follow in May")
    )
    assert values(column) == ["", ""]


def test_columns_of_dates_that_are_not_imported_are_named():
    """Without its due dates, an activity would be due before the next meeting."""
    rows = [(f"{day}.09.2016", "2016-09-30", "1 May", "x") for day in (1, 2, 3)]
    lines = [FileRow(number, row) for number, row in enumerate(rows, start=2)]
    headings = {0: "Closed", 1: "To be done", 2: "Day", 3: "Remark"}
    columns = MatchedColumns(1, headings, {0: "closed_on"}, (), {})

    values_read = read_columns(
        lines, columns, FIELDS, Placeholders((), ()), deadline=Deadline()
    )

    assert values_read.notes == (
        "“To be done” contains dates and is not imported; if they are due dates, "
        "choose the field of this column.",
    )
