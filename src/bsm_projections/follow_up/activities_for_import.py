"""Which activities of a tracker are on record, and as what."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from bsm_domain.foundation.microseconds import from_micros
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sealed_texts import OpenedText, bound_text, is_sealed
from bsm_projections.follow_up.sql_conditions import followed_by_meeting

_CHUNK_SIZE = 500


class RecordedActivity(NamedTuple):
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


class ActivityTitle(NamedTuple):
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


def activity_titles(context: ReadContext, meeting_id: str) -> tuple[ActivityTitle, ...]:
    """Those of a meeting that the viewer sees."""
    rows = context.rows(
        "SELECT activity_id, owner, title, origin, origin_kind FROM {activities} "
        "WHERE meeting_id = :meeting",
        meeting=meeting_id,
    )
    return tuple(
        ActivityTitle(row["activity_id"], row["owner"], row["title"], _reference(row))
        for row in rows
    )


def activities_by_id(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, RecordedActivity]:
    """Those that are on record and seen by the viewer, by their ids."""
    comments = {
        row["activity_id"]: int(row["number"])
        for row in _rows(
            context,
            ids,
            lambda among: (
                "SELECT activity_id, count(*) AS number FROM {comments} "
                f"WHERE {among} GROUP BY activity_id"
            ),
        )
    }
    rows = _rows(
        context,
        ids,
        lambda among: f"SELECT * FROM {{activities}} WHERE {among}",
    )
    return {
        row["activity_id"]: _recorded_activity(row, comments.get(row["activity_id"], 0))
        for row in rows
    }


def ids_followed_by_meeting(
    context: ReadContext, ids: Sequence[str], meeting_id: str
) -> set[str]:
    """Those of the ids that a meeting follows or once followed, as the viewer sees."""
    rows = _rows(
        context,
        ids,
        lambda among: (
            "SELECT activity_id FROM {activities} "
            f"WHERE {among} AND {followed_by_meeting('meeting_id')}"
        ),
        meeting_id=meeting_id,
    )
    return {row["activity_id"] for row in rows}


def readable_comments(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, list[ReadableComment]]:
    """The comments on activities that the viewer may see, in their order."""
    rows = list(
        _rows(
            context,
            ids,
            lambda among: (
                f"SELECT * FROM {{comments}} WHERE {among} ORDER BY made_at, comment_id"
            ),
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


def _rows(
    context: ReadContext,
    ids: Sequence[str],
    statement: Callable[[str], str],
    **values: Any,
) -> Iterator[Row]:
    """The rows of a statement about many ids, some hundred ids at a time."""
    for start in range(0, len(ids), _CHUNK_SIZE):
        chunk = ids[start : start + _CHUNK_SIZE]
        named_ids = {f"id_{number}": id for number, id in enumerate(chunk)}
        among = f"activity_id IN ({', '.join(f':{name}' for name in named_ids)})"
        yield from context.rows(statement(among), **named_ids, **values)


def _reference(row: Row) -> str | None:
    return row["origin"] if row["origin_kind"] == "tracker" else None


def _recorded_activity(row: Row, comments: int) -> RecordedActivity:
    ended_at = row["completed_at"] or row["given_up_at"]
    return RecordedActivity(
        version=row["version"],
        reference=_reference(row),
        title=row["title"],
        owner=row["owner"],
        agency=row["agency"],
        partners=tuple(json.loads(row["partners"])),
        due_on=date.fromisoformat(row["due_on"]),
        due_precision=row["due_precision"],
        status=row["status"],
        percent=row["percent"],
        promised_at=from_micros(row["first_promised_at"]),
        ended_at=None if ended_at is None else from_micros(ended_at),
        comments=comments,
    )
