"""Connections to a server whose time is told, and whose other side is told too."""

import asyncio
import logging
import socket
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any
from unittest.mock import Mock

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from bsm_service.foundation.logs import ThrottledWarnings
from bsm_service.http_api.server import protocols
from bsm_service.http_api.server.process_limits import CONNECTION_COUNTS
from bsm_service.http_api.server.protocols import (
    HttpConnection,
    WebSocketConnection,
    close_stuck_connections,
)

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class Loop:
    """A loop whose time is told, and that never runs what it is given."""

    def __init__(self) -> None:
        self.now = 0.0

    def time(self) -> float:
        return self.now

    def create_task(self, answering: Any) -> Any:
        answering.close()
        return Mock()

    def call_later(self, *_: Any) -> Any:
        return Mock()


class Transport(asyncio.Transport):
    closed = aborted = False
    written = b""
    unread = 0  # bytes that wait because the other side does not read
    end: socket.socket | None = None

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return self.end if name == "socket" and self.end else default

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = self.aborted = True

    def get_write_buffer_size(self) -> int:
        return self.unread

    def is_closing(self) -> bool:
        return self.closed

    def write(self, data: Any) -> None:
        self.written += data

    def pause_reading(self) -> None: ...
    def resume_reading(self) -> None: ...


class Server:
    """What a server has open, and the time by which it lives."""

    def __init__(self) -> None:
        self.loop = Loop()
        self.state = ServerState()
        self._config = Config(app=_no_app, interface="asgi3", log_config=None)
        self._config.load()

    def opened(self, *sent: bytes) -> HttpConnection:
        loop: Any = self.loop
        one = HttpConnection(self._config, self.state, {}, loop)
        one.connection_made(Transport())
        for data in sent:
            one.data_received(data)
        return one

    def socket(self, handshake: bytes) -> WebSocketConnection:
        loop: Any = self.loop
        one = WebSocketConnection(self._config, self.state, {}, loop)
        one.connection_made(Transport())
        one.data_received(handshake)
        return one

    def pass_by(self, seconds: float) -> None:
        """Looks once a second, as the server does."""
        for _ in range(round(seconds)):
            self.loop.now += 1
            close_stuck_connections(self.state.connections, self.loop.now)


async def _no_app(_: Scope, receive: Receive, send: Send) -> None: ...


def is_closed(one: HttpConnection | WebSocketConnection) -> bool:
    return one.transport.is_closing()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    fresh = ThrottledWarnings(logging.getLogger("bsm.connections"), lambda: 0.0)
    monkeypatch.setattr(protocols, "_warnings", fresh)
    before = replace(CONNECTION_COUNTS)
    yield
    for field in fields(CONNECTION_COUNTS):
        setattr(CONNECTION_COUNTS, field.name, getattr(before, field.name))
