"""Two entries of one person: merged, separated, and erased together."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from service.registration.registration_requests import set_terms
from systems import (
    AUSTRIA,
    ITALY,
    PARTICIPANT,
    SECRETARIAT,
    announce_berlin,
    do,
    enter,
    nominate,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidTransition,
    NotPermitted,
)
from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_domain.people.participant import PersonalGroup
from bsm_projections.engine.audience import Audience
from bsm_projections.people.queries import (
    participant,
    participants,
    people_by_delegation,
)
from bsm_projections.privacy.retained_people import retained_people
from bsm_projections.registration.queries import registrations_of_participant
from bsm_service.access.permissions import Principal
from bsm_service.application.record_list import QueryRequest
from bsm_service.application.system import System
from bsm_service.people.commands import (
    ChangeDelegation,
    ChangeDetails,
    ErasePersonalData,
    MergeParticipants,
    SeparateParticipants,
    WithholdListing,
)
from bsm_service.people.lists import DUPLICATES
from bsm_service.privacy import own_data
from bsm_service.privacy.erasure.execution import ErasureService
from bsm_service.proof.verification import verify
from bsm_service.registration.commands import (
    NominateDelegate,
    RequestRegistration,
    WithdrawRegistration,
)


def register(system: System, meeting: UUID, person: UUID, code: str = "AT") -> UUID:
    nomination = NominateDelegate(
        meeting_id=meeting, delegation=code, function="member", participant_id=person
    )
    return do(system, nomination).id


def merge(system: System, person: UUID, into: UUID, by: Principal = SECRETARIAT):
    command = MergeParticipants(participant_id=person, into=into, reason="the same")
    result = do(system, command, by)
    system.engine.catch_up()
    return result


def separate(system: System, person: UUID) -> None:
    do(system, SeparateParticipants(participant_id=person, reason="two people"))
    system.engine.catch_up()


def registrations_of(system: System, person: UUID) -> set[str]:
    with system.read(system.now(), Audience(True)) as context:
        found = registrations_of_participant(context, str(person))
    return {registration.id for registration in found}


def listed_people(system: System) -> set[str]:
    with system.read(system.now(), Audience(True)) as context:
        page = participants(context)
        assert page.total == len(page.items)
        assert {person.id for person in people_by_delegation(context)} == {
            person.id for person in page.items
        }
        assert {person.participant for person in retained_people(context)} <= {
            person.id for person in page.items
        }
    return {person.id for person in page.items}


# V19


def test_registrations_of_both_are_listed_under_the_one_that_stays(system: System):
    """V19: given p1, p2 of AT, no meeting in common; when Merge(p2 into p1); then
    MergedInto(p1); p2's registrations listed under p1."""
    p1, p2 = enter(system, name="Eva Muster"), enter(system, name="Eva Mustér")
    first, second = announce_berlin(system), announce_berlin(system)
    r1, r2 = register(system, first, p1), register(system, second, p2)

    result = merge(system, p2, p1)

    assert [fact.stored_name for fact in result.facts] == [
        "bsm.participant.merged_into.v1",
        "bsm.participant.duplicate_added.v1",
    ]
    assert [fact.stream_id for fact in result.facts] == [p2, p1]
    both = {str(r1), str(r2)}
    assert registrations_of(system, p1) == registrations_of(system, p2) == both
    assert listed_people(system) == {str(p1)}
    with system.read(system.now(), Audience(True)) as context:
        for id in (p1, p2):
            person = participant(context, str(id))
            assert person is not None
            assert (person.id, person.duplicates) == (str(p1), (str(p2),))

    separate(system, p2)

    assert registrations_of(system, p1) == {str(r1)}
    assert registrations_of(system, p2) == {str(r2)}
    assert listed_people(system) == {str(p1), str(p2)}
    assert verify(system.place).ok


# Edge cases 35 and 36


