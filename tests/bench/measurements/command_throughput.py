"""Commands through the single door: one caller, many callers, and a bare insert of the
same bytes.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import NamedTuple

import psycopg
from bench.results import Measurement, compare_rates
from bench.setup.sample_record import CALLERS, SampleRecord
from bench.setup.temporary_storage import TemporaryStorage


class CommandSpeed(NamedTuple):
    """Commands a second, and milliseconds of this process's CPU for each."""

    rate: float
    cpu_ms: float


class Stopwatch:
    """Starts when it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def speed(self, commands: int) -> CommandSpeed:
        wall = time.perf_counter() - self._wall
        cpu = time.process_time() - self._cpu
        return CommandSpeed(commands / wall, cpu / commands * 1000)


def measure_command_throughput(
    record: SampleRecord, storage: TemporaryStorage, commands: int, rounds: int
) -> tuple[Measurement, Measurement]:
    """Measured in turns, so that a slow minute of the machine affects all alike."""
    insert_speeds, single_speeds, concurrent_speeds = [], [], []
    for _ in range(rounds):
        single_speeds.append(time_commands(record.nominate_delegate, commands))
        store = record.system.store
        last_fact = store.stored_page(store.position() - 1, 1)[0]
        insert_speeds.append(_time_inserts(storage, commands, last_fact["state"]))
        concurrent_speeds.append(_time_many_callers(record, commands))
    insert = median_speed(insert_speeds)
    single, concurrent = median_speed(single_speeds), median_speed(concurrent_speeds)
    return (
        compare_rates(
            "one caller through the door / bare insert",
            single.rate,
            insert.rate,
            "/s",
            0.3,
            f"CPU {single.cpu_ms:.2f} ms a command, {insert.cpu_ms:.2f} ms an insert",
        ),
        compare_rates(
            f"{CALLERS} callers / one caller",
            concurrent.rate,
            single.rate,
            "/s",
            1.5,
            f"CPU {concurrent.cpu_ms:.2f} ms a command, alone {single.cpu_ms:.2f} ms",
        ),
    )


def median_speed(speeds: Sequence[CommandSpeed]) -> CommandSpeed:
    return CommandSpeed(
        median(speed.rate for speed in speeds), median(speed.cpu_ms for speed in speeds)
    )


def time_commands(execute: Callable[[int], object], commands: int) -> CommandSpeed:
    """One caller, who numbers the commands; each is durable before the next."""
    stopwatch = Stopwatch()
    for number in range(commands):
        execute(number)
    return stopwatch.speed(commands)


def _time_many_callers(record: SampleRecord, commands: int) -> CommandSpeed:
    with ThreadPoolExecutor(CALLERS) as callers:
        stopwatch = Stopwatch()
        list(callers.map(record.nominate_delegate, range(commands)))
        return stopwatch.speed(commands)


def _time_inserts(storage: TemporaryStorage, rows: int, state: bytes) -> CommandSpeed:
    """Rows of the same bytes, one COMMIT each, nothing else."""
    if storage.url is not None:
        return _time_postgres_inserts(storage.url, storage.name, rows, state)
    connection = sqlite3.connect(storage.folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS facts (id INTEGER PRIMARY KEY, state BLOB)"
    )
    stopwatch = Stopwatch()
    for _ in range(rows):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO facts (state) VALUES (?)", (state,))
        connection.execute("COMMIT")
    speed = stopwatch.speed(rows)
    connection.close()
    return speed


def _time_postgres_inserts(
    url: str, name: str, rows: int, state: bytes
) -> CommandSpeed:
    table = f"{name}_bare.facts"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name}_bare")
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table} "
            "(id BIGSERIAL PRIMARY KEY, state BYTEA)"
        )
        stopwatch = Stopwatch()
        for _ in range(rows):
            connection.execute(f"INSERT INTO {table} (state) VALUES (%s)", (state,))
        return stopwatch.speed(rows)
