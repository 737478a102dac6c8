"""What is answered where there is no page, or where the server made a mistake."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bsm_service.accounts.pages.page_request import Asked
from bsm_service.accounts.pages.texts import first_upper
from bsm_service.foundation.logs import REQUEST_ID
from bsm_service.http_api.responses.problems import (
    NOTHING_SERVED,
    fault_sentence,
    not_found_response,
    server_error_response,
)


def refuse_address(asked: Asked, error: HTTPException) -> Response:
    """Where nothing is, or nothing that is asked so."""
    if not asked.wants_page:
        return not_found_response(asked.request, error)
    here = error.status_code == 405
    return asked.page(
        "said.html",
        status=error.status_code,
        headers=error.headers,
        headline="Not like this" if here else "There is no such page",
        sentence="This page is asked in another way."
        if here
        else first_upper(NOTHING_SERVED) + ".",
        link=("/account", "My account"),
    )


def fail(asked: Asked) -> Response:
    """A fault of ours, told to people as a page."""
    if not asked.wants_page:
        return server_error_response()
    return asked.page(
        "said.html",
        status=500,
        headline="This went wrong",
        sentence=first_upper(fault_sentence(REQUEST_ID.get())) + ".",
        link=("/account", "My account"),
    )
