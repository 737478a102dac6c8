"""Given / when / then, for anything that decides by facts."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import pytest

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent
from bsm_domain.foundation.errors import DomainError

A = TypeVar("A", bound=Aggregate)


class Scenario(Generic[A]):
    def __init__(self, aggregate: type[A]) -> None:
        self.aggregate = aggregate
        self.history: list[DomainEvent] = []
        self.decide: Callable[[A], DomainEvent] | None = None

    def given(self, *history: DomainEvent) -> Scenario[A]:
        self.history.extend(history)
        return self

    def when(self, decide: Callable[[A], DomainEvent]) -> Scenario[A]:
        self.decide = decide
        return self

    def then(self, expected: DomainEvent, **state: Any) -> None:
        """The fact that follows, and what the thing is like after it."""
        before, fact = self._decision()
        after = before.evolve(fact)

        assert fact == expected
        assert after.version == before.version + 1
        assert {name: getattr(after, name) for name in state} == state

    def then_refused(self, error: type[DomainError], message: str) -> None:
        with pytest.raises(error, match=message) as refused:
            self._decision()
        assert type(refused.value) is error

    def _decision(self) -> tuple[A, DomainEvent]:
        state = self.aggregate.replay(None, self.history)
        assert state is not None, "given() needs at least one fact"
        assert self.decide is not None, "when() is missing"
        before = copy.deepcopy(state)
        try:
            return state, self.decide(state)
        finally:
            assert state == before, "deciding changed the state it was asked on"


def wander(
    aggregate: type[A], first: DomainEvent, decisions: list[Callable[[A], DomainEvent]]
) -> list[DomainEvent]:
    """Asks one thing after the other; the history of what was not refused.

    Deciding must leave the state alone, and every fact decided must be evolved.
    """
    history = [first]
    state = aggregate.replay(None, history)
    assert state is not None
    for decide in decisions:
        before = copy.deepcopy(state)
        try:
            fact = decide(state)
        except DomainError:
            continue
        finally:
            assert state == before, "deciding changed the state it was asked on"
        history.append(fact)
        state = state.evolve(fact)
        assert state == aggregate.replay(None, history)
    assert [fact.originator_version for fact in history] == [
        *range(1, len(history) + 1)
    ]
    return history
