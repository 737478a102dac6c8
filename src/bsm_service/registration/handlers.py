"""Registrations, each saved together with the ledger of seats."""

from uuid import UUID

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.errors import AlreadyExists, InvalidValue, NotFound
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.people.participant import Participant
from bsm_domain.registration.registration import (
    DelegateFunction,
    Registration,
    RegistrationNominatedAgain,
    registration_id_of,
)
from bsm_domain.registration.seat_ledger import (
    SeatLedger,
    SeatLimits,
    seat_ledger_id_of,
)
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.foundation.identifiers import derived_id
from bsm_service.people.handlers import enter_participant
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    RecordAttendance,
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)


@decide.register
def _(command: NominateDelegate, case: CommandContext) -> None:
    case.permit(delegation=command.delegation)
    case.load(Meeting, command.meeting_id).must_accept_nominations(command.delegation)
    participant = _who_comes(command, case)
    if participant is None:
        own = command.registration_id
        own = own or derived_id(case.stamp.command_id, "registration_id")
        id = case.begin(Registration, own)
    else:
        id = _registration_of(participant, command)
        # Whoever was entered just now cannot be registered yet.
        known = None if case.facts else case.turn.find(Registration, id)
        case.target = id
        if known is not None:
            case.record(renominate(known, command.function, case.stamp))
            return
    case.record(
        Registration.nominate(
            id,
            case.stamp,
            meeting_id=command.meeting_id,
            delegation=command.delegation,
            function=command.function,
            participant_id=participant,
        )
    )


def _who_comes(command: NominateDelegate, case: CommandContext) -> UUID | None:
    if command.participant_id is not None:
        if command.person is not None:
            raise InvalidValue(
                "give either a participant_id or a person, not both",
                field="participant_id",
            )
        person = case.load(Participant, command.participant_id)
        if person.delegation != command.delegation:
            raise NotFound(
                f"{command.delegation} has no participant {command.participant_id} "
                "on record"
            )
        person.must_be_known("nominate")
        return person.id
    if command.person is None:
        return None
    known = case.person_with(command.person.email, command.delegation)
    if known is not None:
        return known
    id = derived_id(case.stamp.command_id, "participant")
    return enter_participant(id, command.delegation, command.person, case)


def _registration_of(participant: UUID, command: NominateDelegate) -> UUID:
    id = registration_id_of(command.meeting_id, participant)
    if command.registration_id not in (None, id):
        raise InvalidValue(
            "the registration of somebody who is named has an id that follows from the "
            "meeting and the person; leave registration_id out",
            field="registration_id",
        )
    return id


def renominate(
    known: Registration, function: DelegateFunction, stamp: FactMetadata
) -> RegistrationNominatedAgain:
    """Raises AlreadyExists for somebody who is registered and has not left."""
    if not known.may_be_nominated_again:
        raise AlreadyExists(
            f"this person is registered for the meeting already ({known.id})"
        )
    return known.nominate_again(stamp, function=function)


def _registration(case: CommandContext, id: UUID) -> Registration:
    return case.change(
        Registration,
        id,
        of=lambda found: found.delegation,
        person=lambda found: found.participant_id,
    )


def load_seats(case: CommandContext, meeting: Meeting) -> tuple[SeatLedger, SeatLimits]:
    """The meeting's ledger and limits, while seats are given."""
    meeting.must_assign_seats()
    ledger = case.load(SeatLedger, seat_ledger_id_of(meeting.id))
    return ledger, SeatLimits(capacity=meeting.capacity, quotas=meeting.quotas)


@decide.register
def _(command: ConfirmRegistration, case: CommandContext) -> None:
    registration = _registration(case, command.registration_id)
    confirmed = registration.confirm(case.stamp)
    ledger, limits = load_seats(case, case.load(Meeting, registration.meeting_id))
    taken = ledger.take(
        case.stamp,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
        reason=case.sealed_if_said(ledger.id, "reason", command.reason),
    )
    case.record(confirmed)
    case.record(taken)


@decide.register
def _(command: WaitlistRegistration, case: CommandContext) -> None:
    registration = _registration(case, command.registration_id)
    waitlisted = registration.waitlist(case.stamp)
    ledger, limits = load_seats(case, case.load(Meeting, registration.meeting_id))
    awaited = ledger.wait(
        case.stamp,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
    )
    case.record(waitlisted)
    case.record(awaited)


@decide.register
def _(command: RefuseRegistration, case: CommandContext) -> None:
    registration = _registration(case, command.registration_id)
    reason = case.sealed(registration.id, "reason", command.reason)
    case.record(registration.refuse(case.stamp, reason=reason))
    _leave_ledger(case, registration)


@decide.register
def _(command: WithdrawRegistration, case: CommandContext) -> None:
    registration = _registration(case, command.registration_id)
    case.record(registration.withdraw(case.stamp))
    _leave_ledger(case, registration)


def _leave_ledger(case: CommandContext, registration: Registration) -> None:
    if not registration.holds_seat_or_place:
        return
    ledger = case.load(SeatLedger, seat_ledger_id_of(registration.meeting_id))
    case.record(
        ledger.release(
            case.stamp,
            registration_id=registration.id,
            delegation=registration.delegation,
        )
    )


@decide.register
def _(command: RecordAttendance, case: CommandContext) -> None:
    registration = _registration(case, command.registration_id)
    case.load(Meeting, registration.meeting_id).must_have_begun()
    case.record(registration.record_attendance(case.stamp))
