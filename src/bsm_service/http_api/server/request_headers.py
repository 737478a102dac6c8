"""The headers of a request: their maximum length, and cookies in them."""

from http import HTTPStatus

from bsm_service.http_api.middleware.security_headers import DATA_HEADERS
from bsm_service.http_api.responses.problems import (
    MEDIA_TYPE,
    HttpErrorCode,
    problem_response,
)

# Bytes. Browsers and proxies send a few thousand.
MAX_HEADER_BYTES = 65_536


def _refusal(status: HTTPStatus, detail: str) -> bytes:
    """The whole response to a request that cannot be read, so that no application sees
    it: it ends the connection.
    """
    body = problem_response(status, HttpErrorCode.INVALID_REQUEST, detail).body
    headers = (
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", b"%d" % len(body)),
        (b"connection", b"close"),
        *DATA_HEADERS,
    )
    lines = [b"HTTP/1.1 %d %s" % (status, status.phrase.encode())]
    lines += [b"%s: %s" % header for header in headers]
    return b"\r\n".join((*lines, b"", bytes(body)))


HEADER_TOO_LARGE_RESPONSE = _refusal(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    f"the request line and headers are larger than {MAX_HEADER_BYTES:,} bytes",
)
MALFORMED_REQUEST_RESPONSE = _refusal(
    HTTPStatus.BAD_REQUEST, "the request is not valid HTTP"
)


def drop_escaped_cookies(cookies: bytes) -> bytes:
    """The value of a Cookie header without cookies that contain a backslash escape.
    Ours have none, and Python (up to 3.11.9) needs quadratic time to decode them:
    CVE-2024-7592.
    """
    if b"\\" not in cookies:
        return cookies
    return b";".join(cookie for cookie in cookies.split(b";") if b"\\" not in cookie)
