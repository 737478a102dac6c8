"""An address takes the query parameters that it declares, and refuses all others."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from service.http_api.http_examples import Served, served
from service.http_api.http_requests import OnRecord, on_record
from service.http_api.routes import every_address
from starlette.testclient import TestClient, WebSocketDenialResponse

from bsm_domain.foundation.roles import Role


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("data"), requests_per_minute=0) as it:
        yield it


@pytest.fixture(scope="module")
def known(here: Served) -> OnRecord:
    return on_record(here)


@pytest.fixture(scope="module")
def office(here: Served, known: OnRecord) -> TestClient:
    return here.as_(Role.SECRETARIAT)


def is_for_programs(path: str) -> bool:
    return path == "/metrics" or path.startswith("/api/")


def asked_with(client: TestClient, method: str, path: str, known: OnRecord) -> Any:
    """The answer to a misspelt parameter."""
    if method == "SOCKET":
        socket = f"ws://127.0.0.1:8501{path}?as_off=2016-05-01"
        with (
            pytest.raises(WebSocketDenialResponse) as denied,
            client.websocket_connect(socket),
        ):
            pass
        return denied.value
    if path.startswith("/api/v1"):
        path = known.address(path.removeprefix("/api/v1"))
    return client.request(method, path, params={"as_off": "2016-05-01"})


def test_every_address_for_programs_refuses_an_unknown_parameter(
    here: Served, known: OnRecord, office: TestClient
):
    before = here.system.store.position()
    addresses = [address.key.split(" ", 1) for address in every_address(here.routes)]
    addresses = [(method, path) for method, path in addresses if is_for_programs(path)]

    assert len(addresses) > 100
    assert {"/metrics", "/api/live", "/api/v1/openapi.json", "/api/v1/health"} <= {
        path for _, path in addresses
    }
    for method, path in addresses:
        response = asked_with(office, method, path, known)
        refusal = response.json()
        assert (response.status_code, refusal["code"]) == (422, "unknown_parameter"), (
            path
        )
        assert "“as_off”" in refusal["detail"]
        assert refusal["errors"] == [
            {"field": "query.as_off", "message": refusal["detail"]}
        ]
    assert here.system.store.position() == before


def test_the_refusal_names_the_parameters_that_are_known(office: TestClient):
    def told(path: str, **asked: str) -> str:
        detail: str = office.get(f"/api/v1{path}", params=asked).json()["detail"]
        return detail

    assert told("/meetings", as_off="2016-05-01") == (
        "unknown query parameter “as_off”; this address accepts as_of, cursor, format, "
        "limit, plain"
    )
    assert told("/me", as_of="2016-05-01") == (
        "unknown query parameter “as_of”; this address accepts none"
    )
    assert len(told("/me", **{"a" * 5_000: "1"})) < 300


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/facts?kind=actvity", "query.kind.0"),
        ("/facts?delegation=at", "query.delegation"),
        ("/participants?delegation=at", "query.delegation"),
        ("/mandates?delegation=at", "query.delegation"),
        ("/activities?owner=at", "query.owner"),
        ("/activities?concerning=at", "query.concerning"),
        ("/activities?status=acepted", "query.status"),
    ],
)
def test_a_misspelt_value_is_refused_and_not_answered_by_an_empty_list(
    office: TestClient, path: str, field: str
):
    response = office.get(f"/api/v1{path}")

    assert response.status_code == 422, response.text
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_parameter_of_one_value_is_given_once(office: TestClient):
    twice = office.get("/api/v1/meetings?as_of=1&as_of=2")
    several = office.get("/api/v1/facts?kind=meeting&kind=objective")

    assert (twice.status_code, twice.json()["code"]) == (422, "repeated_parameter")
    assert twice.json()["detail"] == (
        "the query parameter “as_of” occurs 2 times; give it only once"
    )
    assert twice.json()["errors"][0]["field"] == "query.as_of"
    assert several.status_code == 200


def test_every_parameter_that_is_described_is_taken(
    here: Served, known: OnRecord, office: TestClient
):
    """Given as nothing, each is understood or refused as a value, never as unknown."""
    paths = here.anybody.get("/api/v1/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for method, operation in methods.items():
            asked = [
                (parameter["name"], "")
                for parameter in operation.get("parameters", ())
                if parameter["in"] == "query"
                # What has several values is given twice.
                for _ in range(1 + ('"array"' in json.dumps(parameter["schema"])))
            ]
            if asked:
                query = urlencode(asked)
                response = office.request(method, f"{known.address(path)}?{query}")
                assert "_parameter" not in response.text, (path, response.text)


def test_headers_that_nobody_knows_are_passed_over(office: TestClient):
    response = office.get("/api/v1/meetings", headers={"X-As-Off": "1"})

    assert response.status_code == 200
