"""A meeting that is announced, with a delegation, a session and an objective."""

from datetime import date

from bsm_projections.meetings.agenda import MeetingSession
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_projections.meetings.objectives import Objective
from bsm_projections.meetings.read_model import Meeting

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
    code="AT",
    name="Austria",
    kind="participating State",
    agency_of=None,
    quota=2,
    invited=True,
    registrations=0,
    participants=0,
    open_activities=0,
    came=False,
)
SESSION = MeetingSession(
    id="s", on=date(2027, 4, 12), title="Opening", kind="plenary", audience="all"
)
AIM = Objective(
    id="o",
    version=1,
    meeting_id="m",
    code="O1",
    text="Look",
    audience="all",
    outcome_kind="discussion",
    status="set",
    decisions=(),
)
