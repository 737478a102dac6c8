"""Which registrations wait for a decision, and what would prevent confirming each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.read_context import ReadContext, ResultPage
from bsm_projections.registration.note_queries import COVERING_NOTES, IS_COVERED
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.remarks import remarks_of
from bsm_projections.registration.sql_conditions import HOLDS_SEAT

QUOTA_FULL = "quota full"
ALL_SEATS_TAKEN = "all seats taken"
NO_NOTE = "no note"
# Late ones first, then in the order of nomination, and of the delegation's own list.
_KEY = "1 - r.late, r.nominated_at, coalesce(r.place, 0), r.registration_id"
_PAGE = f"""SELECT r.*, (SELECT n.reference {COVERING_NOTES}
        ORDER BY n.recorded_at DESC, n.note_id LIMIT 1) AS note_reference
    FROM (SELECT * FROM {{registrations}} r WHERE {{condition}}
        ORDER BY {_KEY} LIMIT :limit) r
    ORDER BY {_KEY}"""
_SEATS = f"""SELECT d.code, d.quota, coalesce(t.seats, 0) AS seats
    FROM {{delegations}} d LEFT JOIN (
        SELECT delegation, count(*) AS seats FROM {{registrations}}
        WHERE meeting_id = :meeting AND {HOLDS_SEAT} GROUP BY delegation
    ) t ON t.delegation = d.code
    WHERE d.meeting_id = :meeting"""


@dataclass(slots=True, kw_only=True)
class OpenDecision(Registration):
    """A registration that waits for a decision. `reason` is why it is late, and
    `note_reference` the newest note that covers it. The delegation holds `seats` of its
    `quota`; `obstacles` are why confirming it would be refused now.
    """

    reason: str | None = computed()
    note_reference: str | None = None
    seats: int = computed()
    quota: int = computed()
    obstacles: tuple[str, ...] = computed()


def open_decisions(
    context: ReadContext,
    meeting_id: Id,
    *,
    delegation: str | None = None,
    late: bool = False,
    without_note: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[OpenDecision]:
    """The registrations that wait for a decision, late ones first, then in the order of
    nomination and of the delegations' own lists: all, or those of a delegation, those
    nominated late, those without a note.
    """
    where = ["r.meeting_id = :meeting AND r.status = 'nominated'"]
    values: dict[str, Any] = {"meeting": meeting_id}
    if delegation is not None:
        where.append("r.delegation = :delegation")
        values["delegation"] = delegation
    if late:
        where.append("r.late = 1")
    if without_note:
        where.append(f"NOT {IS_COVERED}")
    condition = " AND ".join(where)
    total = context.count(
        f"SELECT count(*) FROM {{registrations}} r WHERE {condition}", **values
    )
    if after is not None:
        names = [f"after{number}" for number in range(4)]
        condition += f" AND ({_KEY}) > ({', '.join(f':{name}' for name in names)})"
        values |= dict(zip(names, after, strict=True))
    rows = context.rows(
        _PAGE.replace("{condition}", condition), limit=limit + 1, **values
    )
    has_more, rows = len(rows) > limit, rows[:limit]
    next_key = None
    if has_more:
        last = rows[-1]
        next_key = (
            1 - last["late"],
            last["nominated_at"],
            last["place"] or 0,
            last["registration_id"],
        )
    return ResultPage(tuple(_decisions(context, meeting_id, rows)), next_key, total)


def _decisions(
    context: ReadContext, meeting_id: str, rows: Sequence[Row]
) -> Iterator[OpenDecision]:
    if not rows:
        return
    seats = {row["code"]: row for row in context.rows(_SEATS, meeting=meeting_id)}
    taken = sum(row["seats"] for row in seats.values())
    meeting = context.row(
        "SELECT m.capacity, t.note FROM {meetings} m "
        "LEFT JOIN {registration_terms} t ON t.meeting_id = m.meeting_id "
        "WHERE m.meeting_id = :meeting",
        meeting=meeting_id,
    )
    is_full = meeting is not None and taken >= (meeting["capacity"] or 0)
    needs_note = meeting is not None and meeting["note"] == "before a seat"
    reasons = remarks_of(
        context, [row["registration_id"] for row in rows if row["late"]]
    )
    for row in rows:
        of_delegation: Any = seats.get(row["delegation"])
        held = of_delegation["seats"] if of_delegation else 0
        quota = of_delegation["quota"] if of_delegation else 0
        obstacles = [
            *([NO_NOTE] if needs_note and not row["note_reference"] else []),
            *([QUOTA_FULL] if held >= quota else []),
            *([ALL_SEATS_TAKEN] if is_full else []),
        ]
        yield context.item(
            OpenDecision,
            row,
            reason=reasons.get(row["registration_id"]),
            seats=held,
            quota=quota,
            obstacles=tuple(obstacles),
        )


def registrations_among(
    context: ReadContext, ids: Sequence[str]
) -> tuple[Registration, ...]:
    """These registrations, in the order of their IDs given."""
    rows = context.rows_among(
        "SELECT * FROM {registrations} WHERE registration_id IN (:ids)", ids
    )
    found = {row["registration_id"]: context.item(Registration, row) for row in rows}
    return tuple(found[id] for id in ids if id in found)
