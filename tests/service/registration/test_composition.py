"""Heads and alternates, deadlines and requests: rules R1 to R21 of record 0057."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from examples import METADATA
from service.registration.registration_requests import (
    delegation_on_record,
    names,
    nominated_as,
    nomination,
    refused,
    set_terms,
)
from systems import (
    AUSTRIA,
    ITALY,
    StoryClock,
    announce_berlin,
    at_once,
    confirm,
    do,
    enter,
    principal,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    CompositionBroken,
    DeadlinePassed,
    InvalidTransition,
    InvalidValue,
    NotPermitted,
    ReasonRequired,
)
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration import Registration, registration_id_of
from bsm_projections.databases import Place
from bsm_service.access.permissions import Principal
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.event_store.transaction import Transaction
from bsm_service.meetings.commands import CloseRegistration
from bsm_service.registration.commands import (
    ChangeFunction,
    ConfirmRegistration,
    DeclineRequest,
    DelegateRow,
    EndorseRequest,
    NominateDelegation,
    NominatedPerson,
    RegisterDelegates,
    RequestRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.delegation_commands import AdoptDelegation
from bsm_service.registration.delegation_upkeep import DelegationUpkeep
from bsm_service.vault.personal_details import PersonalDetails

NOMINATED = "bsm.registration.nominated.v2"
HEAD_NAMED = "bsm.delegation.head_named.v1"
ALTERNATE_NAMED = "bsm.delegation.alternate_named.v1"


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def delegation_of(meeting: UUID, *functions: str, **fields: Any) -> NominateDelegation:
    return NominateDelegation(
        meeting_id=meeting,
        delegation="AT",
        delegates=tuple(
            NominatedPerson(function=DelegateFunction(function))
            for function in functions
        ),
        **fields,
    )


def function_of(system: System, id: UUID) -> str:
    registration = system.store.load(Registration, id)
    assert registration is not None
    return registration.function


# Composition


def test_r10_a_second_head_is_refused(system: System):
    meeting = announce_berlin(system)

    first = do(system, nomination(meeting, "head"), AUSTRIA)

    assert names(first) == [NOMINATED, HEAD_NAMED]
    said = refused(system, nomination(meeting, "head"), CompositionBroken, AUSTRIA)
    assert said.startswith("AT already has a head of delegation")
    nominated_as(system, meeting, "head", "IT", ITALY)


def test_a_member_is_one_fact_as_before(system: System):
    meeting = announce_berlin(system)

    assert names(do(system, nomination(meeting), AUSTRIA)) == [NOMINATED]
    assert delegation_on_record(system, meeting) is None


def test_v1_r11_no_alternate_without_a_head(system: System):
    meeting = announce_berlin(system, quotas={"AT": 3})
    set_terms(system, meeting, alternates_need_head=True)

    refused(system, nomination(meeting, "alternate"), CompositionBroken, AUSTRIA)


def test_v2_whoever_heads_a_delegation_can_be_replaced(system: System):
    meeting = announce_berlin(system)
    first = nominated_as(system, meeting, "head")

    withdrawn = do(system, WithdrawRegistration(registration_id=first), AUSTRIA)
    named = do(system, nomination(meeting, "head"), AUSTRIA)

    assert names(withdrawn) == [
        "bsm.registration.withdrawn.v2",
        "bsm.delegation.head_left.v1",
    ]
    assert names(named) == [NOMINATED, HEAD_NAMED]
    [fact] = system.store.page(named.position - 1, 1)
    assert (fact.fact.registration_id, fact.fact.before) == (named.id, None)


def test_r12_alternates_have_a_limit(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, alternates_at_most=1)
    nominated_as(system, meeting, "alternate")

    said = refused(system, nomination(meeting, "alternate"), CompositionBroken)

    assert "AT can send at most 1 alternate" in said


def test_r12_organisations_send_whom_the_terms_allow(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, organisations_send=("observer",))

    refused(system, nomination(meeting, "head", "FRONTEX"), CompositionBroken)
    nominated_as(system, meeting, "observer", "FRONTEX")


def test_r13_a_change_of_function_is_judged_as_a_nomination(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, alternates_need_head=True)
    head = nominated_as(system, meeting, "head")
    member = nominated_as(system, meeting, "member")

    def change(id: UUID, function: str) -> ChangeFunction:
        return ChangeFunction(registration_id=id, function=DelegateFunction(function))

    refused(system, change(member, "head"), CompositionBroken)
    refused(system, change(head, "alternate"), CompositionBroken)
    refused(system, change(head, "head"), InvalidValue)
    assert names(do(system, change(member, "alternate"), AUSTRIA)) == [
        "bsm.registration.function_changed.v1",
        ALTERNATE_NAMED,
    ]
    assert names(do(system, change(head, "member"), AUSTRIA)) == [
        "bsm.registration.function_changed.v1",
        "bsm.delegation.head_left.v1",
    ]
    delegation = delegation_on_record(system, meeting)
    assert delegation is not None
    assert (delegation.heads, delegation.alternates) == ((), (member,))
    assert function_of(system, head) == "member"


@pytest.mark.parametrize("confirmed", [False, True])
def test_the_order_of_the_rows_of_a_list_does_not_matter(
    system: System, confirmed: bool
):
    meeting = announce_berlin(system)
    set_terms(system, meeting, alternates_need_head=True)
    rows = [
        DelegateRow(delegation=code, function=DelegateFunction(function))
        for function in ("alternate", "head")
        for code in ("AT", "IT")
    ]

    listed = RegisterDelegates(meeting_id=meeting, delegates=rows, confirmed=confirmed)
    result = do(system, listed)

    assert Counter(names(result))[HEAD_NAMED] == 2
    again = RegisterDelegates(meeting_id=meeting, delegates=rows[2:])
    said = refused(system, again, CompositionBroken)
    assert said.startswith("row 1, function: AT already has a head")


def test_of_thirty_two_who_nominate_a_head_at_once_one_succeeds(
    system: System, place: Place
):
    another = system_in(place, established=False)
    meeting = announce_berlin(system)

    answers = at_once(
        [
            lambda each=each: do(each, nomination(meeting, "head"), AUSTRIA)
            for each in [system, another] * 16
        ]
    )

    outcomes = Counter(
        "accepted" if isinstance(one, CommandResult) else getattr(one, "code", one)
        for one in answers
    )
    assert outcomes == {"accepted": 1, "composition_broken": 31}
    delegation = delegation_on_record(system, meeting)
    assert delegation is not None
    assert len(delegation.heads) == 1
    another.close()


# A whole delegation


def test_r17_a_whole_delegation_keeps_its_own_order(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, alternates_need_head=True)

    result = do(system, delegation_of(meeting, "alternate", "head", "member"), AUSTRIA)

    facts = [stored.fact for stored in system.store.page(result.position - 5, 5)]
    assert [getattr(fact, "place", None) for fact in facts[:3]] == [1, 2, 3]
    assert names(result)[3:] == [HEAD_NAMED, ALTERNATE_NAMED]


def test_r17_every_bad_row_is_named(system: System):
    meeting = announce_berlin(system)
    stranger = enter(system, delegation="IT")
    command = delegation_of(meeting, "head", "member", "head")
    unknown = NominatedPerson(function=DelegateFunction.MEMBER, participant_id=stranger)
    command = command.model_copy(update={"delegates": (*command.delegates, unknown)})

    said = refused(system, command, CompositionBroken)

    assert "row 3, function: AT already has a head of delegation" in said
    assert f"row 4, participant_id: AT has no participant {stranger}" in said


def test_r17_a_list_has_at_most_200_rows(system: System):
    meeting = announce_berlin(system)

    with pytest.raises(ValueError, match="at most 200"):
        delegation_of(meeting, *["member"] * 201)
    do(system, delegation_of(meeting, *["member"] * 200))


def test_r17_a_list_replaces_those_who_are_not_in_it(system: System):
    meeting = announce_berlin(system)
    seated = nominated_as(system, meeting, "head")
    confirm(system, seated)
    leaving = nominated_as(system, meeting, "alternate")
    person = enter(system, name="Anna Muster")
    stays = nominated_as(system, meeting, "member", participant_id=person)
    command = NominateDelegation(
        meeting_id=meeting,
        delegation="AT",
        delegates=(
            NominatedPerson(function=DelegateFunction.ADVISER, participant_id=person),
            NominatedPerson(
                function=DelegateFunction.ALTERNATE,
                person=PersonalDetails(name="Eva Neu"),
            ),
        ),
        replaces=(seated, leaving, stays),
    )

    do(system, command, AUSTRIA)

    statuses = {
        id: system.store.load(Registration, id).status
        for id in (seated, leaving, stays)
    }
    assert statuses == {
        seated: "confirmed",
        leaving: "withdrawn",
        stays: "nominated",
    }
    assert function_of(system, stays) == "adviser"
    delegation = delegation_on_record(system, meeting)
    assert delegation is not None
    assert delegation.heads == (seated,)
    assert len(delegation.alternates) == 1
    assert leaving not in delegation.alternates
    italian = nominated_as(system, meeting, "member", "IT")
    said = refused(
        system, delegation_of(meeting, "member", replaces=(italian,)), InvalidValue
    )
    assert said.startswith(f"AT has no registration {italian}")


def test_a_list_of_those_who_are_registered_changes_nothing(system: System):
    meeting = announce_berlin(system)
    person = enter(system)
    id = nominated_as(system, meeting, "member", participant_id=person)
    same = NominateDelegation(
        meeting_id=meeting,
        delegation="AT",
        delegates=(
            NominatedPerson(function=DelegateFunction.MEMBER, participant_id=person),
        ),
        replaces=(id,),
    )

    assert "nothing would change" in refused(system, same, AlreadyExists)


# Deadlines


@pytest.fixture
def timed(place: Place) -> Iterator[tuple[System, StoryClock]]:
    clock = StoryClock()
    system = system_in(place, clock=clock)
    yield system, clock
    system.close()


def test_r2_at_exactly_the_deadline_a_nomination_is_late(
    timed: tuple[System, StoryClock],
):
    system, clock = timed
    meeting = announce_berlin(system)
    set_terms(system, meeting, nominations_until=clock())
    before = clock() - (clock() - datetime(2016, 1, 1, tzinfo=UTC)) / 2

    refused(system, nomination(meeting), ReasonRequired, AUSTRIA)
    dated_back = nomination(meeting, occurred_at=before)
    refused(system, dated_back, ReasonRequired, AUSTRIA)
    late = do(system, nomination(meeting, reason="the note came late"), AUSTRIA)
    in_time = do(system, dated_back)

    facts = [system.store.fact(result.id, 1) for result in (late, in_time)]
    assert [fact.late for fact in facts] == [True, False]
    assert facts[0].reason is not None


def test_r2_and_r3_only_the_secretariat_nominates_late(system: System):
    meeting = announce_berlin(system)
    deadline = datetime(2015, 12, 1, tzinfo=UTC)
    set_terms(system, meeting, nominations_until=deadline, late_nominations="refused")
    why = {"reason": "named by telephone"}

    refused(system, nomination(meeting, **why), DeadlinePassed, AUSTRIA)
    do(system, nomination(meeting, **why))
    do(system, CloseRegistration(meeting_id=meeting))
    refused(system, nomination(meeting, **why), InvalidTransition, AUSTRIA)
    refused(system, nomination(meeting), ReasonRequired)
    do(system, nomination(meeting, **why))
    rows = (DelegateRow(delegation="AT", function=DelegateFunction.MEMBER),)
    listed = RegisterDelegates(meeting_id=meeting, delegates=rows)
    refused(system, listed, ReasonRequired)
    late = listed.model_copy(update={"late_reason": "named by telephone"})
    fact = system.store.fact(do(system, late).facts[0].stream_id, 1)
    assert fact.late


def test_r50_a_late_withdrawal_needs_a_reason(system: System):
    meeting = announce_berlin(system)
    id = nominated_as(system, meeting, "member")
    set_terms(system, meeting, changes_until=datetime(2015, 12, 1, tzinfo=UTC))

    refused(system, WithdrawRegistration(registration_id=id), ReasonRequired, AUSTRIA)
    do(system, WithdrawRegistration(registration_id=id, reason="ill"), AUSTRIA)


# Requests


def oneself(participant: UUID) -> Principal:
    base = principal(Role.PARTICIPANT)
    return Principal(
        base.account, base.role, None, base.signed_in_by, participant=participant
    )


def test_r20_people_ask_where_the_terms_say_so(system: System):
    meeting = announce_berlin(system)
    person, other = enter(system), enter(system, name="Anna Muster")
    me = oneself(person)
    ask = RequestRegistration(meeting_id=meeting, function=DelegateFunction.MEMBER)

    refused(system, ask, InvalidTransition, me)
    set_terms(system, meeting, people_may_ask=True)
    for_other = ask.model_copy(update={"participant_id": other})
    refused(system, for_other, NotPermitted, me)
    asked = do(system, ask, me)

    assert asked.id == registration_id_of(meeting, person)
    assert names(asked) == ["bsm.registration.requested.v1"]
    refused(system, ask, AlreadyExists, me)
    refused(system, nomination(meeting, participant_id=person), AlreadyExists, AUSTRIA)
    refused(system, ConfirmRegistration(registration_id=asked.id), InvalidTransition)


def test_r21_endorsing_is_judged_like_a_nomination(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, people_may_ask=True)
    nominated_as(system, meeting, "head")
    asked = do(
        system,
        RequestRegistration(
            meeting_id=meeting,
            function=DelegateFunction.HEAD,
            participant_id=enter(system),
        ),
    ).id

    as_asked = EndorseRequest(registration_id=asked)
    refused(system, as_asked, CompositionBroken, AUSTRIA)
    refused(system, as_asked, NotPermitted, ITALY)
    alternate = as_asked.model_copy(update={"function": DelegateFunction.ALTERNATE})
    assert names(do(system, alternate, AUSTRIA)) == [
        "bsm.registration.endorsed.v1",
        ALTERNATE_NAMED,
    ]
    confirm(system, asked)


def test_r21_a_request_is_declined_with_a_reason(system: System):
    meeting = announce_berlin(system)
    set_terms(system, meeting, people_may_ask=True)
    person = enter(system)
    ask = RequestRegistration(
        meeting_id=meeting,
        function=DelegateFunction.HEAD,
        participant_id=person,
    )
    id = do(system, ask).id

    declined = do(system, DeclineRequest(registration_id=id, reason="no"), AUSTRIA)

    assert names(declined) == ["bsm.registration.request_declined.v1"]
    again = do(system, nomination(meeting, participant_id=person), AUSTRIA)
    assert again.id == id


# Old logs


def test_heads_from_before_are_taken_over_once(system: System):
    meeting = announce_berlin(system)
    heads = [uuid4(), uuid4()]

    def work(transaction: Transaction) -> None:
        now = transaction.now()
        before = replace(METADATA, recorded_at=now, occurred_at=now)
        for id in heads:
            fact = Registration.nominate(
                id,
                replace(before, command_id=uuid4()),
                meeting_id=meeting,
                delegation="AT",
                function=DelegateFunction.HEAD,
            )
            transaction.append_facts([fact])

    system.store.run_in_transaction(work)
    system.engine.catch_up()
    upkeep = system.part(DelegationUpkeep)

    upkeep.adopt()
    position = system.store.position()
    system.engine.catch_up()
    upkeep.adopt()

    assert system.store.position() == position
    delegation = delegation_on_record(system, meeting)
    assert delegation is not None
    assert set(delegation.heads) == set(heads)
    refused(system, nomination(meeting, "head"), CompositionBroken)
    do(system, WithdrawRegistration(registration_id=heads[0]))
    refused(system, nomination(meeting, "head"), CompositionBroken)
    do(system, WithdrawRegistration(registration_id=heads[1]))
    nominated_as(system, meeting, "head")
    adoption = AdoptDelegation(
        meeting_id=meeting, delegation="AT", registration_ids=tuple(heads)
    )
    refused(system, adoption, AlreadyExists, principal(Role.SYSTEM))
