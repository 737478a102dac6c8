"""Figures beside their yardsticks, and the machine on which they were measured."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel


class Measurement(BaseModel):
    """One figure beside its yardstick; `ratio` must reach `goal`.

    Where the figure is a rate, the yardstick is a rate of the same run and the ratio is
    figure / yardstick. Where it is a time or a size, the yardstick is the most that it
    may be and the ratio is yardstick / figure, so that more is better in every row.
    A figure that could not be measured is None, and `detail` says why.
    """

    name: str
    value: float | None
    yardstick: float
    unit: str
    ratio: float | None
    goal: float
    ok: bool | None
    detail: str = ""


class Machine(BaseModel):
    """What was measured on: ratios travel, absolute figures don't."""

    cpu: str
    cores: int
    system: str
    python: str
    database: str


class BenchmarkResult(BaseModel):
    """One run of all measurements on a log of `facts` facts."""

    machine: Machine
    facts: int
    rows: tuple[Measurement, ...]


def compare_rates(
    name: str, value: float, yardstick: float, unit: str, goal: float, detail: str = ""
) -> Measurement:
    """More is better, compared with a rate of the same run."""
    return _compare(name, value, yardstick, unit, value / yardstick, goal, detail)


def compare_with_limit(
    name: str, value: float, limit: float, unit: str, detail: str = ""
) -> Measurement:
    """Less is better, and a limit is promised."""
    ratio = limit / value if value else 1.0
    return _compare(name, value, limit, unit, ratio, 1.0, detail)


def skip_measurement(
    name: str, yardstick: float, unit: str, goal: float, reason: str
) -> Measurement:
    """What cannot be measured on this machine."""
    return Measurement(
        name=name,
        value=None,
        yardstick=yardstick,
        unit=unit,
        ratio=None,
        goal=goal,
        ok=None,
        detail=f"not measured: {reason}",
    )


def _compare(
    name: str,
    value: float,
    yardstick: float,
    unit: str,
    ratio: float,
    goal: float,
    detail: str,
) -> Measurement:
    return Measurement(
        name=name,
        value=value,
        yardstick=yardstick,
        unit=unit,
        ratio=ratio,
        goal=goal,
        ok=ratio >= goal,
        detail=detail,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def describe_machine(database: str) -> Machine:
    return Machine(
        cpu=_cpu_model(),
        cores=len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1,
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        database=database,
    )


def _cpu_model() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()
