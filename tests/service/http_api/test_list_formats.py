"""Every list over HTTP is also a file: all of it, as known at the same moment."""

import codecs
import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

import pandas
import pytest
from fastapi.routing import APIRoute
from python_calamine import CalamineWorkbook
from service.http_api.http_examples import Served, posted, served
from service.http_api.http_requests import ASKED, OnRecord, on_record
from service.http_api.routes import every_route
from sqlite_only import new_place as new_place
from starlette.testclient import TestClient

from bsm_domain.foundation.roles import Role
from bsm_projections.engine.audience import RESTRICTED_INCLUDED, RESTRICTED_LEFT_OUT
from bsm_service.access.permission_table import PERMISSIONS
from bsm_service.access.permissions import ROLES_SEEING_RESTRICTED
from bsm_service.documents.spreadsheets import (
    MEDIA_TYPES,
    SpreadsheetFormat,
    csv_file,
    plain_csv_file,
    xlsx_file,
)
from bsm_service.http_api.responses.formats import (
    PROVENANCE_HEADER,
    ListFormat,
    ListPage,
    accepted_format,
)

OF_DELEGATIONS = (Role.FOCAL_POINT, Role.PARTICIPANT)
CSV, XLSX = MEDIA_TYPES[SpreadsheetFormat.CSV], MEDIA_TYPES[SpreadsheetFormat.XLSX]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("data"), requests_per_minute=0) as it:
        yield it


@pytest.fixture(scope="module")
def known(here: Served) -> OnRecord:
    return on_record(here)


@pytest.fixture(scope="module")
def office(here: Served, known: OnRecord) -> TestClient:
    return here.as_(Role.SECRETARIAT)


def lists_of(here: Served) -> Iterator[APIRoute]:
    for route in every_route(here.routes):
        model: Any = getattr(route, "response_model", None)
        if isinstance(model, type) and issubclass(model, ListPage):
            assert isinstance(route, APIRoute)
            yield route


def lines_of(response: Any) -> list[list[str]]:
    assert response.status_code == 200, response.text
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def sheet_of(response: Any) -> list[list[Any]]:
    assert response.status_code == 200, response.text
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
    return book.get_sheet_by_index(0).to_python()


def test_every_list_is_a_csv_file_and_a_workbook_of_all_that_fits(
    here: Served, known: OnRecord, office: TestClient
):
    routes = {route.path: route for route in lists_of(here)}
    auditor = here.as_(Role.AUDITOR)

    assert len(routes) >= 14
    for path, route in routes.items():
        asker = auditor if path == "/readings" else office
        address = known.address(path)
        parameters = dict(ASKED.get(f"GET {path}", {}))
        page = asker.get(address, params=parameters).json()
        response = asker.get(address, params=parameters | {"format": "csv"})
        about, head, *rows = lines_of(response)
        model: Any = route.response_model
        item = model.model_json_schema()["$defs"]

        name = path.rpartition("/")[2]
        assert response.headers["Content-Type"].startswith(CSV)
        assert (
            f'filename="{name}-{page["as_of"]}.csv"'
            in (response.headers["Content-Disposition"])
        )
        assert f"As known at position {page['as_of']}, " in about[0], path
        assert any(list(value.get("properties", {})) == head for value in item.values())
        assert len(rows) == page["total"] >= 0, path
        assert all(len(row) == len(head) for row in rows)

        about_too, head_too, *rows_too = sheet_of(
            asker.get(address, params=parameters, headers={"Accept": XLSX})
        )
        # The moment that "now" is has moved on between the two.
        assert about_too[0].split(", ")[0] == about[0].split(", ")[0]
        assert (head_too, len(rows_too)) == (head, len(rows)), path


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM}))
def test_every_list_says_whether_focal_points_matter_is_in_it(
    here: Served, known: OnRecord, role: Role
):
    client = here.as_(role, "AT" if role in OF_DELEGATIONS else None)
    sees = role in ROLES_SEEING_RESTRICTED
    expected = RESTRICTED_INCLUDED if sees else RESTRICTED_LEFT_OUT
    for route in lists_of(here):
        if role not in PERMISSIONS[route.name]:
            continue
        address = known.address(route.path)
        parameters = dict(ASKED.get(f"GET {route.path}", {}))
        page = client.get(address, params=parameters)
        if page.status_code == 403:  # of other people
            continue
        assert page.json()["focal_points_matter"] is sees, route.path
        for form, lines in (
            (SpreadsheetFormat.CSV, lines_of),
            (SpreadsheetFormat.XLSX, sheet_of),
        ):
            response = client.get(address, params=parameters | {"format": form})
            assert expected in lines(response)[0][0], route.path
        plain = client.get(
            address, params=parameters | {"format": "csv", "plain": True}
        )
        assert expected in unquote(plain.headers[PROVENANCE_HEADER]), route.path


