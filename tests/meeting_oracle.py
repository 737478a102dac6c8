"""What is known of a meeting and its agenda, worked out without the product's rules.

It reads facts as plain data: class names and fields. It knows nothing of aggregates,
read models or any function of the product.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

# By the id of a command: the texts that were typed into it, by field.
Texts = Mapping[Any, Mapping[str, str]]
Session = dict[str, Any]

_SHOWN = ("title", "kind", "audience", "on", "room", "order", "description")
# What may still be recorded, by the class of the fact, once a meeting is cancelled.
_AFTER_THE_END = {
    "RegistrationWithdrawn",
    "HeadLeft",
    "AlternateLeft",
    "SeatReleased",
    "PlaceInQueueGivenUp",
    "ProcedureEnded",
}


@dataclass
class Known:
    """A meeting as of the last of some facts."""

    facts: Sequence[Any]
    texts: Texts
    details: Any = None
    status: str = ""
    before: str = "announced"
    reason: str | None = None
    capacity: int | None = None
    quotas: dict[str, int] = field(default_factory=dict)
    draft: dict[Any, Session] = field(default_factory=dict)
    dropped: dict[Any, Session] = field(default_factory=dict)
    versions: dict[int, list[Session]] = field(default_factory=dict)
    notes: dict[int, str | None] = field(default_factory=dict)
    number: int = 0
    moved: bool = False
    participants: int | None = None
    objectives: dict[Any, dict[str, Any]] = field(default_factory=dict)
    moves: dict[Any, list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.facts:
            step = getattr(self, f"_{type(fact).__name__}", None)
            if step is not None:
                step(fact)

    # Meetings

    def _MeetingAnnounced(self, fact: Any) -> None:
        self.details, self.status = fact.details, "announced"

    def _DetailsChanged(self, fact: Any) -> None:
        old, new = self.details, fact.details
        starts, ends = new.starts_on - old.starts_on, new.ends_on - old.ends_on
        self.details = new
        if starts or ends:
            self.moved = True
        if starts == ends:
            self._move(starts)

    def _MeetingPostponed(self, fact: Any) -> None:
        self.moved = True
        if fact.starts_on is None:
            self.before, self.status = self.status, "postponed"
            self.reason = self.texts[fact.command_id]["reason"]
            return
        self._move(fact.starts_on - self.details.starts_on)
        days = {"starts_on": fact.starts_on, "ends_on": fact.ends_on}
        self.details = self.details.model_copy(update=days)
        if self.status == "postponed":
            self.status = self.before
        self.reason = None

    def _MeetingCancelled(self, fact: Any) -> None:
        self.status = "cancelled"
        self.reason = self.texts[fact.command_id]["reason"]

    def _RegistrationOpened(self, fact: Any) -> None:
        self.status, self.capacity = "registration open", fact.capacity

    def _RegistrationClosed(self, _: Any) -> None:
        self.status = "registration closed"

    def _RegistrationReopened(self, _: Any) -> None:
        self.status = "registration open"

    def _MeetingOpened(self, _: Any) -> None:
        self.status = "in session"

    def _MeetingConcluded(self, _: Any) -> None:
        self.status = "concluded"

    def _CapacityChanged(self, fact: Any) -> None:
        self.capacity = fact.capacity

    def _DelegationsInvited(self, fact: Any) -> None:
        self.quotas |= {one.code: one.quota for one in fact.delegations}

    def _InvitationWithdrawn(self, fact: Any) -> None:
        del self.quotas[fact.delegation]

    def _QuotaChanged(self, fact: Any) -> None:
        self.quotas[fact.delegation] = fact.quota

    def _AttendanceStated(self, fact: Any) -> None:
        self.participants = fact.total.participants

    _AttendanceCorrected = _AttendanceStated

    # Its agenda

    def _SessionScheduled(self, fact: Any) -> None:
        id = fact.session.session_id
        nth = len(self.draft) + len(self.dropped)
        self.draft[id] = _shown(fact.session) | {"speakers": None, "nth": nth}

    def _SessionChanged(self, fact: Any) -> None:
        self.draft[fact.session.session_id] |= _shown(fact.session)

    def _SpeakersNamed(self, fact: Any) -> None:
        speakers = self.texts[fact.command_id].get("speakers")
        self.draft[fact.session_id]["speakers"] = speakers

    def _SessionDropped(self, fact: Any) -> None:
        session = self.draft.pop(fact.session_id) | {"speakers": None}
        session["reason"] = self.texts[fact.command_id].get("reason")
        self.dropped[fact.session_id] = session

    def _AgendaReleased(self, fact: Any) -> None:
        self.number, self.moved = fact.number, False
        self.versions[fact.number] = _in_order(self.draft.values())
        self.notes[fact.number] = fact.note

    def _move(self, shift: timedelta) -> None:
        for session in self.draft.values():
            for name in ("on", "starts_at", "ends_at"):
                if session[name] is not None:
                    session[name] += shift

    # Its objectives

    def _ObjectiveSet(self, fact: Any) -> None:
        self.objectives[fact.originator_id] = {
            "code": fact.code,
            "text": fact.text,
            "status": "set",
            "session_id": None,
            "wordings": 1,
        }

    def _ObjectiveReworded(self, fact: Any) -> None:
        objective = self.objectives[fact.originator_id]
        objective["text"] = fact.text
        objective["wordings"] += 1

    def _ObjectiveWithdrawn(self, fact: Any) -> None:
        self.objectives[fact.originator_id]["status"] = "withdrawn"

    def _ObjectiveMoved(self, fact: Any) -> None:
        self.objectives[fact.originator_id]["session_id"] = fact.session_id
        self.moves.setdefault(fact.originator_id, []).append(fact.session_id)

    # What is asked of it

    def planned(self) -> list[Session]:
        """The draft, with what was dropped."""
        return _in_order([*self.draft.values(), *self.dropped.values()])

    def objectives_shown(self, *, with_draft: bool) -> dict[Any, dict[str, Any]]:
        """The objectives; without the draft, each in the last session that was ever
        released.
        """
        if with_draft:
            return self.objectives
        return {
            id: objective | {"session_id": self._last_released(self.moves.get(id, []))}
            for id, objective in self.objectives.items()
        }

    def _last_released(self, moves: Sequence[Any]) -> Any:
        for session in reversed(moves):
            if session is None or self.last_shown(session) is not None:
                return session
        return None

    def last_shown(self, id: Any) -> tuple[int, bool, Session] | None:
        """The last version with the session, whether it is the present one, and the
        session there.
        """
        for number in sorted(self.versions, reverse=True):
            for session in self.versions[number]:
                if session["id"] == id:
                    return number, number == self.number, session
        return None


def _shown(session: Any) -> Session:
    values = {name: getattr(session, name) for name in _SHOWN}
    return values | {
        "id": session.session_id,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
    }


def _in_order(sessions: Any) -> list[Session]:
    """Copies, as an agenda shows them."""

    def place(session: Session) -> tuple[Any, ...]:
        starts_at, order = session["starts_at"], session["order"]
        return (
            session["on"],
            starts_at is None,
            starts_at or session["on"],
            order is None,
            order or 0,
            session["nth"],
        )

    return [dict(session) for session in sorted(sessions, key=place)]


def violations(facts: Sequence[Any], texts: Texts) -> Iterator[str]:
    """Everything in which the log is not what it must be."""
    seats: dict[Any, str] = {}
    codes: set[str] = set()
    ids: set[Any] = set()
    for place, fact in enumerate(facts):
        name = type(fact).__name__
        known = Known(facts[:place], texts)
        after = Known(facts[: place + 1], texts)
        given = texts.get(fact.command_id, {})
        if known.status == "cancelled" and name not in _AFTER_THE_END:
            yield f"{name} of a cancelled meeting"
        if name == "SeatTaken":
            seats[fact.registration_id] = fact.delegation
        if name in ("SeatReleased", "PlaceInQueueGivenUp"):
            seats.pop(fact.registration_id, None)
        if after.capacity is not None and len(seats) > after.capacity:
            yield f"{len(seats)} of {after.capacity} seats are taken after {name}"
        if any(code not in after.quotas for code in seats.values()):
            yield f"somebody holds a seat who is not invited after {name}"
        if name == "AgendaReleased":
            if fact.number != known.number + 1:
                yield f"version {fact.number} follows {known.number}"
            if known.number and fact.note is None:
                yield f"version {fact.number} says nothing of what has changed"
            last = known.versions.get(known.number, [])
            if after.versions[fact.number] == last:
                yield f"version {fact.number} changes nothing"
        if name == "SessionScheduled":
            if fact.session.session_id in ids:
                yield "a session has the ID of another"
            ids.add(fact.session.session_id)
        if name in ("SessionChanged", "SessionDropped"):
            id = (
                fact.session_id if name == "SessionDropped" else fact.session.session_id
            )
            shown = known.last_shown(id)
            if shown is not None and "reason" not in given:
                yield f"{name} of what was released, without a reason"
        if name == "SessionChanged":
            id = fact.session.session_id
            if known.draft[id]["audience"] != fact.session.audience:
                yield "the audience of a session changed"
        if name == "ObjectiveSet":
            if fact.code in codes:
                yield f"the code {fact.code} was given twice"
            codes.add(fact.code)
        if name == "MeetingOpened":
            zone = ZoneInfo(known.details.time_zone)
            if fact.occurred_at.astimezone(zone).date() < known.details.starts_on:
                yield "opened before its first day"
        if name == "MeetingCancelled" and _goes_on(facts, fact.recorded_at):
            yield "a procedure goes on after its meeting was cancelled"
        if name.startswith(("Session", "DetailsChanged", "MeetingPostponed")):
            yield from _impossible(after)


def _goes_on(facts: Sequence[Any], since: datetime) -> bool:
    """Whether any procedure is under way by the last of the facts, but for silences
    that had expired by then.
    """
    under_way = set()
    for fact in facts:
        name = type(fact).__name__
        if name == "ProcedureOpened" and not (
            fact.expires_at and fact.expires_at <= since
        ):
            under_way.add(fact.originator_id)
        if name in ("ProcedureEnded", "DecisionAdopted"):
            under_way.discard(fact.originator_id)
    return bool(under_way)


def _impossible(known: Known) -> Iterator[str]:
    """Sessions of the draft where, or when, none can be."""
    details, seen = known.details, set()
    zone = ZoneInfo(details.time_zone)
    for session in known.draft.values():
        title = session["title"]
        if not details.starts_on <= session["on"] <= details.ends_on:
            yield f"“{title}” is on {session['on']}"
        place = (title.lower(), session["kind"], session["on"], session["starts_at"])
        if place in seen:
            yield f"“{title}” is there twice"
        seen.add(place)
        walls = [session["starts_at"], session["ends_at"]]
        if walls == [None, None]:
            continue
        if None in walls or walls[0].date() != session["on"]:
            yield f"“{title}” has {walls} on {session['on']}"
            continue
        starts, ends = (wall.replace(tzinfo=zone).astimezone(UTC) for wall in walls)
        for wall, moment in zip(walls, (starts, ends), strict=True):
            if moment.astimezone(zone).replace(tzinfo=None) != wall:
                yield f"“{title}” is at {wall}, which does not exist"
        if not timedelta() < ends - starts <= timedelta(hours=24):
            yield f"“{title}” lasts {ends - starts}"
