"""Cells of workbooks as they are shown; and workbooks as other programs write them."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from service.imports.files.test_workbooks import workbook, workbook_with

from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files import workbook_cell_metadata
from bsm_service.imports.files.cells import InvalidCell, TableCell
from bsm_service.imports.files.table_reader import read_table


def rows(data: bytes, sheet: str | None = None) -> list[tuple[TableCell, ...]]:
    return [row.cells for row in read_table(data, "xlsx", sheet).rows]


def formatted(*cells: tuple[Any, str], **options: Any) -> list[TableCell]:
    """Cells, each with its number format, as they are read."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet()
        for at, (value, format) in enumerate(cells):
            style = book.add_format({"num_format": format})
            if isinstance(value, date):
                sheet.write_datetime(0, at, value, style)
            else:
                sheet.write_number(0, at, value, style)
    return list(rows(buffer.getvalue())[0])


@pytest.mark.parametrize("from_1904", [False, True])
def test_dates_are_read_as_they_are_shown(from_1904: bool):
    first, later = datetime(2016, 9, 1), datetime(2016, 9, 15)  # noqa: DTZ001

    cells = formatted(
        (first, "mmm-yy"),
        (later, "mmm-yy"),
        (first, "dd/mm/yyyy"),
        (first, "[$-407]mmmm yyyy;@"),
        (first, 'mm"/"yyyy'),
        (datetime(2016, 1, 1), "yyyy"),  # noqa: DTZ001
        (datetime(2016, 9, 30, 13, 5), "dd.mm.yyyy hh:mm"),  # noqa: DTZ001
        date_1904=from_1904,
    )

    assert cells == [
        date(2016, 9, 30),
        date(2016, 9, 15),
        date(2016, 9, 1),
        date(2016, 9, 30),
        date(2016, 9, 30),
        "2016",
        datetime(2016, 9, 30, 13, 5),  # noqa: DTZ001
    ]


def test_percentages_are_read_as_they_are_shown():
    assert formatted((0.5, "0%"), (0.996, "0.0%"), (1, "0%"), (0.29, "0 %"), (7, "0"))[
        :4
    ] == ["50 %", "99.6 %", "100 %", "29 %"]
    assert formatted((0.5, '0"%"'), (0.5, "0.00")) == [0.5, 0.5]


def test_a_workbook_tells_whether_it_counts_from_1904():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"date_1904": True}) as book:
        book.add_worksheet().write(0, 0, "x")

    assert read_table(buffer.getvalue(), "xlsx").counts_from_1904 is True
    assert read_table(workbook(("x",)), "xlsx").counts_from_1904 is False


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', "cell B2 contains the error #REF!"),
        ('<c r="B2" t="e"><f>A1</f><v>#N/A</v></c>', "cell B2 contains the error #N/A"),
        ('<c r="B2" t="e"/>', "cell B2 contains the error #VALUE!"),
        ('<c r="B2"><f>A1</f></c>', "cell B2 contains a formula without a result"),
        ('<c r="B2"><f>A1</f><v/></c>', "cell B2 contains a formula without a result"),
        (
            "<c><v>1</v></c><c><f>A1</f></c>",
            "cell B2 contains a formula without a result",
        ),
        (
            '<c r="B2" t="inlineStr"><is><t>#N/A</t></is></c>',
            "cell B2 contains the error",
        ),
    ],
)
def test_errors_and_formulas_without_a_result_are_named_by_their_cell(
    cell: str, says: str
):
    cells = rows(with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="2">' + cell))

    bad = cells[1][1]
    assert isinstance(bad, InvalidCell)
    assert says in bad.message


def with_rows(cells: str) -> bytes:
    """A workbook, calculated, with a sheet of these rows, the last one unended."""
    return changed(
        workbook(("x",)),
        lambda name, part: (
            part.replace(b' fullCalcOnLoad="1"', b"")
            if name == "xl/workbook.xml"
            else b"<worksheet><sheetData>%s</row></sheetData></worksheet>"
            % cells.encode()
            if name.endswith("sheet1.xml")
            else part
        ),
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c t="str"><f>""</f><v></v></c>', ""),  # what a formula came to is no text
        ("<c><f>1-1</f><v>0</v></c>", 0.0),
        ('<c t="str"><f>A1</f><v>two &amp; three</v></c>', "two & three"),
        ('<c t="b"><f>TRUE()</f><v>1</v></c>', True),
    ],
)
def test_what_a_formula_came_to_is_read(cell: str, value: TableCell):
    cells = rows(with_rows(f"<row>{cell}<c><v>7</v></c>"))

    assert cells[0] == (value, 7.0)


