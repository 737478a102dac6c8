"""Measures the product against bare yardsticks, in one run, on this machine.

Absolute figures change with the machine; the ratios are what is promised. Servers and
clients run in processes of their own, started as people start them.
"""

import gc
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsm_domain.roles import Role, SignInMethod
from bsm_service.bench import processes
from bsm_service.bench.door import door_rows
from bsm_service.bench.over_http import memory_row, reading_rows, registration_rows
from bsm_service.bench.read_models import answer_rows, catch_up_row
from bsm_service.bench.rows import Bench, Machine, Row, this_machine
from bsm_service.bench.scene import CONFIRMED, Scene, open_scene
from bsm_service.bench.table import as_table
from bsm_service.bench.watched import painted_row, viewer_rows
from bsm_service.identity import COOKIE

__all__ = ["FULL", "QUICK", "Bench", "Effort", "Machine", "Row", "as_table", "bench"]


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: `rounds` of the door and of catching up, `seconds` of load
    for each number of clients, how many facts are painted and how many are watched.
    """

    commands: int
    rounds: int
    seconds: float
    painted: int
    watched: int


QUICK = Effort(commands=500, rounds=3, seconds=2.4, painted=10, watched=3)
FULL = Effort(commands=2_000, rounds=5, seconds=9.0, painted=10, watched=12)
_STEPS = 9


def bench(
    facts: int,
    progressed: Callable[..., Any] = lambda done, total: None,
    effort: Effort = QUICK,
) -> Bench:
    """Runs every measurement on about `facts` facts, in a throw-away folder."""
    rows: list[Row] = []

    def done(*more: Row) -> None:
        rows.extend(more)
        steps.append(len(more))
        progressed(len(steps), _STEPS)

    steps: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        scene = open_scene(Path(folder))
        try:
            # As the server does: what lives as long as the process is not looked at.
            gc.collect()
            gc.freeze()
            commands = max(10, min(effort.commands, facts // 10))
            done(*door_rows(scene, commands, effort.rounds))
            missing = facts - scene.system.store.position()
            scene.register(max(0, missing * CONFIRMED // (CONFIRMED + 2)))
            done()
            done(catch_up_row(scene, effort.rounds))
            done(*answer_rows(scene))
            token = scene.system.identity.create_token("bench", Role.SECRETARIAT)
            session = scene.system.identity.start_session(
                "bench", Role.SECRETARIAT, None, SignInMethod.SYSTEM
            )
        finally:
            scene.system.close()
            gc.unfreeze()
        _over_http(scene, token, session, effort, done)
    return Bench(machine=this_machine(), facts=facts, rows=tuple(rows))


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
    with processes.product(scene.folder) as product:
        done(*reading_rows(product, meeting, token))
        with processes.bare(scene.folder) as bare:
            done(*registration_rows(product, bare, path, token, effort.seconds))
        done(painted_row(product, path, token, (COOKIE, session), effort.painted))
        cookie = f"{COOKIE}={session}"
        done(*viewer_rows(product, path, token, cookie, effort.watched))
        done(memory_row(product))
