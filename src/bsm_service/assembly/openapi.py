"""The API's description (OpenAPI), with names that never change."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import InvitedDelegation
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.leadership import activity_changes, activity_figures
from bsm_projections.leadership import queries as leadership_queries
from bsm_service.access.permissions import Grant, Scope
from bsm_service.accounts import api_models as accounts_api_models
from bsm_service.application import command_service
from bsm_service.application.fact_view import FactDetails
from bsm_service.follow_up import routes as follow_up_routes
from bsm_service.follow_up.lineage_commands import Continuation
from bsm_service.http_api.responses.problems import PROBLEM_SCHEMA, Problem
from bsm_service.imports.files.file_format import (
    Delimiter,
    DetectedProperty,
    DetectionSource,
    Encoding,
    FileFormat,
)
from bsm_service.leadership.report import LeadershipReportModel
from bsm_service.people import visible_participants
from bsm_service.privacy.erasure import receipt
from bsm_service.privacy.erasure.residual_data import ResidualFinding
from bsm_service.privacy.own_data import models
from bsm_service.registration.commands import DelegateRow
from bsm_service.reminders import outbox_messages, outbox_status, preferences
from bsm_service.reminders import routes as reminders_routes

_SCHEMA_PREFIX = "#/components/schemas/"
_TOKEN = "token"


def openapi_document(app: FastAPI, served_at: str) -> dict[str, Any]:
    """The document for an API served at a path such as "/api/v1". Operations that may
    answer 401 need a token.
    """
    document = get_openapi(
        title=app.title,
        version=app.version,
        routes=app.routes,
        servers=[{"url": served_at}],
    )
    document["components"]["securitySchemes"] = {
        _TOKEN: {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token, made under My account or by "
            "`bsm token create`.",
        }
    }
    for operation in _operations(document):
        needs_token = "401" in operation["responses"]
        operation["security"] = [{_TOKEN: []}] if needs_token else []
    schemas = document["components"]["schemas"]
    problem = TypeAdapter(Problem).json_schema(ref_template=_SCHEMA_PREFIX + "{model}")
    schemas |= problem.pop("$defs", {})
    schemas[PROBLEM_SCHEMA.removeprefix(_SCHEMA_PREFIX)] = problem
    names = _public_names(schemas)
    document["components"]["schemas"] = {
        names.get(key, key): schema | {"title": names.get(key, key)}
        for key, schema in sorted(
            schemas.items(), key=lambda item: names.get(item[0], item[0])
        )
    }
    renamed: dict[str, Any] = _renamed(document, names)
    for schema in _response_only_schemas(renamed):
        _require_all_fields(schema)
    return renamed


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in document["paths"].values():
        yield from methods.values()


def _response_only_schemas(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas used in responses only."""
    schemas = document["components"]["schemas"]
    in_requests: set[str] = set()
    in_responses: set[str] = set()
    for operation in _operations(document):
        parts = operation.get("requestBody"), operation.get("parameters")
        in_requests |= _references(parts, schemas)
        for status, response in operation["responses"].items():
            if status.startswith("2"):
                in_responses |= _references(response, schemas)
    return (schemas[name] for name in sorted(in_responses - in_requests))


def _references(part: Any, schemas: Mapping[str, Any]) -> set[str]:
    names: set[str] = set()
    waiting = [part]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list | tuple):
            waiting += item
        elif isinstance(item, str) and item.startswith(_SCHEMA_PREFIX):
            name = item.removeprefix(_SCHEMA_PREFIX)
            if name not in names:
                names.add(name)
                waiting.append(schemas[name])
    return names


def _require_all_fields(schema: dict[str, Any]) -> None:
    """Responses always have all fields; a default would say that some may be absent."""
    properties = schema.get("properties", {})
    for schema_property in properties.values():
        schema_property.pop("default", None)
    if properties:
        schema["required"] = list(properties)


def _public_names(keys: Collection[str]) -> Mapping[str, str]:
    """The names of schemas, by pydantic's keys. Others keep their keys, which are the
    names of classes.
    """
    names = {}
    for model, name in SCHEMA_NAMES.items():
        for key in _keys_of(model):
            if key in keys:
                names[key] = name
                break
    for key in keys:
        if page := re.fullmatch(r"ListPage_(\w+)_", key):
            item = page.group(1)
            names[key] = f"{names.get(item, item)}Page"
    return names


def _keys_of(model: Any) -> tuple[str, str]:
    """pydantic's key of a model: if two have the same name, with the module."""
    return (
        _as_key(f"{model.__module__}.{model.__qualname__}"),
        _as_key(model.__name__),
    )


def _as_key(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9.\-_]", "_", name).replace(".", "__")


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    """The same part of the document, with its references renamed."""
    if isinstance(part, dict):
        return {key: _renamed(item, names) for key, item in part.items()}
    if isinstance(part, list):
        return [_renamed(item, names) for item in part]
    if isinstance(part, str) and part.startswith(_SCHEMA_PREFIX):
        key = part.removeprefix(_SCHEMA_PREFIX)
        return _SCHEMA_PREFIX + names.get(key, key)
    return part


SCHEMA_NAMES: Mapping[Any, str] = {
    InvitedDelegation: "DelegationInvitation",
    MatterAudience: "Audience",
    DelegateRow: "NewDelegate",
    Continuation: "ContinuingActivity",
    follow_up_routes.StoredContent: "StoredFile",
    LeadershipReportModel: "CommitmentsReport",
    leadership_queries.LeadershipFigures: "Commitments",
    activity_figures.ActivityFigures: "CommitmentFigures",
    activity_changes.DueDateMove: "DueDateChange",
    activity_changes.BulkEntry: "FactsRecordedTogether",
    FileFormat: "ImportFileFormat",
    DetectedProperty: "ImportFileProperty",
    DetectionSource: "ImportFilePropertySource",
    Delimiter: "TextDelimiter",
    Encoding: "TextEncoding",
    FactDetails: "WholeFact",
    command_service.CommandResult: "CommandAnswer",
    visible_participants.ParticipantModel: "Participant",
    PersonalGroup: "PersonalDataGroup",
    receipt.Receipt: "ErasureReceipt",
    ResidualFinding: "ErasureFinding",
    models.OwnDataExport: "PersonalDataReport",
    models.AccountEventModel: "AccountEvent",
    Scope: "PermissionScope",
    Grant: "AuditorGrant",
    accounts_api_models.AccountModel: "Account",
    accounts_api_models.MandateModel: "Mandate",
    reminders_routes.NoticeModel: "Notice",
    preferences.MessageKind: "ReminderKind",
    outbox_messages.MessageState: "EmailState",
    outbox_status.FailingMessage: "FailingEmail",
    outbox_status.OutboxStatus: "Outbox",
}


def request_schema_name(operation_id: str) -> str:
    """The name of the body that a command's operation takes:
    "propose_activity" takes a ProposeActivityRequest.
    """
    return "".join(map(str.capitalize, operation_id.split("_"))) + "Request"
