"""What a row of a tracker says, as an activity; complaints of what cannot be one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.follow_up import ActivityStatus
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_domain.foundation.values import DuePrecision
from bsm_service.imports.columns.exported_lists import (
    ExportedRows,
    without_formula_marks,
)
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.files.cells import TableCell, fold_text
from bsm_service.imports.files.table_reader import FileRow
from bsm_service.imports.list_kind import ImportContext
from bsm_service.imports.names.owners_and_partners import PartyParser
from bsm_service.imports.rows.comments import (
    FULL_TEXT,
    MAX_COMMENTS,
    RowComments,
    cell_text,
)
from bsm_service.imports.rows.row_identity import (
    RowKey,
    activity_id,
    duplicate_message,
    normalise_text,
)
from bsm_service.imports.values.cell_values import (
    ParsedDue,
    parse_day,
    parse_due,
    parse_percent,
)
from bsm_service.imports.values.long_texts import LONGEST_TITLE, short_title
from bsm_service.imports.values.statuses import (
    MOST_COMPARED,
    STATUS_BY_WORD,
    status_proposals,
)

# What two rows about the same activity may not say differently.
_AGREED = (
    "owner",
    "agency",
    "promised_at",
    "due_on",
    "revised_due_on",
    "status",
    "percent",
    "closed_at",
    "reason",
)
_FIELDS = {"promised_at": "promised_on", "closed_at": "closed_on"}
_STATUSES = frozenset(map(str, ActivityStatus))
_BEGUN = frozenset({ActivityStatus.AGREED, ActivityStatus.ACCEPTED})


class ActivityRowReader:
    """Reads rows into activities, each under the number of the row that began it."""

    def __init__(self, context: ImportContext) -> None:
        self.meeting = context.meeting
        self.columns, self.statuses = context.columns, context.statuses
        self.stamp, self.found = context.stamp, context.report
        self._zone = time_zone_named(context.meeting.details.time_zone)
        self._delegations = PartyParser(context.names, context.report)
        self._comments = RowComments(
            context.columns,
            context.report,
            self._at,
            context.stamp.recorded_at,
            context.day_order,
        )
        self._shortened = 0
        # What rows say themselves, before what follows from it: names of fields of
        # activities, by row.
        self.said: dict[int, frozenset[str]] = {}
        self.exported = ExportedRows(context.report)

    def activities(
        self, lines: Sequence[FileRow], told: Callable[[int], None]
    ) -> dict[int, ImportedActivity]:
        """By the row that they are stored for; others are merged or refused."""
        read: dict[int, ImportedActivity] = {}
        first: dict[UUID, int] = {}
        for number, line in enumerate(lines, start=1):
            told(number)
            one = self._activity(line)
            if one is None:
                continue
            assert one.activity_id is not None
            at = first.setdefault(one.activity_id, line.number)
            read[at] = self._with(at, read[at], one, line.number) if at in read else one
            self.said[at] = frozenset(read[at].model_fields_set)
        self._note()
        return {row: _settled(one) for row, one in read.items()}

    def _note(self) -> None:
        """Says what was made of the rows that they do not say."""
        if self._shortened:
            titles = (
                "1 title is"
                if self._shortened == 1
                else f"{self._shortened:,} titles are"
            )
            self.found.notes.append(
                f"{titles} longer than {LONGEST_TITLE} characters and shortened; the "
                "whole text becomes the activity's first comment."
            )
        self._delegations.note_owners()
        for heading, other in self.columns.duplicates.items():
            self.found.notes.append(
                f"“{heading[:60]}” is not imported, because “{other[:60]}” is that "
                "column already; to import it instead, say which column is which field."
            )

    def _activity(self, line: FileRow) -> ImportedActivity | None:
        said, row = self.columns.values(line), line.number
        complaints = len(self.found.complaints)
        if self.columns.is_own_list:
            said = without_formula_marks(said)
        owned = self._delegations.owner(row, cell_text(said.get("owner")))
        helping = self._delegations.partners(row, cell_text(said.get("partners")))
        owner, *others = owned.codes or (None,)
        title, whole = self._title(said.get("title"))
        due, due_words = self._due(row, "due_on", said)
        revised, revised_words = self._due(row, "revised_due_on", said)
        words = (
            (FULL_TEXT, whole if whole != title else None),
            ("Owner in the list", owned.words),
            ("Partners in the list", helping.words),
            ("Due in the list", due_words),
            ("Revised due date in the list", revised_words),
        )
        told: dict[str, Any] = {
            **{name: _line(said.get(name)) for name in ("reference", "agency")},
            "title": title,
            "reason": cell_text(said.get("reason")),
            "owner": owner,
            # Whoever owns it needs no naming as its partner.
            "partners": tuple(
                one for one in dict.fromkeys((*others, *helping.codes)) if one != owner
            ),
            "status": self._status(row, said.get("status")),
            "percent": self._made(row, "percent", said.get("percent"), parse_percent),
            "promised_at": self._moment(row, "promised_on", said.get("promised_on")),
            "closed_at": self._moment(row, "closed_on", said.get("closed_on")),
            "replies": self._comments.of(
                line, [f"{name}: {text}" for name, text in words if text]
            ),
        }
        if due is not None:
            told |= {"due_on": due.on, "due_precision": due.precision}
            told |= self.exported.precision(row, said)
        if revised is not None and revised != due:
            name = "due" if due is None else "revised_due"
            told |= {f"{name}_on": revised.on, f"{name}_precision": revised.precision}
        for name in ("title", "owner"):
            if told[name] is None and not self.found.has_error(row, name):
                self.found.add_error(row, name, f"the row has no {name}")
        own_id = self.exported.id(row, said)
        if len(self.found.complaints) > complaints:
            return None
        key = RowKey(told["reference"], told["owner"], " ".join((whole or "").split()))
        told["activity_id"] = own_id or activity_id(self.meeting.id, key)
        # What is not told stays unset, so that another row may tell it.
        return self._checked(row, {k: it for k, it in told.items() if it is not None})

    def _checked(self, row: int, told: Mapping[str, Any]) -> ImportedActivity | None:
        try:
            return ImportedActivity.model_validate(told)
        except ValidationError as error:
            self.found.add_validation_errors(row, error, _FIELDS)
            return None

    def _with(
        self, at: int, one: ImportedActivity, other: ImportedActivity, row: int
    ) -> ImportedActivity:
        """Another row about the same: what it adds is added; else it must agree."""
        if normalise_text(one.title) != normalise_text(other.title):
            self.found.add_error(row, *duplicate_message(at, one))
            return one
        more: dict[str, Any] = {}
        for name in _AGREED:
            before, now = getattr(one, name), getattr(other, name)
            if name not in other.model_fields_set or before == now:
                continue
            if name not in one.model_fields_set:
                more[name] = now
                continue
            self.found.add_error(
                row,
                _FIELDS.get(name, name),
                f"row {at}, about the same activity, says “{_said(before)}”, this one "
                f"“{_said(now)}”",
            )
        for due in {"due_on", "revised_due_on"} & more.keys():
            precision = f"{due.removesuffix('_on')}_precision"
            more[precision] = getattr(other, precision)
        known = set(one.replies)
        new = tuple(reply for reply in other.replies if reply not in known)
        if len(one.replies) + len(new) > MAX_COMMENTS:
            self.found.add_error(row, "replies", f"over {MAX_COMMENTS} replies in all")
        if row in self.found.refused:
            return one
        self.found.add_merge(row, at, one.title)
        partners = tuple(dict.fromkeys((*one.partners, *other.partners)))
        more |= {"replies": (*one.replies, *new), "partners": partners}
        return one.model_copy(update=more)

    def _title(self, said: TableCell | None) -> tuple[str | None, str | None]:
        """A title, and the whole text of it, which may be longer."""
        whole, line = cell_text(said), _line(said)
        if whole is None or line is None:
            return None, None
        title = short_title(line)
        if title == line:
            return title, title
        self._shortened += 1
        return title, whole

    def _due(
        self, row: int, name: str, said: Mapping[str, TableCell]
    ) -> tuple[ParsedDue | None, str | None]:
        """A due date, or the words of a cell that names none, such as "ongoing"."""
        due: ParsedDue | None = self._made(row, name, said.get(name), parse_due)
        return (None, due.words) if due and due.words else (due, None)

    def _status(self, row: int, said: TableCell | None) -> str | None:
        text = cell_text(said)
        if text is None:
            return None
        if self.columns.is_own_list and text in _STATUSES:
            return text
        key = fold_text(text)
        if key in self.statuses:
            self.found.mapped_statuses.setdefault(key, text)
        status = self.statuses.get(key) or STATUS_BY_WORD.get(key)
        if status is None:
            spelt = self.found.add_unknown(self.found.statuses, text, row)
            proposed = self.found.proposed
            if spelt not in proposed and len(proposed) < MOST_COMPARED:
                proposed[spelt] = status_proposals(spelt)
            near = proposed.get(spelt, ())
            perhaps = " or ".join(f"“{one}”" for one in near)
            self.found.add_error(
                row,
                "status",
                f"“{text[:100]}” is not a known status; say which one it means"
                + (f" (perhaps {perhaps})" if perhaps else ""),
            )
        return status

    def _moment(self, row: int, name: str, said: TableCell | None) -> datetime | None:
        day = self._made(row, name, said, parse_day)
        if day is None:
            return None
        at = self._at(day)
        if at > self.stamp.recorded_at:
            self.found.add_error(row, name, f"{day} lies in the future")
            return None
        return at

    def _at(self, day: date) -> datetime:
        """At noon in the meeting's zone, or now where today's noon is to come."""
        noon, now = datetime.combine(day, time(12), self._zone), self.stamp.recorded_at
        return min(noon, now) if day == now.astimezone(self._zone).date() else noon

    def _made(
        self,
        row: int,
        name: str,
        said: TableCell | None,
        make: Callable[[TableCell], Any],
    ) -> Any:
        if said is None:
            return None
        try:
            return make(said)
        except (ValueError, OverflowError) as error:
            self.found.add_error(row, name, error)
            return None


def _settled(one: ImportedActivity) -> ImportedActivity:
    """With what follows from the rest where the row does not say it."""
    more: dict[str, Any] = {}
    if "status" not in one.model_fields_set:
        if one.closed_at is not None:
            more["status"] = ActivityStatus.CONFIRMED
        elif one.percent == 100:
            more["status"] = ActivityStatus.REPORTED_COMPLETE
    if one.status in _BEGUN and not more and 0 < (one.percent or 0) < 100:
        more["status"] = ActivityStatus.IN_PROGRESS
    if one.due_on is None:
        more["due_precision"] = DuePrecision.NEXT_MEETING
    return one.model_copy(update=more) if more else one


def _line(said: TableCell | None) -> str | None:
    """In one line, whatever breaks a cell has."""
    text = cell_text(said)
    return None if text is None else " ".join(text.split())


def _said(value: object) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
