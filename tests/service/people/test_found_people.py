"""People are found again by e-mail address, reference and name, as keyed hashes."""

from contextlib import closing
from uuid import UUID, uuid4

import pytest
from service.event_store.transaction_examples import in_one_transaction
from service.people.test_email_addresses import forget_handles
from systems import announce_berlin, do, enter, system_in

from bsm_domain.foundation.errors import (
    AlreadyExists,
    InvalidValue,
    PersonMayBeKnown,
)
from bsm_domain.people.participant import PersonalGroup, personal_key_id
from bsm_domain.registration.registration import registration_id_of
from bsm_projections.databases import Place
from bsm_service.application.command_service import CommandResult
from bsm_service.application.people_lookup import PeopleLookup, PersonSought
from bsm_service.application.system import System
from bsm_service.people.commands import (
    ChangeDelegation,
    ChangeDetails,
    ErasePersonalData,
)
from bsm_service.proof.verification import verify
from bsm_service.registration.commands import (
    DelegateRow,
    NominateDelegate,
    NominateDelegation,
    NominatedPerson,
    RegisterDelegates,
)
from bsm_service.vault import FoundBy, Handle, HandleKind
from bsm_service.vault.personal_details import PersonalDetails


def nominate_person(system: System, meeting: UUID, **person: str) -> CommandResult:
    is_new = person.pop("is_new", "")
    return do(
        system,
        NominateDelegate(
            meeting_id=meeting,
            delegation="AT",
            function="member",
            person=PersonalDetails(**person),
            person_is_new=bool(is_new),
        ),
    )


def register(system: System, *people: dict[str, str], **more: str) -> CommandResult:
    rows = tuple(
        DelegateRow(
            delegation="AT",
            function="member",
            reference=person.pop("reference", None),
            person=PersonalDetails(**person),
        )
        for person in map(dict, people)
    )
    return do(system, RegisterDelegates(delegates=rows, **more))


def entered_in(result: CommandResult) -> int:
    return sum(
        fact.stored_name == "bsm.participant.entered.v1" for fact in result.facts
    )


def found(system: System, **sought: str) -> list[UUID]:
    """Who may be meant by somebody of Austria, or of another delegation."""
    delegation = sought.pop("delegation", "AT")

    def ask(transaction) -> list[UUID]:
        lookup = PeopleLookup(transaction, system.vault)
        [matches] = lookup.candidates([PersonSought(delegation, **sought)])
        return [match.id for match in matches]

    [ids] = in_one_transaction(system.store, ask)
    return ids


# Forms


def test_a_form_asks_whether_a_namesake_is_meant(system: System):
    meeting = announce_berlin(system)
    eva = enter(system, name="Eva MÜLLER")
    before = system.store.position()

    with pytest.raises(PersonMayBeKnown, match=str(eva)) as refusal:
        nominate_person(system, meeting, name="Dr. Muller, Eva")

    assert refusal.value.code == "person_may_be_known"
    assert [error.field for error in refusal.value.field_errors] == ["person_is_new"]
    assert "Muller" not in str(refusal.value)
    assert system.store.position() == before
    result = nominate_person(system, meeting, name="Dr. Muller, Eva", is_new="yes")
    assert entered_in(result) == 1


def test_people_with_different_addresses_are_not_namesakes(system: System):
    meeting = announce_berlin(system)
    eva = enter(system, name="Eva Muster", email="eva@example.org")

    other = nominate_person(system, meeting, name="Eva Muster", email="e@example.org")
    assert entered_in(other) == 1
    same = nominate_person(system, meeting, name="E. M.", email="\ufeffEVA@example.org")
    assert entered_in(same) == 0
    assert found(system, name="Eva Muster", email="eva@example.org") == [eva]
    assert len(found(system, name="Eva Muster")) == 2


def test_a_latin_name_finds_as_well(system: System):
    ana = enter(system, name="Ана Примерова", latin_name="Ana Primerova")

    assert found(system, name="ПРИМЕРОВА Ана") == [ana]
    assert found(system, name="Ms Ana Primerova") == [ana]
    assert found(system, name="X", latin_name="PRIMEROVA, Ana") == [ana]
    assert found(system, name="Ana Primerova", delegation="IT") == []


