"""What schemathesis thinks of to send, by the API's own description of itself.

For every operation it makes requests that fit the description and requests that do not.
None may be answered with a mistake of
ours, with a status that is not documented, or in a form that is not described; and none
lets a role do what the table does not list for it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from fuzzing import fuzzing
from hypothesis import HealthCheck, Phase, given, settings
from raw_database import audit_log
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from service.access.expected_permissions import may_at_all
from service.http_api.http_examples import HERE, Served, served
from service.http_api.http_requests import on_record
from service.http_api.routes import every_address

from bsm_domain.foundation.roles import Role

# A stream of positions never ends, so it is no question and answer.
ENDLESS = "/positions"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Each operation is asked by one role that may; in `make fuzz`, by all, for longer. That
# nobody else is heard is tested for every address in test_walk_over_http.py.
ROLES = [role for role in Role if role is not Role.SYSTEM]
ONE_THAT_MAY = None
# The first example is always the simplest.
EXAMPLES = 20 if fuzzing() else 2


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("data")
    with served(folder) as it:
        yield it
    assert audit_log(folder) > 0


@pytest.fixture(scope="module")
def known(here: Served) -> Mapping[str, str]:
    """Ids of things on record, so that some requests are about something."""
    return on_record(here).ids


@pytest.fixture(scope="module")
def able(here: Served) -> dict[str, set[Role]]:
    """Who may ask each operation, at all; everybody where it is not named."""
    return {
        address.key.replace("/api/v1", ""): {
            role for action in address.actions for role in may_at_all(action)
        }
        for address in every_address(here.routes)
        if address.actions
    }


@pytest.fixture(scope="module")
def operations(here: Served) -> list[APIOperation]:
    description = here.anybody.get("/api/v1/openapi.json").json()
    # Every command may name its source, in the same form. To make it up for each takes
    # longer than all the rest, so one of them stands for all.
    with_source = [
        schema["properties"]
        for schema in description["components"]["schemas"].values()
        if "source" in schema.get("properties", ())
    ]
    assert len(with_source) > 50
    for properties in with_source[1:]:
        del properties["source"]
    described = schemathesis.openapi.from_dict(description)
    described.app = here.app
    found = [result.ok() for result in described.get_all_operations()]
    return [operation for operation in found if operation.path != ENDLESS]


def asks_anything(operation: APIOperation) -> bool:
    """Without a parameter or a body nothing can be wrong."""
    parts = (operation.path_parameters, operation.query, operation.body)
    return any(len(one) for one in parts)


def about_something(case: Case, known: Mapping[str, str]) -> None:
    """Every second id that is one becomes that of something on record."""
    for name, value in case.path_parameters.items():
        if name in known and _is_id(str(value)) and crc32(str(value).encode()) % 2:
            case.path_parameters[name] = known[name]


def _is_id(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text) is not None


def named(operation: APIOperation) -> str:
    return f"{operation.method.upper()} {operation.path}"


def one_of(roles: set[Role], operation: APIOperation) -> Role:
    """The same every time, and another for other operations."""
    asking = [role for role in ROLES if role in roles]
    return asking[crc32(named(operation).encode()) % len(asking)]


def token_of(role: Role, here: Served) -> str:
    delegation = "AT" if role in (Role.FOCAL_POINT, Role.PARTICIPANT) else None
    return here.as_(role, delegation).headers["Authorization"]


@pytest.mark.fuzz
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda method: method.value)
@pytest.mark.parametrize(
    "asking", ROLES if fuzzing() else [ONE_THAT_MAY], ids=lambda text: text or "who may"
)
def test_whatever_is_sent_is_answered_as_documented(
    here: Served,
    known: Mapping[str, str],
    able: Mapping[str, set[Role]],
    operations: list[APIOperation],
    asking: Role | None,
    mode: GenerationMode,
):
    tokens = {role: token_of(role, here) for role in ROLES}
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not asks_anything(operation):
            continue
        allowed = able.get(named(operation), set(ROLES))
        role = asking or one_of(allowed, operation)
        cases = operation.as_strategy(generation_mode=mode)
        is_answered(cases, known, tokens[role], heard=role in allowed)


def is_answered(
    cases: Any, known: Mapping[str, str], token: str, *, heard: bool
) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=not fuzzing(),
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def each(case: Case) -> None:
        about_something(case, known)
        response = case.call(
            base_url=f"{HERE}/api/v1",
            headers={"Authorization": token, "Host": "127.0.0.1"},
        )
        case.validate_response(response, checks=CHECKS)
        assert heard or response.status_code >= 400

    each()
