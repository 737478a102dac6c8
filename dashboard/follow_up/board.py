"""HTML for promises: cards in columns by status, and a table that can be sorted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bsm_projections.follow_up.queries import Activity
from bsm_projections.leadership.burn_up import Course
from dashboard.components import formatting
from dashboard.components.html import Column
from dashboard.follow_up.texts import moved

# A column says how many more there are rather than growing without end.
MOST_CARDS = 12
# Nobody waits for these any more: they lie below, across the whole width.
CLOSED = ("confirmed", "withdrawn", "superseded")
# Of these no percentage says anything.
NOT_UNDER_WAY = ("proposed", "agreed", "declined", *CLOSED)
# What is blocked waits beside what is under way.
OPEN = (
    "proposed",
    "agreed",
    "declined",
    "accepted",
    "in progress",
    "blocked",
    "reported complete",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One promise as a card shows it; `address` opens it, safe in an attribute."""

    row: Activity
    due: str
    late: bool
    partners: tuple[tuple[str, str], ...]
    address: str


def card_of(
    row: Activity,
    course: Course | None,
    *,
    due_words: str,
    names: Mapping[str, str],
    address: str,
) -> Card:
    return Card(
        row,
        due_words,
        bool(course and course.completed_late and not row.overdue),
        tuple((code, names.get(code, code)) for code in row.partners),
        address,
    )


def columns(cards: Sequence[Card], more: Callable[[str], str]) -> str:
    """The board: a column for every open status that has a card, in the order of a
    life, and below them what is closed.

    `more` gives the address where the rest of a long column is.
    """

    def drawn(statuses: Sequence[str]) -> str:
        return "".join(
            _column(status, found, more(status))
            for status in statuses
            if (found := [card for card in cards if card.row.status == status])
        )

    return (
        f'<div class="bsm-board">{drawn(OPEN)}</div>'
        f'<div class="bsm-closed">{drawn(CLOSED)}</div>'
    )


def _column(status: str, cards: Sequence[Card], more: str) -> str:
    # What waits stands above what is in time, the longest first.
    ordered = sorted(cards, key=lambda card: (-card.row.days_late, card.row.due_on))
    rest = len(cards) - MOST_CARDS
    further = (
        f'<p class="bsm-rest"><a href="{more}" target="_self">'
        f"{formatting.count(rest, 'more activity', 'more activities')}</a></p>"
        if rest > 0
        else ""
    )
    mark = f"bsm-is-{status.replace(' ', '-')}"
    return (
        f'<section class="bsm-column {mark}"><h3 class="bsm-column-head">'
        f'<span class="bsm-status {mark}">{escape(status)}</span>'
        f"<b>{formatting.number(len(cards))}</b></h3>"
        f"{card_list(ordered[:MOST_CARDS])}{further}</section>"
    )


def card_list(cards: Sequence[Card], *, statuses: bool = False, why: str = "") -> str:
    """Cards one after the other; `statuses` says each one's status on it, and `why`
    what is asked of the reader.
    """
    items = "".join(_card(card, statuses, why) for card in cards)
    return f'<ul class="bsm-cards">{items}</ul>'


def group(
    name: str, figures: str, cards: Sequence[Card], more: int, address: str
) -> str:
    """Cards under a name, with their figures and the way to all of them."""
    rest = (
        f'<p class="bsm-rest"><a href="{address}" target="_self">'
        f"{formatting.count(more, 'more activity', 'more activities')}</a></p>"
        if more > 0
        else ""
    )
    return (
        f'<section class="bsm-group"><h3 class="bsm-subtitle">'
        f'<a href="{address}" target="_self">{escape(name)}</a></h3>'
        f'<p class="bsm-measure">{escape(figures)}</p>'
        f"{card_list(cards, statuses=True)}{rest}</section>"
    )


