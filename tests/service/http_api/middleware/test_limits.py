"""What the server bears: how often, how much, how long, and under which names."""

import asyncio
import base64
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from service.http_api.http_examples import served
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from bsm_domain.foundation.roles import Role
from bsm_service.foundation.refusals import TooManyRequests
from bsm_service.http_api.middleware.request_checks import RequestChecks
from bsm_service.http_api.middleware.site_parts import (
    PART,
    PARTS_BY_FIRST_STEP,
    SitePart,
)
from bsm_service.http_api.requests.rate_limits import WindowLimit
from bsm_service.settings.settings import Settings

ELSEWHERE = "192.0.2.7"


def test_a_caller_from_elsewhere_may_ask_so_often_a_minute(tmp_path: Path):
    with served(tmp_path, requests_per_minute=2) as here:
        bearer = here.bearer(Role.AUDITOR)
        one = here.client(address=ELSEWHERE, **bearer)
        other = here.client(address=ELSEWHERE, **here.bearer(Role.CHAIR))
        behind = here.client(**bearer, **{"X-Forwarded-For": ELSEWHERE})
        responses = [one.get("/api/v1/meetings") for _ in range(3)]
        by_proxy = behind.get("/api/v1/meetings")
        on_this_machine = here.client(**bearer)

        assert [response.status_code for response in responses] == [200, 200, 429]
        assert responses[-1].json()["code"] == "too_many_requests"
        assert 1 <= int(responses[-1].headers["Retry-After"]) <= 60
        assert by_proxy.status_code == 429
        assert other.get("/api/v1/meetings").status_code == 200
        assert on_this_machine.get("/api/v1/meetings").status_code == 200


def test_a_stranger_is_counted_by_address(tmp_path: Path):
    with served(tmp_path, requests_per_minute=2) as here:
        tried = [
            here.client(address=ELSEWHERE, Authorization=f"Bearer {guess}").get(
                "/api/v1/meetings"
            )
            for guess in "abc"
        ]
        neighbour = here.client(address="192.0.2.8").get("/api/v1/meetings")

    assert [response.status_code for response in tried] == [401, 401, 429]
    assert neighbour.status_code == 401


def test_the_next_minute_is_a_new_one_and_no_limit_is_none():
    now = 0.0
    rate, free = WindowLimit(1, clock=lambda: now), WindowLimit(0)
    rate.count("x")
    with pytest.raises(TooManyRequests):
        rate.count("x")
    now = 60.0
    rate.count("x")
    for _ in range(1_000):
        free.count("x")


def test_much_at_once_counts_as_much_and_it_is_told_when_there_is_room_again():
    now = 3_600.0 * 7 + 100
    rate = WindowLimit(10, seconds=3_600, message="you may send 10", clock=lambda: now)
    rate.count("x", 8)
    with pytest.raises(
        TooManyRequests, match="send 10; try again in 59 min"
    ) as message:
        rate.count("x", 3)
    rate.count("x", 2)
    assert message.value.seconds == 3_500


def test_who_sends_many_files_waits_whatever_the_way(tmp_path: Path):
    """Twenty of the largest size an hour: by a page, as evidence, to be imported."""
    text, meeting = b"words\n" * 150, uuid4()
    tracker = {"file": base64.b64encode(text).decode()}
    importing = f"/api/v1/meetings/{meeting}/imports/activities/preview"
    with served(tmp_path, evidence_limit=1_000) as here:
        bearer = here.bearer(Role.SECRETARIAT)
        one = here.client(address=ELSEWHERE, **bearer)
        other = here.client(address=ELSEWHERE, **here.bearer(Role.CHAIR))

        def put(by: TestClient) -> Any:
            return by.put("/api/v1/contents?ending=txt", content=text)

        kept = [put(one).status_code for _ in range(21)]
        looked_at = [one.post(importing, json=tracker) for _ in range(2)]
        refused, others, here_itself = put(one), put(other), put(here.client(**bearer))

    assert kept == [200] * 21
    assert looked_at[0].json()["code"] == "unreadable_file"
    assert [response.status_code for response in (looked_at[1], refused)] == [429, 429]
    assert refused.json()["code"] == "too_many_requests"
    assert "20,000 bytes of files an hour" in refused.json()["detail"]
    assert 1 <= int(refused.headers["Retry-After"]) <= 3_600
    assert (others.status_code, here_itself.status_code) == (200, 200)


def test_a_file_to_be_imported_may_be_as_large_as_is_said(tmp_path: Path):
    path = f"/api/v1/meetings/{uuid4()}/imports/activities/preview"
    with served(tmp_path, evidence_limit=100_000) as here:
        secretariat = here.as_(Role.SECRETARIAT)
        responses = [
            secretariat.post(
                path, json={"file": base64.b64encode(b"a" * size).decode()}
            )
            for size in (100_000, 120_000)
        ]

    assert [response.json()["code"] for response in responses] == [
        "unreadable_file",
        "body_too_large",
    ]


def test_the_size_of_a_body_is_a_setting(tmp_path: Path):
    with served(tmp_path, body_limit=1_000) as here:
        response = here.as_(Role.SECRETARIAT).post(
            "/api/v1/meetings", content="a" * 1001
        )

    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")
    assert "1,000 bytes" in response.json()["detail"]


