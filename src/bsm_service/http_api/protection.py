"""What surrounds every request: hosts that may be named, sizes, safe headers.

A pure ASGI layer, so that it sees web sockets and Streamlit's own paths as well.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_domain.errors import NotFound
from bsm_service.http_api.problems import NOTHING_HERE, Edge, problem

LONGEST_BODY = 1_000_000
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})

# What routing would answer for us, or read in another way than we do.
_NO_ADDRESS = re.compile(r"[\x00-\x1f\x7f\\]|/\.\.(/|$)")

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}


class TooLarge(Exception):
    """The body grew over the limit while it was read."""


class Protection:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        # A name that merely resolves to this machine could be another site's.
        if _host(headers) not in LOOPBACK:
            await self._refuse_host(scope, receive, send)
            return
        path: str = scope["path"]
        if scope["type"] == "websocket" or not path.startswith("/api/"):
            await self.app(scope, receive, _safely(send))
            return
        if _NO_ADDRESS.search(path):
            nothing = problem(404, NotFound.code, NOTHING_HERE)
            await nothing(scope, receive, _safely(send))
            return
        await self._limited(scope, receive, _safely(send), headers)

    async def _limited(
        self, scope: Scope, receive: Receive, send: Send, headers: Headers
    ) -> None:
        too_large = problem(
            413, Edge.BODY_TOO_LARGE, f"a body may have {LONGEST_BODY:,} bytes at most"
        )
        declared = headers.get("content-length", "0")
        if not re.fullmatch("[0-9]{1,9}", declared) or int(declared) > LONGEST_BODY:
            await too_large(scope, receive, send)
            return
        received = 0
        refused = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > LONGEST_BODY:
                raise TooLarge
            return message

        async def answered(message: Message) -> None:
            # Whoever reads the body may take the exception for a broken body.
            nonlocal refused
            if received <= LONGEST_BODY:
                await send(message)
            elif not refused:
                refused = True
                await too_large(scope, receive, send)

        try:
            await self.app(scope, counted, answered)
        except TooLarge:
            if not refused:
                await too_large(scope, receive, send)

    async def _refuse_host(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return
        refusal = problem(
            400,
            Edge.UNKNOWN_HOST,
            "this server answers to 127.0.0.1 and localhost only",
        )
        await refusal(scope, receive, _safely(send))


def _host(headers: Headers) -> str:
    host = headers.get("host", "")
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _safely(send: Send) -> Send:
    """Adds the safe headers to whatever is answered."""

    async def with_headers(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return with_headers
