"""The single door: one caller, many callers, and a bare insert of the same bytes."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bsm_service.bench.rows import Row, middle, rate
from bsm_service.bench.scene import CALLERS, Scene


class Speed(NamedTuple):
    """Commands a second, and milliseconds of this process's CPU for each."""

    rate: float
    cpu_ms: float


class _Stopwatch:
    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def speed(self, commands: int) -> Speed:
        wall = time.perf_counter() - self._wall
        cpu = time.process_time() - self._cpu
        return Speed(commands / wall, cpu / commands * 1000)


def door_rows(scene: Scene, commands: int, rounds: int) -> tuple[Row, Row]:
    """Measured in turns, so that a slow minute of the machine is everybody's."""
    bare, single, together = [], [], []
    for _ in range(rounds):
        single.append(one_caller(scene, commands))
        stored = scene.system.store.stored_page(scene.system.store.position() - 1, 1)
        bare.append(
            _bare_inserts(scene.folder / "bare.db", commands, stored[0]["state"])
        )
        together.append(_many_callers(scene, commands))
    yardstick, alone, many = _middle(bare), _middle(single), _middle(together)
    return (
        rate(
            "one caller through the door / bare insert",
            alone.rate,
            yardstick.rate,
            "/s",
            0.3,
            f"CPU {alone.cpu_ms:.2f} ms a command, {yardstick.cpu_ms:.2f} ms an insert",
        ),
        rate(
            f"{CALLERS} callers / one caller",
            many.rate,
            alone.rate,
            "/s",
            1.5,
            f"CPU {many.cpu_ms:.2f} ms a command, alone {alone.cpu_ms:.2f} ms",
        ),
    )


def _newest(scene: Scene) -> bytes:
    """The bytes of the newest fact, as they are stored."""
    log = scene.system.store
    state: bytes = log.stored_page(log.position() - 1, 1)[0]["state"]
    return state


def _middle(speeds: list[Speed]) -> Speed:
    return Speed(
        middle([one.rate for one in speeds]), middle([one.cpu_ms for one in speeds])
    )


def one_caller(scene: Scene, commands: int) -> Speed:
    """Each command is durable before the next is asked."""
    watch = _Stopwatch()
    for number in range(commands):
        scene.nominate(number)
    return watch.speed(commands)


def _many_callers(scene: Scene, commands: int) -> Speed:
    with ThreadPoolExecutor(CALLERS) as callers:
        watch = _Stopwatch()
        list(callers.map(scene.nominate, range(commands)))
        return watch.speed(commands)


def _bare_inserts(path: Path, rows: int, state: bytes) -> Speed:
    """Rows of the same bytes, one COMMIT each, nothing else."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS facts (id INTEGER PRIMARY KEY, state BLOB)"
    )
    watch = _Stopwatch()
    for _ in range(rows):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO facts (state) VALUES (?)", (state,))
        connection.execute("COMMIT")
    speed = watch.speed(rows)
    connection.close()
    return speed
