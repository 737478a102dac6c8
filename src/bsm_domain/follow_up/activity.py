"""The aggregate: all that may be decided of an activity, and what facts make of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self, assert_never
from uuid import UUID

from bsm_domain.follow_up import facts as it
from bsm_domain.follow_up.details import DetailDecisions
from bsm_domain.follow_up.lifecycle import LifecycleDecisions
from bsm_domain.follow_up.lineage import LineageDecisions
from bsm_domain.follow_up.reports import ReportDecisions
from bsm_domain.follow_up.state import ActivityStatus, EvidenceState, StatusReport
from bsm_domain.follow_up.values import ActivityTerms, Slip


class FollowUpActivity(
    LifecycleDecisions, ReportDecisions, DetailDecisions, LineageDecisions
):
    __slots__ = ()

    # Evolve: never refuses, it has happened.

    @classmethod
    def begin(cls, event: it.ActivityProposed) -> Self:
        line = event.lineage
        first = cls(
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
        if line is None:
            return first
        own = {Slip(activity_id=first.id, version=1)} if line.due_date_moved else set()
        return replace(
            first,
            first_promised_at=line.first_promised_at,
            first_meeting_id=line.first_meeting_id,
            first_due_on=line.first_due_on or first.first_due_on,
            slips=frozenset(line.slips) | own,
            parents=line.parents,
            status=ActivityStatus.AGREED,
        )

    def evolve(self, event: it.ActivityEvent) -> Self:
        return replace(
            self, version=event.originator_version, **self._changed_by(event)
        )

    def _changed_by(self, event: it.ActivityEvent) -> dict[str, Any]:
        match event:
            case it.ActivityAgreed():
                return _status_changed_to(ActivityStatus.AGREED)
            case it.ActivityAccepted():
                return _status_changed_to(ActivityStatus.ACCEPTED)
            case it.ActivityDeclined():
                return _status_changed_to(ActivityStatus.DECLINED)
            case it.ActivityHandedOver(owner=owner):
                partners = self.partners_without(owner)
                handed = {"terms": self._changed_terms(owner=owner, partners=partners)}
                if owner.delegation == self.terms.owner.delegation:
                    return handed
                proposed = self.status is ActivityStatus.PROPOSED
                status = ActivityStatus.PROPOSED if proposed else ActivityStatus.AGREED
                return handed | _status_changed_to(status)
            case it.PartnersChanged(partners=partners):
                return {"terms": self._changed_terms(partners=partners)}
            case it.ProgressReported(percent=percent):
                report = StatusReport(event.occurred_at, percent, event.actor)
                told = self._told(event, report)
                return (
                    told
                    | _status_changed_to(ActivityStatus.IN_PROGRESS)
                    | {"percent": percent}
                )
            case it.ActivityReportedComplete():
                report = StatusReport(event.occurred_at, None, event.actor)
                told = self._told(event, report) | {"percent": 100}
                return told | _status_changed_to(ActivityStatus.REPORTED_COMPLETE)
            case it.ActivityConfirmed():
                report = StatusReport(
                    event.occurred_at, None, event.actor, is_confirmation=True
                )
                return self._told(event, report) | _status_changed_to(
                    ActivityStatus.CONFIRMED
                )
            case it.ActivityReturned():
                return _status_changed_to(ActivityStatus.IN_PROGRESS)
            case it.ReportCorrected():
                return self._corrected(event)
            case it.DueDateChanged(due=due):
                return {"terms": self._changed_terms(due=due)} | self._slipped(event)
            case it.DueDateSettled(due=due):
                settled = {"terms": self._changed_terms(due=due)}
                # What was promised was "before the next meeting": this is that day.
                return settled if self.slips else settled | {"first_due_on": due.on}
            case it.ActivityBlocked():
                return _status_changed_to(ActivityStatus.BLOCKED) | {
                    "before_block": self.status
                }
            case it.ActivityUnblocked():
                return _status_changed_to(self.before_block or ActivityStatus.ACCEPTED)
            case it.ActivityWithdrawn():
                return self._ended(ActivityStatus.WITHDRAWN)
            case it.ActivitySuperseded(by=by):
                ended = self._ended(ActivityStatus.SUPERSEDED)
                return ended | {"succeeded_by": (by,)}
            case it.ActivityReopened():
                back = self.before_end or ActivityStatus.IN_PROGRESS
                return _status_changed_to(back) | {
                    "before_end": None,
                    "succeeded_by": (),
                }
            case it.ActivityCarriedOver(meeting_id=meeting_id, due=new):
                carried: dict[str, Any] = {"meeting_id": meeting_id}
                if new is None:
                    return carried | {
                        "terms": self._changed_terms(
                            due=self.due_date_at_meeting(meeting_id)
                        )
                    }
                moved = {"terms": self._changed_terms(due=new)}
                return carried | moved | self._slipped(event)
            case it.ActivitySplit(into=into):
                return self._continued_by(into)
            case it.ActivityMerged(into=into_one):
                return self._continued_by((into_one,))
            case it.ActivityProposed():
                raise AssertionError("an activity is proposed only once")
            case _:
                return self._worked_on(event)

    def _worked_on(
        self,
        event: it.MilestoneSet
        | it.MilestoneReached
        | it.MilestoneDropped
        | it.DependencyAdded
        | it.DependencyRemoved
        | it.CommentMade
        | it.EvidenceAttached
        | it.EvidenceWithdrawn
        | it.EvidenceErased,
    ) -> dict[str, Any]:
        match event:
            case it.MilestoneSet(milestone=set_one):
                return {"milestones": {**self.milestones, set_one.id: set_one}}
            case it.MilestoneReached(milestone_id=reached):
                return {"reached": self.reached | {reached}}
            case it.MilestoneDropped(milestone_id=dropped):
                return {"milestones": _without(self.milestones, dropped)}
            case it.DependencyAdded(on=on):
                return {"depends_on": self.depends_on | {on}}
            case it.DependencyRemoved(on=on):
                return {"depends_on": self.depends_on - {on}}
            case it.CommentMade(comment_id=comment):
                return {"comments": self.comments | {comment}}
            case it.EvidenceAttached():
                by = event.actor.delegation
                before = self.evidence.get(event.evidence_id, EvidenceState(0, by))
                file = event.file
                added = {event.revision: file.sha256} if file else {}
                one = EvidenceState(
                    event.revision, before.by, {**before.files, **added}
                )
                return {"evidence": {**self.evidence, event.evidence_id: one}}
            case it.EvidenceWithdrawn(evidence_id=id):
                gone = replace(self.evidence[id], is_withdrawn=True)
                return {"evidence": {**self.evidence, id: gone}}
            case it.EvidenceErased(evidence_id=id, revision=revision):
                kept = _without(self.evidence[id].files, revision)
                one = replace(self.evidence[id], files=kept)
                return {"evidence": {**self.evidence, id: one}}
            case _:
                assert_never(event)

    def _corrected(self, event: it.ReportCorrected) -> dict[str, Any]:
        before = self.reports[event.corrects]
        said = before.percent if event.percent is None else event.percent
        report = replace(before, at=event.occurred_at, percent=said)
        told = {"reports": {**self.reports, event.corrects: report}}
        last = max(at for at, one in self.reports.items() if not one.is_confirmation)
        if event.corrects == last and said is not None:
            return told | {"percent": said}
        return told

    def _told(self, event: it.ActivityEvent, report: StatusReport) -> dict[str, Any]:
        return {"reports": {**self.reports, event.originator_version: report}}

    def _slipped(self, event: it.ActivityEvent) -> dict[str, Any]:
        slip = Slip(activity_id=self.id, version=event.originator_version)
        return {"slips": self.slips | {slip}}

    def _ended(self, status: ActivityStatus) -> dict[str, Any]:
        return _status_changed_to(status) | {"before_end": self._could_return_to()}

    def _continued_by(self, into: tuple[UUID, ...]) -> dict[str, Any]:
        ended = self._ended(ActivityStatus.SUPERSEDED)
        return ended | {"succeeded_by": into, "is_continued": True}

    def _could_return_to(self) -> ActivityStatus:
        """Where work goes on if it is reopened: never to a block or a completion that
        nobody vouches for any more.
        """
        if self.status is ActivityStatus.BLOCKED:
            return self.before_block or ActivityStatus.ACCEPTED
        if self.status is ActivityStatus.REPORTED_COMPLETE:
            return ActivityStatus.IN_PROGRESS
        return self.status

    def _changed_terms(self, **changes: Any) -> ActivityTerms:
        return self.terms.model_copy(update=changes)


def _status_changed_to(status: ActivityStatus) -> dict[str, Any]:
    return {"status": status, "before_block": None}


def _without(all: Mapping[Any, Any], one: Any) -> dict[Any, Any]:
    return {key: value for key, value in all.items() if key != one}
