"""Requests about substitutes and requested changes."""

from typing import Any
from uuid import UUID

from systems import SECRETARIAT, do, enter

from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.registration.substitution.queries import (
    change_requests,
    seat_history,
)
from bsm_projections.registration.substitution.read_model import (
    ChangeRequest,
    SeatHolder,
)
from bsm_service.access.permissions import Principal
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.registration.substitution.commands import SubstituteDelegate


def substitution(registration: UUID, **fields: Any) -> SubstituteDelegate:
    if not fields.keys() & {"participant_id", "person"}:
        fields["nobody_yet"] = True
    return SubstituteDelegate(registration_id=registration, **fields)


def substitute(
    system: System, registration: UUID, by: Principal = SECRETARIAT, **fields: Any
) -> CommandResult:
    return do(system, substitution(registration, **fields), by)


def person(system: System, meeting: UUID, name: str) -> tuple[UUID, UUID]:
    """Somebody of Austria's on record, and the ID of their registration."""
    id = enter(system, name=name)
    return id, registration_id_of(meeting, id)


def registration_of(system: System, id: UUID) -> Registration:
    found = system.store.load(Registration, id)
    assert found is not None
    return found


def ledger_of(system: System, meeting: UUID) -> SeatLedger:
    ledger = system.store.load(SeatLedger, seat_ledger_id_of(meeting))
    assert ledger is not None
    return ledger


def history_of(system: System, registration: UUID) -> tuple[SeatHolder, ...]:
    system.engine.catch_up()
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        return seat_history(context, str(registration))


def requests_of(system: System, meeting: UUID, **how: Any) -> tuple[ChangeRequest, ...]:
    system.engine.catch_up()
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        return change_requests(context, str(meeting), **how).items
