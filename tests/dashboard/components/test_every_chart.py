"""Every chart that a subject declares is drawn on a page, states its finding with a
number, and has its numbers in its table and a way to its facts.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from inspect import getmembers, isfunction, signature
from operator import methodcaller
from pathlib import Path

import pytest
from dashboard_examples import (
    CHART_PAGES,
    OpenPage,
    Story,
    announce_meeting,
    note_charts,
)
from follow_up_examples import move_due_date
from systems import CHAIR

import dashboard
from bsm_domain.foundation import formatting
from dashboard.components.chart import Chart


def declared_charts() -> Iterator[tuple[str, Callable[..., Chart]]]:
    """Each public function of a `charts.py` that makes a chart, with its subject."""
    for file in sorted(Path(dashboard.__file__).parent.glob("*/charts.py")):
        module = import_module(f"dashboard.{file.parent.name}.charts")
        for name, function in getmembers(module, isfunction):
            is_own = function.__module__ == module.__name__
            makes_chart = signature(function).return_annotation is Chart
            if is_own and makes_chart and not name.startswith("_"):
                yield file.parent.name, function


@pytest.fixture
def drawn_charts(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Chart]:
    """The charts of all pages by name, where there is something of everything."""
    move_due_date(busy_network, date(2016, 10, 31), "The translation takes longer.")
    announce_meeting(busy_network)
    busy_network.system.engine.catch_up()
    charts = note_charts(monkeypatch)
    for page, query in CHART_PAGES.items():
        open_page(page, by=CHAIR, meeting=busy_network.meeting, **query)
    return {chart.name: chart for chart in charts}


def figure_numbers(chart: Chart) -> set[int]:
    """How long the bars of a figure are, and how high its lines; not days."""
    assert chart.figure is not None
    numbers: set[int] = set()
    for trace in map(methodcaller("to_plotly_json"), chart.figure.data):
        if "base" not in trace and trace.get("mode") != "markers":
            numbers |= set(trace["x" if trace.get("orientation") == "h" else "y"])
    return numbers


def table_numbers(chart: Chart) -> set[int]:
    """The numbers in a table's cells, and how many rows have the same in a column."""
    columns = list(zip(*chart.cells, strict=True))
    cells = " ".join(cell for row in chart.cells for cell in row)
    in_cells = re.findall(r"\d+", cells.replace(formatting.THIN_SPACE, ""))
    return set(map(int, in_cells)) | {
        count for column in columns for count in Counter(column).values()
    }


def test_every_declared_chart_is_drawn(drawn_charts: dict[str, Chart]):
    declared = list(declared_charts())

    assert len(declared) > 10
    assert len(drawn_charts) == len(declared), (
        "a chart is on none of these pages, or the story here has no rows for it: "
        f"drawn {[*drawn_charts]}, declared {declared}"
    )


def test_every_chart_has_its_finding_its_table_and_its_facts(
    drawn_charts: dict[str, Chart],
):
    for name, chart in drawn_charts.items():
        assert re.search(r"\d", chart.title), f"{name}: the finding has its number"
        assert chart.measure, name
        assert chart.figure is not None or chart.html, f"{name} shows something"
        assert chart.rows, name
        names = [column.title for column in chart.columns]
        assert all(list(row) == names for row in chart.rows), name
        assert any(chart.facts.values()), f"{name} leads to its facts"
        if chart.figure is not None:
            assert chart.alt, f"{name} is described"
            assert figure_numbers(chart) <= table_numbers(chart) | {0}, name
