"""What is personal is sealed before it is decided, bound to where it stands, and can be
made unreadable for ever; what cannot be opened says why.
"""

from datetime import timedelta
from sqlite3 import OperationalError
from uuid import uuid4

import pytest
from raw_database import audit_log
from systems import (
    SECRETARIAT,
    StoryClock,
    announce_berlin,
    at_once,
    confirm,
    do,
    enter,
    in_clear,
    nominate,
)

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.free_text import SealedText
from bsm_domain.people.participant import ALL_GROUPS, PersonalGroup, personal_key_id
from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_projections.engine.sealed_texts import (
    ERASED_TEXT,
    UNAVAILABLE_TEXT,
    BoundText,
    bound_text,
)
from bsm_projections.history.queries import facts
from bsm_projections.people.queries import participant
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.foundation.refusals import StoreUnavailable, VaultUnavailable
from bsm_service.people.commands import EnterParticipant, ErasePersonalData
from bsm_service.privacy.commands import RedactText
from bsm_service.proof.verification import verify
from bsm_service.registration.commands import NominateDelegate, RefuseRegistration
from bsm_service.vault import FoundBy
from bsm_service.vault.personal_data_reader import VisiblePerson

REASON = "the note verbale names Ms Beispiel"


def last_fact(system: System) -> DomainEvent:
    fact = system.fact(system.store.position())
    assert fact is not None
    return fact


def refusal(system: System) -> tuple[Command, BoundText]:
    """A command with a reason that was accepted, and the reason as it is on record."""
    meeting = announce_berlin(system)
    registration = nominate(system, meeting)
    command = RefuseRegistration(registration_id=registration, reason=REASON)
    do(system, command)
    fact = last_fact(system)
    assert isinstance(fact.reason, SealedText)
    return command, bound_text(
        fact.reason.model_dump(mode="json"),
        stream_id=registration.hex,
        field="reason",
        command_id=fact.command_id.hex,
    )


def sentences(system: System) -> str:
    with system.read(system.now(), Audience(True)) as context:
        return " ".join(fact.sentence for fact in facts(context, limit=1_000).items)


def shown(system: System, id: str) -> VisiblePerson:
    with system.read(system.now(), Audience(True)) as context:
        person = participant(context, id)
    assert person is not None
    return system.personal_data.open(
        SECRETARIAT, [person], ALL_GROUPS, purpose="a test", place="here"
    )[0]


def vault_is_gone(system: System) -> None:
    """From here on nothing is read from it, and nothing written."""

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("the disk of the vault is gone")

    system.vault.database.connection = gone
    system.vault.database.writing = gone


# Sealed, and bound to where it stands


def test_a_reason_is_on_record_sealed_and_told_in_clear(system: System):
    _, sealed = refusal(system)

    assert REASON in sentences(system)
    assert system.vault.open_texts([sealed])[0].text == REASON
    with system.store.database.connection() as connection:
        stored = connection.execute("SELECT state FROM stored_events").fetchall()
    assert not [row for row in stored if b"Beispiel" in bytes(row[0])]


@pytest.mark.parametrize("moved", ["stream_id", "field", "command_id", "key"])
def test_what_is_moved_elsewhere_cannot_be_opened(system: System, moved: str):
    _, sealed = refusal(system)
    elsewhere = sealed._replace(
        **{moved: "note" if moved == "field" else uuid4().hex},
    )

    text = system.vault.open_texts([elsewhere, sealed])

    assert text[0] == (UNAVAILABLE_TEXT, UNAVAILABLE_TEXT)
    assert text[1].text == REASON


def test_what_is_moved_to_another_key_cannot_be_opened(system: System):
    _, one = refusal(system)
    _, other = refusal(system)

    assert (
        system.vault.open_texts([one._replace(key=other.key)])[0].missing
        == UNAVAILABLE_TEXT
    )


@pytest.mark.parametrize("part", ["nonce", "ciphertext"])
def test_what_was_changed_cannot_be_opened(system: System, part: str):
    _, sealed = refusal(system)
    value = getattr(sealed, part)
    changed = value[:4] + ("A" if value[4] != "A" else "B") + value[5:]

    for text in (changed, "", "no base64 at all"):
        opened = system.vault.open_texts([sealed._replace(**{part: text})])
        assert opened[0].missing == UNAVAILABLE_TEXT


def test_a_group_of_one_person_does_not_open_as_that_of_another(system: System):
    one, other = enter(system), enter(system, name="Max Muster")
    with system.read(system.now(), Audience(True)) as context:
        person = participant(context, str(one))
    assert person is not None
    sealed = person.sealed[PersonalGroup.NAME]

    moved = sealed._replace(
        stream_id=other.hex, key=personal_key_id(other, PersonalGroup.NAME).hex
    )

    assert system.vault.open_texts([moved])[0].missing == UNAVAILABLE_TEXT


