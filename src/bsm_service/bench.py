"""Measures the product against bare yardsticks, in one run, on this machine.

Absolute figures change with the machine; the ratios are what is promised.
"""

import gc
import sqlite3
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel

from bsm_domain.meeting import InvitedDelegation, MeetingDetails
from bsm_domain.registration import DelegateFunction
from bsm_domain.roles import Role, SignInMethod
from bsm_domain.states import STATES, DelegationKind, state_name
from bsm_projections.engine import Engine
from bsm_projections.moment import Audience, Moment
from bsm_projections.queries.overview import figures
from bsm_projections.read_store import ReadStore
from bsm_service import commands as ask
from bsm_service.bootstrap import System, open_system, read_models
from bsm_service.permissions import Principal

CALLERS = 32
_SECRETARIAT = Principal("bench", Role.SECRETARIAT, None, SignInMethod.SYSTEM)


class Row(BaseModel):
    """One figure beside its yardstick; `ratio` must reach `goal`."""

    name: str
    value: float
    yardstick: float
    unit: str
    ratio: float
    goal: float
    ok: bool


class Bench(BaseModel):
    rows: tuple[Row, ...]


def bench(facts: int, progressed: Callable[[int], Any]) -> Bench:
    """Runs every measurement on `facts` facts in throw-away folders."""
    with tempfile.TemporaryDirectory() as folder:
        system = open_system(Path(folder) / "system")
        try:
            meeting_id = _prepare(system)
            single = _nominations(system, meeting_id, facts // 2, callers=1)
            progressed(1)
            together = _nominations(system, meeting_id, facts // 2, callers=CALLERS)
            progressed(2)
            state = system.store.stored_page(system.store.position() - 1, 1)[0]["state"]
            bare = _bare_inserts(Path(folder) / "bare.db", facts // 2, state)
            progressed(3)
            paged = _catch_up(system, Path(folder) / "paged.db", page_size=500)
            progressed(4)
            one_by_one = _catch_up(system, Path(folder) / "one.db", page_size=1)
            progressed(5)
            system.engine.catch_up()
            now, past = _views(system, meeting_id)
            progressed(6)
        finally:
            system.close()
    rate = "commands/s"
    return Bench(
        rows=(
            _row("one caller through the door / bare insert", single, bare, rate, 0.3),
            _row(f"{CALLERS} callers / one caller", together, single, rate, 1.5),
            _row(
                "catch-up in pages / one fact a time", paged, one_by_one, "facts/s", 10
            ),
            _row("overview of the past / of now", past, now, "views/s", 0.5),
        )
    )


def _row(name: str, value: float, yardstick: float, unit: str, goal: float) -> Row:
    ratio = value / yardstick
    return Row(
        name=name,
        value=value,
        yardstick=yardstick,
        unit=unit,
        ratio=ratio,
        goal=goal,
        ok=ratio >= goal,
    )


def _prepare(system: System) -> UUID:
    """A meeting to which every State is invited, with registration open."""
    system.establish("Bench")
    meeting_id, day = uuid4(), date(2027, 4, 12)
    details = MeetingDetails(
        series="Bench",
        title="Meeting",
        starts_on=day,
        ends_on=day,
        time_zone="Europe/Vienna",
    )
    invited = tuple(
        InvitedDelegation(
            code=code, kind=state.kind, name=state_name(code, day), quota=100_000
        )
        for code, state in STATES.items()
        if state.kind is DelegationKind.PARTICIPATING_STATE
    )
    for command in (
        ask.AnnounceMeeting(meeting_id=meeting_id, details=details),
        ask.InviteDelegations(meeting_id=meeting_id, delegations=invited),
        ask.OpenRegistration(meeting_id=meeting_id, capacity=100_000),
    ):
        system.service.execute(command, _SECRETARIAT, command_id=uuid4())
    return meeting_id


def _nominations(
    system: System, meeting_id: UUID, commands: int, *, callers: int
) -> float:
    """Commands a second, each durable when answered."""
    codes = tuple(STATES)[:57]

    def ask_for(number: int) -> None:
        command = ask.NominateDelegate(
            meeting_id=meeting_id,
            registration_id=uuid4(),
            delegation=codes[number % len(codes)],
            function=DelegateFunction.MEMBER,
        )
        system.service.execute(command, _SECRETARIAT, command_id=uuid4())

    gc.collect()
    if callers == 1:
        start = time.perf_counter()
        for number in range(commands):
            ask_for(number)
        return commands / (time.perf_counter() - start)
    with ThreadPoolExecutor(callers) as pool:
        start = time.perf_counter()
        list(pool.map(ask_for, range(commands)))
        return commands / (time.perf_counter() - start)


def _bare_inserts(path: Path, rows: int, state: bytes) -> float:
    """Rows a second of the same bytes, one COMMIT each, nothing else."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE facts (id INTEGER PRIMARY KEY, state BLOB)")
    start = time.perf_counter()
    for _ in range(rows):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO facts (state) VALUES (?)", (state,))
        connection.execute("COMMIT")
    taken = time.perf_counter() - start
    connection.close()
    return rows / taken


def _catch_up(system: System, path: Path, *, page_size: int) -> float:
    """Facts a second into fresh read models."""
    store = ReadStore(path)
    engine = Engine(system.store, store, read_models(), page_size=page_size)
    start = time.perf_counter()
    reached = engine.catch_up()
    taken = time.perf_counter() - start
    store.close()
    return reached / taken


def _views(system: System, meeting_id: UUID) -> tuple[float, float]:
    """Overviews a second: of now, and of the moment half-way."""
    live = system.now()
    half = Moment(live.position // 2, live.at, live=False)

    def rate(moment: Moment, times: int = 50) -> float:
        start = time.perf_counter()
        for _ in range(times):
            with system.ask(moment, Audience(focal_points_matter=True)) as question:
                figures(question, str(meeting_id))
        return times / (time.perf_counter() - start)

    return rate(live), rate(half)
