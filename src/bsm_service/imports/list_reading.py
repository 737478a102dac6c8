"""Reads a list of activities from a file: its rows, and which column is which field."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.frozen_model import FrozenModel
from bsm_service.access.permissions import Principal, require_permission
from bsm_service.application.system import System
from bsm_service.documents.parsing_deadline import Deadline, parsing_slot
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.choices import ImportChoices, ListChoices
from bsm_service.imports.columns.exported_lists import exported_fields_of
from bsm_service.imports.columns.fields import ACTIVITY_FIELDS, ALL_FIELDS
from bsm_service.imports.columns.headings import MatchedColumns, match_columns
from bsm_service.imports.commands import ImportActivities
from bsm_service.imports.files.file_format import FileFormat, WorkbookSheet
from bsm_service.imports.files.table_reader import FileTable, is_workbook, read_table
from bsm_service.imports.files.workbooks import Workbook
from bsm_service.imports.stored_mappings import COLUMN, StoredMappings, fold_keys

_MAX_SHEETS = 10  # searched for the required columns


class ImportFile(FrozenModel):
    """An uploaded file. `extension` is that of its name ("csv", "xlsx"); `name` is
    recorded in the reasons of changes.
    """

    data: bytes
    extension: str
    name: str = ""


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
    system: System, principal: Principal, file: ImportFile, choices: ImportChoices
) -> FileHeadings:
    """Which column would be which field. Raises NotPermitted, UnreadableFile,
    ParserBusy, ParsingTooSlow.
    """
    require_permission(principal, ImportActivities.NAME)
    with parsing_slot() as deadline:
        table, columns = read_list(
            StoredMappings(system.identity), file, choices, deadline
        )
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


def read_list(
    stored_mappings: StoredMappings,
    file: ImportFile,
    choices: ImportChoices,
    deadline: Deadline,
) -> tuple[FileTable, MatchedColumns]:
    """The rows of a file, and its matched columns. Where the first visible sheet of a
    workbook lacks required columns, as cover sheets do, and none was chosen, the first
    other sheet that has them is read. Raises UnreadableFile, InvalidValue,
    ParsingTooSlow.
    """
    stored = stored_mappings.meanings(COLUMN)
    return read_matching_sheet(
        file, choices, lambda table: _match_columns(table, choices, stored), deadline
    )


def read_matching_sheet(
    file: ImportFile,
    choices: ListChoices,
    match: Callable[[FileTable], MatchedColumns],
    deadline: Deadline,
) -> tuple[FileTable, MatchedColumns]:
    """The rows of the first sheet that has the required columns."""
    table = _read_table(file, choices, choices.sheet, deadline)
    columns = match(table)
    read = table.format.sheet
    if not columns.missing or choices.sheet is not None or read is None:
        return table, columns
    others = [
        sheet.name
        for sheet in table.format.sheets
        if not sheet.is_hidden and sheet.name != read.value
    ]
    for name in others[:_MAX_SHEETS]:
        with suppress(UnreadableFile):  # for example, it has no rows
            other_table = _read_table(file, choices, name, deadline)
            other_columns = match(other_table)
            if not other_columns.missing:
                sheet = read.model_copy(update={"value": name})
                format = other_table.format.model_copy(update={"sheet": sheet})
                return replace(other_table, format=format), other_columns
    return table, columns


def _read_table(
    file: ImportFile, choices: ListChoices, sheet: str | None, deadline: Deadline
) -> FileTable:
    """Raises UnreadableFile, ParsingTooSlow."""
    return read_table(
        file.data,
        file.extension,
        sheet,
        delimiter=choices.delimiter,
        encoding=choices.encoding,
        deadline=deadline,
    )


def _match_columns(
    table: FileTable, choices: ImportChoices, stored: Mapping[str, str]
) -> MatchedColumns:
    """By the mappings chosen now or before, unless the file is one of the product's own
    lists, whose headings are known. Raises InvalidValue for a mapping to an unknown
    field.
    """
    names = [known_field.name for known_field in ALL_FIELDS]
    for heading, field in choices.columns.items():
        if field and field not in names:
            raise InvalidValue(
                f"“{heading}” cannot be the field “{field}”; the fields are: "
                f"{', '.join(names)}",
                field="choices.columns",
            )
    chosen = fold_keys(choices.columns)
    columns = match_columns(table.rows, ACTIVITY_FIELDS, {**stored, **chosen})
    if choices.owner:
        missing = tuple(field for field in columns.missing if field.name != "owner")
        columns = replace(columns, missing=missing)
    own = exported_fields_of(columns.headings.values())
    if not own:
        return columns
    columns = match_columns(table.rows, ALL_FIELDS, {**fold_keys(own), **chosen})
    calculated = tuple(
        heading
        for heading, field in own.items()
        if not field and heading not in columns.matched
    )
    return replace(columns, calculated=calculated, is_own_list=True)
