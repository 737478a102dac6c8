"""What a client may do with a connection: the length of a request's headers, cookies in
them, and reading what it is sent.

Unread data stay in the memory of the server, and a file being sent stays open.
"""

import asyncio
import fcntl
import sys
import termios
from contextlib import suppress
from http import HTTPStatus

from bsm_service.http_api.middleware.site_parts import DATA_HEADERS
from bsm_service.http_api.responses.problems import (
    MEDIA_TYPE,
    HttpErrorCode,
    problem_response,
)

# Seconds.
READ_TIMEOUT_SECONDS = 30.0


class SlowClientProtocol(asyncio.Protocol):
    """Beside a protocol of uvicorn: notes whether the other side reads.

    `unread` is the loop's time since which nothing has been read, and the bytes that
    wait in this process and in the system; None where none wait in this process.
    """

    loop: asyncio.AbstractEventLoop
    transport: asyncio.Transport
    unread: tuple[float, int] | None = None

    @property
    def idle_since(self) -> float | None:
        """The loop's time since which we wait for the other side; None where not."""
        return self.unread and self.unread[0]

    def pause_writing(self) -> None:
        if self.unread is None:
            self.unread = self.loop.time(), self._waiting()
        super().pause_writing()

    def resume_writing(self) -> None:
        self.unread = None
        super().resume_writing()

    def is_not_reading(self, now: float) -> bool:
        """Whether the other side has read nothing for too long. Called every second."""
        if not self.transport.get_write_buffer_size():
            self.unread = None
            return False
        unread_bytes = self._waiting()
        since, earlier_bytes = self.unread or (now, unread_bytes)
        self.unread = (now if unread_bytes < earlier_bytes else since), unread_bytes
        return now - self.unread[0] > READ_TIMEOUT_SECONDS

    def _waiting(self) -> int:
        """Bytes. The system may buffer megabytes, and accepts more only once a third of
        them is read: over a slow network that takes longer than we wait.
        """
        return self.transport.get_write_buffer_size() + unsent_in_kernel(self.transport)

    def end(self) -> None:
        """Closes it: at once if something is unread, because closing it in order would
        wait until it is read.
        """
        if self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            self.transport.close()


def unsent_in_kernel(transport: asyncio.Transport) -> int:
    """Bytes that the system holds until the other side acknowledges them; 0 if it does
    not say (Linux does).
    """
    unsent = bytearray(4)
    if (client_socket := transport.get_extra_info("socket")) is not None:
        with suppress(OSError, ValueError):
            fcntl.ioctl(client_socket.fileno(), termios.TIOCOUTQ, unsent)
    return int.from_bytes(unsent, sys.byteorder)


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
