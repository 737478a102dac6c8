"""Handlers of arrivals and departures."""

from bsm_domain.foundation.errors import (
    AlreadyExists,
    DomainError,
    NotFound,
    RowErrors,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.registration.attendance.commands import (
    RecordAttendances,
    RecordDeparture,
    StrikeAttendance,
)
from bsm_service.registration.commands import RecordAttendance


@decide.register
def record_attendance(command: RecordAttendance, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    meeting = context.load(Meeting, registration.meeting_id)
    meeting.must_take_arrivals(context.metadata, command.session_id)
    facts = registration.record_attendance(
        context.metadata,
        session_id=command.session_id,
        time_zone=meeting.details.time_zone,
    )
    context.record(*facts)


@decide.register
def record_attendances(command: RecordAttendances, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    meeting.must_take_arrivals(context.metadata, command.session_id)
    errors = RowErrors("registration_ids")
    listed = set()
    for number, id in enumerate(command.registration_ids, start=1):
        try:
            if id in listed:
                raise AlreadyExists("this registration is named twice")
            listed.add(id)
            registration = context.load(Registration, id)
            if registration.meeting_id != meeting.id:
                raise NotFound(f"this meeting has no registration {id}")
            facts = registration.record_attendance(
                context.metadata,
                session_id=command.session_id,
                time_zone=meeting.details.time_zone,
            )
        except DomainError as refusal:
            errors.add(number, "id", refusal)
            continue
        context.record(*facts)
    errors.raise_if_any()


@decide.register
def record_departure(command: RecordDeparture, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    meeting = context.load(Meeting, registration.meeting_id)
    meeting.must_take_arrivals(context.metadata, command.session_id)
    context.record(
        registration.record_departure(context.metadata, session_id=command.session_id)
    )


@decide.register
def strike_attendance(command: StrikeAttendance, context: CommandContext) -> None:
    registration = context.load_to_change(Registration, command.registration_id)
    context.load(Meeting, registration.meeting_id).must_not_be_cancelled()
    context.record(
        registration.strike_attendance(
            context.metadata,
            corrects=command.corrects,
            reason=context.seal(registration.id, "reason", command.reason),
        )
    )
