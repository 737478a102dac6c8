"""Whatever is sent, typed or set: a sentence, a stable code, nothing stored."""

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from service.http_api.http_examples import (
    DETAILS,
    Served,
    activity,
    announce,
    objective,
    posted,
    served,
)
from sqlite_only import new_place as new_place
from starlette.testclient import TestClient
from typer.testing import CliRunner

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.assembly.command_line import app
from bsm_service.settings.settings import SignInMode

SOME_ID = "00000000-0000-0000-0000-000000000001"
MEGABYTE = "a" * 1_000_000


class Here:
    """A record that takes no more facts, because every request is refused."""

    def __init__(self, it: Served) -> None:
        self.system: System = it.system
        self.anybody = it.anybody
        self.secretariat: TestClient = it.as_(Role.SECRETARIAT)
        self.auditor: TestClient = it.as_(Role.AUDITOR)
        self.meeting = announce(self.secretariat)
        self.objective = objective(self.secretariat, self.meeting)
        self.activity = activity(self.secretariat, self.objective)

    def path(self, path: str) -> str:
        known = {
            "MEETING": self.meeting,
            "OBJECTIVE": self.objective,
            "ACTIVITY": self.activity,
        }
        for name, id in known.items():
            path = path.replace(name, id)
        return f"/api/v1{path}"


@pytest.fixture(scope="module")
def here(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Here]:
    with served(new_place(tmp_path_factory.mktemp("data"))) as it:
        yield Here(it)


@pytest.fixture(autouse=True)
def nothing_is_stored(request: pytest.FixtureRequest) -> Iterator[None]:
    if "here" not in request.fixturenames:
        yield
        return
    here: Here = request.getfixturevalue("here")
    before = here.system.store.position()
    yield
    assert here.system.store.position() == before


def refusal(response: Any, status: int, code: str) -> str:
    """The sentence of a refusal of this status and code, and nothing like a trace."""
    assert (response.status_code, response.json().get("code")) == (status, code), (
        response.text
    )
    assert response.headers["content-type"] == "application/problem+json"
    sentence: str = response.json()["detail"]
    assert 5 < len(sentence) < 1_000
    assert " " in sentence
    assert "Traceback" not in response.text
    return sentence


def test_a_large_body_of_a_stranger_is_not_read(here: Here):
    body = b"[" * 200_000
    for path in ("/meetings", "/meetings/MEETING/imports/activities/preview"):
        refusal(here.anybody.post(here.path(path), content=body), 401, "not_signed_in")


# Bodies: how they are written

PROGRESS = "/activities/ACTIVITY/progress"

UNREADABLE = {
    "broken UTF-8": b'{"percent": 4, "note": "\xff"}',
    "UTF-16": '{"percent": 4}'.encode("utf-16"),
    "deep JSON": b'{"percent": ' + b"[" * 100_000,
    "deep but closed JSON": b'{"percent": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "half a JSON": b'{"percent": 4',
    "two JSONs": b'{"percent": 4}{"percent": 5}',
    "a form": b"percent=4",
    "NUL bytes": b"\x00" * 100,
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"4",
    "NaN": b'{"percent": NaN}',
    "infinity": b'{"percent": -Infinity}',
    "a huge number": b'{"percent": ' + b"9" * 100_000 + b"}",
    "a huge exponent": b'{"percent": 1e999999}',
    "a fraction": b'{"percent": 4.5}',
    "a duplicate key": b'{"percent": 4, "percent": 5}',
    "a duplicate key inside": b'{"percent": 4, "x": {"a": 1, "a": 2}}',
    "an unknown field": b'{"percent": 4, "colour": "red"}',
    "a field named by a surrogate": b'{"percent": 4, "\\ud800": 1}',
    "a field named by a megabyte": b'{"' + b"a" * 900_000 + b'": 1}',
    "ten thousand unknown fields": json.dumps(
        dict.fromkeys(map(str, range(9999)))
    ).encode(),
    "more lists than anything has": b"[" + b"[]," * 300_000 + b"[]]",
    "the address in the body": b'{"percent": 4, "activity_id": "'
    + SOME_ID.encode()
    + b'"}',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_a_body_that_cannot_be_understood_is_refused(here: Here, body: bytes):
    response = here.secretariat.post(
        here.path(PROGRESS), content=body, headers={"Content-Type": "application/json"}
    )

    refusal(response, 422, "invalid_request")
    assert len(response.content) < 10_000


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
        "\xff",
    ],
)
def test_another_content_type_is_refused(here: Here, content_type: str):
    response = here.secretariat.post(
        here.path(PROGRESS),
        content=b'{"percent": 4}',
        headers={"Content-Type": content_type.encode("latin-1")},
    )

    refusal(response, 422, "invalid_request")


