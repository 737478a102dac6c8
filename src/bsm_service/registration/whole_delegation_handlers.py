"""Nominates a whole delegation in its own order: all rows, or none."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from bsm_domain.foundation.errors import (
    AlreadyExists,
    DomainError,
    InvalidValue,
    RowErrors,
    errors_within,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.registration.delegation import Delegation
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.substitution.facts import RequestedChange
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.application.people_lookup import PersonSought
from bsm_service.foundation.identifiers import derived_id
from bsm_service.registration.commands import NominateDelegation, NominatedPerson
from bsm_service.registration.list_rows import (
    CompositionOfList,
    KnownPerson,
    ListRow,
    check_rows,
    make_row,
    people_on_record,
    record_row,
)
from bsm_service.registration.lookups import load_delegation, load_seats, record_note
from bsm_service.registration.nomination_handlers import participant_on_record
from bsm_service.registration.substitution.changes import (
    Change,
    must_be_requested,
    request_change,
)


@decide.register
def nominate_delegation(command: NominateDelegation, context: CommandContext) -> None:
    code = command.delegation
    meeting = context.load_to_change(
        Meeting, command.meeting_id, delegation_of=lambda _: code
    )
    late = meeting.must_accept_nominations(
        context.metadata, is_explained=command.reason is not None
    )
    delegation = load_delegation(context, meeting.id, code)
    delegation, note_id = _with_note(command, context, meeting, delegation)
    errors = RowErrors("delegates")
    rows = list(_rows_of_delegation(command, context, errors))
    replaced = list(_replaced(command, context))
    # Those that are in the list stay.
    staying = {one.id for one in replaced if one.is_in_delegation}
    staying &= {row.registration for row in rows}
    new_rows = [row for row in rows if row.registration not in staying]
    check_rows(new_rows, meeting, context, errors)
    composition = CompositionOfList(context, meeting, {code: delegation})
    leaving = [one for one in replaced if one.is_undecided and one.id not in staying]
    changing, requesting = _changes(
        command,
        context,
        meeting,
        [
            (row, one)
            for row in rows
            for one in replaced
            if one.id == row.registration in staying
            and one.function is not row.function
        ],
    )
    for one in (*leaving, *(one for _, one in changing)):
        composition.leave(one)
    composition.judge([*new_rows, *(row for row, _ in changing)], errors)
    errors.raise_if_any()
    if not (new_rows or leaving or changing or requesting):
        raise AlreadyExists(
            "everybody in this list is already registered; nothing would change",
            field="delegates",
        )
    for row in new_rows:
        record_row(
            row,
            meeting,
            context,
            note_id=note_id,
            late=late,
            reason=command.reason if late else None,
        )
    _change_functions(command, context, meeting, changing, requesting)
    _withdraw(command, context, meeting, leaving)
    context.record(*composition.facts)


def _with_note(
    command: NominateDelegation,
    context: CommandContext,
    meeting: Meeting,
    delegation: Delegation,
) -> tuple[Delegation, UUID | None]:
    """The delegation, with the new note, and the note that the list names."""
    if command.note is None:
        if command.note_id is not None:
            delegation.must_have_note(command.note_id)
        return delegation, command.note_id
    if command.note_id is not None:
        raise InvalidValue(
            "give either a new note or the ID of one on record, not both",
            field="note_id",
        )
    id = derived_id(context.metadata.command_id, "note")
    return record_note(context, meeting, delegation, command.note, id), id


def _rows_of_delegation(
    command: NominateDelegation, context: CommandContext, errors: RowErrors
) -> Iterator[ListRow]:
    sought = {
        number: PersonSought.of(command.delegation, delegate.person)
        for number, delegate in enumerate(command.delegates, start=1)
        if delegate.person is not None
    }
    matches = people_on_record(sought, context)
    for number, delegate in enumerate(command.delegates, start=1):
        known: KnownPerson | None = matches.get(number)
        try:
            known = _named_person(delegate, command.delegation, context) or known
        except DomainError as refusal:
            errors.add(number, "participant_id", refusal)
        yield make_row(
            number,
            delegate,
            context,
            meeting_id=command.meeting_id,
            delegation=command.delegation,
            known=known,
            sought=sought.get(number),
            place=number,
        )


def _named_person(
    delegate: NominatedPerson, delegation: str, context: CommandContext
) -> KnownPerson | None:
    """The participant whose ID a row gives."""
    if delegate.participant_id is None:
        return None
    if delegate.person is not None:
        raise InvalidValue(
            "give either a participant_id or a person, not both",
            field="participant_id",
        )
    return participant_on_record(delegate.participant_id, delegation, context)


def _replaced(
    command: NominateDelegation, context: CommandContext
) -> Iterator[Registration]:
    """The registrations that the list replaces. Raises InvalidValue."""
    for number, id in enumerate(dict.fromkeys(command.replaces)):
        registration = context.transaction.find(Registration, id)
        if registration is None or not registration.is_of(
            command.meeting_id, command.delegation
        ):
            raise InvalidValue(
                f"{command.delegation} has no registration {id} for this meeting",
                field=f"replaces.{number}",
            )
        yield registration


_Changes = list[tuple[ListRow, Registration]]


def _changes(
    command: NominateDelegation,
    context: CommandContext,
    meeting: Meeting,
    changes: _Changes,
) -> tuple[_Changes, _Changes]:
    """The changes of function that can be made, and those that can only be
    requested.
    """
    made: _Changes = []
    requested: _Changes = []
    for row, registration in changes:
        with errors_within(f"delegates.{row.number - 1}"):
            meeting.must_send(row.delegation, row.function)
            is_requested = must_be_requested(
                context,
                meeting,
                registration,
                RequestedChange.FUNCTION,
                is_explained=command.reason is not None,
            )
        (requested if is_requested else made).append((row, registration))
    return made, requested


def _change_functions(
    command: NominateDelegation,
    context: CommandContext,
    meeting: Meeting,
    changing: _Changes,
    requesting: _Changes,
) -> None:
    for row, registration in changing:
        with errors_within(f"delegates.{row.number - 1}"):
            reason = context.seal_optional(registration.id, "reason", command.reason)
            context.record(
                registration.change_function(
                    context.metadata, function=row.function, reason=reason
                )
            )
    for row, registration in requesting:
        assert command.reason is not None
        change = Change(RequestedChange.FUNCTION, function=row.function)
        with errors_within(f"delegates.{row.number - 1}"):
            request_change(context, meeting, registration, change, command.reason)


def _withdraw(
    command: NominateDelegation,
    context: CommandContext,
    meeting: Meeting,
    leaving: Sequence[Registration],
) -> None:
    """Withdraws who is not in the list, and gives back their places in the queue."""
    for registration in leaving:
        meeting.must_allow_withdrawal(
            context.metadata, is_explained=command.reason is not None
        )
        reason = context.seal_optional(registration.id, "reason", command.reason)
        context.record(registration.withdraw(context.metadata, reason=reason))
    waiting = [one for one in leaving if one.holds_seat_or_place]
    if not waiting:
        return
    ledger, _ = load_seats(context, meeting)
    for registration in waiting:
        released = ledger.release(
            context.metadata,
            registration_id=registration.id,
            delegation=registration.delegation,
        )
        context.record(released)
        ledger = ledger.evolve(released)
