"""Streamlit's page and its files, as this server sends them."""

import re
from collections.abc import Iterator

import pytest
from fontTools.ttLib import TTFont
from icon_font import ICONS, icons_of, shipped_font, used
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bsm_service.http_api.static_files import CACHE_FOR_A_YEAR, REVALIDATE
from dashboard.shell.streamlit_assets import SHIPPED_FILES, TITLE, FrontendMiddleware

STREAMLITS = "<title>Streamlit</title>"


async def _streamlit(request: Request) -> Response:
    """Answers as Streamlit does: its page wherever it knows nothing better."""
    path = request.url.path
    if path.startswith("/_stcore"):
        return JSONResponse({"of": path})
    status = 404 if path.endswith("nothing") else 200
    return HTMLResponse(STREAMLITS, status)


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    routes = [Route("/{path:path}", _streamlit, methods=["GET", "POST"])]
    with TestClient(FrontendMiddleware(Starlette(routes=routes))) as client:
        client.headers["accept-encoding"] = "gzip"
        yield client


def named_in(page: str) -> list[str]:
    """The addresses of what the page loads."""
    return re.findall(r'<(?:link|script)\b[^>]*(?:href|src)="\.?(/[^"]*)"', page)


def test_the_page_loads_our_script_first_and_everything_that_it_names(
    browser: TestClient,
):
    page = browser.get("/")

    assert page.headers["cache-control"] == REVALIDATE
    modules = re.findall(r'<script type="module"[^>]* src="([^"]+)"', page.text)
    assert modules[0].startswith("/static/bsm/connection.js?v=")
    assert len(modules) == 2
    assert f"<title>{TITLE}</title>" in page.text
    # Neither the licence in a comment nor addresses of files are read by people.
    read = re.sub(r'<!--.*?-->|"[^"]*"', "", page.text, flags=re.DOTALL)
    assert "Streamlit" not in read
    addresses = named_in(page.text)
    assert len(addresses) > 50
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["cache-control"] == CACHE_FOR_A_YEAR, address
        assert STREAMLITS not in answer.text, address


def test_a_page_that_is_still_the_same_is_not_sent_again(browser: TestClient):
    tag = browser.get("/").headers["etag"]

    assert browser.get("/", headers={"if-none-match": tag}).status_code == 304
    assert browser.get("/history", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/", "/index.html", "/history", "/whatever/else"])
def test_every_page_is_ours(browser: TestClient, path: str):
    assert browser.get(path).text == browser.get("/").text
    head = browser.head(path)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/_stcore/health", 200),
        ("GET", "/account/sign-in", 200),
        ("GET", "/api/v1/x", 200),
        ("GET", "/media/x.html", 200),
        ("POST", "/history", 200),
        ("POST", "/favicon.png", 200),
    ],
)
def test_what_is_no_page_is_answered_by_others(
    browser: TestClient, method: str, path: str, status: int
):
    answer = browser.request(method, path)

    assert answer.status_code == status
    assert TITLE not in answer.text


def test_only_what_changes_its_name_is_kept_for_a_year(browser: TestClient):
    hashed = next((SHIPPED_FILES / "static" / "js").glob("index.*.js")).name

    script = browser.get(f"/static/js/{hashed}", headers={"accept-encoding": "br"})
    assert script.headers["cache-control"] == CACHE_FOR_A_YEAR
    assert script.headers["content-encoding"] == "br"
    for path in ("/favicon.png", "/manifest.json", "/static/bsm/connection.js"):
        assert browser.get(path).headers["cache-control"] == REVALIDATE, path


def test_no_file_outside_is_sent(browser: TestClient):
    for path in ("/static/../index.html", "/static/js/../../../main.py", "/main.py"):
        assert "def " not in browser.get(path).text


def test_the_style_sheet_names_the_font_of_the_icons_that_are_used(
    browser: TestClient,
):
    sheet = next(
        address for address in named_in(browser.get("/").text) if ".css" in address
    )

    text = browser.get(sheet).text
    fonts = re.findall(r"url\(([^):]*woff2[^):]*)\)", text)
    assert not [font for font in fonts if "MaterialSymbols" in font]
    (icons,) = [font for font in fonts if "icons.woff2" in font]
    assert browser.get(icons).content == ICONS.read_bytes()
    for address in fonts:
        response = browser.get(address.replace("../", "/static/"))
        assert response.headers["content-type"] == "font/woff2", address


def test_every_icon_that_is_used_is_in_the_font():
    """`make icons` makes it anew."""
    known_icons = icons_of(shipped_font())
    own_icons = icons_of(TTFont(ICONS))

    used_icons = {name for name in used() if name in known_icons}
    assert len(used_icons) > 50
    assert used_icons - set(own_icons) == set()
