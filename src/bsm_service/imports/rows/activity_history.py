"""The history of an activity that was tracked elsewhere, as the facts that would have
been recorded then, each with the moment at which it happened.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Concatenate, ParamSpec
from uuid import UUID

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.follow_up.values import ActivityStatus, ActivityTerms, TrackerOrigin
from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import FreeText
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import MatterAudience, Owner
from bsm_domain.meetings.meeting import Meeting
from bsm_service.follow_up.lookups import due_date, require_known_delegations
from bsm_service.foundation.identifiers import derived_id
from bsm_service.imports.commands import COMPLETE, ImportedActivity

_ENDED = COMPLETE | {ActivityStatus.WITHDRAWN, ActivityStatus.DECLINED}
_WITH_PROGRESS = COMPLETE | {
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


ParametersT = ParamSpec("ParametersT")


@dataclass(kw_only=True)
class ActivityFacts:
    """Collects facts of one activity, each by the rules of the domain: what a rule
    refuses cannot be imported.

    `seal` turns a text into a sealed value, given its field. `current_field` is the
    field that a refusal is about.
    """

    metadata: FactMetadata
    seal: Callable[[str, str], FreeText]
    facts: list[DomainEvent] = field(default_factory=list)
    activity: FollowUpActivity | None = None
    current_field: str = "row"

    def add(
        self,
        metadata: FactMetadata,
        decide: Callable[
            Concatenate[FollowUpActivity, FactMetadata, ParametersT], DomainEvent
        ],
        *args: ParametersT.args,
        **kwargs: ParametersT.kwargs,
    ) -> None:
        """Adds the fact of a decision. Raises DomainError."""
        assert self.activity is not None
        fact = decide(self.activity, metadata, *args, **kwargs)
        self.facts.append(fact)
        self.activity = self.activity.evolve(fact)  # type: ignore[arg-type]

    def stamp_at(self, moment: datetime | None) -> FactMetadata:
        """The metadata of something that happened at that moment, or now."""
        if moment is None:
            return self.metadata
        return replace(self.metadata, occurred_at=moment)


@dataclass(kw_only=True)
class ActivityHistory(ActivityFacts):
    """Builds the facts of one imported activity."""

    id: UUID
    row: ImportedActivity
    meeting: Meeting
    audience: MatterAudience = MatterAudience.ALL

    def build(self) -> list[DomainEvent]:
        """The facts in their order. Raises DomainError; `current_field` is then its
        field.
        """
        row, status = self.row, self.row.status
        started_at = row.promised_at or self._earliest_moment()
        self._validate(started_at)
        agreed = self.stamp_at(started_at)
        self.current_field = "due_on"
        self._propose(agreed)
        self.current_field = "status"
        if status is not ActivityStatus.PROPOSED:
            self.add(agreed, FollowUpActivity.agree)
        if status in _WORKED_ON or row.percent:
            self.add(agreed, FollowUpActivity.accept)
        last = self._replies(agreed)
        end = self.stamp_at(row.closed_at) if row.closed_at else last
        before_end = min(last, end, key=lambda metadata: metadata.occurred_at)
        if row.is_due_revised:
            self.current_field = "revised_due_on"
            self._move_due_date(before_end)
            self.current_field = "status"
        percent = row.percent or 0
        if status is ActivityStatus.IN_PROGRESS or 0 < percent < 100:
            self.add(before_end, FollowUpActivity.report_progress, percent=percent)
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
                f"its progress is {percent}%, but its status is “{status}”; correct "
                "one of the two"
            )
        if row.contradiction is not None:
            raise InvalidValue(row.contradiction)

    def _end(self, end: FactMetadata) -> None:
        match self.row.status:
            case ActivityStatus.REPORTED_COMPLETE:
                self.add(end, FollowUpActivity.report_complete)
            case ActivityStatus.CONFIRMED:
                self.add(end, FollowUpActivity.report_complete)
                self.add(end, FollowUpActivity.confirm, from_import=True)
            case ActivityStatus.BLOCKED:
                reason = self._sealed("blocked_by")
                self.add(end, FollowUpActivity.block, blocked_by=reason)
            case ActivityStatus.WITHDRAWN:
                reason = self._sealed("reason")
                self.add(end, FollowUpActivity.withdraw, reason=reason)
            case ActivityStatus.DECLINED:
                reason = self._sealed("reason")
                self.add(end, FollowUpActivity.decline, reason=reason)
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

    def _move_due_date(self, metadata: FactMetadata) -> None:
        day, precision = self.row.latest_due
        due = due_date(day, precision, self.meeting, proposed_at=metadata.occurred_at)
        reason = self._sealed("reason")
        self.add(metadata, FollowUpActivity.change_due_date, due=due, reason=reason)

    def _replies(self, agreed: FactMetadata) -> FactMetadata:
        """Adds the replies as comments. Returns the metadata of the latest of them."""
        last = agreed
        for number, reply in enumerate(self.row.replies, start=1):
            at = last if reply.at is None else self.stamp_at(reply.at)
            text = self.seal("text", reply.text)
            id = derived_id(self.id, f"reply {number}")
            self.add(at, FollowUpActivity.comment, comment_id=id, text=text)
            if at.occurred_at > last.occurred_at:
                last = at
        return last

    def _sealed(self, field_name: str) -> FreeText:
        return self.seal(field_name, self.row.reason or NO_REASON)

    def _day(self, moment: datetime) -> str:
        zone = time_zone_named(self.meeting.details.time_zone)
        return format_date(moment.astimezone(zone).date())

    def _earliest_moment(self) -> datetime:
        """Noon of the meeting's first day, or the earliest moment in the row."""
        details = self.meeting.details
        begins = datetime.combine(
            details.starts_on, time(12), time_zone_named(details.time_zone)
        )
        moments = (self.row.closed_at, *(reply.at for reply in self.row.replies))
        return min(begins, self.metadata.recorded_at, *filter(None, moments))
