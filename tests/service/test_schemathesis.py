"""What schemathesis thinks of to send, by the API's own description of itself.

For every operation, as each role, it makes requests that fit the description and
requests that do not, the same ones each time. None may be answered with a mistake of
ours, with a status that is not documented, or in a form that is not described; and none
lets a role do what the table does not list for it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from raw_log import audit_log
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from service.expected_permissions import may_at_all
from service.http_examples import HERE, Served, served
from service.http_requests import on_record
from service.routes import every_address

from bsm_domain.foundation.roles import Role

# A stream of positions never ends, so it is no question and answer.
ENDLESS = "/positions"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# How many requests of each kind for each operation. Most of what is sent by those who
# only look is refused at the door, whatever it is.
EXAMPLES = {
    Role.SECRETARIAT: 2,
    Role.ADMINISTRATOR: 1,
    Role.FOCAL_POINT: 1,
    Role.CHAIR: 1,
    Role.PARTICIPANT: 1,
    Role.AUDITOR: 1,
    Role.LEADERSHIP: 1,
}


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
        for address in every_address(here.app.routes)
        if address.actions
    }


@pytest.fixture(scope="module")
def operations(here: Served) -> list[APIOperation]:
    described = schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", here.app, headers={"Host": "127.0.0.1"}
    )
    found = [result.ok() for result in described.get_all_operations()]
    return [one for one in found if one.path != ENDLESS]


def asks_anything(operation: APIOperation) -> bool:
    """Without a parameter or a body nothing can be wrong."""
    asked = (operation.path_parameters, operation.query, operation.body)
    return any(len(one) for one in asked)


def about_something(case: Case, known: Mapping[str, str]) -> None:
    """Every second id that is one becomes that of something on record."""
    for name, value in case.path_parameters.items():
        if name in known and _is_id(str(value)) and crc32(str(value).encode()) % 2:
            case.path_parameters[name] = known[name]


def _is_id(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text) is not None


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda it: it.value)
@pytest.mark.parametrize("role", EXAMPLES)
def test_whatever_is_sent_is_answered_as_documented(
    here: Served,
    known: Mapping[str, str],
    able: Mapping[str, set[Role]],
    operations: list[APIOperation],
    role: Role,
    mode: GenerationMode,
):
    delegation = "AT" if role in (Role.FOCAL_POINT, Role.PARTICIPANT) else None
    token = here.as_(role, delegation).headers["Authorization"]
    for operation in operations:
        if mode is GenerationMode.NEGATIVE and not asks_anything(operation):
            continue

        @settings(
            max_examples=EXAMPLES[role],
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def is_answered(case: Case) -> None:
            about_something(case, known)
            answer = case.call(
                base_url=f"{HERE}/api/v1",
                headers={"Authorization": token, "Host": "127.0.0.1"},
            )
            case.validate_response(answer, checks=CHECKS)
            asked = f"{case.method.upper()} {case.operation.path}"
            if role not in able.get(asked, Role):
                assert answer.status_code >= 400

        is_answered()
