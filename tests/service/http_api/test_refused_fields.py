"""Whoever sends a value that is refused is told which one, in `errors`."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from service.http_api.http_examples import (
    DETAILS,
    Served,
    announce,
    objective,
    posted,
    served,
)
from service.http_api.http_requests import NOTHING, SENT

import bsm_domain
from bsm_domain.foundation.roles import Role
from bsm_service.application.command import posted_commands
from bsm_service.application.command_context import decide
from bsm_service.follow_up import lookups
from bsm_service.imports.rows import activity_history, activity_updates

ORGANISATION = {"kind": "organisation", "name": "Agency", "quota": 1}
STATE = {"kind": "participating State", "name": "X", "quota": 1}
PROPOSAL = {
    "objective_id": "OBJECTIVE",
    "title": "Maps",
    "owner": "AT",
    "due_on": "2999-09-30",
}
PART = {"title": "A part"}
EVA = {
    "delegation": "AT",
    "person": {"name": "Eva Beispiel", "email": "eva@example.org"},
}

# What the rules refuse, and the field that is to blame. In capitals: ids on record.
RULES: dict[str, tuple[str, dict[str, Any], str]] = {
    "time zone": (
        "/meetings",
        {"details": DETAILS | {"time_zone": "Mars/Olympus"}},
        "details.time_zone",
    ),
    "end before the start": (
        "/meetings",
        {"details": DETAILS | {"ends_on": "2016-04-11"}},
        "details.ends_on",
    ),
    "code of a State": (
        "/meetings/MEETING/delegations",
        {"delegations": [{"code": "FR", **STATE}, {"code": "XX", **STATE}]},
        "delegations.1.code",
    ),
    "invited twice": (
        "/meetings/MEETING/delegations",
        {"delegations": [{"code": "AT", **STATE}]},
        "delegations.0.code",
    ),
    "agency of nobody": (
        "/meetings/MEETING/delegations",
        {"delegations": [{"code": "AGENCY", "agency_of": "XX", **ORGANISATION}]},
        "delegations.0.agency_of",
    ),
    "nobody invited": (
        "/meetings/MEETING/delegations",
        {"delegations": []},
        "delegations",
    ),
    "session outside": (
        "/meetings/MEETING/sessions",
        {"on": "2017-01-01", "title": "Plenary", "kind": "plenary"},
        "on",
    ),
    "owner": ("/activities", PROPOSAL | {"owner": "XX"}, "owner"),
    "partner": ("/activities", PROPOSAL | {"partners": ["XX"]}, "partners"),
    "owner as partner": ("/activities", PROPOSAL | {"partners": ["AT"]}, "partners"),
    "partner twice": (
        "/activities",
        PROPOSAL | {"partners": ["DE", "DE"]},
        "partners",
    ),
    "person of another": (
        "/activities",
        PROPOSAL | {"owner": "MK", "person": "PERSON"},
        "person",
    ),
    "due before": ("/activities", PROPOSAL | {"due_on": "2015-01-01"}, "due_on"),
    "due in no year": ("/activities", PROPOSAL | {"due_on": "9999-12-31"}, "due_on"),
    "due in no quarter": (
        "/activities",
        PROPOSAL | {"due_on": "2999-09-29", "due_precision": "quarter"},
        "due_on",
    ),
    "not due": ("/activities", PROPOSAL | {"due_on": None}, "due_on"),
    "two origins": ("/activities", PROPOSAL | {"decision": "D/1"}, "objective_id"),
    "another meeting": (
        "/activities",
        PROPOSAL | {"meeting_id": NOTHING},
        "meeting_id",
    ),
    "no meeting": (
        "/activities",
        {"decision": "D/1", "title": "Maps", "owner": "AT", "due_on": "2999-09-30"},
        "meeting_id",
    ),
    "later than now": (
        "/activities/ACTIVITY/agreement",
        {"occurred_at": "2999-01-01T00:00:00Z"},
        "occurred_at",
    ),
    "before time": (
        "/activities/ACTIVITY/agreement",
        {"occurred_at": "0001-01-01T00:00:00+14:00"},
        "occurred_at",
    ),
    "an id that is none": ("/activities/7/agreement", {}, "path.activity_id"),
    "100%": ("/activities/ACTIVITY/progress", {"percent": 100}, "percent"),
    "less, without a reason": (
        "/activities/ACTIVITY/progress",
        {"percent": 10},
        "reason",
    ),
    "before the promise": (
        "/activities/ACTIVITY/progress",
        {"percent": 60, "occurred_at": "2016-01-01T00:00:00Z"},
        "occurred_at",
    ),
    "no report": (
        "/activities/ACTIVITY/corrections",
        {"corrects": 1, "reason": "x"},
        "corrects",
    ),
    "nothing corrected": (
        "/activities/ACTIVITY/corrections",
        {"corrects": 4, "percent": 50, "reason": "x"},
        "percent",
    ),
    "the same day": (
        "/activities/ACTIVITY/due-date",
        {"due_on": "2999-09-30", "reason": "x"},
        "due_on",
    ),
    "the same owner": (
        "/activities/ACTIVITY/hand-over",
        {"owner": "AT", "reason": "x"},
        "owner",
    ),
    "another owner": (
        "/activities/ACTIVITY/hand-over",
        {"owner": "XX", "reason": "x"},
        "owner",
    ),
    "the same partners": (
        "/activities/ACTIVITY/partners",
        {"partners": []},
        "partners",
    ),
    "no file and no link": ("/activities/ACTIVITY/evidence", {}, "url"),
    "expired": (
        "/activities/ACTIVITY/evidence",
        {"url": "https://example.org/a", "expires_on": "2015-01-01"},
        "expires_on",
    ),
    "the same meeting": (
        "/activities/ACTIVITY/carrying-over",
        {"meeting_id": "MEETING"},
        "meeting_id",
    ),
    "by itself": (
        "/activities/ACTIVITY/supersession",
        {"by": "ACTIVITY", "reason": "x"},
        "by",
    ),
    "one part": (
        "/activities/ACTIVITY/split",
        {"parts": [PART, PART | {"owner": "XX"}], "reason": "x"},
        "parts.1.owner",
    ),
    "partner of a part": (
        "/activities/ACTIVITY/split",
        {"parts": [PART | {"partners": ["XX"]}, PART], "reason": "x"},
        "parts.0.partners",
    ),
    "merged twice": (
        "/activities/merge",
        {"into": PART, "activities": ["ACTIVITY", "ACTIVITY"], "reason": "x"},
        "activities",
    ),
    "nothing changed": ("/participants/PERSON/details", {"details": {}}, "details"),
    "no name": (
        "/participants/PERSON/details",
        {"details": {}, "withdrawn": ["name"]},
        "withdrawn",
    ),
    "told and withdrawn": (
        "/participants/PERSON/details",
        {"details": {"phone": "+43 1 234"}, "withdrawn": ["contact"]},
        "withdrawn",
    ),
    "ends first": (
        "/participants/PERSON/designation",
        {"since": "2016-04-12", "until": "2016-04-11"},
        "until",
    ),
    "nothing erased": (
        "/participants/PERSON/erasure",
        {"groups": [], "reason": "x"},
        "groups",
    ),
    "a part erased": (
        "/participants/PERSON/erasure",
        {"groups": ["contact"], "reason": "x"},
        "groups",
    ),
    "address of somebody else": ("/participants", EVA, "person.email"),
    "two people": (
        "/meetings/MEETING/registrations",
        {
            "delegation": "AT",
            "function": "member",
            "participant_id": "PERSON",
            "person": {"name": "Eva"},
        },
        "participant_id",
    ),
    "a delegate": (
        "/meetings/MEETING/registrations/bulk",
        {
            "delegates": [
                {"delegation": "AT", "function": "member"},
                {"delegation": "FR", "function": "member"},
            ]
        },
        "delegates.1.delegation",
    ),
    "an imported owner": (
        "/meetings/MEETING/activities/bulk",
        {"activities": [{"title": "Maps", "owner": "XX", "due_on": "2999-09-30"}]},
        "activities.0.owner",
    ),
}


class Here:
    """A meeting, Eva of Austria, and an activity of Austria's that is half done."""

    def __init__(self, it: Served) -> None:
        self.served = it
        self.office = it.as_(Role.SECRETARIAT)
        austria = it.as_(Role.FOCAL_POINT, "AT")
        meeting = announce(self.office)
        aim = objective(self.office, meeting)
        person = posted(self.office, "/participants", EVA)["id"]
        body = PROPOSAL | {"objective_id": aim}
        activity = posted(self.office, "/activities", body)["id"]
        posted(self.office, f"/activities/{activity}/agreement", {})
        posted(austria, f"/activities/{activity}/acceptance", {})
        posted(austria, f"/activities/{activity}/progress", {"percent": 50})
        self.ids = {
            "MEETING": meeting,
            "OBJECTIVE": aim,
            "PERSON": person,
            "ACTIVITY": activity,
        }

    def named(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self.named(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.named(item) for item in value]
        if isinstance(value, str):
            for name, id in self.ids.items():
                value = value.replace(name, id)
        return value


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    with served(tmp_path_factory.mktemp("data"), requests_per_minute=0) as it:
        yield Here(it)


@pytest.mark.parametrize("name", RULES)
def test_what_the_rules_refuse_is_named(here: Here, name: str):
    path, body, field = RULES[name]
    response = here.office.post(f"/api/v1{here.named(path)}", json=here.named(body))

    assert response.status_code in (403, 409, 422), response.text
    [complaint] = response.json()["errors"]
    assert complaint["field"] == field, response.text
    assert complaint["message"] in response.json()["detail"]


def test_what_is_of_the_wrong_kind_is_named_in_every_command(here: Here):
    """Each field of each command, given what nothing is made of."""
    for command in posted_commands():
        path = command.PATH
        for name in command.path_fields():
            path = path.replace(f"{{{name}}}", NOTHING)
        body = here.named(SENT[f"POST {command.PATH}"])
        for name in command.model_fields:
            if name in command.path_fields():
                continue
            response = here.office.post(
                f"/api/v1{path}", json=body | {name: [{"a": 1}]}
            )
            assert response.status_code == 422, (path, name, response.text)
            fields = {
                error["field"].split(".")[0] for error in response.json()["errors"]
            }
            assert name in fields, (path, name, response.text)


def test_what_is_wrong_with_accounts_and_mandates_is_named(here: Here):
    administrator = here.served.as_(Role.ADMINISTRATOR)
    anna = administrator.post("/api/v1/accounts", json={"name": "Anna"}).json()
    mandate = {"account": anna["account"], "role": "focal-point", "delegation": "AT"}
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("/accounts", {"name": "system"}, "name"),
        ("/accounts", {"name": "two\nlines"}, "name"),
        ("/mandates", mandate | {"delegation": None}, "delegation"),
        ("/mandates", mandate | {"delegation": "XX"}, "delegation"),
        ("/mandates", mandate | {"until": "2016-01-01T00:00:00Z"}, "until"),
        ("/mandates", mandate | {"since": "2016-01-01T00:00:00Z"}, "since"),
        ("/mandates", mandate | {"role": "system", "delegation": None}, "role"),
    ]

    for path, body, field in wrong:
        response = administrator.post(f"/api/v1{path}", json=body)
        assert response.status_code == 422, (body, response.text)
        assert [error["field"] for error in response.json()["errors"]] == [field], (
            response.text
        )


