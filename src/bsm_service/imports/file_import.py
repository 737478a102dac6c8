"""Imports a file of any kind of list: a preview that stores nothing, then all rows at
once, or those that can be.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.errors import AlreadyExists, DomainError
from bsm_domain.foundation.plurals import pluralize
from bsm_service.access.permissions import Principal, require
from bsm_service.application.command_service import Answer
from bsm_service.application.system import System
from bsm_service.documents.parsing_limits import parsing
from bsm_service.foundation.refusals import RowsRefused
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.file_preview import (
    CheckedFile,
    ImportFile,
    ImportProgress,
    check_file,
    fold_keys,
    read_list,
)
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.files.file_format import FileFormat, WorkbookSheet
from bsm_service.imports.files.table_reader import is_workbook
from bsm_service.imports.files.workbooks import Workbook
from bsm_service.imports.list_kind import ImportOutcome, ListKind
from bsm_service.imports.mapping_table import COLUMN, DELEGATION, STATUS, MappingTable
from bsm_service.imports.mappings import used_mappings
from bsm_service.imports.report import ImportReport, RefusedRow, UnknownValue
from bsm_service.imports.texts import row_numbers_text

_log = logging.getLogger("bsm.imports")
R = TypeVar("R")

STORING_STEP = "storing"
_MAX_REPORTED = 20


def ignore_progress(step: str, at: int, of: int | None) -> None:
    """For whom nobody waits."""


class FileHeadings(FrozenModel):
    """What a file's columns are called, in their order, and which field each is ("" for
    none). `missing` are fields that must be there and are not. `format` is how the file
    was read. `calculated` are columns of the product's own lists that no import
    changes.
    """

    row: int
    fields: Mapping[str, str]
    missing: tuple[str, ...]
    calculated: tuple[str, ...] = ()
    format: FileFormat


def list_sheets(file: ImportFile) -> tuple[WorkbookSheet, ...]:
    """A workbook's sheets; none of a CSV. Raises UnreadableFile,
    ParserBusy, ParsingTooSlow.
    """
    if not is_workbook(file.data):
        return ()
    with parsing() as deadline:
        return Workbook(file.data, deadline).sheets


def read_headings(
    kind: ListKind[Any],
    system: System,
    who: Principal,
    file: ImportFile,
    choices: ImportChoices,
) -> FileHeadings:
    """How the columns are understood. Raises NotPermitted, UnreadableFile, ParserBusy,
    ParsingTooSlow.
    """
    require(who, kind.action)
    remembered = MappingTable(system.identity.register)
    with parsing() as deadline:
        table, columns = read_list(kind, remembered, file, choices, deadline)
    return FileHeadings(
        row=columns.row,
        fields={
            heading: columns.fields.get(at, "")
            for at, heading in columns.headings.items()
        },
        missing=tuple(one.name for one in columns.missing),
        calculated=columns.calculated,
        format=table.format,
    )


def preview_import(
    kind: ListKind[Any],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    told: ImportProgress = ignore_progress,
) -> ImportReport:
    """What an import would do. Nothing is stored. Raises NotPermitted, NotFound,
    UnreadableFile, InvalidValue, ParserBusy, ParsingTooSlow.
    """
    require(who, kind.action)
    looked = check_file(kind, system, who, meeting_id, file, choices, told)
    changes, known = looked.on_record.changes.keys(), looked.on_record.rows
    new = looked.rows.keys() - set(known)
    return _reconciled(
        kind, looked, choices, ImportOutcome(new, changes), is_preview=True
    )


def import_file(
    kind: ListKind[Any],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    *,
    command_id: UUID,
    told: ImportProgress = ignore_progress,
) -> ImportReport:
    """Stores the rows in one command, so that all of them come on record or none. What
    was said of columns, delegations and statuses is remembered. The same once more
    under the same `command_id` is answered as the first time: the file is held against
    the record as it was then.

    Raises what `preview` raises, and RowsRefused where there are rows that cannot be
    stored, unless only the valid ones are wanted.
    """
    require(who, kind.action)
    before = _first_position(system, who, command_id)
    looked = check_file(
        kind, system, who, meeting_id, file, choices, told, before=before
    )
    if looked.context.report.complaints and not choices.only_valid:
        raise RowsRefused(_lines_of(looked.context.report.complaints))
    told(STORING_STEP, 0, None)
    answer = _stored(kind, looked, command_id)
    _remember(kind, looked, choices)
    if answer is None:
        return _reconciled(kind, looked, choices, ImportOutcome(), is_preview=False)
    done = kind.outcome(looked.rows, looked.on_record, answer)
    _note_overtaken(looked, done)
    return _reconciled(
        kind, looked, choices, done, is_preview=False, position=answer.position
    )


def _first_position(system: System, who: Principal, command_id: UUID) -> int | None:
    """Where the facts of an import begin that was asked for under this id before."""
    first = system.service.answered(command_id, who.account)
    return first.facts[0].position if first is not None and first.facts else None


def _stored(
    kind: ListKind[R], looked: CheckedFile[R], command_id: UUID
) -> Answer | None:
    """None where all of it is on record already."""
    context = looked.context
    command = kind.command(context, looked.rows, looked.on_record)
    if command is None:
        return None
    try:
        return context.system.service.execute(
            command, context.principal, command_id=command_id
        )
    except AlreadyExists:
        if len(looked.on_record.rows) < len(looked.rows):
            raise
        return None


def _note_overtaken(looked: CheckedFile[Any], done: ImportOutcome) -> None:
    """Names new rows that another import brought on record in the meantime: what they
    say was not compared with it.
    """
    new = looked.rows.keys() - set(looked.on_record.rows)
    if rows := sorted(new - set(done.stored)):
        was = pluralize(len(rows), "was", "were")
        looked.context.report.notes.append(
            f"{row_numbers_text(rows)} {was} stored by another import at the same "
            f"time, and {was} not stored again; import the file once more to see "
            "whether there are differences."
        )


def _remember(
    kind: ListKind[Any], looked: CheckedFile[Any], choices: ImportChoices
) -> None:
    """What a refused import says is not remembered, so this comes after it is stored;
    and what is stored stays so where this fails.
    """
    context = looked.context
    remembered = MappingTable(context.system.identity.register)
    try:
        for what, said in (
            (COLUMN, choices.columns),
            (DELEGATION, choices.delegations),
            (STATUS, choices.statuses),
        ):
            remembered.add(kind.name, what, fold_keys(said), context.principal)
    except DomainError as error:
        _log.warning("what was said of a file is not remembered: %s", error)
        context.report.notes.append(
            "What you said of columns, delegations and statuses was not remembered "
            f"({error.code}); say it again for the next file."
        )


def _reconciled(
    kind: ListKind[Any],
    looked: CheckedFile[Any],
    choices: ImportChoices,
    done: ImportOutcome,
    *,
    is_preview: bool,
    position: int | None = None,
) -> ImportReport:
    found, context = looked.context.report, looked.context
    merges = sorted(
        (one for one in found.merges if one.row not in found.refused),
        key=lambda one: one.row,
    )
    return ImportReport(
        read=len(looked.lines),
        stored=len(done.stored),
        changed=len(done.changed),
        merged=len(merges),
        unchanged=len(looked.rows) - len(done.stored) - len(done.changed),
        refused=len(found.refused),
        merges=tuple(merges),
        differences=tuple(found.differences),
        moved_on=tuple(found.moved_on),
        above=looked.above,
        complaints=tuple(sorted(found.complaints, key=lambda one: one.row)),
        unmatched=context.columns.unmatched,
        calculated=context.columns.calculated,
        columns=context.columns.matched,
        remembered=used_mappings(kind, context.system, _used(looked, choices)),
        delegations=_unknown(found.delegations, context.names.proposals),
        statuses=_unknown(found.statuses, lambda said: found.proposed.get(said, ())),
        notes=tuple(found.notes),
        format=looked.format,
        audience=context.audience,
        retitled=len(found.retitled),
        is_preview=is_preview,
        position=position,
    )


def _used(
    looked: CheckedFile[Any], choices: ImportChoices
) -> dict[tuple[str, str], str]:
    """What was understood by earlier files, and not said of this one."""
    context, columns = looked.context, looked.context.columns
    headings = () if columns.is_own_list else columns.headings.values()
    return {
        (what, key): written
        for what, said, used in (
            (COLUMN, choices.columns, {fold_text(one): one for one in headings}),
            (DELEGATION, choices.delegations, context.names.used_mappings),
            (STATUS, choices.statuses, context.report.mapped_statuses),
        )
        for key, written in used.items()
        if key not in fold_keys(said)
    }


def _unknown(
    said: Mapping[str, Sequence[int]], proposals: Callable[[str], tuple[str, ...]]
) -> tuple[UnknownValue, ...]:
    """The most frequent first."""
    found = sorted(said.items(), key=lambda one: -len(one[1]))
    return tuple(
        UnknownValue(said=one, rows=len(rows), proposals=proposals(one))
        for one, rows in found
    )


def _lines_of(complaints: Sequence[RefusedRow]) -> str:
    first = sorted(complaints, key=lambda one: one.row)
    lines = [f"row {one.row}, {one.field}: {one.says}" for one in first[:_MAX_REPORTED]]
    if len(first) > len(lines):
        lines.append(f"and so for {len(first) - len(lines)} more")
    return "\n".join(lines)
