"""What people read on the page Agreements: what is adopted, what is under silence, what
waits for whom.
"""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qsl

import pytest
from dashboard_examples import OpenPage, announce_meeting, page_text
from negotiation_examples import (
    EXPIRY,
    PAGE,
    PARTNER,
    Agreed,
    buttons,
    links,
    marks,
    page_matrix,
)
from systems import AUDITOR, AUSTRIA, CHAIR, ITALY, LEADERSHIP, do

from bsm_domain.agreement.values import Position
from bsm_service.agreement.commands import OpenProcedure
from bsm_service.agreement.silence_settlement import SilenceSettlement
from dashboard.agreement.overview import texts
from dashboard.agreement.overview.awaiting import CARDS_PER_PAGE


def test_the_headline_says_what_is_adopted_under_silence_and_awaited(
    agreed: Agreed, open_page: OpenPage
):
    assert (
        "2 drafts await Austria's position; 1 decision of the meeting in Berlin has "
        "been adopted; 1 draft is under silence until Friday 27 November 2026, 12:00 "
        "(Berlin)." in page_text(open_page(PAGE, by=AUSTRIA)).replace("&#39;", "'")
    )


def test_a_focal_point_reads_what_happens_if_nothing_is_said(
    agreed: Agreed, open_page: OpenPage
):
    text = page_text(open_page(PAGE, by=AUSTRIA)).replace("&#39;", "'")

    silent = (
        "If Austria does nothing and no State objects, this text will be adopted on "
        "Fri 27 Nov 2026, 12:00 "
        "Berlin (UTC+01:00)."
    )
    draft = "If Austria does nothing, nothing happens yet: the Chair has opened"
    assert 0 < text.index(silent) < text.index(draft)
    assert (
        "Austria agreed to version 1, and has not been heard on this version." in text
    )


def test_nothing_waits_for_whoever_was_heard_on_everything(
    agreed: Agreed, open_page: OpenPage
):
    agreed.decisions.says(agreed.silence, "AT", Position.AGREE)
    agreed.decisions.says(agreed.draft, "AT", Position.NONE, version=2)

    text = page_text(open_page(PAGE, by=AUSTRIA)).replace("&#39;", "'")

    assert "No action is needed: Austria has been heard on every open draft" in text
    assert "1 draft awaits Italy's position" in page_text(
        open_page(PAGE, by=ITALY)
    ).replace("&#39;", "'")


def test_the_page_is_as_it_was_then(agreed: Agreed, open_page: OpenPage):
    agreed.story.clock.time = EXPIRY + timedelta(minutes=1)
    agreed.story.system.part(SilenceSettlement).settle()

    def headline(**query: object) -> str:
        text = page_text(open_page(PAGE, **query))
        return text[text.index('<h1 class="bsm-headline">') :]

    assert "2 decisions of the meeting in Berlin have been adopted." in headline()
    then = headline(as_of=agreed.story.positions["negotiated"])
    assert "1 draft is under silence until Friday 27 November" in then
    concluded = headline(as_of=agreed.story.positions["concluded"])
    assert "No draft decision of the meeting in Berlin is on record." in concluded
    assert "table draft decisions" in concluded


def test_the_menu_and_the_overview_say_how_many_wait(
    agreed: Agreed, open_page: OpenPage
):
    for page in (PAGE, "history", "overview"):
        assert "Agreements :blue-badge[2]" in links(open_page(page, by=AUSTRIA))
    assert "2 drafts await Austria's position" in links(open_page(by=AUSTRIA))
    assert "1 draft awaits Italy's position" in links(open_page(by=ITALY))
    for by in (PARTNER, LEADERSHIP, CHAIR):
        shown = links(open_page(by=by))
        assert "Agreements" in shown
        assert not [label for label in shown if "wait" in label]


def test_a_silence_that_expired_waits_for_nobody(agreed: Agreed, open_page: OpenPage):
    agreed.story.clock.time = EXPIRY + timedelta(seconds=1)

    app = open_page(PAGE, by=AUSTRIA)

    text = page_text(app)
    assert "Agreements :blue-badge[1]" in links(app)
    assert "expired, being closed · 57 States entitled" in text
    assert "this text will be adopted on" not in text


