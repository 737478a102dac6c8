"""Read model: the objectives of meetings, and their wordings."""

from dataclasses import dataclass, replace
from datetime import datetime

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.sources import Source
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.objective import (
    AimListed,
    ObjectiveDiscussed,
    ObjectiveMoved,
    ObjectiveReworded,
    ObjectiveSet,
    ObjectiveStatus,
    ObjectiveWithdrawn,
)
from bsm_domain.meetings.source_facts import ObjectiveSourceNamed
from bsm_projections.engine.audience import AIM_ONLY
from bsm_projections.engine.columns import (
    Id,
    column,
    computed,
    id_text,
    natural_sort_key,
)
from bsm_projections.engine.temporal_tables import RowBatch, Table
from bsm_projections.meetings.sources import (
    stored_source,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveDecision:
    """A decision that comes from an objective; drafts have no `symbol` yet."""

    id: Id = column("decision_id")
    title: str
    status: str
    symbol: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """`status` is set, discussed, withdrawn, or agreed: once a decision in force comes
    from it. It is None for who may know no more than that it is on the programme.
    `decisions` are those that the viewer may see, in the order in which they were
    tabled; `wordings` how often it was worded. `session_id` is that of the session in
    which it is discussed; for who may not see the draft of the agenda, the last one
    that was released.
    """

    id: Id = column("objective_id")
    version: int
    meeting_id: Id
    code: str
    text: str
    audience: str
    outcome_kind: str
    status: str | None
    discussed_at: datetime | None = None  # when it happened
    summary: str | None = None
    session_id: Id | None = None
    wordings: int = 1
    source: Source | None = computed()
    decisions: tuple[ObjectiveDecision, ...] = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveRow(Objective):
    """`code_order` sorts O10 after O2. `session_ids` are the sessions to which it was
    moved, the last one first; an empty ID where it was moved out of all.
    """

    code_order: str
    session_ids: tuple[str, ...] = ()
    stored_source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveWording:
    """A wording that an objective had; the first has no `reason`."""

    objective_id: Id
    number: int
    text: str
    since: datetime
    reason: str | None = computed()
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveWordingRow(ObjectiveWording):
    """`sealed_reason` was recorded by the command `command_id`."""

    sealed_reason: str | None = None
    command_id: str


@dataclass(frozen=True, slots=True)
class ObjectiveAudienceRow:
    """For whom an objective is: part of the key of its own row."""

    objective_id: str
    audience: str


OBJECTIVE_AUDIENCES = Table(
    "objective_audiences", ObjectiveAudienceRow, ("objective_id",), append_only=True
)
# For everybody who may not see a matter for focal points only there may be a row of its
# own, without what became of it.
OBJECTIVES = Table(
    "objectives",
    ObjectiveRow,
    ("objective_id", "audience"),
    (("meeting_id",),),
    has_aims=True,
)


OBJECTIVE_WORDINGS = Table(
    "objective_wordings", ObjectiveWordingRow, ("objective_id", "number")
)


class Objectives:
    name = "objectives"
    version = 6
    tables = (OBJECTIVES, OBJECTIVE_AUDIENCES, OBJECTIVE_WORDINGS)
    stored_name_prefixes = ("bsm.objective.",)

    def fold(self, fact: DomainEvent, batch: RowBatch) -> None:
        id, version = batch.stream, fact.originator_version
        if isinstance(fact, ObjectiveSet):
            audience = fact.audience
            batch.add(OBJECTIVE_AUDIENCES, ObjectiveAudienceRow(id, audience))
            row = ObjectiveRow(
                id=id,
                version=version,
                meeting_id=str(fact.meeting_id),
                code=fact.code,
                code_order=natural_sort_key(fact.code),
                text=fact.text,
                audience=audience,
                outcome_kind=fact.outcome_kind,
                status=ObjectiveStatus.SET,
                stored_source=stored_source(fact),
            )
            batch.put(OBJECTIVE_WORDINGS, _wording(row, fact))
            if fact.aim_for_all and audience is MatterAudience.FOCAL_POINTS:
                batch.put(OBJECTIVES, _aim(row, version=1, wordings=1))
        else:
            own = batch.must_get(OBJECTIVE_AUDIENCES, id)
            row = batch.must_get(OBJECTIVES, id, own.audience)
            row = replace(row, version=version)
            match fact:
                case ObjectiveDiscussed():
                    row = replace(
                        row,
                        status=fact.LEADS_TO,
                        discussed_at=fact.occurred_at,
                        summary=fact.summary,
                    )
                case AimListed():
                    batch.put(OBJECTIVES, _aim(row, version=1, wordings=1))
                case ObjectiveWithdrawn():
                    row = replace(row, status=fact.LEADS_TO)
                case ObjectiveMoved(session_id=session_id):
                    id_of_session = id_text(session_id)
                    row = replace(
                        row,
                        session_id=id_of_session,
                        session_ids=(id_of_session or "", *row.session_ids),
                    )
                case ObjectiveSourceNamed():
                    row = replace(row, stored_source=stored_source(fact))
                case ObjectiveReworded(text=text):
                    row = replace(
                        row,
                        text=text,
                        wordings=row.wordings + 1,
                        stored_source=stored_source(fact),
                    )
                    batch.put(OBJECTIVE_WORDINGS, _wording(row, fact))
            if isinstance(
                fact, ObjectiveReworded | ObjectiveWithdrawn | ObjectiveSourceNamed
            ):
                _update_aim(row, fact, batch)
        batch.put(OBJECTIVES, row)


def _update_aim(
    row: ObjectiveRow,
    fact: ObjectiveReworded | ObjectiveWithdrawn | ObjectiveSourceNamed,
    batch: RowBatch,
) -> None:
    """Of what happens to an aim that is listed everybody may know this. Its version and
    wordings count nothing else.
    """
    aim = batch.get(OBJECTIVES, row.id, AIM_ONLY)
    if aim is not None:
        wordings = aim.wordings + isinstance(fact, ObjectiveReworded)
        batch.put(OBJECTIVES, _aim(row, version=aim.version + 1, wordings=wordings))


def _aim(row: ObjectiveRow, *, version: int, wordings: int) -> ObjectiveRow:
    """What everybody may know of an objective for focal points only: its wording, and
    whether it is still on the programme.
    """
    withdrawn = ObjectiveStatus.WITHDRAWN
    return replace(
        row,
        audience=AIM_ONLY,
        version=version,
        wordings=wordings,
        status=withdrawn if row.status == withdrawn else None,
        discussed_at=None,
        summary=None,
        session_id=None,
        session_ids=(),
    )


def _wording(
    row: ObjectiveRow, fact: ObjectiveSet | ObjectiveReworded
) -> ObjectiveWordingRow:
    reason = None if isinstance(fact, ObjectiveSet) else fact.reason.model_dump_json()
    return ObjectiveWordingRow(
        objective_id=row.id,
        number=row.wordings,
        text=row.text,
        since=fact.occurred_at,
        audience=row.audience,
        sealed_reason=reason,
        command_id=str(fact.command_id),
    )
