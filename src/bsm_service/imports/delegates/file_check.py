"""Reads a list of delegates and checks its rows by themselves: what its columns,
delegations and functions mean, and which rows are of the same person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.formatting import count_of, join_names
from bsm_domain.foundation.participating_states import STATES
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import MeetingStatus
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.meetings.queries import delegations
from bsm_service.application.system import System
from bsm_service.documents.parsing_deadline import parsing_slot
from bsm_service.foundation.refusals import UnreadableFile
from bsm_service.imports.columns.column_values import Placeholders, read_columns
from bsm_service.imports.delegates import texts
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.delegations import ListedDelegations
from bsm_service.imports.delegates.fields import (
    DELEGATE_FIELDS,
)
from bsm_service.imports.delegates.people import PeopleOfList
from bsm_service.imports.delegates.report import DelegateReportBuilder, InvitationOffer
from bsm_service.imports.delegates.rows import DelegateRowReader, ReadDelegate
from bsm_service.imports.delegates.table import DelegateTable, read_table_of_delegates
from bsm_service.imports.file_check import CHECKING_STEP, ImportProgress
from bsm_service.imports.files.file_format import FileFormat
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.imports.stored_mappings import (
    DELEGATION,
    FUNCTION,
    ListKind,
    StoredMappings,
    fold_keys,
)

MAX_ROWS = 10_000
_PAST = (MeetingStatus.ANNOUNCED, MeetingStatus.CONCLUDED)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file says. `rows` are of one person each; `offers` are delegations that
    are not invited or, of a past meeting, organisations that are not on record.
    """

    meeting: Meeting
    table: DelegateTable
    rows: Sequence[ReadDelegate]
    elsewhere: int
    offers: tuple[InvitationOffer, ...]
    delegations: ListedDelegations
    people: PeopleOfList
    source: str
    report: DelegateReportBuilder

    @property
    def is_of_past_meeting(self) -> bool:
        """Whether the meeting is over, or was never opened for registration: nobody is
        nominated for it.
        """
        return self.delegations.is_past

    @property
    def format(self) -> FileFormat:
        return self.table.table.format