def test_people_are_found_by_what_is_on_record_now(system: System):
    eva = enter(system, name="Eva Muster", email="eva@example.org")
    do(
        system,
        ChangeDetails(
            participant_id=eva,
            details={"name": "Eva Neu", "latin_name": "Eve New", "email": "n@x.org"},
        ),
    )

    assert found(system, name="Eva Muster") == []
    assert found(system, email="eva@example.org") == []
    for sought in ({"name": "Eva NEU"}, {"name": "New Eve"}, {"email": "N@x.org"}):
        assert found(system, **sought) == [eva]

    do(
        system,
        ChangeDelegation(participant_id=eva, delegation="IT", since="2016-01-01"),
    )
    assert found(system, name="Eva Neu") == []
    assert found(system, name="Eva Neu", delegation="IT") == [eva]
    assert verify(system.place).ok


def test_all_of_a_name_is_replaced_together(system: System):
    eva = enter(system, name="Eva Muster")
    change = ChangeDetails(participant_id=eva, details={"latin_name": "Eva Muster"})
    with pytest.raises(InvalidValue, match="enter the name as well"):
        do(system, change)


def test_erased_people_are_found_by_nothing(system: System):
    meeting = announce_berlin(system)
    register(
        system,
        {"name": "Eva Muster", "email": "eva@example.org", "reference": "K-1"},
        meeting_id=meeting,
        references_of="a list",
    )
    [eva] = found(system, name="Eva Muster")
    do(system, ErasePersonalData(participant_id=eva, reason="they asked for it"))

    for sought in (
        {"name": "Eva Muster"},
        {"email": "eva@example.org"},
        {"source": "a list", "reference": "K-1"},
    ):
        assert found(system, **sought) == []


# Lists


def test_a_list_without_addresses_enters_nobody_twice(system: System):
    meeting = announce_berlin(system)
    people = [{"name": "Eva Muster"}, {"name": "Jan BEISPIEL"}]
    assert register(system, *people, meeting_id=meeting).notes == ()

    other = announce_berlin(system)
    again = [{"name": "MUSTER, Eva"}, {"name": "Herr Jan Beispiel"}, {"name": "New"}]
    result = register(system, *again, meeting_id=other)

    assert entered_in(result) == 1
    assert result.notes == (
        "2 people were found on record by name alone (rows 1 and 2)",
    )


def test_the_list_of_a_delegation_finds_people_by_name_as_well(system: System):
    meeting = announce_berlin(system)
    eva, jan = enter(system, name="Eva Muster"), enter(system, name="Jan Beispiel")
    rows = (
        {"function": "head", "person": {"name": "MUSTER, Eva"}},
        {"function": "member", "participant_id": jan},
        {"function": "member", "person": {"name": "New"}},
    )
    command = NominateDelegation(meeting_id=meeting, delegation="AT", delegates=rows)

    result = do(system, command)

    assert entered_in(result) == 1
    assert result.notes == ("1 person was found on record by name alone (row 1)",)
    registered = {str(fact.stream_id) for fact in result.facts}
    assert {str(registration_id_of(meeting, id)) for id in (eva, jan)} <= registered
    twice = {"function": "member", "person": {"name": "Other"}}
    with pytest.raises(AlreadyExists, match="row 1 has the same name"):
        do(system, command.model_copy(update={"delegates": parsed(twice, twice)}))


def parsed(*rows: dict[str, object]) -> tuple[NominatedPerson, ...]:
    return tuple(map(NominatedPerson.model_validate, rows))


def test_a_list_that_names_somebody_twice_is_refused(system: System):
    meeting = announce_berlin(system)
    with pytest.raises(AlreadyExists, match=r"row 2, person\.name: row 1 has the same"):
        register(
            system, {"name": "Eva Muster"}, {"name": "MUSTER Eva"}, meeting_id=meeting
        )
    with pytest.raises(AlreadyExists, match=r"row 2, person\.name"):
        register(
            system,
            {"name": "Eva Muster", "email": "eva@example.org"},
            {"name": "Eva Muster"},
            meeting_id=meeting,
        )
    register(
        system,
        {"name": "Eva Muster", "email": "eva@example.org"},
        {"name": "Eva Muster", "email": "other@example.org"},
        meeting_id=meeting,
    )


