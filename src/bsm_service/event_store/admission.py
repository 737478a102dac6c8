"""Which facts inserted by other programs are admitted: those that the product could
have recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent
from pydantic import BaseModel

from bsm_domain.agreement.number_series import NumberGiven
from bsm_domain.catalogue import AGGREGATES
from bsm_domain.foundation.aggregate import Aggregate, DomainEvent
from bsm_domain.foundation.errors import Conflict, InvalidValue, OccurredInFuture
from bsm_domain.foundation.free_text import PlainText, must_be_printable
from bsm_domain.foundation.microseconds import from_micros
from bsm_domain.meetings.network import NetworkEstablished
from bsm_domain.registration.delegation import Delegation
from bsm_service.event_store.transaction import CONFLICT, Transaction
from bsm_service.foundation.refusals import NoNetwork, UnknownFact

_FIRST_FACTS = frozenset(
    fact for aggregate in AGGREGATES for fact in aggregate.FIRST_FACTS
)
# Every number of a series is given by the same kind of fact, and what is known of a
# delegation can begin with any of its facts.
_REPEATED = frozenset({NumberGiven, *Delegation.FIRST_FACTS})
# Every database stores them in its columns.
LARGEST_NUMBER = 2**63 - 1
# What evolving raises for values that no decision lets through.
_FOLDING_ERRORS = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
)


def admit_facts(
    transaction: Transaction, stored_events: Sequence[StoredEvent]
) -> list[DomainEvent]:
    """The facts that stored bytes are, where they may follow what is on record.

    Raises UnknownFact for a name that the catalogue does not list and for bytes that
    the product would not write for that fact; InvalidValue for a gap in a stream, a
    fact that cannot be in it there, a value that no command takes, a time that is not
    the log's, and several commands at once; NoNetwork where the first fact does not
    establish the network; Conflict for a version twice.
    """
    facts = [_decode(transaction, stored) for stored in stored_events]
    _check_command(facts, transaction)
    latest: dict[UUID, DomainEvent] = {}
    things: dict[UUID, Aggregate] = {}
    for position, fact in enumerate(facts, start=transaction.head.position + 1):
        if (position == 1) != isinstance(fact, NetworkEstablished):
            raise NoNetwork(
                "only the first fact of a log can and must establish its network"
            )
        id, version = fact.originator_id, fact.originator_version
        for value in _values_in(fact):
            _check_value(fact, value)
        _check_order(fact, latest.get(id) or transaction.fact(id, version - 1))
        things[id] = _thing_after(fact, things.get(id), transaction)
        latest[id] = fact
    return facts


def _decode(transaction: Transaction, stored: StoredEvent) -> DomainEvent:
    mapper = transaction.log.mapper
    fact = mapper.to_domain_event(stored)
    if mapper.to_stored_event(fact) != stored:
        raise UnknownFact(
            f"the bytes of {stored.originator_id} version {stored.originator_version} "
            f"differ from what the product writes for a {stored.topic} of that stream "
            "and version"
        )
    return fact


def _check_command(facts: Sequence[DomainEvent], transaction: Transaction) -> None:
    """All are of one command, which could be decided now."""
    commands = {
        (fact.actor.account, fact.command_id, fact.recorded_at, fact.occurred_at)
        for fact in facts
    }
    if len(commands) > 1:
        raise InvalidValue(
            "facts of one command must be inserted before those of the next"
        )
    [(_, _, recorded_at, occurred_at)] = commands
    previous, now = from_micros(transaction.head.recorded_at), transaction.now()
    if not previous <= recorded_at <= now:
        raise InvalidValue(
            f"recorded_at {recorded_at.isoformat()} is not between the last fact's "
            f"({previous.isoformat()}) and now ({now.isoformat()})"
        )
    if occurred_at > recorded_at:
        raise OccurredInFuture("a fact cannot occur after it was recorded")
    for fact in facts:
        if fact.recorded_at.utcoffset() or fact.occurred_at.utcoffset():
            raise InvalidValue("recorded_at and occurred_at must be in UTC")


def _check_order(fact: DomainEvent, before: DomainEvent | None) -> None:
    id, version = fact.originator_id, fact.originator_version
    last_version = before.originator_version if before else 0
    if version <= last_version:
        raise Conflict(CONFLICT)
    if version != last_version + 1:
        raise InvalidValue(
            f"version {version} of {id} does not follow a recorded version"
        )
    kind = type(fact)
    fits = kind in _FIRST_FACTS
    if before is not None:
        fits = not fits or kind in _REPEATED
    if not fits:
        raise InvalidValue(f"a {fact.TOPIC} cannot be version {version} of {id}")
    if before is not None and _kind(fact) != _kind(before):
        raise InvalidValue(f"{id} is a {_kind(before)}")


def _values_in(value: Any) -> Iterator[Any]:
    """A value, and all that are in it."""
    yield value
    inner: Sequence[Any] = ()
    if isinstance(value, BaseModel):
        inner = [*vars(value).values()]
    elif isinstance(value, Mapping):
        inner = [*value, *value.values()]
    elif isinstance(value, tuple | list | frozenset):
        inner = [*value]
    for each in inner:
        yield from _values_in(each)


def _check_value(fact: DomainEvent, value: Any) -> None:
    """Screens would fail for good at what no command takes: nothing is ever removed."""
    problem = None
    match value:
        case PlainText():
            problem = "a text that is not sealed and so could never be erased"
        case int() if abs(value) > LARGEST_NUMBER:
            problem = f"the number {value}"
        case date() if not 1900 <= value.year <= 2999:
            problem = f"the time {value.isoformat()}"
        case str():
            try:
                must_be_printable(value)
            except ValueError:
                problem = "a control character"
    if problem is not None:
        raise InvalidValue(
            f"the {fact.TOPIC} of {fact.originator_id} holds {problem}, which no "
            "command records"
        )


def _thing_after(
    fact: DomainEvent, before: Aggregate | None, transaction: Transaction
) -> Aggregate:
    """What it is about, with it. Nobody could load it again where a fact names a part
    that it does not have.
    """
    id, kind = fact.originator_id, _AGGREGATE_OF_KIND[_kind(fact)]
    try:
        if fact.originator_version == 1:
            return kind.begin(fact)
        before = before or transaction.find(kind, id)
        assert before is not None
        return before.evolve(fact)
    except _FOLDING_ERRORS as error:
        raise InvalidValue(
            f"a {fact.TOPIC} with these values cannot follow what is on record of {id}"
        ) from error


def _kind(fact: DomainEvent | type[DomainEvent]) -> str:
    """What it is about: the part of its stored name after the product's."""
    return fact.TOPIC.split(".")[1]


_AGGREGATE_OF_KIND = {_kind(each.FIRST_FACTS[0]): each for each in AGGREGATES}
