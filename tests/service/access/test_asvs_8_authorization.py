"""OWASP ASVS 5.0, chapter 8: authorisation."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from service.access.expected_permissions import may_at_all
from service.http_api.http_examples import HERE, Served, announce, served
from service.http_api.http_requests import OnRecord, on_record
from service.http_api.routes import PUBLIC_ADDRESSES, every_address
from sqlite_only import new_place as new_place
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service.http_api import live_positions
from bsm_service.http_api.requests.callers import session_cookie_settings
from bsm_service.identity import Mandate

LIVE = "ws://127.0.0.1:8501/api/live"
PERSONAL = ("Eva Beispiel", "eva@example.org", "+43 1 234", "Head of unit", "no nuts")
GROUPS = {"groups": ["name", "contact", "post", "needs"]}
PEOPLE = [role for role in Role if role is not Role.SYSTEM]


@pytest.fixture
def here(place: Place) -> Iterator[Served]:
    with served(place) as it:
        yield it


@pytest.fixture
def known(here: Served) -> OnRecord:
    return on_record(here)


# 8.2.1: function-level access only with explicit permission.


def test_8_2_1_a_function_is_used_by_whom_the_table_names_only(
    here: Served, known: OnRecord
):
    callers = {role: here.as_(role, "AT") for role in PEOPLE}
    before = here.system.store.position()
    refused = 0
    for address in every_address(here.routes):
        if address.key in PUBLIC_ADDRESSES or " /api/v1/" not in address.key:
            continue
        able = {role for action in address.actions for role in may_at_all(action)}
        for role in callers.keys() - able:
            response = known.send(callers[role], address.key.replace("/api/v1", ""))
            assert response.status_code == 403, (address.key, role)
            refused += 1
    assert refused > 200
    assert here.system.store.position() == before


def test_8_2_1_what_is_no_function_of_anybody_is_nobodys(here: Served):
    for role in PEOPLE:
        client = here.as_(role, "AT")
        assert client.post("/api/v1/network", json={"name": "Mine"}).status_code == 404
        assert client.delete("/api/v1/meetings").status_code == 405


# 8.2.3: field-level access only with explicit permission.


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.AUDITOR, Role.ADMINISTRATOR])
def test_8_2_3_who_has_no_business_with_people_gets_no_personal_field(
    here: Served, known: OnRecord, role: Role
):
    client = here.as_(role)
    for address in every_address(here.routes):
        method, _, path = address.key.partition(" ")
        if (
            method != "GET"
            or not path.startswith("/api/v1/")
            or path == "/api/v1/positions"
        ):
            continue
        route = address.key.replace("/api/v1", "")
        response = known.send(client, route)
        assert not [text for text in PERSONAL if text in response.text], route
    for position in range(1, here.system.store.position() + 1):
        response = client.get(f"/api/v1/facts/{position}")
        assert not [text for text in PERSONAL if text in response.text], position


def test_8_2_3_a_focal_point_gets_no_field_of_another_delegation(
    here: Served, known: OnRecord
):
    italy, id = here.as_(Role.FOCAL_POINT, "IT"), known.ids["participant_id"]
    responses = [
        italy.get(f"/api/v1/participants/{id}", params=GROUPS),
        italy.get("/api/v1/participants", params=GROUPS),
        italy.get("/api/v1/participants", params={"delegation": "AT", **GROUPS}),
        italy.post("/api/v1/participants/search", json={"words": "eva", **GROUPS}),
        italy.get(f"/api/v1/registrations/{known.ids['registration_id']}"),
    ]
    for answer in responses:
        assert not [text for text in PERSONAL if text in answer.text], answer.url


def test_8_2_3_a_chair_gets_names_and_posts_and_no_more(here: Served, known: OnRecord):
    id = known.ids["participant_id"]

    content = (
        here.as_(Role.CHAIR).get(f"/api/v1/participants/{id}", params=GROUPS).json()
    )

    assert (content["name"], content["function"]) == ("Eva Beispiel", "Head of unit")
    assert [content[name] for name in ("email", "phone", "dietary_needs")] == [None] * 3
    assert content["shown"] == ["name", "post"]


def test_8_2_3_the_answer_to_a_command_repeats_nothing_personal(
    here: Served, known: OnRecord
):
    client, id = here.as_(Role.FOCAL_POINT, "AT"), known.ids["participant_id"]
    body: dict[str, Any] = {"details": {"phone": "+43 1 234", "email": PERSONAL[1]}}
    taken = {"delegation": "AT", "person": {"name": PERSONAL[0], "email": PERSONAL[1]}}

    responses = [
        client.post(f"/api/v1/participants/{id}/details", json=body),
        client.post("/api/v1/participants", json=taken),
    ]

    assert [response.status_code for response in responses] == [200, 409]
    for answer in responses:
        assert not [text for text in PERSONAL if text in answer.text]


def test_8_2_3_a_field_that_is_not_for_the_caller_to_set_is_refused(
    here: Served, known: OnRecord
):
    client = here.as_(Role.FOCAL_POINT, "AT")
    for more in ({"erased": []}, {"version": 7}, {"actor": {"role": "secretariat"}}):
        response = client.post(
            f"/api/v1/participants/{known.ids['participant_id']}/details",
            json={"details": {"phone": "+43 1 999"}, **more},
        )
        assert (response.status_code, response.json()["code"]) == (
            422,
            "invalid_request",
        )


# 8.3.2: changes of permission apply at once.


def acting(here: Served, role: Role = Role.SECRETARIAT) -> tuple[Mandate, TestClient]:
    """Somebody's mandate, and their browser with a running session under it."""
    identity = here.system.identity
    account = identity.accounts.ensure("somebody")
    mandate = identity.mandates.give(account.id, role, given_by="command line")
    cookie = identity.sessions.start(account.id, mandate, SignInMethod.PASSKEY)
    browser = here.client(Origin=HERE)
    browser.cookies.set(session_cookie_settings(here.settings).name, cookie)
    return mandate, browser


