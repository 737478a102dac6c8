"""PostgreSQL's processes are killed, and holders of the turn stand still."""

import os
import signal
from collections.abc import Callable
from contextlib import closing
from random import Random
from threading import Event
from time import monotonic

import psycopg
from faults.fault import POSTGRES, Finding, Scene, fault, must
from faults.judging import judge, judge_system
from faults.processes import Writer
from faults.servers import Server
from faults.waiting import until
from faults.writing import Told, ask_again, ask_until, calling, subjects

from bsm_projections.databases import PostgresDatabase
from bsm_service.event_store.transaction import Transaction

_TRUTH = (
    "accepted is on record once, refused is not; unknown, asked again, has one effect"
)
Kill = Callable[[Server, str, Random], None]


def _terminate(server: Server, schema: str, chance: Random) -> None:
    for pid in server.backends(schema):
        if chance.random() < 0.5:
            server.ask("SELECT pg_terminate_backend(%s)", pid)


def _kill_backend(server: Server, schema: str, chance: Random) -> None:
    """The server then ends all others, and recovers from its journal."""
    backends = server.backends(schema)
    if backends:
        os.kill(chance.choice(backends), signal.SIGKILL)
        until(server.answers, "the server has recovered")


def _kill_server(server: Server, schema: str, chance: Random) -> None:
    server.kill()
    server.start()


@fault(
    "backends terminated during writes", POSTGRES, invariant=_TRUTH, rounds=20, short=4
)
def backends_terminated(here: Scene) -> Finding:
    return _kill_often(here, here.server(), _terminate)


@fault("backend killed during writes", POSTGRES, invariant=_TRUTH, rounds=5)
def backend_killed(here: Scene) -> Finding:
    return _kill_often(here, here.server(), _kill_backend)


@fault(
    "server killed during writes, started again",
    POSTGRES,
    invariant=_TRUTH,
    rounds=5,
    short=0,  # a killed backend restarts the server, too
)
def server_killed(here: Scene) -> Finding:
    return _kill_often(here, here.server(), _kill_server)


def _kill_often(here: Scene, server: Server, kill: Kill) -> Finding:
    told = Told()
    place = here.place()
    system = here.system(place)
    with calling(system, told, here.chance, threads=8):
        for _ in range(here.rounds):
            kill(server, f"{place.schema}_log", here.chance)
            goal = len(told.accepted) + here.chance.randint(5, 40)
            until(lambda n=goal: len(told.accepted) >= n, "commands are accepted again")
    unknown = ask_again(system, told)
    facts = judge_system(system, told)
    return Finding(
        f"{here.rounds} kills, {len(told.asked)} commands",
        f"{len(told.accepted)} accepted, {len(told.of('store_unavailable'))} told "
        f"unavailable, {unknown} unknown; {facts} facts",
    )


@fault(
    "holder of the turn stopped (SIGSTOP)",
    POSTGRES,
    invariant="the server takes the turn from it; others wait five seconds at most, "
    "and are served; it goes on afterwards",
    rounds=3,
)
def holder_stopped(here: Scene) -> Finding:
    place, told, longest = here.place(), Told(), 0.0
    system = here.system(place)
    subjects(system)
    writer = Writer(place, here.chance, threads=4, follow=False)
    try:
        for _ in range(here.rounds):
            heard = len(writer.told.accepted) + here.chance.randint(1, 30)
            writer.hear_until(lambda it, n=heard: len(it.accepted) >= n)
            until(lambda: _stopped_in_turn(here, place.schema, writer), "it holds it")
            before = len(told.accepted)
            began = monotonic()
            ask_until(
                lambda n=before: len(told.accepted) > n, system, told, here.chance
            )
            longest = max(longest, monotonic() - began)
            # Whoever waits for longer than five seconds is told so.
            must(not told.of("store_busy"), "others were told that somebody writes")
            writer.process.send_signal(signal.SIGCONT)
    finally:
        heard_of = writer.kill()
    told.accepted |= heard_of.accepted
    told.refused |= heard_of.refused
    facts = judge(place, told)
    return Finding(
        f"{here.rounds} stops within a turn",
        f"others waited for {longest:.1f} s at most; {facts} facts, 0 lost",
    )


@fault(
    "holder of the turn stopped in the middle of a COPY",
    POSTGRES,
    invariant="whoever waits for the turn ends its connection; others go on",
)
def stopped_in_copy(here: Scene) -> Finding:
    """The server has no time limit for this, so a plain connection stands in for it."""
    place, told = here.place(), Told()
    system = here.system(place)
    subjects(system)
    database = system.store.database
    # Closed and not left: to leave it would wait for the end of the COPY.
    with closing(psycopg.connect(here.server().url)) as holder:
        holder.execute("SELECT pg_advisory_xact_lock(%s)", (database._write_lock_key,))  # type: ignore[attr-defined]
        copy = holder.cursor().copy(f"COPY {place.schema}_log.log_header FROM STDIN")
        copy.__enter__()
        began = monotonic()
        ask_until(lambda: told.accepted, system, told, here.chance)
        waited = monotonic() - began
    must(not told.of("store_busy"), "others were told that somebody writes")
    facts = judge_system(system, told)
    return Finding("1 stop", f"others waited for {waited:.1f} s; {facts} facts")


@fault(
    "holder of the turn thinks for long",
    POSTGRES,
    invariant="it is alive, so it keeps the turn and is accepted; others wait for it",
    short=0,
)
def holder_thinks(here: Scene) -> Finding:
    """Longer than the server waits for whoever stands still."""
    system, told, thought = here.system(here.place()), Told(), Event()
    subjects(system)
    database = system.store.database
    assert isinstance(database, PostgresDatabase)

    def think(transaction: Transaction) -> int:
        end = monotonic() + 2 * database.idle_timeout
        while monotonic() < end:
            pass
        thought.set()
        return transaction.log.position()

    system.store.run_in_transaction(think)
    must(thought.is_set(), "it lost the turn")
    ask_until(lambda: told.accepted, system, told, here.chance)
    facts = judge_system(system, told)
    return Finding(
        f"{2 * database.idle_timeout:.0f} s without a question in the turn",
        f"it kept the turn; {facts} facts",
    )


def _stopped_in_turn(here: Scene, schema: str, writer: Writer) -> bool:
    """Stops it; lets it go on where it did not hold the turn just then."""
    writer.process.send_signal(signal.SIGSTOP)
    holds = here.server().ask(
        "SELECT 1 FROM pg_stat_activity a JOIN pg_locks l USING (pid) "
        "WHERE application_name = %s AND locktype = 'advisory' AND granted "
        "AND state = 'idle in transaction'",
        f"{schema}_log",
    )
    if not holds:
        writer.process.send_signal(signal.SIGCONT)
    return bool(holds)
