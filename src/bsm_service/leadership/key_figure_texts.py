"""The key figures of the leadership report in words: labels, notes, definitions."""

from typing import NamedTuple

from bsm_domain.foundation.formatting import format_days, format_number
from bsm_projections.leadership.activity_figures import ActivityFigures


class KeyFigure(NamedTuple):
    """One key figure in words."""

    label: str
    value: str
    note: str
    definition: str


def key_figures(now: ActivityFigures) -> dict[str, KeyFigure]:
    """The key figures, by a name for each."""
    return {
        "open": KeyFigure(
            "Open",
            format_number(now.open),
            f"of {format_number(now.activities)} in all",
            "Activities that are neither confirmed as done nor withdrawn. What was "
            "split, merged or superseded counts as what continues it.",
        ),
        "overdue": KeyFigure(
            "Overdue",
            format_number(now.overdue),
            _open_figures(now),
            "Open activities whose last day has passed where their meeting is held, "
            "and which nobody has reported complete.",
        ),
        "on time": KeyFigure(
            "Completed on time",
            share(now.completed_on_time, now.was_due),
            _due_figures(now),
            "Of all activities whose original due date has passed, those that their "
            "owner reported complete by that date. Moving a date changes nothing, and "
            "withdrawn activities count as not completed.",
        ),
        "age": KeyFigure(
            "Median age",
            "\u2013"
            if now.median_age_days is None
            else format_days(now.median_age_days),
            "nothing is open"
            if now.oldest_age_days is None
            else f"the oldest: {format_days(now.oldest_age_days)}",
            "Days from the first promise until now: half of the open activities are "
            "older. Carrying over, splitting or merging does not make one younger.",
        ),
        "slipped": KeyFigure(
            "Slipped",
            format_number(now.slipped),
            f"{format_number(now.slipped_twice)} twice or more",
            "Activities whose due date was moved at least once, done or not. Those "
            "that others stand in for are told by these.",
        ),
        "waiting": KeyFigure(
            "Waiting for confirmation",
            format_number(now.waiting),
            "reported complete by their owner",
            "Activities that their owner has reported complete, and that no other "
            "party has confirmed or returned yet.",
        ),
    }


def _due_figures(now: ActivityFigures) -> str:
    if not now.was_due:
        return "no original date has passed yet"
    completed, due = format_number(now.completed_on_time), format_number(now.was_due)
    return f"{completed} of {due} whose original date has passed"


def _open_figures(now: ActivityFigures) -> str:
    return f"{share(now.overdue, now.open)} of what is open" if now.open else "of none"


def share(part: int, whole: int) -> str:
    """Whole percents, the nearest; but 0 % is nothing, and 100 % is all. A dash where
    there is nothing to divide.
    """
    if not whole:
        return "\u2013"
    nearest = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        nearest = min(max(nearest, 1), 99)
    return f"{nearest} %"
