"""One command on the table: what its handler may look at, and what it records."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import singledispatch
from typing import TypeVar
from uuid import UUID

from bsm_domain.errors import AlreadyExists, NotFound
from bsm_domain.foundation import Aggregate, DomainEvent, Stamp
from bsm_service.commands import Command
from bsm_service.permissions import Principal, Resource, require
from bsm_service.refusals import StaleVersion
from bsm_service.turn import Turn

A = TypeVar("A", bound=Aggregate)


@dataclass(slots=True)
class Case:
    """One command on the table: what it may look at, and what it records."""

    turn: Turn
    principal: Principal
    action: str
    stamp: Stamp
    expected_version: int | None = None
    facts: list[DomainEvent] = field(default_factory=list)
    target: UUID | None = None
    version_seen: int = 0
    permitted: bool = False

    def load(self, kind: type[A], id: UUID) -> A:
        found = self.turn.find(kind, id)
        if found is None:
            raise NotFound(f"no {kind.KIND} {id} is on record")
        return found

    def change(
        self,
        kind: type[A],
        id: UUID,
        *,
        of: Callable[[A], str | None] = lambda _: None,
    ) -> A:
        """The thing that the command is about, once it is permitted to change it.

        `of` tells whose it is, as the code of a delegation. A stale expected version
        is refused, but only to those who may know the version.
        """
        found = self.load(kind, id)
        self.permit(delegation=of(found))
        expected = self.expected_version
        if expected is not None and expected != found.version:
            raise StaleVersion(
                f"the {kind.KIND} is at version {found.version}, not {expected}; "
                "look again, then decide"
            )
        self.target, self.version_seen = id, found.version
        return found

    def begin(self, kind: type[Aggregate], id: UUID) -> UUID:
        """The identity of something new; one that is taken is refused."""
        if self.turn.is_taken(id):
            raise AlreadyExists(
                f"{id} is on record already; give the new {kind.KIND} an id of its own"
            )
        self.target = id
        return id

    def permit(self, *, delegation: str | None = None) -> None:
        """Every handler asks this of the thing that it is about to change or make."""
        require(self.principal, self.action, Resource(delegation))
        self.permitted = True

    def record(self, fact: DomainEvent) -> None:
        self.facts.append(fact)


@singledispatch
def decide(command: Command, case: Case) -> None:
    raise TypeError(f"no handler for {type(command).__name__}")