def test_two_who_are_both_registered_for_a_meeting_are_not_merged(system: System):
    p1, p2 = enter(system, name="Eva Muster"), enter(system, name="Eva Mustér")
    meeting = announce_berlin(system)
    r1, r2 = register(system, meeting, p1), register(system, meeting, p2)
    before = system.store.position()

    with pytest.raises(AlreadyExists, match=r"both are registered for 10th Annual"):
        merge(system, p2, p1)

    assert system.store.position() == before
    do(system, WithdrawRegistration(registration_id=r2))
    merge(system, p2, p1)
    assert registrations_of(system, p1) == {str(r1), str(r2)}


def test_the_duplicates_of_the_one_that_stays_count_too(system: System):
    p1, p2, p3 = (enter(system, name=f"Eva {number}") for number in range(3))
    meeting = announce_berlin(system)
    register(system, meeting, p2)
    register(system, meeting, p3)
    merge(system, p2, p1)

    with pytest.raises(AlreadyExists, match="both are registered"):
        merge(system, p3, p1)
    with pytest.raises(AlreadyExists, match="already registered for the meeting"):
        register(system, meeting, p1)
    with pytest.raises(InvalidTransition, match=f"was merged into {p1}"):
        register(system, meeting, p2)


def test_erasing_the_one_that_stays_erases_the_other(system: System):
    before_all = system.now()
    p1 = enter(system, name="Eva Muster", email="eva@example.org")
    p2 = enter(system, name="Eva Mustér", email="muster@example.org")
    system.engine.catch_up()
    entered = system.now()
    merge(system, p2, p1)

    do(system, ErasePersonalData(participant_id=p1, reason="they asked for it"))
    service = system.part(ErasureService)
    assert service.wait(system.store.position(), 20)
    system.engine.catch_up()

    assert {receipt.id for receipt in service.receipts()} == {p1, p2}
    assert all(not receipt.found for receipt in service.receipts())
    for moment in (entered, system.now()):
        with system.read(moment, Audience(True)) as context:
            people = [participant(context, str(id)) for id in (p1, p2)]
        for person in system.personal_data.open(
            SECRETARIAT,
            [person for person in people if person],
            list(PersonalGroup),
            purpose="a test",
            place="here",
        ):
            assert person.name == "[erased]"
    assert before_all.position < entered.position
    assert verify(system.place).ok


def test_erasing_the_other_erases_the_person(system: System):
    p1, p2 = enter(system, name="Eva Muster"), enter(system, name="Eva Mustér")
    merge(system, p2, p1)

    result = do(system, ErasePersonalData(participant_id=p2, reason="asked"))

    assert result.id == p2
    assert [fact.stream_id for fact in result.facts] == [p2, p1]
    for command in (
        SeparateParticipants(participant_id=p2, reason="late"),
        ErasePersonalData(participant_id=p1, reason="again"),
    ):
        with pytest.raises(InvalidTransition, match="erased"):
            do(system, command)


# Who may, and what they see


def test_only_the_secretariat_merges(system: System):
    p1, p2 = enter(system, name="Eva Muster"), enter(system, name="Eva Mustér")
    with pytest.raises(NotPermitted):
        merge(system, p2, p1, AUSTRIA)


def test_permissions_follow_the_entry_that_stays(system: System):
    p1 = enter(system, name="Eva Muster")
    p2 = enter(system, delegation="IT", name="Eva Mustér")
    meeting = announce_berlin(system)
    registration = register(system, meeting, p2, "IT")
    merge(system, p2, p1)
    accounts = [
        Principal(
            f"person-{id}", Role.PARTICIPANT, None, SignInMethod.SYSTEM, participant=id
        )
        for id in (p1, p2)
    ]

    with pytest.raises(NotPermitted):
        do(system, WithholdListing(participant_id=p1), ITALY)
    do(system, WithholdListing(participant_id=p1), AUSTRIA)
    do(system, WithholdListing(participant_id=p1, withheld=False), accounts[1])
    change = ChangeDetails(participant_id=p1, details={"phone": "+43 1 234"})
    do(system, change, accounts[1])
    do(system, WithdrawRegistration(registration_id=registration), accounts[0])
    system.engine.catch_up()
    for account in accounts:
        export = own_data.export_own_data(system, account, place="a test")
        assert export.details["name"] == "Eva Muster"
        assert len(export.registrations) == 1
        assert {told.values.get("name") for told in export.told} >= {
            "Eva Muster",
            "Eva Mustér",
        }
    for other in (None, uuid4(), enter(system, name="Somebody Else")):
        somebody = Principal(
            "other", Role.PARTICIPANT, None, SignInMethod.SYSTEM, participant=other
        )
        with pytest.raises(NotPermitted):
            do(system, change, somebody)


