"""PostgreSQL's processes are killed, and holders of the turn stand still."""

import os
import signal
from collections.abc import Callable
from contextlib import closing
from random import Random
from threading import Event
from time import monotonic

import psycopg
from faults.callers import (
    Outcomes,
    ask_again,
    ask_until,
    callers_at_work,
    meeting_and_objective,
)
from faults.fault import POSTGRES, FaultContext, Finding, fault, require
from faults.invariants import check_record, check_system
from faults.polling import wait_until
from faults.processes import Writer
from faults.servers import Server

from bsm_projections.databases import PostgresDatabase
from bsm_service.event_store.transaction import Transaction

_TRUTH = (
    "accepted is on record once, refused is not; unknown, asked again, has one effect"
)
Kill = Callable[[Server, str, Random], None]


def _terminate(server: Server, schema: str, random: Random) -> None:
    for pid in server.backends(schema):
        if random.random() < 0.5:
            server.ask("SELECT pg_terminate_backend(%s)", pid)


def _kill_backend(server: Server, schema: str, random: Random) -> None:
    """The server then ends all others, and recovers from its journal."""
    backends = server.backends(schema)
    if backends:
        os.kill(random.choice(backends), signal.SIGKILL)
        wait_until(server.answers, "the server has recovered")


def _kill_server(server: Server, schema: str, random: Random) -> None:
    server.kill()
    server.start()


@fault(
    "backends terminated during writes", POSTGRES, invariant=_TRUTH, rounds=20, short=4
)
def backends_terminated(context: FaultContext) -> Finding:
    return _kill_often(context, context.server(), _terminate)


@fault("backend killed during writes", POSTGRES, invariant=_TRUTH, rounds=5)
def backend_killed(context: FaultContext) -> Finding:
    return _kill_often(context, context.server(), _kill_backend)


@fault(
    "server killed during writes, started again",
    POSTGRES,
    invariant=_TRUTH,
    rounds=5,
    short=0,  # a killed backend restarts the server, too
)
def server_killed(context: FaultContext) -> Finding:
    return _kill_often(context, context.server(), _kill_server)


def _kill_often(context: FaultContext, server: Server, kill: Kill) -> Finding:
    outcomes = Outcomes()
    place = context.place()
    system = context.system(place)
    with callers_at_work(system, outcomes, context.random, threads=8):
        for _ in range(context.rounds):
            kill(server, f"{place.schema}_log", context.random)
            goal = len(outcomes.accepted) + context.random.randint(5, 40)
            wait_until(
                lambda n=goal: len(outcomes.accepted) >= n,
                "commands are accepted again",
            )
    unknown = ask_again(system, outcomes)
    facts = check_system(system, outcomes)
    return Finding(
        f"{context.rounds} kills, {len(outcomes.requests)} commands",
        f"{len(outcomes.accepted)} accepted, "
        f"{len(outcomes.of('store_unavailable'))} told unavailable, "
        f"{unknown} unknown; {facts} facts",
    )


@fault(
    "holder of the turn stopped (SIGSTOP)",
    POSTGRES,
    invariant="the server takes the turn from it; others wait five seconds at most, "
    "and are served; it goes on afterwards",
    rounds=3,
)
def holder_stopped(context: FaultContext) -> Finding:
    place, outcomes, longest = context.place(), Outcomes(), 0.0
    system = context.system(place)
    meeting_and_objective(system)
    writer = Writer(place, context.random, threads=4, follow=False)
    try:
        for _ in range(context.rounds):
            goal = len(writer.outcomes.accepted) + context.random.randint(1, 30)
            writer.read_until(lambda outcomes, n=goal: len(outcomes.accepted) >= n)
            wait_until(
                lambda: _stopped_in_turn(context, place.schema, writer), "it holds it"
            )
            before = len(outcomes.accepted)
            began = monotonic()
            ask_until(
                lambda n=before: len(outcomes.accepted) > n,
                system,
                outcomes,
                context.random,
            )
            longest = max(longest, monotonic() - began)
            # Whoever waits for longer than five seconds is told so.
            require(
                not outcomes.of("store_busy"), "others were told that somebody writes"
            )
            writer.process.send_signal(signal.SIGCONT)
    finally:
        heard_of = writer.kill()
    outcomes.accepted |= heard_of.accepted
    outcomes.refused |= heard_of.refused
    facts = check_record(place, outcomes)
    return Finding(
        f"{context.rounds} stops within a turn",
        f"others waited for {longest:.1f} s at most; {facts} facts, 0 lost",
    )


@fault(
    "holder of the turn stopped in the middle of a COPY",
    POSTGRES,
    invariant="whoever waits for the turn ends its connection; others go on",
)
def stopped_in_copy(context: FaultContext) -> Finding:
    """The server has no time limit for this, so a plain connection stands in for it."""
    place, outcomes = context.place(), Outcomes()
    system = context.system(place)
    meeting_and_objective(system)
    database = system.store.database
    # Closed and not left: to leave it would wait for the end of the COPY.
    with closing(psycopg.connect(context.server().url)) as holder:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", (database._write_lock_key,))  # type: ignore[attr-defined]
        copy = holder.cursor().copy(f"COPY {place.schema}_log.log_header FROM STDIN")
        copy.__enter__()
        began = monotonic()
        ask_until(lambda: outcomes.accepted, system, outcomes, context.random)
        waited = monotonic() - began
    require(not outcomes.of("store_busy"), "others were told that somebody writes")
    facts = check_system(system, outcomes)
    return Finding("1 stop", f"others waited for {waited:.1f} s; {facts} facts")


@fault(
    "holder of the turn thinks for long",
    POSTGRES,
    invariant="it is alive, so it keeps the turn and is accepted; others wait for it",
    short=0,
)
def holder_thinks(context: FaultContext) -> Finding:
    """Longer than the server waits for whoever stands still."""
    system, outcomes, thought = context.system(context.place()), Outcomes(), Event()
    meeting_and_objective(system)
    database = system.store.database
    assert isinstance(database, PostgresDatabase)

    def think(transaction: Transaction) -> int:
        end = monotonic() + 2 * database.idle_timeout
        while monotonic() < end:
            pass
        thought.set()
        return transaction.log.position()

    system.store.run_in_transaction(think)
    require(thought.is_set(), "it lost the turn")
    ask_until(lambda: outcomes.accepted, system, outcomes, context.random)
    facts = check_system(system, outcomes)
    return Finding(
        f"{2 * database.idle_timeout:.0f} s without a question in the turn",
        f"it kept the turn; {facts} facts",
    )


def _stopped_in_turn(context: FaultContext, schema: str, writer: Writer) -> bool:
    """Stops it; lets it go on where it did not hold the turn just then."""
    writer.process.send_signal(signal.SIGSTOP)
    holds = context.server().ask(
        "SELECT 1 FROM pg_stat_activity a JOIN pg_locks l USING (pid) "
        "WHERE application_name = %s AND locktype = 'advisory' AND granted "
        "AND state = 'idle in transaction'",
        f"{schema}_log",
    )
    if not holds:
        writer.process.send_signal(signal.SIGCONT)
    return bool(holds)
