"""Read model: follow-up activities, their milestones, comments and evidence."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bsm_domain.follow_up import facts
from bsm_domain.follow_up.values import (
    CLOSED_STATUSES,
    ActivityStatus,
    DecisionOrigin,
    ObjectiveOrigin,
    Origin,
    SessionOrigin,
    TrackerOrigin,
)
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.values import DueDate, DuePrecision, MatterAudience, Owner
from bsm_projections.engine.columns import id_text, values_set_by
from bsm_projections.engine.temporal_tables import RowBatch
from bsm_projections.follow_up.read_model_details import fold_details
from bsm_projections.follow_up.tables import (
    ACTIVITIES,
    COMMENTS,
    DEPENDENCIES,
    EDITIONS,
    EVIDENCE,
    MILESTONES,
    VERSION,
    ActivityRow,
    EditionRow,
)


class Activities:
    name = "activities"
    version = VERSION
    tables = (ACTIVITIES, EDITIONS, MILESTONES, DEPENDENCIES, COMMENTS, EVIDENCE)
    stored_name_prefixes = ("bsm.activity.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        if isinstance(fact, facts.ActivityProposed):
            row = _proposed(fact, batch.stream)
            batch.add(ACTIVITIES, row)
            batch.add(EDITIONS, EditionRow(row.id, row.meeting_id))
            return
        before = batch.must_get(ACTIVITIES, batch.stream)
        changes = values_set_by(fact, before) | _changes(before, fact)
        if fact.LEADS_TO is not None:
            changes["status"] = fact.LEADS_TO
        if "status" in changes:
            changes["is_open"] = changes["status"] not in CLOSED_STATUSES
            if not changes["is_open"] and fact.LEADS_TO is not ActivityStatus.CONFIRMED:
                changes |= _closed_without_completion(before, fact)
        if isinstance(fact, facts.ActivityCarriedOver):
            batch.put(EDITIONS, EditionRow(batch.stream, str(fact.meeting_id)))
        fold_details(fact, before.audience, batch)
        row = replace(
            before,
            version=fact.originator_version,
            changed_at=fact.occurred_at,
            **changes,
        )
        batch.put(ACTIVITIES, row)


def _changes(row: ActivityRow, fact: DomainEvent) -> dict[str, Any]:
    """What a fact changes in the row, beside the status that it leads to and the
    columns that say themselves which fact sets them.
    """
    happened, recorded = fact.occurred_at, fact.recorded_at
    version = fact.originator_version
    match fact:
        case facts.ActivityReleased():
            return {"audience": MatterAudience.ALL, "is_released": True}
        case facts.ActivityConfirmed():
            return {
                "confirmed_at": happened,
                "confirmed_recorded_at": recorded,
                "confirmed_version": version,
            }
        case facts.ProgressReported(percent=percent):
            return {"percent": percent, "told_version": version}
        case facts.ActivityReportedComplete():
            return {
                "completed_at": happened,
                "completed_recorded_at": recorded,
                "percent": 100,
                **dict.fromkeys(_COMPLETION_VERSIONS, version),
            }
        case facts.ActivityReturned():
            return dict.fromkeys(_COMPLETION_COLUMNS)
        case facts.ReportCorrected():
            return _corrected(row, fact, happened)
        case facts.DueDateChanged(due=due):
            return {"slips": row.slips + 1, "due_set_at": recorded, **_due_columns(due)}
        case facts.DueDateSettled(due=due):
            settled = {"due_set_at": recorded, **_due_columns(due)}
            # The agreed deadline was "before the next meeting": this is its date.
            return settled if row.slips else settled | _first_due_columns(due)
        case facts.ActivityHandedOver(owner=owner):
            return _handed_over(row, owner) | {"due_set_at": recorded}
        case facts.PartnersChanged(partners=partners):
            return {"partners": partners}
        case facts.ActivityUnblocked():
            resumed = ActivityStatus(row.before_block or ActivityStatus.ACCEPTED)
            return {"status": resumed, "before_block": None}
        case facts.ActivityReopened():
            resumed = ActivityStatus(row.before_end or ActivityStatus.IN_PROGRESS)
            return {
                "status": resumed,
                "before_end": None,
                "succeeded_by": (),
                **dict.fromkeys(
                    (*_COMPLETION_COLUMNS, *_CONFIRMATION_COLUMNS, *_CLOSING_COLUMNS)
                ),
            }
        case facts.ActivityCarriedOver(meeting_id=meeting_id, due=new):
            carried: dict[str, Any] = {"meeting_id": str(meeting_id)}
            if new is None:
                by_day = row.due_precision == DuePrecision.NEXT_MEETING
                return carried | ({"due_precision": DuePrecision.DAY} if by_day else {})
            moved = {"slips": row.slips + 1, "due_set_at": recorded}
            return carried | moved | _due_columns(new)
        case facts.ActivitySuperseded(by=by):
            return {"succeeded_by": (str(by),)}
        case facts.ActivitySplit(into=successors):
            return {"succeeded_by": (*map(str, successors),)}
        case facts.ActivityMerged(into=successor):
            return {"succeeded_by": (str(successor),)}
        case _:
            return {}


_COMPLETION_VERSIONS = ("told_version", "completed_version")
_COMPLETION_COLUMNS = ("completed_at", "completed_recorded_at", "completed_version")
_CONFIRMATION_COLUMNS = ("confirmed_at", "confirmed_recorded_at", "confirmed_version")
_CLOSING_COLUMNS = ("given_up_at", "given_up_recorded_at")


def _corrected(
    row: ActivityRow, fact: facts.ReportCorrected, happened: datetime
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
    ownership = {
        "owner": owner.delegation,
        "agency": owner.agency,
        "person": id_text(owner.person),
        "partners": tuple(
            partner for partner in row.partners if partner != owner.delegation
        ),
    }
    if owner.delegation == row.owner or row.status == ActivityStatus.PROPOSED:
        return ownership
    return ownership | {"status": ActivityStatus.AGREED, "before_block": None}


def _closed_without_completion(row: ActivityRow, fact: DomainEvent) -> dict[str, Any]:
    """A reopening resumes the status before, but no block and no completion."""
    resumed = row.status
    if resumed == ActivityStatus.BLOCKED:
        resumed = row.before_block or ActivityStatus.ACCEPTED
    elif resumed == ActivityStatus.REPORTED_COMPLETE:
        resumed = ActivityStatus.IN_PROGRESS
    return {
        "before_end": resumed,
        "before_block": None,
        "given_up_at": fact.occurred_at,
        "given_up_recorded_at": fact.recorded_at,
    }


def _proposed(fact: facts.ActivityProposed, id: str) -> ActivityRow:
    terms, lineage = fact.promise, fact.lineage
    happened, recorded = fact.occurred_at, fact.recorded_at
    first_at = lineage.first_promised_at if lineage else fact.occurred_at
    first_due_on = (lineage and lineage.first_due_on) or terms.due.on
    first_due = DueDate(on=first_due_on, time_zone=terms.due.time_zone)
    slips = len(lineage.slips) + lineage.due_date_moved if lineage else 0
    return ActivityRow(
        id=id,
        version=fact.originator_version,
        meeting_id=str(fact.meeting_id),
        first_meeting_id=str(lineage.first_meeting_id if lineage else fact.meeting_id),
        objective_id=id_text(getattr(fact.origin, "objective_id", None)),
        origin_kind=fact.origin.kind,
        origin=_origin_reference(fact.origin),
        decision_id=id_text(getattr(fact.origin, "decision_id", None)),
        audience=fact.audience,
        title=terms.title,
        owner=terms.owner.delegation,
        agency=terms.owner.agency,
        person=id_text(terms.owner.person),
        partners=terms.partners,
        due_set_at=recorded,
        slips=slips,
        inherited_slips=len(lineage.slips) if lineage else 0,
        status=ActivityStatus.AGREED if lineage else ActivityStatus.PROPOSED,
        parents=tuple(map(str, lineage.parents)) if lineage else (),
        first_promised_at=first_at,
        proposed_at=happened,
        proposed_recorded_at=recorded,
        agreed_at=happened if lineage else None,
        agreed_recorded_at=recorded if lineage else None,
        changed_at=happened,
        **_due_columns(terms.due),
        **_first_due_columns(first_due),
    )


def _origin_reference(origin: Origin) -> str | None:
    """What the activity comes from: an id, a symbol, a number in a list."""
    match origin:
        case ObjectiveOrigin(objective_id=id) | SessionOrigin(session_id=id):
            return str(id)
        case DecisionOrigin(symbol=symbol, decision_id=id):
            return symbol if id is None else None
        case TrackerOrigin(reference=reference):
            return reference


def _first_due_columns(due: DueDate) -> dict[str, Any]:
    return {"first_due_on": due.on, "first_due_ends_at": due.ends_at}


def _due_columns(due: DueDate) -> dict[str, Any]:
    return {
        "due_on": due.on,
        "due_precision": due.precision,
        "due_zone": due.time_zone,
        "due_ends_at": due.ends_at,
    }
