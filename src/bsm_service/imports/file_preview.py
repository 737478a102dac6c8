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
from bsm_service.documents.parsing_limits import Deadline, parsing
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

R = TypeVar("R")

# Which step it is, how far it is, and how far it goes.
ImportProgress = Callable[[str, int, int | None], None]
_MOST_SHEETS = 10  # that are looked at for the required columns
CHECKING_STEP = "looking at rows"


class ImportFile(FrozenModel):
    """A file as it was sent. `extension` is that of its name ("csv", "xlsx"); `name` is
    told in what is recorded of changes.
    """

    data: bytes
    extension: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CheckedFile(Generic[R]):
    """What was found in a file: the rows that can be stored, which of them are on
    record already, and what is to say of all. `above` counts the rows above the
    headings, and `format` is how the file was read.
    """

    rows: Mapping[int, R]
    on_record: KnownRows
    lines: Sequence[FileRow]
    above: int
    context: ImportContext
    format: FileFormat


def check_file(
    kind: ListKind[R],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    told: ImportProgress,
    *,
    before: int | None = None,
) -> CheckedFile[R]:
    """Reads a file and holds its rows against the rules and the record: as it is, or
    as it was before the fact at a position. Raises NotFound, UnreadableFile,
    InvalidValue, ParserBusy, ParsingTooSlow.
    """
    at = system.now() if before is None else system.moment(str(before - 1))
    with parsing() as deadline:
        return _check_file(
            kind, system, who, meeting_id, file, choices, told, at, deadline
        )


