"""Whatever is asked of a meeting that it cannot take: a sentence and a stable code, and
nothing is stored. The server's clock stands at noon (UTC) on 14 April 2016.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from service.http_api.http_examples import DETAILS, Served, posted, served
from sqlite_only import new_place as new_place
from systems import StoryClock

from bsm_domain.foundation.roles import Role

NOTHING = "00000000-0000-0000-0000-000000000001"
WHY = {"reason": "A mistake."}
AT_NINE = {"starts_at": "2016-05-10T09:00", "ends_at": "2016-05-10T10:00"}
SESSION = {"title": "Drones", "kind": "plenary", **AT_NINE}
# Of the meeting in May, which is announced and in preparation.
MAY = {
    **DETAILS,
    "title": "May meeting",
    "series": "May",
    "edition": 1,
    "starts_on": "2016-05-10",
    "ends_on": "2016-05-11",
}
TOTAL = {"participants": 102, "at_least": False, "source": "The public page"}
PAGE = {
    "title": "Meetings",
    "address": "https://example.org/meetings",
    "seen_on": "2016-04-01",
}


class Here:
    """Meetings in every state, and what is on their agendas."""

    def __init__(self, it: Served, clock: StoryClock) -> None:
        self.it = it
        self.office = it.as_(Role.SECRETARIAT)
        self.ids: dict[str, str] = {}
        self._prepare_may()
        self._hold_april(clock)
        self._plan_nights()
        for name, verb in (("CANCELLED", "cancellation"), ("WAITING", "postponement")):
            self.announce(name, series=name.title(), edition=1)
            self.ask(f"{name}/{verb}", WHY)

    def announce(self, name: str, **details: Any) -> None:
        body = {"details": DETAILS | details}
        self.ids[name] = posted(self.office, "/meetings", body)["id"]

    def ask(self, path: str, body: dict[str, Any], **headers: str) -> str:
        """The ID of what was created by something that is asked of a meeting."""
        answer = posted(self.office, self.path(f"/meetings/{path}"), body, **headers)
        return str(answer["id"])

    def add(self, name: str, meeting: str, body: dict[str, Any]) -> None:
        """A session, under a name."""
        self.ids[name] = str(uuid4())
        self.ask(f"{meeting}/sessions", body | {"session_id": self.ids[name]})

    def path(self, path: str) -> str:
        for name, id in self.ids.items():
            path = path.replace(name, id)
        return path

    def _prepare_may(self) -> None:
        ids = self.ids
        self.announce("MAY", **MAY)
        self.ask("MAY/delegations", {"delegations": [_state("AT"), _state("IT")]})
        self.ask("MAY/registration-opening", {"capacity": 5})
        for _ in range(2):
            body = {"delegation": "AT", "function": "member"}
            registration = self.ask("MAY/registrations", body)
            posted(self.office, f"/registrations/{registration}/confirmation", {})
        self.add("OPENING", "MAY", SESSION | {"title": "Opening"})
        visit = {"title": "Visit", "kind": "study visit", "on": "2016-05-11"}
        self.add("VISIT", "MAY", visit)
        closed = SESSION | {"title": "Liaison", "audience": "focal points"}
        self.add("CLOSED", "MAY", closed)
        self.add("GONE", "MAY", SESSION | {"title": "Patrols"})
        self.ask("MAY/sessions/GONE/removal", {})
        self.ask("MAY/agenda-releases", {})
        ids["AIM"] = self.ask("MAY/objectives", _objective("O1"))
        ids["GIVENUP"] = self.ask("MAY/objectives", _objective("O2"))
        posted(self.office, self.path("/objectives/GIVENUP/withdrawal"), WHY)
        ids["DECIDED"] = self.ask("MAY/objectives", _objective("O10"))
        posted(self.office, "/decisions", _text(ids["MAY"], ids["DECIDED"]))

    def _hold_april(self, clock: StoryClock) -> None:
        """It was opened on 12 April, and concluded on the 13th."""
        self.announce("APRIL", series="April", edition=1)
        session = {"title": "Closing", "kind": "plenary", "on": "2016-04-13"}
        self.add("ELSEWHERE", "APRIL", session)
        aim = self.ask("APRIL/objectives", _objective("O1"))
        text = posted(self.office, "/decisions", _text(self.ids["APRIL"], aim))
        self.ids["WORDS"] = text["id"]
        self.announce("HELD", series="Held", edition=1)
        clock.time = datetime(2016, 4, 12, 8, tzinfo=UTC)
        self.ask("HELD/opening", {})
        clock.time = datetime(2016, 4, 13, 15, tzinfo=UTC)
        self.ask("HELD/conclusion", {})
        self.ask("HELD/stated-attendance", {"total": TOTAL})
        clock.time = datetime(2016, 4, 14, 12, tzinfo=UTC)

    def _plan_nights(self) -> None:
        """A session at a time that the clocks of Berlin skip on the following night, or
        on the same one, and a meeting in such a night.
        """
        for name, zone, first, last in (
            ("SPRING", "Europe/Minsk", "2016-03-26", "2016-03-27"),
            ("NIGHT", "Europe/Berlin", "2017-03-25", "2017-03-25"),
            ("SUNDAY", "Europe/Berlin", "2017-03-26", "2017-03-26"),
        ):
            self.announce(
                name,
                series=name.title(),
                edition=1,
                time_zone=zone,
                starts_on=first,
                ends_on=last,
            )
            vigil = {"starts_at": f"{last}T02:30", "ends_at": f"{last}T04:00"}
            if name != "SUNDAY":
                self.ask(f"{name}/sessions", SESSION | vigil | {"title": "Vigil"})


def _state(code: str, quota: int = 2) -> dict[str, Any]:
    kind = "participating State"
    return {"code": code, "kind": kind, "name": code.title(), "quota": quota}


def _text(meeting: str, objective: str) -> dict[str, Any]:
    body = {"title": "Contacts", "paragraphs": [{"id": NOTHING, "text": "Agree."}]}
    return {"meeting_id": meeting, "objective_id": objective, "body": body}


def _objective(code: str) -> dict[str, Any]:
    return {"code": code, "text": f"Aim {code}", "outcome_kind": "agreement"}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    clock = StoryClock(datetime(2016, 4, 1, 12, tzinfo=UTC))
    with served(tmp_path_factory.mktemp("data"), clock=clock) as it:
        yield Here(it, clock)


def may(**details: Any) -> dict[str, Any]:
    return {"details": MAY | details, **WHY}


def held(**details: Any) -> dict[str, Any]:
    return {"details": DETAILS | {"series": "Held", "edition": 1} | details, **WHY}


def sourced(**page: Any) -> dict[str, Any]:
    return may(city="Bonn") | {"source": PAGE | page}


# Where it is asked, the body, the code, words of the sentence, the field to blame.
Case = tuple[str, dict[str, Any], str, str, str]
DETAILS_OF_MEETINGS: dict[str, Case] = {
    "ends before it starts": (
        "/meetings/MAY/details",
        may(ends_on="2016-05-09"),
        "invalid_request",
        "the meeting ends on 9 May 2016, before it starts on 10 May 2016",
        "details.ends_on",
    ),
    "an unknown zone": (
        "/meetings/MAY/details",
        may(time_zone="Mars/Olympus"),
        "invalid_value",
        "Mars/Olympus",
        "details.time_zone",
    ),
    "the year 1": (
        "/meetings/MAY/details",
        may(starts_on="0001-05-10"),
        "invalid_value",
        "1900 to 2999",
        "details.starts_on",
    ),
    "the year 10000": (
        "/meetings/MAY/details",
        may(ends_on="10000-05-10"),
        "invalid_request",
        "must be a date",
        "details.ends_on",
    ),
    "away from its sessions": (
        "/meetings/MAY/details",
        may(starts_on="2016-05-11"),
        "invalid_value",
        "the session “Opening” does not fit: 10 May 2016 is outside the meeting",
        "details.starts_on",
    ),
    "a zone whose clocks skip a session": (
        "/meetings/SPRING/details",
        {
            "details": DETAILS
            | {
                "series": "Spring",
                "edition": 1,
                "time_zone": "Europe/Berlin",
                "starts_on": "2016-03-26",
                "ends_on": "2016-03-27",
            },
            **WHY,
        },
        "invalid_value",
        "the session “Vigil” does not fit: 02:30 on 27 Mar 2016 does "
        "not exist in Europe/Berlin: the clocks skip it",
        "details.starts_on",
    ),
    "to days on which the clocks skip a session": (
        "/meetings/NIGHT/details",
        {
            "details": DETAILS
            | {
                "series": "Night",
                "edition": 1,
                "starts_on": "2017-03-26",
                "ends_on": "2017-03-26",
            },
            **WHY,
        },
        "invalid_value",
        "02:30 on 26 Mar 2017 does not exist",
        "details.starts_on",
    ),
    "before it was opened": (
        "/meetings/HELD/details",
        held(starts_on="2016-04-13"),
        "invalid_value",
        "the meeting was in session on 12 Apr 2016; it cannot start on 13 Apr 2016",
        "details.starts_on",
    ),
    "before it was concluded": (
        "/meetings/HELD/details",
        held(ends_on="2016-04-12"),
        "invalid_value",
        "the meeting was in session on 13 Apr 2016; it cannot end on 12 Apr 2016",
        "details.ends_on",
    ),
    "nothing differs": (
        "/meetings/MAY/details",
        may(),
        "invalid_value",
        "nothing would change",
        "details",
    ),
    "an edition on record": (
        "/meetings/MAY/details",
        may(series="held"),
        "already_exists",
        "edition 1 of “held” is already on record",
        "details.edition",
    ),
    "an edition on record, announced": (
        "/meetings",
        {"details": MAY},
        "already_exists",
        "enter edition 2",
        "details.edition",
    ),
    "details of a cancelled meeting": (
        "/meetings/CANCELLED/details",
        may(),
        "invalid_transition",
        "the meeting was cancelled; nothing more can be recorded of it",
        "",
    ),
    "days of a meeting that waits for its days": (
        "/meetings/WAITING/details",
        {
            "details": DETAILS
            | {"series": "Waiting", "edition": 1, "ends_on": "2016-04-14"},
            **WHY,
        },
        "invalid_transition",
        "postpone it to its new days instead",
        "",
    ),
    "an unknown meeting": (
        f"/meetings/{NOTHING}/details",
        may(city="Bonn"),
        "not_found",
        "no meeting",
        "",
    ),
    "no reason": (
        "/meetings/MAY/details",
        {"details": MAY | {"city": "Bonn"}},
        "invalid_request",
        "this field is required",
        "reason",
    ),
    "a reason of 2,001 characters": (
        "/meetings/MAY/details",
        may(city="Bonn") | {"reason": "a" * 2_001},
        "invalid_request",
        "must have at most 2,000 characters",
        "reason",
    ),
    "a blank reason": (
        "/meetings/MAY/details",
        may(city="Bonn") | {"reason": " \n "},
        "invalid_request",
        "must not be empty",
        "reason",
    ),
    "an unknown field": (
        "/meetings/MAY/details",
        may(colour="red"),
        "invalid_request",
        "unknown field",
        "details.colour",
    ),
    "a list as title": (
        "/meetings/MAY/details",
        may(title=["May"]),
        "invalid_request",
        "must be text",
        "details.title",
    ),
    "themes as text": (
        "/meetings/MAY/details",
        may(themes="drones"),
        "invalid_request",
        "must be a list",
        "details.themes",
    ),
    "an edition as text": (
        "/meetings/MAY/details",
        may(edition="second"),
        "invalid_request",
        "must be a whole number",
        "details.edition",
    ),
    "a NUL in the place": (
        "/meetings/MAY/details",
        may(city="Bo\0nn"),
        "invalid_request",
        "U+0000",
        "details.city",
    ),
    "a direction mark in a theme": (
        "/meetings/MAY/details",
        may(themes=["a\u202eb"]),
        "invalid_request",
        "U+202E",
        "details.themes.0",
    ),
    "a Chair in small letters": (
        "/meetings/MAY/details",
        may(chair="de"),
        "invalid_request",
        "",
        "details.chair",
    ),
    "another way to meet": (
        "/meetings/MAY/details",
        may(mode="by post"),
        "invalid_request",
        "must be 'in person', 'online' or 'online and in person'",
        "details.mode",
    ),
}
LIFE: dict[str, Case] = {
    "opened a year early": (
        "/meetings/MAY/opening",
        {},
        "invalid_transition",
        "(now: registration open)",
        "",
    ),
    "opened weeks early": (
        "/meetings/SUNDAY/opening",
        {},
        "too_early",
        "the meeting begins on 26 Mar 2017, and at its place it is 14 Apr 2016",
        "",
    ),
    "postponed with half of its days": (
        "/meetings/MAY/postponement",
        {"starts_on": "2016-06-01", **WHY},
        "invalid_value",
        "enter both the first and the last day",
        "ends_on",
    ),
    "postponed to an earlier day": (
        "/meetings/MAY/postponement",
        {"starts_on": "2016-05-10", "ends_on": "2016-05-11", **WHY},
        "invalid_value",
        "10 May 2016 is not later than 10 May 2016",
        "starts_on",
    ),
    "postponed to end before it starts": (
        "/meetings/MAY/postponement",
        {"starts_on": "2016-06-02", "ends_on": "2016-06-01", **WHY},
        "invalid_value",
        "before it starts on 2 Jun 2016",
        "ends_on",
    ),
    "postponed to the year 3000": (
        "/meetings/MAY/postponement",
        {"starts_on": "3000-06-02", "ends_on": "3000-06-03", **WHY},
        "invalid_value",
        "1900 to 2999",
        "starts_on",
    ),
    "postponed and too short for its sessions": (
        "/meetings/MAY/postponement",
        {"starts_on": "2016-06-01", "ends_on": "2016-06-01", **WHY},
        "invalid_value",
        "the session “Visit” does not fit",
        "starts_on",
    ),
    "postponed twice until further notice": (
        "/meetings/WAITING/postponement",
        WHY,
        "invalid_transition",
        "already postponed; enter its days",
        "",
    ),
    "postponed once it was held": (
        "/meetings/HELD/postponement",
        WHY,
        "invalid_transition",
        "a meeting can be postponed only",
        "",
    ),
    "cancelled twice": (
        "/meetings/CANCELLED/cancellation",
        WHY,
        "invalid_transition",
        "the meeting is already cancelled",
        "",
    ),
    "cancelled once it was held": (
        "/meetings/HELD/cancellation",
        WHY,
        "invalid_transition",
        "(now: concluded)",
        "",
    ),
    "cancelled without a reason": (
        "/meetings/MAY/cancellation",
        {},
        "invalid_request",
        "this field is required",
        "reason",
    ),
    "reopened while it is open": (
        "/meetings/MAY/registration-reopening",
        WHY,
        "invalid_transition",
        "the meeting is already open for registration",
        "",
    ),
    "capacity below what is taken": (
        "/meetings/MAY/capacity",
        {"capacity": 1, **WHY},
        "invalid_value",
        "2 seats are taken; the capacity cannot be 1",
        "capacity",
    ),
    "capacity as it is": (
        "/meetings/MAY/capacity",
        {"capacity": 5, **WHY},
        "invalid_value",
        "already has 5 seats",
        "capacity",
    ),
    "capacity of nothing": (
        "/meetings/MAY/capacity",
        {"capacity": 0, **WHY},
        "invalid_value",
        "at least 1 seat",
        "capacity",
    ),
    "capacity beyond number": (
        "/meetings/MAY/capacity",
        {"capacity": 2**64, **WHY},
        "invalid_request",
        "must be 100000 or less",
        "capacity",
    ),
    "capacity as text": (
        "/meetings/MAY/capacity",
        {"capacity": "120", **WHY},
        "invalid_request",
        "must be a whole number",
        "capacity",
    ),
    "capacity before registration": (
        "/meetings/APRIL/capacity",
        {"capacity": 9, **WHY},
        "invalid_transition",
        "open registration with their number",
        "",
    ),
    "an invitation with seats withdrawn": (
        "/meetings/MAY/invitation-withdrawals",
        {"delegation": "AT", **WHY},
        "invalid_transition",
        "AT holds or waits for 2 seats; withdraw these registrations first",
        "",
    ),
    "an invitation that is none withdrawn": (
        "/meetings/MAY/invitation-withdrawals",
        {"delegation": "HU", **WHY},
        "not_invited",
        "HU is not invited",
        "",
    ),
    "501 delegations": (
        "/meetings/MAY/delegations",
        {"delegations": [_state(f"X{number}") for number in range(501)]},
        "invalid_request",
        "must have at most 500 entries",
        "delegations",
    ),
    "a total stated twice": (
        "/meetings/HELD/stated-attendance",
        {"total": TOTAL},
        "invalid_transition",
        "correct it instead",
        "",
    ),
    "a total corrected that is not stated": (
        "/meetings/MAY/stated-attendance/correction",
        {"total": TOTAL, **WHY},
        "invalid_transition",
        "the attendance can be corrected only",
        "",
    ),
    "more States than there are": (
        "/meetings/HELD/stated-attendance/correction",
        {"total": TOTAL | {"states": 100_001}, **WHY},
        "invalid_request",
        "or less",
        "total.states",
    ),
    "a remark of an object": (
        "/meetings/HELD/stated-attendance/correction",
        {"total": TOTAL | {"remark": {}}, **WHY},
        "invalid_request",
        "must be text",
        "total.remark",
    ),
}
AGENDA: dict[str, Case] = {
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
        "“opening” is already on the agenda for this time",
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
        "already on the agenda like this",
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
        "already on the agenda for this time",
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
OBJECTIVES: dict[str, Case] = {
    "a code that is taken": (
        "/meetings/MAY/objectives",
        _objective("O1"),
        "already_exists",
        "enter O11 instead",
        "code",
    ),
    "the code of a withdrawn one": (
        "/meetings/MAY/objectives",
        _objective("O2"),
        "already_exists",
        "already has an objective O2",
        "code",
    ),
    "an objective of a cancelled meeting": (
        "/meetings/CANCELLED/objectives",
        _objective("O1"),
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
        "1 decision comes from this objective; it cannot be withdrawn",
        "",
    ),
    "a decision from a withdrawn one": (
        "/decisions",
        _text("MAY", "GIVENUP"),
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
        "already there",
        "session_id",
    ),
}
SOURCES: dict[str, Case] = {
    "no address": (
        "/meetings/MAY/details",
        may(city="Bonn") | {"source": {"title": "Meetings", "seen_on": "2016-04-01"}},
        "invalid_request",
        "this field is required",
        "source.address",
    ),
    "a script as address": (
        "/meetings/MAY/details",
        sourced(address="javascript:alert(1)"),
        "invalid_request",
        "http",
        "source.address",
    ),
    "a script behind an address": (
        "/meetings/MAY/details",
        sourced(address="java\nscript:https://example.org"),
        "invalid_request",
        "http",
        "source.address",
    ),
    "an address with a space": (
        "/meetings/MAY/details",
        sourced(address="https://example.org/a b"),
        "invalid_request",
        "http",
        "source.address",
    ),
    "seen tomorrow": (
        "/meetings/MAY/details",
        sourced(seen_on="2016-04-15"),
        "invalid_value",
        "nobody can have seen the page on 15 Apr 2016",
        "source.seen_on",
    ),
    "published after it was seen": (
        "/meetings/MAY/details",
        sourced(published_on="2016-04-02"),
        "invalid_request",
        "the page is from 2 Apr 2016",
        "source.published_on",
    ),
    "a source without a title": (
        "/meetings/MAY/details",
        sourced(title=""),
        "invalid_request",
        "must not be empty",
        "source.title",
    ),
    "a source as text": (
        "/meetings/MAY/details",
        may(city="Bonn") | {"source": "https://example.org"},
        "invalid_request",
        "",
        "source",
    ),
    "more of a source than there is": (
        "/meetings/MAY/details",
        sourced(author="Anna"),
        "invalid_request",
        "unknown field",
        "source.author",
    ),
}
ORGANISATIONS: dict[str, Case] = {
    "the name of a State": (
        "/organisation-names",
        {"code": "AT", "name": "X", "since": "2016-01-01"},
        "invalid_value",
        "AT is the code of a State",
        "code",
    ),
    "a name since no day": (
        "/organisation-names",
        {"code": "DCAF", "name": "X", "since": "soon"},
        "invalid_request",
        "must be a date",
        "since",
    ),
    "a name since the year 1": (
        "/organisation-names",
        {"code": "DCAF", "name": "X", "since": "0001-01-01"},
        "invalid_value",
        "1900 to 2999",
        "since",
    ),
    "a name of two lines": (
        "/organisation-names",
        {"code": "DCAF", "name": "X\nY", "since": "2016-01-01"},
        "invalid_request",
        "one line",
        "name",
    ),
}

CASES = {
    **DETAILS_OF_MEETINGS,
    **LIFE,
    **AGENDA,
    **OBJECTIVES,
    **SOURCES,
    **ORGANISATIONS,
}
STATUSES = {
    "already_exists": 409,
    "invalid_request": 422,
    "invalid_transition": 409,
    "invalid_value": 422,
    "not_found": 404,
    "not_invited": 409,
    "reason_required": 422,
    "too_early": 409,
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_by_a_sentence_and_nothing_is_stored(here: Here, name: str):
    path, body, code, words, field = CASES[name]
    system = here.it.system
    before = system.store.position()

    response = here.office.post(
        f"/api/v1{here.path(path)}",
        content=here.path(json.dumps(body)),
        headers={"Content-Type": "application/json"},
    )

    told = response.json()
    assert (response.status_code, told["code"]) == (STATUSES[code], code), told
    errors = told.get("errors", [])
    assert [error["field"] for error in errors] == [field] * bool(field), told
    sentence = told["detail"]
    said = sentence if code != "invalid_request" else errors[0]["message"]
    assert words in said
    assert re.match("[a-z0-9“]|[A-Z]{2}|O[0-9]", said), said
    assert not said.endswith("."), said
    assert system.store.position() == before


def test_of_two_who_swap_two_sessions_at_once_the_second_is_asked_to_look(here: Here):
    """Each moves one session to the time of the other, having seen the same agenda."""
    system, version = here.it.system, {"If-Match": _version(here)}
    swapped = (
        ("OPENING", {"title": "Opening", "on": "2016-05-11"}),
        ("VISIT", {"title": "Visit", **AT_NINE}),
    )

    def ask(name: str, to: dict[str, Any]) -> Any:
        path = here.path(f"/api/v1/meetings/MAY/sessions/{name}/changes")
        return here.office.post(
            path, json={"kind": "plenary", **to, **WHY}, headers=version
        )

    first, second = (ask(*session) for session in swapped)

    assert first.status_code == 200, first.text
    assert (second.status_code, second.json()["code"]) == (412, "stale_version")
    position = system.store.position()
    version = {"If-Match": _version(here)}
    assert ask(*swapped[1]).status_code == 200  # having looked again
    assert system.store.position() == position + 1


def _version(here: Here) -> str:
    return here.office.get(here.path("/api/v1/meetings/MAY")).headers["etag"]


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.LEADERSHIP])
def test_sessions_that_others_may_not_know_of_are_like_none(here: Here, role: Role):
    """Those for focal points only, and those that are not released."""
    body = {"kind": "plenary", "on": "2016-05-11"}
    here.add("DRAFT", "MAY", body | {"title": f"Not out yet for the {role}"})
    draft = here.ids["DRAFT"]
    client = here.it.as_(role)

    def refusal(session: str) -> str:
        response = client.get(f"/api/v1/sessions/{session}")
        assert response.status_code == 404
        told = response.json()
        del told["request_id"]
        return str(told).replace(session, "")

    refusals = {refusal(id) for id in (here.ids["CLOSED"], draft, NOTHING)}
    assert len(refusals) == 1
    path = here.path("/api/v1/meetings/MAY/draft-agenda")
    assert client.get(path).status_code == 403
    for one in (here.ids["CLOSED"], draft):
        reply = client.post(
            here.path(f"/api/v1/meetings/MAY/sessions/{one}/changes"), json=SESSION
        )
        assert reply.json()["code"] == "not_permitted"
