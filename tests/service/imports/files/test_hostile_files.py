"""Files that would cost more than they are worth: answered at once, or stopped."""

import unicodedata
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Literal
from uuid import UUID

import pytest
from service.http_api.http_examples import served
from service.imports.files.test_workbooks import sheet_of, workbook
from service.imports.trackers import store
from sqlite_only import new_place as new_place
from systems import SECRETARIAT

from bsm_domain.foundation.accents import without_accents
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.documents import parsing_deadline
from bsm_service.documents.delimiters import delimiter_of
from bsm_service.documents.media_types import CSV, TEXT, media_type_of
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.foundation.refusals import ParserBusy, ParsingTooSlow, UnreadableFile
from bsm_service.imports import report
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_import import preview_import
from bsm_service.imports.files import table_reader
from bsm_service.imports.files.table_reader import read_table
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.imports.report import ImportReport
from bsm_service.imports.rows.row_identity import normalise_text
from bsm_service.privacy.erasure.residual_data import SearchTerms

ROOT = Path(__file__).parents[4]
CASES = Path(__file__).parents[1] / "cases"
HEAD = "Activity,Owner,Partners,Due,Status,Remarks\n"
QUOTES = b',"a",' + b'"' * 257


def preview(system: System, meeting: UUID, data: bytes) -> ImportReport:
    file = ImportFile(data=data, extension="csv")
    return preview_import(system, SECRETARIAT, meeting, file, ImportChoices())


def test_quotation_marks_in_a_row_are_a_file_like_any_other(place: Place):
    assert media_type_of(QUOTES, "csv") in (CSV, TEXT)
    with served(place) as it:
        response = it.as_(Role.SECRETARIAT).put(
            "/api/v1/contents?ending=csv", content=QUOTES
        )

    assert response.status_code == 200, response.text


# Of names and passwords, cut before; letter by letter; and where marks are counted.
NORMALIZED = {
    "src/bsm_domain/agreement/text_body.py",  # with few marks upon one letter
    "src/bsm_domain/foundation/accents.py",
    "src/bsm_domain/people/latin_names.py",  # words of a name
    "src/bsm_service/foundation/email_addresses.py",  # of at most 400 characters
    "src/bsm_service/identity/account.py",
    "src/bsm_service/identity/credentials/login_throttle.py",
    "src/bsm_service/identity/credentials/passwords.py",
    "src/bsm_service/imports/rows/row_identity.py",
    "src/bsm_service/privacy/erasure/residual_data.py",
}


def test_what_tries_everything_is_not_used():
    """The sniffer of Python's csv module is a regular expression that backtracks; and
    to normalise a text takes the square of the marks upon one letter.
    """
    normalized = set()
    for folder in ("src", "dashboard"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            assert "Sniffer" not in text, path
            if "unicodedata.normalize" in text:
                normalized.add(path.relative_to(ROOT).as_posix())

    assert normalized == NORMALIZED


def test_marks_upon_a_letter_are_looked_at_one_by_one(monkeypatch: pytest.MonkeyPatch):
    lengths, normalize = [], unicodedata.normalize

    def noted(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
        lengths.append(len(text))
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", noted)
    many = "a" + "\u0345\u0300\u0316" * 10_000

    assert without_accents(many) == "A"
    assert normalise_text(many) == "a"
    assert max(lengths) == 1
    SearchTerms().text("a text", many)
    assert max(lengths) == 1


@pytest.mark.parametrize("at", range(6))
def test_a_cell_of_spaces_is_a_cell_like_any_other(
    system: System, meeting: UUID, at: int
):
    cells = ["Maps", "AT", "IT", "30.09.2019", "open", "sent"]
    cells[at] = f"a{' ' * 49_998}b"

    report = preview(system, meeting, (HEAD + ",".join(cells)).encode())

    assert report.read == report.stored + report.merged + report.refused == 1


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\nc,d", ","),
        ("Was;Wer\nKarten, Listen, Berichte;AT\nMehr, viel mehr, alles;DE", ";"),
        ("a\tb\n1, 2\t3", "\t"),
        ('"a;b;c;d",e\n"f;g;h;i",j', ","),
        ("a,b,c\n1,2\n3", ","),
        ("one word\nanother", None),
        ("", None),
        ('"' * 1_000, None),
    ],
)
def test_the_delimiter_is_the_one_that_lines_agree_on(text: str, delimiter: str | None):
    assert delimiter_of(text) == delimiter


@pytest.mark.parametrize(
    ("file", "rows"),
    [("b02-semicolons-prose-de.csv", 2), ("b02-sep-line.csv", 1)],
)
def test_commas_in_prose_do_not_part_cells(
    system: System, meeting: UUID, file: str, rows: int
):
    assert preview(system, meeting, (CASES / file).read_bytes()).stored == rows


class Ticking:
    """A clock that is a second later whenever it is looked at."""

    def __init__(self) -> None:
        self.looks = count()

    def __call__(self) -> float:
        return float(next(self.looks))


@pytest.mark.parametrize(
    "data", [b"a,b\n" * 100, workbook(*[("a", "b")] * 100)], ids=["CSV", "XLSX"]
)
def test_reading_ends_when_its_time_is_over(data: bytes):
    with pytest.raises(ParsingTooSlow, match="more than 20 seconds and was stopped"):
        read_table(data, "csv", deadline=Deadline(now=Ticking()))


