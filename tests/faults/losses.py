"""A log comes back without facts that were acknowledged: an older backup, another's."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from faults.fault import SQLITE, Finding, Scene, fault, must, opened
from faults.judging import judge
from faults.writing import Callers, Told, commands, subjects, tell

from bsm_projections.databases import Place
from bsm_projections.engine.audience import Audience
from bsm_service.application.system import System
from bsm_service.foundation.clock import utc_now
from bsm_service.proof.losses import find_loss, record_accepted_loss


def told_by(system: System, here: Scene) -> int | str:
    """What the next caller hears."""
    step = next(commands(*subjects(system), here.chance))
    return tell(system, here.command_id(), step)


def must_be_read_only(system: System, here: Scene, acknowledged: int) -> None:
    """Says what was acknowledged, takes no commands, and can be read."""
    end = system.store.position()
    said = told_by(system, here)
    must(said == "record_lost", f"a command was told {said}")
    alarm = system.store.alarm or ""
    must("read-only" in alarm and str(acknowledged) in alarm, f"its alarm: {alarm!r}")
    must(system.store.position() == end, "something was written all the same")
    must(system.store.page(0, 1), "the log cannot be read")
    moment = system.now()
    must(moment.position <= end, f"it shows {moment.position}, the log ends at {end}")
    with system.read(moment, Audience(focal_points_matter=True)) as context:
        must(context.snapshot.rows("SELECT * FROM {meetings}"), "nothing can be seen")


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


def _work(here: Scene, place: Place, most: int) -> int:
    system = opened(place)
    try:
        Callers(system, Told().hear, here.chance, threads=3, most=most).start().join()
        return system.engine.catch_up()
    finally:
        system.close()


@fault(
    "a backup restored that is older than the record",
    SQLITE,
    invariant="read-only, saying what is missing; once accepted, goes on",
    rounds=4,
)
def older_backup(here: Scene) -> Finding:
    missing = []
    for _ in range(here.rounds):
        place = here.place()
        kept = _work(here, place, most=here.chance.randint(2, 8))
        _copy_log(place.folder, here.folder / "backup")
        acknowledged = _work(here, place, most=here.chance.randint(2, 8))
        _copy_log(here.folder / "backup", place.folder)
        must_be_read_only(here.system(place), here, acknowledged)
        must(_after_accepting(here, place) > kept, "it does not go on")
        missing.append(acknowledged - kept)
        shutil.rmtree(here.folder / "backup")
    return Finding(
        f"{here.rounds} restores", f"told each time; {sum(missing)} facts missing"
    )


@fault(
    "a log restored that has another history",
    SQLITE,
    invariant="read-only, although it is long enough; once accepted, goes on",
    rounds=4,
)
def other_history(here: Scene) -> Finding:
    for _ in range(here.rounds):
        place, elsewhere = here.place(), here.place()
        _work(here, place, most=3)
        _copy_log(place.folder, elsewhere.folder)
        acknowledged = _work(here, place, most=3)
        end = _work(here, elsewhere, most=9)
        must(end > acknowledged, "the other history is too short to tell")
        _copy_log(elsewhere.folder, place.folder)
        must_be_read_only(here.system(place), here, acknowledged)
        must(_after_accepting(here, place) > end, "it does not go on")
    return Finding(f"{here.rounds} restores", f"told each time; {end} facts, not ours")


def _after_accepting(here: Scene, place: Place) -> int:
    """Somebody accepts the loss: the record goes on, and shows only what it has."""
    with closing(opened(place)) as system:
        record_accepted_loss(
            find_loss(system.store, place.folder), place.folder, utc_now()
        )
    _work(here, place, most=3)
    return judge(place, Told())
