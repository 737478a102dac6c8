"""The redaction of one text; its fact stays on record.

A redaction is an aggregate of its own, because the text can be in any kind of fact.
"""

from dataclasses import dataclass
from typing import ClassVar, Self
from uuid import UUID, uuid5

from bsm_domain.foundation.aggregate import Aggregate, DomainEvent, FactMetadata
from bsm_domain.foundation.free_text import FreeText


class TextRedacted(DomainEvent):
    """`key` sealed the text, which was in a field of one version of a stream."""

    TOPIC: ClassVar[str] = "bsm.redaction.text_redacted.v1"
    key: UUID
    stream_id: UUID
    stream_version: int
    field: str
    reason: FreeText


def redaction_id_of(key: UUID) -> UUID:
    """A text is redacted once: its key names the redaction."""
    return uuid5(key, "redaction")


@dataclass(frozen=True, slots=True)
class Redaction(Aggregate):
    KIND: ClassVar[str] = "redaction"
    FIRST_FACTS: ClassVar[tuple[type[DomainEvent], ...]] = (TextRedacted,)

    @classmethod
    def redact(
        cls,
        metadata: FactMetadata,
        *,
        key: UUID,
        stream_id: UUID,
        stream_version: int,
        field: str,
        reason: FreeText,
    ) -> TextRedacted:
        return TextRedacted(
            **metadata.header(redaction_id_of(key), 1),
            key=key,
            stream_id=stream_id,
            stream_version=stream_version,
            field=field,
            reason=reason,
        )

    @classmethod
    def begin(cls, event: TextRedacted) -> Self:
        return cls(event.originator_id, 1)

    def evolve(self, event: TextRedacted) -> Self:
        raise AssertionError("a text is redacted only once")
