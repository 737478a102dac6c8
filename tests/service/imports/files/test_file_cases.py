"""Files that imports once got wrong, from their bytes to what would be stored."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import xlsxwriter
from service.imports.trackers import EVERYTHING, activities
from sqlite_only import new_place as new_place
from systems import SECRETARIAT

from bsm_projections.follow_up import activity_details as follow_up_activity_details
from bsm_service.application.system import System
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports import texts
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import import_file, preview_import
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.report import ImportReport

CASES = Path(__file__).parents[1] / "cases"


def sent(name: str) -> ImportFile:
    data = (CASES / name).read_bytes()
    return ImportFile(data=data, extension=name.rpartition(".")[2])


def preview(
    system: System, meeting: UUID, file: ImportFile | str, **choices: Any
) -> ImportReport:
    file = sent(file) if isinstance(file, str) else file
    return preview_import(system, SECRETARIAT, meeting, file, ImportChoices(**choices))


def store(
    system: System, meeting: UUID, file: ImportFile | str, **choices: Any
) -> ImportReport:
    file = sent(file) if isinstance(file, str) else file
    return import_file(
        system,
        SECRETARIAT,
        meeting,
        file,
        ImportChoices(**choices),
        command_id=new_id(system.store.clock()),
    )


def text(*lines: str) -> ImportFile:
    return ImportFile(data="\n".join(lines).encode(), extension="csv")


def due(system: System) -> dict[str, date | None]:
    return {title: activity.due_on for title, activity in activities(system).items()}


def percent(system: System) -> dict[str, int]:
    return {title: activity.percent for title, activity in activities(system).items()}


def refusals(report: ImportReport) -> list[tuple[int, str, str]]:
    return [
        (complaint.row, complaint.field, complaint.says)
        for complaint in report.complaints
    ]


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("b01-remark-crlf.csv", 2),
        ("b01-remark-crlf.xlsx", 2),
        ("b01-remark-pasted-path.csv", 1),
        ("b02-semicolons-prose-de.csv", 2),
        ("b02-sep-line.csv", 1),
        ("b13-backslash-names.xlsx", 1),
    ],
)
def test_every_row_is_stored(system: System, meeting: UUID, name: str, stored: int):
    report = store(system, meeting, name)

    assert (report.read, report.stored, report.complaints) == (stored, stored, ())


def test_a_remark_has_line_breaks_and_no_hidden_characters(
    system: System, meeting: UUID
):
    remark = "a\r\nb\rc\u0085d\u2028e \u202aC:\\x\u202c f\x07\x1b\ufeff\u200bg"
    report = store(system, meeting, text("Action,Owner,Remarks", f'Maps,AT,"{remark}"'))

    assert report.stored == 1
    assert report.notes[0] == (
        "2 control characters (U+0007, U+001B) were removed, the first in cell C2."
    )
    assert comments(system, "Maps") == ["a\nb\nc\nd\ne C:\\x fg"]


def comments(system: System, title: str) -> list[str]:
    id = activities(system)[title].id
    with system.read(system.now(), EVERYTHING) as context:
        activity_details = follow_up_activity_details.activity_details(context, id)
    assert activity_details is not None
    return [comment.text or "" for comment in activity_details.comments]


@pytest.mark.parametrize(
    ("name", "percentages"),
    [
        ("b03-percent-one.xlsx", {"A": 1, "B": 10, "C": 60}),
        ("b03-percent-99-6.xlsx", {"A": 99, "B": 50}),
    ],
)
def test_percentages_are_decided_for_their_column(
    system: System, meeting: UUID, name: str, percentages: dict[str, int]
):
    store(system, meeting, name)

    assert percent(system) == percentages
    assert {activity.status for activity in activities(system).values()} == {
        "in progress"
    }


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (
            "b04-due-error.xlsx",
            "cell C2 contains the error #N/A; correct its formula or enter the value",
        ),
        (
            "b04-due-formula-uncached.xlsx",
            "cell D2 contains a formula without a result; open the file in a "
            "spreadsheet program, save it and import it again, or enter the value",
        ),
    ],
)
def test_a_cell_with_an_error_or_no_result_is_not_empty(
    system: System, meeting: UUID, name: str, says: str
):
    report = preview(system, meeting, name)

    assert (report.read, report.stored) == (1, 0)
    assert refusals(report) == [(2, "due_on", says)]


def test_a_column_shows_that_months_come_first(system: System, meeting: UUID):
    report = store(system, meeting, "b06-month-first.csv")

    assert report.stored == 4
    assert due(system)["Monitor"] == date(2016, 11, 11)
    assert due(system)["Vendor list"] == date(2016, 10, 11)
    order = {"value": "month first", "source": "found"}
    assert report.format.model_dump()["day_order"] == {"Date": order, "Due Date": order}


def test_the_first_visible_sheet_with_rows_is_read_and_named(
    system: System, meeting: UUID
):
    name = "b07-hidden-old-sheet.xlsx"
    report, old = (
        preview(system, meeting, name),
        preview(system, meeting, name, sheet="old", only_valid=True),
    )

    assert report.format.model_dump(include={"sheet", "sheets"}) == {
        "sheet": {"value": "Tracker 2016", "source": "found"},
        "sheets": (
            {"name": "old", "is_hidden": True},
            {"name": "Tracker 2016", "is_hidden": False},
        ),
    }
    assert old.format.sheet is not None
    assert (old.format.sheet.value, old.format.sheet.source) == ("old", "chosen")


def test_a_cover_sheet_is_passed_over(system: System, meeting: UUID):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for name, *rows in (
            ("Cover", ("Tracker of the network",), ("As of", "1.5.2016")),
            ("Empty",),
            ("Old", ("Action", "Owner"), ("Roads", "DE")),
            ("Track", ("Action", "Owner"), ("Maps", "AT")),
        ):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name == "Old":
                sheet.hide()
    file = ImportFile(data=buffer.getvalue(), extension="xlsx")

    report = store(system, meeting, file)

    assert report.format.sheet is not None
    assert (report.format.sheet.value, report.format.sheet.source) == ("Track", "found")
    assert "Sheets not imported: “Cover”, “Empty”, “Old”." in texts.omission_sentences(
        report
    )
    assert set(activities(system)) == {"Maps"}
    with pytest.raises(UnreadableFile, match="no column was found for title"):
        preview(system, meeting, file, sheet="Cover")


def test_placeholders_are_empty_cells(system: System, meeting: UUID):
    report = store(system, meeting, "b08-placeholders.csv")

    assert (report.stored, report.merged, report.refused) == (4, 0, 0)
    assert report.notes[0] == (
        "10 cells were treated as empty: “-” (6), “n/a” (3), “TBD” (1)."
    )
    assert comments(system, "Maps") == []


def test_other_words_can_be_said_to_mean_nothing(system: System, meeting: UUID):
    file = text("Action,Owner,Due", "Maps,AT,to follow", "None,DE,none")
    report = preview(system, meeting, file)
    stored = store(system, meeting, file, empty=("To  follow",))

    assert [complaint.row for complaint in report.complaints] == [2]
    assert stored.stored == 2
    assert set(activities(system)) == {"Maps", "None"}


def test_what_is_mapped_is_no_placeholder(system: System, meeting: UUID):
    file = text("Action,Owner,Status", "Maps,AT,n/a", "Roads,AT,-")
    store(system, meeting, file, statuses={"N/A": "withdrawn"})

    stored = activities(system)
    assert [stored[title].status for title in ("Maps", "Roads")] == [
        "withdrawn",
        "agreed",
    ]


def test_all_nine_dates_are_the_same(system: System, meeting: UUID):
    report = store(system, meeting, "b09-dates.csv")

    assert report.stored == 9
    assert set(due(system).values()) == {date(2016, 9, 30)}


def test_a_cell_that_shows_a_month_is_its_last_day(system: System, meeting: UUID):
    store(system, meeting, "b09-month-cell.xlsx")

    assert due(system) == {"A": date(2016, 9, 30)}


def test_words_that_name_no_date_are_kept_with_the_activity(
    system: System, meeting: UUID
):
    file = text("Action,Owner,Due,Remarks", "Maps,AT,ongoing,see above")
    assert store(system, meeting, file).stored == 1

    assert sorted(comments(system, "Maps")) == [
        "Due in the list: ongoing",
        "see above",
    ]


def test_polish_is_read_as_polish(system: System, meeting: UUID):
    report = store(system, meeting, "b10-cp1250.csv")

    assert list(activities(system)) == ["Żołnierze i celnicy, ćwiczenia"]
    assert report.format.encoding is not None
    assert report.format.encoding.model_dump() == {
        "value": "Windows-1250",
        "source": "assumed",
    }
    assert report.notes[0].startswith("The file does not state its encoding; it was")


def test_a_byte_that_does_not_belong_is_named_by_its_cell(
    system: System, meeting: UUID
):
    name = "b10-utf8-one-bad-byte.csv"
    report = store(system, meeting, name, only_valid=True)

    assert set(activities(system)) == {"Grenze für alle", "Übung"}
    assert [(row, field) for row, field, _ in refusals(report)] == [(4, "title")]
    assert (
        "“Caf\ufffd” in cell A4 has a byte (E9) that is not" in refusals(report)[0][2]
    )
    with pytest.raises(UnreadableFile, match=r"is not UTF-8: line 4 has a byte \(E9\)"):
        preview(system, meeting, name, encoding="UTF-8")


def test_delimiter_encoding_and_order_can_be_chosen(system: System, meeting: UUID):
    file = ImportFile(
        data="Action|Owner|Due|Remarks\nŻołnierze, ćwiczenia|PL|03/04/2017|"
        "1/2/2017: sent".encode("iso8859-2"),
        extension="csv",
    )
    report = store(
        system,
        meeting,
        file,
        delimiter="pipe",
        encoding="ISO-8859-2",
        day_order="month first",
    )
    assert due(system) == {"Żołnierze, ćwiczenia": date(2017, 3, 4)}
    assert report.format.model_dump(exclude={"sheet", "sheets"}) == {
        "delimiter": {"value": "pipe", "source": "chosen"},
        "encoding": {"value": "ISO-8859-2", "source": "chosen"},
        "day_order": {"Due": {"value": "month first", "source": "chosen"}},
    }


def test_french_audit_actions_are_read_as_they_were_written(
    system: System, meeting: UUID
):
    rows = "\r\n".join(
        (
            "N°;Action;Pays;Échéance;Statut;Avancement;Commentaire;Clôturé le",
            "1;Élaborer le plan d’été;France;31/12/2016;En cours;50%;À suivre;",
            "2;Former les agents;Autriche;T4 2016;Soldée;;Réunion; fait;15/10/2016",
            "3;Échanger;Italie;en continu;Annulée;n/a;;",
        )
    ).replace("Réunion; fait", '"Réunion; ""fait"""')
    file = ImportFile(data=rows.encode("cp1252"), extension="csv")

    report = store(
        system,
        meeting,
        file,
        statuses={"Soldée": "confirmed", "Annulée": "withdrawn"},
    )

    assert (report.read, report.stored) == (3, 3)
    assert due(system)["Élaborer le plan d’été"] == date(2016, 12, 31)
    assert due(system)["Former les agents"] == date(2016, 12, 31)
    assert percent(system)["Élaborer le plan d’été"] == 50
    assert comments(system, "Former les agents") == ['Réunion; "fait"']
    assert comments(system, "Échanger") == ["Due in the list: en continu"]


def test_recommendations_of_many_paragraphs_are_one_row_each(
    system: System, meeting: UUID
):
    text = 'First; the "special" case, and more.\nThen, another; all.\n\n- a 5" pipe\n'
    buffer = io.StringIO()
    table = csv.writer(buffer, delimiter=";")
    table.writerow(["Ref", "Recommendation", "Country", "Target date", "Response"])
    for number in range(1, 41):
        dated = "end of 2016" if number % 2 else "31/12/2016"
        table.writerow([number, f"Rec {number}", "AT", dated, text * (number % 4)])
    file = ImportFile(data=buffer.getvalue().encode("utf-8-sig"), extension="csv")

    report = store(system, meeting, file)

    assert (report.read, report.stored) == (40, 40)
    assert set(due(system).values()) == {date(2016, 12, 31)}
    assert comments(system, "Rec 1") == [text.strip()]
