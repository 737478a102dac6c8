"""What every request gets: its part of the site, an id, security headers, a line in the
log, a measurement.

This is our outermost layer, so it sees every response, including errors.
"""

import logging
import re
from contextlib import suppress
from secrets import token_hex
from time import perf_counter

from prometheus_client import Counter, Histogram
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_domain.foundation.errors import DomainError
from bsm_service.application.system import NOTICE, System
from bsm_service.foundation.logs import REQUEST_ID, log_fields
from bsm_service.http_api.middleware.site_parts import (
    ALIVE,
    API_ROOT,
    OWN_PARTS,
    PART,
    PARTS_BY_FIRST_STEP,
    SitePart,
    headers_by_part,
)
from bsm_service.http_api.requests.callers import (
    account_of_request,
    sign_in_method_of_request,
)
from bsm_service.http_api.responses.problems import refusal_code, server_error_response
from bsm_service.settings.settings import Settings

_log = logging.getLogger("bsm.requests")

# Responses of a demonstration's API say that it is one.
_DEMONSTRATION_HEADER = (b"bsm-demonstration", NOTICE.encode("latin-1"))
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
# The status that other servers use when a client leaves before the response.
_CLIENT_CLOSED = 499
_NORMAL_CLOSURE = 1000
_SOCKET_STARTS = frozenset(("websocket.accept", "websocket.http.response.start"))
_SOCKET_ENDS = frozenset(("websocket.close", "websocket.http.response.start"))
# Refusals of access: not signed in, not permitted, too many requests.
_SOCKET_REFUSALS = frozenset((401, 403, 429))


class OutermostLayer:
    """`responses` counts responses, `seconds` the time until they start."""

    def __init__(
        self,
        app: ASGIApp,
        system: System,
        settings: Settings,
        responses: Counter,
        seconds: Histogram,
    ) -> None:
        self.app = app
        self._system = system
        self._headers = headers_by_part(settings)
        self._responses = responses
        self._seconds = seconds
        self._demonstration: bool | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        first_step = path.removeprefix("/").partition("/")[0]
        scope[PART] = PARTS_BY_FIRST_STEP.get(first_step, SitePart.DASHBOARD)
        request_id = _request_id(scope)
        REQUEST_ID.set(request_id)
        if scope["type"] == "http":
            await self._answer(request_id, scope, receive, send)
        else:
            await self._open_socket(scope, receive, send)

    async def _answer(
        self, request_id: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        id_header = (b"x-request-id", request_id.encode())
        status = _CLIENT_CLOSED
        began = answered = perf_counter()
        has_disconnected = False

        async def receive_and_watch() -> Message:
            nonlocal has_disconnected
            message = await receive()
            has_disconnected = has_disconnected or (
                message["type"] == "http.disconnect" and status == _CLIENT_CLOSED
            )
            return message

        async def send_and_watch(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status, answered = message["status"], perf_counter()
                message["headers"] = [*message.get("headers", ()), id_header]
                self._add_headers(scope, message)
            await send(message)

        try:
            await self.app(scope, receive_and_watch, send_and_watch)
        except ClientDisconnect:  # not an error of ours
            has_disconnected = True
        except Exception:
            _log.exception("a request failed", extra=log_fields(route=_route(scope)))
            if status == _CLIENT_CLOSED:
                await server_error_response()(scope, receive, send_and_watch)
        if has_disconnected:
            status = _CLIENT_CLOSED  # the client did not wait for the response
        seconds = (perf_counter() if status == _CLIENT_CLOSED else answered) - began
        self._log_and_measure(scope, status, seconds)

    async def _open_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Logs each socket that is refused before it is open."""
        opened = False
        can_answer = "websocket.http.response" in scope.get("extensions", {})

        async def send_and_watch(message: Message) -> None:
            nonlocal opened
            opened = opened or message["type"] == "websocket.accept"
            if message["type"] in _SOCKET_STARTS:
                self._add_headers(scope, message)
            if message["type"] in _SOCKET_ENDS and not opened:
                fields = log_fields(
                    method="SOCKET",
                    route=_route(scope),
                    code=refusal_code(scope) or message.get("code"),
                    account=account_of_request(scope),
                    signed_in_by=sign_in_method_of_request(scope),
                )
                _log.info("refused", extra=fields)
            has_no_code = message.get("code", _NORMAL_CLOSURE) == _NORMAL_CLOSURE
            is_close = message["type"] == "websocket.close"
            if is_close and has_no_code and not opened and can_answer:
                # The server's own answer would have no headers.
                await Response(status_code=403)(scope, receive, answer)
            else:
                await send(message)

        async def answer(message: Message) -> None:
            if message["type"] in _SOCKET_STARTS:
                self._add_headers(scope, message)
            await send(message)

        await self.app(scope, receive, send_and_watch)

    def _add_headers(self, scope: Scope, start: Message) -> None:
        """Headers that a response already has are kept."""
        headers = list(start.get("headers", ()))
        names = {name.lower() for name, _ in headers}
        headers += [
            header for header in self._headers[scope[PART]] if header[0] not in names
        ]
        if scope.get("root_path") == API_ROOT and self._is_demonstration(scope):
            headers.append(_DEMONSTRATION_HEADER)
        start["headers"] = headers

    def _is_demonstration(self, scope: Scope) -> bool:
        if scope["path"].endswith(ALIVE):
            return False
        # The first fact of the log never changes, so it is read once.
        if self._demonstration is None:
            with suppress(DomainError):  # in that case the response is a refusal anyway
                network = self._system.network()
                self._demonstration = network.demonstration if network else None
        return bool(self._demonstration)

    def _log_and_measure(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = _route(scope)
        self._responses.labels(method, route, status).inc()
        self._seconds.labels(method, route).observe(seconds)
        if _log.isEnabledFor(logging.INFO):
            fields = log_fields(
                method=method,
                route=route,
                status=status,
                milliseconds=round(seconds * 1000, 1),
                account=account_of_request(scope),
                signed_in_by=sign_in_method_of_request(scope),
            )
            if status in _SOCKET_REFUSALS:
                fields["log_fields"]["code"] = refusal_code(scope)
                _log.info("refused", extra=fields)
            else:
                _log.info("answered", extra=fields)


def _request_id(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return str(value, "ascii")
    return token_hex(8)


def _route(scope: Scope) -> str:
    """The template of the address, because the address itself may contain personal
    data.
    """
    if scope[PART] not in OWN_PARTS:
        return "dashboard"
    route = scope.get("route")
    if route is None or isinstance(route, Mount):
        return "none"
    template: str = scope.get("root_path", "") + route.path
    return template
