"""How a difference between two moments is told."""

from bsm_projections.leadership.overview import MeetingFigures
from dashboard.components import formatting

# In the order of importance: what is overdue and done, then who came.
_COMPARED_FIGURES = (
    ("activities_overdue", "overdue"),
    ("activities_confirmed", "confirmed as done"),
    ("activities_open", "activities open"),
    ("activities", "activities in all"),
    ("objectives_discussed", "objectives discussed"),
    ("delegations", "delegations"),
    ("participants", "participants"),
    ("registrations", "registrations"),
)


def figure_differences(
    then: MeetingFigures, now: MeetingFigures
) -> list[tuple[str, str, str]]:
    """Each figure that is another now: what it counts, what it was, what it is."""
    return [
        (
            label,
            formatting.format_number(getattr(then, name)),
            formatting.format_number(getattr(now, name)),
        )
        for name, label in _COMPARED_FIGURES
        if getattr(then, name) != getattr(now, name)
    ]


def show_all_label(facts: int) -> str:
    """The way to all of them."""
    return f"Show {'all ' if facts > 1 else ''}{formatting.format_count(facts, 'fact')}"


def changes_finding(
    facts: int, since: str, then: MeetingFigures, now: MeetingFigures
) -> str:
    """The panel's finding: what matters most of what is different."""
    if not facts:
        return f"Nothing changed since {since}"
    done = now.activities_confirmed - then.activities_confirmed
    overdue = now.activities_overdue - then.activities_overdue
    told = []
    if overdue > 0:
        told.append(f"{formatting.format_number(overdue)} more overdue")
    elif overdue < 0:
        told.append(f"{formatting.format_number(-overdue)} fewer overdue")
    if done > 0:
        told.append(f"{formatting.format_number(done)} more done")
    told = told or [formatting.format_count(facts, "new fact")]
    return f"Since {since}: {formatting.join_names(told)}"
