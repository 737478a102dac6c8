"""Rows of seats that changed hands, and of requested changes: part of the read model of
registrations.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.registration.substitution.facts import (
    ChangeGranted,
    ChangeRefused,
    ChangeRequested,
    RegistrationSubstituted,
)
from bsm_projections.engine.columns import Id, computed, id_text
from bsm_projections.engine.temporal_tables import RowBatch, Table

# Where the secretariat can still grant or refuse a requested change.
_HOLDS_SEAT = frozenset({"confirmed", "attended"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatHolder:
    """Whose a seat was, or is: a registration from `since` `until` another took it over
    or it ended; `status` is that in which it ended, or is now.
    """

    seat: Id
    registration_id: Id
    participant_id: Id | None = None
    delegation: str
    delegation_name: str = computed()
    function: str
    status: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatHolderRow(SeatHolder):
    """One who holds it no more. Without `passed_to`, it ended with them."""

    position: int
    passed_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """A change that a delegation requested after the deadline: a substitution, by the
    participant `substitute` or by nobody yet, or another function. `version` is that of
    the registration at which it was requested. One that is neither granted nor refused
    lapses if the registration ends.
    """

    registration_id: Id
    version: int
    meeting_id: Id
    delegation: str
    delegation_name: str = computed()
    function: str
    participant_id: Id | None = None
    change: str
    new_function: str | None = None
    substitute: Id | None = None
    note_id: Id | None = None
    reason: str | None = computed()
    status: str
    requested_at: datetime
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequestRow(ChangeRequest):
    """`sealed_reason` was recorded by the command `command_id`."""

    sealed_reason: str
    command_id: str


FORMER_SEAT_HOLDERS = Table(
    "former_seat_holders", SeatHolderRow, ("seat", "position"), (("seat",),)
)
CHANGE_REQUESTS = Table(
    "change_requests",
    ChangeRequestRow,
    ("registration_id", "version"),
    (("meeting_id", "status"),),
)
SUBSTITUTION_TABLES = (FORMER_SEAT_HOLDERS, CHANGE_REQUESTS)


class RegistrationRow(Protocol):
    """What is read of the row of a registration."""

    id: str
    meeting_id: str
    delegation: str
    function: str
    status: str
    participant_id: str | None
    seat: str
    seat_since: datetime
    decided_at: datetime | None
    change_request: int | None


def fold_substitution(
    fact: DomainEvent, before: RegistrationRow, after: RegistrationRow, batch: RowBatch
) -> int | None:
    """Follows the seat and the requested change of a registration that a fact changed.
    The version of the change that is still requested.
    """
    match fact:
        case RegistrationSubstituted(by=by):
            batch.put(FORMER_SEAT_HOLDERS, _former(before, after, batch, str(by)))
        case ChangeRequested():
            batch.put(CHANGE_REQUESTS, _request_row(fact, before))
            return fact.originator_version
        case ChangeGranted(request=request):
            _decide(fact, before.id, request, "granted", batch)
            return None
        case ChangeRefused(request=request):
            _decide(fact, before.id, request, "refused", batch)
            return None
    if before.seat != after.seat and before.status != "substituted":
        batch.put(FORMER_SEAT_HOLDERS, _former(before, before, batch, None))
    if before.change_request is not None and after.status not in _HOLDS_SEAT:
        _decide(fact, before.id, before.change_request, "lapsed", batch)
        return None
    return before.change_request


def _former(
    before: RegistrationRow, after: RegistrationRow, batch: RowBatch, by: str | None
) -> SeatHolderRow:
    return SeatHolderRow(
        seat=before.seat,
        position=batch.position,
        registration_id=before.id,
        participant_id=before.participant_id,
        delegation=before.delegation,
        function=before.function,
        status=after.status,
        since=before.seat_since,
        until=after.decided_at,
        passed_to=by,
    )


def _request_row(fact: ChangeRequested, row: RegistrationRow) -> ChangeRequestRow:
    return ChangeRequestRow(
        registration_id=row.id,
        version=fact.originator_version,
        meeting_id=row.meeting_id,
        delegation=row.delegation,
        function=row.function,
        participant_id=row.participant_id,
        change=fact.change,
        new_function=fact.function,
        substitute=id_text(fact.substitute),
        note_id=id_text(fact.note_id),
        status="open",
        requested_at=fact.occurred_at,
        sealed_reason=fact.reason.model_dump_json(),
        command_id=str(fact.command_id),
    )


def _decide(
    fact: DomainEvent, id: str, request: int, status: str, batch: RowBatch
) -> None:
    requested = batch.must_get(CHANGE_REQUESTS, id, request)
    batch.put(
        CHANGE_REQUESTS,
        replace(requested, status=status, decided_at=fact.occurred_at),
    )
