from collections.abc import Iterator
from typing import Any

import pytest
from service.http_api.http_examples import (
    DETAILS,
    HERE,
    Served,
    activity,
    announce,
    objective,
    posted,
    served,
)
from sqlite_only import new_place as new_place

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place


@pytest.fixture
def here(place: Place) -> Iterator[Served]:
    with served(place) as it:
        yield it


def test_health_needs_no_sign_in(here: Served):
    here.system.engine.catch_up()

    response = here.anybody.get("/api/v1/health")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "position": 1, "lag": 0}


def test_no_route_but_health_answers_a_stranger(here: Served):
    paths = here.anybody.get("/api/v1/openapi.json").json()["paths"]
    some_id = "00000000-0000-0000-0000-000000000001"
    for path, methods in paths.items():
        if path.startswith("/health"):
            continue
        for method in methods:
            address = "/api/v1" + path.replace("{position}", "1").replace(
                "{", ""
            ).replace("}", "")
            for name in ("meeting_id", "registration_id", "objective_id"):
                address = address.replace(name, some_id)
            address = address.replace("activity_id", some_id)
            body = {"details": DETAILS} if path == "/meetings" else {}
            response = here.anybody.request(method, address, json=body)
            # Bodies are looked at before tokens are: a form is no secret.
            assert response.status_code in (401, 422), (method, path, response.text)


