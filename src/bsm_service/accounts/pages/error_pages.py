"""Pages for unknown addresses and internal errors."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bsm_service.accounts.pages.page_request import PageRequest
from bsm_service.accounts.pages.texts import capitalize_first
from bsm_service.foundation.logs import REQUEST_ID
from bsm_service.http_api.responses.problems import (
    NOTHING_SERVED,
    fault_sentence,
    not_found_response,
    server_error_response,
)


def not_found_page(request: PageRequest, error: HTTPException) -> Response:
    """For an unknown address or method."""
    if not request.wants_html:
        return not_found_response(request.http_request, error)
    exists = error.status_code == 405
    return request.render(
        "message.html",
        status=error.status_code,
        headers=error.headers,
        headline="Method not allowed" if exists else "Page not found",
        sentence="This page cannot be requested in this way."
        if exists
        else capitalize_first(NOTHING_SERVED) + ".",
        link=("/account", "My account"),
    )


def server_error_page(request: PageRequest) -> Response:
    """For an internal error."""
    if not request.wants_html:
        return server_error_response()
    return request.render(
        "message.html",
        status=500,
        headline="Something went wrong",
        sentence=capitalize_first(fault_sentence(REQUEST_ID.get())) + ".",
        link=("/account", "My account"),
    )
