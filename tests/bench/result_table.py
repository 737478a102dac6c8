"""The result of a benchmark as a table for people."""

from collections.abc import Iterator

from bench.results import BenchmarkResult, Measurement
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text


def render_table(result: BenchmarkResult) -> RenderableType:
    """One line a figure, with what stands beside it, under what it was measured on."""
    machine = result.machine
    table = Table(
        "what", "value", "yardstick", "ratio", "goal", "", box=None, pad_edge=False
    )
    for measurement in result.rows:
        table.add_row(*_cells(measurement))
    return Group(
        f"{machine.cpu}, {machine.cores} cores, {machine.system}; Python "
        f"{machine.python}, {machine.database}; about {result.facts:,} facts",
        table,
        *_details(result.rows),
    )


def _cells(measurement: Measurement) -> tuple[str, ...]:
    value, ratio = measurement.value, measurement.ratio
    return (
        measurement.name,
        "-" if value is None else f"{_format_figure(value)} {measurement.unit}",
        _format_figure(measurement.yardstick),
        "-" if ratio is None else f"{ratio:.2f}",
        f"{measurement.goal:g}",
        {True: "ok", False: "short", None: "not measured"}[measurement.ok],
    )


def _format_figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _details(measurements: tuple[Measurement, ...]) -> Iterator[Text]:
    for measurement in measurements:
        if measurement.detail:
            yield Text(f"{measurement.name}: {measurement.detail}", style="dim")
