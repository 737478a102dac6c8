"""The primary dies and a standby takes its place: with all of the record, or behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread
from uuid import UUID

from faults.callers import (
    Callers,
    Outcomes,
    ask_again,
    callers_at_work,
    commands,
    execute,
    hurry,
    meeting_and_objective,
)
from faults.fault import POSTGRES, FaultContext, Finding, fault, opened, require
from faults.invariants import check_system
from faults.losses import must_be_read_only, told_by
from faults.polling import wait_until
from faults.proxy import between
from faults.servers import Server


def _pair(context: FaultContext) -> tuple[Server, Server]:
    """A primary and the standby that follows it."""
    primary = Server(context.folder / "one").make().start()
    context.opened.callback(primary.stop)
    standby = primary.standby(context.folder / "two").start()
    context.opened.callback(standby.stop)
    wait_until(lambda: _follows(primary), "the standby follows")
    return primary, standby


def _follows(primary: Server) -> bool:
    return primary.ask("SELECT state FROM pg_stat_replication") == [("streaming",)]


def _wait_for_it(primary: Server) -> None:
    primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
    primary.ask("SELECT pg_reload_conf()")
    wait_until(
        lambda: (
            primary.ask("SELECT sync_state FROM pg_stat_replication") == [("sync",)]
        ),
        "commits wait for the standby",
    )


@fault(
    "commit known to the primary only, asked for again",
    POSTGRES,
    invariant="acknowledged only once the synchronous standby has it; one effect",
)
def known_to_the_primary_only(context: FaultContext) -> Finding:
    primary, standby = _pair(context)
    _wait_for_it(primary)
    place, outcomes = context.place(primary.url), Outcomes()
    system = opened(place)
    steps = commands(*meeting_and_objective(system), context.random)
    standby.stop()
    id, step = context.command_id(), next(steps)
    with _ending_who_waits(primary):
        codes = [execute(system, id, step)]
        wait_until(lambda: _stored(primary, place.schema, id), "the primary shows it")
        codes.append(execute(system, id, step))
    require(set(codes) == {"outcome_unknown"}, f"told {codes} without the standby")
    system.close()
    primary.kill()
    standby.start()
    standby.promote()
    promoted = context.system(replace(place, url=standby.url))
    require(promoted.store.alarm is None, f"an alarm: {promoted.store.alarm}")
    outcomes.record(id, step, execute(promoted, id, step))
    require(id in outcomes.accepted, "it is not accepted afterwards")
    facts = check_system(promoted, outcomes)
    return Finding("1 promotion", f"told {codes}, then accepted; {facts} facts")


@contextmanager
def _ending_who_waits(primary: Server) -> Iterator[None]:
    """Ends every backend whose COMMIT waits for the standby: then it can be read."""
    over = Event()

    def end_them() -> None:
        while not over.wait(0.05):
            primary.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE wait_event = 'SyncRep'"
            )

    ending = Thread(target=end_them)
    ending.start()
    try:
        yield
    finally:
        over.set()
        ending.join()


def _stored(server: Server, schema: str, id: UUID) -> bool:
    sql = f"SELECT 1 FROM {schema}_log.command_answers WHERE command_id = %s"
    return bool(server.ask(sql, id.hex))


@fault(
    "primary killed, synchronous standby promoted",
    POSTGRES,
    invariant="nothing acknowledged is lost; unknown, asked again, has one effect",
    short=0,
)
def synchronous_standby(context: FaultContext) -> Finding:
    primary, standby = _pair(context)
    _wait_for_it(primary)
    place, outcomes = context.place(primary.url), Outcomes()
    system = opened(place)
    hurry(system, 0.5)
    with callers_at_work(system, outcomes, context.random, threads=8):
        goal = context.random.randint(100, 200)
        wait_until(lambda: len(outcomes.accepted) >= goal, "commands are accepted")
        primary.kill()
        wait_until(
            lambda: outcomes.of("outcome_unknown") or outcomes.of("store_unavailable"),
            "callers are told",
        )
    system.close()
    standby.promote()
    promoted = context.system(replace(place, url=standby.url))
    require(promoted.store.alarm is None, f"an alarm: {promoted.store.alarm}")
    accepted, unknown = len(outcomes.accepted), ask_again(promoted, outcomes)
    facts = check_system(promoted, outcomes)
    return Finding(
        f"1 promotion, {accepted} acknowledged before",
        f"0 lost, {unknown} unknown asked again; {facts} facts",
    )


@fault(
    "primary killed, standby that was behind promoted",
    POSTGRES,
    invariant="the loss is told (record_lost) by a running process and by one that "
    "opens; nothing is written; reading goes on",
    short=0,
)
def standby_behind(context: FaultContext) -> Finding:
    primary, standby = _pair(context)
    with between(context.folder / "proxy", primary.socket) as proxy:
        place, outcomes = context.place(proxy.url), Outcomes()
        running = context.system(place)
        Callers(
            running, outcomes.record, context.random, threads=4, limit=6
        ).start().join()
        kept_position = running.store.position()
        _let_fall_behind(primary, standby)
        Callers(
            running, outcomes.record, context.random, threads=4, limit=6
        ).start().join()
        acknowledged = running.store.position()
        primary.kill()
        standby.promote()
        proxy.lead_to(standby.socket)
        wait_until(
            lambda: told_by(running, context) == "record_lost", "the loss is noticed"
        )
        must_be_read_only(running, context, acknowledged)
        must_be_read_only(context.system(place), context, acknowledged)
        known = running.store.position()
    require(
        kept_position <= known < acknowledged,
        f"the standby has {known} of {acknowledged}",
    )
    return Finding(
        f"1 promotion {acknowledged - known} facts behind",
        f"told by the running process and at opening; ends at {known}, "
        f"{acknowledged} acknowledged",
    )


def _let_fall_behind(primary: Server, standby: Server) -> None:
    """It has all up to now, and hears no more."""
    [[end]] = primary.ask("SELECT pg_current_wal_lsn()")
    wait_until(
        lambda: standby.ask("SELECT pg_last_wal_replay_lsn() >= %s", end) == [(True,)],
        "the standby has caught up",
    )
    standby.ask("ALTER SYSTEM SET primary_conninfo = ''")
    standby.ask("SELECT pg_reload_conf()")
    wait_until(
        lambda: not standby.ask("SELECT pid FROM pg_stat_wal_receiver"),
        "the standby hears no more",
    )
