"""The sentences of facts about follow-up activities."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from bsm_domain.follow_up import facts
from bsm_domain.foundation.formatting import count_of, format_date
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.engine.fact_sentences import (
    EarlierFacts,
    FactSentence,
    StreamSubject,
    SubjectSentences,
    Words,
    format_author,
    format_day,
    format_delegations,
    format_optional_reason,
    reason_words,
    text_word,
)

_RESTRICTED_ACTIVITY = "an activity for focal points only"


def _activity_subject(fact: facts.ActivityProposed, _: EarlierFacts) -> StreamSubject:
    owner = fact.promise.owner.delegation
    return StreamSubject(
        meeting_id=str(fact.meeting_id),
        delegation=owner,
        audience=fact.audience,
        words={"title": fact.promise.title, "owner": owner},
    )


def _progress_words(fact: facts.ProgressReported) -> Words:
    because = text_word(fact.reason) if fact.reason else ""
    return {"percent": fact.percent, "because": because}


def _due_date_words(fact: facts.DueDateChanged) -> Words:
    return {"due_on": fact.due.on.isoformat()} | reason_words(fact)


def _new_owner_words(fact: facts.ActivityHandedOver) -> Words:
    owner = fact.owner
    return {
        "delegation": owner.delegation,
        "new_owner": owner.delegation,
        "agency": f", {owner.agency}" if owner.agency else "",
    } | reason_words(fact)


def _correction_words(fact: facts.ReportCorrected) -> Words:
    percent = "" if fact.percent is None else f", to {fact.percent}%"
    return {"corrects": fact.corrects, "percent": percent} | reason_words(fact)


def _evidence_words(fact: facts.EvidenceAttached) -> Words:
    revision = f" (revision {fact.revision})" if fact.revision > 1 else ""
    return {"revision": revision}


def _comment_words(fact: facts.CommentMade) -> Words:
    return {
        "by": fact.actor.delegation or fact.actor.role,
        "text": text_word(fact.text),
    }


def _milestone_words(fact: facts.MilestoneSet) -> Words:
    due_on = fact.milestone.due_on.isoformat()
    return {"milestone": fact.milestone.title, "due_on": due_on}


def _split_words(fact: facts.ActivitySplit) -> Words:
    parts = count_of(len(fact.into), "activity", "activities")
    return {"parts": parts} | reason_words(fact)


# Words that only earlier facts know.


def _other_activity(field: str) -> Callable[[Any, str, EarlierFacts], Words]:
    """The title of the activity that a field of the fact names, for those who may see
    both.
    """
    activity_id = attrgetter(field)

    def words(fact: Any, audience: str, earlier: EarlierFacts) -> Words:
        other = earlier.find_subject(activity_id(fact))
        may_see_own_matter = audience == MatterAudience.FOCAL_POINTS
        if other is None or (
            other.audience == MatterAudience.FOCAL_POINTS and not may_see_own_matter
        ):
            return {"other": _RESTRICTED_ACTIVITY}
        return {"other": f"“{other.words['title']}”"}

    return words


def _milestone_name(
    fact: facts.MilestoneReached | facts.MilestoneDropped, _: str, earlier: EarlierFacts
) -> Words:
    return {"milestone": earlier.part_name(fact.milestone_id) or "a milestone"}


def _carried_over_words(
    fact: facts.ActivityCarriedOver, _: str, earlier: EarlierFacts
) -> Words:
    return {
        "to_meeting": earlier.subject(fact.meeting_id).words["meeting"],
        "due": f", due on {format_date(fact.due.on)}" if fact.due else "",
        "because": text_word(fact.reason) if fact.reason else "",
    }


FOLLOW_UP_SENTENCES = SubjectSentences(
    sentences={
        facts.ActivityReleased: FactSentence(
            "“{title}” of {owner} is visible to everybody from now on.", releases=True
        ),
        facts.ActivityProposed: FactSentence(
            "“{title}” was proposed and assigned to {owner}, due on {due_on}.",
            lambda fact: {"due_on": fact.promise.due.on.isoformat()},
        ),
        facts.ActivityAgreed: FactSentence("“{title}” was agreed."),
        facts.ActivityAccepted: FactSentence("{owner} accepted “{title}”."),
        facts.ProgressReported: FactSentence(
            "{owner} reported {percent}% on “{title}”{because}", _progress_words
        ),
        facts.ActivityReportedComplete: FactSentence(
            "{owner} reported “{title}” complete."
        ),
        facts.ActivityConfirmed: FactSentence(
            "{owner's} “{title}” was confirmed as completed."
        ),
        facts.ActivityReturned: FactSentence(
            "“{title}” was returned to {owner}: {reason}", reason_words
        ),
        facts.DueDateChanged: FactSentence(
            "The due date of {owner's} “{title}” was changed to {due_on}: {reason}",
            _due_date_words,
        ),
        facts.ActivityBlocked: FactSentence(
            "{owner's} “{title}” was blocked: {blocked_by}",
            lambda fact: {"blocked_by": text_word(fact.blocked_by)},
        ),
        facts.ActivityUnblocked: FactSentence(
            "The block on {owner's} “{title}” was removed."
        ),
        facts.ActivityWithdrawn: FactSentence(
            "{owner's} “{title}” was withdrawn: {reason}", reason_words
        ),
        facts.ActivityDeclined: FactSentence(
            "{owner} declined “{title}”: {reason}", reason_words
        ),
        facts.ActivityHandedOver: FactSentence(
            "{owner} handed over “{title}” to {new_owner}{agency}: {reason}",
            _new_owner_words,
            new_owner=lambda fact: fact.owner.delegation,
        ),
        facts.PartnersChanged: FactSentence(
            "The partners of {owner's} “{title}” were changed to {partners}.",
            lambda fact: {"partners": [*fact.partners]},
        ),
        facts.ReportCorrected: FactSentence(
            "A report on {owner's} “{title}” was corrected (version "
            "{corrects}){percent}: {reason}",
            _correction_words,
        ),
        facts.DueDateSettled: FactSentence(
            "{owner's} “{title}” is due on {due_on}, the day before the next meeting "
            "begins.",
            lambda fact: {"due_on": fact.due.on.isoformat()},
        ),
        facts.ActivityReopened: FactSentence(
            "{owner's} “{title}” was reopened: {reason}", reason_words
        ),
        facts.MilestoneSet: FactSentence(
            "The milestone “{milestone}” of {owner's} “{title}” was set for {due_on}.",
            _milestone_words,
            part_name=lambda fact: (fact.milestone.id, fact.milestone.title),
        ),
        facts.MilestoneReached: FactSentence(
            "{owner's} “{title}” reached the milestone “{milestone}”.",
            earlier_words=_milestone_name,
        ),
        facts.MilestoneDropped: FactSentence(
            "The milestone “{milestone}” of {owner's} “{title}” was dropped: {reason}",
            reason_words,
            earlier_words=_milestone_name,
        ),
        facts.DependencyAdded: FactSentence(
            "{owner's} “{title}” depends on {other}.",
            earlier_words=_other_activity("on"),
        ),
        facts.DependencyRemoved: FactSentence(
            "{owner's} “{title}” no longer depends on {other}.",
            earlier_words=_other_activity("on"),
        ),
        facts.CommentMade: FactSentence(
            "{by} commented on {owner's} “{title}”: {text}", _comment_words
        ),
        facts.EvidenceAttached: FactSentence(
            "Evidence was attached to {owner's} “{title}”{revision}.", _evidence_words
        ),
        facts.EvidenceWithdrawn: FactSentence(
            "Evidence for {owner's} “{title}” was withdrawn: {reason}", reason_words
        ),
        facts.EvidenceErased: FactSentence(
            "Evidence for {owner's} “{title}” was erased: {reason}", reason_words
        ),
        facts.ActivityCarriedOver: FactSentence(
            "{owner's} “{title}” was carried over to {to_meeting}{due}{because}",
            earlier_words=_carried_over_words,
        ),
        facts.ActivitySuperseded: FactSentence(
            "{owner's} “{title}” was superseded by {other}: {reason}",
            reason_words,
            earlier_words=_other_activity("by"),
        ),
        facts.ActivitySplit: FactSentence(
            "{owner's} “{title}” was split into {parts}: {reason}", _split_words
        ),
        facts.ActivityMerged: FactSentence(
            "{owner's} “{title}” was merged into {other}: {reason}",
            reason_words,
            earlier_words=_other_activity("into"),
        ),
    },
    first_facts={facts.ActivityProposed: _activity_subject},
    formats={
        "owner": format_delegations,
        "new_owner": format_delegations,
        "partners": format_delegations,
        "by": format_author,
        "due_on": format_day,
        "because": format_optional_reason,
    },
)
