"""Sessions in the meeting's local time: overlaps, what is next, and their rows."""

from dataclasses import replace
from datetime import date, datetime

from agenda_examples import at
from meeting_examples import MEETING, SESSION

from bsm_projections.meetings.agenda import MeetingSession
from dashboard.meetings.agenda.session_times import (
    next_sessions,
    now_and_next,
    overlapping,
)
from dashboard.meetings.agenda.timeline_figure import agenda_rows


def test_sessions_are_drawn_in_rows_that_do_not_overlap():
    def timed(id: str, start: str, end: str, room: str | None) -> MeetingSession:
        wall = "2027-04-12T{}".format
        return replace(
            SESSION, id=id, starts_at=wall(start), ends_at=wall(end), room=room
        )

    one, two = timed("1", "09:00", "10:30", "A"), timed("2", "10:00", "11:00", "A")
    three, four = timed("3", "10:30", "12:00", "A"), timed("4", "09:00", "10:00", None)

    rows = agenda_rows([one, two, three, four, SESSION])

    assert rows == [
        ("12 Apr", [four]),
        ("12 Apr<br>A", [one, three]),
        ("12 Apr<br>A", [two]),
    ]


def test_sessions_that_follow_each_other_do_not_overlap():
    def timed(id: str, start: str, end: str) -> MeetingSession:
        wall = "2027-04-12T{}".format
        return replace(SESSION, id=id, starts_at=wall(start), ends_at=wall(end))

    first, second = timed("1", "09:00", "10:00"), timed("2", "10:00", "11:00")
    within = timed("3", "09:30", "09:45")

    assert overlapping(first, [first, second, within, SESSION]) == (within,)
    assert overlapping(second, [first, second, within, SESSION]) == ()


def test_what_comes_next_leaves_out_what_has_ended():
    def timed(id: str, day: int, start: str, end: str) -> MeetingSession:
        wall = f"2027-04-{day}T{{}}".format
        return replace(
            SESSION,
            id=id,
            on=date(2027, 4, day),
            starts_at=wall(start),
            ends_at=wall(end),
        )

    first, second = timed("1", 12, "09:00", "10:00"), timed("2", 12, "10:00", "11:00")
    third = timed("3", 13, "09:00", "10:00")
    agenda = [first, second, SESSION, third]

    def following(now: datetime, status: str = "in session") -> list[str]:
        meeting = replace(MEETING, status=status)
        return [each.id for each in next_sessions(meeting, agenda, now, 2)]

    assert following(at(9, 59)) == ["1", "2"]
    assert following(at(10)) == ["2", "s"]
    assert following(at(23)) == ["s", "3"]
    assert following(at(10, day=1)) == []
    assert following(at(9), "cancelled") == []
    assert now_and_next(MEETING, agenda, at(9)) is not None
    for status in ("cancelled", "postponed", "concluded"):
        assert now_and_next(replace(MEETING, status=status), agenda, at(9)) is None
