"""The product's own lists come back from a spreadsheet: known by the ids of their rows,
never doubled, and only what somebody changed in them is a difference.
"""

import csv as csv_files
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from uuid import UUID, uuid4

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from service.imports.trackers import EVERYTHING, activities, csv, said, store, sums_up
from sqlite_only import new_place as new_place
from systems import AUSTRIA, BERLIN_DETAILS, SECRETARIAT, do

from bsm_projections.follow_up import queries
from bsm_projections.follow_up.tables import Activity
from bsm_service.application.system import System
from bsm_service.documents.spreadsheets import (
    cells_of,
    csv_file,
    fields_of,
    plain_csv_file,
    xlsx_file,
)
from bsm_service.follow_up.commands import ReportProgress
from bsm_service.foundation.refusals import RowsRefused
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.columns.exported_lists import exported_fields_of
from bsm_service.imports.commands import ImportActivities, ImportedActivity
from bsm_service.imports.file_import import import_file
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.report import ImportReport
from bsm_service.meetings.commands import AnnounceMeeting
from dashboard.follow_up import panels

ALL = ImportChoices(changes="all")
Edit = Callable[[dict[str, Any]], None]
TRACKER = csv(
    "Nr,Action,Owner,Partners,Due,%,Status",
    "1,=Maps +1,AT,IT; FR,30.09.2019,20,ongoing",
    "2,Roads,DE,,Q4 2019,,open",
    "3,Bridges,IT,,before the next meeting,,done",
)


def exported(system: System, form: str) -> bytes:
    """The activities as a file of the API and the command line, or of the page."""
    with system.read(system.now(), EVERYTHING) as context:
        rows_listed = queries.activities(context, limit=1_000).items
    fields = fields_of(Activity)
    rows = [cells_of(activity, fields) for activity in rows_listed]
    about = "Network (example.org/bsm). As known at position 9."
    if form == "plain":
        return b"".join(plain_csv_file(fields, rows))
    if form.startswith("page"):
        exported_rows = [
            panels.export_row(activity, "10th", activity.days_late)
            for activity in rows_listed
        ]
        fields = [*exported_rows[0]]
        rows = [list(row.values()) for row in exported_rows]
    if form.endswith("xlsx"):
        return xlsx_file(about, fields, rows, len(rows))
    return b"".join(csv_file(about, fields, rows))


def by_a_spreadsheet(data: bytes, edit: Edit, ending: str) -> bytes:
    """As spreadsheets write it again: other days, delimiter and encoding; or numbers
    and days as a workbook has them.
    """
    lines: list[list[Any]]
    if ending == "xlsx":
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        lines = [list(line) for line in sheet.to_python()]
    else:
        lines = list(csv_files.reader(io.StringIO(data.decode("utf-8-sig"))))
    head = next(at for at, line in enumerate(lines) if "id" in map(str.lower, line))
    for at in range(head + 1, len(lines)):
        row = dict(zip(lines[head], lines[at], strict=True))
        edit(row)
        lines[at] = [row[name] for name in lines[head]]
    if ending == "xlsx":
        return _workbook(lines)
    buffer = io.StringIO(newline="")
    csv_files.writer(buffer, delimiter=";").writerows(
        [[_as_in_europe(cell) for cell in line] for line in lines]
    )
    return buffer.getvalue().encode("cp1252")


def _as_in_europe(cell: str) -> str:
    try:
        return f"{date.fromisoformat(cell):%d.%m.%Y}"
    except ValueError:
        return {"true": "WAHR", "false": "FALSCH"}.get(cell, cell)


