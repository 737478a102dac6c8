"""The base of every recorded fact, and of every state folded from facts; and in which
statuses a decision is possible.

A fact says who, when and to what it happened; it never changes; and it is stored
under a name of its own (``TOPIC``), so renaming a class never breaks old history.
It carries two clocks: ``recorded_at`` is the server's, ``occurred_at`` comes from
whoever reports, and is never the later of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import wraps
from typing import Any, ClassVar, Protocol, Self, TypedDict, TypeVar, cast
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bsm_domain.foundation.errors import InvalidTransition, OccurredInFuture
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


# In which statuses of a thing a decision about it is possible: declared once above the
# decision, with the sentence that refuses it otherwise. Whoever lists what may be done
# with a thing asks `is_possible`.

Decision = TypeVar("Decision", bound=Callable[..., Any])
_STATUSES = "possible_statuses"


class Declaration(Protocol):
    """Stands above a decision: a method of an aggregate that has a status."""

    def __call__(self, decision: Decision, /) -> Decision: ...


def possible_when(
    action: str, *statuses: StrEnum, called: str | None = None
) -> Declaration:
    """The decision is refused unless the thing has one of these statuses. `action` is
    what may be done then ("an activity can be agreed"); `called` is what the statuses
    are called together, such as "open". Where the thing has the status that the
    decision leads to, the refusal says that instead.
    """

    def refusal(thing: Any, decision: Callable[..., Any]) -> InvalidTransition:
        fact = decision.__annotations__.get("return")
        if getattr(fact, "LEADS_TO", None) == thing.status:
            status = thing.STATUS_PHRASES.get(thing.status, thing.status)
            return InvalidTransition(f"the {thing.KIND} is already {status}")
        phrases = [thing.STATUS_PHRASES.get(status, status) for status in statuses]
        return InvalidTransition.unless(
            action, thing.KIND, thing.status, *([called] if called else phrases)
        )

    return _possible_in(frozenset(statuses), refusal)


def impossible_when(sentence: str, *statuses: StrEnum) -> Declaration:
    """The decision is refused in these statuses, with that sentence: in it, `{status}`
    stands for the thing's status.
    """

    def refusal(thing: Any, _: Callable[..., Any]) -> InvalidTransition:
        return InvalidTransition(sentence.format(status=thing.status))

    return _possible_in(frozenset(type(statuses[0])) - set(statuses), refusal)


def _possible_in(
    statuses: frozenset[StrEnum],
    refusal: Callable[[Any, Callable[..., Any]], InvalidTransition],
) -> Declaration:
    def declare(decision: Decision) -> Decision:
        @wraps(decision)
        def decide(thing: Any, /, *args: Any, **kwargs: Any) -> Any:
            if thing.status not in statuses:
                raise refusal(thing, decision)
            return decision(thing, *args, **kwargs)

        # Several declarations may stand above one decision.
        vars(decide)[_STATUSES] = statuses & vars(decision).get(_STATUSES, statuses)
        return cast(Decision, decide)

    return declare


def is_possible(decision: Callable[..., Any], status: str) -> bool:
    """Whether a thing of that status may be decided upon so; a decision that declares
    no statuses is possible in all.
    """
    return status in vars(decision).get(_STATUSES, (status,))
