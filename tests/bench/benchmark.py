"""Measures the product against bare yardsticks, in one run, on this machine.

Absolute figures change with the machine; the ratios are what is promised. Servers and
clients run in processes of their own, started as people start them.
"""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.measurements.bulk_registration import (
    import_over_http_row,
    import_row,
    names_row,
)
from bench.measurements.command_throughput import door_rows
from bench.measurements.http_requests import memory_row, reading_rows, registration_rows
from bench.measurements.open_pages import painted_row, viewer_rows
from bench.measurements.read_models import answer_rows, catch_up_row
from bench.measurements.scaling import rebuild_row, scale_rows
from bench.measurements.sealing import sealing_rows
from bench.measurements.tracker_import import tracker_row
from bench.result_table import as_table
from bench.results import Bench, Machine, Row, this_machine
from bench.setup import processes
from bench.setup.sample_meetings import grow
from bench.setup.sample_record import CONFIRMED, Scene, open_scene
from bench.setup.temporary_storage import ground

from bsm_domain.roles import Role, SignInMethod
from bsm_projections.databases import Place
from bsm_service import collecting
from bsm_service.identity import COOKIE

__all__ = ["FULL", "QUICK", "Bench", "Effort", "Machine", "Row", "as_table", "bench"]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: `rounds` of the door and of catching up, `seconds` of load
    for each number of clients, how many facts are painted and how many are watched,
    how many registrations are imported, and how many of them one by one.
    """

    commands: int
    rounds: int
    seconds: float
    painted: int
    watched: int
    imported: int
    singly: int


QUICK = Effort(
    commands=500,
    rounds=3,
    seconds=2.4,
    painted=10,
    watched=3,
    imported=10_000,
    singly=600,
)
FULL = Effort(
    commands=2_000,
    rounds=5,
    seconds=9.0,
    painted=10,
    watched=12,
    imported=10_000,
    singly=10_000,
)
# Facts of the one meeting that is looked at, however long the log is.
_ONE_MEETING = 12_000
_STEPS = 16


def bench(
    facts: int,
    progressed: Callable[..., Any] = lambda done, total: None,
    effort: Effort = QUICK,
    url: str | None = None,
) -> Bench:
    """Runs every measurement on about `facts` facts, in a throw-away place: a folder,
    or schemas of the PostgreSQL database that `url` names.
    """
    rows: list[Row] = []

    def done(*more: Row) -> None:
        rows.extend(more)
        steps.append(len(more))
        progressed(len(steps), _STEPS)

    steps: list[int] = []
    with ground(url) as here:
        scene, short = open_scene(here.place("long")), open_scene(here.place("short"))
        thresholds = gc.get_threshold()
        try:
            # As the server does: what lives as long as the process is not looked at.
            collecting.settle()
            commands = max(10, min(effort.commands, facts // 10))
            done(*door_rows(scene, here, commands, effort.rounds))
            done(*sealing_rows(here.place("sealing"), commands, effort.rounds))
            done(_import_row(here.place("imports"), effort))
            done(_tracker_row(here.place("trackers"), effort))
            _fill(scene, facts)
            done()
            done(*scale_rows(scene, short, commands, effort.rounds))
            done(rebuild_row(scene.system.place, scene.system.store.position()))
            done(catch_up_row(scene, here, effort.rounds))
            done(*answer_rows(scene))
            token = scene.system.identity.create_token("bench", Role.SECRETARIAT)
            session = scene.system.identity.start_session(
                "bench", Role.SECRETARIAT, None, SignInMethod.SYSTEM
            )
        finally:
            database = scene.system.store.database.version()
            short.system.close()
            scene.system.close()
            gc.set_threshold(*thresholds)
            gc.unfreeze()
        _over_http(scene, token, session, effort, done)
    return Bench(machine=this_machine(database), facts=facts, rows=tuple(rows))


def _fill(scene: Scene, facts: int) -> None:
    """Registrations for the meeting that is looked at, then meetings beside it."""
    missing = min(facts, _ONE_MEETING) - scene.system.store.position()
    scene.register(max(0, missing * CONFIRMED // (CONFIRMED + 2)))
    grow(scene, facts)
    scene.system.engine.catch_up()


def _import_row(place: Place, effort: Effort) -> Row:
    return import_row(place, effort.imported, effort.singly, effort.rounds)


def _tracker_row(place: Place, effort: Effort) -> Row:
    rows = max(1, effort.imported // 5)
    return tracker_row(place, rows, effort.singly, effort.rounds)


def _over_http(
    scene: Scene,
    token: str,
    session: str,
    effort: Effort,
    done: Callable[..., None],
) -> None:
    """Everything that is asked of a server, and of the yardstick's."""
    meeting = str(scene.meeting_id)
    path = f"/api/v1/meetings/{meeting}/registrations"
    with processes.product(scene.system.place) as product:
        done(*reading_rows(product, meeting, token))
        with processes.bare(scene.folder) as bare:
            done(*registration_rows(product, bare, path, token, effort.seconds))
        done(painted_row(product, path, token, (COOKIE, session), effort.painted))
        cookie = f"{COOKIE}={session}"
        done(*viewer_rows(product, path, token, cookie, effort.watched))
        done(import_over_http_row(product, path, token, effort.imported))
        done(names_row(product, token))
        done(memory_row(product))
