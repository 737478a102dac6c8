"""Requests whose sender goes away while the body is still coming."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from service.http_api.http_examples import HERE, Served, served
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from bsm_domain.foundation.roles import Role


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    async def upload(request: Request) -> Response:
        async with request.form():
            return Response()

    path: Path = tmp_path_factory.mktemp("disconnects")
    with served(path) as it:
        # As in the server: the dashboard's uploads beside us, inside our layers.
        it.app.router.routes.append(Route("/upload", upload, methods=["PUT"]))
        yield it


def send_half(here: Served, token: str, method: str, path: str, kind: str) -> None:
    """Announces 100 bytes, sends one, and goes away."""
    told = {
        "host": HERE.removeprefix("http://"),
        "origin": HERE,
        "content-type": kind,
        "content-length": "100",
        "authorization": token,
    }
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in told.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8501),
        "scheme": "http",
        "http_version": "1.1",
        "root_path": "",
        "asgi": {"version": "3.0"},
    }
    coming: list[Message] = [
        {"type": "http.disconnect"},
        {"type": "http.request", "body": b"-", "more_body": True},
    ]

    async def receive() -> Message:
        return coming.pop() if len(coming) > 1 else coming[0]

    async def send(_: Message) -> None: ...

    asyncio.run(here.app(scope, receive, send))
    assert len(coming) == 1  # the body was read


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "/account/sign-in", "application/x-www-form-urlencoded"),
        ("POST", "/account/sign-in", "application/json"),
        ("POST", "/api/v1/meetings", "application/json"),
        ("PUT", "/api/v1/contents", "application/octet-stream"),
        ("PUT", "/upload", "multipart/form-data; boundary=a"),
    ],
)
def test_whoever_goes_away_while_sending_is_one_line_without_a_trace(
    here: Served,
    caplog: pytest.LogCaptureFixture,
    method: str,
    path: str,
    kind: str,
):
    token = here.bearer(Role.SECRETARIAT)["Authorization"]
    caplog.set_level(logging.INFO)
    caplog.clear()

    send_half(here, token, method, path, kind)

    [line] = caplog.records
    told: dict[str, Any] = vars(line)["log_fields"]
    assert (line.levelno, line.message, line.exc_info) == (
        logging.INFO,
        "answered",
        None,
    )
    assert told["status"] == 499
