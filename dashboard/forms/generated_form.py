"""Creates the form of a command, or of another request, from its model.

The kind of a field follows from its type, its label from its name, and its limits from
the type's constraints. Pages improve this with an `override` (a label, options, an
initial value).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypedDict, TypeVar, Unpack

from pydantic import BaseModel

from bsm_service.application.command import Command, commands_about
from bsm_service.application.command_declarations import IN_HEADER
from dashboard.forms import model_fields, texts
from dashboard.forms.form import (
    FieldKind,
    Form,
    FormField,
    Options,
    Preview,
    Values,
)
from dashboard.forms.submit import FormResult

Request = TypeVar("Request", bound=BaseModel)


class Nothing(BaseModel):
    """The model of a request without fields."""


class Changes(TypedDict, total=False):
    """The attributes of a field that can be overridden."""

    label: str
    kind: FieldKind
    options: Options
    options_for: Callable[[str], Options]
    columns: tuple[FormField, ...]
    depends_on: str
    optional: bool
    value: Any
    help: str
    only_below: int
    heading: str
    rows: int
    required_rows: int


class Attributes(TypedDict, total=False):
    """Attributes of a form that its model does not determine."""

    explanations: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    given: Mapping[str, Any]
    adjust: Callable[[Values], Values] | None
    confirmation_for: str | None
    again: Callable[[], Form | None]
    follow: Callable[[Values], None]
    preview: Callable[[Values], Preview] | None
    takes_earlier_date: bool
    checks_version: bool


@dataclass(frozen=True, slots=True)
class Override:
    """Changes to the field of that name."""

    name: str
    changes: Changes


def override(name: str, **changes: Unpack[Changes]) -> Override:
    """Overrides a field of the model. `rows` draws that number of rows of a field with
    several entries, each row with its own fields; `required_rows` of them must be
    filled in. An override of "parts.due_on" applies to every row.
    """
    return Override(name, changes)


def form_of(
    command: type[Command],
    *overrides: Override,
    label: str | None = None,
    submit_label: str | None = None,
    first: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    complete: Callable[[Form], Form] | None = None,
    **attributes: Unpack[Attributes],
) -> Form:
    """The form of a command. Its label is the command's title or `label`, and its
    button has the same label or `submit_label`. There are no fields for the parameters
    of the address, for `given`, or for the ID of what is created (unless an override
    gives options for it), nor for the fields in `without`. Those in `first` come first,
    in that order.
    """
    known = {
        *command.path_fields(),
        command.NEW_ID_FIELD,
        *(
            field.name
            for field in model_fields.fields_of_model(command)
            if field.name.split(".")[0] in IN_HEADER
        ),
        *attributes.get("given", ()),
    }
    chosen = {override.name for override in overrides if _gives_options(override)}
    return Form(
        label or command.TITLE,
        submit_label or label or command.TITLE,
        fields_of(
            command, *overrides, first=first, without=(*(known - chosen), *without)
        ),
        command=command,
        complete=complete,
        **attributes,
    )


def possible_forms(
    id_field: str,
    status: str,
    make_form: Callable[[type[Command]], Form] = form_of,
    *,
    without: Collection[type[Command]] = (),
) -> tuple[Form, ...]:
    """The forms of all commands that are possible in the status of a thing, in the
    order of their declaration. `id_field` is the field with the ID of the thing;
    `make_form` creates the form of a command.
    """
    return tuple(
        make_form(command)
        for command in commands_about(id_field)
        if command not in without and command.is_possible(status)
    )


def service_form(
    title: str,
    run: Callable[[Request], FormResult],
    request: type[Request] | None = None,
    overrides: Callable[[], Iterable[Override]] = tuple,
    *,
    first: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    **attributes: Unpack[Attributes],
) -> Form:
    """The form of a request that is not a command of the record; `run` carries it out.
    `overrides` is called when somebody opens the form, because some read personal data.
    """
    return Form(
        title,
        title,
        request=request or Nothing,
        run=run,
        complete=lambda form: replace(
            form,
            fields=fields_of(
                request or Nothing, *overrides(), first=first, without=without
            ),
        ),
        **attributes,
    )


def fields_of(
    model: type[BaseModel],
    *overrides: Override,
    first: tuple[str, ...] = (),
    without: tuple[str | None, ...] = (),
) -> tuple[FormField, ...]:
    """The fields of a model. Optional IDs are included only if an override gives
    options, because nobody knows IDs by heart.
    """
    rows = {override.name: override for override in overrides}
    fields = [
        row_field
        for field in model_fields.fields_of_model(model)
        if not _is_left_out(field.name, without)
        for row_field in _in_rows(field, rows.get(field.name))
        if not _is_left_out(_without_row(row_field.name), without)
    ]
    for each in overrides:
        if "rows" in each.changes:
            continue
        if not any(_without_row(field.name) == each.name for field in fields):
            raise ValueError(f"{model.__name__} asks for no {each.name}")
        fields = [_overridden(field, each) for field in fields]
    fields = model_fields.with_known_ids(fields)
    order = {name: number for number, name in enumerate(first)}
    return tuple(sorted(fields, key=lambda field: order.get(field.name, len(order))))


def _gives_options(override: Override) -> bool:
    return bool({"options", "options_for"} & override.changes.keys())


def _is_left_out(name: str, without: tuple[str | None, ...]) -> bool:
    return any(
        left_out is not None and (name == left_out or name.startswith(f"{left_out}."))
        for left_out in without
    )


def _without_row(name: str) -> str:
    """The name without the number of its row: "parts.title" for "parts.0.title"."""
    return ".".join(part for part in name.split(".") if not part.isdecimal())


def _overridden(field: FormField, override: Override) -> FormField:
    if _without_row(field.name) != override.name:
        return field
    changes: dict[str, Any] = {**override.changes}
    if _gives_options(override) and "kind" not in changes:
        many = field.kind in (FieldKind.LINES, FieldKind.CHOICES)
        changes["kind"] = FieldKind.CHOICES if many else FieldKind.CHOICE
        changes["of_delegations"] = False
    return replace(field, **changes)


def _in_rows(field: FormField, override: Override | None) -> Iterator[FormField]:
    """The field, or its columns for as many rows as an override says."""
    if override is None or "rows" not in override.changes:
        yield field
        return
    for number in range(override.changes["rows"]):
        is_required = number < override.changes.get("required_rows", 0)
        heading = texts.row_heading(override.changes["label"], number + 1)
        for column in field.columns:
            yield replace(
                column,
                name=f"{field.name}.{number}.{column.name}",
                optional=column.optional or not is_required,
                heading=heading if column is field.columns[0] else None,
            )
