"""Arrivals and departures: recorded singly and as a list, and who sees those of
sessions.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from systems import (
    AUSTRIA,
    BERLIN_DETAILS,
    announce_berlin,
    confirm,
    do,
    nominate,
    open_meeting,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyPresent,
    DomainError,
    InvalidTransition,
    NotFound,
    NotPermitted,
    TooEarly,
)
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.history.queries import facts
from bsm_projections.registration.attendance.queries import attendances
from bsm_projections.registration.queries import registration
from bsm_service.application.system import System
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import CloseRegistration
from bsm_service.registration.attendance.commands import (
    RecordAttendances,
    RecordDeparture,
    StrikeAttendance,
)
from bsm_service.registration.commands import RecordAttendance
from bsm_service.registration.substitution.commands import SubstituteDelegate
from bsm_service.vault.personal_details import PersonalDetails

ALL = Audience(focal_points_matter=True)
OTHERS = Audience(focal_points_matter=False)
MORNING = datetime(2016, 4, 12, 7, tzinfo=UTC)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


@pytest.fixture
def delegates(system: System) -> tuple[UUID, UUID, UUID]:
    """Of Austria, Italy and Skopje, confirmed, at a meeting in session."""
    meeting = announce_berlin(system)
    found = tuple(nominate(system, meeting, code) for code in ("AT", "IT", "MK"))
    for id in found:
        confirm(system, id)
    do(system, CloseRegistration(meeting_id=meeting))
    open_meeting(system, meeting)
    return found  # type: ignore[return-value]


def meeting_of(system: System, id: UUID) -> UUID:
    return UUID(row(system, id).meeting_id)


def row(system: System, id: UUID) -> Any:
    with system.read(system.now(), ALL) as context:
        return registration(context, str(id))


def schedule(
    system: System, meeting: UUID, *, restricted: bool = False, release: bool = True
) -> UUID:
    id = uuid4()
    do(
        system,
        ScheduleSession(
            meeting_id=meeting,
            session_id=id,
            on=BERLIN_DETAILS.starts_on,
            title="Plenary",
            kind=SessionKind.PLENARY,
            audience=MatterAudience.FOCAL_POINTS if restricted else MatterAudience.ALL,
        ),
    )
    if release:
        do(system, ReleaseAgenda(meeting_id=meeting))
    return id


def arrive(system: System, id: UUID, at: datetime = MORNING, **fields: Any) -> int:
    command = RecordAttendance(registration_id=id, occurred_at=at, **fields)
    return do(system, command).version


def leave(system: System, id: UUID, at: datetime, **fields: Any) -> None:
    do(system, RecordDeparture(registration_id=id, occurred_at=at, **fields))


def listed(
    system: System, meeting: UUID, audience: Audience = ALL, **filters: Any
) -> list[str]:
    with system.read(system.now(), audience) as context:
        page = attendances(context, str(meeting), **filters)
        assert page.total == len(page.items)
        return [each.delegation for each in page.items]


def refused(system: System, command: Any, error: type[DomainError]) -> str:
    before = system.store.position()
    with pytest.raises(error) as refusal:
        do(system, command)
    assert type(refusal.value) is error
    assert system.store.position() == before
    return str(refusal.value)


def test_who_came_left_and_came_again(system: System, delegates: tuple[UUID, ...]):
    one, two, _ = delegates
    arrive(system, one)
    noon = MORNING + timedelta(hours=3)
    system.store.clock.time = noon  # type: ignore[attr-defined]
    leave(system, one, noon)
    arrive(system, two, noon)

    assert (row(system, one).came_at, row(system, one).left_at) == (MORNING, noon)
    assert (row(system, one).status, row(system, one).present) == ("attended", False)
    meeting = meeting_of(system, one)
    assert listed(system, meeting) == ["AT", "IT"]
    assert listed(system, meeting, present=True) == ["IT"]
    assert listed(system, meeting, present=False, delegation="AT") == ["AT"]


def test_a_whole_list_arrives_at_once_or_nobody(
    system: System, delegates: tuple[UUID, ...]
):
    one, two, three = delegates
    meeting = meeting_of(system, one)
    arrive(system, two)
    ids = (one, two, three, one, uuid4())

    said = refused(
        system,
        RecordAttendances(meeting_id=meeting, registration_ids=ids),
        AlreadyPresent,
    )
    assert said.splitlines()[:2] == [
        "row 2, id: this delegate has been at the meeting since 12 Apr 2016, 09:00 "
        "Berlin; record first when they left",
        "row 4, id: this registration is named twice",
    ]
    result = do(
        system, RecordAttendances(meeting_id=meeting, registration_ids=(one, three))
    )

    assert Counter(fact.stored_name for fact in result.facts) == {
        "bsm.registration.attendance_recorded.v2": 2
    }
    assert sorted(listed(system, meeting)) == ["AT", "IT", "MK"]


def test_a_registration_of_another_meeting_is_not_found(
    system: System, delegates: tuple[UUID, ...]
):
    other = announce_berlin(system, open_registration=True)
    system.store.clock.time = MORNING + timedelta(days=400)  # type: ignore[attr-defined]

    said = refused(
        system,
        RecordAttendances(meeting_id=other, registration_ids=delegates[:1]),
        NotFound,
    )

    assert "this meeting has no registration" in said


def test_an_arrival_is_deleted_with_a_reason(
    system: System, delegates: tuple[UUID, ...]
):
    one = delegates[0]
    version = arrive(system, one)

    do(system, StrikeAttendance(registration_id=one, corrects=version, reason="twin"))

    assert (row(system, one).status, row(system, one).came_at) == ("confirmed", None)
    assert listed(system, meeting_of(system, one)) == []
    with system.read(system.now(), ALL) as context:
        [last, *_] = facts(context, kinds=("registration",), newest_first=True).items
    assert last.sentence == (
        "An arrival or departure of Austria's member was deleted: twin"
    )


def test_r70_attendance_begins_the_day_before(system: System):
    meeting = announce_berlin(system)
    id = nominate(system, meeting)
    confirm(system, id)
    clock = system.store.clock
    clock.time = datetime(2016, 4, 10, 21, 59, tzinfo=UTC)  # type: ignore[attr-defined]

    said = refused(system, RecordAttendance(registration_id=id), TooEarly)

    assert said == (
        "the meeting begins on 12 Apr 2016; attendance can be recorded from the day "
        "before"
    )
    clock.time += timedelta(minutes=1)  # type: ignore[attr-defined]
    do(system, RecordAttendance(registration_id=id))
    assert row(system, id).status == "attended"


def test_a_session_of_the_draft_is_not_attended(
    system: System, delegates: tuple[UUID, ...]
):
    meeting = meeting_of(system, delegates[0])
    session = schedule(system, meeting, release=False)

    command = RecordAttendance(registration_id=delegates[0], session_id=session)

    assert "only in the draft" in refused(system, command, InvalidTransition)


@pytest.mark.parametrize("restricted", [True, False])
def test_a_session_is_attended_before_those_who_may_see_it(
    system: System, delegates: tuple[UUID, ...], restricted: bool
):
    one = delegates[0]
    meeting = meeting_of(system, one)
    session = schedule(system, meeting, restricted=restricted)
    version = arrive(system, one, session_id=session)
    leave(system, one, MORNING, session_id=session)
    strike = StrikeAttendance(registration_id=one, corrects=version, reason="twin")
    do(system, strike)
    arrive(system, one, session_id=session)

    chosen = {"session_id": str(session)}
    assert listed(system, meeting, **chosen) == ["AT"]
    assert listed(system, meeting, OTHERS, **chosen) == ([] if restricted else ["AT"])
    # That they are at the meeting is for everybody.
    assert listed(system, meeting, OTHERS) == ["AT"]
    told = [sentences(system, audience) for audience in (ALL, OTHERS)]
    assert told[0][-5:] == [
        "Austria's member attended.",
        "Austria's member attended a session.",
        "Austria's member left a session.",
        "An arrival or departure of Austria's member was deleted: twin",
        "Austria's member attended a session.",
    ]
    left_out = 4 if restricted else 0
    assert len(told[1]) == len(told[0]) - left_out


def sentences(system: System, audience: Audience) -> list[str]:
    with system.read(system.now(), audience) as context:
        page = facts(context, kinds=("registration",), limit=100)
        return [fact.sentence for fact in page.items]


def test_only_the_secretariat_records_who_came(
    system: System, delegates: tuple[UUID, ...]
):
    with pytest.raises(NotPermitted):
        do(system, RecordDeparture(registration_id=delegates[0]), AUSTRIA)


def test_what_was_so_is_shown_of_any_moment(
    system: System, delegates: tuple[UUID, ...]
):
    one = delegates[0]
    arrive(system, one)
    then = system.now()
    leave(system, one, MORNING)

    with system.read(then, ALL) as context:
        [attendance] = attendances(context, row(system, one).meeting_id).items
    assert attendance.present
    assert date(2016, 4, 12) == attendance.came_at.date()  # type: ignore[union-attr]


def test_r78_who_was_substituted_has_come_before_that(
    system: System, delegates: tuple[UUID, ...]
):
    one = delegates[0]
    clock = system.store.clock
    clock.time = MORNING + timedelta(hours=3)  # type: ignore[attr-defined]
    substitute = SubstituteDelegate(
        registration_id=one, person=PersonalDetails(name="Ana Late"), reason="ill"
    )
    do(system, substitute)

    said = refused(system, RecordAttendance(registration_id=one), InvalidTransition)
    assert "substituted on 12 Apr 2016, 12:00 Berlin" in said
    arrive(system, one, MORNING)

    assert (row(system, one).status, row(system, one).came_at) == (
        "substituted",
        MORNING,
    )
    leave(system, one, MORNING + timedelta(hours=3))
    assert not row(system, one).present
