"""Which activities of a tracker are on record, and as what."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sealed_texts import OpenedText, bound_text, is_sealed
from bsm_projections.follow_up.sql_conditions import followed_by_meeting


@dataclass(frozen=True, slots=True)
class RecordedActivity:
    """What is on record of what trackers hold. `reference` is its number in the list
    that it was imported from; `ended_at` is when it was completed or given up;
    `comments` counts them.
    """

    version: int
    reference: str | None
    title: str
    owner: str
    agency: str | None
    partners: tuple[str, ...]
    due_on: date
    due_precision: str
    status: str
    percent: int
    promised_at: datetime
    ended_at: datetime | None
    comments: int


@dataclass(frozen=True, slots=True)
class ActivityTitle:
    """An activity of a meeting, by what lists know it. `reference` is its number in
    the list that it was imported from.
    """

    id: str
    owner: str
    title: str
    reference: str | None


class ReadableComment(NamedTuple):
    """A comment on record, with its text in clear, as far as it can be read."""

    id: str
    text: OpenedText


# The number in a list, where the activity comes from one.
_REFERENCE = "CASE origin_kind WHEN 'tracker' THEN origin END AS reference"


def activity_titles(context: ReadContext, meeting_id: str) -> tuple[ActivityTitle, ...]:
    """Those of a meeting that the viewer sees."""
    return context.items(
        ActivityTitle,
        f"SELECT activity_id AS id, owner, title, {_REFERENCE} FROM {{activities}} "
        "WHERE meeting_id = :meeting",
        meeting=meeting_id,
    )


def activities_by_id(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, RecordedActivity]:
    """Those that are on record and seen by the viewer, by their ids."""
    comments = {
        row["activity_id"]: int(row["number"])
        for row in context.rows_among(
            "SELECT activity_id, count(*) AS number FROM {comments} "
            "WHERE activity_id IN (:ids) GROUP BY activity_id",
            ids,
        )
    }
    rows = context.rows_among(
        f"SELECT *, {_REFERENCE}, first_promised_at AS promised_at, "
        "coalesce(completed_at, given_up_at) AS ended_at "
        "FROM {activities} WHERE activity_id IN (:ids)",
        ids,
    )
    return {
        row["activity_id"]: context.item(
            RecordedActivity, row, comments=comments.get(row["activity_id"], 0)
        )
        for row in rows
    }


def ids_followed_by_meeting(
    context: ReadContext, ids: Sequence[str], meeting_id: str
) -> set[str]:
    """Those of the ids that a meeting follows or once followed, as the viewer sees."""
    rows = context.rows_among(
        "SELECT activity_id FROM {activities} "
        f"WHERE activity_id IN (:ids) AND {followed_by_meeting('meeting_id')}",
        ids,
        meeting_id=meeting_id,
    )
    return {row["activity_id"] for row in rows}


def readable_comments(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, list[ReadableComment]]:
    """The comments on activities that the viewer may see, in their order."""
    rows = list(
        context.rows_among(
            "SELECT * FROM {comments} WHERE activity_id IN (:ids) "
            "ORDER BY made_at, comment_id",
            ids,
        )
    )
    texts = [json.loads(row["text"]) for row in rows]
    sealed = [
        bound_text(
            text,
            stream_id=row["activity_id"],
            field="text",
            command_id=row["command_id"],
        )
        for row, text in zip(rows, texts, strict=True)
        if is_sealed(text)
    ]
    opened = iter(context.open_texts(sealed))
    comments: dict[str, list[ReadableComment]] = {}
    for row, text in zip(rows, texts, strict=True):
        readable = next(opened) if is_sealed(text) else OpenedText(text["text"])
        comment = ReadableComment(row["comment_id"], readable)
        comments.setdefault(row["activity_id"], []).append(comment)
    return comments
