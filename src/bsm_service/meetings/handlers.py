"""Handlers of the commands about the network, its meetings and their objectives."""

from collections.abc import Iterator
from uuid import UUID

from bsm_domain.agreement.decision import Decision
from bsm_domain.agreement.values import DecisionStatus
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    MeetingAnnounced,
    MeetingDetails,
    MeetingStatus,
)
from bsm_domain.meetings.network import Network
from bsm_domain.meetings.objective import Objective, ObjectiveSet
from bsm_domain.registration.seat_ledger import SeatLedger, seat_ledger_id_of
from bsm_service.application.command import EstablishNetwork
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.foundation.refusals import UnknownFact
from bsm_service.meetings.commands import (
    AnnounceMeeting,
    CancelMeeting,
    ChangeDetails,
    NameOrganisation,
    OpenRegistration,
    WithdrawInvitation,
)
from bsm_service.meetings.objective_commands import (
    ListAim,
    MoveObjective,
    NameObjectiveSource,
    RecordDiscussion,
    RewordObjective,
    SetObjective,
    WithdrawObjective,
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
def name_organisation(command: NameOrganisation, context: CommandContext) -> None:
    network = context.load_to_change(Network, context.transaction.network_id())
    context.record(
        network.name_organisation(
            context.metadata, code=command.code, name=command.name, since=command.since
        )
    )


@decide.register
def announce_meeting(command: AnnounceMeeting, context: CommandContext) -> None:
    context.require_permission()
    id = context.begin_stream(Meeting, command.meeting_id)
    context.record(
        Meeting.announce(
            id,
            context.metadata,
            command.details,
            on_record=_details_of_others(context),
        )
    )


@decide.register
def change_details(command: ChangeDetails, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    context.record(
        meeting.change_details(
            context.metadata,
            details=command.details,
            reason=context.seal(meeting.id, "reason", command.reason),
            on_record=_details_of_others(context, meeting.id),
        )
    )


def _details_of_others(
    context: CommandContext, id: UUID | None = None
) -> tuple[MeetingDetails, ...]:
    """The details of all other meetings that are not cancelled, as they are now."""
    found = []
    for fact in context.transaction.compared_first_facts(Meeting):
        assert isinstance(fact, MeetingAnnounced)
        if fact.originator_id == id:
            continue
        try:
            other = context.load(Meeting, fact.originator_id)
        except UnknownFact:  # what can still be read of it is better than nothing
            found.append(fact.details)
            continue
        if other.status is not MeetingStatus.CANCELLED:
            found.append(other.details)
    return tuple(found)


@decide.register
def cancel_meeting(command: CancelMeeting, context: CommandContext) -> None:
    """A text to which nobody can object any more must not be adopted by silence, so the
    procedures on the meeting's texts end with it.
    """
    meeting = context.load_to_change(Meeting, command.meeting_id)
    reason = context.seal(meeting.id, "reason", command.reason)
    context.record(meeting.cancel(context.metadata, reason=reason))
    for decision in _decisions_where(context, meeting_id=meeting.id):
        if decision.ends_with_meeting(context.metadata.recorded_at):
            why = context.seal(decision.id, "reason", command.reason)
            context.record(decision.end_with_meeting(context.metadata, reason=why))


def _decisions_where(context: CommandContext, **fields: UUID) -> Iterator[Decision]:
    """Those whose first fact has these values."""
    for fact in context.transaction.compared_first_facts(Decision):
        if all(getattr(fact, name) == value for name, value in fields.items()):
            yield context.load(Decision, fact.originator_id)


@decide.register
def withdraw_invitation(command: WithdrawInvitation, context: CommandContext) -> None:
    meeting = context.load_to_change(Meeting, command.meeting_id)
    ledger = context.transaction.find(SeatLedger, seat_ledger_id_of(meeting.id))
    context.record(
        meeting.withdraw_invitation(
            context.metadata,
            delegation=command.delegation,
            reason=context.seal(meeting.id, "reason", command.reason),
            seats=ledger.held_or_awaited_by(command.delegation) if ledger else 0,
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
def set_objective(command: SetObjective, context: CommandContext) -> None:
    context.require_permission()
    context.load(Meeting, command.meeting_id).must_not_be_cancelled()
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
def list_aim(command: ListAim, context: CommandContext) -> None:
    objective = _load_objective(command.objective_id, context)
    context.record(objective.list_aim(context.metadata))


@decide.register
def record_discussion(command: RecordDiscussion, context: CommandContext) -> None:
    objective = _load_objective(command.objective_id, context)
    context.load(Meeting, objective.meeting_id).must_have_begun()
    context.record(
        objective.record_discussion(context.metadata, summary=command.summary)
    )


@decide.register
def name_objective_source(
    command: NameObjectiveSource, context: CommandContext
) -> None:
    objective = _load_objective(command.objective_id, context)
    context.record(objective.name_source(context.metadata))


@decide.register
def reword_objective(command: RewordObjective, context: CommandContext) -> None:
    objective = _load_objective(command.objective_id, context)
    reason = context.seal(objective.id, "reason", command.reason)
    context.record(objective.reword(context.metadata, text=command.text, reason=reason))


@decide.register
def withdraw_objective(command: WithdrawObjective, context: CommandContext) -> None:
    objective = _load_objective(command.objective_id, context)
    decisions = _decisions_where(context, objective_id=objective.id)
    context.record(
        objective.withdraw(
            context.metadata,
            reason=context.seal(objective.id, "reason", command.reason),
            decisions=sum(
                decision.status != DecisionStatus.WITHDRAWN for decision in decisions
            ),
        )
    )


@decide.register
def move_objective(command: MoveObjective, context: CommandContext) -> None:
    objective = _load_objective(command.objective_id, context)
    meeting = context.load(Meeting, objective.meeting_id)
    session = command.session_id and meeting.must_have_session(command.session_id)
    context.record(objective.move(context.metadata, session=session or None))


def _load_objective(id: UUID, context: CommandContext) -> Objective:
    """To change it, unless its meeting was cancelled."""
    objective = context.load_to_change(Objective, id)
    context.load(Meeting, objective.meeting_id).must_not_be_cancelled()
    return objective
