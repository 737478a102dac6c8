"""Whom a delegation sends to a meeting, who asks to come, and whom it sent before."""

from dataclasses import dataclass

from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.registration.note_queries import IS_COVERED
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.remarks import remarks_of
from bsm_projections.registration.seats.queries import queue
from bsm_projections.registration.sql_conditions import HOLDS_SEAT

# In the order of functions, then in the delegation's own.
_BY_FUNCTION = """CASE r.function WHEN 'head' THEN 0 WHEN 'alternate' THEN 1
        WHEN 'member' THEN 2 WHEN 'adviser' THEN 3 ELSE 4 END,
        coalesce(r.place, 10000), r.nominated_at, r.registration_id"""
_MEMBERS = f"""SELECT r.*, {IS_COVERED} AS is_covered FROM {{registrations}} r
    WHERE r.meeting_id = :id AND {{of}}
    ORDER BY r.delegation, {_BY_FUNCTION}"""
_LAST_MEETING = f"""SELECT m.meeting_id FROM {{meetings}} m
    JOIN {{meetings}} present ON present.meeting_id = :id
    WHERE m.starts_on < present.starts_on AND EXISTS (
        SELECT 1 FROM {{registrations}} r WHERE r.meeting_id = m.meeting_id
            AND r.delegation = :delegation AND r.participant_id IS NOT NULL
            AND r.{HOLDS_SEAT})
    ORDER BY m.starts_on DESC, m.meeting_id LIMIT 1"""
# Under the entry that speaks for each person. Who is registered now, belongs to another
# delegation since, or was erased, is left out.
_SENT_BEFORE = f"""SELECT p.participant_id, r.function, r.meeting_id
    FROM {{registrations}} r
    JOIN {{participants}} entry ON entry.participant_id = r.participant_id
    JOIN {{participants}} p
        ON p.participant_id = coalesce(entry.merged_into, entry.participant_id)
    WHERE r.meeting_id = :before AND r.delegation = :delegation AND r.{HOLDS_SEAT}
        AND p.delegation = :delegation
        AND (',' || p.erased || ',') NOT LIKE '%,name,%'
        AND NOT EXISTS (SELECT 1 FROM {{registrations}} now
            JOIN {{participants}} q ON q.participant_id = now.participant_id
            WHERE now.meeting_id = :id
                AND now.status NOT IN ('refused', 'withdrawn', 'substituted')
                AND coalesce(q.merged_into, q.participant_id) = p.participant_id)
    ORDER BY {_BY_FUNCTION} LIMIT :limit"""


@dataclass(slots=True, kw_only=True)
class DelegationMember(Registration):
    """A registration as its delegation sees it. `remark` is what somebody wrote who
    asked to take part, or why the nomination is late. `queue_place` is counted from 1
    over all delegations.
    """

    is_covered: bool = computed()
    remark: str | None = computed()
    queue_place: int | None = computed()


def delegation_members(
    context: ReadContext, meeting_id: Id, *, delegation: str | None = None
) -> tuple[DelegationMember, ...]:
    """All registrations of a delegation for a meeting, also those that have ended, in
    the order of their functions.
    """
    of = "1 = 1" if delegation is None else "r.delegation = :delegation"
    rows = context.rows(
        _MEMBERS.replace("{of}", of), id=meeting_id, delegation=delegation
    )
    places: dict[str, int] = {}
    if any(row["status"] == "waitlisted" for row in rows):
        waiting = queue(context, meeting_id, delegation=delegation, limit=len(rows))
        places = {entry.registration_id: entry.place for entry in waiting.items}
    remarks = remarks_of(context, [row["registration_id"] for row in rows])
    return tuple(
        context.item(
            DelegationMember,
            row,
            is_covered=bool(row["is_covered"]),
            remark=remarks.get(row["registration_id"]),
            queue_place=places.get(row["registration_id"]),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class SentBefore:
    """Somebody whom the delegation sent to an earlier meeting, as what."""

    participant_id: Id
    function: str
    meeting_id: Id


def sent_before(
    context: ReadContext, meeting_id: Id, *, delegation: str, limit: int = 200
) -> tuple[SentBefore, ...]:
    """Who had a seat for the delegation at the last meeting before this one to which it
    sent people that are on record, without those who are registered now.
    """
    values = {"id": meeting_id, "delegation": delegation}
    before = context.row(_LAST_MEETING, **values)
    if before is None:
        return ()
    rows = context.rows(
        _SENT_BEFORE, before=before["meeting_id"], limit=limit, **values
    )
    found: dict[str, SentBefore] = {}
    for row in rows:
        found.setdefault(row["participant_id"], context.item(SentBefore, row))
    return tuple(found.values())
