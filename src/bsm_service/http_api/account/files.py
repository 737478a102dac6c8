"""The few files that the pages need, served by ourselves."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

_OURS = Path(__file__).with_name("static")
_FILES = {
    "account.css": "text/css",
    "account.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_FONT = "source-sans.woff2"
# A browser asks again after an upgrade at the latest within an hour.
_KEEP = {"Cache-Control": "public, max-age=3600"}


def file_routes() -> list[Route]:
    return [Route("/static/{name}", _file)]


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name in _FILES:
        return FileResponse(_OURS / name, media_type=_FILES[name], headers=_KEEP)
    font = _font() if name == _FONT else None
    if font is None:
        raise HTTPException(404)
    return FileResponse(font, media_type="font/woff2", headers=_KEEP)


@cache
def _font() -> Path | None:
    """The dashboard's own, which ships with Streamlit, so that both look alike."""
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        return None
    media = Path(found.origin).parent / "static" / "static" / "media"
    return next(iter(sorted(media.glob("SourceSansVF-Upright*.woff2"))), None)
