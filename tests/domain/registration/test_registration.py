from collections.abc import Callable
from typing import ClassVar
from uuid import uuid5

import pytest
from examples import (
    CONFIRMED,
    MEETING,
    METADATA,
    NOMINATED,
    PARTICIPANT,
    REGISTRATION,
    REQUEST,
    REQUESTED,
    WAITLISTED,
    header,
)
from hypothesis import given
from hypothesis import strategies as st
from scenario import Scenario, wander

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.errors import InvalidTransition, InvalidValue
from bsm_domain.foundation.free_text import plain_text
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.attendance.facts import AttendanceRecorded
from bsm_domain.registration.registration import Registration
from bsm_domain.registration.registration_facts import (
    FunctionChanged,
    RegistrationConfirmed,
    RegistrationNominatedAgain,
    RegistrationRefused,
    RegistrationStatus,
    RegistrationWaitlisted,
    RegistrationWithdrawn,
    RequestDeclined,
    RequestEndorsed,
)
from bsm_domain.registration.substitution.facts import RegistrationSubstituted

REFUSED = RegistrationRefused(**header(2, REGISTRATION), reason=plain_text("no note"))
WITHDRAWN = RegistrationWithdrawn(**header(2, REGISTRATION))
ATTENDED = AttendanceRecorded(**header(3, REGISTRATION))
SUBSTITUTED = RegistrationSubstituted(**header(3, REGISTRATION), by=REQUEST)

HISTORIES: dict[RegistrationStatus, tuple[DomainEvent, ...]] = {
    RegistrationStatus.REQUESTED: (REQUESTED,),
    RegistrationStatus.NOMINATED: (NOMINATED,),
    RegistrationStatus.CONFIRMED: (NOMINATED, CONFIRMED),
    RegistrationStatus.WAITLISTED: (NOMINATED, WAITLISTED),
    RegistrationStatus.REFUSED: (NOMINATED, REFUSED),
    RegistrationStatus.WITHDRAWN: (NOMINATED, WITHDRAWN),
    RegistrationStatus.ATTENDED: (NOMINATED, CONFIRMED, ATTENDED),
    RegistrationStatus.SUBSTITUTED: (NOMINATED, CONFIRMED, SUBSTITUTED),
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
        {"requested", "nominated", "waitlisted"},
        RegistrationRefused,
        "refused",
    ),
    "a registration can be withdrawn": (
        lambda it: it.withdraw(METADATA),
        {"requested", "nominated", "waitlisted", "confirmed"},
        RegistrationWithdrawn,
        "withdrawn",
    ),
    "a delegate can be renominated": (
        lambda it: it.nominate_again(METADATA, function=DelegateFunction.MEMBER),
        {"refused", "withdrawn", "substituted"},
        RegistrationNominatedAgain,
        "nominated",
    ),
    "a request can be endorsed": (
        lambda it: it.endorse(METADATA, function=DelegateFunction.MEMBER),
        {"requested"},
        RequestEndorsed,
        "nominated",
    ),
    "a delegate can be substituted": (
        lambda it: it.substitute(METADATA, by=REQUEST),
        {"nominated", "waitlisted", "confirmed", "attended"},
        RegistrationSubstituted,
        "substituted",
    ),
    "a request can be declined": (
        lambda it: it.decline(METADATA, reason=plain_text("no note")),
        {"requested"},
        RequestDeclined,
        "refused",
    ),
}