def test_the_same_text_is_never_sealed_the_same_way_twice(system: System):
    _, one = refusal(system)
    _, other = refusal(system)

    assert one.ciphertext != other.ciphertext
    assert one.nonce != other.nonce
    assert one.key != other.key


# Erased is for ever, unavailable for now


def test_a_destroyed_key_reads_erased_at_every_past_moment(system: System):
    id = enter(system, dietary_needs="no nuts", email="eva@example.org")
    before = system.store.position()
    keys = [personal_key_id(id, group) for group in PersonalGroup]

    system.vault.destroy(keys, people=[id])

    with system.read(system.moment(str(before)), Audience(True)) as context:
        person = participant(context, str(id))
    people = system.personal_data.open(
        SECRETARIAT, [person], ALL_GROUPS, purpose="a test", place="here"
    )[0]
    assert (people.name, people.email, people.dietary_needs) == (ERASED_TEXT,) * 3
    assert system.vault.people.search("eva") == []
    wrong = [check for check in verify(system.place).checks if not check.ok]
    names = [check.name for check in wrong]
    assert names == ["the vault has the right keys", "people can be found"]
    assert "was destroyed, but no recorded erasure asks for it" in wrong[0].detail


def test_needs_are_erased_by_themselves(system: System):
    id = enter(system, dietary_needs="no nuts")

    do(
        system,
        ErasePersonalData(
            participant_id=id,
            groups=(PersonalGroup.NEEDS,),
            reason="the meeting is over",
        ),
    )

    details = shown(system, str(id))
    assert (details.name, details.dietary_needs) == ("Eva Beispiel", ERASED_TEXT)


def test_a_redacted_text_reads_erased_and_the_fact_stays(system: System):
    refused, sealed = refusal(system)
    size = system.store.position()

    do(
        system,
        RedactText(
            stream_id=refused.registration_id,
            version=2,
            field="reason",
            reason="a name stood in it",
        ),
    )
    system.vault.destroy([last_fact(system).key])

    assert last_fact(system).key.hex == sealed.key
    assert system.store.position() == size + 1
    lines = sentences(system)
    assert ERASED_TEXT in lines
    assert REASON not in lines


def test_what_a_vault_that_does_not_answer_sealed_reads_unavailable(system: System):
    refusal(system)
    sentences(system)

    vault_is_gone(system)

    lines = sentences(system)
    assert UNAVAILABLE_TEXT in lines
    assert ERASED_TEXT not in lines
    assert REASON not in lines
    assert system.vault.epoch() == -1


def test_what_is_personal_is_not_shown_where_reading_cannot_be_written_down(
    system: System,
):
    id = enter(system)
    vault_is_gone(system)

    with pytest.raises(VaultUnavailable, match="only if the access can be logged"):
        shown(system, str(id))


def test_other_commands_go_on_while_the_vault_is_gone(system: System):
    meeting = announce_berlin(system)
    registration = nominate(system, meeting)
    vault_is_gone(system)
    size = system.store.position()

    for sealing in (
        RefuseRegistration(registration_id=registration, reason=REASON),
        EnterParticipant(
            participant_id=uuid4(), delegation="AT", person={"name": "Eva"}
        ),
    ):
        with pytest.raises(VaultUnavailable) as refused:
            do(system, sealing)
        assert refused.value.code == "vault_unavailable"
        assert isinstance(refused.value, StoreUnavailable)
        assert REASON not in str(refused.value)
    assert system.store.position() == size
    confirm(system, registration)


def test_in_a_turn_only_those_who_seal_are_refused(system: System):
    meeting = announce_berlin(system)
    plain = [nominate(system, meeting, code) for code in ("AT", "IT", "MK")]
    sealing = [nominate(system, meeting, code) for code in ("AT", "IT", "MK")]
    vault_is_gone(system)

    results = at_once(
        [
            *[lambda id=id: confirm(system, id) for id in plain],
            *[
                lambda id=id: do(
                    system, RefuseRegistration(registration_id=id, reason=REASON)
                )
                for id in sealing
            ],
        ]
    )

    assert [type(result) for result in results] == [CommandResult] * 3 + [
        VaultUnavailable
    ] * 3


# The key is safe before the fact is on record


