"""Key figures of activities for leadership: how many are completed, how old the open
ones are, whose due dates move. Counted in SQL from versioned rows, so any past moment
will do.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bsm_domain.foundation.microseconds import DAY_MICROS
from bsm_domain.foundation.participating_states import (
    STATES,
    DelegationKind,
    protocol_order_key,
)
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sql_conditions import sum_where
from bsm_projections.follow_up.queries import activities_where, days_between
from bsm_projections.follow_up.sql_conditions import (
    COMPLETED_ON_TIME,
    NOT_SUPERSEDED,
    ORIGINALLY_DUE,
    OVERDUE,
    activities_of,
)
from bsm_projections.follow_up.tables import Activity

# Days since an activity was first agreed: half a year, one, two, three years, more.
AGE_BANDS: tuple[tuple[int, int | None], ...] = (
    (0, 183),
    (183, 365),
    (365, 730),
    (730, 1095),
    (1095, None),
)
_POSTPONED = f"slips > 0 AND {NOT_SUPERSEDED}"
# What continues others inherits their moves, for its age; each happened once.
_OWN_POSTPONEMENTS = "slips - inherited_slips"


@dataclass(frozen=True, slots=True)
class ActivityFigures:
    """Promises at one moment. The `activities` are all but those that others stand in
    for: what was split, merged or superseded counts as what continues it. `was_due`
    are those of them whose original due date has passed, moved since or not, open or
    closed; `completed_on_time` those of these that their owner had reported complete by
    the end of that day, confirmed since or not. `waiting` are reported complete, and
    nobody has confirmed them. Ages are days from the first promise, of open ones; None
    where there is none.
    """

    activities: int
    open: int
    overdue: int
    confirmed: int
    was_due: int
    completed_on_time: int
    waiting: int
    slipped: int
    slipped_twice: int
    median_age_days: int | None
    oldest_age_days: int | None


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Open activities from `from_days` up to, but not including, `until_days`."""

    from_days: int
    until_days: int | None
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class PostponedActivities:
    """How many activities of a delegation, or first promised at a meeting (`of` is a
    code or an id), moved their due date, and how many times in all. Each move counts
    once, for the activity that it happened to, whatever continues it.
    """

    of: str
    name: str
    activities: int
    times: int


@dataclass(frozen=True, slots=True)
class OwnerStatuses:
    """The activities of one owner; `by_status` leaves out what there is none of. What
    was replaced stands there, but counts in `activities` as what replaced it.
    """

    code: str
    name: str
    by_status: tuple[tuple[str, int], ...]
    activities: int
    open: int
    overdue: int


def activity_figures(context: ReadContext, meeting_id: str | None) -> ActivityFigures:
    """The key figures of one meeting's activities, or of all."""
    of_meeting = activities_of(meeting_id, "id")
    counts = context.counts("activities", _FIGURES, of_meeting, id=meeting_id)
    median, oldest = _median_and_oldest_age(context, meeting_id, counts["open"])
    return ActivityFigures(**counts, median_age_days=median, oldest_age_days=oldest)


_FIGURES = {
    "activities": NOT_SUPERSEDED,
    "open": "is_open = 1",
    "overdue": OVERDUE,
    "confirmed": "status = 'confirmed'",
    "was_due": ORIGINALLY_DUE,
    "completed_on_time": COMPLETED_ON_TIME,
    "waiting": "status = 'reported complete'",
    "slipped": _POSTPONED,
    "slipped_twice": f"{_POSTPONED} AND slips > 1",
}


def _median_and_oldest_age(
    context: ReadContext, meeting_id: str | None, open_count: int
) -> tuple[int | None, int | None]:
    """The median age and the highest. Between two in the middle, half way."""
    if not open_count:
        return None, None
    oldest_first = (
        f"SELECT first_promised_at FROM {{activities}} WHERE is_open = 1 AND "
        f"{activities_of(meeting_id, 'id')} ORDER BY first_promised_at"
    )
    rows = context.rows(
        f"SELECT * FROM ({oldest_first} LIMIT 1) AS oldest UNION ALL "
        f"SELECT * FROM ({oldest_first} LIMIT :middle OFFSET :before) AS halfway",
        middle=2 - open_count % 2,
        before=(open_count - 1) // 2,
        id=meeting_id,
    )
    ages = [_age_days(context, row["first_promised_at"]) for row in rows]
    halfway = sorted(ages)[: len(ages) - 1]
    return sum(halfway) // len(halfway), max(ages)


def _age_days(context: ReadContext, since: int) -> int:
    return days_between(since, context.now)


