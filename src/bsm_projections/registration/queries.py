"""Registrations: who is registered for a meeting, how many, and who heads a
delegation.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.registration.read_model import Registration
from bsm_projections.registration.sql_conditions import IS_IN_DELEGATION

# Under the entry that was asked for, or one that is merged with it.
_IS_OF_PERSON = """participant_id IN (
    SELECT entry.participant_id FROM {participants} asked JOIN {participants} entry
        ON entry.participant_id = coalesce(asked.merged_into, asked.participant_id)
        OR entry.merged_into = coalesce(asked.merged_into, asked.participant_id)
    WHERE asked.participant_id = :id)"""
_IS_HEAD = f"function = 'head' AND {IS_IN_DELEGATION}"


def registrations(
    context: ReadContext,
    meeting_id: Id,
    *,
    delegation: str | None = None,
    waiting: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Registration]:
    """A meeting's registrations, in the order of nomination. Those `waiting` are not
    decided upon yet, or wait for a seat.
    """
    where = ["meeting_id = :meeting_id"]
    if delegation is not None:
        where.append("delegation = :delegation")
    if waiting:
        where.append("status IN ('nominated', 'waitlisted')")
    return result_page(
        context,
        "registrations",
        Registration,
        where=where,
        order=("nominated_at", "registration_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
        delegation=delegation,
    )


def registration(context: ReadContext, id: Id) -> Registration | None:
    sql = "SELECT * FROM {registrations} WHERE registration_id = :id"
    return context.find(Registration, sql, id=id)


def registrations_of_participant(
    context: ReadContext, participant_id: str
) -> tuple[Registration, ...]:
    """Everything that a person was ever registered for, under any of their entries, in
    the order of nomination.
    """
    return context.items(
        Registration,
        f"SELECT * FROM {{registrations}} WHERE {_IS_OF_PERSON} "
        "ORDER BY nominated_at, registration_id",
        id=participant_id,
    )


def registrations_of_entries(
    context: ReadContext, participant_ids: Sequence[str]
) -> tuple[Registration, ...]:
    """The registrations of many entries, in the order of nomination."""
    rows = context.rows_among(
        "SELECT * FROM {registrations} WHERE participant_id IN (:ids)", participant_ids
    )
    found = [context.item(Registration, row) for row in rows]
    return tuple(sorted(found, key=lambda each: (each.nominated_at, each.id)))


def heads_of_delegation(
    context: ReadContext, meetings: Collection[str]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Who is registered as head of each delegation at each of these meetings:
    participants' ids, with those of the entries that speak for them, by meeting and
    delegation.
    """
    heads: dict[tuple[str, str], tuple[str, ...]] = {}
    for meeting in sorted(meetings):
        rows = context.rows(
            "SELECT r.delegation, r.participant_id, p.merged_into "
            f"FROM (SELECT * FROM {{registrations}} WHERE {_IS_HEAD}) r "
            "JOIN {participants} p ON p.participant_id = r.participant_id "
            "WHERE r.meeting_id = :meeting ORDER BY r.registration_id",
            meeting=meeting,
        )
        for row in rows:
            key = meeting, row["delegation"]
            entries = filter(None, (row["participant_id"], row["merged_into"]))
            heads[key] = (*heads.get(key, ()), *entries)
    return heads


def is_head_of_delegation(context: ReadContext, participant: str) -> bool:
    """Of any delegation at any meeting."""
    heads = context.count(
        f"SELECT count(*) FROM {{registrations}} WHERE {_IS_OF_PERSON} AND {_IS_HEAD}",
        id=participant,
    )
    return heads > 0


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
    return context.items(
        RegistrationCount,
        "SELECT delegation, function, status, count(*) AS registrations "
        "FROM {registrations} WHERE meeting_id = :id "
        "GROUP BY delegation, function, status ORDER BY delegation, function, status",
        id=meeting_id,
    )
