"""A server that goes in the middle of COMMIT: applied once, and answered."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from examples import MEETING
from raw_database import audit_log, stored_rows
from service.event_store.failing_commits import Dying, failing_fsync
from systems import (
    BERLIN_DETAILS,
    announce_berlin,
    at_once,
    do,
    next_details,
    people_with_email,
    system_in,
    until,
)

from bsm_domain.foundation.errors import AlreadyExists
from bsm_domain.people.participant import ParticipantEntered
from bsm_projections.databases import Place
from bsm_projections.engine.sealed_texts import bound_text
from bsm_service.application.command import Command
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.event_store.transaction import CommandKey, Transaction
from bsm_service.foundation.refusals import OutcomeUnknown, VaultUnavailable
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.people.commands import EnterParticipant


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Dying:
    return Dying(monkeypatch)


COMMAND = AnnounceMeeting(meeting_id=MEETING, details=BERLIN_DETAILS)


@pytest.mark.parametrize("done", [True, False])
def test_what_nobody_answered_is_asked_again_and_stored_once(
    postgres_place: Place, dying: Dying, done: bool
):
    system = system_in(postgres_place)
    rung: list[int] = []
    system.store.on_commit(lambda: rung.append(system.store.position()))
    id = uuid4()
    dying.deaths = [done]

    result = do(system, COMMAND, command_id=id)

    assert (result.position, result.version, dying.deaths) == (2, 1, [])
    assert do(system, COMMAND, command_id=id) == result
    announce_berlin(system)
    assert audit_log(postgres_place) == 6
    assert rung[-1] == 6
    system.close()


@pytest.mark.parametrize("done", [True, False])
def test_whoever_shared_the_turn_is_answered_too(
    postgres_place: Place, dying: Dying, done: bool
):
    system = system_in(postgres_place)
    commands = [
        AnnounceMeeting(
            meeting_id=uuid4(),
            details=BERLIN_DETAILS.model_copy(update={"edition": edition}),
        )
        for edition in range(1, 13)
    ]
    dying.deaths = [done]

    results = at_once([lambda each=each: do(system, each) for each in commands])

    assert {answer.id for answer in results} == {each.meeting_id for each in commands}
    assert sorted(answer.position for answer in results) == [*range(2, 14)]
    assert audit_log(postgres_place) == 13
    system.close()


@pytest.mark.parametrize("done", [True, False])
def test_what_is_not_answered_twice_is_told_as_such_and_can_be_asked_again(
    postgres_place: Place, dying: Dying, done: bool
):
    system = system_in(postgres_place)
    id = uuid4()
    dying.deaths = [done, False]

    with pytest.raises(
        OutcomeUnknown, match="repeat the request with the same command ID"
    ):
        do(system, COMMAND, command_id=id)

    stored = stored_rows(postgres_place, "SELECT count(*) FROM stored_events")
    assert stored == [(2 if done else 1,)]
    assert do(system, COMMAND, command_id=id).position == 2
    assert audit_log(postgres_place) == 2
    system.close()


SOMEBODY = EnterParticipant(
    participant_id=uuid4(),
    delegation="AT",
    person={"name": "Eva Beispiel", "email": "eva@example.org"},
)


@pytest.mark.parametrize("done", [True, False])
def test_what_the_vault_did_not_answer_is_kept_once_and_the_command_accepted(
    postgres_place: Place, dying: Dying, done: bool
):
    system = system_in(postgres_place)
    people_with_email(
        system.vault, "nobody@example.org"
    )  # makes the secret that finds people
    keys = _keys_in(system)
    id = uuid4()
    dying.deaths = [done]  # the vault's is the first

    result = do(system, SOMEBODY, command_id=id)

    assert (result.position, dying.deaths) == (2, [])
    assert do(system, SOMEBODY, command_id=id) == result
    assert _keys_in(system) == keys + 1
    assert people_with_email(system.vault, "eva@example.org") == [(result.id, "AT")]
    assert _name_on_record(system) == "Eva Beispiel"
    system.close()


@pytest.mark.parametrize("done", [True, False])
def test_a_vault_that_does_not_answer_twice_refuses_and_nothing_is_on_record(
    postgres_place: Place, dying: Dying, done: bool
):
    system = system_in(postgres_place)
    people_with_email(system.vault, "nobody@example.org")
    id = uuid4()
    dying.deaths = [done, done]

    with pytest.raises(VaultUnavailable):
        do(system, SOMEBODY, command_id=id)

    assert system.store.position() == 1
    assert do(system, SOMEBODY, command_id=id).position == 2
    assert _name_on_record(system) == "Eva Beispiel"
    system.close()


def _keys_in(system: System) -> int:
    with system.vault.database.connection() as connection:
        return int(connection.execute("SELECT count(*) FROM keys").fetchone()[0])


def _name_on_record(system: System) -> str:
    fact = system.fact(system.store.position())
    assert isinstance(fact, ParticipantEntered)
    assert fact.details.name is not None
    sealed = bound_text(
        fact.details.name.model_dump(mode="json"),
        stream_id=fact.originator_id.hex,
        field="name",
        command_id=fact.command_id.hex,
    )
    [opened] = system.vault.open_texts([sealed])
    name: str = json.loads(opened.text)["name"]
    return name


def test_a_server_that_is_gone_at_the_second_asking_leaves_it_unknown(
    postgres_place: Place, dying: Dying, monkeypatch: pytest.MonkeyPatch
):
    system = system_in(postgres_place)
    dying.deaths = [True]
    with monkeypatch.context() as gone:
        gone.setattr(Transaction, "first_answer", _gone_at_the_second_asking())
        with pytest.raises(OutcomeUnknown):
            do(system, COMMAND)

    assert audit_log(postgres_place) == 2
    system.close()


def _gone_at_the_second_asking() -> Callable[[Transaction, CommandKey], str | None]:
    first_answer, asked = Transaction.first_answer, []

    def asking(transaction: Transaction, key: CommandKey) -> str | None:
        asked.append(key)
        if len(asked) > 1:
            transaction.log.row("SELECT pg_terminate_backend(pg_backend_pid())")
        return first_answer(transaction, key)

    return asking


def test_a_command_that_is_tried_alone_is_asked_again_too(
    postgres_place: Place, dying: Dying
):
    """Its turn collided with what is there already; then COMMIT dies."""
    system = system_in(postgres_place)
    do(system, COMMAND)
    again = AnnounceMeeting(meeting_id=uuid4(), details=next_details(system))
    begun = Event()

    def hold(transaction: Transaction) -> str:
        """Keeps the transaction open until both commands wait for the next."""
        begun.set()
        until(lambda: len(system.store._group_commit._queue) == 2)
        return ""

    def later(command: Command) -> CommandResult:
        assert begun.wait(60)
        return do(system, command)

    commands = [COMMAND, again]
    dying.deaths = [True]
    dying.but_first = 1  # the transaction of `hold` is committed in peace
    _, refused, answer = at_once(
        [
            lambda: system.store.run_in_transaction(hold),
            *(lambda each=each: later(each) for each in commands),
        ]
    )

    assert isinstance(refused, AlreadyExists)
    assert (answer.id, dying.deaths) == (again.meeting_id, [])
    assert audit_log(postgres_place) == 3
    system.close()


@pytest.mark.parametrize("done", [True, False])
def test_a_change_to_an_account_that_nobody_answered_is_not_told_as_refused(
    postgres_place: Place, dying: Dying, done: bool
):
    system = system_in(postgres_place)
    dying.deaths = [done]

    with pytest.raises(OutcomeUnknown, match="check before you try again"):
        system.identity.accounts.create("anna")

    assert (system.identity.accounts.find("anna") is not None) is done
    system.close()


def test_a_commit_that_the_disk_did_not_confirm_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    system = system_in(tmp_path)
    failing_fsync(monkeypatch, times=1)

    assert do(system, COMMAND).position == 2
    assert audit_log(tmp_path) == 2
    system.close()


def test_a_commit_that_the_disk_never_confirms_has_no_known_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    system, id = system_in(tmp_path), uuid4()
    with monkeypatch.context() as patch:
        failing_fsync(patch, times=2)
        with pytest.raises(
            OutcomeUnknown, match="repeat the request with the same command ID"
        ):
            do(system, COMMAND, command_id=id)

    assert do(system, COMMAND, command_id=id).position == 2
    assert audit_log(tmp_path) == 2
    system.close()
