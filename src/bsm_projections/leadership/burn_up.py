"""What became of promises over time: their dates, their course, how many are kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bsm_domain.foundation.timestamps import from_micros, to_micros
from bsm_projections.databases import Row
from bsm_projections.engine.fact_words import readable_words, reason_in
from bsm_projections.engine.read_context import ReadContext, local_day, sql_in
from bsm_projections.follow_up.conditions import followed_by_meeting
from bsm_projections.follow_up.queries import NOT_SUPERSEDED

# What the rows of a burn-up count, by their fields.
BURN_UP_LABELS = {"made": "agreed", "kept": "confirmed", "given_up": "withdrawn"}
NO_ACTIVITIES = "No activity is on record yet."
_PROPOSED = "bsm.activity.proposed.v1"
_MOVED = "bsm.activity.due_date_changed.v1"
_PROGRESSED = "bsm.activity.progress_reported.v1"
_COMPLETE = "bsm.activity.reported_complete.v1"
_RETURNED = "bsm.activity.returned.v1"
_CORRECTED = "bsm.activity.report_corrected.v1"
_REOPENED = "bsm.activity.reopened.v1"
_CARRIED = "bsm.activity.carried_over.v1"
_SETTLED = "bsm.activity.due_date_settled.v1"
_DUE_DATE_FACTS = (
    _PROPOSED,
    _MOVED,
    _COMPLETE,
    _RETURNED,
    _CORRECTED,
    _REOPENED,
    _CARRIED,
    _SETTLED,
)


@dataclass(frozen=True, slots=True)
class DueDateSet:
    """A day by which an activity was promised, and the fact that said so.

    `reason` is why an earlier day was given up; None for the first day.
    """

    on: date
    precision: str
    position: int
    set_at: datetime
    reason: str | None


@dataclass(frozen=True, slots=True)
class DueDateHistory:
    """What an activity's own row does not keep: every due date, the first one first.

    `completed_on` is the day in the meeting's zone on which the owner reported it
    complete, unless it was returned since; `completed_late` counts the days by which
    that was past the due date.
    """

    activity_id: str
    due_dates: tuple[DueDateSet, ...] = ()
    completed_on: date | None = None

    @property
    def completed_late(self) -> int:
        if self.completed_on is None:
            return 0
        return max((self.completed_on - self.due_dates[-1].on).days, 0)


@dataclass(frozen=True, slots=True)
class BurnUpDay:
    """Up to the end of one day (cumulated): agreed, confirmed as done, and withdrawn
    after they were agreed. What was split, merged or superseded counts as what
    continues it, which is promised since the first of them was agreed.
    """

    day: date
    made: int
    kept: int
    given_up: int


@dataclass(frozen=True, slots=True)
class ReportingDelegation:
    """A delegation that told of its activities, and when last."""

    code: str
    name: str
    reported_at: datetime


def due_date_histories(
    context: ReadContext, meeting_id: str | None = None
) -> tuple[DueDateHistory, ...]:
    """The course of every activity that the viewer may see, of one meeting or of all.

    Each version of an activity's row is of one fact, so the two are read together.
    """
    told = sql_in("f.stored_name", _DUE_DATE_FACTS)
    found = context.snapshot.rows(
        "SELECT a.activity_id, a.due_on, a.due_precision, a.due_zone, "
        "a.completed_at, f.position, "
        "f.stored_name, f.occurred_at, f.stream_id, f.command_id, f.words "
        "FROM {activities} a JOIN {facts} f ON f.position = a.from_position "
        f"WHERE {_of_meeting('a.', meeting_id)} AND a.from_position <= :p AND "
        + sql_in("a.audience", context.audience.audiences())
        + f" AND {told} ORDER BY f.position",
        meeting_id=meeting_id,
        **context.parameters,
    )
    known: dict[str, DueDateHistory] = {}
    for row, words in zip(found, readable_words(context, found), strict=True):
        id = row["activity_id"]
        known[id] = _with_fact(known.get(id, DueDateHistory(id)), row, words)
    return tuple(known.values())


def _with_fact(
    course: DueDateHistory, row: Row, words: Mapping[str, Any]
) -> DueDateHistory:
    completed = row["completed_at"]
    zone = row["due_zone"]
    course = replace(
        course,
        completed_on=completed and local_day(from_micros(completed), zone),
    )
    promised = DueDateSet(
        on=date.fromisoformat(row["due_on"]),
        precision=row["due_precision"],
        position=row["position"],
        set_at=from_micros(row["occurred_at"]),
        reason=reason_in(words),
    )
    last = course.due_dates[-1] if course.due_dates else None
    if last and (last.on, last.precision) == (promised.on, promised.precision):
        return course
    return replace(course, due_dates=(*course.due_dates, promised))


class DayBasis(StrEnum):
    """By which clock something is put on a day: what was entered in one go did not
    happen on one day.
    """

    HAPPENED = "happened"
    RECORDED = "recorded"


EVENT_KINDS = ("agreed", "confirmed", "given up")


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """When one of `DATED` happened to a promise (`what` is its place in them), and
    when it was recorded; in microseconds.
    """

    what: int
    happened: int
    recorded: int


def dated_events(context: ReadContext, meeting_id: str | None) -> list[DatedEvent]:
    """Each promise, when it was kept, and when it was given up."""
    found = context.snapshot.rows(
        "SELECT activity_id, parents, status, agreed_at, agreed_recorded_at, "
        "confirmed_at, confirmed_recorded_at, given_up_at, given_up_recorded_at "
        f"FROM {{activities}} WHERE ({_of_meeting('', meeting_id)} OR NOT "
        f"{NOT_SUPERSEDED}) "
        f"AND agreed_at IS NOT NULL AND {context.visible}",
        meeting_id=meeting_id,
        **context.parameters,
    )
    known = {row["activity_id"]: row for row in found}
    told = []
    for row in found:
        if row["status"] == "superseded":
            continue
        told.append(DatedEvent(0, *_first_agreed(row, known)))
        for what, name in ((1, "confirmed"), (2, "given_up")):
            if row[f"{name}_at"] is not None:
                told.append(
                    DatedEvent(what, row[f"{name}_at"], row[f"{name}_recorded_at"])
                )
    return told


def _first_agreed(row: Row, known: Mapping[str, Row]) -> tuple[int, int]:
    """When it was agreed, or the first of what it continues."""
    line = [
        _first_agreed(known[id], known)
        for id in json.loads(row["parents"])
        if id in known
    ]
    return min(line, default=(row["agreed_at"], row["agreed_recorded_at"]))


def burn_up(
    context: ReadContext,
    meeting_id: str | None,
    time_zone: str,
    clock: DayBasis = DayBasis.HAPPENED,
) -> tuple[BurnUpDay, ...]:
    """Promises made and kept, by the day on which it happened in a time zone, or on
    which it was recorded.

    A day on which nothing of the kind happened has no entry.
    """
    by_happening = clock is DayBasis.HAPPENED
    found = sorted(
        (one.happened if by_happening else one.recorded, one.what)
        for one in dated_events(context, meeting_id)
    )
    days: dict[date, BurnUpDay] = {}
    so_far = [0, 0, 0]
    for micros, what in found:
        so_far[what] += 1
        day = local_day(from_micros(micros), time_zone)
        days[day] = BurnUpDay(day, *so_far)
    return tuple(days.values())


def reporting_delegations(
    context: ReadContext, meeting_id: str | None, since: datetime
) -> tuple[ReportingDelegation, ...]:
    """Who told of progress or completion after `since`, by when it happened; the
    latest first.
    """
    found = context.snapshot.rows(
        "SELECT delegation, max(occurred_at) AS latest FROM {facts} WHERE "
        + sql_in("stored_name", (_PROGRESSED, _COMPLETE))
        + f" AND occurred_at > :since AND {_facts_of_meeting(meeting_id)} AND "
        + context.visible
        + " GROUP BY delegation ORDER BY latest DESC, delegation",
        since=to_micros(since),
        meeting_id=meeting_id,
        **context.parameters,
    )
    return tuple(
        ReportingDelegation(
            row["delegation"],
            context.delegation_name(row["delegation"]),
            from_micros(row["latest"]),
        )
        for row in found
    )


def _of_meeting(prefix: str, meeting_id: str | None) -> str:
    """The condition for what one meeting follows, or all of them."""
    return "1 = 1" if meeting_id is None else followed_by_meeting("meeting_id", prefix)


def _facts_of_meeting(meeting_id: str | None) -> str:
    """The same for facts, which are of streams."""
    if meeting_id is None:
        return "1 = 1"
    return followed_by_meeting("meeting_id").replace(
        "activity_id IN", "stream_id IN", 1
    )
