"""A list of delegates: all of its rows are registered, or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidValue,
    NotInvited,
    NotPermitted,
    RowErrors,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.access.permissions import require_permission
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.foundation.email_addresses import normalise_address
from bsm_service.foundation.identifiers import derived_id
from bsm_service.people.handlers import enter_participant
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    RegisterDelegates,
)
from bsm_service.registration.handlers import load_seats, renominate


@dataclass(frozen=True, slots=True)
class _Row:
    """One row, with the registration that it makes; `is_new` is a person to enter,
    `known` the registration of somebody who was to come before."""

    number: int
    delegate: DelegateRow
    registration: UUID
    participant: UUID | None
    is_new: bool
    known: Registration | None


@decide.register
def _(command: RegisterDelegates, case: CommandContext) -> None:
    delegates = command.delegates
    _permit(command, case)
    meeting = case.change(
        Meeting, command.meeting_id, of=lambda _: delegates[0].delegation
    )
    rows = list(_rows(command, case))
    _look_at(rows, meeting, case)
    for row in rows:
        _register(row, command, case)
    if command.confirmed:
        ledger, limits = load_seats(case, meeting)
        seats = [(row.registration, row.delegate.delegation) for row in rows]
        reason = case.sealed_if_said(ledger.id, "reason", command.reason)
        case.record(
            ledger.take_seats(case.stamp, rows=seats, limits=limits, reason=reason)
        )


def _permit(command: RegisterDelegates, case: CommandContext) -> None:
    complaints = RowErrors("delegates")
    for row, one in enumerate(command.delegates, start=1):
        try:
            case.permit(delegation=one.delegation)
        except NotPermitted as refusal:
            complaints.add(row, "delegation", refusal)
    complaints.raise_if_any()
    if command.confirmed:
        require_permission(case.principal, ConfirmRegistration.NAME)


def _rows(command: RegisterDelegates, case: CommandContext) -> Iterator[_Row]:
    wanted = {
        (one.delegation, one.person.email)
        for one in command.delegates
        if one.person is not None and one.person.email is not None
    }
    known = case.people_with(wanted) if wanted else {}
    for number, one in enumerate(command.delegates, start=1):
        person, participant = one.person, None
        if person is not None:
            email = person.email
            found = known.get((one.delegation, email)) if email else None
            participant = found or derived_id(
                case.stamp.command_id, f"participant {number}"
            )
            id = registration_id_of(command.meeting_id, participant)
        else:
            found = None
            id = one.id or derived_id(case.stamp.command_id, f"registration {number}")
        is_new = participant is not None and found is None
        before = case.turn.find(Registration, id) if found is not None else None
        yield _Row(number, one, id, participant, is_new, before)


def _look_at(rows: Sequence[_Row], meeting: Meeting, case: CommandContext) -> None:
    """Refuses rows of delegations that are not invited, people and identities that are
    there twice.
    """
    complaints = RowErrors("delegates")
    known = case.turn.taken([row.registration for row in rows])
    first_row, first_address = dict[UUID, int](), dict[tuple[str, str], int]()
    for row in rows:
        number, one = row.number, row.delegate
        try:
            meeting.must_accept_nominations(one.delegation)
        except NotInvited as refusal:
            complaints.add(number, "delegation", refusal)
        if one.person is not None and one.id is not None:
            own = "a person's registration has an id of its own; leave it out"
            complaints.add(number, "id", InvalidValue(own))
        if one.person is not None and one.person.email is not None:
            address = one.delegation, normalise_address(one.person.email)
            first = first_address.setdefault(address, number)
            if first != number:
                same = f"the e-mail address is that of row {first}"
                complaints.add(number, "person.email", AlreadyExists(same))
        first = first_row.setdefault(row.registration, number)
        comes_again = row.known is not None and row.known.may_be_nominated_again
        on_record = row.registration in known and not comes_again
        if on_record or first != number:
            complaints.add(number, *_taken(row, first, on_record))
    complaints.raise_if_any()


def _taken(row: _Row, first: int, on_record: bool) -> tuple[str, AlreadyExists]:
    whose = "on record already" if on_record else f"that of row {first}"
    if row.participant is not None:
        told = f"this person's registration is {whose} ({row.registration})"
        return "person", AlreadyExists(told)
    own = f"give the new {Registration.KIND} an id of its own"
    return "id", AlreadyExists(f"{row.registration} is {whose}; {own}")


def _register(row: _Row, command: RegisterDelegates, case: CommandContext) -> None:
    one = row.delegate
    if row.is_new and row.participant is not None and one.person is not None:
        enter_participant(row.participant, one.delegation, one.person, case)
    if row.known is not None:
        again = renominate(row.known, one.function, case.stamp)
        case.record(again)
        registration = row.known.evolve(again)
    else:
        nominated = Registration.nominate(
            row.registration,
            case.stamp,
            meeting_id=command.meeting_id,
            delegation=one.delegation,
            function=one.function,
            participant_id=row.participant,
        )
        case.record(nominated)
        registration = Registration.begin(nominated)
    if command.confirmed:
        case.record(registration.confirm(case.stamp))
