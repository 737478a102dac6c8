"""Every chart that a subject declares is drawn on a page, states its finding with a
number, and has its numbers in its table and a way to its facts.
"""

import re
from collections import Counter
from contextlib import suppress
from datetime import date
from importlib import import_module
from inspect import getmembers, getsource, isfunction, signature
from operator import methodcaller
from pathlib import Path

import pytest
from agenda_examples import plan_agenda
from dashboard_examples import (
    CHART_PAGES,
    OpenPage,
    Story,
    announce_meeting,
    note_charts,
)
from follow_up_examples import move_due_date
from service.command_examples import command_to_ask
from systems import AUSTRIA, CHAIR, ITALY, SECRETARIAT, do, system_in

import dashboard
from bsm_domain.foundation import formatting
from bsm_domain.foundation.errors import NotPermitted
from bsm_projections.meetings.queries import meetings as meetings_of_record
from bsm_service.application.command import Command, every_command
from bsm_service.application.system import audience_of
from bsm_service.identity import SYSTEM
from bsm_service.settings.settings import SignInMode
from dashboard.components import html
from dashboard.components.chart import Chart
from dashboard.data import queries
from dashboard.data import system as data_system


def declared_charts() -> dict[str, str]:
    """The names of the charts that a `charts.py` declares, with their subjects: those
    of all its public functions that make one.
    """
    subjects: dict[str, str] = {}
    root = Path(dashboard.__file__).parent
    for file in sorted(root.glob("**/charts.py")):
        folder = file.parent.relative_to(root)
        module = import_module(f"dashboard.{'.'.join(folder.parts)}.charts")
        for function_name, function in getmembers(module, isfunction):
            is_own = function.__module__ == module.__name__
            makes_chart = signature(function).return_annotation is Chart
            if is_own and makes_chart and not function_name.startswith("_"):
                names = set(re.findall(r'\bname="([\w-]+)"', getsource(function)))
                assert len(names) == 1, f"{function_name} makes a chart of one name"
                subjects[names.pop()] = folder.parts[0]
    return subjects


@pytest.fixture
def drawn_charts(
    busy_network: Story,
    open_page: OpenPage,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Chart]:
    """The charts of all pages by name, where there is something of everything. One
    that has no rows there may have them after the example of a command.
    """
    move_due_date(busy_network, date(2016, 10, 31), "The translation takes longer.")
    announce_meeting(busy_network)
    busy_network.system.engine.catch_up()
    charts = note_charts(monkeypatch)
    for page, query in CHART_PAGES.items():
        open_page(page, by=CHAIR, meeting=busy_network.meeting, **query)
    open_page("agenda", by=CHAIR, meeting=plan_agenda(busy_network).meeting)
    for command in every_command():
        drawn = {chart.name for chart in charts}
        missing = {subject for name, subject in DECLARED.items() if name not in drawn}
        if command.__module__.split(".")[1] in missing:
            draw_after(command, tmp_path_factory.mktemp("data"), open_page)
    return {chart.name: chart for chart in reversed(charts)}  # the first of a name


DECLARED = declared_charts()


def draw_after(command: type[Command], folder: Path, open_page: OpenPage) -> None:
    """Draw the charts where the only thing that happened is a command's example."""
    system = system_in(folder)
    asked = command_to_ask(command, system)
    for one in (SECRETARIAT, CHAIR, AUSTRIA, ITALY, SYSTEM):
        # Whoever is the first that may ask it of this thing.
        with suppress(NotPermitted):
            do(system, asked, one)
            break
    system.engine.catch_up()
    data_system.use_system(system, SignInMode.DEMONSTRATION)
    queries.clear_caches()
    with system.read(system.now(), audience_of(CHAIR)) as context:
        meetings = meetings_of_record(context).items
    for meeting in meetings:
        for page, query in CHART_PAGES.items():
            open_page(page, by=CHAIR, meeting=meeting.id, **query)
    queries.clear_caches()
    system.close()


def figure_numbers(chart: Chart) -> set[int]:
    """How long the bars of a figure are, how high its lines, and how wide the bands
    between two of its nodes; not days.
    """
    assert chart.figure is not None
    numbers: set[int] = set()
    for trace in map(methodcaller("to_plotly_json"), chart.figure.data):
        if trace["type"] == "sankey":
            numbers |= set(trace["link"]["value"])
        elif "base" not in trace and trace.get("mode") != "markers":
            numbers |= set(trace["x" if trace.get("orientation") == "h" else "y"])
    return numbers


def table_numbers(chart: Chart) -> set[int]:
    """The numbers in a table's cells, and how many rows have the same in a column."""
    rows = html.cells_of(chart.rows)
    columns = list(zip(*rows, strict=True))
    cells = " ".join(cell for row in rows for cell in row)
    in_cells = re.findall(r"\d+", cells.replace(formatting.THIN_SPACE, ""))
    return set(map(int, in_cells)) | {
        count for column in columns for count in Counter(column).values()
    }


def test_every_declared_chart_is_drawn(drawn_charts: dict[str, Chart]):
    assert len(DECLARED) > 10
    assert drawn_charts.keys() == DECLARED.keys(), (
        "a chart is on none of these pages, or neither the story here nor an example "
        "of its subject's commands (tests/service/command_examples.py) has rows for it"
    )


def test_every_chart_has_its_finding_its_table_and_its_facts(
    drawn_charts: dict[str, Chart],
):
    for name, chart in drawn_charts.items():
        assert re.search(r"\d", chart.title), f"{name}: the finding has its number"
        assert chart.measure, name
        assert chart.figure is not None or chart.html, f"{name} shows something"
        assert chart.rows, name
        assert all(list(row) == list(chart.rows[0]) for row in chart.rows), name
        assert any(chart.facts.values()), f"{name} leads to its facts"
        if chart.figure is not None:
            assert chart.alt, f"{name} is described"
            assert figure_numbers(chart) <= table_numbers(chart) | {0}, name
