from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from examples import (
    ANNOUNCED,
    AUSTRIA,
    CONCLUDED,
    DETAILS,
    INVITED,
    MEETING,
    METADATA,
    OPENED,
    REGISTRATION_CLOSED,
    REGISTRATION_OPENED,
    SESSION,
    TOTAL,
    header,
    invited,
    session,
)
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scenario import Scenario, wander

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    InvalidValue,
    NotInvited,
)
from bsm_domain.foundation.formatting import format_date
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.meetings.agenda_facts import SessionScheduled
from bsm_domain.meetings.meeting import Meeting
from bsm_domain.meetings.meeting_facts import (
    AttendanceStated,
    DelegationsInvited,
    InvitedDelegation,
    MeetingConcluded,
    MeetingDetails,
    MeetingOpened,
    MeetingStatus,
    QuotaChanged,
    RegistrationClosed,
    RegistrationOpened,
    StatedTotal,
)
from bsm_domain.meetings.meeting_state import Agenda

_AT_SEVEN = datetime(2016, 4, 12, 7, tzinfo=UTC)
ON_THE_FIRST_DAY = replace(METADATA, recorded_at=_AT_SEVEN, occurred_at=_AT_SEVEN)
TO_OPEN = (ANNOUNCED, INVITED, REGISTRATION_OPENED)
TO_CLOSED = (*TO_OPEN, REGISTRATION_CLOSED)
TO_SESSION = (*TO_CLOSED, OPENED)
TO_END = (*TO_SESSION, CONCLUDED)


def meeting(*history: DomainEvent) -> Scenario[Meeting]:
    return Scenario(Meeting).given(*history)


def test_a_meeting_is_announced_with_its_details():
    assert Meeting.announce(MEETING, METADATA, DETAILS) == ANNOUNCED


@pytest.mark.parametrize("series", [DETAILS.series, DETAILS.series.upper()])
def test_an_edition_of_a_series_is_announced_once(series: str):
    later = DETAILS.model_copy(update={"edition": 12})

    with pytest.raises(AlreadyExists) as refused:
        Meeting.announce(
            MEETING,
            METADATA,
            DETAILS.model_copy(update={"series": series, "city": "Vienna"}),
            on_record=[DETAILS, later],
        )

    assert str(refused.value) == (
        f"edition 10 of “{series}” is already on record, from 12 Apr 2016; enter "
        "edition 13 for the next one"
    )
    assert refused.value.field_errors[0].field == "details.edition"


@pytest.mark.parametrize(
    "changes", [{"edition": 11}, {"edition": None}, {"series": "Thematic meeting"}]
)
def test_another_edition_or_series_is_announced(changes: dict[str, object]):
    details = DETAILS.model_copy(update=changes)
    unnumbered = DETAILS.model_copy(update={"edition": None})

    announced = Meeting.announce(
        MEETING, METADATA, details, on_record=[DETAILS, unnumbered]
    )

    assert announced.details == details


def test_a_meeting_cannot_end_before_it_starts():
    with pytest.raises(ValidationError, match="ends on 1 Apr 2016, before it starts"):
        MeetingDetails.model_validate(
            DETAILS.model_dump() | {"ends_on": date(2016, 4, 1)}
        )


def test_delegations_are_invited_with_a_quota_each():
    (
        meeting(ANNOUNCED)
        .when(lambda it: it.invite(METADATA, [invited("AT", 2), invited("IT", 1)]))
        .then(INVITED, quotas={"AT": 2, "IT": 1})
    )


def test_more_delegations_can_be_invited_later():
    (
        meeting(*TO_OPEN)
        .when(lambda it: it.invite(METADATA, [invited("FR", 4)]))
        .then(
            DelegationsInvited(**header(4, MEETING), delegations=(invited("FR", 4),)),
            quotas={"AT": 2, "IT": 1, "FR": 4},
        )
    )


def test_an_invitation_names_somebody():
    (
        meeting(ANNOUNCED)
        .when(lambda it: it.invite(METADATA, []))
        .then_refused(InvalidValue, "choose at least one delegation")
    )


def test_a_delegation_is_invited_once():
    (
        meeting(ANNOUNCED, INVITED)
        .when(lambda it: it.invite(METADATA, [invited("AT")]))
        .then_refused(InvalidValue, "AT is already invited")
    )


def test_one_invitation_does_not_name_a_delegation_twice():
    (
        meeting(ANNOUNCED)
        .when(lambda it: it.invite(METADATA, [invited("FR"), invited("FR")]))
        .then_refused(InvalidValue, "FR is already invited")
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("XX", "participating State"),
        ("DZ", "participating State"),
        ("AT", "Partner for Co-operation"),
    ],
)
def test_a_state_is_invited_as_what_it_is(code: str, kind: str):
    named = InvitedDelegation.model_validate(
        {"code": code, "kind": kind, "name": "Somebody", "quota": 1}
    )
    (
        meeting(ANNOUNCED)
        .when(lambda it: it.invite(METADATA, [named]))
        .then_refused(InvalidValue, f"“{code}” is not the code of a {kind}")
    )