def test_an_import_whose_time_is_over_stores_nothing_and_frees_its_place(
    system: System, meeting: UUID, monkeypatch: pytest.MonkeyPatch
):
    size, file = system.store.position(), (HEAD + "Maps,AT,,,,\n").encode()
    with monkeypatch.context() as patch:
        patch.setattr(parsing_deadline, "MAX_SECONDS", -1)
        for _ in range(parsing_deadline.MAX_CONCURRENT + 1):
            with pytest.raises(ParsingTooSlow):
                store(system, meeting, file)
            with pytest.raises(ParsingTooSlow):
                media_type_of(b"a,b", "csv")

    assert system.store.position() == size
    assert store(system, meeting, file).stored == 1


def test_only_so_many_files_are_read_at_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(parsing_deadline, "WAITING_SECONDS", 0)
    with served(place) as it, ExitStack() as others:
        client = it.as_(Role.SECRETARIAT)
        for _ in range(parsing_deadline.MAX_CONCURRENT):
            others.enter_context(parsing_deadline.parsing_slot())
        busy = client.put("/api/v1/contents?ending=csv", content=b"a,b")
        response = client.get("/api/v1/meetings")
        others.close()
        after = client.put("/api/v1/contents?ending=csv", content=b"a,b")

    assert (busy.status_code, busy.json()["code"]) == (503, "parser_busy")
    assert "Retry-After" in busy.headers
    assert (response.status_code, after.status_code) == (200, 200)


def test_whoever_finds_many_waiting_is_refused_without_waiting(
    monkeypatch: pytest.MonkeyPatch,
):
    full = SimpleNamespace(acquire=lambda **_: False)
    monkeypatch.setattr(parsing_deadline, "_slots", full)
    monkeypatch.setattr(parsing_deadline, "_waiting_slots", full)

    with (
        pytest.raises(ParserBusy, match="please send yours again"),
        parsing_deadline.parsing_slot(),
    ):
        raise AssertionError("it was let in")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\n" * 11, "more than 10 lines"),
        (b"x" * 200_000, "row 1 has a cell of more than 50,000 characters"),
        (b'"' + b"x" * 200_000, "row 1 has a cell of more than 50,000 characters"),
        (sheet_of("<a>" * 101 + "</a>" * 101), "cannot be read; open it"),
        (sheet_of(f'<row a="{"x" * 3_000_000}"/>'), "cannot be read; open it"),
    ],
    ids=["lines", "cell", "quoted", "depth", "attribute"],
)
def test_what_no_list_has_is_refused(
    data: bytes, says: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(table_reader, "MAX_LINES", 10)
    with pytest.raises(UnreadableFile, match=says):
        read_table(data, "csv")


def test_empty_cells_at_a_row_s_end_are_none():
    lines = read_table(b"a,b" + b"," * 5_000 + b"\n1,2", "csv").rows

    assert [row.cells for row in lines] == [("a", "b"), ("1", "2")]


def test_a_cell_of_many_names_is_one_complaint(system: System, meeting: UUID):
    names = ";".join(f"N{number}" for number in range(5_000))

    report = preview(system, meeting, (HEAD + f"Maps,AT,{names},,,\n").encode())

    assert [complaint.says for complaint in report.complaints] == [
        "more than 100 names; give the row fewer partners"
    ]


def test_only_so_many_names_are_compared_with_all_that_are_known(
    monkeypatch: pytest.MonkeyPatch,
):
    compared: list[str] = []
    monkeypatch.setattr(
        "difflib.get_close_matches",
        lambda word, *_, **__: compared.append(word) or [],
    )
    names = DelegationNames()

    for number in range(1_000):
        names.proposals(f"Name {number}")

    assert len(compared) == 300


def test_only_so_many_statuses_are_compared_with_all_that_are_known(
    system: System, meeting: UUID, monkeypatch: pytest.MonkeyPatch
):
    compared: list[str] = []
    monkeypatch.setattr(
        "difflib.get_close_matches",
        lambda word, *_, **__: compared.append(word) or [],
    )
    rows = [f"Maps {number},AT,,,said {number % 400},\n" for number in range(1_000)]

    report = preview(system, meeting, (HEAD + "".join(rows)).encode())

    assert (len(report.statuses), len(compared)) == (400, 300)


def test_complaints_have_an_end(
    system: System, meeting: UUID, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(report, "MAX_ERRORS", 10)

    with pytest.raises(UnreadableFile, match="more than 10 values"):
        preview(system, meeting, (HEAD + "Maps,nobody,,soon,odd,\n" * 10).encode())


def test_rows_about_the_same_are_held_against_one_another_once(
    system: System, meeting: UUID, monkeypatch: pytest.MonkeyPatch
):
    """Not each reply against each: the whole of them by what they say."""
    replies = " ".join(f"{day}.5.2016: sent {day}." for day in range(1, 29))
    rows = "".join(f'Maps,AT,,30.09.2019,open,"{replies}"\n' for _ in range(20))

    report = preview(system, meeting, (HEAD + rows).encode())

    assert (report.stored, report.merged, report.refused) == (1, 19, 0)
