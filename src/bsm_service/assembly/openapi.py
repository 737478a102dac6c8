"""The API's description of itself (OpenAPI), with the schema names of the table."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from bsm_service.assembly.openapi_schema_names import SCHEMA_NAMES
from bsm_service.http_api.responses.problems import PROBLEM_SCHEMA, Problem

_SCHEMA_PREFIX = "#/components/schemas/"
_TOKEN = "token"


def openapi_document(app: FastAPI, served_at: str) -> dict[str, Any]:
    """The document for an API that is served at a path such as "/api/v1". What may be
    answered by 401 needs a token.
    """
    made = get_openapi(
        title=app.title,
        version=app.version,
        routes=app.routes,
        servers=[{"url": served_at}],
    )
    made["components"]["securitySchemes"] = {
        _TOKEN: {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token, made under My account or by "
            "`bsm token create`.",
        }
    }
    for operation in _operations(made):
        needs_token = "401" in operation["responses"]
        operation["security"] = [{_TOKEN: []}] if needs_token else []
    schemas = made["components"]["schemas"]
    problem = TypeAdapter(Problem).json_schema(ref_template=_SCHEMA_PREFIX + "{model}")
    schemas |= problem.pop("$defs", {})
    schemas[PROBLEM_SCHEMA.removeprefix(_SCHEMA_PREFIX)] = problem
    names = _public_names(schemas)
    made["components"]["schemas"] = {
        names.get(key, key): schema | {"title": names.get(key, key)}
        for key, schema in sorted(
            schemas.items(), key=lambda one: names.get(one[0], one[0])
        )
    }
    named: dict[str, Any] = _renamed(made, names)
    for schema in _response_only_schemas(named):
        _require_all_fields(schema)
    return named


def _operations(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in made["paths"].values():
        yield from methods.values()


def _response_only_schemas(described: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas of answers, and of what is in them, that no request has."""
    schemas = described["components"]["schemas"]
    asked: set[str] = set()
    answered: set[str] = set()
    for operation in _operations(described):
        parts = operation.get("requestBody"), operation.get("parameters")
        asked |= _references(parts, schemas)
        for status, answer in operation["responses"].items():
            if status.startswith("2"):
                answered |= _references(answer, schemas)
    return (schemas[name] for name in sorted(answered - asked))


def _references(part: Any, schemas: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one
        elif isinstance(one, str) and one.startswith(_SCHEMA_PREFIX):
            name = one.removeprefix(_SCHEMA_PREFIX)
            if name not in found:
                found.add(name)
                waiting.append(schemas[name])
    return found


def _require_all_fields(schema: dict[str, Any]) -> None:
    """Answers have all their fields; a default would say that some may be absent."""
    properties = schema.get("properties", {})
    for one in properties.values():
        one.pop("default", None)
    if properties:
        schema["required"] = list(properties)


def _public_names(keys: Iterable[str]) -> Mapping[str, str]:
    """For each key that pydantic gave to a schema, the name of the table."""
    found = {}
    for model, name in SCHEMA_NAMES.items():
        for key in _keys_of(model):
            if key in keys:
                found[key] = name
                break
    return found


def _keys_of(model: Any) -> tuple[str, str]:
    """What pydantic calls a model: where two have the same name, with the module."""
    return (
        _as_key(f"{model.__module__}.{model.__qualname__}"),
        _as_key(model.__name__),
    )


def _as_key(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9.\-_]", "_", name).replace(".", "__")


def _renamed(part: Any, names: Mapping[str, str]) -> Any:
    """The same part of the document, its references by the names of the table."""
    if isinstance(part, dict):
        return {key: _renamed(one, names) for key, one in part.items()}
    if isinstance(part, list):
        return [_renamed(one, names) for one in part]
    if isinstance(part, str) and part.startswith(_SCHEMA_PREFIX):
        key = part.removeprefix(_SCHEMA_PREFIX)
        return _SCHEMA_PREFIX + names.get(key, key)
    return part
