"""The command-line options for the fields of a command, made from its model."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin
from uuid import UUID

import typer
from pydantic import AwareDatetime, BaseModel, NaiveDatetime
from pydantic.fields import FieldInfo

from bsm_projections.engine.columns import without_none
from bsm_service.application.command import Command
from bsm_service.assembly.paragraph_options import (
    PARAGRAPH_HELP,
    paragraph_number,
    parse_json,
    typed_paragraphs,
)
from bsm_service.assembly.present_values import PRESENT_VALUES
from bsm_service.cli.account_options import parse_day
from bsm_service.cli.option_values import (
    TEXT_HINT,
    WALL_TIME_HINT,
    parse_time,
    parse_wall_time,
    prompt_for,
    read_text,
)
from bsm_service.follow_up.milestone_and_evidence_commands import UploadedFile

FieldPath = tuple[str, ...]
_PANEL, _MEETING_HELP = "Fields", "The ID or edition of the meeting."


@dataclass(frozen=True)
class InputReaders:
    """How an entry point reads what needs the record: a meeting's name, a file."""

    meeting: Callable[[str], UUID]
    file: Callable[[Path], UploadedFile]
    as_json: bool


@dataclass(frozen=True)
class CommandOption:
    """A field of a command, by its path in it, and its option: `name` is that of the
    option (or argument), `parse` converts the typed value to the field's. A required
    text that was not given `is_prompted`.
    """

    path: FieldPath
    name: str
    parameter: Parameter
    parse: Callable[[Any, InputReaders], Any]
    is_prompted: bool = False

    @property
    def takes_text(self) -> bool:
        """Whether the text can also come from standard input or a file."""
        return bool(get_args(self.parameter.annotation)[1].metavar == "TEXT")


@dataclass(frozen=True)
class _OptionType:
    """How values of a type are typed, shown in help and parsed."""

    cli_type: Any
    metavar: str | None
    hint: str
    parse: Callable[[Any, InputReaders], Any]


def options_for(command: type[Command]) -> tuple[CommandOption, ...]:
    """An option for every field; the thing's own id comes first, as the argument."""
    own = f"{command.NAME.partition('.')[0]}_id"
    present = PRESENT_VALUES.get(command)
    keeps = present.keeps if present else lambda _: False
    own_argument = own if own != command.NEW_ID_FIELD else None
    options = list(_options(command, (), own_argument, keeps))
    options.sort(
        key=lambda option: (
            option.parameter.default is not Parameter.empty,  # Python requires it
            not option.is_prompted,
            option.path == ("occurred_at",),
        )
    )
    return tuple(options)


def _options(
    model: type[BaseModel],
    inside: FieldPath,
    own: str | None,
    keeps: Callable[[FieldPath], bool],
    *,
    needed: bool = True,
) -> Iterator[CommandOption]:
    for name, field in model.model_fields.items():
        path = (*inside, name)
        kind, many = _unwrapped(field.annotation)
        required = (
            field.is_required()
            and needed
            and name != getattr(model, "NEW_ID_FIELD", "")
        )
        if _is_model(kind) and not many:
            yield from _options(kind, path, None, keeps, needed=required)
        elif name == own and field.is_required():
            yield _argument(path, kind)
        else:
            name = _option_name(path, model.model_fields)
            yield _option(name, path, field, kind, many, required, keeps(path))


def _unwrapped(annotation: Any) -> tuple[Any, bool]:
    """The type itself, and whether the field takes many values."""
    if get_origin(annotation) is Annotated:
        return _unwrapped(get_args(annotation)[0])
    if (member := without_none(annotation)) is not annotation:
        return _unwrapped(member)
    if get_origin(annotation) is tuple:
        return _unwrapped(get_args(annotation)[0])[0], True
    return annotation, False


def _is_model(kind: Any) -> bool:
    return issubclass(kind, BaseModel) and kind is not UploadedFile


def _words(name: str) -> str:
    """How a field is called in a sentence: "activity" for `activity_id`."""
    return name.removesuffix("_id").replace("_", " ")


def _argument(path: FieldPath, kind: Any) -> CommandOption:
    option_type = _option_type(path, kind)
    help_text = f"The ID of the {_words(path[-1])}."
    if option_type.cli_type is str:
        help_text = _MEETING_HELP
    argument = typer.Argument(metavar="ID", help=help_text, show_default=False)
    parameter = _parameter(path, option_type.cli_type, argument, Parameter.empty)
    return CommandOption(path, "ID", parameter, option_type.parse)


