"""What those who run the server see of it: requests, health, metrics."""

import io
import json
import logging
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from service.http_api.http_examples import DETAILS, Served, announce, served
from starlette.routing import Route
from starlette.testclient import TestClient

from bsm_domain.foundation.roles import Role
from bsm_service.agreement.clock_guard import ClockGuard
from bsm_service.foundation.logs import configure_logging
from bsm_service.foundation.refusals import StoreUnavailable

ELSEWHERE = "192.0.2.7"
LIVE = "ws://127.0.0.1:8501/api/live"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as it:
        yield it


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO)
    return caplog


def fields(caplog: pytest.LogCaptureFixture, message: str) -> list[dict[str, Any]]:
    """What the lines with this message say beside it."""
    records = [record for record in caplog.records if record.message == message]
    return [vars(record)["log_fields"] for record in records]


# Requests have ids and lines


def test_every_answer_names_its_request(here: Served):
    for path in ("/api/v1/health", "/api/v1/nothing", "/api/v1/meetings", "/metrics"):
        own = here.anybody.get(path, headers={"X-Request-ID": "monday.1"})
        new = here.anybody.get(path).headers["X-Request-ID"]
        assert own.headers["X-Request-ID"] == "monday.1"
        assert len(new) == 16
        assert new != here.anybody.get(path).headers["X-Request-ID"]


@pytest.mark.parametrize("id", ["", "a" * 65, "a b", "ä", "<b>", "a\tb"])
def test_an_id_that_could_do_harm_is_replaced(here: Served, id: str):
    response = here.anybody.get(
        "/api/v1/health", headers={"X-Request-ID": id.encode("latin-1")}
    )

    assert len(response.headers["X-Request-ID"]) == 16


def test_a_refusal_and_a_mistake_name_their_request(here: Served, monkeypatch):
    auditor = here.as_(Role.AUDITOR)
    monkeypatch.setattr(here.system, "moment", lambda _: 1 / 0)

    for client, path, status in (
        (here.anybody, "/api/v1/facts", 401),
        (here.anybody, "/api/v1/nothing", 404),
        (auditor, "/api/v1/facts", 500),
    ):
        response = client.get(path, headers={"X-Request-ID": "monday"})
        assert response.status_code == status
        assert response.json()["request_id"] == "monday"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_request_is_logged_by_template_and_account_and_nothing_else(
    here: Served, log: pytest.LogCaptureFixture
):
    secretariat = here.as_(Role.SECRETARIAT)
    meeting = announce(secretariat)
    log.clear()

    secretariat.get(f"/api/v1/meetings/{meeting}?as_of=2")

    (line,) = fields(log, "answered")
    assert line.pop("milliseconds") >= 0
    assert len(line.pop("account")) == 32
    assert line.pop("signed_in_by") == "token"
    assert line == {
        "method": "GET",
        "route": "/api/v1/meetings/{meeting_id}",
        "status": 200,
    }


def test_a_refused_command_is_logged_by_code_and_name_without_its_values(
    here: Served, log: pytest.LogCaptureFixture
):
    here.as_(Role.AUDITOR).post("/api/v1/meetings", json={"details": DETAILS})

    (line,) = fields(log, "a command was refused")
    assert len(line.pop("account")) == 32
    assert line == {"command": "meeting.announce", "code": "not_permitted"}
    assert "Berlin" not in log.text


def test_what_is_said_in_another_thread_names_the_request_too(here: Served):
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    configure_logging("info", "json", written)
    try:
        here.as_(Role.AUDITOR).post(
            "/api/v1/meetings",
            json={"details": DETAILS},
            headers={"X-Request-ID": "monday"},
        )
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    about = {line["message"]: line.get("request_id") for line in lines}
    assert about["a command was refused"] == about["refused"] == "monday"


