"""One click in a demonstration; tokens only on a server; a socket that asks who."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from service.http_api.http_examples import HERE, Served, announce, served
from starlette.websockets import WebSocketDisconnect

from bsm_domain.foundation.roles import Role
from bsm_service.access.permissions import Principal
from bsm_service.http_api.requests.callers import VISITOR, principal_from_cookie
from bsm_service.identity import SESSION_COOKIE_NAME
from bsm_service.settings.settings import SignInMode

OURS = {"Origin": HERE}
LIVE = "ws://127.0.0.1:8501/api/live"


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, SignInMode.DEMONSTRATION) as it:
        yield it


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, SignInMode.ACCOUNTS) as it:
        yield it


def sign_in(here: Served, **form: str) -> str:
    response = here.anybody.post(
        "/account/act-as", data=form, headers=OURS, follow_redirects=False
    )
    assert response.status_code == 303, response.text
    assert "HttpOnly" in response.headers["set-cookie"]
    assert "SameSite=lax" in response.headers["set-cookie"]
    return response.cookies[SESSION_COOKIE_NAME]


def who(here: Served, cookies: dict[str, str]) -> Principal | None:
    return principal_from_cookie(here.system, here.settings, cookies)


def test_one_click_makes_a_visitor_anyone(demonstration: Served):
    cookie = sign_in(demonstration, role="focal-point", delegation="AT")

    principal = who(demonstration, {SESSION_COOKIE_NAME: cookie})

    assert principal is not None
    assert (principal.role, principal.delegation) == (Role.FOCAL_POINT, "AT")


def test_who_has_not_chosen_looks_at_the_figures(demonstration: Served):
    assert who(demonstration, {}) is VISITOR


def test_nobody_is_nobody_on_a_server(server: Served):
    assert who(server, {}) is None


def test_the_session_ends_with_sign_out(demonstration: Served):
    cookie = sign_in(demonstration, role="auditor")

    demonstration.anybody.post(
        "/account/sign-out", headers=OURS, follow_redirects=False
    )

    assert who(demonstration, {SESSION_COOKIE_NAME: cookie}) is VISITOR


def test_a_demonstrations_session_is_worth_nothing_to_a_server(tmp_path: Path):
    with served(tmp_path, SignInMode.DEMONSTRATION) as demonstration:
        cookie = sign_in(demonstration, role="secretariat")
    with served(tmp_path, SignInMode.ACCOUNTS) as server:
        server.anybody.cookies.set(SESSION_COOKIE_NAME, cookie)
        response = server.anybody.get("/api/v1/meetings")
        assert response.status_code == 401


def test_a_server_offers_no_click(server: Served):
    response = server.anybody.post(
        "/account/act-as", data={"role": "secretariat"}, headers=OURS
    )

    assert response.status_code == 404


@pytest.mark.parametrize("origin", [{}, {"Origin": "http://evil.example"}])
def test_another_site_cannot_sign_anybody_in(demonstration: Served, origin):
    response = demonstration.anybody.post(
        "/account/act-as", data={"role": "secretariat"}, headers=origin
    )

    assert (response.status_code, response.json()["code"]) == (403, "not_permitted")


@pytest.mark.parametrize(
    "form", [{}, {"role": "king"}, {"role": "system"}, {"role": "focal-point"}]
)
def test_a_form_that_names_no_possible_role_is_refused(demonstration: Served, form):
    response = demonstration.anybody.post("/account/act-as", data=form, headers=OURS)

    assert (response.status_code, response.json()["code"]) == (422, "invalid_value")


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil"])
def test_signing_in_leads_nowhere_else(demonstration: Served, next: str):
    response = demonstration.anybody.post(
        "/account/act-as",
        data={"role": "auditor", "next": next},
        headers=OURS,
        follow_redirects=False,
    )

    assert response.headers["location"] == "/"


def test_a_cookie_writes_only_from_a_page_of_ours(demonstration: Served):
    sign_in(demonstration, role="secretariat")

    refused = demonstration.anybody.post(
        "/api/v1/meetings", json={}, headers={"Origin": "http://evil.example"}
    )
    meeting = demonstration.as_(Role.SECRETARIAT)
    path = f"/api/v1/meetings/{announce(meeting)}/registration-closing"
    foreign = demonstration.anybody.post(path, json={})
    own = demonstration.anybody.post(path, json={}, headers=OURS)

    assert refused.status_code in (403, 422)
    assert (foreign.status_code, own.status_code) == (403, 200)


def test_the_socket_tells_each_new_position(demonstration: Served):
    secretariat = demonstration.as_(Role.SECRETARIAT)
    with demonstration.anybody.websocket_connect(LIVE, headers=OURS) as socket:
        assert socket.receive_text() == "1"
        announce(secretariat)
        position = int(socket.receive_text())
        while position < demonstration.system.store.position():
            position = int(socket.receive_text())
    assert position == 5


@pytest.mark.parametrize("origin", [{}, {"Origin": "http://evil.example"}])
def test_the_socket_is_closed_to_other_sites(demonstration: Served, origin):
    with (
        pytest.raises(WebSocketDisconnect),
        demonstration.anybody.websocket_connect(LIVE, headers=origin),
    ):
        pass


def test_the_socket_is_closed_to_strangers(server: Served):
    with (
        pytest.raises(WebSocketDisconnect),
        server.anybody.websocket_connect(LIVE, headers=OURS),
    ):
        pass


def test_the_socket_takes_a_token(server: Served):
    client = server.as_(Role.AUDITOR)
    with client.websocket_connect(LIVE) as socket:
        assert socket.receive_text() == "1"


def test_a_real_record_does_not_call_itself_a_demonstration(server: Served):
    assert "Bsm-Demonstration" not in server.anybody.get("/api/v1/health").headers
