"""What objectives cannot become."""

import pytest
from service.meetings.refusals import (
    NOTHING,
    WHY,
    Case,
    Here,
    must_be_refused,
    objective,
    text,
)

CASES: dict[str, Case] = {
    "a code that is taken": (
        "/meetings/MAY/objectives",
        objective("O1"),
        "already_exists",
        "enter O11 instead",
        "code",
    ),
    "the code of a withdrawn one": (
        "/meetings/MAY/objectives",
        objective("O2"),
        "already_exists",
        "already has an objective O2",
        "code",
    ),
    "an objective of a cancelled meeting": (
        "/meetings/CANCELLED/objectives",
        objective("O1"),
        "invalid_transition",
        "was cancelled",
        "",
    ),
    "the same wording": (
        "/objectives/AIM/wording",
        {"text": "Aim O1", **WHY},
        "invalid_value",
        "already has this wording",
        "text",
    ),
    "reworded once withdrawn": (
        "/objectives/GIVENUP/wording",
        {"text": "Another", **WHY},
        "invalid_transition",
        "was withdrawn",
        "",
    ),
    "withdrawn twice": (
        "/objectives/GIVENUP/withdrawal",
        WHY,
        "invalid_transition",
        "was withdrawn",
        "",
    ),
    "withdrawn with a decision": (
        "/objectives/DECIDED/withdrawal",
        WHY,
        "invalid_transition",
        "1 decision comes from this objective; it can be withdrawn only if this is",
        "",
    ),
    "a decision from a withdrawn one": (
        "/decisions",
        text("MAY", "GIVENUP"),
        "invalid_transition",
        "was withdrawn",
        "",
    ),
    "moved to an unknown session": (
        "/objectives/AIM/session",
        {"session_id": NOTHING},
        "not_found",
        "has no session",
        "",
    ),
    "moved to another meeting": (
        "/objectives/AIM/session",
        {"session_id": "ELSEWHERE"},
        "not_found",
        "has no session",
        "",
    ),
    "moved to a session for focal points only": (
        "/objectives/AIM/session",
        {"session_id": "CLOSED"},
        "invalid_value",
        "this session is for focal points only",
        "session_id",
    ),
    "moved to where it is": (
        "/objectives/AIM/session",
        {},
        "invalid_value",
        "already in no session",
        "session_id",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_objective_that_cannot_be_is_refused(here: Here, name: str):
    must_be_refused(here, CASES[name])
