"""Read model: what was promised, by whom, and how far it is."""

import json
from dataclasses import dataclass, replace
from typing import TypedDict

from bsm_domain.clocks import to_micros
from bsm_domain.follow_up_activity import (
    ActivityAccepted,
    ActivityAgreed,
    ActivityBlocked,
    ActivityConfirmed,
    ActivityProposed,
    ActivityReportedComplete,
    ActivityReturned,
    ActivityStatus,
    ActivityUnblocked,
    ActivityWithdrawn,
    DueDateChanged,
    ProgressReported,
)
from bsm_domain.foundation import DomainEvent
from bsm_domain.values import DueDate
from bsm_projections.read_store import Page, Table


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """Moments are microseconds since 1970 (UTC); `due_ends_at` is the first at which
    the promise is overdue; `partners` is a JSON list of codes.
    """

    activity_id: str
    version: int
    meeting_id: str
    objective_id: str
    audience: str
    title: str
    owner: str
    agency: str | None
    partners: str
    due_on: str
    due_precision: str
    due_zone: str
    due_ends_at: int
    first_due_on: str
    slips: int
    status: str
    before_block: str | None
    is_open: bool
    percent: int
    proposed_at: int
    agreed_at: int | None
    confirmed_at: int | None
    changed_at: int


ACTIVITIES = Table(
    "activities",
    ActivityRow,
    ("activity_id",),
    (("meeting_id", "status"), ("owner",)),
)

_CLOSED = (ActivityStatus.CONFIRMED, ActivityStatus.WITHDRAWN)

_STATUS_AFTER: dict[type[DomainEvent], ActivityStatus] = {
    ActivityAgreed: ActivityStatus.AGREED,
    ActivityAccepted: ActivityStatus.ACCEPTED,
    ProgressReported: ActivityStatus.IN_PROGRESS,
    ActivityReportedComplete: ActivityStatus.REPORTED_COMPLETE,
    ActivityConfirmed: ActivityStatus.CONFIRMED,
    ActivityReturned: ActivityStatus.IN_PROGRESS,
    ActivityBlocked: ActivityStatus.BLOCKED,
    ActivityWithdrawn: ActivityStatus.WITHDRAWN,
}


class Activities:
    name = "activities"
    version = 1
    tables = (ACTIVITIES,)
    concerns = ("bsm.activity.",)
    stops_at_bad_fact = False

    def fold(self, fact: DomainEvent, page: Page) -> None:
        if isinstance(fact, ActivityProposed):
            page.add(ACTIVITIES, _proposed(fact, page.stream))
            return
        happened = to_micros(fact.occurred_at)
        row = page.must_get(ACTIVITIES, page.stream)
        row = replace(row, version=fact.originator_version, changed_at=happened)
        status = _STATUS_AFTER.get(type(fact))
        match fact:
            case ActivityAgreed():
                row = replace(row, agreed_at=happened)
            case ActivityConfirmed():
                row = replace(row, confirmed_at=happened)
            case ProgressReported(percent=percent):
                row = replace(row, percent=percent)
            case ActivityReportedComplete():
                row = replace(row, percent=100)
            case DueDateChanged(due=due):
                row = replace(row, slips=row.slips + 1, **_due(due))
            case ActivityBlocked():
                row = replace(row, before_block=row.status)
            case ActivityUnblocked():
                status = ActivityStatus(row.before_block or ActivityStatus.ACCEPTED)
                row = replace(row, before_block=None)
        if status is not None:
            row = replace(row, status=status, is_open=status not in _CLOSED)
        page.put(ACTIVITIES, row)


def _proposed(fact: ActivityProposed, id: str) -> ActivityRow:
    promise = fact.promise
    happened = to_micros(fact.occurred_at)
    return ActivityRow(
        activity_id=id,
        version=fact.originator_version,
        meeting_id=str(fact.meeting_id),
        objective_id=str(fact.origin.objective_id),
        audience=fact.audience,
        title=promise.title,
        owner=promise.owner.delegation,
        agency=promise.owner.agency,
        partners=json.dumps(promise.partners),
        first_due_on=promise.due.on.isoformat(),
        slips=0,
        status=ActivityStatus.PROPOSED,
        before_block=None,
        is_open=True,
        percent=0,
        proposed_at=happened,
        agreed_at=None,
        confirmed_at=None,
        changed_at=happened,
        **_due(promise.due),
    )


class _Due(TypedDict):
    due_on: str
    due_precision: str
    due_zone: str
    due_ends_at: int


def _due(due: DueDate) -> _Due:
    return _Due(
        due_on=due.on.isoformat(),
        due_precision=due.precision,
        due_zone=due.time_zone,
        due_ends_at=to_micros(due.ends_at),
    )
