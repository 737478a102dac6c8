"""The page about programs for the library: its program runs as it is printed."""

import re
from pathlib import Path

import pytest
from service.event_store.lenient_recorders import environment_of
from systems import announce_berlin, system_in

from bsm_projections.databases import Place
from bsm_service.assembly import persistence

PAGE = Path(__file__).parents[3] / "docs" / "eventsourcing.md"


def test_the_program_that_follows_the_record_runs_in_twenty_lines(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    system = system_in(place)
    announce_berlin(system)
    system.close()
    [program] = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    for name, value in environment_of(place, persistence.__name__).items():
        monkeypatch.setenv(name, value)

    exec(compile(program, str(PAGE), "exec"), {"__name__": "program"})

    assert "('bsm.meeting.announced.v1', 1)" in capsys.readouterr().out
    assert len([line for line in program.splitlines() if line]) <= 20
