"""Reads the table of a list of delegates, and finds which column is which field."""

import re
from dataclasses import dataclass

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.application.system import System
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.imports.columns.headings import (
    MatchedColumns,
    lines_below,
    match_columns,
)
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.fields import (
    DELEGATE_FIELDS,
    NAMING_FIELDS,
    is_never_imported,
)
from bsm_service.imports.files.table_reader import FileRow, FileTable
from bsm_service.imports.list_reading import ImportFile, read_matching_sheet
from bsm_service.imports.stored_mappings import (
    COLUMN,
    ListKind,
    StoredMappings,
    fold_keys,
)

_FIRST_ROWS = 25  # in which headings can stand
# Fields whose values may look like the number of a passport.
_NUMBERED = frozenset({"reference", "phone", "meeting", "came"})
_DOCUMENT_NUMBER = re.compile(r"[A-Z]{0,3}[ -]?[0-9]{6,9}[A-Z]?")


@dataclass(frozen=True, slots=True)
class DelegateTable:
    """The table of a file, with the columns that are read. `never_imported` are
    headings of columns with what the product never stores.
    """

    table: FileTable
    columns: MatchedColumns
    never_imported: tuple[str, ...]

    @property
    def rows(self) -> tuple[FileRow, ...]:
        return lines_below(self.table.rows, self.columns.row)

    @property
    def missing(self) -> tuple[str, ...]:
        names = [field.name for field in self.columns.missing]
        if not set(NAMING_FIELDS) & {*self.columns.fields.values()}:
            names.append("name")
        return tuple(names)

    def meetings(self) -> dict[str, int]:
        """How many rows name which meeting, where a column does."""
        counts: dict[str, int] = {}
        for row in self.rows:
            for _, cell in self.columns.all_values(row, "meeting"):
                name = " ".join(str(cell).split())
                counts[name] = counts.get(name, 0) + 1
        return counts


def read_table_of_delegates(
    system: System, file: ImportFile, choices: DelegateChoices, deadline: Deadline
) -> DelegateTable:
    """Raises UnreadableFile, InvalidValue, ParsingTooSlow."""
    known = {field.name for field in DELEGATE_FIELDS}
    for heading, name in choices.columns.items():
        if name and (name not in known or is_never_imported(heading)):
            raise InvalidValue(
                f"“{heading}” cannot be the field “{name}”; the fields are: "
                f"{', '.join(sorted(known))}"
                if name not in known
                else f"“{heading}” is never imported: no passport numbers, dates of "
                "birth or photographs are stored",
                field="choices.columns",
            )
    stored = StoredMappings(system.identity, ListKind.DELEGATES).meanings(COLUMN)
    chosen = {**stored, **fold_keys(choices.columns)}
    never: dict[str, str] = {}

    def match(table: FileTable) -> MatchedColumns:
        never.clear()
        never.update(
            (cell, "")
            for row in table.rows[:_FIRST_ROWS]
            for cell in row.cells
            if isinstance(cell, str) and len(cell) < 100 and is_never_imported(cell)
        )
        return match_columns(table.rows, DELEGATE_FIELDS, {**chosen, **never})

    table, columns = read_matching_sheet(file, choices, match, deadline)
    if numbers := _columns_of_document_numbers(table, columns):
        never.update(dict.fromkeys(numbers, ""))
        columns = match_columns(table.rows, DELEGATE_FIELDS, {**chosen, **never})
    left_out = tuple(text for text in columns.headings.values() if text in never)
    return DelegateTable(table, columns, left_out)


def _columns_of_document_numbers(
    table: FileTable, columns: MatchedColumns
) -> tuple[str, ...]:
    """The headings of columns that would be read, most of whose values look like the
    numbers of passports, whatever the heading says.
    """
    rows = lines_below(table.rows, columns.row)
    found = []
    for number, field in columns.fields.items():
        if field in _NUMBERED:
            continue
        cells = [row.cells[number] for row in rows if number < len(row.cells)]
        texts = [text for cell in cells if (text := str(cell).strip().upper())]
        alike = sum(_DOCUMENT_NUMBER.fullmatch(text) is not None for text in texts)
        if texts and 2 * alike > len(texts):
            found.append(columns.headings[number])
    return tuple(found)