def test_an_agency_belongs_to_a_state_that_is_known():
    agency = InvitedDelegation.model_validate(
        {
            "code": "AGENCY",
            "kind": "organisation",
            "name": "Somebody",
            "quota": 1,
            "agency_of": "XX",
        }
    )
    (
        meeting(ANNOUNCED)
        .when(lambda it: it.invite(METADATA, [agency]))
        .then_refused(InvalidValue, "“XX” is not the code of a State")
    )


def test_a_session_is_put_on_the_agenda():
    (
        meeting(ANNOUNCED)
        .when(lambda it: it.schedule(METADATA, **dict(session())))
        .then(
            SessionScheduled(**header(2, MEETING), session=session()),
            draft=Agenda({SESSION: session()}),
        )
    )


def test_a_session_is_scheduled_once():
    (
        meeting(ANNOUNCED, SessionScheduled(**header(2, MEETING), session=session()))
        .when(lambda it: it.schedule(METADATA, **dict(session())))
        .then_refused(InvalidValue, "is already on the agenda")
    )


@pytest.mark.parametrize("day", [date(2016, 4, 11), date(2016, 4, 14)])
def test_a_session_lies_within_the_meeting(day: date):
    (
        meeting(ANNOUNCED)
        .when(lambda it: it.schedule(METADATA, **dict(session(day, UUID(int=7)))))
        .then_refused(InvalidValue, f"{format_date(day)} is outside")
    )


def test_registration_opens_with_a_capacity():
    (
        meeting(ANNOUNCED, INVITED)
        .when(lambda it: it.open_registration(METADATA, capacity=100))
        .then(
            RegistrationOpened(**header(3, MEETING), capacity=100),
            status=MeetingStatus.REGISTRATION_OPEN,
            capacity=100,
        )
    )


def test_registration_opens_once():
    (
        meeting(*TO_OPEN)
        .when(lambda it: it.open_registration(METADATA, capacity=50))
        .then_refused(InvalidTransition, "the meeting is already open for registration")
    )


def test_registration_is_not_opened_for_no_seats():
    (
        meeting(ANNOUNCED, INVITED)
        .when(lambda it: it.open_registration(METADATA, capacity=0))
        .then_refused(InvalidValue, "registration needs at least 1 seat")
    )


def test_open_registration_is_closed():
    (
        meeting(*TO_OPEN)
        .when(lambda it: it.close_registration(METADATA))
        .then(
            RegistrationClosed(**header(4, MEETING)),
            status=MeetingStatus.REGISTRATION_CLOSED,
        )
    )


@pytest.mark.parametrize(
    ("history", "decide", "sentence"),
    [
        (TO_CLOSED, lambda it: it.close_registration(METADATA), "closed for reg"),
        (TO_SESSION, lambda it: it.open(METADATA), "in session"),
        (TO_END, lambda it: it.conclude(METADATA), "concluded"),
    ],
)
def test_what_is_done_already_is_refused_as_such(history, decide, sentence: str):
    meeting(*history).when(decide).then_refused(
        InvalidTransition, f"the meeting is already {sentence}"
    )


@pytest.mark.parametrize("history", [(ANNOUNCED,), TO_SESSION, TO_END])
def test_only_open_registration_can_be_closed(history: tuple[DomainEvent, ...]):
    (
        meeting(*history)
        .when(lambda it: it.close_registration(METADATA))
        .then_refused(InvalidTransition, "when the meeting is open for registration")
    )


@pytest.mark.parametrize("history", [(ANNOUNCED, INVITED), TO_CLOSED])
def test_a_meeting_opens_with_or_without_registration(
    history: tuple[DomainEvent, ...],
):
    (
        meeting(*history)
        .when(lambda it: it.open(ON_THE_FIRST_DAY))
        .then(
            MeetingOpened(**header(len(history) + 1, MEETING, ON_THE_FIRST_DAY)),
            status=MeetingStatus.IN_SESSION,
        )
    )


@pytest.mark.parametrize("history", [TO_OPEN, TO_END])
def test_a_meeting_does_not_open_while_people_still_register(
    history: tuple[DomainEvent, ...],
):
    (
        meeting(*history)
        .when(lambda it: it.open(METADATA))
        .then_refused(InvalidTransition, "it is announced or closed for registration")
    )


def test_a_meeting_in_session_is_concluded():
    (
        meeting(*TO_SESSION)
        .when(lambda it: it.conclude(METADATA))
        .then(MeetingConcluded(**header(6, MEETING)), status=MeetingStatus.CONCLUDED)
    )


@pytest.mark.parametrize("history", [(ANNOUNCED,), TO_OPEN, TO_CLOSED])
def test_only_a_meeting_in_session_can_be_concluded(
    history: tuple[DomainEvent, ...],
):
    (
        meeting(*history)
        .when(lambda it: it.conclude(METADATA))
        .then_refused(InvalidTransition, "is in session")
    )


