"""The draft of an agenda and its releases: rules S1 to S7 and A1 of record 0056."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from domain.meetings.meeting_histories import (
    ANOTHER,
    OPENED,
    REASON,
    RELEASED,
    SCHEDULED,
    clock,
    days,
    details_with,
    meeting,
    meeting_after,
    planned,
)
from examples import MEETING, METADATA, SESSION, header, session
from pydantic import ValidationError

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
    NotFound,
    ReasonRequired,
)
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import AgendaSession, SessionKind
from bsm_domain.meetings.agenda_decisions import MOST_SESSIONS
from bsm_domain.meetings.agenda_facts import (
    AgendaReleased,
    SessionChanged,
    SessionDropped,
    SessionScheduled,
    SpeakersNamed,
)
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    DetailsChanged,
    MeetingAnnounced,
    RollLine,
)
from bsm_domain.meetings.meeting_state import Agenda

DROPPED = SessionDropped(**header(4, MEETING), session_id=SESSION, reason=REASON)
MAPS = planned(session_id=ANOTHER, title="Maps")
ON_THE_AGENDA = SessionScheduled(**header(2, MEETING), session=AgendaSession(**MAPS))
SPEAKERS = plain_text("Eva Beispiel")


def changed_to(**changes: Any) -> dict[str, Any]:
    """All that the session is from now on."""
    asked = planned(**changes)
    del asked["audience"]
    return asked


def timed(starts_at: datetime | None, ends_at: datetime | None) -> dict[str, Any]:
    on = None if starts_at else planned()["on"]
    return planned(on=on, starts_at=starts_at, ends_at=ends_at)


# S1: times


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "field"),
    [(clock(12, 9), None, "ends_at"), (None, clock(12, 9), "starts_at")],
)
def test_a_session_has_both_times_or_neither(starts_at, ends_at, field: str):
    with pytest.raises(InvalidValue) as refused:
        meeting_after().schedule(METADATA, **timed(starts_at, ends_at))
    assert refused.value.field_errors[0].field == field


@pytest.mark.parametrize(
    ("ends_at", "sentence"),
    [
        (clock(12, 9), "the session ends at 09:00 on 12 Apr 2016, but starts at 09:00"),
        (clock(12, 8, 59), "enter a later end"),
        (clock(13, 9, 1), "a session lasts at most 24 hours"),
        (clock(13, 10), "a session lasts at most 24 hours"),
    ],
)
def test_a_session_ends_after_it_starts_within_24_hours(ends_at, sentence: str):
    (
        meeting()
        .when(lambda it: it.schedule(METADATA, **timed(clock(12, 9), ends_at)))
        .then_refused(InvalidValue, sentence)
    )


@pytest.mark.parametrize("ends_at", [clock(12, 9, 1), clock(13, 9)])
def test_a_session_lasts_from_a_minute_to_24_hours(ends_at):
    fact = meeting_after().schedule(METADATA, **timed(clock(12, 9), ends_at))
    assert fact.session.ends_at == ends_at


def test_times_are_in_minutes_and_without_an_offset():
    for wrong in ("2016-04-12T09:00:01", "2016-04-12T09:00:00.5", "2016-04-12T09:00Z"):
        with pytest.raises(ValidationError):
            AgendaSession.model_validate(planned(starts_at=wrong))


# The clocks: in Berlin 02:00 was 03:00 on 27 March, and 03:00 was 02:00 on 30 October.

SPRING, AUTUMN = (
    days(26, 28, month=3),
    {
        "starts_on": days(29, 31, month=10)["starts_on"],
        "ends_on": days(29, 31, month=10)["ends_on"],
    },
)


def meeting_on(time_zone: str = "Europe/Berlin", **its_days: Any) -> Meeting:
    details = details_with(time_zone=time_zone, **its_days)
    return Meeting.begin(MeetingAnnounced(**header(1, MEETING), details=details))


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "field"),
    [
        (clock(27, 2, 0, 3), clock(27, 4, 0, 3), "starts_at"),
        (clock(27, 2, 59, 3), clock(27, 4, 0, 3), "starts_at"),
        (clock(27, 1, 0, 3), clock(27, 2, 30, 3), "ends_at"),
    ],
)
def test_a_time_that_the_clocks_skip_does_not_exist(starts_at, ends_at, field: str):
    with pytest.raises(InvalidValue, match="the clocks skip it") as refused:
        meeting_on(**SPRING).schedule(METADATA, **timed(starts_at, ends_at))
    assert refused.value.field_errors[0].field == field


@pytest.mark.parametrize(
    ("its_days", "starts_at", "ends_at", "sentence"),
    [
        # 23 hours pass between two mornings in spring, 25 in autumn.
        (SPRING, clock(26, 9, 0, 3), clock(27, 10, 0, 3), None),
        (SPRING, clock(26, 9, 0, 3), clock(27, 10, 1, 3), "at most 24 hours"),
        (AUTUMN, clock(29, 9, 0, 10), clock(30, 8, 0, 10), None),
        (AUTUMN, clock(29, 9, 0, 10), clock(30, 8, 1, 10), "at most 24 hours"),
        (AUTUMN, clock(29, 9, 0, 10), clock(30, 9, 0, 10), "at most 24 hours"),
        # A minute to the clock, and no time at all.
        (SPRING, clock(27, 1, 59, 3), clock(27, 3, 0, 3), None),
        # Of the hour that comes twice, the first is meant.
        (AUTUMN, clock(30, 2, 30, 10), clock(30, 2, 31, 10), None),
        (AUTUMN, clock(30, 2, 30, 10), clock(30, 2, 30, 10), "enter a later end"),
        (AUTUMN, clock(30, 2, 0, 10), clock(31, 1, 0, 10), None),
        (AUTUMN, clock(30, 2, 0, 10), clock(31, 1, 1, 10), "at most 24 hours"),
    ],
)
def test_over_a_change_of_the_clocks_the_time_that_passes_counts(
    its_days, starts_at, ends_at, sentence: str | None
):
    def schedule() -> SessionScheduled:
        return meeting_on(**its_days).schedule(METADATA, **timed(starts_at, ends_at))

    if sentence is None:
        assert schedule().session.starts_at == starts_at
    else:
        with pytest.raises(InvalidValue, match=sentence):
            schedule()


def test_the_clocks_are_those_of_the_meeting():
    skipped_in_berlin = timed(clock(27, 2, 30, 3), clock(27, 4, 0, 3))

    fact = meeting_on("America/New_York", **SPRING).schedule(
        METADATA, **skipped_in_berlin
    )

    assert fact.session.starts_at == clock(27, 2, 30, 3)


# S2: the day


def test_a_session_belongs_to_the_day_on_which_it_begins():
    over_midnight = timed(clock(12, 22), clock(13, 1))
    assert meeting_after().schedule(METADATA, **over_midnight).session.on == (
        clock(12, 22).date()
    )


def test_the_last_session_may_end_after_the_last_day():
    late = timed(clock(13, 22), clock(14, 1))
    assert meeting_after().schedule(METADATA, **late).session.on == clock(13, 0).date()


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (timed(clock(11, 23), clock(12, 9)), "11 Apr 2016 is outside the meeting"),
        (timed(clock(14, 0), clock(14, 1)), "14 Apr 2016 is outside the meeting"),
        (planned(on=None), "enter the day of the session"),
        (
            planned(starts_at=clock(13, 9), ends_at=clock(13, 10)),
            "the session starts on another day",
        ),
    ],
)
def test_the_day_is_one_of_the_meeting_and_that_of_the_start(asked, sentence: str):
    (
        meeting()
        .when(lambda it: it.schedule(METADATA, **asked))
        .then_refused(InvalidValue, sentence)
    )


# S3: the same session twice


@pytest.mark.parametrize("title", ["Opening", "OPENING"])
def test_no_two_sessions_have_the_same_title_kind_day_and_start(title: str):
    (
        meeting(SCHEDULED)
        .when(
            lambda it: it.schedule(METADATA, **planned(session_id=ANOTHER, title=title))
        )
        .then_refused(AlreadyExists, "is already on the agenda at this time")
    )


def test_nor_by_a_change():
    (
        meeting(SCHEDULED, ON_THE_AGENDA)
        .when(lambda it: it.change_session(METADATA, **changed_to(session_id=ANOTHER)))
        .then_refused(AlreadyExists, "“Opening” is already on the agenda at this time")
    )


@pytest.mark.parametrize(
    "differing",
    [
        {"title": "Closing"},
        {"kind": SessionKind.SIDE_EVENT},
        {"on": clock(13, 0).date()},
        # S4: at the same time as the other, which has no time.
        {"starts_at": clock(12, 0), "ends_at": clock(12, 1)},
    ],
)
def test_what_differs_is_another_session(differing: dict[str, Any]):
    meeting_after(SCHEDULED).schedule(
        METADATA, **planned(session_id=ANOTHER, **differing)
    )


def test_a_session_that_was_dropped_can_be_added_again():
    state = meeting_after(SCHEDULED, DROPPED)
    assert state.schedule(METADATA, **planned(session_id=ANOTHER))


def test_sessions_that_overlap_are_not_refused():
    """S4"""
    nine = {"starts_at": clock(12, 9), "ends_at": clock(12, 11)}
    first = SessionScheduled(
        **header(2, MEETING), session=AgendaSession(**planned(**nine))
    )
    overlapping = planned(session_id=ANOTHER, title="Maps", **nine)
    assert meeting_after(first).schedule(METADATA, **overlapping)


# Changes


def test_a_change_says_all_that_the_session_is_and_what_differs():
    room = session().model_copy(update={"room": "Saal 1", "title": "Welcome"})
    (
        meeting(SCHEDULED)
        .when(
            lambda it: it.change_session(
                METADATA, **changed_to(room="Saal 1", title="Welcome")
            )
        )
        .then(
            SessionChanged(
                **header(4, MEETING), session=room, changed=("title", "room")
            ),
            draft=Agenda({SESSION: room}),
            released=Agenda(),
        )
    )


def test_a_change_changes_something():
    (
        meeting(SCHEDULED)
        .when(lambda it: it.change_session(METADATA, **changed_to()))
        .then_refused(InvalidValue, "“Opening” already has these details")
    )


def test_speakers_are_named_and_named_no_more():
    named = SpeakersNamed(**header(4, MEETING), session_id=SESSION, speakers=SPEAKERS)
    nobody = SpeakersNamed(**header(5, MEETING), session_id=SESSION)
    (
        meeting(SCHEDULED)
        .when(
            lambda it: it.name_speakers(METADATA, session_id=SESSION, speakers=SPEAKERS)
        )
        .then(named, draft=Agenda({SESSION: session()}, {SESSION: 4}))
    )
    (
        meeting(SCHEDULED, named)
        .when(lambda it: it.name_speakers(METADATA, session_id=SESSION))
        .then(nobody, draft=Agenda({SESSION: session()}))
    )
    (
        meeting(SCHEDULED)
        .when(lambda it: it.name_speakers(METADATA, session_id=SESSION))
        .then_refused(InvalidValue, "“Opening” has no speakers; enter at least one")
    )


# S5: reasons; what was dropped

DECISIONS = {
    "change": lambda it, reason=None: it.change_session(
        METADATA, **changed_to(room="Saal 1"), reason=reason
    ),
    "drop": lambda it, reason=None: it.drop_session(
        METADATA, session_id=SESSION, reason=reason
    ),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_what_was_released_is_changed_or_dropped_for_a_reason(decision: str):
    decide = DECISIONS[decision]
    out = (
        (SCHEDULED, RELEASED),
        # By a record of a release up to 0.6.
        (SCHEDULED.model_copy(update={"released": True}),),
        (SCHEDULED, RELEASED, OPENED),
    )
    for history in out:
        meeting(*history).when(decide).then_refused(
            ReasonRequired, "“Opening” is on the agenda that everybody sees; enter why"
        )
        assert decide(meeting_after(*history), REASON).reason == REASON
    assert decide(meeting_after(SCHEDULED)).reason is None


def test_what_was_added_after_the_release_needs_no_reason():
    state = meeting_after(SCHEDULED, RELEASED, ON_THE_AGENDA)
    assert state.drop_session(METADATA, session_id=ANOTHER).reason is None


@pytest.mark.parametrize(
    "decide",
    [
        *DECISIONS.values(),
        lambda it: it.name_speakers(METADATA, session_id=SESSION, speakers=SPEAKERS),
        lambda it: it.must_have_session(SESSION),
    ],
)
@pytest.mark.parametrize("history", [(SCHEDULED, DROPPED), ()])
def test_a_session_that_was_dropped_takes_no_more_changes(
    history: tuple[DomainEvent, ...], decide
):
    meeting(*history).when(decide).then_refused(NotFound, "has no session")


# S6: for whom a session is


@pytest.mark.parametrize("audience", MatterAudience)
def test_the_audience_of_a_session_never_changes(audience: MatterAudience):
    restricted = session().model_copy(update={"audience": audience})
    scheduled = SessionScheduled(**header(2, MEETING), session=restricted)

    fact = meeting_after(scheduled).change_session(METADATA, **changed_to(room="Saal"))

    assert fact.session.audience is audience
    assert fact.changed == ("room",)


# A1: releases


def test_a_release_shows_the_draft_under_the_next_number():
    (
        meeting(SCHEDULED)
        .when(lambda it: it.release_agenda(METADATA))
        .then(
            AgendaReleased(**header(4, MEETING), number=1),
            released=Agenda({SESSION: session()}),
            releases=1,
        )
    )
    state = meeting_after(SCHEDULED, RELEASED, ON_THE_AGENDA)
    assert state.release_agenda(METADATA, note="Maps").number == 2


@pytest.mark.parametrize(
    ("history", "sentence"),
    [
        ((), "the agenda has no changes to release"),
        ((SCHEDULED, DROPPED), "the agenda has no changes to release"),
        ((SCHEDULED, RELEASED), "not changed since version 1 was released"),
        (
            (SCHEDULED.model_copy(update={"released": True}),),
            "the agenda has no changes to release",
        ),
    ],
)
def test_a_release_needs_a_change(history: tuple[DomainEvent, ...], sentence: str):
    (
        meeting(*history)
        .when(lambda it: it.release_agenda(METADATA, note="The same"))
        .then_refused(InvalidTransition, sentence)
    )


def test_a_change_that_was_taken_back_is_none():
    there = session().model_copy(update={"room": "Saal 1"})
    to = SessionChanged(**header(4, MEETING), session=there, changed=("room",))
    back = SessionChanged(**header(5, MEETING), session=session(), changed=("room",))

    meeting_after(SCHEDULED, RELEASED, to).release_agenda(METADATA, note="A room")
    with pytest.raises(InvalidTransition):
        meeting_after(SCHEDULED, RELEASED, to, back).release_agenda(
            METADATA, note="None"
        )


def test_speakers_are_released_like_all_else():
    named = SpeakersNamed(**header(4, MEETING), session_id=SESSION, speakers=SPEAKERS)
    state = meeting_after(SCHEDULED, RELEASED, named)
    assert state.release_agenda(METADATA, note="Speakers").number == 2


def test_a_move_of_the_meeting_is_a_change_of_its_agenda():
    moved = DetailsChanged(
        **header(4, MEETING),
        details=details_with(**days(13, 14)),
        changed=("starts_on", "ends_on"),
        sessions_moved_by=1,
        reason=REASON,
    )
    state = meeting_after(SCHEDULED, RELEASED, moved)
    assert state.released == Agenda({SESSION: session()})
    assert state.release_agenda(METADATA, note="A day later").number == 2


@pytest.mark.parametrize(
    "history",
    [
        (SCHEDULED, RELEASED, ON_THE_AGENDA),
        (SCHEDULED, RELEASED, DROPPED),
        # Everybody saw it before there were versions.
        (SCHEDULED.model_copy(update={"released": True}), ON_THE_AGENDA),
        # The version before had no sessions.
        (
            SCHEDULED,
            RELEASED,
            DROPPED,
            RELEASED.model_copy(update={"number": 2}),
            ON_THE_AGENDA,
        ),
    ],
)
def test_from_the_second_release_on_a_note_says_what_has_changed(
    history: tuple[DomainEvent, ...],
):
    (
        meeting(*history)
        .when(lambda it: it.release_agenda(METADATA))
        .then_refused(InvalidValue, "enter what has changed")
    )
    assert meeting_after(*history).release_agenda(METADATA, note="See above.")


def test_an_id_is_given_once_also_after_its_session_was_dropped():
    """S6: or its audience could change."""
    (
        meeting(SCHEDULED, DROPPED)
        .when(lambda it: it.schedule(METADATA, **planned()))
        .then_refused(InvalidValue, "was dropped; add the session under another")
    )


def test_the_roll_is_called_of_a_session_that_everybody_knows():
    """S7"""

    def call_roll(state: Meeting) -> DomainEvent:
        lines = [RollLine(delegation=code, present=True) for code in ("AT", "IT")]
        return state.call_roll(METADATA, session_id=SESSION, lines=lines)

    (
        meeting(SCHEDULED, OPENED)
        .when(call_roll)
        .then_refused(InvalidTransition, "is only in the draft of the agenda; release")
    )
    assert call_roll(meeting_after(SCHEDULED, RELEASED, OPENED))


# S8: how many


def test_a_meeting_has_a_limited_number_of_sessions_with_those_that_were_dropped():
    facts = [
        SessionScheduled(
            **header(number + 2, MEETING),
            session=AgendaSession(
                **planned(session_id=UUID(int=10_000 + number), title=f"{number}")
            ),
        )
        for number in range(MOST_SESSIONS - 1)
    ]
    full = header(MOST_SESSIONS + 1, MEETING)
    dropped = SessionDropped(**full, session_id=UUID(int=10_000))
    fits = meeting_after(*facts, dropped).schedule(METADATA, **MAPS)
    with pytest.raises(InvalidTransition, match="at most 500 sessions"):
        meeting_after(*facts, dropped, fits).schedule(METADATA, **planned())
