"""In which statuses of a thing a decision about it is possible: declared once, with the
sentence that refuses it otherwise.

Whoever lists what may be done with a thing asks the decision itself: `is_possible`.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from bsm_domain.foundation.errors import InvalidTransition

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
    are called together, such as "open".
    """

    def refusal(thing: Any) -> InvalidTransition:
        phrases = [thing.STATUS_PHRASES.get(status, status) for status in statuses]
        return InvalidTransition.unless(
            action, thing.KIND, thing.status, *([called] if called else phrases)
        )

    return _possible_in(frozenset(statuses), refusal)


def impossible_when(sentence: str, *statuses: StrEnum) -> Declaration:
    """The decision is refused in these statuses, with that sentence: in it, `{status}`
    stands for the thing's status.
    """

    def refusal(thing: Any) -> InvalidTransition:
        return InvalidTransition(sentence.format(status=thing.status))

    return _possible_in(frozenset(type(statuses[0])) - set(statuses), refusal)


def _possible_in(
    statuses: frozenset[StrEnum], refusal: Callable[[Any], InvalidTransition]
) -> Declaration:
    def declare(decision: Decision) -> Decision:
        @wraps(decision)
        def decide(thing: Any, /, *args: Any, **kwargs: Any) -> Any:
            if thing.status not in statuses:
                raise refusal(thing)
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
