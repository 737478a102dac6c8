"""What every request over HTTP gets: an id, safe headers, a line in the log, a measure.

The outermost layer of ours, so that it sees whatever is answered, mistakes included.
"""

import logging
import re
from secrets import token_hex
from time import perf_counter

from starlette.requests import ClientDisconnect
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_service.foundation.logs import REQUEST_ID, log_fields
from bsm_service.http_api.requests.callers import (
    account_of_request,
    sign_in_method_of_request,
)
from bsm_service.http_api.requests.request_metrics import RequestMetrics
from bsm_service.http_api.responses.problems import refusal_code, server_error_response

_log = logging.getLogger("bsm.requests")

_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
# As other servers call it when somebody goes away before there is an answer.
_CLIENT_CLOSED = 499
_SOCKET_ENDS = frozenset(("websocket.close", "websocket.http.response.start"))
# What somebody was kept from: not signed in, not permitted, too often.
_SOCKET_REFUSALS = frozenset((401, 403, 429))


class RequestLog:
    def __init__(self, app: ASGIApp, metrics: RequestMetrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._watch_socket(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        REQUEST_ID.set(request_id)
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
            await send(message)

        try:
            await self.app(scope, receive_and_watch, send_and_watch)
        except ClientDisconnect:  # no fault of ours
            has_disconnected = True
        except Exception:
            _log.exception("a request failed", extra=log_fields(route=_route(scope)))
            if status == _CLIENT_CLOSED:
                await server_error_response()(scope, receive, send_and_watch)
        if has_disconnected:
            status = (
                _CLIENT_CLOSED  # whatever was answered: nobody was there to read it
            )
        seconds = (perf_counter() if status == _CLIENT_CLOSED else answered) - began
        self._log_and_measure(scope, status, seconds)

    async def _watch_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A line for each that is refused before it is open."""
        REQUEST_ID.set(_request_id(scope))
        opened = False

        async def send_and_watch(message: Message) -> None:
            nonlocal opened
            opened = opened or message["type"] == "websocket.accept"
            if message["type"] in _SOCKET_ENDS and not opened:
                fields = log_fields(
                    method="SOCKET",
                    route=_route(scope),
                    code=refusal_code(scope) or message.get("code"),
                    account=account_of_request(scope),
                    signed_in_by=sign_in_method_of_request(scope),
                )
                _log.info("refused", extra=fields)
            await send(message)

        await self.app(scope, receive, send_and_watch)

    def _log_and_measure(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = _route(scope)
        self._metrics.count_response(method, route, status, seconds)
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
    """The address's template: what stands in the address itself may be personal."""
    path: str = scope["path"]
    if not path.startswith(("/api", "/account", "/metrics")):
        return "dashboard"
    route = scope.get("route")
    if route is None or isinstance(route, Mount):
        return "none"
    template: str = scope.get("root_path", "") + route.path
    return template
