"""A list of delegates: all of its rows are registered, or none."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from bsm_domain.errors import AlreadyExists, NotInvited, NotPermitted, RowComplaints
from bsm_domain.foundation import DomainEvent
from bsm_domain.meeting import Meeting
from bsm_domain.registration import Registration
from bsm_service import commands as ask
from bsm_service.case import Case, decide
from bsm_service.handlers.registrations import seats_of
from bsm_service.new_ids import derived_id
from bsm_service.permissions import require


@decide.register
def _(command: ask.RegisterDelegates, case: Case) -> None:
    delegates = command.delegates
    _permit(command, case)
    meeting = case.change(
        Meeting, command.meeting_id, of=lambda _: delegates[0].delegation
    )
    ids = [
        one.id or derived_id(case.stamp.command_id, f"registration {row}")
        for row, one in enumerate(delegates, start=1)
    ]
    _look_at_rows(delegates, ids, meeting, case)
    case.facts.extend(_registrations(command, ids, case))
    if command.confirmed:
        ledger, limits = seats_of(case, meeting)
        seats = [(id, one.delegation) for id, one in zip(ids, delegates, strict=True)]
        case.record(
            ledger.take_many(
                case.stamp, rows=seats, limits=limits, reason=command.reason
            )
        )


def _permit(command: ask.RegisterDelegates, case: Case) -> None:
    complaints = RowComplaints()
    for row, one in enumerate(command.delegates, start=1):
        try:
            case.permit(delegation=one.delegation)
        except NotPermitted as refusal:
            complaints.add(row, "delegation", refusal)
    complaints.refuse_if_any()
    if command.confirmed:
        require(case.principal, ask.ConfirmRegistration.NAME)


def _look_at_rows(
    delegates: Sequence[ask.Delegate], ids: Sequence[UUID], meeting: Meeting, case: Case
) -> None:
    """Refuses rows of delegations that are not invited, and identities used twice."""
    complaints = RowComplaints()
    known, first_row = case.turn.taken(ids), dict[UUID, int]()
    for row, (id, one) in enumerate(zip(ids, delegates, strict=True), start=1):
        try:
            meeting.must_take_nominations(one.delegation)
        except NotInvited as refusal:
            complaints.add(row, "delegation", refusal)
        first = first_row.setdefault(id, row)
        if id in known or first != row:
            whose = "on record already" if id in known else f"that of row {first}"
            own = f"give the new {Registration.KIND} an id of its own"
            complaints.add(row, "id", AlreadyExists(f"{id} is {whose}; {own}"))
    complaints.refuse_if_any()


def _registrations(
    command: ask.RegisterDelegates, ids: Sequence[UUID], case: Case
) -> Iterator[DomainEvent]:
    for id, one in zip(ids, command.delegates, strict=True):
        nominated = Registration.nominate(
            id,
            case.stamp,
            meeting_id=command.meeting_id,
            delegation=one.delegation,
            function=one.function,
        )
        yield nominated
        if command.confirmed:
            yield Registration.begin(nominated).confirm(case.stamp)
