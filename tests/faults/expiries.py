"""Silences that expire while processes are killed, run twice, or have a wrong clock."""

import signal
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from faults.callers import Outcomes, identity
from faults.fault import (
    ORIGIN,
    POSTGRES,
    SQLITE,
    FaultContext,
    Finding,
    fault,
    require,
)
from faults.invariants import check_record
from faults.processes import run
from faults.settling_process import (
    AFTER_COMMIT,
    BEFORE_COMMIT,
    Mailbox,
    reminders,
)
from systems import CHAIR, START, StoryClock, announce_berlin, do, enter

from bsm_domain.agreement.expiry import SETTLES_AFTER
from bsm_domain.agreement.facts import DecisionAdopted
from bsm_domain.agreement.number_series import NumberGiven
from bsm_domain.agreement.text_body import Paragraph, TextBody
from bsm_domain.foundation.errors import DomainError
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.agreement.clock_guard import DISTRUST
from bsm_service.agreement.commands import OpenProcedure, TableDecision
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from bsm_service.assembly.bootstrap import open_system

_SILENCES = 4  # in each round
_READERS = ("AT", "IT", "PL")  # each has a focal point
_SECOND, _MINUTE, _HOUR = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
)


@dataclass(frozen=True, slots=True)
class _Silence:
    expires_at: datetime
    decision: UUID


def _open_silence(
    system: System, meeting: UUID, expires_at: datetime, random: Random
) -> _Silence:
    id = identity(random)
    body = TextBody(
        title="Contact points",
        paragraphs=(Paragraph(id=identity(random), text="Name a contact point."),),
    )
    do(system, TableDecision(decision_id=id, meeting_id=meeting, body=body), CHAIR)
    opening = OpenProcedure(
        decision_id=id,
        procedure="silence",
        of=1,
        expires_at=expires_at,
        time_zone="UTC",
    )
    do(system, opening, CHAIR)
    return _Silence(expires_at, id)


def _must_be_adopted_once(system: System, silences: list[_Silence]) -> None:
    """Each at its expiry, with numbers in the order of expiry, then of id."""
    facts = [entry.fact for entry in system.store.page(0, 1_000_000)]
    adopted = [fact for fact in facts if isinstance(fact, DecisionAdopted)]
    of_series = [fact for fact in facts if isinstance(fact, NumberGiven)]
    numbers = list(range(1, len(silences) + 1))
    due = [(one.decision, one.expires_at) for one in silences]
    require(
        [(fact.originator_id, fact.occurred_at) for fact in adopted] == due,
        f"{len(adopted)} adoptions of {len(silences)} silences, or in another order",
    )
    require([fact.number for fact in adopted] == numbers, "numbers are not dense")
    require([fact.number for fact in of_series] == numbers, "a number is given twice")


@fault(
    "settlement killed around an expiry",
    SQLITE,
    POSTGRES,
    invariant="each is adopted once, in the order of expiry, with one number, and told "
    "to each once",
    rounds=12,
    report_only=[POSTGRES],
)
def settlement_killed(context: FaultContext) -> Finding:
    """In each round several silences have expired; a process is killed within one of
    the adoptions, then two settle at once what is left, and mail.
    """
    place, clock, random = context.place(), StoryClock(START), context.random
    system = context.system(place, clock=clock)
    meeting = announce_berlin(system)
    _people(system)
    mailbox = context.folder / "mailbox"
    post, expired = reminders(system, mailbox), list[_Silence]()
    for number in range(context.rounds):
        opened_at = clock()
        due = [
            _open_silence(
                system, meeting, opened_at + random.choice((2, 3)) * _HOUR, random
            )
            for _ in range(_SILENCES)
        ]
        expired += sorted(due, key=lambda one: (one.expires_at, one.decision))
        clock.time = opened_at + 3 * _HOUR + SETTLES_AFTER
        # Every third is killed from outside, wherever it is then.
        dies = (BEFORE_COMMIT, AFTER_COMMIT, None)[number % 3]
        _kill_one(place, clock(), dies, random.randrange(_SILENCES))
        _two_at_once(place, clock(), mailbox)
        # A process may leave a message to the next run of any.
        clock.pass_by(2 * _MINUTE)
        post.run_once()
        _must_be_adopted_once(system, expired)
        clock.pass_by(timedelta(days=1) - 3 * _HOUR - 2 * _MINUTE - SETTLES_AFTER)
    mailed = Counter(Mailbox(mailbox).lines())
    adoptions = sum(number for line, number in mailed.items() if " decision " in line)
    require(set(mailed.values()) == {1}, "something was mailed twice")
    require(
        adoptions == len(expired) * len(_READERS),
        f"{adoptions} times somebody was told of {len(expired)} adoptions",
    )
    facts = check_record(place, Outcomes())
    return Finding(
        f"{context.rounds} kills, {2 * context.rounds} processes settled at once",
        f"{len(expired)} silences: each one adoption, one number, told by e-mail once "
        f"to each of {len(_READERS)}; {facts} facts",
    )


