"""The API's description (OpenAPI), with names that never change."""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from bsm_service.http_api.responses.problems import PROBLEM_SCHEMA, Problem

_SCHEMA_PREFIX = "#/components/schemas/"
_TOKEN = "token"
# By the classes with their modules.
SCHEMA_NAMES: dict[str, str] = tomllib.loads(
    (files(__package__) / "openapi_schema_names.toml").read_text("utf-8")
)


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
        # pydantic names a class with its module where two have the same name.
        for class_name in (model, model.rpartition(".")[2]):
            if (key := _as_key(class_name)) in keys:
                names[key] = name
                break
    for key in keys:
        if page := re.fullmatch(r"ListPage_(\w+)_", key):
            item = page.group(1)
            names[key] = f"{names.get(item, item)}Page"
    return names


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


def request_schema_name(operation_id: str) -> str:
    """The name of the body that a command's operation takes:
    "propose_activity" takes a ProposeActivityRequest.
    """
    return "".join(map(str.capitalize, operation_id.split("_"))) + "Request"
