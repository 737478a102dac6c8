"""HTML for activities: cards, in columns by status or in groups."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bsm_domain.foundation import formatting
from bsm_projections.follow_up.due_date_history import DueDateHistory
from bsm_projections.follow_up.queries import Activity
from dashboard.follow_up.due_date_texts import postponed_text

# A column says how many more there are rather than growing without end.
MAX_CARDS = 12
# Nobody waits for these any more: they lie below, across the whole width.
CLOSED_STATUSES = ("confirmed", "withdrawn", "superseded")
# A percentage says nothing of these.
WITHOUT_PROGRESS = ("proposed", "agreed", "declined", *CLOSED_STATUSES)
# Blocked activities stand beside those under way.
OPEN_STATUSES = (
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
    """One activity as a card shows it; `address` opens it, safe in an attribute."""

    activity: Activity
    due_text: str
    was_late: bool
    partners: tuple[tuple[str, str], ...]
    address: str


def make_card(
    row: Activity,
    history: DueDateHistory | None,
    *,
    due_words: str,
    names: Mapping[str, str],
    address: str,
) -> Card:
    return Card(
        row,
        due_words,
        bool(history and history.completed_late and not row.overdue),
        tuple((code, names.get(code, code)) for code in row.partners),
        address,
    )


def board_html(cards: Sequence[Card], more: Callable[[str], str]) -> str:
    """The board: a column for every open status that has a card, in the order of a
    life, and below them what is closed.

    `more` gives the address where the rest of a long column is.
    """

    def columns(statuses: Sequence[str]) -> str:
        return "".join(
            _column(status, result, more(status))
            for status in statuses
            if (result := [card for card in cards if card.activity.status == status])
        )

    return (
        f'<div class="bsm-board">{columns(OPEN_STATUSES)}</div>'
        f'<div class="bsm-closed">{columns(CLOSED_STATUSES)}</div>'
    )


def _column(status: str, cards: Sequence[Card], more: str) -> str:
    # What waits stands above what is in time, the longest first.
    ordered = sorted(
        cards, key=lambda card: (-card.activity.days_late, card.activity.due_on)
    )
    hidden = len(cards) - MAX_CARDS
    more_link = (
        f'<p class="bsm-rest"><a href="{more}" target="_self">'
        f"{formatting.format_count(hidden, 'more activity', 'more activities')}</a></p>"
        if hidden > 0
        else ""
    )
    mark = f"bsm-is-{status.replace(' ', '-')}"
    return (
        f'<section class="bsm-column {mark}"><h3 class="bsm-column-head">'
        f'<span class="bsm-status {mark}">{escape(status)}</span>'
        f"<b>{formatting.format_number(len(cards))}</b></h3>"
        f"{card_list(ordered[:MAX_CARDS])}{more_link}</section>"
    )


def card_list(
    cards: Sequence[Card], *, statuses: bool = False, reason: str = ""
) -> str:
    """Cards one after the other; `statuses` shows the status of each, and `reason`
    what the reader is asked to do.
    """
    items = "".join(_card(card, statuses, reason) for card in cards)
    return f'<ul class="bsm-cards">{items}</ul>'


def card_group(
    name: str, figures: str, cards: Sequence[Card], more: int, address: str
) -> str:
    """Cards under a name, with their figures and the way to all of them."""
    more_link = (
        f'<p class="bsm-rest"><a href="{address}" target="_self">'
        f"{formatting.format_count(more, 'more activity', 'more activities')}</a></p>"
        if more > 0
        else ""
    )
    return (
        f'<section class="bsm-group"><h3 class="bsm-subtitle">'
        f'<a href="{address}" target="_self">{escape(name)}</a></h3>'
        f'<p class="bsm-measure">{escape(figures)}</p>'
        f"{card_list(cards, statuses=True)}{more_link}</section>"
    )


def _card(card: Card, with_status: bool, reason: str) -> str:
    row = card.activity
    mark = f"bsm-is-{row.status.replace(' ', '-')}"
    late = " bsm-overdue" if row.overdue else " bsm-done-late" if card.was_late else ""
    status = (
        f'<span class="bsm-status {mark}">{escape(row.status)}</span>'
        if with_status
        else ""
    )
    reason_html = f'<p class="bsm-asked">{escape(reason)}</p>' if reason else ""
    return (
        f'<li class="bsm-card {mark}{late}">{reason_html}'
        f'<p class="bsm-whose">{_delegation_code(row.owner, row.owner_name)}'
        f"{_partners(card.partners)}</p>"
        f'<a class="bsm-promise" href="{card.address}" target="_self">'
        f"{escape(row.title)}</a>{status}"
        f'<p class="bsm-due">{escape(card.due_text)}{postponement_marks(row.slips)}</p>'
        f"{progress_bar(row)}</li>"
    )


def _delegation_code(code: str, name: str) -> str:
    return f'<abbr class="bsm-code" title="{escape(name)}">{escape(code)}</abbr>'


def _partners(partners: Sequence[tuple[str, str]]) -> str:
    if not partners:
        return ""
    codes = " ".join(
        f'<abbr title="{escape(name)}">{escape(code)}</abbr>' for code, name in partners
    )
    return f'<span class="bsm-with"> with {codes}</span>'


def postponement_marks(times: int) -> str:
    """A small mark for each due date that was given up."""
    if not times:
        return ""
    text = postponed_text(times)
    marks = "<i></i>" * min(times, 5)
    return (
        f' <span class="bsm-slips" title="Due date {text}">{marks}'
        f'<span class="bsm-slips-told">{text}</span></span>'
    )


def progress_bar(row: Activity) -> str:
    """A thin bar with its percentage, while there is something to wait for."""
    if row.status in WITHOUT_PROGRESS:
        return ""
    return (
        '<p class="bsm-progress"><span class="bsm-bar" aria-hidden="true">'
        f'<i style="width:{row.percent}%"></i></span>{row.percent} %'
        '<span class="bsm-hidden"> done</span></p>'
    )