def test_a_file_has_every_page_and_a_past_moment_like_its_list(
    here: Served, office: TestClient, known: OnRecord
):
    meeting = known.ids["meeting_id"]
    before = here.system.store.position()
    many = [{"delegation": "AT", "function": "member"}] * 1_100
    list_of = f"/api/v1/meetings/{meeting}/registrations"
    posted(office, f"/meetings/{meeting}/registrations/bulk", {"delegates": many})

    _, head, *rows = lines_of(office.get(list_of, params={"format": "csv"}))
    ids = [row[head.index("id")] for row in rows]
    past = {"as_of": str(before), "format": "csv"}

    assert len(set(ids)) == len(ids) == 1_101
    assert len(sheet_of(office.get(list_of, params={"format": "xlsx"}))) == 1_103
    assert len(lines_of(office.get(list_of, params=past))) == 3
    assert lines_of(office.get(list_of, headers={"Accept": CSV}))[1:] == [head, *rows]


def test_days_and_times_are_real_ones_in_a_workbook_and_iso_in_csv(
    office: TestClient, known: OnRecord
):
    about, head, row = sheet_of(office.get("/api/v1/activities?format=xlsx"))
    _, _, told = lines_of(office.get("/api/v1/activities?format=csv"))
    due, proposed = head.index("due_on"), head.index("proposed_at")

    assert row[due] == date(2999, 9, 30)
    assert told[due] == "2999-09-30"
    assert isinstance(row[proposed], datetime)
    exactly = datetime.fromisoformat(told[proposed])
    assert exactly.utcoffset() == UTC.utcoffset(None)
    assert abs(row[proposed] - exactly.replace(tzinfo=None)).total_seconds() < 1
    assert "Times are in UTC; times of sessions are local." in about[0]
    assert (row[head.index("percent")], told[head.index("percent")]) == (0, "0")
    assert (row[head.index("is_open")], told[head.index("is_open")]) == (True, "true")


def test_nothing_that_somebody_typed_is_run_by_a_spreadsheet():
    typed = [
        *("=1+1", "+43 1 234", "-2", "@SUM(A1)", "\t=1", "Maps"),
        # Where cells begin at semicolons or tabs, and rows at the end of a line.
        *("Training; =1+1;-2;@x", "AT; DE", "a\t+x", "- one\r\n- two, =3"),
        # Signs of full width, and what is not seen before any of them.
        *("\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "a;\uff1d1", "\ufe661"),
        *("\u00a0=1", "\u3000\uff1d1", "\u200b=1", "\ufeff@x", "\x0b=1"),
    ]
    [made] = csv_file("a record", ["text"], [[text] for text in typed])
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(xlsx_file("a record", ["text"], [[text] for text in typed], 10))
    )

    assert [row[0] for row in rows[2:]] == [
        "'=1+1",
        "+43 1 234",
        "-2",
        "'@SUM(A1)",
        "'\t'=1",
        "Maps",
        "Training;' =1+1;-2;'@x",
        "AT; DE",
        "a\t'+x",
        "'- one\r\n'- two, =3",
        *(
            "'\uff1d1+1",
            "'\uff0b1",
            "'\uff0d1",
            "'\uff20SUM(A1)",
            "a;'\uff1d1",
            "'\ufe661",
        ),
        *("'\u00a0=1", "'\u3000\uff1d1", "'\u200b=1", "'\ufeff@x", "'\x0b=1"),
    ]
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[2:]] == typed


# What is told, and what a spreadsheet and a program are given.
NUMBERS = {
    "+43 1 234": ("+43 1 234", "+43 1 234"),
    "+43 (0)1 234-56": ("+43 (0)1 234-56", "+43 (0)1 234-56"),
    "(+43) 1 234": ("(+43) 1 234", "(+43) 1 234"),
    "+43.1.234": ("+43.1.234", "+43.1.234"),
    "+436641234567": ("+436641234567", "+436641234567"),
    # A spreadsheet makes -192 of the one, and a fraction of the other.
    "+43-1-234": ("'+43-1-234", "+43-1-234"),
    "+43/1/234": ("'+43/1/234", "+43/1/234"),
    "-5.5": ("-5.5", "-5.5"),
    "-12,5": ("-12,5", "-12,5"),
    "-1\u00a0234,5 %": ("-1\u00a0234,5 %", "-1\u00a0234,5 %"),
    "-1.5e-05": ("-1.5e-05", "-1.5e-05"),
    # No numbers, for neither.
    "-2+3": ("'-2+3", "'-2+3"),
    "+A1": ("'+A1", "'+A1"),
    "-inf": ("'-inf", "'-inf"),
    "-1|x": ("'-1|x", "'-1|x"),
    "=1": ("'=1", "'=1"),
}


@pytest.mark.parametrize("typed", NUMBERS)
def test_numbers_and_telephone_numbers_stay_as_they_are(typed: str):
    [for_spreadsheets] = csv_file("a record", ["text"], [[typed]])
    [for_programs] = plain_csv_file(["text"], [[typed]])
    lines = [
        list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))[-1][0]
        for made in (for_spreadsheets, for_programs)
    ]

    assert tuple(lines) == NUMBERS[typed]


