"""Where what a row shows comes from, as read models keep it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import AS_RECORDED
from bsm_domain.foundation.sources import Source


def stored_source(fact: DomainEvent) -> str | None:
    """The source of a fact as JSON; None if it has none."""
    return None if fact.source is None else fact.source.model_dump_json()


def read_source(stored: str | None) -> Source | None:
    if stored is None:
        return None
    return Source.model_validate_json(stored, context=AS_RECORDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource:
    """Where the value of one field comes from."""

    field: str
    source: Source


def with_field_sources(stored: str, fact: DomainEvent, changed: Iterable[str]) -> str:
    """The sources by field, once the fact has changed these fields: what it changed
    without a source has none any more.
    """
    source = fact.source and fact.source.model_dump(mode="json")
    by_field = json.loads(stored) | dict.fromkeys(changed, source)
    return json.dumps({name: one for name, one in by_field.items() if one})


def field_sources(stored: str) -> tuple[FieldSource, ...]:
    return tuple(
        FieldSource(
            field=name, source=Source.model_validate(source, context=AS_RECORDED)
        )
        for name, source in json.loads(stored).items()
    )
