"""Looks at a file before anything of it is stored: what its columns, names and statuses
are, what of its rows can be stored, and what is on record already.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any, Generic, TypeVar
from uuid import UUID

from bsm_domain.foundation.aggregate import Actor, FactMetadata, FrozenModel
from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.plurals import count_of
from bsm_domain.foundation.states import STATES
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.engine.moment import Moment
from bsm_projections.meetings import queries as meetings
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.documents.parsing_limits import Deadline, parsing_slot
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.columns.column_values import read_columns
from bsm_service.imports.columns.headings import (
    MatchedColumns,
    lines_below,
    match_columns,
)
from bsm_service.imports.files.cells import InvalidCell, fold_text
from bsm_service.imports.files.file_format import FileFormat
from bsm_service.imports.files.table_reader import FileRow, FileTable, read_table
from bsm_service.imports.list_kind import (
    UNRESTRICTED_AUDIENCE,
    ImportContext,
    KnownRows,
    ListKind,
)
from bsm_service.imports.mapping_table import COLUMN, DELEGATION, STATUS, MappingTable
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.imports.report import ReportBuilder
from bsm_service.imports.values.placeholders import Placeholders

RowT = TypeVar("RowT")

# Which step it is, how far it is, and how far it goes.
ImportProgress = Callable[[str, int, int | None], None]
_MAX_SHEETS = 10  # that are looked at for the required columns
CHECKING_STEP = "looking at rows"


class ImportFile(FrozenModel):
    """A file as it was sent. `extension` is that of its name ("csv", "xlsx"); `name` is
    told in what is recorded of changes.
    """

    data: bytes
    extension: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CheckedFile(Generic[RowT]):
    """What was found in a file: the rows that can be stored, which of them are on
    record already, and what is to say of all. `rows_above` counts the rows above the
    headings, and `format` is how the file was read.
    """

    rows: Mapping[int, RowT]
    known_rows: KnownRows
    file_rows: Sequence[FileRow]
    rows_above: int
    context: ImportContext
    format: FileFormat


def check_file(
    kind: ListKind[RowT],
    system: System,
    principal: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    on_progress: ImportProgress,
    *,
    before_position: int | None = None,
) -> CheckedFile[RowT]:
    """Reads a file and holds its rows against the rules and the record: as it is, or
    as it was before the fact at a position. Raises NotFound, UnreadableFile,
    InvalidValue, ParserBusy, ParsingTooSlow.
    """
    moment = (
        system.now()
        if before_position is None
        else system.moment(str(before_position - 1))
    )
    with parsing_slot() as deadline:
        return _check_file(
            kind,
            system,
            principal,
            meeting_id,
            file,
            choices,
            on_progress,
            moment,
            deadline,
        )


def _check_file(
    kind: ListKind[RowT],
    system: System,
    principal: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    on_progress: ImportProgress,
    moment: Moment,
    deadline: Deadline,
) -> CheckedFile[RowT]:
    mapping_table = MappingTable(system.identity.register)
    table, columns = read_list(kind, mapping_table, file, choices, deadline)
    columns.require_complete()
    file_rows = lines_below(table.rows, columns.row)
    if len(file_rows) > kind.max_rows:
        raise InvalidValue(
            f"the file has {count_of(len(file_rows), 'row')}; {kind.max_rows:,} at "
            "most come "
            "on record at once, so make several files of it"
        )
    meeting = system.store.fold(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(f"no meeting {meeting_id} is on record")
    statuses = _statuses(kind, mapping_table, choices)
    names = _names(kind, system, mapping_table, choices)
    read = read_columns(
        file_rows,
        columns,
        (*kind.fields, *kind.own_fields),
        Placeholders(choices.empty, {*statuses, *names.mapped}),
        deadline=deadline,
        chosen_order=choices.day_order,
        counts_from_1904=table.counts_from_1904,
    )
    context = ImportContext(
        system=system,
        principal=principal,
        meeting=meeting,
        columns=columns,
        names=names,
        statuses=statuses,
        day_order=read.order,
        audience=choices.audience,
        accepts_retitled=choices.retitled,
        wanted_changes=choices.changes,
        file_name=file.name,
        stamp=_trial_stamp(system, principal),
        moment=moment,
        deadline=deadline,
        report=ReportBuilder(),
    )
    context.report.notes += (*table.notes, *read.notes)
    readable = [file_row for file_row in read.rows if _is_readable(file_row, context)]

    def looked_at(number: int) -> None:
        deadline.check()
        on_progress(CHECKING_STEP, number, len(file_rows))

    rows = kind.rows(context, readable, looked_at)
    on_record = kind.match_record(context, rows)
    refused = context.report.refused
    rows = {row: it for row, it in rows.items() if row not in refused}
    above = sum(file_row.number < columns.row for file_row in table.rows)
    format = table.format.model_copy(update={"day_order": read.day_order})
    return CheckedFile(
        rows, on_record.without(refused), file_rows, above, context, format
    )


def read_list(
    kind: ListKind[Any],
    remembered: MappingTable,
    file: ImportFile,
    choices: ImportChoices,
    deadline: Deadline,
) -> tuple[FileTable, MatchedColumns]:
    """The rows of a file, and what its columns are. Where the first visible sheet of a
    workbook lacks columns that are required, as cover sheets do, and none was chosen,
    the first other that has them is read. Raises UnreadableFile, InvalidValue,
    ParsingTooSlow.
    """
    table = read_file_table(file, choices, deadline)
    columns = match_file_columns(kind, remembered, table, choices)
    if columns.missing and choices.sheet is None and table.format.sheet is not None:
        read = table.format.sheet
        visible = [it.name for it in table.format.sheets if not it.is_hidden]
        for name in [it for it in visible if it != read.value][:_MAX_SHEETS]:
            with suppress(UnreadableFile):  # it has no rows, say
                chosen = choices.model_copy(update={"sheet": name})
                other = read_file_table(file, chosen, deadline)
                found = match_file_columns(kind, remembered, other, choices)
                if not found.missing:
                    sheet = read.model_copy(update={"value": name})
                    format = other.format.model_copy(update={"sheet": sheet})
                    return replace(other, format=format), found
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


def _is_readable(file_row: FileRow, context: ImportContext) -> bool:
    """Complains of the cells of fields that cannot be read."""
    context.deadline.check()
    fields = dict.fromkeys(context.columns.fields.values())
    bad = [
        (field, cell)
        for field in fields
        for _, cell in context.columns.all_values(file_row, field)
        if isinstance(cell, InvalidCell)
    ]
    for field, cell in bad:
        context.report.add_error(file_row.number, field, cell.message)
    return not bad


def match_file_columns(
    kind: ListKind[Any],
    mapping_table: MappingTable,
    table: FileTable,
    choices: ImportChoices,
) -> MatchedColumns:
    """By what people say, before or now, unless the list is one of the product's own,
    which says it itself. Raises InvalidValue for what is mapped to no field.
    """
    names = [known_field.name for known_field in (*kind.fields, *kind.own_fields)]
    for heading, field in choices.columns.items():
        if field and field not in names:
            raise InvalidValue(
                f"“{heading}” cannot be “{field}”; fields are: {', '.join(names)}",
                field="choices.columns",
            )
    chosen = fold_keys(choices.columns)
    stored = mapping_table.meanings(kind.name, COLUMN)
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


def _names(
    kind: ListKind[Any],
    system: System,
    mapping_table: MappingTable,
    choices: ImportChoices,
) -> DelegationNames:
    """Raises InvalidValue for what is mapped to no delegation that is known."""
    with system.ask(system.now(), UNRESTRICTED_AUDIENCE) as context:
        invited = {
            delegation.code: delegation.name
            for delegation in meetings.known_delegations(context)
        }
    known_codes = {*STATES, *invited}
    for text, code in choices.delegations.items():
        if code and code not in known_codes:
            raise InvalidValue(
                f"“{text}” cannot be “{code}”, which is no delegation on record; use "
                "the code of a participating State, or of a delegation once invited, "
                "or nothing for words that are no delegation",
                field="choices.delegations",
            )
    if choices.owner is not None and choices.owner not in known_codes:
        raise InvalidValue(
            f"“{choices.owner}” cannot own rows, because it is no delegation on "
            "record; use the code of a participating State, or of a delegation once "
            "invited",
            field="choices.owner",
        )
    stored = mapping_table.meanings(kind.name, DELEGATION)
    mapped = {**stored, **fold_keys(choices.delegations)}
    return DelegationNames(invited, mapped, choices.owner)


def _statuses(
    kind: ListKind[Any], mapping_table: MappingTable, choices: ImportChoices
) -> dict[str, str]:
    """Raises InvalidValue for what is mapped to no status."""
    for text, status in choices.statuses.items():
        if status not in kind.statuses:
            raise InvalidValue(
                f"“{text}” cannot be “{status}”; statuses are: "
                f"{', '.join(kind.statuses) or 'none'}",
                field="choices.statuses",
            )
    return {**mapping_table.meanings(kind.name, STATUS), **fold_keys(choices.statuses)}


def fold_keys(meanings: Mapping[str, str]) -> dict[str, str]:
    return {fold_text(text): meaning for text, meaning in meanings.items()}


def _trial_stamp(system: System, principal: Principal) -> FactMetadata:
    """A stamp to try the rules with, as if it were asked now: what comes of it is
    thrown away.
    """
    now, nothing = system.store.clock().astimezone(UTC), UUID(int=0)
    actor = Actor(
        account=principal.account,
        role=principal.role,
        delegation=principal.delegation,
        on_behalf_of=principal.on_behalf_of,
        signed_in_by=principal.signed_in_by,
    )
    return FactMetadata(actor, now, now, nothing, nothing, "")
