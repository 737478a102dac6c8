"""What every answer tells a browser to refuse, and where requests may come from."""

import asyncio
import logging
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import streamlit
from service.http_api.http_examples import DETAILS, HERE, outermost_layer, served
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from bsm_domain.foundation.roles import Role
from bsm_service.http_api.middleware.request_checks import OriginCheck
from bsm_service.http_api.middleware.site_parts import (
    ACCOUNT_POLICY,
    API_POLICY,
    DASHBOARD_POLICY,
    INLINE_SCRIPT,
)
from bsm_service.settings.settings import Settings, SignInMode

PUBLIC = "https://record.example.org"


def answered(
    path: str, *, kind: str = "http", given: Any = (), **settings: Any
) -> Headers:
    """What an application's bare answer carries when it arrives."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        start = "websocket.accept" if kind == "websocket" else "http.response.start"
        await send({"type": start, "status": 500, "headers": list(given)})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    layer = outermost_layer(app, Settings(**settings))
    scope = {"type": kind, "method": "GET", "path": path, "headers": []}
    asyncio.run(layer(scope, receive, send))
    return Headers(raw=sent[0]["headers"])


def policy(headers: Headers) -> dict[str, str]:
    directives = headers["content-security-policy"].split("; ")
    return dict(directive.split(" ", 1) for directive in directives)


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("path", ["/", "/api/v1/x", "/account", "/static/a.js", "/x"])
def test_whatever_is_answered_tells_what_to_refuse(path: str, kind: str):
    headers = answered(path, kind=kind)

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert policy(headers)["default-src"] == "'none'"
    assert policy(headers)["frame-ancestors"] == "'none'"
    assert policy(headers)["base-uri"] == "'none'"
    assert "strict-transport-security" not in headers
    assert len(headers.keys()) == len(set(headers.keys()))


@pytest.mark.parametrize(
    ("path", "expected", "kept"),
    [
        ("/api/v1/meetings", API_POLICY, "no-store"),
        ("/metrics", API_POLICY, "no-store"),
        ("/account", ACCOUNT_POLICY, "no-store"),
        ("/account/sign-in", ACCOUNT_POLICY, "no-store"),
        ("/accounts", DASHBOARD_POLICY, None),
        ("/", DASHBOARD_POLICY, None),
    ],
)
def test_each_place_has_the_policy_that_it_can_live_with(
    path: str, expected: dict[str, str], kept: str | None
):
    headers = answered(path)

    assert policy(headers) == dict(expected)
    assert headers.get("cache-control") == kept


def test_only_the_dashboard_takes_styles_and_scripts_that_pages_bring_along():
    for strict in (API_POLICY, ACCOUNT_POLICY):
        assert "unsafe" not in str(strict)
        assert "blob:" not in str(strict)
    assert "unsafe" not in DASHBOARD_POLICY["script-src"]


def test_the_script_in_streamlits_page_is_the_one_that_is_allowed():
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text("utf-8"), re.DOTALL)

    hashes = [
        b64encode(sha256(script.encode()).digest()).decode() for script in scripts
    ]

    assert [f"'sha256-{digest}'" for digest in hashes] == [INLINE_SCRIPT]


def test_what_the_application_says_itself_stays():
    header_list = [(b"cache-control", b"public"), (b"x-frame-options", b"SAMEORIGIN")]

    headers = answered("/account/static/x.css", given=header_list)

    assert headers.getlist("cache-control") == ["public"]
    assert headers.getlist("x-frame-options") == ["SAMEORIGIN"]


@pytest.mark.parametrize(
    ("near", "headers"),
    [
        (True, {}),
        (True, {"origin": "http://127.0.0.1:8501"}),
        (True, {"origin": "http://127.0.0.1:8501", "sec-fetch-site": "same-origin"}),
        (True, {"authorization": "Bearer x", "origin": "https://evil.example"}),
        (False, {"authorization": "Basic x", "origin": "https://evil.example"}),
        (False, {"origin": "http://127.0.0.1:8502"}),
        (False, {"origin": "http://localhost:8501"}),
        (False, {"origin": "https://evil.example"}),
        (False, {"origin": "null"}),
        (False, {"origin": "ws://127.0.0.1:8501"}),
        (False, {"cookie": "a=b"}),
        (False, {"sec-fetch-site": "cross-site"}),
        (False, {"origin": "http://127.0.0.1:8501", "sec-fetch-site": "same-site"}),
    ],
)
def test_what_changes_something_comes_from_a_page_of_this_server(
    near: bool, headers: dict[str, str]
):
    origins = OriginCheck(Settings(public_url=PUBLIC))
    sent = Headers({"host": "127.0.0.1:8501", **headers})

    assert origins.may_write("POST", sent) is near
    assert origins.may_open_socket(sent) is near
    assert origins.may_write("GET", sent)


@pytest.mark.parametrize(
    ("near", "origin"),
    [
        (True, PUBLIC),
        (False, PUBLIC.upper()),
        (False, "http://record.example.org"),
        (False, "https://record.example.org:444"),
        (False, "https://other.example.org"),
    ],
)
def test_at_the_public_address_the_scheme_counts_too(near: bool, origin: str):
    for host in ("record.example.org", "Record.Example.ORG"):
        sent = Headers({"host": host, "origin": origin})
        assert OriginCheck(Settings(public_url=PUBLIC)).is_same_site(sent) is near


def test_a_foreign_page_opens_no_socket_and_is_told_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO, "bsm.requests")
    with served(tmp_path, SignInMode.DEMONSTRATION) as here:
        socket_of = HERE.replace("http", "ws")
        foreign = here.client(Origin="https://evil.example")
        for path in ("/api/live", "/_stcore/stream"):
            with (
                pytest.raises(WebSocketDisconnect) as refused,
                foreign.websocket_connect(f"{socket_of}{path}"),
            ):
                pass
            answer: Any = refused.value
            assert answer.status_code == 403
            assert answer.headers["x-content-type-options"] == "nosniff"
        near = here.client(Origin=HERE)
        with near.websocket_connect(f"{socket_of}/api/live") as socket:
            assert socket.receive_text() == "1"

    lines = [
        vars(record)["log_fields"]
        for record in caplog.records
        if record.message == "refused"
    ]
    assert [line["code"] for line in lines] == ["not_permitted"] * 2


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/mcp", "/auth/x"],
)
def test_what_streamlit_offers_and_nobody_asks_for_is_closed(tmp_path: Path, path: str):
    with served(tmp_path) as here:
        responses = [here.anybody.request(method, path) for method in ("GET", "PUT")]

    assert [response.status_code for response in responses] == [404, 404]
    assert responses[0].json()["code"] == "not_found"


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 403), ("auditor", 403), ("secretariat", 404), ("focal-point", 404)],
)
def test_only_who_may_hand_in_files_reaches_the_uploads_of_pages(
    tmp_path: Path, role: str | None, status: int
):
    upload = "/_stcore/upload_file/a/b"
    with served(tmp_path, SignInMode.DEMONSTRATION, evidence_limit=1_000) as here:
        client = here.client(Origin=HERE)
        if role is not None:
            form = {"role": role, "delegation": "AT" if "focal" in role else ""}
            client.post("/account/act-as", data=form)
        small = client.put(upload, content="a" * 1_000)
        large = client.put(upload, content="a" * 20_000)
        foreign = client.put(upload, headers={"Origin": "https://example.org"})

        elsewhere = here.client(address="192.0.2.7", Origin=HERE)
        elsewhere.cookies = client.cookies
        many = [elsewhere.put(upload, content="a" * 11_000) for _ in range(2)]
        deleted = elsewhere.delete(upload)

    # No page is served here: whoever may hand in files has no page to hand it to.
    assert [response.status_code for response in many] == [
        status,
        429 if status == 404 else 403,
    ]
    assert deleted.status_code == status
    assert small.status_code == status
    assert (large.status_code, large.json()["code"]) == (413, "body_too_large")
    assert foreign.status_code == 403


@pytest.mark.parametrize("path", ["/account/sign-in", "/api/v1/meetings"])
def test_forms_and_commands_have_a_size(tmp_path: Path, path: str):
    with served(tmp_path, body_limit=1_000) as here:
        response = here.client(Origin=HERE).post(path, content="a" * 1_001)

    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


def test_a_refusal_is_logged_with_its_code_and_never_with_what_was_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO, "bsm.requests")
    with served(tmp_path, requests_per_minute=1) as here:
        here.anybody.get("/api/v1/meetings?as_of=secret-word")
        here.as_(Role.LEADERSHIP).post("/api/v1/meetings", json={"details": DETAILS})
        busy = here.client(address="192.0.2.7", **here.bearer(Role.AUDITOR))
        for _ in range(2):
            busy.get("/api/v1/meetings?as_of=secret-word")

    lines = [
        vars(record)["log_fields"]
        for record in caplog.records
        if record.message == "refused"
    ]
    assert [(line["status"], line["code"]) for line in lines] == [
        (401, "not_signed_in"),
        (403, "not_permitted"),
        (429, "too_many_requests"),
    ]
    assert lines[0]["account"] is None
    assert all(len(line["account"]) == 32 for line in lines[1:])
    assert lines[1]["route"] == "/api/v1/meetings"
    assert "secret-word" not in str([vars(record) for record in caplog.records])
