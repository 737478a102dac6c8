"""What leadership asks of promises: how many are kept, how old the open ones are, whose
dates move. Counted in SQL from versioned rows, so any past moment will do.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bsm_domain.foundation.states import STATES, DelegationKind, protocol_order_key
from bsm_domain.foundation.timestamps import DAY_MICROS
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.versioned_tables import AS_OF_POSITION
from bsm_projections.follow_up.conditions import (
    COMPLETED_ON_TIME,
    NOT_SUPERSEDED,
    ORIGINALLY_DUE,
    OVERDUE,
    activities_of,
)
from bsm_projections.follow_up.queries import (
    Activity,
    activities_where,
    days_between,
)

# Days from the first promise: half a year, one, two, three years. The last has no end.
AGE_BANDS: tuple[tuple[int, int | None], ...] = (
    (0, 183),
    (183, 365),
    (365, 730),
    (730, 1095),
    (1095, None),
)
_POSTPONED = f"slips > 0 AND {NOT_SUPERSEDED}"
# Whoever continues others inherits their moves, for its age. They happened once.
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
    """The key figures of one meeting's promises, or of all."""
    found = context.snapshot.row(
        f"SELECT {_sum(NOT_SUPERSEDED)} AS activities, {_sum('is_open = 1')} AS open, "
        f"{_sum(OVERDUE)} AS overdue, "
        f"""{_sum("status = 'confirmed'")} AS confirmed, """
        f"{_sum(ORIGINALLY_DUE)} AS was_due, {_sum(COMPLETED_ON_TIME)} AS "
        "completed_on_time, "
        f"""{_sum("status = 'reported complete'")} AS waiting, """
        f"{_sum(_POSTPONED)} AS slipped, {_sum(f'{_POSTPONED} AND slips > 1')} AS "
        "slipped_twice"
        f" FROM {{activities}} WHERE {_visible_of_meeting(context, meeting_id)}",
        **_values(context, meeting_id),
    )
    assert found is not None
    counted = {name: int(found[name] or 0) for name in _FIGURE_COLUMNS}
    median, oldest = _median_and_oldest_age(context, meeting_id, counted["open"])
    return ActivityFigures(**counted, median_age_days=median, oldest_age_days=oldest)


_FIGURE_COLUMNS = (
    "activities",
    "open",
    "overdue",
    "confirmed",
    "was_due",
    "completed_on_time",
    "waiting",
    "slipped",
    "slipped_twice",
)


def _median_and_oldest_age(
    context: ReadContext, meeting_id: str | None, opened: int
) -> tuple[int | None, int | None]:
    """The median age and the highest. Between two in the middle, half way."""
    if not opened:
        return None, None
    promised = (
        f"SELECT first_promised_at FROM {{activities}} WHERE is_open = 1 AND "
        f"{_visible_of_meeting(context, meeting_id)} ORDER BY first_promised_at"
    )
    found = context.snapshot.rows(
        f"SELECT * FROM ({promised} LIMIT 1) AS oldest UNION ALL "
        f"SELECT * FROM ({promised} LIMIT :middle OFFSET :before) AS halfway",
        middle=2 - opened % 2,
        before=(opened - 1) // 2,
        **_values(context, meeting_id),
    )
    ages = [_age_days(context, row["first_promised_at"]) for row in found]
    halfway = sorted(ages)[: len(ages) - 1]
    return sum(halfway) // len(halfway), max(ages)


def _age_days(context: ReadContext, since: int) -> int:
    return days_between(since, context.parameters["now"])


def open_by_age(context: ReadContext, meeting_id: str | None) -> tuple[AgeBand, ...]:
    """Open activities by age, every band of `BANDS` in turn."""
    days = f"(:now / {DAY_MICROS} - first_promised_at / {DAY_MICROS})"
    ends = [until for _, until in AGE_BANDS if until is not None]
    band = " ".join(f"WHEN {days} < {end} THEN {at}" for at, end in enumerate(ends))
    found = context.snapshot.rows(
        f"SELECT CASE {band} ELSE {len(ends)} END AS band, count(*) AS open, "
        f"{_sum(OVERDUE)} AS overdue FROM {{activities}} "
        f"WHERE is_open = 1 AND {_visible_of_meeting(context, meeting_id)} GROUP BY "
        "band",
        **_values(context, meeting_id),
    )
    counted = {row["band"]: (row["open"], int(row["overdue"])) for row in found}
    return tuple(
        AgeBand(*between, *counted.get(at, (0, 0)))
        for at, between in enumerate(AGE_BANDS)
    )


