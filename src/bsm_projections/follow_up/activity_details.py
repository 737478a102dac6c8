"""Everything about one activity: milestones, dependencies, comments, evidence, what it
continues and what continues it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.readable_texts import readable_texts
from bsm_projections.follow_up.queries import activity
from bsm_projections.follow_up.tables import (
    Activity,
    Comment,
    Evidence,
    LinkedDecision,
    Milestone,
    RelatedActivity,
)


@dataclass(frozen=True, slots=True)
class ActivityDetails:
    """`meetings` are the ids of all editions that followed it, the first one first;
    `ancestors` are all that it continues, however long ago.
    """

    activity: Activity
    milestones: tuple[Milestone, ...]
    waits_for: tuple[RelatedActivity, ...]
    awaited_by: tuple[RelatedActivity, ...]
    comments: tuple[Comment, ...]
    evidence: tuple[Evidence, ...]
    ancestors: tuple[RelatedActivity, ...]
    continued_by: tuple[RelatedActivity, ...]
    meetings: tuple[Id, ...]
    decisions: tuple[LinkedDecision, ...]


def activity_details(context: ReadContext, id: Id) -> ActivityDetails | None:
    """None for what is not on record, or not for the viewer to see."""
    row = activity(context, id)
    if row is None:
        return None
    milestones = tuple(_milestones(context, row))
    return ActivityDetails(
        activity=row,
        milestones=milestones,
        waits_for=_related(context, _dependencies(context, id, "awaited_id")),
        awaited_by=_related(context, _dependencies(context, id, "activity_id")),
        comments=tuple(_comments(context, id)),
        evidence=evidence(context, id),
        ancestors=_related(context, ancestors(context, id)),
        continued_by=_related(context, row.succeeded_by),
        meetings=_editions(context, id),
        decisions=_decisions(context, row),
    )


def ancestors(context: ReadContext, id: str) -> tuple[str, ...]:
    """The ids of all that an activity continues: its parents, theirs, and so on."""
    ancestor_ids: dict[str, None] = {}
    pending = [id]
    while pending:
        row = context.row(
            # Also through what the viewer may not see: of its facts, none are shown.
            "SELECT parents FROM {activities:every_audience} WHERE activity_id = :id",
            id=pending.pop(),
        )
        parents = json.loads(row["parents"]) if row else []
        pending += [parent for parent in parents if parent not in ancestor_ids]
        ancestor_ids |= dict.fromkeys(parents)
    return tuple(ancestor_ids)


def evidence(
    context: ReadContext, activity_id: str, evidence_id: str | None = None
) -> tuple[Evidence, ...]:
    """All revisions of all evidence of an activity, or of one piece; in the order of
    time. None of an activity that the viewer may not see.
    """
    of_evidence = "" if evidence_id is None else "AND evidence_id = :evidence_id "
    rows = context.rows(
        "SELECT * FROM {evidence} "
        f"WHERE activity_id = :id {of_evidence}ORDER BY attached_at",
        id=activity_id,
        evidence_id=evidence_id,
    )
    if not rows:
        return ()
    texts = readable_texts(context, activity_id, rows, ("name", "url", "note"))
    today = _local_day(context, activity_id)
    with_same_files = _evidence_with_same_files(context, activity_id)
    erased = {other["sha256"] for other in with_same_files if other["is_erased"]}
    return tuple(
        context.item(
            Evidence,
            row,
            **texts_of_row,
            expired=_is_past(row["expires_on"], today),
            is_erased=row["sha256"] in erased,
            shown_too_by=_related(context, _other_activities(with_same_files, row)),
        )
        for row, texts_of_row in zip(rows, texts, strict=True)
    )


def _evidence_with_same_files(context: ReadContext, activity_id: str) -> list[Row]:
    """All evidence, of whatever activity, that is a file which this one shows."""
    return context.rows(
        # A file that was erased where the viewer may not look is erased here too.
        "SELECT sha256, activity_id, is_erased FROM {evidence:every_audience} "
        "WHERE sha256 IN (SELECT sha256 FROM {evidence} WHERE activity_id = :id) "
        "ORDER BY activity_id",
        id=activity_id,
    )


def _other_activities(with_same_files: Sequence[Row], row: Row) -> dict[str, None]:
    """The ids of other activities that show the file of a row, each once."""
    ids = [
        other["activity_id"]
        for other in with_same_files
        if other["sha256"] == row["sha256"]
    ]
    return dict.fromkeys(id for id in ids if id != row["activity_id"])


def _milestones(context: ReadContext, activity: Activity) -> Iterator[Milestone]:
    rows = context.rows(
        "SELECT * FROM {milestones} WHERE activity_id = :id "
        "ORDER BY due_on, milestone_id",
        id=activity.id,
    )
    today = _local_day(context, activity.id)
    for row in rows:
        late = row["state"] == "set" and _is_past(row["due_on"], today)
        yield context.item(Milestone, row, overdue=late and activity.is_open)


def _comments(context: ReadContext, id: str) -> Iterator[Comment]:
    rows = context.rows(
        "SELECT * FROM {comments} WHERE activity_id = :id "
        "ORDER BY made_at, from_position",
        id=id,
    )
    texts = readable_texts(context, id, rows, ("text",))
    for row, texts_of_row in zip(rows, texts, strict=True):
        yield context.item(Comment, row, text=texts_of_row["text"] or "")


def _dependencies(context: ReadContext, id: str, column: str) -> list[str]:
    known_column = "activity_id" if column == "awaited_id" else "awaited_id"
    rows = context.rows(
        f"SELECT {column} AS other FROM {{dependencies}} WHERE {known_column} = :id "
        f"AND is_active = 1 ORDER BY {column}",
        id=id,
    )
    return [row["other"] for row in rows]


def _related(context: ReadContext, ids: Iterable[str]) -> tuple[RelatedActivity, ...]:
    """Those that the viewer may see; of others not even how many they are."""
    rows = (activity(context, id) for id in ids)
    return tuple(
        RelatedActivity(row.id, row.title, row.owner, row.owner_name, row.status)
        for row in rows
        if row is not None
    )


def _editions(context: ReadContext, id: str) -> tuple[str, ...]:
    rows = context.rows(
        "SELECT meeting_id FROM {activity_editions} WHERE activity_id = :id "
        "ORDER BY from_position",
        id=id,
    )
    return tuple(row["meeting_id"] for row in rows)


def _decisions(context: ReadContext, row: Activity) -> tuple[LinkedDecision, ...]:
    """Those that the viewer may see; drafts that came to nothing are left out."""
    return context.items(
        LinkedDecision,
        "SELECT * FROM {decisions} "
        "WHERE (decision_id = :origin OR activities LIKE :linked) "
        "AND status NOT IN ('withdrawn', 'not agreed') ORDER BY tabled_at, decision_id",
        origin=row.decision_id,
        linked=f'%"{row.id}"%',
    )


def _local_day(context: ReadContext, activity_id: str) -> str:
    """The viewed day in the time zone of its due date, as columns have days."""
    sql = "SELECT due_zone FROM {activities} WHERE activity_id = :id"
    row = context.row(sql, id=activity_id)
    assert row is not None
    return context.local_day(row["due_zone"]).isoformat()


def _is_past(day: str | None, today: str) -> bool:
    return day is not None and day < today
