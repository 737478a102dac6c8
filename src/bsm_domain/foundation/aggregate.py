"""The base of every recorded fact, and of every state folded from facts; and in which
statuses a decision is possible.

A fact says what happened, to what, when, and who recorded it. It never changes, and is
stored under its own name (``TOPIC``), so that renaming a class does not break old
history. It has two times: ``recorded_at`` is the server's, ``occurred_at`` is given by
the person who reports it and is never later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import wraps
from typing import Any, ClassVar, Protocol, Self, TypedDict, TypeVar, cast
from uuid import UUID

from pydantic import AwareDatetime, Field

from bsm_domain.foundation.circle import Circle
from bsm_domain.foundation.errors import (
    InvalidTransition,
    InvalidValue,
    OccurredInFuture,
)
from bsm_domain.foundation.formatting import format_date, format_datetime
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.foundation.sources import Source

_FIRST_YEAR = 1900

LATE_ENTRY_AFTER = timedelta(days=1)


class Actor(FrozenModel):
    """Who acts: an account with an opaque ID, in one role, possibly for one
    delegation.
    """

    account: str
    role: Role
    delegation: str | None = None
    on_behalf_of: str | None = None
    signed_in_by: SignInMethod


# The product itself, acting for nobody.
SYSTEM_ACTOR = Actor(
    account="system", role=Role.SYSTEM, signed_in_by=SignInMethod.SYSTEM
)


@dataclass(frozen=True, slots=True)
class FactMetadata:
    """The metadata of a decision: who makes it, when, with which command, and where
    what it records comes from.
    """

    actor: Actor
    recorded_at: datetime
    occurred_at: datetime
    command_id: UUID
    correlation_id: UUID
    product_version: str
    source: Source | None = None

    def __post_init__(self) -> None:
        if self.occurred_at > self.recorded_at:
            raise OccurredInFuture(
                f"occurred_at ({format_datetime(self.occurred_at)}) is later than now "
                f"({format_datetime(self.recorded_at)}); enter an earlier time"
            )
        if self.source is not None:
            self._must_be_seen_by_now(self.source)

    def _must_be_seen_by_now(self, source: Source) -> None:
        today = self.recorded_at.date()
        if source.seen_on > today:
            raise InvalidValue(
                f"nobody can have seen the page on {format_date(source.seen_on)}, "
                f"because today is {format_date(today)}; enter an earlier day",
                field="source.seen_on",
            )
        for name, day in (
            ("seen_on", source.seen_on),
            ("published_on", source.published_on),
        ):
            if day is not None and day.year < _FIRST_YEAR:
                raise InvalidValue(
                    f"{format_date(day)} is not a possible day of a page "
                    f"({_FIRST_YEAR} or later)",
                    field=f"source.{name}",
                )

    def must_have_source(self) -> None:
        """Refuses a decision about a source that names none."""
        if self.source is None:
            raise InvalidValue(
                "name the page: its title, its web address and when it was seen",
                field="source.title",
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
            source=self.source,
        )


class FactHeader(TypedDict):
    """The fields of every fact."""

    originator_id: UUID
    originator_version: int
    recorded_at: datetime
    occurred_at: datetime
    actor: Actor
    command_id: UUID
    correlation_id: UUID
    product_version: str
    source: Source | None


class DomainEvent(FrozenModel):
    """Something that happened to one aggregate. Named in the past tense.

    `LEADS_TO` is the status that follows, for aggregates and read models; None if the
    status does not change, or depends on the status before. `CIRCLE` is who can see it,
    of those who can see what it is about.
    """

    TOPIC: ClassVar[str]
    LEADS_TO: ClassVar[StrEnum | None] = None
    CIRCLE: ClassVar[Circle] = Circle.ALL

    originator_id: UUID
    originator_version: int
    recorded_at: AwareDatetime
    occurred_at: AwareDatetime
    actor: Actor
    command_id: UUID
    correlation_id: UUID
    product_version: str
    # Not stored where there is none, as before facts could have a source.
    source: Source | None = Field(
        default=None, exclude_if=lambda source: source is None
    )

    @property
    def entered_late(self) -> bool:
        """Whether it was recorded more than a day after it happened; every screen says
        so.
        """
        return self.recorded_at - self.occurred_at > LATE_ENTRY_AFTER


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The state of one thing at one version. Decides; never stores anything.

    Deciding can refuse and changes nothing; evolving never refuses, because the fact
    has happened. Facts are not validated again: they were checked when they were
    decided. `STATUS_PHRASES` are the statuses in the form used after "only when it is",
    if it differs from their name. The history begins with one of the `FIRST_FACTS`.
    """

    id: UUID
    version: int

    KIND: ClassVar[str]
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]]
    STATUS_PHRASES: ClassVar[Mapping[Any, str]] = {}

    @property
    def owning_delegation(self) -> str | None:
        """The code of the delegation that it belongs to; None if it belongs to none."""
        return None

    @property
    def concerned_participant(self) -> UUID | None:
        """The participant it concerns, if any."""
        return None

    @property
    def shown_version(self) -> int:
        """The version that is shown: an earlier one, if not everybody may know of what
        happened since.
        """
        return self.version

    def is_current(self, version: int) -> bool:
        """Whether nothing that is shown has happened since this version."""
        return version == self.version

    @classmethod
    def begin(cls, event: Any) -> Self:
        """The state after the first fact."""
        raise NotImplementedError

    def evolve(self, event: Any) -> Self:
        """The state after one more fact."""
        raise NotImplementedError

    @classmethod
    def replay(cls, state: Self | None, events: Iterable[Any]) -> Self | None:
        """Folds the history into the state. This is how aggregates are loaded."""
        for event in events:
            state = cls.begin(event) if state is None else state.evolve(event)
        return state

    def next_header(self, metadata: FactMetadata) -> FactHeader:
        """The header of the fact that would follow this state."""
        return metadata.header(self.id, self.version + 1)


# The statuses in which a decision is possible are declared once, above the decision,
# with the sentence that refuses it otherwise. Code that lists the possible actions
# calls `is_possible`.

Decision = TypeVar("Decision", bound=Callable[..., Any])
_STATUSES = "possible_statuses"


class Declaration(Protocol):
    """A decorator of a decision: a method of an aggregate that has a status."""

    def __call__(self, decision: Decision, /) -> Decision: ...


def possible_when(
    action: str, *statuses: StrEnum, called: str | None = None
) -> Declaration:
    """Refuses the decision unless the aggregate has one of these statuses. `action`
    says what is possible then ("an activity can be agreed"); `called` is a name for all
    these statuses, such as "open". If the aggregate already has the status that the
    decision leads to, the refusal says so.
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
    """Refuses the decision in these statuses, with this sentence; `{status}` is
    replaced by the present status.
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

        # A decision can have several declarations.
        vars(decide)[_STATUSES] = statuses & vars(decision).get(_STATUSES, statuses)
        return cast(Decision, decide)

    return declare


def is_possible(decision: Callable[..., Any], status: str) -> bool:
    """Whether the decision is possible in that status; a decision that declares no
    statuses is possible in all.
    """
    return status in vars(decision).get(_STATUSES, (status,))
