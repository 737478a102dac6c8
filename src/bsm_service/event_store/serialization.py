"""Serialization of facts. The stored JSON is complete: it can be audited alone.

The registry is closed: a stored name that the catalogue does not list is an alarm of
integrity, never an import. Old versions are upcast on read; what is stored stays.
"""

import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from pydantic import ValidationError

from bsm_domain.catalogue import FACTS, UPCASTS, Upcast
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import AS_RECORDED
from bsm_service.foundation.refusals import UnknownFact


class FactMapper(Mapper[UUID]):
    """Facts to stored bytes and back, by the stored names of the catalogue."""

    def __init__(
        self,
        facts: Iterable[type[DomainEvent]] = FACTS,
        upcasts: Mapping[str, Upcast] = UPCASTS,
    ) -> None:
        super().__init__(JSONTranscoder())
        self._by_name = {fact.TOPIC: fact for fact in facts}
        self._upcasts = upcasts

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        fact = domain_event
        assert isinstance(fact, DomainEvent)
        return StoredEvent(
            originator_id=fact.originator_id,
            originator_version=fact.originator_version,
            topic=fact.TOPIC,
            state=fact.__pydantic_serializer__.to_json(fact),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEvent:
        """The fact behind stored bytes.

        Raises UnknownFact where the name is not in the catalogue, or the bytes are
        not a fact of that name.
        """
        name, state = stored_event.topic, stored_event.state
        try:
            if name in self._upcasts:
                return self._upcast(name, json.loads(state))
            fact = self._by_name[name]
            # Values written by the domain are not validated again, but every field must
            # be present, and no others.
            return fact.model_validate_json(state, context=AS_RECORDED)
        except KeyError as error:
            raise UnknownFact(
                f"the log contains a fact named {name!r} (stream "
                f"{stored_event.originator_id}, version "
                f"{stored_event.originator_version}) that this version of the product "
                "does not know"
            ) from error
        except (ValidationError, ValueError) as error:
            raise UnknownFact(
                f"the stored bytes of {stored_event.originator_id} version "
                f"{stored_event.originator_version} are not a {name}: "
                f"{_first_error(error)}"
            ) from error

    def _upcast(self, name: str, fields: dict[str, object]) -> DomainEvent:
        while name in self._upcasts:
            upcast = self._upcasts[name]
            try:
                name, fields = upcast.becomes, upcast.fields(fields)
            except Exception as error:  # the bytes are not what they say they are
                raise ValueError(f"{type(error).__name__}: {error}") from error
        return self._by_name[name].model_validate_json(
            json.dumps(fields), context=AS_RECORDED
        )


def _first_error(error: ValueError) -> str:
    """The first error, without the stored value, which may be personal."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    return str(error)
