"""Who takes part, with what is personal still sealed.

An entry that was merged into another is not listed: the other speaks for the person,
whichever of them is asked for.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page
from bsm_projections.engine.sealed_texts import BoundText, bound_text
from bsm_projections.people.read_model import Participant

_SPEAKS = "merged_into IS NULL"
_IS_DESIGNATED = "designated_since <= :day AND coalesce(designated_until, :day) >= :day"


def participants(
    context: ReadContext,
    *,
    delegation: str | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Participant]:
    """Of one delegation, or of all, in the order in which they were entered."""
    return result_page(
        context,
        "participants",
        _participants,
        where=[_SPEAKS]
        if delegation is None
        else [_SPEAKS, "delegation = :delegation"],
        order=("entered_at", "participant_id"),
        after=after,
        limit=limit,
        delegation=delegation,
    )


def participants_by_id(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, Participant]:
    """The people of these ids who are on record, by the ids asked for."""
    people = _entries(context, ids)
    merged = {
        id: entry.merged_into for id, entry in people.items() if entry.merged_into
    }
    if not merged:
        return people
    speaking = people | _entries(context, [*{*merged.values()} - people.keys()])
    return {id: speaking[merged.get(id, id)] for id in people}


def _entries(context: ReadContext, ids: Sequence[str]) -> dict[str, Participant]:
    sql = "SELECT * FROM {participants} WHERE participant_id IN (:ids)"
    rows = [*context.rows_among(sql, ids)]
    return {found.id: found for found in _participants(context, rows)}


def participant(context: ReadContext, id: str) -> Participant | None:
    return participants_by_id(context, [id]).get(id)


def focal_points_on(context: ReadContext, on: date) -> tuple[Participant, ...]:
    """The National Focal Points of a day."""
    rows = context.rows(
        f"SELECT * FROM {{participants}} WHERE {_SPEAKS} AND {_IS_DESIGNATED} "
        "ORDER BY delegation, participant_id",
        day=on.isoformat(),
    )
    return tuple(_participants(context, rows))


def _participants(context: ReadContext, rows: list[Row]) -> Iterator[Participant]:
    duplicates = _duplicates_of(context, [row["participant_id"] for row in rows])
    for row in rows:
        sealed = {
            group: _sealed(row, group)
            for group in PersonalGroup
            if row[group] is not None
        }
        yield context.item(
            Participant,
            row,
            sealed=sealed,
            duplicates=duplicates.get(row["participant_id"], ()),
        )


def _duplicates_of(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    duplicates = dict[str, tuple[str, ...]]()
    for row in context.rows_among(
        "SELECT participant_id, merged_into FROM {participants} "
        "WHERE merged_into IN (:ids) ORDER BY participant_id",
        ids,
    ):
        into = row["merged_into"]
        duplicates[into] = (*duplicates.get(into, ()), row["participant_id"])
    return duplicates


def _sealed(row: Row, group: PersonalGroup) -> BoundText:
    value = json.loads(row[group])
    return bound_text(
        value,
        stream_id=row["participant_id"],
        field=group,
        command_id=value["command_id"],
    )


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """Somebody on record. `designated` tells whether they are the National Focal Point
    on the day of the viewed moment (UTC).
    """

    id: str
    delegation: str
    erased: bool
    designated: bool


def people_by_delegation(
    context: ReadContext, *, delegation: str | None = None
) -> tuple[PersonSummary, ...]:
    """Of one delegation, or of all by their codes, in the order of entry."""
    where = "" if delegation is None else "AND delegation = :delegation"
    rows = context.rows(
        "SELECT participant_id AS id, delegation, erased, "
        f"CASE WHEN {_IS_DESIGNATED} THEN 1 ELSE 0 END AS designated "
        f"FROM {{participants}} WHERE {_SPEAKS} {where} "
        "ORDER BY delegation, entered_at, participant_id",
        delegation=delegation,
        day=context.moment.at.date().isoformat(),
    )
    return tuple(
        context.item(
            PersonSummary,
            row,
            erased=PersonalGroup.NAME in row["erased"].split(","),
        )
        for row in rows
    )
