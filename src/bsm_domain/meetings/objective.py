"""An objective of a meeting, and its discussion.

set ──> discussed
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Self, assert_never
from uuid import UUID

from bsm_domain.foundation.aggregate import (
    Aggregate,
    DomainEvent,
    FactMetadata,
    impossible_when,
)
from bsm_domain.foundation.errors import AlreadyExists
from bsm_domain.foundation.values import MatterAudience


class OutcomeKind(StrEnum):
    DISCUSSION = "discussion"
    SHARED_PRACTICE = "shared practice"
    AGREEMENT = "agreement"


class ObjectiveStatus(StrEnum):
    SET = "set"
    DISCUSSED = "discussed"


class ObjectiveSet(DomainEvent):
    """`text` is the objective's first text version."""

    TOPIC: ClassVar[str] = "bsm.objective.set.v1"
    meeting_id: UUID
    code: str
    text: str
    audience: MatterAudience
    outcome_kind: OutcomeKind


class ObjectiveDiscussed(DomainEvent):
    """`summary` is the Chair's, part of the official record."""

    TOPIC: ClassVar[str] = "bsm.objective.discussed.v1"
    LEADS_TO: ClassVar[ObjectiveStatus] = ObjectiveStatus.DISCUSSED
    summary: str


ObjectiveEvent = ObjectiveSet | ObjectiveDiscussed


@dataclass(frozen=True, slots=True)
class Objective(Aggregate):
    KIND: ClassVar[str] = "objective"
    FIRST_FACT: ClassVar[type[DomainEvent]] = ObjectiveSet

    meeting_id: UUID
    audience: MatterAudience
    status: ObjectiveStatus = ObjectiveStatus.SET

    # Decide: can refuse, changes nothing.

    @classmethod
    def set(
        cls,
        id: UUID,
        metadata: FactMetadata,
        *,
        meeting_id: UUID,
        code: str,
        text: str,
        audience: MatterAudience,
        outcome_kind: OutcomeKind,
        codes_in_use: Collection[str] = (),
    ) -> ObjectiveSet:
        """`codes_in_use` are those of the meeting's other objectives."""
        if code in codes_in_use:
            raise AlreadyExists(
                f"this meeting already has an objective {code}; enter "
                f"{_code_after(code, codes_in_use)} instead",
                field="code",
            )
        return ObjectiveSet(
            **metadata.header(id, 1),
            meeting_id=meeting_id,
            code=code,
            text=text,
            audience=audience,
            outcome_kind=outcome_kind,
        )

    @impossible_when(
        "the discussion of this objective is already on record",
        ObjectiveStatus.DISCUSSED,
    )
    def record_discussion(
        self, metadata: FactMetadata, *, summary: str
    ) -> ObjectiveDiscussed:
        return ObjectiveDiscussed(**self.next_header(metadata), summary=summary)

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: ObjectiveSet) -> Self:
        return cls(event.originator_id, 1, event.meeting_id, event.audience)

    def evolve(self, event: ObjectiveEvent) -> Self:
        match event:
            case ObjectiveDiscussed():
                return replace(
                    self,
                    version=event.originator_version,
                    status=event.LEADS_TO,
                )
            case ObjectiveSet():
                raise AssertionError("an objective is set only once")
            case _:
                assert_never(event)


def _code_after(code: str, codes_in_use: Collection[str]) -> str:
    """O11 after O2 and O10: the number that follows the highest of these letters."""
    letters = code.rstrip("0123456789")
    numbers = (
        int(other.removeprefix(letters))
        for other in codes_in_use
        if other.rstrip("0123456789") == letters
    )
    return f"{letters}{max(numbers) + 1}"
