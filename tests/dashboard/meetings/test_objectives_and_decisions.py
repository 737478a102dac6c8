"""What pages say of objectives and activities for which there are decisions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from dashboard_examples import OpenPage, Story, page_text
from follow_up_examples import field
from form_actions import choose, fill, is_form_closed, open_form, send
from service.agreement.decision_examples import Decisions
from systems import (
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    SECRETARIAT,
    announce_berlin,
    do,
    principal,
    set_objective,
)

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_projections.meetings import objective_queries
from bsm_projections.meetings.objectives import Objective
from bsm_service.agreement.commands import LeaveDecisionOpen
from bsm_service.follow_up.commands import ProposeActivity
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.objective_commands import ListAim, RecordDiscussion
from dashboard.data.queries import Viewer

RESTRICTED = Audience(focal_points_matter=False)


@dataclass
class Agreed:
    """Of O1 nothing was agreed, of O3 something, and of O4 by focal points alone, with
    follow-up for everybody; the aim of O4 is listed.
    """

    story: Story
    decisions: Decisions
    public: UUID
    restricted: UUID
    linked: UUID
    later: UUID

    def objectives(self, audience: Audience) -> dict[str, Objective]:
        system = self.story.system
        system.engine.catch_up()
        with system.read(system.now(), audience) as context:
            found = objective_queries.objectives(context, str(self.decisions.meeting))
        return {objective.code: objective for objective in found.items}


@pytest.fixture
def agreed(busy_network: Story) -> Agreed:
    system, meeting = busy_network.system, busy_network.meeting
    assert meeting is not None
    decisions = Decisions(system, meeting)
    first = next(iter(viewer_objectives(busy_network))).id
    open_end = decisions.table("Second meeting", objective=UUID(first))
    do(system, LeaveDecisionOpen(decision_id=open_end, reason="No means."), CHAIR)
    third = set_objective(system, meeting)
    public = decisions.adopted("Shared maps", objective=third)
    fourth = set_objective(system, meeting, audience=MatterAudience.FOCAL_POINTS)
    do(system, ListAim(objective_id=fourth))
    do(system, RecordDiscussion(objective_id=fourth, summary="Among us."), CHAIR)
    linked = proposed(busy_network, "Exchange", objective_id=fourth)
    restricted = decisions.adopted(
        "Exchange of officers",
        objective=fourth,
        linked=[linked],
        follow_up_audience=MatterAudience.ALL,
    )
    later = proposed(busy_network, "Handbook for officers", decision_id=restricted)
    system.engine.catch_up()
    return Agreed(busy_network, decisions, public, restricted, linked, later)


def viewer_objectives(story: Story) -> tuple[Objective, ...]:
    viewer = Viewer(SECRETARIAT, story.system.moment(None))
    return viewer.objectives(str(story.meeting))


def proposed(story: Story, title: str, **origin: UUID) -> UUID:
    activity = uuid4()
    proposal = ProposeActivity(
        activity_id=activity,
        title=title,
        owner="IT",
        due_on=date(2027, 6, 30),
        **origin,
    )
    do(story.system, proposal)
    return activity


def test_that_an_objective_is_agreed_is_read_off_its_decisions(agreed: Agreed):
    inside = agreed.objectives(UNRESTRICTED_AUDIENCE)
    outside = agreed.objectives(RESTRICTED)

    assert {code: one.status for code, one in inside.items()} == {
        "O1": "discussed",
        "O2": "set",
        "O3": "agreed",
        "O4": "agreed",
    }
    # The aim of O4, and nothing of what became of it; O2 is not listed at all.
    assert {code: one.status for code, one in outside.items()} == {
        "O1": "discussed",
        "O3": "agreed",
        "O4": None,
    }
    assert outside["O4"].decisions == ()
    assert [one.symbol for one in inside["O4"].decisions] == ["NFP.FP.DEC/1/16"]


@pytest.mark.parametrize("page", ["meeting", "overview"])
def test_an_objective_leads_to_the_decisions_that_came_of_it(
    agreed: Agreed, open_page: OpenPage, page: str
):
    inside = page_text(open_page(page, by=AUSTRIA))
    outside = page_text(open_page(page, by=LEADERSHIP))

    assert "2 of 4 objectives discussed, 2 agreed" in inside
    assert "1 of 3 objectives discussed, 1 agreed, 1 for focal points only" in outside
    for text in (inside, outside):
        assert "agreed: NFP.DEC/1/16" in text
        assert "not agreed: Second meeting" in text
        assert f"/decision?decision={agreed.public}" in text
    assert "agreed: NFP.FP.DEC/1/16" in inside
    assert f"/decision?decision={agreed.restricted}" in inside
    assert "NFP.FP.DEC" not in outside
    assert str(agreed.restricted) not in outside
    # The objective is on the programme; whether it was discussed is not told.
    [aim] = [line for line in outside.split("<b>") if line.startswith("O4</b>")]
    assert "for focal points only" in aim
    assert "discussed" not in aim.split("</small>")[0]


def test_the_objectives_of_a_past_moment_lead_to_no_later_decision(
    agreed: Agreed, open_page: OpenPage
):
    position = agreed.story.positions["concluded"]
    text = page_text(open_page("meeting", by=AUSTRIA, as_of=position))

    assert "NFP.DEC/1/16" not in text
    assert "1 of 2 objectives discussed" in text


def test_an_activity_leads_to_its_decision_for_those_who_may_see_it(
    agreed: Agreed, open_page: OpenPage
):
    address = f"/decision?decision={agreed.restricted}"
    for activity, term in (
        (agreed.linked, "Part of decision"),
        (agreed.later, "From decision"),
    ):
        inside = page_text(open_page("follow_up", by=AUSTRIA, activity=activity))
        assert term in inside
        assert address in inside
        assert "NFP.FP.DEC/1/16 · Exchange of officers" in inside
        outside = page_text(open_page("follow_up", by=LEADERSHIP, activity=activity))
        assert "Part of decision" not in outside
        assert "Exchange of officers" not in outside
        assert str(agreed.restricted) not in outside
    assert "not visible to you" in outside
    assert "Handbook for officers" in outside


def test_the_form_proposes_an_activity_from_a_decision_in_force(
    agreed: Agreed, open_page: OpenPage
):
    app = open_form(open_page("follow_up", by=AUSTRIA), "propose")
    choose(app, "From a decision")
    assert sorted(field(app, "selectbox", "decision_id").options) == [
        "NFP.DEC/1/16 · Shared maps",
        "NFP.FP.DEC/1/16 · Exchange of officers",
    ]
    fill(app, title="Print the maps")
    field(app, "selectbox", "decision_id").set_value(str(agreed.public))
    field(app, "selectbox", "owner").set_value("AT")
    send(app)

    assert is_form_closed(app)
    [activity] = [
        one
        for one in Viewer(LEADERSHIP, agreed.story.system.moment(None)).activities(None)
        if one.title == "Print the maps"
    ]
    assert (activity.origin, activity.decision_id) == (
        "NFP.DEC/1/16",
        str(agreed.public),
    )


def test_contacts_of_organisations_choose_from_no_decision(
    agreed: Agreed, open_page: OpenPage
):
    contact = principal(Role.FOCAL_POINT, "FRONTEX")
    app = open_form(open_page("follow_up", by=contact), "propose")
    [group] = [group for group in app.button_group if "-what-" in (group.key or "")]
    assert "From a decision" not in group.options
    assert "From an objective" in group.options


@pytest.fixture
def prepared(empty_network: Story) -> Story:
    """A meeting that has not begun, with two sessions and ten objectives."""
    empty_network.clock.time = datetime(2016, 1, 23, 12, tzinfo=UTC)
    system = empty_network.system
    meeting = empty_network.meeting = announce_berlin(system)
    for number in (1, 2, 10):
        set_objective(system, meeting, code=f"O{number}")
    for title, audience in (
        ("Opening", MatterAudience.ALL),
        ("Among us", MatterAudience.FOCAL_POINTS),
    ):
        session = ScheduleSession(
            meeting_id=meeting,
            session_id=uuid4(),
            on=date(2016, 4, 12),
            title=title,
            kind=SessionKind.PLENARY,
            audience=audience,
        )
        do(system, session)
    system.engine.catch_up()
    return empty_network


def objective_form(open_page: OpenPage, story: Story, what: str | None = None) -> Any:
    """The form of the first objective as the secretariat opens it."""
    app = open_page("meeting", by=SECRETARIAT)
    app = open_form(app, viewer_objectives(story)[0].id)
    return app if what is None else choose(app, what)


def test_an_objective_is_reworded_before_the_meeting_and_earlier_wordings_stay(
    prepared: Story, open_page: OpenPage
):
    before = viewer_objectives(prepared)[0].text
    app = objective_form(open_page, prepared)
    assert field(app, "text_area", "text").value == before
    fill(app, text="Share what was learnt.", reason="Clearer.")
    assert is_form_closed(send(app))

    for by in (LEADERSHIP, AUSTRIA):
        text = page_text(open_page("meeting", by=by))
        assert "<span>Share what was learnt.</span>" in text
        assert "1 earlier wording" in text
        assert f"{before}<small>reworded on 23 Jan 2016: Clearer.</small>" in text


def test_an_objective_moves_to_a_session_that_may_be_a_draft(
    prepared: Story, open_page: OpenPage
):
    app = objective_form(open_page, prepared, "Move to a session")
    [box] = [box for box in app.selectbox if "session_id" in (box.key or "")]
    # Everybody sees this objective, so it cannot go where only focal points are.
    assert box.options == ["Opening, 12 Apr 2016 (draft)"]
    assert is_form_closed(send(app))

    assert "Session: Opening, 12 Apr 2016 (draft)" in page_text(
        open_page("meeting", by=SECRETARIAT)
    )
    assert "Opening" not in page_text(open_page("meeting", by=AUSTRIA))
    do(prepared.system, ReleaseAgenda(meeting_id=prepared.meeting))
    text = page_text(open_page("meeting", by=AUSTRIA))
    assert 'target="_self">Opening, 12 Apr 2016</a>' in text


def test_a_withdrawn_objective_is_struck_at_the_end_and_offers_nothing(
    prepared: Story, open_page: OpenPage
):
    first = viewer_objectives(prepared)[0]
    fill(
        app := objective_form(open_page, prepared, "Withdraw the objective"),
        reason="No",
    )
    assert is_form_closed(send(app))

    app = open_page("meeting", by=SECRETARIAT)
    text = page_text(app)
    assert "0 of 2 objectives discussed, 1 withdrawn" in text
    assert f"<s>{first.text}</s>" in text
    places = [text.index(f"<b>{code}</b>") for code in ("O2", "O10", "O1")]
    assert places == sorted(places)
    assert not [button for button in app.button if first.id in (button.key or "")]
    assert "0 of 2 objectives discussed, 1 withdrawn" in page_text(
        open_page("overview", by=SECRETARIAT)
    )
    open_form(app, "table")
    [box] = [box for box in app.run().selectbox if "objective_id" in (box.key or "")]
    assert len(box.options) == 2


def test_objectives_are_shown_in_the_order_of_their_numbers(
    prepared: Story, open_page: OpenPage
):
    text = page_text(open_page("meeting", by=SECRETARIAT))

    places = [text.index(f"<b>{code}</b>") for code in ("O1", "O2", "O10")]
    assert places == sorted(places)
