"""A form: its fields, what it says, and what sending it does.

Forms are hints: whatever one sends, the service and the aggregate decide.
`generated_form` makes them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from dashboard.forms.submit import FormResult, may_submit

# What may be chosen: the value, then its name.
Options = tuple[tuple[Any, str], ...]
Values = dict[str, Any]


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "one line"
    TEXT = "text"
    LINES = "a text a line"
    ROWS = "a row a line"
    DATE = "day"
    TIME = "day and time"
    NUMBER = "number"
    PERCENT = "percent"
    CHOICE = "one of"
    CHOICES = "some of"
    CHECKBOX = "yes or no"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field, as people fill it in.

    A `name` such as "person.email" is a field within a part of what is sent. With
    `only_below`, the field is shown only where the percentage is less; `options_for`
    gives the options that the choice in the field `depends_on` leaves. The options
    of `of_delegations` are the delegations of the page. `columns` are the fields of
    each row. `heading` stands above the field.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    options: Options = ()
    optional: bool = False
    value: Any = None
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    help: str | None = None
    only_below: int | None = None
    depends_on: str | None = None
    options_for: Callable[[str], Options] | None = None
    of_delegations: bool = False
    columns: "tuple[FormField, ...]" = ()
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What was understood of a list: in a sentence, and as HTML. `submit_label` is what
    the button says that sends it, and `result` what is said once it is recorded.
    """

    sentence: str
    html: str
    submit_label: str
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One thing to do: `label` names it, `submit_label` is what its button says.

    It sends a `command`; or another `request` is what `run` takes, which may refuse.
    `explanations` say what will happen, a paragraph each; `definitions` what there is
    to choose, on demand. `given` is sent beside what is filled in, and `adjust` turns
    that into what is sent, where it is not the same. `complete` adds what only
    whoever opens the form may read. `confirmation_for` is the permission that needs a
    recent confirmation of who asks, if one does.

    With a `preview` of what was understood, a person checks first and sends then;
    `explain` turns a refusal into words about what they filled in. Once it is sent,
    the form that `again` gives stands in the same dialog, for the next one; or
    `follow` is given what was sent, and may lead to another page.
    """

    label: str
    submit_label: str
    fields: tuple[FormField, ...] = ()
    command: type[Command] | None = None
    request: type[BaseModel] | None = None
    run: Callable[[Any], FormResult] | None = None
    explanations: tuple[str, ...] = ()
    definitions: tuple[tuple[str, str], ...] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    adjust: Callable[[Values], Values] | None = None
    complete: "Callable[[Form], Form] | None" = None
    confirmation_for: str | None = None
    preview: Callable[[Values], "Preview"] | None = None
    explain: Callable[[str], str] | None = None
    again: "Callable[[], Form | None] | None" = None
    follow: Callable[[Values], None] | None = None

    @property
    def name(self) -> str:
        """Tells it from others that are opened together."""
        return self.command.NAME if self.command else self.label


@dataclass(frozen=True, slots=True)
class FormSubject:
    """What a form is about, and what its button is called by: `ids` name what there is,
    its own id first, and `version` is what the viewer saw of it. `place` tells buttons
    about one thing apart. What is typed is stored as a draft under `draft_id`, if there
    is one.
    """

    title: str
    description: str
    ids: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    place: str = ""
    draft_id: str | None = None

    @property
    def stream_id(self) -> str | None:
        """What a command changes, if it is on record already."""
        return None if self.version is None else next(iter(self.ids.values()))


def allowed_forms(
    principal: Principal,
    delegation: str | None,
    *forms: Form,
    person: str | None = None,
    status: str | None = None,
) -> tuple[Form, ...]:
    """Those that somebody may send about what belongs to a delegation, or a person; and
    that are possible in its `status`, where one is given.
    """
    return tuple(
        form
        for form in forms
        if form.command is None
        or (
            (status is None or form.command.is_possible(status))
            and may_submit(principal, form.command, delegation, person)
        )
    )
