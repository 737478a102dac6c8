"""Reading and checking what a browser sends."""

import re
from urllib.parse import parse_qs

from starlette.requests import Request

from bsm_domain.foundation.errors import InvalidValue

# In bytes. Passkeys are sent as JSON, which may contain certificates for attestation.
_MAX_FORM_BYTES, _MAX_JSON_BYTES = 10_000, 100_000
_MAX_FIELDS = 10


async def read_body(request: Request) -> bytes:
    """Raises InvalidValue for more than any form of ours has."""
    is_json = request.headers.get("content-type", "").startswith("application/json")
    longest = _MAX_JSON_BYTES if is_json else _MAX_FORM_BYTES
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            raise InvalidValue("the form is too large; shorten what you entered")
    return body


def parse_form(body: bytes) -> dict[str, str]:
    """The fields of a form; the last one of those with the same name.

    Raises InvalidValue for too many fields.
    """
    try:
        fields = parse_qs(
            body.decode("utf-8", errors="replace"),
            keep_blank_values=True,
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError as error:
        raise InvalidValue("the form has too many fields") from error
    return {name: values[-1] for name, values in fields.items()}


def safe_redirect_target(address: str) -> str:
    """Only paths of our own; anything else leads to the first page."""
    outside = address.startswith(("//", "/\\")) or not address.startswith("/")
    return "/" if outside or re.search(r"[^!-~]", address) else address
