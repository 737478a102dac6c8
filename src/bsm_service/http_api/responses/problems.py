"""Refusals as problem details (RFC 9457), with the code of the refusal."""

from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from bsm_domain.foundation import errors
from bsm_domain.foundation.errors import DomainError
from bsm_service.foundation import refusals
from bsm_service.foundation.logs import REQUEST_ID
from bsm_service.foundation.validation_messages import validation_message

MEDIA_TYPE = "application/problem+json"
PROBLEM_SCHEMA = "#/components/schemas/Problem"
NOTHING_SERVED = "there is nothing at this address"
# The close codes of a socket that is refused, or not permitted.
REFUSED = 4403
_MAX_ERRORS = 20
_CODE = "bsm.refusal"
_MAX_FIELD_LENGTH = 100


class FieldProblem(BaseModel):
    """The error in one value, named by its path with dots: "details.time_zone",
    "delegates.16.delegation", "query.as_of".
    """

    field: str
    message: str


class Problem(BaseModel):
    """A refusal as problem details (RFC 9457): `code` is for programs and never
    changes, `detail` is for people, `errors` names the invalid values.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: tuple[FieldProblem, ...] = ()
    request_id: str | None = None


class HttpErrorCode(StrEnum):
    """The codes of refusals by the HTTP layer itself."""

    INVALID_REQUEST = "invalid_request"
    UNKNOWN_HOST = "unknown_host"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    BODY_TOO_LARGE = "body_too_large"
    TOO_SLOW = "too_slow"
    INTERNAL_ERROR = "internal_error"


# The nearest class in a refusal's hierarchy decides.
REFUSAL_STATUS: Mapping[type[DomainError], HTTPStatus] = {
    DomainError: HTTPStatus.CONFLICT,
    errors.InvalidValue: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotPermitted: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    refusals.StaleVersion: HTTPStatus.PRECONDITION_FAILED,
    refusals.NotSignedIn: HTTPStatus.UNAUTHORIZED,
    refusals.StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    refusals.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    refusals.ClockJumped: HTTPStatus.SERVICE_UNAVAILABLE,
    refusals.NotReady: HTTPStatus.SERVICE_UNAVAILABLE,
    refusals.ParserBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    refusals.TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.UnknownFact: HTTPStatus.INTERNAL_SERVER_ERROR,
    refusals.FileRefused: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    refusals.ContentErased: HTTPStatus.GONE,
    refusals.OpenIdUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


# Seconds, if it helps to try again.
_STATUS_HEADERS: Mapping[HTTPStatus, Mapping[str, str]] = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    HTTPStatus.SERVICE_UNAVAILABLE: {"Retry-After": "1"},
}


def refusal_status(error: DomainError) -> HTTPStatus:
    return next(
        REFUSAL_STATUS[kind] for kind in type(error).__mro__ if kind in REFUSAL_STATUS
    )


def refusal_headers(error: DomainError) -> Mapping[str, str]:
    """Headers of a refusal's response that say what to do."""
    if isinstance(error, refusals.TooManyRequests):
        return {"Retry-After": str(error.seconds)}
    return _STATUS_HEADERS.get(refusal_status(error), {})


