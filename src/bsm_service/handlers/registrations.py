"""Registrations, each saved together with the ledger of seats."""

from uuid import UUID

from bsm_domain.meeting import Meeting
from bsm_domain.registration import Registration
from bsm_domain.seat_ledger import SeatLedger, SeatLimits, ledger_id
from bsm_service import commands as ask
from bsm_service.case import Case, decide


@decide.register
def _(command: ask.NominateDelegate, case: Case) -> None:
    case.permit(delegation=command.delegation)
    case.load(Meeting, command.meeting_id).must_take_nominations(command.delegation)
    id = case.begin(Registration, command.registration_id)
    case.record(
        Registration.nominate(
            id,
            case.stamp,
            meeting_id=command.meeting_id,
            delegation=command.delegation,
            function=command.function,
        )
    )


def _registration(case: Case, id: UUID) -> Registration:
    return case.change(Registration, id, of=lambda found: found.delegation)


def seats_of(case: Case, meeting: Meeting) -> tuple[SeatLedger, SeatLimits]:
    """The meeting's ledger and limits, while seats are given."""
    meeting.must_assign_seats()
    ledger = case.load(SeatLedger, ledger_id(meeting.id))
    return ledger, SeatLimits(capacity=meeting.capacity, quotas=meeting.quotas)


@decide.register
def _(command: ask.ConfirmRegistration, case: Case) -> None:
    registration = _registration(case, command.registration_id)
    confirmed = registration.confirm(case.stamp)
    ledger, limits = seats_of(case, case.load(Meeting, registration.meeting_id))
    taken = ledger.take(
        case.stamp,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
        reason=command.reason,
    )
    case.record(confirmed)
    case.record(taken)


@decide.register
def _(command: ask.WaitlistRegistration, case: Case) -> None:
    registration = _registration(case, command.registration_id)
    waitlisted = registration.waitlist(case.stamp)
    ledger, limits = seats_of(case, case.load(Meeting, registration.meeting_id))
    awaited = ledger.wait(
        case.stamp,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
    )
    case.record(waitlisted)
    case.record(awaited)


@decide.register
def _(command: ask.RefuseRegistration, case: Case) -> None:
    registration = _registration(case, command.registration_id)
    case.record(registration.refuse(case.stamp, reason=command.reason))
    _leave_ledger(case, registration)


@decide.register
def _(command: ask.WithdrawRegistration, case: Case) -> None:
    registration = _registration(case, command.registration_id)
    case.record(registration.withdraw(case.stamp))
    _leave_ledger(case, registration)


def _leave_ledger(case: Case, registration: Registration) -> None:
    if not registration.is_in_ledger:
        return
    ledger = case.load(SeatLedger, ledger_id(registration.meeting_id))
    case.record(
        ledger.release(
            case.stamp,
            registration_id=registration.id,
            delegation=registration.delegation,
        )
    )


@decide.register
def _(command: ask.RecordAttendance, case: Case) -> None:
    registration = _registration(case, command.registration_id)
    case.load(Meeting, registration.meeting_id).must_have_begun()
    case.record(registration.record_attendance(case.stamp))
