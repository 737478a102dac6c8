"""Which delegations are present, by the arrivals on record, and who heads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext


@dataclass(frozen=True, slots=True)
class PresentDelegation:
    """`acting_head` is the registration of the first alternate who is present, where no
    head is.
    """

    code: str
    people: int
    acting_head: Id | None


def present_delegations(
    context: ReadContext, meeting_id: Id, *, session_id: Id | None = None
) -> Mapping[str, PresentDelegation]:
    """By code: those of which somebody is at the session; or at the meeting, where
    nobody's arrival at the session is on record.
    """
    sql = (
        "SELECT r.delegation, r.function, r.registration_id FROM {attendances} a "
        "JOIN {registrations} r ON r.registration_id = a.registration_id "
        "WHERE a.meeting_id = :id AND a.place = :place AND a.present = 1 "
        "ORDER BY r.nominated_at, r.place, r.registration_id"
    )
    rows = context.rows(sql, id=meeting_id, place=session_id or "")
    if not rows and session_id is not None:
        rows = context.rows(sql, id=meeting_id, place="")
    found: dict[str, PresentDelegation] = {}
    for code in {row["delegation"] for row in rows}:
        own = [row for row in rows if row["delegation"] == code]
        heads = any(row["function"] == "head" for row in own)
        alternates = [
            row["registration_id"] for row in own if row["function"] == "alternate"
        ]
        acting = None if heads else next(iter(alternates), None)
        found[code] = PresentDelegation(code, len(own), acting)
    return found
