"""What a row of a tracker says, as an activity; complaints of what cannot be one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from bsm_domain.errors import DomainError
from bsm_domain.follow_up_activity import ActivityStatus
from bsm_domain.free_text import plain
from bsm_domain.time_zones import zone_info
from bsm_domain.values import DuePrecision
from bsm_service.commands import ImportedActivity, ImportedReply
from bsm_service.handlers.telling import Telling
from bsm_service.imports.columns import folded
from bsm_service.imports.identity import Told, activity_id, same_text
from bsm_service.imports.kinds import About
from bsm_service.imports.names import SEPARATORS
from bsm_service.imports.reading import Cell, Line
from bsm_service.imports.replies import replies_in
from bsm_service.imports.statuses import STATUSES
from bsm_service.imports.values import day_of, due_of, percent_of

_MOST_REPLIES = 200
_MOST_PARTNERS = 100
# What two rows about the same activity may not say differently.
_AGREED = (
    "title",
    "owner",
    "agency",
    "promised_at",
    "due_on",
    "status",
    "percent",
    "closed_at",
    "reason",
)
_FIELDS = {"promised_at": "promised_on", "closed_at": "closed_on"}
_ENDS = frozenset({ActivityStatus.REPORTED_COMPLETE, ActivityStatus.CONFIRMED})
_BEGUN = frozenset({ActivityStatus.AGREED, ActivityStatus.ACCEPTED})


class Reader:
    """Reads rows into activities, each under the number of the row that began it."""

    def __init__(self, about: About) -> None:
        self.names, self.meeting = about.names, about.meeting
        self.columns, self.statuses = about.columns, about.statuses
        self.stamp, self.found = about.stamp, about.found
        self._zone = zone_info(about.meeting.details.time_zone)

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
        settled = {row: _settled(one) for row, one in read.items()}
        possible = {row: one for row, one in settled.items() if self._can_be(row, one)}
        self._note_undated(possible)
        return possible

    def _can_be(self, row: int, one: ImportedActivity) -> bool:
        """Whether the rules would take it, as far as that is known before."""
        assert one.activity_id is not None
        telling = Telling(
            one.activity_id, one, self.meeting, self.stamp, lambda _, it: plain(it)
        )
        try:
            telling.all()
        except DomainError as refusal:
            self.found.refuse(row, telling.about, refusal)
            return False
        return True

    def _note_undated(self, rows: Mapping[int, ImportedActivity]) -> None:
        undated = sum(
            one.closed_at is None and one.status in _ENDS for one in rows.values()
        )
        if undated:
            self.found.notes.append(
                f"{undated:,} completed activities have no day of completion; the last "
                "day that their row tells is taken for it."
            )

    def _activity(self, line: Line) -> ImportedActivity | None:
        said, row = self.columns.values(line), line.number
        complaints = len(self.found.complaints)
        owner = self._delegation(row, "owner", said.get("owner"))
        told: dict[str, Any] = {
            **{
                name: _line(said.get(name)) for name in ("title", "reference", "agency")
            },
            "reason": _text(said.get("reason")),
            "owner": owner,
            "partners": self._partners(row, said.get("partners"), owner),
            "status": self._status(row, said.get("status")),
            "percent": self._made(row, "percent", said.get("percent"), percent_of),
            "promised_at": self._moment(row, "promised_on", said.get("promised_on")),
            "closed_at": self._moment(row, "closed_on", said.get("closed_on")),
            "replies": self._replies(row, said.get("replies")),
        }
        due = self._made(row, "due_on", said.get("due_on"), due_of)
        if due is not None:
            told |= {"due_on": due.on, "due_precision": due.precision}
        for name in ("title", "owner"):
            if told[name] is None and not self.found.has_complained(row, name):
                self.found.complain(row, name, f"the row has no {name}")
        if len(self.found.complaints) > complaints:
            return None
        told["activity_id"] = self._id(told)
        # What is not told stays unset, so that another row may tell it.
        return self._checked(row, {k: it for k, it in told.items() if it is not None})

    def _checked(self, row: int, told: Mapping[str, Any]) -> ImportedActivity | None:
        try:
            return ImportedActivity.model_validate(told)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                place, says = one["loc"], str(one["msg"]).removeprefix("Value error, ")
                name = str(place[0]) if place else "row"
                self.found.complain(row, _FIELDS.get(name, name), says)
            return None

    def _with(
        self, at: int, one: ImportedActivity, other: ImportedActivity, row: int
    ) -> ImportedActivity:
        """Another row about the same: what it adds is added; else it must agree."""
        more: dict[str, Any] = {}
        for name in _AGREED:
            before, now = getattr(one, name), getattr(other, name)
            if name not in other.model_fields_set or before == now:
                continue
            if name == "title" and same_text(before) == same_text(now):
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
        if "due_on" in more:
            more["due_precision"] = other.due_precision
        known = set(one.replies)
        new = tuple(reply for reply in other.replies if reply not in known)
        if len(one.replies) + len(new) > _MOST_REPLIES:
            self.found.complain(row, "replies", f"over {_MOST_REPLIES} replies in all")
        if row in self.found.refused:
            return one
        self.found.merge(row, at, one.title)
        partners = tuple(dict.fromkeys((*one.partners, *other.partners)))
        more |= {"replies": (*one.replies, *new), "partners": partners}
        return one.model_copy(update=more)

    def _id(self, told: Mapping[str, Any]) -> UUID:
        row = Told(told["reference"], told["owner"], told["title"])
        return activity_id(self.meeting.id, row)

    def _delegation(self, row: int, name: str, said: Cell | None) -> str | None:
        text = _text(said)
        if text is None:
            return None
        code = self.names.code_of(text)
        if code is None:
            self.found.delegations.setdefault(text, []).append(row)
            near = self.names.proposals(text)
            perhaps = f" Is it {' or '.join(near)}?" if near else ""
            self.found.complain(
                row, name, f"no delegation is known as “{text[:100]}”.{perhaps}"
            )
        return code

    def _partners(
        self, row: int, said: Cell | None, owner: str | None
    ) -> tuple[str, ...]:
        text = _text(said)
        # Counted before they are looked up: a name may hold a separator or two.
        if text and sum(map(text.count, SEPARATORS)) > 2 * _MOST_PARTNERS:
            says = f"more than {_MOST_PARTNERS} names; give the row fewer partners"
            self.found.complain(row, "partners", says)
            return ()
        named = self.names.several(text) if text else ()
        codes = [self._delegation(row, "partners", one) for one in named]
        # Whoever owns it needs no naming as its partner.
        return tuple(dict.fromkeys(code for code in codes if code and code != owner))

    def _status(self, row: int, said: Cell | None) -> str | None:
        text = _text(said)
        if text is None:
            return None
        status = self.statuses.get(folded(text)) or STATUSES.get(folded(text))
        if status is None:
            self.found.statuses.setdefault(text, []).append(row)
            self.found.complain(
                row,
                "status",
                f"“{text[:100]}” is no status that is known; map it to one",
            )
        return status

    def _replies(self, row: int, said: Cell | None) -> tuple[ImportedReply, ...]:
        text = _text(said)
        found = []
        for on, words in replies_in(text) if text else ():
            at = None if on is None else self._at(on)
            if at is not None and at > self.stamp.recorded_at:
                says = f"the reply of {on} lies in the future"
                self.found.complain(row, "replies", says)
            elif len(words) > 5_000:
                self.found.complain(row, "replies", "a reply has over 5,000 characters")
            else:
                found.append(ImportedReply(at=at, text=words))
        if len(found) > _MOST_REPLIES:
            self.found.complain(row, "replies", f"over {_MOST_REPLIES} replies")
        return tuple(found)

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
    text = _text(said)
    return None if text is None else " ".join(text.split())


def _text(said: Cell | None) -> str | None:
    """A cell as text; a whole number without the point that workbooks give it."""
    if said is None:
        return None
    if isinstance(said, float) and said.is_integer():
        return str(int(said))
    text = str(said).strip()
    return text or None


def _said(value: object) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
