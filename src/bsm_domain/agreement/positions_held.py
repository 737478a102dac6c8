"""Who holds which position on which version of a text, in the order of happening.

Facts are recorded in any order: what was said in the room is typed later, or corrected.
The standing position of a delegation is the one that happened last.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self, assert_never

from bsm_domain.agreement.facts import (
    PositionCorrected,
    PositionEvent,
    PositionTaken,
    PositionWithdrawn,
)
from bsm_domain.agreement.values import BREAKING, How, Position


@dataclass(frozen=True, slots=True)
class HeldPosition:
    """What one fact says: `fact` is its version in the stream. `position` is None where
    it was withdrawn. What was never given `is_void`, and stands in nothing's way.
    `until` is the end of a position ad referendum. A delegation's own position was
    given through the system, and not recorded by others.
    """

    fact: int
    delegation: str
    version: int
    position: Position | None
    happened_at: datetime
    until: datetime | None = None
    is_void: bool = False
    is_own: bool = False

    @property
    def is_breaking(self) -> bool:
        return self.position in BREAKING

    def is_blocking(self, at: datetime) -> bool:
        """Whether it holds up consensus at that moment: a position ad referendum until
        its day has ended.
        """
        return self.is_breaking or (
            self.position is Position.AD_REFERENDUM
            and self.until is not None
            and at < self.until
        )

    @property
    def order(self) -> tuple[datetime, int]:
        return self.happened_at, self.fact


def held_position(event: PositionEvent) -> HeldPosition:
    """What a fact says by itself."""
    match event:
        case PositionTaken() | PositionCorrected():
            position, until = event.position, event.until
        case PositionWithdrawn():
            position, until = None, None
        case _:
            assert_never(event)
    return HeldPosition(
        event.originator_version,
        event.delegation,
        event.version,
        position,
        event.occurred_at,
        until.ends_at if until else None,
        is_void=isinstance(event, PositionCorrected) and position is None,
        is_own=not isinstance(event, PositionCorrected) and event.how is How.SYSTEM,
    )


@dataclass(frozen=True, slots=True)
class HeldPositions:
    """All that was said of a text: by delegation, in the order of happening.

    `corrections` are the versions of facts that were corrected, each with that of its
    correction, which has taken its place.
    """

    by_delegation: Mapping[str, tuple[HeldPosition, ...]] = field(default_factory=dict)
    corrections: Mapping[int, int] = field(default_factory=dict)

    def with_fact(self, event: PositionEvent) -> Self:
        """These and what the fact says, in its place in the order of happening."""
        held = self.by_delegation.get(event.delegation, ())
        corrections = self.corrections
        entry = held_position(event)
        if isinstance(event, PositionCorrected):
            [wrong] = (one for one in held if one.fact == event.corrects)
            held = tuple(one for one in held if one is not wrong)
            entry = replace(entry, is_own=wrong.is_own)
            corrections = {**corrections, event.corrects: event.originator_version}
        if not held or held[-1].order < entry.order:
            held = (*held, entry)
        else:
            held = tuple(sorted((*held, entry), key=lambda one: one.order))
        by_delegation = {**self.by_delegation, event.delegation: held}
        return type(self)(by_delegation, corrections)

    def of_fact(self, fact: int) -> HeldPosition | None:
        """What the fact of that version says, if it was not corrected."""
        entries = (
            entry
            for held in self.by_delegation.values()
            for entry in held
            if entry.fact == fact
        )
        return next(entries, None)

    def entries(self, version: int) -> Iterator[HeldPosition]:
        """All that was ever said of a version, and holds as it was recorded."""
        for held in self.by_delegation.values():
            for entry in held:
                if entry.version == version and not entry.is_void:
                    yield entry

    def standing(
        self, delegation: str, version: int, before: datetime | None = None
    ) -> HeldPosition | None:
        """The delegation's position on a version: what happened last, or last before a
        moment; None where it has none.
        """
        for entry in reversed(self.by_delegation.get(delegation, ())):
            if entry.version != version or entry.is_void:
                continue
            if before is None or entry.happened_at < before:
                return None if entry.position is None else entry
        return None

    def all_standing(
        self, version: int, before: datetime | None = None
    ) -> dict[str, HeldPosition]:
        """The standing positions on a version, by delegation."""
        found = {
            delegation: self.standing(delegation, version, before)
            for delegation in self.by_delegation
        }
        return {code: entry for code, entry in found.items() if entry is not None}

    def last_on_earlier(self, delegation: str, version: int) -> HeldPosition | None:
        """The position that a delegation held on the latest version before that one on
        which it had any.
        """
        spoken = {
            entry.version
            for entry in self.by_delegation.get(delegation, ())
            if entry.version < version
        }
        for earlier in sorted(spoken, reverse=True):
            entry = self.standing(delegation, earlier)
            if entry is not None:
                return entry
        return None