def test_what_an_address_asks_wrongly_is_named(here: Here):
    def field(path: str, **headers: str) -> str:
        response = here.office.get(f"/api/v1{path}", headers=headers)
        assert response.status_code == 422, response.text
        name: str = response.json()["errors"][0]["field"]
        return name

    assert field("/meetings?as_of=yesterday") == "query.as_of"
    assert field("/meetings?as_of=99999") == "query.as_of"
    assert field("/commitments?as_of=99999") == "query.as_of"
    assert field("/commitments?since=2999-01-01") == "query.since"
    assert field("/meetings?cursor=abc") == "query.cursor"
    assert field("/meetings?limit=0") == "query.limit"
    assert field("/meetings/berlin") == "path.meeting_id"


# Modules that handlers call, and that refuse in their name.
HELP_HANDLERS = (lookups, activity_history, activity_updates)
# Functions whose callers name the field: they are asked about several.
NAMED_BY_CALLERS = {
    "must_be_known",
    "require_known_delegations",
    "_validate",
    "_end",
}


def test_no_rule_forgets_to_name_its_field():
    deciding = {handler.__module__ for handler in decide.registry.values()}
    handlers = [
        Path(sys.modules[name].__file__ or "")
        for name in deciding | {handler.__name__ for handler in HELP_HANDLERS}
    ]
    domain = Path(bsm_domain.__file__ or "").parent
    assert len(deciding) > 8
    forgotten = [
        f"{path.name}:{node.lineno}"
        for path in [*handlers, *domain.rglob("*.py")]
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and function.name not in NAMED_BY_CALLERS
        for node in ast.walk(function)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id == "InvalidValue"
        and "field" not in {keyword.arg for keyword in node.exc.keywords}
    ]

    assert forgotten == []
