"""A meeting that is announced, with a delegation, a session and an objective."""

from datetime import date

from bsm_projections.meetings.read_model import (
    Meeting,
    MeetingDelegation,
    MeetingSession,
    Objective,
)

MEETING = Meeting(
    id="m",
    version=1,
    series="Annual Meeting",
    title="11th Annual Meeting",
    edition=11,
    city="Vienna",
    host="AT",
    host_name="Austria",
    chair=None,
    organiser=None,
    starts_on=date(2027, 4, 12),
    ends_on=date(2027, 4, 13),
    time_zone="Europe/Vienna",
    mode="in person",
    themes=(),
    status="announced",
    capacity=None,
    stated=None,
    agenda=(),
)
AUSTRIA = MeetingDelegation(
    "AT", "Austria", "participating State", None, 2, 0, 0, 0, came=False
)
SESSION = MeetingSession("s", date(2027, 4, 12), "Opening", "plenary", "all")
AIM = Objective("o", 1, "m", "O1", "Look", "all", "discussion", "set", None, None)