def open_by_age(context: ReadContext, meeting_id: str | None) -> tuple[AgeBand, ...]:
    """Open activities by age, every band of `AGE_BANDS` in turn."""
    days = f"(:now / {DAY_MICROS} - first_promised_at / {DAY_MICROS})"
    conditions = {}
    for since, until in AGE_BANDS:
        in_band = f"{days} >= {since}" + (f" AND {days} < {until}" if until else "")
        conditions[f"open_{since}"] = in_band
        conditions[f"overdue_{since}"] = f"{in_band} AND {OVERDUE}"
    open_ones = f"is_open = 1 AND {activities_of(meeting_id, 'id')}"
    counts = context.counts("activities", conditions, open_ones, id=meeting_id)
    return tuple(
        AgeBand(since, until, counts[f"open_{since}"], counts[f"overdue_{since}"])
        for since, until in AGE_BANDS
    )


def oldest_open(
    context: ReadContext, meeting_id: str | None, limit: int
) -> tuple[Activity, ...]:
    """The open activities that were agreed first."""
    return activities_where(
        context,
        f"is_open = 1 AND {activities_of(meeting_id, 'id')}",
        "first_promised_at, activity_id",
        limit=limit,
        id=meeting_id,
    )


def postponed_by_owner(
    context: ReadContext, meeting_id: str | None
) -> tuple[PostponedActivities, ...]:
    """Due dates moved, by the present owner of the activity, the most moved first."""
    return _postponed(context, meeting_id, "owner", context.delegation_name)


def postponed_by_meeting(
    context: ReadContext, meeting_id: str | None
) -> tuple[PostponedActivities, ...]:
    """Due dates moved, by the meeting where the activity was first agreed."""
    rows = context.rows("SELECT meeting_id, title FROM {meetings}")
    titles = {row["meeting_id"]: row["title"] for row in rows}
    return _postponed(
        context, meeting_id, "first_meeting_id", lambda id: titles.get(id, id)
    )


def _postponed(
    context: ReadContext,
    meeting_id: str | None,
    column: str,
    name_of: Callable[[str], str],
) -> tuple[PostponedActivities, ...]:
    rows = context.rows(
        f"SELECT {column} AS thing, count(*) AS activities, "
        f"sum({_OWN_POSTPONEMENTS}) AS times FROM {{activities}} WHERE "
        f"{activities_of(meeting_id, 'id')} AND {_OWN_POSTPONEMENTS} > 0 "
        f"GROUP BY {column} ORDER BY times DESC, activities DESC, thing",
        id=meeting_id,
    )
    return tuple(
        PostponedActivities(id, name_of(id), activities, int(times))
        for id, activities, times in rows
    )


def owners_by_status(
    context: ReadContext, meeting_id: str | None
) -> tuple[OwnerStatuses, ...]:
    """All owners of activities, in the protocol order of the viewed day."""
    rows = context.rows(
        "SELECT owner, status, count(*) AS activities, sum(is_open) AS open, "
        f"{sum_where(OVERDUE)} AS overdue FROM {{activities}} "
        f"WHERE {activities_of(meeting_id, 'id')} GROUP BY owner, status "
        "ORDER BY owner, status",
        id=meeting_id,
    )
    counts_of: dict[str, list[tuple[str, int, int, int]]] = {}
    for row in rows:
        counts = row["activities"], int(row["open"]), int(row["overdue"])
        counts_of.setdefault(row["owner"], []).append((row["status"], *counts))
    return tuple(
        _owner_statuses(context, code, counts_of[code])
        for code in _in_protocol_order(context, counts_of)
    )


def _owner_statuses(
    context: ReadContext, code: str, counts: Sequence[tuple[str, int, int, int]]
) -> OwnerStatuses:
    """Of one owner, from its counts by status: of activities, of open, of overdue."""
    return OwnerStatuses(
        code=code,
        name=context.delegation_name(code),
        by_status=tuple((status, activities) for status, activities, _, _ in counts),
        activities=sum(
            activities for status, activities, _, _ in counts if status != "superseded"
        ),
        open=sum(open_count for _, _, open_count, _ in counts),
        overdue=sum(overdue for _, _, _, overdue in counts),
    )


def _in_protocol_order(context: ReadContext, codes: Iterable[str]) -> list[str]:
    rows = context.rows(
        "SELECT code, max(agency_of) AS agency_of FROM {delegations} GROUP BY code"
    )
    agencies = {row["code"]: row["agency_of"] for row in rows}
    day = context.moment.at.date()

    def key(code: str) -> tuple[int, str, str, str]:
        state = STATES.get(code)
        kind = state.kind if state else DelegationKind.ORGANISATION
        return protocol_order_key(
            kind, code, context.delegation_name(code), agencies.get(code), day
        )

    return sorted(codes, key=key)
