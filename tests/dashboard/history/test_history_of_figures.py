"""The History says what a figure counts, and gives its facts as one file."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from dashboard_examples import OpenPage, page_text
from random_activities import ByChance, by_chance
from systems import CHAIR, StoryClock, confirm, do, nominate, system_in

from bsm_service.meetings.commands import OpenRegistration
from bsm_service.settings.settings import SignInMode
from dashboard.data import queries
from dashboard.data import system as data_system
from dashboard.history import texts
from dashboard.shell import callback_checks

STORED_NAMES = Path(__file__).parents[2] / "stored_names.txt"
HEADLINE = re.compile(r'<h1 class="bsm-headline"[^>]*>([^<]*)</h1>')
# What the address asks for, and what the headline says of it.
FIGURES = [
    ("activities", {"open": "yes"}, r"\d+ facts about (\d+) activit\w+ \(open, 10th"),
    (
        "activities",
        {
            "slips": "1",
            "status": "proposed,agreed,declined,accepted,in progress,reported complete,"
            "confirmed,blocked,withdrawn",
        },
        r"about (\d+) activit\w+ \(not superseded, postponed at least once, 10th",
    ),
    ("activities", {"slips": "2", "scope": "all"}, r"\(postponed at least twice\)"),
    ("seats", {}, r"\d+ facts about 3 registrations with a seat \(10th"),
    ("promises", {}, r"\d+ facts about \d+ agreed activities \(10th"),
    (
        "registration.nominated,registration.confirmed",
        {},
        r"6 facts about registrations: nominated, confirmed \(10th",
    ),
    ("registered", {}, r"6 facts about registrations: nominated, confirmed \(10th"),
    (
        "meeting.announced,registration.nominated",
        {"scope": "all"},
        r"6 facts about meetings: announced; registrations: nominated;",
    ),
    ("moves", {"scope": "all"}, r"\d+ facts? about moved due dates;"),
    (
        "changes",
        {"since": "2016-04-14"},
        r"about changes to activities \(after 14 Apr 2016, 10th",
    ),
]


@pytest.fixture(scope="module")
def random_network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ByChance]:
    clock = StoryClock()
    system = system_in(tmp_path_factory.mktemp("data"), clock=clock)
    random_network = by_chance(system, clock, seed=3, activities=12, steps=90)
    do(system, OpenRegistration(meeting_id=random_network.meetings[0], capacity=20))
    for code in ("AT", "AT", "IT"):
        confirm(system, nominate(system, random_network.meetings[0], code))
    system.engine.catch_up()
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    queries.clear_caches()
    yield random_network
    queries.clear_caches()
    system.close()


@pytest.mark.parametrize(("name", "choices", "pattern"), FIGURES)
def test_the_history_says_what_a_figure_counts(
    random_network: ByChance,
    open_page: OpenPage,
    name: str,
    choices: dict[str, str],
    pattern: str,
):
    parameters = {"meeting": random_network.meetings[0], "behind": name, **choices}

    [headline] = HEADLINE.findall(
        page_text(open_page("history", by=CHAIR, **parameters))
    )

    assert re.search(pattern, headline), headline


def test_a_figure_of_nothing_says_so(random_network: ByChance, open_page: OpenPage):
    text = page_text(open_page("history", by=CHAIR, behind="activities", owner="ZZ"))

    assert "This figure counts 0 activities (owner: ZZ" in text
    assert "No facts are on record for it here." in text


def test_an_unknown_figure_is_named(random_network: ByChance, open_page: OpenPage):
    text = page_text(open_page("history", by=CHAIR, behind="seat<b>s"))

    assert "“seat&lt;b&gt;s”, which the address names, is not a known" in text
    assert "facts are on record" in text
    part = "registration.nominated,registration.x"
    assert "not a known" in page_text(open_page("history", by=CHAIR, behind=part))


@pytest.mark.parametrize("page", ["overview", "commitments"])
def test_a_link_to_facts_names_the_meeting_that_was_not_chosen(
    random_network: ByChance, open_page: OpenPage, page: str
):
    app = open_page(page, by=CHAIR)

    links = re.findall(r'href="/history\?([^"]*)"[^>]*>Facts', page_text(app))
    links += [
        element.proto.query_string
        for element in app.get("page_link")
        if element.proto.page == "history" and element.proto.label != "History"
    ]
    assert len(links) > 5
    assert {
        element
        for link in links
        for element in parse_qs(unescape(link)).get("meeting", [""])
    } == {str(random_network.meetings[0])}


@pytest.mark.parametrize("most", [5_000, 4])
def test_a_file_has_all_facts_unless_they_are_too_many(
    random_network: ByChance,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
):
    monkeypatch.setattr(queries, "FACTS_PER_PAGE", 3)
    monkeypatch.setattr("dashboard.history.panels.MAX_EXPORTED_FACTS", most)
    files = []
    monkeypatch.setattr(
        callback_checks, "checked_file", lambda make: files.append(make) or make
    )
    queries.clear_caches()

    app = open_page(
        "history", by=CHAIR, behind="seats", meeting=random_network.meetings[0]
    )

    [headline] = HEADLINE.findall(page_text(app))
    facts = int(headline.split()[0])
    assert facts > 4
    _, spreadsheet, plain = (make() for make in files)
    assert spreadsheet.startswith(b"PK")
    rows = list(csv.DictReader(io.StringIO(plain.decode())))
    assert len({row["Position"] for row in rows}) == (facts if most > 4 else 3)
    label = app.get("download_button")[0].proto.label
    assert label == ("Download as CSV" if most > 4 else "Download this page as CSV")
    queries.clear_caches()


def test_facts_of_every_kind_have_a_name():
    kinds = {name.split(".")[1] for name in STORED_NAMES.read_text("utf-8").split()}

    assert kinds - texts.KIND_NAMES.keys() == set()
