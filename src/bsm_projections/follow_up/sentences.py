"""What facts about follow-up activities add to their sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from bsm_domain import follow_up as it
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.plurals import count_of

SOMETHING_ELSE = "an activity for focal points only"


def reason(fact: Any) -> dict[str, Any]:
    return {"reason": text(fact.reason)}


def text(typed: FreeText) -> dict[str, Any]:
    return typed.model_dump(mode="json")


def _progress(fact: it.ProgressReported) -> dict[str, Any]:
    because = text(fact.reason) if fact.reason else ""
    return {"percent": fact.percent, "because": because}


def _due_date(fact: it.DueDateChanged) -> dict[str, Any]:
    return {"due_on": fact.due.on.isoformat()} | reason(fact)


def _handed_over(fact: it.ActivityHandedOver) -> dict[str, Any]:
    owner = fact.owner
    agency = f", {owner.agency}" if owner.agency else ""
    told = {"new_owner": owner.delegation, "agency": agency}
    return {"delegation": owner.delegation} | told | reason(fact)


def _corrected(fact: it.ReportCorrected) -> dict[str, Any]:
    percent = "" if fact.percent is None else f", to {fact.percent} %"
    return {"corrects": fact.corrects, "percent": percent} | reason(fact)


def _evidence(fact: it.EvidenceAttached) -> dict[str, Any]:
    revision = f" (revision {fact.revision})" if fact.revision > 1 else ""
    return {"revision": revision}


def _comment(fact: it.CommentMade) -> dict[str, Any]:
    return {"by": fact.actor.delegation or fact.actor.role, "text": text(fact.text)}


def _milestone(fact: it.MilestoneSet) -> dict[str, Any]:
    due_on = fact.milestone.due_on.isoformat()
    return {"milestone": fact.milestone.title, "due_on": due_on}


def _split(fact: it.ActivitySplit) -> dict[str, Any]:
    return {"parts": count_of(len(fact.into), "activity", "activities")} | reason(fact)


WORDS: Mapping[type[DomainEvent], Callable[[Any], dict[str, Any]]] = {
    it.ActivityProposed: lambda fact: {"due_on": fact.promise.due.on.isoformat()},
    it.ProgressReported: _progress,
    it.DueDateChanged: _due_date,
    it.DueDateSettled: lambda fact: {"due_on": fact.due.on.isoformat()},
    it.ActivityBlocked: lambda fact: {"blocked_by": text(fact.blocked_by)},
    it.ActivityReturned: reason,
    it.ActivityWithdrawn: reason,
    it.ActivityDeclined: reason,
    it.ActivityReopened: reason,
    it.ActivityHandedOver: _handed_over,
    it.PartnersChanged: lambda fact: {"partners": [*fact.partners]},
    it.ReportCorrected: _corrected,
    it.MilestoneSet: _milestone,
    it.MilestoneDropped: reason,
    it.CommentMade: _comment,
    it.EvidenceAttached: _evidence,
    it.EvidenceWithdrawn: reason,
    it.EvidenceErased: reason,
    it.ActivitySuperseded: reason,
    it.ActivitySplit: _split,
    it.ActivityMerged: reason,
}
