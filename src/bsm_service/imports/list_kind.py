"""What a kind of list is to the import: its columns, its rows, and what stores them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

from bsm_domain.foundation.aggregate import Stamp
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.meeting import Meeting
from bsm_projections.engine.moment import Audience, Moment
from bsm_projections.engine.read_context import ReadContext
from bsm_service.access.permissions import Principal
from bsm_service.application.command import Command
from bsm_service.application.command_service import Answer
from bsm_service.application.system import System
from bsm_service.documents.parsing_limits import Deadline
from bsm_service.imports.columns.headings import Columns, Field
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.files.table_reader import Line
from bsm_service.imports.names.delegation_names import Names
from bsm_service.imports.reconciliation import Checking, WantedChanges

R = TypeVar("R")

EVERYTHING = Audience(focal_points_matter=True)


@dataclass(frozen=True, slots=True)
class About:
    """What rows are read with, and where it is written down what is found.

    `statuses` are those that people have mapped. `day_order` is that of dates within
    texts, such as replies. `audience` is for whom the rows are to be on record, and
    `wanted` which differences are to be taken over. Where they `are_retitled`, rows
    with the number of an activity on record are that activity, whatever their title.
    `file_name` is empty where the file has none. `stamp` is that by which the rules are
    tried; its time is now. The record is looked at as it was `at` a moment: live, or
    just before the command that is asked for once more. Whatever goes through many rows
    looks at the `deadline` at each.
    """

    system: System
    who: Principal
    meeting: Meeting
    columns: Columns
    names: Names
    statuses: Mapping[str, str]
    day_order: DayOrder
    audience: MatterAudience
    are_retitled: bool
    wanted: WantedChanges
    file_name: str
    stamp: Stamp
    at: Moment
    deadline: Deadline
    found: Checking

    def ask(self, query: Callable[[ReadContext], R]) -> R:
        with self.system.ask(self.at, EVERYTHING) as context:
            return query(context)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The rows that are on record, and what is to be changed of them, by row."""

    rows: Collection[int] = ()
    changes: Mapping[int, Any] = field(default_factory=dict)

    def without(self, refused: Collection[int]) -> "OnRecord":
        return OnRecord(
            {row for row in self.rows if row not in refused},
            {row: it for row, it in self.changes.items() if row not in refused},
        )


@dataclass(frozen=True, slots=True)
class Done:
    """The rows that a command brought on record, and those that it changed."""

    stored: Collection[int] = ()
    changed: Collection[int] = ()


class ListKind(ABC, Generic[R]):
    """One kind of list. Rows go by their numbers in the file."""

    # Under which name it is remembered what people said of such files.
    name: ClassVar[str]
    # What permission is asked for.
    action: ClassVar[str]
    fields: ClassVar[Sequence[Field]]
    # What lists of the product's own have besides.
    own_fields: ClassVar[Sequence[Field]] = ()
    most: ClassVar[int]
    # What statuses people may mean; none where rows have no status.
    statuses: ClassVar[Sequence[str]] = ()

    def own_list(self, headings: Iterable[str]) -> Mapping[str, str]:
        """The fields of a list that the product itself has made, by its headings, ""
        for what is calculated; nothing for any other list.
        """
        return {}

    @abstractmethod
    def rows(
        self, about: About, lines: Sequence[Line], told: Callable[[int], None]
    ) -> dict[int, R]:
        """What can be stored; for all else there are complaints or merges."""

    @abstractmethod
    def on_record(self, about: About, rows: Mapping[int, R]) -> OnRecord:
        """Those that are on record already. May complain of rows, known or new."""

    @abstractmethod
    def command(
        self, about: About, rows: Mapping[int, R], on_record: OnRecord
    ) -> Command | None:
        """What stores those that are not on record, and changes others; None where
        nothing is left.
        """

    @abstractmethod
    def done(self, rows: Mapping[int, R], on_record: OnRecord, answer: Answer) -> Done:
        """What the command came to."""
