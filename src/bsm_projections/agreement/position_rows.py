"""How a delegation's row of positions follows from what was said, in any order.

Each entry has a row of its own that knows the one that happened before it: a row of a
delegation that had all of its entries would grow with each, and with it every version
of the row that is kept for the past.
"""

import json
from dataclasses import replace

from bsm_domain.agreement.facts import (
    PositionCorrected,
    PositionEvent,
    PositionTaken,
    PositionWithdrawn,
)
from bsm_domain.agreement.positions_held import held_position
from bsm_domain.agreement.values import How
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.agreement.tables import (
    POSITION_ENTRIES,
    POSITIONS,
    DecisionRow,
    PositionEntryRow,
    PositionRow,
)
from bsm_projections.engine.audience import DELEGATIONS_ONLY
from bsm_projections.engine.temporal_tables import RowBatch


def put_position(fact: PositionEvent, decision: DecisionRow, batch: RowBatch) -> None:
    """The delegation's row after a fact: its fields are those of what stands."""
    row = batch.get(POSITIONS, decision.id, fact.delegation)
    entries = _Entries(batch, decision.id, "{}" if row is None else row.latest)
    entry = _entry(fact, decision, entries)
    if isinstance(fact, PositionCorrected):
        entries.leave_out(fact.corrects, fact.version)
    if held_position(fact).is_void:
        batch.add(POSITION_ENTRIES, entry)
    else:
        entries.insert(entry)
    shown = entries.standing() or entries.last_said() or entry
    is_final = _is_final(shown.position, shown.version, decision)
    row = PositionRow(
        decision_id=decision.id,
        delegation=fact.delegation,
        version=shown.version,
        position=shown.position,
        text=shown.text,
        until=shown.until,
        speaking_for=shown.speaking_for,
        how=shown.how,
        is_own=shown.is_own,
        happened_at=shown.happened_at,
        recorded_at=shown.recorded_at,
        is_late=shown.is_late,
        entry=shown.entry,
        is_final=is_final,
        meeting_id=decision.meeting_id,
        audience=_audience(decision, is_final),
        until_ends_at=shown.until_ends_at,
        latest=entries.latest,
    )
    batch.put(POSITIONS, row)


def final_row(row: PositionRow, decision: DecisionRow) -> PositionRow:
    """The row once the decision is adopted: final positions are for all who may see the
    matter.
    """
    is_final = _is_final(row.position, row.version, decision)
    return replace(row, is_final=is_final, audience=_audience(decision, is_final))


def _is_final(position: str | None, version: int, decision: DecisionRow) -> bool:
    """What was withdrawn is none, and tells nobody else that there was a position."""
    return position is not None and version == decision.adopted_version


def _audience(decision: DecisionRow, is_final: bool) -> str:
    if decision.is_restricted:
        return MatterAudience.FOCAL_POINTS
    return MatterAudience.ALL if is_final else DELEGATIONS_ONLY


def _entry(
    fact: PositionEvent, decision: DecisionRow, entries: "_Entries"
) -> PositionEntryRow:
    held = held_position(fact)
    how, is_own = _how(fact, entries)
    until = None if isinstance(fact, PositionWithdrawn) else fact.until
    return PositionEntryRow(
        decision_id=decision.id,
        entry=fact.originator_version,
        audience=_audience(decision, is_final=False),
        version=fact.version,
        position=held.position,
        text=None if isinstance(fact, PositionWithdrawn) else fact.text,
        until=until.on if until else None,
        until_ends_at=held.until,
        speaking_for=fact.speaking_for if isinstance(fact, PositionTaken) else None,
        how=how,
        is_own=is_own,
        happened_at=fact.occurred_at,
        recorded_at=fact.recorded_at,
        is_late=fact.entered_late,
    )


def _how(fact: PositionEvent, entries: "_Entries") -> tuple[str, bool]:
    """How it was given, and whether the delegation says so itself. A correction has the
    former from what it corrects; it is the word of whoever corrects.
    """
    if not isinstance(fact, PositionCorrected):
        return fact.how, fact.how is How.SYSTEM
    wrong = entries.of(fact.corrects)
    return wrong.how, fact.actor.role is Role.FOCAL_POINT


class _Entries:
    """What a delegation said of a decision, and was not corrected, in the order of
    happening; `latest` is JSON: the last entry about each version.
    """

    def __init__(self, batch: RowBatch, decision_id: str, latest: str) -> None:
        self._batch = batch
        self._decision_id = decision_id
        found = json.loads(latest)
        self._latest: dict[int, int] = {int(each): found[each] for each in found}

    @property
    def latest(self) -> str:
        return json.dumps(self._latest)

    def of(self, entry: int) -> PositionEntryRow:
        return self._batch.must_get(POSITION_ENTRIES, self._decision_id, entry)

    def standing(self) -> PositionEntryRow | None:
        """The position on the latest version on which there is one."""
        for version in sorted(self._latest, reverse=True):
            last = self.of(self._latest[version])
            if last.position is not None:
                return last
        return None

    def last_said(self) -> PositionEntryRow | None:
        """What happened last: where no position stands, its withdrawal."""
        ends = map(self.of, self._latest.values())
        return max(ends, key=lambda last: last.order, default=None)

    def insert(self, entry: PositionEntryRow) -> None:
        """Adds an entry in its place."""
        later, place = None, self._latest.get(entry.version)
        while place is not None and self.of(place).order > entry.order:
            later = self.of(place)
            place = later.earlier
        self._batch.add(POSITION_ENTRIES, replace(entry, earlier=place))
        self._follow(later, entry.version, entry.entry)

    def leave_out(self, corrected: int, version: int) -> None:
        """Takes an entry out of the order; what was never given is not in it."""
        later, place = None, self._latest.get(version)
        while place is not None:
            entry = self.of(place)
            if place == corrected:
                self._follow(later, version, entry.earlier)
                return
            later, place = entry, entry.earlier

    def _follow(
        self, later: PositionEntryRow | None, version: int, earlier: int | None
    ) -> None:
        """Makes an entry the one before `later`, or the last about its version."""
        if later is not None:
            self._batch.put(POSITION_ENTRIES, replace(later, earlier=earlier))
        elif earlier is not None:
            self._latest[version] = earlier
        else:
            del self._latest[version]
