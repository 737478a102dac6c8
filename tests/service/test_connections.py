"""Connections: those that do not go on are closed, and others have room."""

import asyncio
import logging
import resource
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from bsm_service import connections
from bsm_service.connections import (
    BODY_BRINGS,
    COUNTS,
    HEAD_WITHIN,
    Connection,
    close_stuck,
    raise_file_limit,
)
from bsm_service.logs import SeldomWarnings
from bsm_service.request_heads import TOO_LONG

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
    closed = False
    written = b""

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def close(self) -> None:
        self.closed = True

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

    def opened(self, *sent: bytes) -> Connection:
        loop: Any = self.loop
        one = Connection(self._config, self.state, {}, loop)
        one.connection_made(Transport())
        for data in sent:
            one.data_received(data)
        return one

    def pass_by(self, seconds: float) -> None:
        """Looks once a second, as the server does."""
        for _ in range(round(seconds)):
            self.loop.now += 1
            close_stuck(self.state.connections, self.loop.now)


async def _no_app(_: Scope, receive: Receive, send: Send) -> None: ...


def is_closed(one: Connection) -> bool:
    return one.transport.is_closing()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture(autouse=True)
def as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    fresh = SeldomWarnings(logging.getLogger("bsm.connections"), lambda: 0.0)
    monkeypatch.setattr(connections, "_warnings", fresh)
    room, unfinished = COUNTS.room, COUNTS.unfinished
    yield
    COUNTS.room, COUNTS.unfinished = room, unfinished


@pytest.mark.parametrize(
    "sent", [[], [b"GET"], [b"\r\n"], [WHOLE[:-2]]], ids=["nothing", "a", "b", "c"]
)
def test_half_a_request_is_waited_for_a_while(server: Server, sent: list[bytes]):
    one = server.opened(*sent)

    server.pass_by(HEAD_WITHIN)
    assert not is_closed(one)

    server.pass_by(1)
    assert is_closed(one)


def test_a_letter_now_and_then_gains_no_time(server: Server):
    one = server.opened(b"GET / HTTP/1.1\r\nHost: ")

    for _ in range(6):
        one.data_received(b"x")
        server.pass_by(2)

    assert is_closed(one)


def test_whoever_waits_for_an_answer_or_asks_again_later_is_not_closed(server: Server):
    one = server.opened(WHOLE)
    server.pass_by(60)
    assert not is_closed(one)

    one.cycle.response_complete = True
    server.pass_by(60)  # a connection that is kept is closed by the server's own timer
    assert not is_closed(one)

    one.data_received(WHOLE)
    server.pass_by(60)
    assert not is_closed(one)


def test_half_of_a_later_request_is_waited_for_as_long(server: Server):
    one = server.opened(WHOLE)
    one.cycle.response_complete = True
    server.pass_by(60)

    one.data_received(b"GET")
    server.pass_by(HEAD_WITHIN + 1)

    assert is_closed(one)


@pytest.mark.parametrize(
    ("bytes_a_second", "closed"), [(0, True), (50, True), (150, False)]
)
def test_a_body_must_go_on(server: Server, bytes_a_second: int, closed: bool):
    one = server.opened(HEAD)

    for _ in range(30):
        one.data_received(b"a" * bytes_a_second)
        server.pass_by(1)

    assert BODY_BRINGS == 1_000
    assert is_closed(one) == closed


def test_a_body_that_the_application_does_not_take_yet_may_stand_still(server: Server):
    one = server.opened(HEAD, b"a" * 100_000)

    assert one.flow.read_paused
    server.pass_by(60)

    assert not is_closed(one)


def test_thousands_that_stand_still_are_one_warning(
    server: Server, caplog: pytest.LogCaptureFixture
):
    before = COUNTS.unfinished
    several = [server.opened(b"GET") for _ in range(1_500)]

    server.pass_by(HEAD_WITHIN + 1)

    assert all(map(is_closed, several))
    [line] = [one for one in caplog.records if "did not finish" in one.message]
    assert vars(line)["told"] == {"times": 1_500}
    assert COUNTS.unfinished == before + 1_500


def test_where_there_is_no_more_room_those_go_that_have_waited_longest(server: Server):
    COUNTS.room = 100
    whole = server.opened(WHOLE)
    several = []
    for _ in range(99):
        several.append(server.opened(b"GET"))
        server.loop.now += 0.01
    assert not any(map(is_closed, several))

    newest = server.opened()

    assert [is_closed(one) for one in several[:6]] == [True] * 5 + [False]
    assert not is_closed(whole)
    assert not is_closed(newest)


