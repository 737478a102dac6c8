"""What cannot be on an agenda, and what nobody may learn of one."""

from typing import Any

import pytest
from service.meetings.refusals import (
    AT_NINE,
    NOTHING,
    SESSION,
    WHY,
    Case,
    Here,
    must_be_refused,
)

from bsm_domain.foundation.roles import Role

CASES: dict[str, Case] = {
    "a session of 0 minutes": (
        "/meetings/MAY/sessions",
        SESSION | {"ends_at": "2016-05-10T09:00"},
        "invalid_value",
        "enter a later end",
        "ends_at",
    ),
    "a session of 25 hours": (
        "/meetings/MAY/sessions",
        SESSION | {"ends_at": "2016-05-11T10:00"},
        "invalid_value",
        "at most 24 hours",
        "ends_at",
    ),
    "a session that ends first": (
        "/meetings/MAY/sessions",
        SESSION | {"ends_at": "2016-05-10T08:59"},
        "invalid_value",
        "the session ends at 08:59 on 10 May 2016, but starts at 09:00 on 10 May 2016",
        "ends_at",
    ),
    "a session that never ends": (
        "/meetings/MAY/sessions",
        SESSION | {"ends_at": None},
        "invalid_value",
        "enter when the session ends",
        "ends_at",
    ),
    "a session that never starts": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": None, "on": "2016-05-10"},
        "invalid_value",
        "enter when the session starts",
        "starts_at",
    ),
    "a session on no day": (
        "/meetings/MAY/sessions",
        {"title": "Drones", "kind": "plenary"},
        "invalid_value",
        "enter the day of the session",
        "on",
    ),
    "a session on two days": (
        "/meetings/MAY/sessions",
        SESSION | {"on": "2016-05-11"},
        "invalid_value",
        "starts on another day",
        "on",
    ),
    "a session the day after": (
        "/meetings/MAY/sessions",
        {"title": "X", "kind": "plenary", "on": "2016-05-12"},
        "invalid_value",
        "12 May 2016 is outside the meeting (10 May 2016 to 11 May 2016)",
        "on",
    ),
    "a session the year after": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": "2017-05-10T09:00", "ends_at": "2017-05-10T10:00"},
        "invalid_value",
        "10 May 2017 is outside the meeting",
        "starts_at",
    ),
    "twice the same": (
        "/meetings/MAY/sessions",
        SESSION | {"title": "opening"},
        "already_exists",
        "“opening” is already on the agenda at this time",
        "title",
    ),
    "an offset": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": "2016-05-10T09:00+02:00"},
        "invalid_request",
        "without an offset",
        "starts_at",
    ),
    "UTC": (
        "/meetings/MAY/sessions",
        SESSION | {"ends_at": "2016-05-10T10:00Z"},
        "invalid_request",
        "without an offset",
        "ends_at",
    ),
    "seconds": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": "2016-05-10T09:00:30"},
        "invalid_request",
        "in minutes, without seconds",
        "starts_at",
    ),
    "seconds since 1970": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": 1_462_870_800},
        "invalid_request",
        "must be a date and time without an offset",
        "starts_at",
    ),
    "seconds since 1970, as text": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": "1462870800"},
        "invalid_request",
        "must be a date and time without an offset",
        "starts_at",
    ),
    "a day without a time": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": "2016-05-10"},
        "invalid_request",
        "must be a date and time without an offset",
        "starts_at",
    ),
    "24:00": (
        "/meetings/MAY/sessions",
        SESSION | {"ends_at": "2016-05-10T24:00"},
        "invalid_request",
        "the next one begins at 00:00",
        "ends_at",
    ),
    "a leap second": (
        "/meetings/MAY/sessions",
        SESSION | {"ends_at": "2016-05-10T23:59:60"},
        "invalid_request",
        "is not a possible date and time",
        "ends_at",
    ),
    "an end before the calendar begins in UTC": (
        "/meetings/MAY/sessions",
        SESSION | {"ends_at": "0001-01-01T00:00"},
        "invalid_value",
        "00:00 on 1 Jan 1 is not a possible time of a session",
        "ends_at",
    ),
    "30 February": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": "2016-02-30T09:00"},
        "invalid_request",
        "2016-02-30T09:00 is not a possible date and time",
        "starts_at",
    ),
    "a time that the clocks skip": (
        "/meetings/SUNDAY/sessions",
        SESSION | {"starts_at": "2017-03-26T02:30", "ends_at": "2017-03-26T04:00"},
        "invalid_value",
        "02:30 on 26 Mar 2017 does not exist in Europe/Berlin",
        "starts_at",
    ),
    "the last minute before the first": (
        "/meetings/MAY/sessions",
        SESSION | {"starts_at": "0001-01-01T00:00", "ends_at": "0001-01-01T01:00"},
        "invalid_value",
        "is outside the meeting",
        "starts_at",
    ),
    "a room of two lines": (
        "/meetings/MAY/sessions",
        SESSION | {"room": "Room A\nRoom B"},
        "invalid_request",
        "one line",
        "room",
    ),
    "a title with a direction mark": (
        "/meetings/MAY/sessions",
        SESSION | {"title": "Dr\u2067ones"},
        "invalid_request",
        "U+2067",
        "title",
    ),
    "a description with a NUL": (
        "/meetings/MAY/sessions",
        SESSION | {"description": "a\0"},
        "invalid_request",
        "U+0000",
        "description",
    ),
    "an order of nothing": (
        "/meetings/MAY/sessions",
        SESSION | {"order": 0},
        "invalid_request",
        "must be 1 or more",
        "order",
    ),
    "an order as text": (
        "/meetings/MAY/sessions",
        SESSION | {"order": "1"},
        "invalid_request",
        "must be a whole number",
        "order",
    ),
    "another audience": (
        "/meetings/MAY/sessions",
        SESSION | {"audience": "ministers"},
        "invalid_request",
        "must be 'all' or 'focal points'",
        "audience",
    ),
    "an ID that is taken": (
        "/meetings/MAY/sessions",
        SESSION | {"session_id": "OPENING"},
        "invalid_value",
        "is already on the agenda",
        "session_id",
    ),
    "a procedure in a session that is not released": (
        "/decisions/WORDS/procedures",
        {"procedure": "consensus", "of": 1, "session_id": "ELSEWHERE"},
        "invalid_transition",
        "is only in the draft of the agenda; release the agenda first",
        "session_id",
    ),
    "the audience of a session changed": (
        "/meetings/MAY/sessions/OPENING/changes",
        SESSION | {"audience": "focal points", **WHY},
        "invalid_request",
        "unknown field",
        "audience",
    ),
    "a session changed to what it is": (
        "/meetings/MAY/sessions/OPENING/changes",
        SESSION | {"title": "Opening", **WHY},
        "invalid_value",
        "already has these details",
        "title",
    ),
    "a released session changed without a reason": (
        "/meetings/MAY/sessions/OPENING/changes",
        SESSION | {"title": "Welcome"},
        "reason_required",
        "enter why it is changed",
        "reason",
    ),
    "a session changed to another": (
        "/meetings/MAY/sessions/VISIT/changes",
        SESSION | {"title": "Opening", **WHY},
        "already_exists",
        "already on the agenda at this time",
        "title",
    ),
    "an unknown session changed": (
        f"/meetings/MAY/sessions/{NOTHING}/changes",
        SESSION | WHY,
        "not_found",
        "has no session",
        "",
    ),
    "another meeting's session changed": (
        "/meetings/MAY/sessions/ELSEWHERE/changes",
        SESSION | WHY,
        "not_found",
        "has no session",
        "",
    ),
    "another meeting's session dropped": (
        "/meetings/MAY/sessions/ELSEWHERE/removal",
        WHY,
        "not_found",
        "has no session",
        "",
    ),
    "a dropped session dropped": (
        "/meetings/MAY/sessions/GONE/removal",
        WHY,
        "not_found",
        "has no session",
        "",
    ),
    "speakers of a dropped session": (
        "/meetings/MAY/sessions/GONE/speakers",
        {"speakers": "Anna"},
        "not_found",
        "has no session",
        "",
    ),
    "no speakers where there are none": (
        "/meetings/MAY/sessions/OPENING/speakers",
        {},
        "invalid_value",
        "“Opening” has no speakers",
        "speakers",
    ),
    "speakers of 2,001 characters": (
        "/meetings/MAY/sessions/OPENING/speakers",
        {"speakers": "a" * 2_001},
        "invalid_request",
        "must have at most 2,000 characters",
        "speakers",
    ),
    "speakers as a list": (
        "/meetings/MAY/sessions/OPENING/speakers",
        {"speakers": ["Anna"]},
        "invalid_request",
        "must be text",
        "speakers",
    ),
    "a session that is no ID": (
        "/meetings/MAY/sessions/1/speakers",
        {"speakers": "Anna"},
        "invalid_value",
        "must be an ID",
        "path.session_id",
    ),
    "a release without a change": (
        "/meetings/MAY/agenda-releases",
        {"note": "Again."},
        "invalid_transition",
        "the agenda has not changed since version 1 was released",
        "",
    ),
    "a first release of nothing": (
        "/meetings/SUNDAY/agenda-releases",
        {},
        "invalid_transition",
        "add or change a session first",
        "",
    ),
    "a note of 50,001 characters": (
        "/meetings/MAY/agenda-releases",
        {"note": "a" * 50_001},
        "invalid_request",
        "must have at most 50,000 characters",
        "note",
    ),
    "a session of a cancelled meeting": (
        "/meetings/CANCELLED/sessions",
        SESSION,
        "invalid_transition",
        "sessions can be added only before the meeting is cancelled",
        "",
    ),
    "an agenda of a meeting that was held": (
        "/meetings/HELD/agenda-releases",
        {},
        "invalid_transition",
        "only before the meeting is concluded",
        "",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_session_that_cannot_be_is_refused(here: Here, name: str):
    must_be_refused(here, CASES[name])


def test_of_two_who_swap_two_sessions_at_once_the_second_is_asked_to_look(here: Here):
    """Each moves one session to the time of the other, having seen the same agenda."""
    here.announce_like_may("SWAPPED", "Swapped")
    times = {"FORMER": AT_NINE, "LATTER": {"on": "2016-05-11"}}
    for name, time in times.items():
        here.add(name, "SWAPPED", {"title": name, "kind": "plenary", **time})
    system, version = here.it.system, {"If-Match": _version(here)}
    swapped = [*zip(times, reversed(times.values()), strict=True)]

    def ask(name: str, to: dict[str, Any]) -> Any:
        path = here.path(f"/api/v1/meetings/SWAPPED/sessions/{name}/changes")
        body = {"title": name, "kind": "plenary", **to}
        return here.office.post(path, json=body, headers=version)

    first, second = (ask(*session) for session in swapped)

    assert first.status_code == 200, first.text
    assert (second.status_code, second.json()["code"]) == (412, "stale_version")
    position = system.store.position()
    version = {"If-Match": _version(here)}
    assert ask(*swapped[1]).status_code == 200  # having looked again
    assert system.store.position() == position + 1


def _version(here: Here) -> str:
    return here.office.get(here.path("/api/v1/meetings/SWAPPED")).headers["etag"]


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.LEADERSHIP])
def test_sessions_that_others_may_not_know_of_are_like_none(here: Here, role: Role):
    """Those for focal points only, and those that are not released."""
    here.announce_like_may("PLANNED", f"Planned, not for the {role}")
    here.add("DRAFT", "PLANNED", SESSION)
    closed, draft = here.ids["CLOSED"], here.ids["DRAFT"]
    client = here.it.as_(role)

    def refusal(session: str) -> str:
        response = client.get(f"/api/v1/sessions/{session}")
        assert response.status_code == 404
        told = response.json()
        del told["request_id"]
        return str(told).replace(session, "")

    refusals = {refusal(id) for id in (closed, draft, NOTHING)}
    assert len(refusals) == 1
    path = here.path("/api/v1/meetings/PLANNED/draft-agenda")
    assert client.get(path).status_code == 403
    for path in ("MAY/sessions/CLOSED", "PLANNED/sessions/DRAFT"):
        path = here.path(f"/api/v1/meetings/{path}/changes")
        assert client.post(path, json=SESSION).json()["code"] == "not_permitted"