def test_a_crash_between_vault_and_log_leaves_only_keys_that_nobody_needs(
    system: System, place: Place
):
    meeting = announce_berlin(system)
    command = NominateDelegate(
        meeting_id=meeting,
        delegation="AT",
        function="member",
        person={"name": "Eva Beispiel", "email": "eva@example.org"},
    )
    size, command_id = system.store.position(), uuid4()
    keys = keys_in(system)
    keep = system.vault.store_sealings

    def dies(sealings: object) -> None:
        keep(sealings)
        raise KeyboardInterrupt

    system.store._before_commit[:] = [dies]
    with pytest.raises(KeyboardInterrupt):
        do(system, command, command_id=command_id)
    assert system.store.position() == size
    assert keys_in(system) == keys + 1

    # Whoever asks again, in the same words, is answered as if nothing had been.
    system.store._before_commit[:] = [keep]
    result = do(system, command, command_id=command_id)
    assert result.position == size + 2
    assert keys_in(system) == keys + 1
    person = system.vault.people.search("beispiel")
    assert [shown(system, str(shown_person)).name for shown_person in person] == [
        "Eva Beispiel"
    ]


def test_an_orphan_of_the_vault_is_nobody(system: System):
    meeting = announce_berlin(system)
    orphan = uuid4()
    sealing = system.vault.begin_sealing(uuid4(), system.store.clock())
    sealing.group(
        personal_key_id(orphan, PersonalGroup.NAME),
        {"name": "Eva"},
        stream=orphan,
        field="name",
        is_new=True,
    )
    sealing.index_person(
        orphan,
        personal_key_id(orphan, PersonalGroup.NAME),
        delegation="AT",
        found_by=FoundBy("Eva", "eva@example.org"),
    )
    system.vault.store_sealings([sealing])

    result = do(
        system,
        NominateDelegate(
            meeting_id=meeting,
            delegation="AT",
            function="member",
            person={"name": "Eva", "email": "eva@example.org"},
        ),
    )

    assert len(result.facts) == 2  # entered anew, then nominated
    assert result.facts[0].stream_id != orphan


def keys_in(system: System) -> int:
    with system.vault.database.connection() as connection:
        rows = connection.execute("SELECT count(*) FROM keys WHERE kind <> 'named'")
        return int(rows.fetchone()[0])


def test_many_at_once_are_all_sealed_and_can_all_be_opened(
    system: System, another: System
):
    meeting = announce_berlin(system, quotas={"AT": 40}, capacity=40)

    def nominated(number: int) -> CommandResult:
        return do(
            (system, another)[number % 2],
            NominateDelegate(
                meeting_id=meeting,
                delegation="AT",
                function="member",
                person={
                    "name": f"Person {number}",
                    "email": f"person{number}@example.org",
                    "dietary_needs": f"need {number}",
                },
            ),
        )

    results = at_once([lambda number=number: nominated(number) for number in range(32)])

    assert [type(result) for result in results] == [CommandResult] * 32
    lines = in_clear(
        system,
        [entry.fact for entry in system.store.page(0, 1_000) if entry.fact is not None],
    )
    names = {
        line["details"]["name"]
        for line in lines
        if "ParticipantEntered" in line["fact"]
    }
    assert names == {f'{{"name":"Person {number}"}}' for number in range(32)}
    assert verify(system.place).ok


# Who read what


def test_a_reading_is_written_down_once_in_a_quarter_of_an_hour(
    system: System, clock: StoryClock
):
    id = enter(system, dietary_needs="no nuts")
    shown(system, str(id))
    clock.pass_by(timedelta(minutes=14))
    shown(system, str(id))

    once = system.personal_data.read_log.of_participant(id)
    assert len(once) == 1
    assert once[0].groups == (PersonalGroup.NAME, PersonalGroup.NEEDS)
    assert (once[0].role, once[0].place) == ("secretariat", "here")
    clock.pass_by(timedelta(minutes=1))
    shown(system, str(id))
    assert len(system.personal_data.read_log.of_participant(id)) == 2


def test_what_was_not_opened_was_not_read(system: System):
    id = enter(system)
    shown(system, str(id))

    assert system.personal_data.read_log.of_participant(id)[0].groups == (
        PersonalGroup.NAME,
    )
    assert system.personal_data.read_log.of_participant(uuid4()) == ()


def test_a_reading_that_was_not_written_down_counts_for_the_next_one(system: System):
    id = enter(system)
    writing = system.vault.database.writing

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("no room on the disk of the vault")

    system.vault.database.writing = gone
    with pytest.raises(VaultUnavailable):
        shown(system, str(id))
    assert system.personal_data.read_log.of_participant(id) == ()

    system.vault.database.writing = writing
    assert shown(system, str(id)).name == "Eva Beispiel"
    assert len(system.personal_data.read_log.of_participant(id)) == 1


def test_the_facts_of_people_are_whole_in_the_log(system: System, place: Place):
    enter(system)
    refusal(system)

    if place.url is None:
        assert audit_log(place.folder) == system.store.position()
    assert verify(system.place).ok
