"""What is known of each delegation to a meeting: its answer, its head, its seats."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.readable_texts import readable_text
from bsm_projections.meetings.queries import in_protocol_order
from bsm_projections.registration.sql_conditions import HOLDS_SEAT, IS_IN_DELEGATION

_CARDS = """SELECT d.code, d.kind, d.name, d.agency_of, d.quota, a.answer, a.expected,
        a.answered_at, a.sealed_remark, a.stream_id, a.command_id
    FROM {delegations} d LEFT JOIN {delegation_records} a
        ON a.meeting_id = d.meeting_id AND a.code = d.code
    WHERE d.meeting_id = :id AND d.is_invited = 1"""
_COUNTS = f"""SELECT delegation, count(*) AS registrations,
        sum(CASE WHEN {HOLDS_SEAT} THEN 1 ELSE 0 END) AS seats
    FROM {{registrations}} WHERE meeting_id = :id AND {IS_IN_DELEGATION}
    GROUP BY delegation"""
# In the delegation's own order.
_COMPOSITION = f"""SELECT delegation, function, registration_id FROM {{registrations}}
    WHERE meeting_id = :id AND function IN ('head', 'alternate') AND {IS_IN_DELEGATION}
    ORDER BY nominated_at, place, registration_id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationCard:
    """A delegation to a meeting. `heads` and `alternates` are registrations; it is
    incomplete with an alternate and without a head, and its first alternate is then the
    `acting_head`. More than one head is on record only from before that was refused.
    `registrations` have not ended; `seats` are those of them that are confirmed.
    """

    code: str
    name: str
    kind: str
    quota: int
    answer: str | None
    expected: int | None
    answered_at: datetime | None
    remark: str | None = computed()
    heads: tuple[Id, ...] = computed()
    alternates: tuple[Id, ...] = computed()
    acting_head: Id | None = computed()
    is_incomplete: bool = computed()
    registrations: int = computed()
    seats: int = computed()


def delegation_cards(
    context: ReadContext,
    meeting_id: Id,
    *,
    delegation: str | None = None,
    unanswered: bool = False,
) -> tuple[DelegationCard, ...]:
    """Who is invited to a meeting, in the protocol order of the viewed day. Those
    `unanswered` have not answered the invitation.
    """
    sql = _CARDS
    if delegation is not None:
        sql += " AND d.code = :delegation"
    if unanswered:
        sql += " AND a.answer IS NULL"
    rows = context.rows(sql, id=meeting_id, delegation=delegation)
    counts = {row["delegation"]: row for row in context.rows(_COUNTS, id=meeting_id)}
    composition = defaultdict[tuple[str, str], list[str]](list)
    for row in context.rows(_COMPOSITION, id=meeting_id):
        composition[row["delegation"], row["function"]].append(row["registration_id"])

    def card(row: Row) -> DelegationCard:
        code = row["code"]
        heads = tuple(composition[code, "head"])
        alternates = tuple(composition[code, "alternate"])
        is_incomplete = bool(alternates) and not heads
        count: Any = counts.get(code)
        return context.item(
            DelegationCard,
            row,
            name=context.delegation_name(code),
            remark=_remark(context, row),
            heads=heads,
            alternates=alternates,
            acting_head=alternates[0] if is_incomplete else None,
            is_incomplete=is_incomplete,
            registrations=count["registrations"] if count else 0,
            seats=count["seats"] if count else 0,
        )

    return tuple(map(card, in_protocol_order(rows, context)))


def _remark(context: ReadContext, row: Row) -> str | None:
    if row["sealed_remark"] is None:
        return None
    stream = row["stream_id"]
    return readable_text(context, stream, row, "sealed_remark", of="remark")
