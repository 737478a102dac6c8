"""Which activities of a tracker are on record, and as what."""

from collections.abc import Sequence

from bsm_projections.queries.asking import Question

_AT_ONCE = 500


def titles_of(question: Question, ids: Sequence[str]) -> dict[str, str]:
    """The titles of those that are on record and seen by the viewer, by their ids."""
    found: dict[str, str] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = {f"id_{at}": id for at, id in enumerate(ids[start : start + _AT_ONCE])}
        places = ", ".join(f":{name}" for name in some)
        rows = question.view.rows(
            f"SELECT activity_id, title FROM {{activities}} WHERE activity_id IN "
            f"({places}) AND {question.seen}",
            **some,
            **question.values,
        )
        found |= {row["activity_id"]: row["title"] for row in rows}
    return found
