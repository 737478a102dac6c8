"""Where what a row shows comes from, as read models keep it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bsm_domain.foundation.aggregate import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSource:
    """The page from which a value was taken, and the day on which it was seen.

    `published_on` is the day that the page itself gives.
    """

    title: str
    address: str
    seen_on: date
    published_on: date | None


def stored_source(fact: DomainEvent) -> str | None:
    """The source of a fact as JSON; None if it has none."""
    return None if fact.source is None else fact.source.model_dump_json()


def shown_source(stored: str | None) -> ShownSource | None:
    return None if stored is None else _shown(json.loads(stored))


def _shown(fields: Mapping[str, Any]) -> ShownSource:
    published_on = fields["published_on"]
    return ShownSource(
        title=fields["title"],
        address=fields["address"],
        seen_on=date.fromisoformat(fields["seen_on"]),
        published_on=date.fromisoformat(published_on) if published_on else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSource:
    """Where the value of one field comes from."""

    field: str
    source: ShownSource


def with_field_sources(stored: str, fact: DomainEvent, changed: Iterable[str]) -> str:
    """The sources by field, once the fact has changed these fields: what it changed
    without a source has none any more.
    """
    source = fact.source and fact.source.model_dump(mode="json")
    by_field = json.loads(stored) | dict.fromkeys(changed, source)
    return json.dumps({name: one for name, one in by_field.items() if one})


def field_sources(stored: str) -> tuple[FieldSource, ...]:
    return tuple(
        FieldSource(field=name, source=_shown(source))
        for name, source in json.loads(stored).items()
    )
