"""What a row of a tracker says, as an activity; complaints of what cannot be one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.follow_up import ActivityStatus
from bsm_domain.foundation.time_zones import zone_info
from bsm_domain.foundation.values import DuePrecision
from bsm_service.imports.columns.exported_lists import ExportedRows, as_in_clear
from bsm_service.imports.commands import ImportedActivity
from bsm_service.imports.files.cells import Cell, folded
from bsm_service.imports.files.table_reader import Line
from bsm_service.imports.list_kind import About
from bsm_service.imports.names.owners_and_partners import Delegations
from bsm_service.imports.rows.comments import FULL_TEXT, Comments, text_of
from bsm_service.imports.rows.comments import MOST as MOST_COMMENTS
from bsm_service.imports.rows.row_identity import (
    Told,
    activity_id,
    not_unique,
    same_text,
)
from bsm_service.imports.values.cell_values import Due, day_of, due_of, percent_of
from bsm_service.imports.values.long_texts import LONGEST_TITLE, short_title
from bsm_service.imports.values.statuses import MOST_COMPARED, STATUSES, proposals

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


class Reader:
    """Reads rows into activities, each under the number of the row that began it."""

    def __init__(self, about: About) -> None:
        self.meeting = about.meeting
        self.columns, self.statuses = about.columns, about.statuses
        self.stamp, self.found = about.stamp, about.found
        self._zone = zone_info(about.meeting.details.time_zone)
        self._delegations = Delegations(about.names, about.found)
        self._comments = Comments(
            about.columns,
            about.found,
            self._at,
            about.stamp.recorded_at,
            about.day_order,
        )
        self._shortened = 0
        # What rows say themselves, before what follows from it: names of fields of
        # activities, by row.
        self.said: dict[int, frozenset[str]] = {}
        self.exported = ExportedRows(about.found)

    def activities(
        self, lines: Sequence[Line], told: Callable[[int], None]
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
        for heading, other in self.columns.beside.items():
            self.found.notes.append(
                f"“{heading[:60]}” is not imported, because “{other[:60]}” is that "
                "column already; to import it instead, say which column is which field."
            )

    def _activity(self, line: Line) -> ImportedActivity | None:
        said, row = self.columns.values(line), line.number
        complaints = len(self.found.complaints)
        if self.columns.is_own_list:
            said = as_in_clear(said)
        owned = self._delegations.owner(row, text_of(said.get("owner")))
        helping = self._delegations.partners(row, text_of(said.get("partners")))
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
            "reason": text_of(said.get("reason")),
            "owner": owner,
            # Whoever owns it needs no naming as its partner.
            "partners": tuple(
                one for one in dict.fromkeys((*others, *helping.codes)) if one != owner
            ),
            "status": self._status(row, said.get("status")),
            "percent": self._made(row, "percent", said.get("percent"), percent_of),
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
            if told[name] is None and not self.found.has_complained(row, name):
                self.found.complain(row, name, f"the row has no {name}")
        own_id = self.exported.id(row, said)
        if len(self.found.complaints) > complaints:
            return None
        key = Told(told["reference"], told["owner"], " ".join((whole or "").split()))
        told["activity_id"] = own_id or activity_id(self.meeting.id, key)
        # What is not told stays unset, so that another row may tell it.
        return self._checked(row, {k: it for k, it in told.items() if it is not None})

    def _checked(self, row: int, told: Mapping[str, Any]) -> ImportedActivity | None:
        try:
            return ImportedActivity.model_validate(told)
        except ValidationError as error:
            self.found.complain_of(row, error, _FIELDS)
            return None

    def _with(
        self, at: int, one: ImportedActivity, other: ImportedActivity, row: int
    ) -> ImportedActivity:
        """Another row about the same: what it adds is added; else it must agree."""
        if same_text(one.title) != same_text(other.title):
            self.found.complain(row, *not_unique(at, one))
            return one
        more: dict[str, Any] = {}
        for name in _AGREED:
            before, now = getattr(one, name), getattr(other, name)
            if name not in other.model_fields_set or before == now:
                continue
            if name not in one.model_fields_set:
                more[name] = now
                continue
            self.found.complain(
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
        if len(one.replies) + len(new) > MOST_COMMENTS:
            self.found.complain(row, "replies", f"over {MOST_COMMENTS} replies in all")
        if row in self.found.refused:
            return one
        self.found.merge(row, at, one.title)
        partners = tuple(dict.fromkeys((*one.partners, *other.partners)))
        more |= {"replies": (*one.replies, *new), "partners": partners}
        return one.model_copy(update=more)

    def _title(self, said: Cell | None) -> tuple[str | None, str | None]:
        """A title, and the whole text of it, which may be longer."""
        whole, line = text_of(said), _line(said)
        if whole is None or line is None:
            return None, None
        title = short_title(line)
        if title == line:
            return title, title
        self._shortened += 1
        return title, whole

    def _due(
        self, row: int, name: str, said: Mapping[str, Cell]
    ) -> tuple[Due | None, str | None]:
        """A due date, or the words of a cell that names none, such as "ongoing"."""
        due: Due | None = self._made(row, name, said.get(name), due_of)
        return (None, due.words) if due and due.words else (due, None)

    def _status(self, row: int, said: Cell | None) -> str | None:
        text = text_of(said)
        if text is None:
            return None
        if self.columns.is_own_list and text in _STATUSES:
            return text
        key = folded(text)
        if key in self.statuses:
            self.found.mapped_statuses.setdefault(key, text)
        status = self.statuses.get(key) or STATUSES.get(key)
        if status is None:
            spelt = self.found.ask(self.found.statuses, text, row)
            proposed = self.found.proposed
            if spelt not in proposed and len(proposed) < MOST_COMPARED:
                proposed[spelt] = proposals(spelt)
            near = proposed.get(spelt, ())
            perhaps = " or ".join(f"“{one}”" for one in near)
            self.found.complain(
                row,
                "status",
                f"“{text[:100]}” is not a known status; say which one it means"
                + (f" (perhaps {perhaps})" if perhaps else ""),
            )
        return status

    def _moment(self, row: int, name: str, said: Cell | None) -> datetime | None:
        day = self._made(row, name, said, day_of)
        if day is None:
            return None
        at = self._at(day)
        if at > self.stamp.recorded_at:
            self.found.complain(row, name, f"{day} lies in the future")
            return None
        return at

    def _at(self, day: date) -> datetime:
        """At noon in the meeting's zone, or now where today's noon is to come."""
        noon, now = datetime.combine(day, time(12), self._zone), self.stamp.recorded_at
        return min(noon, now) if day == now.astimezone(self._zone).date() else noon

    def _made(
        self, row: int, name: str, said: Cell | None, make: Callable[[Cell], Any]
    ) -> Any:
        if said is None:
            return None
        try:
            return make(said)
        except (ValueError, OverflowError) as error:
            self.found.complain(row, name, error)
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


def _line(said: Cell | None) -> str | None:
    """In one line, whatever breaks a cell has."""
    text = text_of(said)
    return None if text is None else " ".join(text.split())


def _said(value: object) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
