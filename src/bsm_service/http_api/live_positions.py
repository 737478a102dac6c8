"""The live socket: sends each new position once the read models show it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from prometheus_client import Gauge
from starlette.concurrency import run_in_threadpool
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bsm_domain.foundation.errors import DomainError, NotPermitted
from bsm_service.access.permissions import Principal, is_allowed
from bsm_service.application.system import System
from bsm_service.foundation.refusals import NotSignedIn
from bsm_service.http_api.requests.callers import (
    Callers,
    is_same_origin,
    principal_from_cookie,
)
from bsm_service.http_api.requests.open_connections import NOT_SIGNED_IN, OpenConnection
from bsm_service.http_api.requests.strict_routes import DeclaredParameters
from bsm_service.http_api.responses.problems import remember_refusal, send_refusal
from bsm_service.http_api.server.listener import ENDLESS_STREAMS
from bsm_service.settings.settings import Settings

NOT_PERMITTED = 4403
SERVER_RESTARTS = 1012


class PositionFeed:
    """Notified by the follower's thread; all sockets of this process listen to it."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._loop: asyncio.AbstractEventLoop | None = None
        self._advanced = asyncio.Event()
        self._is_closed = False
        self._shown = 0
        system.follower.on_advance(self._publish)
        ENDLESS_STREAMS.add(self)

    def close(self) -> None:
        """Ends all streams of positions, before the server stops."""
        self._is_closed = True
        self._wake()

    def wake_listeners(self) -> None:
        """Makes every listener check whether it may continue. From any thread."""
        self._publish(self._shown)

    def _publish(self, position: int) -> None:
        self._shown = position
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._advanced.set()
        self._advanced = asyncio.Event()

    async def positions(
        self, listener: OpenConnection | None = None
    ) -> AsyncIterator[int]:
        """The current position, then later ones; some may be skipped. Ends with the
        listener's session, or when the server stops.
        """
        self._loop = asyncio.get_running_loop()
        # Read once for each listener; after that the follower notifies it.
        sent_position = await run_in_threadpool(self._system.shown_position)
        yield sent_position
        while not self._is_closed and not (listener and listener.has_ended):
            advanced = self._advanced
            if self._shown > sent_position:
                sent_position = self._shown
                yield sent_position
            else:
                await advanced.wait()


def live_route(
    system: System,
    settings: Settings,
    callers: Callers,
    position_feed: PositionFeed,
    open_sockets: Gauge,
) -> WebSocketRoute:
    def listener_principal(socket: WebSocket) -> Principal | None:
        """The principal that opens the socket. Pages reopen their sockets
        automatically, so this does not count as a use of the session.
        """
        with suppress(DomainError):
            if socket.headers.get("authorization"):
                return callers.principal(socket)
            if is_same_origin(socket):
                cookies = socket.cookies
                return principal_from_cookie(system, settings, cookies, in_use=False)
        return None

    async def live(socket: WebSocket) -> None:
        try:
            DeclaredParameters().check(socket.query_params)
        except DomainError as refusal:
            await send_refusal(refusal, socket.scope, socket.receive, socket.send)
            return
        principal = await run_in_threadpool(listener_principal, socket)
        if principal is None:
            remember_refusal(socket.scope, NotSignedIn.code)
            await socket.close(NOT_SIGNED_IN)
            return
        if not is_allowed(principal, "live.positions"):
            remember_refusal(socket.scope, NotPermitted.code)
            await socket.close(NOT_PERMITTED)
            return
        await socket.accept()
        sender = asyncio.create_task(_send_positions(socket, position_feed))
        open_sockets.inc()
        try:
            while True:  # nothing is expected; this notices when the page has gone
                await socket.receive_text()
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            open_sockets.dec()
            sender.cancel()

    return WebSocketRoute("/api/live", live, name="live.positions")


async def _send_positions(socket: WebSocket, position_feed: PositionFeed) -> None:
    try:
        async for position in position_feed.positions():
            await socket.send_text(str(position))
        reason = "the server is shutting down; try again in a moment"
        await socket.close(SERVER_RESTARTS, reason)
    except (WebSocketDisconnect, RuntimeError):
        return
