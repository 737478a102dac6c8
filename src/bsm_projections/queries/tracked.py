"""Which activities of a tracker are on record, and as what."""

from collections.abc import Sequence
from typing import NamedTuple

from bsm_projections.queries.asking import Question

_AT_ONCE = 500


class Tracked(NamedTuple):
    """What is on record of what trackers tell. `reference` is its number in the list
    that it was imported from; `comments` counts them.
    """

    reference: str | None
    title: str
    owner: str
    status: str
    comments: int


class Titled(NamedTuple):
    """An activity of a meeting, by what lists without numbers know it."""

    id: str
    owner: str
    title: str


def titles(question: Question, meeting_id: str) -> tuple[Titled, ...]:
    """Those of a meeting that the viewer sees."""
    rows = question.view.rows(
        "SELECT activity_id, owner, title FROM {activities} "
        f"WHERE meeting_id = :meeting AND {question.seen}",
        meeting=meeting_id,
        **question.values,
    )
    return tuple(Titled(it["activity_id"], it["owner"], it["title"]) for it in rows)


def tracked(question: Question, ids: Sequence[str]) -> dict[str, Tracked]:
    """Those that are on record and seen by the viewer, by their ids."""
    found: dict[str, Tracked] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = {f"id_{at}": id for at, id in enumerate(ids[start : start + _AT_ONCE])}
        among = f"activity_id IN ({', '.join(f':{name}' for name in some)})"
        comments = question.view.rows(
            "SELECT activity_id, count(*) AS number FROM {comments} "
            f"WHERE {among} GROUP BY activity_id",
            **some,
        )
        said = {row["activity_id"]: int(row["number"]) for row in comments}
        rows = question.view.rows(
            "SELECT activity_id, origin_kind, origin, title, owner, status "
            "FROM {activities} "
            f"WHERE {among} AND {question.seen}",
            **some,
            **question.values,
        )
        for row in rows:
            id = row["activity_id"]
            found[id] = Tracked(
                reference=row["origin"] if row["origin_kind"] == "tracker" else None,
                title=row["title"],
                owner=row["owner"],
                status=row["status"],
                comments=said.get(id, 0),
            )
    return found
