"""The single door: one caller, many callers, and a bare insert of the same bytes."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import psycopg
from bench.results import Row, middle, rate
from bench.setup.sample_record import CALLERS, Scene
from bench.setup.temporary_storage import Ground


class Speed(NamedTuple):
    """Commands a second, and milliseconds of this process's CPU for each."""

    rate: float
    cpu_ms: float


class Stopwatch:
    """Started where it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def speed(self, commands: int) -> Speed:
        wall = time.perf_counter() - self._wall
        cpu = time.process_time() - self._cpu
        return Speed(commands / wall, cpu / commands * 1000)


def door_rows(
    scene: Scene, here: Ground, commands: int, rounds: int
) -> tuple[Row, Row]:
    """Measured in turns, so that a slow minute of the machine is everybody's."""
    bare, single, together = [], [], []
    for _ in range(rounds):
        single.append(one_caller(scene, commands))
        stored = scene.system.store.stored_page(scene.system.store.position() - 1, 1)
        bare.append(_bare_inserts(here, commands, stored[0]["state"]))
        together.append(_many_callers(scene, commands))
    yardstick, alone, many = middle_of(bare), middle_of(single), middle_of(together)
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


def middle_of(speeds: list[Speed]) -> Speed:
    return Speed(
        middle([one.rate for one in speeds]), middle([one.cpu_ms for one in speeds])
    )


def one_caller(scene: Scene, commands: int) -> Speed:
    """Each command is durable before the next is asked."""
    watch = Stopwatch()
    for number in range(commands):
        scene.nominate(number)
    return watch.speed(commands)


def _many_callers(scene: Scene, commands: int) -> Speed:
    with ThreadPoolExecutor(CALLERS) as callers:
        watch = Stopwatch()
        list(callers.map(scene.nominate, range(commands)))
        return watch.speed(commands)


def _bare_inserts(here: Ground, rows: int, state: bytes) -> Speed:
    """Rows of the same bytes, one COMMIT each, nothing else."""
    if here.url is not None:
        return _bare_postgres_inserts(here.url, here.name, rows, state)
    connection = sqlite3.connect(here.folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS facts (id INTEGER PRIMARY KEY, state BLOB)"
    )
    watch = Stopwatch()
    for _ in range(rows):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO facts (state) VALUES (?)", (state,))
        connection.execute("COMMIT")
    speed = watch.speed(rows)
    connection.close()
    return speed


def _bare_postgres_inserts(url: str, name: str, rows: int, state: bytes) -> Speed:
    table = f"{name}_bare.facts"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name}_bare")
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table} "
            "(id BIGSERIAL PRIMARY KEY, state BYTEA)"
        )
        watch = Stopwatch()
        for _ in range(rows):
            connection.execute(f"INSERT INTO {table} (state) VALUES (%s)", (state,))
        return watch.speed(rows)
