"""A record with exactly one of everything is told in the singular everywhere."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from dashboard_examples import OpenPage, Story, page_text
from systems import (
    CHAIR,
    SECRETARIAT,
    agree_and_accept,
    announce_berlin,
    confirm,
    do,
    enter,
    nominate,
    open_meeting,
    set_objective,
)
from typer.testing import CliRunner

from bsm_projections.history.facts_behind_figures import CountedFigure
from bsm_service.access.permissions import Principal
from bsm_service.assembly.command_line import app as command_line
from bsm_service.follow_up.commands import ChangeDueDate, ProposeActivity
from bsm_service.meetings.commands import CloseRegistration
from dashboard.data import current_principal, queries
from dashboard.history import figure_selection
from dashboard.shell.layout import PAGES

_TAG = re.compile(r"<[^>]+>")
# "1 facts", "1 open activities", but neither "11 facts" nor "1 overdue".
_WRONG = re.compile(
    r"(?<![\w.,\u2009:/-])1 (?:[a-z-]+ )?(?:facts|activities|delegations|objectives|"
    r"seats|participants|participating States|registrations|persons|people|rows|days|"
    r"times|moves|dates|sessions|editions|leaves|keys|commands|files|mandates|receipts|"
    r"confirmations|nominations|are|have|were)\b"
)


@pytest.fixture
def one_of_each(empty_network: Story) -> Story:
    story = empty_network
    system, clock = story.system, story.clock
    meeting = announce_berlin(system, quotas={"AT": 1}, capacity=1)
    confirm(system, nominate(system, meeting, "AT"))
    objective, id = set_objective(system, meeting), uuid4()
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting, CHAIR)
    today = clock.time.date()
    about = {"activity_id": id, "objective_id": objective, "owner": "AT"}
    text_fields = {"title": "Share maps", "due_on": today + timedelta(days=9)}
    do(system, ProposeActivity.model_validate(about | text_fields))
    agree_and_accept(system, id)
    moved = {"due_on": today + timedelta(days=1), "reason": "so it is"}
    do(system, ChangeDueDate.model_validate({"activity_id": id, **moved}))
    enter(system)
    clock.time += timedelta(days=2)
    story.meeting, story.activity = meeting, id
    system.engine.catch_up()
    queries.clear_caches()
    return story


def wrong_in(text: str) -> list[str]:
    return _WRONG.findall(" ".join(unescape(_TAG.sub("|", text)).split()))


@pytest.mark.parametrize(
    "by", [CHAIR, SECRETARIAT], ids=lambda principal: principal.role
)
def test_pages_speak_of_one_thing_in_the_singular(
    one_of_each: Story, open_page: OpenPage, by: Principal
):
    for page, _, action in PAGES:
        if not current_principal.has_permission(by, action):
            continue
        for query in ({}, {"view": "timeline"}, {"as_of": "6"}):
            text = page_text(open_page(Path(page).stem, by=by, **query))
            assert not wrong_in(text), (page, query)
    for behind in (figure_selection.ACTIVITIES, *CountedFigure):
        text = page_text(open_page("history", by=by, behind=behind, slips="1"))
        assert not wrong_in(text), behind


def test_a_record_with_one_fact_has_one(empty_network: Story, open_page: OpenPage):
    assert empty_network.system.store.position() == 1
    assert "1 fact is on record; the latest" in page_text(open_page("history"))


def test_the_command_line_speaks_of_one_thing_in_the_singular(one_of_each: Story):
    data_option = ["--data", str(one_of_each.system.place.folder)]
    for arguments in (
        ["verify"],
        ["status"],
        ["brief"],
        ["list", "activities"],
        ["vault", "status"],
    ):
        result = CliRunner().invoke(command_line, [*arguments, *data_option])
        assert result.stdout, result.stderr
        assert not wrong_in(result.stdout + result.stderr), arguments
