"""Imports a file of any kind of list: a preview that stores nothing, then all rows at
once, or those that can be.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Generic, TypeVar
from uuid import UUID

from bsm_domain.errors import AlreadyExists, InvalidValue, NotFound
from bsm_domain.foundation import Actor, Immutable, Stamp
from bsm_domain.meeting import Meeting
from bsm_domain.roles import Role, SignInMethod
from bsm_domain.states import STATES
from bsm_projections.queries import meetings
from bsm_service.bootstrap import System
from bsm_service.imports.checked import (
    Checking,
    Choices,
    Complaint,
    Reconciliation,
    Unknown,
)
from bsm_service.imports.columns import Columns, after, find_columns, folded
from bsm_service.imports.kinds import EVERYTHING, About, ListKind
from bsm_service.imports.names import Names
from bsm_service.imports.reading import Line, Table, is_workbook, read_table
from bsm_service.imports.remembered import COLUMN, DELEGATION, STATUS, Remembered
from bsm_service.imports.workbooks import sheets_of
from bsm_service.permissions import Principal, require
from bsm_service.refusals import RowsRefused
from bsm_service.service import Answer

R = TypeVar("R")

# Which step it is, how far it is, and how far it goes.
Told = Callable[[str, int, int | None], None]
LOOKING, STORING = "looking at rows", "storing"
_MOST_TOLD = 20


def untold(step: str, at: int, of: int | None) -> None:
    """For whom nobody waits."""


class File(Immutable):
    """A file as it was sent. `ending` is that of its name ("csv", "xlsx")."""

    data: bytes
    ending: str


class Headings(Immutable):
    """What a file's columns are called, in their order, and which field each is ("" for
    none). `missing` are fields that must be there and are not.
    """

    row: int
    fields: Mapping[str, str]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked(Generic[R]):
    """What was found in a file: the rows to be stored, those of them that are on record
    already, and what is to say of all.
    """

    rows: Mapping[int, R]
    known: Collection[int]
    lines: Sequence[Line]
    about: About


def sheets(file: File) -> tuple[str, ...]:
    """The names of a workbook's sheets; none of a CSV. Raises UnreadableFile."""
    return sheets_of(file.data) if is_workbook(file.data) else ()


def headings(
    kind: ListKind[Any], system: System, who: Principal, file: File, choices: Choices
) -> Headings:
    """How the columns are understood. Raises NotPermitted, UnreadableFile."""
    require(who, kind.action)
    table = read_table(file.data, file.ending, choices.sheet)
    columns = _columns(kind, Remembered(system.identity.register), table, choices)
    return Headings(
        row=columns.row,
        fields={
            heading: columns.fields.get(at, "")
            for at, heading in columns.headings.items()
        },
        missing=tuple(one.name for one in columns.missing),
    )


def preview(
    kind: ListKind[Any],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: File,
    choices: Choices,
    told: Told = untold,
) -> Reconciliation:
    """What an import would do. Nothing is stored. Raises NotPermitted, NotFound,
    UnreadableFile, InvalidValue.
    """
    require(who, kind.action)
    looked = _look(kind, system, who, meeting_id, file, choices, told)
    return _reconciled(looked, looked.known, is_preview=True)


def store(
    kind: ListKind[Any],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: File,
    choices: Choices,
    *,
    command_id: UUID,
    told: Told = untold,
) -> Reconciliation:
    """Stores the rows in one command, so that all of them come on record or none. What
    was said of columns, delegations and statuses is remembered. The same once more
    under the same `command_id` is answered as the first time.

    Raises what `preview` raises, and RowsRefused where there are rows that cannot be
    stored, unless only the valid ones are wanted.
    """
    require(who, kind.action)
    looked = _look(kind, system, who, meeting_id, file, choices, told)
    if looked.about.found.complaints and not choices.only_valid:
        raise RowsRefused(_lines_of(looked.about.found.complaints))
    _remember(kind, system, who, choices)
    told(STORING, 0, None)
    answer = _stored(kind, looked, command_id)
    new = () if answer is None else kind.stored(looked.rows, looked.known, answer)
    known = looked.rows.keys() - set(new)
    position = None if answer is None else answer.position
    return _reconciled(looked, known, is_preview=False, position=position)


def _stored(kind: ListKind[R], looked: Looked[R], command_id: UUID) -> Answer | None:
    """None where all of it is on record already."""
    about = looked.about
    command = kind.command(about.meeting.id, looked.rows, looked.known)
    if command is None:
        return None
    try:
        return about.system.service.execute(command, about.who, command_id=command_id)
    except AlreadyExists:
        if len(looked.known) < len(looked.rows):
            raise
        return None


