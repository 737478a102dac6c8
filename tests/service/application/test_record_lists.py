"""A list is declared once: its filters are its query's parameters, by their types."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from typing import Any, cast

import pytest
import typer
from fastapi import FastAPI
from fastapi.testclient import TestClient
from service.http_api.http_examples import Served, served
from service.http_api.http_requests import NOTHING, on_record
from sqlite_only import new_place as new_place
from typer.main import get_command
from typer.testing import CliRunner

from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.roles import Role
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.meetings.read_model import Meeting
from bsm_projections.registration.read_model import Registration
from bsm_service.access.scopes import AUDITOR, READERS
from bsm_service.application import record_list
from bsm_service.application.record_list import (
    FilterTexts,
    RecordList,
    every_item,
    every_list,
)
from bsm_service.assembly import list_verbs
from bsm_service.assembly.command_line import app
from bsm_service.assembly.list_routes import list_routes
from bsm_service.cli.filter_options import add_verbs, parse_filters
from bsm_service.http_api.responses.problems import install_error_handlers


def things(
    context: ReadContext,
    meeting_id: Id,
    *,
    owner: DelegationCode | None = None,
    status: ActivityStatus | None = None,
    statuses: tuple[ActivityStatus, ...] = (),
    is_open: bool | None = None,
    late: bool | None = None,
    newest_first: bool = False,
    since: datetime | None = None,
    on: date | None = None,
    stream_id: Id | None = None,
    internal: str = "",
) -> tuple[Meeting, ...]:
    return ()


def made_up(**changes: Any) -> RecordList:
    declared: dict[str, Any] = {
        "name": "made-up-things",
        "action": "read.meetings",
        "allowed": READERS,
        "path": "/meetings/{meeting_id}/things",
        "summary": "Things",
        "query": things,
        "filters": (
            *("meeting_id", "owner", "status", "statuses", "is_open", "late"),
            *("newest_first", "since", "on", "stream_id"),
        ),
        "texts": {
            "statuses": FilterTexts(name="any_of", max_items=3),
            "is_open": FilterTexts(flags="--open/--closed"),
        },
    }
    return RecordList(**declared | changes)


@pytest.fixture(autouse=True)
def _undeclared_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_list, "_declared", [*record_list._declared])


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("data"), requests_per_minute=0) as it:
        yield it


def test_filters_of_an_address_are_the_querys_parameters_by_their_types():
    made_up()
    api = FastAPI()
    api.router.routes.extend(list_routes(cast(Any, None), cast(Any, None)).routes)
    operation = api.openapi()["paths"]["/meetings/{meeting_id}/things"]["get"]
    schemas = {one["name"]: one["schema"] for one in operation["parameters"]}
    code, nothing = schemas["owner"]["anyOf"]

    assert operation["operationId"] == "list_made_up_things"
    assert schemas.keys() == {
        *("meeting_id", "owner", "status", "any_of", "is_open", "late"),
        *("newest_first", "since", "on", "stream_id", "as_of"),
        *("limit", "cursor", "format", "plain"),
    }
    assert schemas["meeting_id"]["format"] == "uuid"
    assert (code["pattern"], nothing) == ("^[A-Z][A-Z0-9-]{1,15}$", {"type": "null"})
    assert schemas["since"]["anyOf"][0]["format"] == "date-time"
    assert schemas["on"]["anyOf"][0]["format"] == "date"
    assert (schemas["any_of"]["type"], schemas["any_of"]["maxItems"]) == ("array", 3)
    assert schemas["newest_first"]["default"] is False


def test_filters_of_a_verb_are_the_querys_parameters_by_their_types():
    verbs = typer.Typer()
    add_verbs(verbs, [made_up()], list_verbs._verb, order=())
    options: dict[str, Any] = {one.name: one for one in get_command(verbs).params}
    filters = {filter.parameter for filter in made_up().parameters}

    assert {
        name: "/".join([*options[name].opts, *options[name].secondary_opts])
        for name in filters
    } == {
        "meeting_id": "--meeting",
        "owner": "--owner",
        "status": "--status",
        "statuses": "--any-of",
        "is_open": "--open/--closed",
        "late": "--late/--not-late",
        "newest_first": "--newest-first",
        "since": "--since",
        "on": "--on",
        "stream_id": "--stream",
    }
    assert options["meeting_id"].required
    assert options["meeting_id"].metavar == "MEETING"
    assert options["owner"].metavar == "CODE"
    assert options["on"].metavar == "DAY"
    assert options["statuses"].multiple


def test_a_day_is_read_and_what_is_none_is_refused_in_our_words():
    [on] = (filter for filter in made_up().parameters if filter.parameter == "on")

    parsed = parse_filters([on], {"on": "2016-04-12"}, cast(Any, None))

    assert parsed == {"on": date(2016, 4, 12)}
    with pytest.raises(InvalidValue, match="is not a date"):
        parse_filters([on], {"on": "12.4.2016"}, cast(Any, None))
    api = FastAPI()
    api.router.routes.extend(list_routes(cast(Any, None), cast(Any, None)).routes)
    install_error_handlers(api)
    refusal = TestClient(api).get(f"/meetings/{NOTHING}/things?on=12.4.2016").json()
    assert refusal["errors"] == [
        {"field": "query.on", "message": "must be a date, for example 2026-05-06"}
    ]


def test_a_terminal_shows_the_fields_that_fit_and_says_how_many_more_there_are(
    here: Served, monkeypatch: pytest.MonkeyPatch
):
    meeting, data = on_record(here).ids["meeting_id"], here.system.place.folder
    command = ["list", "registrations", "--meeting", str(meeting), "--data", str(data)]
    columns, shown = len(fields(Registration)), {}
    for width in (60, 80):
        monkeypatch.setattr(list_verbs.console, "width", width)
        result = CliRunner().invoke(app, command)
        head = result.stdout.splitlines()[1]
        shown[width] = re.split(r"\s{2,}", head.strip()), result.stderr.splitlines()[0]

    assert shown == {
        60: (
            ["delegation", "function"],
            f"{columns - 3} more columns; see --format csv.",
        ),
        80: (
            ["delegation", "function", "status", "nominated at"],
            f"{columns - 5} more columns; see --format csv.",
        ),
    }


def test_an_action_has_one_row_however_many_lists_share_it():
    with pytest.raises(ValueError, match="declared twice"):
        made_up(allowed=AUDITOR)


def test_a_list_of_something_that_is_not_on_record_is_not_found(here: Served):
    office = here.as_(Role.SECRETARIAT)
    keys = {name for thing in every_item() for name in thing.path_parameters}
    lists = [one for one in every_list() if keys.intersection(one.path_parameters)]

    assert len(lists) >= 5
    for one in lists:
        [name] = one.path_parameters
        path = one.path.replace(f"{{{name}}}", NOTHING)
        response = office.get(f"/api/v1{path}")
        assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_every_thing_that_has_a_verb_is_shown():
    verbs: Any = get_command(app)

    assert {one.name for one in every_item() if one.has_verb} == (
        verbs.commands["show"].commands.keys()
    )


def test_who_is_not_signed_in_learns_nothing_of_filters_beside_bodies(here: Served):
    for path in ("/participants?groups=x", "/mandates?x", "/delegations/AT/actors"):
        assert here.anybody.get(f"/api/v1{path}").status_code == 401
