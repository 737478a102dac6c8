"""The page of a decision: what happens next, the text, and who said what."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from agreement_examples import (
    EXPIRY,
    THIRD,
    TITLE,
    DecisionOnPages,
    decision_in,
    focal_point,
)
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from systems import (
    ADMINISTRATOR,
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
)

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.values import MatterAudience
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import (
    AnnulDecision,
    ExpireSilence,
    LeaveDecisionOpen,
)
from bsm_service.identity import SYSTEM
from bsm_service.reminders.preferences import PreferencesTable, ReminderPreferences
from dashboard.agreement import decision_texts

WHEN = "Thu 26 Nov 2026, 13:30 Berlin (UTC+01:00)"


def under_silence(story: Story) -> DecisionOnPages:
    """Version 2, with a reservation; Austria agreed to version 1, Italy objected."""
    decision = decision_in(story)
    decision.says("AT", Position.AGREE)
    decision.says("IT", Position.OBJECT, reason="Too soon.")
    decision.table_version()
    decision.says("DE", Position.RESERVE, text="As far as funds allow.")
    decision.open_silence()
    return decision


@pytest.mark.parametrize(
    ("by", "sentence"),
    [
        (
            AUSTRIA,
            "If Austria does nothing and no State objects, this text will be adopted "
            f"on {WHEN}.",
        ),
        (
            focal_point("NL"),
            "If the Netherlands does nothing and no State objects, this text will be "
            f"adopted on {WHEN}.",
        ),
        (
            focal_point("DE"),
            "Germany agrees with a reservation: “As far as funds allow.” This text "
            "will be",
        ),
        (focal_point("DZ"), "An objection by Algeria would not stop it."),
        (CHAIR, f"If no State objects, this text will be adopted on {WHEN}."),
        (LEADERSHIP, f"If no State objects, this text will be adopted on {WHEN}."),
    ],
)
def test_the_first_sentence_says_what_happens_if_nothing_is_done(
    empty_network: Story, open_page: OpenPage, by: Principal, sentence: str
):
    decision = under_silence(empty_network)

    text = page_text(open_page("decision", by=by, decision=decision.id))

    assert sentence in text
    assert "26 Nov 2026, 12:30 UTC" in text
    assert "57 States entitled" in text
    assert "unbroken" in text


@pytest.mark.parametrize("by", [LEADERSHIP, PARTICIPANT, focal_point("FRONTEX")])
def test_before_an_adoption_others_see_numbers_and_no_name(
    empty_network: Story, open_page: OpenPage, by: Principal
):
    decision = under_silence(empty_network)

    app = open_page("decision", by=by, decision=decision.id)

    text = page_text(app)
    assert not [each for each in app.button if (each.key or "").startswith("ask-")]
    assert "No objection; 1 of 57 States heard on this version" in text
    assert decision_texts.COUNTS_ONLY in text
    assert "Germany" not in text
    assert "funds allow" not in text


@pytest.mark.parametrize("by", [AUSTRIA, CHAIR, SECRETARIAT, AUDITOR])
def test_the_negotiating_circle_sees_who_said_what(
    empty_network: Story, open_page: OpenPage, by: Principal
):
    decision = under_silence(empty_network)

    text = page_text(open_page("decision", by=by, decision=decision.id))

    assert "Objections: none" in text
    assert "agrees with a reservation: “As far as funds allow.”" in text
    assert "On an earlier version only: 2" in text
    assert "<b>Italy</b> objected to version 1" in text
    assert "Not heard: 54" in text


def test_once_adopted_everybody_sees_the_final_positions(
    empty_network: Story, open_page: OpenPage
):
    decision = under_silence(empty_network)
    empty_network.clock.time = EXPIRY + timedelta(seconds=12)
    decision.do(ExpireSilence, SYSTEM, round=1)

    for by in (LEADERSHIP, PARTICIPANT, AUSTRIA):
        text = page_text(open_page("decision", by=by, decision=decision.id))
        assert (
            "Adopted by silence on 26 Nov 2026, 13:30 Berlin as NFP.DEC/1/16." in text
        )
        assert "recorded 26 Nov 2026, 13:30:12" in text
        assert "Positions on the adopted text" in text
        assert "<b>Germany</b> agrees with a reservation" in text
        assert "Draft decision" not in text
        assert "bsm-head-note" not in text  # Austria spoke on version 1 only
    text = page_text(open_page("decision", by=focal_point("DE"), decision=decision.id))
    assert (
        "Germany agreed, with a reservation, to this text: “As far as funds allow.”<"
    ) in text


def test_between_the_expiry_and_its_record_the_text_is_closed(
    empty_network: Story, open_page: OpenPage
):
    decision = under_silence(empty_network)
    empty_network.clock.time = EXPIRY

    app = open_page("decision", by=AUSTRIA, decision=decision.id)

    assert "The silence expired unbroken on Thu 26 Nov 2026, 13:30" in page_text(app)
    assert not [button for button in app.button if button.key == "agree"]


def test_an_earlier_moment_shows_the_decision_as_it_was(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.says("AT", Position.AGREE)
    then = empty_network.system.store.position()
    decision.table_version()

    app = open_page("decision", by=AUSTRIA, decision=decision.id, as_of=then)
    text = page_text(app)

    assert "version 1 of 1" in text
    assert THIRD not in text
    assert "Agree: 1" in text
    assert [button.key for button in app.button if "ask-" in (button.key or "")] == []


def test_a_matter_for_focal_points_is_nowhere_else(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network, audience=MatterAudience.FOCAL_POINTS)

    assert TITLE in page_text(open_page("decision", by=AUSTRIA, decision=decision.id))
    for by in (LEADERSHIP, PARTICIPANT, AUDITOR):
        known, unknown = (
            page_text(open_page("decision", by=by, decision=id))
            for id in (decision.id, uuid4())
        )
        assert known == unknown
        assert decision_texts.NO_SUCH_DECISION in known


@pytest.mark.parametrize(
    "requested", ["", "nothing", "0", str(UUID(int=7)), "\0", "a" * 999]
)
def test_an_address_that_makes_no_sense_says_so(
    empty_network: Story, open_page: OpenPage, requested: str
):
    decision_in(empty_network)

    text = page_text(open_page("decision", by=CHAIR, decision=requested))

    assert (
        decision_texts.NO_SUCH_DECISION
        if requested
        else decision_texts.NO_DECISION_CHOSEN
    ) in text
    assert "back to live" not in text


def test_a_moment_before_a_decision_says_so(empty_network: Story, open_page: OpenPage):
    announce_meeting(empty_network)
    then = empty_network.system.store.position()
    decision = decision_in(empty_network)

    page = open_page("decision", by=CHAIR, decision=decision.id, as_of=then)

    assert decision_texts.NO_SUCH_DECISION_THEN in page_text(page)


@pytest.mark.parametrize("by", [AUSTRIA, LEADERSHIP])
def test_an_annulled_adoption_says_why(
    empty_network: Story, open_page: OpenPage, by: Principal
):
    decision = under_silence(empty_network)
    empty_network.clock.time = EXPIRY + timedelta(seconds=12)
    decision.do(ExpireSilence, SYSTEM, round=1)
    decision.heard("AT", Position.OBJECT, EXPIRY - timedelta(minutes=1))
    decision.do(AnnulDecision, reason="Austria's letter was in time.")

    text = page_text(open_page("decision", by=by, decision=decision.id))

    assert "The Chair has annulled the adoption." in text
    assert "Reason: Austria&#39;s letter was in time.<" in text
    assert "Austria objected" not in text.partition("Positions on")[0]


def test_without_agreement_the_summary_of_the_chair_stands_before_the_text(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.do(LeaveDecisionOpen, reason="No means.", summary="Most wished to go on.")

    text = page_text(open_page("decision", by=LEADERSHIP, decision=decision.id))

    assert "Reason: No means." in text
    assert 0 < text.index("Most wished to go on.") < text.index("Text</h2>")


def test_administrators_do_not_see_the_page(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)

    text = page_text(open_page("decision", by=ADMINISTRATOR, decision=decision.id))

    assert "not available to your role" in text
    assert TITLE not in text


def test_the_expiry_is_told_on_the_viewer_s_own_clock_too(
    empty_network: Story, open_page: OpenPage
):
    decision = under_silence(empty_network)
    register = empty_network.system.identity.account_database
    preferences = ReminderPreferences(zone="America/New_York")
    PreferencesTable(register).save(AUSTRIA.account, preferences)

    text = page_text(open_page("decision", by=AUSTRIA, decision=decision.id))

    assert "26 Nov 2026, 12:30 UTC · 26 Nov 2026, 07:30 New York" in text


@pytest.mark.parametrize("by", [AUSTRIA, LEADERSHIP])
def test_a_broken_silence_says_so_and_to_others_not_by_whom(
    empty_network: Story, open_page: OpenPage, by: Principal
):
    decision = under_silence(empty_network)
    decision.says("FR", Position.OBJECT)

    text = page_text(open_page("decision", by=by, decision=decision.id))

    assert "The silence was broken, so this text is not adopted." in text
    assert ("France" in text) is (by is AUSTRIA)


def test_the_page_shows_the_meeting_of_the_decision_until_another_is_chosen(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    other = announce_meeting(empty_network)
    empty_network.system.engine.catch_up()
    address = {"decision": decision.id, "meeting": other}
    app = open_page("decision", by=LEADERSHIP, **address)
    meeting = app.selectbox(key="address-meeting")
    assert meeting.value == str(decision.meeting)
    assert TITLE in page_text(app)

    meeting.set_value(other).run()

    assert app.selectbox(key="address-meeting").value == other
    assert decision_texts.NO_DECISION_CHOSEN in page_text(app)
    assert "decision" not in app.query_params
