"""A tiny run gives rows of the promised form. What they measure is not tested here."""

import json
from collections.abc import Iterator

import pytest
from bench import benchmark
from bench.benchmark import Bench, Effort, bench
from bench.command_line import app
from bench.results import Row, at_most, not_measured, rate, this_machine
from typer.testing import CliRunner

TINY = Effort(
    commands=10, rounds=1, seconds=0.05, painted=1, watched=1, imported=100, singly=5
)
PROMISED = {"name", "value", "yardstick", "ratio", "goal", "ok"}


@pytest.fixture(scope="module")
def tiny() -> Iterator[Bench]:
    patch = pytest.MonkeyPatch()
    # Twenty viewers and a browser are for `make bench`.
    patch.setattr(
        benchmark, "painted_row", lambda *_: not_measured("p", 1, "s", 1, "no")
    )
    patch.setattr(benchmark, "viewer_rows", lambda *_: [])
    yield bench(200, effort=TINY)
    patch.undo()


def test_every_row_has_its_yardstick_and_its_goal(tiny: Bench) -> None:
    rows = json.loads(tiny.model_dump_json())["rows"]

    assert len(rows) > 10
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert row.keys() >= PROMISED
        assert row["yardstick"] > 0
        assert row["goal"] > 0
        if row["value"] is None:
            assert row["ok"] is None
            assert row["detail"].startswith("not measured: ")
        else:
            assert row["ok"] == (row["ratio"] >= row["goal"])


def test_it_says_what_it_was_measured_on(tiny: Bench) -> None:
    assert tiny.machine.cores > 0
    assert all((tiny.machine.cpu, tiny.machine.python, tiny.machine.database))
    assert tiny.facts == 200


@pytest.mark.parametrize(
    ("row", "ratio", "ok"),
    [
        (rate("faster than half", 60, 100, "/s", 0.5), 0.6, True),
        (rate("slower than half", 40, 100, "/s", 0.5), 0.4, False),
        (at_most("within its limit", 5, 10, "s"), 2.0, True),
        (at_most("beyond its limit", 20, 10, "s"), 0.5, False),
        (not_measured("unknown", 10, "s", 1, "no browser"), None, None),
    ],
)
def test_more_is_better_in_every_row(
    row: Row, ratio: float | None, ok: bool | None
) -> None:
    assert (row.ratio, row.ok) == (ratio, ok)


@pytest.mark.parametrize("as_json", [True, False])
def test_the_command_line_tells_it(
    monkeypatch: pytest.MonkeyPatch, as_json: bool
) -> None:
    told = Bench(
        machine=this_machine("SQLite"),
        facts=100,
        rows=(
            rate("a rate", 60, 100, "/s", 0.5, "in detail"),
            not_measured("nothing", 1, "s", 1, "no browser"),
        ),
    )
    monkeypatch.setattr("bench.command_line.run_bench", lambda *_: told)

    done = CliRunner().invoke(app, ["--json"] if as_json else [])

    assert done.exit_code == 0
    if as_json:
        assert json.loads(done.stdout)["rows"][0]["ratio"] == 0.6
    else:
        assert "not measured" in done.stdout
        assert "in detail" in done.stdout


def test_too_few_facts_are_refused_as_by_the_product() -> None:
    refused = CliRunner().invoke(app, ["--facts", "1", "--json"])

    assert refused.exit_code == 2
    assert json.loads(refused.stderr)["code"] == "invalid_usage"
