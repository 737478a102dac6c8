"""Forms about outcomes: the gavel, no agreement, contests, release."""

from datetime import timedelta

import pytest
from agreement_examples import (
    DecisionOnPages,
    contested,
    decision_in,
    opened,
    paragraphs,
)
from dashboard_examples import PRESENT, OpenPage, Story, page_text
from form_actions import fill, send
from systems import CHAIR, LEADERSHIP

from bsm_domain.agreement.text_body import TextBody
from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_service.agreement.commands import OpenProcedure, TableDecision
from dashboard.agreement.forms import procedure_texts


def test_the_gavel_asks_what_was_read_out(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.says("IT", Position.OBJECT)
    decision.table_version()
    decision.do(OpenProcedure, procedure="consensus", of=2)
    app = opened(decision, open_page, "procedure")
    assert "Italy opposed an earlier version and was not heard" in page_text(app)
    send(app)
    assert "read that out, and name it" in page_text(app)
    fill(app, read_out=["IT"])
    send(app)

    assert "as NFP.DEC/1/16" in page_text(app)


@pytest.mark.parametrize("follow_up", MatterAudience)
def test_the_gavel_says_what_becomes_visible_to_everybody(
    empty_network: Story, open_page: OpenPage, follow_up: MatterAudience
):
    decision = decision_in(
        empty_network, audience=MatterAudience.FOCAL_POINTS, follow_up=follow_up
    )
    decision.do(OpenProcedure, procedure="consensus", of=1)

    text = page_text(opened(decision, open_page, "procedure"))

    is_for_all = follow_up is MatterAudience.ALL
    assert (procedure_texts.FOLLOW_UP_RELEASED in text) is is_for_all


def test_what_has_lapsed_need_not_be_read_out(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    tomorrow = PRESENT + timedelta(days=1)
    decision.says("FR", Position.AD_REFERENDUM, until=tomorrow.date())
    decision.table_version()
    # In Berlin, the day is over an hour before it is in UTC.
    empty_network.clock.time = tomorrow.replace(hour=23)
    decision.do(OpenProcedure, procedure="consensus", of=2)
    app = opened(decision, open_page, "procedure")
    assert procedure_texts.NOTHING_TO_READ_OUT in page_text(app)
    send(app)

    assert "as NFP.DEC/1/16" in page_text(app)


def test_the_gavel_is_refused_until_the_chair_has_seen_the_newest(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.do(OpenProcedure, procedure="consensus", of=1)
    app = opened(decision, open_page, "procedure")
    decision.says("IT", Position.AGREE)
    send(app)
    text = page_text(app)
    assert "Something else was recorded after you opened this form." in text
    assert "Italy agreed to version 1" in text
    send(app)

    assert "as NFP.DEC/1/16" in page_text(app)


def test_headlines_say_that_a_decision_is_contested(
    empty_network: Story, open_page: OpenPage
):
    contested(empty_network)
    assert (
        "has been adopted; 1 is contested and the Chair has to uphold or annul it."
        in page_text(open_page("agreements", by=LEADERSHIP))
    )
    assert "1 decision since 2026: 1 in force (1 contested)." in page_text(
        open_page("agreements", by=LEADERSHIP, view="register")
    )


@pytest.mark.parametrize(
    ("form", "status"), [("Uphold", "adopted"), ("Annul", "annulled")]
)
def test_the_chair_upholds_or_annuls(
    empty_network: Story, open_page: OpenPage, form: str, status: str
):
    decision = contested(empty_network)
    before = page_text(open_page("decision", by=LEADERSHIP, decision=decision.id))
    assert (
        "Contested. The text was adopted on 23 Nov 2026, 14:00 Berlin, but an entry "
        "about 23 Nov 2026, 13:00 Berlin, recorded on 23 Nov 2026, 14:00 Berlin, says"
    ) in before
    assert "The Chair now has to uphold or annul it." in before
    assert "No objection" not in before
    app = opened(decision, open_page, "procedure", form)
    fill(app, reason="Heard again.")
    send(app)

    text = page_text(app)
    assert "Contested. The text" not in text
    assert ("The Chair has annulled the adoption" in text) is (status == "annulled")
    assert ("the Chair upheld it. No action" in text) is (status == "adopted")


def test_the_chair_records_that_there_is_no_agreement(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    form = "Record that there is no agreement"
    app = opened(decision, open_page, "procedure", form)
    fill(app, reason="Two views remain.", summary="The Chair sums up.")
    send(app)

    assert "There was no agreement on this draft." in page_text(app)


def test_a_decision_of_focal_points_is_released(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network, audience=MatterAudience.FOCAL_POINTS)
    decision.adopt_by_consensus()
    app = opened(decision, open_page, "procedure")
    fill(app, reason="All capitals agree.")
    send(app)

    text = page_text(open_page("decision", by=LEADERSHIP, decision=decision.id))
    assert "as NFP.FP.DEC/1/16" in text


def test_a_draft_supersedes_nothing_yet(empty_network: Story, open_page: OpenPage):
    earlier = decision_in(empty_network)
    earlier.adopt_by_consensus()
    later = DecisionOnPages(empty_network, earlier.meeting)
    body = TextBody(title="Later", paragraphs=paragraphs("Decide otherwise."))
    later.do(
        TableDecision,
        meeting_id=earlier.meeting,
        body=body,
        supersedes=(earlier.id,),
    )
    later.version = 1
    draft = page_text(open_page("decision", by=CHAIR, decision=later.id))
    later.adopt_by_consensus()
    adopted = page_text(open_page("decision", by=CHAIR, decision=later.id))

    assert "Would supersede" in draft
    assert "Would supersede" not in adopted
    assert "Supersedes" in adopted
