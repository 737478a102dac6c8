"""Every aggregate, and every fact that can ever be on record. Code that reads history
imports this module.

`UPCASTS` keeps old history readable: for a stored name that is no longer written, the
name that replaced it and the function that turns its stored fields into the new ones.
Stored bytes are never rewritten.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple, get_args

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.number_series import NumberSeries
from bsm_domain.follow_up.activity import FollowUpActivity
from bsm_domain.foundation.aggregate import Aggregate, DomainEvent
from bsm_domain.meetings.agenda_facts import (
    SessionScheduled,
    upcast_session_scheduled,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import AttendanceStated
from bsm_domain.meetings.network import Network
from bsm_domain.meetings.objective import Objective
from bsm_domain.people.participant import Participant
from bsm_domain.privacy.redaction import Redaction
from bsm_domain.registration.attendance.facts import AttendanceRecorded
from bsm_domain.registration.delegation import Delegation
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.registration_facts import (
    RegistrationNominated,
    RegistrationNominatedAgain,
    RegistrationWithdrawn,
)
from bsm_domain.registration.seat_ledger import SeatLedger
from bsm_domain.registration.seat_ledger_facts import SeatAwaited


class FactKind(StrEnum):
    """The subject of a fact: the part of its stored name after the product's name."""

    NETWORK = "network"
    MEETING = "meeting"
    PARTICIPANT = "participant"
    DELEGATION = "delegation"
    REGISTRATION = "registration"
    SEAT_LEDGER = "seat_ledger"
    OBJECTIVE = "objective"
    DECISION = "decision"
    NUMBER_SERIES = "number_series"
    ACTIVITY = "activity"
    REDACTION = "redaction"


class Upcast(NamedTuple):
    """How an old version of a fact is converted when it is read."""

    becomes: str
    fields: Callable[[dict[str, Any]], dict[str, Any]]


AGGREGATES: tuple[type[Aggregate], ...] = (
    Network,
    Meeting,
    SeatLedger,
    Participant,
    Redaction,
    Delegation,
    Registration,
    Objective,
    Decision,
    NumberSeries,
    FollowUpActivity,
)


def _facts_of(aggregate: type[Aggregate]) -> tuple[type[DomainEvent], ...]:
    """The facts of an aggregate: the union that `evolve` accepts, or only the first
    ones.
    """
    return get_args(aggregate.evolve.__annotations__["event"]) or aggregate.FIRST_FACTS


FACTS: tuple[type[DomainEvent], ...] = tuple(
    fact for aggregate in AGGREGATES for fact in _facts_of(aggregate)
)

UPCASTS: Mapping[str, Upcast] = {
    "bsm.meeting.session_scheduled.v1": Upcast(
        SessionScheduled.TOPIC, upcast_session_scheduled
    ),
    # What sources say of States and of others was part of their name.
    "bsm.meeting.attendance_stated.v1": Upcast(
        AttendanceStated.TOPIC, lambda fields: fields
    ),
    # Without a note, a deadline or a reason; nominated again in the same function.
    "bsm.registration.nominated.v1": Upcast(
        RegistrationNominated.TOPIC, lambda fields: fields
    ),
    "bsm.registration.nominated_again.v1": Upcast(
        RegistrationNominatedAgain.TOPIC, lambda fields: fields
    ),
    # At the meeting, not at a session.
    "bsm.registration.attendance_recorded.v1": Upcast(
        AttendanceRecorded.TOPIC, lambda fields: fields
    ),
    "bsm.registration.withdrawn.v1": Upcast(
        RegistrationWithdrawn.TOPIC, lambda fields: fields
    ),
    # Nobody waited whose nomination was late.
    "bsm.seat_ledger.seat_awaited.v1": Upcast(SeatAwaited.TOPIC, lambda fields: fields),
}


def fact_name(stored_name: str) -> str:
    """A stored name without product and version: "registration.nominated"."""
    _product, kind, what, _version = stored_name.split(".")
    return f"{kind}.{what}"


def stored_names_of(name: str) -> tuple[str, ...]:
    """The stored names of all versions of a fact, by its `fact_name`; empty if it is
    unknown.
    """
    stored_names = (*(fact.TOPIC for fact in FACTS), *UPCASTS)
    return tuple(stored for stored in stored_names if fact_name(stored) == name)
