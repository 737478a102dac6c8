"""The command that imports activities tracked elsewhere."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from bsm_domain.follow_up.values import ActivityStatus, Percent
from bsm_domain.foundation.free_text import (
    CommentText,
    DelegationCode,
    OneLineText,
    ReasonText,
)
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import DuePrecision, MatterAudience
from bsm_service.access.scopes import SECRETARIAT, SYSTEM
from bsm_service.application.command import Command, Partners, PossibleTime

# Fields that earlier versions did not have are left out where they are empty, so that a
# request that an earlier version answered is still the same request.
_OMITTED_IF_EMPTY = Field(
    exclude_if=lambda value: value in (None, (), DuePrecision.DAY)
)

# The statuses of what has been done.
COMPLETE = frozenset({ActivityStatus.REPORTED_COMPLETE, ActivityStatus.CONFIRMED})
MAX_ROWS = 5_000
# The limit for the replies of all rows of one import, during which no other command is
# decided.
MAX_REPLIES = 25_000


class ImportedReply(FrozenModel):
    """A reply, with its date, if that is known."""

    at: PossibleTime | None = None
    text: CommentText


class ImportedActivity(FrozenModel):
    """An activity in another list: its current state, and when that came about.

    Missing dates are taken from the meeting's first day, if that is past. `reference`
    is its number in that list. `revised_due_on` is the day to which its due date was
    moved, where the list has both.
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
    revised_due_on: Annotated[date | None, _OMITTED_IF_EMPTY] = None
    revised_due_precision: Annotated[DuePrecision, _OMITTED_IF_EMPTY] = DuePrecision.DAY
    status: ActivityStatus = ActivityStatus.AGREED
    percent: Percent | None = None
    replies: Annotated[tuple[ImportedReply, ...], Field(max_length=200)] = ()
    closed_at: PossibleTime | None = None
    reason: ReasonText | None = None

    @property
    def latest_due(self) -> tuple[date | None, DuePrecision]:
        """The due date that applies: the revised one, if there is one."""
        next_meeting = self.revised_due_precision is DuePrecision.NEXT_MEETING
        if self.revised_due_on is not None or next_meeting:
            return self.revised_due_on, self.revised_due_precision
        return self.due_on, self.due_precision

    @property
    def is_due_revised(self) -> bool:
        """Whether it has a due date and a different revised one."""
        return self.latest_due != (self.due_on, self.due_precision)

    @property
    def contradiction(self) -> str | None:
        """Why its percentage cannot be right, if it is 100% of what is not done."""
        if self.percent != 100 or self.status in COMPLETE:
            return None
        return (
            f"its progress is 100%, but its status is “{self.status}”; change the "
            "status to completed, or correct the percentage"
        )


class ActivityChange(FrozenModel):
    """How a newer list differs from a recorded activity. Fields that are left out stay
    as they are.

    `version` is that of the activity when it was compared: if it has changed since, the
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
    them, or none. Those of `activities` that are already on record stay as they are;
    `changes` are differences to apply to recorded activities. A refusal names the rows,
    counted from 1. With the `audience` "focal points", only focal points, the Chair and
    the secretariat can see new ones.
    """

    NAME = "activity.import"
    ALLOWED = SECRETARIAT | SYSTEM
    PATH = "/meetings/{meeting_id}/activities/bulk"
    meeting_id: UUID
    audience: MatterAudience = MatterAudience.ALL
    activities: Annotated[tuple[ImportedActivity, ...], Field(max_length=MAX_ROWS)] = ()
    changes: Annotated[
        tuple[ActivityChange, ...], Field(max_length=MAX_ROWS), _OMITTED_IF_EMPTY
    ] = ()

    @model_validator(mode="after")
    def _validate_not_empty(self) -> Self:
        if not self.activities and not self.changes:
            raise ValueError("enter at least one activity or one change")
        replies = sum(len(imported.replies) for imported in self.activities)
        replies += sum(len(imported.replies) for imported in self.changes)
        if replies > MAX_REPLIES:
            raise ValueError(too_many_replies_message(replies))
        return self


def too_many_replies_message(number: int) -> str:
    return (
        f"the rows have {number:,} replies and other texts, and at most "
        f"{MAX_REPLIES:,} can be imported at once; import the rows in several parts"
    )