def read_delegates(
    system: System,
    meeting_id: UUID,
    file: ImportFile,
    choices: DelegateChoices,
    on_progress: ImportProgress,
) -> ReadFile:
    """Raises NotFound, UnreadableFile, InvalidValue, ParserBusy, ParsingTooSlow."""
    meeting = system.store.load(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(f"there is no meeting with the ID {meeting_id}")
    with parsing_slot() as deadline:
        table = read_table_of_delegates(system, file, choices, deadline)
        _require_complete(table)
        file_rows = table.rows
        if len(file_rows) > MAX_ROWS:
            raise InvalidValue(
                f"the file has {count_of(len(file_rows), 'row')}, and at most "
                f"{MAX_ROWS:,} can be imported at once; split it into several files"
            )
        listed = _listed_delegations(system, meeting, choices)
        functions = _functions(system, choices)
        report = DelegateReportBuilder()
        here = list(_rows_of_meeting(table, choices))
        column_values = read_columns(
            here,
            table.columns,
            DELEGATE_FIELDS,
            Placeholders(choices.empty, {*functions, *listed.names.mapped}),
            deadline=deadline,
        )
        report.notes += (*table.table.notes, *column_values.notes)
        reader = DelegateRowReader(
            table.columns,
            listed,
            functions,
            choices.accept_functions,
            report,
            deadline,
        )
        source = choices.source or file.name.rpartition(".")[0] or file.name or "list"
        people = PeopleOfList(source, report)

        def report_progress(number: int) -> None:
            on_progress(CHECKING_STEP, number, len(here))

        rows = people.merge(reader.read(column_values.rows, report_progress))
        offers = _offers(rows, listed)
        if not choices.invite or not offers:
            rows = _refuse_not_invited(rows, listed, report)
    return ReadFile(
        meeting=meeting,
        table=table,
        rows=rows,
        elsewhere=len(file_rows) - len(here),
        offers=offers,
        delegations=listed,
        people=people,
        source=source,
        report=report,
    )


def _require_complete(table: DelegateTable) -> None:
    table.columns.require_complete()
    if table.missing:
        headings = join_names([f"“{text}”" for text in table.columns.headings.values()])
        raise UnreadableFile(
            f"no column was found for the names; row {table.columns.row} has: "
            f"{headings}. Choose which column is the name or a reference"
        )


def _rows_of_meeting(
    table: DelegateTable, choices: DelegateChoices
) -> Iterator[FileRow]:
    """Those of the chosen meeting. Raises InvalidValue where one must be chosen."""
    meetings = table.meetings()
    wanted = choices.only_meeting
    if wanted is None:
        if len(meetings) > 1:
            raise InvalidValue(
                f"the file is about {count_of(len(meetings), 'meeting')} "
                f"({join_names([*meetings], 10)}); choose which of them this is",
                field="choices.only_meeting",
            )
        yield from table.rows
        return
    if wanted not in meetings:
        raise InvalidValue(
            f"no row of the file is about “{wanted}”; it names "
            f"{join_names([*meetings], 10) or 'no meetings'}",
            field="choices.only_meeting",
        )
    for row in table.rows:
        names = (cell for _, cell in table.columns.all_values(row, "meeting"))
        if wanted in (" ".join(str(name).split()) for name in names):
            yield row


def _listed_delegations(
    system: System, meeting: Meeting, choices: DelegateChoices
) -> ListedDelegations:
    """Raises InvalidValue for a mapping to an unknown delegation."""
    with system.read(system.now(), UNRESTRICTED_AUDIENCE) as context:
        invited = {found.code: found.name for found in delegations(context)}
    codes = frozenset({*STATES, *invited})
    for text, code in choices.delegations.items():
        if code and code not in codes:
            raise InvalidValue(
                f"“{text}” cannot mean “{code}”, which is not a known delegation; use "
                "the code of a participating State or of a delegation that has been "
                "invited, or leave it empty for a new one",
                field="choices.delegations",
            )
    stored = StoredMappings(system.identity, ListKind.DELEGATES).meanings(DELEGATION)
    chosen = fold_keys(choices.delegations)
    new = {text for text, code in {**stored, **chosen}.items() if not code}
    mapped = {t: code for each in (stored, chosen) for t, code in each.items() if code}
    # A new delegation is known once it was invited.
    known = DelegationNames(invited, mapped)
    mapped |= {text: "" for text in new if not known.code_of(text)}
    names, is_past = DelegationNames(invited, mapped), meeting.status in _PAST
    return ListedDelegations(names, meeting, codes, is_past)


def _functions(
    system: System, choices: DelegateChoices
) -> Mapping[str, DelegateFunction]:
    stored = StoredMappings(system.identity, ListKind.DELEGATES).meanings(FUNCTION)
    chosen = fold_keys(choices.functions)
    meanings = {**stored, **chosen}
    return {text: DelegateFunction(meaning) for text, meaning in meanings.items()}


def _offers(
    rows: Sequence[ReadDelegate], listed: ListedDelegations
) -> tuple[InvitationOffer, ...]:
    """Who can be invited; or, of the list of a past meeting, which organisations are
    not on record yet.
    """
    counts: dict[str, int] = {}
    for row in rows:
        if not listed.is_on_record(row.delegation):
            counts[row.delegation] = counts.get(row.delegation, 0) + 1
    return tuple(listed.offer(code, number) for code, number in counts.items())


def _refuse_not_invited(
    rows: Sequence[ReadDelegate],
    listed: ListedDelegations,
    report: DelegateReportBuilder,
) -> list[ReadDelegate]:
    for row in rows:
        if not listed.is_on_record(row.delegation):
            name = listed.offer(row.delegation, 1).name
            report.refuse_row(
                row.number,
                "delegation",
                texts.not_on_record(name, is_past=listed.is_past),
            )
    return [row for row in rows if row.number not in report.refused]
