"""Imports a file of any kind of list: a preview that stores nothing, then all rows at
once, or only the valid ones.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.errors import AlreadyExists, DomainError
from bsm_domain.foundation.formatting import pluralize
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.documents.parsing_deadline import parsing_slot
from bsm_service.foundation.refusals import RowsRefused
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_check import CheckedFile, ImportProgress, check_file
from bsm_service.imports.files.file_format import FileFormat, WorkbookSheet
from bsm_service.imports.files.table_reader import is_workbook
from bsm_service.imports.files.workbooks import Workbook
from bsm_service.imports.list_interface import ImportOutcome, ListKind
from bsm_service.imports.list_reading import ImportFile, fold_keys, read_list
from bsm_service.imports.report import ImportReport, RefusedRow
from bsm_service.imports.report_assembly import build_report
from bsm_service.imports.stored_mappings import (
    COLUMN,
    DELEGATION,
    STATUS,
    StoredMappings,
)
from bsm_service.imports.texts import row_numbers_text

_log = logging.getLogger("bsm.imports")
RowT = TypeVar("RowT")

STORING_STEP = "storing"
_MAX_REPORTED = 20


def ignore_progress(step: str, done: int, total: int | None) -> None:
    """For callers that show no progress."""


class FileHeadings(FrozenModel):
    """The headings of a file in their order, and the field of each ("" for none).
    `missing` are required fields without a column. `format` is how the file was read.
    `calculated` are columns of the product's own lists that no import changes.
    """

    row: int
    fields: Mapping[str, str]
    missing: tuple[str, ...]
    calculated: tuple[str, ...] = ()
    format: FileFormat


def list_sheets(file: ImportFile) -> tuple[WorkbookSheet, ...]:
    """A workbook's sheets; empty for a text file. Raises UnreadableFile, ParserBusy,
    ParsingTooSlow.
    """
    if not is_workbook(file.data):
        return ()
    with parsing_slot() as deadline:
        return Workbook(file.data, deadline).sheets


def read_headings(
    kind: ListKind[Any],
    system: System,
    principal: Principal,
    file: ImportFile,
    choices: ImportChoices,
) -> FileHeadings:
    """Which column would be which field. Raises NotPermitted, UnreadableFile,
    ParserBusy, ParsingTooSlow.
    """
    require_permission(principal, kind.action)
    stored_mappings = StoredMappings(system.identity.account_database)
    with parsing_slot() as deadline:
        table, columns = read_list(kind, stored_mappings, file, choices, deadline)
    return FileHeadings(
        row=columns.row,
        fields={
            heading: columns.fields.get(number, "")
            for number, heading in columns.headings.items()
        },
        missing=tuple(field.name for field in columns.missing),
        calculated=columns.calculated,
        format=table.format,
    )


def preview_import(
    kind: ListKind[Any],
    system: System,
    principal: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    on_progress: ImportProgress = ignore_progress,
) -> ImportReport:
    """What an import would do. Nothing is stored. Raises NotPermitted, NotFound,
    UnreadableFile, InvalidValue, ParserBusy, ParsingTooSlow.
    """
    require_permission(principal, kind.action)
    checked = check_file(
        kind, system, principal, meeting_id, file, choices, on_progress
    )
    changed, known_rows = checked.known_rows.changes.keys(), checked.known_rows.rows
    new = checked.rows.keys() - set(known_rows)
    return build_report(
        kind, checked, choices, ImportOutcome(new, changed), is_preview=True
    )


def import_file(
    kind: ListKind[Any],
    system: System,
    principal: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    *,
    command_id: UUID,
    on_progress: ImportProgress = ignore_progress,
) -> ImportReport:
    """Stores the rows in one command: all of them, or none. The mappings that were
    chosen are stored for later files. A repeat under the same `command_id` gets the
    first answer: the file is compared with the record as it was then.

    Raises what `preview_import` raises, and RowsRefused where rows cannot be stored,
    unless `only_valid` was chosen.
    """
    require_permission(principal, kind.action)
    before_position = _first_position(system, principal, command_id)
    checked = check_file(
        kind,
        system,
        principal,
        meeting_id,
        file,
        choices,
        on_progress,
        before_position=before_position,
    )
    if checked.context.report.complaints and not choices.only_valid:
        raise RowsRefused(_error_lines(checked.context.report.complaints))
    on_progress(STORING_STEP, 0, None)
    result = _execute(kind, checked, command_id)
    _store_mappings(kind, checked, choices)
    if result is None:
        return build_report(kind, checked, choices, ImportOutcome(), is_preview=False)
    outcome = kind.outcome(checked.rows, checked.known_rows, result)
    _note_concurrent_imports(checked, outcome)
    return build_report(
        kind, checked, choices, outcome, is_preview=False, position=result.position
    )


def _first_position(
    system: System, principal: Principal, command_id: UUID
) -> int | None:
    """Where the facts of an earlier import under this id begin, if there was one."""
    first = system.service.earlier_result(command_id, principal.account)
    return first.facts[0].position if first is not None and first.facts else None


def _execute(
    kind: ListKind[RowT], checked: CheckedFile[RowT], command_id: UUID
) -> CommandResult | None:
    """None where everything is already on record."""
    context = checked.context
    command = kind.command(context, checked.rows, checked.known_rows)
    if command is None:
        return None
    try:
        return context.system.service.execute(
            command, context.principal, command_id=command_id
        )
    except AlreadyExists:
        if len(checked.known_rows.rows) < len(checked.rows):
            raise
        return None


def _note_concurrent_imports(checked: CheckedFile[Any], outcome: ImportOutcome) -> None:
    """Names new rows that another import has stored in the meantime: they were not
    compared with it.
    """
    new = checked.rows.keys() - set(checked.known_rows.rows)
    if rows := sorted(new - set(outcome.stored)):
        was = pluralize(len(rows), "was", "were")
        checked.context.report.notes.append(
            f"{row_numbers_text(rows)} {was} stored by another import at the same "
            f"time and {was} not stored again; import the file again to see any "
            "differences."
        )


def _store_mappings(
    kind: ListKind[Any], checked: CheckedFile[Any], choices: ImportChoices
) -> None:
    """Called after the import is stored, since mappings of a refused import are not
    saved. If it fails, the import stays stored.
    """
    context = checked.context
    stored_mappings = StoredMappings(context.system.identity.account_database)
    try:
        for mapping_type, meanings in (
            (COLUMN, choices.columns),
            (DELEGATION, choices.delegations),
            (STATUS, choices.statuses),
        ):
            stored_mappings.add(
                kind.name, mapping_type, fold_keys(meanings), context.principal
            )
    except DomainError as error:
        _log.warning("mappings of an imported file were not saved: %s", error)
        context.report.notes.append(
            "The meanings you chose for columns, delegations and statuses were not "
            f"saved ({error.code}); choose them again for the next file."
        )


def _error_lines(errors: Sequence[RefusedRow]) -> str:
    sorted_errors = sorted(errors, key=lambda error: error.row)
    lines = [
        f"row {error.row}, {error.field}: {error.says}"
        for error in sorted_errors[:_MAX_REPORTED]
    ]
    if len(sorted_errors) > len(lines):
        lines.append(f"and {len(sorted_errors) - len(lines):,} more")
    return "\n".join(lines)
