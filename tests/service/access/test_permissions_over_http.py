"""Every role asks every route of the API: who may is heard, who may not is refused with
403 and changes nothing; nobody is answered 401.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from service.access.expected_permissions import may, may_at_all
from service.http_api.http_examples import HERE, Served, served
from service.http_api.http_requests import SENT, OnRecord, on_record
from service.http_api.routes import PUBLIC_ADDRESSES, every_address
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from bsm_domain.foundation.roles import Role

ELSEWHERE = "192.0.2.7"
# A stream of positions never ends, so only a refusal of it can be waited for.
ENDLESS = "GET /positions"
UNDER = "/api/v1"
LIVE = "ws://127.0.0.1:8501/api/live"


@dataclass(frozen=True)
class Caller:
    """Who asks, and how they stand to what is Austria's: own, other, or self."""

    role: Role
    stands: str
    client: TestClient

    def may(self, actions: tuple[str, ...]) -> bool:
        """Whether they may ask any of these of the things on record. What is about
        whoever asks is always about oneself.
        """
        if actions == ("read.own-data",):
            return self.role in may_at_all("read.own-data")
        return any(may(action, self.role, self.stands) for action in actions)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("data")
    with served(folder, requests_per_minute=0) as it:
        yield it


@pytest.fixture(scope="module")
def known(here: Served) -> OnRecord:
    return on_record(here)


@pytest.fixture(scope="module")
def callers(here: Served, known: OnRecord) -> list[Caller]:
    def caller(role: Role, delegation: str | None = None, stands: str = "") -> Caller:
        signed_in = here.bearer(role, delegation)
        return Caller(role, stands, here.client(address=ELSEWHERE, **signed_in))

    people = [Role.FOCAL_POINT, Role.PARTICIPANT, Role.SYSTEM]
    found = [caller(role) for role in Role if role not in people]
    found.append(caller(Role.FOCAL_POINT, "AT", "own"))
    found.append(caller(Role.FOCAL_POINT, "IT", "other"))
    found.append(caller(Role.PARTICIPANT, "AT", "self"))
    accounts = here.system.identity.accounts
    own = accounts.find("the participant")
    assert own is not None
    accounts.link_participant(own.id, UUID(known.ids["participant_id"]))
    return found


def all_that_is_kept(here: Served) -> tuple[int, ...]:
    """How much there is of everything that a request could change."""
    system = here.system
    with system.identity.database.connection() as connection:
        events = connection.execute("SELECT count(*) FROM account_events").fetchone()
    with system.vault.database.connection() as connection:
        rows = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("keys", "people", "handles", "destroyed_keys", "read_people")
        ]
    return (system.store.position(), events[0], *rows)


def routes(here: Served) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The API's routes without its prefix, and the actions of each."""
    for address in every_address(here.routes):
        method, _, path = address.key.partition(" ")
        if path.startswith(UNDER) and address.key not in PUBLIC_ADDRESSES:
            yield f"{method} {path.removeprefix(UNDER)}", address.actions


def test_there_is_a_request_for_every_route(here: Served):
    known_routes = {route for route, _ in routes(here)}
    posts = {route for route in known_routes if route.startswith("POST ")}

    assert posts <= SENT.keys() <= known_routes


def test_who_may_not_is_refused_and_changes_nothing(
    here: Served, known: OnRecord, callers: list[Caller]
):
    refused = 0
    before = all_that_is_kept(here)
    for route, actions in routes(here):
        able = {role for action in actions for role in may_at_all(action)}
        for caller in callers:
            if caller.role in able:
                continue
            response = known.send(caller.client, route)
            assert response.status_code == 403, (route, caller.role, response.text)
            assert response.json()["code"] == "not_permitted"
            refused += 1
    assert refused > 200
    assert all_that_is_kept(here) == before


def test_who_may_ask_but_not_of_this_is_refused_as_if_it_were_not_there(
    here: Served, known: OnRecord, callers: list[Caller]
):
    before, refused = all_that_is_kept(here), 0
    for route, actions in routes(here):
        able = {role for action in actions for role in may_at_all(action)}
        for caller in callers:
            if caller.role not in able or caller.may(actions):
                continue
            response = known.send(caller.client, route)
            context = route, caller.role, response.text
            if route.startswith("GET ") or route.endswith("/search"):
                if response.status_code == 200:
                    content = response.json()
                    assert content["total"] == len(content["items"]), context
                    assert all(item["delegation"] == "IT" for item in content["items"])
                else:
                    assert response.status_code in (403, 404), context
            else:
                assert response.status_code in (403, 404), context
            assert "Eva" not in response.text
            refused += 1
    assert refused > 15
    assert all_that_is_kept(here) == before


def test_who_may_is_heard(here: Served, known: OnRecord, callers: list[Caller]):
    heard = 0
    for route, actions in routes(here):
        for caller in callers:
            if not caller.may(actions) or f"{UNDER}{route}" == ENDLESS:
                continue
            if route == "GET /positions":
                continue
            response = known.send(caller.client, route)
            context = route, caller.role, caller.stands, response.text
            assert response.status_code not in (401, 403), context
            assert response.status_code < 500, context
            heard += 1
    assert heard > 150


def test_nobody_is_told_to_sign_in(here: Served, known: OnRecord):
    stranger, before = here.client(address=ELSEWHERE), all_that_is_kept(here)
    for route, _ in routes(here):
        response = known.send(stranger, route)
        assert response.status_code == 401, (route, response.text)
        assert response.json()["code"] == "not_signed_in"
    assert all_that_is_kept(here) == before


def test_what_is_public_is_answered_to_nobody_in_particular(here: Served):
    stranger = here.client(address=ELSEWHERE)
    for address in PUBLIC_ADDRESSES:
        method, _, path = address.partition(" ")
        if method == "GET" and path.startswith(UNDER):
            assert stranger.get(path).status_code == 200, address


def test_what_is_of_ones_own_account_sends_nobody_to_the_sign_in(here: Served):
    stranger, before = here.client(address=ELSEWHERE), all_that_is_kept(here)
    addresses = [
        address.key
        for address in every_address(here.routes)
        if " /account" in address.key and address.key not in PUBLIC_ADDRESSES
    ]
    assert len(addresses) > 15
    for address in addresses:
        method, _, path = address.partition(" ")
        response = stranger.request(
            method, path, headers={"Origin": HERE}, follow_redirects=False
        )
        if response.status_code == 303:
            assert response.headers["location"].startswith("/account/sign-in"), address
        else:
            # What cannot be read is refused before anybody looks who sent it.
            assert response.status_code in (401, 403, 422), address
    assert all_that_is_kept(here) == before


def test_figures_about_the_server_are_the_administrators(
    here: Served, callers: list[Caller]
):
    for caller in callers:
        response = caller.client.get("/metrics")
        allowed = caller.role in may_at_all("read.metrics")
        assert response.status_code == (200 if allowed else 403), caller.role
    assert here.client(address=ELSEWHERE).get("/metrics").status_code == 401


def test_the_socket_tells_everybody_who_is_signed_in(
    here: Served, callers: list[Caller]
):
    for caller in callers:
        assert caller.role in may_at_all("live.positions")
        with caller.client.websocket_connect(LIVE) as socket:
            assert int(socket.receive_text()) > 0
    stranger = here.client(address=ELSEWHERE)
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        stranger.websocket_connect(LIVE),
    ):
        pass
    assert refused.value.code == 4401