FIELDS: dict[type[DomainEvent], dict[str, object]] = {
    RegistrationRefused: {"reason": plain_text("no note")},
    RequestDeclined: {"reason": plain_text("no note")},
    RequestEndorsed: {"function": DelegateFunction.MEMBER},
    RegistrationNominatedAgain: {"function": DelegateFunction.MEMBER},
    RegistrationSubstituted: {"by": REQUEST},
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
        fields = FIELDS.get(fact, {})
        if fact is RegistrationNominatedAgain and status == "substituted":
            # The seat of before is somebody else's.
            fields = fields | {"seat": uuid5(REGISTRATION, "seat 3")}
        id = history[0].originator_id
        expected = fact(**header(len(history) + 1, id), **fields)
        case.then(expected, status=becomes)
    elif status == fact.LEADS_TO:
        already = Registration.STATUS_PHRASES.get(status, status)
        case.then_refused(InvalidTransition, f"the registration is already {already}")
    elif (status, becomes) == ("attended", "withdrawn"):
        case.then_refused(InvalidTransition, "record that they left instead")
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


def test_somebody_asks_to_take_part():
    fact = Registration.request(
        REQUEST,
        METADATA,
        meeting_id=MEETING,
        delegation="AT",
        function=DelegateFunction.MEMBER,
        participant_id=PARTICIPANT,
    )

    assert fact == REQUESTED
    assert Registration.begin(fact).status is RegistrationStatus.REQUESTED


def test_v17_who_is_endorsed_is_nominated():
    (
        Scenario(Registration)
        .given(REQUESTED)
        .when(lambda it: it.endorse(METADATA))
        .then(
            RequestEndorsed(**header(2, REQUEST), function=DelegateFunction.MEMBER),
            status=RegistrationStatus.NOMINATED,
        )
    )


def test_r21_endorsing_can_change_the_function():
    head = DelegateFunction.HEAD
    (
        Scenario(Registration)
        .given(REQUESTED)
        .when(lambda it: it.endorse(METADATA, function=head))
        .then(RequestEndorsed(**header(2, REQUEST), function=head), function=head)
    )


def test_whoever_comes_back_may_have_another_function():
    head = DelegateFunction.HEAD
    again = RegistrationNominatedAgain(**header(3, REGISTRATION), function=head)
    (
        Scenario(Registration)
        .given(NOMINATED, WITHDRAWN)
        .when(lambda it: it.nominate_again(METADATA, function=head))
        .then(again, function=head, status=RegistrationStatus.NOMINATED)
    )
    before = RegistrationNominatedAgain(**header(3, REGISTRATION))
    registration = Registration.replay(None, (NOMINATED, WITHDRAWN, before))
    assert registration is not None
    assert registration.function is DelegateFunction.MEMBER


@pytest.mark.parametrize("status", ["nominated", "waitlisted", "confirmed", "attended"])
def test_r13_a_function_is_changed(status: str):
    history = HISTORIES[RegistrationStatus(status)]
    changed = FunctionChanged(
        **header(len(history) + 1, REGISTRATION),
        function=DelegateFunction.HEAD,
        before=DelegateFunction.MEMBER,
    )
    case = Scenario(Registration).given(*history)

    case.when(
        lambda it: it.change_function(METADATA, function=DelegateFunction.HEAD)
    ).then(changed, function=DelegateFunction.HEAD, status=status)
    case.when(
        lambda it: it.change_function(METADATA, function=DelegateFunction.MEMBER)
    ).then_refused(InvalidValue, "already registered as member")


@pytest.mark.parametrize("status", ["requested", "refused", "withdrawn", "substituted"])
def test_r13_no_function_is_changed_of_who_does_not_come(status: str):
    (
        Scenario(Registration)
        .given(*HISTORIES[RegistrationStatus(status)])
        .when(lambda it: it.change_function(METADATA, function=DelegateFunction.HEAD))
        .then_refused(InvalidTransition, "a function can be changed only when")
    )


@pytest.mark.parametrize("status", HISTORIES)
def test_the_delegation_sends_who_was_nominated_and_has_not_ended(
    status: RegistrationStatus,
):
    registration = Registration.replay(None, HISTORIES[status])

    assert registration is not None
    assert registration.is_in_delegation == (
        status not in {"requested", "refused", "withdrawn", "substituted"}
    )
    assert registration.is_undecided == (status in {"nominated", "waitlisted"})
    assert registration.holds_seat == (status in {"confirmed", "attended"})


class Noted(DomainEvent):
    """A fact that leads to no status."""

    TOPIC: ClassVar[str] = "bsm.registration.noted.v1"


@pytest.mark.parametrize("status", HISTORIES)
def test_a_fact_without_a_status_leaves_it_as_it_was(status: RegistrationStatus):
    before = Registration.replay(None, HISTORIES[status])

    after = before.evolve(Noted(**header(before.version + 1, before.id)))

    assert (after.status, after.version) == (status, before.version + 1)


@given(st.lists(st.sampled_from([step[0] for step in DECISIONS.values()]), max_size=9))
def test_whatever_is_asked_in_whatever_order_deciding_only_decides(
    asked: list[Decision],
):
    wander(Registration, NOMINATED, asked)
