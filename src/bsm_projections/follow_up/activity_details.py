"""Everything about one activity: milestones, dependencies, comments, evidence, what it
continues and what continues it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import Id, ReadContext
from bsm_projections.engine.row_texts import readable_texts
from bsm_projections.follow_up.queries import Activity, activity


@dataclass(frozen=True, slots=True)
class Milestone:
    """`state` is set, reached or dropped."""

    id: Id
    title: str
    due_on: date
    state: str
    reached_at: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class RelatedActivity:
    """Another activity, as far as the viewer may see it."""

    id: Id
    title: str
    owner: str
    owner_name: str
    status: str


@dataclass(frozen=True, slots=True)
class Comment:
    id: Id
    text: str
    mentions: tuple[str, ...]
    by_role: str
    by_delegation: str | None
    made_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """One revision. A file has `sha256`, `size` (bytes), `media_type` and `name`, a
    link has `url`. `expired` is whether it counts no more at the viewed moment. The
    same file is erased wherever it is shown: `shown_too_by` are other activities that
    show it, as far as the viewer may see them.
    """

    id: Id
    revision: int
    sha256: str | None
    size: int | None
    media_type: str | None
    name: str | None
    url: str | None
    note: str | None
    expires_on: date | None
    expired: bool
    by_role: str
    by_delegation: str | None
    attached_at: datetime
    recorded_at: datetime
    is_latest: bool
    is_withdrawn: bool
    is_erased: bool
    shown_too_by: tuple[RelatedActivity, ...] = ()


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
    only = "" if evidence_id is None else "AND evidence_id = :evidence_id "
    rows = _rows(
        context,
        "evidence",
        activity_id,
        f"{only}ORDER BY attached_at",
        evidence_id=evidence_id,
    )
    if not rows:
        return ()
    texts = readable_texts(context, activity_id, rows, ("name", "url", "note"))
    zone = _due_time_zone(context, activity_id)
    with_same_files = _evidence_with_same_files(context, activity_id)
    erased = {other["sha256"] for other in with_same_files if other["is_erased"]}
    return tuple(
        Evidence(
            id=row["evidence_id"],
            revision=row["revision"],
            sha256=row["sha256"],
            size=row["size"],
            media_type=row["media_type"],
            **texts_of_row,
            expires_on=_day(row["expires_on"]),
            expired=_is_past(context, row["expires_on"], zone),
            by_role=row["by_role"],
            by_delegation=row["by_delegation"],
            attached_at=from_micros(row["attached_at"]),
            recorded_at=from_micros(row["recorded_at"]),
            is_latest=bool(row["is_latest"]),
            is_withdrawn=bool(row["is_withdrawn"]),
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


def _milestones(context: ReadContext, activity: Activity) -> Iterable[Milestone]:
    zone = _due_time_zone(context, activity.id)
    for row in _rows(
        context, "milestones", activity.id, "ORDER BY due_on, milestone_id"
    ):
        late = row["state"] == "set" and _is_past(context, row["due_on"], zone)
        yield Milestone(
            id=row["milestone_id"],
            title=row["title"],
            due_on=date.fromisoformat(row["due_on"]),
            state=row["state"],
            reached_at=from_micros(row["reached_at"]) if row["reached_at"] else None,
            overdue=late and activity.is_open,
        )


def _comments(context: ReadContext, id: str) -> Iterable[Comment]:
    rows = _rows(context, "comments", id, "ORDER BY made_at, from_position")
    texts = readable_texts(context, id, rows, ("text",))
    for row, texts_of_row in zip(rows, texts, strict=True):
        yield Comment(
            id=row["comment_id"],
            text=texts_of_row["text"] or "",
            mentions=tuple(json.loads(row["mentions"])),
            by_role=row["by_role"],
            by_delegation=row["by_delegation"],
            made_at=from_micros(row["made_at"]),
            recorded_at=from_micros(row["recorded_at"]),
        )


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


def _rows(
    context: ReadContext, table: str, activity_id: str, suffix: str, **values: Any
) -> list[Row]:
    return context.rows(
        f"SELECT * FROM {{{table}}} WHERE activity_id = :id {suffix}",
        id=activity_id,
        **values,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _due_time_zone(context: ReadContext, activity_id: str) -> str:
    """That of its due date: days are days there."""
    [row] = _rows(context, "activities", activity_id, "")
    return str(row["due_zone"])


def _is_past(context: ReadContext, day: str | None, zone: str) -> bool:
    """At the viewed moment."""
    return day is not None and date.fromisoformat(day) < context.local_day(zone)
