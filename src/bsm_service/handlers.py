"""How each command becomes facts: load, permit, let the domain decide. No rules."""

from dataclasses import dataclass, field
from functools import singledispatch
from typing import TypeVar
from uuid import UUID

from bsm_domain.errors import AlreadyExists, InvalidTransition, NotFound
from bsm_domain.follow_up_activity import FollowUpActivity, ObjectiveOrigin, Promise
from bsm_domain.foundation import Aggregate, DomainEvent, Stamp
from bsm_domain.meeting import AgendaSession, Meeting
from bsm_domain.network import Network
from bsm_domain.objective import Objective
from bsm_domain.registration import Registration
from bsm_domain.seat_ledger import SeatLedger, SeatLimits, ledger_id
from bsm_domain.values import DueDate, Owner
from bsm_service import commands as ask
from bsm_service.permissions import Principal, Resource, require
from bsm_service.refusals import StaleVersion
from bsm_service.store import Turn

A = TypeVar("A", bound=Aggregate)


@dataclass(slots=True)
class Case:
    """One command on the table: what it may look at, and what it records."""

    turn: Turn
    principal: Principal
    action: str
    stamp: Stamp
    expected_version: int | None = None
    facts: list[DomainEvent] = field(default_factory=list)
    target: UUID | None = None
    permitted: bool = False

    def load(self, kind: type[A], id: UUID) -> A:
        found = self.turn.find(kind, id)
        if found is None:
            raise NotFound(f"no {kind.KIND} {id} is on record")
        return found

    def change(self, kind: type[A], id: UUID) -> A:
        """The thing that the command is about; a stale expected version is refused."""
        found = self.load(kind, id)
        expected = self.expected_version
        if expected is not None and expected != found.version:
            raise StaleVersion(
                f"the {kind.KIND} is at version {found.version}, not {expected}; "
                "look again, then decide"
            )
        self.target = id
        return found

    def begin(self, kind: type[Aggregate], id: UUID) -> UUID:
        """The identity of something new; one that is taken is refused."""
        if self.turn.store.recorder.select_events(id, limit=1):
            raise AlreadyExists(
                f"{id} is on record already; give the new {kind.KIND} an id of its own"
            )
        self.target = id
        return id

    def permit(self, *, delegation: str | None = None) -> None:
        """Every handler asks this of the thing that it is about to change."""
        require(self.principal, self.action, Resource(delegation))
        self.permitted = True

    def record(self, fact: DomainEvent) -> None:
        self.facts.append(fact)


@singledispatch
def decide(command: ask.Command, case: Case) -> None:
    raise TypeError(f"no handler for {type(command).__name__}")


@decide.register
def _(command: ask.EstablishNetwork, case: Case) -> None:
    case.permit()
    if case.turn.head.position:
        raise InvalidTransition("the network of this log is established already")
    id = case.begin(Network, command.network_id)
    case.record(
        Network.establish(
            id, case.stamp, name=command.name, demonstration=command.demonstration
        )
    )


# Meetings


@decide.register
def _(command: ask.AnnounceMeeting, case: Case) -> None:
    case.permit()
    id = case.begin(Meeting, command.meeting_id)
    case.record(Meeting.announce(id, case.stamp, command.details))


def _meeting(case: Case, id: UUID) -> Meeting:
    case.permit()
    return case.change(Meeting, id)


@decide.register
def _(command: ask.InviteDelegations, case: Case) -> None:
    meeting = _meeting(case, command.meeting_id)
    case.record(meeting.invite(case.stamp, command.delegations))


@decide.register
def _(command: ask.ScheduleSession, case: Case) -> None:
    meeting = _meeting(case, command.meeting_id)
    session = AgendaSession(
        session_id=command.session_id,
        on=command.on,
        title=command.title,
        kind=command.kind,
        audience=command.audience,
    )
    case.record(meeting.schedule(case.stamp, session))


@decide.register
def _(command: ask.OpenRegistration, case: Case) -> None:
    meeting = _meeting(case, command.meeting_id)
    case.record(meeting.open_registration(case.stamp, capacity=command.capacity))
    case.record(SeatLedger.open(case.stamp, meeting.id))


@decide.register
def _(command: ask.CloseRegistration, case: Case) -> None:
    case.record(_meeting(case, command.meeting_id).close_registration(case.stamp))


@decide.register
def _(command: ask.ChangeQuota, case: Case) -> None:
    meeting = _meeting(case, command.meeting_id)
    ledger = case.turn.find(SeatLedger, ledger_id(meeting.id))
    case.record(
        meeting.change_quota(
            case.stamp,
            delegation=command.delegation,
            quota=command.quota,
            reason=command.reason,
            taken=ledger.taken.get(command.delegation, 0) if ledger else 0,
        )
    )