@pytest.mark.parametrize("history", [TO_SESSION, TO_END])
def test_a_source_may_state_how_many_came(history: tuple[DomainEvent, ...]):
    (
        meeting(*history)
        .when(lambda it: it.state_attendance(METADATA, TOTAL))
        .then(AttendanceStated(**header(len(history) + 1, MEETING), total=TOTAL))
    )


def test_nobody_can_have_come_before_the_meeting():
    (
        meeting(*TO_CLOSED)
        .when(lambda it: it.state_attendance(METADATA, TOTAL))
        .then_refused(InvalidTransition, "is in session or concluded")
    )


@pytest.mark.parametrize("participants", [-1, 10**30])
def test_a_stated_total_is_a_number_that_people_can_be(participants: int):
    with pytest.raises(ValidationError):
        StatedTotal(participants=participants, source="a page")


def test_a_quota_changes_for_a_reason():
    (
        meeting(*TO_OPEN)
        .when(
            lambda it: it.change_quota(
                METADATA,
                delegation="AT",
                quota=5,
                reason=plain_text("hosts next year"),
                taken=2,
            )
        )
        .then(
            QuotaChanged(
                **header(4, MEETING),
                delegation="AT",
                quota=5,
                reason=plain_text("hosts next year"),
            ),
            quotas={"AT": 5, "IT": 1},
        )
    )


def test_a_quota_cannot_fall_below_the_seats_that_are_taken():
    (
        meeting(*TO_OPEN)
        .when(
            lambda it: it.change_quota(
                METADATA,
                delegation="AT",
                quota=1,
                reason=plain_text("too many"),
                taken=2,
            )
        )
        .then_refused(InvalidValue, "AT already holds 2 seats; its quota cannot be 1")
    )


def test_only_the_invited_have_a_quota():
    (
        meeting(*TO_OPEN)
        .when(
            lambda it: it.change_quota(
                METADATA, delegation="FR", quota=1, reason=plain_text("asked"), taken=0
            )
        )
        .then_refused(NotInvited, "FR is not invited to “10th Annual Meeting”")
    )


@pytest.mark.parametrize(
    "late",
    [
        lambda it: it.invite(METADATA, [invited("FR")]),
        lambda it: it.schedule(METADATA, **dict(session())),
        lambda it: it.change_quota(
            METADATA, delegation="AT", quota=9, reason=plain_text("late"), taken=0
        ),
    ],
)
def test_a_concluded_meeting_is_not_prepared_any_more(late):
    meeting(*TO_END).when(late).then_refused(
        InvalidTransition, "only before the meeting is concluded"
    )


def state(*history: DomainEvent) -> Meeting:
    state = Meeting.replay(None, history)
    assert state is not None
    return state


def test_nominations_are_taken_from_the_invited_while_registration_is_open():
    assert not state(*TO_OPEN).must_accept_nominations(AUSTRIA)
    state(*TO_OPEN).must_send("AT", DelegateFunction.MEMBER)

    with pytest.raises(NotInvited, match="FR is not invited"):
        state(*TO_OPEN).must_send("FR", DelegateFunction.MEMBER)
    for history in ((ANNOUNCED, INVITED), TO_SESSION, TO_END):
        with pytest.raises(InvalidTransition, match="delegates can be nominated only"):
            state(*history).must_accept_nominations(AUSTRIA)


def test_seats_are_given_until_the_meeting_is_concluded():
    for history in (TO_OPEN, TO_CLOSED, TO_SESSION):
        state(*history).must_assign_seats()

    for history in ((ANNOUNCED, INVITED), TO_END):
        with pytest.raises(InvalidTransition, match="seats can be assigned only"):
            state(*history).must_assign_seats()


def test_attendance_is_recorded_once_the_meeting_has_begun():
    state(*TO_SESSION).must_have_begun()
    state(*TO_END).must_have_begun()

    with pytest.raises(InvalidTransition, match="is in session or concluded"):
        state(*TO_CLOSED).must_have_begun()


ANYTHING = [
    lambda it: it.invite(METADATA, [invited("AT"), invited("IT", 1)]),
    lambda it: it.schedule(METADATA, **dict(session())),
    lambda it: it.open_registration(METADATA, capacity=100),
    lambda it: it.change_quota(
        METADATA, delegation="AT", quota=2, reason=plain_text("agreed"), taken=1
    ),
    lambda it: it.close_registration(METADATA),
    lambda it: it.open(METADATA),
    lambda it: it.conclude(METADATA),
    lambda it: it.state_attendance(METADATA, TOTAL),
]


@given(st.lists(st.sampled_from(ANYTHING), max_size=20))
def test_whatever_is_asked_in_whatever_order_deciding_only_decides(asked):
    wander(Meeting, ANNOUNCED, asked)


def test_no_symbol_looks_like_those_of_decisions_for_focal_points():
    (
        meeting(ANNOUNCED)
        .when(lambda it: it.choose_symbol(METADATA, prefix="NFP.FP"))
        .then_refused(
            InvalidValue,
            "symbols with .FP are those of decisions for focal points only; choose "
            "another beginning",
        )
    )
