"""The history of an activity that was tracked elsewhere, as the facts that would have
been recorded then, each with the moment at which it happened.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from uuid import UUID

from bsm_domain.follow_up import (
    ActivityStatus,
    ActivityTerms,
    FollowUpActivity,
    TrackerOrigin,
)
from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import MatterAudience, Owner
from bsm_domain.meetings.meeting import Meeting
from bsm_service.follow_up.lookups import due_date, require_known_delegations
from bsm_service.foundation.identifiers import derived_id
from bsm_service.imports.commands import ImportedActivity

_COMPLETE = frozenset({ActivityStatus.REPORTED_COMPLETE, ActivityStatus.CONFIRMED})
_ENDED = _COMPLETE | {ActivityStatus.WITHDRAWN, ActivityStatus.DECLINED}
_WITH_PROGRESS = _COMPLETE | {
    ActivityStatus.IN_PROGRESS,
    ActivityStatus.BLOCKED,
    ActivityStatus.WITHDRAWN,
}
# The reason where a list gives none.
NO_REASON = "The imported list gives no reason."

_WORKED_ON = frozenset(
    {
        ActivityStatus.ACCEPTED,
        ActivityStatus.IN_PROGRESS,
        ActivityStatus.BLOCKED,
        ActivityStatus.REPORTED_COMPLETE,
        ActivityStatus.CONFIRMED,
    }
)


@dataclass
class ActivityHistory:
    """Builds the facts of one imported activity by the rules of the domain: what a rule
    refuses cannot be imported.

    `seal` turns a text into a sealed value, given its field. Raises DomainError.
    """

    id: UUID
    row: ImportedActivity
    meeting: Meeting
    metadata: FactMetadata
    seal: Callable[[str, str], FreeText]
    audience: MatterAudience = MatterAudience.ALL
    facts: list[DomainEvent] = field(default_factory=list)
    activity: FollowUpActivity | None = None
    # The field that a refusal is about.
    current_field: str = "status"

    def build(self) -> list[DomainEvent]:
        """The facts in their order. Raises DomainError; `current_field` is then its
        field.
        """
        row, status = self.row, self.row.status
        started_at = row.promised_at or self._earliest_moment()
        self._validate(started_at)
        agreed = self._stamp_at(started_at)
        self.current_field = "due_on"
        self._propose(agreed)
        self.current_field = "status"
        if status is not ActivityStatus.PROPOSED:
            self._add(agreed, lambda activity, metadata: activity.agree(metadata))
        if status in _WORKED_ON or row.percent:
            self._add(agreed, lambda activity, metadata: activity.accept(metadata))
        last = self._replies(agreed)
        end = self._stamp_at(row.closed_at) if row.closed_at else last
        if row.is_due_revised:
            self.current_field = "revised_due_on"
            self._add(min(last, end, key=_moment), self._move_due_date)
            self.current_field = "status"
        percent = row.percent or 0
        if status is ActivityStatus.IN_PROGRESS or 0 < percent < 100:
            self._add(
                min(last, end, key=_moment),
                lambda activity, metadata: activity.report_progress(
                    metadata, percent=percent
                ),
            )
        self._end(end)
        return self.facts

    def _validate(self, started_at: datetime) -> None:
        """Refuses rows that contradict themselves, and unknown delegations."""
        row, status, percent = self.row, self.row.status, self.row.percent or 0
        for self.current_field, codes in (
            ("owner", (row.owner,)),
            ("partners", row.partners),
        ):
            require_known_delegations(codes, self.meeting)
        if row.closed_at is not None:
            self.current_field, closed = "closed_on", self._day(row.closed_at)
            if status not in _ENDED:
                raise InvalidValue(
                    f"its closing date is {closed}, but its status is “{status}”; "
                    "correct one of the two"
                )
            if row.closed_at < started_at:
                raise InvalidValue(
                    f"its closing date {closed} is before it was agreed "
                    f"({self._day(started_at)}); correct one of the two"
                )
        self.current_field = "percent"
        if percent and status not in _WITH_PROGRESS:
            raise InvalidValue(
                f"its progress is {percent} %, but its status is “{status}”; correct "
                "one of the two"
            )
        if percent == 100 and status not in _COMPLETE:
            raise InvalidValue(
                f"its progress is 100 %, but its status is “{status}”; change the "
                "status to completed, or correct the percentage"
            )

    def _end(self, end: FactMetadata) -> None:
        match self.row.status:
            case ActivityStatus.REPORTED_COMPLETE:
                self._add(end, lambda activity, end: activity.report_complete(end))
            case ActivityStatus.CONFIRMED:
                self._add(end, lambda activity, end: activity.report_complete(end))
                self._add(
                    end, lambda activity, end: activity.confirm(end, from_import=True)
                )
            case ActivityStatus.BLOCKED:
                reason = self._sealed("blocked_by")
                self._add(
                    end, lambda activity, end: activity.block(end, blocked_by=reason)
                )
            case ActivityStatus.WITHDRAWN:
                reason = self._sealed("reason")
                self._add(
                    end, lambda activity, end: activity.withdraw(end, reason=reason)
                )
            case ActivityStatus.DECLINED:
                reason = self._sealed("reason")
                self._add(
                    end, lambda activity, end: activity.decline(end, reason=reason)
                )
            case ActivityStatus.SUPERSEDED:
                raise InvalidValue(
                    "an import cannot record what superseded it; import it as "
                    "withdrawn, with a reason"
                )

    def _propose(self, metadata: FactMetadata) -> None:
        row = self.row
        proposed = FollowUpActivity.propose(
            self.id,
            metadata,
            meeting_id=self.meeting.id,
            origin=TrackerOrigin(reference=row.reference),
            audience=self.audience,
            terms=ActivityTerms(
                title=row.title,
                owner=Owner(delegation=row.owner, agency=row.agency),
                partners=row.partners,
                due=due_date(
                    row.due_on,
                    row.due_precision,
                    self.meeting,
                    proposed_at=metadata.occurred_at,
                ),
            ),
        )
        self.facts.append(proposed)
        self.activity = FollowUpActivity.begin(proposed)

    def _move_due_date(
        self, activity: FollowUpActivity, metadata: FactMetadata
    ) -> DomainEvent:
        day, precision = self.row.latest_due
        due = due_date(day, precision, self.meeting, proposed_at=metadata.occurred_at)
        return activity.change_due_date(
            metadata, due=due, reason=self._sealed("reason")
        )

    def _replies(self, agreed: FactMetadata) -> FactMetadata:
        """Adds the replies as comments. Returns the metadata of the latest of them."""
        last = agreed
        for number, reply in enumerate(self.row.replies, start=1):
            at = last if reply.at is None else self._stamp_at(reply.at)
            text = self.seal("text", reply.text)
            comment_id = derived_id(self.id, f"reply {number}")
            self._add(
                at,
                lambda activity, at, id=comment_id, text=text: activity.comment(  # type: ignore[misc]
                    at, comment_id=id, text=text
                ),
            )
            if at.occurred_at > last.occurred_at:
                last = at
        return last

    def _add(
        self,
        metadata: FactMetadata,
        decide: Callable[[FollowUpActivity, FactMetadata], DomainEvent],
    ) -> None:
        assert self.activity is not None
        fact = decide(self.activity, metadata)
        self.facts.append(fact)
        self.activity = self.activity.evolve(fact)  # type: ignore[arg-type]

    def _sealed(self, field_name: str) -> FreeText:
        return self.seal(field_name, self.row.reason or NO_REASON)

    def _stamp_at(self, moment: datetime) -> FactMetadata:
        return replace(self.metadata, occurred_at=moment)

    def _day(self, moment: datetime) -> str:
        zone = time_zone_named(self.meeting.details.time_zone)
        return f"{moment.astimezone(zone):%d.%m.%Y}"

    def _earliest_moment(self) -> datetime:
        """Noon of the meeting's first day, or the earliest moment in the row."""
        details = self.meeting.details
        begins = datetime.combine(
            details.starts_on, time(12), time_zone_named(details.time_zone)
        )
        moments = (self.row.closed_at, *(reply.at for reply in self.row.replies))
        return min(begins, self.metadata.recorded_at, *filter(None, moments))


def _moment(metadata: FactMetadata) -> datetime:
    return metadata.occurred_at
