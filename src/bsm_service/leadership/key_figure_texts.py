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
            "Activities that are neither confirmed as done nor withdrawn. Activities "
            "that were split, merged or replaced are counted under those that "
            "continue them.",
        ),
        "overdue": KeyFigure(
            "Overdue",
            format_number(now.overdue),
            _open_figures(now),
            "Open activities whose due date has passed (in the time zone of their "
            "meeting) and which have not been reported complete.",
        ),
        "on time": KeyFigure(
            "Completed on time",
            share(now.completed_on_time, now.was_due),
            _due_figures(now),
            "Of all activities whose original due date has passed, those that their "
            "owner reported complete by that date. Moving a due date makes no "
            "difference, and withdrawn activities count as not completed.",
        ),
        "age": KeyFigure(
            "Median age",
            "\u2013"
            if now.median_age_days is None
            else format_days(now.median_age_days),
            "no activity is open"
            if now.oldest_age_days is None
            else f"oldest: {format_days(now.oldest_age_days)}",
            "Half of the open activities are older than this. Age is counted from the "
            "day an activity was first agreed; carrying over, splitting or merging it "
            "does not make it younger.",
        ),
        "slipped": KeyFigure(
            "Postponed",
            format_number(now.slipped),
            f"{format_number(now.slipped_twice)} at least twice",
            "Activities whose due date was moved at least once, completed or not. "
            "Activities that were replaced are counted under their replacement.",
        ),
        "waiting": KeyFigure(
            "Waiting for confirmation",
            format_number(now.waiting),
            "reported complete by their owner",
            "Activities that their owner has reported complete and that have not been "
            "confirmed or returned yet.",
        ),
    }


def _due_figures(now: ActivityFigures) -> str:
    if not now.was_due:
        return "no original due date has passed yet"
    completed, due = format_number(now.completed_on_time), format_number(now.was_due)
    return f"{completed} of {due} whose original due date has passed"


def _open_figures(now: ActivityFigures) -> str:
    return (
        f"{share(now.overdue, now.open)} of those open" if now.open else "none is open"
    )


def share(part: int, whole: int) -> str:
    """Whole percents, the nearest; but 0% is nothing, and 100% is all. A dash where
    there is nothing to divide.
    """
    if not whole:
        return "\u2013"
    nearest = (200 * part + whole) // (2 * whole)
    if 0 < part < whole:
        nearest = min(max(nearest, 1), 99)
    return f"{nearest}%"
