"""Derives the fields of a form from a model: kinds from types, labels from names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, NaiveDatetime
from pydantic.fields import FieldInfo

from bsm_domain.follow_up.values import Percent
from bsm_domain.foundation.free_text import DelegationCode
from bsm_domain.foundation.time_zones import TIME_ZONES, RecordedTimeZone, TimeZone
from bsm_service.follow_up.milestone_and_evidence_commands import UploadedFile
from dashboard.forms import texts
from dashboard.forms.form import FieldKind, FormField, Options

# Texts that may be longer get a text area with several lines.
_LINE_LENGTH = 300
_KINDS: Mapping[Any, FieldKind] = {
    bool: FieldKind.CHECKBOX,
    int: FieldKind.NUMBER,
    date: FieldKind.DATE,
    AwareDatetime: FieldKind.TIME,
    NaiveDatetime: FieldKind.WALL_TIME,
    UploadedFile: FieldKind.FILE,
}
_MANY = (FieldKind.LINES, FieldKind.ROWS, FieldKind.CHOICES)


@cache
def fields_of_model(model: type[BaseModel]) -> tuple[FormField, ...]:
    """A field for each field of the model; those of a part have dotted names."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        field
        for name, info in model.model_fields.items()
        for field in _fields(name, hints[name], info)
    )


def with_known_ids(fields: Iterable[FormField]) -> list[FormField]:
    """The fields without optional IDs for which no page gives options."""
    known = []
    for field in fields:
        if field.kind is FieldKind.CHOICE and not (
            field.options or field.options_for or field.of_delegations
        ):
            if field.optional:
                continue
            field = replace(field, kind=FieldKind.LINE)
        known.append(field)
    return known


def _fields(name: str, hint: Any, info: FieldInfo) -> Iterator[FormField]:
    kind = _bare_type(hint)
    if _is_model(kind):
        for field in fields_of_model(kind):
            yield replace(
                field,
                name=f"{name}.{field.name}",
                optional=field.optional or not info.is_required(),
            )
        return
    default = None if info.is_required() else info.default
    yield FormField(
        name,
        texts.field_label(name),
        optional=not info.is_required() and default in (None, ()),
        value=default,
        help=info.description,
        **_by_type(hint, kind),
    )


def _by_type(hint: Any, kind: Any) -> dict[str, Any]:
    """The attributes that follow from a field's type."""
    limits = _limits(hint)
    if get_origin(kind) is tuple:
        return _of_many(get_args(kind)[0])
    if _is(hint, DelegationCode):
        return {"kind": FieldKind.CHOICE, "of_delegations": True}
    if _is(hint, RecordedTimeZone) or _is(hint, TimeZone):
        zones = tuple((zone, zone) for zone in sorted(TIME_ZONES))
        return {"kind": FieldKind.CHOICE, "options": zones}
    if hint == Percent:
        return {"kind": FieldKind.PERCENT}
    if kind is UUID:
        return {"kind": FieldKind.CHOICE}
    if options := _options_of(kind):
        return {"kind": FieldKind.CHOICE, "options": options}
    if kind is str:
        max_length = limits.get("max_length")
        is_long = max_length is not None and max_length > _LINE_LENGTH
        is_line = not is_long or limits.get("pattern")
        return {
            "kind": FieldKind.LINE if is_line else FieldKind.TEXT,
            "max_length": max_length,
        }
    return {
        "kind": _KINDS[kind],
        "minimum": limits.get("ge"),
        "maximum": limits.get("le"),
    }


def _of_many(each: Any) -> dict[str, Any]:
    """The attributes of a field with several values: a multiple choice, or one per
    line.
    """
    kind = _bare_type(each)
    if _is(each, DelegationCode):
        return {"kind": FieldKind.CHOICES, "of_delegations": True}
    if options := _options_of(kind):
        return {"kind": FieldKind.CHOICES, "options": options}
    if _is_model(kind):
        columns = [field for field in fields_of_model(kind) if field.kind not in _MANY]
        return {"kind": FieldKind.ROWS, "columns": tuple(with_known_ids(columns))}
    return {"kind": FieldKind.LINES}


def _options_of(kind: Any) -> Options:
    if get_origin(kind) is Literal:
        return tuple((value, texts.option_label(value)) for value in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple((member.value, texts.option_label(member)) for member in kind)
    return ()


def _is_model(kind: Any) -> bool:
    is_model = isinstance(kind, type) and issubclass(kind, BaseModel)
    return is_model and kind is not UploadedFile


def _is(hint: Any, named_type: Any) -> bool:
    """Whether a field has that named type, or is an optional field of it."""
    return hint == named_type or named_type in get_args(hint)


def _bare_type(hint: Any) -> Any:
    """The type itself, without its constraints and without None."""
    if get_origin(hint) is Annotated:
        return _bare_type(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        [member] = (each for each in get_args(hint) if each is not NoneType)
        return _bare_type(member)
    return hint


def _limits(hint: Any) -> dict[str, Any]:
    """The constraints of a type: `max_length`, `pattern`, `ge`, `le`."""
    if get_origin(hint) in (Union, UnionType):
        return {
            name: value
            for each in get_args(hint)
            for name, value in _limits(each).items()
        }
    if get_origin(hint) is not Annotated:
        return {}
    inner, *notes = get_args(hint)
    found = _limits(inner)
    for note in notes:
        for limit in (note, *getattr(note, "metadata", ())):
            for name in ("max_length", "pattern", "ge", "le"):
                if (value := getattr(limit, name, None)) is not None:
                    found[name] = value
    return found