def test_zeros_of_formulas_that_wait_for_their_program_are_no_results():
    """Some programs write 0 for every formula, and ask to have it calculated."""
    data = workbook_with(lambda sheet: sheet.write_formula("B3", "=1+1"))

    bad = rows(data)[0][1]
    assert isinstance(bad, InvalidCell)
    assert bad.message.startswith(
        "cell B3 contains a formula without a result; open the"
    )


def test_rows_of_nothing_but_errors_are_rows():
    table = read_table(
        with_rows(
            '<row r="2"><c r="B2"><v>1</v></c></row>'
            '<row r="4"><c r="A4"><f>A1</f></c></row><row r="6"><c r="C6" t="e"/>'
        ),
        "xlsx",
    )

    assert [row.number for row in table.rows] == [2, 4, 6]


def test_a_value_over_several_rows_is_that_of_each_of_them():
    def write(sheet: Any) -> None:
        sheet.merge_range("A1:A2", "Owner")
        sheet.merge_range("B1:C1", "Dates")
        sheet.write_row("B2", ["Agreed", "Due"])
        sheet.merge_range("A3:A5", "AT")
        sheet.write("B3", "a")
        sheet.write("B5", "c")
        sheet.write("B6", "d")
        sheet.merge_range("A7:C7", "End")

    assert rows(workbook_with(write)) == [
        ("Owner", "Dates"),
        ("Owner", "Agreed", "Due"),
        ("AT", "a"),
        # Row 4 has nothing but its part of the merged cell.
        ("AT", "c"),
        ("", "d"),
        ("End",),
    ]


def test_headings_over_two_rows_are_one_row():
    def write(sheet: Any) -> None:
        sheet.merge_range("A1:A2", "Activity")
        sheet.merge_range("B1:B2", "Owner")
        sheet.write_row("A3", ["Maps", "AT"])

    assert rows(workbook_with(write)) == [("Activity", "Owner"), ("Maps", "AT")]


def test_only_so_many_merged_cells_are_looked_at(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbook_cell_metadata, "_MAX_MERGED", 1)

    def write(sheet: Any) -> None:
        sheet.merge_range("A1:A2", "a")
        sheet.merge_range("B1:B2", "b")

    with pytest.raises(UnreadableFile, match="more than 1 merged cells; unmerge them"):
        rows(workbook_with(write))


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as original,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in original.namelist():
            if (part := change(name, original.read(name))) is not None:
                archive.writestr(name, part)
    return buffer.getvalue()


def renamed(data: bytes, rename: Callable[[str], str]) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as original,
        zipfile.ZipFile(buffer, "w") as archive,
    ):
        for name in original.namelist():
            archive.writestr(rename(name), original.read(name))
    return buffer.getvalue()


STRICT = (
    (
        b"schemas.openxmlformats.org/spreadsheetml/2006",
        b"purl.oclc.org/ooxml/spreadsheetml",
    ),
    (
        b"schemas.openxmlformats.org/officeDocument/2006",
        b"purl.oclc.org/ooxml/officeDocument",
    ),
)


def strict(name: str, part: bytes) -> bytes:
    for before, after in STRICT:
        part = part.replace(before, after)
    return part


def target(to: bytes) -> Callable[[str, bytes], bytes]:
    return lambda _, part: part.replace(b'"worksheets/sheet1.xml"', b'"%s"' % to)


PLAN = workbook(("Activity", "State"), ("Maps", "AT"))


