"""Read model: what each meeting set out to do, and what came of it."""

from dataclasses import dataclass, replace

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.timestamps import to_micros
from bsm_domain.meetings.objective import (
    ObjectiveDiscussed,
    ObjectiveSet,
    ObjectiveStatus,
)
from bsm_projections.engine.natural_sort import natural_sort_key
from bsm_projections.engine.versioned_tables import RowBatch, Table


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """`discussed_at` is when it happened, in microseconds since 1970 (UTC);
    `code_order` sorts O10 after O2.
    """

    objective_id: str
    version: int
    meeting_id: str
    code: str
    code_order: str
    text: str
    audience: str
    outcome_kind: str
    status: str
    discussed_at: int | None
    summary: str | None


OBJECTIVES = Table("objectives", ObjectiveRow, ("objective_id",), (("meeting_id",),))


class Objectives:
    name = "objectives"
    version = 2
    tables = (OBJECTIVES,)
    stored_name_prefixes = ("bsm.objective.",)
    stops_on_error = False

    def fold(self, fact: DomainEvent, page: RowBatch) -> None:
        id = page.stream
        match fact:
            case ObjectiveSet():
                page.put(
                    OBJECTIVES,
                    ObjectiveRow(
                        objective_id=id,
                        version=fact.originator_version,
                        meeting_id=str(fact.meeting_id),
                        code=fact.code,
                        code_order=natural_sort_key(fact.code),
                        text=fact.text,
                        audience=fact.audience,
                        outcome_kind=fact.outcome_kind,
                        status=ObjectiveStatus.SET,
                        discussed_at=None,
                        summary=None,
                    ),
                )
            case ObjectiveDiscussed():
                page.put(
                    OBJECTIVES,
                    replace(
                        page.must_get(OBJECTIVES, id),
                        version=fact.originator_version,
                        status=ObjectiveStatus.DISCUSSED,
                        discussed_at=to_micros(fact.occurred_at),
                        summary=fact.summary,
                    ),
                )
