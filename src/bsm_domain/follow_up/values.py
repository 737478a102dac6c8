"""The terms of an activity, its origin, and its evidence."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from bsm_domain.foundation.free_text import DelegationCode, OneLineText, RecordedTitle
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import DueDate, Owner, Sha256

Percent = Annotated[int, Field(ge=0, le=100, strict=True)]


class ActivityStatus(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in progress"
    REPORTED_COMPLETE = "reported complete"
    CONFIRMED = "confirmed"
    BLOCKED = "blocked"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


CLOSED_STATUSES = frozenset(
    {ActivityStatus.CONFIRMED, ActivityStatus.WITHDRAWN, ActivityStatus.SUPERSEDED}
)
OPEN_STATUSES = tuple(
    status for status in ActivityStatus if status not in CLOSED_STATUSES
)
UNDER_WAY_STATUSES = (ActivityStatus.ACCEPTED, ActivityStatus.IN_PROGRESS)


class ObjectiveOrigin(FrozenModel):
    """The activity follows from an objective of the meeting."""

    kind: Literal["objective"] = "objective"
    objective_id: UUID


class SessionOrigin(FrozenModel):
    """The activity was taken on in a session of the meeting."""

    kind: Literal["session"] = "session"
    session_id: UUID


class DecisionOrigin(FrozenModel):
    """The activity carries out a decision, by its symbol ("MC.DEC/2/16"). `decision_id`
    is that of a decision on record here.
    """

    kind: Literal["decision"] = "decision"
    symbol: OneLineText
    decision_id: UUID | None = None


class TrackerOrigin(FrozenModel):
    """The activity was imported from another list; `reference` is its number there."""

    kind: Literal["tracker"] = "tracker"
    reference: OneLineText | None = None


Origin = Annotated[
    ObjectiveOrigin | SessionOrigin | DecisionOrigin | TrackerOrigin,
    Field(discriminator="kind"),
]


class ActivityTerms(FrozenModel):
    """What is to be done, by whom, with whom and by when."""

    title: RecordedTitle
    owner: Owner
    partners: tuple[DelegationCode, ...] = ()
    due: DueDate


class Slip(FrozenModel):
    """A fact that postponed an activity: a version of its stream."""

    activity_id: UUID
    version: int


class LineageKind(StrEnum):
    SPLIT = "split"
    MERGE = "merge"


class Lineage(FrozenModel):
    """What an activity inherits from those that it continues.

    `first_promised_at` and `first_meeting_id` are those of the earliest of them, from
    which age is counted; `slips` are all their postponements, each once. `first_due_on`
    is the earliest of their original due dates; older facts do not have it.
    """

    kind: LineageKind
    parents: tuple[UUID, ...]
    first_promised_at: AwareDatetime
    first_meeting_id: UUID
    slips: tuple[Slip, ...] = ()
    due_date_moved: bool = False
    first_due_on: date | None = None


class Milestone(FrozenModel):
    """A milestone with its date."""

    id: UUID
    title: OneLineText
    due_on: date


class StoredFile(FrozenModel):
    """A stored file. `size` is in bytes."""

    sha256: Sha256
    size: Annotated[int, Field(ge=1)]
    media_type: str
