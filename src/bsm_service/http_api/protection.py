"""What surrounds every request: hosts that may be named, sizes, times.

A pure ASGI layer, so that it sees web sockets and Streamlit's own paths as well.
"""

import asyncio
import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_domain.errors import NotFound
from bsm_service.http_api.problems import NOTHING_HERE, Edge, problem
from bsm_service.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

# What routing would answer for us, or read in another way than we do.
_NO_ADDRESS = re.compile(r"[\x00-\x1f\x7f\\]|/\.\.(/|$)")


class TooLarge(Exception):
    """The body grew over the limit while it was read."""


class Protection:
    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings
        self._hosts = (*LOOPBACK, *(name.lower() for name in settings.hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # A name that merely resolves to this machine could be another site's.
        if _host(headers) not in self._hosts:
            await self._refuse_host(scope, receive, send)
            return
        path: str = scope["path"]
        if scope["type"] == "websocket" or not path.startswith("/api/"):
            await self.app(scope, receive, send)
            return
        if _NO_ADDRESS.search(path):
            await problem(404, NotFound.code, NOTHING_HERE)(scope, receive, send)
            return
        exchange = _Exchange(self._settings, scope, receive, send)
        declared = headers.get("content-length", "0")
        longest = self._settings.body_limit
        if not re.fullmatch("[0-9]{1,9}", declared) or int(declared) > longest:
            await exchange.refuse_size()
        else:
            await exchange.over(self.app)

    async def _refuse_host(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return
        names = [name for name in self._hosts if name != "[::1]"]
        told = f"this server answers to {', '.join(names[:-1])} and {names[-1]} only"
        await problem(400, Edge.UNKNOWN_HOST, told)(scope, receive, send)


class _Exchange:
    """One request and its answer, which a refusal replaces where it is too much."""

    def __init__(
        self, settings: Settings, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._settings = settings
        self._asked = (scope, receive, send)
        self._received = 0
        self._started = False
        self._refusal: asyncio.Task[None] | None = None

    async def over(self, app: ASGIApp) -> None:
        """Lets the application answer, in time and within the size."""
        scope, _, _ = self._asked
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._settings.request_seconds, self._refuse_time)
        try:
            await app(scope, self._receive, self._send)
        except TooLarge:
            await self.refuse_size()
        finally:
            timer.cancel()
        if self._refusal is not None:
            await self._refusal

    async def refuse_size(self) -> None:
        told = f"a body may have {self._settings.body_limit:,} bytes at most"
        self._refuse(413, Edge.BODY_TOO_LARGE, told)
        if self._refusal is not None:
            await self._refusal

    def _refuse_time(self) -> None:
        told = (
            f"there is no answer within {self._settings.request_seconds:g} seconds; "
            "what was asked may still be recorded: ask again under the same "
            "Idempotency-Key"
        )
        self._refuse(503, Edge.TOO_SLOW, told, headers={"Retry-After": "1"})

    def _refuse(
        self, status: int, code: Edge, told: str, headers: dict[str, str] | None = None
    ) -> None:
        # The application is not interrupted: a command in the writer's turn ends.
        if not self._started and self._refusal is None:
            answer = problem(status, code, told, headers=headers)(*self._asked)
            self._refusal = asyncio.ensure_future(answer)

    async def _receive(self) -> Message:
        _, receive, _ = self._asked
        message = await receive()
        self._received += len(message.get("body", b""))
        if self._received > self._settings.body_limit:
            raise TooLarge
        return message

    async def _send(self, message: Message) -> None:
        _, _, send = self._asked
        # Whoever reads the body may take the exception for a broken body.
        if self._received > self._settings.body_limit:
            await self.refuse_size()
        elif self._refusal is None:
            self._started = True
            await send(message)


def _host(headers: Headers) -> str:
    host = headers.get("host", "").lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
