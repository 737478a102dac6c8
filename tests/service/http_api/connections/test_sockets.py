"""Sockets and streams: how many, how much they may send, and when they are closed."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from service.http_api.http_examples import HERE, Served, served
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from systems import StoryClock
from websockets.frames import CloseCode

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.application.open_databases import open_identity
from bsm_service.foundation.refusals import TooManyRequests
from bsm_service.http_api.live_positions import PositionFeed
from bsm_service.http_api.middleware.streamlit_access import FileOwners
from bsm_service.http_api.middleware.websocket_limits import (
    LISTENER_LIMITS,
    LIVE,
    NOT_BINARY,
    STRANGER_LIMITS,
    STREAM,
    WebSocketLimits,
)
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.open_connections import (
    ACCOUNTS,
    NOT_SIGNED_IN,
    STRANGERS,
    Caller,
    ConnectionKind,
    ConnectionLimits,
    OpenConnections,
)
from bsm_service.http_api.requests.rate_limits import (
    RateLimit,
    TokenBucket,
    TokenBuckets,
)
from bsm_service.identity import Identity
from bsm_service.settings.settings import SignInMode
from dashboard.shell.streamlit_message_references import references_in

FIVE_BYTES: Message = {"type": "websocket.receive", "bytes": b"\x5a\x03\x0a\x01a"}
SOMEBODY = Principal("petra", Role.CHAIR, None, SignInMethod.TOTP)
PAGE = "7f3c2a10-9d5e-4b61-8f0a-2c4d6e8fa0b1"


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path) as it:
        yield it


def signed_in(
    here: Served, role: Role = Role.SECRETARIAT, name: str = "Petra"
) -> dict[str, str]:
    """The headers of a browser in which somebody has signed in."""
    cookie = here.system.identity.start_session(name, role, None, SignInMethod.TOTP)
    return {"Cookie": f"bsm_session={cookie}", "Origin": HERE}


# Rate limits


def test_a_token_bucket_is_used_up_and_fills_again_up_to_the_burst():
    now = 0.0
    bucket = TokenBucket(RateLimit(2, 0.5), clock=lambda: now)

    assert [bucket.take() for _ in range(3)] == [True, True, False]
    now = 2.0
    assert [bucket.take() for _ in range(2)] == [True, False]
    now = 1_000.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]


def test_each_caller_has_a_bucket_of_their_own():
    several = TokenBuckets(RateLimit(1, 1.0), clock=lambda: 0.0)

    assert several.bucket("one").take()
    assert not several.bucket("one").take()
    assert several.bucket("other").take()


# Messages


def a_new_page(id: str) -> bytes:
    """What Streamlit says first to a page."""
    message = ForwardMsg()
    message.new_session.initialize.session_id = id
    return bytes(message.SerializeToString())


class Behind:
    """An application behind the layer of sockets: what it hears, and what a browser is
    sent. `said` is what the application sends first.
    """

    def __init__(self, here: Served, said: bytes = b"") -> None:
        self.owners = FileOwners()
        self.callers = Callers(here.system, here.settings)
        self._layer = WebSocketLimits(
            self._app, self.callers, self.owners, references_in, clock=lambda: 0.0
        )
        self._said = said
        self.heard: list[Message] = []
        self.sent: list[Message] = []
        self.protocols = ""

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.protocols = Headers(scope=scope).get("sec-websocket-protocol", "")
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.send", "bytes": self._said})
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(message)

    def asked(self, path: str, *messages: Message, **headers: str) -> list[Message]:
        """What a browser is sent that opens a socket and sends these messages."""
        self.sent.clear()
        waiting = iter([*messages, {"type": "websocket.disconnect", "code": 1006}])

        async def receive() -> Message:
            return next(waiting)

        async def send(message: Message) -> None:
            self.sent.append(message)

        request_headers = {"Host": "127.0.0.1:8501", **headers}.items()
        scope = {
            "type": "websocket",
            "path": path,
            "client": ("192.0.2.7", 50_000),
            "extensions": {"websocket.http.response": {}},
            "headers": [
                (name.lower().encode(), it.encode()) for name, it in request_headers
            ],
        }
        asyncio.run(self._layer(scope, receive, send))
        return self.sent


def closed_with(sent: list[Message]) -> int | None:
    """The code with which the server closed the socket, if it did."""
    codes = [
        message["code"] for message in sent if message["type"] == "websocket.close"
    ]
    assert len(codes) <= 1
    return codes[0] if codes else None


def test_a_thousand_messages_without_a_session_are_ignored_and_the_socket_closed(
    here: Served,
):
    behind = Behind(here)

    sent = behind.asked(STREAM, *[FIVE_BYTES] * 1_000)

    assert len(behind.heard) == STRANGER_LIMITS.socket.burst
    assert closed_with(sent) == CloseCode.POLICY_VIOLATION


def test_sockets_of_one_address_share_what_they_may_send(here: Served):
    behind = Behind(here)

    for _ in range(20):
        behind.asked(STREAM, *[FIVE_BYTES] * 9)

    assert len(behind.heard) == STRANGER_LIMITS.caller.burst


def test_a_large_message_counts_as_many(here: Served):
    behind = Behind(here)
    large: Message = {"type": "websocket.receive", "bytes": b"a" * 40_000}

    sent = behind.asked(STREAM, *[large] * 10)

    assert len(behind.heard) == 2
    assert closed_with(sent) == CloseCode.POLICY_VIOLATION


def test_whoever_is_signed_in_may_work_quickly(here: Served):
    behind = Behind(here)

    sent = behind.asked(STREAM, *[FIVE_BYTES] * 150, **signed_in(here))

    assert len(behind.heard) == 150
    assert closed_with(sent) is None


def test_twenty_tabs_of_a_visitor_can_be_used(tmp_path: Path):
    with served(tmp_path, SignInMode.DEMONSTRATION) as here:
        behind = Behind(here)
        for _ in range(20):
            assert closed_with(behind.asked(STREAM, *[FIVE_BYTES] * 8)) is None

    assert len(behind.heard) == 160


@pytest.mark.parametrize("signed", [False, True])
def test_pages_send_no_text_and_nothing_is_said_to_the_live_socket(
    here: Served, signed: bool
):
    headers = signed_in(here) if signed else {}
    text: Message = {"type": "websocket.receive", "text": "a"}
    behind = Behind(here)

    assert closed_with(behind.asked(STREAM, text, **headers)) == NOT_BINARY
    assert behind.heard == []
    assert (
        closed_with(behind.asked(LIVE, *[text] * 50, **headers))
        == CloseCode.POLICY_VIOLATION
    )
    assert len(behind.heard) == LISTENER_LIMITS.socket.burst


# Numbers


def connections(here: Served, **most: ConnectionLimits) -> OpenConnections:
    return OpenConnections(here.system.identity, clock=lambda: 0.0, **most)


def test_a_stranger_and_all_strangers_may_have_so_many_open(here: Served):
    open_now = connections(here)
    with ExitStack() as held:

        def opened(number: int, at: str) -> int:
            """How many of them are let in."""
            taken = 0
            for _ in range(number):
                with suppress(TooManyRequests):
                    held.enter_context(
                        open_now.admit(ConnectionKind.PAGE, Caller(at), lambda: None)
                    )
                    taken += 1
            return taken

        assert opened(1_000, "192.0.2.1") == STRANGERS.open
        assert sum(opened(10, f"198.51.100.{number}") for number in range(100)) == (
            STRANGERS.all_open - STRANGERS.open
        )
        caller = Caller("192.0.2.1", SOMEBODY, cookie="x")
        held.enter_context(open_now.admit(ConnectionKind.PAGE, caller, lambda: None))
        held.enter_context(
            open_now.admit(ConnectionKind.LIVE, Caller("192.0.2.1"), lambda: None)
        )
        assert open_now.counts() == {
            ConnectionKind.PAGE: STRANGERS.all_open + 1,
            ConnectionKind.LIVE: 1,
            ConnectionKind.EVENTS: 0,
        }

    assert set(open_now.counts().values()) == {0}


def test_an_account_may_have_so_many_open_and_only_so_fast(here: Served):
    open_now = connections(here)
    caller = Caller("192.0.2.1", SOMEBODY, cookie="x")
    with ExitStack() as held:
        for _ in range(ACCOUNTS.open):
            held.enter_context(
                open_now.admit(ConnectionKind.PAGE, caller, lambda: None)
            )
        with pytest.raises(TooManyRequests, match="for your account"):
            held.enter_context(
                open_now.admit(ConnectionKind.PAGE, caller, lambda: None)
            )

    for _ in range(int(ACCOUNTS.opening.burst) - ACCOUNTS.open):
        with open_now.admit(ConnectionKind.PAGE, caller, lambda: None):
            pass
    with (
        pytest.raises(TooManyRequests),
        open_now.admit(ConnectionKind.PAGE, caller, lambda: None),
    ):
        pass


def test_a_refused_socket_is_one_line_at_info_level_and_many_are_one_warning(
    here: Served, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG, "bsm")
    live = f"{HERE.replace('http', 'ws')}{LIVE}"
    with suppress(WebSocketDisconnect), here.anybody.websocket_connect(live):
        pass
    [line] = caplog.records
    assert (line.levelname, line.message) == ("INFO", "refused")

    caplog.clear()
    for _ in range(int(STRANGERS.opening.burst) + 50):
        with suppress(WebSocketDisconnect), here.anybody.websocket_connect(live):
            pass

    lines = Counter((record.levelname, record.message) for record in caplog.records)
    assert lines.pop(("INFO", "refused")) == STRANGERS.opening.burst + 50
    assert [level for level, _ in lines] == ["WARNING"]
    assert set(lines.values()) == {1}


# Ends


def watched(
    stack: ExitStack, identity: Identity, **secret: str
) -> tuple[OpenConnections, list[str]]:
    """A page that is open with a cookie or token, and what is said when it is ended."""
    open_now, ended = OpenConnections(identity), list[str]()
    who = (
        identity.principal_from_token(secret["token"])
        if "token" in secret
        else identity.principal_from_cookie(secret["cookie"], counts_as_use=False)
    )
    assert who is not None
    caller = Caller("192.0.2.7", who, **secret)
    opened = open_now.admit(ConnectionKind.PAGE, caller, lambda: ended.append("ended"))
    stack.enter_context(opened)
    return open_now, ended


def test_what_another_process_ended_ends_here_with_the_next_look(place: Place):
    here, there = open_identity(place), open_identity(place)
    with ExitStack() as held:
        held.callback(here.close)
        held.callback(there.close)
        cookies = [
            here.start_session(name, Role.CHAIR, None, SignInMethod.TOTP)
            for name in ("Petra", "Petra", "Jan")
        ]
        token = here.create_token("Petra", Role.CHAIR)
        pages = [watched(held, here, cookie=cookie) for cookie in cookies]
        program = watched(held, here, token=token)

        def looked() -> list[bool]:
            for open_now, _ in (*pages, program):
                open_now.close_expired()
            return [bool(ended) for _, ended in (*pages, program)]

        assert looked() == [False, False, False, False]
        there.sessions.end(cookies[0])
        assert looked() == [True, False, False, False]
        petra = there.accounts.find("Petra")
        assert petra is not None
        there.accounts.close(petra.id)
        assert looked() == [True, True, False, True]
        assert all(ended == ["ended"] for _, ended in (*pages[:2], program))


def test_an_open_page_does_not_keep_its_session_alive(place: Place):
    clock = StoryClock()
    identity = open_identity(place, clock=clock)
    with ExitStack() as held:
        held.callback(identity.close)
        cookie = identity.start_session("Petra", Role.CHAIR, None, SignInMethod.TOTP)
        open_now, ended = watched(held, identity, cookie=cookie)
        for _ in range(29):
            clock.pass_by(timedelta(minutes=1))
            open_now.close_expired()
        assert ended == []

        clock.pass_by(timedelta(minutes=1))
        open_now.close_expired()
        assert ended == ["ended"]


def test_a_hundred_pages_are_looked_at_by_a_query_or_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    clock = StoryClock()
    identity = open_identity(Place(tmp_path), clock=clock)
    requests: list[str] = []
    rows = identity.account_database.rows

    def counted(sql: str, values: Any = ()) -> Any:
        requests.append(sql)
        return rows(sql, values)

    with ExitStack() as held:
        held.callback(identity.close)
        cookies = [
            identity.start_session(f"n{number}", Role.CHAIR, None, SignInMethod.TOTP)
            for number in range(100)
        ]
        monkeypatch.setattr(OpenConnections, "_start_checking", lambda _: None)
        open_now = OpenConnections(identity)
        for cookie in cookies:
            caller = Caller(
                "192.0.2.7", identity.principal_from_cookie(cookie), cookie=cookie
            )
            held.enter_context(
                open_now.admit(ConnectionKind.PAGE, caller, lambda: None)
            )
        monkeypatch.setattr(identity.account_database, "rows", counted)

        def looked() -> int:
            requests.clear()
            open_now.close_expired()
            return len(requests)

        assert looked() == 1
        identity.accounts.create("somebody else")
        assert looked() == 2
        assert looked() == 1
        clock.pass_by(timedelta(minutes=29, seconds=59))
        assert looked() == 1
        clock.pass_by(timedelta(seconds=1))
        assert looked() == 2
        assert all(connection.has_ended for connection in open_now._open)


def test_a_page_with_an_old_cookie_is_closed_so_that_it_comes_back_with_the_new(
    tmp_path: Path,
):
    identity = open_identity(Place(tmp_path))
    with ExitStack() as held:
        held.callback(identity.close)
        cookie = identity.start_session("Petra", Role.CHAIR, None, SignInMethod.TOTP)
        open_now, ended = watched(held, identity, cookie=cookie)
        identity.sessions.renew(cookie, method=SignInMethod.TOTP)

        open_now.close_expired()

    assert ended == ["ended"]


def test_accounts_that_cannot_be_read_end_nothing(tmp_path: Path):
    identity = open_identity(Place(tmp_path))
    cookie = identity.start_session("Petra", Role.CHAIR, None, SignInMethod.TOTP)
    with ExitStack() as held:
        open_now, ended = watched(held, identity, cookie=cookie)
        identity.close()

        open_now.close_expired()

    assert ended == []


def test_nothing_is_sent_or_heard_after_the_end(here: Served):
    """The page's script may still be running, and the browser sending."""

    async def scenario() -> tuple[list[Message], list[Message]]:
        heard: list[Message] = []
        sent: list[Message] = []
        go_on = asyncio.Event()

        async def receive() -> Message:
            await go_on.wait()
            return FIVE_BYTES

        async def send(message: Message) -> None:
            sent.append(message)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await send({"type": "websocket.accept"})
            hearing = asyncio.ensure_future(receive())
            here.system.identity.sessions.end(cookie)
            callers.open_connections.close_expired()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            await send({"type": "websocket.send", "bytes": b"secret"})
            go_on.set()
            heard.append(await hearing)

        callers = Callers(here.system, here.settings)
        headers = signed_in(here)
        cookie = headers["Cookie"].partition("=")[2]
        scope = {
            "type": "websocket",
            "path": STREAM,
            "client": ("192.0.2.7", 1),
            "headers": [(n.lower().encode(), it.encode()) for n, it in headers.items()],
        }
        await WebSocketLimits(app, callers, FileOwners(), references_in)(
            scope, receive, send
        )
        return heard, sent

    heard, sent = asyncio.run(scenario())
    assert [message["type"] for message in heard] == ["websocket.disconnect"]
    assert [message["type"] for message in sent] == [
        "websocket.accept",
        "websocket.close",
    ]
    assert closed_with(sent) == NOT_SIGNED_IN


