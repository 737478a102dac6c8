"""ASVS 5.0, chapter 3: what browsers are told, and what they are not believed."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from server_process import Server, running
from service.accounts.account_examples import PASSWORD
from service.http_api.http_examples import DETAILS, HERE, Served, served
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.assembly.bootstrap import open_system
from bsm_service.settings.settings import SignInMode

PUBLIC = "https://record.example.org"
HOST = "record.example.org"
FOREIGN = "https://evil.example"
A_YEAR = 31_536_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which Petra speaks for Austria."""
    folder = tmp_path_factory.mktemp("data")
    system = open_system(Place(folder))
    system.establish_network()
    petra = system.identity.accounts.create("Petra")
    system.identity.passwords.set(petra.id, PASSWORD, short_allowed=False)
    system.identity.mandates.give(
        petra.id, Role.FOCAL_POINT, "AT", given_by="the tests"
    )
    system.close()
    return folder


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server, as a proxy with TLS shows it to the world."""
    output = tmp_path_factory.mktemp("said") / "output.txt"
    with running(
        "serve", folder, output, public_url=PUBLIC, second_factor_optional="focal-point"
    ) as server:
        yield server


@pytest.fixture(scope="module")
def browser(server: Server) -> Iterator[httpx.Client]:
    headers = {"Host": HOST, "Origin": PUBLIC, "Accept": "text/html"}
    with httpx.Client(base_url=server.address, headers=headers, timeout=60) as browser:
        yield browser


def signed_in(browser: httpx.Client) -> httpx.Response:
    return browser.post(
        "/account/sign-in", data={"name": "Petra", "password": PASSWORD}
    )


# Pages, files, data, redirects and refusals, of ours and of Streamlit's.
ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/history", 200),
    ("GET", "/history/", 301),
    ("GET", "/favicon.png", 200),
    ("GET", "/media/nothing.csv", 401),
    ("GET", "/_stcore/health", 200),
    ("GET", "/_stcore/host-config", 200),
    ("GET", "/_stcore/agent/openapi.json", 404),
    ("POST", "/history", 405),
    ("GET", "//evil.example", 400),
    ("GET", "/account/sign-in", 200),
    ("GET", "/account", 303),
    ("GET", "/account/nothing", 404),
    ("GET", "/api/v1/health", 200),
    ("GET", "/api/v1/meetings", 401),
    ("GET", "/api/nothing", 404),
    ("DELETE", "/api/v1/meetings", 405),
    ("GET", "/metrics", 401),
]


def test_3_3_1_cookies_are_secure_and_of_this_host_only(browser: httpx.Client):
    responses = [browser.request(method, path) for method, path, _ in ANSWERS]
    responses.append(signed_in(browser))

    set_cookies = [
        header
        for response in responses
        for header in response.headers.get_list("set-cookie")
    ]

    assert responses[-1].status_code == 303
    cookies = [
        cookie for header in set_cookies for cookie in SimpleCookie(header).items()
    ]
    assert [name for name, _ in cookies] == [
        "__Host-bsm_session",
        "__Host-bsm_device",
    ]
    for _, cookie in cookies:
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""
        assert cookie["samesite"].lower() in ("lax", "strict")


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_3_4_1_every_answer_holds_browsers_to_tls_for_years(
    browser: httpx.Client, method: str, path: str, status: int
):
    response = browser.request(
        method, browser.base_url.copy_with(raw_path=path.encode())
    )

    assert response.status_code == status
    _holds_to_tls(response.headers.get_list("strict-transport-security"))


def test_3_4_1_unknown_hosts_and_sockets_are_told_so_too(server: Server):
    refused = httpx.get(server.address, headers={"Host": "other.example.org"})
    stream = server.address.replace("http", "ws") + "/_stcore/stream"
    with connect(stream, origin=Origin(server.address)) as socket:
        assert socket.response is not None
        opened = socket.response.headers.get_all("strict-transport-security")

    assert refused.status_code == 400
    _holds_to_tls(refused.headers.get_list("strict-transport-security"))
    _holds_to_tls(opened)


def test_3_4_1_sockets_that_are_not_there_are_told_so_too(server: Server):
    nowhere = server.address.replace("http", "ws") + "/nowhere"
    with pytest.raises(InvalidStatus) as refused:
        connect(nowhere, origin=Origin(server.address))

    headers = refused.value.response.headers
    assert refused.value.response.status_code == 403
    assert headers["x-content-type-options"] == "nosniff"
    _holds_to_tls(headers.get_all("strict-transport-security"))


def _holds_to_tls(told: list[str]) -> None:
    assert len(told) == 1
    directives = dict(
        directive.strip().partition("=")[::2] for directive in told[0].split(";")
    )
    assert int(directives["max-age"]) >= A_YEAR
    assert "includeSubDomains" in directives


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("data"), SignInMode.DEMONSTRATION) as here:
        yield here


@pytest.fixture
def secretariat(here: Served) -> TestClient:
    """A browser with the secretariat's cookie, which sends no origin by itself."""
    browser = here.client()
    response = browser.post(
        "/account/act-as",
        data={"role": "secretariat"},
        headers={"Origin": HERE},
        follow_redirects=False,
    )
    assert response.status_code == 303
    return browser


