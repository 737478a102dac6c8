"""Records that differ in their agendas: in what is for focal points only, and in the
draft. Knows nothing of pytest.
"""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from systems import BERLIN_STARTS, SECRETARIAT

from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_service.meetings.agenda_commands import (
    ChangeSession,
    DropSession,
    NameSpeakers,
    ReleaseAgenda,
    ScheduleSession,
)
from bsm_service.meetings.objective_commands import (
    ListAim,
    MoveObjective,
    RewordObjective,
    WithdrawObjective,
)
from bsm_service.registration.attendance.commands import RecordDeparture
from bsm_service.registration.commands import RecordAttendance
from bsm_service.registration.session_places.commands import TakePlace
from paired_records import SECRET, Part, Teller, named

# A word that only stands in the draft of an agenda.
DRAFTED = "Rehearsal"
_SECOND_DAY = date(2016, 4, 13)


def restricted_agenda(word: str, on: date, *, is_swapped: bool) -> Part:
    """Sessions and objectives for focal points only, which differ by the word and the
    day, and in which is which; and what is for everybody after it.
    """

    def told(teller: Teller) -> None:
        def words(number: int) -> dict[str, Any]:
            return {
                "title": f"{SECRET} {word} {number}",
                "kind": SessionKind.FOCAL_POINTS_ONLY,
                "on": on,
            }

        one, other = (_session(teller, name) for name in ("hidden", "dropped"))
        if is_swapped:
            one, other = other, one
        focal_points = MatterAudience.FOCAL_POINTS
        _ask(teller, ScheduleSession(**one, **words(1), audience=focal_points))
        _ask(teller, ScheduleSession(**other, **words(2), audience=focal_points))
        _ask(teller, ChangeSession(**one, **words(3), room=f"{SECRET} {word}"))
        _ask(teller, NameSpeakers(**one, speakers=f"{SECRET} {word}"))
        _ask(teller, DropSession(**other, reason=f"{SECRET} {word}"))
        # One that focal points have seen.
        seen = _session(teller, "session")
        _ask(teller, ChangeSession(**seen, **words(4), reason=f"{SECRET} {word}"))
        _attend(teller, seen["session_id"], "also_seated" if is_swapped else "seated")
        reworded = {"objective_id": teller.ids["reworded_objective"]}
        for number in range(2):
            text = f"{SECRET} wording {word} {number}"
            teller.do(RewordObjective(**reworded, text=text, reason=text))
        for name in ("reworded_objective", "listed_aim"):
            objective = {"objective_id": teller.ids[name]}
            teller.do(MoveObjective(**objective, session_id=one["session_id"]))
        withdrawn = {"objective_id": teller.ids["withdrawn_objective"]}
        teller.do(WithdrawObjective(**withdrawn, reason=f"{SECRET} {word}"))
        agenda_for_all(teller)

    return told


def _attend(teller: Teller, session: UUID, who: str) -> None:
    """One of two who are at the meeting takes a place, comes and leaves; of the other
    there is nothing.
    """
    at = {"registration_id": teller.ids[who], "session_id": session}
    steps = (TakePlace(**at), RecordAttendance(**at), RecordDeparture(**at))
    for step in steps:
        _ask(teller, step)


def agenda_for_all(teller: Teller) -> None:
    """An aim is listed and reworded, and the agenda released twice."""
    reworded = {"objective_id": teller.ids["reworded_objective"]}
    teller.do(ListAim(**reworded))
    teller.do(RewordObjective(**reworded, text="Share rosters.", reason="Shorter."))
    meeting = teller.ids["meeting_id"]
    session = _session(teller, "later session")
    plain = {"on": _SECOND_DAY, "kind": SessionKind.PLENARY}
    _ask(teller, ScheduleSession(**session, **plain, title="Closing"))
    _ask(teller, ReleaseAgenda(meeting_id=meeting, note="The closing was added."))
    change = ChangeSession(**session, **plain, title="End", reason="Shorter.")
    _ask(teller, change)
    _ask(teller, NameSpeakers(**session, speakers="The Chair"))
    _ask(teller, ReleaseAgenda(meeting_id=meeting, note="It has another title."))


def draft_of(day: date, hour: int, kind: SessionKind) -> Part:
    """A draft with sessions on that day, of that kind; facts of one kind follow each
    other in the same order, whatever the day.
    """

    def draft(teller: Teller) -> None:
        def planned(number: int, **further: Any) -> dict[str, Any]:
            starts_at = datetime.combine(day, time(hour + number))
            return {
                "title": f"{DRAFTED} {number} of {kind}",
                "kind": kind,
                "starts_at": starts_at,
                "ends_at": datetime.combine(day, time(hour + number + 1)),
                "room": f"{DRAFTED} hall {hour}",
                "description": DRAFTED * hour,
                **further,
            }

        first, second = (_session(teller, name) for name in ("planned", "other"))
        _ask(teller, ScheduleSession(**first, **planned(1)))
        _ask(teller, ScheduleSession(**second, **planned(2)))
        one, other = (first, second) if hour > 12 else (second, first)
        _ask(teller, ChangeSession(**one, **planned(3, order=hour)))
        _ask(teller, NameSpeakers(**one, speakers=f"{DRAFTED} {hour}"))
        _ask(teller, DropSession(**other, reason=f"{DRAFTED} {hour}"))
        opening = _session(teller, "opening")
        _ask(teller, ChangeSession(**opening, **planned(4), reason=DRAFTED * hour))
        _ask(teller, NameSpeakers(**opening, speakers=f"{DRAFTED} {hour}"))
        # From the agenda that everybody sees to one session of the draft, or the other.
        for name in ("objective_id", "listed_aim"):
            of = {"objective_id": teller.ids[name]}
            teller.do(MoveObjective(**of, session_id=opening["session_id"]))
            teller.do(MoveObjective(**of, session_id=one["session_id"]))

    return draft


# To be told of the two records of a pair.
RESTRICTED_AGENDAS = (
    restricted_agenda("routes", BERLIN_STARTS, is_swapped=False),
    restricted_agenda("names", _SECOND_DAY, is_swapped=True),
)
MORNING = draft_of(BERLIN_STARTS, 8, SessionKind.PLENARY)
AFTERNOON = draft_of(_SECOND_DAY, 14, SessionKind.SIDE_EVENT)


def _session(teller: Teller, name: str) -> dict[str, Any]:
    return {"meeting_id": teller.ids["meeting_id"], "session_id": named(name)}


def _ask(teller: Teller, command: Any) -> None:
    teller.do(command, SECRETARIAT)
