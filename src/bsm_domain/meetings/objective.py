"""An objective of a meeting: what it sets out to do, and its discussion.

set ──> discussed

What is agreed of it are decisions, which have texts and a life of their own; that it is
agreed is read off them.
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
from bsm_domain.foundation.errors import AlreadyExists, InvalidTransition
from bsm_domain.foundation.values import MatterAudience


class OutcomeKind(StrEnum):
    DISCUSSION = "discussion"
    SHARED_PRACTICE = "shared practice"
    AGREEMENT = "agreement"


class ObjectiveStatus(StrEnum):
    SET = "set"
    DISCUSSED = "discussed"


class ObjectiveSet(DomainEvent):
    """`aim_for_all`: everybody can know that it is on the programme, whoever takes part
    in the matter.
    """

    TOPIC: ClassVar[str] = "bsm.objective.set.v1"
    meeting_id: UUID
    code: str
    text: str
    audience: MatterAudience
    outcome_kind: OutcomeKind
    aim_for_all: bool = False


class ObjectiveDiscussed(DomainEvent):
    """`summary` is the Chair's, part of the official record."""

    TOPIC: ClassVar[str] = "bsm.objective.discussed.v1"
    LEADS_TO: ClassVar[ObjectiveStatus] = ObjectiveStatus.DISCUSSED
    summary: str


class AimListed(DomainEvent):
    """Everybody can know that the objective is on the programme, from now on."""

    TOPIC: ClassVar[str] = "bsm.objective.aim_listed.v1"


ObjectiveEvent = ObjectiveSet | ObjectiveDiscussed | AimListed


@dataclass(frozen=True, slots=True)
class Objective(Aggregate):
    KIND: ClassVar[str] = "objective"
    FIRST_FACT: ClassVar[type[DomainEvent]] = ObjectiveSet

    meeting_id: UUID
    audience: MatterAudience
    status: ObjectiveStatus = ObjectiveStatus.SET
    aim_for_all: bool = False

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
        aim_for_all: bool = False,
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
            aim_for_all=aim_for_all,
        )

    @impossible_when(
        "the discussion of this objective is already on record",
        ObjectiveStatus.DISCUSSED,
    )
    def record_discussion(
        self, metadata: FactMetadata, *, summary: str
    ) -> ObjectiveDiscussed:
        return ObjectiveDiscussed(**self.next_header(metadata), summary=summary)

    def list_aim(self, metadata: FactMetadata) -> AimListed:
        if self.audience is MatterAudience.ALL or self.aim_for_all:
            raise InvalidTransition("everybody can already see this objective")
        return AimListed(**self.next_header(metadata))

    # Evolve: never refuses, because the fact has happened.

    @classmethod
    def begin(cls, event: ObjectiveSet) -> Self:
        return cls(
            event.originator_id,
            1,
            event.meeting_id,
            event.audience,
            aim_for_all=event.aim_for_all,
        )

    def evolve(self, event: ObjectiveEvent) -> Self:
        match event:
            case ObjectiveDiscussed():
                return replace(
                    self,
                    version=event.originator_version,
                    status=event.LEADS_TO,
                )
            case AimListed():
                version = event.originator_version
                return replace(self, version=version, aim_for_all=True)
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