def test_a_stream_of_events_ends_with_its_session(here: Served):
    async def scenario() -> list[int]:
        bell = PositionFeed(here.system)
        open_now = OpenConnections(here.system.identity)
        headers = signed_in(here)
        cookie = headers["Cookie"].partition("=")[2]
        caller = Caller(
            "x", here.system.identity.principal_from_cookie(cookie), cookie=cookie
        )
        told: list[int] = []
        with open_now.admit(
            ConnectionKind.EVENTS, caller, bell.wake_listeners
        ) as listener:
            async for position in bell.positions(listener):
                told.append(position)
                await asyncio.to_thread(here.system.identity.sessions.end, cookie)
        return told

    assert asyncio.run(scenario()) == [here.system.store.position()]


# Pages that come back


def test_only_the_account_that_a_page_was_drawn_for_has_it_back(here: Served):
    behind = Behind(here, said=a_new_page(PAGE))
    petra, jan = signed_in(here), signed_in(here, Role.CHAIR, "Jan")
    came_back = {"Sec-WebSocket-Protocol": f"streamlit, token, {PAGE}"}
    behind.asked(STREAM, **petra)

    def named(headers: dict[str, str]) -> bool:
        behind.asked(STREAM, **headers, **came_back)
        return PAGE in behind.protocols

    behind._said = b""
    assert [named(cookies) for cookies in (petra, jan, {})] == [True, False, False]