def _check_file(
    kind: ListKind[R],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    told: ImportProgress,
    at: Moment,
    deadline: Deadline,
) -> CheckedFile[R]:
    remembered = MappingTable(system.identity.register)
    table, columns = read_list(kind, remembered, file, choices, deadline)
    columns.require_complete()
    lines = lines_below(table.lines, columns.row)
    if len(lines) > kind.max_rows:
        raise InvalidValue(
            f"the file has {count_of(len(lines), 'row')}; {kind.max_rows:,} at most "
            "come "
            "on record at once, so make several files of it"
        )
    meeting = system.store.fold(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(f"no meeting {meeting_id} is on record")
    statuses = _statuses(kind, remembered, choices)
    names = _names(kind, system, remembered, choices)
    read = read_columns(
        lines,
        columns,
        (*kind.fields, *kind.own_fields),
        Placeholders(choices.empty, {*statuses, *names.mapped}),
        deadline=deadline,
        chosen=choices.day_order,
        counts_from_1904=table.counts_from_1904,
    )
    context = ImportContext(
        system=system,
        principal=who,
        meeting=meeting,
        columns=columns,
        names=names,
        statuses=statuses,
        day_order=read.order,
        audience=choices.audience,
        accepts_retitled=choices.retitled,
        wanted_changes=choices.changes,
        file_name=file.name,
        stamp=_stamp_of(system, who),
        moment=at,
        deadline=deadline,
        report=ReportBuilder(),
    )
    context.report.notes += (*table.notes, *read.notes)
    readable = [line for line in read.lines if _is_readable(line, context)]

    def looked_at(number: int) -> None:
        deadline.check()
        told(CHECKING_STEP, number, len(lines))

    rows = kind.rows(context, readable, looked_at)
    on_record = kind.match_record(context, rows)
    refused = context.report.refused
    rows = {row: it for row, it in rows.items() if row not in refused}
    above = sum(line.number < columns.row for line in table.lines)
    format = table.format.model_copy(update={"day_order": read.day_order})
    return CheckedFile(rows, on_record.without(refused), lines, above, context, format)


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
        for name in [it for it in visible if it != read.value][:_MOST_SHEETS]:
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


def _is_readable(line: FileRow, context: ImportContext) -> bool:
    """Complains of the cells of fields that cannot be read."""
    context.deadline.check()
    fields = dict.fromkeys(context.columns.fields.values())
    bad = [
        (field, cell)
        for field in fields
        for _, cell in context.columns.all_values(line, field)
        if isinstance(cell, InvalidCell)
    ]
    for field, cell in bad:
        context.report.add_error(line.number, field, cell.message)
    return not bad


def match_file_columns(
    kind: ListKind[Any],
    remembered: MappingTable,
    table: FileTable,
    choices: ImportChoices,
) -> MatchedColumns:
    """By what people say, before or now, unless the list is one of the product's own,
    which says it itself. Raises InvalidValue for what is mapped to no field.
    """
    names = [one.name for one in (*kind.fields, *kind.own_fields)]
    for heading, field in choices.columns.items():
        if field and field not in names:
            raise InvalidValue(
                f"“{heading}” cannot be “{field}”; fields are: {', '.join(names)}",
                field="choices.columns",
            )
    said = fold_keys(choices.columns)
    before = remembered.meanings(kind.name, COLUMN)
    found = match_columns(table.lines, kind.fields, {**before, **said})
    if choices.owner:
        missing = tuple(one for one in found.missing if one.name != "owner")
        found = replace(found, missing=missing)
    own = kind.exported_list_fields(found.headings.values())
    if not own:
        return found
    fields = (*kind.fields, *kind.own_fields)
    found = match_columns(table.lines, fields, {**fold_keys(own), **said})
    calculated = tuple(
        heading
        for heading, field in own.items()
        if not field and heading not in found.matched
    )
    return replace(found, calculated=calculated, is_own_list=True)


def _names(
    kind: ListKind[Any],
    system: System,
    remembered: MappingTable,
    choices: ImportChoices,
) -> DelegationNames:
    """Raises InvalidValue for what is mapped to no delegation that is known."""
    with system.ask(system.now(), UNRESTRICTED_AUDIENCE) as context:
        others = {it.code: it.name for it in meetings.known_delegations(context)}
    known = {*STATES, *others}
    for said, code in choices.delegations.items():
        if code and code not in known:
            raise InvalidValue(
                f"“{said}” cannot be “{code}”, which is no delegation on record; use "
                "the code of a participating State, or of a delegation once invited, "
                "or nothing for words that are no delegation",
                field="choices.delegations",
            )
    if choices.owner is not None and choices.owner not in known:
        raise InvalidValue(
            f"“{choices.owner}” cannot own rows, because it is no delegation on "
            "record; use the code of a participating State, or of a delegation once "
            "invited",
            field="choices.owner",
        )
    before = remembered.meanings(kind.name, DELEGATION)
    mapped = {**before, **fold_keys(choices.delegations)}
    return DelegationNames(others, mapped, choices.owner)


def _statuses(
    kind: ListKind[Any], remembered: MappingTable, choices: ImportChoices
) -> dict[str, str]:
    """Raises InvalidValue for what is mapped to no status."""
    for said, status in choices.statuses.items():
        if status not in kind.statuses:
            raise InvalidValue(
                f"“{said}” cannot be “{status}”; statuses are: "
                f"{', '.join(kind.statuses) or 'none'}",
                field="choices.statuses",
            )
    return {**remembered.meanings(kind.name, STATUS), **fold_keys(choices.statuses)}


def fold_keys(said: Mapping[str, str]) -> dict[str, str]:
    return {fold_text(one): means for one, means in said.items()}


def _stamp_of(system: System, who: Principal) -> FactMetadata:
    """A stamp to try the rules with, as if it were asked now: what comes of it is
    thrown away.
    """
    now, nothing = system.store.clock().astimezone(UTC), UUID(int=0)
    actor = Actor(
        account=who.account,
        role=who.role,
        delegation=who.delegation,
        on_behalf_of=who.on_behalf_of,
        signed_in_by=who.signed_in_by,
    )
    return FactMetadata(actor, now, now, nothing, nothing, "")
