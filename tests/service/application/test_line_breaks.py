"""Line breaks in what people write, however their program writes them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError
from service.http_api.http_examples import activity, announce, objective, posted, served
from typer.testing import CliRunner

from bsm_domain.follow_up.values import DecisionOrigin, TrackerOrigin
from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting_facts import InvitedDelegation, MeetingDetails
from bsm_service.accounts.api_models import NewAccountRequest
from bsm_service.application.command import every_command
from bsm_service.assembly.command_line import app
from bsm_service.vault.personal_details import PersonalDetails, PersonalDetailsChange

MODELS = (
    *every_command(),
    *(PersonalDetailsChange, PersonalDetails, MeetingDetails, InvitedDelegation),
    *(DecisionOrigin, TrackerOrigin, NewAccountRequest),
)


def texts() -> Iterator[tuple[str, TypeAdapter[Any], int]]:
    """Each field of a command that takes a text, with how long that may be."""
    for model in MODELS:
        for name, field in model.model_fields.items():
            read: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, field])
            told = read.json_schema()
            for schema in told.get("anyOf", [told]):
                if "maxLength" in schema and "pattern" not in schema:
                    yield f"{model.__name__}.{name}", read, schema["maxLength"]


def test_every_text_of_several_lines_takes_the_line_breaks_of_windows():
    found_texts = {name: (read, longest) for name, read, longest in texts()}
    long = {name for name, (_, longest) in found_texts.items() if longest >= 2_000}

    assert len(long) > 20
    assert {
        "CommentOnActivity.text",
        "ReportProgress.note",
        "SetObjective.text",
    } <= long
    assert {"PersonalDetails.name", "MeetingDetails.city"} <= found_texts.keys() - long
    for name in long:
        assert found_texts[name][0].validate_python("a\r\nb\rc") == "a\nb\nc", name
    # A time zone is looked up when the meeting is announced.
    for name in found_texts.keys() - long - {"MeetingDetails.time_zone"}:
        for lines in ("a\r\nb", "a\nb"):
            with pytest.raises(ValidationError):
                found_texts[name][0].validate_python(lines)


def test_the_command_line_takes_the_line_breaks_of_windows(tmp_path: Path):
    with served(tmp_path) as here:
        office = here.as_(Role.SECRETARIAT)
        id = activity(office, objective(office, announce(office)))
        text_options = [
            "--text",
            "We agree.\r\nPlease go on.",
            "--as",
            "the secretariat",
        ]
        arguments = ["activity", "comment", id, *text_options, "--data", str(tmp_path)]
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.stderr
        here.system.engine.catch_up()
        content = office.get(f"/api/v1/activities/{id}/details").json()

    assert [comment["text"] for comment in content["comments"]] == [
        "We agree.\nPlease go on."
    ]


def test_a_comment_of_windows_is_stored_with_its_lines_and_is_the_same_request(
    tmp_path: Path,
):
    with served(tmp_path) as here:
        office = here.as_(Role.SECRETARIAT)
        meeting = announce(office)
        id = activity(office, objective(office, meeting))
        path, key = f"/activities/{id}/comments", {"Idempotency-Key": "monday"}
        first = posted(office, path, {"text": "We agree.\r\nPlease go on."}, **key)
        again = posted(office, path, {"text": "We agree.\nPlease go on."}, **key)
        title = office.post(
            "/api/v1/activities",
            json={"objective_id": meeting, "title": "Two\r\nlines", "owner": "AT"},
        )
        content = office.get(f"/api/v1/activities/{id}/details").json()

    assert again == first
    assert [comment["text"] for comment in content["comments"]] == [
        "We agree.\nPlease go on."
    ]
    assert title.status_code == 422
    assert title.json()["errors"] == [
        {"field": "title", "message": "it must be one line without tabs"}
    ]
