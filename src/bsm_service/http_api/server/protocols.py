"""The server's connections: those that are stuck, and their number.

A connection costs nothing to open and to leave open, so an attacker can open thousands
and send half a request on each. They are closed after a few seconds, and so are those
that do not read their responses (`client_limits.py`); before the machine has no room
for more, those that have waited longest are closed.
"""

import asyncio
import logging
from collections.abc import Collection, Iterable
from operator import itemgetter

from httptools import HttpParserError
from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import (
    WebSocketsSansIOProtocol,
)
from websockets.frames import CloseCode, Frame

from bsm_service.foundation.logs import ThrottledWarnings
from bsm_service.http_api.server.client_limits import (
    HEADER_TOO_LARGE_RESPONSE,
    MALFORMED_REQUEST_RESPONSE,
    MAX_HEADER_BYTES,
    SlowClientProtocol,
    drop_escaped_cookies,
)
from bsm_service.http_api.server.process_limits import CONNECTION_COUNTS

_warnings = ThrottledWarnings(logging.getLogger("bsm.connections"))

# Seconds in which the headers of a request must arrive, and in which a body must make
# progress.
HEADER_TIMEOUT_SECONDS = 10.0
BODY_TIMEOUT_SECONDS = 10.0
# The minimum number of bytes of a body within that time: with less, no file could be
# sent.
MIN_BODY_BYTES = 1_000
# The bytes around each chunk of a body: its length in hexadecimal and line ends.
CHUNK_OVERHEAD_BYTES = 24
# A share of the connections that there is room for.
WARNING_SHARE = 0.8
# The seconds for the other side to receive why its socket is closed.
_CLOSE_TIMEOUT_SECONDS = 1.0
# Frames of a socket that are no complete message (pings, pongs, fragments), and the
# seconds in which they may arrive. Browsers answer pings, and split messages of more
# than 100 kB.
MAX_FRAMES, FRAMES_PERIOD_SECONDS = 1_000, 10.0
# How many of those that wait are closed at once if there is no more room.
_CLOSED_SHARE = 0.05