def _workbook(lines: list[list[Any]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yy"})
        for at, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, date) and not isinstance(cell, datetime):
                    when = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
                    sheet.write_datetime(at, column, when, day)
                elif isinstance(cell, datetime):
                    sheet.write_datetime(at, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                else:
                    sheet.write(at, column, cell)
    return buffer.getvalue()


def unedited(row: Mapping[str, Any]) -> None:
    """Nobody changed anything."""


@dataclass
class Lists:
    """A record with three activities, and its lists."""

    system: System
    meeting: UUID

    def sent(
        self, data: bytes, ending: str = "csv", choices: ImportChoices = ALL
    ) -> ImportReport:
        file = ImportFile(data=data, extension=ending, name=f"activities.{ending}")
        return import_file(
            self.system,
            SECRETARIAT,
            self.meeting,
            file,
            choices,
            command_id=uuid4(),
        )

    def id_of(self, title: str) -> UUID:
        return UUID(activities(self.system)[title].id)


@pytest.fixture
def lists(system: System, meeting: UUID) -> Lists:
    assert store(system, meeting, TRACKER, ImportChoices()).stored == 3
    return Lists(system, meeting)


@pytest.mark.parametrize("form", ["csv", "plain", "xlsx", "page-csv", "page-xlsx"])
def test_a_list_that_comes_back_changes_nothing(lists: Lists, form: str):
    data, ending = exported(lists.system, form), form.rpartition("-")[2]
    ending = "csv" if ending == "plain" else ending
    size = lists.system.store.position()

    as_exported = lists.sent(data, ending)
    saved_again = lists.sent(by_a_spreadsheet(data, unedited, ending), ending)

    for report in (as_exported, saved_again):
        assert (report.read, report.unchanged, report.refused) == (3, 3, 0)
        assert (report.differences, report.moved_on, report.unmatched) == ((), (), ())
        calculated = "Days late" if form.startswith("page") else "age_days"
        assert calculated in report.calculated
    assert lists.system.store.position() == size


@pytest.mark.parametrize("form", ["csv", "plain", "xlsx", "page-csv", "page-xlsx"])
def test_what_was_changed_in_the_list_is_taken_over(lists: Lists, form: str):
    ending = "xlsx" if form.endswith("xlsx") else "csv"
    percent = "Percent done" if form.startswith("page") else "percent"
    due = "Due" if form.startswith("page") else "due_on"
    status = "Status" if form.startswith("page") else "status"

    def edit(row: dict[str, Any]) -> None:
        if "Maps" in str(row.get("title", row.get("Activity"))):
            row[percent] = "60"
            row[due] = date(2019, 12, 31) if ending == "xlsx" else "2019-12-31"
        elif "Roads" in str(row.get("title", row.get("Activity"))):
            row[status] = "withdrawn"

    data = by_a_spreadsheet(exported(lists.system, form), edit, ending)

    preview = lists.sent(data, ending, ImportChoices())
    stored = lists.sent(data, ending)
    again = lists.sent(data, ending)

    differences = [
        (difference.title, difference.field, difference.before, difference.after)
        for difference in stored.differences
    ]
    assert sorted(differences) == [
        ("=Maps +1", "due_on", "2019-09-30", "2019-12-31"),
        ("=Maps +1", "percent", "20", "60"),
        ("Roads", "status", "agreed", "withdrawn"),
    ]
    assert said(preview) == said(stored)
    assert (preview.changed, preview.unchanged) == (0, 3)
    assert (stored.changed, stored.unchanged) == (2, 1)
    # The same list again is an older one now, whose changes are on record.
    assert (again.unchanged, again.differences) == (3, ())
    assert {
        outdated.exported_version < outdated.version for outdated in again.moved_on
    } == {True}
    assert all(map(sums_up, (preview, stored, again)))
    activity = activities(lists.system)["=Maps +1"]
    assert (activity.percent, activity.due_on) == (60, date(2019, 12, 31))


def test_a_list_of_before_says_that_the_record_has_moved_on(lists: Lists):
    old = exported(lists.system, "csv")
    maps = lists.id_of("=Maps +1")
    do(lists.system, ReportProgress(activity_id=maps, percent=90), AUSTRIA)

    def edit(row: dict[str, Any]) -> None:
        if "Maps" in row["title"]:
            row["due_on"] = "2019-12-31"

    # The percentage was not changed in the list: 90 % stays.
    report = lists.sent(by_a_spreadsheet(old, edit, "csv"))
    assert [
        (outdated.row, outdated.version - outdated.exported_version)
        for outdated in report.moved_on
    ] == [(4, 1)]
    assert said(report) == [(4, "due_on", "2019-09-30", "2019-12-31")]
    assert (report.changed, activities(lists.system)["=Maps +1"].percent) == (1, 90)

    # Changed there and here: it takes a person to decide, row by row.
    def both(row: dict[str, Any]) -> None:
        if "Maps" in row["title"]:
            row["percent"] = "40"

    data = by_a_spreadsheet(old, both, "csv")
    with pytest.raises(RowsRefused, match="row 4, percent: the record has changed"):
        lists.sent(data)
    chosen = ImportChoices.model_validate(
        {"changes": [{"row": 4, "fields": ["percent"]}]}
    )
    stored = lists.sent(data, choices=chosen)
    assert [
        (difference.before, difference.after, difference.moved_on)
        for difference in stored.differences
    ] == [("90", "40", True)]
    assert activities(lists.system)["=Maps +1"].percent == 40


def test_rows_of_other_meetings_and_records_are_refused_in_the_same_words(lists: Lists):
    other = uuid4()
    details = BERLIN_DETAILS.model_copy(update={"edition": 11})
    do(lists.system, AnnounceMeeting(meeting_id=other, details=details))
    row = ImportedActivity(title="Secret", owner="AT", due_on=date(2019, 9, 30))
    result = do(
        lists.system,
        ImportActivities(meeting_id=other, activities=(row,), audience="focal points"),
    )
    elsewhere, nowhere = result.facts[0].stream_id, uuid4()
    head = "id,version,meeting_id,title,owner,status,age_days"
    data = csv(
        head,
        f"{elsewhere},1,,Secret,AT,agreed,9",
        f"{nowhere},1,,Nothing,AT,agreed,9",
        f"{lists.id_of('Roads')},99,,Roads,DE,agreed,9",
        "17,1,,Roads,DE,agreed,9",
        ",,,New,DE,agreed,",
    )

    report = lists.sent(data, choices=ImportChoices(only_valid=True))

    assert (report.stored, report.refused) == (1, 4)
    complaints = {
        complaint.row: (complaint.field, complaint.says)
        for complaint in report.complaints
    }
    assert {row: field for row, (field, _) in complaints.items()} == {
        2: "activity_id",
        3: "activity_id",
        4: "version",
        5: "activity_id",
    }
    assert complaints[2][1].replace(str(elsewhere), "") == complaints[3][1].replace(
        str(nowhere), ""
    )
    assert "Secret" not in report.model_dump_json()


def test_a_title_that_was_changed_in_the_list_is_refused_by_name(lists: Lists):
    def edit(row: dict[str, Any]) -> None:
        row["title"] += " and more"
        row["percent"] = "50" if row["status"] == "in progress" else row["percent"]

    data = by_a_spreadsheet(exported(lists.system, "csv"), edit, "csv")

    preview = lists.sent(data, choices=ImportChoices())
    assert {
        difference.field for difference in preview.differences if difference.refusal
    } == {"title"}
    with pytest.raises(RowsRefused, match="row 3, title: an import cannot change"):
        lists.sent(data)
    progress = ImportChoices.model_validate({"changes": [{"fields": ["percent"]}]})
    assert lists.sent(data, choices=progress).changed == 1


def test_the_list_of_the_case_file_is_not_doubled(lists: Lists):
    """Its ids are of another record; ours are put in their place."""
    case = Path(__file__).with_name("cases") / "b11-own-list.csv"
    data = case.read_text("utf-8-sig").replace("next meeting", "quarter")
    rows = list(csv_files.DictReader(data.splitlines()[1:]))
    ids = {rows[0]["id"]: "=Maps +1", rows[1]["id"]: "Roads"}
    for id, title in ids.items():
        data = data.replace(id, str(lists.id_of(title)))

    unknown = lists.sent(case.read_bytes(), choices=ImportChoices(only_valid=True))
    known = lists.sent(data.encode(), choices=ImportChoices())

    assert (unknown.stored, unknown.refused) == (0, 2)
    assert (known.stored, known.unchanged, known.refused) == (0, 2, 0)
    assert len(activities(lists.system)) == 3


def test_an_id_in_two_rows_is_refused_by_name(lists: Lists):
    head, *rows = exported(lists.system, "plain").decode().splitlines()
    roads = next(row for row in rows if "Roads" in row)
    data = "\n".join((head, roads, roads.replace("Roads", "Ferries"))).encode()

    report = lists.sent(data, choices=ImportChoices(only_valid=True))

    assert [
        (complaint.row, complaint.field, complaint.says)
        for complaint in report.complaints
    ] == [
        (
            3,
            "activity_id",
            "row 2, “Roads”, has the same ID; leave the ID empty in a new row",
        )
    ]


@pytest.mark.parametrize("kept", ["id,title,owner,due_on", "id,title,owner,status"])
def test_a_list_of_which_little_is_left_is_not_doubled(lists: Lists, kept: str):
    read_rows = csv_files.DictReader(
        exported(lists.system, "plain").decode().splitlines(keepends=True)
    )
    names = kept.split(",")
    rows = (
        ",".join(row[name] for name in names)
        for row in read_rows
        if not row["title"].startswith("'")
    )

    again = lists.sent(csv(kept, *rows), choices=ImportChoices())

    assert (again.stored, again.unchanged, again.refused) == (0, 2, 0)
    assert again.differences == ()


def test_lists_of_the_page_as_earlier_releases_wrote_them_are_recognised():
    headings = ["Id", "Version", "Owner code", "Activity", "Done in percent"]

    assert exported_fields_of([*headings, "Times moved"]) == {
        "Id": "activity_id",
        "Version": "version",
        "Owner code": "owner",
        "Activity": "title",
        "Done in percent": "percent",
        "Times moved": "",
    }


def test_every_column_of_the_page_is_recognised():
    columns = [*panels.export_row(Mock(partners=()), "10th", 0)]
    assert set(exported_fields_of(columns)) == {*columns}
