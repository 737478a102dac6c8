"""Workbooks as people send them, and as nobody should have to bear them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.files import workbooks
from bsm_service.imports.files.table_reader import read_table


def workbook(*rows: tuple[object, ...]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return buffer.getvalue()


def workbook_with(write: Callable[[Any], Any]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        write(book.add_worksheet())
    return buffer.getvalue()


def test_a_workbook_is_read_by_its_sheet():
    data = workbook(("Activity", "State"), (), ("Maps", 7))

    assert [row.number for row in read_table(data, "xlsx", "Plan").rows] == [1, 3]
    with pytest.raises(UnreadableFile, match="no sheet “Other”; its sheets are: Plan"):
        read_table(data, "xlsx", "Other")


def test_notes_attached_to_cells_are_told():
    def write(sheet: Any) -> None:
        sheet.write_row(0, 0, ("Activity", "State"))
        sheet.write_comment("A1", "ask Vienna")

    assert (
        "notes attached to cells, which are not imported"
        in (read_table(workbook_with(write), "xlsx").notes[0])
    )
    assert read_table(workbook(("Activity", "State")), "xlsx").notes == ()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 51_000_000)
    return buffer.getvalue()


def test_what_unpacks_to_too_much_is_not_unpacked():
    with pytest.raises(UnreadableFile, match="unpacks to more than 50 MB"):
        read_table(bomb(), "xlsx")


def test_a_tiny_workbook_cannot_take_all_memory():
    far = workbook_with(lambda sheet: sheet.write(1_048_575, 16_383, "x"))
    with pytest.raises(UnreadableFile, match="row 1,048,576 and column 16,384"):
        read_table(far, "xlsx")
    # Nor one whose cells do not say where they are, or whose archive says less than it
    # unpacks to.
    near = sheet_of("<row>" + "<c/>" * 5_000 + "</row>" + "<row/>" * 999)
    with pytest.raises(UnreadableFile, match="row 1,000 and column 5,000"):
        read_table(near, "xlsx")
    buffer = io.BytesIO(workbook(("Activity",), ("Maps",)))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b"0" * 1_000_000)
    lying = buffer.getvalue().replace((1_000_000).to_bytes(4, "little"), b"\1\0\0\0")
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_table(lying, "xlsx")


def sheet_of(cells: str, texts: str = "", before: str = "") -> bytes:
    """A workbook with a sheet of these cells, and these texts for them to name."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(("Activity",)))) as original,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in original.namelist():
            part = original.read(name)
            if name.endswith("sheet1.xml"):
                head, _, remaining = part.partition(b"<sheetData>")
                remaining = remaining.partition(b"</sheetData>")[2]
                part = head + f"<sheetData>{cells}</sheetData>".encode() + remaining
            elif name.endswith("sharedStrings.xml"):
                part = f"{before}<sst>{texts}</sst>".encode()
            archive.writestr(name, part)
    return buffer.getvalue()


LONG = "A" * 30_000


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("<v>0</v>", "<si><t>{}</t></si>"),
        ("<v>1</v>", "<si><t>b</t></si><si><r><t>{}</t></r></si>"),
        # One reader takes the number's pieces together, another the first alone.
        ("<v>0&#49;</v>", "<si><t>{}</t></si><si><t>b</t></si>"),
        ("<v>0<!-- -->1</v>", "<si><t>{}</t></si><si><t>b</t></si>"),
        ("<v> 0</v>", "<si><t>{}</t></si>"),
    ],
)
def test_a_text_that_many_cells_name_is_not_copied_for_all_of_them(
    cell: str, texts: str
):
    row = "<row>" + f'<c t="s">{cell}</c>' * 100 + "</row>"

    with pytest.raises(UnreadableFile, match="contain 60,000,000 characters"):
        read_table(sheet_of(row * 20, texts.format(LONG)), "xlsx")


def test_many_cells_may_name_short_texts():
    row = "<row>" + '<c t="s"><v>1</v></c>' * 100 + "</row>"
    data = sheet_of(row * 20, f"<si><t>{LONG}</t></si><si><t>AT</t></si>")

    assert {row.cells for row in read_table(data, "xlsx").rows} == {("AT",) * 100}


@pytest.mark.parametrize(
    "data",
    [
        sheet_of("<row><c>", ""),
        sheet_of("", '<si a="<si>"/>'),
        sheet_of("", "<si><si/></si>"),
        sheet_of("", "", '<!DOCTYPE sst [<!ENTITY a "b">]>'),
    ],
    ids=["unclosed", "in an attribute", "in each other", "with entities"],
)
def test_what_readers_might_understand_differently_is_not_read(data: bytes):
    with pytest.raises(UnreadableFile, match="cannot be read"):
        read_table(data, "xlsx")


def test_a_workbook_of_more_than_a_list_holds_is_not_looked_through(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(workbooks, "MAX_ELEMENTS", 1_000)
    with pytest.raises(UnreadableFile, match="more than 3,000,000 cells, rows"):
        read_table(sheet_of("<row/>" * 1_000), "xlsx")


def test_what_a_formula_came_to_is_read():
    data = workbook_with(
        lambda sheet: (
            sheet.write_row(0, 0, ("Activity", "Percent")),
            sheet.write_formula(1, 0, '=CONCAT("Ma","ps")', None, "Maps"),
            sheet.write_formula(1, 1, "=30+10", None, 40),
        )
    )
    assert read_table(data, "xlsx").rows[1].cells == ("Maps", 40.0)


def test_a_workbook_of_many_sheets_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbooks, "MAX_SHEETS", 1)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.add_worksheet("Plan")
        book.add_worksheet("Old")

    with pytest.raises(
        UnreadableFile, match="the workbook has 2 sheets; at most 1 can be read"
    ):
        read_table(buffer.getvalue(), "xlsx")
