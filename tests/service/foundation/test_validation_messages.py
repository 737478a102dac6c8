"""What is wrong with a value is said in our own words, whatever is wrong."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError
from pydantic_core._pydantic_core import list_all_errors
from service.http_api.http_examples import served

from bsm_service.application.command import Command
from bsm_service.follow_up.commands import ReportProgress
from bsm_service.foundation.validation_messages import (
    message_texts,
    validation_message,
)
from bsm_service.meetings.agenda_commands import ScheduleSession
from bsm_service.meetings.commands import InviteDelegations

# What only models of Python objects can meet; nothing that people send is one.
_OF_PYTHON_OBJECTS = {
    "no_such_attribute", "needs_python_object", "frozen_field", "frozen_instance",
    "get_attribute_error", "dataclass_exact_type", "named_tuple_type",
    "default_factory_not_called", "iteration_error", "frozen_dict_type",
    "ordered_dict_type", "counter_type", "deque_type", "set_item_not_hashable",
    "bytes_too_short", "bytes_too_long", "bytes_invalid_encoding",
    "missing_sentinel_error", "ellipsis_error", "timezone_offset", "time_delta_type",
    "time_delta_parsing", "is_instance_of", "is_subclass_of", "callable_type",
    "arguments_type", "unexpected_positional_argument", "multiple_argument_values",
    "complex_type", "complex_str_parsing", "fraction_type", "fraction_parsing",
    "decimal_type", "decimal_parsing", "decimal_max_digits", "decimal_max_places",
    "decimal_whole_digits",
}  # fmt: skip
_OF_ITS_OWN = {
    "value_error", "assertion_error", "string_pattern_mismatch", "string_too_short",
}  # fmt: skip


def test_every_error_that_people_can_meet_has_a_message() -> None:
    known = {
        *message_texts()[0],
        *_OF_ITS_OWN,
        *_OF_PYTHON_OBJECTS,
    }
    assert {str(error["type"]) for error in list_all_errors()} - known == set()


def _patterns(described: Any) -> set[str]:
    if isinstance(described, dict):
        own = described.get("pattern")
        inner = set[str]().union(*map(_patterns, described.values()))
        return inner | {own} if isinstance(own, str) else inner
    if isinstance(described, list):
        return set[str]().union(*map(_patterns, described))
    return set()


def test_every_pattern_of_the_api_has_a_message(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        described = server.anybody.get("/api/v1/openapi.json").json()
    found = _patterns(described)
    assert found
    assert found - set(message_texts()[1]) == set()


ID = UUID(int=1)


@pytest.mark.parametrize(
    ("command", "fields", "messages"),
    [
        (
            ReportProgress,
            {"percent": "many", "volume": 3},
            {
                "activity_id": "this field is required",
                "percent": "must be a whole number, for example 12",
                "volume": "unknown field",
            },
        ),
        (
            ReportProgress,
            {"activity_id": "A1", "percent": 101},
            {
                "activity_id": "must be an ID, for example "
                "0190f3c2-8c1e-7b4a-9d57-3c1f0a6b2e11",
                "percent": "must be 100 or less",
            },
        ),
        (
            ReportProgress,
            {"activity_id": ID, "percent": 1, "note": ""},
            {"note": "must not be empty"},
        ),
        (
            ScheduleSession,
            {
                "meeting_id": ID,
                "session_id": ID,
                "on": "soon",
                "title": "x" * 301,
                "kind": "party",
            },
            {
                "on": "must be a date, for example 2026-05-06",
                "title": "must have at most 300 characters",
                "kind": "must be 'plenary', 'working session', 'focal points only', "
                "'study visit' or 'side event'",
            },
        ),
        (
            InviteDelegations,
            {"meeting_id": ID, "delegations": []},
            {"delegations": "must have at least 1 entry"},
        ),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(
    command: type[Command], fields: dict[str, Any], messages: dict[str, str]
) -> None:
    with pytest.raises(ValidationError) as refused:
        command.model_validate(fields)
    assert {
        ".".join(map(str, error["loc"])): validation_message(error)
        for error in refused.value.errors()
    } == messages
