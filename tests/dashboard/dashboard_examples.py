"""A network on a dashboard: empty, or busy at Berlin with a promise that is late."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest
from systems import (
    BERLIN_DETAILS,
    CHAIR,
    StoryClock,
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    nominate,
    open_meeting,
    propose,
    set_objective,
    system_in,
)

import dashboard
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting_facts import MeetingDetails
from bsm_projections.meetings.delegations import MeetingDelegation
from bsm_service.application.command import EstablishNetwork
from bsm_service.application.system import System
from bsm_service.identity import SYSTEM
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CloseRegistration,
    ConcludeMeeting,
)
from bsm_service.meetings.objective_commands import RecordDiscussion
from dashboard.components.chart import Chart
from dashboard.data.page_context import PageContext
from dashboard.widgets import sections

MAIN = Path(dashboard.__file__).with_name("main.py")


PRESENT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


# For a browser: what a page says of its connection. What it says for some
# seconds only would otherwise have to be seen in time.
RECORD_CONNECTION_MESSAGES = """
window.said = [];
const bar = document.getElementById('bsm-connection');
new MutationObserver(() => window.said.push(bar.textContent))
  .observe(bar, {childList: true});
"""


@dataclass
class Story:
    """What happened, and where."""

    system: System
    clock: StoryClock
    meeting: UUID | None = None
    activity: UUID | None = None
    positions: dict[str, int] = field(default_factory=dict)

    def note(self, name: str) -> None:
        self.positions[name] = self.system.store.position()


def create_story(folder: Path, *, demonstration: bool = False) -> Story:
    """A busy network in a data folder: Berlin, four delegates, two promises."""
    clock = StoryClock()
    system = system_in(folder, clock=clock, established=False)
    named = EstablishNetwork(
        network_id=uuid4(), name="Network of the tests", demonstration=demonstration
    )
    do(system, named, SYSTEM)
    story = Story(system, clock)
    meeting = story.meeting = announce_berlin(system)
    for delegation in ("AT", "AT", "MK", "DZ"):
        clock.pass_by(timedelta(days=1))
        confirm(system, nominate(system, meeting, delegation))
    story.note("registered")
    discussed = set_objective(system, meeting)
    closed = set_objective(
        system, meeting, code="O2", audience=MatterAudience.FOCAL_POINTS
    )
    clock.time = datetime(2016, 4, 12, 8, 0, tzinfo=UTC)
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting, CHAIR)
    do(
        system,
        RecordDiscussion(objective_id=discussed, summary="In the room."),
        CHAIR,
    )
    story.activity = propose(system, discussed, owner="AT")
    agree_and_accept(system, story.activity)
    agree_and_accept(system, propose(system, closed, owner="IT"))
    do(system, ConcludeMeeting(meeting_id=meeting), CHAIR)
    story.note("concluded")
    clock.time = PRESENT
    return story


OpenPage = Callable[..., AppTest]

# Pages with charts, and what their addresses choose.
CHART_PAGES: Mapping[str, Mapping[str, str]] = {
    "overview": {},
    "meeting": {},
    "agenda": {},
    "follow_up": {"view": "timeline", "scope": "all"},
    "commitments": {"since": "2016-01-10"},
    "registrations": {},
}


def note_charts(patch: pytest.MonkeyPatch) -> list[Chart]:
    """The charts that pages draw from now on."""
    charts: list[Chart] = []
    show_picture_and_table = sections.show_picture_and_table

    def note_and_show(page: PageContext, chart: Chart) -> None:
        charts.append(chart)
        show_picture_and_table(page, chart)

    patch.setattr(sections, "show_picture_and_table", note_and_show)
    return charts


def page_text(app: AppTest) -> str:
    """Everything that the page says in text of its own."""
    bodies = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style"))


ABSENT = MeetingDelegation(
    code="ES",
    name="Spain",
    kind="participating State",
    agency_of=None,
    quota=2,
    invited=True,
    registrations=1,
    participants=0,
    open_activities=0,
    came=False,
)


def announce_meeting(story: Story, **details: object) -> str:
    """A further edition of which little is stated."""
    id = uuid4()
    meeting_details = MeetingDetails(
        **{
            "series": BERLIN_DETAILS.series,
            "title": "Another annual meeting",
            "starts_on": date(2018, 4, 12),
            "ends_on": date(2018, 4, 13),
            "time_zone": "Europe/Vienna",
            **details,
        }
    )
    do(story.system, AnnounceMeeting(meeting_id=id, details=meeting_details))
    return str(id)
