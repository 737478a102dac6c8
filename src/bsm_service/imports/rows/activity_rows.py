"""Reads the rows of a list as activities, and reports what cannot be read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.follow_up.values import ActivityStatus
from bsm_domain.foundation.formatting import count_of, format_date, join_alternatives
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.imports.columns.exported_lists import (
    ExportedRow,
    parse_exported_row,
    without_formula_marks,
)
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.files.cells import TableCell, fold_text
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.import_context import ImportContext
from bsm_service.imports.names.owners_and_partners import PartyParser
from bsm_service.imports.rows.comments import FULL_TEXT, RowComments, cell_text
from bsm_service.imports.rows.row_identity import RowKey, activity_id
from bsm_service.imports.rows.row_merging import (
    COLUMN_NAMES,
    merge_rows,
    with_implied_fields,
)
from bsm_service.imports.values.dates_and_percentages import (
    ParsedDue,
    parse_day,
    parse_due,
    parse_percent,
)
from bsm_service.imports.values.long_texts import MAX_TITLE_LENGTH, short_title
from bsm_service.imports.values.statuses import (
    MAX_COMPARED,
    STATUS_BY_WORD,
    status_proposals,
)

_ALL_STATUSES = frozenset(map(str, ActivityStatus))


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as a row has it. `given_fields` are in the row itself: others follow
    from these. `exported` is what only the product's own lists have.
    """

    activity: ImportedActivity
    exported: ExportedRow
    given_fields: frozenset[str] = frozenset()

    @property
    def is_own_list(self) -> bool:
        """Whether the row names an activity by its id, as exported lists do."""
        return self.exported.activity_id is not None

    def with_activity(self, **changes: Any) -> "ActivityRow":
        return replace(self, activity=self.activity.model_copy(update=changes))