class HttpConnection(SlowClientProtocol, HttpToolsProtocol):
    """One connection, until it becomes a socket. `waits_since` is the loop's time at
    which an incomplete request began, or at which the connection was opened; None while
    no headers are awaited.
    """

    waits_since: float | None = None
    # The size in bytes of the request without its body (except for the part that came
    # with the headers), and of its header lines and trailers.
    _overhead_bytes = _header_bytes = 0
    _request_count = _chunk_count = 0
    _body_bytes = 0
    _has_head = False
    _last_check: tuple[float, int] | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.waits_since = self.loop.time()
        super().connection_made(transport)
        close_idle_if_full(self)

    def data_received(self, data: bytes) -> None:
        if self.waits_since is None and (
            self.cycle is None or self.cycle.response_complete
        ):
            self.waits_since = self.loop.time()
        request_number, body, chunks = (
            self._request_count,
            self._body_bytes,
            self._chunk_count,
        )
        super().data_received(data)
        if self._request_count == request_number:  # still the same request
            expected = (
                self._body_bytes
                - body
                + CHUNK_OVERHEAD_BYTES * (self._chunk_count - chunks)
            )
            self._overhead_bytes = max(0, self._overhead_bytes + len(data) - expected)
            if (
                self._overhead_bytes > MAX_HEADER_BYTES
                and not self.transport.is_closing()
            ):
                self.send_400_response("")

    def on_message_begin(self) -> None:
        self._overhead_bytes = self._header_bytes = 0
        self._has_head = False
        self._request_count += 1
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Also called for trailers, the lines after a body in chunks: they are counted
        and dropped, because nothing reads them.
        """
        self._header_bytes += len(name) + len(value)
        self._refuse_long_heads()
        if self._has_head:
            return
        if name.lower() == b"cookie":
            value = drop_escaped_cookies(value)
        super().on_header(name, value)

    def _refuse_long_heads(self) -> None:
        if self._header_bytes > MAX_HEADER_BYTES:
            raise HttpParserError  # which ends the request

    def send_400_response(self, msg: str) -> None:
        """Our own response, with our headers. uvicorn has no limit of the length."""
        if self.transport.is_closing():
            return
        is_too_large = max(self._overhead_bytes, self._header_bytes) > MAX_HEADER_BYTES
        is_answering = self.cycle is not None and self.cycle.response_started
        if not is_answering or self.cycle.response_complete:
            self.transport.write(
                HEADER_TOO_LARGE_RESPONSE
                if is_too_large
                else MALFORMED_REQUEST_RESPONSE
            )
        self.transport.close()

    def on_headers_complete(self) -> None:
        self._header_bytes += len(self.url)
        self._refuse_long_heads()
        self._has_head = True
        self.waits_since = self._last_check = None
        super().on_headers_complete()

    def on_chunk_header(self) -> None:
        self._chunk_count += 1

    def on_body(self, body: bytes) -> None:
        self._body_bytes += len(body)
        super().on_body(body)

    @property
    def idle_since(self) -> float | None:
        return super().idle_since if self.waits_since is None else self.waits_since

    def is_stuck(self, now: float) -> bool:
        """Whether the other side has not continued its request for too long."""
        if self.waits_since is not None:
            return now - self.waits_since > HEADER_TIMEOUT_SECONDS
        cycle = self.cycle
        if (
            cycle is None
            or not cycle.more_body
            or cycle.response_complete
            or cycle.waiting_for_100_continue
            or self.flow.read_paused  # it waits for us
        ):
            self._last_check = None
            return False
        if self._last_check is None:
            self._last_check = now, self._body_bytes
            return False
        since, had = self._last_check
        if now - since <= BODY_TIMEOUT_SECONDS:
            return False
        self._last_check = now, self._body_bytes
        return self._body_bytes - had < MIN_BODY_BYTES


class WebSocketConnection(SlowClientProtocol, WebSocketsSansIOProtocol):
    """A socket. If one is refused with a response, its handshake is complete: uvicorn
    takes this for an error of the application and logs it.

    Once the server has closed a socket because too much was sent, it stops reading:
    otherwise a client that sends without end would be read until it answers. The
    application counts messages; frames that it never sees are counted here.
    """

    _frames = 0
    _frames_since = 0.0

    def handle_ping(self) -> None:
        if self._count_frame():
            super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        if self._count_frame():
            super().handle_pong(event)

    def handle_cont(self, event: Frame) -> None:
        if self._count_frame():
            super().handle_cont(event)

    def _count_frame(self) -> bool:
        """Counts a frame; closes the socket if it is one too many."""
        if self.transport.is_closing():
            return False
        now = self.loop.time()
        if now - self._frames_since > FRAMES_PERIOD_SECONDS:
            self._frames_since, self._frames = now, 0
        self._frames += 1
        if max(self._frames, len(self.frames)) <= MAX_FRAMES:
            return True
        _warnings.warn("sockets were closed because they sent too many frames")
        self.conn.fail(CloseCode.POLICY_VIOLATION, "too many frames")
        self.handle_parser_exception()
        return False

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body":
            self.handshake_complete = not message.get("more_body", False)
        elif (
            message.get("code") == CloseCode.POLICY_VIOLATION
            and self.close_timer is not None
        ):
            self.close_timer.cancel()
            self.close_timer = self.loop.call_later(
                _CLOSE_TIMEOUT_SECONDS, self.transport.close
            )
            self.transport.pause_reading()


def close_idle_if_full(newest: HttpConnection) -> None:
    """If there are more connections than the process may open, closes those that have
    waited longest, for the rest of a request or for a response to be read; if none
    waits, the newest.
    """
    CONNECTION_COUNTS.open = len(newest.connections)
    if not CONNECTION_COUNTS.room or CONNECTION_COUNTS.open <= CONNECTION_COUNTS.room:
        return
    idle = [
        (since, connection)
        for connection in _own_connections(newest.connections)
        if (since := connection.idle_since) is not None
    ]
    idle.sort(key=itemgetter(0))
    for _, connection in idle[: max(1, round(len(idle) * _CLOSED_SHARE))]:
        connection.end()
    CONNECTION_COUNTS.unfinished += 1
    _warnings.warn("too many connections: some were closed")


def close_stuck_connections(connections: Collection[object], now: float) -> None:
    """Once a second: closes connections that are stuck, and warns if there is little
    room.
    """
    CONNECTION_COUNTS.open = len(connections)
    unread = [
        connection
        for connection in _own_connections(connections)
        if connection.is_not_reading(now)
    ]
    stuck = [
        connection
        for connection in _own_connections(connections)
        if isinstance(connection, HttpConnection) and connection.is_stuck(now)
    ]
    for connection in (*unread, *stuck):
        connection.end()
    if unread:
        CONNECTION_COUNTS.unread += len(unread)
        _warnings.warn(
            "connections were closed because the client did not read the response",
            times=len(unread),
        )
    if stuck:
        CONNECTION_COUNTS.unfinished += len(stuck)
        _warnings.warn(
            "connections were closed because their request was not complete in time",
            times=len(stuck),
        )
    if (
        CONNECTION_COUNTS.room
        and CONNECTION_COUNTS.open > WARNING_SHARE * CONNECTION_COUNTS.room
    ):
        _warnings.warn(
            f"more than {WARNING_SHARE:.0%} of the maximum of "
            f"{CONNECTION_COUNTS.room:,} connections are open: raise the limit of open "
            "files (ulimit -n)"
        )


def _own_connections(
    connections: Iterable[object],
) -> list[HttpConnection | WebSocketConnection]:
    return [
        connection
        for connection in connections
        if isinstance(connection, (HttpConnection, WebSocketConnection))
    ]