def ends(here: Served, mandate: Mandate) -> None:
    here.system.identity.mandates.end(
        mandate.id, actor="command line", reason="has left"
    )


def closes(here: Served, mandate: Mandate) -> None:
    here.system.identity.accounts.close(mandate.account)


@pytest.mark.parametrize("change", [ends, closes])
def test_8_3_2_a_mandate_that_ended_is_worth_nothing_at_the_next_request(
    here: Served, change: Callable[[Served, Mandate], None]
):
    mandate, browser = acting(here)
    identity = here.system.identity
    _, secret = identity.tokens.create(mandate.account, mandate.id, "a program")
    program = here.client(Authorization=f"Bearer {secret}")
    for client in (browser, program):
        assert client.get("/api/v1/participants").status_code == 200
    with browser.websocket_connect(LIVE) as socket:
        assert socket.receive_text()

    change(here, mandate)

    for client in (browser, program):
        assert client.get("/api/v1/participants").status_code == 401
        assert client.post("/api/v1/meetings", json={}).status_code in (401, 422)
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(LIVE):
            pass
    assert here.system.store.position() == 1


def test_8_3_2_an_open_socket_is_closed_at_once(here: Served):
    mandate, browser = acting(here)
    secretariat = here.as_(Role.SECRETARIAT)
    with browser.websocket_connect(LIVE) as socket:
        first = int(socket.receive_text())
        announce(secretariat)
        assert int(socket.receive_text()) > first

        ends(here, mandate)

        # Positions may have been on their way already.
        messages = iter(socket.receive, None)
        closed = next(
            message for message in messages if message["type"] == "websocket.close"
        )
    assert closed["code"] == live_positions.NOT_SIGNED_IN


def test_8_3_2_another_role_counts_from_the_next_request_on(here: Served):
    mandate, browser = acting(here)
    identity = here.system.identity
    less = identity.mandates.give(
        mandate.account, Role.LEADERSHIP, given_by="command line"
    )
    name = session_cookie_settings(here.settings).name
    old = browser.cookies[name]
    assert browser.get("/api/v1/participants").status_code == 200

    cookie = identity.sessions.renew(old, mandate=less)

    assert browser.get("/api/v1/participants").status_code == 401  # the old cookie
    browser.cookies.set(name, cookie)
    assert browser.get("/api/v1/me").json()["role"] == "leadership"
    assert browser.get("/api/v1/participants").status_code == 403
    assert browser.get("/api/v1/activities").status_code == 200


def test_8_3_2_a_stand_in_ends_with_whom_they_stand_in_for(here: Served):
    identity = here.system.identity
    focal = here.as_(Role.FOCAL_POINT, "AT")
    account = identity.accounts.ensure("a deputy").id
    own = focal.get("/api/v1/me").json()
    focal.post(
        "/api/v1/mandates",
        json={
            "account": account,
            "role": "focal-point",
            "delegation": "AT",
            "kind": "stand-in",
            "stands_in_for": own["account"],
            "until": "2998-01-01T00:00:00Z",
        },
    )
    mandate = identity.mandates.current_of(account)[0]
    _, secret = identity.tokens.create(account, mandate.id, "a program")
    deputy = here.client(Authorization=f"Bearer {secret}")
    assert deputy.get("/api/v1/me").json()["on_behalf_of"] == own["account"]

    identity.mandates.end(own["mandate"], actor="command line", reason="succeeded")

    assert deputy.get("/api/v1/me").status_code == 401
    assert focal.get("/api/v1/me").status_code == 401


def test_8_3_2_who_is_no_longer_the_person_sees_nothing_of_them(
    here: Served, known: OnRecord
):
    eva = here.as_(Role.PARTICIPANT, "AT")
    accounts = here.system.identity.accounts
    account = accounts.find("the participant")
    assert account is not None
    accounts.link_participant(account.id, UUID(known.ids["participant_id"]))
    path = f"/api/v1/participants/{known.ids['participant_id']}"
    assert eva.get(path).status_code == 200

    accounts.link_participant(account.id, None)

    assert eva.get(path).status_code == 404
    assert eva.get("/api/v1/participants").json()["total"] == 0
