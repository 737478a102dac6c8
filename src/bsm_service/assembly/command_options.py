"""How the fields of a command are given on the command line: from its model alone."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from inspect import Parameter
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

import typer
from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.application.command import Command
from bsm_service.cli.account_options import day_of
from bsm_service.cli.parsing import TEXT_HINT, asked_for, text, time_of
from bsm_service.follow_up.work_commands import UploadedFile

Place = tuple[str, ...]
_PANEL = "What is told"


@dataclass(frozen=True)
class Reads:
    """What an entry point does with what only it can read: a meeting's name, a file."""

    meeting: Callable[[str], UUID]
    file: Callable[[Path], UploadedFile]
    as_json: bool


@dataclass(frozen=True)
class Given:
    """A field of a command, by its place in it, and how it is given: `called` is the
    option (or the argument), `read` makes the field's value of what was typed. A text
    that must be told `asks` for itself where it was not.
    """

    place: Place
    called: str
    parameter: Parameter
    read: Callable[[Any, Reads], Any]
    asks: bool = False


@dataclass(frozen=True)
class _Kind:
    """How values of a type are typed: as what, how they are shown in help, and read."""

    typed: Any
    metavar: str | None
    hint: str
    read: Callable[[Any, Reads], Any]


def given_for(command: type[Command]) -> tuple[Given, ...]:
    """Every field, the thing's own id first, as the argument."""
    own = f"{command.NAME.partition('.')[0]}_id"
    found = list(_options(command, (), own if own != command.NEW else None))
    found.sort(
        key=lambda one: (
            one.parameter.default is not Parameter.empty,  # as Python wants it
            not one.asks,
            one.place == ("occurred_at",),
        )
    )
    return tuple(found)


def _options(
    model: type[BaseModel], inside: Place, own: str | None, *, needed: bool = True
) -> Iterator[Given]:
    for name, field in model.model_fields.items():
        place = (*inside, name)
        kind, many = _bare(field.annotation)
        required = field.is_required() and needed and name != getattr(model, "NEW", "")
        if _is_model(kind) and not many:
            yield from _options(kind, place, None, needed=required)
        elif name == own and field.is_required():
            yield _argument(place, kind)
        else:
            yield _option(place, field, kind, many, required)


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type itself, and whether there may be many of it."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        [one] = (it for it in get_args(annotation) if it is not NoneType)
        return _bare(one)
    if get_origin(annotation) is tuple:
        return _bare(get_args(annotation)[0])[0], True
    return annotation, False


def _is_model(kind: Any) -> bool:
    return issubclass(kind, BaseModel) and kind is not UploadedFile


def _argument(place: Place, kind: Any) -> Given:
    how = _kind(place, kind)
    told = "Its id, or its edition." if how.typed is str else "Its id."
    argument = typer.Argument(metavar="ID", help=told, show_default=False)
    parameter = _parameter(place, how.typed, argument, Parameter.empty)
    return Given(place, "ID", parameter, how.read)


def _option(
    place: Place, field: FieldInfo, kind: Any, many: bool, required: bool
) -> Given:
    called, how = _called(place), _kind(place, kind)
    said = [field.description, how.hint, "Repeatable." if many else None]
    # A text that must be told is asked for at a terminal, so it stands in no history.
    asks = required and kind is str and not many
    if asks:
        said.append("Without it, you are asked.")
    elif not required and field.default not in (None, ()) and not field.is_required():
        default = field.default
        said.append(f"{getattr(default, 'value', default)} if not told.")
    option = typer.Option(
        f"{called}/--no-{called[2:]}" if kind is bool else called,
        help=" ".join(one for one in said if one),
        metavar=how.metavar,
        show_default=False,
        rich_help_panel=_PANEL,
    )
    typed: Any = list[how.typed] if many else how.typed  # type: ignore[name-defined]
    must = required and not asks
    if not must:
        typed = typed | None
    read = _many(how) if many else how.read
    if asks:
        read = _text_asked_for(called)
    default = Parameter.empty if must else None
    parameter = _parameter(place, typed, option, default)
    return Given(place, called, parameter, read, asks)


def _called(place: Place) -> str:
    """An id is called after its thing: --meeting, not --meeting-id."""
    *inside, name = place
    return "--" + "-".join([*inside, re.sub("_id$", "", name)]).replace("_", "-")


def _parameter(place: Place, typed: Any, how: Any, default: Any) -> Parameter:
    name = f"field_{'_'.join(place)}"
    annotation = Annotated[typed, how]
    return Parameter(
        name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default
    )


def _kind(place: Place, kind: Any) -> _Kind:
    if kind is UUID and place[-1] == "meeting_id":
        return _Kind(
            str, "MEETING", "Its id, or its edition.", lambda it, by: by.meeting(it)
        )
    if issubclass(kind, Enum):
        return _Kind(kind, None, "", lambda it, _: it)
    if issubclass(kind, BaseModel) and kind is not UploadedFile:
        fields = ", ".join(kind.model_fields)
        return _Kind(str, "JSON", f"With {fields}; @FILE reads a file.", _json)
    return _KINDS[kind]


def _json(told: str, _: Reads) -> Any:
    read = text(told)
    try:
        return json.loads(read)
    except ValueError:
        raise InvalidValue(
            'this is no JSON; write it as {"field": "value"}: ' + repr(read[:60])
        ) from None


def _many(how: _Kind) -> Callable[[Any, Reads], Any]:
    def read(told: Any, by: Reads) -> Any:
        values: list[Any] = []
        for one in told:
            value = how.read(one, by)
            # A file may hold the whole list.
            values += value if isinstance(value, list) else [value]
        return values

    return read


def _text_asked_for(called: str) -> Callable[[Any, Reads], Any]:
    question = called[2:].replace("-", " ").capitalize()

    def read(told: Any, by: Reads) -> Any:
        missing = f"{called} is missing; {TEXT_HINT}"
        return asked_for(told, missing, question, as_json=by.as_json)

    return read


_KINDS: Mapping[Any, _Kind] = {
    str: _Kind(str, "TEXT", "", lambda it, _: text(it)),
    int: _Kind(int, "NUMBER", "", lambda it, _: it),
    bool: _Kind(bool, None, "", lambda it, _: it),
    UUID: _Kind(UUID, "ID", "", lambda it, _: it),
    date: _Kind(str, "DAY", "Such as 2016-04-12.", lambda it, _: day_of(it)),
    AwareDatetime: _Kind(
        str, "TIME", "Such as 2016-04-12T16:00:00+02:00.", lambda it, _: time_of(it)
    ),
    UploadedFile: _Kind(
        Path,
        "PATH",
        "Its bytes are stored first; its kind must be one that can be evidence.",
        lambda it, by: by.file(it),
    ),
}
