"""A table whose headings sort it, and whose titles open what they name."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.components.html import Column


@dataclass(frozen=True, slots=True)
class SortableColumn:
    """A column and the address that sorts by it; `sorted` is the direction now."""

    column: Column
    address: str | None = None
    sorted: str | None = None


def sortable_table(
    caption: str,
    columns: Sequence[SortableColumn],
    rows: Sequence[Sequence[str]],
    addresses: Sequence[str],
    link_column: int,
) -> str:
    """A table whose heads sort it, and whose titles open what they name.

    On a narrow screen it becomes a list of cards, as every table does.
    """
    head = "".join(map(_header_cell, columns))
    body = "".join(
        f"<tr>{_row_cells(columns, row, address, link_column)}</tr>"
        for row, address in zip(rows, addresses, strict=True)
    )
    return (
        f'<table class="bsm-table bsm-sortable"><caption class="bsm-hidden">'
        f"{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _header_cell(column: SortableColumn) -> str:
    numeric = ' class="bsm-numeric"' if column.column.numeric else ""
    now = f' aria-sort="{column.sorted}"' if column.sorted else ""
    title = escape(column.column.title)
    if column.address:
        mark = {"ascending": " \u2191", "descending": " \u2193"}.get(
            column.sorted or "", ""
        )
        title = f'<a href="{column.address}" target="_self">{title}{mark}</a>'
    return f'<th scope="col"{numeric}{now}>{title}</th>'


def _row_cells(
    columns: Sequence[SortableColumn], row: Sequence[str], address: str, title_at: int
) -> str:
    cells = ""
    for number, (sortable, cell) in enumerate(zip(columns, row, strict=True)):
        numeric = ' class="bsm-numeric"' if sortable.column.numeric else ""
        text = escape(cell)
        if number == title_at:
            text = f'<a href="{address}" target="_self">{text}</a>'
        cells += (
            f'<td data-label="{escape(sortable.column.title)}"{numeric}>'
            f"<span>{text}</span></td>"
        )
    return cells
