"""The command by which what was tracked elsewhere comes on record."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from bsm_domain.follow_up import ActivityStatus, Percent
from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.free_text import (
    CommentText,
    DelegationCode,
    OneLineText,
    ReasonText,
)
from bsm_domain.foundation.values import DuePrecision, MatterAudience
from bsm_service.application.command import Command, Partners, PossibleTime

# Fields that earlier versions did not have are left out where they say nothing: so a
# request that an earlier version answered is still the same request.
_LATER = Field(exclude_if=lambda value: value in (None, (), DuePrecision.DAY))

# Replies of all rows of one import. Nobody else's commands are decided while it is.
MOST_REPLIES = 25_000


class ImportedReply(FrozenModel):
    """What was said of it, and when, if that is known."""

    at: PossibleTime | None = None
    text: CommentText


class ImportedActivity(FrozenModel):
    """An activity as another list has it: what it is now, and when that came about.

    What is not told of a moment is reckoned with the meeting's first day, as far as
    that is past. `reference` is its number in that list. `revised_due_on` is the day to
    which its due date was moved, where the list tells both.
    """

    activity_id: UUID | None = None
    reference: OneLineText | None = None
    title: OneLineText
    owner: DelegationCode
    agency: OneLineText | None = None
    partners: Partners = ()
    promised_at: PossibleTime | None = None
    due_on: date | None = None
    due_precision: DuePrecision = DuePrecision.DAY
    revised_due_on: Annotated[date | None, _LATER] = None
    revised_due_precision: Annotated[DuePrecision, _LATER] = DuePrecision.DAY
    status: ActivityStatus = ActivityStatus.AGREED
    percent: Percent | None = None
    replies: Annotated[tuple[ImportedReply, ...], Field(max_length=200)] = ()
    closed_at: PossibleTime | None = None
    reason: ReasonText | None = None

    @property
    def is_due_revised(self) -> bool:
        """Whether it tells a due date and another one."""
        before = self.due_on, self.due_precision
        return self._has_revised and self._revised_due != before

    @property
    def latest_due(self) -> tuple[date | None, DuePrecision]:
        """The due date that counts in the end."""
        if self._has_revised:
            return self._revised_due
        return self.due_on, self.due_precision

    @property
    def _has_revised(self) -> bool:
        next_meeting = self.revised_due_precision is DuePrecision.NEXT_MEETING
        return self.revised_due_on is not None or next_meeting

    @property
    def _revised_due(self) -> tuple[date | None, DuePrecision]:
        return self.revised_due_on, self.revised_due_precision


class ActivityChange(FrozenModel):
    """What a newer list says otherwise of an activity that is on record. What is left
    out stays as it is.

    `version` is the activity's as it was looked at: where it has changed since, the
    change is refused. `row` is the row of the file, for refusals. `reason` is recorded
    with every fact that has a reason. With a completion, `closed_at` is its day.
    """

    activity_id: UUID
    version: Annotated[int, Field(ge=1, strict=True)]
    row: Annotated[int, Field(ge=1, strict=True)] | None = None
    reason: ReasonText
    owner: DelegationCode | None = None
    agency: OneLineText | None = None
    partners: Partners | None = None
    due_on: date | None = None
    due_precision: DuePrecision | None = None
    status: ActivityStatus | None = None
    percent: Percent | None = None
    closed_at: PossibleTime | None = None
    replies: Annotated[tuple[ImportedReply, ...], Field(max_length=200)] = ()


class ImportActivities(Command):
    """Import many activities at once, 5,000 at most, with 25,000 replies in all: all of
    them, or none. Those of `activities` that are on record already stay as they are;
    `changes` says what a newer list says otherwise of some. A refusal names the rows,
    counted from 1. With the `audience` "focal points", only focal points, the Chair and
    the secretariat see new ones.
    """

    NAME = "activity.import"
    SEALS = True
    meeting_id: UUID
    audience: MatterAudience = MatterAudience.ALL
    activities: Annotated[tuple[ImportedActivity, ...], Field(max_length=5_000)] = ()
    changes: Annotated[tuple[ActivityChange, ...], Field(max_length=5_000), _LATER] = ()

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if not self.activities and not self.changes:
            raise ValueError("give at least one activity, or one change")
        replies = sum(len(one.replies) for one in self.activities)
        replies += sum(len(one.replies) for one in self.changes)
        if replies > MOST_REPLIES:
            raise ValueError(too_many_replies(replies))
        return self


def too_many_replies(number: int) -> str:
    return (
        f"the rows have {number:,} replies and other texts, and {MOST_REPLIES:,} at "
        "most are imported at once; import the rows in several parts"
    )
