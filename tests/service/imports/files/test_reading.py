"""Tables as people send them, and names and replies as they write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.columns.fields import ListField
from bsm_service.imports.columns.headings import match_columns
from bsm_service.imports.files.table_reader import read_table
from bsm_service.imports.values.long_texts import parse_replies

FIELDS = (
    ListField("title", ("Activity",), required=True),
    ListField("owner", ("State",)),
)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_in_whatever_letters(encoding: str, delimiter: str):
    text = delimiter.join(("Activité", "État")) + "\r\n"
    text += delimiter.join(('"two\nlines"', "Österreich")) + "\r\n\r\n"

    lines = read_table(text.encode(encoding), "csv").rows

    assert [(row.number, row.cells) for row in lines] == [
        (1, ("Activité", "État")),
        (2, ("two\nlines", "Österreich")),
    ]


@pytest.mark.parametrize(
    ("data", "ending", "says"),
    [
        (b"", "csv", "the file is empty"),
        (b"\r\n,,\r\n", "csv", "has no rows"),
        (b"\xff\xfe\x00", "csv", "the file is not UTF-16: line 1 has a byte"),
        (b"a,b\x00,c", "csv", "neither a text file nor a workbook"),
        (b'a,"b\n', "csv", "row 1 has a quotation mark that is never closed; close"),
        (b'a,b\n"c" d,e\n', "csv", "row 2 has text after a closing quotation mark; do"),
        (b"Activity", "xlsx", "ends in “.xlsx”, but the file is not a workbook"),
        (b"PK\x03\x04 broken", "xlsx", "cannot be read; open it"),
        (b"a," * 300, "csv", "row 1 has more than 200 cells"),
        (b"a\n" * 20_001, "csv", "more than 20,000 rows"),
        (b"x" * 50_001, "csv", "row 1 has a cell of more than"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, ending: str, says: str):
    with pytest.raises(UnreadableFile, match=says):
        read_table(data, ending)


def test_single_null_characters_are_dropped_and_told():
    """A database wrote one; the file is a text all the same."""
    text = "Activity,Owner\n" + "Maps of the border,AT\n" * 6 + "Roads\x00\n,DE\n"

    table = read_table(text.encode(), "csv")

    assert table.rows[-2].cells == ("Roads",)
    assert table.notes == ("A control character (U+0000) in cell A8 was removed.",)


def test_every_column_that_holds_anything_is_told():
    text = "№,Done %,,Notes,Notes\n1,50,stray,a,b\n"
    lines = read_table(text.encode(), "csv").rows
    fields = (ListField("reference", ("№",)), ListField("percent", ("%", "Done %")))

    columns = match_columns(lines, fields, {"column C": "reference"})

    assert columns.matched == {"Done %": "percent", "column C": "reference"}
    assert columns.unmatched == ("№", "Notes", "Notes (2)")


def test_headings_are_found_below_titles_and_by_what_was_said():
    lines = read_table("Plan 2016\n\n №;STATE:;Was\n1;AT;Maps".encode(), "csv").rows

    with pytest.raises(UnreadableFile, match=r"no column was found for title .*“Was”"):
        match_columns(lines, FIELDS, {}).require_complete()
    columns = match_columns(lines, FIELDS, {"was": "title"})

    assert columns.row == 3
    assert columns.values(lines[-1]) == {"owner": "AT", "title": "Maps"}
    assert columns.unmatched == ("№",)


@given(
    st.lists(
        st.tuples(DAYS, st.text("abc xyz", min_size=1).filter(str.strip)), max_size=5
    ),
    st.sampled_from(["; ", "\n", ". "]),
)
def test_replies_are_told_apart_by_their_days(
    written: list[tuple[date, str]], end: str
):
    cell = end.join(f"{day:%d.%m.%Y}: {text.strip()}" for day, text in written)

    parsed = parse_replies(cell)

    assert [(reply.day, reply.text.rstrip(".")) for reply in parsed] == [
        (day, text.strip()) for day, text in written
    ]


def test_a_day_in_brackets_begins_a_reply_without_a_colon():
    text = "[2016-05-12] Anna: begun | (1 June 2016) Bea: sent\n3.7.2016 was a Sunday"

    assert parse_replies(text) == (
        (date(2016, 5, 12), "Anna: begun"),
        (date(2016, 6, 1), "Bea: sent\n3.7.2016 was a Sunday"),
    )


def test_a_day_may_have_an_article():
    text = "Le 12/05/2016 : réunion\nAm 3.6.2016: Sitzung\nOn 1 July 2016: sent"

    assert [reply.text for reply in parse_replies(text)] == [
        "réunion",
        "Sitzung",
        "sent",
    ]


def test_a_day_within_a_sentence_begins_no_reply():
    text = "we met; on 12.03.2017: nobody knows"
    assert [reply.day for reply in parse_replies(text)] == [None]