def test_the_former_delegation_sees_the_name_in_its_registrations(system: System):
    eva = enter(system, name="Eva Muster", email="eva@example.org")
    moved = ChangeDelegation(participant_id=eva, delegation="IT", since="2016-01-01")
    do(system, moved)
    system.engine.catch_up()
    with system.read(system.now(), Audience(True)) as context:
        person = participant(context, str(eva))
    assert person is not None

    def seen(by: Principal, registered_for: dict[str, tuple[str, ...]]) -> tuple:
        [shown] = system.personal_data.open(
            by,
            [person],
            list(PersonalGroup),
            purpose="a test",
            place="here",
            registered_for=registered_for,
        )
        return shown.name, shown.email

    own = {str(eva): ("AT",)}
    assert seen(AUSTRIA, own) == ("Eva Muster", None)
    assert seen(AUSTRIA, {}) == (None, None)
    assert seen(ITALY, {}) == ("Eva Muster", "eva@example.org")


# Proposals


def proposals(system: System, by: Principal = SECRETARIAT) -> list[tuple[str, ...]]:
    system.engine.catch_up()
    with system.read(system.now(), Audience(True)) as context:
        request = QueryRequest(
            system=system, principal=by, context=context, place="here", purpose="a test"
        )
        found = DUPLICATES.query(request)
    return [
        (pair.because, *sorted((pair.name or "", pair.into_name or "")))
        for pair in found
    ]


def test_possible_duplicates_are_proposed(system: System):
    enter(system, name="Eva Muster", email="eva@example.org")
    p2 = enter(system, name="MUSTÉR, Dr. Eva")
    enter(system, name="Eva Muster", email="other@example.org")
    enter(system, name="Eva Muster", delegation="IT")
    p5 = enter(system, name="E. Muster", email="eva@example.org", delegation="IT")
    erased = enter(system, name="Eva Muster", email="third@example.org")
    do(system, ErasePersonalData(participant_id=erased, reason="asked"))

    found = proposals(system)

    assert sorted(found) == [
        ("same e-mail address", "E. Muster", "Eva Muster"),
        ("same name", "Eva Muster", "MUSTÉR, Dr. Eva"),
        ("same name", "Eva Muster", "MUSTÉR, Dr. Eva"),
    ]
    merge(system, p2, p5)
    assert len(proposals(system)) == 2  # p5 speaks for p2 now
    assert listed_people(system) >= {str(p5)}


def test_nominations_find_the_one_that_stays(system: System):
    p1 = enter(system, name="Eva Muster")
    p2 = enter(system, name="Eva Alt", email="alt@example.org")
    merge(system, p2, p1)
    meeting = announce_berlin(system)

    result = do(
        system,
        NominateDelegate(
            meeting_id=meeting,
            delegation="AT",
            function="member",
            person={"name": "Whoever", "email": "alt@example.org"},
        ),
    )
    system.engine.catch_up()
    assert registrations_of(system, p1) == {str(result.id)}
    assert nominate(system, meeting, by=AUSTRIA)


def test_a_request_is_for_the_entry_that_stays(system: System):
    p1, p2 = enter(system, name="Eva Muster"), enter(system, name="Eva Alt")
    merge(system, p2, p1)
    meeting = announce_berlin(system)
    set_terms(system, meeting, people_may_ask=True)
    ask = RequestRegistration(meeting_id=meeting, function="member")

    result = do(system, ask, replace(PARTICIPANT, participant=p2))

    system.engine.catch_up()
    assert registrations_of(system, p1) == {str(result.id)}
    with pytest.raises(AlreadyExists):
        do(system, ask, replace(PARTICIPANT, participant=p1))
