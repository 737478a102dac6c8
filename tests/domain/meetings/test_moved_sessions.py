"""How sessions follow the days of their meeting: rule D5 of record 0056."""

from datetime import date, datetime

import pytest
from domain.meetings.meeting_histories import (
    REASON,
    RELEASED,
    SCHEDULED,
    changing,
    clock,
    days,
    details_with,
    meeting,
    meeting_after,
    postponing,
    scheduled,
)
from examples import (
    DETAILS,
    MEETING,
    METADATA,
    SESSION,
    header,
    session,
)

from bsm_domain.foundation.errors import (
    InvalidValue,
)
from bsm_domain.meetings.agenda_facts import SessionDropped, SessionScheduled
from bsm_domain.meetings.meeting_facts import (
    DetailsChanged,
)
from bsm_domain.meetings.meeting_state import Agenda

NINE = {"starts_at": clock(12, 9), "ends_at": clock(12, 10, 30)}


@pytest.mark.parametrize(
    ("its_days", "moved_by"),
    [
        (days(13, 14), 1),
        (days(10, 11), -2),
        (days(12, 14), 0),
        (days(11, 13), 0),
        (days(11, 14), 0),
        (days(10, 11, month=5), 28),
    ],
)
def test_sessions_move_with_a_meeting_that_moves_as_a_whole(its_days, moved_by: int):
    moved = session().model_copy(update=NINE).moved_by(moved_by)
    (
        meeting(scheduled(**NINE))
        .when(changing(**its_days))
        .then(
            DetailsChanged(
                **header(4, MEETING),
                details=details_with(**its_days),
                changed=tuple(
                    name
                    for name in ("starts_on", "ends_on")
                    if its_days[name] != getattr(DETAILS, name)
                ),
                sessions_moved_by=moved_by,
                reason=REASON,
            ),
            draft=Agenda({SESSION: moved}),
        )
    )
    assert moved.starts_at is not None
    assert (moved.starts_at.date(), moved.starts_at.hour) == (moved.on, 9)


def test_the_released_agenda_stays_as_it_is_until_the_next_release():
    state = meeting_after(SCHEDULED, RELEASED)
    moved = state.evolve(changing(**days(13, 14))(state))

    assert moved.released == Agenda({SESSION: session()})
    assert moved.draft == Agenda({SESSION: session(date(2016, 4, 13))})


@pytest.mark.parametrize(
    ("on", "its_days"), [(12, days(13, 13)), (13, days(12, 12)), (12, days(13, 15))]
)
def test_a_session_outside_the_days_is_refused_by_its_title(on: int, its_days):
    (
        meeting(scheduled(on=date(2016, 4, on)))
        .when(changing(**its_days))
        .then_refused(InvalidValue, "the session “Opening” does not fit")
    )


def test_a_session_that_was_dropped_is_in_nobodys_way():
    dropped = SessionDropped(**header(1, MEETING), session_id=SESSION)
    changing(**days(13, 13))(meeting_after(SCHEDULED, dropped))


def at_times(starts_at: datetime, ends_at: datetime) -> SessionScheduled:
    return scheduled(on=starts_at.date(), starts_at=starts_at, ends_at=ends_at)


IN_SPRING = days(26, 27, month=3)
IN_AUTUMN = {"starts_on": date(2016, 10, 29), "ends_on": date(2016, 10, 30)}
NEXT_SPRING = {"starts_on": date(2017, 3, 25), "ends_on": date(2017, 3, 26)}
AT_NIGHT = at_times(clock(13, 2, 30), clock(13, 4))
INTO_THE_NIGHT = at_times(clock(12, 23), clock(13, 2, 30))
A_WHOLE_DAY = at_times(clock(12, 9), clock(13, 9))


@pytest.mark.parametrize(
    ("its_session", "decide", "sentence"),
    [
        (AT_NIGHT, changing(**IN_SPRING), "02:30 on 27 Mar 2016 does not exist"),
        (INTO_THE_NIGHT, changing(**IN_SPRING), "02:30 on 27 Mar 2016 does not exist"),
        (AT_NIGHT, postponing(**NEXT_SPRING), "02:30 on 26 Mar 2017 does not exist"),
        # At the same wall times it would last an hour longer.
        (A_WHOLE_DAY, changing(**IN_AUTUMN), "at most 24 hours"),
        (A_WHOLE_DAY, postponing(**IN_AUTUMN), "at most 24 hours"),
    ],
)
def test_what_the_clocks_make_impossible_is_refused_by_its_title(
    its_session: SessionScheduled, decide, sentence: str
):
    (
        meeting(its_session)
        .when(decide)
        .then_refused(InvalidValue, f"the session “Opening” does not fit: .*{sentence}")
    )


@pytest.mark.parametrize(
    ("its_session", "decide"),
    [
        (AT_NIGHT, changing(**IN_AUTUMN)),
        (A_WHOLE_DAY, changing(**IN_SPRING)),
        (A_WHOLE_DAY, postponing(**NEXT_SPRING)),
    ],
)
def test_what_the_clocks_leave_possible_moves(its_session: SessionScheduled, decide):
    state = meeting_after(its_session)
    moved = state.evolve(decide(state)).draft.sessions[SESSION]
    before = its_session.session
    assert moved.starts_at is not None
    assert before.starts_at is not None
    assert moved.starts_at.time() == before.starts_at.time()


def test_in_another_zone_the_times_of_sessions_must_exist():
    """Where clocks change at midnight, there is no midnight on that day."""
    midnight = at_times(clock(27, 0, 0, 3), clock(27, 1, 30, 3))
    in_march = meeting_after().evolve(changing(**IN_SPRING)(meeting_after()))
    state = in_march.evolve(
        midnight.model_copy(update={"originator_version": in_march.version + 1})
    )

    in_beirut = details_with(time_zone="Asia/Beirut", **IN_SPRING)
    with pytest.raises(InvalidValue, match="00:00 on 27 Mar 2016 does not exist in As"):
        state.change_details(METADATA, details=in_beirut, reason=REASON)
    in_vienna = details_with(time_zone="Europe/Vienna", **IN_SPRING)
    fact = state.change_details(METADATA, details=in_vienna, reason=REASON)
    # At the same time of day there.
    assert state.evolve(fact).draft == state.draft


def test_old_sessions_that_do_not_fit_are_nobodys_business_until_the_days_change():
    """Records of earlier releases may have them."""
    outside = scheduled(on=date(2016, 4, 20))
    changing(city="Bonn")(meeting_after(outside))
