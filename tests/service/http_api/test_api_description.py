"""What programs are generated from: names that stay, and answers that have a type.

Names are independent of classes, functions and modules. `api_names.json` freezes them,
with the fields of each schema and the values of each enumeration: a name that is
changed or removed there breaks every client that was generated.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import create_model
from service.http_api.http_examples import served

from bsm_domain.foundation.roles import Role
from bsm_service.application.command import posted_commands
from bsm_service.assembly.openapi import (
    SCHEMA_NAMES,
    openapi_document,
    request_schema_name,
)
from bsm_service.http_api.responses.problems import MEDIA_TYPE
from frozen_names import API_NAMES_FILE, answer_of, api_names, operations

# What is answered that is no JSON, by operation.
FILES_AND_STREAMS = {
    "download_evidence_file": "application/octet-stream",
    "download_note_file": "application/octet-stream",
    "get_commitments_brief": "application/pdf",
    "get_agenda_document": "application/pdf",
    "get_decision_document": "application/pdf",
    "get_list_of_participants_document": "application/pdf",
    "get_my_data_document": "application/pdf",
    "get_participant_data_document": "application/pdf",
    "stream_positions": "text/event-stream",
}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    with served(tmp_path_factory.mktemp("data")) as it:
        content: dict[str, Any] = it.anybody.get("/api/v1/openapi.json").json()
    return content


def test_the_description_reads_the_same_however_often_it_is_asked_for(tmp_path: Path):
    with served(tmp_path) as here:
        gzip = {"Accept-Encoding": "gzip"}
        first, second = (
            here.anybody.get("/api/v1/openapi.json", headers=gzip) for _ in range(2)
        )

    for response in (first, second):
        assert response.headers["content-encoding"] == "gzip"
    assert first.json() == second.json()


def test_the_names_that_programs_know_are_frozen(described: dict[str, Any]):
    now = _flat(api_names(described))
    promised = _flat(json.loads(API_NAMES_FILE.read_text(encoding="utf-8")))

    assert sorted(promised - now) == [], "what programs know must stay as it is"
    assert sorted(now - promised) == [], "'make names' adds new names to the file"


def _flat(names: dict[str, Any]) -> set[str]:
    return {
        f"title: {names['title']}",
        *(f"{name}: {answer}" for name, answer in names["operations"].items()),
        *(
            f"{name}: {part}"
            for name, parts in names["schemas"].items()
            for part in parts
        ),
    }


def test_every_operation_has_an_id_of_its_own_in_the_fields_words(
    described: dict[str, Any],
):
    ids = Counter(operation["operationId"] for operation in operations(described))

    assert [id for id, times in ids.items() if times > 1] == []
    # FastAPI makes "activity_agree_activities__activity_id__agreement_post".
    assert [id for id in ids if not re.fullmatch("[a-z]+(_[a-z]+)+", id)] == []
    assert [id for id in ids if id.endswith(("_get", "_post", "_put"))] == []


def test_every_schema_has_a_name_of_its_own_in_the_fields_words(
    described: dict[str, Any],
):
    """Where two classes have one name, `openapi_schema_names.toml` names them."""
    schemas = described["components"]["schemas"]
    declared = [
        *SCHEMA_NAMES.values(),
        *(request_schema_name(command.OPERATION_ID) for command in posted_commands()),
    ]

    assert [name for name, times in Counter(declared).items() if times > 1] == []
    assert set(declared) <= set(schemas)
    assert [name for name in schemas if not re.fullmatch("[A-Z][A-Za-z]+", name)] == []
    assert [name for name in schemas if name.endswith("Model")] == []
    assert {name: one["title"] for name, one in schemas.items()} == {
        name: name for name in schemas
    }


def test_every_answer_has_a_type(described: dict[str, Any]):
    answers = {
        operation["operationId"]: answer_of(operation)
        for operation in operations(described)
    }
    schemas = described["components"]["schemas"]
    without_content = {
        operation["operationId"]
        for operation in operations(described)
        if "204" in operation["responses"]
    }

    assert {
        id: answer for id, answer in answers.items() if answer not in schemas
    } == FILES_AND_STREAMS | dict.fromkeys(without_content, "")
    assert {answers[command.OPERATION_ID] for command in posted_commands()} == {
        "CommandAnswer"
    }


def test_every_refusal_has_a_type(described: dict[str, Any]):
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    for operation in operations(described):
        refusals = {
            status: answer["content"]
            for status, answer in operation["responses"].items()
            if not status.startswith("2")
        }
        assert refusals == {status: {MEDIA_TYPE: problem} for status in refusals}
        assert "422" in refusals, operation["operationId"]


def test_what_needs_an_account_needs_a_token(described: dict[str, Any]):
    """So a generated client asks for one, and sends it."""
    [(scheme, told)] = described["components"]["securitySchemes"].items()
    needs = {
        operation["operationId"]: operation["security"]
        for operation in operations(described)
    }

    assert (told["type"], told["scheme"]) == ("http", "bearer")
    assert {id for id, security in needs.items() if security == []} == {
        *("get_health", "get_liveness", "get_readiness")
    }
    assert [need for need in needs.values() if need not in ([], [{scheme: []}])] == []


def test_an_id_has_one_type_wherever_programs_meet_it(described: dict[str, Any]):
    """What a list answers can be compared with what a command answered."""
    # Ids of accounts, mandates, mails and readings are no UUIDs.
    others = {"Account", "HeldAccount", "Mandate", "PersonalDataReading"}
    match = {
        f"{name}.{field}": json.dumps(schema)
        for name, one in described["components"]["schemas"].items()
        for field, schema in one.get("properties", {}).items()
        if re.fullmatch("id|.*_id|parents|succeeded_by", field) and name not in others
    }

    assert "Activity.id" in match
    assert {at for at, schema in match.items() if '"format": "uuid"' not in schema} == {
        "Problem.request_id"
    }


def test_an_answer_has_all_its_fields(described: dict[str, Any]):
    """So a generated client need not ask of each whether it is there."""
    schemas = described["components"]["schemas"]
    for name in ("CommandAnswer", "ImportReport", "Registration", "RowDifference"):
        assert schemas[name]["required"] == list(schemas[name]["properties"]), name
        assert "default" not in json.dumps(schemas[name]), name
    # What a request may leave out stays so, and what a refusal need not say.
    assert schemas["ProposeActivityRequest"]["required"] == ["title", "owner"]
    assert "errors" not in schemas["Problem"]["required"]


def test_every_reference_leads_to_a_schema(described: dict[str, Any]):
    references = set(
        re.findall('"#/components/schemas/([^"]+)"', json.dumps(described))
    )

    assert references <= described["components"]["schemas"].keys()
    assert described["servers"] == [{"url": "/api/v1"}]


def test_a_refusal_is_of_the_form_that_is_described(
    tmp_path: Path, described: dict[str, Any]
):
    with served(tmp_path) as here:
        refusals = [
            here.anybody.get("/api/v1/meetings").json(),
            here.anybody.get("/api/v1/health?deep=1").json(),
            here.anybody.post("/api/v1/meetings", json={}).json(),
        ]
    fields = described["components"]["schemas"]["Problem"]

    for refusal in refusals:
        assert set(fields["required"]) <= refusal.keys() <= fields["properties"].keys()


def test_a_document_is_plain_bytes_where_only_these_are_asked_for(tmp_path: Path):
    with served(tmp_path) as here:
        office = here.as_(Role.SECRETARIAT)

        def sent(accept: str) -> tuple[str, bytes]:
            response = office.get("/api/v1/me/data.pdf", headers={"Accept": accept})
            return response.headers["Content-Type"], response.content[:5]

        assert sent("*/*") == ("application/pdf", b"%PDF-")
        assert sent("application/octet-stream") == (
            "application/octet-stream",
            b"%PDF-",
        )
        assert sent("application/pdf, application/octet-stream")[0] == "application/pdf"


def test_a_schema_keeps_its_name_whatever_its_class_and_module_are_called(
    monkeypatch: pytest.MonkeyPatch,
):
    app = FastAPI()
    for name, module in (("Kind", "somewhere"), ("Kind", "elsewhere"), ("Told", "x")):
        model: Any = create_model(name, __module__=module, **{module: str})
        public = {"somewhere": "Mandate", "elsewhere": "Reminder"}.get(module, "Sent")
        monkeypatch.setitem(SCHEMA_NAMES, f"{module}.{name}", public)
        app.add_api_route(f"/{module}", lambda: (), response_model=tuple[model, ...])

    described = openapi_document(app, "/here")

    assert described["components"]["schemas"].keys() == {
        *("FieldProblem", "Mandate", "Problem", "Reminder", "Sent")
    }
    for module, name in (("somewhere", "Mandate"), ("elsewhere", "Reminder")):
        response = described["paths"][f"/{module}"]["get"]["responses"]["200"]
        schema = response["content"]["application/json"]["schema"]
        assert schema["items"] == {"$ref": f"#/components/schemas/{name}"}