def _look(
    kind: ListKind[R],
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: File,
    choices: Choices,
    told: Told,
) -> Looked[R]:
    table = read_table(file.data, file.ending, choices.sheet)
    remembered = Remembered(system.identity.register)
    columns = _columns(kind, remembered, table, choices)
    columns.must_be_complete()
    lines = after(table.lines, columns.row)
    if len(lines) > kind.most:
        raise InvalidValue(
            f"the file has {len(lines):,} rows; {kind.most:,} at most come on record "
            "at once, so make several files of it"
        )
    meeting = system.store.fold(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(f"no meeting {meeting_id} is on record")
    about = About(
        system=system,
        who=who,
        meeting=meeting,
        columns=columns,
        names=_names(kind, system, remembered, choices),
        statuses=_statuses(kind, remembered, choices),
        stamp=_stamp_of(system),
        found=Checking(),
    )
    if table.guessed:
        about.found.notes.append(
            f"Nothing tells in which letters the file is written; it was read as "
            f"{table.guessed}. If names look wrong, save it as CSV in UTF-8."
        )
    rows = kind.rows(about, lines, lambda at: told(LOOKING, at, len(lines)))
    known = kind.on_record(about, rows)
    rows = {row: it for row, it in rows.items() if row not in about.found.refused}
    return Looked(rows, set(known) & rows.keys(), lines, about)


def _columns(
    kind: ListKind[Any], remembered: Remembered, table: Table, choices: Choices
) -> Columns:
    """Raises InvalidValue for what is mapped to no field."""
    names = [one.name for one in kind.fields]
    for heading, field in choices.columns.items():
        if field and field not in names:
            raise InvalidValue(
                f"“{heading}” cannot be “{field}”; fields are: {', '.join(names)}"
            )
    said = {**remembered.of(kind.name, COLUMN), **_folded(choices.columns)}
    return find_columns(table.lines, kind.fields, said)


def _names(
    kind: ListKind[Any], system: System, remembered: Remembered, choices: Choices
) -> Names:
    """Raises InvalidValue for what is mapped to no delegation that is known."""
    with system.ask(system.now(), EVERYTHING) as question:
        others = {it.code: it.name for it in meetings.known_delegations(question)}
    for said, code in choices.delegations.items():
        if code not in STATES and code not in others:
            raise InvalidValue(
                f"“{said}” cannot be “{code}”, which is no delegation on record; use "
                "the code of a participating State, or of a delegation once invited"
            )
    before = remembered.of(kind.name, DELEGATION)
    return Names(others, {**before, **_folded(choices.delegations)})


def _statuses(
    kind: ListKind[Any], remembered: Remembered, choices: Choices
) -> dict[str, str]:
    """Raises InvalidValue for what is mapped to no status."""
    for said, status in choices.statuses.items():
        if status not in kind.statuses:
            raise InvalidValue(
                f"“{said}” cannot be “{status}”; statuses are: "
                f"{', '.join(kind.statuses) or 'none'}"
            )
    return {**remembered.of(kind.name, STATUS), **_folded(choices.statuses)}


def _remember(
    kind: ListKind[Any], system: System, who: Principal, choices: Choices
) -> None:
    remembered = Remembered(system.identity.register)
    for what, said in (
        (COLUMN, choices.columns),
        (DELEGATION, choices.delegations),
        (STATUS, choices.statuses),
    ):
        remembered.keep(kind.name, what, _folded(said), who.account)


def _folded(said: Mapping[str, str]) -> dict[str, str]:
    return {folded(one): means for one, means in said.items()}


def _stamp_of(system: System) -> Stamp:
    """A stamp to try the rules with: what comes of it is thrown away."""
    now, nothing = system.store.clock().astimezone(UTC), UUID(int=0)
    actor = Actor(account="", role=Role.SYSTEM, signed_in_by=SignInMethod.SYSTEM)
    return Stamp(actor, now, now, nothing, nothing, "")


def _reconciled(
    looked: Looked[Any],
    known: Collection[int],
    *,
    is_preview: bool,
    position: int | None = None,
) -> Reconciliation:
    found, about = looked.about.found, looked.about
    for row in known:
        found.merge(row, "what is on record already")
    merges = sorted(
        (one for one in found.merges if one.row not in found.refused),
        key=lambda one: one.row,
    )
    return Reconciliation(
        read=len(looked.lines),
        stored=len(looked.rows) - len(known),
        merged=len(merges),
        refused=len(found.refused),
        merges=tuple(merges),
        complaints=tuple(sorted(found.complaints, key=lambda one: one.row)),
        unmatched=about.columns.unmatched,
        columns=about.columns.matched,
        delegations=_unknown(found.delegations, about.names.proposals),
        statuses=_unknown(found.statuses, lambda _: ()),
        notes=tuple(found.notes),
        is_preview=is_preview,
        position=position,
    )


def _unknown(
    said: Mapping[str, Sequence[int]], proposals: Callable[[str], tuple[str, ...]]
) -> tuple[Unknown, ...]:
    """The most frequent first."""
    found = sorted(said.items(), key=lambda one: -len(one[1]))
    return tuple(
        Unknown(said=one, rows=len(rows), proposals=proposals(one))
        for one, rows in found
    )


def _lines_of(complaints: Sequence[Complaint]) -> str:
    first = sorted(complaints, key=lambda one: one.row)
    lines = [f"row {one.row}, {one.field}: {one.says}" for one in first[:_MOST_TOLD]]
    if len(first) > len(lines):
        lines.append(f"and so for {len(first) - len(lines)} more")
    return "\n".join(lines)
