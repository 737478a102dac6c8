from collections.abc import Callable
from typing import ClassVar

import pytest
from examples import (
    CONFIRMED,
    MEETING,
    METADATA,
    NOMINATED,
    REGISTRATION,
    WAITLISTED,
    header,
)
from hypothesis import given
from hypothesis import strategies as st
from scenario import Scenario, wander

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.registration.registration import (
    AttendanceRecorded,
    DelegateFunction,
    Registration,
    RegistrationConfirmed,
    RegistrationNominatedAgain,
    RegistrationRefused,
    RegistrationStatus,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
)

REFUSED = RegistrationRefused(**header(2, REGISTRATION), reason=plain_text("no note"))
WITHDRAWN = RegistrationWithdrawn(**header(2, REGISTRATION))
ATTENDED = AttendanceRecorded(**header(3, REGISTRATION))

HISTORIES: dict[RegistrationStatus, tuple[DomainEvent, ...]] = {
    RegistrationStatus.NOMINATED: (NOMINATED,),
    RegistrationStatus.CONFIRMED: (NOMINATED, CONFIRMED),
    RegistrationStatus.WAITLISTED: (NOMINATED, WAITLISTED),
    RegistrationStatus.REFUSED: (NOMINATED, REFUSED),
    RegistrationStatus.WITHDRAWN: (NOMINATED, WITHDRAWN),
    RegistrationStatus.ATTENDED: (NOMINATED, CONFIRMED, ATTENDED),
}

Decision = Callable[[Registration], DomainEvent]

# What may be decided: from where, and what then follows.
DECISIONS: dict[str, tuple[Decision, set[str], type[DomainEvent], str]] = {
    "a registration can be confirmed": (
        lambda it: it.confirm(METADATA),
        {"nominated", "waitlisted"},
        RegistrationConfirmed,
        "confirmed",
    ),
    "a registration can be put on the waiting list": (
        lambda it: it.waitlist(METADATA),
        {"nominated"},
        RegistrationWaitlisted,
        "waitlisted",
    ),
    "a registration can be refused": (
        lambda it: it.refuse(METADATA, reason=plain_text("no note")),
        {"nominated", "waitlisted"},
        RegistrationRefused,
        "refused",
    ),
    "a registration can be withdrawn": (
        lambda it: it.withdraw(METADATA),
        {"nominated", "waitlisted", "confirmed"},
        RegistrationWithdrawn,
        "withdrawn",
    ),
    "a delegate can be renominated": (
        lambda it: it.nominate_again(METADATA, function=DelegateFunction.MEMBER),
        {"refused", "withdrawn"},
        RegistrationNominatedAgain,
        "nominated",
    ),
    "attendance can be recorded": (
        lambda it: it.record_attendance(METADATA),
        {"confirmed"},
        AttendanceRecorded,
        "attended",
    ),
}


def test_a_delegation_nominates_one_delegate():
    fact = Registration.nominate(
        REGISTRATION,
        METADATA,
        meeting_id=MEETING,
        delegation="AT",
        function=DelegateFunction.MEMBER,
    )

    assert fact == NOMINATED


@pytest.mark.parametrize("status", HISTORIES)
@pytest.mark.parametrize("action", DECISIONS)
def test_each_step_follows_only_from_where_it_can(
    action: str, status: RegistrationStatus
):
    decide, possible_from, fact, becomes = DECISIONS[action]
    history = HISTORIES[status]
    case = Scenario(Registration).given(*history).when(decide)
    if status in possible_from:
        reason = (
            {"reason": plain_text("no note")} if fact is RegistrationRefused else {}
        )
        expected = fact(**header(len(history) + 1, REGISTRATION), **reason)
        case.then(expected, status=becomes)
    elif status == fact.LEADS_TO:
        already = Registration.STATUS_PHRASES.get(status, status)
        case.then_refused(InvalidTransition, f"the registration is already {already}")
    else:
        case.then_refused(
            InvalidTransition, rf"{action} only when .* \(now: {status}\)"
        )


@pytest.mark.parametrize("status", HISTORIES)
def test_only_a_seat_or_a_place_in_the_queue_must_be_given_back(
    status: RegistrationStatus,
):
    registration = Registration.replay(None, HISTORIES[status])

    assert registration is not None
    assert registration.holds_seat_or_place == (status in {"confirmed", "waitlisted"})


class Noted(DomainEvent):
    """A fact that leads to no status."""

    TOPIC: ClassVar[str] = "bsm.registration.noted.v1"


@pytest.mark.parametrize("status", HISTORIES)
def test_a_fact_without_a_status_leaves_it_as_it_was(status: RegistrationStatus):
    before = Registration.replay(None, HISTORIES[status])

    after = before.evolve(Noted(**header(before.version + 1, REGISTRATION)))

    assert (after.status, after.version) == (status, before.version + 1)


@given(st.lists(st.sampled_from([step[0] for step in DECISIONS.values()]), max_size=9))
def test_whatever_is_asked_in_whatever_order_deciding_only_decides(
    asked: list[Decision],
):
    wander(Registration, NOMINATED, asked)
