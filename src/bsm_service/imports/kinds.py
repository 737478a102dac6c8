"""What a kind of list is to the import: its columns, its rows, and what stores them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from bsm_domain.foundation import Stamp
from bsm_domain.meeting import Meeting
from bsm_domain.values import MatterAudience
from bsm_projections.moment import Audience
from bsm_projections.queries.asking import Question
from bsm_service.bootstrap import System
from bsm_service.commands import Command
from bsm_service.imports.checked import Checking
from bsm_service.imports.columns import Columns, Field
from bsm_service.imports.names import Names
from bsm_service.imports.reading import Line
from bsm_service.permissions import Principal
from bsm_service.service import Answer

R = TypeVar("R")

EVERYTHING = Audience(focal_points_matter=True)


@dataclass(frozen=True, slots=True)
class About:
    """What rows are read with, and where it is written down what is found.

    `statuses` are those that people have mapped. `audience` is for whom the rows are to
    be on record. `stamp` is that by which the rules are tried; its time is now.
    """

    system: System
    who: Principal
    meeting: Meeting
    columns: Columns
    names: Names
    statuses: Mapping[str, str]
    audience: MatterAudience
    stamp: Stamp
    found: Checking

    def ask(self, query: Callable[[Question], R]) -> R:
        with self.system.ask(self.system.now(), EVERYTHING) as question:
            return query(question)


class ListKind(ABC, Generic[R]):
    """One kind of list. Rows go by their numbers in the file."""

    # Under which name it is remembered what people said of such files.
    name: ClassVar[str]
    # What permission is asked for.
    action: ClassVar[str]
    fields: ClassVar[Sequence[Field]]
    most: ClassVar[int]
    # What statuses people may mean; none where rows have no status.
    statuses: ClassVar[Sequence[str]] = ()

    def status_proposals(self, said: str) -> tuple[str, ...]:
        """What statuses somebody may mean by what is written."""
        return ()

    @abstractmethod
    def rows(
        self, about: About, lines: Sequence[Line], told: Callable[[int], None]
    ) -> dict[int, R]:
        """What can be stored; for all else there are complaints or merges."""

    @abstractmethod
    def on_record(self, about: About, rows: Mapping[int, R]) -> Collection[int]:
        """Those that are on record already. May complain of some that are otherwise."""

    @abstractmethod
    def command(
        self, about: About, rows: Mapping[int, R], known: Collection[int]
    ) -> Command | None:
        """What stores those that are not on record; None where nothing is left."""

    @abstractmethod
    def stored(
        self, rows: Mapping[int, R], known: Collection[int], answer: Answer
    ) -> Collection[int]:
        """Which rows the command brought on record."""