def _people(system: System) -> None:
    for code in _READERS:
        address = f"{code.lower()}@example.org"
        person = enter(system, delegation=code, email=address)
        account = system.identity.accounts.create(code.lower(), person)
        system.identity.mandates.give(
            account.id, Role.FOCAL_POINT, code, given_by="the faults"
        )


def _kill_one(place: Place, at: datetime, dies: str | None, after: int) -> None:
    """It dies by itself within the adoption after so many; or is killed while it is at
    that one.
    """
    options = {"at": at.isoformat(), "dies": dies, "after": after}
    process = run("faults.settling_process", place, options)
    process.stdin.write("go\n")
    process.stdin.flush()
    if dies is None:
        for _ in range(after + 1):  # the first line says that it is ready
            process.stdout.readline()
        process.kill()
    process.communicate()
    require(process.returncode == -signal.SIGKILL, "it was not killed")


def _two_at_once(place: Place, at: datetime, mailbox: Path) -> None:
    options = {"at": at.isoformat(), "mailbox": str(mailbox)}
    processes = [run("faults.settling_process", place, options) for _ in range(2)]
    for process in processes:
        process.stdout.readline()
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate()
        require(process.returncode == 0, "a process that settles failed")


# Set right again after three minutes.
_STEPS = (2 * _MINUTE, 50 * _MINUTE, 24 * _HOUR, -_HOUR, -30 * _MINUTE)


@fault(
    "a wrong clock around an expiry",
    SQLITE,
    POSTGRES,
    invariant="nothing is adopted before the expiry by the true time; later each is, "
    "once, dated to it",
    rounds=25,
    short=5,
    report_only=[POSTGRES],
)
def wrong_clock(context: FaultContext) -> Finding:
    """A round is a silence. Before it expires the clock of two processes makes a step,
    and is set right after three minutes; meanwhile a third one is started. They look
    every fifteen seconds.
    """
    clock, passed, random = StoryClock(START), [0.0], context.random
    place, silences = context.place(), list[_Silence]()

    def open_process() -> System:
        system = open_system(
            place,
            clock=lambda: clock(),
            origin=ORIGIN,
            since_boot=lambda: passed[0],
        )
        context.opened.callback(system.close)
        system.establish_network("Network of the faults")
        return system

    processes = [open_process() for _ in range(2)]
    meeting, held = announce_berlin(processes[0]), 0

    def go_on(by: timedelta) -> None:
        clock.pass_by(by)
        passed[0] += by.total_seconds()

    def look() -> int:
        return sum(_settled_by(system) for system in processes)

    for number in range(context.rounds):
        step = _STEPS[number % len(_STEPS)]
        expires_at = clock() + 2 * _HOUR
        silences.append(_open_silence(processes[0], meeting, expires_at, random))
        # So that the wrong clock shows a time after the expiry, where it is ahead.
        go_on(2 * _HOUR - random.randrange(15, 100) * _SECOND)
        require(not look(), "adopted before the expiry")
        clock.pass_by(step)
        third = open_process()
        for _ in range(12):
            adopted = look() + _settled_by(third)
            require(not adopted, f"adopted by a clock that was wrong by {step}")
            go_on(15 * _SECOND)
        held += processes[0].part(SilenceSettlement).is_held
        third.close()
        clock.pass_by(-step)
        # A clock that is set right from behind has gone ahead as well.
        end = passed[0] + DISTRUST.total_seconds() + 30
        while passed[0] < end:
            look()
            go_on(15 * _SECOND)
        look()
        _must_be_adopted_once(processes[1], silences)
        last = processes[0].store.recorded_at(processes[0].store.position())
        require(expires_at <= last <= clock(), f"recorded at {last}")
    facts = check_record(place, Outcomes())
    return Finding(
        f"{context.rounds} steps of the clock, {held} seen ahead",
        f"{len(silences)} silences, each adopted once and dated rightly; {facts} facts",
    )


def _settled_by(system: System) -> int:
    """How many it adopts; none while its clock is refused."""
    try:
        return system.part(SilenceSettlement).settle()
    except DomainError:
        return 0
