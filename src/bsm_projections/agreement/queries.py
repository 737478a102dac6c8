"""Decisions as a viewer can see them: lists, texts, positions."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bsm_domain.agreement.text_body import TextBody
from bsm_domain.agreement.values import BREAKING, DecisionStatus, Position
from bsm_domain.foundation.accents import search_key
from bsm_domain.foundation.free_text import AS_RECORDED, DelegationCode
from bsm_domain.foundation.participating_states import participating_states_on
from bsm_projections.agreement.decision_status import has_round, is_undecided
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.databases import Row
from bsm_projections.engine.columns import Id, column, computed
from bsm_projections.engine.read_context import ReadContext, ResultPage, result_page

UNDECIDED = "status IN ('draft', 'in procedure')"
NOT_HEARD = (
    "NOT EXISTS (SELECT 1 FROM {positions} p WHERE p.decision_id = "
    "decisions.decision_id AND p.delegation = :delegation "
    "AND p.version = decisions.text_version AND p.position IS NOT NULL)"
)

_WORDS = re.compile(r"\w+")
_MAX_WORDS = 10
# Of the text that was adopted, or is on the table.
_HAS_WORD = (
    "EXISTS (SELECT 1 FROM {{decision_versions}} v WHERE v.decision_id = "
    "decisions.decision_id AND v.number = "
    "coalesce(decisions.adopted_version, decisions.text_version) "
    "AND v.words LIKE :{name} ESCAPE '!')"
)


def decisions(
    context: ReadContext,
    *,
    meeting_id: Id | None = None,
    status: DecisionStatus | None = None,
    awaiting: DelegationCode | None = None,
    words: str | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Decision]:
    """Decisions that the viewer may see, in the order in which they were tabled. Those
    `awaiting` a delegation are undecided, and it has no position on the current
    version. Those with all `words` have them, or longer ones that contain them, in
    their title or text.
    """
    wanted = _wanted_words(words or "")
    where = [_HAS_WORD.format(name=name) for name in wanted]
    if words is not None and not wanted:
        where.append("1 = 0")
    if meeting_id is not None:
        where.append("meeting_id = :meeting_id")
    if status is not None:
        where.append("status = :status")
    if awaiting is not None:
        where += [UNDECIDED, NOT_HEARD]
    return result_page(
        context,
        "decisions",
        _decisions,
        where=where,
        order=("tabled_at", "decision_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
        status=status,
        delegation=awaiting,
        **wanted,
    )


def _wanted_words(words: str) -> dict[str, Any]:
    """What each of the words must be like, by the name of its value."""
    found = _WORDS.findall(search_key(words))[:_MAX_WORDS]
    return {
        f"word_{number}": f"%{word.replace('_', '!_')}%"
        for number, word in enumerate(found)
    }


def register(
    context: ReadContext,
    *,
    meeting_id: Id | None = None,
    after: tuple[Any, ...] | None = None,
    limit: int = 100,
) -> ResultPage[Decision]:
    """The decisions that have a number, in the order of their adoption."""
    where = ["symbol IS NOT NULL"]
    if meeting_id is not None:
        where.append("meeting_id = :meeting_id")
    return result_page(
        context,
        "decisions",
        _decisions,
        where=where,
        order=("adopted_at", "decision_id"),
        after=after,
        limit=limit,
        meeting_id=meeting_id,
    )


def decision(context: ReadContext, id: Id) -> Decision | None:
    rows = context.rows("SELECT * FROM {decisions} WHERE decision_id = :id", id=id)
    return next(_decisions(context, rows), None)


def _decisions(context: ReadContext, rows: Sequence[Row]) -> Iterator[Decision]:
    spoken = _spoken(context, [row["decision_id"] for row in rows])
    codes = {
        row["objective_id"]: row["code"]
        for row in context.rows("SELECT objective_id, code FROM {objectives}")
    }
    at = context.moment.at
    states = participating_states_on(at.date())
    for row in _without_hidden(context, rows):
        code = codes.get(row["objective_id"])
        item = context.item(
            Decision,
            # A decision that was released may come from an objective that was not.
            row if code is not None else dict(row) | {"objective_id": None},
            objective_code=code,
            heard=0,
            stale=0,
            not_heard=0,
            objection_stands=False,
        )
        entitled = item.entitled if has_round(item) else states
        yield _counted(item, entitled, spoken.get(item.id, {}), at)


# Columns with ids of other things, and where these are.
_IDS = {
    "supersedes": ("decisions", "decision_id"),
    "superseded_by": ("decisions", "decision_id"),
    "activities": ("activities", "activity_id"),
}


def _without_hidden(context: ReadContext, rows: Sequence[Row]) -> Iterator[Row]:
    """Without the ids of what the viewer may not see: a decision of focal points that
    was released may name others that were not.
    """
    visible = {}
    for name, (table, key) in _IDS.items():
        ids = {id for row in rows for id in json.loads(row[name])}
        sql = f"SELECT {key} FROM {{{table}}} WHERE {key} IN (:ids)"
        visible[name] = {row[key] for row in context.rows_among(sql, sorted(ids))}
    for row in rows:
        shown = {
            name: json.dumps([id for id in json.loads(row[name]) if id in ids])
            for name, ids in visible.items()
        }
        yield dict(row) | shown


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a delegation said last: of which version, and until when it holds."""

    version: int
    position: str | None
    until: datetime | None = column("until_ends_at")


