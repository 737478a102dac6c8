"""Decisions told through the single door: tabled, discussed, adopted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from systems import CHAIR, START, do

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.facts import DecisionAdopted
from bsm_domain.agreement.text_body import (
    LinkedActivity,
    Paragraph,
    ParagraphKind,
    TextBody,
)
from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.values import MatterAudience
from bsm_service.agreement.commands import AdoptDecision, OpenProcedure, TableDecision
from bsm_service.agreement.position_commands import TakePosition
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System

EXPIRY = START + timedelta(days=1)
SECOND = timedelta(seconds=1)
SETTLED = EXPIRY + 10 * SECOND


def body(*texts: str, title: str, linked: Sequence[UUID] = ()) -> TextBody:
    """A heading where a text begins with "# ", a numbered paragraph after "1. "."""
    kinds = {"# ": ParagraphKind.HEADING, "1. ": ParagraphKind.NUMBERED}
    paragraphs = []
    for text in texts:
        kind = ParagraphKind.PLAIN
        for mark, marked in kinds.items():
            if text.startswith(mark):
                kind, text = marked, text.removeprefix(mark)
        paragraphs.append(Paragraph(id=uuid4(), kind=kind, text=text))
    activities = tuple(LinkedActivity(activity_id=id, version=1) for id in linked)
    return TextBody(title=title, paragraphs=tuple(paragraphs), activities=activities)


@dataclass
class Decisions:
    """What happens to decisions of one meeting, as the Chair records it."""

    system: System
    meeting: UUID

    def table(
        self,
        title: str,
        *texts: str,
        objective: UUID | None = None,
        linked: Sequence[UUID] = (),
        audience: MatterAudience | None = None,
        **more: Any,
    ) -> UUID:
        decision = uuid4()
        text = body(*texts or ("Share what works.",), title=title, linked=linked)
        table = TableDecision(
            decision_id=decision,
            meeting_id=self.meeting,
            objective_id=objective,
            audience=audience,
            body=text,
            **more,
        )
        do(self.system, table, CHAIR)
        return decision

    def says(
        self,
        decision: UUID,
        state: str,
        position: Position,
        *,
        version: int = 1,
        **more: Any,
    ) -> None:
        taken = TakePosition(
            decision_id=decision,
            delegation=state,
            version=version,
            position=position,
            how=How.ROOM,
            **more,
        )
        do(self.system, taken, CHAIR)

    def silence(self, decision: UUID, expires_at: datetime, zone: str = "UTC") -> None:
        opening = OpenProcedure(
            decision_id=decision,
            procedure="silence",
            of=1,
            expires_at=expires_at,
            time_zone=zone,
        )
        do(self.system, opening, CHAIR)

    def adopt(self, decision: UUID, *, of: int = 1) -> None:
        """By consensus of all participating States."""
        opening = OpenProcedure(decision_id=decision, procedure="consensus", of=of)
        do(self.system, opening, CHAIR)
        do(self.system, AdoptDecision(decision_id=decision, of=of), CHAIR)

    def adopted(self, title: str, *texts: str, **more: Any) -> UUID:
        decision = self.table(title, *texts, **more)
        self.adopt(decision)
        return decision


def take(
    decision: UUID, state: str, position: Position, **more: object
) -> TakePosition:
    return TakePosition.model_validate(
        {
            **{"decision_id": decision, "delegation": state, "version": 1},
            "position": position,
            **more,
        }
    )


def in_writing(
    decision: UUID, state: str, position: Position, at: datetime
) -> TakePosition:
    return take(decision, state, position, how=How.WRITING, occurred_at=at)


def settle(system: System) -> int:
    system.engine.catch_up()
    return system.part(SilenceSettlement).settle()


def names(system: System, after: int = 0) -> list[str]:
    entries = system.store.page(after, 10_000)
    return [type(entry.fact).__name__ for entry in entries]


def adopted(system: System) -> list[DecisionAdopted]:
    facts = [entry.fact for entry in system.store.page(0, 10_000)]
    return [fact for fact in facts if isinstance(fact, DecisionAdopted)]


def state(system: System, id: UUID) -> Decision:
    return system.store.load(Decision, id)
