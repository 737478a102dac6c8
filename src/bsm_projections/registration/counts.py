"""How many are registered for a meeting, by delegation, function and status."""

from dataclasses import dataclass

from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.versioned_tables import AS_OF_POSITION


@dataclass(frozen=True, slots=True)
class RegistrationCount:
    """How many registrations of a delegation have the same function and status."""

    delegation: str
    function: str
    status: str
    registrations: int


def count_registrations(
    context: ReadContext, meeting_id: str
) -> tuple[RegistrationCount, ...]:
    """A meeting's registrations, counted: as many rows as there are differences."""
    found = context.snapshot.rows(
        "SELECT delegation, function, status, count(*) AS registrations "
        "FROM {registrations} WHERE meeting_id = :id AND "
        + AS_OF_POSITION
        + " GROUP BY delegation, function, status "
        "ORDER BY delegation, function, status",
        id=meeting_id,
        **context.parameters,
    )
    return tuple(
        RegistrationCount(
            row["delegation"], row["function"], row["status"], row["registrations"]
        )
        for row in found
    )
