"""Who is on record, delegation by delegation: as little of each as lists begin with."""

from dataclasses import dataclass

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.versioned_tables import AS_OF_POSITION


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """Somebody on record. `designated` tells whether they are the National Focal Point
    on the day of the viewed moment (UTC).
    """

    id: str
    delegation: str
    erased: bool
    designated: bool


def people_by_delegation(
    context: ReadContext, *, delegation: str | None = None
) -> tuple[PersonSummary, ...]:
    """Of one delegation, or of all by their codes, in the order of entry."""
    where = AS_OF_POSITION
    if delegation is not None:
        where = f"delegation = :delegation AND {AS_OF_POSITION}"
    found = context.snapshot.rows(
        "SELECT participant_id, delegation, erased, designated_since, "
        "designated_until FROM {participants} WHERE "
        + where
        + " ORDER BY delegation, entered_at, participant_id",
        delegation=delegation,
        **context.parameters,
    )
    on = context.moment.at.date().isoformat()
    return tuple(
        PersonSummary(
            row["participant_id"],
            row["delegation"],
            PersonalGroup.NAME in row["erased"].split(","),
            _is_designated(row["designated_since"], row["designated_until"], on),
        )
        for row in found
    )


def _is_designated(since: str | None, until: str | None, on: str) -> bool:
    return since is not None and since <= on and (until is None or until >= on)
