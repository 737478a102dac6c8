"""`bsm verify` reads, and changes nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from service.proof.verification.records import Record, bsm, everything, failing
from systems import (
    StoryClock,
    enter,
)

from bsm_projections.databases import Place
from bsm_service.assembly.bootstrap import open_system
from bsm_service.proof.verification import verify


def test_a_record_in_order_is_left_as_it_is(copied: Record):
    before = everything(copied.place)

    assert verify(copied.place).ok
    assert everything(copied.place) == before


def test_servers_may_run_and_write_meanwhile(copied: Record):
    system = open_system(copied.place, clock=StoryClock())
    before = everything(copied.place)

    assert failing(verify(copied.place)) == {}
    assert everything(copied.place) == before

    enter(system, name="Otto Normal")
    verdict = verify(copied.place)
    assert failing(verdict) == {}
    assert f"at {copied.end + 1}" in verdict.checks[1].detail
    assert system.engine.position() == copied.end  # nobody brought it forward
    system.close()


DIES = """
import os, sys
from pathlib import Path
from systems import StoryClock, announce_berlin
from bsm_projections.databases import Place
from bsm_service.assembly.bootstrap import open_system
announce_berlin(open_system(Place(Path(sys.argv[1])), clock=StoryClock()))
os._exit(9)
"""


@pytest.mark.parametrize("new_place", ["sqlite"], indirect=True)
@pytest.mark.parametrize("index", ["there", "lost"])
def test_the_journal_of_a_server_that_died_is_read(copied: Record, index: str):
    """Its files stay beside the database; somebody may have copied two of the three."""
    folder = copied.place.folder
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    died = subprocess.run(
        [sys.executable, "-c", DIES, folder], env={**os.environ, **paths}
    )
    assert died.returncode == 9
    assert (folder / "log.db-wal").stat().st_size > 0
    if index == "lost":
        for file in folder.glob("*-shm"):
            file.unlink()
    before = everything(copied.place)

    verdict = verify(copied.place)

    assert failing(verdict) == {}
    assert f"at {copied.end + 4}" in verdict.checks[1].detail
    assert everything(copied.place) == before


def test_where_there_is_no_record_nothing_is_made(tmp_path: Path):
    refused = bsm("verify", Place(tmp_path / "nowhere"), "--json")

    assert json.loads(refused.stderr)["code"] == "store_unavailable"
    assert not (tmp_path / "nowhere").exists()
