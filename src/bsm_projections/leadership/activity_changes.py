"""What changed of activities since an earlier moment: by owner, and date by date."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.engine.columns import Id, computed
from bsm_projections.engine.read_context import ReadContext, local_day
from bsm_projections.engine.readable_texts import readable_words, reason_in
from bsm_projections.engine.sql_conditions import sql_in
from bsm_projections.follow_up.sql_conditions import activities_of
from bsm_projections.leadership.burn_up import EVENT_KINDS, dated_events


class ChangeKind(StrEnum):
    """What can happen to an activity, the weightiest first."""

    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    MOVED = "moved"
    BLOCKED = "blocked"
    RETURNED = "returned"
    REOPENED = "reopened"
    GIVEN_UP = "given up"
    DECLINED = "declined"
    AGREED = "agreed"
    CONTINUED = "continued"
    ACCEPTED = "accepted"
    REPORTED_ON = "reported on"


# Moves are read off the due dates, so no fact stands for them here.
CHANGE_OF_FACT = {
    "bsm.activity.confirmed.v1": ChangeKind.CONFIRMED,
    "bsm.activity.reported_complete.v1": ChangeKind.COMPLETED,
    "bsm.activity.blocked.v1": ChangeKind.BLOCKED,
    "bsm.activity.returned.v1": ChangeKind.RETURNED,
    "bsm.activity.reopened.v1": ChangeKind.REOPENED,
    "bsm.activity.withdrawn.v1": ChangeKind.GIVEN_UP,
    "bsm.activity.superseded.v1": ChangeKind.CONTINUED,
    "bsm.activity.declined.v1": ChangeKind.DECLINED,
    "bsm.activity.agreed.v1": ChangeKind.AGREED,
    "bsm.activity.split.v1": ChangeKind.CONTINUED,
    "bsm.activity.merged.v1": ChangeKind.CONTINUED,
    "bsm.activity.accepted.v1": ChangeKind.ACCEPTED,
    "bsm.activity.progress_reported.v1": ChangeKind.REPORTED_ON,
}
_CHANGE_ORDER = list(ChangeKind)


@dataclass(frozen=True, slots=True)
class OwnerChanges:
    """What became of one owner's activities: how many of them for each change (how
    many dates, for those moved), the weightiest change first.
    """

    code: str
    name: str
    changes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDateMove:
    """A due date that was given up for another, and why; `position` is the fact."""

    activity_id: Id
    title: str
    owner: str
    owner_name: str = computed()
    was_due_on: date
    due_on: date
    reason: str | None
    position: int
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class BulkEntry:
    """What was recorded on one day and had happened on others. `what` is agreed,
    confirmed or given up.
    """

    day: date
    what: str
    activities: int


def changes_by_owner(
    context: ReadContext, meeting_id: str | None, since: int
) -> tuple[OwnerChanges, ...]:
    """What was recorded after a position, by whose the activity was then; those with
    the weightiest changes first.
    """
    change_of_name = " ".join(
        f"WHEN '{name}' THEN '{kind}'" for name, kind in CHANGE_OF_FACT.items()
    )
    rows = context.rows(
        f"SELECT a.owner, CASE f.stored_name {change_of_name} END AS change, "
        "count(DISTINCT a.activity_id) AS activities FROM {activities:every_version} a "
        "JOIN {facts} f ON f.position = a.from_position WHERE "
        f"{_recorded_since(meeting_id)} AND "
        + sql_in("f.stored_name", CHANGE_OF_FACT)
        + " GROUP BY a.owner, change",
        id=meeting_id,
        since=since,
    )
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["owner"], {})[row["change"]] = row["activities"]
    for owner, times in _due_date_moves_since(context, meeting_id, since).items():
        counts.setdefault(owner, {})[ChangeKind.MOVED] = times
    changes = [
        OwnerChanges(
            owner,
            context.delegation_name(owner),
            tuple(
                (change, by_change[change])
                for change in ChangeKind
                if change in by_change
            ),
        )
        for owner, by_change in counts.items()
    ]
    return tuple(sorted(changes, key=_order_key))


def _order_key(owner: OwnerChanges) -> tuple[list[int], str]:
    numbers = dict(owner.changes)
    return [-numbers.get(change, 0) for change in _CHANGE_ORDER], owner.code


# Each version of a row is of one fact; the one before it ends where it begins.
_DUE_DATE_MOVES = (
    "FROM {activities:every_version} a JOIN {activities:every_version} b "
    "ON b.activity_id = a.activity_id AND b.to_position = a.from_position "
    "AND a.slips > b.slips"
)


def _due_date_moves_since(
    context: ReadContext, meeting_id: str | None, since: int
) -> dict[str, int]:
    rows = context.rows(
        f"SELECT a.owner, count(*) AS times {_DUE_DATE_MOVES} "
        f"WHERE {_recorded_since(meeting_id)} GROUP BY a.owner",
        id=meeting_id,
        since=since,
    )
    return {row["owner"]: row["times"] for row in rows}


def latest_due_date_moves(
    context: ReadContext, meeting_id: str | None, limit: int
) -> tuple[DueDateMove, ...]:
    """The due dates that were moved last, each with its reason, the newest first."""
    rows = context.rows(
        "SELECT a.activity_id, a.title, a.owner, a.due_on, b.due_on AS was_due_on, "
        "f.position, f.occurred_at, f.stream_id, f.command_id, f.words "
        f"{_DUE_DATE_MOVES} JOIN {{facts}} f ON f.position = a.from_position "
        f"WHERE {_recorded_since(meeting_id)} "
        "ORDER BY a.from_position DESC LIMIT :limit",
        id=meeting_id,
        since=0,
        limit=limit,
    )
    return tuple(
        context.item(DueDateMove, row, reason=reason_in(words))
        for row, words in zip(rows, readable_words(context, rows), strict=True)
    )


def _recorded_since(meeting_id: str | None) -> str:
    return f"{activities_of(meeting_id, 'id', 'a.')} AND a.from_position > :since"


# Fewer on a day are entered one by one, not in one go.
BULK_ENTRY_MINIMUM = 5


def bulk_entries(
    context: ReadContext, meeting_id: str | None, time_zone: str
) -> tuple[BulkEntry, ...]:
    """Days of recording on which at least `BULK_ENTRY_MINIMUM` of a kind were entered
    that had happened on other days.
    """
    counts: dict[tuple[date, str], int] = {}
    for event in dated_events(context, meeting_id):
        if event.happened == event.recorded:
            continue
        day = local_day(from_micros(event.recorded), time_zone)
        if day != local_day(from_micros(event.happened), time_zone):
            key = day, EVENT_KINDS[event.kind]
            counts[key] = counts.get(key, 0) + 1
    return tuple(
        BulkEntry(day, what, number)
        for (day, what), number in sorted(counts.items())
        if number >= BULK_ENTRY_MINIMUM
    )
