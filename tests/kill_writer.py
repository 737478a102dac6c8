"""Kills a writing process again and again, and looks at what is left.

    python tests/kill_writer.py --rounds 100 FOLDER

Each round starts a process in which eight threads command and read models follow;
once it has acknowledged a random number of commands it is killed (SIGKILL). What it
said until then must be on record: that, and the whole log, is then checked.
"""

import argparse
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from uuid import UUID, uuid4

from systems import (
    announce_berlin,
    audit_log,
    do,
    log_rows,
    set_objective,
    shown_rows,
    system_in,
)

from bsm_domain.errors import DomainError
from bsm_domain.meeting import MeetingAnnounced
from bsm_domain.objective import ObjectiveSet
from bsm_domain.registration import Registration
from bsm_domain.seat_ledger import SeatLedger, ledger_id
from bsm_projections.engine import Engine
from bsm_projections.read_store import ReadStore
from bsm_service import commands as ask
from bsm_service.bootstrap import System, read_models
from bsm_service.clock import utc_now
from bsm_service.service import Answer
from bsm_service.store import Store

THREADS = 8
CODES = ("AT", "IT", "MK", "DZ", "FRONTEX")
FEWEST, MOST = 20, 150


@dataclass
class Round:
    """`acknowledged` were told to the caller; `facts` are on record after the kill."""

    acknowledged: int
    facts: int
    beyond: int


# The process that is killed


def write(folder: Path) -> None:
    """Commands without end; each answer is told once it was given, and flushed."""
    system = system_in(folder, clock=utc_now)
    system.follower.start()
    meeting, objective = _subjects(system)
    threads = [
        Thread(target=_work, args=(system, meeting, objective, number))
        for number in range(THREADS)
    ]
    for thread in threads:
        thread.start()


def _subjects(system: System) -> tuple[UUID, UUID]:
    facts = [one.fact for one in system.store.page(0, 20)]
    announced = [one for one in facts if isinstance(one, MeetingAnnounced)]
    objectives = [one for one in facts if isinstance(one, ObjectiveSet)]
    if announced and objectives:
        return announced[0].originator_id, objectives[0].originator_id
    meeting = announce_berlin(system, quotas=dict.fromkeys(CODES, 40), capacity=150)
    return meeting, set_objective(system, meeting)


def _work(system: System, meeting: UUID, objective: UUID, number: int) -> None:
    chance = random.Random(os.getpid() * THREADS + number)
    while True:
        registration, activity = uuid4(), uuid4()
        named = {"registration_id": registration}
        steps: list[ask.Command] = [
            ask.NominateDelegate(
                meeting_id=meeting,
                delegation=chance.choice(CODES),
                function="member",
                **named,
            ),
            ask.ConfirmRegistration(**named, reason="as agreed"),
            ask.WaitlistRegistration(**named),
        ]
        if chance.random() < 0.7:
            steps.append(ask.WithdrawRegistration(**named))
        steps += [
            ask.ProposeActivity(
                activity_id=activity,
                objective_id=objective,
                title="Share the border protocol",
                owner=chance.choice(CODES),
                due_on="2999-12-31",
            ),
            ask.AgreeActivity(activity_id=activity),
        ]
        for step in steps:
            id = uuid4()
            try:
                answer = do(system, step, command_id=id)
            except DomainError:
                continue
            # One write of a short line is never torn.
            os.write(1, f"{id} {answer.position}\n".encode())


# The process that looks


def kill_once(folder: Path, after: int) -> dict[UUID, int]:
    """Lets a process write, kills it after so many answers; all that it answered."""
    child = subprocess.Popen(
        [sys.executable, __file__, "--write", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    told: dict[UUID, int] = {}
    for line in child.stdout:
        id, position = line.split()
        told[UUID(id)] = int(position)
        if len(told) == after:
            child.kill()
    child.wait()
    child.stdout.close()
    assert len(told) >= after, "the writing process ended by itself"
    return told


def check(folder: Path, told: dict[UUID, int]) -> int:
    """Holds what is left against what was told; the number of facts on record."""
    facts = audit_log(folder)
    answers = {
        UUID(id): Answer.model_validate_json(answer)
        for id, answer in log_rows(
            folder, "SELECT command_id, answer FROM command_answers"
        )
    }
    lost = {id for id, at in told.items() if id not in answers}
    assert not lost, f"{len(lost)} acknowledged commands are lost"
    assert all(answers[id].position == at for id, at in told.items())
    system = system_in(folder, clock=utc_now)
    try:
        _check_answers(system.store, answers)
        _check_seats(system.store)
        assert system.engine.position() == system.store.position() == facts
        _check_read_models(system)
    finally:
        system.close()
    return facts


def _check_answers(store: Store, answers: dict[UUID, Answer]) -> None:
    """Every answer names the facts of its command, and no fact is without one."""
    by_command: dict[UUID, list[int]] = {}
    for position, fact in store.page(0, 1_000_000):
        by_command.setdefault(fact.command_id, []).append(position)  # type: ignore[union-attr]
    assert by_command == {
        id: [fact.position for fact in answer.facts] for id, answer in answers.items()
    }


def _check_seats(store: Store) -> None:
    facts = [one.fact for one in store.page(0, 1_000_000)]
    [meeting] = [one for one in facts if isinstance(one, MeetingAnnounced)]
    ledger = store.fold(SeatLedger, ledger_id(meeting.originator_id))
    assert ledger is not None
    streams = {
        fact.originator_id
        for fact in facts
        if getattr(fact, "TOPIC", "") == "bsm.registration.nominated.v1"
    }
    seated: dict[str, int] = {}
    waiting = set()
    for id in streams:
        one = store.fold(Registration, id)
        assert one is not None
        if one.status == "confirmed":
            seated[one.delegation] = seated.get(one.delegation, 0) + 1
        if one.status == "waitlisted":
            waiting.add(id)
    assert {code: taken for code, taken in ledger.taken.items() if taken} == seated
    assert {one.registration_id for one in ledger.waiting} == waiting


def _check_read_models(system: System) -> None:
    """What is shown equals what a database made afresh from the log shows."""
    assert system.engine.parked() == []
    with TemporaryDirectory() as folder:
        fresh = ReadStore(Path(folder) / "read-models.db")
        engine = Engine(system.store, fresh, read_models())
        engine.catch_up()
        assert shown_rows(system.engine) == shown_rows(engine)
        fresh.close()


def kill_often(folder: Path, rounds: int, seed: int = 1) -> list[Round]:
    """Kills, looks, and goes on with what is left."""
    chance, done, told = random.Random(seed), [], dict[UUID, int]()
    for _ in range(rounds):
        told |= kill_once(folder, chance.randint(FEWEST, MOST))
        facts = check(folder, told)
        # An answer may be on record and its caller dead before hearing of it.
        on_record = log_rows(folder, "SELECT count(*) FROM command_answers")[0][0]
        done.append(Round(len(told), facts, on_record - len(told)))
    return done


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--rounds", type=int, default=100)
    options.add_argument("--write", action="store_true", help="be the one killed")
    given = options.parse_args()
    if given.write:
        write(given.folder)
        return
    rounds = kill_often(given.folder, given.rounds)
    last = rounds[-1]
    print(
        f"{len(rounds)} kills: {last.acknowledged} commands acknowledged, 0 lost; "
        f"{last.facts} facts on record at dense positions, frontier right, every fact "
        f"decoded; read models equal a rebuild after each kill; {last.beyond} "
        "commands were stored whose answer nobody heard (set-up included)"
    )


if __name__ == "__main__":
    main()
