"""What a browser sends, before any of it is believed."""

import re

from starlette.requests import Request

from bsm_domain.foundation.errors import InvalidValue

# Bytes. What a passkey says comes as JSON, and may attest itself with certificates.
_MAX_FORM_BYTES, _MAX_JSON_BYTES = 10_000, 100_000


async def read_body(request: Request) -> bytes:
    """Raises InvalidValue for more than a form of ours has."""
    is_json = request.headers.get("content-type", "").startswith("application/json")
    longest = _MAX_JSON_BYTES if is_json else _MAX_FORM_BYTES
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > longest:
            raise InvalidValue("the form is too long")
    return body


def safe_redirect_target(address: str) -> str:
    """Only paths of our own; anything else leads to the first page."""
    outside = address.startswith(("//", "/\\")) or not address.startswith("/")
    return "/" if outside or re.search(r"[^!-~]", address) else address
