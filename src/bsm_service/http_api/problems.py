"""Refusals as problem details (RFC 9457), with the code of the refusal."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from bsm_domain import errors
from bsm_domain.errors import DomainError
from bsm_service import refusals

_log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

# The nearest class on a refusal's way up to DomainError decides.
STATUS: Mapping[type[DomainError], HTTPStatus] = {
    DomainError: HTTPStatus.CONFLICT,
    errors.InvalidValue: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotPermitted: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    refusals.StaleVersion: HTTPStatus.PRECONDITION_FAILED,
    refusals.NotSignedIn: HTTPStatus.UNAUTHORIZED,
    refusals.StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    refusals.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    refusals.UnknownFact: HTTPStatus.INTERNAL_SERVER_ERROR,
}


def status_of(error: DomainError) -> HTTPStatus:
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem(
    status: int, code: str, detail: str, *, headers: Any = None, **more: Any
) -> JSONResponse:
    """One refusal: `code` is for programs, `detail` for people."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": code,
        "detail": detail,
        **more,
    }
    return JSONResponse(body, status, media_type=MEDIA_TYPE, headers=headers)


def refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)
    status = status_of(error)
    headers = {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "1"
    return problem(status, error.code, str(error), headers=headers)


def invalid(_: Request, error: Exception) -> JSONResponse:
    """A request that is not of the form asked for: every complaint by its field."""
    assert isinstance(error, (RequestValidationError, ValidationError))
    complaints = [
        {
            "field": ".".join(str(part) for part in one["loc"] if part != "body"),
            "message": str(one["msg"]).removeprefix("Value error, "),
        }
        for one in error.errors()
    ]
    first = complaints[0]
    detail = f"{first['field'] or 'body'}: {first['message']}"
    return problem(422, "invalid_request", detail, errors=complaints)


def not_served(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed", 400: "invalid_request"}
    return problem(
        error.status_code,
        code.get(error.status_code, "refused"),
        str(error.detail),
        headers=error.headers,
    )


def failed(request: Request, error: Exception) -> JSONResponse:
    """A fault of ours: logged whole, told in a sentence, never with its trace."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(
        500, "internal_error", "the server made a mistake; it has been logged"
    )


def install(app: FastAPI) -> None:
    app.add_exception_handler(DomainError, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(ValidationError, invalid)
    app.add_exception_handler(HTTPException, not_served)
    app.add_exception_handler(Exception, failed)
