"""Each number below the chart of what came of a meeting opens what it counts."""

import re
from datetime import date
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

from dashboard_examples import OpenPage, Story, page_text
from service.agreement.decision_examples import Decisions
from systems import CHAIR, LEADERSHIP, agree_and_accept, do, set_objective

from bsm_domain.foundation.values import MatterAudience
from bsm_service.follow_up.commands import ProposeActivity
from dashboard.data import queries

_NUMBER = re.compile(r'<td><a href="([^"]*)"[^>]*aria-label="([^"]*)">(\d+)</a>')


def told(story: Story) -> Decisions:
    """A decision with two activities, and one for focal points only."""
    decisions = Decisions(story.system, story.meeting)
    objective = set_objective(story.system, story.meeting)
    linked = [_proposed(story, objective) for _ in range(2)]
    decisions.adopted("Contact points", objective=objective, linked=linked)
    decisions.adopted("Liaison", audience=MatterAudience.FOCAL_POINTS)
    agree_and_accept(story.system, _proposed(story, objective))
    story.system.engine.catch_up()
    queries.clear_caches()
    return decisions


def _proposed(story: Story, objective: UUID) -> UUID:
    activity = uuid4()
    proposal = ProposeActivity(
        activity_id=activity,
        objective_id=objective,
        title="Print the list",
        owner="AT",
        due_on=date(2030, 9, 30),
    )
    do(story.system, proposal)
    return activity


def test_each_number_opens_as_many_activities(busy_network: Story, open_page: OpenPage):
    told(busy_network)
    meeting = str(busy_network.meeting)
    links = _NUMBER.findall(page_text(open_page("meeting", by=CHAIR, meeting=meeting)))

    assert len(links) > 5
    for link, what, count in links:
        parts = urlsplit(link.replace("&amp;", "&"))
        assert parts.path == "/follow-up"
        opened = open_page("follow_up", by=CHAIR, **dict(parse_qsl(parts.query)))
        shown = re.search(r"Showing (\d+) of", page_text(opened))
        assert shown, page_text(opened)
        assert shown[1] == count, what


def test_it_names_decisions_only_to_those_who_may_see_them(
    busy_network: Story, open_page: OpenPage
):
    told(busy_network)
    meeting = str(busy_network.meeting)
    chairs = page_text(open_page("meeting", by=CHAIR, meeting=meeting))
    leaders = page_text(open_page("meeting", by=LEADERSHIP, meeting=meeting))

    assert "2 of 2 decisions adopted" in chairs
    assert "NFP.FP.DEC/1/16: Liaison" in chairs
    assert "1 of 1 decision adopted" in leaders
    assert "Liaison" not in leaders
