"""A column is declared once, as a field of a dataclass: of the class that lists show,
or of the row class that adds internal columns. Its type determines how it is stored.

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Registration:
        id: Id = column("registration_id")
        delegation: str
        delegation_name: str = computed()
        nominated_at: datetime
"""

import json
import re
from collections.abc import Callable, Hashable
from dataclasses import MISSING, field, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from types import NoneType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

from pydantic import WithJsonSchema

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.microseconds import from_micros, to_micros
from bsm_domain.meetings.agenda import WALL_TIME_FORMAT
from bsm_projections.databases import SqlDialect

# An ID in read models: a string, which the API describes as a UUID.
Id = Annotated[str, WithJsonSchema({"type": "string", "format": "uuid"})]

# A date and time in the meeting's local time: "2016-04-12T09:30".
WallClock = Annotated[
    str, WithJsonSchema({"type": "string", "format": WALL_TIME_FORMAT})
]


def without_none(kind: Any) -> Any:
    """The type of a value that may be None."""
    if NoneType in get_args(kind):
        [kind] = [one for one in get_args(kind) if one is not NoneType]
    return kind


def id_text(id: UUID | None) -> str | None:
    return None if id is None else str(id)


def column(name: str, *, default: Any = MISSING) -> Any:
    """A field that is stored in a column of another name."""
    return field(default=default, metadata={"column": name})


def computed() -> Any:
    """A field that is not stored: its value is determined when it is read, and passed
    by name. `x_name` is the name of the delegation whose code is `x`.
    """
    return field(default=None, metadata={"computed": True})


def set_by(fact: type[DomainEvent], value: Callable[[Any, Any], Any]) -> Any:
    """A field, None at first, that a fact sets: to what `value` makes of the row before
    and the fact. `happened` and `recorded` are its clocks, `stated` another of its
    fields.
    """
    return field(default=None, metadata={"set_by": (fact, value)})


def happened(_: Any, fact: DomainEvent) -> datetime:
    return fact.occurred_at


def recorded(_: Any, fact: DomainEvent) -> datetime:
    return fact.recorded_at


def stated(name: str) -> Callable[[Any, DomainEvent], Any]:
    """The field of that name of the fact, as it is."""
    return lambda _, fact: getattr(fact, name)


def values_set_by(fact: DomainEvent, row: Any) -> dict[str, Any]:
    """The new values of the row's fields that the fact sets by their declaration."""
    setters = _setters(cast(Hashable, type(row))).get(type(fact), ())
    return {name: value(row, fact) for name, value in setters}


@cache
def _setters(
    kind: Any,
) -> dict[type[DomainEvent], tuple[tuple[str, Callable[[Any, Any], Any]], ...]]:
    setters: dict[type[DomainEvent], tuple[Any, ...]] = {}
    for declared in fields(kind):
        if "set_by" in declared.metadata:
            fact, value = declared.metadata["set_by"]
            setters[fact] = (*setters.get(fact, ()), (declared.name, value))
    return setters


class Storage(NamedTuple):
    """How values of a type are stored: in a column of `sql_type` (int or str),
    unchanged by default.
    """

    sql_type: type
    to_stored: Callable[[Any], Any] | None = None
    from_stored: Callable[[Any], Any] | None = None


@lru_cache(1_000)
def _json_list(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _from_json_list(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))


_STORAGE = {
    str: Storage(str),
    int: Storage(int),
    bool: Storage(int, None, bool),
    datetime: Storage(int, to_micros, from_micros),
    date: Storage(str, date.isoformat, date.fromisoformat),
    UUID: Storage(str, lambda id: id.hex, UUID),
    tuple: Storage(str, _json_list, _from_json_list),
}


class Column(NamedTuple):
    """One column: its field in the dataclass, and how it is stored."""

    field: str
    name: str
    storage: Storage
    is_optional: bool

    def definition(self, dialect: SqlDialect) -> str:
        """As the statement that creates the table has it."""
        sql_type = dialect.integer if self.storage.sql_type is int else dialect.text
        name = f"{self.name} {sql_type}"
        return name if self.is_optional else f"{name} NOT NULL"


def stored_columns(kind: type) -> tuple[Column, ...]:
    """The columns of a dataclass, in the order of its fields."""
    types = get_type_hints(kind)
    return tuple(
        Column(
            field.name,
            field.metadata.get("column", field.name),
            _storage(types[field.name]),
            NoneType in get_args(types[field.name]),
        )
        for field in fields(kind)
        if "computed" not in field.metadata
    )


def computed_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if "computed" in field.metadata)


def _storage(annotation: Any) -> Storage:
    """The storage of a type, an enumeration, a tuple of texts, a set of texts, or an
    optional one of these.
    """
    annotation = without_none(annotation)
    if get_origin(annotation) is frozenset:
        return _comma_list(*get_args(annotation))
    kind = get_origin(annotation) or annotation
    if issubclass(kind, StrEnum):
        return Storage(str, None, kind)
    return _STORAGE[kind]


def _comma_list(kind: Callable[[str], str]) -> Storage:
    def from_stored(text: str) -> frozenset[str]:
        return frozenset(map(kind, text.split(",") if text else ()))

    return Storage(str, lambda texts: ",".join(sorted(texts)), from_stored)


_NUMBER = re.compile(r"[0-9]+")
_DIGITS = 20


def natural_sort_key(text: str) -> str:
    """A key that sorts in that order as plain text: every number has the same number of
    digits. Numbers of more than twenty digits sort as text.
    """
    return _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), text)