@pytest.mark.parametrize(
    "data",
    [
        renamed(PLAN, lambda name: name.replace("/", "\\")),
        renamed(PLAN, lambda name: f"/{name}"),
        renamed(PLAN, str.upper),
        changed(PLAN, strict),
        changed(PLAN, target(b"/xl/worksheets/sheet1.xml")),
        changed(PLAN, target(b"xl/worksheets/sheet1.xml")),
        changed(PLAN, target(b"./worksheets/sheet1.xml")),
        changed(PLAN, target(b"../xl/worksheets/sheet1.xml")),
        changed(PLAN, target(rb"worksheets\sheet1.xml")),
        changed(PLAN, lambda name, part: None if "styles" in name else part),
        changed(PLAN, lambda _, part: part.replace(b'<dimension ref="A1:B2"/>', b"")),
        changed(
            PLAN,
            lambda _, part: part.replace(b"sheet.main+xml", b"template.main+xml"),
        ),
        changed(
            PLAN,
            lambda name, part: part.replace(b"<row", b"<x:row")
            .replace(b"</row", b"</x:row")
            .replace(b"<worksheet xmlns=", b'<worksheet xmlns:x="u" xmlns=')
            if "sheet1" in name
            else part,
        ),
    ],
    ids=["backslashes", "leading slash", "capitals", "strict", "absolute", "from root",
         "dot", "two dots", "backslash target", "no styles", "no dimension", "template",
         "prefixed"],
)  # fmt: skip
def test_workbooks_of_other_programs_are_read(data: bytes):
    assert rows(data) == [("Activity", "State"), ("Maps", "AT")]


def sheets(*named: tuple[str, str, bool]) -> bytes:
    """Sheets by name and the text of their first cell, shown or hidden."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, text, is_shown in named:
            sheet = book.add_worksheet(name)
            if text:
                sheet.write(0, 0, text)
            if is_shown:
                sheet.activate()
        for sheet, (_, _, is_shown) in zip(book.worksheets(), named, strict=True):
            if not is_shown:
                sheet.hide()
        book.add_chartsheet("Chart")
    return buffer.getvalue()


def test_empty_and_hidden_sheets_are_passed_over():
    data = sheets(("Old", "a", False), ("Empty", "", True), ("Plan", "b", True))

    table = read_table(data, "xlsx")
    assert table.rows[0].cells == ("b",)
    assert table.format.sheet is not None
    assert table.format.sheet.value == "Plan"
    assert [(sheet.name, sheet.is_hidden) for sheet in table.format.sheets] == [
        ("Old", True),
        ("Empty", False),
        ("Plan", False),
    ]
    assert rows(data, "Old") == [("a",)]
    with pytest.raises(UnreadableFile, match="the sheet has no rows"):
        rows(data, "Empty")


def test_where_only_hidden_sheets_have_rows_they_are_to_be_chosen():
    data = sheets(("Old", "a", False), ("Empty", "", True))

    with pytest.raises(UnreadableFile, match=r"no visible sheet of .* \(“Old”\)"):
        rows(data)
    assert rows(data, "Old") == [("a",)]


@pytest.mark.parametrize(
    ("data", "ending", "says"),
    [
        (
            b"\xd0\xcf\x11\xe0 old",
            "xls",
            "is in an old format or protected by a password",
        ),
        (
            b"<table><tr><td>a</td></tr></table>",
            "xls",
            "“.xls”, but the file is not a workbook",
        ),
        (
            renamed(PLAN, lambda name: f"ods/{name}"),
            "ods",
            "the file is not an XLSX workbook",
        ),
        (
            changed(PLAN, lambda name, part: None if "sheet1" in name else part),
            "xlsx",
            "the workbook cannot be read; open it in a spreadsheet program",
        ),
        (
            changed(PLAN, lambda name, part: None if "shared" in name else part),
            "xlsx",
            "the workbook cannot be read; open it in a spreadsheet program",
        ),
    ],
)
def test_other_workbooks_are_refused_with_what_to_do(
    data: bytes, ending: str, says: str
):
    with pytest.raises(UnreadableFile, match=says):
        read_table(data, ending)
