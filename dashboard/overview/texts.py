"""Texts about what differs between two moments."""

from bsm_projections.leadership.meeting_figures import MeetingFigures
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
    before: MeetingFigures, after: MeetingFigures
) -> list[tuple[str, str, str]]:
    """Each figure that is another now: what it counts, what it was, what it is."""
    return [
        (
            label,
            formatting.format_number(getattr(before, name)),
            formatting.format_number(getattr(after, name)),
        )
        for name, label in _COMPARED_FIGURES
        if getattr(before, name) != getattr(after, name)
    ]


def show_all_label(facts: int) -> str:
    """The way to all of them."""
    return f"Show {'all ' if facts > 1 else ''}{formatting.format_count(facts, 'fact')}"


def changes_finding(
    facts: int, since: str, before: MeetingFigures, after: MeetingFigures
) -> str:
    """The panel's finding: what matters most of what is different."""
    if not facts:
        return f"Nothing changed since {since}"
    done = after.activities_confirmed - before.activities_confirmed
    overdue = after.activities_overdue - before.activities_overdue
    changes = []
    if overdue > 0:
        changes.append(f"{formatting.format_number(overdue)} more overdue")
    elif overdue < 0:
        changes.append(f"{formatting.format_number(-overdue)} fewer overdue")
    if done > 0:
        changes.append(f"{formatting.format_number(done)} more done")
    changes = changes or [formatting.format_count(facts, "new fact")]
    return f"Since {since}: {formatting.join_names(changes)}"
