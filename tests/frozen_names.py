"""Adds new names to the files that freeze them: `make names`.

Stored names of facts and names of the API never change: what is stored or generated
with them would no longer be read. So this adds names, and never changes or removes one;
tests hold the files against the product.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bsm_domain.catalogue import FACTS

STORED_NAMES_FILE = Path(__file__).with_name("stored_names.txt")
API_NAMES_FILE = Path(__file__).parent / "service" / "http_api" / "api_names.json"


def stored_names() -> set[str]:
    return set(STORED_NAMES_FILE.read_text(encoding="utf-8").split())


def operations(described: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in described["paths"].values():
        yield from methods.values()


def answer_of(operation: Mapping[str, Any]) -> str:
    """The schema of an operation's answer; "" for none, else a media type."""
    [(_, answer)] = [
        (status, answer)
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]
    content = answer.get("content", {})
    if "application/json" in content:
        reference: str = content["application/json"]["schema"]["$ref"]
        return reference.rpartition("/")[2]
    return next(iter(content), "")


def api_names(described: Mapping[str, Any]) -> dict[str, Any]:
    """The names that programs know: the title, which a generated package is called
    after, operations with their answers, and schemas with their fields or values.
    """
    return {
        "title": described["info"]["title"],
        "operations": {
            f"{operation['tags'][0]}.{operation['operationId']}": answer_of(operation)
            for operation in operations(described)
        },
        "schemas": {
            name: list(schema.get("properties", schema.get("enum", ())))
            for name, schema in described["components"]["schemas"].items()
        },
    }


def _with_new_names(frozen: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """All that is frozen as it is, and what is new in its place of the alphabet."""
    added = now["operations"] | frozen["operations"]
    schemas = {
        name: sorted({*parts, *now["schemas"].get(name, ())})
        for name, parts in (now["schemas"] | frozen["schemas"]).items()
    }
    return {
        "title": frozen["title"],
        "operations": dict(sorted(added.items())),
        "schemas": dict(sorted(schemas.items())),
    }


def _write_api_names(now: dict[str, Any]) -> None:
    frozen = json.loads(API_NAMES_FILE.read_text(encoding="utf-8"))
    names = _with_new_names(frozen, now)
    parts = [
        f' "title": {json.dumps(names["title"])}',
        ' "operations": {\n'
        + ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(answer)}"
            for name, answer in names["operations"].items()
        )
        + "\n }",
        ' "schemas": {\n'
        + ",\n".join(
            f"  {json.dumps(name)}: {json.dumps(fields, ensure_ascii=False)}"
            for name, fields in names["schemas"].items()
        )
        + "\n }",
    ]
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    API_NAMES_FILE.write_text(text, encoding="utf-8")


def _write_stored_names() -> None:
    written = [fact.TOPIC for fact in FACTS]
    old = STORED_NAMES_FILE.read_text(encoding="utf-8").split()
    new = [name for name in written if name not in old]
    STORED_NAMES_FILE.write_text("\n".join([*old, *new]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    from service.http_api.http_examples import served

    with TemporaryDirectory() as folder, served(Path(folder)) as here:
        answer = here.anybody.get("/api/v1/openapi.json").json()
    _write_api_names(api_names(answer))
    _write_stored_names()
