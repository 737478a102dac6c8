"""Reads as comments what has no field of its own: descriptions, dated replies, and the
text of cells that say more than their field.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from pydantic import ValidationError

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_date
from bsm_service.imports.commands import (
    MAX_REPLIES,
    ImportedReply,
    too_many_replies_message,
)
from bsm_service.imports.files.cells import TableCell
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.import_context import ImportContext
from bsm_service.imports.values.dates_and_percentages import parse_day
from bsm_service.imports.values.long_texts import DatedReply, parse_replies, split_text

MAX_COMMENTS = 200
# What stands before the whole text of a shortened title.
FULL_TEXT = "Full text"
_MAX_LABEL_LENGTH = 100


class RowComments:
    """`moment` turns a day into a moment."""

    def __init__(
        self, context: ImportContext, moment: Callable[[date], datetime]
    ) -> None:
        self._columns, self._report = context.columns, context.report
        self._moment, self._now = moment, context.metadata.recorded_at
        self._day_order = context.day_order
        self._number = 0  # of all rows
        fields = self._columns.fields.items()
        replies = [number for number, field in fields if field == "replies"]
        dates = [number for number, field in fields if field == "replied_on"]
        self._has_many = len(replies) > 1
        self._date_of = _date_columns(replies, dates)

    def comments_of(
        self, file_row: FileRow, first: Sequence[str]
    ) -> tuple[ImportedReply, ...]:
        """All comments of a row, `first` before those of its columns. Raises
        InvalidValue where the rows have more than are imported at once.
        """
        texts = [
            *(DatedReply(None, text) for text in first),
            *self._descriptions(file_row),
            *self._replies(file_row),
        ]
        replies: list[ImportedReply] = []
        for text in texts:
            moment = None if text.day is None else self._moment(text.day)
            if moment is not None and moment > self._now:
                message = (
                    f"the reply of {format_date(text.day)} is dated in the future; "
                    "correct its date"
                )
                self._report.add_error(file_row.number, "replies", message)
                continue
            try:
                replies += [
                    ImportedReply(at=moment, text=part)
                    for part in split_text(text.text)
                ]
            except ValidationError as error:
                self._report.add_validation_errors(
                    file_row.number, error, {"text": "replies"}
                )
        if len(replies) > MAX_COMMENTS:
            self._report.add_error(
                file_row.number, "replies", f"over {MAX_COMMENTS} replies"
            )
        self._number += len(replies)
        if self._number > MAX_REPLIES:
            raise InvalidValue(too_many_replies_message(self._number))
        return tuple(replies)

    def _descriptions(self, file_row: FileRow) -> Iterator[DatedReply]:
        for column, cell in self._columns.all_values(file_row, "description"):
            if text := cell_text(cell):
                yield DatedReply(None, self._with_label(column, text))

    def _replies(self, file_row: FileRow) -> Iterator[DatedReply]:
        days = {
            column: self._day(file_row.number, cell)
            for column, cell in self._columns.all_values(file_row, "replied_on")
        }
        for column, cell in self._columns.all_values(file_row, "replies"):
            text = cell_text(cell)
            day = days.pop(self._date_of.get(column, -1), None)
            replies = parse_replies(text, self._day_order) if text else ()
            cell_day = day if len(replies) == 1 else None
            for reply in replies:
                words = reply.text
                if self._has_many:
                    words = self._with_label(column, words)
                yield DatedReply(reply.day or cell_day, words)
        for column, day in days.items():  # days without a reply
            if day is not None:
                yield DatedReply(day, self._with_label(column, f"{day:%d.%m.%Y}"))

    def _day(self, row: int, cell: TableCell) -> date | None:
        try:
            return parse_day(cell)
        except (ValueError, OverflowError) as error:
            self._report.add_error(row, "replied_on", error)
            return None

    def _with_label(self, column: int, text: str) -> str:
        """After the column's heading; a second column of that name has a number."""
        return (
            f"{self._columns.headings[column][:_MAX_LABEL_LENGTH].rstrip(': ')}: {text}"
        )


def cell_text(cell: TableCell | None) -> str | None:
    """The text of a cell; a whole number without the point that workbooks give it."""
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}"
    return str(cell).strip() or None


def _date_columns(replies: Sequence[int], dates: Sequence[int]) -> dict[int, int]:
    """For each column of replies, the column of its dates: the nearest one; of two, the
    one to the right.
    """
    date_of: dict[int, int] = {}
    for day in dates:
        unmatched = [column for column in replies if column not in date_of]
        if unmatched:
            nearest = min(
                unmatched, key=lambda column: (abs(column - day), column > day)
            )
            date_of[nearest] = day
    return date_of
