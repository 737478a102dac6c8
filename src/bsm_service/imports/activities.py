"""Rows of a tracker as follow-up activities."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bsm_domain.errors import DomainError
from bsm_domain.follow_up_activity import ActivityStatus
from bsm_domain.foundation import Stamp
from bsm_domain.free_text import plain
from bsm_domain.meeting import Meeting
from bsm_service.commands import ImportedActivity, ImportedReply
from bsm_service.handlers.many_activities import field_of
from bsm_service.handlers.telling import Telling
from bsm_service.imports.checked import Checking, Merged
from bsm_service.imports.columns import Columns, Field, folded
from bsm_service.imports.names import Names, several
from bsm_service.imports.reading import Cell, Line
from bsm_service.imports.replies import replies_in
from bsm_service.imports.statuses import STATUSES
from bsm_service.imports.values import day_of, due_of, percent_of

FIELDS = (
    Field(
        "title",
        (
            "Title",
            "Activity",
            "Action",
            "Task",
            "Follow-up",
            "Follow-up activity",
            "Titre",
            "Activité",
            "Aktivität",
            "Maßnahme",
            "Attività",
            "Actividad",
            "Мероприятие",
        ),
        required=True,
    ),
    Field(
        "owner",
        (
            "Owner",
            "Responsible",
            "Delegation",
            "State",
            "Country",
            "Lead",
            "Responsable",
            "Pays",
            "Délégation",
            "Verantwortlich",
            "Staat",
            "Land",
            "Paese",
            "País",
            "Ответственный",
        ),
        required=True,
    ),
    Field("reference", ("No.", "No", "Nr", "Number", "Ref", "Reference", "ID", "№")),
    Field("agency", ("Agency", "Authority", "Service", "Behörde", "Autorité")),
    Field("partners", ("Partners", "Partner", "With", "Partenaires", "Supported by")),
    Field(
        "promised_on",
        ("Promised on", "Date", "Agreed on", "Since", "Start", "Created", "Decided on"),
    ),
    Field(
        "due_on",
        (
            "Due",
            "Due date",
            "Deadline",
            "Until",
            "Échéance",
            "Frist",
            "Scadenza",
            "Срок",
        ),
    ),
    Field("status", ("Status", "State of play", "Statut", "Stand", "Stato", "Статус")),
    Field(
        "percent", ("Percent", "Progress", "%", "Done %", "Complete %", "Fortschritt")
    ),
    Field(
        "replies",
        ("Replies", "Comments", "Remarks", "Updates", "Notes", "Reply", "Bemerkungen"),
    ),
    Field("closed_on", ("Closed", "Closed on", "Completed on", "Done on", "Finished")),
    Field("reason", ("Reason", "Why", "Blocked by", "Grund", "Raison")),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes activities of rows, and complains of what cannot be one.

    `stamp` is that by which the rules are tried; its time is now.
    """

    columns: Columns
    names: Names
    statuses: Mapping[str, str]
    meeting: Meeting
    stamp: Stamp
    found: Checking

    @property
    def now(self) -> datetime:
        return self.stamp.recorded_at

    def activities(
        self, lines: Sequence[Line], told: Callable[[int], None] = lambda _: None
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
            read[at] = self._with(read[at], one, line.number) if at in read else one
        return {row: one for row, one in read.items() if self._can_be(row, one)}

    def _can_be(self, row: int, one: ImportedActivity) -> bool:
        """Whether the rules would take it, as far as can be told without storing it."""
        if row in self.found.refused:
            return False
        assert one.activity_id is not None
        try:
            Telling(
                one.activity_id, one, self.meeting, self.stamp, lambda _, it: plain(it)
            ).all()
        except DomainError as refusal:
            self.found.complain(row, field_of(refusal), refusal)
            return False
        return True

    def _activity(self, line: Line) -> ImportedActivity | None:
        said = self.columns.values(line)
        row, complaints = line.number, len(self.found.complaints)
        owner = self._delegation(row, "owner", said.get("owner"))
        told: dict[str, Any] = {
            "title": _text(said.get("title")),
            "reference": _text(said.get("reference")),
            "agency": _text(said.get("agency")),
            "reason": _text(said.get("reason")),
            "owner": owner,
            "partners": self._partners(row, said.get("partners"), owner),
            "status": self._status(row, said.get("status")),
            "percent": self._made(row, "percent", said.get("percent"), percent_of),
            "promised_at": self._moment(row, "promised_on", said.get("promised_on")),
            "closed_at": self._moment(row, "closed_on", said.get("closed_on")),
        }
        due = self._made(row, "due_on", said.get("due_on"), due_of)
        if due is not None:
            told |= {"due_on": due.on, "due_precision": due.precision}
        for name in ("title", "owner"):
            if told[name] is None and not self._complained(row, name):
                self.found.complain(row, name, f"the row has no {name}")
        if due is None and not self._complained(row, "due_on"):
            told["due_precision"] = "next meeting"
        told["replies"] = self._replies(row, said.get("replies"))
        if len(self.found.complaints) > complaints:
            return None
        told["activity_id"] = self._id(told)
        try:
            return ImportedActivity.model_validate(told)
        except ValidationError as error:
            for one in error.errors(include_url=False):
                says = str(one["msg"]).removeprefix("Value error, ")
                self.found.complain(row, _field(one["loc"]), says)
            return None

    def _with(
        self, one: ImportedActivity, other: ImportedActivity, row: int
    ) -> ImportedActivity:
        """Another row about the same: its replies are added; else it must agree."""
        for name in ("title", "owner", "due_on", "status"):
            before, now = getattr(one, name), getattr(other, name)
            if before != now:
                self.found.complain(
                    row,
                    name,
                    f"an earlier row about the same activity says “{before}”, this one "
                    f"“{now}”",
                )
        if row in self.found.refused:
            return one
        self.found.merges.append(Merged(row=row, into=f"“{one.title}”"))
        new = tuple(reply for reply in other.replies if reply not in one.replies)
        return one.model_copy(update={"replies": (*one.replies, *new)})

    def _id(self, told: Mapping[str, Any]) -> UUID:
        """Always the same for the same row of the same meeting's tracker."""
        key = told["reference"] or f"{told['owner']} {told['title']}"
        return uuid5(self.meeting.id, f"activity {folded(key)}")

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
        if text is None:
            return ()
        whole = self.names.code_of(text)
        named = (text,) if whole else several(text)
        codes = [self._delegation(row, "partners", one) for one in named]
        # Whoever owns it needs no naming as its partner.
        return tuple(dict.fromkeys(code for code in codes if code not in (None, owner)))

    def _status(self, row: int, said: Cell | None) -> str:
        text = _text(said)
        if text is None:
            return ActivityStatus.AGREED
        status = self.statuses.get(folded(text)) or STATUSES.get(folded(text))
        if status is None:
            self.found.statuses.setdefault(text, []).append(row)
            self.found.complain(
                row,
                "status",
                f"“{text[:100]}” is no status that is known; map it to one",
            )
            return ActivityStatus.AGREED
        return status

    def _replies(self, row: int, said: Cell | None) -> tuple[ImportedReply, ...]:
        text = _text(said)
        found = []
        for on, words in replies_in(text) if text else ():
            at = None if on is None else self._at(on)
            if at is not None and at > self.now:
                says = f"the reply of {on} lies in the future"
                self.found.complain(row, "replies", says)
            elif len(words) > 5_000:
                self.found.complain(row, "replies", "a reply has over 5,000 characters")
            else:
                found.append(ImportedReply(at=at, text=words))
        return tuple(found)

    def _moment(self, row: int, name: str, said: Cell | None) -> datetime | None:
        day = self._made(row, name, said, day_of)
        if day is None:
            return None
        at = self._at(day)
        if at > self.now:
            self.found.complain(row, name, f"{day} lies in the future")
            return None
        return at

    def _at(self, day: date) -> datetime:
        """At noon in the meeting's zone, or now where today's noon is to come."""
        noon = datetime.combine(day, time(12), ZoneInfo(self.meeting.details.time_zone))
        is_today = timedelta() < noon - self.now < timedelta(days=1)
        return self.now if is_today else noon

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

    def _complained(self, row: int, name: str) -> bool:
        return any(it.row == row and it.field == name for it in self.found.complaints)


def _text(said: Cell | None) -> str | None:
    """A cell as text; a whole number without the point that workbooks give it."""
    if said is None:
        return None
    if isinstance(said, float) and said.is_integer():
        return str(int(said))
    text = str(said).strip()
    return text or None


def _field(place: Sequence[Any]) -> str:
    name = str(place[0]) if place else "row"
    return {"promised_at": "promised_on", "closed_at": "closed_on"}.get(name, name)
