"""What the details of a meeting cannot become."""

from typing import Any

import pytest
from service.http_api.http_examples import DETAILS
from service.meetings.refusals import (
    MAY,
    NOTHING,
    WHY,
    Case,
    Here,
    may,
    must_be_refused,
)


def held(**details: Any) -> dict[str, Any]:
    return {"details": DETAILS | {"series": "Held", "edition": 1} | details, **WHY}


CASES: dict[str, Case] = {
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
    "51 themes": (
        "/meetings/MAY/details",
        may(themes=[f"Theme {number}" for number in range(51)]),
        "invalid_value",
        "a meeting has at most 50 themes (now: 51)",
        "details.themes",
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
        "the meeting was cancelled; nothing more can be recorded about it",
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


@pytest.mark.parametrize("name", CASES)
def test_details_that_cannot_be_are_refused(here: Here, name: str):
    must_be_refused(here, CASES[name])
