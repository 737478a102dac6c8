"""What lists of facts say of their two clocks."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bsm_projections.history.tables import Fact
from dashboard.components.templates import render

NOON = datetime(2016, 4, 13, 12, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "is_told"), [(timedelta(seconds=2), False), (timedelta(hours=1), True)]
)
def test_when_it_happened_is_told_where_that_differs_as_shown(
    before: timedelta, is_told: bool
):
    """What delegations send happened when it arrived, just before it was recorded."""
    values: dict[str, Any] = dict.fromkeys((field.name for field in fields(Fact)), "x")
    times = {"recorded_at": NOON, "occurred_at": NOON - before}
    others = {"position": 7, "entered_late": False, "source": None}
    fact = Fact(**values | times | others)

    text = render("components/facts.html", "fact_list", [fact], str)

    assert ("happened" in text) == is_told
