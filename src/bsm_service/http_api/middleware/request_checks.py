"""What surrounds every request: hosts that may be named, origins, sizes, times.

A pure ASGI layer, so that it sees web sockets and Streamlit's own paths as well.
"""

import asyncio
import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_domain.foundation.errors import NotFound, NotPermitted
from bsm_service.http_api.middleware.csrf import OriginCheck
from bsm_service.http_api.middleware.security_headers import is_under
from bsm_service.http_api.middleware.streamlit_file_access import UPLOADS
from bsm_service.http_api.responses.problems import (
    NOTHING_SERVED,
    HttpErrorCode,
    problem_response,
    remember_refusal,
    send_or_close,
)
from bsm_service.settings.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

# What routing would answer for us, or read in another way than we do.
_NO_ADDRESS = re.compile(r"[\x00-\x1f\x7f\\]|/\.\.(/|$)")

# What Streamlit would answer that nobody here asks for: numbers about sessions, pages
# for programs, a sign-in and files of its own.
_BLOCKED_ADDRESSES = (
    "/_stcore/agent",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/auth",
    "/oauth2callback",
)
# 10,000 people with all their details.
_BULK_ADDRESSES, _BULK_FACTOR = ("/registrations/bulk", "/activities/bulk"), 8
_FILES, _IMPORTS = "/api/v1/contents", "/imports/"
# What a form adds to the file that it carries.
_MULTIPART_OVERHEAD = 10_000
_CROSS_SITE = "this request must come from a page of this server"

# Status, code and detail.
_Refusal = tuple[int, str, str]


class BodyTooLarge(Exception):
    """The body grew over the limit while it was read."""


class RequestChecks:
    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings
        self._hosts = (*LOOPBACK, *settings.all_hosts)
        self._origins = OriginCheck(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
        elif scope["type"] == "http" and _has_limits(scope["path"]):
            await self._within_limits(headers, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> _Refusal | None:
        path: str = scope["path"]
        # Whoever stands before this server may go by the other one (RFC 9112, 3.2).
        if len(headers.getlist("host")) > 1:
            detail = "a request names its host once; send one Host header only"
            return 400, HttpErrorCode.UNKNOWN_HOST, detail
        # A name that merely resolves to this machine could be another site's.
        if _host(headers) not in self._hosts:
            names = [name for name in self._hosts if name != "[::1]"]
            detail = (
                f"this server answers to {', '.join(names[:-1])} and {names[-1]} only"
            )
            return 400, HttpErrorCode.UNKNOWN_HOST, detail
        if (_is_own_address(path) and _NO_ADDRESS.search(path)) or _is_closed(path):
            return 404, NotFound.code, NOTHING_SERVED
        is_same_site = (
            self._origins.may_open_socket(headers)
            if scope["type"] == "websocket"
            else self._origins.may_write(scope["method"], headers)
        )
        return None if is_same_site else (403, NotPermitted.code, _CROSS_SITE)

    async def _within_limits(
        self, headers: Headers, scope: Scope, receive: Receive, send: Send
    ) -> None:
        exchange = _Exchange(self._settings, scope, receive, send)
        declared = headers.get("content-length", "0")
        if not re.fullmatch("[0-9]{1,9}", declared) or int(declared) > exchange.longest:
            await exchange.refuse_size()
        else:
            await exchange.run(self.app)


def _longest(settings: Settings, path: str) -> int:
    """The most bytes that a request to this path may have."""
    if path.endswith(_FILES):
        return settings.evidence_limit
    if _IMPORTS in path:  # in base64
        return settings.evidence_limit * 4 // 3 + _MULTIPART_OVERHEAD
    if is_under(path, UPLOADS):
        return settings.evidence_limit + _MULTIPART_OVERHEAD
    return settings.body_limit * (_BULK_FACTOR if path.endswith(_BULK_ADDRESSES) else 1)


class _Exchange:
    """One request and its answer, which a refusal replaces where it is too much."""

    def __init__(
        self, settings: Settings, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._settings = settings
        self._asgi_arguments = (scope, receive, send)
        self.longest = _longest(settings, scope["path"])
        self._received = 0
        self._started = False
        self._refusal: asyncio.Task[None] | None = None

    async def run(self, app: ASGIApp) -> None:
        """Lets the application answer, in time and within the size."""
        scope, _, _ = self._asgi_arguments
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._settings.request_seconds, self._refuse_time)
        try:
            await app(scope, self._receive, self._send)
        except BodyTooLarge:
            await self.refuse_size()
        finally:
            timer.cancel()
        if self._refusal is not None:
            await self._refusal

    async def refuse_size(self) -> None:
        detail = f"a body may have {self.longest:,} bytes at most"
        self._refuse(413, HttpErrorCode.BODY_TOO_LARGE, detail)
        if self._refusal is not None:
            await self._refusal

    def _refuse_time(self) -> None:
        detail = (
            f"there is no answer within {self._settings.request_seconds:g} seconds; "
            "what was asked may still be done: a command is asked again under the same "
            "Idempotency-Key"
        )
        self._refuse(503, HttpErrorCode.TOO_SLOW, detail, headers={"Retry-After": "1"})

    def _refuse(
        self,
        status: int,
        code: HttpErrorCode,
        detail: str,
        headers: dict[str, str] | None = None,
    ) -> None:
        # The application is not interrupted: a command that is being written ends.
        if not self._started and self._refusal is None:
            answer = problem_response(status, code, detail, headers=headers)(
                *self._asgi_arguments
            )
            remember_refusal(self._asgi_arguments[0], code)
            self._refusal = asyncio.ensure_future(answer)

    async def _receive(self) -> Message:
        _, receive, _ = self._asgi_arguments
        message = await receive()
        self._received += len(message.get("body", b""))
        if self._received > self.longest:
            raise BodyTooLarge
        return message

    async def _send(self, message: Message) -> None:
        _, _, send = self._asgi_arguments
        # Whoever reads the body may take the exception for a broken body.
        if self._received > self.longest:
            await self.refuse_size()
        elif self._refusal is None:
            self._started = True
            await send(message)


async def _refuse(
    refusal: _Refusal, scope: Scope, receive: Receive, send: Send
) -> None:
    status, code, detail = refusal
    remember_refusal(scope, code)
    await send_or_close(problem_response(status, code, detail), scope, receive, send)


def _is_own_address(path: str) -> bool:
    return is_under(path, "/api") or is_under(path, "/account")


def _has_limits(path: str) -> bool:
    return _is_own_address(path) or is_under(path, UPLOADS)


def _is_closed(path: str) -> bool:
    # Nothing is mounted at the bare address, so Streamlit would show its page there.
    return path == "/api" or any(
        is_under(path, address) for address in _BLOCKED_ADDRESSES
    )


def _host(headers: Headers) -> str:
    host = headers.get("host", "").lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