def test_a_mistake_is_logged_once_with_the_request_that_met_it(
    here: Served, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(here.system, "moment", lambda _: 1 / 0)

    here.as_(Role.AUDITOR).get("/api/v1/meetings")

    errors = [record for record in log.records if record.levelno >= logging.ERROR]
    assert [error.message for error in errors] == ["a request failed"]
    assert fields(log, "a request failed") == [{"route": "/api/v1/meetings"}]


def test_a_mistake_outside_the_api_is_answered_and_logged_once_too(
    here: Served, log: pytest.LogCaptureFixture
):
    def fails(_: Any) -> Any:
        raise ValueError("odd")

    # As in the server: the dashboard's pages beside us, inside our layers.
    here.app.router.routes.append(Route("/page", fails))

    response = here.anybody.get("/page")

    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert log.text.count("ValueError") == 1
    assert "odd" not in log.text


# Health


def test_alive_and_ready_need_no_sign_in(here: Served):
    for name in ("alive", "ready"):
        response = here.anybody.get(f"/api/v1/health/{name}")
        assert (response.status_code, response.json()) == (200, {"status": name})


def lost(*_: Any) -> Any:
    raise StoreUnavailable("the server does not respond")


def test_alive_does_not_ask_the_database_and_ready_does(
    here: Served, monkeypatch: pytest.MonkeyPatch
):
    for name in ("position", "page", "row"):
        monkeypatch.setattr(here.system.store, name, lost)

    alive = here.anybody.get("/api/v1/health/alive")
    ready = here.anybody.get("/api/v1/health/ready")

    assert (alive.status_code, alive.json()) == (200, {"status": "alive"})
    assert (ready.status_code, ready.json()["code"]) == (503, "store_unavailable")
    assert ready.headers["Retry-After"]


def damaged() -> Any:
    raise sqlite3.DatabaseError("malformed")


def test_read_models_that_cannot_be_read_are_not_ready(
    here: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(here.system.engine, "progress", damaged)

    response = here.anybody.get("/api/v1/health/ready")

    assert (response.status_code, response.json()["code"]) == (503, "store_unavailable")
    assert "the read models cannot be used" in response.json()["detail"]


def test_read_models_that_fell_behind_are_not_ready(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    here.system.follower.stop()
    announce(secretariat)
    at_the_time = here.system.store.clock
    in_time = here.anybody.get("/api/v1/health/ready")

    here.system.store.clock = lambda: at_the_time() + timedelta(seconds=60)
    late = here.anybody.get("/api/v1/health/ready")
    here.system.engine.catch_up()
    again = here.anybody.get("/api/v1/health/ready")

    assert in_time.status_code == 200
    assert (late.status_code, late.json()["code"]) == (503, "not_ready")
    assert "seconds behind the log" in late.json()["detail"]
    assert again.status_code == 200


# Metrics


def measured(client: TestClient) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    response = client.get("/metrics")
    assert response.status_code == 200, response.text
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): (
            sample.value
        )
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_metrics_tell_of_the_log_the_commands_and_the_requests(here: Served):
    secretariat = here.as_(Role.SECRETARIAT)
    announce(secretariat)
    here.as_(Role.AUDITOR).post("/api/v1/meetings", json={"details": DETAILS})
    head = here.system.store.position()
    assert here.system.engine.wait_for(head, 60)

    metrics = measured(here.anybody)

    assert metrics["bsm_log_position",] == head
    assert metrics["bsm_log_read_only",] == 0
    assert metrics["bsm_log_readable",] == 1
    assert metrics["bsm_projection_position", "meetings"] == head
    assert metrics["bsm_projection_lag_seconds", "meetings"] == 0
    assert metrics["bsm_projection_parked_facts", "meetings"] == 0
    assert metrics["bsm_commands_total", "meeting.announce", "accepted"] == 1
    assert metrics["bsm_commands_total", "meeting.announce", "not_permitted"] == 1
    # One turn each: nobody else asked at the time.
    assert metrics["bsm_turns_total",] == 3
    posts = ("POST", "/api/v1/meetings")
    assert metrics["bsm_http_requests_total", *posts, "201"] == 1
    assert metrics["bsm_http_requests_total", *posts, "403"] == 1
    assert metrics["bsm_http_request_seconds_count", *posts] == 2
    assert metrics["process_cpu_seconds_total",] > 0
    assert metrics["process_resident_memory_bytes",] > 0


def test_a_log_that_takes_no_commands_is_told_as_such(here: Served):
    here.system.store.loss_alarm = "facts are missing"

    assert measured(here.anybody)["bsm_log_read_only",] == 1


def test_a_log_that_cannot_be_read_does_not_end_the_metrics(
    here: Served, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(here.system.engine, "progress", damaged)

    metrics = measured(here.anybody)

    assert metrics["bsm_log_readable",] == 0
    assert ("bsm_log_position",) not in metrics


@pytest.mark.parametrize("trusted", [True, False])
def test_metrics_tell_whether_silences_are_held(
    here: Served, monkeypatch: pytest.MonkeyPatch, trusted: bool
):
    monkeypatch.setattr(ClockGuard, "is_trusted", lambda _: trusted)

    assert measured(here.anybody)["bsm_silences_held",] == (not trusted)


def test_open_sockets_are_counted(here: Served):
    auditor = here.as_(Role.AUDITOR)
    with auditor.websocket_connect(LIVE) as socket:
        socket.receive_text()
        assert measured(here.anybody)["bsm_live_sockets",] == 1


def test_an_invented_method_makes_no_series_of_its_own(here: Served):
    here.anybody.request("INVENTED", "/api/v1/health")

    assert ("bsm_http_requests_total", "other", "/api/v1/health", "405") in measured(
        here.anybody
    )


def test_metrics_are_for_this_machine_and_for_administrators(here: Served):
    forwarded = here.client(**{"X-Forwarded-For": "127.0.0.1"})
    abroad = here.client(address=ELSEWHERE)
    statuses = [
        client.get("/metrics", headers=headers).status_code
        for client in (forwarded, abroad)
        for headers in ({}, here.bearer(Role.AUDITOR), here.bearer(Role.ADMINISTRATOR))
    ]

    assert statuses == [401, 403, 200] * 2


@pytest.mark.parametrize(
    "named", [{"hosts": ("bsm.example",)}, {"public_url": "https://bsm.example"}]
)
def test_behind_a_proxy_this_machine_is_nobody_in_particular(
    tmp_path: Path, named: dict[str, Any]
):
    """A proxy that does not say for whom it asks."""
    with served(tmp_path, requests_per_minute=5, **named) as here:
        operator = here.client(**here.bearer(Role.ADMINISTRATOR))
        responses = [here.anybody.get("/metrics") for _ in range(6)]
        metrics = operator.get("/metrics").status_code

    assert [response.status_code for response in responses] == [401] * 5 + [429]
    assert metrics == 200
