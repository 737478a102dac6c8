"""What delegations are told of decisions: silences that are about to end, and what has
just happened to a text.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bsm_domain.agreement import facts
from bsm_domain.foundation.participating_states import name_in_sentence
from bsm_projections.engine.columns import Id, column, computed
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.engine.sql_conditions import sql_in


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingSilence:
    """A running silence. `set_at` is since when its expiry has stood (as recorded),
    `heard` are the delegations that have a position on the version.
    """

    decision_id: Id
    audience: str
    title: str
    text_version: int
    round: int
    expires_at: datetime
    time_zone: str
    entitled: tuple[str, ...]
    set_at: datetime
    heard: frozenset[str] = computed()

    @property
    def not_heard(self) -> tuple[str, ...]:
        """Those that are entitled and have no position, in protocol order."""
        return tuple(code for code in self.entitled if code not in self.heard)


def ending_silences(
    context: ReadContext, decision_id: str | None = None
) -> tuple[EndingSilence, ...]:
    """Silences that have not expired, of all decisions or one, by their expiry."""
    where = "" if decision_id is None else "AND d.decision_id = :decision_id "
    rows = context.rows(
        "SELECT d.decision_id, d.audience, d.title, d.text_version, d.round, "
        "d.expires_at, d.time_zone, d.entitled, max(f.recorded_at) AS set_at "
        "FROM {decisions} d JOIN {facts} f ON f.stream_id = d.decision_id "
        f"AND {sql_in('f.stored_name', _SETS_EXPIRY)} "
        "WHERE d.status = 'in procedure' AND d.procedure = 'silence' "
        f"AND d.expires_at > :now {where}"
        "GROUP BY d.decision_id, d.audience, d.title, d.text_version, d.round, "
        "d.expires_at, d.time_zone, d.entitled ORDER BY d.expires_at, d.decision_id",
        decision_id=decision_id,
    )
    heard = _heard(context, [row["decision_id"] for row in rows])
    return tuple(
        context.item(
            EndingSilence,
            row,
            heard=frozenset(
                code
                for code, version in heard.get(row["decision_id"], ())
                if version == row["text_version"]
            ),
        )
        for row in rows
    )


_SETS_EXPIRY = (facts.ProcedureOpened.TOPIC, facts.SilenceExtended.TOPIC)


def _heard(
    context: ReadContext, ids: Sequence[str]
) -> dict[str, list[tuple[str, int]]]:
    """The delegations that have a position, each with its version, by decision."""
    heard: dict[str, list[tuple[str, int]]] = {}
    for row in context.rows_among(
        "SELECT decision_id, delegation, version FROM {positions} "
        "WHERE decision_id IN (:ids) AND position IS NOT NULL",
        ids,
    ):
        entry = row["delegation"], row["version"]
        heard.setdefault(row["decision_id"], []).append(entry)
    return heard


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifiableFact:
    """A fact about a decision, and the decision as it is now. `delegation` is the one
    whose position it is about. `zone` is that of the decision's last silence, or of its
    meeting.
    """

    position: int
    entry: int = column("stream_version")
    stored_name: str
    recorded_at: datetime
    occurred_at: datetime
    actor_role: str
    delegation: str | None
    decision_id: Id
    audience: str
    title: str
    text_version: int
    status: str
    is_contested: bool
    symbol: str | None
    entitled: tuple[str, ...]
    zone: str
    stale: tuple[str, ...] = computed()


_TOLD = (
    facts.PositionTaken.TOPIC,
    facts.PositionWithdrawn.TOPIC,
    facts.PositionCorrected.TOPIC,
    facts.VersionTabled.TOPIC,
    facts.SilenceExtended.TOPIC,
    facts.SilenceBroken.TOPIC,
    facts.DecisionAdopted.TOPIC,
    facts.DecisionContested.TOPIC,
    facts.DecisionUpheld.TOPIC,
    facts.DecisionAnnulled.TOPIC,
    facts.DecisionRestored.TOPIC,
)


def notifiable_facts(
    context: ReadContext, *, beyond: int
) -> tuple[NotifiableFact, ...]:
    """Those recorded after a position that somebody may have to be told of, the first
    one first: what delegations say themselves is none. `stale` are the delegations that
    have a position on an earlier version only.
    """
    rows = context.rows(
        "SELECT f.position, f.stream_version, f.stored_name, f.recorded_at, "
        "f.occurred_at, f.actor_role, f.delegation, d.decision_id, d.audience, "
        "d.title, d.text_version, d.status, d.is_contested, d.symbol, d.entitled, "
        "COALESCE(d.time_zone, m.time_zone) AS zone "
        "FROM {facts} f JOIN {decisions} d ON d.decision_id = f.stream_id "
        "JOIN {meetings} m ON m.meeting_id = d.meeting_id "
        "WHERE f.kind = 'decision' AND f.position > :beyond "
        f"AND {sql_in('f.stored_name', _TOLD)} "
        "AND f.actor_role <> 'focal-point' ORDER BY f.position",
        beyond=beyond,
    )
    ids = list(dict.fromkeys(row["decision_id"] for row in rows))
    heard = _heard(context, ids)
    return tuple(
        context.item(
            NotifiableFact,
            row,
            stale=tuple(
                code
                for code, version in heard.get(row["decision_id"], ())
                if version < row["text_version"]
            ),
        )
        for row in rows
    )


def who_opposed(context: ReadContext, decision_id: str, entry: int) -> str | None:
    """Whose position is that entry of a decision, and what it says: "Italy objected to
    version 2".
    """
    row = context.row(
        "SELECT delegation, words FROM {facts} "
        "WHERE stream_id = :decision_id AND stream_version = :entry",
        decision_id=decision_id,
        entry=entry,
    )
    if row is None:
        return None
    words = json.loads(row["words"])
    name = name_in_sentence(context.delegation_name(row["delegation"]))
    return f"{name} {words['said']} version {words['text_version']}"
