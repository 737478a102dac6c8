"""What a row says beyond an activity's fields, as comments: descriptions, what was
replied and when, and the words for its owner.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.imports.columns.headings import MatchedColumns
from bsm_service.imports.commands import MOST_REPLIES, ImportedReply, too_many_replies
from bsm_service.imports.files.cells import TableCell
from bsm_service.imports.files.file_format import DayOrder
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.report import ReportBuilder
from bsm_service.imports.values.cell_values import parse_day
from bsm_service.imports.values.long_texts import split_text
from bsm_service.imports.values.replies import parse_replies

MAX_COMMENTS = 200
# What stands before the whole text of a shortened title.
FULL_TEXT = "Full text"
_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class DatedText:
    """A text, with the day on which it was said, if that is told."""

    text: str
    on: date | None = None


class RowComments:
    """`moment` is when something was said of which only the day is known; `now` is the
    moment of the import, `day_order` that of dates within texts.
    """

    def __init__(
        self,
        columns: MatchedColumns,
        found: ReportBuilder,
        moment: Callable[[date], datetime],
        now: datetime,
        day_order: DayOrder,
    ) -> None:
        self._columns, self._found = columns, found
        self._moment, self._now = moment, now
        self._day_order = day_order
        self._number = 0  # of all rows
        fields = columns.fields.items()
        replies = [at for at, field in fields if field == "replies"]
        dates = [at for at, field in fields if field == "replied_on"]
        self._has_many = len(replies) > 1
        self._date_of = _date_columns(replies, dates)

    def of(self, line: FileRow, first: Sequence[str]) -> tuple[ImportedReply, ...]:
        """Everything that the row says, `first` before what its columns say. Raises
        InvalidValue where the rows say more than is imported at once.
        """
        said = [*map(DatedText, first), *self._descriptions(line), *self._replies(line)]
        found: list[ImportedReply] = []
        for one in said:
            at = None if one.on is None else self._moment(one.on)
            if at is not None and at > self._now:
                says = f"the reply of {one.on} lies in the future"
                self._found.add_error(line.number, "replies", says)
                continue
            try:
                found += [
                    ImportedReply(at=at, text=part) for part in split_text(one.text)
                ]
            except ValidationError as error:
                self._found.add_validation_errors(
                    line.number, error, {"text": "replies"}
                )
        if len(found) > MAX_COMMENTS:
            self._found.add_error(
                line.number, "replies", f"over {MAX_COMMENTS} replies"
            )
        self._number += len(found)
        if self._number > MOST_REPLIES:
            raise InvalidValue(too_many_replies(self._number))
        return tuple(found)

    def _descriptions(self, line: FileRow) -> Iterator[DatedText]:
        for at, cell in self._columns.all_values(line, "description"):
            if text := cell_text(cell):
                yield DatedText(self._labelled(at, text))

    def _replies(self, line: FileRow) -> Iterator[DatedText]:
        days = {
            at: self._day(line.number, cell)
            for at, cell in self._columns.all_values(line, "replied_on")
        }
        for at, cell in self._columns.all_values(line, "replies"):
            text = cell_text(cell)
            day = days.pop(self._date_of.get(at, -1), None)
            said = parse_replies(text, self._day_order) if text else ()
            on = day if len(said) == 1 else None
            for reply in said:
                words = reply.text
                if self._has_many:
                    words = self._labelled(at, words)
                yield DatedText(words, reply.on or on)
        for at, day in days.items():  # beside which nothing is said
            if day is not None:
                yield DatedText(self._labelled(at, f"{day:%d.%m.%Y}"), day)

    def _day(self, row: int, cell: TableCell) -> date | None:
        try:
            return parse_day(cell)
        except (ValueError, OverflowError) as error:
            self._found.add_error(row, "replied_on", error)
            return None

    def _labelled(self, at: int, text: str) -> str:
        """What the column's heading says of it; a second one of a name has a number."""
        return f"{self._columns.headings[at][:_LONGEST_LABEL].rstrip(': ')}: {text}"


def cell_text(said: TableCell | None) -> str | None:
    """A cell as text; a whole number without the point that workbooks give it."""
    if said is None:
        return None
    if isinstance(said, float) and said.is_integer():
        return str(int(said))
    if isinstance(said, datetime) and not (said.hour or said.minute):
        return f"{said:%d.%m.%Y}"
    if isinstance(said, date) and not isinstance(said, datetime):
        return f"{said:%d.%m.%Y}"
    return str(said).strip() or None


def _date_columns(replies: Sequence[int], dates: Sequence[int]) -> dict[int, int]:
    """The column of days that goes with each column of replies: the one beside it; of
    two, the one to the right.
    """
    found: dict[int, int] = {}
    for day in dates:
        free = [at for at in replies if at not in found]
        if free:
            near = min(free, key=lambda at: (abs(at - day), at > day))
            found[near] = day
    return found
