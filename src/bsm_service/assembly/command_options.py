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
from bsm_service.cli.account_options import parse_day
from bsm_service.cli.parsing import TEXT_HINT, parse_time, prompt_for, read_text
from bsm_service.follow_up.work_commands import UploadedFile

FieldPath = tuple[str, ...]
_PANEL = "What is told"


@dataclass(frozen=True)
class InputReaders:
    """What an entry point does with what only it can read: a meeting's name, a file."""

    meeting: Callable[[str], UUID]
    file: Callable[[Path], UploadedFile]
    as_json: bool


@dataclass(frozen=True)
class CommandOption:
    """A field of a command, by its place in it, and how it is given: `called` is the
    option (or the argument), `read` makes the field's value of what was typed. A text
    that must be told `asks` for itself where it was not.
    """

    place: FieldPath
    called: str
    parameter: Parameter
    read: Callable[[Any, InputReaders], Any]
    asks: bool = False


@dataclass(frozen=True)
class _OptionType:
    """How values of a type are typed: as what, how they are shown in help, and read."""

    typed: Any
    metavar: str | None
    hint: str
    read: Callable[[Any, InputReaders], Any]


def options_for(command: type[Command]) -> tuple[CommandOption, ...]:
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
    model: type[BaseModel], inside: FieldPath, own: str | None, *, needed: bool = True
) -> Iterator[CommandOption]:
    for name, field in model.model_fields.items():
        place = (*inside, name)
        kind, many = _unwrapped(field.annotation)
        required = field.is_required() and needed and name != getattr(model, "NEW", "")
        if _is_model(kind) and not many:
            yield from _options(kind, place, None, needed=required)
        elif name == own and field.is_required():
            yield _argument(place, kind)
        else:
            yield _option(place, field, kind, many, required)


def _unwrapped(annotation: Any) -> tuple[Any, bool]:
    """The type itself, and whether there may be many of it."""
    if get_origin(annotation) is Annotated:
        return _unwrapped(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        [one] = (it for it in get_args(annotation) if it is not NoneType)
        return _unwrapped(one)
    if get_origin(annotation) is tuple:
        return _unwrapped(get_args(annotation)[0])[0], True
    return annotation, False


def _is_model(kind: Any) -> bool:
    return issubclass(kind, BaseModel) and kind is not UploadedFile


def _argument(place: FieldPath, kind: Any) -> CommandOption:
    how = _option_type(place, kind)
    told = "Its id, or its edition." if how.typed is str else "Its id."
    argument = typer.Argument(metavar="ID", help=told, show_default=False)
    parameter = _parameter(place, how.typed, argument, Parameter.empty)
    return CommandOption(place, "ID", parameter, how.read)


def _option(
    place: FieldPath, field: FieldInfo, kind: Any, many: bool, required: bool
) -> CommandOption:
    called, how = _option_name(place), _option_type(place, kind)
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
    read = _parse_many(how) if many else how.read
    if asks:
        read = _prompted_text(called)
    default = Parameter.empty if must else None
    parameter = _parameter(place, typed, option, default)
    return CommandOption(place, called, parameter, read, asks)


def _option_name(place: FieldPath) -> str:
    """An id is called after its thing: --meeting, not --meeting-id."""
    *inside, name = place
    return "--" + "-".join([*inside, re.sub("_id$", "", name)]).replace("_", "-")


def _parameter(place: FieldPath, typed: Any, how: Any, default: Any) -> Parameter:
    name = f"field_{'_'.join(place)}"
    annotation = Annotated[typed, how]
    return Parameter(
        name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default
    )


def _option_type(place: FieldPath, kind: Any) -> _OptionType:
    if kind is UUID and place[-1] == "meeting_id":
        return _OptionType(
            str, "MEETING", "Its id, or its edition.", lambda it, by: by.meeting(it)
        )
    if issubclass(kind, Enum):
        return _OptionType(kind, None, "", lambda it, _: it)
    if issubclass(kind, BaseModel) and kind is not UploadedFile:
        fields = ", ".join(kind.model_fields)
        return _OptionType(str, "JSON", f"With {fields}; @FILE reads a file.", _json)
    return _KINDS[kind]


def _json(told: str, _: InputReaders) -> Any:
    read = read_text(told)
    try:
        return json.loads(read)
    except ValueError:
        raise InvalidValue(
            'this is no JSON; write it as {"field": "value"}: ' + repr(read[:60])
        ) from None


def _parse_many(how: _OptionType) -> Callable[[Any, InputReaders], Any]:
    def read(told: Any, by: InputReaders) -> Any:
        values: list[Any] = []
        for one in told:
            value = how.read(one, by)
            # A file may hold the whole list.
            values += value if isinstance(value, list) else [value]
        return values

    return read


def _prompted_text(called: str) -> Callable[[Any, InputReaders], Any]:
    question = called[2:].replace("-", " ").capitalize()

    def read(told: Any, by: InputReaders) -> Any:
        missing = f"{called} is missing; {TEXT_HINT}"
        return prompt_for(told, missing, question, as_json=by.as_json)

    return read


_KINDS: Mapping[Any, _OptionType] = {
    str: _OptionType(str, "TEXT", "", lambda it, _: read_text(it)),
    int: _OptionType(int, "NUMBER", "", lambda it, _: it),
    bool: _OptionType(bool, None, "", lambda it, _: it),
    UUID: _OptionType(UUID, "ID", "", lambda it, _: it),
    date: _OptionType(str, "DAY", "Such as 2016-04-12.", lambda it, _: parse_day(it)),
    AwareDatetime: _OptionType(
        str, "TIME", "Such as 2016-04-12T16:00:00+02:00.", lambda it, _: parse_time(it)
    ),
    UploadedFile: _OptionType(
        Path,
        "PATH",
        "Its bytes are stored first; its kind must be one that can be evidence.",
        lambda it, by: by.file(it),
    ),
}