@decide.register
def _(command: ask.OpenMeeting, case: Case) -> None:
    case.record(_meeting(case, command.meeting_id).open(case.stamp))


@decide.register
def _(command: ask.ConcludeMeeting, case: Case) -> None:
    case.record(_meeting(case, command.meeting_id).conclude(case.stamp))


@decide.register
def _(command: ask.StateAttendance, case: Case) -> None:
    meeting = _meeting(case, command.meeting_id)
    case.record(meeting.state_attendance(case.stamp, command.total))


# Registrations


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
    registration = case.change(Registration, id)
    case.permit(delegation=registration.delegation)
    return registration


def _seats(case: Case, registration: Registration) -> tuple[SeatLedger, SeatLimits]:
    meeting = case.load(Meeting, registration.meeting_id)
    meeting.must_assign_seats()
    ledger = case.load(SeatLedger, ledger_id(meeting.id))
    return ledger, SeatLimits(capacity=meeting.capacity, quotas=meeting.quotas)


@decide.register
def _(command: ask.ConfirmRegistration, case: Case) -> None:
    registration = _registration(case, command.registration_id)
    confirmed = registration.confirm(case.stamp)
    ledger, limits = _seats(case, registration)
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
    ledger, limits = _seats(case, registration)
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


# Objectives


@decide.register
def _(command: ask.SetObjective, case: Case) -> None:
    case.permit()
    case.load(Meeting, command.meeting_id)
    id = case.begin(Objective, command.objective_id)
    case.record(
        Objective.set(
            id,
            case.stamp,
            meeting_id=command.meeting_id,
            code=command.code,
            text=command.text,
            audience=command.audience,
            outcome_kind=command.outcome_kind,
        )
    )


@decide.register
def _(command: ask.RecordDiscussion, case: Case) -> None:
    case.permit()
    objective = case.change(Objective, command.objective_id)
    case.load(Meeting, objective.meeting_id).must_have_begun()
    case.record(objective.record_discussion(case.stamp, summary=command.summary))


# Follow-up activities


@decide.register
def _(command: ask.ProposeActivity, case: Case) -> None:
    case.permit(delegation=command.owner)
    objective = case.load(Objective, command.objective_id)
    meeting = case.load(Meeting, objective.meeting_id)
    id = case.begin(FollowUpActivity, command.activity_id)
    case.record(
        FollowUpActivity.propose(
            id,
            case.stamp,
            meeting_id=meeting.id,
            origin=ObjectiveOrigin(objective_id=objective.id),
            audience=objective.audience,
            promise=Promise(
                title=command.title,
                owner=Owner(delegation=command.owner, agency=command.agency),
                partners=command.partners,
                due=DueDate(
                    on=command.due_on,
                    precision=command.due_precision,
                    time_zone=meeting.details.time_zone,
                ),
            ),
        )
    )


def _activity(case: Case, id: UUID) -> FollowUpActivity:
    activity = case.change(FollowUpActivity, id)
    case.permit(delegation=activity.promise.owner.delegation)
    return activity


@decide.register
def _(command: ask.AgreeActivity, case: Case) -> None:
    case.record(_activity(case, command.activity_id).agree(case.stamp))


@decide.register
def _(command: ask.AcceptActivity, case: Case) -> None:
    case.record(_activity(case, command.activity_id).accept(case.stamp))


@decide.register
def _(command: ask.ReportProgress, case: Case) -> None:
    case.record(
        _activity(case, command.activity_id).report_progress(
            case.stamp,
            percent=command.percent,
            note=command.note,
            reason=command.reason,
        )
    )


@decide.register
def _(command: ask.ReportComplete, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    case.record(activity.report_complete(case.stamp, note=command.note))


@decide.register
def _(command: ask.ConfirmActivity, case: Case) -> None:
    case.record(_activity(case, command.activity_id).confirm(case.stamp))


@decide.register
def _(command: ask.ReturnActivity, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    case.record(activity.send_back(case.stamp, reason=command.reason))


@decide.register
def _(command: ask.ChangeDueDate, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    due = DueDate(
        on=command.due_on,
        precision=command.due_precision,
        time_zone=activity.promise.due.time_zone,
    )
    case.record(activity.change_due_date(case.stamp, due=due, reason=command.reason))


@decide.register
def _(command: ask.BlockActivity, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    case.record(activity.block(case.stamp, blocked_by=command.blocked_by))


@decide.register
def _(command: ask.UnblockActivity, case: Case) -> None:
    case.record(_activity(case, command.activity_id).unblock(case.stamp))


@decide.register
def _(command: ask.WithdrawActivity, case: Case) -> None:
    activity = _activity(case, command.activity_id)
    case.record(activity.withdraw(case.stamp, reason=command.reason))
