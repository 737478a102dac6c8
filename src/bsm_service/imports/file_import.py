"""Imports a file of activities: a preview that stores nothing, then all rows at once,
or only the valid ones.
"""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from uuid import UUID

from bsm_domain.foundation.errors import AlreadyExists, DomainError
from bsm_domain.foundation.formatting import pluralize
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.foundation.refusals import RowsRefused
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.commands import ImportActivities
from bsm_service.imports.file_check import CheckedFile, ImportProgress, check_file
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.report import (
    ImportReport,
    RefusedRow,
    RememberedMapping,
    UnknownValue,
)
from bsm_service.imports.stored_mappings import (
    COLUMN,
    DELEGATION,
    STATUS,
    StoredMappings,
    fold_keys,
)
from bsm_service.imports.texts import row_numbers_text

_log = logging.getLogger("bsm.imports")

STORING_STEP = "storing"
_MAX_REPORTED = 20


def ignore_progress(step: str, done: int, total: int | None) -> None:
    """For callers that show no progress."""


def preview_import(
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
    require_permission(principal, ImportActivities.NAME)
    checked = check_file(system, principal, meeting_id, file, choices, on_progress)
    new = checked.rows.keys() - checked.known_rows
    return _build_report(checked, new, checked.changes, is_preview=True)


def import_file(
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
    require_permission(principal, ImportActivities.NAME)
    before_position = _first_position(system, principal, command_id)
    checked = check_file(
        system,
        principal,
        meeting_id,
        file,
        choices,
        on_progress,
        before_position=before_position,
    )
    if checked.context.report.complaints and not choices.only_valid:
        raise RowsRefused(error_lines(checked.context.report.complaints))
    on_progress(STORING_STEP, 0, None)
    result = _execute(checked, command_id)
    _store_mappings(checked)
    if result is None:
        return _build_report(checked, (), (), is_preview=False)
    recorded = {fact.stream_id for fact in result.facts}
    stored = {
        number
        for number, row in checked.rows.items()
        if row.activity.activity_id in recorded
    }
    _note_concurrent_imports(checked, stored)
    changed = stored & checked.changes.keys()
    return _build_report(
        checked, stored - changed, changed, is_preview=False, position=result.position
    )


def _first_position(
    system: System, principal: Principal, command_id: UUID
) -> int | None:
    """Where the facts of an earlier import under this id begin, if there was one."""
    first = system.service.earlier_result(command_id, principal.account)
    return first.facts[0].position if first is not None and first.facts else None


def _execute(checked: CheckedFile, command_id: UUID) -> CommandResult | None:
    """None where everything is already on record. The command has all rows, so that the
    same file is the same command: rows on record stay as they are but for the changes.
    """
    context = checked.context
    if not checked.rows:
        return None
    command = ImportActivities(
        meeting_id=context.meeting.id,
        audience=context.choices.audience,
        activities=tuple(row.activity for row in checked.rows.values()),
        changes=tuple(checked.changes.values()),
    )
    try:
        return context.system.service.execute(
            command, context.principal, command_id=command_id
        )
    except AlreadyExists:
        if len(checked.known_rows) < len(checked.rows):
            raise
        return None


def _note_concurrent_imports(checked: CheckedFile, stored: Collection[int]) -> None:
    """Names new rows that another import has stored in the meantime: they were not
    compared with it.
    """
    new = checked.rows.keys() - checked.known_rows
    if rows := sorted(new.difference(stored)):
        was = pluralize(len(rows), "was", "were")
        checked.context.report.notes.append(
            f"{row_numbers_text(rows)} {was} stored by another import at the same "
            f"time and {was} not stored again; import the file again to see any "
            "differences."
        )


def _store_mappings(checked: CheckedFile) -> None:
    """Called after the import is stored, since mappings of a refused import are not
    saved. If it fails, the import stays stored.
    """
    context = checked.context
    stored_mappings = StoredMappings(context.system.identity)
    try:
        for mapping_type, meanings in _chosen_mappings(context.choices).items():
            stored_mappings.add(mapping_type, fold_keys(meanings), context.principal)
    except DomainError as error:
        _log.warning("mappings of an imported file were not saved: %s", error)
        context.report.notes.append(
            "The meanings you chose for columns, delegations and statuses were not "
            f"saved ({error.code}); choose them again for the next file."
        )


def _chosen_mappings(choices: ImportChoices) -> dict[str, Mapping[str, str]]:
    return {
        COLUMN: choices.columns,
        DELEGATION: choices.delegations,
        STATUS: choices.statuses,
    }


def error_lines(errors: Sequence[RefusedRow]) -> str:
    sorted_errors = sorted(errors, key=lambda error: error.row)
    lines = [
        f"row {error.row}, {error.field}: {error.says}"
        for error in sorted_errors[:_MAX_REPORTED]
    ]
    if len(sorted_errors) > len(lines):
        lines.append(f"and {len(sorted_errors) - len(lines):,} more")
    return "\n".join(lines)


def _build_report(
    checked: CheckedFile,
    stored: Collection[int],
    changed: Collection[int],
    *,
    is_preview: bool,
    position: int | None = None,
) -> ImportReport:
    """Raises StoreUnavailable."""
    builder, context = checked.context.report, checked.context
    merges = sorted(
        (row for row in builder.merges if row.row not in builder.refused),
        key=lambda row: row.row,
    )
    return ImportReport(
        read=len(checked.file_rows),
        stored=len(stored),
        changed=len(changed),
        merged=len(merges),
        unchanged=len(checked.rows) - len(stored) - len(changed),
        refused=len(builder.refused),
        merges=tuple(merges),
        differences=tuple(builder.differences),
        moved_on=tuple(builder.moved_on),
        above=checked.rows_above,
        complaints=tuple(sorted(builder.complaints, key=lambda row: row.row)),
        unmatched=context.columns.unmatched,
        calculated=context.columns.calculated,
        columns=context.columns.matched,
        remembered=_used_mappings(checked),
        delegations=_unknown_values(builder.delegations, context.names.proposals),
        statuses=_unknown_values(
            builder.statuses, lambda text: builder.proposed.get(text, ())
        ),
        notes=tuple(builder.notes),
        format=checked.format,
        audience=context.choices.audience,
        retitled=len(builder.retitled),
        is_preview=is_preview,
        position=position,
    )


def _used_mappings(checked: CheckedFile) -> tuple[RememberedMapping, ...]:
    """Mappings of earlier files by which this one was understood, with the texts as
    they are in this file.
    """
    context, columns = checked.context, checked.context.columns
    headings = () if columns.is_own_list else columns.headings.values()
    used_texts = {
        COLUMN: {fold_text(text): text for text in headings},
        DELEGATION: context.names.used_mappings,
        STATUS: context.report.mapped_statuses,
    }
    used = {
        (mapping_type, key): text
        for mapping_type, chosen in _chosen_mappings(context.choices).items()
        for key, text in used_texts[mapping_type].items()
        if key not in fold_keys(chosen)
    }
    stored = StoredMappings(context.system.identity).all() if used else ()
    return tuple(
        mapping.model_copy(update={"said": used[mapping.what, mapping.said]})
        for mapping in stored
        if (mapping.what, mapping.said) in used
    )


def _unknown_values(
    rows_by_text: Mapping[str, Sequence[int]],
    proposals: Callable[[str], tuple[str, ...]],
) -> tuple[UnknownValue, ...]:
    """The most frequent first."""
    most_frequent = sorted(rows_by_text.items(), key=lambda text: -len(text[1]))
    return tuple(
        UnknownValue(said=text, rows=len(rows), proposals=proposals(text))
        for text, rows in most_frequent
    )
