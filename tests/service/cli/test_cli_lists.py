"""The command line shows what the API shows, by the same filters, of any moment."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from service.access.expected_permissions import may_at_all
from service.http_api.http_examples import Served, posted, served
from service.http_api.http_requests import OnRecord, on_record
from sqlite_only import new_place as new_place
from typer.main import get_command
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_projections.engine.audience import RESTRICTED_INCLUDED, RESTRICTED_LEFT_OUT
from bsm_service.application.record_list import RecordList, every_item, every_list
from bsm_service.assembly.command_line import app

PAGING = {"limit", "cursor", "format", "plain"}
OF_DELEGATIONS = (Role.FOCAL_POINT, Role.PARTICIPANT)
# What whoever owns the data folder sees in another way, or not at all.
OVER_HTTP_ONLY = {"accounts", "mandates", "delegation-actors", "personal-data-readings"}


def option_of(name: str) -> str:
    called = "open" if name == "is_open" else name.removesuffix("_id")
    return f"--{called.replace('_', '-')}"


def verb_of(one: RecordList) -> str:
    """The name under which the command line lists it."""
    [name] = {
        other.name
        for other in every_list()
        if other.has_verb and one in (other, other.narrower)
    }
    return name


def lists_of_the_command_line() -> Iterator[RecordList]:
    return (one for one in every_list() if one.name not in OVER_HTTP_ONLY)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("data"), requests_per_minute=0) as it:
        yield it


@pytest.fixture(scope="module")
def known(here: Served) -> OnRecord:
    return on_record(here)


def bsm(here: Served, *arguments: object) -> Any:
    command_line = [*map(str, arguments), "--data", str(here.system.place.folder)]
    return CliRunner().invoke(app, command_line)


def told(here: Served, *arguments: object) -> Any:
    result = bsm(here, *arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_every_list_of_the_api_has_its_verb_with_the_same_filters(here: Served):
    paths = here.anybody.get("/api/v1/openapi.json").json()["paths"]
    verbs: Any = get_command(app)
    lists = verbs.commands["list"].commands
    parameters_by_path = {}
    for path, methods in paths.items():
        parameters = {
            parameter["name"]
            for parameter in methods.get("get", {}).get("parameters", ())
        }
        if "format" in parameters:
            parameters_by_path[path.removeprefix("/api/v1")] = parameters - PAGING

    assert parameters_by_path.keys() == {one.path for one in every_list()}
    assert lists.keys() == set(map(verb_of, lists_of_the_command_line()))
    for one in lists_of_the_command_line():
        verb = lists[verb_of(one)]
        options = {option for param in verb.params for option in param.opts}
        called = set(map(option_of, parameters_by_path[one.path]))
        assert called <= options, one.path


def test_everything_that_is_read_is_read_as_of_any_moment():
    verbs: Any = get_command(app)
    for group in ("list", "show"):
        for name, verb in verbs.commands[group].commands.items():
            options = {option for param in verb.params for option in param.opts}
            assert {"--as-of", "--as", "--json"} <= options, name


def test_the_same_is_listed_as_over_http(here: Served, known: OnRecord):
    office, then = here.as_(Role.SECRETARIAT), here.system.store.position()
    body = {"code": "O5", "text": "Later.", "outcome_kind": "discussion"}
    posted(office, f"/meetings/{known.ids['meeting_id']}/objectives", body)
    for one in lists_of_the_command_line():
        path = one.path
        wanted: list[object] = ["--as", "the secretariat", "--as-of", then]
        for name in one.path_parameters:
            wanted += [option_of(name), known.ids[name]]
        page = office.get(known.address(path), params={"as_of": str(then)}).json()
        mine = told(here, "list", verb_of(one), *wanted)

        assert (mine["items"], mine["total"]) == (page["items"], page["total"]), path
        assert mine["as_of"] == then


def test_a_list_is_written_as_a_file(here: Served, known: OnRecord, tmp_path: Path):
    office = here.as_(Role.SECRETARIAT)
    over_http = office.get("/api/v1/activities?format=csv").content.decode("utf-8-sig")
    files = [tmp_path / "a.csv", tmp_path / "a.xlsx"]
    for file in files:
        assert bsm(here, "list", "activities", "--output", file).exit_code == 0
    mine = list(csv.reader(io.StringIO(files[0].read_text("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(files[1].read_bytes()))
    rows = book.get_sheet_by_index(0).to_python()

    assert mine[1:] == list(csv.reader(io.StringIO(over_http)))[1:]
    assert [rows[1], len(rows)] == [mine[1], len(mine)]
    assert files[0].stat().st_mode & 0o077 == 0
    again = bsm(here, "list", "activities", "--output", files[0])
    assert (again.exit_code, "place_not_empty" in again.stderr) == (2, True)


def test_a_plain_file_is_the_one_of_the_api(
    here: Served, known: OnRecord, tmp_path: Path
):
    parameters = {"format": "csv", "plain": "true"}
    over_http = here.as_(Role.SECRETARIAT).get("/api/v1/activities", params=parameters)
    file = tmp_path / "a.csv"
    written = bsm(here, "list", "activities", "--plain", "--output", file)
    refused = bsm(here, "list", "activities", "--plain", "--format", "xlsx")

    assert file.read_bytes() == over_http.content
    assert "As known at position" in " ".join(written.stderr.split())
    assert (refused.exit_code, "invalid_usage" in refused.stderr) == (2, True)


def test_the_screen_shows_some_rows_and_says_how_many_there_are(
    here: Served, known: OnRecord
):
    result = bsm(here, "list", "facts", "--limit", 2)
    activity = bsm(here, "show", "activity", known.ids["activity_id"])

    assert f"2 of {here.system.store.position()} rows" in result.stdout
    assert "As known at position" in " ".join(result.stderr.split())
    assert "title: Joint patrol manual" in activity.stdout
    assert "proposed recorded at: 20" in activity.stdout


def test_a_user_is_shown_what_the_role_may_see(here: Served, known: OnRecord):
    office, focal_points = here.as_(Role.SECRETARIAT), {"audience": "focal points"}
    here.bearer(Role.LEADERSHIP)
    here.bearer(Role.PARTICIPANT, "AT")
    body = {"code": "O9", "text": "Closed.", "outcome_kind": "discussion"}
    path = f"/meetings/{known.ids['meeting_id']}/objectives"
    closed = posted(office, path, body | focal_points)["id"]
    show = ("show", "objective", closed)

    assert told(here, *show)["text"] == "Closed."
    for user, sees in (((), True), (("--as", "the leadership"), False)):
        listed = ("list", "activities", *user)
        text = " ".join(bsm(here, *listed).stderr.split())
        assert told(here, *listed)["focal_points_matter"] is sees
        assert (RESTRICTED_INCLUDED in text, RESTRICTED_LEFT_OUT in text) == (
            sees,
            not sees,
        )
    hidden = bsm(here, *show, "--as", "the leadership")
    assert (hidden.exit_code, "not_found" in hidden.stderr) == (2, True)
    for refused in (
        bsm(here, "list", "participants", "--as", "the leadership"),
        bsm(here, "list", "activities", "--as", "the participant"),
        bsm(here, "show", "participant", NOBODY, "--as-role", "secretariat"),
    ):
        assert refused.exit_code == 2
        assert "not_permitted" in refused.stderr or "invalid_usage" in refused.stderr
    person = known.ids["participant_id"]
    assert told(here, "show", "participant", person)["name"] is None
    mine = told(here, "show", "participant", person, "--as", "the secretariat")
    assert (mine["name"], mine["email"]) == ("Eva Beispiel", None)


def test_whoever_may_not_read_a_list_or_a_thing_is_refused(
    here: Served, known: OnRecord
):
    for one in (*every_list(), *every_item()):
        if not one.has_verb:
            continue
        kind = "list" if one in every_list() else "show"
        key = known.ids[one.path_parameters[0]] if kind == "show" else None
        asked = [kind, one.name, *([key] if key else [])]
        for name in () if key else one.path_parameters:
            asked += [option_of(name), known.ids[name]]
        for role in set(Role) - may_at_all(one.action) - {Role.SYSTEM}:
            here.bearer(role, "AT" if role in OF_DELEGATIONS else None)
            result = bsm(here, *asked, "--as", f"the {role}")

            assert result.exit_code == 2, (one.name, role)
            assert "(not_permitted)" in result.stderr, (one.name, role, result.stderr)


NOBODY = "00000000-0000-4000-8000-000000000000"
MISTYPED = [
    (("list", "activities", "--as-of", "9999-01-01"), "no_such_moment"),
    (("list", "activities", "--as-of", "noon"), "no_such_moment"),
    (("list", "registrations"), "invalid_usage"),
    (("list", "registrations", "--meeting", "10", "--as-of", "1"), "not_found"),
    (("list", "registrations", "--meeting", "77"), "not_found"),
    (("list", "activities", "--status", "lost"), "invalid_usage"),
    (("list", "facts", "--since", "2016"), "invalid_value"),
    (("list", "history", "--activity", NOBODY), "not_found"),
    (("list", "activities", "--output", "a.pdf"), "invalid_usage"),
    (("list", "activities", "--output", "a.txt", "--format", "table"), "invalid_usage"),
    (("show", "activity", NOBODY), "not_found"),
    (("show", "activity", "x"), "invalid_usage"),
    (("show", "fact", "99999"), "not_found"),
    (("show", "fact", "0"), "invalid_usage"),
    (("list", "facts", "--kind", "actvity"), "invalid_usage"),
    (("list", "facts", "--delegation", "at"), "invalid_value"),
    (("list", "activities", "--owner", "at"), "invalid_value"),
    (("list", "participants", "--delegation", "at"), "invalid_value"),
]


def test_what_is_mistyped_is_told(here: Served, known: OnRecord):
    for asked, code in MISTYPED:
        result = bsm(here, *asked)
        assert (result.exit_code, f"({code})" in result.stderr) == (2, True), (
            asked,
            result.output,
        )
