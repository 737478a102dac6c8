"""Promises that somebody is to be reminded of."""

from dataclasses import dataclass
from datetime import date, datetime

from bsm_domain.clocks import from_micros
from bsm_projections.queries.asking import Question
from bsm_projections.read_store import AS_KNOWN

# What nobody has agreed, or nobody owns, or is done as far as its owner can tell.
_REMINDED = "status IN ('agreed', 'accepted', 'in progress', 'blocked')"


@dataclass(frozen=True, slots=True)
class DuePromise:
    """`set_at` is since when the due date and its owner have stood (as recorded)."""

    activity_id: str
    title: str
    audience: str
    owner: str
    meeting_id: str
    due_on: date
    due_zone: str
    set_at: datetime
    status: str
    percent: int


def due_promises(question: Question) -> tuple[DuePromise, ...]:
    """Those that are open, of all audiences: for the product itself."""
    rows = question.view.rows(
        "SELECT activity_id, title, audience, owner, meeting_id, due_on, due_zone, "
        f"due_set_at, status, percent FROM {{activities}} WHERE {_REMINDED} AND "
        + AS_KNOWN
        + " ORDER BY activity_id",
        **question.values,
    )
    return tuple(
        DuePromise(
            activity_id=row["activity_id"],
            title=row["title"],
            audience=row["audience"],
            owner=row["owner"],
            meeting_id=row["meeting_id"],
            due_on=date.fromisoformat(row["due_on"]),
            due_zone=row["due_zone"],
            set_at=from_micros(row["due_set_at"]),
            status=row["status"],
            percent=row["percent"],
        )
        for row in rows
    )


def heads(question: Question) -> dict[tuple[str, str], tuple[str, ...]]:
    """Who is registered as head of each delegation at each meeting: participants' ids,
    by meeting and delegation.
    """
    rows = question.view.rows(
        "SELECT meeting_id, delegation, participant_id FROM {registrations} "
        "WHERE function = 'head' AND participant_id IS NOT NULL "
        f"AND status NOT IN ('refused', 'withdrawn') AND {AS_KNOWN} "
        "ORDER BY registration_id",
        **question.values,
    )
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        key = row["meeting_id"], row["delegation"]
        found[key] = (*found.get(key, ()), row["participant_id"])
    return found