def _spoken(context: ReadContext, ids: Sequence[str]) -> dict[str, dict[str, _Spoken]]:
    """Positions by decision and delegation, to be counted: they are not for all who may
    see the decision.
    """
    found: dict[str, dict[str, _Spoken]] = {}
    rows = context.rows_among(
        # Only numbers reach the viewer: how many were heard, and that one objects.
        "SELECT decision_id, delegation, version, position, until_ends_at "
        "FROM {positions:every_audience} WHERE decision_id IN (:ids)",
        ids,
    )
    for row in rows:
        spoken = context.item(_Spoken, row)
        found.setdefault(row["decision_id"], {})[row["delegation"]] = spoken
    return found


def _counted(
    item: Decision,
    entitled: Sequence[str],
    spoken: Mapping[str, _Spoken],
    at: datetime,
) -> Decision:
    heard = stale = 0
    stands = False
    for code in entitled:
        said = spoken.get(code)
        if said is None or said.position is None:
            continue
        if said.version < item.text_version:
            stale += 1
            continue
        heard += 1
        stands = stands or _holds_up(said, at)
    return replace(
        item,
        heard=heard,
        stale=stale,
        not_heard=len(entitled) - heard,
        objection_stands=stands and is_undecided(item),
    )


def _holds_up(said: _Spoken, at: datetime) -> bool:
    if said.position == Position.AD_REFERENDUM:
        return said.until is not None and at < said.until
    return said.position in BREAKING


def positions(context: ReadContext, decision_id: Id) -> tuple[DelegationPosition, ...]:
    """The last position of each delegation that the viewer may see, in protocol order
    of States; organisations follow.
    """
    found = context.items(
        DelegationPosition,
        "SELECT * FROM {positions} WHERE decision_id = :id",
        id=decision_id,
    )
    states = participating_states_on(context.moment.at.date())
    order = {code: place for place, code in enumerate(states)}
    return tuple(
        sorted(
            found,
            key=lambda said: (
                order.get(said.delegation, len(order)),
                said.delegation,
            ),
        )
    )


@dataclass(frozen=True, slots=True)
class Translation:
    language: str
    title: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionVersion:
    """One version of a text, with its translations in the order of their languages."""

    decision_id: Id
    number: int
    title: str
    text: TextBody = computed()
    digest: str
    tabled_at: datetime
    tabled_by: str | None
    translations: tuple[Translation, ...] = computed()


def decision_versions(
    context: ReadContext, decision_id: Id
) -> tuple[DecisionVersion, ...]:
    """All versions of the text, the first one first."""
    rows = context.rows(
        "SELECT * FROM {decision_versions} WHERE decision_id = :id ORDER BY number",
        id=decision_id,
    )
    return tuple(_version(context, row) for row in rows)


def _version(context: ReadContext, row: Row) -> DecisionVersion:
    translations = tuple(
        Translation(language, told["title"], told["texts"])
        for language, told in sorted(json.loads(row["translations"]).items())
    )
    return context.item(
        DecisionVersion,
        row,
        text=TextBody.model_validate_json(row["body"], context=AS_RECORDED),
        translations=translations,
    )