# Bodies: what they say

PROPOSAL = {
    "objective_id": "OBJECTIVE",
    "title": "Joint patrol manual",
    "owner": "AT",
    "due_on": "2999-09-30",
}
SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "a title over 300": ("/activities", PROPOSAL | {"title": "a" * 301}),
    "a reason over 2,000": (
        "/activities/ACTIVITY/withdrawal",
        {"reason": "a" * 2_001},
    ),
    "a comment over 5,000": (PROGRESS, {"percent": 4, "note": "a" * 5_001}),
    "a text over 50,000": (
        "/objectives/OBJECTIVE/discussion",
        {"summary": "a" * 50_001},
    ),
    "an empty title": ("/activities", PROPOSAL | {"title": ""}),
    "a title of spaces": ("/activities", PROPOSAL | {"title": " \t\n "}),
    "a NUL": ("/activities", PROPOSAL | {"title": "a\0b"}),
    "a right-to-left mark": ("/activities", PROPOSAL | {"title": "a\u202eb"}),
    "a direction isolate": ("/activities", PROPOSAL | {"title": "a\u2066b"}),
    "an escape": (PROGRESS, {"percent": 4, "note": "a\x1b[31mb"}),
    "a lone surrogate": ("/activities", PROPOSAL | {"title": "a\ud800b"}),
    "a number as text": (PROGRESS, {"percent": "4"}),
    "true as number": (PROGRESS, {"percent": True}),
    "a text as number": ("/activities", PROPOSAL | {"title": 4}),
    "nothing where something must be": ("/activities", PROPOSAL | {"title": None}),
    "less than nothing": (PROGRESS, {"percent": -1}),
    "more than all": (PROGRESS, {"percent": 101}),
    "a number over 64 bits": (PROGRESS, {"percent": 2**64}),
    "seats over 64 bits": (
        "/meetings/MEETING/quotas",
        {"delegation": "AT", "quota": 2**64, "reason": "More."},
    ),
    "a day that is none": ("/activities", PROPOSAL | {"due_on": "2026-02-30"}),
    "a moment as day": ("/activities", PROPOSAL | {"due_on": "2026-02-03T10:00:00Z"}),
    "a moment without zone": (
        PROGRESS,
        {"percent": 4, "occurred_at": "2016-04-12T10:00:00"},
    ),
    "an id that is none": ("/activities", PROPOSAL | {"objective_id": "O1"}),
    "partners beyond number": ("/activities", PROPOSAL | {"partners": ["DE"] * 101}),
    "a zone of a megabyte": (
        "/meetings",
        {"details": DETAILS | {"time_zone": "a" * 9999}},
    ),
    "a meeting that ends first": (
        "/meetings",
        {"details": DETAILS | {"ends_on": "2016-04-11"}},
    ),
    "an unknown kind": (
        "/meetings/MEETING/sessions",
        {"on": "2016-04-12", "title": "Plenary", "kind": "party"},
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_a_value_that_does_not_fit_is_refused(here: Here, name: str):
    path, said = SAID[name]
    body = json.dumps(said).replace("OBJECTIVE", here.objective)

    response = here.secretariat.post(
        here.path(path),
        content=body,
        headers={"Content-Type": "application/json"},
    )

    refusal(response, 422, "invalid_request")


RULES: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "a zone that is none": (
        "/meetings",
        {"details": DETAILS | {"time_zone": "../../etc/passwd"}},
        422,
        "invalid_value",
    ),
    "a zone of this machine alone": (
        "/meetings",
        {"details": DETAILS | {"time_zone": "localtime"}},
        422,
        "invalid_value",
    ),
    "an agency of a State that is none": (
        "/meetings/MEETING/delegations",
        {
            "delegations": [
                {
                    "code": "AGENCY",
                    "kind": "organisation",
                    "name": "An agency",
                    "quota": 1,
                    "agency_of": "XX",
                }
            ]
        },
        422,
        "invalid_value",
    ),
    "a due date in the past": (
        "/activities",
        PROPOSAL | {"due_on": "2015-01-01"},
        422,
        "invalid_value",
    ),
    "a due date out of reckoning": (
        "/activities",
        PROPOSAL | {"due_on": "9999-12-31"},
        422,
        "invalid_value",
    ),
    "something from the future": (
        "/activities/ACTIVITY/agreement",
        {"occurred_at": "2999-01-01T00:00:00Z"},
        422,
        "occurred_later",
    ),
    "something before time": (
        "/activities/ACTIVITY/agreement",
        {"occurred_at": "0001-01-01T00:00:00+14:00"},
        422,
        "invalid_value",
    ),
    "a session outside the meeting": (
        "/meetings/MEETING/sessions",
        {"on": "2017-01-01", "title": "Plenary", "kind": "plenary"},
        422,
        "invalid_value",
    ),
    "a State not invited": (
        "/meetings/MEETING/registrations",
        {"delegation": "DE", "function": "head"},
        409,
        "not_invited",
    ),
    "an objective that is not there": (
        "/activities",
        PROPOSAL | {"objective_id": SOME_ID},
        404,
        "not_found",
    ),
    "an activity that is not there": (
        f"/activities/{SOME_ID}/agreement",
        {},
        404,
        "not_found",
    ),
    "a step out of order": (PROGRESS, {"percent": 4}, 409, "invalid_transition"),
    "an id that is taken": (
        "/activities",
        PROPOSAL | {"activity_id": "ACTIVITY"},
        409,
        "already_exists",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_what_the_rules_forbid_is_refused_by_its_code(here: Here, name: str):
    path, said, status, code = RULES[name]
    body = json.dumps(said).replace("OBJECTIVE", here.objective)
    body = body.replace("ACTIVITY", here.activity)

    response = here.secretariat.post(
        here.path(path), content=body, headers={"Content-Type": "application/json"}
    )

    refusal(response, status, code)


# Addresses and methods

ADDRESSES = {
    "no id": ("/activities/7/agreement", 422, "invalid_value"),
    "NUL as id": ("/activities/%00/agreement", 404, "not_found"),
    "broken UTF-8 as id": ("/activities/%ff/agreement", 422, "invalid_value"),
    "a new line as id": ("/activities/%0a/agreement", 404, "not_found"),
    "a backslash": ("/activities/a%5cb/agreement", 404, "not_found"),
    "up and out": ("/activities/%2e%2e/%2e%2e/agreement", 404, "not_found"),
    "a megabyte as id": (
        "/activities/" + "a" * 60_000 + "/agreement",
        422,
        "invalid_value",
    ),
    "nothing there": ("/nothing", 404, "not_found"),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_that_is_none_is_refused(here: Here, name: str):
    path, status, code = ADDRESSES[name]

    refusal(here.secretariat.post(f"/api/v1{path}", json={}), status, code)


READS = {
    "position 0": ("/facts/0", 422, "invalid_request"),
    "a position beyond the log": ("/facts/999999", 404, "not_found"),
    "a position beyond numbers": (f"/facts/{10**30}", 422, "invalid_request"),
    "a position of many digits": ("/facts/" + "9" * 5_000, 422, "invalid_request"),
    "no position": ("/facts/first", 422, "invalid_request"),
    "an unknown meeting": (f"/meetings/{SOME_ID}", 404, "not_found"),
    "no meeting": ("/meetings/berlin", 422, "invalid_request"),
    "a list of no meeting": (f"/meetings/{SOME_ID}/objectives", 404, "not_found"),
    "no limit": ("/facts?limit=0", 422, "invalid_request"),
    "too high a limit": ("/facts?limit=1001", 422, "invalid_request"),
    "a status that is none": ("/activities?status=done", 422, "invalid_request"),
    "a wildcard as code": ("/activities?concerning=%25", 422, "invalid_request"),
    "a time that is none": ("/facts?since=yesterday", 422, "invalid_request"),
    "a long moment": ("/meetings?as_of=" + "1" * 41, 422, "invalid_request"),
    "a moment far ahead": ("/meetings?as_of=9999-12-31", 422, "no_such_moment"),
    "a moment with an odd zone": (
        "/meetings?as_of=0001-01-01T00:00:00%2B14:00",
        422,
        "no_such_moment",
    ),
    "Arabic digits": ("/meetings?as_of=%D9%A1%D9%A2", 422, "no_such_moment"),
    "a NUL as moment": ("/meetings?as_of=%00", 422, "no_such_moment"),
    "a cursor that never was": ("/facts?cursor=abc", 422, "invalid_cursor"),
    "a cursor with NUL": ("/facts?cursor=%00.%00", 422, "invalid_cursor"),
    "a cursor of broken bytes": ("/facts?cursor=%ff.%fe", 422, "invalid_cursor"),
    "a long cursor": ("/facts?cursor=" + "a" * 501, 422, "invalid_request"),
}


@pytest.mark.parametrize("name", READS)
def test_a_question_that_makes_no_sense_is_refused(here: Here, name: str):
    path, status, code = READS[name]

    refusal(here.auditor.get(f"/api/v1{path}"), status, code)


@pytest.mark.parametrize(
    "since",
    ["0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "-99999999999"],
)
def test_times_at_the_edge_of_the_calendar_are_taken_or_refused(here: Here, since: str):
    for name in ("since", "until"):
        response = here.auditor.get(f"/api/v1/facts?{name}={since}")
        assert response.status_code in (200, 422), response.text


def test_a_cursor_that_was_changed_by_hand_is_refused(here: Here):
    content = here.auditor.get("/api/v1/facts", params={"limit": 1}).json()
    cursor, _, signature = content["next"].rpartition(".")

    changed = f"{cursor[:-2]}AA.{signature}"
    response = here.auditor.get("/api/v1/facts", params={"cursor": changed})

    refusal(response, 422, "invalid_cursor")


def test_a_cursor_goes_on_only_with_the_filters_that_it_was_made_for(here: Here):
    content = here.auditor.get("/api/v1/facts", params={"limit": 1}).json()
    parameters = {"cursor": content["next"], "limit": 1}

    same = here.auditor.get("/api/v1/facts", params=parameters)
    other = here.auditor.get(
        "/api/v1/facts", params=parameters | {"newest_first": True}
    )

    assert same.status_code == 200
    refusal(other, 422, "invalid_cursor")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/meetings", "GET, POST"),
        ("/activities", "GET, POST"),
        ("/facts/1", "GET"),
        ("/health", "GET"),
    ],
)
def test_a_method_that_is_not_served_is_told_which_are(
    here: Here, method: str, path: str, allowed: str
):
    response = here.secretariat.request(method, f"/api/v1{path}")

    message = refusal(response, 405, "method_not_allowed")
    assert message == f"this address accepts {allowed}, not {method}"
    assert response.headers["Allow"] == allowed


def test_head_is_not_served(here: Here):
    assert here.secretariat.head("/api/v1/meetings").status_code == 405


def test_what_is_not_served_under_account_is_a_problem_too(here: Here):
    refusal(here.anybody.get("/account/act-as"), 405, "method_not_allowed")
    refusal(here.anybody.get("/account/nothing"), 404, "not_found")


# Headers


@pytest.mark.parametrize(
    "value", ["x", '"1', "1.5", "-1", "²", '"' + "9" * 30 + '"', '"1", "2"']
)
def test_an_if_match_that_is_no_version_is_refused(here: Here, value: str):
    response = here.secretariat.post(
        here.path("/activities/ACTIVITY/agreement"),
        json={},
        headers={"If-Match": value.encode()},
    )

    refusal(response, 422, "invalid_value")


def test_a_stale_version_is_refused(here: Here):
    response = here.secretariat.post(
        here.path("/activities/ACTIVITY/agreement"),
        json={},
        headers={"If-Match": '"999"'},
    )

    refusal(response, 412, "stale_version")


@pytest.mark.parametrize("key", ["", "a" * 256])
def test_an_idempotency_key_that_is_empty_or_too_long_is_refused(here: Here, key: str):
    response = here.secretariat.post(
        here.path("/activities/ACTIVITY/agreement"),
        json={},
        headers={"Idempotency-Key": key},
    )

    refusal(response, 422, "invalid_request")


@pytest.mark.parametrize("key", [b"\xff\xfe", "ключ".encode(), b"urn:uuid:", b"{}"])
def test_an_odd_idempotency_key_is_as_good_as_any(here: Here, key: bytes):
    response = here.secretariat.post(
        here.path(PROGRESS), json={"percent": 4}, headers={"Idempotency-Key": key}
    )

    refusal(response, 409, "invalid_transition")


@pytest.mark.parametrize(
    "value",
    [
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer \xff",
        "Basic eDp5",
        "x" * 60_000,
        "Bearer a b",
    ],
)
def test_an_authorization_that_is_none_is_refused(here: Here, value: str):
    response = here.anybody.get(
        "/api/v1/meetings", headers={"Authorization": value.encode("latin-1")}
    )

    refusal(response, 401, "not_signed_in")
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("cookie", ["x", "a.b", "\xff.\xff", "." * 4_000, "%00"])
def test_a_cookie_that_is_none_is_refused(here: Here, cookie: str):
    response = here.anybody.get(
        "/api/v1/meetings",
        headers={"Cookie": f"bsm_session={cookie}".encode("latin-1")},
    )

    refusal(response, 401, "not_signed_in")


@pytest.mark.parametrize("length", ["x", "-1", "²", "9" * 5_000, "1000001"])
def test_a_length_that_is_none_is_refused(here: Here, length: str):
    response = here.secretariat.post(
        here.path(PROGRESS),
        content=b"{}",
        headers={"Content-Length": length.encode("latin-1")},
    )

    refusal(response, 413, "body_too_large")


def test_a_megabyte_of_text_is_refused(here: Here):
    response = here.secretariat.post(
        here.path(PROGRESS), json={"percent": 4, "note": MEGABYTE}
    )

    refusal(response, 413, "body_too_large")


# Signing in by one click

FORMS = {
    "no role": b"",
    "an unknown role": b"role=king",
    "a role of 5,000 letters": b"role=" + b"a" * 5_000,
    "broken UTF-8": b"role=\xff%ff",
    "NUL": b"role=chair%00",
    "a State that is none": b"role=focal-point&delegation=XX",
    "no State": b"role=focal-point",
    "the product's own role": b"role=system",
    "too many fields": b"&".join([b"a=b"] * 11),
    "too long": b"role=" + b"a" * 10_000,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_sign_in_that_makes_no_sense_is_refused(tmp_path: Path, form: bytes):
    with served(tmp_path, SignInMode.DEMONSTRATION) as it:
        response = it.anybody.post(
            "/account/act-as",
            content=form,
            headers={"Origin": "http://127.0.0.1:8501"},
        )

    refusal(response, 422, "invalid_value")
    assert "set-cookie" not in response.headers


# The command line


TYPED = {
    "no such command": ("fly", "invalid_usage"),
    "no such option": ("status --quickly", "invalid_usage"),
    "a port that is none": ("serve --port http", "invalid_usage"),
    "a port out of range": ("serve --port 65536", "invalid_usage"),
    "a role that is none": ("token create --user x --role king", "invalid_usage"),
    "no user": ("token create --role auditor", "invalid_usage"),
    "an empty user": ("token create --role auditor --user=", "invalid_value"),
    "a user over 300": (
        "token create --role auditor --user " + "a" * 301,
        "invalid_value",
    ),
    "a user with an escape": (
        "token create --role auditor --user a\x1bb",
        "invalid_value",
    ),
    "a user of broken UTF-8": (
        "token create --role auditor --user a\udcffb",
        "invalid_value",
    ),
    "a State that is none": (
        "token create --user x --role focal-point --delegation ZZ\udcff",
        "invalid_value",
    ),
    "the product's own role": (
        "token create --user x --role system",
        "invalid_value",
    ),
    # An address of the documentation's, which no machine has.
    "a host beyond this machine": ("serve --host 192.0.2.1", "cannot_listen"),
    "a host that is none": ("serve --host 999.999.1.1", "cannot_listen"),
    "a folder that is not there": ("status --data nowhere", "store_unavailable"),
    "a folder of broken UTF-8": ("status --data no\udcffwhere", "store_unavailable"),
    "a folder with too long a name": (
        "status --data " + "a" * 5_000,
        "store_unavailable",
    ),
    "a pace that is none": ("demo --live --every 0", "invalid_usage"),
}


@pytest.mark.parametrize("as_json", [False, True], ids=["for people", "as JSON"])
@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_wrong_is_refused_with_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, as_json: bool
):
    line, code = TYPED[name]
    monkeypatch.chdir(tmp_path)
    takes_json = not line.startswith(("serve", "demo"))
    arguments = [*line.split(" "), *(["--json"] if as_json and takes_json else [])]

    refused = CliRunner().invoke(app, arguments)

    assert refused.exit_code == 2
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""
    if as_json and takes_json:
        assert json.loads(refused.stderr)["code"] == code
    else:
        assert refused.stderr.startswith(f"Refused ({code}): ")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("BSM_PORT", "http", "invalid_setting"),
        # An address of the documentation's, which no machine has.
        ("BSM_HOST", "203.0.113.1", "cannot_listen"),
        ("BSM_DATA", "a" * 5_000, "store_unavailable"),
    ],
)
def test_nonsense_in_the_environment_is_refused_like_nonsense_that_is_typed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: str
):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("BSM_PORT", str(free.getsockname()[1]))
    monkeypatch.setenv(name, value)

    refused = CliRunner().invoke(app, ["serve"])

    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"Refused ({code}): ")


def test_after_all_that_a_good_command_is_accepted(place: Place):
    with served(place) as it:
        secretariat = it.as_(Role.SECRETARIAT)
        secretariat.post("/api/v1/meetings", content=b"\xff")
        assert posted(secretariat, "/meetings", {"details": DETAILS})["version"] == 1
