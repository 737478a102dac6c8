"""What schemathesis thinks of to send, by the API's own description of itself.

For every operation it makes requests that fit the description and requests that do
not, the same ones each time. None may be answered with a mistake of ours, with a
status that is not documented, or in a form that is not described.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

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
from service.http_examples import HERE, Served, activity, announce, objective, served

from bsm_domain.roles import Role

# A stream of positions never ends, so it is no question and answer.
ENDLESS = "/positions"
# Without a parameter or a body nothing can be wrong.
ASKS_NOTHING = ("/health", "/health/alive", "/health/ready")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# Most of what an auditor sends is refused at the door, whatever it is.
EXAMPLES = {Role.SECRETARIAT: 6, Role.AUDITOR: 3}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("data")
    with served(folder) as it:
        yield it
    assert audit_log(folder) > 0


@pytest.fixture(scope="module")
def known(here: Served) -> dict[str, str]:
    """Ids of things on record, so that some requests are about something."""
    secretariat = here.as_(Role.SECRETARIAT)
    meeting = announce(secretariat)
    nominated = secretariat.post(
        f"/api/v1/meetings/{meeting}/registrations",
        json={"delegation": "AT", "function": "head"},
    )
    aim = objective(secretariat, meeting)
    return {
        "meeting_id": meeting,
        "objective_id": aim,
        "registration_id": nominated.json()["id"],
        "activity_id": activity(secretariat, aim),
    }


def operations(here: Served) -> list[APIOperation]:
    described = schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", here.app, headers={"Host": "127.0.0.1"}
    )
    found = [result.ok() for result in described.get_all_operations()]
    return [one for one in found if one.path != ENDLESS]


def about_something(case: Case, known: dict[str, str]) -> None:
    """Every second id that is one becomes that of something on record."""
    for name, value in case.path_parameters.items():
        try:
            is_even = UUID(str(value)).int % 2 == 0
        except ValueError:
            continue
        if is_even and name in known:
            case.path_parameters[name] = known[name]


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda it: it.value)
@pytest.mark.parametrize("role", EXAMPLES)
def test_whatever_is_sent_is_answered_as_documented(
    here: Served, known: dict[str, str], role: Role, mode: GenerationMode
):
    token = here.as_(role).headers["Authorization"]
    for operation in operations(here):
        if operation.path in ASKS_NOTHING and mode is GenerationMode.NEGATIVE:
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

        is_answered()