def oldest_open(
    context: ReadContext, meeting_id: str | None, most: int
) -> tuple[Activity, ...]:
    """The open activities that were promised first."""
    return activities_where(
        context,
        f"is_open = 1 AND {activities_of(meeting_id, 'id')}",
        "first_promised_at, activity_id",
        limit=most,
        id=meeting_id,
    )


def postponed_by_owner(
    context: ReadContext, meeting_id: str | None
) -> tuple[PostponedActivities, ...]:
    """Due dates moved by whose activities they are now, the most moved first."""
    return tuple(
        PostponedActivities(code, context.delegation_name(code), activities, times)
        for code, activities, times in _slipped(context, meeting_id, "owner")
    )


def postponed_by_meeting(
    context: ReadContext, meeting_id: str | None
) -> tuple[PostponedActivities, ...]:
    """Due dates moved by the meeting where it was first promised."""
    found = context.snapshot.rows(
        f"SELECT meeting_id, title FROM {{meetings}} WHERE {AS_OF_POSITION}",
        **context.parameters,
    )
    titles = {row["meeting_id"]: row["title"] for row in found}
    return tuple(
        PostponedActivities(id, titles.get(id, id), activities, times)
        for id, activities, times in _slipped(context, meeting_id, "first_meeting_id")
    )


def _slipped(
    context: ReadContext, meeting_id: str | None, by: str
) -> list[tuple[str, int, int]]:
    found = context.snapshot.rows(
        f"SELECT {by} AS thing, count(*) AS activities, sum({_OWN_POSTPONEMENTS}) AS "
        "times "
        f"FROM {{activities}} WHERE {_OWN_POSTPONEMENTS} > 0 "
        f"AND {_visible_of_meeting(context, meeting_id)} "
        f"GROUP BY {by} ORDER BY times DESC, activities DESC, thing",
        **_values(context, meeting_id),
    )
    return [(row["thing"], row["activities"], int(row["times"])) for row in found]


def owners_by_status(
    context: ReadContext, meeting_id: str | None
) -> tuple[OwnerStatuses, ...]:
    """Whoever owns an activity, in the protocol order of the viewed day."""
    found = context.snapshot.rows(
        "SELECT owner, status, count(*) AS activities, sum(is_open) AS open, "
        f"{_sum(OVERDUE)} AS overdue FROM {{activities}} "
        f"WHERE {_visible_of_meeting(context, meeting_id)} GROUP BY owner, status "
        "ORDER BY owner, status",
        **_values(context, meeting_id),
    )
    rows: dict[str, list[tuple[str, int, int, int]]] = {}
    for row in found:
        counts = row["activities"], int(row["open"]), int(row["overdue"])
        rows.setdefault(row["owner"], []).append((row["status"], *counts))
    return tuple(
        OwnerStatuses(
            code=code,
            name=context.delegation_name(code),
            by_status=tuple((status, count) for status, count, _, _ in rows[code]),
            activities=sum(
                count for status, count, _, _ in rows[code] if status != "superseded"
            ),
            open=sum(count for _, _, count, _ in rows[code]),
            overdue=sum(count for _, _, _, count in rows[code]),
        )
        for code in _in_protocol_order(context, rows)
    )


def _in_protocol_order(context: ReadContext, codes: Iterable[str]) -> list[str]:
    found = context.snapshot.rows(
        "SELECT code, max(agency_of) AS agency_of FROM {delegations} WHERE "
        f"{AS_OF_POSITION} GROUP BY code",
        **context.parameters,
    )
    agencies = {row["code"]: row["agency_of"] for row in found}
    day = context.moment.at.date()

    def key(code: str) -> tuple[int, str, str, str]:
        state = STATES.get(code)
        kind = state.kind if state else DelegationKind.ORGANISATION
        return protocol_order_key(
            kind, code, context.delegation_name(code), agencies.get(code), day
        )

    return sorted(codes, key=key)


def _sum(condition: str) -> str:
    return f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)"


def _visible_of_meeting(context: ReadContext, meeting_id: str | None) -> str:
    return f"{activities_of(meeting_id, 'id')} AND {context.visible}"


def _values(context: ReadContext, meeting_id: str | None) -> dict[str, object]:
    return {"id": meeting_id, **context.parameters}
