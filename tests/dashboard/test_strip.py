"""The History's strip of months."""

from systems import (
    LEADERSHIP,
)

from conftest import OpenPage, Story, words
from dashboard import (
    data,
    strip,
)

PAGE = "follow_up"
TITLE = "Share the border protocol"


def test_chosen_months_become_a_period_of_whole_months():
    assert strip.period(["2016-02-01", "2016-01-01"]) == ("2016-01-01", "2016-02-29")
    assert strip.period([]) == (None, None)


def test_a_chosen_period_can_be_taken_back(busy_network: Story, open_page: OpenPage):
    app = open_page("history", **{"from": "2016-01-01", "until": "2016-01-31"})

    assert "10th meeting, Berlin 2016 was concluded." not in words(app)
    app.button(key="strip-all").click().run()
    assert "until" not in app.query_params
    assert "10th meeting, Berlin 2016 was concluded." in words(app)


def test_an_open_fact_tells_its_leaf_and_its_command(
    busy_network: Story, open_page: OpenPage
):
    stored = busy_network.system.store.stored_page(0, 1)[0]
    said = words(open_page("history", fact=1))

    assert stored["leaf_hash"].hex() in said
    fact = data.Look(LEADERSHIP, data.now()).fact(1)
    assert fact is not None
    assert fact.command_id in said
