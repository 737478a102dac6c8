"""Streamlit's page, scripts, styles and fonts, as this server sends them.

Compressed once and cached by browsers for a year, for their names change with their
content. Three things differ from what Streamlit ships:
- the page names our script, which tells people when the server is away
  (`static/connection.js`), and says in our words that it needs scripts;
- the style sheet names a font of only those icons that are used (`static/icons.woff2`),
  5% of the whole one;
- the page names that style sheet, by an address that changes with its content.

Where a later Streamlit's files look otherwise, they are sent as they are.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bsm_service.http_api.middleware.site_parts import is_under
from bsm_service.http_api.static_files import (
    CACHE_FOR_A_YEAR,
    METHODS,
    REVALIDATE,
    StaticFile,
)

SHIPPED_FILES = Path(streamlit.__file__).with_name("static")
_OWN_FILES = Path(__file__).parents[1] / "static"
_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
# As Streamlit's build names a file by its content: "index.DormvYxC.js".
_HASHED = re.compile(r"\.[\w-]{8}\.[a-z0-9]+$")

_STYLE_SHEET_TAG = re.compile(
    r'(<link rel="stylesheet"[^<>]* href=")\./(static/css/[^"]+)(">)'
)
_ICON_FONT = re.compile(rb"url\([^()]*/MaterialSymbols-Rounded[^()]*\)")
_MODULE_TAG = '<script type="module"'
_TITLE_TAG = "<title>Streamlit</title>"
_ICON_ADDRESS = './favicon.png"'
_COMMENT_FOR_PROGRAMS = re.compile(
    r'<!--(?:(?!<!--|-->).)*-->\s*<link rel="service-desc"[^<>]*>', re.S
)
_NOSCRIPT_TAG = re.compile(r"<noscript>(?:(?!</?noscript>).)*</noscript>", re.S)
_OWN_NOSCRIPT = Path(__file__).with_name("browser") / "noscript.html"
TITLE = "Network of National Focal Points"

_PAGE_PATHS = ("/", "/index.html")
# What answers with pages of its own.
_OTHER_APPS = ("/account", "/api", "/component", "/media", "/metrics", "/_stcore")


class FrontendMiddleware:
    """A layer before Streamlit's own routes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files = _shipped_files()
        self._page = _customized_page(self._files)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in METHODS:
            await self.app(scope, receive, send)
        elif (path := scope["path"]) in _PAGE_PATHS:
            await self._page(scope, receive, send)
        elif file := self._files.get(path):
            await file(scope, receive, send)
        elif any(is_under(path, path_prefix) for path_prefix in _OTHER_APPS):
            await self.app(scope, receive, send)
        else:
            await self._serve_or_replace(scope, receive, send)

    async def _serve_or_replace(
        self, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """What Streamlit answers; our page where it answers with its own."""
        replaced = False

        async def sent(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and _is_page(message):
                replaced = True
                await self._page(scope, receive, send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, sent)


def _is_page(start: Message) -> bool:
    kind = Headers(raw=start["headers"]).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")


def _shipped_files() -> dict[str, StaticFile]:
    """By their addresses. Nothing is read yet."""
    return {
        f"/{path.relative_to(SHIPPED_FILES).as_posix()}": StaticFile(
            path,
            _TYPES[path.suffix],
            CACHE_FOR_A_YEAR if _HASHED.search(path.name) else REVALIDATE,
        )
        for path in SHIPPED_FILES.rglob("*")
        if path.suffix in _TYPES
    }


def _customized_page(files: dict[str, StaticFile]) -> StaticFile:
    """Streamlit's page with our script and style sheet, which are added to `files`."""
    page = (SHIPPED_FILES / "index.html").read_text(encoding="utf-8")
    own_addresses = _own_files(files)
    if sheet := _STYLE_SHEET_TAG.search(page):
        address = _style_sheet_with_own_icons(
            files, sheet[2], own_addresses["icons.woff2"]
        )
        page = _STYLE_SHEET_TAG.sub(rf"\g<1>{address}\g<3>", page)
    script_address = own_addresses["connection.js"]
    script = f'{_MODULE_TAG} src="{script_address}"></script>\n    {_MODULE_TAG}'
    page = page.replace(_MODULE_TAG, script, 1)
    page = page.replace(_ICON_ADDRESS, f'{own_addresses["icon.svg"]}"')
    page = page.replace(_TITLE_TAG, f"<title>{TITLE}</title>")
    page = _COMMENT_FOR_PROGRAMS.sub("", page)
    page = _NOSCRIPT_TAG.sub(_OWN_NOSCRIPT.read_text(encoding="utf-8").strip(), page)
    return StaticFile(page.encode(), "text/html")


def _own_files(files: dict[str, StaticFile]) -> Mapping[str, str]:
    """Adds the files in our own folder; returns the addresses by name."""
    addresses = {}
    for path in sorted(_OWN_FILES.iterdir()):
        address = f"/static/bsm/{path.name}"
        files[address] = StaticFile(path, _TYPES[path.suffix])
        addresses[path.name] = files[address].versioned(address)
    return addresses


def _style_sheet_with_own_icons(
    files: dict[str, StaticFile], shipped: str, icons: str
) -> str:
    """The address of Streamlit's style sheet with our font of icons in it."""
    sheet = (SHIPPED_FILES / shipped).read_bytes()
    changed = _ICON_FONT.sub(f"url({icons})".encode(), sheet)
    # Beside the shipped one: it names other files as that does.
    address = f"/{shipped.removesuffix('.css')}.bsm.css"
    files[address] = StaticFile(changed, "text/css")
    return files[address].versioned(address)
