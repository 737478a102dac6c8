"""Handlers of the commands about the network, its meetings and their objectives."""

from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import MeetingAnnounced
from bsm_domain.meetings.network import Network
from bsm_domain.meetings.objective import Objective, ObjectiveSet
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_service.application.command import EstablishNetwork
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    ChangeQuota,
    OpenRegistration,
    RecordDiscussion,
    SetObjective,
)


@decide.register
def establish_network(command: EstablishNetwork, context: CommandContext) -> None:
    context.require_permission()
    if context.transaction.head.position:
        raise InvalidTransition("this log already has a network")
    id = context.begin_stream(Network, command.network_id)
    context.record(
        Network.establish(
            id, context.metadata, name=command.name, demonstration=command.demonstration
        )
    )


@decide.register
def announce_meeting(command: AnnounceMeeting, context: CommandContext) -> None:
    context.require_permission()
    id = context.begin_stream(Meeting, command.meeting_id)
    on_record = context.transaction.compared_first_facts(Meeting)
    context.record(
        Meeting.announce(
            id,
            context.metadata,
            command.details,
            on_record=[
                fact.details for fact in on_record if isinstance(fact, MeetingAnnounced)
            ],
        )
    )


@decide.register
def open_registration(command: OpenRegistration, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    context.record(
        meeting.open_registration(context.metadata, capacity=command.capacity)
    )
    context.record(SeatLedger.open(context.metadata, meeting.id))


@decide.register
def change_quota(command: ChangeQuota, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    ledger = context.transaction.find(SeatLedger, seat_ledger_id_of(meeting.id))
    context.record(
        meeting.change_quota(
            context.metadata,
            delegation=command.delegation,
            quota=command.quota,
            reason=context.seal(meeting.id, "reason", command.reason),
            taken=ledger.taken.get(command.delegation, 0) if ledger else 0,
        )
    )


@decide.register
def set_objective(command: SetObjective, context: CommandContext) -> None:
    context.require_permission()
    context.load(Meeting, command.meeting_id)
    id = context.begin_stream(Objective, command.objective_id)
    on_record = context.transaction.compared_first_facts(Objective)
    context.record(
        Objective.set(
            id,
            context.metadata,
            meeting_id=command.meeting_id,
            code=command.code,
            text=command.text,
            audience=command.audience,
            outcome_kind=command.outcome_kind,
            aim_for_all=command.aim_for_all,
            codes_in_use={
                fact.code
                for fact in on_record
                if isinstance(fact, ObjectiveSet)
                and fact.meeting_id == command.meeting_id
            },
        )
    )


@decide.register
def record_discussion(command: RecordDiscussion, context: CommandContext) -> None:
    objective = context.load_to_change(Objective, command.objective_id)
    context.load(Meeting, objective.meeting_id).must_have_begun()
    context.record(
        objective.record_discussion(context.metadata, summary=command.summary)
    )
