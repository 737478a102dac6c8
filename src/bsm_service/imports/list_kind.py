"""What a kind of list is to the import: its columns, its rows, and what stores them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Concatenate, Generic, ParamSpec, TypeVar

from bsm_domain.foundation.aggregate import FactMetadata
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.engine.moment import Audience, Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.documents.parsing_limits import Deadline
from bsm_service.imports.choices import WantedChanges
from bsm_service.imports.columns.headings import ListField, MatchedColumns
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.names.delegation_names import DelegationNames
from bsm_service.imports.report import ReportBuilder

ParametersT = ParamSpec("ParametersT")
ResultT = TypeVar("ResultT")
RowT = TypeVar("RowT")

UNRESTRICTED_AUDIENCE = Audience(focal_points_matter=True)


@dataclass(frozen=True, slots=True)
class ImportContext:
    """What rows are read with, and where it is written down what is found.

    `statuses` are those that people have mapped. `day_order` is that of dates within
    texts, such as replies. `audience` is for whom the rows are to be on record, and
    `wanted_changes` which differences are to be taken over. Where it
    `accepts_retitled`, rows with the number of an activity on record are that activity,
    whatever their title. `file_name` is empty where the file has none. `stamp` is that
    by which the rules are tried; its time is now. The record is looked at as it was at
    a `moment`: live, or just before the command that is asked for once more. Whatever
    goes through many rows looks at the `deadline` at each. What is found goes into the
    `report`.
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
    stamp: FactMetadata
    moment: Moment
    deadline: Deadline
    report: ReportBuilder

    def query(
        self,
        query: Callable[Concatenate[ReadContext, ParametersT], ResultT],
        *args: ParametersT.args,
        **kwargs: ParametersT.kwargs,
    ) -> ResultT:
        """What a query of the read models answers, as of the moment."""
        with self.system.ask(self.moment, UNRESTRICTED_AUDIENCE) as context:
            return query(context, *args, **kwargs)


@dataclass(frozen=True, slots=True)
class KnownRows:
    """The rows that are on record, and what is to be changed of them, by row."""

    rows: Collection[int] = ()
    changes: Mapping[int, Any] = field(default_factory=dict)

    def without(self, refused: Collection[int]) -> "KnownRows":
        return KnownRows(
            {row for row in self.rows if row not in refused},
            {row: change for row, change in self.changes.items() if row not in refused},
        )


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The rows that a command brought on record, and those that it changed."""

    stored: Collection[int] = ()
    changed: Collection[int] = ()


class ListKind(ABC, Generic[RowT]):
    """One kind of list. Rows go by their numbers in the file."""

    # Under which name it is remembered what people said of such files.
    name: ClassVar[str]
    # What permission is asked for.
    action: ClassVar[str]
    fields: ClassVar[Sequence[ListField]]
    # What lists of the product's own have besides.
    own_fields: ClassVar[Sequence[ListField]] = ()
    max_rows: ClassVar[int]
    # What statuses people may mean; none where rows have no status.
    statuses: ClassVar[Sequence[str]] = ()

    def exported_list_fields(self, headings: Iterable[str]) -> Mapping[str, str]:
        """The fields of a list that the product itself has made, by its headings, ""
        for what is calculated; nothing for any other list.
        """
        return {}

    @abstractmethod
    def rows(
        self,
        context: ImportContext,
        file_rows: Sequence[FileRow],
        on_progress: Callable[[int], None],
    ) -> dict[int, RowT]:
        """What can be stored; for all else there are complaints or merges."""

    @abstractmethod
    def match_record(
        self, context: ImportContext, rows: Mapping[int, RowT]
    ) -> KnownRows:
        """Those that are on record already. May complain of rows, known or new."""

    @abstractmethod
    def command(
        self, context: ImportContext, rows: Mapping[int, RowT], known_rows: KnownRows
    ) -> Command | None:
        """What stores those that are not on record, and changes others; None where
        nothing is left.
        """

    @abstractmethod
    def outcome(
        self, rows: Mapping[int, RowT], known_rows: KnownRows, result: CommandResult
    ) -> ImportOutcome:
        """What the command came to."""