def _card(card: Card, with_status: bool, why: str) -> str:
    row = card.row
    mark = f"bsm-is-{row.status.replace(' ', '-')}"
    late = " bsm-overdue" if row.overdue else " bsm-done-late" if card.late else ""
    status = (
        f'<span class="bsm-status {mark}">{escape(row.status)}</span>'
        if with_status
        else ""
    )
    asked = f'<p class="bsm-asked">{escape(why)}</p>' if why else ""
    return (
        f'<li class="bsm-card {mark}{late}">{asked}'
        f'<p class="bsm-whose">{_code(row.owner, row.owner_name)}'
        f"{_partners(card.partners)}</p>"
        f'<a class="bsm-promise" href="{card.address}" target="_self">'
        f"{escape(row.title)}</a>{status}"
        f'<p class="bsm-due">{escape(card.due)}{slips(row.slips)}</p>'
        f"{progress(row)}</li>"
    )


def _code(code: str, name: str) -> str:
    return f'<abbr class="bsm-code" title="{escape(name)}">{escape(code)}</abbr>'


def _partners(partners: Sequence[tuple[str, str]]) -> str:
    if not partners:
        return ""
    codes = " ".join(
        f'<abbr title="{escape(name)}">{escape(code)}</abbr>' for code, name in partners
    )
    return f'<span class="bsm-with"> with {codes}</span>'


def slips(times: int) -> str:
    """A small mark for each due date that was given up."""
    if not times:
        return ""
    said = moved(times)
    marks = "<i></i>" * min(times, 5)
    return (
        f' <span class="bsm-slips" title="Due date {said}">{marks}'
        f'<span class="bsm-slips-told">{said}</span></span>'
    )


def progress(row: Activity) -> str:
    """A thin bar with its percentage, while there is something to wait for."""
    if row.status in NOT_UNDER_WAY:
        return ""
    return (
        '<p class="bsm-progress"><span class="bsm-bar" aria-hidden="true">'
        f'<i style="width:{row.percent}%"></i></span>{row.percent} %'
        '<span class="bsm-hidden"> done</span></p>'
    )


@dataclass(frozen=True, slots=True)
class Sortable:
    """A column and the address that sorts by it; `sorted` is how it is sorted now."""

    column: Column
    address: str | None = None
    sorted: str | None = None


def sortable_table(
    caption: str,
    columns: Sequence[Sortable],
    rows: Sequence[Sequence[str]],
    addresses: Sequence[str],
    title_at: int,
) -> str:
    """A table whose heads sort it, and whose titles open the promise.

    On a narrow screen it becomes a list of cards, as every table does.
    """
    head = "".join(map(_head, columns))
    body = "".join(
        f"<tr>{_cells(columns, row, address, title_at)}</tr>"
        for row, address in zip(rows, addresses, strict=True)
    )
    return (
        f'<table class="bsm-table bsm-sortable"><caption class="bsm-hidden">'
        f"{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _head(one: Sortable) -> str:
    numeric = ' class="bsm-numeric"' if one.column.numeric else ""
    now = f' aria-sort="{one.sorted}"' if one.sorted else ""
    title = escape(one.column.title)
    if one.address:
        mark = {"ascending": " \u2191", "descending": " \u2193"}.get(
            one.sorted or "", ""
        )
        title = f'<a href="{one.address}" target="_self">{title}{mark}</a>'
    return f'<th scope="col"{numeric}{now}>{title}</th>'


def _cells(
    columns: Sequence[Sortable], row: Sequence[str], address: str, title_at: int
) -> str:
    cells = ""
    for number, (one, cell) in enumerate(zip(columns, row, strict=True)):
        numeric = ' class="bsm-numeric"' if one.column.numeric else ""
        text = escape(cell)
        if number == title_at:
            text = f'<a href="{address}" target="_self">{text}</a>'
        cells += (
            f'<td data-label="{escape(one.column.title)}"{numeric}>'
            f"<span>{text}</span></td>"
        )
    return cells
