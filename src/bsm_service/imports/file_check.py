"""Checks a file before anything of it is stored: what its columns, names and statuses
mean, which rows can be stored, and which are already on record.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from bsm_domain.foundation.aggregate import Actor, FactMetadata
from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.meetings.queries import delegations
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.documents.parsing_deadline import parsing_slot
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.columns.column_values import Placeholders, read_columns
from bsm_service.imports.columns.fields import ALL_FIELDS
from bsm_service.imports.columns.headings import lines_below
from bsm_service.imports.commands import MAX_ROWS, ActivityChange
from bsm_service.imports.files.cells import InvalidCell
from bsm_service.imports.files.file_format import FileFormat
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.import_context import ImportContext
from bsm_service.imports.list_reading import ImportFile, read_list
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.imports.report import ReportBuilder
from bsm_service.imports.rows.activity_rows import ActivityRow, ActivityRowReader
from bsm_service.imports.rows.known_rows import compare_with_record
from bsm_service.imports.rows.record_matching import match_rows
from bsm_service.imports.stored_mappings import (
    DELEGATION,
    STATUS,
    StoredMappings,
    fold_keys,
)
from bsm_service.imports.values.statuses import STATUSES

# The step, the number of rows done, and the number of all rows (None: unknown).
ImportProgress = Callable[[str, int, int | None], None]
CHECKING_STEP = "checking rows"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """The rows of a file that can be stored, by row number; `known_rows` are already on
    record, and `changes` are those to be made to them. `file_rows` are all rows below
    the headings, `rows_above` counts those above, and `format` is how the file was
    read.
    """

    rows: Mapping[int, ActivityRow]
    known_rows: frozenset[int]
    changes: Mapping[int, ActivityChange]
    file_rows: Sequence[FileRow]
    rows_above: int
    context: ImportContext
    format: FileFormat


def check_file(
    system: System,
    principal: Principal,
    meeting_id: UUID,
    file: ImportFile,
    choices: ImportChoices,
    on_progress: ImportProgress,
    *,
    before_position: int | None = None,
) -> CheckedFile:
    """Reads a file and checks its rows against the rules and the record: as it is, or
    as it was before the fact at `before_position`. Raises NotFound, UnreadableFile,
    InvalidValue, ParserBusy, ParsingTooSlow.
    """
    moment = (
        system.now()
        if before_position is None
        else system.moment(str(before_position - 1))
    )
    stored_mappings = StoredMappings(system.identity)
    with parsing_slot() as deadline:
        table, columns = read_list(stored_mappings, file, choices, deadline)
        columns.require_complete()
        file_rows = lines_below(table.rows, columns.row)
        if len(file_rows) > MAX_ROWS:
            raise InvalidValue(
                f"the file has {count_of(len(file_rows), 'row')}, and at most "
                f"{MAX_ROWS:,} can be imported at once; split it into several files"
            )
        meeting = system.store.load(Meeting, meeting_id)
        if meeting is None:
            raise NotFound(f"there is no meeting with the ID {meeting_id}")
        statuses = _statuses(stored_mappings, choices)
        names = _names(system, stored_mappings, choices)
        column_values = read_columns(
            file_rows,
            columns,
            ALL_FIELDS,
            Placeholders(choices.empty, {*statuses, *names.mapped}),
            deadline=deadline,
            chosen_order=choices.day_order,
            counts_from_1904=table.counts_from_1904,
        )
        context = ImportContext(
            system=system,
            principal=principal,
            meeting=meeting,
            choices=choices,
            columns=columns,
            names=names,
            statuses=statuses,
            day_order=column_values.order,
            file_name=file.name,
            metadata=_trial_metadata(system, principal),
            moment=moment,
            deadline=deadline,
            report=ReportBuilder(),
        )
        report = context.report
        report.notes += (*table.notes, *column_values.notes)
        readable = [row for row in column_values.rows if _is_readable(row, context)]

        def report_progress(number: int) -> None:
            deadline.check()
            on_progress(CHECKING_STEP, number, len(file_rows))

        rows = ActivityRowReader(context).read(readable, report_progress)
        rows = match_rows(context, rows)
        known_rows, changes = compare_with_record(context, rows)
    valid = {
        number: row for number, row in rows.items() if number not in report.refused
    }
    return CheckedFile(
        rows=valid,
        known_rows=frozenset(known_rows & valid.keys()),
        changes={row: change for row, change in changes.items() if row in valid},
        file_rows=file_rows,
        rows_above=sum(file_row.number < columns.row for file_row in table.rows),
        context=context,
        format=table.format.model_copy(update={"day_order": column_values.day_order}),
    )


def _is_readable(file_row: FileRow, context: ImportContext) -> bool:
    """Reports the cells of fields that cannot be read."""
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


def _names(
    system: System, stored_mappings: StoredMappings, choices: ImportChoices
) -> DelegationNames:
    """Raises InvalidValue for a mapping to an unknown delegation."""
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        invited = {
            delegation.code: delegation.name for delegation in delegations(context)
        }
    known_codes = {*STATES, *invited}
    for text, code in choices.delegations.items():
        if code and code not in known_codes:
            raise InvalidValue(
                f"“{text}” cannot mean “{code}”, which is not a known delegation; use "
                "the code of a participating State or of a delegation that has been "
                "invited, or leave it empty if the words do not name a delegation",
                field="choices.delegations",
            )
    if choices.owner is not None and choices.owner not in known_codes:
        raise InvalidValue(
            f"“{choices.owner}” cannot own rows because it is not a known delegation; "
            "use the code of a participating State or of a delegation that has been "
            "invited",
            field="choices.owner",
        )
    stored = stored_mappings.meanings(DELEGATION)
    mapped = {**stored, **fold_keys(choices.delegations)}
    return DelegationNames(invited, mapped, choices.owner)


def _statuses(
    stored_mappings: StoredMappings, choices: ImportChoices
) -> dict[str, str]:
    """Raises InvalidValue for a mapping to an unknown status."""
    for text, status in choices.statuses.items():
        if status not in STATUSES:
            raise InvalidValue(
                f"“{text}” cannot mean “{status}”; the statuses are: "
                f"{', '.join(STATUSES)}",
                field="choices.statuses",
            )
    return {**stored_mappings.meanings(STATUS), **fold_keys(choices.statuses)}


def _trial_metadata(system: System, principal: Principal) -> FactMetadata:
    """Metadata for trying the rules, as of now. The facts are discarded."""
    now, nothing = system.store.clock().astimezone(UTC), UUID(int=0)
    actor = Actor.model_validate(principal, from_attributes=True)
    return FactMetadata(actor, now, now, nothing, nothing, "")
