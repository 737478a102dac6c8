"""The figures as a table for people."""

from collections.abc import Iterator

from bench.results import Bench, Row
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text


def as_table(result: Bench) -> RenderableType:
    """One line a figure, with what stands beside it, under what it was measured on."""
    machine = result.machine
    table = Table(
        "what", "value", "yardstick", "ratio", "goal", "", box=None, pad_edge=False
    )
    for row in result.rows:
        table.add_row(*_told(row))
    return Group(
        f"{machine.cpu}, {machine.cores} cores, {machine.system}; Python "
        f"{machine.python}, {machine.database}; about {result.facts:,} facts",
        table,
        *_details(result.rows),
    )


def _told(row: Row) -> tuple[str, ...]:
    mark = {True: "ok", False: "short", None: "not measured"}[row.ok]
    return (
        row.name,
        "-" if row.value is None else f"{_figure(row.value)} {row.unit}",
        _figure(row.yardstick),
        "-" if row.ratio is None else f"{row.ratio:.2f}",
        f"{row.goal:g}",
        mark,
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _details(rows: tuple[Row, ...]) -> Iterator[Text]:
    for row in rows:
        if row.detail:
            yield Text(f"{row.name}: {row.detail}", style="dim")