def test_a_silence_of_another_meeting_is_a_link_away(
    agreed: Agreed, open_page: OpenPage
):
    other = announce_meeting(agreed.story, city="Vienna")

    text = page_text(open_page(PAGE, meeting=other))

    assert "No draft decision of the meeting in Vienna is on record." in text
    assert f"{texts.ELSEWHERE}</span>" in text
    assert f"/agreements?meeting={agreed.story.meeting}" in text


def test_a_position_is_one_tap_on_its_card(agreed: Agreed, open_page: OpenPage):
    app = open_page(PAGE, by=AUSTRIA)

    app.button(key=f"agree-{agreed.silence}").click().run()

    assert marks(page_matrix(agreed), "Contact points")["AT"] == "agree"
    assert f"agree-{agreed.silence}" not in buttons(app)
    assert {f"agree-{agreed.draft}", f"ask-object-{agreed.draft}"} <= buttons(app)


def test_nothing_is_adopted_past_an_objection(agreed: Agreed, open_page: OpenPage):
    opening = OpenProcedure(decision_id=agreed.draft, procedure="consensus", of=2)
    do(agreed.story.system, opening, CHAIR)

    text = page_text(open_page(PAGE, by=AUSTRIA))
    agreed.decisions.says(agreed.draft, "IT", Position.AGREE, version=2)
    later = page_text(open_page(PAGE, by=AUSTRIA))

    assert "This text cannot be adopted by consensus while an objection stands." in text
    adopts = "the Chair may adopt this text by consensus at any time."
    assert f"If Austria does nothing, {adopts}" in later


@pytest.mark.parametrize(
    ("label", "facts"),
    [
        ("Adopted", "1 fact about decisions: adopted"),
        ("Under silence", "2 facts about decisions: procedure opened, silence ext"),
        ("In negotiation", "4 facts about decisions: tabled, version tabled"),
        (
            "Ended without agreement",
            "This figure counts decisions: not agreed, withdrawn",
        ),
    ],
)
def test_a_figure_opens_its_facts(
    agreed: Agreed, open_page: OpenPage, label: str, facts: str
):
    text = unescape(page_text(open_page(PAGE, by=AUDITOR)))
    tile = text[text.index(f"<dt>{label}</dt>") :]
    [address] = re.findall(r'href="/history\?([^"]*)"', tile)[:1]

    assert facts in page_text(
        open_page("history", by=AUDITOR, **dict(parse_qsl(address)))
    )


def test_of_many_drafts_the_rest_is_one_tap_away(agreed: Agreed, open_page: OpenPage):
    for number in range(CARDS_PER_PAGE - 1):
        agreed.decisions.table(f"Further draft {number}")
    app = open_page(PAGE, by=AUSTRIA)
    assert page_text(app).count('class="bsm-card bsm-awaited"') == CARDS_PER_PAGE
    agreeing = [key for key in buttons(app) if key.startswith("agree-")]
    assert len(agreeing) == CARDS_PER_PAGE

    app.button(key="awaiting-next").click().run()

    assert page_text(app).count('class="bsm-card bsm-awaited"') == 1
    [last] = [key for key in buttons(app) if key.startswith("agree-")]
    assert last not in agreeing
    app.button(key=last).click().run()
    assert page_text(app).count('class="bsm-card bsm-awaited"') == CARDS_PER_PAGE


def test_in_the_past_no_position_can_be_given(agreed: Agreed, open_page: OpenPage):
    app = open_page(PAGE, by=AUSTRIA, as_of=agreed.story.positions["negotiated"])

    assert (
        "If Austria does nothing and no State objects, this text will be adopted on"
        in page_text(app)
    )
    assert not [key for key in buttons(app) if key.startswith(("agree-", "ask-"))]


@pytest.mark.parametrize("view", ["mosaic", "", "\x00"])
def test_an_unknown_view_says_so(agreed: Agreed, open_page: OpenPage, view: str):
    app = open_page("agreements", by=AUSTRIA, view=view)

    assert [one.value for one in app.warning] == [texts.NO_SUCH_VIEW] * bool(view)