class ActivityRowReader:
    """Reads rows into activities, each under the number of its first row."""

    def __init__(self, context: ImportContext) -> None:
        self.meeting = context.meeting
        self.columns, self.statuses = context.columns, context.statuses
        self.metadata, self.report = context.metadata, context.report
        self._zone = time_zone_named(context.meeting.details.time_zone)
        self._parties = PartyParser(context.names, context.report)
        self._comments = RowComments(context, self._noon)
        self._shortened = 0

    def read(
        self, file_rows: Sequence[FileRow], on_progress: Callable[[int], None]
    ) -> dict[int, ActivityRow]:
        """By the first row of each activity; other rows are merged or refused."""
        rows: dict[int, ActivityRow] = {}
        first_rows: dict[UUID, int] = {}
        for number, file_row in enumerate(file_rows, start=1):
            on_progress(number)
            row = self._read_row(file_row)
            if row is None:
                continue
            id = row.activity.activity_id
            assert id is not None
            first_row = first_rows.setdefault(id, file_row.number)
            if first_row in rows:
                first = rows[first_row].activity
                merged = merge_rows(
                    self.report, first_row, first, row.activity, file_row.number
                )
                row = replace(rows[first_row], activity=merged)
            rows[first_row] = row
        self._add_notes()
        return {
            number: replace(
                row,
                activity=with_implied_fields(row.activity),
                given_fields=frozenset(row.activity.model_fields_set),
            )
            for number, row in rows.items()
        }

    def _add_notes(self) -> None:
        """Notes shortened titles, chosen owners and columns that are left out."""
        if self._shortened:
            titles = count_of(self._shortened, "title is", "titles are")
            self.report.notes.append(
                f"{titles} longer than {MAX_TITLE_LENGTH} characters; each is "
                "shortened, and its full text becomes the activity's first comment."
            )
        self._parties.note_owners()
        for heading, used_heading in self.columns.duplicates.items():
            self.report.notes.append(
                f"“{heading[:60]}” is not imported because “{used_heading[:60]}” is "
                "already used for that field; to import it instead, choose the "
                "fields of the columns."
            )

    def _read_row(self, file_row: FileRow) -> ActivityRow | None:
        values, row = self.columns.values(file_row), file_row.number
        errors_before = len(self.report.complaints)
        if self.columns.is_own_list:
            values = without_formula_marks(values)
        owners = self._parties.owner(row, cell_text(values.get("owner")))
        partners = self._parties.partners(row, cell_text(values.get("partners")))
        owner, *further_owners = owners.codes or (None,)
        title, full_text = self._read_title(values.get("title"))
        due, due_words = self._read_due(row, "due_on", values)
        revised, revised_words = self._read_due(row, "revised_due_on", values)
        kept_texts = (
            (FULL_TEXT, full_text if full_text != title else None),
            ("Owner in the list", owners.text),
            ("Partners in the list", partners.text),
            ("Due in the list", due_words),
            ("Revised due date in the list", revised_words),
        )
        fields: dict[str, Any] = {
            **{name: _one_line(values.get(name)) for name in ("reference", "agency")},
            "title": title,
            "reason": cell_text(values.get("reason")),
            "owner": owner,
            # The owner is not also a partner.
            "partners": tuple(
                code
                for code in dict.fromkeys((*further_owners, *partners.codes))
                if code != owner
            ),
            "status": self._read_status(row, values.get("status")),
            "percent": self._parsed(
                row, "percent", values.get("percent"), parse_percent
            ),
            "promised_at": self._read_moment(
                row, "promised_on", values.get("promised_on")
            ),
            "closed_at": self._read_moment(row, "closed_on", values.get("closed_on")),
            "replies": self._comments.comments_of(
                file_row, [f"{name}: {text}" for name, text in kept_texts if text]
            ),
        }
        exported = parse_exported_row(self.report, row, values)
        if due is not None:
            precision = exported.due_precision or due.precision
            fields |= {"due_on": due.on, "due_precision": precision}
        if revised is not None and revised != due:
            name = "due" if due is None else "revised_due"
            fields |= {f"{name}_on": revised.on, f"{name}_precision": revised.precision}
        for name in ("title", "owner"):
            if fields[name] is None and not self.report.has_error(row, name):
                self.report.add_error(row, name, f"the row has no {name}")
        if len(self.report.complaints) > errors_before:
            return None
        key = RowKey(
            fields["reference"], fields["owner"], " ".join((full_text or "").split())
        )
        fields["activity_id"] = exported.activity_id or activity_id(
            self.meeting.id, key
        )
        # What is not given stays unset, so that another row may give it.
        given = {name: value for name, value in fields.items() if value is not None}
        try:
            activity = ImportedActivity.model_validate(given)
            return ActivityRow(activity, exported)
        except ValidationError as error:
            self.report.add_validation_errors(row, error, COLUMN_NAMES)
            return None

    def _read_title(self, cell: TableCell | None) -> tuple[str | None, str | None]:
        """A title, and the full text of it, which may be longer."""
        full_text, line = cell_text(cell), _one_line(cell)
        if full_text is None or line is None:
            return None, None
        title = short_title(line)
        if title == line:
            return title, title
        self._shortened += 1
        return title, full_text

    def _read_due(
        self, row: int, name: str, values: Mapping[str, TableCell]
    ) -> tuple[ParsedDue | None, str | None]:
        """A due date; or the words of a cell without a date, such as "ongoing"."""
        due: ParsedDue | None = self._parsed(row, name, values.get(name), parse_due)
        return (None, due.words) if due and due.words else (due, None)

    def _read_status(self, row: int, cell: TableCell | None) -> str | None:
        text = cell_text(cell)
        if text is None:
            return None
        if self.columns.is_own_list and text in _ALL_STATUSES:
            return text
        key = fold_text(text)
        if key in self.statuses:
            self.report.mapped_statuses.setdefault(key, text)
        status = self.statuses.get(key) or STATUS_BY_WORD.get(key)
        if status is None:
            first_spelling = self.report.add_unknown(self.report.statuses, text, row)
            proposed = self.report.proposed
            if first_spelling not in proposed and len(proposed) < MAX_COMPARED:
                proposed[first_spelling] = status_proposals(first_spelling)
            proposals = proposed.get(first_spelling, ())
            perhaps = join_alternatives([f"“{proposal}”" for proposal in proposals])
            self.report.add_error(
                row,
                "status",
                f"“{text[:100]}” is not a known status; choose what it means"
                + (f" (did you mean {perhaps}?)" if perhaps else ""),
            )
        return status

    def _read_moment(
        self, row: int, name: str, cell: TableCell | None
    ) -> datetime | None:
        day = self._parsed(row, name, cell, parse_day)
        if day is None:
            return None
        moment = self._noon(day)
        if moment > self.metadata.recorded_at:
            self.report.add_error(
                row,
                name,
                f"{format_date(day)} is in the future; enter a date up to today",
            )
            return None
        return moment

    def _noon(self, day: date) -> datetime:
        """Noon in the meeting's time zone, or now if today's noon is still to come."""
        noon, now = (
            datetime.combine(day, time(12), self._zone),
            self.metadata.recorded_at,
        )
        return min(noon, now) if day == now.astimezone(self._zone).date() else noon

    def _parsed(
        self,
        row: int,
        name: str,
        cell: TableCell | None,
        parse: Callable[[TableCell], Any],
    ) -> Any:
        if cell is None:
            return None
        try:
            return parse(cell)
        except (ValueError, OverflowError) as error:
            self.report.add_error(row, name, error)
            return None


def _one_line(cell: TableCell | None) -> str | None:
    """The text of a cell, with its line breaks as spaces."""
    text = cell_text(cell)
    return None if text is None else " ".join(text.split())