def test_a_list_of_people_may_be_longer(tmp_path: Path):
    path = f"/api/v1/meetings/{uuid4()}/registrations/bulk"
    with served(tmp_path, body_limit=1_000) as here:
        secretariat = here.as_(Role.SECRETARIAT)
        long = secretariat.post(path, content="a" * 8_000)
        longer = secretariat.post(path, content="a" * 8_001)

    assert long.json()["code"] == "invalid_request"
    assert (longer.status_code, longer.json()["code"]) == (413, "body_too_large")
    assert "8,000 bytes" in longer.json()["detail"]


def slow_app(seconds: float) -> tuple[Any, asyncio.Event]:
    """An application that answers when told to, behind the limit."""
    go_on = asyncio.Event()

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await go_on.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"late"})

    settings = Settings.model_construct(
        **{**dict(Settings()), "request_seconds": seconds}
    )
    return RequestChecks(app, settings, lambda app: app), go_on


def asked(path: str) -> Scope:
    host = [(b"host", b"127.0.0.1")]
    part = PARTS_BY_FIRST_STEP.get(path.split("/")[1], SitePart.DASHBOARD)
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": host,
        PART: part,
    }


async def nothing() -> Message:
    return {"type": "http.request"}


@pytest.mark.parametrize("path", ["/api/v1/meetings", "/account/sign-in"])
def test_a_request_that_takes_too_long_is_answered_so_and_its_command_goes_on(
    path: str,
):
    async def scenario() -> list[Message]:
        sent: list[Message] = []
        app, go_on = slow_app(0.001)

        async def send(message: Message) -> None:
            sent.append(message)
            if message["type"] == "http.response.body":
                go_on.set()  # what was asked ends after its answer was given up

        await app(asked(path), nothing, send)
        return sent

    start, body = asyncio.run(scenario())
    assert start["status"] == 503
    assert b"too_slow" in body["body"]
    assert b"Idempotency-Key" in body["body"]
    assert (b"retry-after", b"1") in start["headers"]


@pytest.mark.parametrize("path", ["/", "/_stcore/stream", "/accounts"])
def test_pages_are_not_timed(path: str):
    async def scenario() -> list[Message]:
        sent: list[Message] = []
        app, go_on = slow_app(0.0)

        async def send(message: Message) -> None:
            sent.append(message)

        waiting = asyncio.ensure_future(app(asked(path), nothing, send))
        for _ in range(10):
            await asyncio.sleep(0)
        go_on.set()
        await waiting
        return sent

    assert [result.get("status") for result in asyncio.run(scenario())] == [200, None]


GOOD_HOSTS = (
    *("bsm.example", "BSM.example:443", "localhost", "LocalHost:8501"),
    *("127.0.0.1:1", "[::1]", "[::1]:8501"),
)
BAD_HOSTS = (
    *("evil.example", "localhost.", "localhost.evil", "bsm.example.evil"),
    *("localhost:x.evil", "localhost:80:80", "localhost:-1", "localhost:+80"),
    *(
        "localhost:",
        "localhost:65536",
        "localhost:999999",
        "localhost: 80",
        "localhost 80",
    ),
    *("localhost@evil.example", "evil@localhost", "evil:x@localhost:80"),
    *(
        "[::1]x",
        "[::1].evil",
        "[::1]:x",
        "[::1",
        "::1",
        "[::1%25lo]",
        "[]",
        "[localhost]",
    ),
    *(
        "localhost/evil",
        "localhost,evil",
        "localhost#",
        "localhost?",
        "localhost\\evil",
    ),
    "",
)


def test_hosts_that_are_set_are_answered_and_no_others(tmp_path: Path):
    with served(tmp_path, hosts=("bsm.example",)) as here:
        status = {
            host: here.anybody.get("/api/v1/health", headers={"Host": host}).status_code
            for host in (*GOOD_HOSTS, *BAD_HOSTS)
        }
        refused = here.anybody.get("/api/v1/health", headers={"Host": "evil.example"})

    assert status == dict.fromkeys(GOOD_HOSTS, 200) | dict.fromkeys(BAD_HOSTS, 400)
    assert refused.json()["detail"] == (
        "unknown host; this server is 127.0.0.1, localhost or bsm.example"
    )


def test_the_host_of_the_public_address_is_answered_too(tmp_path: Path):
    with served(tmp_path, public_url="https://Record.example.org:8443/") as here:
        status = [
            here.anybody.get("/api/v1/health", headers={"Host": host}).status_code
            for host in ("record.example.org:8443", "other.example.org")
        ]

    assert status == [200, 400]


@pytest.mark.parametrize("is_large", [False, True], ids=["small", "large"])
def test_a_position_is_taken_beyond_the_limit_up_to_sixty_times(
    tmp_path: Path, is_large: bool
):
    """Nobody loses a right to a counter. A body of unknown size counts as large."""
    with served(tmp_path, requests_per_minute=2) as here:
        austria = here.client(address=ELSEWHERE, **here.bearer(Role.FOCAL_POINT, "AT"))
        path = f"/api/v1/decisions/{uuid4()}/positions"
        body = b'{"delegation": "AT", "version": 1, "position": "object"}'

        def take() -> int:
            content = iter([body]) if is_large else body
            headers = {"Content-Type": "application/json"}
            return austria.post(path, content=content, headers=headers).status_code

        general = [austria.get("/api/v1/meetings").status_code for _ in range(3)]
        # A large one is counted twice, before and after it is read.
        taken = [take() for _ in range(30 if is_large else 60)]

        assert general == [200, 200, 429]
        assert {*taken} == {404}
        # As much as has become free while these were taken is taken as well.
        assert 429 in [take() for _ in range(20)]
        assert austria.get("/api/v1/meetings").status_code == 429
