"""Tables as people send them, and days, names and replies as they write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsm_service.imports.columns import Field, find_columns
from bsm_service.imports.reading import read_table
from bsm_service.imports.replies import replies_in
from bsm_service.imports.values import day_of, due_of, percent_of
from bsm_service.refusals import UnreadableFile

FIELDS = (Field("title", ("Activity",), required=True), Field("owner", ("State",)))
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_whatever_letters(encoding: str, delimiter: str):
    text = delimiter.join(("Activité", "État")) + "\r\n"
    text += delimiter.join(('"two\nlines"', "Österreich")) + "\r\n\r\n"

    lines = read_table(text.encode(encoding), "csv").lines

    assert [(one.number, one.cells) for one in lines] == [
        (1, ("Activité", "État")),
        (2, ("two\nlines", "Österreich")),
    ]


@pytest.mark.parametrize(
    ("data", "ending", "says"),
    [
        (b"", "csv", "the file is empty"),
        (b"\r\n,,\r\n", "csv", "holds no rows"),
        (b"\xff\xfe\x00", "csv", "no UTF-16 text"),
        (b"a,b\x00,c", "csv", "neither a table of text nor a workbook"),
        (b'a,"b\n', "csv", "row 1, as CSV"),
        (b"Activity", "xlsx", "named “.xlsx” but is no workbook"),
        (b"PK\x03\x04 broken", "xlsx", "cannot be read; open it"),
        (b"a," * 300, "csv", "row 1 has more than 200 cells"),
        (b"a\n" * 20_001, "csv", "more than 20,000 rows"),
        (b"x" * 50_001, "csv", "row 1 has a cell of more than"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, ending: str, says: str):
    with pytest.raises(UnreadableFile, match=says):
        read_table(data, ending)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1251", "Мероприятие;Срок"), ("cp1252", "Maßnahme;État;Größe;Übung")],
)
def test_letters_that_nothing_tells_of_are_guessed_and_said(encoding: str, text: str):
    table = read_table(text.encode(encoding), "csv")

    assert ";".join(map(str, table.lines[0].cells)) == text
    assert table.guessed == encoding.replace("cp", "Windows-")


def test_every_column_that_holds_anything_is_told():
    text = "№,Done %,,Notes,Notes\n1,50,stray,a,b\n"
    lines = read_table(text.encode(), "csv").lines
    fields = (Field("reference", ("№",)), Field("percent", ("%", "Done %")))

    found = find_columns(lines, fields, {"column C": "reference"})

    assert found.matched == {"Done %": "percent", "column C": "reference"}
    assert found.unmatched == ("№", "Notes", "Notes (2)")


def test_headings_are_found_below_titles_and_by_what_was_said():
    lines = read_table("Plan 2016\n\n №;STATE:;Was\n1;AT;Maps".encode(), "csv").lines

    with pytest.raises(UnreadableFile, match=r"no column was found for title .*“Was”"):
        find_columns(lines, FIELDS, {}).must_be_complete()
    found = find_columns(lines, FIELDS, {"was": "title"})

    assert found.row == 3
    assert found.values(lines[-1]) == {"owner": "AT", "title": "Maps"}
    assert found.unmatched == ("№",)


@given(DAYS)
def test_a_day_is_read_however_it_is_written(day: date):
    forms = (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day:%d/%m/%y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
        (day - date(1899, 12, 30)).days,
    )

    assert {day_of(form) for form in forms} == {day}
    assert due_of(day).on == day


@pytest.mark.parametrize(
    ("said", "on", "precision"),
    [
        ("Q2 2017", date(2017, 6, 30), "quarter"),
        ("4th quarter of 2017", date(2017, 12, 31), "quarter"),
        ("2017-Q1", date(2017, 3, 31), "quarter"),
        ("septembre 2017", date(2017, 9, 30), "day"),
        ("before the next meeting", None, "next meeting"),
        ("Avant la prochaine réunion", None, "next meeting"),
    ],
)
def test_a_due_date_has_its_precision(said: str, on: date | None, precision: str):
    assert due_of(said) == (on, precision)


@pytest.mark.parametrize(
    "said", ["soon", "31.02.2017", "12.13.2017", True, -4, "1.1.1"]
)
def test_what_is_no_day_is_refused_in_a_sentence(said: object):
    with pytest.raises(ValueError, match=r"is no day; write it like|is not a day"):
        day_of(said)  # type: ignore[arg-type]


@pytest.mark.parametrize("said", ["Q1 9999", "Q1 1850", "31.12.1850", "March 9999"])
def test_nothing_is_due_in_years_that_nobody_reckons_with(said: str):
    with pytest.raises(ValueError, match="is not a day that anything can be due on"):
        due_of(said)


@pytest.mark.parametrize(
    ("said", "percent"), [(80, 80), ("80 %", 80), (0.8, 80), ("0,8", 80), ("1%", 1)]
)
def test_a_percentage_is_read(said: object, percent: int):
    assert percent_of(said) == percent  # type: ignore[arg-type]


@given(
    st.lists(
        st.tuples(DAYS, st.text("abc xyz", min_size=1).filter(str.strip)), max_size=5
    ),
    st.sampled_from(["; ", "\n", ". "]),
)
def test_replies_are_told_apart_by_their_days(said: list[tuple[date, str]], end: str):
    cell = end.join(f"{day:%d.%m.%Y}: {text.strip()}" for day, text in said)

    found = replies_in(cell)

    assert [(one.on, one.text.rstrip(".")) for one in found] == [
        (day, text.strip()) for day, text in said
    ]


def test_a_day_within_a_sentence_begins_no_reply():
    text = "we met; on 12.03.2017: nobody knows"
    assert [one.on for one in replies_in(text)] == [None]
