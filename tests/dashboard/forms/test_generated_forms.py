"""The form of every command is made from its model, and sends what the model takes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

import pytest
from pydantic import AwareDatetime, BaseModel, Field, ValidationError
from service.command_examples import EXAMPLES, with_ids
from streamlit.testing.v1 import AppTest

from bsm_domain.foundation.free_text import DelegationCode, OneLineText, ReasonText
from bsm_domain.foundation.time_zones import RecordedTimeZone, time_zone_named
from bsm_service.application.command import Command, posted_commands
from bsm_service.application.command_declarations import IN_HEADER
from dashboard.forms import field_values, texts
from dashboard.forms.form import FieldKind, Form, FormField
from dashboard.forms.generated_form import fields_of, form_of, override

COMMANDS = posted_commands()


def example_of(command: type[Command]) -> dict[str, Any]:
    """The request of a command, with ids in place of their names."""
    names = ("meeting_id", "objective_id", "registration_id", "activity_id", "on")
    names += ("session_id", "other_id", "participant_id")
    request = EXAMPLES[command.NAME].request
    ids = {name: uuid4() for name in names} | {"other_code": "IT"}
    return dict(with_ids(dict(request), ids))


def typed(field: FormField, example: dict[str, Any]) -> Any:
    """What somebody puts into a field to say what the example says."""
    value: Any = example
    for part in field.name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    if value is None:
        return None if field.kind is not FieldKind.CHECKBOX else bool(field.value)
    match field.kind:
        case FieldKind.DATE:
            return date.fromisoformat(value)
        case FieldKind.TIME:
            return datetime.fromisoformat(value).replace(tzinfo=None)
        case FieldKind.LINES:
            return "\n".join(value)
        case FieldKind.ROWS:
            return "\n".join(
                "; ".join(str(typed(column, row) or "") for column in field.columns)
                for row in value
            )
    return value


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_the_form_of_every_command_sends_what_its_example_says(
    command: type[Command],
):
    example = example_of(command)
    form = form_of(command)

    def read(field: FormField) -> Any:
        return typed(field, example)

    filled = field_values.field_values(form.fields, read, time_zone_named("UTC"))
    ids = {name: uuid4() for name in (*command.path_fields(), command.NEW_ID_FIELD)}
    hidden = {
        name: value
        for name, value in example.items()
        if name not in {field.name.partition(".")[0] for field in form.fields}
    }
    ids.pop(None, None)
    assert command.model_validate({**ids, **hidden, **filled}) == (
        command.model_validate({**ids, **example})
    )
    unasked = (name for name in hidden if name not in IN_HEADER)
    is_id = ("_id", "ahead_of")
    assert all(name.endswith(is_id) for name in unasked), "only ids are not asked"
    assert form.label == command.TITLE


def test_every_field_of_a_command_is_in_its_form_or_known_to_the_page():
    for command in COMMANDS:
        asked = {field.name.partition(".")[0] for field in form_of(command).fields}
        left = set(command.model_fields) - asked - set(command.path_fields())
        left -= {command.NEW_ID_FIELD, *IN_HEADER}
        ids = {
            name
            for name in left
            if "UUID" in str(command.model_fields[name].annotation)
        }
        assert left == ids, command


class Sample(BaseModel):
    """Each kind of field."""

    class Row(BaseModel):
        code: DelegationCode
        seats: Annotated[int, Field(ge=0, le=9)]
        host: bool = False
        remark: OneLineText | None = None

    owner: DelegationCode
    partners: tuple[DelegationCode, ...] = ()
    size: Literal["small", "large"] = "small"
    zone: RecordedTimeZone
    at: AwareDatetime
    due_on: date | None = None
    reason: Annotated[ReasonText, Field(description="Why it is so")]
    themes: tuple[OneLineText, ...] = ()
    rows: tuple[Row, ...]
    another_id: UUID | None = None
    seats: Annotated[int, Field(ge=2, le=5)]


def test_kinds_labels_and_limits_follow_from_the_model():
    fields = {field.name: field for field in fields_of(Sample)}

    assert {name: field.kind for name, field in fields.items()} == {
        "owner": FieldKind.CHOICE,
        "partners": FieldKind.CHOICES,
        "size": FieldKind.CHOICE,
        "zone": FieldKind.CHOICE,
        "at": FieldKind.TIME,
        "due_on": FieldKind.DATE,
        "reason": FieldKind.TEXT,
        "themes": FieldKind.LINES,
        "rows": FieldKind.ROWS,
        "seats": FieldKind.NUMBER,
    }
    assert fields["due_on"].label == "Due date"
    assert fields["due_on"].optional
    assert not fields["owner"].optional
    assert fields["owner"].of_delegations
    assert fields["partners"].of_delegations
    assert fields["reason"].max_length == 2_000
    assert fields["reason"].help == "Why it is so"
    assert (fields["seats"].minimum, fields["seats"].maximum) == (2, 5)
    assert fields["size"].value == "small"
    assert ("Europe/Vienna", "Europe/Vienna") in fields["zone"].options


def test_an_override_says_otherwise_and_one_of_nothing_is_an_error():
    one = ("a1", "Another one")
    fields = fields_of(
        Sample,
        override("owner", label="Who does it"),
        override("another_id", options=(one,)),
        first=("seats", "another_id"),
        without=("themes", "rows"),
    )

    assert [field.name for field in fields][:3] == ["seats", "another_id", "owner"]
    assert fields[1].options == (one,)
    assert fields[2].label == "Who does it"
    assert not {"themes", "rows"} & {field.name for field in fields}
    with pytest.raises(ValueError, match="asks for no onwer"):
        fields_of(Sample, override("onwer", label="Who"))


def test_rows_are_lines_of_values_and_a_wrong_one_is_named():
    [rows] = [field for field in fields_of(Sample) if field.name == "rows"]

    def read(text: str) -> Any:
        zone = time_zone_named("UTC")
        return field_values.field_values([rows], lambda _: text, zone)["rows"]

    assert read("AT; 3; yes\n\nIT;x;; a guest\n") == (
        {"code": "AT", "seats": 3, "host": True},
        {"code": "IT", "seats": "x", "remark": "a guest"},
    )
    assert read("AT\t3") == ({"code": "AT", "seats": 3},)
    with pytest.raises(
        field_values.RowRefused,
        match="Row 2: there are 5 values",
    ):
        read("AT; 3\nIT; 1; no; a; b")


def test_no_sentence_of_pydantic_reaches_a_person():
    class Quota(BaseModel):
        seats: Annotated[int, Field(ge=0, le=9)]
        text: ReasonText
        kind: Literal["small", "large"]
        on: date
        many: Annotated[tuple[int, ...], Field(min_length=1, max_length=1)]
        at: AwareDatetime

    for values in (
        {},
        {"seats": -1, "text": "", "kind": "x", "on": "soon", "many": (), "at": "x"},
        {"seats": 10, "text": "x" * 2_001, "kind": 1, "on": 1.5, "many": (1, 2)},
        {"seats": "x", "text": 1, "many": 3, "at": date(2026, 1, 1)},
    ):
        with pytest.raises(ValidationError) as refused:
            Quota.model_validate(values)
        for error in refused.value.errors():
            text = texts.error_text(error)
            assert text.startswith("Please ")
            assert "{" not in text


def show_rows() -> None:
    """What runs within the page of the test: rows that a form begins with."""
    from bsm_domain.meetings.meeting_facts import InvitedDelegation  # noqa: PLC0415
    from bsm_service.meetings.commands import InviteDelegations  # noqa: PLC0415
    from dashboard.forms.field_widgets import show_field  # noqa: PLC0415
    from dashboard.forms.generated_form import form_of, override  # noqa: PLC0415

    austria = InvitedDelegation(
        code="AT", kind="participating State", name="Austria", quota=2
    )
    [rows] = form_of(
        InviteDelegations, override("delegations", value=[austria, "IT; …"])
    ).fields
    show_field(rows, "rows")


def test_rows_that_a_form_begins_with_are_shown_as_they_are_typed():
    app = AppTest.from_function(show_rows).run()

    assert app.text_area[0].value == "AT; participating State; Austria; ; 2\nIT; …"
    assert "Code; Kind; Name; Agency of; Quota" in app.get("html")[0].proto.body


def show_generated_form(name: str) -> None:
    """What runs within the page of the test."""
    from uuid import UUID  # noqa: PLC0415

    from bsm_service.application.command import posted_commands  # noqa: PLC0415
    from dashboard.forms.field_widgets import show_field  # noqa: PLC0415
    from dashboard.forms.generated_form import form_of  # noqa: PLC0415

    assert UUID
    for command in posted_commands():
        if name == command.NAME:
            for field in form_of(command).fields:
                show_field(field, f"{name}-{field.name}")


def test_every_generated_form_can_be_drawn(busy_network: object):
    for command in COMMANDS:
        app = AppTest.from_function(show_generated_form, args=(command.NAME,)).run()
        assert not app.exception, command


def test_a_form_is_called_by_the_title_of_its_command():
    for command in COMMANDS:
        form: Form = form_of(command)
        assert form.label == form.submit_label == command.TITLE
        assert command.TITLE[0].isupper()
