"""A log comes back without facts that were acknowledged: an older backup, another's."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from faults.callers import Callers, Outcomes, commands, execute, meeting_and_objective
from faults.fault import SQLITE, FaultContext, Finding, fault, opened, require
from faults.invariants import check_record

from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_service.application.system import System
from bsm_service.foundation.clock import utc_now
from bsm_service.proof.losses import find_loss, record_accepted_loss


def told_by(system: System, context: FaultContext) -> int | str:
    """What the next caller hears."""
    step = next(commands(*meeting_and_objective(system), context.random))
    return execute(system, context.command_id(), step)


def must_be_read_only(system: System, context: FaultContext, acknowledged: int) -> None:
    """Says what was acknowledged, takes no commands, and can be read."""
    end = system.store.position()
    code = told_by(system, context)
    require(code == "record_lost", f"a command was told {code}")
    alarm = system.store.alarm or ""
    require(
        "read-only" in alarm and str(acknowledged) in alarm, f"its alarm: {alarm!r}"
    )
    require(system.store.position() == end, "something was written all the same")
    require(system.store.page(0, 1), "the log cannot be read")
    moment = system.now()
    require(
        moment.position <= end, f"it shows {moment.position}, the log ends at {end}"
    )
    with system.read(moment, Audience(focal_points_matter=True)) as read_context:
        require(
            read_context.snapshot.rows("SELECT * FROM {meetings}"),
            "nothing can be seen",
        )


def _copy_log(source: Path, target: Path) -> None:
    """A backup by SQLite's own means, from a record in use; into an empty place."""
    target.mkdir(exist_ok=True)
    for file in target.glob("log.db*"):
        file.unlink()
    with (
        closing(sqlite3.connect(source / "log.db")) as log,
        closing(sqlite3.connect(target / "log.db")) as copy,
    ):
        log.backup(copy)


def _work(context: FaultContext, place: Place, limit: int) -> int:
    system = opened(place)
    try:
        Callers(
            system, Outcomes().record, context.random, threads=3, limit=limit
        ).start().join()
        return system.engine.catch_up()
    finally:
        system.close()


@fault(
    "a backup restored that is older than the record",
    SQLITE,
    invariant="read-only, saying what is missing; once accepted, goes on",
    rounds=4,
)
def older_backup(context: FaultContext) -> Finding:
    missing = []
    for _ in range(context.rounds):
        place = context.place()
        kept_position = _work(context, place, limit=context.random.randint(2, 8))
        _copy_log(place.folder, context.folder / "backup")
        acknowledged = _work(context, place, limit=context.random.randint(2, 8))
        _copy_log(context.folder / "backup", place.folder)
        must_be_read_only(context.system(place), context, acknowledged)
        require(_after_accepting(context, place) > kept_position, "it does not go on")
        missing.append(acknowledged - kept_position)
        shutil.rmtree(context.folder / "backup")
    return Finding(
        f"{context.rounds} restores", f"told each time; {sum(missing)} facts missing"
    )


@fault(
    "a log restored that has another history",
    SQLITE,
    invariant="read-only, although it is long enough; once accepted, goes on",
    rounds=4,
)
def other_history(context: FaultContext) -> Finding:
    for _ in range(context.rounds):
        place, elsewhere = context.place(), context.place()
        _work(context, place, limit=3)
        _copy_log(place.folder, elsewhere.folder)
        acknowledged = _work(context, place, limit=3)
        end = _work(context, elsewhere, limit=9)
        require(end > acknowledged, "the other history is too short to tell")
        _copy_log(elsewhere.folder, place.folder)
        must_be_read_only(context.system(place), context, acknowledged)
        require(_after_accepting(context, place) > end, "it does not go on")
    return Finding(
        f"{context.rounds} restores", f"told each time; {end} facts, not ours"
    )


def _after_accepting(context: FaultContext, place: Place) -> int:
    """Somebody accepts the loss: the record goes on, and shows only what it has."""
    with closing(opened(place)) as system:
        record_accepted_loss(
            find_loss(system.store, place.folder), place.folder, utc_now()
        )
    _work(context, place, limit=3)
    return check_record(place, Outcomes())
