"""Imports a list of delegates: a preview that stores nothing, then all rows at once, or
only the valid ones.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from uuid import UUID

from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.formatting import capitalize
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.command_service import CommandResult
from bsm_service.application.command_trial import CommandTrial
from bsm_service.application.system import System
from bsm_service.documents.parsing_deadline import parsing_slot
from bsm_service.event_store.transaction import Transaction
from bsm_service.foundation.identifiers import derived_id
from bsm_service.foundation.refusals import RowsRefused
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.commands_for_list import command_for, invitations
from bsm_service.imports.delegates.file_check import ReadFile, read_delegates
from bsm_service.imports.delegates.import_records import ImportRecords
from bsm_service.imports.delegates.record_check import RowsOnRecord
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.delegates.report_of_file import build_report
from bsm_service.imports.delegates.rows import ReadDelegate
from bsm_service.imports.delegates.table import read_table_of_delegates
from bsm_service.imports.file_check import ImportProgress
from bsm_service.imports.file_import import STORING_STEP, error_lines, ignore_progress
from bsm_service.imports.list_reading import FileHeadings, ImportFile
from bsm_service.imports.stored_mappings import (
    COLUMN,
    DELEGATION,
    FUNCTION,
    ListKind,
    StoredMappings,
    fold_keys,
)
from bsm_service.people.nominees import BY_NAME_ALONE

_log = logging.getLogger("bsm.imports")

# The action of the permission table.
ACTION = "import.delegates"
_FIELDS = {
    "person": "name",
    "person.name": "name",
    "person.email": "email",
    "person.reference": "reference",
}


class DelegateHeadings(FileHeadings):
    """With the headings of columns that the product never stores, and the meetings in
    the file, with the number of rows of each.
    """

    never_imported: tuple[str, ...]
    meetings: Mapping[str, int]


def read_delegate_headings(
    system: System, principal: Principal, file: ImportFile, choices: DelegateChoices
) -> DelegateHeadings:
    """Which column would be which field. Raises NotPermitted, UnreadableFile,
    InvalidValue, ParserBusy, ParsingTooSlow.
    """
    require_permission(principal, ACTION)
    with parsing_slot() as deadline:
        table = read_table_of_delegates(system, file, choices, deadline)
    columns = table.columns
    return DelegateHeadings(
        row=columns.row,
        fields={
            heading: columns.fields.get(number, "")
            for number, heading in columns.headings.items()
        },
        missing=table.missing,
        never_imported=table.never_imported,
        meetings=table.meetings(),
        format=table.table.format,
    )


def preview_delegates(
    system: System,
    principal: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: DelegateChoices,
    on_progress: ImportProgress = ignore_progress,
) -> DelegateReport:
    """What an import would do. Nothing is stored. Raises NotPermitted, NotFound,
    UnreadableFile, InvalidValue, ParserBusy, ParsingTooSlow, and what refuses the list
    as a whole.
    """
    require_permission(principal, ACTION)
    read = read_delegates(system, meeting_id, file, choices, on_progress)
    records = ImportRecords.of(system.identity, meeting_id, file)
    earlier, command_id = records.registrations(), UUID(int=0)

    def try_rows(transaction: Transaction) -> Sequence[ReadDelegate]:
        trial = CommandTrial(system.service, transaction, principal)
        for number, invitation in enumerate(invitations(read, choices)):
            trial.accept(invitation, derived_id(command_id, f"invitation {number}"))
        again = choices.nominate_again
        on_record = RowsOnRecord(read, trial, earlier, nominates_again=again)
        rows = on_record.new_rows()
        while rows:
            try:
                tried = trial.decide(command_for(read, rows, choices), command_id)
            except DomainError as refusal:
                rows = _without_refused(read, rows, refusal)
            else:
                _add_notes(read, tried.notes)
                break
        return rows

    rows = system.store.try_in_transaction(try_rows)
    return build_report(system, read, choices, len(rows), is_preview=True)


def import_delegates(
    system: System,
    principal: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: DelegateChoices,
    *,
    command_id: UUID,
    on_progress: ImportProgress = ignore_progress,
) -> DelegateReport:
    """Stores the rows in one command: all of them, or none. Delegations are invited in
    a command before, if that was chosen. The mappings that were chosen are stored for
    later files. A repeat under the same `command_id` gets the first answer.

    Raises what `preview_delegates` raises, and RowsRefused where rows cannot be stored,
    unless `only_valid` was chosen.
    """
    require_permission(principal, ACTION)
    first = system.service.earlier_result(command_id, principal.account)
    created = {fact.stream_id for fact in first.facts} if first is not None else set()
    read = read_delegates(system, meeting_id, file, choices, on_progress)
    _must_be_valid(read, choices)
    records = ImportRecords.of(system.identity, meeting_id, file)
    earlier = records.registrations()

    def compare(transaction: Transaction) -> tuple[RowsOnRecord, list[ReadDelegate]]:
        trial = CommandTrial(system.service, transaction, principal)
        again = choices.nominate_again
        on_record = RowsOnRecord(
            read, trial, earlier, nominates_again=again, created=created
        )
        return on_record, on_record.new_rows()

    on_record, rows = system.store.try_in_transaction(compare)
    _must_be_valid(read, choices)
    on_progress(STORING_STEP, 0, None)
    for number, invitation in enumerate(invitations(read, choices)):
        id = derived_id(command_id, f"invitation {number}")
        system.service.execute(invitation, principal, command_id=id)

    def execute(rows: Sequence[ReadDelegate]) -> CommandResult:
        expected = on_record.expected_registrations(rows, command_id)
        records.add(command_id, expected, principal)
        try:
            command = command_for(read, rows, choices)
            return system.service.execute(command, principal, command_id=command_id)
        except DomainError:
            with suppress(DomainError):  # what is stored names nobody
                if first is None:
                    records.remove(command_id, principal)
            raise

    result = _store(read, rows, choices, execute)
    _add_notes(read, () if result is None else result.notes)
    _store_mappings(system, principal, read, choices)
    return build_report(
        system,
        read,
        choices,
        len(rows) - len({row.number for row in rows} & read.report.refused),
        is_preview=False,
        position=None if result is None else result.position,
    )


def _store(
    read: ReadFile,
    rows: Sequence[ReadDelegate],
    choices: DelegateChoices,
    execute: Callable[[Sequence[ReadDelegate]], CommandResult],
) -> CommandResult | None:
    """None where there is nothing to store."""
    while rows:
        try:
            return execute(rows)
        except DomainError as refusal:
            rows = _without_refused(read, rows, refusal)
            _must_be_valid(read, choices)
    return None


def _add_notes(read: ReadFile, notes: Sequence[str]) -> None:
    """Of the list as a whole: who was found by name is reported by rows of the file."""
    read.report.notes += [f"{capitalize(n)}." for n in notes if BY_NAME_ALONE not in n]


def _must_be_valid(read: ReadFile, choices: DelegateChoices) -> None:
    if read.report.complaints and not choices.only_valid:
        raise RowsRefused(error_lines(read.report.complaints))


def _without_refused(
    read: ReadFile, rows: Sequence[ReadDelegate], refusal: DomainError
) -> list[ReadDelegate]:
    """The rows that the command did not refuse; reports the others. Raises a refusal
    that is not of single rows.
    """
    if not refusal.row_errors:
        raise refusal
    for error in refusal.row_errors:
        field = _FIELDS.get(error.field, error.field)
        read.report.refuse_row(rows[error.row - 1].number, field, error.error)
    return [row for row in rows if row.number not in read.report.refused]


def _store_mappings(
    system: System, principal: Principal, read: ReadFile, choices: DelegateChoices
) -> None:
    """Called after the import is stored. If it fails, the import stays stored."""
    invited = {
        text: offer.code
        for offer in (read.offers if choices.invite else ())
        for text in offer.said
    }
    accepted = {
        text: read.report.proposed_functions[text][0]
        for text in read.report.taken_functions
    }
    chosen: dict[str, Mapping[str, str]] = {
        COLUMN: choices.columns,
        DELEGATION: {**choices.delegations, **invited},
        FUNCTION: {**accepted, **choices.functions},
    }
    stored = StoredMappings(system.identity, ListKind.DELEGATES)
    try:
        for mapping_type, meanings in chosen.items():
            stored.add(mapping_type, fold_keys(meanings), principal)
    except DomainError as error:
        _log.warning("mappings of an imported file were not saved: %s", error)
        read.report.notes.append(
            "The meanings you chose for columns, delegations and functions were not "
            f"saved ({error.code}); choose them again for the next file."
        )
