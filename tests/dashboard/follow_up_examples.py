"""A network with something to follow up, and hands that fill in its forms."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from dashboard_examples import OpenPage, Story
from form_actions import choose, open_form
from streamlit.testing.v1 import AppTest
from systems import BERLIN_DETAILS, CHAIR, agree_and_accept, do, set_objective

from bsm_projections.follow_up import activity_details
from bsm_projections.follow_up.activity_details import ActivityDetails
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.commands import (
    ChangeDueDate,
    ProposeActivity,
    ReportProgress,
)
from bsm_service.meetings.commands import AnnounceMeeting
from dashboard.data import record
from dashboard.data.queries import Viewer

PAGE = "follow_up"


@pytest.fixture
def story(busy_network: Story) -> Story:
    """Austria's activity, one of Italy with which it is a partner, a later meeting."""
    system = busy_network.system
    details = BERLIN_DETAILS.model_copy(
        update={
            "edition": 11,
            "city": "Vienna",
            "starts_on": date(2027, 4, 6),
            "ends_on": date(2027, 4, 7),
        }
    )
    do(system, AnnounceMeeting(meeting_id=uuid4(), details=details))
    system.engine.catch_up()
    return busy_network


def activity_details_of(
    story: Story, by: Principal = CHAIR, id: UUID | None = None
) -> ActivityDetails:
    story.system.engine.catch_up()
    activity_id = str(id or story.activity)
    details = Viewer(by, record.live_moment()).fetch(
        "read.activities", activity_details.activity_details, activity_id
    )
    assert details is not None
    return details


def add_activity(story: Story, owner: str = "IT", title: str = "Compare forms") -> UUID:
    assert story.meeting is not None
    number = len(Viewer(CHAIR, record.live_moment()).objectives(str(story.meeting))) + 1
    objective = set_objective(story.system, story.meeting, code=f"O{number}")
    id = uuid4()
    proposed = ProposeActivity(
        activity_id=id,
        objective_id=objective,
        title=title,
        owner=owner,
        due_on=date(2027, 6, 30),
    )
    do(story.system, proposed)
    agree_and_accept(story.system, id)
    story.system.engine.catch_up()
    return id


def open_activity_form(
    story: Story, open_page: OpenPage, by: Principal, place: str, label: str
) -> AppTest:
    """The form of what is to be done, where the activity is open."""
    app = open_page(PAGE, by=by, activity=story.activity)
    open_form(app, f"ask-{place}-{story.activity}")
    return choose(app, label) if len(app.session_state["form-open"].forms) > 1 else app


def field(app: AppTest, kind: str, name: str) -> Any:
    [widget] = [
        widget for widget in getattr(app, kind) if f"-{name}-" in (widget.key or "")
    ]
    return widget


def report_progress(story: Story, percent: int = 35, *, days_ago: int = 0) -> None:
    story.clock.time -= timedelta(days=days_ago)
    command = ReportProgress(activity_id=story.activity, percent=percent)
    do(story.system, command)
    story.clock.time += timedelta(days=days_ago)
    story.system.engine.catch_up()


def move_due_date(story: Story, on: date, reason: str) -> None:
    command = ChangeDueDate(activity_id=story.activity, due_on=on, reason=reason)
    do(story.system, command)
    story.system.engine.catch_up()


def chair_viewer() -> Viewer:
    return Viewer(CHAIR, record.live_moment())
