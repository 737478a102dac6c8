"""HTML that several pages share: figures, tables, headlines. Values in, HTML out.

As text rather than as charts, these read well at any width, with any screen
reader, on paper, and before Plotly has been loaded.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_domain.foundation.sources import Source
from dashboard.components.templates import render


def link_address(page: str, query: Mapping[str, str]) -> str:
    """An address inside the dashboard."""
    return f"{page}?{urlencode(query)}" if query else page


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure, what it means, the panel that has its table, and where its facts
    are (query of the History, if the viewer may see it). `table_label` is what the
    table is called; `more_links` are further links to what it counts, each with its
    name. `source` is where what the note says comes from.
    """

    label: str
    value: str
    note: str
    definition: str
    facts_query: Mapping[str, str] | None
    table_address: str
    is_alarming: bool = False
    table_label: str = "Table"
    more_links: tuple[tuple[str, str], ...] = ()
    source: Source | None = None

    @property
    def facts_address(self) -> str | None:
        if self.facts_query is None:
            return None
        return link_address("/history", self.facts_query)


@dataclass(frozen=True, slots=True)
class Column:
    """`numeric` columns are set flush right; `address` sorts by the column, and
    `sorted` is the direction now.
    """

    title: str
    numeric: bool = False
    address: str | None = None
    sorted: str | None = None


# Rows of a table name their columns.
Rows = Sequence[Mapping[str, Any]]


def columns_of(rows: Rows, numeric: Collection[str] = ()) -> list[Column]:
    """The columns that rows name; texts of those in `numeric` stand flush right, as
    numbers do.
    """
    return [
        Column(name, name in numeric or any(isinstance(row[name], int) for row in rows))
        for name in (rows[0] if rows else ())
    ]


def cells_of(rows: Rows) -> list[list[str]]:
    """The rows as they are shown."""
    return [
        [
            formatting.format_number(cell) if isinstance(cell, int) else cell
            for cell in row.values()
        ]
        for row in rows
    ]


def headline(sentence: str) -> Markup:
    """The answer with which a page opens."""
    return render("components/text.html", "headline", sentence)


def paragraphs(kind: str, *texts: str) -> Markup:
    return render("components/text.html", "paragraphs", kind, texts)


def result_message(sentence: str, position: int | None) -> Markup:
    """The result of a command, with a link to its fact if the viewer may see it."""
    address = link_address("/history", {"fact": str(position)})
    return render("components/text.html", "result_message", sentence, position, address)


def definition_list(entries: Sequence[tuple[str, str]], kind: str) -> Markup:
    """Names and values of one thing."""
    return render("components/text.html", "definition_list", entries, kind)


def definitions(entries: Sequence[tuple[str, str]]) -> Markup:
    """Terms, and what each means."""
    return render("components/text.html", "definitions", entries)


def named_line(name: str, notes: Sequence[str]) -> Markup:
    """One account, mandate or proposal: its name and notes."""
    return render("components/text.html", "named_line", name, notes)


def key_figures(figures: Sequence[KeyFigure], *, marks_invented: bool) -> Markup:
    """Figures as tiles, each with its definition and the way to its facts."""
    return render("components/figures.html", "key_figures", figures, marks_invented)


def figure_differences(differences: Sequence[tuple[str, str, str]]) -> Markup:
    """Figures that changed: label, old and new value."""
    return render("components/figures.html", "figure_differences", differences)


def table(caption: str, rows: Rows, numeric: Collection[str] = ()) -> Markup:
    """A table that becomes a list of cards on a narrow screen."""
    columns, cells = columns_of(rows, numeric), cells_of(rows)
    return render("components/tables.html", "table", caption, columns, cells)


def sortable_table(
    caption: str,
    columns: Sequence[Column],
    rows: Rows,
    addresses: Sequence[str],
    link_column: str,
    *,
    are_invented: bool = False,
) -> Markup:
    """A table whose headings sort it, and whose cells in `link_column` lead to the
    address of their row, and say if the row is invented.
    """
    return render(
        "components/tables.html",
        "sortable_table",
        caption,
        columns,
        cells_of(rows),
        addresses,
        link_column,
        are_invented,
    )
