"""Commands about the objectives of a meeting."""

from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from bsm_domain.foundation.free_text import (
    LongText,
    ReasonText,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.objective import Objective, OutcomeKind
from bsm_service.access.scopes import SECRETARIAT_AND_CHAIR
from bsm_service.application.command import Command

ObjectiveCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Z]{1,3}[0-9]{1,3}$", strict=True)
]


class SetObjective(Command):
    """Set an objective of a meeting, with a code such as O1."""

    NAME = "objective.set"
    TITLE = "Set an objective"
    ALLOWED = SECRETARIAT_AND_CHAIR
    HAS_SOURCES = True
    PATH = "/meetings/{meeting_id}/objectives"
    NEW_ID_FIELD = "objective_id"
    meeting_id: UUID
    objective_id: UUID
    code: ObjectiveCode
    text: LongText
    audience: MatterAudience = MatterAudience.ALL
    outcome_kind: OutcomeKind
    aim_for_all: bool = False


class ListAim(Command):
    """Let everybody see the aim of an objective for focal points only."""

    NAME = "objective.list-aim"
    TITLE = "List the aim for everybody"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/objectives/{objective_id}/aim"
    DECIDED_IN_HANDLER = Objective.list_aim
    objective_id: UUID


class RecordDiscussion(Command):
    """Record the outcome of the discussion of an objective."""

    NAME = "objective.record-discussion"
    TITLE = "Record the discussion"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/objectives/{objective_id}/discussion"
    DECIDED_IN_HANDLER = Objective.record_discussion
    objective_id: UUID
    summary: LongText


class RewordObjective(Command):
    """Reword an objective. Earlier wordings stay on record."""

    NAME = "objective.reword"
    TITLE = "Reword the objective"
    ALLOWED = SECRETARIAT_AND_CHAIR
    HAS_SOURCES = True
    PATH = "/objectives/{objective_id}/wording"
    DECIDED_IN_HANDLER = Objective.reword
    objective_id: UUID
    text: LongText
    reason: ReasonText


class MoveObjective(Command):
    """Move an objective to a session of the agenda; without one, out of its session."""

    NAME = "objective.move"
    TITLE = "Move to a session"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/objectives/{objective_id}/session"
    DECIDED_IN_HANDLER = Objective.move
    objective_id: UUID
    session_id: UUID | None = None


class WithdrawObjective(Command):
    """Withdraw an objective that has no decision."""

    NAME = "objective.withdraw"
    TITLE = "Withdraw the objective"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/objectives/{objective_id}/withdrawal"
    DECIDED_IN_HANDLER = Objective.withdraw
    objective_id: UUID
    reason: ReasonText


class NameObjectiveSource(Command):
    """Name the page that is the source of an objective on record."""

    NAME = "objective.name-source"
    TITLE = "Name its source"
    ALLOWED = SECRETARIAT_AND_CHAIR
    HAS_SOURCES = True
    PATH = "/objectives/{objective_id}/sources"
    DECIDED_IN_HANDLER = Objective.name_source
    objective_id: UUID
