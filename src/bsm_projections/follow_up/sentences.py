"""What facts about follow-up activities add to their sentences."""

from collections.abc import Callable, Mapping
from typing import Any

from bsm_domain import follow_up as it
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.plurals import count_of

RESTRICTED_ACTIVITY = "an activity for focal points only"


def reason_words(fact: Any) -> dict[str, Any]:
    return {"reason": text_word(fact.reason)}


def text_word(typed: FreeText) -> dict[str, Any]:
    return typed.model_dump(mode="json")


def _progress(fact: it.ProgressReported) -> dict[str, Any]:
    because = text_word(fact.reason) if fact.reason else ""
    return {"percent": fact.percent, "because": because}


def _due_date(fact: it.DueDateChanged) -> dict[str, Any]:
    return {"due_on": fact.due.on.isoformat()} | reason_words(fact)


def _handed_over(fact: it.ActivityHandedOver) -> dict[str, Any]:
    owner = fact.owner
    agency = f", {owner.agency}" if owner.agency else ""
    told = {"new_owner": owner.delegation, "agency": agency}
    return {"delegation": owner.delegation} | told | reason_words(fact)


def _corrected(fact: it.ReportCorrected) -> dict[str, Any]:
    percent = "" if fact.percent is None else f", to {fact.percent} %"
    return {"corrects": fact.corrects, "percent": percent} | reason_words(fact)


def _evidence(fact: it.EvidenceAttached) -> dict[str, Any]:
    revision = f" (revision {fact.revision})" if fact.revision > 1 else ""
    return {"revision": revision}


def _comment(fact: it.CommentMade) -> dict[str, Any]:
    return {
        "by": fact.actor.delegation or fact.actor.role,
        "text": text_word(fact.text),
    }


def _milestone(fact: it.MilestoneSet) -> dict[str, Any]:
    due_on = fact.milestone.due_on.isoformat()
    return {"milestone": fact.milestone.title, "due_on": due_on}


def _split(fact: it.ActivitySplit) -> dict[str, Any]:
    return {"parts": count_of(len(fact.into), "activity", "activities")} | reason_words(
        fact
    )


WORDS_OF_FACT: Mapping[type[DomainEvent], Callable[[Any], dict[str, Any]]] = {
    it.ActivityProposed: lambda fact: {"due_on": fact.promise.due.on.isoformat()},
    it.ProgressReported: _progress,
    it.DueDateChanged: _due_date,
    it.DueDateSettled: lambda fact: {"due_on": fact.due.on.isoformat()},
    it.ActivityBlocked: lambda fact: {"blocked_by": text_word(fact.blocked_by)},
    it.ActivityReturned: reason_words,
    it.ActivityWithdrawn: reason_words,
    it.ActivityDeclined: reason_words,
    it.ActivityReopened: reason_words,
    it.ActivityHandedOver: _handed_over,
    it.PartnersChanged: lambda fact: {"partners": [*fact.partners]},
    it.ReportCorrected: _corrected,
    it.MilestoneSet: _milestone,
    it.MilestoneDropped: reason_words,
    it.CommentMade: _comment,
    it.EvidenceAttached: _evidence,
    it.EvidenceWithdrawn: reason_words,
    it.EvidenceErased: reason_words,
    it.ActivitySuperseded: reason_words,
    it.ActivitySplit: _split,
    it.ActivityMerged: reason_words,
}
