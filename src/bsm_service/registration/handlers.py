"""Handlers of the commands about registrations, saved together with the seat ledger."""

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
from bsm_service.people.handlers import record_new_participant
from bsm_service.people.nominees import (
    known_nominee,
    refuse_registration_of_duplicates,
)
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    RecordAttendance,
    RefuseRegistration,
    WaitlistRegistration,
    WithdrawRegistration,
)


@decide.register
def nominate_delegate(command: NominateDelegate, context: CommandContext) -> None:
    context.require_permission(delegation=command.delegation)
    context.load(Meeting, command.meeting_id).must_accept_nominations(
        command.delegation
    )
    participant = _participant_of(command, context)
    if participant is None:
        registration_id = command.registration_id
        registration_id = registration_id or derived_id(
            context.metadata.command_id, "registration_id"
        )
        id = context.begin_stream(Registration, registration_id)
    else:
        id = _registration_of(participant, command)
        # A participant who was just added cannot be registered yet.
        registration = (
            None if context.facts else context.transaction.find(Registration, id)
        )
        context.target_id = id
        if registration is not None:
            context.record(renominate(registration, command.function, context.metadata))
            return
    context.record(
        Registration.nominate(
            id,
            context.metadata,
            meeting_id=command.meeting_id,
            delegation=command.delegation,
            function=command.function,
            participant_id=participant,
        )
    )


def _participant_of(command: NominateDelegate, context: CommandContext) -> UUID | None:
    if command.participant_id is not None:
        if command.person is not None:
            raise InvalidValue(
                "give either a participant_id or a person, not both",
                field="participant_id",
            )
        person = context.load(Participant, command.participant_id)
        if person.delegation != command.delegation:
            raise NotFound(
                f"{command.delegation} has no participant {command.participant_id} "
                "on record"
            )
        person.must_be_known()
        refuse_registration_of_duplicates(
            context, command.meeting_id, person.id, person.duplicates
        )
        return person.id
    if command.person is None:
        return None
    match = known_nominee(
        context, command.delegation, command.person, is_new=command.person_is_new
    )
    if match is not None:
        refuse_registration_of_duplicates(
            context, command.meeting_id, match.id, match.entries
        )
        return match.id
    id = derived_id(context.metadata.command_id, "participant")
    return record_new_participant(id, command.delegation, command.person, context)


def _registration_of(participant: UUID, command: NominateDelegate) -> UUID:
    id = registration_id_of(command.meeting_id, participant)
    if command.registration_id not in (None, id):
        raise InvalidValue(
            "the ID of a person's registration is derived from the meeting and the "
            "person; leave out registration_id",
            field="registration_id",
        )
    return id


def renominate(
    registration: Registration, function: DelegateFunction, metadata: FactMetadata
) -> RegistrationNominatedAgain:
    """Raises AlreadyExists unless the registration has ended."""
    if not registration.may_be_nominated_again:
        raise AlreadyExists(
            f"this person is already registered for the meeting ({registration.id})"
        )
    return registration.nominate_again(metadata, function=function)


def load_seats(
    context: CommandContext, meeting: Meeting
) -> tuple[SeatLedger, SeatLimits]:
    """The meeting's seat ledger and limits. Raises if no seats are assigned now."""
    meeting.must_assign_seats()
    ledger = context.load(SeatLedger, seat_ledger_id_of(meeting.id))
    return ledger, SeatLimits(capacity=meeting.capacity, quotas=meeting.quotas)


@decide.register
def confirm_registration(command: ConfirmRegistration, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    confirmed = registration.confirm(context.metadata)
    ledger, limits = load_seats(context, context.load(Meeting, registration.meeting_id))
    seat_fact = ledger.take(
        context.metadata,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
        reason=context.seal_optional(ledger.id, "reason", command.reason),
    )
    context.record(confirmed)
    context.record(seat_fact)


@decide.register
def waitlist_registration(
    command: WaitlistRegistration, context: CommandContext
) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    waitlisted = registration.waitlist(context.metadata)
    ledger, limits = load_seats(context, context.load(Meeting, registration.meeting_id))
    awaited = ledger.wait(
        context.metadata,
        registration_id=registration.id,
        delegation=registration.delegation,
        limits=limits,
    )
    context.record(waitlisted)
    context.record(awaited)


@decide.register
def refuse_registration(command: RefuseRegistration, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    context.load(Meeting, registration.meeting_id).must_not_be_cancelled()
    reason = context.seal(registration.id, "reason", command.reason)
    context.record(registration.refuse(context.metadata, reason=reason))
    _release_seat(context, registration)


@decide.register
def withdraw_registration(
    command: WithdrawRegistration, context: CommandContext
) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    context.record(registration.withdraw(context.metadata))
    _release_seat(context, registration)


def _release_seat(context: CommandContext, registration: Registration) -> None:
    if not registration.holds_seat_or_place:
        return
    ledger = context.load(SeatLedger, seat_ledger_id_of(registration.meeting_id))
    context.record(
        ledger.release(
            context.metadata,
            registration_id=registration.id,
            delegation=registration.delegation,
        )
    )


@decide.register
def record_attendance(command: RecordAttendance, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    context.load(Meeting, registration.meeting_id).must_have_begun()
    context.record(registration.record_attendance(context.metadata))
