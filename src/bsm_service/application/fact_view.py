"""A complete fact, prepared for display by the API, pages and verbs."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from bsm_domain.catalogue import FACTS
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.read_context import ReadContext
from bsm_projections.history import queries as history_queries
from bsm_projections.history.tables import Fact
from bsm_service.event_store.reader import LogReader
from bsm_service.vault import Vault

# The first facts of streams that may be for focal points only.
_TOPICS = tuple(
    fact_type.TOPIC for fact_type in FACTS if "audience" in fact_type.model_fields
)
_BATCH_SIZE = 500


@dataclass(frozen=True, slots=True)
class FactDetails:
    """A fact in a sentence, with the texts that people typed into it, by field; and as
    it is stored, where these are sealed, with its leaf (hex). The ids of what the
    viewer may not see are null, and then the leaf is not that of what is shown.
    """

    summary: Fact
    texts: Mapping[str, str]
    fact: dict[str, Any]
    leaf_hash: str


def fact_details(
    log: LogReader,
    vault: Vault,
    context: ReadContext,
    position: int,
) -> FactDetails | None:
    """None for a fact that the viewer may not see, or that is not on record at the
    question's moment.
    """
    summary = history_queries.fact(context, position)
    if summary is None:
        return None
    [stored] = log.stored_page(position - 1, 1)
    fact = log.decode(stored).fact
    whole = json.loads(stored["state"])
    hidden = hidden_ids(log, context.audience, _ids_in(whole))
    return FactDetails(
        summary=summary,
        texts=dict(vault.texts_of_fact(fact)) if isinstance(fact, DomainEvent) else {},
        fact=_without_hidden(whole, hidden.__contains__),
        leaf_hash=stored["leaf_hash"].hex(),
    )


def hidden_ids(log: LogReader, audience: Audience, ids: Iterable[UUID]) -> set[UUID]:
    """Those of some ids that are of activities and objectives the viewer may not see.

    It reads the log, not the read models: what an id stands for may have been recorded
    after the fact that names it, and must not be shown in between.
    """
    if audience.focal_points_matter:
        return set()
    each = list(dict.fromkeys(ids))
    return {
        id
        for start in range(0, len(each), _BATCH_SIZE)
        for id in _restricted(log, each[start : start + _BATCH_SIZE])
    }


def _restricted(log: LogReader, ids: list[UUID]) -> Iterator[UUID]:
    placeholders = ", ".join("?" * len(ids))
    topics = ", ".join("?" * len(_TOPICS))
    with log.connection() as connection:
        rows = connection.execute(
            "SELECT originator_id, originator_version, topic, state FROM stored_events "
            f"WHERE originator_version = 1 AND originator_id IN ({placeholders}) "
            f"AND topic IN ({topics})",
            [*ids, *_TOPICS],
        ).fetchall()
    for id, version, topic, state in rows:
        event = StoredEvent(UUID(str(id)), version, topic, state)
        first: Any = log.mapper.to_domain_event(event)
        if first.audience != MatterAudience.ALL:
            yield first.originator_id


def _ids_in(value: Any) -> Iterator[UUID]:
    """Whatever may be an id, however deep in a fact."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _ids_in(item)
    elif (id := _id(value)) is not None:
        yield id


def _without_hidden(value: Any, is_hidden: Callable[[UUID], bool]) -> Any:
    if isinstance(value, dict):
        return {name: _without_hidden(item, is_hidden) for name, item in value.items()}
    if isinstance(value, list):
        return [_without_hidden(item, is_hidden) for item in value]
    id = _id(value)
    return None if id is not None and is_hidden(id) else value


def _id(value: Any) -> UUID | None:
    if not isinstance(value, str):
        return None
    try:
        return UUID(value)
    except ValueError:
        return None
