"""Every fact that can ever be on record. Whoever reads history imports this.

`UPCASTS` keeps old history readable: for a stored name that is no longer written, the
name that replaced it and the function that turns its stored fields into the new ones.
Stored bytes are never rewritten.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple, get_args

from bsm_domain.follow_up.facts import ActivityEvent
from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.meetings.meeting_facts import MeetingEvent
from bsm_domain.meetings.network import NetworkEstablished
from bsm_domain.meetings.objective import ObjectiveEvent
from bsm_domain.people.participant import ParticipantEvent
from bsm_domain.privacy.redaction import TextRedacted
from bsm_domain.registration.registration import RegistrationEvent
from bsm_domain.registration.seat_ledger_facts import SeatLedgerEvent


class FactKind(StrEnum):
    """What facts are about: the part of their stored names after the product's."""

    NETWORK = "network"
    MEETING = "meeting"
    PARTICIPANT = "participant"
    REGISTRATION = "registration"
    SEAT_LEDGER = "seat_ledger"
    OBJECTIVE = "objective"
    ACTIVITY = "activity"
    REDACTION = "redaction"


class Upcast(NamedTuple):
    """How an old version of a fact is read today."""

    becomes: str
    fields: Callable[[dict[str, Any]], dict[str, Any]]


# Those that each aggregate evolves by.
_EVENTS = (
    NetworkEstablished,
    MeetingEvent,
    SeatLedgerEvent,
    ParticipantEvent,
    TextRedacted,
    RegistrationEvent,
    ObjectiveEvent,
    ActivityEvent,
)
FACTS: tuple[type[DomainEvent], ...] = tuple(
    fact for events in _EVENTS for fact in get_args(events) or (events,)
)

UPCASTS: Mapping[str, Upcast] = {}
