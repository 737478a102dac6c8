"""Limits of sockets, Streamlit's own and the live one: what they may send, and when
they are closed.

Every message on Streamlit's socket renders a page, so a thousand of them are a thousand
pages. Excess messages never reach Streamlit: the socket is closed.

A socket without a session only says that the session has ended, or is for visitors of a
demonstration, and has a low limit.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from time import monotonic

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from websockets.frames import CloseCode

from bsm_service.foundation.refusals import TooManyRequests
from bsm_service.http_api.middleware.streamlit_access import (
    FileOwners,
    MessageReader,
)
from bsm_service.http_api.requests.callers import Callers
from bsm_service.http_api.requests.open_connections import (
    NOT_SIGNED_IN,
    Caller,
    ConnectionKind,
)
from bsm_service.http_api.requests.rate_limits import (
    RateLimit,
    TokenBucket,
    TokenBuckets,
)
from bsm_service.http_api.responses.problems import send_refusal

STREAM, LIVE = "/_stcore/stream", "/api/live"
NOT_BINARY = 1003  # of RFC 6455: what was sent cannot be read here
# What a message of a page weighs beside one: a file or a table is sent in a large one.
_BYTES = 10_000
_DISCONNECT: Message = {
    "type": "websocket.disconnect",
    "code": CloseCode.POLICY_VIOLATION,
}
_RECONNECTS = 2  # where Streamlit's protocol names the page that reconnects


@dataclass(frozen=True, slots=True)
class MessageLimits:
    """How much one socket may send, and all sockets of one caller together."""

    socket: RateLimit
    caller: RateLimit


# A page without a session is rendered once, and once more when it reconnects.
STRANGER_LIMITS = MessageLimits(RateLimit(10, 0.2), RateLimit(30, 1.0))
# Visitors click through a demonstration, in several tabs.
VISITOR_LIMITS = MessageLimits(RateLimit(40, 4.0), RateLimit(200, 20.0))
# Fast typing in a form, a slider, a filter: a few messages a second.
SIGNED_IN_LIMITS = MessageLimits(RateLimit(200, 20.0), RateLimit(1_000, 60.0))
# Nothing is expected on the live socket.
LISTENER_LIMITS = MessageLimits(RateLimit(10, 0.2), RateLimit(100, 2.0))
# All pages of users without a session together: as many can be rendered in a second.
STRANGERS_TOGETHER = RateLimit(60, 4.0)


class WebSocketLimits:
    """A layer around every socket of the server."""

    def __init__(
        self,
        app: ASGIApp,
        callers: Callers,
        owners: FileOwners,
        named_in: MessageReader,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.app = app
        self._callers = callers
        self._clock = clock
        self._open = callers.open_connections
        self._owners = owners
        self._named_in = named_in
        self._of_caller = {
            limits: TokenBuckets(limits.caller, clock)
            for limits in (
                STRANGER_LIMITS,
                VISITOR_LIMITS,
                SIGNED_IN_LIMITS,
                LISTENER_LIMITS,
            )
        }
        self._all_of_nobody = TokenBucket(STRANGERS_TOGETHER, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        caller = await self._callers.connection_caller(HTTPConnection(scope))
        is_page = scope["path"] == STREAM
        if is_page:
            scope = self._without_foreign_page_id(scope, caller)
        limits = self._limits(caller) if is_page else LISTENER_LIMITS
        socket = _LimitedSocket(
            receive,
            send,
            allowed=[
                TokenBucket(limits.socket, self._clock),
                self._of_caller[limits].bucket(caller.name),
                *([self._all_of_nobody] if limits is STRANGER_LIMITS else ()),
            ],
            page=_PageFiles(self._owners, self._named_in, caller.account)
            if is_page
            else None,
            warn=self._open.warn,
        )
        kind = ConnectionKind.PAGE if is_page else ConnectionKind.LIVE
        with ExitStack() as resources:
            try:
                resources.enter_context(
                    self._open.admit(kind, caller, socket.schedule_close)
                )
            except TooManyRequests as refusal:
                await send_refusal(refusal, scope, receive, send)
                return
            await self.app(scope, socket.receive, socket.send)

    @staticmethod
    def _limits(caller: Caller) -> MessageLimits:
        if caller.principal is None:
            return STRANGER_LIMITS
        return VISITOR_LIMITS if caller.is_stranger else SIGNED_IN_LIMITS

    def _without_foreign_page_id(self, scope: Scope, caller: Caller) -> Scope:
        """Streamlit gives a page that reconnects what was typed into it before. This is
        left out if the account is another one, or none.
        """
        protocols = Headers(scope=scope).get("sec-websocket-protocol", "")
        parts = [part.strip() for part in protocols.split(",")]
        if len(parts) <= _RECONNECTS:
            return scope
        if self._owners.owns(caller.account, parts[_RECONNECTS]):
            return scope
        without_session = ", ".join(parts[:_RECONNECTS]).encode("latin-1")
        headers = [
            (name, without_session if name == b"sec-websocket-protocol" else value)
            for name, value in scope["headers"]
        ]
        return {**scope, "headers": headers}


class _PageFiles:
    """Remembers for whom a page was rendered, and the files that it names."""

    def __init__(
        self, owners: FileOwners, named_in: MessageReader, account: str
    ) -> None:
        self._owners = owners
        self._named_in = named_in
        self._account = account
        self._is_new = True

    def note(self, message: bytes) -> None:
        files = self._named_in(message, is_new=self._is_new)
        self._owners.note(self._account, files)
        if files.page is not None:
            self._is_new = False


class _LimitedSocket:
    """One socket between the server and the application, which ends it by closing."""

    def __init__(
        self,
        receive: Receive,
        send: Send,
        *,
        allowed: Sequence[TokenBucket],
        page: "_PageFiles | None",
        warn: Callable[[str], None],
    ) -> None:
        """`page` records what is sent to a page; None for the live socket."""
        self._receive = receive
        self._send = send
        self._allowed = allowed
        self._page = page
        self._warn = warn
        self._closed = False
        self._loop = asyncio.get_running_loop()
        self._closing: asyncio.Task[None] | None = None

    def schedule_close(self) -> None:
        """Closes it because its session has ended. From any thread."""
        with suppress(RuntimeError):  # the loop is closed, and the socket with it
            self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        closing = self._close(NOT_SIGNED_IN, "the session has ended")
        self._closing = self._loop.create_task(closing)

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.receive" and not self._closed:
            if self._page is not None and message.get("bytes") is None:
                await self._close(NOT_BINARY, "messages must be binary")
            elif not self._has_room_for(message):
                self._warn("sockets were closed because they sent too many messages")
                await self._close(CloseCode.POLICY_VIOLATION, "too many messages")
        return _DISCONNECT if self._closed else message

    def _has_room_for(self, message: Message) -> bool:
        size = len(message.get("bytes") or message.get("text") or "")
        weight = 1 + size // _BYTES
        return all(bucket.take(weight) for bucket in self._allowed)

    async def send(self, message: Message) -> None:
        if self._closed:
            return
        if self._page is not None and message["type"] == "websocket.send":
            self._page.note(message.get("bytes") or b"")
        await self._send(message)

    async def _close(self, code: int, reason: str) -> None:
        if not self._closed:
            self._closed = True
            # The other side may have closed it.
            with suppress(OSError, RuntimeError):
                message = {"type": "websocket.close", "code": code, "reason": reason}
                await self._send(message)