def test_a_reference_finds_within_its_source_only(system: System):
    meeting = announce_berlin(system)
    register(
        system,
        {"name": "Eva Muster", "reference": "K-1"},
        meeting_id=meeting,
        references_of="a list",
    )
    [eva] = found(system, name="Eva Muster")

    assert found(system, name="X", source="a list", reference=" K-1 ") == [eva]
    assert found(system, name="X", source="another", reference="K-1") == []
    other = announce_berlin(system)
    result = register(
        system,
        {"name": "Eva M. Muster-Neu", "reference": "K-1"},
        meeting_id=other,
        references_of="a list",
    )
    assert (entered_in(result), result.notes) == (0, ())
    with pytest.raises(InvalidValue, match="source whose references"):
        register(system, {"name": "X", "reference": "K-2"}, meeting_id=other)


def test_who_was_found_by_name_is_found_by_the_reference_next_time(system: System):
    eva = enter(system, name="Eva Muster")
    register(
        system,
        {"name": "Eva Muster", "reference": "K-1"},
        meeting_id=announce_berlin(system),
        references_of="a list",
    )
    assert found(system, name="X", source="a list", reference="K-1") == [eva]
    assert verify(system.place).ok


# The vault


def test_handles_are_hashes_of_a_secret(system: System):
    eva = enter(system, name="Eva Muster", email="eva@example.org")
    with system.vault.database.connection() as connection:
        rows = connection.execute("SELECT * FROM handles").fetchall()

    assert sorted(row[0] for row in rows) == ["email", "name"]
    assert {(len(bytes(row[1])), row[2], row[3]) for row in rows} == {
        (32, eva.hex, "AT")
    }
    handle = Handle(HandleKind.NAME, "eva muster")
    assert system.vault.people.hash(handle) in {bytes(row[1]) for row in rows}
    assert system.vault.people.hash(handle._replace(text="eva muste")) not in {
        bytes(row[1]) for row in rows
    }


def test_names_of_before_the_upgrade_are_found_after_it(place: Place, system: System):
    eva, ana = enter(system, name="Eva Muster"), enter(system, name="Ana Primer")
    do(system, ErasePersonalData(participant_id=ana, reason="they asked for it"))
    forget_handles(system)
    system.close()

    assert verify(place).ok
    with closing(system_in(place, established=False)) as upgraded:
        assert found(upgraded, name="MUSTER, Eva") == [eva]
        assert found(upgraded, name="Ana Primer") == []
    assert verify(place).ok


def test_a_rotation_keeps_handles(system: System):
    eva = enter(system, name="Eva Muster")
    system.vault.rotate()
    assert found(system, name="Eva Muster") == [eva]
    assert verify(system.place).ok


def test_a_command_that_was_never_accepted_made_nobody(system: System):
    meeting = announce_berlin(system)
    id = uuid4()
    sealing = system.vault.begin_sealing(uuid4(), system.store.clock())
    key = personal_key_id(id, PersonalGroup.NAME)
    sealing.group(key, {"name": "Eva"}, stream=id, field="name", is_new=True)
    sealing.index_person(id, key, delegation="AT", found_by=FoundBy("Eva"))
    system.vault.store_sealings([sealing])

    assert found(system, name="Eva") == []
    assert entered_in(nominate_person(system, meeting, name="Eva")) == 1


def test_many_rows_are_looked_up_at_once(system: System):
    meeting = announce_berlin(system)
    people = [{"name": f"Person {number}"} for number in range(300)]
    register(system, *people, meeting_id=meeting)
    rows = [PersonSought("AT", name=f"person {number}") for number in range(300)]

    def ask(transaction) -> int:
        lookup = PeopleLookup(transaction, system.vault)
        return sum(match is not None for match in lookup.matching(rows))

    assert in_one_transaction(system.store, ask) == [300]
