"""Activities as cards, in columns by status."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bsm_projections.follow_up.tables import Activity
from dashboard.components.templates import render
from dashboard.follow_up import due_date_texts, selection
from dashboard.follow_up.due_date_texts import postponed_text
from dashboard.follow_up.selection import ACTIVITY, ActivitySelection

# Longer columns show how many more there are.
MAX_CARDS = 12
# Closed statuses: they are below, across the whole width.
CLOSED_STATUSES = ("confirmed", "withdrawn", "superseded")
# Statuses without a percentage.
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
    """One activity as a card shows it; `address` opens it. `is_invented` is said in a
    demonstration only.
    """

    activity: Activity
    due_text: str
    was_late: bool
    partners: tuple[tuple[str, str], ...]
    address: str
    is_invented: bool

    @property
    def postponed_text(self) -> str:
        return postponed_text(self.activity.slips) if self.activity.slips else ""

    @property
    def has_progress(self) -> bool:
        """Whether the card shows a percentage."""
        return self.activity.status not in WITHOUT_PROGRESS


def card_of(selected: ActivitySelection, row: Activity) -> Card:
    history = selected.due_date_histories.get(row.id)
    names = selected.page.viewer.delegation_names()
    return Card(
        row,
        due_date_texts.due_text(row, history, selected.today_at(row)),
        bool(history and history.completed_late and not row.overdue),
        tuple((code, names.get(code, code)) for code in row.partners),
        selection.link_address(**{ACTIVITY: row.id}),
        selected.page.marks_invented,
    )


def board_html(cards: Sequence[Card], more: Callable[[str], str]) -> Markup:
    """The board: a column for every open status that has a card, in the order of a
    life, and below them what is closed.

    `more` gives the address where the rest of a long column is.
    """

    def columns(statuses: Sequence[str]) -> list[tuple[str, list[Card], int, str]]:
        return [
            (status, _most_urgent(result), len(result), more(status))
            for status in statuses
            if (result := [card for card in cards if card.activity.status == status])
        ]

    return render(
        "follow_up/cards.html",
        "board",
        columns(OPEN_STATUSES),
        columns(CLOSED_STATUSES),
    )


def _most_urgent(cards: Sequence[Card]) -> list[Card]:
    """Overdue activities first, the longest overdue at the top."""
    ordered = sorted(
        cards, key=lambda card: (-card.activity.days_late, card.activity.due_on)
    )
    return ordered[:MAX_CARDS]
