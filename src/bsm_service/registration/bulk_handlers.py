"""Registers a list of delegates: all rows, or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidValue,
    NotInvited,
    NotPermitted,
    RowErrors,
)
from bsm_domain.foundation.formatting import count_of, join_names, pluralize
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_service.access.permissions import require_permission
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.application.people_lookup import PersonMatch, PersonSought
from bsm_service.foundation.identifiers import derived_id
from bsm_service.people.handlers import record_new_participant
from bsm_service.people.nominees import (
    ListedPeople,
    references_in,
    refuse_registration_of_duplicates,
)
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    RegisterDelegates,
)
from bsm_service.registration.handlers import load_seats, renominate
from bsm_service.vault import HandleKind


@dataclass(frozen=True, slots=True)
class _DelegateRow:
    """One row with its registration. `is_new` if the person is to be added; `existing`
    is an earlier registration of the same person, and `entries` are all entries of
    theirs.
    """

    number: int
    delegate: DelegateRow
    sought: PersonSought | None
    registration: UUID
    participant: UUID | None
    is_new: bool
    existing: Registration | None
    entries: frozenset[UUID]


@decide.register
def register_delegates(command: RegisterDelegates, context: CommandContext) -> None:
    delegates = command.delegates
    _permit(command, context)
    meeting = context.load_to_change(
        Meeting, command.meeting_id, delegation_of=lambda _: delegates[0].delegation
    )
    rows = list(_rows(command, context))
    _check_rows(rows, meeting, context)
    for row in rows:
        _register(row, command, context)
    if command.confirmed:
        ledger, limits = load_seats(context, meeting)
        seats = [(row.registration, row.delegate.delegation) for row in rows]
        reason = context.seal_optional(ledger.id, "reason", command.reason)
        context.record(
            ledger.take_seats(
                context.metadata, rows=seats, limits=limits, reason=reason
            )
        )


def _permit(command: RegisterDelegates, context: CommandContext) -> None:
    errors = RowErrors("delegates")
    for row, delegate in enumerate(command.delegates, start=1):
        try:
            context.require_permission(delegation=delegate.delegation)
        except NotPermitted as refusal:
            errors.add(row, "delegation", refusal)
    errors.raise_if_any()
    if command.confirmed:
        require_permission(context.principal, ConfirmRegistration.NAME)


def _rows(
    command: RegisterDelegates, context: CommandContext
) -> Iterator[_DelegateRow]:
    sought = {
        number: person
        for number, delegate in enumerate(command.delegates, start=1)
        if (person := _sought(delegate, command)) is not None
    }
    matches = _people_on_record(sought, context)
    for number, delegate in enumerate(command.delegates, start=1):
        match, participant = matches.get(number), None
        if delegate.person is not None:
            participant = match.id if match else None
            participant = participant or derived_id(
                context.metadata.command_id, f"participant {number}"
            )
            id = registration_id_of(command.meeting_id, participant)
        else:
            id = delegate.id or derived_id(
                context.metadata.command_id, f"registration {number}"
            )
        is_new = participant is not None and match is None
        registration = (
            context.transaction.find(Registration, id) if match is not None else None
        )
        entries = match.entries if match is not None else frozenset[UUID]()
        yield _DelegateRow(
            number,
            delegate,
            sought.get(number),
            id,
            participant,
            is_new,
            registration,
            entries,
        )


def _people_on_record(
    sought: Mapping[int, PersonSought], context: CommandContext
) -> dict[int, PersonMatch]:
    """Who is meant, by the number of the row; the answer tells who was found by
    name.
    """
    found = context.people_matching([*sought.values()])
    matches = {
        number: match
        for number, match in zip(sought, found, strict=True)
        if match is not None
    }
    by_name = [str(n) for n, match in matches.items() if match.by is HandleKind.NAME]
    if by_name:
        context.notes.append(
            f"{count_of(len(by_name), 'person was', 'people were')} found on record by "
            f"name alone ({pluralize(len(by_name), 'row')} {join_names(by_name, 20)})"
        )
    return matches


def _sought(delegate: DelegateRow, command: RegisterDelegates) -> PersonSought | None:
    """The person of a row, if it names one. Raises InvalidValue for a reference of
    nothing.
    """
    if delegate.reference is not None and command.references_of is None:
        raise InvalidValue(
            "name the source whose references these are", field="references_of"
        )
    if delegate.person is None:
        return None
    return PersonSought.of(
        delegate.delegation,
        delegate.person,
        source=command.references_of,
        reference=delegate.reference,
    )


def _check_rows(
    rows: Sequence[_DelegateRow], meeting: Meeting, context: CommandContext
) -> None:
    """Refuses rows of delegations that are not invited, and duplicates."""
    errors = RowErrors("delegates")
    known_ids = context.transaction.taken_ids([row.registration for row in rows])
    first_row, listed = dict[UUID, int](), ListedPeople()
    for row in rows:
        number, delegate = row.number, row.delegate
        try:
            meeting.must_accept_nominations(delegate.delegation)
        except NotInvited as refusal:
            errors.add(number, "delegation", refusal)
        if delegate.person is not None and delegate.id is not None:
            id_given = "the ID of a person's registration is derived; leave it out"
            errors.add(number, "id", InvalidValue(id_given))
        if row.sought is not None:
            same = listed.earlier(number, row.sought)
            if same is not None:
                duplicate = f"row {same.row} has the same {same.label}"
                errors.add(number, same.field, AlreadyExists(duplicate))
        if row.participant is not None and row.entries:
            try:
                refuse_registration_of_duplicates(
                    context, meeting.id, row.participant, row.entries
                )
            except AlreadyExists as refusal:
                errors.add(number, "person", refusal)
        first = first_row.setdefault(row.registration, number)
        comes_again = row.existing is not None and row.existing.may_be_nominated_again
        on_record = row.registration in known_ids and not comes_again
        if on_record or first != number:
            errors.add(number, *_taken_error(row, first, on_record))
    errors.raise_if_any()


def _taken_error(
    row: _DelegateRow, first: int, on_record: bool
) -> tuple[str, AlreadyExists]:
    conflict = "already on record" if on_record else f"the same as in row {first}"
    if row.participant is not None:
        message = f"this person's registration is {conflict} ({row.registration})"
        return "person", AlreadyExists(message)
    action = f"give the new {Registration.KIND} another ID"
    return "id", AlreadyExists(f"{row.registration} is {conflict}; {action}")


def _register(
    row: _DelegateRow, command: RegisterDelegates, context: CommandContext
) -> None:
    delegate = row.delegate
    if row.is_new and row.participant is not None and delegate.person is not None:
        record_new_participant(
            row.participant,
            delegate.delegation,
            delegate.person,
            context,
            references_in(row.sought),
        )
    elif row.participant is not None and delegate.reference is not None:
        context.sealing.add_references(
            row.participant,
            delegate.delegation,
            references_in(row.sought),
        )
    if row.existing is not None:
        fact = renominate(row.existing, delegate.function, context.metadata)
        context.record(fact)
        registration = row.existing.evolve(fact)
    else:
        nominated = Registration.nominate(
            row.registration,
            context.metadata,
            meeting_id=command.meeting_id,
            delegation=delegate.delegation,
            function=delegate.function,
            participant_id=row.participant,
        )
        context.record(nominated)
        registration = Registration.begin(nominated)
    if command.confirmed:
        context.record(registration.confirm(context.metadata))
