"""Decisions about reports: progress, completion, confirmation, corrections."""

from dataclasses import replace
from datetime import datetime

from bsm_domain.follow_up.facts import (
    ActivityConfirmed,
    ActivityReportedComplete,
    ActivityReturned,
    ProgressReported,
    ReportCorrected,
)
from bsm_domain.follow_up.state import ActivityState
from bsm_domain.follow_up.values import UNDER_WAY_STATUSES, ActivityStatus
from bsm_domain.foundation.aggregate import FactMetadata, possible_when
from bsm_domain.foundation.errors import InvalidValue, ReasonRequired
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import FreeText


class ReportDecisions(ActivityState):
    __slots__ = ()

    @possible_when("progress can be reported", *UNDER_WAY_STATUSES)
    def report_progress(
        self,
        metadata: FactMetadata,
        *,
        percent: int,
        note: FreeText | None = None,
        reason: FreeText | None = None,
    ) -> ProgressReported:
        if percent >= 100:
            raise InvalidValue(
                "to record 100%, report the activity complete", field="percent"
            )
        self._must_follow_the_agreement(metadata.occurred_at)
        if percent < self.percent and reason is None:
            raise ReasonRequired(
                f"progress is at {self.percent}%; give a reason for {percent}%"
            )
        return ProgressReported(
            **self.next_header(metadata),
            percent=percent,
            note=note,
            reason=reason if percent < self.percent else None,
        )

    @possible_when("an activity can be reported complete", *UNDER_WAY_STATUSES)
    def report_complete(
        self, metadata: FactMetadata, *, note: FreeText | None = None
    ) -> ActivityReportedComplete:
        self._must_follow_the_agreement(metadata.occurred_at)
        return ActivityReportedComplete(**self.next_header(metadata), note=note)

    @possible_when("an activity can be confirmed", ActivityStatus.REPORTED_COMPLETE)
    def confirm(
        self, metadata: FactMetadata, *, from_import: bool = False
    ) -> ActivityConfirmed:
        """In an import, one account records what both parties reported."""
        if not from_import:
            self.must_be_other_party(metadata, "confirm")
        self._must_follow_the_completion(self.version + 1, metadata.occurred_at)
        return ActivityConfirmed(**self.next_header(metadata))

    @possible_when("an activity can be returned", ActivityStatus.REPORTED_COMPLETE)
    def return_to_owner(
        self, metadata: FactMetadata, *, reason: FreeText
    ) -> ActivityReturned:
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
        """Corrects the content of a report, or when it really happened.

        A confirmation can be corrected only by those who could confirm.
        """
        report = self.reports.get(corrects)
        if report is None:
            versions = ", ".join(map(str, self.reports)) or "none"
            raise InvalidValue(
                f"version {corrects} of this activity is not a report of progress, "
                f"completion or confirmation; these are: {versions}",
                field="corrects",
            )
        if report.is_confirmation:
            self.must_be_other_party(metadata, "correct the confirmation of")
        if percent is not None and report.percent is None:
            raise InvalidValue(
                "only a report of progress has a percentage that can be corrected",
                field="percent",
            )
        if percent is not None and percent >= 100:
            raise InvalidValue(
                "to record 100%, report the activity complete", field="percent"
            )
        at = happened_at or report.at
        if at == report.at and percent in (None, report.percent):
            raise InvalidValue(
                "the correction is the same as the report; change at least one value",
                field="percent",
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
        """Checks the order: agreed, then done, then confirmed, possibly on the same
        day.
        """
        self._must_follow_the_agreement(at)
        if self.reports[corrects].is_confirmation:
            self._must_follow_the_completion(corrects, at)
        for version, report in self.reports.items():
            is_later_confirmation = report.is_confirmation and version > corrects
            if (
                not is_later_confirmation
                or self.completion_before(version) is not self.reports[corrects]
            ):
                continue
            if self.day_of(report.at) < self.day_of(at):
                raise InvalidValue(
                    f"it was confirmed on {format_date(self.day_of(report.at))}, "
                    f"before {format_date(self.day_of(at))}; correct the confirmation "
                    "first",
                    field="occurred_at",
                )

    def _must_follow_the_agreement(self, at: datetime) -> None:
        """Compared by day, because reports of an earlier day have no time."""
        first_day = self.day_of(self.first_promised_at)
        if self.day_of(at) < first_day:
            raise InvalidValue(
                f"the activity was first agreed on {format_date(first_day)}; nothing "
                f"can be reported for {format_date(self.day_of(at))}",
                field="occurred_at",
            )

    def _must_follow_the_completion(self, version: int, at: datetime) -> None:
        completion = self.completion_before(version)
        if completion and self.day_of(at) < self.day_of(completion.at):
            raise InvalidValue(
                f"it was completed on {format_date(self.day_of(completion.at))} and "
                f"cannot have been confirmed on {format_date(self.day_of(at))}",
                field="occurred_at",
            )
