"""What may be decided of an activity's life, from its proposal to its end."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from bsm_domain.follow_up.facts import (
    ActivityAccepted,
    ActivityAgreed,
    ActivityBlocked,
    ActivityConfirmed,
    ActivityDeclined,
    ActivityHandedOver,
    ActivityProposed,
    ActivityReopened,
    ActivityReportedComplete,
    ActivityReturned,
    ActivityUnblocked,
    ActivityWithdrawn,
    DueDateChanged,
    DueDateSettled,
    PartnersChanged,
    ProgressReported,
    ReportCorrected,
)
from bsm_domain.follow_up.state import ActivityState, ActivityStatus
from bsm_domain.follow_up.values import ActivityTerms, Origin
from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue, ReasonRequired
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.values import DueDate, DuePrecision, MatterAudience, Owner

_UNDER_WAY = (ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS)


def must_be_valid(promise: ActivityTerms) -> None:
    """Raises InvalidValue for an owner who would be its own partner."""
    owner = promise.owner.delegation
    if owner in promise.partners:
        raise InvalidValue(
            f"{owner} owns the activity and cannot be its partner as well",
            field="partners",
        )
    if len(set(promise.partners)) < len(promise.partners):
        twice = next(it for it in promise.partners if promise.partners.count(it) > 1)
        raise InvalidValue(f"{twice} is named as a partner twice", field="partners")


class LifecycleDecisions(ActivityState):
    __slots__ = ()

    @classmethod
    def propose(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        origin: Origin,
        audience: MatterAudience,
        promise: ActivityTerms,
    ) -> ActivityProposed:
        must_be_valid(promise)
        if promise.due.ends_at <= metadata.occurred_at:
            raise InvalidValue(
                f"the due date {promise.due.on} lies before the day of the proposal",
                field="due_on",
            )
        return ActivityProposed(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            origin=origin,
            audience=audience,
            promise=promise,
        )

    def agree(self, metadata: FactMetadata) -> ActivityAgreed:
        self.must_be("agree on", ActivityStatus.PROPOSED)
        return ActivityAgreed(**self.next_header(metadata))

    def accept(self, metadata: FactMetadata) -> ActivityAccepted:
        self.must_be("accept", ActivityStatus.AGREED)
        return ActivityAccepted(**self.next_header(metadata))

    def decline(self, metadata: FactMetadata, *, reason: FreeText) -> ActivityDeclined:
        self.must_be("decline", ActivityStatus.AGREED)
        return ActivityDeclined(**self.next_header(metadata), reason=reason)

    def hand_over(
        self, metadata: FactMetadata, *, owner: Owner, reason: FreeText
    ) -> ActivityHandedOver:
        """While it waits to be confirmed it stays with who reported it complete."""
        self.must_be_open("hand over")
        if self.status is ActivityStatus.REPORTED_COMPLETE:
            raise InvalidTransition(
                "cannot hand over an activity that is reported complete; it must be "
                "confirmed or returned first"
            )
        same_delegation = owner.delegation == self.promise.owner.delegation
        if owner == self.promise.owner and self.status is not ActivityStatus.DECLINED:
            raise InvalidValue("the activity is with this owner already", field="owner")
        if same_delegation and self.status is ActivityStatus.DECLINED:
            raise InvalidValue(
                f"{owner.delegation} declined the activity; another delegation must "
                "take it on",
                field="owner",
            )
        partners = self.partners_without(owner)
        changed = {"owner": owner, "partners": partners}
        must_be_valid(self.promise.model_copy(update=changed))
        return ActivityHandedOver(
            **self.next_header(metadata), owner=owner, reason=reason
        )

    def change_partners(
        self, metadata: FactMetadata, *, partners: tuple[str, ...]
    ) -> PartnersChanged:
        self.must_be_open("change the partners of")
        if set(partners) == set(self.promise.partners):
            raise InvalidValue("these are the partners already", field="partners")
        must_be_valid(self.promise.model_copy(update={"partners": partners}))
        return PartnersChanged(**self.next_header(metadata), partners=partners)

    def report_progress(
        self,
        metadata: FactMetadata,
        *,
        percent: int,
        note: FreeText | None = None,
        reason: FreeText | None = None,
    ) -> ProgressReported:
        self.must_be("report progress on", *_UNDER_WAY)
        if percent >= 100:
            raise InvalidValue(
                "an activity at 100 % is reported complete instead", field="percent"
            )
        self._must_follow_the_promise(metadata.occurred_at)
        if percent < self.percent and reason is None:
            raise ReasonRequired(
                f"progress is {self.percent} %; say why it becomes {percent} %"
            )
        return ProgressReported(
            **self.next_header(metadata),
            percent=percent,
            note=note,
            reason=reason if percent < self.percent else None,
        )

    def report_complete(
        self, metadata: FactMetadata, *, note: FreeText | None = None
    ) -> ActivityReportedComplete:
        self.must_be("report as complete", *_UNDER_WAY)
        self._must_follow_the_promise(metadata.occurred_at)
        return ActivityReportedComplete(**self.next_header(metadata), note=note)

    def confirm(
        self, metadata: FactMetadata, *, from_import: bool = False
    ) -> ActivityConfirmed:
        """What a list from elsewhere tells of both parties, one account brings."""
        self.must_be("confirm", ActivityStatus.REPORTED_COMPLETE)
        if not from_import:
            self.must_be_other_party(metadata, "confirm")
        self._must_follow_the_completion(self.version + 1, metadata.occurred_at)
        return ActivityConfirmed(**self.next_header(metadata))

    def return_to_owner(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> ActivityReturned:
        self.must_be("return", ActivityStatus.REPORTED_COMPLETE)
        self.must_be_other_party(metadata, "return")
        return ActivityReturned(**self.next_header(metadata), reason=reason)

    def correct_report(
        self,
        metadata: FactMetadata,
        *,
        corrects: int,
        percent: int | None,
        happened_at: datetime | None,
        reason: FreeText,
    ) -> ReportCorrected:
        """What a report should have said, or when what it tells of truly happened.

        A confirmation is not corrected by those who may not confirm.
        """
        report = self.reports.get(corrects)
        if report is None:
            told = ", ".join(map(str, self.reports)) or "none"
            raise InvalidValue(
                f"version {corrects} of this activity is no report of progress, "
                f"completion or confirmation; those are: {told}",
                field="corrects",
            )
        if report.is_confirmation:
            self.must_be_other_party(metadata, "correct the confirmation of")
        if percent is not None and report.percent is None:
            raise InvalidValue(
                "only a report of progress has a percentage to correct", field="percent"
            )
        if percent is not None and percent >= 100:
            raise InvalidValue(
                "an activity at 100 % is reported complete instead", field="percent"
            )
        at = happened_at or report.at
        if at == report.at and percent in (None, report.percent):
            raise InvalidValue(
                "the correction says what the report said already", field="percent"
            )
        if happened_at is not None:
            self._must_fit(corrects, happened_at)
        at_that_time = replace(metadata, occurred_at=at)
        return ReportCorrected(
            **self.next_header(at_that_time),
            corrects=corrects,
            percent=percent,
            reason=reason,
        )

    def _must_fit(self, corrects: int, at: datetime) -> None:
        """Promised, then done, then confirmed: on one day at the earliest."""
        self._must_follow_the_promise(at)
        if self.reports[corrects].is_confirmation:
            self._must_follow_the_completion(corrects, at)
        for version, report in self.reports.items():
            judges = report.is_confirmation and version > corrects
            if (
                not judges
                or self.completion_before(version) is not self.reports[corrects]
            ):
                continue
            if self.day_of(report.at) < self.day_of(at):
                raise InvalidValue(
                    f"it was confirmed on {self.day_of(report.at)}, before "
                    f"{self.day_of(at)}; correct the confirmation first",
                    field="occurred_at",
                )

    def _must_follow_the_promise(self, at: datetime) -> None:
        """By days: who tells of an earlier day tells no hour."""
        promised = self.day_of(self.first_promised_at)
        if self.day_of(at) < promised:
            raise InvalidValue(
                f"the activity was promised on {promised}; nothing can be reported of "
                f"it for {self.day_of(at)}",
                field="occurred_at",
            )

    def _must_follow_the_completion(self, version: int, at: datetime) -> None:
        completion = self.completion_before(version)
        if completion and self.day_of(at) < self.day_of(completion.at):
            raise InvalidValue(
                f"it was complete on {self.day_of(completion.at)} and cannot have been "
                f"confirmed on {self.day_of(at)}",
                field="occurred_at",
            )

    def change_due_date(
        self, metadata: FactMetadata, *, due: DueDate, reason: FreeText
    ) -> DueDateChanged:
        self.must_be_open("change the due date of")
        if due == self.promise.due:
            raise InvalidValue(
                f"the activity is due on {due.on} already", field="due_on"
            )
        return DueDateChanged(**self.next_header(metadata), due=due, reason=reason)

    def settle_due_date(
        self, metadata: FactMetadata, *, on: date, meeting_id: UUID
    ) -> DueDateSettled:
        """`on` is the day before the meeting that was announced begins."""
        self.must_be_open("settle the due date of")
        due = self.promise.due
        if due.precision is not DuePrecision.NEXT_MEETING:
            raise InvalidTransition(
                "only what is due before the next meeting has a due date to settle"
            )
        if due.on == on:
            raise InvalidValue(f"the activity is due on {on} already", field="due_on")
        settled = due.model_copy(update={"on": on})
        return DueDateSettled(
            **self.next_header(metadata), due=settled, meeting_id=meeting_id
        )

    def block(self, metadata: FactMetadata, *, blocked_by: FreeText) -> ActivityBlocked:
        self.must_be("block", ActivityStatus.AGREED, *_UNDER_WAY)
        return ActivityBlocked(**self.next_header(metadata), blocked_by=blocked_by)

    def unblock(self, metadata: FactMetadata) -> ActivityUnblocked:
        self.must_be("unblock", ActivityStatus.BLOCKED)
        return ActivityUnblocked(**self.next_header(metadata))

    def withdraw(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> ActivityWithdrawn:
        self.must_be_open("withdraw")
        return ActivityWithdrawn(**self.next_header(metadata), reason=reason)

    def reopen(self, metadata: FactMetadata, *, reason: FreeText) -> ActivityReopened:
        if self.is_open:
            raise InvalidTransition(f"the activity is open: it is {self.status}")
        if self.is_continued:
            raise InvalidTransition(
                "the activity was split or merged; reopen those that continue it"
            )
        return ActivityReopened(**self.next_header(metadata), reason=reason)