# What forms of another site, or its scripts without a preflight, make a browser send.
SENT = [
    {},
    {"Origin": FOREIGN},
    {"Origin": "null"},
    {"Origin": f"{HERE}.evil.example"},
    {"Origin": HERE, "Sec-Fetch-Site": "cross-site"},
    {"Origin": HERE, "Sec-Fetch-Site": "same-site"},
    {"Origin": FOREIGN, "Content-Type": "text/plain"},
    {"Origin": FOREIGN, "Content-Type": "application/x-www-form-urlencoded"},
    {"Origin": FOREIGN, "Authorization": "Basic cHJveHk6d29yZA=="},
]


@pytest.mark.parametrize("headers", SENT, ids=str)
def test_3_5_1_another_site_changes_nothing_with_somebodys_cookie(
    here: Served, secretariat: TestClient, headers: dict[str, str]
):
    before = here.system.store.position()

    response = secretariat.post(
        "/api/v1/meetings", json={"details": DETAILS}, headers=headers
    )

    assert (response.status_code, response.json()["code"]) == (403, "not_permitted")
    assert here.system.store.position() == before
    assert "access-control-allow-origin" not in response.headers


def test_3_5_1_a_page_of_this_server_may(secretariat: TestClient):
    response = secretariat.post(
        "/api/v1/meetings",
        json={"details": DETAILS},
        headers={"Origin": HERE, "Sec-Fetch-Site": "same-origin"},
    )

    assert response.status_code == 201


def test_3_5_1_no_address_that_takes_changes_forgets_to_ask(
    here: Served, secretariat: TestClient
):
    described = here.anybody.get("/api/v1/openapi.json").json()["paths"]
    changing = {
        (method, re.sub(r"{[a-z_]+}", str(uuid4()), path))
        for path, methods in (
            *_addresses(here.routes),
            *((f"/api/v1{path}", set(methods)) for path, methods in described.items()),
        )
        for method in {method.upper() for method in methods}
        - {"GET", "HEAD", "OPTIONS"}
    }

    responses = {
        (method, path): secretariat.request(method, path, headers={"Origin": FOREIGN})
        for method, path in changing
    }

    assert len(changing) > 30
    assert {at for at, it in responses.items() if it.status_code != 403} == set()


def test_3_5_1_no_other_origin_is_allowed_by_a_preflight(here: Served):
    response = here.anybody.options(
        "/api/v1/meetings",
        headers={
            "Origin": FOREIGN,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )

    assert not any(name.startswith("access-control") for name in response.headers)


def _addresses(
    routes: list[BaseRoute], before: str = ""
) -> Iterator[tuple[str, set[str]]]:
    for route in routes:
        if isinstance(route, Mount):
            yield from _addresses(list(route.routes), before + route.path)
        elif isinstance(route, Route):
            yield before + route.path, set(route.methods or ())
