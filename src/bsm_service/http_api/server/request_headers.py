"""The headers of a request: their maximum length, and cookies in them."""

# Bytes. Browsers and proxies send a few thousand.
MAX_HEADER_BYTES = 65_536
_MESSAGE = b"the request line and headers are larger than 65,536 bytes"
HEADER_TOO_LARGE_RESPONSE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: text/plain; charset=utf-8\r\n"
    b"content-length: %d\r\nconnection: close\r\n\r\n%s" % (len(_MESSAGE), _MESSAGE)
)


def drop_escaped_cookies(cookies: bytes) -> bytes:
    """The value of a Cookie header without cookies that contain a backslash escape.
    Ours have none, and Python (up to 3.11.9) needs quadratic time to decode them:
    CVE-2024-7592.
    """
    if b"\\" not in cookies:
        return cookies
    return b";".join(cookie for cookie in cookies.split(b";") if b"\\" not in cookie)
