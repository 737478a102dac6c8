"""How a meeting changes: rules D1 to D6 and C2 to C5 of record 0056."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from domain.meetings.meeting_histories import (
    CONCLUDED,
    FIRST_MORNING,
    OPENED,
    POSTPONED,
    REASON,
    RELEASED,
    SCHEDULED,
    at,
    clock,
    days,
    details_with,
    meeting,
    meeting_after,
    planned,
)
from examples import (
    DETAILS,
    INVITED,
    MEETING,
    METADATA,
    REGISTRATION_CLOSED,
    REGISTRATION_OPENED,
    SESSION,
    TOTAL,
    header,
    session,
)

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
    NotInvited,
    TooEarly,
)
from bsm_domain.meetings.agenda import AgendaSession
from bsm_domain.meetings.agenda_facts import SessionDropped, SessionScheduled
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    AttendanceCorrected,
    CapacityChanged,
    DetailsChanged,
    InvitationWithdrawn,
    MeetingCancelled,
    MeetingConcluded,
    MeetingPostponed,
    MeetingStatus,
    RegistrationReopened,
    RollCalled,
)
from bsm_domain.meetings.meeting_state import Agenda


def changing(**changes: Any):
    """Asks for other details."""
    return lambda it: it.change_details(
        METADATA, details=details_with(**changes), reason=REASON
    )


def postponing(**to: Any):
    return lambda it: it.postpone(METADATA, **to, reason=REASON)


def scheduled(**changes: Any) -> SessionScheduled:
    return SessionScheduled(
        **header(2, MEETING), session=AgendaSession(**planned(**changes))
    )


# D1


def test_a_change_says_all_details_and_what_differs():
    details = details_with(title="Annual Meeting", city="Potsdam")
    (
        meeting()
        .when(changing(title="Annual Meeting", city="Potsdam"))
        .then(
            DetailsChanged(
                **header(3, MEETING),
                details=details,
                changed=("title", "city"),
                sessions_moved_by=0,
                reason=REASON,
            ),
            details=details,
            status=MeetingStatus.ANNOUNCED,
        )
    )


def test_something_must_change():
    meeting().when(changing()).then_refused(InvalidValue, "nothing would change")


# D2

LATER = details_with(edition=12, **days(1, 2, month=6))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"edition": 12}, "edition 12 of “Annual Meeting” is already on record"),
        ({"edition": 12, "series": "ANNUAL MEETING"}, "enter edition 13"),
    ],
)
def test_an_edition_is_that_of_one_meeting_also_by_a_change(changes, sentence: str):
    with pytest.raises(AlreadyExists, match=sentence):
        meeting_after().change_details(
            METADATA, details=details_with(**changes), reason=REASON, on_record=[LATER]
        )


@pytest.mark.parametrize("changes", [{"edition": 11}, {"edition": None}])
def test_another_edition_is_taken(changes: dict[str, Any]):
    meeting_after().change_details(
        METADATA, details=details_with(**changes), reason=REASON, on_record=[LATER]
    )


def test_who_keeps_the_edition_changes_the_rest():
    """Records of earlier releases may have an edition twice."""
    meeting_after().change_details(
        METADATA, details=details_with(city="Bonn"), reason=REASON, on_record=[DETAILS]
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"time_zone": "Europe/Bielefeld"}, "is not a time zone"),
        ({"starts_on": date(1899, 1, 1)}, "is not a possible date of a meeting"),
        ({"ends_on": date(3000, 1, 1)}, "is not a possible date of a meeting"),
    ],
)
def test_details_that_no_meeting_has_are_refused(changes, sentence: str):
    meeting().when(changing(**changes)).then_refused(InvalidValue, sentence)


# D3

ROLL = RollCalled(
    **header(1, MEETING, at(datetime(2016, 4, 13, 9, tzinfo=UTC))),
    lines=(),
    quorum_states=2,
    present=0,
)
HELD = (REGISTRATION_OPENED, REGISTRATION_CLOSED, OPENED, ROLL, CONCLUDED)


@pytest.mark.parametrize(
    ("history", "its_days", "sentence"),
    [
        (HELD[:3], days(13, 14), "in session on 12 Apr 2016; it cannot start on 13"),
        (HELD[:4], days(12, 12), "in session on 13 Apr 2016; it cannot end on 12 Apr"),
        (HELD[:3], days(10, 11), "in session on 12 Apr 2016; it cannot end on 11 Apr"),
        (HELD, days(12, 12), "in session on 13 Apr 2016; it cannot end on 12 Apr"),
    ],
)
def test_the_days_of_a_meeting_are_those_on_which_it_was_held(
    history: tuple[DomainEvent, ...], its_days, sentence: str
):
    meeting(*history).when(changing(**its_days)).then_refused(InvalidValue, sentence)


@pytest.mark.parametrize(
    ("history", "its_days"),
    [
        (HELD[:3], days(11, 12)),
        (HELD[:4], days(12, 14)),
        (HELD, days(10, 20)),
        (HELD[:2], days(1, 2)),
    ],
)
def test_other_days_are_taken(history: tuple[DomainEvent, ...], its_days):
    changing(**its_days)(meeting_after(*history))


def test_days_of_the_meeting_are_those_of_its_place():
    """At half past eight in the evening of Berlin, it is the next day in Tokyo."""
    evening = datetime(2016, 4, 13, 18, 30, tzinfo=UTC)
    concluded = MeetingConcluded(**header(1, MEETING, at(evening)))
    (
        meeting(*HELD[:3], concluded)
        .when(changing(time_zone="Asia/Tokyo"))
        .then_refused(InvalidValue, "in session on 14 Apr 2016; it cannot end on 13")
    )


def test_what_was_concluded_late_changes_all_but_its_days():
    late = MeetingConcluded(
        **header(1, MEETING, at(datetime(2016, 4, 20, 9, tzinfo=UTC)))
    )
    state = meeting_after(*HELD[:3], late)

    changing(title="Annual Meeting", city="Potsdam")(state)
    with pytest.raises(InvalidValue, match="in session on 20 Apr 2016"):
        changing(**days(12, 14))(state)


# D4


def test_days_of_a_postponed_meeting_are_set_by_postponing_it():
    (
        meeting(POSTPONED)
        .when(changing(**days(10, 11, month=5)))
        .then_refused(InvalidTransition, "postpone it to its new days instead")
    )
    changing(city="Bonn")(meeting_after(POSTPONED))


# D5: sessions and days

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


# D6


@pytest.mark.parametrize("history", [(), (POSTPONED,)])
@pytest.mark.parametrize(
    ("its_days", "sentence"),
    [
        (days(12, 13), "12 Apr 2016 is not later than 12 Apr 2016"),
        (days(11, 12), "11 Apr 2016 is not later than 12 Apr 2016"),
        (days(14, 13), "the meeting would end on 13 Apr 2016, before it starts on 14"),
        ({"starts_on": date(2016, 5, 1)}, "enter both the first and the last day"),
        ({"ends_on": date(2016, 5, 1)}, "enter both the first and the last day"),
        (
            {"starts_on": date(3000, 1, 1), "ends_on": date(3000, 1, 2)},
            "is not a possible date of a meeting",
        ),
    ],
)
def test_a_meeting_is_postponed_to_later_days(
    history: tuple[DomainEvent, ...], its_days, sentence: str
):
    meeting(*history).when(postponing(**its_days)).then_refused(InvalidValue, sentence)


def test_sessions_move_along_when_a_meeting_is_postponed_to_other_days():
    (
        meeting(SCHEDULED, RELEASED)
        .when(postponing(**days(10, 11, month=5)))
        .then(
            MeetingPostponed(
                **header(5, MEETING),
                **days(10, 11, month=5),
                sessions_moved_by=28,
                reason=REASON,
            ),
            status=MeetingStatus.ANNOUNCED,
            details=details_with(**days(10, 11, month=5)),
            draft=Agenda({SESSION: session(date(2016, 5, 10))}),
            released=Agenda({SESSION: session()}),
        )
    )


def test_sessions_stay_while_a_meeting_is_postponed_until_further_notice():
    (
        meeting(SCHEDULED)
        .when(postponing())
        .then(
            MeetingPostponed(**header(4, MEETING), sessions_moved_by=0, reason=REASON),
            status=MeetingStatus.POSTPONED,
            details=DETAILS,
            draft=Agenda({SESSION: session()}),
        )
    )


def test_a_postponed_meeting_is_not_postponed_without_days_again():
    (
        meeting(POSTPONED)
        .when(postponing())
        .then_refused(InvalidTransition, "already postponed; enter its days")
    )


def test_a_shorter_meeting_is_postponed_where_its_sessions_fit():
    on_the_second_day = scheduled(on=date(2016, 4, 13))
    (
        meeting(on_the_second_day)
        .when(postponing(**days(10, 10, month=5)))
        .then_refused(InvalidValue, "“Opening” does not fit: 11 May 2016 is outside")
    )


# What ends


def test_a_meeting_is_cancelled_for_a_reason_and_keeps_what_it_was():
    (
        meeting(SCHEDULED, RELEASED)
        .when(lambda it: it.cancel(METADATA, reason=REASON))
        .then(
            MeetingCancelled(**header(5, MEETING), reason=REASON),
            status=MeetingStatus.CANCELLED,
            draft=Agenda({SESSION: session()}),
            released=Agenda({SESSION: session()}),
            quotas={"AT": 2, "IT": 1},
        )
    )


def test_registration_is_reopened_with_the_seats_that_there_are():
    (
        meeting(REGISTRATION_OPENED, REGISTRATION_CLOSED)
        .when(lambda it: it.reopen_registration(METADATA, reason=REASON))
        .then(
            RegistrationReopened(**header(5, MEETING), reason=REASON),
            status=MeetingStatus.REGISTRATION_OPEN,
            capacity=100,
        )
    )


# C2


@pytest.mark.parametrize(
    ("seats", "sentence"),
    [
        (1, "AT holds or waits for 1 seat; withdraw this registration first"),
        (2, "AT holds or waits for 2 seats; withdraw these registrations first"),
    ],
)
def test_an_invitation_stays_while_somebody_holds_a_seat(seats: int, sentence: str):
    (
        meeting()
        .when(
            lambda it: it.withdraw_invitation(
                METADATA, delegation="AT", reason=REASON, seats=seats
            )
        )
        .then_refused(InvalidTransition, sentence)
    )


def test_whose_invitation_was_withdrawn_finds_no_seat_and_can_be_invited_again():
    withdrawn = InvitationWithdrawn(
        **header(4, MEETING), delegation="AT", reason=REASON
    )
    (
        meeting(REGISTRATION_OPENED)
        .when(
            lambda it: it.withdraw_invitation(METADATA, delegation="AT", reason=REASON)
        )
        .then(withdrawn, quotas={"IT": 1})
    )
    state = meeting_after(REGISTRATION_OPENED, withdrawn)
    with pytest.raises(NotInvited):
        state.must_accept_nominations("AT")
    with pytest.raises(NotInvited):
        state.withdraw_invitation(METADATA, delegation="AT", reason=REASON)
    assert state.invite(METADATA, INVITED.delegations[:1])


# C3


@pytest.mark.parametrize(
    ("capacity", "sentence"),
    [
        (50, "57 seats are taken; the capacity cannot be 50"),
        (0, "a meeting with registration needs at least 1 seat"),
        (100, "the meeting already has 100 seats; enter another number"),
    ],
)
def test_a_capacity_is_another_and_not_below_the_seats_that_are_taken(
    capacity: int, sentence: str
):
    (
        meeting(REGISTRATION_OPENED)
        .when(
            lambda it: it.change_capacity(
                METADATA, capacity=capacity, reason=REASON, taken=57
            )
        )
        .then_refused(InvalidValue, sentence)
    )


@pytest.mark.parametrize(("capacity", "taken"), [(57, 57), (1, 0), (1, 1), (101, 100)])
def test_a_capacity_changes_for_a_reason(capacity: int, taken: int):
    (
        meeting(REGISTRATION_OPENED)
        .when(
            lambda it: it.change_capacity(
                METADATA, capacity=capacity, reason=REASON, taken=taken
            )
        )
        .then(
            CapacityChanged(
                **header(4, MEETING), capacity=capacity, before=100, reason=REASON
            ),
            capacity=capacity,
        )
    )


# C4


def test_a_total_is_stated_once_and_then_corrected():
    state = meeting_after(OPENED)
    stated = state.evolve(state.state_attendance(METADATA, TOTAL))

    with pytest.raises(InvalidTransition, match="correct it instead"):
        stated.state_attendance(METADATA, TOTAL)
    corrected = stated.correct_attendance(METADATA, total=TOTAL, reason=REASON)
    assert type(corrected) is AttendanceCorrected
    assert stated.evolve(corrected).correct_attendance(
        METADATA, total=TOTAL, reason=REASON
    )
    with pytest.raises(InvalidTransition, match="no attendance is stated yet"):
        state.correct_attendance(METADATA, total=TOTAL, reason=REASON)


# C5


@pytest.mark.parametrize(
    ("moment", "is_early"),
    [
        # Midnight in Berlin is at 22:00 UTC.
        (datetime(2016, 4, 11, 21, 59, tzinfo=UTC), True),
        (datetime(2016, 4, 11, 22, 0, tzinfo=UTC), False),
        (datetime(2016, 4, 20, 9, 0, tzinfo=UTC), False),
    ],
)
def test_a_meeting_is_opened_on_its_first_day_at_the_earliest(
    moment: datetime, is_early: bool
):
    if is_early:
        with pytest.raises(TooEarly, match="the meeting begins on 12 Apr 2016"):
            meeting_after().open(at(moment))
    else:
        assert meeting_after().open(at(moment)).occurred_at == moment


def test_whoever_begins_earlier_changes_the_days_first():
    before = at(datetime(2016, 4, 11, 9, tzinfo=UTC))
    state = meeting_after()
    earlier: Meeting = state.evolve(changing(**days(11, 13))(state))
    assert earlier.open(before)
    assert earlier.open(FIRST_MORNING)
