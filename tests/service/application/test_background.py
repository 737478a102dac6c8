"""What follows from facts goes on by itself, and never changes what was answered."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from service.http_api.http_examples import served
from service.privacy.canary_person import Canary, enter_canary, erase
from sqlite_only import new_place as new_place
from systems import (
    BERLIN_DETAILS,
    announce_berlin,
    do,
    set_objective,
    until,
)

from bsm_domain.follow_up.facts import DueDateSettled
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import DuePrecision
from bsm_service.application import background_work
from bsm_service.application.command_service import CommandResult
from bsm_service.application.system import System
from bsm_service.follow_up.commands import (
    ProposeActivity,
    ReopenActivity,
    SettleDueDate,
    WithdrawActivity,
)
from bsm_service.foundation.refusals import (
    ClockJumped,
    StoreUnavailable,
    VaultUnavailable,
)
from bsm_service.meetings.commands import AnnounceMeeting
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.erasure.execution import STILL_ERASING, ErasureService

Break = Callable[[pytest.MonkeyPatch, System], None]


def failing(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise error

    return fail


AWAY = StoreUnavailable("the database has just gone")


_LATER_EDITIONS = count(11)


def next_meeting() -> AnnounceMeeting:
    later = timedelta(days=400)
    details = BERLIN_DETAILS.model_copy(
        update={
            "edition": next(_LATER_EDITIONS),
            "starts_on": BERLIN_DETAILS.starts_on + later,
            "ends_on": BERLIN_DETAILS.ends_on + later,
        }
    )
    return AnnounceMeeting(meeting_id=uuid4(), details=details)


def promised(system: System) -> UUID:
    """An activity that is due before a meeting nobody has announced yet."""
    activity = uuid4()
    command = ProposeActivity(
        activity_id=activity,
        objective_id=set_objective(system, announce_berlin(system)),
        title="Share the border protocol",
        owner="AT",
        due_precision=DuePrecision.NEXT_MEETING,
    )
    do(system, command)
    return activity


def is_settled(system: System, activity: UUID) -> bool:
    facts = system.store.events.get(activity)
    return any(isinstance(fact, DueDateSettled) for fact in facts)


def erasing(canary: Canary) -> ErasePersonalData:
    return ErasePersonalData(
        participant_id=canary.participant, reason="they asked for it"
    )


def is_erased(system: System, result: CommandResult) -> bool:
    receipts = system.part(ErasureService).receipts_for(result, timeout=0)
    return bool(receipts) and all(receipt.finished for receipt in receipts or ())


AFTER_COMMIT: dict[str, Break] = {
    "the head is remembered": lambda patch, it: patch.setattr(
        it.store._acknowledged_file, "write", failing(OSError(28, "no space left"))
    ),
    "a bell is rung": lambda _, it: it.store.on_commit(failing(ValueError("deaf"))),
    "the facts are read again": lambda patch, it: patch.setattr(
        it.store, "facts_by_stored_name", failing(AWAY)
    ),
    "the read models are asked": lambda patch, it: patch.setattr(
        it.engine, "snapshot", failing(AWAY)
    ),
    "the read models catch up": lambda patch, it: patch.setattr(
        it.engine, "catch_up", failing(AWAY)
    ),
    "something unforeseen": lambda patch, it: patch.setattr(
        it.service, "on_result", failing(ZeroDivisionError())
    ),
}


@pytest.mark.parametrize("step", AFTER_COMMIT)
def test_what_fails_after_commit_does_not_change_the_answer(
    system: System, monkeypatch: pytest.MonkeyPatch, step: str
):
    activity = promised(system)
    command, id = next_meeting(), uuid4()

    with monkeypatch.context() as patch:
        AFTER_COMMIT[step](patch, system)
        result = do(system, command, command_id=id)

    assert system.store.position() >= result.position
    assert system.service.outcome_counts()["meeting.announce", "accepted"] == 2
    # A repeated command gets the same answer, and is followed again.
    assert do(system, command, command_id=id) == result
    assert is_settled(system, activity)


def test_what_failed_is_done_at_the_next_look(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    activity = promised(system)
    with monkeypatch.context() as patch:
        patch.setattr(system.engine, "snapshot", failing(AWAY))
        do(system, next_meeting())
    assert not is_settled(system, activity)

    promised(system)

    assert is_settled(system, activity)


@pytest.mark.parametrize("error", [AWAY, ClockJumped("the clock is ten years ahead")])
def test_a_date_that_cannot_be_stored_now_is_settled_later(
    system: System, monkeypatch: pytest.MonkeyPatch, error: DomainError
):
    activity = promised(system)
    execute = system.service.execute

    def no_settling(command: Any, *about: Any, **named: Any) -> CommandResult:
        if isinstance(command, SettleDueDate):
            raise error
        return execute(command, *about, **named)

    with monkeypatch.context() as patch:
        patch.setattr(system.service, "execute", no_settling)
        result = do(system, next_meeting())
    assert (result.version, is_settled(system, activity)) == (1, False)

    system.start()

    until(lambda: is_settled(system, activity))


def test_catching_up_waits_for_the_read_models(
    system: System, another: System, monkeypatch: pytest.MonkeyPatch
):
    """Or it would miss what they do not show yet, for good."""
    activity = promised(system)
    unheard(system, lambda: do(system, next_meeting()))
    head = another.store.position()

    with monkeypatch.context() as patch:
        patch.setattr(another.engine, "catch_up", lambda: 0)  # they are slow
        another.background_tasks._catch_up()
        assert another.store.position() == head
    another.background_tasks._catch_up()

    assert is_settled(another, activity)


def unheard(system: System, work: Callable[[], CommandResult]) -> CommandResult:
    """The command is recorded, and the process ends before anything follows."""
    heard, system.service.on_result = system.service.on_result, None
    try:
        return work()
    finally:
        system.service.on_result = heard


def test_what_a_crash_has_cut_off_is_done_at_the_start(system: System, another: System):
    """The other process has looked before, so it must find out by looking again."""
    canary, activity = enter_canary(system), promised(system)
    another.start()
    until(lambda: all(task.done_position for task in another.background_tasks._tasks))

    erased = unheard(system, lambda: erase(system, canary))
    unheard(system, lambda: do(system, next_meeting()))

    until(lambda: is_settled(another, activity))
    until(lambda: is_erased(another, erased))
    assert is_erased(system, erased)


@pytest.mark.parametrize("works", [True, False], ids=["worker", "no worker"])
def test_an_erasure_that_cannot_be_carried_out_is_recorded_and_told_as_such(
    system: System, monkeypatch: pytest.MonkeyPatch, works: bool
):
    monkeypatch.setattr(background_work, "MAX_RETRY_SECONDS", 0.01)
    command, id = erasing(enter_canary(system)), uuid4()
    if works:
        system.start()
    with monkeypatch.context() as patch:
        away = failing(VaultUnavailable("the vault does not answer"))
        patch.setattr(system.vault, "destroy", away)
        result = do(system, command, command_id=id)
        answer = system.part(ErasureService).with_pending(result, timeout=60)

    assert answer.pending == (STILL_ERASING,)
    assert answer.position == result.position
    assert system.part(ErasureService).receipts_for(result, timeout=0) in (None, ())

    again = do(system, command, command_id=id)
    assert again == result
    if works:
        until(lambda: is_erased(system, result))
    assert is_erased(system, result)
    assert system.part(ErasureService).with_pending(again).pending == ()


def test_whoever_erases_is_answered_while_it_is_carried_out(
    system: System, monkeypatch: pytest.MonkeyPatch
):
    canary, goes_on = enter_canary(system), Event()
    destroy = system.vault.destroy

    def slowly(*about: Any, **named: Any) -> Any:
        assert goes_on.wait(60)
        return destroy(*about, **named)

    monkeypatch.setattr(system.vault, "destroy", slowly)
    system.start()

    result = erase(system, canary)

    assert system.part(ErasureService).with_pending(result, timeout=0).pending == (
        STILL_ERASING,
    )
    goes_on.set()
    assert system.part(ErasureService).with_pending(result, timeout=60).pending == ()
    assert is_erased(system, result)


def test_what_is_recorded_together_is_followed_at_the_end(system: System):
    first, second = enter_canary(system), enter_canary(system, "IT", "somebody-else")

    with suppress(DomainError), system.part(ErasureService).batch():
        answers = [erase(system, first), erase(system, second)]
        assert not any(is_erased(system, result) for result in answers)
        raise AWAY

    assert all(is_erased(system, result) for result in answers)
    [one], [other] = (
        system.part(ErasureService).receipts_for(result) or () for result in answers
    )
    assert one.key_in_force == other.key_in_force


def test_over_http_an_erasure_says_that_it_is_still_being_carried_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with served(tmp_path) as here:
        canary = enter_canary(here.system)
        secretariat = here.as_(Role.SECRETARIAT)
        path = f"/api/v1/participants/{canary.participant}/erasure"
        body = {"reason": "they asked for it"}
        key = {"Idempotency-Key": str(uuid4())}
        with monkeypatch.context() as patch:
            patch.setattr(here.system.vault, "destroy", failing(VaultUnavailable("-")))
            first = secretariat.post(path, json=body, headers=key)
        again = secretariat.post(path, json=body, headers=key)

    assert (first.status_code, first.json()["pending"]) == (200, [STILL_ERASING])
    assert (again.status_code, again.json()["pending"]) == (200, [])
    assert first.json()["position"] == again.json()["position"]


def test_what_is_reopened_after_the_next_meeting_was_announced_is_settled(
    system: System,
):
    activity, reason = promised(system), {"reason": "it was found so"}
    do(system, WithdrawActivity(activity_id=activity, **reason))
    do(system, next_meeting())
    assert not is_settled(system, activity)

    do(system, ReopenActivity(activity_id=activity, **reason))

    assert is_settled(system, activity)
