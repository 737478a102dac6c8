"""HTML for what is text on the page: figures, tiles, tables. Values in, text out.

As text rather than as charts, these read well at any width, with any screen
reader, on paper, and before Plotly has been loaded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode
from xml.sax.saxutils import quoteattr

from bsm_domain.foundation import formatting


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure, what it means, the panel that has its table, and where its facts
    are (query of the History). `table_label` is what the table is called; `more_links`
    are further links to what it counts, each with its name.
    """

    label: str
    value: str
    note: str
    definition: str
    facts_query: Mapping[str, str]
    table_address: str
    is_alarming: bool = False
    table_label: str = "Table"
    more_links: tuple[tuple[str, str], ...] = ()


def link_address(page: str, query: Mapping[str, str]) -> str:
    """An address inside the dashboard, safe within an attribute."""
    return escape(f"{page}?{urlencode(query)}" if query else page)


def key_figures(figures: Sequence[KeyFigure]) -> str:
    """Figures as tiles, each with its definition and the way to its facts."""
    return f'<dl class="bsm-figures">{"".join(map(_key_figure, figures))}</dl>'


def _key_figure(figure: KeyFigure) -> str:
    alarming = " bsm-alarming" if figure.is_alarming else ""
    label = escape(figure.label)
    more_links = "".join(
        _figure_link(address, name, label) for name, address in figure.more_links
    )
    return (
        f'<div class="bsm-figure{alarming}"><dt>{label}</dt>'
        f'<dd class="bsm-value">{escape(figure.value)}</dd>'
        f'<dd class="bsm-note">{escape(figure.note)}</dd>'
        f'<dd class="bsm-more"><details><summary>Definition'
        f'<span class="bsm-hidden"> of {label}</span></summary>'
        f"{escape(figure.definition)}</details>"
        f"{_figure_link(figure.table_address, figure.table_label, label)}"
        f"{more_links}"
        f'<a href="{link_address("/history", figure.facts_query)}" target="_self">Facts'
        f'<span class="bsm-hidden"> behind {label}</span></a></dd>'
        f'<dd class="bsm-on-paper">{escape(figure.definition)}</dd></div>'
    )


def _figure_link(address: str, name: str, label: str) -> str:
    return (
        f'<a href="{address}" target="_self">{escape(name)}'
        f'<span class="bsm-hidden"> of {label}</span></a>'
    )


@dataclass(frozen=True, slots=True)
class Column:
    """`numeric` columns are set flush right."""

    title: str
    numeric: bool = False


def table(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> str:
    """A table that becomes a list of cards on a narrow screen."""
    head = "".join(
        f'<th scope="col"{_numeric(column)}>{escape(column.title)}</th>'
        for column in columns
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td data-label="{escape(column.title)}"{_numeric(column)}>'
            f"{escape(cell)}</td>"
            for column, cell in zip(columns, row, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="bsm-table"><caption class="bsm-hidden">{escape(caption)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _numeric(column: Column) -> str:
    return ' class="bsm-numeric"' if column.numeric else ""


def status_badge(status: str) -> str:
    """A status by its colour and its word."""
    return (
        f'<span class="bsm-status bsm-is-{status.replace(" ", "-")}">'
        f"{escape(status)}</span>"
    )


def paragraphs(kind: str, *texts: str) -> str:
    return "".join(f'<p class="bsm-{kind}">{escape(text)}</p>' for text in texts)


def headline(sentence: str) -> str:
    """The answer with which a page opens."""
    return f'<h1 class="bsm-headline">{escape(sentence)}</h1>'


def result_message(sentence: str, position: int | None) -> str:
    """What a command has done, and a link to its fact, for whom that is shown."""
    fact = "" if position is None else _fact_link(position)
    return f'<p class="bsm-answer" role="status">{escape(sentence)}{fact}</p>'


def _fact_link(position: int) -> str:
    address = link_address("/history", {"fact": str(position)})
    return (
        f' <a href="{address}" target="_self">Fact '
        f"{formatting.format_number(position)}</a>"
    )


def escape_text(text: str) -> str:
    return escape(text)


def definition_list(entries: Sequence[tuple[str, str]], kind: str) -> str:
    """What belongs to one thing, name by name."""
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>"
        for name, text in entries
    )
    return f'<dl class="bsm-told-of {kind}">{items}</dl>'


def figure_differences(differences: Sequence[tuple[str, str, str]]) -> str:
    """What figures were and what they are: label, old, new."""
    if not differences:
        return ""
    items = "".join(
        f"<div><dt>{escape(label)}</dt><dd><small>{escape(old)} \u2192 "
        f"</small>{escape(new)}</dd></div>"
        for label, old, new in differences
    )
    return f'<dl class="bsm-changes">{items}</dl>'


def slider_marks(marks: Sequence[tuple[float, str, str, str]]) -> str:
    """The meetings' days along the slider: position, label, text, address."""
    items = "".join(
        f'<a style="left:{100 * position:.2f}%" href="{address}" target="_self" '
        f"title={quoteattr(text)} aria-label={quoteattr(text)}>{escape(label)}</a>"
        for position, label, text, address in marks
    )
    return f'<nav class="bsm-marks" aria-label="Days of meetings">{items}</nav>'


def definitions(rows: Sequence[tuple[str, str]]) -> str:
    """Terms, and what each means."""
    items = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{escape(meaning)}</dd></div>"
        for term, meaning in rows
    )
    return f'<dl class="bsm-definitions">{items}</dl>'
