"""The form of a command: its fields, and what it says.

Forms are hints: whatever one sends, the command service and the aggregate decide.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from dashboard.forms.submit import may_submit


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "day"
    PERCENT = "percent"
    CHOICE = "one of"
    CHOICES = "some of"
    QUARTER = "whole quarter"
    CHECKBOX = "yes or no"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a command, as people fill it in. `options`: code, then name.

    A `name` such as "person.email" is a field within a part of the command. With
    `only_below`, the field is shown only where the percentage is less; `options_for`
    gives the options that the choice in the field `depends_on` leaves, and
    `has_dependents` says that others depend on this one. `heading` stands above it.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    value: Any = None
    max_length: int | None = None
    help: str | None = None
    only_below: int | None = None
    depends_on: str | None = None
    options_for: Callable[[str], tuple[tuple[str, str], ...]] | None = None
    has_dependents: bool = False
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class CommandForm:
    """One command: `label` names it, `submit_label` is what its button says.

    `explanations` say what will happen, a paragraph each; `to_command` turns what was
    filled in into what the command takes, ids included. `prefill` completes it with
    what only whoever opens it may read. `new_id_field` is the field that names what it
    creates.
    """

    command: type[Command]
    label: str
    submit_label: str
    fields: tuple[FormField, ...] = ()
    explanations: tuple[str, ...] = ()
    to_command: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    prefill: "Callable[[CommandForm], CommandForm] | None" = None
    new_id_field: str | None = None


def reason_field(label: str = "Reason", help: str | None = None) -> FormField:
    return FormField("reason", label, max_length=2_000, help=help)


def allowed_forms(
    principal: Principal, delegation: str | None, command_forms: Sequence[CommandForm]
) -> tuple[CommandForm, ...]:
    return tuple(
        command_form
        for command_form in command_forms
        if may_submit(principal, command_form.command, delegation)
    )
