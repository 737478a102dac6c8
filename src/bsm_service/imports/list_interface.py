"""What the import has to know of a kind of list: its fields, its rows, and the command
that stores them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Concatenate, Generic, ParamSpec, TypeVar

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.moment import Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.documents.parsing_deadline import Deadline
from bsm_service.imports.choices import WantedChanges
from bsm_service.imports.columns.fields import ListField
from bsm_service.imports.columns.headings import MatchedColumns
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.imports.report import ReportBuilder

ParametersT = ParamSpec("ParametersT")
ResultT = TypeVar("ResultT")
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What the rows of one file are read with.

    `statuses` are mapped words. `day_order` is that of dates within texts, such as
    replies. `audience` is for whom the rows are to be on record, and `wanted_changes`
    which differences to apply. Where it `accepts_retitled`, a row with the number of an
    activity on record is that activity, whatever its title. `file_name` is empty where
    the file has none. The rules are tried with `metadata`, of now. The record is read
    as of `moment`: live, or just before the command that is repeated. Loops over many
    rows check the `deadline` at each. The result is collected in `report`.
    """

    system: System
    principal: Principal
    meeting: Meeting
    columns: MatchedColumns
    names: DelegationNames
    statuses: Mapping[str, str]
    day_order: DayOrder
    audience: MatterAudience
    accepts_retitled: bool
    wanted_changes: WantedChanges
    file_name: str
    metadata: FactMetadata
    moment: Moment
    deadline: Deadline
    report: ReportBuilder

    def query(
        self,
        query: Callable[Concatenate[ReadContext, ParametersT], ResultT],
        *args: ParametersT.args,
        **kwargs: ParametersT.kwargs,
    ) -> ResultT:
        """The answer of a query of the read models, as of `moment`."""
        with self.system.read(self.moment, UNRESTRICTED_AUDIENCE) as context:
            return query(context, *args, **kwargs)


@dataclass(frozen=True, slots=True)
class KnownRows:
    """The rows that are on record, and the changes to them, by row."""

    rows: Collection[int] = ()
    changes: Mapping[int, Any] = field(default_factory=dict)

    def without(self, refused: Collection[int]) -> "KnownRows":
        return KnownRows(
            {row for row in self.rows if row not in refused},
            {row: change for row, change in self.changes.items() if row not in refused},
        )


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The rows that a command stored, and those that it changed."""

    stored: Collection[int] = ()
    changed: Collection[int] = ()


class ListKind(ABC, Generic[RowT]):
    """One kind of list. Rows are identified by their numbers in the file."""

    # The name under which mappings of such files are stored.
    name: ClassVar[str]
    # The action of the permission table.
    action: ClassVar[str]
    fields: ClassVar[Sequence[ListField]]
    # Further fields of the product's own exported lists.
    own_fields: ClassVar[Sequence[ListField]] = ()
    max_rows: ClassVar[int]
    # The statuses that words can be mapped to; none where rows have no status.
    statuses: ClassVar[Sequence[str]] = ()

    def exported_list_fields(self, headings: Iterable[str]) -> Mapping[str, str]:
        """The fields of a list that the product itself has exported, by its headings,
        "" for a calculated column; empty for any other list.
        """
        return {}

    @abstractmethod
    def rows(
        self,
        context: ImportContext,
        file_rows: Sequence[FileRow],
        on_progress: Callable[[int], None],
    ) -> dict[int, RowT]:
        """The rows that can be stored. All others are reported as refused or merged."""

    @abstractmethod
    def match_record(
        self, context: ImportContext, rows: Mapping[int, RowT]
    ) -> KnownRows:
        """The rows that are on record already. May report errors of any row."""

    @abstractmethod
    def command(
        self, context: ImportContext, rows: Mapping[int, RowT], known_rows: KnownRows
    ) -> Command | None:
        """Stores new rows and changes known ones; None where there are neither."""

    @abstractmethod
    def outcome(
        self, rows: Mapping[int, RowT], known_rows: KnownRows, result: CommandResult
    ) -> ImportOutcome:
        """What the command has stored and changed."""
