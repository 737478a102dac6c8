"""Versions of a text side by side, on the page of a decision."""

import re

import pytest
from agreement_examples import HEADING, NEW_FIRST, SECOND, decision_in
from dashboard_examples import OpenPage, Story, page_text
from systems import LEADERSHIP

from dashboard.agreement import comparison_texts


@pytest.mark.parametrize(
    ("query", "earlier", "later"),
    [
        ({"from": "1"}, 1, 3),
        ({"to": "2"}, 1, 2),
        ({"from": "1", "to": "3"}, 1, 3),
        ({"from": "3", "to": "1"}, 2, 3),
        ({"from": "x", "to": "\u0663"}, 2, 3),
        ({"from": "0", "to": "9999999"}, 2, 3),
    ],
)
def test_the_address_names_the_versions_that_are_compared(
    empty_network: Story,
    open_page: OpenPage,
    query: dict[str, str],
    earlier: int,
    later: int,
):
    decision = decision_in(empty_network)
    decision.table_version()
    decision.table_version(HEADING, NEW_FIRST, SECOND)
    findings = {
        (1, 2): "1 paragraph changed, 1 new, 2 unchanged",
        (2, 3): "1 paragraph deleted, 3 unchanged",
        (1, 3): "1 paragraph changed, 2 unchanged",
    }

    text = page_text(
        open_page("decision", by=LEADERSHIP, decision=decision.id, **query)
    )

    assert f"From version {earlier} to version {later}, word by word" in text
    assert findings[earlier, later] in text


def test_links_lead_to_each_of_many_changes(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.table_version(*"abcd")

    text = page_text(open_page("decision", decision=decision.id, **{"from": "1"}))

    places = [str(place) for place in range(1, 8)]
    assert re.findall('href="#change-([0-9]+)"', text) == places
    assert re.findall('id="change-([0-9]+)"', text) == places


def test_one_version_has_nothing_to_compare(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)

    text = page_text(open_page("decision", decision=decision.id, **{"from": "1"}))

    assert comparison_texts.ONE_VERSION in text
