"""The network, its meetings and their seats."""

from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.meetings.meeting import AgendaSession, Meeting
from bsm_domain.meetings.network import Network
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_service.application.command import EstablishNetwork
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    ChangeQuota,
    CloseRegistration,
    ConcludeMeeting,
    InviteDelegations,
    OpenMeeting,
    OpenRegistration,
    ScheduleSession,
    StateAttendance,
)


@decide.register
def _(command: EstablishNetwork, case: CommandContext) -> None:
    case.permit()
    if case.turn.head.position:
        raise InvalidTransition("the network of this log is established already")
    id = case.begin(Network, command.network_id)
    case.record(
        Network.establish(
            id, case.stamp, name=command.name, demonstration=command.demonstration
        )
    )


@decide.register
def _(command: AnnounceMeeting, case: CommandContext) -> None:
    case.permit()
    id = case.begin(Meeting, command.meeting_id)
    case.record(Meeting.announce(id, case.stamp, command.details))


@decide.register
def _(command: InviteDelegations, case: CommandContext) -> None:
    meeting = case.change(Meeting, command.meeting_id)
    case.record(meeting.invite(case.stamp, command.delegations))


@decide.register
def _(command: ScheduleSession, case: CommandContext) -> None:
    meeting = case.change(Meeting, command.meeting_id)
    session = AgendaSession(
        session_id=command.session_id,
        on=command.on,
        title=command.title,
        kind=command.kind,
        audience=command.audience,
    )
    case.record(meeting.schedule(case.stamp, session))


@decide.register
def _(command: OpenRegistration, case: CommandContext) -> None:
    meeting = case.change(Meeting, command.meeting_id)
    case.record(meeting.open_registration(case.stamp, capacity=command.capacity))
    case.record(SeatLedger.open(case.stamp, meeting.id))


@decide.register
def _(command: CloseRegistration, case: CommandContext) -> None:
    case.record(case.change(Meeting, command.meeting_id).close_registration(case.stamp))


@decide.register
def _(command: ChangeQuota, case: CommandContext) -> None:
    meeting = case.change(Meeting, command.meeting_id)
    ledger = case.turn.find(SeatLedger, seat_ledger_id_of(meeting.id))
    case.record(
        meeting.change_quota(
            case.stamp,
            delegation=command.delegation,
            quota=command.quota,
            reason=case.sealed(meeting.id, "reason", command.reason),
            taken=ledger.taken.get(command.delegation, 0) if ledger else 0,
        )
    )


@decide.register
def _(command: OpenMeeting, case: CommandContext) -> None:
    case.record(case.change(Meeting, command.meeting_id).open(case.stamp))


@decide.register
def _(command: ConcludeMeeting, case: CommandContext) -> None:
    case.record(case.change(Meeting, command.meeting_id).conclude(case.stamp))


@decide.register
def _(command: StateAttendance, case: CommandContext) -> None:
    meeting = case.change(Meeting, command.meeting_id)
    case.record(meeting.state_attendance(case.stamp, command.total))
