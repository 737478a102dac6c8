"""Callers who command without end, and what each of them was told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any
from uuid import UUID

from faults.fault import Broken, require
from faults.polling import LONG, wait_until
from systems import announce_berlin, do, set_objective

from bsm_domain.foundation.errors import DomainError
from bsm_domain.meetings.meeting_facts import MeetingAnnounced
from bsm_domain.meetings.objective import ObjectiveSet
from bsm_projections.databases import PostgresDatabase, SqliteDatabase
from bsm_service.application.command import Command
from bsm_service.application.system import System
from bsm_service.follow_up.commands import AgreeActivity, ProposeActivity
from bsm_service.registration.commands import (
    ConfirmRegistration,
    NominateDelegate,
    WaitlistRegistration,
    WithdrawRegistration,
)

CODES = ("AT", "IT", "MK", "DZ", "FRONTEX")


@dataclass
class Outcomes:
    """What callers heard: positions of the accepted, codes of the refused."""

    accepted: dict[UUID, int] = field(default_factory=dict)
    refused: dict[UUID, str] = field(default_factory=dict)
    requests: dict[UUID, Command] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def record(self, id: UUID, command: Command | None, outcome: int | str) -> None:
        with self._lock:
            if command is not None:
                self.requests[id] = command
            if isinstance(outcome, int):
                self.accepted[id] = outcome
                self.refused.pop(id, None)
            else:
                self.refused[id] = outcome

    def of(self, code: str) -> list[UUID]:
        return [id for id, refusal in self.refused.items() if refusal == code]


def meeting_and_objective(system: System) -> tuple[UUID, UUID]:
    """A meeting and an objective; made where there are none."""
    facts = [entry.fact for entry in system.store.page(0, 20)]
    announced = [entry for entry in facts if isinstance(entry, MeetingAnnounced)]
    objectives = [entry for entry in facts if isinstance(entry, ObjectiveSet)]
    if announced and objectives:
        return announced[0].originator_id, objectives[0].originator_id
    meeting = announce_berlin(system, quotas=dict.fromkeys(CODES, 40), capacity=150)
    return meeting, set_objective(system, meeting)


def commands(meeting: UUID, objective: UUID, random: Random) -> Iterator[Command]:
    """Registrations that come, wait and go, and promises; some will be refused."""
    while True:
        registration, activity = identity(random), identity(random)
        named = {"registration_id": registration}
        nominated = NominateDelegate(
            meeting_id=meeting,
            delegation=random.choice(CODES),
            function="member",
            **named,
        )
        yield nominated
        if random.random() < 0.2:  # found out late, where rows collide
            yield nominated
        yield ConfirmRegistration(**named, reason="as agreed")
        yield WaitlistRegistration(**named)
        if random.random() < 0.7:
            yield WithdrawRegistration(**named)
        yield ProposeActivity(
            activity_id=activity,
            objective_id=objective,
            title="Share the border protocol",
            owner=random.choice(CODES),
            due_on="2999-12-31",
        )
        yield AgreeActivity(activity_id=activity)


def identity(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)


def execute(system: System, id: UUID, command: Command) -> int | str:
    """The position of an answer, or the code of a refusal."""
    try:
        return do(system, command, command_id=id).position
    except DomainError as refusal:
        return refusal.code


def ask_until(
    enough: Callable[[], object],
    system: System,
    outcomes: Outcomes,
    random: Random,
    steps: Iterator[Command] | None = None,
) -> UUID:
    """One caller, command after command; the id of the last. Raises Broken."""
    steps = steps or commands(*meeting_and_objective(system), random)
    end = monotonic() + LONG
    while True:
        id, step = identity(random), next(steps)
        outcomes.record(id, step, execute(system, id, step))
        if enough():
            return id
        require(
            monotonic() < end, f"asked in vain, told {set(outcomes.refused.values())}"
        )


def ask_again(system: System, outcomes: Outcomes) -> int:
    """Under the same ids, what nobody knows the outcome of; how many that were."""
    unknown = outcomes.of("outcome_unknown")
    for id in unknown:
        answers: list[int | str] = []
        wait_until(
            lambda id=id, answers=answers: is_known(
                system, id, outcomes.requests[id], answers
            ),
            "the outcome is known",
        )
        outcomes.record(id, None, answers[-1])
    return len(unknown)


_LATER = ("store_unavailable", "vault_unavailable", "store_busy", "outcome_unknown")


def is_known(
    system: System, id: UUID, command: Command, answers: list[int | str]
) -> bool:
    """Asks once more, and puts down what was said."""
    answers.append(execute(system, id, command))
    return answers[-1] not in _LATER


RecordOutcome = Callable[[UUID, Command | None, int | str], Any]


class Callers:
    """Threads that command until they are stopped, or each for `limit` commands."""

    def __init__(
        self,
        system: System,
        record: RecordOutcome,
        random: Random,
        *,
        threads: int = 8,
        limit: int | None = None,
    ) -> None:
        self._system, self._record, self._limit = system, record, limit
        self._enough = Event()
        meeting, objective = meeting_and_objective(system)
        self._threads = [
            Thread(
                target=self._call,
                args=(commands(meeting, objective, Random(seed)), Random(seed + 1)),
            )
            for seed in (random.getrandbits(64) for _ in range(threads))
        ]
        self._broken: list[BaseException] = []

    def _call(self, steps: Iterator[Command], random: Random) -> None:
        try:
            for number, step in enumerate(steps):
                if self._enough.is_set() or number == self._limit:
                    return
                id = identity(random)
                self._record(id, step, execute(self._system, id, step))
        except BaseException as error:
            self._broken.append(error)

    def start(self) -> "Callers":
        for thread in self._threads:
            thread.start()
        return self

    def join(self) -> None:
        for thread in self._threads:
            thread.join(LONG)
            if thread.is_alive():
                raise Broken("a caller was never answered")
        if self._broken:
            raise Broken(f"a caller was told no refusal: {self._broken[0]!r}")

    def stop(self) -> None:
        self._enough.set()
        self.join()


@contextmanager
def callers_at_work(
    system: System, outcomes: Outcomes, random: Random, **how: Any
) -> Iterator[None]:
    """Callers at work while something is done to the database."""
    callers = Callers(system, outcomes.record, random, **how).start()
    try:
        wait_until(lambda: outcomes.accepted, "a first command is accepted")
        yield
    finally:
        callers.stop()


def make_impatient(system: System, seconds: float | None) -> None:
    """The log waits for another process, or for the server, so long and no longer; so
    does the vault for the server.
    """
    database = system.store.database
    if seconds is None:
        return
    for waiting_database in (database, system.vault.database):
        if isinstance(waiting_database, PostgresDatabase):
            waiting_database.answer_timeout = seconds
    if isinstance(database, SqliteDatabase):
        database.wait = seconds
        database.close()  # connections that wait longer


def hurry(system: System, seconds: float) -> None:
    """Log and vault wait so long for a connection to a server that is away."""
    for database in (system.store.database, system.vault.database):
        assert isinstance(database, PostgresDatabase)
        database.wait = seconds
