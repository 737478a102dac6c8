"""The aggregate of an activity: its decisions, and how facts change its state."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self
from uuid import UUID

from bsm_domain.follow_up import facts
from bsm_domain.follow_up.lifecycle import LifecycleDecisions
from bsm_domain.follow_up.lineage import LineageDecisions
from bsm_domain.follow_up.milestones_and_evidence import MilestoneAndEvidenceDecisions
from bsm_domain.follow_up.reports import ReportDecisions
from bsm_domain.follow_up.state import EvidenceState, StatusReport
from bsm_domain.follow_up.values import ActivityStatus, ActivityTerms, Slip
from bsm_domain.foundation.values import MatterAudience


class FollowUpActivity(
    LifecycleDecisions, ReportDecisions, MilestoneAndEvidenceDecisions, LineageDecisions
):
    __slots__ = ()

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: facts.ActivityProposed) -> Self:
        lineage = event.lineage
        activity = cls(
            id=event.originator_id,
            version=1,
            meeting_id=event.meeting_id,
            audience=event.audience,
            terms=event.promise,
            origin=event.origin,
            first_promised_at=event.occurred_at,
            first_meeting_id=event.meeting_id,
            first_due_on=event.promise.due.on,
        )
        if lineage is None:
            return activity
        moved = lineage.due_date_moved
        own_slips = {Slip(activity_id=activity.id, version=1)} if moved else set()
        return replace(
            activity,
            first_promised_at=lineage.first_promised_at,
            first_meeting_id=lineage.first_meeting_id,
            first_due_on=lineage.first_due_on or activity.first_due_on,
            slips=frozenset(lineage.slips) | own_slips,
            parents=lineage.parents,
            status=ActivityStatus.AGREED,
        )

    def evolve(self, event: facts.ActivityEvent) -> Self:
        changes = self._changed_by(event)
        if event.LEADS_TO is not None:
            changes = {"status": event.LEADS_TO, "before_block": None} | changes
        return replace(self, version=event.originator_version, **changes)

    def _changed_by(self, event: facts.ActivityEvent) -> dict[str, Any]:
        match event:
            case facts.ActivityReleased():
                return {"audience": MatterAudience.ALL, "is_released": True}
            case facts.ActivityHandedOver(owner=owner):
                partners = self.partners_without(owner)
                changes = {"terms": self._changed_terms(owner=owner, partners=partners)}
                if owner.delegation == self.terms.owner.delegation:
                    return changes
                is_proposed = self.status is ActivityStatus.PROPOSED
                status = (
                    ActivityStatus.PROPOSED if is_proposed else ActivityStatus.AGREED
                )
                return changes | _status_changed_to(status)
            case facts.PartnersChanged(partners=partners):
                return {"terms": self._changed_terms(partners=partners)}
            case facts.ProgressReported(percent=percent):
                report = StatusReport(event.occurred_at, percent, event.actor)
                return self._reported(event, report) | {"percent": percent}
            case facts.ActivityReportedComplete():
                report = StatusReport(event.occurred_at, None, event.actor)
                return self._reported(event, report) | {"percent": 100}
            case facts.ActivityConfirmed():
                report = StatusReport(
                    event.occurred_at, None, event.actor, is_confirmation=True
                )
                return self._reported(event, report)
            case facts.ReportCorrected():
                return self._corrected(event)
            case facts.DueDateChanged(due=due):
                return {"terms": self._changed_terms(due=due)} | self._slipped(event)
            case facts.DueDateSettled(due=due):
                settled = {"terms": self._changed_terms(due=due)}
                # The agreed deadline was "before the next meeting": this is its date.
                return settled if self.slips else settled | {"first_due_on": due.on}
            case facts.ActivityBlocked():
                return {"before_block": self.status}
            case facts.ActivityUnblocked():
                return _status_changed_to(self.before_block or ActivityStatus.ACCEPTED)
            case facts.ActivityWithdrawn():
                return self._ended()
            case facts.ActivitySuperseded(by=by):
                return self._ended() | {"succeeded_by": (by,)}
            case facts.ActivityReopened():
                resumed = self.before_end or ActivityStatus.IN_PROGRESS
                return _status_changed_to(resumed) | {
                    "before_end": None,
                    "succeeded_by": (),
                }
            case facts.ActivityCarriedOver(meeting_id=meeting_id, due=new):
                carried: dict[str, Any] = {"meeting_id": meeting_id}
                if new is None:
                    return carried | {
                        "terms": self._changed_terms(
                            due=self.due_date_at_meeting(meeting_id)
                        )
                    }
                moved = {"terms": self._changed_terms(due=new)}
                return carried | moved | self._slipped(event)
            case facts.ActivitySplit(into=successors):
                return self._continued_by(successors)
            case facts.ActivityMerged(into=successor):
                return self._continued_by((successor,))
            case facts.ActivityProposed():
                raise AssertionError("an activity is proposed only once")
            case _:
                return self._details_changed_by(event)

    def _details_changed_by(self, event: facts.ActivityEvent) -> dict[str, Any]:
        match event:
            case facts.MilestoneSet(milestone=milestone):
                return {"milestones": {**self.milestones, milestone.id: milestone}}
            case facts.MilestoneReached(milestone_id=reached):
                return {"reached": self.reached | {reached}}
            case facts.MilestoneDropped(milestone_id=dropped):
                return {"milestones": _without(self.milestones, dropped)}
            case facts.DependencyAdded(on=on):
                return {"depends_on": self.depends_on | {on}}
            case facts.DependencyRemoved(on=on):
                return {"depends_on": self.depends_on - {on}}
            case facts.CommentMade(comment_id=comment):
                return {"comments": self.comments | {comment}}
            case facts.EvidenceAttached():
                by = event.actor.delegation
                before = self.evidence.get(event.evidence_id, EvidenceState(0, by))
                file = event.file
                added = {event.revision: file.sha256} if file else {}
                evidence = EvidenceState(
                    event.revision, before.by, {**before.files, **added}
                )
                return {"evidence": {**self.evidence, event.evidence_id: evidence}}
            case facts.EvidenceWithdrawn(evidence_id=id):
                withdrawn = replace(self.evidence[id], is_withdrawn=True)
                return {"evidence": {**self.evidence, id: withdrawn}}
            case facts.EvidenceErased(evidence_id=id, revision=revision):
                files = _without(self.evidence[id].files, revision)
                erased = replace(self.evidence[id], files=files)
                return {"evidence": {**self.evidence, id: erased}}
            case _:  # changes nothing, beside the status, that a decision depends on
                return {}

    def _corrected(self, event: facts.ReportCorrected) -> dict[str, Any]:
        before = self.reports[event.corrects]
        percent = before.percent if event.percent is None else event.percent
        corrected = replace(before, at=event.occurred_at, percent=percent)
        changes = {"reports": {**self.reports, event.corrects: corrected}}
        last = max(
            version
            for version, report in self.reports.items()
            if not report.is_confirmation
        )
        if event.corrects == last and percent is not None:
            return changes | {"percent": percent}
        return changes

    def _reported(
        self, event: facts.ActivityEvent, report: StatusReport
    ) -> dict[str, Any]:
        return {"reports": {**self.reports, event.originator_version: report}}

    def _slipped(self, event: facts.ActivityEvent) -> dict[str, Any]:
        slip = Slip(activity_id=self.id, version=event.originator_version)
        return {"slips": self.slips | {slip}}

    def _ended(self) -> dict[str, Any]:
        return {"before_end": self._status_if_reopened()}

    def _continued_by(self, successors: tuple[UUID, ...]) -> dict[str, Any]:
        return self._ended() | {"succeeded_by": successors, "is_continued": True}

    def _status_if_reopened(self) -> ActivityStatus:
        """The status after reopening: never blocked or reported complete."""
        if self.status is ActivityStatus.BLOCKED:
            return self.before_block or ActivityStatus.ACCEPTED
        if self.status is ActivityStatus.REPORTED_COMPLETE:
            return ActivityStatus.IN_PROGRESS
        return self.status

    def _changed_terms(self, **changes: Any) -> ActivityTerms:
        return self.terms.model_copy(update=changes)


def _status_changed_to(status: ActivityStatus) -> dict[str, Any]:
    return {"status": status, "before_block": None}


def _without(mapping: Mapping[Any, Any], removed: Any) -> dict[Any, Any]:
    return {key: value for key, value in mapping.items() if key != removed}
