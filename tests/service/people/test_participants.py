"""People on record: entered, found again, registered once, designated, erased."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from service.event_store.transaction_examples import in_one_transaction
from systems import (
    AUSTRIA,
    ITALY,
    PARTICIPANT,
    SECRETARIAT,
    announce_berlin,
    at_once,
    do,
    enter,
    people_with_email,
)

from bsm_domain.foundation.errors import (
    AlreadyExists,
    DomainError,
    InvalidTransition,
    InvalidValue,
    NotFound,
    NotPermitted,
)
from bsm_domain.people.participant import ALL_GROUPS, PersonalGroup
from bsm_domain.registration.registration import registration_id_of
from bsm_projections.engine.audience import Audience
from bsm_projections.history.queries import facts
from bsm_projections.people.queries import focal_points_on, participant, participants
from bsm_projections.people.read_model import Participant
from bsm_projections.registration.queries import registrations
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.people.commands import (
    ChangeDetails,
    DesignateFocalPoint,
    EndDesignation,
    EnterParticipant,
    ErasePersonalData,
)
from bsm_service.registration.commands import (
    DelegateRow,
    NominateDelegate,
    RegisterDelegates,
    WithdrawRegistration,
)
from bsm_service.vault.personal_data_reader import VisiblePerson
from bsm_service.vault.personal_details import PersonalDetails, PersonalDetailsChange

EVA = PersonalDetails(
    name="Eva Beispiel",
    email="Eva.Beispiel@example.org",
    phone="+43 1 234 567",
    function="Head of unit",
    agency="Border police",
    language="de-AT",
    dietary_needs="no nuts",
    access_needs="a ramp",
)
SAME_ADDRESS = "eva.beispiel@EXAMPLE.org"


def on_record(system: System, id: UUID) -> Participant:
    with system.read(system.now(), Audience(True)) as context:
        details = participant(context, str(id))
    assert details is not None
    return details


def visible_person(system: System, id: UUID) -> VisiblePerson:
    """All of somebody, as the secretariat sees it."""
    return system.personal_data.open(
        SECRETARIAT, [on_record(system, id)], ALL_GROUPS, purpose="a test", place="here"
    )[0]


def nominated(
    meeting: UUID,
    person: PersonalDetails | None = None,
    participant_id: UUID | None = None,
    delegation: str = "AT",
) -> NominateDelegate:
    return NominateDelegate(
        meeting_id=meeting,
        delegation=delegation,
        function="member",
        person=person,
        participant_id=participant_id,
    )


def who_is_registered(system: System, registration: UUID) -> str | None:
    with system.read(system.now(), Audience(True)) as context:
        return context.snapshot.row(
            "SELECT participant_id FROM {registrations} WHERE registration_id = :id "
            "ORDER BY from_position DESC",
            id=str(registration),
        )["participant_id"]


def refused(
    system: System, command: Command, error: type[DomainError], by=SECRETARIAT
) -> str:
    """What is said; nothing may have been stored."""
    before = system.store.position()
    with pytest.raises(error) as refusal:
        do(system, command, by)
    assert type(refusal.value) is error
    assert system.store.position() == before
    return str(refusal.value)


# Entered, changed, shown


def test_whoever_is_entered_is_shown_in_full_to_whom_may_see_it(system: System):
    id = uuid4()
    enter(system, id, by=AUSTRIA, **EVA.model_dump())

    assert visible_person(system, id) == VisiblePerson(
        str(id), "AT", frozenset(PersonalGroup), **EVA.model_dump()
    )


def test_what_is_told_anew_replaces_its_group_and_nothing_else(system: System):
    id = enter(system, **EVA.model_dump())
    details = PersonalDetailsChange(name="Eva Muster", phone="+43 1 999 999")

    do(system, ChangeDetails(participant_id=id, details=details), AUSTRIA)

    after = visible_person(system, id)
    assert (after.name, after.phone, after.email) == (
        "Eva Muster",
        "+43 1 999 999",
        None,
    )
    assert (after.function, after.dietary_needs) == (EVA.function, EVA.dietary_needs)
    assert system.vault.people.search("muster") == [id]
    assert system.vault.people.search("beispiel") == []
    assert people_with_email(system.vault, SAME_ADDRESS) == []


def test_a_group_is_withdrawn(system: System):
    id = enter(system, **EVA.model_dump())
    withdrawn = (PersonalGroup.CONTACT, PersonalGroup.NEEDS)

    do(
        system,
        ChangeDetails(
            participant_id=id, details=PersonalDetailsChange(), withdrawn=withdrawn
        ),
    )

    after = visible_person(system, id)
    assert (after.email, after.phone, after.dietary_needs) == (None, None, None)
    assert after.name == EVA.name
    assert people_with_email(system.vault, SAME_ADDRESS) == []
    assert system.vault.people.search("beispiel") == [id]


def test_a_change_must_change_something_and_only_once(system: System):
    id = enter(system)
    for details, withdrawn, why in (
        ({}, (), "nothing would change"),
        (
            {"phone": "+43 1 234"},
            (PersonalGroup.CONTACT,),
            "contact is both changed and",
        ),
        ({}, (PersonalGroup.NAME,), "name cannot be removed"),
    ):
        command = ChangeDetails(
            participant_id=id,
            details=PersonalDetailsChange(**details),
            withdrawn=withdrawn,
        )
        assert why in refused(system, command, InvalidValue)


def test_an_address_is_that_of_one_person_of_a_delegation(system: System):
    first = enter(system, **EVA.model_dump())
    again = EnterParticipant(
        participant_id=uuid4(),
        delegation="AT",
        person=PersonalDetails(name="Somebody else", email=SAME_ADDRESS),
    )
    other = enter(system, name="Max Muster", email="max@example.org")
    command_taken = ChangeDetails(
        participant_id=other, details=PersonalDetailsChange(email=SAME_ADDRESS)
    )

    for command in (again, command_taken):
        refusal = refused(system, command, AlreadyExists)
        assert str(first) in refusal
        assert "example.org" not in refusal
    enter(system, delegation="IT", email=SAME_ADDRESS)
    own = PersonalDetailsChange(email=SAME_ADDRESS, phone="+43 1 1111")
    do(system, ChangeDetails(participant_id=first, details=own))


def test_a_focal_point_cares_for_their_own_people_only(system: System):
    id = enter(system, by=AUSTRIA)
    change = ChangeDetails(
        participant_id=id, details=PersonalDetailsChange(phone="+43 1 234")
    )

    assert "own delegation" in refused(system, change, NotPermitted, by=ITALY)
    assert "yourself" in refused(system, change, NotPermitted, by=PARTICIPANT)
    with pytest.raises(NotPermitted):
        enter(system, by=ITALY)


# Found by e-mail address, registered once


def test_a_person_with_a_known_address_is_that_person(system: System):
    meeting, id = announce_berlin(system), enter(system, **EVA.model_dump())
    size = system.store.position()

    result = do(
        system,
        nominated(meeting, PersonalDetails(name="E. Beispiel", email=SAME_ADDRESS)),
    )

    assert result.id == registration_id_of(meeting, id)
    assert who_is_registered(system, result.id) == str(id)
    assert system.store.position() == size + 1
    assert visible_person(system, id).name == EVA.name


def test_the_same_address_of_another_delegation_is_somebody_else(system: System):
    meeting, id = announce_berlin(system), enter(system, **EVA.model_dump())

    result = do(system, nominated(meeting, EVA, delegation="IT"))

    assert result.id != registration_id_of(meeting, id)
    with system.read(system.now(), Audience(True)) as context:
        known = participants(context)
    assert sorted(item.delegation for item in known.items) == ["AT", "IT"]


def test_two_commands_of_one_turn_with_one_address_are_about_one_person(
    system: System,
):
    meetings = [announce_berlin(system) for _ in range(2)]

    results = in_one_transaction(
        system.store,
        *[work_of(system, nominated(meeting, EVA)) for meeting in meetings],
    )

    ids = {who_is_registered(system, result.id) for result in results}
    assert len(ids) == 1
    with system.read(system.now(), Audience(True)) as context:
        assert participants(context).total == 1


def test_an_address_given_up_earlier_in_the_turn_finds_nobody(system: System):
    meeting, id = announce_berlin(system), enter(system, **EVA.model_dump())
    change = ChangeDetails(
        participant_id=id, details=PersonalDetailsChange(email="new@example.org")
    )
    works = [work_of(system, command) for command in (change, nominated(meeting, EVA))]

    changed, result = in_one_transaction(system.store, *works)

    assert changed.id == id
    assert who_is_registered(system, result.id) not in (None, str(id))


class NotRun(Exception):
    """The work was taken instead of being done."""


def work_of(system: System, command: Command):
    """What the single door would have done in a turn of its own."""
    works = []

    def take(work, key):
        works.append(work)
        raise NotRun

    run, system.store.run_in_transaction = system.store.run_in_transaction, take
    try:
        with pytest.raises(NotRun):
            system.service.execute(command, SECRETARIAT, command_id=uuid4())
    finally:
        system.store.run_in_transaction = run
    return works[0]


def test_a_person_has_one_registration_for_a_meeting(system: System):
    meeting, id = announce_berlin(system), enter(system, **EVA.model_dump())
    first = do(system, nominated(meeting, participant_id=id))

    for again in (
        nominated(meeting, participant_id=id),
        nominated(meeting, EVA),
        RegisterDelegates(
            meeting_id=meeting,
            delegates=(DelegateRow(delegation="AT", function="head", person=EVA),),
        ),
    ):
        assert "already" in refused(system, again, AlreadyExists)
    assert first.id == registration_id_of(meeting, id)
    # And of those who ask at once, one is heard.
    other = announce_berlin(system)
    results = at_once(
        [lambda: do(system, nominated(other, participant_id=id))] * 4,
    )
    assert sum(isinstance(result, CommandResult) for result in results) == 1
    assert {type(result) for result in results} == {CommandResult, AlreadyExists}


def test_whoever_left_is_nominated_again(system: System):
    meeting, id = announce_berlin(system), enter(system)
    first = do(system, nominated(meeting, participant_id=id))
    do(system, WithdrawRegistration(registration_id=first.id))

    again = do(system, nominated(meeting, participant_id=id))

    assert (again.id, again.version) == (first.id, 3)


def test_only_ones_own_people_are_nominated(system: System):
    meeting, id = announce_berlin(system), enter(system)

    refusal = refused(
        system, nominated(meeting, participant_id=id, delegation="IT"), NotFound
    )
    assert refused(
        system, nominated(meeting, participant_id=uuid4()), NotFound
    ).startswith("there is no participant")
    assert "IT has no participant" in refusal
    assert "not both" in refused(
        system, nominated(meeting, EVA, participant_id=id), InvalidValue
    )


def test_a_participant_withdraws_their_own_registration_and_no_other(system: System):
    meeting = announce_berlin(system)
    own, other = enter(system), enter(system)
    ids = [do(system, nominated(meeting, participant_id=id)).id for id in (own, other)]
    oneself = PARTICIPANT.__class__(
        "0a1b",
        PARTICIPANT.role,
        "AT",
        PARTICIPANT.signed_in_by,
        participant=own,
    )

    refused(system, WithdrawRegistration(registration_id=ids[1]), NotPermitted, oneself)
    result = do(system, WithdrawRegistration(registration_id=ids[0]), oneself)

    assert result.id == ids[0]


# Lists of delegates


def test_a_list_enters_people_and_finds_those_who_are_known(system: System):
    meeting, known = announce_berlin(system), enter(system, **EVA.model_dump())
    new = PersonalDetails(name="Max Muster", email="max@example.org")
    rows = (EVA, new, PersonalDetails(name="No Address"), None)

    do(
        system,
        RegisterDelegates(
            meeting_id=meeting,
            delegates=tuple(
                DelegateRow(delegation="AT", function="member", person=row)
                for row in rows
            ),
        ),
    )

    with system.read(system.now(), Audience(True)) as context:
        registered = registrations(context, str(meeting)).items
        on_record = participants(context).items
    ids = [row.participant_id for row in registered]
    assert ids.count(None) == 1
    assert str(known) in ids
    assert len(on_record) == 3
    names = {visible_person(system, UUID(item.id)).name for item in on_record}
    assert names == {"Eva Beispiel", "Max Muster", "No Address"}


def test_a_list_with_one_address_twice_is_refused_as_a_whole(system: System):
    meeting = announce_berlin(system)
    twice = EVA.model_copy(update={"email": SAME_ADDRESS})
    rows = tuple(
        DelegateRow(delegation=code, function="member", person=person)
        for code, person in (("AT", EVA), ("IT", EVA), ("AT", twice))
    )

    refusal = refused(
        system, RegisterDelegates(meeting_id=meeting, delegates=rows), AlreadyExists
    )

    assert "row 3, person.email: row 1 has the same e-mail address" in refusal
    assert "example.org" not in refusal
    assert system.vault.people.search("eva") == []


# Focal points


def test_the_focal_point_of_a_day_is_known_and_succession_too(system: System):
    before, after = enter(system), enter(system, name="Max Muster")
    do(
        system,
        DesignateFocalPoint(participant_id=before, since=date(2014, 1, 1)),
    )
    do(system, EndDesignation(participant_id=before, on=date(2015, 6, 30)))
    do(
        system,
        DesignateFocalPoint(
            participant_id=after, since=date(2015, 7, 1), until=date(2017, 12, 31)
        ),
    )

    with system.read(system.now(), Audience(True)) as context:
        focal_points = {
            day: [
                UUID(item.id)
                for item in focal_points_on(context, date.fromisoformat(day))
            ]
            for day in ("2013-12-31", "2015-06-30", "2015-07-01", "2018-01-01")
        }
    assert focal_points == {
        "2013-12-31": [],
        "2015-06-30": [before],
        "2015-07-01": [after],
        "2018-01-01": [],
    }


# Erased


def test_of_an_erased_person_nothing_can_be_asked(system: System):
    meeting, id = announce_berlin(system), enter(system, **EVA.model_dump())
    registration = do(system, nominated(meeting, participant_id=id)).id
    do(system, ErasePersonalData(participant_id=id, reason="asked for it"))

    for command in (
        ChangeDetails(participant_id=id, details=PersonalDetailsChange(name="Eva")),
        DesignateFocalPoint(participant_id=id, since=date(2016, 1, 1)),
        nominated(announce_berlin(system), participant_id=id),
    ):
        assert "data of this person was erased" in refused(
            system, command, InvalidTransition
        )
    # That somebody was registered stays.
    assert who_is_registered(system, registration) == str(id)
    # Whoever comes again is somebody new.
    again = do(system, nominated(announce_berlin(system), EVA))
    assert who_is_registered(system, again.id) != str(id)


def test_facts_about_people_tell_nothing_personal_in_their_sentences(system: System):
    meeting, id = announce_berlin(system), enter(system, **EVA.model_dump())
    do(system, nominated(meeting, participant_id=id))
    do(system, DesignateFocalPoint(participant_id=id, since=date(2016, 1, 1)))

    with system.read(system.now(), Audience(True)) as context:
        sentences = " ".join(fact.sentence for fact in facts(context, limit=100).items)
    for value in EVA.model_dump().values():
        assert value not in sentences
    with system.store.database.connection() as connection:
        stored = connection.execute("SELECT state FROM stored_events").fetchall()
    for value in EVA.model_dump().values():
        assert not [item for item in stored if value.encode() in bytes(item[0])]