def test_every_list_is_a_plain_file_that_programs_read(
    here: Served, known: OnRecord, office: TestClient
):
    auditor = here.as_(Role.AUDITOR)
    for path in (route.path for route in lists_of(here)):
        asker = auditor if path == "/readings" else office
        address = known.address(path)
        parameters = {**ASKED.get(f"GET {path}", {}), "format": "csv"}
        about, head, *rows = lines_of(asker.get(address, params=parameters))
        plain = asker.get(address, params=parameters | {"plain": "true"})
        read = pandas.read_csv(io.BytesIO(plain.content), dtype=str)

        assert not plain.content.startswith(codecs.BOM_UTF8)
        assert b"\r" not in plain.content
        assert (list(read.columns), len(read)) == (head, len(rows)), path
        line = unquote(plain.headers["Bsm-Provenance"])
        assert line.split(", ")[0] == about[0].removeprefix("# ").split(", ")[0]


def test_a_plain_file_has_values_as_programs_expect_them(
    here: Served, office: TestClient, known: OnRecord
):
    parameters = {"format": "csv", "plain": "true"}
    activities = office.get("/api/v1/activities", params=parameters).content
    people = here.as_(Role.SECRETARIAT).get(
        "/api/v1/participants", params=parameters | {"groups": ["name", "contact"]}
    )
    one = pandas.read_csv(io.BytesIO(activities), parse_dates=["due_on"]).iloc[0]
    telephones = pandas.read_csv(io.BytesIO(people.content))["phone"]

    assert bool(one.is_open) is True
    assert int(one.percent) == 0
    assert one.due_on.date() == date(2999, 9, 30)
    assert one[["agency", "confirmed_at"]].isna().all()
    assert telephones.dropna().tolist() == ["+43 1 234"]


def test_only_a_csv_file_is_plain(office: TestClient):
    for asked in ({}, {"format": "xlsx"}, {"format": "json"}):
        response = office.get("/api/v1/facts", params={"plain": "true", **asked})
        assert (response.status_code, response.json()["code"]) == (422, "invalid_value")
        assert response.json()["errors"][0]["field"] == "query.plain"
    by_header = office.get("/api/v1/facts?plain=true", headers={"Accept": CSV})
    assert by_header.status_code == 200


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, ListFormat.JSON),
        ("text/html,*/*;q=0.8", ListFormat.JSON),
        ("text/csv", ListFormat.CSV),
        (f"{XLSX}, */*;q=0.1", ListFormat.XLSX),
        ("text/csv;q=0.2, application/json", ListFormat.JSON),
        ("text/csv;q=x", ListFormat.CSV),
        (",;", ListFormat.JSON),
    ],
)
def test_accept_names_the_form(accept: str | None, form: ListFormat):
    assert accepted_format(accept) is form


def test_what_makes_no_sense_of_a_file_is_refused(
    office: TestClient, known: OnRecord, monkeypatch: pytest.MonkeyPatch
):
    def code(**asked: str) -> tuple[int, str]:
        response = office.get("/api/v1/facts", params=asked)
        return response.status_code, response.json()["code"]

    cursor = office.get("/api/v1/facts", params={"limit": "1"}).json()["next"]
    monkeypatch.setattr("bsm_service.documents.spreadsheets.MAX_CELLS", 20)

    assert code(format="pdf") == (422, "invalid_request")
    assert code(format="csv", cursor=cursor) == (422, "invalid_cursor")
    assert code(format="csv", as_of="999999") == (422, "no_such_moment")
    assert code(format="xlsx") == (422, "too_many_rows")
    assert office.get("/api/v1/readings?format=csv").status_code == 403


# `as_of`

# What is read at no past moment, and why.
ONLY_NOW = {
    "/positions": "tells what is new",
    "/health": "the server's own",
    "/health/alive": "the server's own",
    "/health/ready": "the server's own",
    "/me": "who asks now",
    "/me/notices": "what waits for whoever asks, now",
    "/me/reminders": "no facts; how one wishes to be reminded",
    "/letters": "no facts; what is to be sent, and what was",
    "/me/data": "all that is held, of every moment",
    "/me/data.pdf": "all that is held, of every moment",
    "/participants/{participant_id}/data": "all that is held, of every moment",
    "/participants/{participant_id}/data.pdf": "all that is held, of every moment",
    "/readings": "no facts; bounded by `since` and `until`",
    "/imports/activities/mappings": "no facts; what is remembered now",
    "/imports/delegates/mappings": "no facts; what is remembered now",
    "/accounts": "no facts; each has its whole history",
    "/mandates": "no facts; each has its whole history",
    "/delegations/{code}/actors": "no facts; of the day `on`",
}


def test_everything_that_is_read_is_read_as_of_any_moment(here: Served):
    content = here.anybody.get("/api/v1/openapi.json").json()["paths"]
    without = {
        path.removeprefix("/api/v1")
        for path, methods in content.items()
        if "get" in methods
        and "as_of"
        not in {parameter["name"] for parameter in methods["get"].get("parameters", ())}
    }

    assert without == ONLY_NOW.keys()
    for path in (route.path for route in lists_of(here)):
        get = content.get(path, content.get(f"/api/v1{path}"))["get"]
        assert "format" in {parameter["name"] for parameter in get["parameters"]}, path
        assert {CSV, XLSX, "application/json"} <= get["responses"]["200"][
            "content"
        ].keys(), path
