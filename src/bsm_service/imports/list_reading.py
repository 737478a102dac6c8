"""Reads a list from a file: its rows, and which column is which field."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from bsm_domain.foundation.aggregate import FrozenModel
from bsm_domain.foundation.errors import InvalidValue
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.columns.headings import MatchedColumns, match_columns
from bsm_service.imports.files.cells import fold_text
from bsm_service.imports.files.table_reader import FileTable, read_table
from bsm_service.imports.list_interface import ListKind
from bsm_service.imports.stored_mappings import COLUMN, StoredMappings

_MAX_SHEETS = 10  # searched for the required columns


class ImportFile(FrozenModel):
    """An uploaded file. `extension` is that of its name ("csv", "xlsx"); `name` is
    recorded in the reasons of changes.
    """

    data: bytes
    extension: str
    name: str = ""


def read_list(
    kind: ListKind[Any],
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
    table = read_file_table(file, choices, deadline)
    columns = match_file_columns(kind, stored_mappings, table, choices)
    if columns.missing and choices.sheet is None and table.format.sheet is not None:
        read = table.format.sheet
        visible = [
            visible_sheet.name
            for visible_sheet in table.format.sheets
            if not visible_sheet.is_hidden
        ]
        for name in [
            visible_sheet for visible_sheet in visible if visible_sheet != read.value
        ][:_MAX_SHEETS]:
            with suppress(UnreadableFile):  # for example, it has no rows
                chosen = choices.model_copy(update={"sheet": name})
                other_table = read_file_table(file, chosen, deadline)
                other_columns = match_file_columns(
                    kind, stored_mappings, other_table, choices
                )
                if not other_columns.missing:
                    sheet = read.model_copy(update={"value": name})
                    format = other_table.format.model_copy(update={"sheet": sheet})
                    return replace(other_table, format=format), other_columns
    return table, columns


def read_file_table(
    file: ImportFile, choices: ImportChoices, deadline: Deadline
) -> FileTable:
    """Raises UnreadableFile, ParsingTooSlow."""
    return read_table(
        file.data,
        file.extension,
        choices.sheet,
        delimiter=choices.delimiter,
        encoding=choices.encoding,
        deadline=deadline,
    )


def match_file_columns(
    kind: ListKind[Any],
    stored_mappings: StoredMappings,
    table: FileTable,
    choices: ImportChoices,
) -> MatchedColumns:
    """By the mappings chosen now or before, unless the file is one of the product's own
    lists, whose headings are known. Raises InvalidValue for a mapping to an unknown
    field.
    """
    names = [known_field.name for known_field in (*kind.fields, *kind.own_fields)]
    for heading, field in choices.columns.items():
        if field and field not in names:
            raise InvalidValue(
                f"“{heading}” cannot be the field “{field}”; the fields are: "
                f"{', '.join(names)}",
                field="choices.columns",
            )
    chosen = fold_keys(choices.columns)
    stored = stored_mappings.meanings(kind.name, COLUMN)
    columns = match_columns(table.rows, kind.fields, {**stored, **chosen})
    if choices.owner:
        missing = tuple(
            known_field
            for known_field in columns.missing
            if known_field.name != "owner"
        )
        columns = replace(columns, missing=missing)
    own = kind.exported_list_fields(columns.headings.values())
    if not own:
        return columns
    fields = (*kind.fields, *kind.own_fields)
    columns = match_columns(table.rows, fields, {**fold_keys(own), **chosen})
    calculated = tuple(
        heading
        for heading, field in own.items()
        if not field and heading not in columns.matched
    )
    return replace(columns, calculated=calculated, is_own_list=True)


def fold_keys(meanings: Mapping[str, str]) -> dict[str, str]:
    """The same mapping with folded keys, as they are stored and compared."""
    return {fold_text(text): meaning for text, meaning in meanings.items()}
