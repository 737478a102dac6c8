"""Frames of sockets that the application never hears of."""

import asyncio
from typing import Any

import pytest
from service.http_api.connections.connection_examples import (
    Server,
    Transport,
    is_closed,
)
from service.http_api.connections.connection_examples import as_it_was as as_it_was
from service.http_api.connections.connection_examples import server as server
from websockets.frames import Close, CloseCode, Frame, Opcode

from bsm_service.http_api.server.protocols import (
    FRAMES_PERIOD_SECONDS,
    MAX_FRAMES,
    WebSocketConnection,
)

HANDSHAKE = (
    b"GET /api/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
PING = Frame(Opcode.PING, b"")
PONG = Frame(Opcode.PONG, b"")
BEGIN, PART, END = (
    Frame(Opcode.TEXT, b"a", fin=False),
    Frame(Opcode.CONT, b"", fin=False),
    Frame(Opcode.CONT, b"b"),
)


def in_bytes(*frames: Frame) -> bytes:
    return b"".join(frame.serialize(mask=True) for frame in frames)


@pytest.fixture
def socket(server: Server) -> WebSocketConnection:
    one = server.socket(HANDSHAKE)
    asyncio.run(one.send({"type": "websocket.accept"}))
    one.transport.written = b""  # type: ignore[attr-defined]
    return one


@pytest.mark.parametrize(
    ("before", "frame"),
    [([], PING), ([], PONG), ([BEGIN], PART)],
    ids=["pings", "pongs", "parts of a message"],
)
def test_frames_without_end_close_a_socket(
    socket: WebSocketConnection, before: list[Frame], frame: Frame
):
    socket.data_received(in_bytes(*before, *[frame] * (MAX_FRAMES - len(before))))
    assert not is_closed(socket)

    socket.data_received(in_bytes(*[frame] * 3))

    transport: Any = socket.transport
    assert is_closed(socket)
    goodbye = Frame(
        Opcode.CLOSE, Close(CloseCode.POLICY_VIOLATION, "too many frames").serialize()
    )
    assert transport.written.endswith(goodbye.serialize(mask=False))


def test_a_ping_now_and_then_is_answered(server: Server, socket: WebSocketConnection):
    transport: Transport = socket.transport  # type: ignore[assignment]
    for _ in range(5):
        socket.data_received(in_bytes(*[PING] * (MAX_FRAMES // 2)))
        server.pass_by(FRAMES_PERIOD_SECONDS + 1)

    assert not is_closed(socket)
    assert transport.written == PONG.serialize(mask=False) * (MAX_FRAMES // 2) * 5


def test_a_message_never_has_too_many_parts_however_slowly_they_come(
    server: Server, socket: WebSocketConnection
):
    socket.data_received(in_bytes(BEGIN))

    for _ in range(3):
        assert not is_closed(socket)
        socket.data_received(in_bytes(*[PART] * (MAX_FRAMES // 2)))
        server.pass_by(FRAMES_PERIOD_SECONDS + 1)

    assert is_closed(socket)


def test_messages_that_come_in_parts_are_heard(socket: WebSocketConnection):
    socket.data_received(in_bytes(BEGIN, PART, END))

    heard = [socket.queue.get_nowait() for _ in range(socket.queue.qsize())]

    assert heard[-1] == {"type": "websocket.receive", "text": "ab"}
