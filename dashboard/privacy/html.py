"""HTML for the log of readings."""

from collections.abc import Sequence
from html import escape


def people_details(people: int, ids: Sequence[str]) -> str:
    """How many people, and the first of their ids on demand."""
    first = "".join(f"<li>{escape(id)}</li>" for id in ids)
    more = f"<li>and {people - len(ids)} more</li>" if people > len(ids) else ""
    noun = "person" if people == 1 else "people"
    return (
        f"<details><summary>{people} {noun}</summary>"
        f'<ul class="bsm-ids">{first}{more}</ul></details>'
    )


_READING_COLUMNS = ("When", "As", "Account", "What", "Of", "Why", "Where")


def readings_table(rows: Sequence[tuple[str, str, str, str, str, str, str]]) -> str:
    """The log of readings; the fifth cell of a row is HTML already."""
    head = "".join(f'<th scope="col">{title}</th>' for title in _READING_COLUMNS)
    body = "".join(f"<tr>{_reading_row(row)}</tr>" for row in rows)
    return (
        '<table class="bsm-table"><caption class="bsm-hidden">Readings of personal data'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _reading_row(row: tuple[str, str, str, str, str, str, str]) -> str:
    cells = [*map(escape, row[:2]), _id_span(row[2]), escape(row[3]), row[4]]
    return "".join(
        f'<td data-label="{title}"><span>{cell}</span></td>'
        for title, cell in zip(
            _READING_COLUMNS, [*cells, *map(escape, row[5:])], strict=True
        )
    )


def _id_span(id: str) -> str:
    return f'<span class="bsm-id">{escape(id)}</span>'
