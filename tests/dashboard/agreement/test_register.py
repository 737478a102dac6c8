"""The register of decisions: what it lists, finds, and says of their times."""

from datetime import timedelta

from dashboard_examples import OpenPage, Story, page_text
from negotiation_examples import EXPIRY, PAGE, Agreed
from systems import LEADERSHIP

from bsm_service.agreement.silence_settlement import SilenceSettlement


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
