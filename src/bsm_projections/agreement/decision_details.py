"""Everything about one decision: its versions, positions, comments, and what it
replaces.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.agreement.values import BREAKING, Position
from bsm_projections.agreement.queries import (
    DecisionVersion,
    decision,
    decision_versions,
    positions,
)
from bsm_projections.agreement.tables import Decision, DelegationPosition
from bsm_projections.engine.columns import Id, column, computed
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.readable_texts import readable_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionComment:
    """A comment of a delegation, or of the Chair or the secretariat (`role`), on one
    version of the text; on the whole text if it names no paragraph.
    """

    id: Id = column("comment_id")
    delegation: str | None
    role: str
    text_version: int
    paragraph: str | None
    text: str = computed()
    commented_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDecision:
    """A decision that this one supersedes, or that supersedes it."""

    id: Id = column("decision_id")
    title: str
    symbol: str | None
    status: str


@dataclass(frozen=True, slots=True)
class DecisionEnding:
    """Why a decision was withdrawn, not agreed or annulled, and the Chair's summary in
    its place. Both are None for any other.
    """

    reason: str | None
    summary: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDetails:
    """`positions` are those that the viewer may see. `contested_by` are the entries
    that contest the adoption; `session_id` is the session of the round. `to_read_out`
    are States whose last word, on an earlier version, was against it: of them, the
    Chair reads out those that are entitled before the text is adopted.
    """

    decision: Decision
    versions: tuple[DecisionVersion, ...]
    positions: tuple[DelegationPosition, ...]
    comments: tuple[DecisionComment, ...]
    supersedes: tuple[OtherDecision, ...]
    superseded_by: tuple[OtherDecision, ...]
    follow_up_audience: str
    session_id: Id | None
    contested_by: tuple[int, ...]
    to_read_out: tuple[str, ...]
    ending: DecisionEnding

    @property
    def current(self) -> DecisionVersion:
        return self.versions[-1]

    def version(self, number: int) -> DecisionVersion | None:
        return next((each for each in self.versions if each.number == number), None)

    def position_of(self, delegation: str | None) -> DelegationPosition | None:
        return next(
            (said for said in self.positions if said.delegation == delegation), None
        )


@dataclass(frozen=True, slots=True)
class _LastWord:
    """What a delegation said last, and until when that holds."""

    delegation: str
    version: int
    position: str | None
    until: datetime | None = column("until_ends_at")

    def is_blocking(self, at: datetime) -> bool:
        if self.position == Position.AD_REFERENDUM:
            return self.until is not None and at < self.until
        return self.position in BREAKING


def decision_details(context: ReadContext, id: Id) -> DecisionDetails | None:
    """None for what is not on record, or not for the viewer to see."""
    found = decision(context, id)
    if found is None:
        return None
    row = context.row(
        "SELECT follow_up_audience, session_id, contested_by "
        "FROM {decisions} WHERE decision_id = :id",
        id=id,
    )
    assert row is not None
    return DecisionDetails(
        decision=found,
        versions=decision_versions(context, id),
        positions=positions(context, id),
        comments=tuple(_comments(context, id)),
        supersedes=_others(context, found.supersedes),
        superseded_by=_others(context, found.superseded_by),
        follow_up_audience=row["follow_up_audience"],
        session_id=row["session_id"],
        contested_by=tuple(map(int, json.loads(row["contested_by"]))),
        to_read_out=tuple(_to_read_out(context, found)),
        ending=decision_ending(context, id),
    )


def decision_ending(context: ReadContext, id: Id) -> DecisionEnding:
    """Empty for a decision that the viewer may not see."""
    rows = context.rows(
        "SELECT ending_reason AS reason, ending_command AS command_id, summary "
        "FROM {decisions} WHERE decision_id = :id",
        id=id,
    )
    if not rows:
        return DecisionEnding(None, None)
    [texts] = readable_texts(context, id, rows, ("reason",))
    return DecisionEnding(texts["reason"], rows[0]["summary"])


def _to_read_out(context: ReadContext, decision: Decision) -> Iterator[str]:
    last_words = context.items(
        _LastWord,
        "SELECT delegation, version, position, until_ends_at FROM {positions} "
        "WHERE decision_id = :id AND version < :current ORDER BY delegation",
        id=decision.id,
        current=decision.text_version,
    )
    at = context.moment.at
    return (said.delegation for said in last_words if said.is_blocking(at))


def _comments(context: ReadContext, id: str) -> Iterator[DecisionComment]:
    rows = context.rows(
        "SELECT * FROM {decision_comments} WHERE decision_id = :id "
        "ORDER BY commented_at, from_position",
        id=id,
    )
    texts = readable_texts(context, id, rows, ("text",))
    for row, texts_of_row in zip(rows, texts, strict=True):
        yield context.item(DecisionComment, row, text=texts_of_row["text"] or "")


def _others(context: ReadContext, ids: tuple[str, ...]) -> tuple[OtherDecision, ...]:
    """Those of them that the viewer may see, in their order."""
    found = (
        context.find(
            OtherDecision, "SELECT * FROM {decisions} WHERE decision_id = :id", id=id
        )
        for id in ids
    )
    return tuple(other for other in found if other is not None)
