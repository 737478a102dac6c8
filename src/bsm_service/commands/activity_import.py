"""The command by which what was tracked elsewhere comes on record."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from bsm_domain.follow_up_activity import ActivityStatus, Percent
from bsm_domain.foundation import Immutable
from bsm_domain.free_text import Comment as CommentText
from bsm_domain.free_text import DelegationCode, Line, Reason
from bsm_domain.values import DuePrecision, MatterAudience
from bsm_service.commands.command import Command, Partners


class ImportedReply(Immutable):
    """What was said of it, and when, if that is known."""

    at: AwareDatetime | None = None
    text: CommentText


class ImportedActivity(Immutable):
    """An activity as another list has it: what it is now, and when that came about.

    What is not told of a moment is reckoned with the meeting's first day, as far as
    that is past. `reference` is its number in that list.
    """

    activity_id: UUID | None = None
    reference: Line | None = None
    title: Line
    owner: DelegationCode
    agency: Line | None = None
    partners: Partners = ()
    promised_at: AwareDatetime | None = None
    due_on: date | None = None
    due_precision: DuePrecision = DuePrecision.DAY
    status: ActivityStatus = ActivityStatus.AGREED
    percent: Percent | None = None
    replies: Annotated[tuple[ImportedReply, ...], Field(max_length=200)] = ()
    closed_at: AwareDatetime | None = None
    reason: Reason | None = None


class ImportActivities(Command):
    """Import many activities at once, 5,000 at most: all of them, or none. Those that
    are on record already stay as they are. A refusal names the rows, counted from 1.
    With the `audience` "focal points", only focal points, the Chair and the secretariat
    see them.
    """

    NAME = "activity.import"
    SEALS = True
    meeting_id: UUID
    audience: MatterAudience = MatterAudience.ALL
    activities: Annotated[
        tuple[ImportedActivity, ...], Field(min_length=1, max_length=5_000)
    ]
