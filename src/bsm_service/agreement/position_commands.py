"""Commands about the positions of delegations on a text."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.free_text import (
    CommentText,
    DelegationCode,
    OneLineText,
    ReasonText,
)
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_service.access.scopes import OWNER_AND_CHAIR, SECRETARIAT_AND_CHAIR
from bsm_service.agreement.commands import TextVersion
from bsm_service.application.command import Command

FactVersion = Annotated[int, Field(ge=0, le=1_000_000_000, strict=True)]


class TakePosition(Command):
    """Give the position of a delegation on the current version of a text.

    A reservation has a `text`; ad referendum lasts `until` a day. `instead_of` is the
    entry of the position that is replaced (0: there was none). The Chair and the
    secretariat say how, by whom and when a position was given (`how`, `given_by`,
    `occurred_at`).
    """

    NAME = "decision.take-position"
    TITLE = "Take a position"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/decisions/{decision_id}/positions"
    DECIDED_IN_HANDLER = Decision.take_position
    FROM_THE_DOOR: ClassVar[bool] = True
    decision_id: UUID
    delegation: DelegationCode
    version: TextVersion
    position: Position
    text: CommentText | None = None
    reason: ReasonText | None = None
    until: date | None = None
    speaking_for: OneLineText | None = None
    instead_of: FactVersion | None = None
    how: How | None = None
    given_by: ReasonText | None = None


class PositionRow(FrozenModel):
    """The position of one delegation, as it was heard."""

    delegation: DelegationCode
    position: Position
    text: CommentText | None = None
    until: date | None = None
    speaking_for: OneLineText | None = None


class RecordPositions(Command):
    """Record the positions of many delegations at once: all of them or none."""

    NAME = "decision.record-positions"
    TITLE = "Record positions"
    ALLOWED = SECRETARIAT_AND_CHAIR
    PATH = "/decisions/{decision_id}/positions/bulk"
    DECIDED_IN_HANDLER = Decision.take_position
    decision_id: UUID
    version: TextVersion
    rows: Annotated[tuple[PositionRow, ...], Field(min_length=1, max_length=100)]
    how: How
    given_by: ReasonText | None = None


class WithdrawPosition(Command):
    """Withdraw the position of a delegation."""

    NAME = "decision.withdraw-position"
    TITLE = "Withdraw the position"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/decisions/{decision_id}/positions/withdrawal"
    DECIDED_IN_HANDLER = Decision.withdraw_position
    FROM_THE_DOOR: ClassVar[bool] = True
    decision_id: UUID
    delegation: DelegationCode
    version: TextVersion
    instead_of: FactVersion | None = None
    how: How | None = None
    given_by: ReasonText | None = None


class CorrectPosition(Command):
    """Correct the position in entry `corrects`, or record that none was given."""

    NAME = "decision.correct-position"
    TITLE = "Correct a position"
    ALLOWED = OWNER_AND_CHAIR
    PATH = "/decisions/{decision_id}/positions/corrections"
    DECIDED_IN_HANDLER = Decision.correct_position
    FROM_THE_DOOR: ClassVar[bool] = True
    decision_id: UUID
    corrects: FactVersion
    position: Position | None = None
    text: CommentText | None = None
    until: date | None = None
    reason: ReasonText
