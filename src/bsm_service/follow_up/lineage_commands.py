"""Commands by which follow-up activities continue across meetings."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.foundation.free_text import DelegationCode, OneLineText, ReasonText
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.values import DuePrecision
from bsm_service.access.scopes import SECRETARIAT_AND_CHAIR
from bsm_service.application.command import Command, Partners


class CarryOver(Command):
    """Carry an activity over to a later meeting. A new due date needs a reason."""

    NAME = "activity.carry-over"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/activities/{activity_id}/carrying-over"
    OPERATION_ID = "carry_over_activity"
    DECIDED_IN_HANDLER = FollowUpActivity.carry_over
    activity_id: UUID
    meeting_id: UUID
    due_on: date | None = None
    due_precision: DuePrecision | None = None
    reason: ReasonText | None = None


class SupersedeActivity(Command):
    """Replace an activity with the activity `by`."""

    NAME = "activity.supersede"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/activities/{activity_id}/supersession"
    DECIDED_IN_HANDLER = FollowUpActivity.supersede
    activity_id: UUID
    by: UUID
    reason: ReasonText


class Continuation(FrozenModel):
    """An activity that continues another. Fields left out keep their values; an id that
    is left out is derived from the command.
    """

    activity_id: UUID | None = None
    title: OneLineText
    owner: DelegationCode | None = None
    agency: OneLineText | None = None
    person: UUID | None = None
    partners: Partners | None = None
    due_on: date | None = None
    due_precision: DuePrecision = DuePrecision.DAY


class SplitActivity(Command):
    """Split an activity into several. The parts are agreed, as it was, and their owners
    then accept them.
    """

    NAME = "activity.split"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/activities/{activity_id}/split"
    DECIDED_IN_HANDLER = FollowUpActivity.split
    activity_id: UUID
    parts: Annotated[tuple[Continuation, ...], Field(min_length=2, max_length=20)]
    reason: ReasonText


class MergeActivities(Command):
    """Merge several activities into one. Fields left out are taken from the first of
    them.
    """

    NAME = "activity.merge"
    TITLE = "Merge"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/activities/merge"
    DECIDED_IN_HANDLER = FollowUpActivity.merge_into
    into: Continuation
    activities: Annotated[tuple[UUID, ...], Field(min_length=2, max_length=50)]
    reason: ReasonText
