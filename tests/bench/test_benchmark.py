"""A tiny run gives rows of the promised form. What they measure is not tested here."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from bench import benchmark
from bench.benchmark import Effort, run_benchmark
from bench.command_line import app
from bench.measurements import delegations_at_once
from bench.results import (
    BenchmarkResult,
    Measurement,
    compare_rates,
    compare_with_limit,
    describe_machine,
    skip_measurement,
)
from bench.setup import processes
from typer.testing import CliRunner

TINY = Effort(
    commands=10,
    rounds=1,
    load_seconds=0.05,
    load_clients=(8,),
    load_rounds=1,
    repaints=1,
    watched_facts=1,
    imported=100,
    imported_singly=5,
    drafts=2,
    silences=2,
)
PROMISED_KEYS = {"name", "value", "yardstick", "ratio", "goal", "ok"}


@pytest.fixture(scope="module")
def tiny_result() -> Iterator[BenchmarkResult]:
    patch = pytest.MonkeyPatch()
    # Twenty viewers and browsers are for `make bench`.
    skipped = skip_measurement("painted", 1, "s", 1, "no browser")
    patch.setattr(benchmark, "measure_repaint", lambda *_: skipped)
    other = skip_measurement("broken", 1, "s", 1, "no browser")
    patch.setattr(benchmark, "measure_broken_silence", lambda *_: other)
    patch.setattr(benchmark, "measure_viewers", lambda *_: [])
    matrix = skip_measurement("drawn", 1, "s", 1, "no browser")
    patch.setattr(delegations_at_once, "measure_matrix_on_screen", lambda *_: matrix)
    yield run_benchmark(200, effort=TINY)
    patch.undo()


def test_every_row_has_its_yardstick_and_its_goal(
    tiny_result: BenchmarkResult,
) -> None:
    rows = json.loads(tiny_result.model_dump_json())["rows"]

    assert len(rows) > 10
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row.keys() >= PROMISED_KEYS
        assert row["yardstick"] > 0
        assert row["goal"] > 0
        if row["value"] is None:
            assert row["ok"] is None
            assert row["detail"].startswith("not measured: ")
        else:
            assert row["ok"] == (row["ratio"] >= row["goal"])


def test_it_says_what_it_was_measured_on(tiny_result: BenchmarkResult) -> None:
    machine = tiny_result.machine

    assert machine.cores > 0
    assert all((machine.cpu, machine.python, machine.database))
    assert tiny_result.facts == 200


@pytest.mark.parametrize(
    ("measurement", "ratio", "ok"),
    [
        (compare_rates("faster than half", 60, 100, "/s", 0.5), 0.6, True),
        (compare_rates("slower than half", 40, 100, "/s", 0.5), 0.4, False),
        (compare_with_limit("within its limit", 5, 10, "s"), 2.0, True),
        (compare_with_limit("beyond its limit", 20, 10, "s"), 0.5, False),
        (skip_measurement("unknown", 10, "s", 1, "no browser"), None, None),
    ],
)
def test_more_is_better_in_every_row(
    measurement: Measurement, ratio: float | None, ok: bool | None
) -> None:
    assert (measurement.ratio, measurement.ok) == (ratio, ok)


@pytest.mark.parametrize("as_json", [True, False])
def test_the_command_line_prints_it(
    monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    result = BenchmarkResult(
        machine=describe_machine("SQLite"),
        facts=100,
        rows=(
            compare_rates("a rate", 60, 100, "/s", 0.5, "in detail"),
            skip_measurement("nothing", 1, "s", 1, "no browser"),
        ),
    )
    monkeypatch.setattr("bench.command_line.run_benchmark", lambda *_: result)

    finished = CliRunner().invoke(app, ["--json"] if as_json else [])

    assert finished.exit_code == 0
    if as_json:
        assert json.loads(finished.stdout)["rows"][0]["ratio"] == 0.6
    else:
        assert "not measured" in finished.stdout
        assert "in detail" in finished.stdout


def test_too_few_facts_are_refused_as_by_the_product() -> None:
    refused = CliRunner().invoke(app, ["--facts", "1", "--json"])

    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["code"] == "invalid_usage"


@pytest.mark.skipif(
    not processes.can_measure_processes(), reason=processes.NOT_MEASURABLE
)
def test_the_peak_of_a_process_is_not_that_of_the_one_that_started_it() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", "print(flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        peak = processes.peak_memory_mb(process.pid)
        process.communicate(b"\n")

    assert 1 < peak < processes.memory_mb(os.getpid())
