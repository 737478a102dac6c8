"""Changes that delegations request after the deadline: rule R43 of record 0057."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from service.registration.registration_requests import (
    listed,
    names,
    nominated_as,
    nomination,
    refused,
    set_terms,
)
from service.registration.substitution_requests import (
    history_of,
    person,
    registration_of,
    requests_of,
    substitute,
    substitution,
)
from systems import (
    AUDITOR,
    AUSTRIA,
    ITALY,
    SECRETARIAT,
    announce_berlin,
    confirm,
    do,
    enter,
    system_in,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    CompositionBroken,
    InvalidTransition,
    InvalidValue,
    NotPermitted,
    ReasonRequired,
)
from bsm_domain.foundation.values import DelegateFunction
from bsm_projections.databases import Place
from bsm_service.application.system import System
from bsm_service.meetings.commands import CloseRegistration
from bsm_service.people.commands import ErasePersonalData, MergeParticipants
from bsm_service.registration.commands import (
    ChangeFunction,
    NominateDelegation,
    NominatedPerson,
    WithdrawRegistration,
)
from bsm_service.registration.substitution.commands import (
    GrantChange,
    RefuseChange,
    SubstituteDelegate,
)
from bsm_service.registration.substitution.lists import CHANGE_REQUESTS
from bsm_service.vault.personal_details import PersonalDetails

REQUESTED = "bsm.registration.change_requested.v1"
GRANTED = "bsm.registration.change_granted.v1"
WHY = "fell ill"
PAST = datetime(2015, 12, 1, tzinfo=UTC)


@pytest.fixture
def system(place: Place) -> Iterator[System]:
    system = system_in(place)
    yield system
    system.close()


def after_deadline(system: System) -> tuple[UUID, UUID]:
    """A meeting after its deadline for changes, and the confirmed head of AT."""
    meeting = announce_berlin(system)
    participant, id = person(system, meeting, "Anna Muster")
    nominated_as(system, meeting, "head", participant_id=participant)
    confirm(system, id)
    set_terms(system, meeting, changes_until=PAST)
    return meeting, id


def requested(
    system: System, registration: UUID, participant: UUID
) -> SubstituteDelegate:
    command = substitution(registration, participant_id=participant, reason=WHY)
    do(system, command, AUSTRIA)
    return command


def function(registration: UUID, function: str, **fields: str) -> ChangeFunction:
    return ChangeFunction(
        registration_id=registration, function=DelegateFunction(function), **fields
    )


def test_v7_a_substitute_is_requested_and_granted(system: System):
    meeting, r1 = after_deadline(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    asked = substitution(r1, participant_id=p2, reason=WHY)

    unexplained = asked.model_copy(update={"reason": None})
    refused(system, unexplained, ReasonRequired, AUSTRIA)
    answer = do(system, asked, AUSTRIA)

    assert names(answer) == [REQUESTED]
    assert answer.notes == (
        f"the change was requested, not made: registration {r1} stays as it is until "
        "the secretariat grants or refuses the change",
    )
    assert registration_of(system, r1).status == "confirmed"
    [shown] = requests_of(system, meeting)
    assert (shown.change, shown.substitute, shown.reason, shown.status) == (
        "substitution",
        str(p2),
        WHY,
        "open",
    )
    again = refused(system, asked, InvalidTransition, AUSTRIA)
    assert again.startswith("a change of this registration was already requested")
    grant = GrantChange(registration_id=r1)
    refused(system, grant, NotPermitted, AUSTRIA)
    granted = do(system, grant)

    assert names(granted) == [
        GRANTED,
        "bsm.registration.substituted.v1",
        "bsm.registration.nominated.v2",
        "bsm.registration.confirmed.v1",
        "bsm.seat_ledger.passed_on.v1",
        "bsm.delegation.head_left.v1",
        "bsm.delegation.head_named.v1",
    ]
    assert not granted.notes
    [fact] = system.store.page(granted.position - 7, 1)
    assert fact.fact.request == answer.version
    assert registration_of(system, r2).status == "confirmed"
    assert requests_of(system, meeting) == ()
    [done] = requests_of(system, meeting, decided=True)
    assert (done.status, done.version) == ("granted", answer.version)
    assert "no change is requested" in refused(
        system, GrantChange(registration_id=r2), InvalidTransition
    )


def test_another_function_is_requested_and_granted(system: System):
    meeting, head = after_deadline(system)
    member = nominated_as(system, meeting, "member")
    confirm(system, member)

    answer = do(system, function(member, "head", reason=WHY), AUSTRIA)

    assert names(answer) == [REQUESTED]
    # Judged when it is granted: there is a head until then.
    grant = GrantChange(registration_id=member)
    refused(system, grant, CompositionBroken)
    do(system, WithdrawRegistration(registration_id=head, reason=WHY))
    assert names(do(system, grant)) == [
        GRANTED,
        "bsm.registration.function_changed.v1",
        "bsm.delegation.head_named.v1",
    ]
    same = function(member, "head", reason=WHY)
    refused(system, same, InvalidValue, AUSTRIA)


def test_a_refused_change_leaves_everything_as_it_was(system: System):
    meeting, r1 = after_deadline(system)
    p2, _ = person(system, meeting, "Bruno Muster")
    requested(system, r1, p2)

    answer = do(system, RefuseChange(registration_id=r1, reason="too late"))

    assert names(answer) == ["bsm.registration.change_refused.v1"]
    assert registration_of(system, r1).status == "confirmed"
    [shown] = requests_of(system, meeting, decided=True)
    assert (shown.status, shown.reason) == ("refused", WHY)
    do(system, substitution(r1, participant_id=p2, reason="again"), AUSTRIA)


@pytest.mark.parametrize("closed", [False, True])
def test_what_is_not_confirmed_is_changed_at_once(system: System, closed: bool):
    meeting = announce_berlin(system)
    r1 = nominated_as(system, meeting, "member")
    if closed:
        do(system, CloseRegistration(meeting_id=meeting))
    else:
        set_terms(system, meeting, changes_until=PAST)
    p2, r2 = person(system, meeting, "Bruno Muster")

    changed = do(system, function(r1, "adviser", reason=WHY), AUSTRIA)
    substituted = substitute(system, r1, AUSTRIA, participant_id=p2, reason=WHY)

    assert REQUESTED not in names(changed) + names(substituted)
    assert registration_of(system, r2).status == "nominated"


def test_once_registration_is_closed_changes_are_requested(system: System):
    meeting = announce_berlin(system)
    r1 = nominated_as(system, meeting, "member")
    confirm(system, r1)
    do(system, CloseRegistration(meeting_id=meeting))

    said = refused(system, function(r1, "adviser"), ReasonRequired, AUSTRIA)
    assert said.startswith("registration is closed; give a reason")
    new = substitution(r1, person=PersonalDetails(name="Dora Muster"), reason=WHY)
    answer = do(system, new, AUSTRIA)

    assert names(answer) == ["bsm.participant.entered.v1", REQUESTED]
    do(system, GrantChange(registration_id=r1))
    assert len(history_of(system, r1)) == 2
    # The secretariat changes it at once.
    r2 = UUID(history_of(system, r1)[1].registration_id)
    assert names(substitute(system, r2))[0] == "bsm.registration.substituted.v1"


def test_whom_nobody_can_be_substituted_by_is_refused_at_once(system: System):
    meeting, r1 = after_deadline(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    nominated_as(system, meeting, "member", participant_id=p2)

    asked = substitution(r1, participant_id=p2, reason=WHY)
    assert f"({r2})" in refused(system, asked, AlreadyExists, AUSTRIA)


def test_granting_judges_the_substitute_anew(system: System):
    meeting, r1 = after_deadline(system)
    p2, r2 = person(system, meeting, "Bruno Muster")
    requested(system, r1, p2)
    grant = GrantChange(registration_id=r1)

    nominated_as(system, meeting, "member", participant_id=p2)
    refused(system, grant, AlreadyExists)
    do(system, WithdrawRegistration(registration_id=r2, reason=WHY))
    # Under the entry that speaks for the person now.
    stays = enter(system, name="Bruno B. Muster")
    do(system, MergeParticipants(participant_id=p2, into=stays, reason="the same"))
    assert requests_of(system, meeting)
    do(system, ErasePersonalData(participant_id=stays, reason="asked for"))
    assert "was erased" in refused(system, grant, InvalidTransition)
    do(system, RefuseChange(registration_id=r1, reason="erased"))


def test_a_merged_substitute_is_granted_under_the_entry_that_stays(system: System):
    meeting, r1 = after_deadline(system)
    p2, _ = person(system, meeting, "Bruno Muster")
    requested(system, r1, p2)
    stays = enter(system, name="Bruno B. Muster")
    do(system, MergeParticipants(participant_id=p2, into=stays, reason="the same"))

    do(system, GrantChange(registration_id=r1))

    assert history_of(system, r1)[1].participant_id == str(stays)


def test_a_request_lapses_with_its_registration(system: System):
    meeting, r1 = after_deadline(system)
    p2, _ = person(system, meeting, "Bruno Muster")
    requested(system, r1, p2)

    do(system, WithdrawRegistration(registration_id=r1, reason=WHY), AUSTRIA)

    assert requests_of(system, meeting) == ()
    [shown] = requests_of(system, meeting, decided=True)
    assert (shown.status, shown.decided_at is None) == ("lapsed", False)
    do(system, nomination(meeting, "head"), AUSTRIA)


def test_in_a_whole_delegation_changes_of_who_has_a_seat_are_requested(
    system: System,
):
    meeting, r1 = after_deadline(system)
    participant = registration_of(system, r1).participant_id
    command = NominateDelegation(
        meeting_id=meeting,
        delegation="AT",
        delegates=(
            NominatedPerson(
                function=DelegateFunction.MEMBER, participant_id=participant
            ),
        ),
        replaces=(r1,),
        reason=WHY,
    )

    answer = do(system, command, AUSTRIA)

    assert names(answer) == [REQUESTED]
    assert len(answer.notes) == 1
    assert registration_of(system, r1).function == "head"


def test_a_delegation_sees_its_own_requests(system: System):
    meeting, r1 = after_deadline(system)
    requested(system, r1, person(system, meeting, "Bruno Muster")[0])

    seen = {
        by.account: len(listed(system, CHANGE_REQUESTS, by, meeting_id=str(meeting)))
        for by in (AUSTRIA, ITALY, SECRETARIAT, AUDITOR)
    }

    assert seen == {
        AUSTRIA.account: 1,
        ITALY.account: 0,
        SECRETARIAT.account: 1,
        AUDITOR.account: 1,
    }
    italian = {"meeting_id": str(meeting), "delegation": "AT"}
    assert listed(system, CHANGE_REQUESTS, ITALY, **italian) == []
