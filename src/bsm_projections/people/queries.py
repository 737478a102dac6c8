"""Who takes part, with what is personal still sealed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bsm_domain.foundation.microseconds import from_micros
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.databases import Row
from bsm_projections.engine.read_context import (
    ReadContext,
    ResultPage,
    result_page,
)
from bsm_projections.engine.sealed_texts import BoundText, bound_text

_MAX_PARAMETERS = 500


@dataclass(frozen=True, slots=True)
class Participant:
    """`sealed` are the groups that were given; `erased` those that are no more.
    `designated_until` is the last day of a designation as focal point, None while it
    lasts until further notice.
    """

    id: str
    version: int
    delegation: str
    delegation_name: str
    sealed: Mapping[PersonalGroup, BoundText]
    erased: frozenset[PersonalGroup]
    designated_since: date | None
    designated_until: date | None
    entered_at: datetime
    changed_at: datetime


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
        lambda _, rows: (_participant(context, row) for row in rows),
        where=[] if delegation is None else ["delegation = :delegation"],
        order=("entered_at", "participant_id"),
        after=after,
        limit=limit,
        delegation=delegation,
    )


def participants_by_id(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, Participant]:
    """Those of these ids that are on record, by id."""
    participants: dict[str, Participant] = {}
    for start in range(0, len(ids), _MAX_PARAMETERS):
        named_ids = {
            f"id{number}": id
            for number, id in enumerate(ids[start : start + _MAX_PARAMETERS])
        }
        rows = context.rows(
            "SELECT * FROM {participants} WHERE participant_id IN "
            f"({', '.join(f':{name}' for name in named_ids)})",
            **named_ids,
        )
        participants |= {
            row["participant_id"]: _participant(context, row) for row in rows
        }
    return participants


def participant(context: ReadContext, id: str) -> Participant | None:
    return participants_by_id(context, [id]).get(id)


def focal_points_on(context: ReadContext, on: date) -> tuple[Participant, ...]:
    """The National Focal Points of a day."""
    rows = context.rows(
        "SELECT * FROM {participants} WHERE designated_since <= :day AND "
        "(designated_until IS NULL OR designated_until >= :day)"
        + " ORDER BY delegation, participant_id",
        day=on.isoformat(),
    )
    return tuple(_participant(context, row) for row in rows)


def _participant(context: ReadContext, row: Row) -> Participant:
    sealed = {
        group: _sealed(row, group) for group in PersonalGroup if row[group] is not None
    }
    return Participant(
        id=row["participant_id"],
        version=row["version"],
        delegation=row["delegation"],
        delegation_name=context.delegation_name(row["delegation"]),
        sealed=sealed,
        erased=frozenset(
            PersonalGroup(group) for group in row["erased"].split(",") if group
        ),
        designated_since=_day(row["designated_since"]),
        designated_until=_day(row["designated_until"]),
        entered_at=from_micros(row["entered_at"]),
        changed_at=from_micros(row["changed_at"]),
    )


def _sealed(row: Row, group: PersonalGroup) -> BoundText:
    value = json.loads(row[group])
    return bound_text(
        value,
        stream_id=row["participant_id"],
        field=group,
        command_id=value["command_id"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


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
    where = "" if delegation is None else "WHERE delegation = :delegation"
    rows = context.rows(
        "SELECT participant_id, delegation, erased, designated_since, "
        f"designated_until FROM {{participants}} {where} "
        "ORDER BY delegation, entered_at, participant_id",
        delegation=delegation,
    )
    on = context.moment.at.date().isoformat()
    return tuple(
        PersonSummary(
            row["participant_id"],
            row["delegation"],
            PersonalGroup.NAME in row["erased"].split(","),
            _is_designated(row["designated_since"], row["designated_until"], on),
        )
        for row in rows
    )


def _is_designated(since: str | None, until: str | None, on: str) -> bool:
    return since is not None and since <= on and (until is None or until >= on)
