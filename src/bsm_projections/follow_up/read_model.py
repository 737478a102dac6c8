"""Read model: what was promised, by whom, how far it is, and what is shown for it."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypedDict
from uuid import UUID

from bsm_domain import follow_up as it
from bsm_domain.follow_up import ActivityStatus
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.timestamps import to_micros
from bsm_domain.foundation.values import DueDate, DuePrecision, Owner
from bsm_projections.engine.versioned_tables import RowBatch
from bsm_projections.follow_up import read_model_details as activity_work
from bsm_projections.follow_up.tables import (
    ACTIVITIES,
    COMMENTS,
    DEPENDENCIES,
    EDITIONS,
    EVIDENCE,
    MILESTONES,
    ActivityRow,
    EditionRow,
)

_STATUS_AFTER: dict[type[DomainEvent], ActivityStatus] = {
    it.ActivityAgreed: ActivityStatus.AGREED,
    it.ActivityAccepted: ActivityStatus.ACCEPTED,
    it.ActivityDeclined: ActivityStatus.DECLINED,
    it.ProgressReported: ActivityStatus.IN_PROGRESS,
    it.ActivityReportedComplete: ActivityStatus.REPORTED_COMPLETE,
    it.ActivityConfirmed: ActivityStatus.CONFIRMED,
    it.ActivityReturned: ActivityStatus.IN_PROGRESS,
    it.ActivityBlocked: ActivityStatus.BLOCKED,
    it.ActivityWithdrawn: ActivityStatus.WITHDRAWN,
    it.ActivitySuperseded: ActivityStatus.SUPERSEDED,
    it.ActivitySplit: ActivityStatus.SUPERSEDED,
    it.ActivityMerged: ActivityStatus.SUPERSEDED,
}


class Activities:
    name = "activities"
    version = 4
    tables = (ACTIVITIES, EDITIONS, MILESTONES, DEPENDENCIES, COMMENTS, EVIDENCE)
    stored_name_prefixes = ("bsm.activity.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, page: RowBatch) -> None:
        if isinstance(fact, it.ActivityProposed):
            row = _proposed(fact, page.stream)
            page.add(ACTIVITIES, row)
            page.add(EDITIONS, EditionRow(row.activity_id, row.meeting_id))
            return
        before = page.must_get(ACTIVITIES, page.stream)
        changes = _changes(before, fact)
        status = _STATUS_AFTER.get(type(fact))
        if status is not None:
            changes["status"] = status
        if "status" in changes:
            changes["is_open"] = changes["status"] not in it.CLOSED_STATUSES
            if not changes["is_open"] and status is not ActivityStatus.CONFIRMED:
                changes |= _closed_without_completion(before, fact)
        if isinstance(fact, it.ActivityCarriedOver):
            page.put(EDITIONS, EditionRow(page.stream, str(fact.meeting_id)))
        activity_work.fold_details(fact, page)
        row = replace(
            before,
            version=fact.originator_version,
            changed_at=to_micros(fact.occurred_at),
            **changes,
        )
        page.put(ACTIVITIES, row)


def _changes(row: ActivityRow, fact: DomainEvent) -> dict[str, Any]:
    """What a fact changes in the row, beside the status that it leads to."""
    happened, recorded = to_micros(fact.occurred_at), to_micros(fact.recorded_at)
    version = fact.originator_version
    match fact:
        case it.ActivityAgreed():
            return {"agreed_at": happened, "agreed_recorded_at": recorded}
        case it.ActivityConfirmed():
            when = {"confirmed_at": happened, "confirmed_recorded_at": recorded}
            return when | {"confirmed_version": version}
        case it.ProgressReported(percent=percent):
            return {"percent": percent, "told_version": version}
        case it.ActivityReportedComplete():
            when = {"completed_at": happened, "completed_recorded_at": recorded}
            whose = {"reported_by": fact.actor.delegation, "percent": 100}
            return when | whose | dict.fromkeys(_COMPLETION_VERSIONS, version)
        case it.ActivityReturned():
            return dict.fromkeys(_COMPLETION_COLUMNS)
        case it.ReportCorrected():
            return _corrected(row, fact, happened)
        case it.DueDateChanged(due=due):
            return {"slips": row.slips + 1, "due_set_at": recorded, **_due_columns(due)}
        case it.DueDateSettled(due=due):
            settled = {"due_set_at": recorded, **_due_columns(due)}
            # What was promised was "before the next meeting": this is that day.
            return settled if row.slips else settled | _first_due_columns(due)
        case it.ActivityHandedOver(owner=owner):
            return _handed_over(row, owner) | {"due_set_at": recorded}
        case it.PartnersChanged(partners=partners):
            return {"partners": json.dumps(partners)}
        case it.ActivityBlocked():
            return {"before_block": row.status}
        case it.ActivityUnblocked():
            back = ActivityStatus(row.before_block or ActivityStatus.ACCEPTED)
            return {"status": back, "before_block": None}
        case it.ActivityReopened():
            back = ActivityStatus(row.before_end or ActivityStatus.IN_PROGRESS)
            return {
                "status": back,
                "before_end": None,
                "succeeded_by": "[]",
                **dict.fromkeys(
                    (*_COMPLETION_COLUMNS, *_CONFIRMATION_COLUMNS, *_CLOSING_COLUMNS)
                ),
            }
        case it.ActivityCarriedOver(meeting_id=meeting_id, due=new):
            carried: dict[str, Any] = {"meeting_id": str(meeting_id)}
            if new is None:
                by_day = row.due_precision == DuePrecision.NEXT_MEETING
                return carried | ({"due_precision": DuePrecision.DAY} if by_day else {})
            moved = {"slips": row.slips + 1, "due_set_at": recorded}
            return carried | moved | {**_due_columns(new)}
        case it.ActivitySuperseded(by=by):
            return {"succeeded_by": _ids_json((by,))}
        case it.ActivitySplit(into=into):
            return {"succeeded_by": _ids_json(into), "is_continued": True}
        case it.ActivityMerged(into=into_one):
            return {"succeeded_by": _ids_json((into_one,)), "is_continued": True}
        case _:
            return {}


_COMPLETION_VERSIONS = ("told_version", "completed_version")
_COMPLETION_COLUMNS = ("completed_at", "completed_recorded_at", "completed_version")
_CONFIRMATION_COLUMNS = ("confirmed_at", "confirmed_recorded_at", "confirmed_version")
_CLOSING_COLUMNS = ("given_up_at", "given_up_recorded_at")


def _corrected(
    row: ActivityRow, fact: it.ReportCorrected, happened: int
) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if fact.corrects == row.completed_version:
        changes["completed_at"] = happened
    if fact.corrects == row.confirmed_version:
        changes["confirmed_at"] = happened
    if fact.corrects == row.told_version and fact.percent is not None:
        changes["percent"] = fact.percent
    return changes


def _handed_over(row: ActivityRow, owner: Owner) -> dict[str, Any]:
    whose = {
        "owner": owner.delegation,
        "agency": owner.agency,
        "person": _id_text(owner.person),
        "partners": json.dumps(
            [one for one in json.loads(row.partners) if one != owner.delegation]
        ),
    }
    if owner.delegation == row.owner or row.status == ActivityStatus.PROPOSED:
        return whose
    return whose | {"status": ActivityStatus.AGREED, "before_block": None}


def _closed_without_completion(row: ActivityRow, fact: DomainEvent) -> dict[str, Any]:
    """A reopening goes back to what it was before, block or completion aside."""
    back = row.status
    if back == ActivityStatus.BLOCKED:
        back = row.before_block or ActivityStatus.ACCEPTED
    elif back == ActivityStatus.REPORTED_COMPLETE:
        back = ActivityStatus.IN_PROGRESS
    return {
        "before_end": back,
        "before_block": None,
        "given_up_at": to_micros(fact.occurred_at),
        "given_up_recorded_at": to_micros(fact.recorded_at),
    }


def _proposed(fact: it.ActivityProposed, id: str) -> ActivityRow:
    promise, line = fact.promise, fact.lineage
    happened, recorded = to_micros(fact.occurred_at), to_micros(fact.recorded_at)
    first_at = line.first_promised_at if line else fact.occurred_at
    first_due_on = (line and line.first_due_on) or promise.due.on
    first_due = DueDate(on=first_due_on, time_zone=promise.due.time_zone)
    slips = len(line.slips) + line.due_date_moved if line else 0
    return ActivityRow(
        activity_id=id,
        version=fact.originator_version,
        meeting_id=str(fact.meeting_id),
        first_meeting_id=str(line.first_meeting_id if line else fact.meeting_id),
        objective_id=_objective(fact.origin),
        origin_kind=fact.origin.kind,
        origin=_origin_reference(fact.origin),
        audience=fact.audience,
        title=promise.title,
        owner=promise.owner.delegation,
        agency=promise.owner.agency,
        person=_id_text(promise.owner.person),
        partners=json.dumps(promise.partners),
        due_set_at=recorded,
        slips=slips,
        inherited_slips=len(line.slips) if line else 0,
        status=ActivityStatus.AGREED if line else ActivityStatus.PROPOSED,
        before_block=None,
        before_end=None,
        is_open=True,
        is_continued=False,
        parents=_ids_json(line.parents if line else ()),
        succeeded_by="[]",
        percent=0,
        reported_by=None,
        first_promised_at=to_micros(first_at),
        proposed_at=happened,
        proposed_recorded_at=recorded,
        agreed_at=happened if line else None,
        agreed_recorded_at=recorded if line else None,
        completed_at=None,
        completed_recorded_at=None,
        confirmed_at=None,
        confirmed_recorded_at=None,
        given_up_at=None,
        given_up_recorded_at=None,
        told_version=None,
        completed_version=None,
        confirmed_version=None,
        changed_at=happened,
        **_due_columns(promise.due),
        **_first_due_columns(first_due),
    )


def _objective(origin: it.Origin) -> str | None:
    return _id_text(getattr(origin, "objective_id", None))


def _origin_reference(origin: it.Origin) -> str | None:
    """What the activity comes from: an id, a symbol, a number in a list."""
    match origin:
        case it.ObjectiveOrigin(objective_id=id) | it.SessionOrigin(session_id=id):
            return str(id)
        case it.DecisionOrigin(symbol=symbol):
            return symbol
        case it.TrackerOrigin(reference=reference):
            return reference


def _id_text(id: UUID | None) -> str | None:
    return None if id is None else str(id)


def _ids_json(ids: Iterable[UUID]) -> str:
    return json.dumps([str(id) for id in ids])


class _DueColumns(TypedDict):
    due_on: str
    due_precision: str
    due_zone: str
    due_ends_at: int


class _FirstDueColumns(TypedDict):
    first_due_on: str
    first_due_ends_at: int


def _first_due_columns(due: DueDate) -> _FirstDueColumns:
    return _FirstDueColumns(
        first_due_on=due.on.isoformat(), first_due_ends_at=to_micros(due.ends_at)
    )


def _due_columns(due: DueDate) -> _DueColumns:
    return _DueColumns(
        due_on=due.on.isoformat(),
        due_precision=due.precision,
        due_zone=due.time_zone,
        due_ends_at=to_micros(due.ends_at),
    )
