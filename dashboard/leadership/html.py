"""HTML for the page Commitments: owners by statuses."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from bsm_domain.foundation import formatting
from bsm_projections.leadership.activity_figures import OwnerStatuses
from dashboard.components.templates import render

MAX_SHADE = 4
OVERDUE = "overdue"

# An address for an owner and a status, or "overdue"; None for all of an owner.
LinkOf = Callable[[str, str | None], str]


def owner_matrix(
    owners: Sequence[OwnerStatuses], statuses: Sequence[str], link_of: LinkOf
) -> Markup:
    """Owners by statuses, each number a link, shaded by how many."""
    columns = [*statuses, OVERDUE]
    return render(
        "leadership/commitments.html",
        "owner_matrix",
        owners,
        columns,
        [_cells(owner, columns) for owner in owners],
        MAX_SHADE,
        link_of,
    )


def _cells(owner: OwnerStatuses, columns: Sequence[str]) -> list[tuple[str, int, str]]:
    """Status, number of the owner's activities, and the same in words."""
    counts = {**dict(owner.by_status), OVERDUE: owner.overdue}
    return [
        (name, number, f"{owner.name}: {_activities_text(number)} {name}")
        for name in columns
        for number in [counts.get(name, 0)]
    ]


def _activities_text(number: int) -> str:
    return formatting.format_count(number, "activity", "activities")