def _option(
    name: str,
    path: FieldPath,
    field: FieldInfo,
    kind: Any,
    many: bool,
    required: bool,
    is_kept: bool,
) -> CommandOption:
    option_type = _option_type(path, kind)
    help_parts = [field.description, option_type.hint, "Repeatable." if many else None]
    # A required text is prompted for, which keeps it out of the shell's history.
    required = required and not is_kept
    is_prompted = required and kind is str and not many
    if is_kept:
        help_parts.append("Default: unchanged.")
    elif is_prompted:
        help_parts.append("Prompted for if not given.")
    elif not required and field.default not in (None, ()) and not field.is_required():
        default = getattr(field.default, "value", field.default)
        text = str(default).lower() if isinstance(default, bool) else default
        help_parts.append(f"Default: {text}.")
    option = typer.Option(
        f"{name}/--no-{name[2:]}" if kind is bool else name,
        help=" ".join(part for part in help_parts if part),
        metavar=option_type.metavar,
        show_default=False,
        rich_help_panel=_PANEL,
    )
    cli_type: Any = list[option_type.cli_type] if many else option_type.cli_type  # type: ignore[name-defined]
    is_required = required and not is_prompted
    if not is_required:
        cli_type = cli_type | None
    parse = _parse_many(option_type) if many else option_type.parse
    if is_prompted:
        parse = _prompted_text(name)
    default = Parameter.empty if is_required else None
    parameter = _parameter(path, cli_type, option, default)
    return CommandOption(path, name, parameter, parse, is_prompted)


def _option_name(path: FieldPath, siblings: Collection[str]) -> str:
    """An id's option is named after its thing: --meeting, not --meeting-id, unless
    another field has that name.
    """
    *inside, name = path
    thing = re.sub("_id$", "", name)
    chosen = name if thing in siblings else thing
    return "--" + "-".join([*inside, chosen]).replace("_", "-")


def _parameter(
    path: FieldPath, cli_type: Any, option_type: Any, default: Any
) -> Parameter:
    name = f"field_{'_'.join(path)}"
    annotation = Annotated[cli_type, option_type]
    return Parameter(
        name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default
    )


def _option_type(path: FieldPath, kind: Any) -> _OptionType:
    if kind is UUID and path[-1] == "meeting_id":
        return _OptionType(
            str,
            "MEETING",
            _MEETING_HELP,
            lambda value, readers: readers.meeting(value),
        )
    if issubclass(kind, Enum):
        return _OptionType(kind, None, "", lambda value, _: value)
    if kind in PARAGRAPH_HELP:
        return _OptionType(
            str, "TEXT", PARAGRAPH_HELP[kind], lambda value, _: typed_paragraphs(value)
        )
    if kind is UUID and path == ("paragraph",):
        help_text = "Its place in the text, counting headings; or its ID."
        return _OptionType(
            str, "NUMBER", help_text, lambda value, _: paragraph_number(value)
        )
    if issubclass(kind, BaseModel) and kind is not UploadedFile:
        fields = ", ".join(kind.model_fields)
        return _OptionType(str, "JSON", f"Fields: {fields}. @FILE reads a file.", _json)
    return _KINDS[kind]


def _json(value: str, _: InputReaders) -> Any:
    return parse_json(read_text(value))


def _parse_many(option_type: _OptionType) -> Callable[[Any, InputReaders], Any]:
    def read(texts: Any, readers: InputReaders) -> Any:
        values: list[Any] = []
        for text in texts:
            value = option_type.parse(text, readers)
            # A file may hold the whole list.
            values += value if isinstance(value, list) else [value]
        return values

    return read


def _prompted_text(name: str) -> Callable[[Any, InputReaders], Any]:
    question = name[2:].replace("-", " ").capitalize()

    def read(text: Any, readers: InputReaders) -> Any:
        missing = f"{name} is required; {TEXT_HINT}"
        return prompt_for(text, missing, question, as_json=readers.as_json)

    return read


_KINDS: Mapping[Any, _OptionType] = {
    str: _OptionType(str, "TEXT", "", lambda value, _: read_text(value)),
    int: _OptionType(int, "NUMBER", "", lambda value, _: value),
    bool: _OptionType(bool, None, "", lambda value, _: value),
    UUID: _OptionType(UUID, "ID", "", lambda value, _: value),
    date: _OptionType(
        str, "DAY", "For example 2016-04-12.", lambda value, _: parse_day(value)
    ),
    AwareDatetime: _OptionType(
        str,
        "TIME",
        "For example 2016-04-12T16:00:00+02:00.",
        lambda value, _: parse_time(value),
    ),
    NaiveDatetime: _OptionType(
        str, "TIME", WALL_TIME_HINT, lambda value, _: parse_wall_time(value)
    ),
    UploadedFile: _OptionType(
        Path,
        "PATH",
        "The file to attach; its type must be allowed as evidence.",
        lambda value, readers: readers.file(value),
    ),
}
