"""What people read on the page Agreements: what is adopted, what is under silence, what
waits for whom; and who sees whose position.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import parse_qsl
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from dashboard_examples import (
    PRESENT,
    OpenPage,
    Story,
    announce_meeting,
    page_text,
)
from service.agreement.decision_examples import Decisions, body
from streamlit.testing.v1 import AppTest
from systems import (
    AUDITOR,
    AUSTRIA,
    CHAIR,
    ITALY,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
    principal,
)

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.matrix import Matrix, matrix
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE, Audience
from bsm_service.access.permissions import Principal
from bsm_service.agreement.commands import OpenProcedure, TableVersion
from bsm_service.agreement.silence_settlement import SilenceSettlement
from dashboard.agreement.overview import texts
from dashboard.agreement.overview.awaiting import MAX_CARDS
from dashboard.agreement.overview.matrix import MARKS, mark_of, matrix_html, narrowed

PAGE = "agreements"
EXPIRY = datetime(2026, 11, 27, 12, 0, tzinfo=ZoneInfo("Europe/Berlin"))
PARTNER = principal(Role.FOCAL_POINT, "DZ")
ORGANISATION = principal(Role.FOCAL_POINT, "FRONTEX")
INSIDE = (SECRETARIAT, CHAIR, AUSTRIA, ITALY, PARTNER, AUDITOR)
OUTSIDE = (LEADERSHIP, PARTICIPANT, ORGANISATION)


@dataclass
class Agreed:
    """A decision that was adopted, a silence, and a draft to which Italy objects."""

    story: Story
    decisions: Decisions
    adopted: UUID
    silence: UUID
    draft: UUID


@pytest.fixture
def agreed(busy_network: Story) -> Agreed:
    system, meeting = busy_network.system, busy_network.meeting
    assert meeting is not None
    decisions = Decisions(system, meeting)
    maps = decisions.table("Shared maps")
    decisions.says(maps, "IT", Position.RESERVE, text="Subject to our law.")
    decisions.adopt(maps)
    silence = decisions.table("Contact points")
    decisions.silence(silence, EXPIRY, "Europe/Berlin")
    decisions.says(silence, "DE", Position.AGREE)
    draft = decisions.table("Liaison list")
    decisions.says(draft, "AT", Position.AGREE)
    version = TableVersion(
        decision_id=draft, of=1, body=body("List them all.", title="Liaison list")
    )
    do(system, version, CHAIR)
    decisions.says(draft, "IT", Position.OBJECT, version=2)
    busy_network.note("negotiated")
    return Agreed(busy_network, decisions, maps, silence, draft)


def page_matrix(agreed: Agreed, audience: Audience = UNRESTRICTED_AUDIENCE) -> Matrix:
    system = agreed.story.system
    with system.read(system.now(), audience) as context:
        return matrix(context, str(agreed.story.meeting))


def marks(found: Matrix, title: str) -> dict[str, str]:
    """The marks of a draft, by delegation, without those that were not heard."""
    [row] = [row for row in found.rows if row.decision.title == title]
    named = {code: mark_of(row, code) for code in found.delegations}
    return {code: mark for code, mark in named.items() if mark != "unheard"}


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


@pytest.mark.parametrize("by", [*INSIDE, *OUTSIDE], ids=lambda by: by.account)
def test_only_delegations_and_auditors_see_positions_before_the_adoption(
    agreed: Agreed, open_page: OpenPage, by: Principal
):
    text = page_text(open_page(PAGE, by=by))

    is_inside = by in INSIDE
    assert ("IT: objects" in text) == is_inside
    assert ("1 only on an earlier version; an objection stands" in text) == (
        not is_inside
    )
    assert "IT: agrees with a reservation" in text
    assert ("Awaiting" in text) == (by in (AUSTRIA, ITALY))


def test_what_is_for_focal_points_only_is_nowhere_else(
    agreed: Agreed, open_page: OpenPage
):
    def pages(by: Principal) -> list[str]:
        texts = [
            page_text(open_page(PAGE, by=by, view=view))
            for view in ("meeting", "register")
        ]
        return [re.sub(r"fact [\d\u2009]+, recorded [^<]*", "", text) for text in texts]

    before = {by.account: pages(by) for by in OUTSIDE}
    restricted = MatterAudience.FOCAL_POINTS
    agreed.decisions.adopted("Secret list", audience=restricted)
    agreed.decisions.silence(
        agreed.decisions.table("Secret silence", audience=restricted),
        EXPIRY,
        "Europe/Berlin",
    )

    assert {by.account: pages(by) for by in OUTSIDE} == before
    assert "Secret silence" in pages(PARTNER)[0]
    assert "NFP.FP.DEC/1/16" in pages(AUSTRIA)[1]
    assert "Secret" not in "".join(pages(AUDITOR))


def test_a_broken_silence_is_told_without_whose(agreed: Agreed, open_page: OpenPage):
    agreed.decisions.says(agreed.silence, "IT", Position.OBJECT)

    text = page_text(open_page(PAGE, by=LEADERSHIP))

    assert "has been adopted; 1 silence was broken." in text
    assert "The silence on version 1 was broken; the text is a draft again." in text
    drafts = text[: text.index(texts.FINAL_POSITIONS)]
    assert "Italy" not in drafts


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


def test_each_position_has_its_mark_and_its_words(agreed: Agreed):
    says, draft = agreed.decisions.says, agreed.draft
    until = PRESENT.date() + timedelta(days=5)
    says(draft, "FR", Position.AD_REFERENDUM, version=2, until=until)
    says(draft, "PL", Position.AMEND, version=2)
    says(draft, "US", Position.NONE, version=2)
    found = page_matrix(agreed)

    assert marks(found, "Liaison list") == {
        "AT": "stale",
        "FR": "referendum",
        "IT": "object",
        "PL": "amend",
        "US": "none",
    }
    assert marks(found, "Shared maps") == {"IT": "reserve"}
    assert set(marks(found, "Contact points").values()) == {"agree"}
    html = matrix_html(found, PRESENT, lambda _: "/decision")
    for words in (
        "AT: agreed to version 1, not heard on version 2",
        "FR: is ad referendum until 28 Nov 2026",
        "IT: objects",
        "PL: proposes an amendment",
        "US: takes no position",
        "DE: not heard",
    ):
        assert f'aria-label="{words}"' in html
    assert html.count("<td ") == 3 * 57
    assert all(f'<i class="bsm-{mark}">' in html for mark in MARKS)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("objections", ({"Liaison list"}, {"IT"})),
        ("stale", ({"Liaison list"}, {"AT"})),
        ("unheard", ({"Liaison list", "Contact points"}, 57)),
        ("all", ({"Liaison list", "Contact points", "Shared maps"}, 57)),
    ],
)
def test_the_matrix_is_narrowed_to_what_is_asked(
    agreed: Agreed, shown: str, expected: tuple[set[str], set[str] | int]
):
    found = narrowed(page_matrix(agreed), shown)
    titles, delegations = expected

    assert {row.decision.title for row in found.rows} == titles
    if isinstance(delegations, int):
        assert len(found.delegations) == delegations
    else:
        assert set(found.delegations) == delegations


def test_the_register_lists_what_has_a_number(agreed: Agreed, open_page: OpenPage):
    app = open_page(PAGE, by=LEADERSHIP, view="register")
    text = page_text(app)

    assert "1 decision since 2026: 1 in force." in text
    assert "NFP.DEC/1/16" in text
    assert "by consensus" in text
    assert "Contact points" not in text
    elsewhere = page_text(open_page(PAGE, view="register", year="1999"))
    assert "No decision matches these filters." in elsewhere


def test_the_register_finds_decisions_by_words_of_their_texts(
    agreed: Agreed, open_page: OpenPage
):
    app = open_page(PAGE, by=LEADERSHIP, view="register")
    [search] = app.text_input
    found = {
        words: page_text(search.set_value(words).run())
        for words in ("maps WORKS", "no such words")
    }

    assert "NFP.DEC/" in found["maps WORKS"]
    assert "No decision matches these filters." in found["no such words"]


def test_the_register_has_both_clocks_where_they_differ(
    agreed: Agreed, open_page: OpenPage
):
    agreed.story.clock.time = EXPIRY + timedelta(hours=21)
    agreed.story.system.part(SilenceSettlement).settle()

    text = page_text(open_page(PAGE, view="register"))

    assert "27 Nov 2026, 12:00 Berlin (recorded 28 Nov 2026, 09:00 Berlin)" in text
    assert text.count("(recorded") == 1


def test_an_empty_register_says_what_will_fill_it(
    busy_network: Story, open_page: OpenPage
):
    text = page_text(open_page(PAGE, view="register"))

    assert "No decision has been adopted yet." in text
    assert "listed here with their numbers once they have been adopted" in text


def links(app: AppTest) -> list[str]:
    return [link.proto.label for link in app.get("page_link")]


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


def buttons(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def test_a_position_is_one_tap_on_its_card(agreed: Agreed, open_page: OpenPage):
    app = open_page(PAGE, by=AUSTRIA)

    app.button(key=f"agree-{agreed.silence}").click().run()

    assert marks(page_matrix(agreed), "Contact points")["AT"] == "agree"
    assert f"agree-{agreed.silence}" not in buttons(app)
    assert {f"agree-{agreed.draft}", f"ask-object-{agreed.draft}"} <= buttons(app)


@pytest.mark.parametrize("by", [PARTNER, CHAIR, AUDITOR, *OUTSIDE])
def test_nobody_else_is_asked_for_a_position(
    agreed: Agreed, open_page: OpenPage, by: Principal
):
    shown = buttons(open_page(PAGE, by=by))

    assert not [key for key in shown if key.startswith(("agree-", "ask-object"))]


def test_nothing_is_adopted_past_an_objection(agreed: Agreed, open_page: OpenPage):
    opening = OpenProcedure(decision_id=agreed.draft, procedure="consensus", of=2)
    do(agreed.story.system, opening, CHAIR)

    text = page_text(open_page(PAGE, by=AUSTRIA))
    agreed.decisions.says(agreed.draft, "IT", Position.AGREE, version=2)
    later = page_text(open_page(PAGE, by=AUSTRIA))

    assert "This text cannot be adopted by consensus while an objection stands." in text
    adopts = "the Chair may adopt this text by consensus at any time."
    assert f"If Austria does nothing, {adopts}" in later


def test_links_to_facts_are_for_whoever_may_read_them(
    agreed: Agreed, open_page: OpenPage
):
    assert "behind Adopted" in page_text(open_page(PAGE, by=AUDITOR))
    assert "behind Adopted" not in page_text(open_page(PAGE, by=PARTICIPANT))


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


def test_many_drafts_are_cards_first_and_lines_then(
    agreed: Agreed, open_page: OpenPage
):
    for number in range(MAX_CARDS):
        agreed.decisions.table(f"Further draft {number}")

    text = page_text(open_page(PAGE, by=AUSTRIA))

    assert text.count('class="bsm-card bsm-awaited"') == MAX_CARDS
    assert text.count("If Austria does nothing") == MAX_CARDS
    lines = text[text.index('class="bsm-decision-list"') :]
    assert f"Further draft {MAX_CARDS - 1}</a>" in lines


def test_in_the_past_no_position_can_be_given(agreed: Agreed, open_page: OpenPage):
    app = open_page(PAGE, by=AUSTRIA, as_of=agreed.story.positions["negotiated"])

    assert (
        "If Austria does nothing and no State objects, this text will be adopted on"
        in page_text(app)
    )
    assert not [key for key in buttons(app) if key.startswith(("agree-", "ask-"))]
