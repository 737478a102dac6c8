"""Creates the items that a query returns from rows, by the names and types of
fields.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from bsm_projections.databases import Row
from bsm_projections.engine.columns import Column, computed_fields, stored_columns

T = TypeVar("T")


def row_of(item: Any) -> dict[str, Any]:
    """What is stored of an item, by the names of columns."""
    values: dict[str, Any] = {}
    for column in _columns(cast(Hashable, type(item))):
        value = getattr(item, column.field)
        convert = column.storage.to_stored
        values[column.name] = (
            value if value is None or convert is None else convert(value)
        )
    return values


@cache
def _columns(kind: Any) -> tuple[Column, ...]:
    return stored_columns(kind)


class _Recipe(NamedTuple):
    """Fields with their columns: those used unchanged, those converted, and those with
    the name of the delegation whose code is in a column.
    """

    plain: tuple[tuple[str, str], ...]
    converted: tuple[tuple[str, str, Callable[[Any], Any]], ...]
    names: tuple[tuple[str, str], ...]


def item_of(
    kind: type[T],
    row: Row,
    delegation_name: Callable[[str], str] = str,
    given: Mapping[str, Any] = MappingProxyType({}),
) -> T:
    """An item from the columns of a row, except for the fields in `given`.

    Raises TypeError if a computed field is neither given nor a name.
    """
    recipe = _recipe(cast(Hashable, kind), tuple(given))
    values = {field: row[column] for field, column in recipe.plain}
    for field, column, convert in recipe.converted:
        value = row[column]
        values[field] = None if value is None else convert(value)
    for field, column in recipe.names:
        code = row[column]
        values[field] = None if code is None else delegation_name(code)
    values |= given
    return kind(**values)


@cache
def _recipe(kind: Any, given: tuple[str, ...]) -> _Recipe:
    columns = {column.field: column for column in stored_columns(kind)}
    names = {
        field: columns[code].name
        for field in computed_fields(kind)
        if field.endswith("_name") and (code := field.removesuffix("_name")) in columns
    }
    if missing := {*computed_fields(kind)} - {*names} - {*given}:
        raise TypeError(f"{kind.__name__} needs {', '.join(sorted(missing))}")
    taken = [column for field, column in columns.items() if field not in given]
    return _Recipe(
        tuple(
            (column.field, column.name)
            for column in taken
            if column.storage.from_stored is None
        ),
        tuple(
            (column.field, column.name, column.storage.from_stored)
            for column in taken
            if column.storage.from_stored is not None
        ),
        tuple((field, code) for field, code in names.items() if field not in given),
    )
