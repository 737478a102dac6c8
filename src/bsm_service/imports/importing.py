"""Imports a file: a preview that stores nothing, then all rows at once, or those that
can be.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from bsm_domain.errors import InvalidValue, NotFound
from bsm_domain.foundation import Actor, Immutable, Stamp
from bsm_domain.meeting import Meeting
from bsm_domain.roles import Role, SignInMethod
from bsm_projections.moment import Audience
from bsm_projections.queries import meetings
from bsm_projections.queries.lists import activity
from bsm_service.bootstrap import System
from bsm_service.commands import ImportActivities, ImportedActivity
from bsm_service.imports import activities
from bsm_service.imports.checked import (
    Checking,
    Choices,
    Complaint,
    Merged,
    Reconciliation,
    Unknown,
)
from bsm_service.imports.columns import Columns, after, find_columns, folded
from bsm_service.imports.names import Names
from bsm_service.imports.reading import Line, read_lines
from bsm_service.imports.remembered import COLUMN, DELEGATION, STATUS, Remembered
from bsm_service.permissions import Principal, require
from bsm_service.refusals import RowsRefused

KIND = "activities"
Told = Callable[[int, int], None]
_MOST = 5_000  # rows of one command


class File(Immutable):
    """A file as it was sent. `ending` is that of its name ("csv", "xlsx")."""

    data: bytes
    ending: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a file: the rows to be stored, and what is to say of all."""

    rows: Mapping[int, ImportedActivity]
    lines: Sequence[Line]
    columns: Columns
    found: Checking


def preview(
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: File,
    choices: Choices,
    told: Told = lambda at, of: None,
) -> Reconciliation:
    """What an import would do. Nothing is stored. Raises NotPermitted, NotFound,
    UnreadableFile.
    """
    require(who, ImportActivities.NAME)
    looked = _look(system, meeting_id, file, choices, told)
    return _reconciled(looked, is_preview=True)


def store(
    system: System,
    who: Principal,
    meeting_id: UUID,
    file: File,
    choices: Choices,
    *,
    command_id: UUID,
    told: Told = lambda at, of: None,
) -> Reconciliation:
    """Stores the rows in one command, so that all of them come on record or none. What
    was said of columns, delegations and statuses is remembered.

    Raises what `preview` raises, and RowsRefused where there are rows that cannot be
    stored, unless only the valid ones are wanted.
    """
    require(who, ImportActivities.NAME)
    looked = _look(system, meeting_id, file, choices, told)
    if looked.found.complaints and not choices.only_valid:
        raise RowsRefused(_told(looked.found.complaints))
    remembered = Remembered(system.identity.register)
    for what, said in (
        (COLUMN, choices.columns),
        (DELEGATION, choices.delegations),
        (STATUS, choices.statuses),
    ):
        remembered.keep(
            KIND, what, {folded(one): it for one, it in said.items()}, who.account
        )
    position = None
    if looked.rows:
        command = ImportActivities(
            meeting_id=meeting_id, activities=tuple(looked.rows.values())
        )
        position = system.service.execute(command, who, command_id=command_id).position
    return _reconciled(looked, is_preview=False, position=position)


def _look(
    system: System, meeting_id: UUID, file: File, choices: Choices, told: Told
) -> Looked:
    lines = read_lines(file.data, file.ending, choices.sheet)
    remembered = Remembered(system.identity.register)
    said = {**remembered.of(KIND, COLUMN), **choices.columns}
    columns = find_columns(lines, activities.FIELDS, said)
    lines = after(lines, columns.header)
    if len(lines) > _MOST:
        raise InvalidValue(
            f"the file has {len(lines):,} rows; at most {_MOST:,} can be"
        )
    meeting = system.store.fold(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(f"no meeting {meeting_id} is on record")
    found = Checking()
    with system.ask(system.now(), Audience(focal_points_matter=True)) as question:
        known = meetings.known_delegations(question)
    statuses = remembered.of(KIND, STATUS) | {
        folded(one): it for one, it in choices.statuses.items()
    }
    reader = activities.Reader(
        columns=columns,
        names=Names(
            {one.code: one.name for one in known},
            {**remembered.of(KIND, DELEGATION), **choices.delegations},
        ),
        statuses=statuses,
        meeting=meeting,
        stamp=_stamp_of(system),
        found=found,
    )
    rows = reader.activities(lines, lambda at: told(at, len(lines)))
    return Looked(_new(system, rows, found), lines, columns, found)


def _stamp_of(system: System) -> Stamp:
    """A stamp to try the rules with: what comes of it is thrown away."""
    now, nothing = system.store.clock().astimezone(UTC), UUID(int=0)
    actor = Actor(account="", role=Role.SYSTEM, signed_in_by=SignInMethod.SYSTEM)
    return Stamp(actor, now, now, nothing, nothing, "")


def _new(
    system: System, rows: Mapping[int, ImportedActivity], found: Checking
) -> dict[int, ImportedActivity]:
    """Those that are not on record yet; the others are noted as merged into it."""
    new = {}
    with system.ask(system.now(), Audience(focal_points_matter=True)) as question:
        for row, one in rows.items():
            if activity(question, str(one.activity_id)) is None:
                new[row] = one
            else:
                found.merges.append(Merged(row=row, into="what is on record already"))
    return new


def _reconciled(
    looked: Looked, *, is_preview: bool, position: int | None = None
) -> Reconciliation:
    found, header = looked.found, looked.columns.header
    read, refused = len(looked.lines), len(found.refused)
    merged = {one.row for one in found.merges} - found.refused
    # A row into which others were merged may be refused for what it says itself.
    stored = read - refused - len(merged)
    names = Names()
    return Reconciliation(
        read=read,
        stored=stored,
        merged=len(merged),
        refused=refused,
        merges=tuple(one for one in found.merges if one.row in merged),
        complaints=tuple(sorted(found.complaints, key=lambda one: one.row)),
        unmatched=looked.columns.unmatched,
        columns={
            str(header.cells[at]): field for at, field in looked.columns.fields.items()
        },
        delegations=tuple(
            Unknown(said=said, rows=len(rows), proposals=names.proposals(said))
            for said, rows in found.delegations.items()
        ),
        statuses=tuple(
            Unknown(said=said, rows=len(rows), proposals=())
            for said, rows in found.statuses.items()
        ),
        is_preview=is_preview,
        position=position,
    )


def _told(complaints: Sequence[Complaint]) -> str:
    first = sorted(complaints, key=lambda one: one.row)
    lines = [f"row {one.row}, {one.field}: {one.says}" for one in first[:20]]
    if len(first) > len(lines):
        lines.append(f"and so for {len(first) - len(lines)} more")
    return "\n".join(lines)
