"""The pages' templates, and their static files, served by this product.

The addresses of files change with their content, so a browser caches them and loads new
ones at once after an upgrade.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp

from bsm_domain.foundation.formatting import capitalize, count_of
from bsm_service.http_api.static_files import StaticFile

_FOLDER = Path(__file__).with_name("static")
_TYPES = {
    "account.css": "text/css",
    "account.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_STYLESHEET, _FONT = "account.css", "source-sans.woff2"

_templates = Environment(
    loader=PackageLoader("bsm_service.accounts.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
)
_templates.globals["count_of"] = count_of


def render_template(
    template: str, *, form: Mapping[str, str], errors: Mapping[str, str], **values: Any
) -> str:
    """HTML. Missing fields of the form, and missing errors, are empty texts."""
    sentences = {name: capitalize(error) for name, error in errors.items()}
    return _templates.get_template(template).render(
        {
            "page": template.removesuffix(".html"),
            "file": file_address,
            "form": defaultdict(str, form),
            "errors": defaultdict(str, sentences),
            **values,
        }
    )


def file_routes() -> list[Route]:
    return [Route("/static/{name}", _file)]


def file_address(name: str) -> str:
    """The address of a file, valid as long as its content is the same."""
    return _static_files()[name].versioned(f"/account/static/{name}")


async def _file(request: Request) -> ASGIApp:
    static_file = _static_files().get(request.path_params["name"])
    if static_file is None:
        raise HTTPException(404)
    return static_file


@cache
def _static_files() -> dict[str, StaticFile]:
    files = {name: StaticFile(_FOLDER / name, kind) for name, kind in _TYPES.items()}
    if font := _font():
        files[_FONT] = StaticFile(font, "font/woff2")
        # The dashboard's address of the font, so that a browser loads it once.
        sheet = (_FOLDER / _STYLESHEET).read_text(encoding="utf-8")
        shared = sheet.replace(_FONT, f"/static/media/{font.name}")
        files[_STYLESHEET] = StaticFile(shared.encode(), _TYPES[_STYLESHEET])
    return files


def _font() -> Path | None:
    """The dashboard's font, which ships with Streamlit, so that both look alike."""
    package = find_spec("streamlit")
    if package is None or package.origin is None:
        return None
    media = Path(package.origin).parent / "static" / "static" / "media"
    return next(iter(sorted(media.glob("SourceSansVF-Upright*.woff2"))), None)
