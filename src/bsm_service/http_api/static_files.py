"""Files that are the same for everybody, compressed once and cached by browsers.

A file is compressed when it is first requested, and stays in memory as long as the
process runs. docs/decisions/0040-static-files.md says why with which quality, and why
it is not stored.
"""

import gzip
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from threading import Lock

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from bsm_service.http_api.middleware.accept_encoding import (
    BROTLI,
    GZIP,
    accepted_encodings,
)

# The address changes with the content, so a browser need not ask again.
CACHE_FOR_A_YEAR = "public, max-age=31536000, immutable"
# A browser asks each time whether its copy is still current.
REVALIDATE = "no-cache"
METHODS = ("GET", "HEAD")

# Each further step of brotli takes six times as long and saves a few per cent.
_QUALITY = 8
_COMPRESS: Mapping[str, Callable[[bytes], bytes]] = {
    BROTLI: lambda body: bytes(brotli.compress(body, quality=_QUALITY)),
    GZIP: lambda body: gzip.compress(body, compresslevel=9, mtime=0),
}
# Fonts and most pictures are already compressed.
_COMPRESSIBLE = ("text/", "application/json", "image/svg+xml")
# A slow reader must not make the server hold a whole file in memory.
_CHUNK = 65_536


class StaticFile:
    """A file with a name, or with text, and its compressed forms.

    An ASGI application that answers GET and HEAD. Ranges are served uncompressed only.
    `keep` is its Cache-Control at a plain address; at one made by `versioned` it is
    cached for a year.
    """

    def __init__(
        self, content: Path | bytes, media_type: str, keep: str = REVALIDATE
    ) -> None:
        self._keep = keep
        self._content = content
        self._media_type = media_type
        self._encodings = (
            tuple(_COMPRESS) if media_type.startswith(_COMPRESSIBLE) else ()
        )
        self._lock = Lock()
        self._digest: str | None = None
        # By encoding, None for the uncompressed file; empty if compression does not
        # make it smaller. Sent from memory: slow readers would otherwise occupy the
        # threads that answer others.
        self._bodies: dict[str | None, bytes | None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_headers = Headers(scope=scope)
        encodings = [
            name
            for name in accepted_encodings(request_headers.getlist("accept-encoding"))
            if name in self._encodings and "range" not in request_headers
        ]
        encoding = encodings[0] if encodings else None
        if encoding not in self._bodies:
            await run_in_threadpool(self._prepare, encoding)
        if self._bodies[encoding] is None:
            encoding = None
            await run_in_threadpool(self._prepare, None)
        body = self._bodies[encoding]
        headers = self._headers(encoding, scope["query_string"].decode("latin-1"))
        if _etag_matches(request_headers.get("if-none-match", ""), headers["etag"]):
            await Response(status_code=304, headers=headers)(scope, receive, send)
        elif "range" in request_headers and isinstance(self._content, Path):
            response = FileResponse(
                self._content, headers=headers, media_type=self._media_type
            )
            await response(scope, receive, send)
        else:
            assert body is not None
            await self._send(body, headers, scope, send)

    def versioned(self, path: str) -> str:
        """An address of this file that changes with its content."""
        return f"{path}?{self._version()}"

    def _version(self) -> str:
        return f"v={self.digest}"

    @property
    def digest(self) -> str:
        """The hash of the content. Reads the file, once."""
        if self._digest is None:
            self._digest = sha256(self._read()).hexdigest()[:16]
        return self._digest

    def _read(self) -> bytes:
        content = self._content
        return content.read_bytes() if isinstance(content, Path) else content

    def _prepare(self, encoding: str | None) -> None:
        """However many request it at once, it is compressed once."""
        with self._lock:
            if encoding in self._bodies:
                return
            _ = self.digest
            body = self._read()
            if encoding is None:
                self._bodies[None] = body
            else:
                compressed = _COMPRESS[encoding](body)
                self._bodies[encoding] = (
                    compressed if len(compressed) < len(body) else None
                )

    def _headers(self, encoding: str | None, query: str) -> dict[str, str]:
        # Another encoding is another representation, so it has another tag.
        tag = f"{self.digest}-{encoding}" if encoding else self.digest
        cache_control = CACHE_FOR_A_YEAR if query == self._version() else self._keep
        headers = {"cache-control": cache_control, "etag": f'"{tag}"'}
        if self._encodings:
            headers["vary"] = "Accept-Encoding"
        if encoding:
            headers["content-encoding"] = encoding
        return headers

    async def _send(
        self, body: bytes, headers: Mapping[str, str], scope: Scope, send: Send
    ) -> None:
        response = Response(headers=headers, media_type=self._media_type)
        response.headers["content-length"] = str(len(body))
        raw = response.raw_headers
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        if scope["method"] == "HEAD":
            body = b""
        for begin in range(0, max(len(body), 1), _CHUNK):
            await send(
                {
                    "type": "http.response.body",
                    "body": body[begin : begin + _CHUNK],
                    "more_body": begin + _CHUNK < len(body),
                }
            )


def _etag_matches(if_none_match: str, tag: str) -> bool:
    """Whether the browser's copy is current (RFC 9110, 13.1.2)."""
    tags = [part.strip().removeprefix("W/") for part in if_none_match.split(",")]
    return tag in tags or tags == ["*"]
