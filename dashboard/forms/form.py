"""A form: its fields, its texts, and what submitting it does.

Forms make no decisions: the service and the aggregate check everything that is sent.
`generated_form` creates forms.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from markupsafe import Markup
from pydantic import BaseModel

from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from dashboard.forms.submit import FormResult, may_submit

# Options: the value, then its label.
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
    WALL_TIME = "day and time at the place"
    NUMBER = "number"
    PERCENT = "percent"
    CHOICE = "one of"
    CHOICES = "some of"
    CHECKBOX = "yes or no"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    A `name` such as "person.email" is a field within a part of the request. With
    `only_below`, the field is shown only if the percentage is lower; `options_for`
    gives the options for the value of the field `depends_on`. The options of
    `of_delegations` are the delegations of the page. `columns` are the fields of each
    row. `heading` is shown above the field. `height` is that of a text, in pixels.
    A field with `only_if_refused` is shown once a refusal is about it. What `check`
    says of a text is shown below it as soon as it is typed.
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
    height: int | None = None
    only_if_refused: bool = False
    check: Callable[[str], Markup] | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """How a list was read: as a sentence and as HTML. `submit_label` is the label of
    the button that sends it, and `result` the sentence shown once it is recorded.
    """

    sentence: str
    html: str
    submit_label: str
    result: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One action: `label` is its name, `submit_label` the label of its button.

    It sends a `command`, or passes a `request` to `run`, which may refuse.
    `explanations` are paragraphs about the effect; `definitions` explain the options on
    demand. `given` is added to the entries, and `adjust` converts them to the values
    that are sent. `complete` adds data that is read only when the form is opened.
    `confirmation_for` is the permission for which people must have confirmed their
    identity recently, if any.

    With a `preview`, people check how their entries were read before sending them;
    `explain` rewords a refusal to refer to their entries. After sending, the form
    returned by `again` is shown in the same dialog; or `follow` receives the values
    sent, and may lead to another page. A command that `takes_earlier_date` can have
    happened on an earlier day. One that `checks_version` is refused if the subject has
    changed since it was opened, as far as that is known of the subject.
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
    takes_earlier_date: bool = True
    checks_version: bool = True

    def with_fields(self, *fields: FormField) -> "Form":
        """The form with further fields below its own."""
        return self.with_only_fields(*self.fields, *fields)

    def with_only_fields(self, *fields: FormField) -> "Form":
        """The form with these fields, in this order."""
        return replace(self, fields=fields)

    @property
    def name(self) -> str:
        """Distinguishes it from other forms in the same dialog."""
        return self.command.NAME if self.command else self.label


@dataclass(frozen=True, slots=True)
class FormSubject:
    """The subject of a form and the title of its dialog. `ids` identify the subject,
    with its own ID first, and `version` is the version that the viewer saw. `place`
    distinguishes several buttons about one subject. Entries are stored as a draft under
    `draft_id`, if there is one. `question` stands above the choice of several forms.
    `seen` is what the entries depend on, as the viewer saw it; `note` says what of that
    has changed since.
    """

    title: str
    description: str
    ids: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None
    place: str = ""
    draft_id: str | None = None
    question: str | None = None
    seen: str = ""
    note: Markup | None = None

    @property
    def stream_id(self) -> str | None:
        """The stream that the command changes, if it is already on record."""
        return None if self.version is None else next(iter(self.ids.values()))


def allowed_forms(
    principal: Principal,
    delegation: str | None,
    *forms: Form,
    person: str | None = None,
    status: str | None = None,
) -> tuple[Form, ...]:
    """The forms that a principal may send about something that belongs to a delegation
    or a person, and that are possible in its `status`, if given.
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
