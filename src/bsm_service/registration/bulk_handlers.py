"""Registers a list of delegates: all rows, or none."""

from collections.abc import Iterator, Sequence

from bsm_domain.foundation.errors import (
    DomainError,
    InvalidValue,
    NotPermitted,
    RowErrors,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.registration_terms import NotesNeeded
from bsm_service.access.permissions import require_permission
from bsm_service.application.command_context import CommandContext, decide
from bsm_service.application.people_lookup import PersonSought
from bsm_service.registration.commands import (
    ConfirmRegistration,
    DelegateRow,
    RegisterDelegates,
)
from bsm_service.registration.list_rows import (
    CompositionOfList,
    ListRow,
    check_rows,
    make_row,
    people_on_record,
    record_row,
)
from bsm_service.registration.lookups import load_seats


@decide.register
def register_delegates(command: RegisterDelegates, context: CommandContext) -> None:
    delegates = command.delegates
    _permit(command, context)
    meeting = context.load_to_change(
        Meeting, command.meeting_id, delegation_of=lambda _: delegates[0].delegation
    )
    late = meeting.must_accept_nominations(
        context.metadata, is_explained=command.late_reason is not None
    )
    rows = list(_rows_of_list(command, context))
    errors = RowErrors("delegates")
    check_rows(rows, meeting, context, errors)
    composition = CompositionOfList(context, meeting)
    _check_notes(rows, command, meeting, composition, errors)
    composition.judge(rows, errors)
    errors.raise_if_any()
    for row in rows:
        registration = record_row(
            row,
            meeting,
            context,
            note_id=command.note_id,
            late=late,
            reason=command.late_reason if late else None,
        )
        if command.confirmed:
            context.record(registration.confirm(context.metadata))
    if command.confirmed:
        ledger, limits = load_seats(context, meeting)
        seats = [(row.registration, row.delegation) for row in rows]
        reason = context.seal_optional(ledger.id, "reason", command.reason)
        context.record(
            ledger.take_seats(
                context.metadata, rows=seats, limits=limits, reason=reason
            )
        )
    context.record(*composition.facts)


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


def _rows_of_list(
    command: RegisterDelegates, context: CommandContext
) -> Iterator[ListRow]:
    sought = {
        number: person
        for number, delegate in enumerate(command.delegates, start=1)
        if (person := _sought(delegate, command)) is not None
    }
    matches = people_on_record(sought, context)
    for number, delegate in enumerate(command.delegates, start=1):
        yield make_row(
            number,
            delegate,
            context,
            meeting_id=command.meeting_id,
            delegation=delegate.delegation,
            known=matches.get(number),
            sought=sought.get(number),
            given_id=delegate.id,
        )


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


def _check_notes(
    rows: Sequence[ListRow],
    command: RegisterDelegates,
    meeting: Meeting,
    composition: CompositionOfList,
    errors: RowErrors,
) -> None:
    """Each delegation must have the note that the list names; and where no seat is
    assigned without one, a note must cover whoever is confirmed.
    """
    is_needed = meeting.terms.note is NotesNeeded.BEFORE_SEAT and command.confirmed
    if command.note_id is None and not is_needed:
        return
    for row in rows:
        delegation = composition.delegation(row.delegation)
        try:
            if command.note_id is not None:
                delegation.must_have_note(command.note_id)
            if is_needed:
                delegation.must_cover(row.registration, command.note_id)
        except DomainError as refusal:
            errors.add(row.number, "delegation", refusal)
