"""What a server process may use (open files, and so connections; memory), and what a
request may: the length of its headers, and which cookies.
"""

import ctypes
import resource
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus

from bsm_service.http_api.middleware.site_parts import DATA_HEADERS
from bsm_service.http_api.responses.problems import (
    MEDIA_TYPE,
    HttpErrorCode,
    problem_response,
)

# Files that a process opens besides its connections: databases, journals, logs.
RESERVED_FILES = 200
_MMAP_THRESHOLD = -3  # as glibc's <malloc.h> numbers it
_LARGE_BLOCK_BYTES = 1_000_000  # bytes


@dataclass(slots=True)
class ConnectionCounts:
    """For metrics: connections that this process has open, and those that it closed."""

    open: int = 0
    room: int = 0
    unfinished: int = 0
    unread: int = 0


CONNECTION_COUNTS = ConnectionCounts()


def raise_file_limit() -> None:
    """Raises this process's limit of open files, and so of connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Some systems report "unlimited" and allow less.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    if soft != resource.RLIM_INFINITY:
        CONNECTION_COUNTS.room = connections_for_files(soft)


def connections_for_files(files: int) -> int:
    """The connections possible with so many open files, if each sends a file."""
    return max(files // 3, (files - RESERVED_FILES) // 2)


def release_large_blocks() -> None:
    """Returns each large block, such as a file that was read, to the system as soon as
    it is free. By default glibc keeps up to 64 MB once a large block was freed. Without
    glibc, nothing changes.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE_BLOCK_BYTES)


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
