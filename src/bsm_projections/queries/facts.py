"""The log of facts, told in sentences."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bsm_domain.clocks import from_micros, to_micros
from bsm_projections.queries.asking import Listed, Question, converted, listed
from bsm_projections.sentences import sentence


@dataclass(frozen=True, slots=True)
class Fact:
    """`entered_late`: recorded more than a day after it happened."""

    position: int
    sentence: str
    kind: str
    stored_name: str
    stream_id: str
    version: int
    meeting_id: str | None
    delegation: str | None
    audience: str
    recorded_at: datetime
    occurred_at: datetime
    entered_late: bool
    actor_role: str
    actor_delegation: str | None
    command_id: str


def facts(
    question: Question,
    *,
    meeting_id: str | None = None,
    delegation: str | None = None,
    kinds: tuple[str, ...] = (),
    stream_id: str | None = None,
    entered_late: bool | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    newest_first: bool = False,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> Listed[Fact]:
    """Facts that the viewer may see, by position. `since` and `until` bound the time
    of recording, both inclusive.
    """
    where = [question.seen]
    values: dict[str, Any] = {}
    for column, value in (
        ("meeting_id", meeting_id),
        ("delegation", delegation),
        ("stream_id", stream_id),
        ("entered_late", entered_late),
    ):
        if value is not None:
            where.append(f"{column} = :{column}")
            values[column] = value
    if kinds:
        places = [f":kind{number}" for number in range(len(kinds))]
        where.append(f"kind IN ({', '.join(places)})")
        values |= {f"kind{number}": kind for number, kind in enumerate(kinds)}
    if since is not None:
        where.append("recorded_at >= :since")
        values["since"] = to_micros(since)
    if until is not None:
        where.append("recorded_at <= :until")
        values["until"] = to_micros(until)
    page = listed(
        question,
        table="facts",
        where=where,
        order=("position",),
        after=after,
        limit=limit,
        values=values,
        descending=newest_first,
    )
    return converted(page, (_fact(question, row) for row in page.items))


def fact(question: Question, position: int) -> Fact | None:
    row = question.view.row(
        "SELECT * FROM {facts} WHERE position = :position AND " + question.seen,
        position=position,
        **question.values,
    )
    return None if row is None else _fact(question, row)


def _fact(question: Question, row: sqlite3.Row) -> Fact:
    words = json.loads(row["words"])
    return Fact(
        position=row["position"],
        sentence=sentence(row["stored_name"], words, question.name_of),
        kind=row["kind"],
        stored_name=row["stored_name"],
        stream_id=row["stream_id"],
        version=row["stream_version"],
        meeting_id=row["meeting_id"],
        delegation=row["delegation"],
        audience=row["audience"],
        recorded_at=from_micros(row["recorded_at"]),
        occurred_at=from_micros(row["occurred_at"]),
        entered_late=bool(row["entered_late"]),
        actor_role=row["actor_role"],
        actor_delegation=row["actor_delegation"],
        command_id=row["command_id"],
    )