def test_a_list_says_where_it_goes_on_and_as_of_when(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    meeting = announce(secretariat)
    for function in ("head", "member", "adviser"):
        posted(
            secretariat,
            f"/meetings/{meeting}/registrations",
            {"delegation": "AT", "function": function},
        )
    listed = f"/api/v1/meetings/{meeting}/registrations"

    first = secretariat.get(listed, params={"limit": 2}).json()
    posted(
        secretariat,
        f"/meetings/{meeting}/registrations",
        {"delegation": "AT", "function": "observer"},
    )
    rest = secretariat.get(listed, params={"limit": 2, "cursor": first["next"]}).json()

    assert [item["function"] for item in first["items"]] == ["head", "member"]
    assert [item["function"] for item in rest["items"]] == ["adviser"]
    assert (first["total"], rest["total"], rest["next"]) == (3, 3, None)
    assert first["as_of"] == rest["as_of"]


@pytest.mark.parametrize("cursor", ["x", "bm90IGpzb24", "WyIvIiwxXQ", "ÿ", "A" * 400])
def test_a_cursor_that_never_was_is_refused(here: Served, cursor: str):
    response = here.as_(Role.SECRETARIAT).get(
        "/api/v1/meetings", params={"cursor": cursor}
    )

    assert (response.status_code, response.json()["code"]) == (422, "invalid_cursor")


def test_a_cursor_of_another_list_is_refused(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    announce(secretariat)
    cursor = secretariat.get("/api/v1/facts", params={"limit": 1}).json()["next"]

    response = secretariat.get("/api/v1/meetings", params={"cursor": cursor})

    assert response.json()["code"] == "invalid_cursor"


def test_the_past_is_shown_as_it_was_known(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    meeting = announce(secretariat)
    nominated = posted(
        secretariat,
        f"/meetings/{meeting}/registrations",
        {"delegation": "AT", "function": "member"},
    )
    posted(secretariat, f"/registrations/{nominated['id']}/confirmation", {})
    address = f"/api/v1/registrations/{nominated['id']}"

    then = secretariat.get(address, params={"as_of": nominated["position"]}).json()
    now = secretariat.get(address).json()
    before = secretariat.get(address, params={"as_of": nominated["position"] - 1})

    assert (then["status"], now["status"]) == ("nominated", "confirmed")
    assert (before.status_code, before.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    "as_of",
    ["999", "2999-01-01", "yesterday", "-1", "2016-04-12T10:00:00", "2016-13-01"],
)
def test_a_moment_that_never_was_is_refused(here: Served, as_of: str):
    response = here.as_(Role.AUDITOR).get("/api/v1/meetings", params={"as_of": as_of})

    assert (response.status_code, response.json()["code"]) == (422, "no_such_moment")


def test_the_same_request_twice_is_answered_once(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    body = {"details": DETAILS}

    first = posted(secretariat, "/meetings", body, **{"Idempotency-Key": "monday"})
    again = posted(secretariat, "/meetings", body, **{"Idempotency-Key": "monday"})
    other = secretariat.post(
        "/api/v1/meetings",
        json={"details": DETAILS | {"city": "Bonn"}},
        headers={"Idempotency-Key": "monday"},
    )

    assert first == again
    assert (other.status_code, other.json()["code"]) == (409, "command_id_reused")
    assert secretariat.get("/api/v1/meetings").json()["total"] == 1


@pytest.mark.parametrize("key", ["monday", "0198c1a2-7c00-7000-8000-000000000001"])
def test_an_idempotency_key_belongs_to_the_account_that_sent_it(here: Served, key: str):
    """Each account gets its own answer, whatever it is that the command makes."""
    secretariat, vienna = here.as_(Role.SECRETARIAT), here.as_(Role.FOCAL_POINT, "AT")
    meeting = announce(secretariat)
    aim = objective(secretariat, meeting)
    nominated = f"/meetings/{meeting}/registrations"
    head = {"delegation": "AT", "function": "member"}
    person = {"name": "Eva Example"}
    promised = {
        "objective_id": aim,
        "title": "Joint patrol manual",
        "owner": "AT",
        "due_on": "2999-09-30",
    }
    asked: list[tuple[str, Any]] = [
        ("/activities", promised),
        (nominated, head),
        (nominated, head | {"person": person, "person_is_new": True}),
        ("/participants", {"delegation": "AT", "person": person}),
    ]
    ids = set()
    for number, (path, body) in enumerate(asked):
        sent = {"Idempotency-Key": f"{key[:-1]}{number}"}
        first = posted(secretariat, path, body, **sent)
        response = posted(vienna, path, body, **sent)
        assert posted(secretariat, path, body, **sent) == first
        assert posted(vienna, path, body, **sent) == response
        ids |= {first["id"], response["id"]}

    assert len(ids) == 2 * len(asked)


def test_a_stale_version_is_told_as_such(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    meeting = announce(secretariat)
    path = (
        f"/api/v1/activities/{activity(secretariat, objective(secretariat, meeting))}"
    )
    seen = secretariat.get(path).headers["ETag"]

    first = secretariat.post(f"{path}/agreement", json={}, headers={"If-Match": seen})
    stale = secretariat.post(f"{path}/acceptance", json={}, headers={"If-Match": seen})

    assert first.headers["ETag"] == '"2"'
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")


def test_focal_points_only_matter_is_hidden_and_not_counted(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    meeting = announce(secretariat)
    hidden = objective(secretariat, meeting, audience="focal points")
    promised = activity(secretariat, hidden)

    for role in (Role.LEADERSHIP, Role.AUDITOR):
        outsider = here.as_(role)
        objectives = outsider.get(f"/api/v1/meetings/{meeting}/objectives").json()
        activities = outsider.get("/api/v1/activities").json()
        facts = outsider.get("/api/v1/facts").json()
        assert (objectives["total"], activities["total"]) == (0, 0)
        assert not [fact for fact in facts["items"] if fact["audience"] != "all"]
        for path in (f"/activities/{promised}", f"/objectives/{hidden}", "/facts/6"):
            assert outsider.get(f"/api/v1{path}").status_code == 404
    insider = here.as_(Role.FOCAL_POINT, "MK")
    assert insider.get("/api/v1/activities").json()["total"] == 1


def test_a_focal_point_reports_for_its_own_delegation_only(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    promised = activity(secretariat, objective(secretariat, announce(secretariat)))
    posted(secretariat, f"/activities/{promised}/agreement", {})
    austria, skopje = (here.as_(Role.FOCAL_POINT, code) for code in ("AT", "MK"))

    posted(austria, f"/activities/{promised}/acceptance", {})
    posted(austria, f"/activities/{promised}/progress", {"percent": 40, "note": "sent"})
    refused = skopje.post(
        f"/api/v1/activities/{promised}/progress", json={"percent": 50}
    )

    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")
    assert austria.get(f"/api/v1/activities/{promised}").json()["percent"] == 40


def test_a_fact_is_shown_whole_with_its_leaf(here: Served):
    auditor = here.as_(Role.AUDITOR)

    content = auditor.get("/api/v1/facts/1").json()

    assert content["fact"]["name"] == "Network of National Focal Points"
    assert content["summary"]["stored_name"] == "bsm.network.established.v1"
    assert len(content["leaf_hash"]) == 64


BAD_BODIES = {
    "unknown field": b'{"percent": 4, "colour": "red"}',
    "wrong type": b'{"percent": "many"}',
    "a number as text": b'{"percent": "4"}',
    "NUL": b'{"percent": 4, "note": "a\\u0000b"}',
    "right-to-left mark": b'{"percent": 4, "note": "a\\u202eb"}',
    "too long": b'{"percent": 4, "note": "' + b"a" * 5_001 + b'"}',
    "broken UTF-8": b'{"percent": 4, "note": "\xff"}',
    "deep": b'{"percent": ' + b"[" * 50_000,
    "not JSON": b"percent=4",
    "a list": b"[]",
    "nothing": b"",
    "lone surrogate": b'{"percent": 4, "note": "\\ud800"}',
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
def test_a_bad_body_is_refused_in_a_sentence_and_stores_nothing(
    here: Served, body: bytes
):
    secretariat = here.as_(Role.SECRETARIAT)
    promised = activity(secretariat, objective(secretariat, announce(secretariat)))
    before = here.system.store.position()

    response = secretariat.post(
        f"/api/v1/activities/{promised}/progress",
        content=body,
        headers={"Content-Type": "application/json"},
    )

    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "invalid_request"
    assert response.json()["detail"]
    assert here.system.store.position() == before


def test_a_megabyte_is_too_much(here: Served):
    response = here.as_(Role.SECRETARIAT).post(
        "/api/v1/meetings", content=b'{"details": "' + b"a" * 1_000_000 + b'"}'
    )

    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


def test_a_body_that_grows_while_it_is_sent_is_too_much(here: Served):
    def endless() -> Iterator[bytes]:
        for _ in range(20):
            yield b"a" * 100_000

    response = here.as_(Role.SECRETARIAT).post("/api/v1/meetings", content=endless())

    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


def test_what_is_not_there_is_a_problem_too(here: Served):
    for path in ("/api/v1/nothing", "/api/nothing"):
        response = here.anybody.get(path)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_another_hosts_name_is_not_answered(here: Served):
    response = here.anybody.get("/api/v1/health", headers={"Host": "evil.example"})

    assert (response.status_code, response.json()["code"]) == (400, "unknown_host")


@pytest.mark.parametrize("other", ["evil.example", HERE.removeprefix("http://")])
def test_a_host_is_named_once(here: Served, other: str):
    own = ("Host", HERE.removeprefix("http://"))
    alone = here.anybody.get("/api/v1/health", headers=[own])
    assert alone.status_code == 200

    for both in ([own, ("Host", other)], [("Host", other), own]):
        response = here.anybody.get("/api/v1/health", headers=both)
        assert (response.status_code, response.json()["code"]) == (400, "unknown_host")


def test_answers_carry_safe_headers_also_when_they_refuse(here: Served):
    for path in ("/api/v1/health", "/api/v1/meetings", "/api/nothing"):
        headers = here.anybody.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_a_mistake_of_ours_shows_no_trace(here: Served, monkeypatch, caplog):
    monkeypatch.setattr(here.system, "moment", lambda _: 1 / 0)

    response = here.as_(Role.AUDITOR).get("/api/v1/meetings")

    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert "Zero" not in response.text
    assert caplog.text.count("ZeroDivisionError") == 1
