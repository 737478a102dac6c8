"""Arrivals and departures, folded in the order in which they happened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations
from typing import NamedTuple
from uuid import UUID

import pytest
from examples import (
    CONFIRMED,
    MEETING,
    METADATA,
    NOMINATED,
    PARTICIPANT,
    REGISTRATION,
    WAITLISTED,
    header,
)

from bsm_domain.foundation.aggregate import DomainEvent, FactMetadata
from bsm_domain.foundation.errors import (
    AlreadyPresent,
    DomainError,
    InvalidTransition,
    InvalidValue,
)
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.attendance.facts import RegistrationRecorded
from bsm_domain.registration.movements import presence_of
from bsm_domain.registration.registration import Registration

PLENARY = UUID(int=7)
WHY = plain_text("another person")
LISTED = RegistrationRecorded(
    **header(1, REGISTRATION),
    meeting_id=MEETING,
    delegation="AT",
    function=DelegateFunction.MEMBER,
    participant_id=PARTICIPANT,
    came=True,
    list_name="The list",
)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2016-04-12T{clock}").replace(tzinfo=UTC)


def metadata(clock: str) -> FactMetadata:
    moment = at(clock)
    return replace(METADATA, occurred_at=moment, recorded_at=at("23:00"))


def registration(*history: DomainEvent) -> Registration:
    state = Registration.replay(None, history or (NOMINATED, CONFIRMED))
    assert state is not None
    return state


class Step(NamedTuple):
    """In, out or struck; at a time, or of a version."""

    what: str
    when: str = ""
    session: UUID | None = None


def after(state: Registration, *steps: Step) -> Registration:
    for step in steps:
        for fact in decided(state, step):
            state = state.evolve(fact)  # type: ignore[arg-type]
    return state


def decided(state: Registration, step: Step) -> Sequence[DomainEvent]:
    if step.what == "in":
        return state.record_attendance(metadata(step.when), session_id=step.session)
    if step.what == "out":
        moment = metadata(step.when)
        return (state.record_departure(moment, session_id=step.session),)
    version = int(step.when)
    moment = metadata("22:00")
    return (state.strike_attendance(moment, corrects=version, reason=WHY),)


def presence(state: Registration, session: UUID | None = None) -> str:
    """When they came, and left."""
    found = presence_of(state.movements.get(session, ()))
    times = (found.came_at, found.left_at)
    told = "-".join(f"{time:%H:%M}" if time else "" for time in times)
    assert found.is_present is (found.came_at is not None and found.left_at is None)
    return told


def test_v9_the_earliest_arrival_is_the_arrival():
    state = registration()
    [fact] = decided(state, Step("in", "08:52"))
    assert fact.session_id is None  # type: ignore[attr-defined]
    state = after(state, Step("in", "08:52"))

    with pytest.raises(AlreadyPresent, match="since 12 Apr 2016, 08:52"):
        decided(state, Step("in", "09:10"))

    assert presence(after(state, Step("in", "08:40"))) == "08:40-"


def test_v10_who_arrives_at_a_session_has_arrived_at_the_meeting():
    facts = decided(registration(), Step("in", "09:00", PLENARY))

    assert [fact.session_id for fact in facts] == [None, PLENARY]  # type: ignore[attr-defined]
    assert [fact.originator_version for fact in facts] == [3, 4]
    state = after(registration(), Step("in", "09:00", PLENARY))
    assert (state.status, state.version) == ("attended", 4)
    again = decided(state, Step("in", "14:00", UUID(int=8)))
    assert [fact.session_id for fact in again] == [UUID(int=8)]  # type: ignore[attr-defined]


def test_v11_nobody_leaves_before_they_came():
    state = after(registration(), Step("in", "08:52"))

    with pytest.raises(InvalidTransition, match="no arrival is on record before then"):
        decided(state, Step("out", "08:30"))


def test_v12_a_struck_arrival_is_as_if_it_had_not_been():
    state = after(registration(), Step("in", "08:52"))

    [fact] = decided(state, Step("strike", "3"))

    assert fact.corrects == 3  # type: ignore[attr-defined]
    state = after(state, Step("strike", "3"))
    assert (state.status, presence(state)) == ("confirmed", "-")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["in 09:00", "out 12:00"], "09:00-12:00"),
        (["in 09:00", "out 12:00", "in 13:00"], "09:00-"),
        # Several departures in succession count as the first.
        (["in 09:00", "out 12:00", "out 11:00"], "09:00-11:00"),
        (["in 09:00", "out 12:00", "in 08:00"], "08:00-12:00"),
        # That of an arrival strikes the departure that follows it,
        (["in 09:00", "out 12:00", "strike 3"], "-"),
        (["in 09:00", "out 12:00", "in 13:00", "out 17:00", "strike 5"], "09:00-12:00"),
        # unless another arrival comes before that.
        (["in 09:00", "in 08:00", "out 12:00", "strike 3"], "08:00-12:00"),
        (["in 09:00", "out 12:00", "strike 4"], "09:00-"),
    ],
)
def test_movements_are_folded_in_the_order_in_which_they_happened(
    steps: list[str], expected: str
):
    done = [Step(*step.split()) for step in steps]

    assert presence(after(registration(), *done)) == expected


def test_v20_the_order_of_recording_changes_nothing():
    """Of those that fit, whichever is recorded first."""
    for order in permutations(["08:50", "09:00"]):
        state = registration()
        for when in order:
            try:
                state = after(state, Step("in", when))
            except AlreadyPresent:
                continue
        assert presence(state) == "08:50-"


ARRIVED = (Step("in", "09:00"), Step("in", "10:00", PLENARY))


@pytest.mark.parametrize(
    ("before", "step", "error", "sentence"),
    [
        (ARRIVED, Step("strike", "2"), InvalidValue, "version 2 .* is not an arrival"),
        (
            ARRIVED,
            Step("strike", "3"),
            InvalidTransition,
            "also arrived at a session; delete that arrival first",
        ),
        (
            (*ARRIVED, Step("strike", "4")),
            Step("strike", "4"),
            InvalidValue,
            "version 4 .* is not an arrival",
        ),
        (
            (Step("in", "09:00"),),
            Step("out", "11:00", PLENARY),
            InvalidTransition,
            "no arrival at this session is on record",
        ),
        (ARRIVED, Step("in", "11:00", PLENARY), AlreadyPresent, "in this session"),
    ],
)
def test_what_does_not_fit_is_refused(
    before: tuple[Step, ...], step: Step, error: type[DomainError], sentence: str
):
    state = after(registration(), *before)

    with pytest.raises(error, match=sentence) as refusal:
        decided(state, step)

    assert type(refusal.value) is error


@pytest.mark.parametrize("history", [(NOMINATED,), (NOMINATED, WAITLISTED)])
def test_only_who_holds_a_seat_arrives(history: tuple[DomainEvent, ...]):
    with pytest.raises(InvalidTransition, match="only when the registration is"):
        decided(registration(*history), Step("in", "09:00"))


def test_a_past_list_says_already_who_came():
    with pytest.raises(InvalidTransition, match="from the list of a past meeting"):
        decided(registration(LISTED), Step("in", "09:00"))
