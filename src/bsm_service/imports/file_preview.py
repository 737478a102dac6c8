"""Looks at a file before anything of it is stored: what its columns, names and statuses
are, what of its rows can be stored, and what is on record already.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any, Generic, TypeVar
from uuid import UUID

from bsm_domain.foundation.aggregate import Actor, Immutable, Stamp
from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.plurals import count
from bsm_domain.foundation.states import STATES
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.engine.moment import Moment
from bsm_projections.meetings import queries as meetings
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.documents.parsing_limits import Deadline, parsing
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.columns.column_values import read_columns
from bsm_service.imports.columns.headings import Columns, after, find_columns
from bsm_service.imports.files.cells import BadCell, folded
from bsm_service.imports.files.file_format import FileFormat
from bsm_service.imports.files.table_reader import Line, Table, read_table
from bsm_service.imports.list_kind import EVERYTHING, About, ListKind, OnRecord
from bsm_service.imports.mapping_table import COLUMN, DELEGATION, STATUS, Remembered
from bsm_service.imports.names.delegation_names import Names
from bsm_service.imports.reconciliation import Checking, Choices
from bsm_service.imports.values.placeholders import Placeholders

R = TypeVar("R")

# Which step it is, how far it is, and how far it goes.
Told = Callable[[str, int, int | None], None]
_MOST_SHEETS = 10  # that are looked at for the required columns
LOOKING = "looking at rows"


class File(Immutable):
    """A file as it was sent. `ending` is that of its name ("csv", "xlsx"); `name` is
    told in what is recorded of changes.
    """

    data: bytes
    ending: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Looked(Generic[R]):
    """What was found in a file: the rows that can be stored, which of them are on
    record already, and what is to say of all. `above` counts the rows above the
    headings, and `format` is how the file was read.
    """

    rows: Mapping[int, R]
    on_record: OnRecord
    lines: Sequence[Line]
    above: int
    about: About
    format: FileFormat


def look(
    kind: ListKind[R],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: File,
    choices: Choices,
    told: Told,
    *,
    before: int | None = None,
) -> Looked[R]:
    """Reads a file and holds its rows against the rules and the record: as it is, or
    as it was before the fact at a position. Raises NotFound, UnreadableFile,
    InvalidValue, ParserBusy, ParsingTooSlow.
    """
    at = system.now() if before is None else system.moment(str(before - 1))
    with parsing() as deadline:
        return _look(kind, system, who, meeting_id, file, choices, told, at, deadline)


def _look(
    kind: ListKind[R],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: File,
    choices: Choices,
    told: Told,
    at: Moment,
    deadline: Deadline,
) -> Looked[R]:
    remembered = Remembered(system.identity.register)
    table, columns = read_list(kind, remembered, file, choices, deadline)
    columns.must_be_complete()
    lines = after(table.lines, columns.row)
    if len(lines) > kind.most:
        raise InvalidValue(
            f"the file has {count(len(lines), 'row')}; {kind.most:,} at most come on "
            "record at once, so make several files of it"
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
        Placeholders(choices.empty, {*statuses, *names.said}),
        deadline=deadline,
        chosen=choices.day_order,
        counts_from_1904=table.counts_from_1904,
    )
    about = About(
        system=system,
        who=who,
        meeting=meeting,
        columns=columns,
        names=names,
        statuses=statuses,
        day_order=read.order,
        audience=choices.audience,
        are_retitled=choices.retitled,
        wanted=choices.changes,
        file_name=file.name,
        stamp=_stamp_of(system, who),
        at=at,
        deadline=deadline,
        found=Checking(),
    )
    about.found.notes += (*table.notes, *read.notes)
    readable = [line for line in read.lines if _is_readable(line, about)]

    def looked_at(number: int) -> None:
        deadline.check()
        told(LOOKING, number, len(lines))

    rows = kind.rows(about, readable, looked_at)
    on_record = kind.on_record(about, rows)
    refused = about.found.refused
    rows = {row: it for row, it in rows.items() if row not in refused}
    above = sum(line.number < columns.row for line in table.lines)
    format = table.format.model_copy(update={"day_order": read.day_order})
    return Looked(rows, on_record.without(refused), lines, above, about, format)


def read_list(
    kind: ListKind[Any],
    remembered: Remembered,
    file: File,
    choices: Choices,
    deadline: Deadline,
) -> tuple[Table, Columns]:
    """The rows of a file, and what its columns are. Where the first visible sheet of a
    workbook lacks columns that are required, as cover sheets do, and none was chosen,
    the first other that has them is read. Raises UnreadableFile, InvalidValue,
    ParsingTooSlow.
    """
    table = table_of(file, choices, deadline)
    columns = columns_of(kind, remembered, table, choices)
    if columns.missing and choices.sheet is None and table.format.sheet is not None:
        read = table.format.sheet
        visible = [it.name for it in table.format.sheets if not it.is_hidden]
        for name in [it for it in visible if it != read.value][:_MOST_SHEETS]:
            with suppress(UnreadableFile):  # it has no rows, say
                chosen = choices.model_copy(update={"sheet": name})
                other = table_of(file, chosen, deadline)
                found = columns_of(kind, remembered, other, choices)
                if not found.missing:
                    sheet = read.model_copy(update={"value": name})
                    format = other.format.model_copy(update={"sheet": sheet})
                    return replace(other, format=format), found
    return table, columns


def table_of(file: File, choices: Choices, deadline: Deadline) -> Table:
    """Raises UnreadableFile, ParsingTooSlow."""
    return read_table(
        file.data,
        file.ending,
        choices.sheet,
        delimiter=choices.delimiter,
        encoding=choices.encoding,
        deadline=deadline,
    )


def _is_readable(line: Line, about: About) -> bool:
    """Complains of the cells of fields that cannot be read."""
    about.deadline.check()
    fields = dict.fromkeys(about.columns.fields.values())
    bad = [
        (field, cell)
        for field in fields
        for _, cell in about.columns.each(line, field)
        if isinstance(cell, BadCell)
    ]
    for field, cell in bad:
        about.found.complain(line.number, field, cell.says)
    return not bad


def columns_of(
    kind: ListKind[Any], remembered: Remembered, table: Table, choices: Choices
) -> Columns:
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
    said = folded_keys(choices.columns)
    before = remembered.of(kind.name, COLUMN)
    found = find_columns(table.lines, kind.fields, {**before, **said})
    if choices.owner:
        missing = tuple(one for one in found.missing if one.name != "owner")
        found = replace(found, missing=missing)
    own = kind.own_list(found.headings.values())
    if not own:
        return found
    fields = (*kind.fields, *kind.own_fields)
    found = find_columns(table.lines, fields, {**folded_keys(own), **said})
    calculated = tuple(
        heading
        for heading, field in own.items()
        if not field and heading not in found.matched
    )
    return replace(found, calculated=calculated, is_own_list=True)


def _names(
    kind: ListKind[Any], system: System, remembered: Remembered, choices: Choices
) -> Names:
    """Raises InvalidValue for what is mapped to no delegation that is known."""
    with system.ask(system.now(), EVERYTHING) as context:
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
    before = remembered.of(kind.name, DELEGATION)
    mapped = {**before, **folded_keys(choices.delegations)}
    return Names(others, mapped, choices.owner)


def _statuses(
    kind: ListKind[Any], remembered: Remembered, choices: Choices
) -> dict[str, str]:
    """Raises InvalidValue for what is mapped to no status."""
    for said, status in choices.statuses.items():
        if status not in kind.statuses:
            raise InvalidValue(
                f"“{said}” cannot be “{status}”; statuses are: "
                f"{', '.join(kind.statuses) or 'none'}",
                field="choices.statuses",
            )
    return {**remembered.of(kind.name, STATUS), **folded_keys(choices.statuses)}


def folded_keys(said: Mapping[str, str]) -> dict[str, str]:
    return {folded(one): means for one, means in said.items()}


def _stamp_of(system: System, who: Principal) -> Stamp:
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
    return Stamp(actor, now, now, nothing, nothing, "")
