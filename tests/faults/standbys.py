"""The primary dies and a standby takes its place: with all of the record, or behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Thread
from uuid import UUID

from faults.fault import POSTGRES, Finding, Scene, fault, must, opened
from faults.judging import judge_system
from faults.losses import must_be_read_only, told_by
from faults.proxy import between
from faults.servers import Server
from faults.waiting import until
from faults.writing import (
    Callers,
    Told,
    ask_again,
    calling,
    commands,
    hurry,
    subjects,
    tell,
)


def _pair(here: Scene) -> tuple[Server, Server]:
    """A primary and the standby that follows it."""
    primary = Server(here.folder / "one").make().start()
    here.opened.callback(primary.stop)
    standby = primary.standby(here.folder / "two").start()
    here.opened.callback(standby.stop)
    until(lambda: _follows(primary), "the standby follows")
    return primary, standby


def _follows(primary: Server) -> bool:
    return primary.ask("SELECT state FROM pg_stat_replication") == [("streaming",)]


def _wait_for_it(primary: Server) -> None:
    primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
    primary.ask("SELECT pg_reload_conf()")
    until(
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
def known_to_the_primary_only(here: Scene) -> Finding:
    primary, standby = _pair(here)
    _wait_for_it(primary)
    place, told = here.place(primary.url), Told()
    system = opened(place)
    steps = commands(*subjects(system), here.chance)
    standby.stop()
    id, step = here.command_id(), next(steps)
    with _ending_who_waits(primary):
        said = [tell(system, id, step)]
        until(lambda: _stored(primary, place.schema, id), "the primary shows it")
        said.append(tell(system, id, step))
    must(set(said) == {"outcome_unknown"}, f"told {said} without the standby")
    system.close()
    primary.kill()
    standby.start()
    standby.promote()
    promoted = here.system(replace(place, url=standby.url))
    must(promoted.store.alarm is None, f"an alarm: {promoted.store.alarm}")
    told.hear(id, step, tell(promoted, id, step))
    must(id in told.accepted, "it is not accepted afterwards")
    facts = judge_system(promoted, told)
    return Finding("1 promotion", f"told {said}, then accepted; {facts} facts")


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
def synchronous_standby(here: Scene) -> Finding:
    primary, standby = _pair(here)
    _wait_for_it(primary)
    place, told = here.place(primary.url), Told()
    system = opened(place)
    hurry(system, 0.5)
    with calling(system, told, here.chance, threads=8):
        goal = here.chance.randint(100, 200)
        until(lambda: len(told.accepted) >= goal, "commands are accepted")
        primary.kill()
        until(
            lambda: told.of("outcome_unknown") or told.of("store_unavailable"),
            "callers are told",
        )
    system.close()
    standby.promote()
    promoted = here.system(replace(place, url=standby.url))
    must(promoted.store.alarm is None, f"an alarm: {promoted.store.alarm}")
    accepted, unknown = len(told.accepted), ask_again(promoted, told)
    facts = judge_system(promoted, told)
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
def standby_behind(here: Scene) -> Finding:
    primary, standby = _pair(here)
    with between(here.folder / "proxy", primary.socket) as proxy:
        place, told = here.place(proxy.url), Told()
        running = here.system(place)
        Callers(running, told.hear, here.chance, threads=4, most=6).start().join()
        kept = running.store.position()
        _let_fall_behind(primary, standby)
        Callers(running, told.hear, here.chance, threads=4, most=6).start().join()
        acknowledged = running.store.position()
        primary.kill()
        standby.promote()
        proxy.lead_to(standby.socket)
        until(lambda: told_by(running, here) == "record_lost", "the loss is noticed")
        must_be_read_only(running, here, acknowledged)
        must_be_read_only(here.system(place), here, acknowledged)
        found = running.store.position()
    must(kept <= found < acknowledged, f"the standby has {found} of {acknowledged}")
    return Finding(
        f"1 promotion {acknowledged - found} facts behind",
        f"told by the running process and at opening; ends at {found}, "
        f"{acknowledged} acknowledged",
    )


def _let_fall_behind(primary: Server, standby: Server) -> None:
    """It has all up to now, and hears no more."""
    [[end]] = primary.ask("SELECT pg_current_wal_lsn()")
    until(
        lambda: standby.ask("SELECT pg_last_wal_replay_lsn() >= %s", end) == [(True,)],
        "the standby has caught up",
    )
    standby.ask("ALTER SYSTEM SET primary_conninfo = ''")
    standby.ask("SELECT pg_reload_conf()")
    until(
        lambda: not standby.ask("SELECT pid FROM pg_stat_wal_receiver"),
        "the standby hears no more",
    )
