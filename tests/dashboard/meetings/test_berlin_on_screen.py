"""Every sentence of the public pages about Berlin is on a screen of the demonstration,
marked as taken from its page.
"""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from dashboard_examples import PRESENT, OpenPage, page_text
from stored_demonstration import copy_demonstration
from systems import AUSTRIA

from bsm_domain.foundation.formatting import format_date_range
from bsm_domain.foundation.participating_states import state_name
from bsm_projections.databases import Place
from bsm_service.assembly.bootstrap import open_system
from bsm_service.demonstration.berlin_meeting import BERLIN, Berlin
from bsm_service.settings.settings import SignInMode
from dashboard.data import queries
from dashboard.data import system as data_system
from dashboard.shell.texts import SOURCES_OF_THAT_DAY

INVENTED = '<span class="bsm-source">invented</span>'
_TAGS = re.compile("<[^>]+>")


@pytest.fixture
def served_demonstration(tmp_path: Path) -> Iterator[None]:
    copy_demonstration(tmp_path, PRESENT)
    system = open_system(
        Place(tmp_path), clock=lambda: PRESENT, origin="example.org/bsm"
    )
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    queries.clear_caches()
    yield
    queries.clear_caches()
    system.close()


def marked(text: str, sentence: str) -> str:
    """The page that stands behind a sentence; nothing in between is marked."""
    plain = html.unescape(text)
    found = [match.end() for match in re.finditer(re.escape(sentence), plain)]
    assert found, f"“{sentence}” is on no screen"
    marks = []
    for end in found:
        mark = plain.find('class="bsm-source"', end)
        if mark >= 0:
            marks.append(_TAGS.sub("", plain[mark - 6 : mark + 400])[:200])
    return " | ".join(marks)


def test_every_sentence_of_the_public_pages_is_on_screen_and_marked(
    served_demonstration: None, open_page: OpenPage
) -> None:
    berlin = Berlin.from_file()
    source, details = berlin.source, berlin.details
    pages = source["pages"]
    polis, release = (pages[name]["title"] for name in ("polis", "press_release"))
    text = "\n".join(
        page_text(open_page(page, by=AUSTRIA, meeting=str(BERLIN)))
        for page in ("meeting", "agenda")
    )
    plain = html.unescape(text)

    days = format_date_range(details.starts_on, details.ends_on)
    sentences = [
        (details.title, polis),
        (details.organiser, polis),
        *((details.city, release), (days, release), (details.mode, release)),
        (state_name("DE", details.starts_on), release),
        ("; ".join(details.themes), release),
        *((session["title"], release) for session in source["agenda"]),
        *((objective["text"], polis) for objective in source["objectives"]),
        (source["meeting"]["also_participated"], polis),
        (f"{len(berlin.delegations)} delegations:", polis),
    ]
    for sentence, page in sentences:
        behind = marked(text, str(sentence))
        assert page in behind, f"“{sentence}” is not marked as from “{page}”: {behind}"
    assert "102 participants from 35 States" in plain
    for delegation in berlin.delegations:
        assert delegation.code in plain
    assert plain.count(pages["polis"]["address"]) >= len(source["objectives"])
    assert "seen on 13 Oct 2017" in plain
    # The study visit comes last, with what could be learnt there.
    visit = source["agenda"][1]
    assert plain.index(source["agenda"][2]["title"]) < plain.index(visit["title"])
    assert visit["description"] in plain


def test_what_no_page_says_is_marked_as_invented(
    served_demonstration: None, open_page: OpenPage
) -> None:
    text = page_text(open_page("meeting", by=AUSTRIA, meeting=str(BERLIN)))
    summary = "Discussed in plenary. No text was put forward for decision."
    assert "invented" in marked(text, summary)
    assert "invented" in marked(text, "Confirmed registrations and recorded")
    follow_up = page_text(open_page("follow_up", by=AUSTRIA))
    assert "All activities below are invented." in follow_up
    cards = follow_up.split('<li class="bsm-card')[1:]
    assert len(cards) >= 24
    assert all(INVENTED in card for card in cards)


def test_what_the_overview_counts_is_invented_and_what_a_page_states_names_it(
    served_demonstration: None, open_page: OpenPage
) -> None:
    text = page_text(open_page("overview", by=AUSTRIA, meeting=str(BERLIN)))
    polis = Berlin.from_file().source["pages"]["polis"]["title"]
    figures = re.findall('<dd class="bsm-value">(.*?)</dd>', text)
    assert len(figures) == 6
    assert all(INVENTED in figure for figure in figures)
    assert polis in marked(text, "102 according to a source")
    for objective in Berlin.from_file().source["objectives"]:
        assert polis in marked(text, objective["text"])


def test_every_fact_of_the_history_names_a_page_or_is_invented(
    served_demonstration: None, open_page: OpenPage
) -> None:
    text = page_text(open_page("history", by=AUSTRIA))
    facts = text.split('<span class="bsm-told">')[1:]
    assert facts
    assert all('class="bsm-source"' in fact for fact in facts)


def test_a_view_of_the_past_calls_nothing_invented_that_a_page_may_name_later(
    served_demonstration: None, open_page: OpenPage
) -> None:
    for page in ("overview", "meeting", "agenda", "history"):
        text = page_text(
            open_page(page, by=AUSTRIA, meeting=str(BERLIN), as_of="2016-04-12")
        )
        assert INVENTED not in text
        assert SOURCES_OF_THAT_DAY in text


def test_a_real_record_marks_nothing_as_invented(
    busy_network: object, open_page: OpenPage
) -> None:
    for page in ("meeting", "follow_up", "history", "people", "agreements"):
        assert "invented" not in page_text(open_page(page, by=AUSTRIA))
