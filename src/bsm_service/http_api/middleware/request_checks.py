"""Checks of every request: hosts, origins, sizes and times.

A pure ASGI layer, so that it sees web sockets and Streamlit's own paths as well.
Requests that pass go to our own routes or else to Streamlit.

Every request and socket, including Streamlit's own, is checked for cross-site requests:
otherwise Streamlit accepts sockets from any page of this machine, and asks another host
for this machine's address before it refuses others.
"""

import asyncio
import re
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_domain.foundation.errors import NotFound, NotPermitted
from bsm_domain.foundation.formatting import join_alternatives
from bsm_service.http_api.middleware.site_parts import OWN_PARTS, PART, is_under
from bsm_service.http_api.middleware.streamlit_access import UPLOADS
from bsm_service.http_api.responses.problems import (
    NOTHING_SERVED,
    HttpErrorCode,
    problem_response,
    remember_refusal,
    send_or_close,
)
from bsm_service.settings.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

# A Host header: a name, or an IPv6 address in brackets, and perhaps a port.
_HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?")
_LAST_PORT = 65_535

# Paths that routing would answer itself, or read differently.
_NO_ADDRESS = re.compile(r"[\x00-\x1f\x7f\\]|/\.\.(/|$)")

# Paths of Streamlit that are not used here: numbers about sessions, pages for programs,
# its own sign-in and files.
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
# What a form adds to the size of its file.
_MULTIPART_OVERHEAD = 10_000
_CROSS_SITE = "this request must be sent from a page of this server"

# Status, code and detail.
_Refusal = tuple[int, str, str]


_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# "none" is a direct request by the user, without a page. Then `Origin` decides.
_SAME_SITE = frozenset({"same-origin", "none"})


class BodyTooLarge(Exception):
    """The body exceeded the limit while it was read."""


class OriginCheck:
    """The allowed origins of requests that a browser sends with a cookie."""

    def __init__(self, settings: Settings) -> None:
        self._public = settings.public_url
        self._public_host = settings.public_host

    def may_write(self, method: str, headers: Headers) -> bool:
        """Whether the request may change something; reading requests always may pass. A
        token takes precedence over cookies, and browsers do not send one automatically.
        """
        return method in _SAFE or _names_a_token(headers) or self.is_same_site(headers)

    def may_open_socket(self, headers: Headers) -> bool:
        """Whether a socket may be opened: it sends what its cookie may see."""
        return _names_a_token(headers) or self.is_same_site(headers)

    def is_same_site(self, headers: Headers) -> bool:
        """False if another site's page sends it, or a cookie without an origin."""
        if headers.get("sec-fetch-site", "none") not in _SAME_SITE:
            return False
        origin = headers.get("origin")
        if origin is None:
            return "cookie" not in headers
        host = headers.get("host", "").lower()
        if host == self._public_host:
            return origin == self._public
        return origin in (f"http://{host}", f"https://{host}")


def _names_a_token(headers: Headers) -> bool:
    # Not any scheme: browsers send a name and password for a proxy automatically.
    return headers.get("authorization", "")[:7].lower() == "bearer "


class RequestChecks:
    """`own` makes of `app` what answers requests for our own parts; all others go to
    `app`.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, own: Callable[[ASGIApp], ASGIApp]
    ) -> None:
        self.app = app
        self._own = own(app)
        self._settings = settings
        self._hosts = (*LOOPBACK, *settings.all_hosts)
        self._origins = OriginCheck(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        path, is_own = scope["path"], scope[PART] in OWN_PARTS
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers, is_own=is_own)
        if refusal is not None:
            await _refuse(refusal, scope, receive, send)
        elif scope["type"] == "websocket" or not (is_own or is_under(path, UPLOADS)):
            await self.app(scope, receive, send)
        else:
            app = self._own if is_own else self.app
            longest = _longest(self._settings, path, is_upload=not is_own)
            exchange = _Exchange(self._settings, longest, scope, receive, send)
            declared = headers.get("content-length", "0")
            if not re.fullmatch("[0-9]{1,9}", declared) or int(declared) > longest:
                await exchange.refuse_size()
            else:
                await exchange.run(app)

    def _refusal(
        self, scope: Scope, headers: Headers, *, is_own: bool
    ) -> _Refusal | None:
        path: str = scope["path"]
        # A proxy in front of this server may use the other header (RFC 9112, 3.2).
        if len(headers.getlist("host")) > 1:
            detail = "the request has several Host headers; send only one"
            return 400, HttpErrorCode.UNKNOWN_HOST, detail
        # A name that merely resolves to this machine could be another site's.
        if _host(headers) not in self._hosts:
            names = [name for name in self._hosts if name != "[::1]"]
            detail = f"unknown host; this server is {join_alternatives(names)}"
            return 400, HttpErrorCode.UNKNOWN_HOST, detail
        if is_own:
            # There is nothing here, so Streamlit would show its page.
            is_closed = path == "/api" or _NO_ADDRESS.search(path) is not None
        else:
            is_closed = any(is_under(path, address) for address in _BLOCKED_ADDRESSES)
        if is_closed:
            return 404, NotFound.code, NOTHING_SERVED
        is_same_site = (
            self._origins.may_open_socket(headers)
            if scope["type"] == "websocket"
            else self._origins.may_write(scope["method"], headers)
        )
        return None if is_same_site else (403, NotPermitted.code, _CROSS_SITE)


def _longest(settings: Settings, path: str, *, is_upload: bool) -> int:
    """The maximum size of a request to this path, in bytes."""
    if is_upload:
        return settings.evidence_limit + _MULTIPART_OVERHEAD
    if path.endswith(_FILES):
        return settings.evidence_limit
    if _IMPORTS in path:  # in base64
        return settings.evidence_limit * 4 // 3 + _MULTIPART_OVERHEAD
    return settings.body_limit * (_BULK_FACTOR if path.endswith(_BULK_ADDRESSES) else 1)


class _Exchange:
    """One request and its response, which a refusal replaces if a limit is exceeded."""

    def __init__(
        self,
        settings: Settings,
        longest: int,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        """`longest` is the maximum size of the request in bytes."""
        self._settings = settings
        self._longest = longest
        self._asgi_arguments = (scope, receive, send)
        self._received = 0
        self._started = False
        self._refusal: asyncio.Task[None] | None = None

    async def run(self, app: ASGIApp) -> None:
        """Lets the application respond, within the limits of time and size."""
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
        detail = f"the request body is larger than {self._longest:,} bytes"
        self._refuse(413, HttpErrorCode.BODY_TOO_LARGE, detail)
        if self._refusal is not None:
            await self._refusal

    def _refuse_time(self) -> None:
        detail = (
            f"no response within {self._settings.request_seconds:g} seconds; the "
            "request may still be carried out: repeat a command with the same "
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
        # The application is not interrupted, so that a command being recorded
        # completes.
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
        if self._received > self._longest:
            raise BodyTooLarge
        return message

    async def _send(self, message: Message) -> None:
        _, _, send = self._asgi_arguments
        # The code that reads the body may take the exception for an invalid body.
        if self._received > self._longest:
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


def _host(headers: Headers) -> str:
    """The Host header in lower case, without its port; empty if it is malformed, as
    other code would read another name from it.
    """
    match = _HOST.fullmatch(headers.get("host", "").lower())
    if match is None or int(match.group(2) or 0) > _LAST_PORT:
        return ""
    return match.group(1)