def test_it_is_told_when_room_grows_scarce(
    server: Server, caplog: pytest.LogCaptureFixture
):
    COUNTS.room = 10
    for _ in range(9):
        server.opened(WHOLE)

    server.pass_by(5)

    [line] = caplog.records
    assert line.message.startswith("9 connections are open, and there is room for 10")


def test_the_process_may_open_as_many_files_as_the_machine_lets_it():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft // 2, hard))
        raise_file_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (hard, hard)
        assert 0 < COUNTS.room < hard
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(
    "sent",
    [
        [WHOLE[:-2] + b"X-A: " + b"x" * 70_000 + b"\r\n\r\n"],
        [WHOLE[:-2] + b"X-A: ", *[b"x" * 10_000] * 7],
        [WHOLE[:-2] + b"X-A: 1\r\n" * 20_000 + b"\r\n"],
        [b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"],
        [WHOLE, WHOLE[:-2] + b"X-A: ", *[b"x" * 10_000] * 7],
    ],
    ids=["at once", "in pieces", "of many lines", "an address", "a later request"],
)
def test_the_lines_of_a_request_have_a_longest_length(
    server: Server, sent: list[bytes]
):
    one = server.opened(*sent)

    assert is_closed(one)
    assert one.transport.written.startswith(b"HTTP/1.1 431 ")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "sent",
    [
        [b"0\r\n" + b"T: yyyyyyy\r\n" * 20_000],
        [b"0\r\n", *[b"T: yyyyyyy\r\n" * 1_000] * 6],
        [b"0\r\nT: ", *[b"x" * 10_000] * 7],
        [b"0\r\n", *[b"x" * 10_000] * 7],
        [b"1;x=", *[b"x" * 10_000] * 7],
        [b"1\r\na\r\n" * 20_000, b"0\r\nT: ", *[b"x" * 10_000] * 7],
        [b"1;x=%s\r\na\r\n" % (b"x" * 10_000)] * 7,
    ],
    ids=[
        "trailers at once",
        "trailers in pieces",
        "one value",
        "one name",
        "one extension",
        "behind many chunks",
        "extensions",
    ],
)
def test_so_has_what_comes_around_a_body_in_chunks(server: Server, sent: list[bytes]):
    one = server.opened(CHUNKED, b"1\r\na\r\n")
    headers = list(one.scope["headers"])
    assert not is_closed(one)

    for data in sent:
        assert not is_closed(one)
        one.data_received(data)

    assert is_closed(one)
    assert one.transport.written == TOO_LONG  # type: ignore[attr-defined]
    assert one.scope["headers"] == headers


def test_trailers_are_no_headers(server: Server):
    one = server.opened(CHUNKED, b"1\r\na\r\n0\r\nHost: y\r\n", b"T: z\r\n\r\n")

    assert one.scope["headers"] == [(b"host", b"x"), (b"transfer-encoding", b"chunked")]
    assert not one.cycle.more_body
    assert not is_closed(one)


def test_a_body_may_come_in_many_small_chunks(server: Server):
    one = server.opened(CHUNKED, *[b"1\r\na\r\n" * 1_000] * 50)

    assert not is_closed(one)


def test_what_is_too_long_does_not_break_into_an_answer(server: Server):
    one = server.opened(CHUNKED)
    one.cycle.response_started = True

    one.data_received(b"0\r\n" + b"T: yyyyyyy\r\n" * 20_000)

    assert is_closed(one)
    assert one.transport.written == b""  # type: ignore[attr-defined]


def test_a_long_body_behind_a_few_lines_is_no_long_head(server: Server):
    one = server.opened(HEAD + b"x" * 200_000, b"x" * 200_000)

    assert not is_closed(one)


def test_cookies_with_anything_escaped_are_left_out(server: Server):
    """To read them takes the square of their length, in Python up to 3.11.9."""
    many = b'a="' + b"\\" * 30_000 + b'"'
    lines = b"Cookie: b=1; " + many + b"; c=2\r\nCOOKIE: " + many + b"\r\n"

    one = server.opened(WHOLE[:-2] + lines + b"\r\n")

    assert one.scope["headers"][1:] == [(b"cookie", b"b=1; c=2"), (b"cookie", b"")]
