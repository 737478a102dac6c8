"""Which encodings a client accepts, and which responses are compressed.

Files that are the same for everybody are compressed once (`static_files.py`). Other
long responses are compressed while they are sent, by Starlette's layer further in,
which only looks for the word "gzip". So this layer rewrites the request's
Accept-Encoding to what the client really accepts, the best first.
"""

import re
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bsm_service.http_api.middleware.site_parts import PART, SitePart, is_under

# The encodings we support, the smallest result first.
BROTLI, GZIP = "br", "gzip"
_ENCODINGS = (BROTLI, GZIP)
_OTHER_NAMES = {"x-gzip": GZIP}
_WEIGHT = re.compile(r"[qQ]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_STATIC_FILES = "/account/static"


def accepted_encodings(values: Iterable[str]) -> tuple[str, ...]:
    """The supported encodings that Accept-Encoding allows, the preferred first (RFC
    9110, 12.5.3). An unreadable weight counts as 0.
    """
    weights: dict[str, float] = {}
    for part in ",".join(values).split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        name = _OTHER_NAMES.get(name.lower(), name.lower())
        if name:
            weights[name] = _weight(parameters)
    default_weight = weights.get("*", 0.0)
    weighted_names = [(weights.get(name, default_weight), name) for name in _ENCODINGS]
    # Sorting keeps the order of encodings with the same weight.
    weighted_names.sort(key=lambda weighted_name: -weighted_name[0])
    return tuple(name for weight, name in weighted_names if weight > 0)


def _weight(parameters: list[str]) -> float:
    if not parameters:
        return 1.0
    match = _WEIGHT.fullmatch(parameters[0].replace(" ", ""))
    return float(match[1]) if match and len(parameters) == 1 else 0.0


class CompressionMiddleware:
    """The layer. Account pages are never compressed: they show codes and tokens, which
    could be guessed from the length of a compressed page (BREACH).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            # In place, because layers further out read what routing adds to the scope.
            scope["headers"] = self._headers(scope)
        await self.app(scope, receive, send)

    @staticmethod
    def _headers(scope: Scope) -> list[tuple[bytes, bytes]]:
        values = Headers(scope=scope).getlist("accept-encoding")
        is_account = scope[PART] is SitePart.ACCOUNT
        if is_account and not is_under(scope["path"], _STATIC_FILES):
            values = []
        headers = [
            header for header in scope["headers"] if header[0] != b"accept-encoding"
        ]
        if names := accepted_encodings(values):
            headers.append((b"accept-encoding", ", ".join(names).encode()))
        return headers
