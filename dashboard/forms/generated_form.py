"""Makes the form of a command, or of another request, from its model.

A field's kind follows from its type, its label from its name, and what it asks from its
limits. What a page knows better (a label, what there is to choose from, what a field
begins with) is an `override`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypedDict, TypeVar, Unpack

from pydantic import BaseModel

from bsm_service.application.command import Command, commands_about
from dashboard.forms import model_fields, texts
from dashboard.forms.form import FieldKind, Form, FormField, Options, Values
from dashboard.forms.submit import FormResult

Request = TypeVar("Request", bound=BaseModel)


class Nothing(BaseModel):
    """What is sent where nothing is asked."""


class Changes(TypedDict, total=False):
    """What an override may say of a field."""

    label: str
    kind: FieldKind
    options: Options
    options_for: Callable[[str], Options]
    depends_on: str
    optional: bool
    value: Any
    help: str
    only_below: int
    heading: str
    rows: int
    required_rows: int


@dataclass(frozen=True, slots=True)
class Override:
    """What is otherwise in the field of that name than its model says."""

    name: str
    changes: Changes


def override(name: str, **changes: Unpack[Changes]) -> Override:
    """A field that is not as its model says. `rows` draws as many rows of a field that
    holds several of something, each with fields of its own, of which `required_rows`
    must be filled in; an override of "parts.due_on" is one of every row.
    """
    return Override(name, changes)


def form_of(
    command: type[Command],
    *overrides: Override,
    label: str | None = None,
    submit_label: str | None = None,
    first: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    explanations: tuple[str, ...] = (),
    given: Mapping[str, Any] | None = None,
    adjust: Callable[[Values], Values] | None = None,
    complete: Callable[[Form], Form] | None = None,
) -> Form:
    """The form of a command. It is called by the command's title unless a `label` says
    otherwise, and so is its button, unless there is a `submit_label`. What its address
    and `given` tell, and the id of what it makes, is not asked, unless an override
    gives options for it; nor are the fields `without`. Those in `first` come first, in
    that order.
    """
    known = {
        *command.path_fields(),
        command.NEW_ID_FIELD,
        "occurred_at",
        *(given or ()),
    }
    chosen = {override.name for override in overrides if _gives_options(override)}
    return Form(
        label or command.TITLE,
        submit_label or label or command.TITLE,
        fields_of(
            command, *overrides, first=first, without=(*(known - chosen), *without)
        ),
        command=command,
        explanations=explanations,
        given=given or {},
        adjust=adjust,
        complete=complete,
    )


def possible_forms(
    id_field: str,
    status: str,
    make_form: Callable[[type[Command]], Form] = form_of,
    *,
    without: Collection[type[Command]] = (),
) -> tuple[Form, ...]:
    """The forms of all commands about a thing that are possible in its status, in the
    order in which they are declared. `id_field` is the field that names the thing;
    `make_form` makes what is not as its model says.
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
    explanations: tuple[str, ...] = (),
    given: Mapping[str, Any] | None = None,
    adjust: Callable[[Values], Values] | None = None,
    confirmation_for: str | None = None,
) -> Form:
    """The form of a request that is no command of the record, and what `run` does with
    it. `overrides` are made once somebody opens it: some read personal data.
    """
    return Form(
        title,
        title,
        request=request or Nothing,
        run=run,
        explanations=explanations,
        given=given or {},
        adjust=adjust,
        complete=lambda form: replace(
            form,
            fields=fields_of(
                request or Nothing, *overrides(), first=first, without=without
            ),
        ),
        confirmation_for=confirmation_for,
    )


def fields_of(
    model: type[BaseModel],
    *overrides: Override,
    first: tuple[str, ...] = (),
    without: tuple[str | None, ...] = (),
) -> tuple[FormField, ...]:
    """The fields of a model. An optional id is one only where an override gives its
    options: nobody knows ids by heart.
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
    """The name without the number of its row: "parts.title" of "parts.0.title"."""
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
    """The field, or as many times each of its columns as an override says."""
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
