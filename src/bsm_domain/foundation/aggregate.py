"""The base of every recorded fact, and of every state folded from facts.

A fact says who, when and to what it happened; it never changes; and it is stored
under a name of its own (``TOPIC``), so renaming a class never breaks old history.
It carries two clocks: ``recorded_at`` is the server's, ``occurred_at`` comes from
whoever reports, and is never the later of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Self, TypedDict
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bsm_domain.foundation.errors import OccurredInFuture
from bsm_domain.foundation.roles import Role, SignInMethod

LATE_ENTRY_AFTER = timedelta(days=1)


class FrozenModel(BaseModel):
    """A value: compared by content, never changed, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Actor(FrozenModel):
    """Who acts: an opaque account, in one role, perhaps for one delegation."""

    account: str
    role: Role
    delegation: str | None = None
    on_behalf_of: str | None = None
    signed_in_by: SignInMethod


@dataclass(frozen=True, slots=True)
class FactMetadata:
    """What is known of a decision: who takes it, when, by which command."""

    actor: Actor
    recorded_at: datetime
    occurred_at: datetime
    command_id: UUID
    correlation_id: UUID
    product_version: str

    def __post_init__(self) -> None:
        if self.occurred_at > self.recorded_at:
            raise OccurredInFuture(
                f"occurred_at {self.occurred_at.isoformat()} is later than now "
                f"({self.recorded_at.isoformat()}); a fact cannot lie in the future"
            )

    def header(self, id: UUID, version: int) -> FactHeader:
        return FactHeader(
            originator_id=id,
            originator_version=version,
            recorded_at=self.recorded_at,
            occurred_at=self.occurred_at,
            actor=self.actor,
            command_id=self.command_id,
            correlation_id=self.correlation_id,
            product_version=self.product_version,
        )


class FactHeader(TypedDict):
    """The fields that every fact carries."""

    originator_id: UUID
    originator_version: int
    recorded_at: datetime
    occurred_at: datetime
    actor: Actor
    command_id: UUID
    correlation_id: UUID
    product_version: str


class DomainEvent(FrozenModel):
    """Something that happened to one aggregate. Named in the past tense.

    `LEADS_TO` is the status that follows whatever it was before, for aggregates and
    read models; None where none does, or where it depends on what was before.
    """

    TOPIC: ClassVar[str]
    LEADS_TO: ClassVar[StrEnum | None] = None

    originator_id: UUID
    originator_version: int
    recorded_at: AwareDatetime
    occurred_at: AwareDatetime
    actor: Actor
    command_id: UUID
    correlation_id: UUID
    product_version: str

    @property
    def entered_late(self) -> bool:
        """Recorded more than a day after it happened: every screen says so."""
        return self.recorded_at - self.occurred_at > LATE_ENTRY_AFTER


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The state of one thing at one version. Decides; never stores anything.

    Deciding may refuse and changes nothing; evolving never refuses, because it has
    happened. Steps are not validated again: a fact was checked when it was decided.
    `STATUS_PHRASES` are statuses as they stand after "only when it is", where that is
    not how they are called.
    """

    id: UUID
    version: int

    KIND: ClassVar[str]
    FIRST_FACT: ClassVar[type[DomainEvent]]
    STATUS_PHRASES: ClassVar[Mapping[Any, str]] = {}

    @property
    def owning_delegation(self) -> str | None:
        """The code of the delegation whose it is; None where it is everybody's."""
        return None

    @property
    def concerned_participant(self) -> UUID | None:
        """The participant whom it is about, if it is about one."""
        return None

    @classmethod
    def begin(cls, event: Any) -> Self:
        """The state that the first fact brings into being."""
        raise NotImplementedError

    def evolve(self, event: Any) -> Self:
        """The state after one more fact."""
        raise NotImplementedError

    @classmethod
    def replay(cls, state: Self | None, events: Iterable[Any]) -> Self | None:
        """Fold history into state. This is all that 'loading' means here."""
        for event in events:
            state = cls.begin(event) if state is None else state.evolve(event)
        return state

    def next_header(self, metadata: FactMetadata) -> FactHeader:
        """The header of the fact that would follow this state."""
        return metadata.header(self.id, self.version + 1)