def problem_response(
    status: int, code: str, detail: str, *, headers: Any = None, **more: Any
) -> JSONResponse:
    """A refusal: `code` is for programs, `detail` for people."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        **more,
    }
    request_id = REQUEST_ID.get()
    if request_id is not None:
        body["request_id"] = request_id
    return JSONResponse(body, status, media_type=MEDIA_TYPE, headers=headers)


def remember_refusal(scope: Scope, code: str) -> None:
    """For the log line of the request, however it is answered."""
    scope[_CODE] = code


def refusal_code(scope: Scope) -> str | None:
    """The code with which a request was refused."""
    code: str | None = scope.get(_CODE)
    return code


def refusal_response(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)
    remember_refusal(request.scope, error.code)
    return _problem_of(error)


async def send_refusal(
    error: DomainError, scope: Scope, receive: Receive, send: Send
) -> None:
    """Refuses a request or socket before an application sees it."""
    remember_refusal(scope, error.code)
    await send_or_close(_problem_of(error), scope, receive, send)


def _problem_of(error: DomainError) -> JSONResponse:
    more: dict[str, Any] = {}
    if error.field_errors:
        more["errors"] = [
            {"field": field, "message": sentence}
            for field, sentence in error.field_errors
        ]
    headers = refusal_headers(error)
    return problem_response(
        refusal_status(error), error.code, str(error), headers=headers, **more
    )


async def send_or_close(
    response: JSONResponse, scope: Scope, receive: Receive, send: Send
) -> None:
    """Sends the response; a socket on a server that cannot send responses to sockets is
    only closed.
    """
    is_socket = scope["type"] == "websocket"
    if is_socket and "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": REFUSED})
    else:
        await response(scope, receive, send)


def invalid_request_response(_: Request, error: Exception) -> JSONResponse:
    """An invalid request: all errors by field."""
    assert isinstance(error, (RequestValidationError, ValidationError))
    # pydantic also calls a list too short if only its items are invalid.
    locations = [problem["loc"] for problem in error.errors()]
    inside = {
        location[:depth] for location in locations for depth in range(len(location))
    }
    outermost = [problem for problem in error.errors() if problem["loc"] not in inside]
    field_problems = [_field_problem(problem) for problem in outermost[:_MAX_ERRORS]]
    first = field_problems[0]
    detail = f"{first['field']}: {first['message']}"
    return problem_response(
        422, HttpErrorCode.INVALID_REQUEST, detail, errors=field_problems
    )


def _field_problem(problem: Mapping[str, Any]) -> dict[str, str]:
    """The error in one field; its name is the caller's and may be anything."""
    if problem["type"] == "json_invalid":
        why = problem.get("ctx", {}).get("error", "unreadable")
        return {"field": "body", "message": f"not valid JSON: {why}"}
    location = problem["loc"]
    # A field can be called so, too.
    parts = location[1:] if location[:1] == ("body",) else location
    field = ".".join(map(str, parts))
    return {
        "field": _sendable(field)[:_MAX_FIELD_LENGTH] or "body",
        "message": _sendable(validation_message(problem)),
    }


def _sendable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def not_found_response(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405 and (methods := _methods_at(request)):
        headers["Allow"] = ", ".join(methods)
    allowed = headers.get("Allow", "another method")
    status, code, detail = {
        400: (422, HttpErrorCode.INVALID_REQUEST, str(error.detail)),
        404: (404, errors.NotFound.code, NOTHING_SERVED),
        405: (
            405,
            HttpErrorCode.METHOD_NOT_ALLOWED,
            f"this address accepts {allowed}, not {request.method}",
        ),
    }.get(error.status_code, (error.status_code, DomainError.code, str(error.detail)))
    return problem_response(status, code, detail, headers=headers)


def _methods_at(request: Request) -> list[str]:
    """The methods of all routes at an address; Starlette names those of one only."""
    return sorted(
        {
            method
            for route in request.app.routes
            if isinstance(route, Route)
            and route.matches(request.scope)[0] is not Match.NONE
            for method in route.methods or ()
        }
    )


def server_error_response(*_: Any) -> JSONResponse:
    """An internal error, described in a sentence without its trace. The outermost layer
    logs it, once.
    """
    return problem_response(
        500, HttpErrorCode.INTERNAL_ERROR, fault_sentence(REQUEST_ID.get())
    )


def fault_sentence(reference: str | None) -> str:
    """What people read about an internal error; `reference` is in the log."""
    ending = f" with the reference {reference}" if reference else ""
    return f"an internal error occurred and was logged; please report it{ending}"


def documented_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of the refusals that a router's routes may answer with."""
    documentation = {
        "content": {MEDIA_TYPE: {"schema": {"$ref": PROBLEM_SCHEMA}}},
        "description": "A refusal.",
    }
    return dict.fromkeys(statuses, documentation)


def install_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(DomainError, refusal_response)
    app.add_exception_handler(RequestValidationError, invalid_request_response)
    app.add_exception_handler(ValidationError, invalid_request_response)
    app.add_exception_handler(HTTPException, not_found_response)
    app.add_exception_handler(Exception, server_error_response)
