"""What facts make of the row of a registration."""

from pathlib import Path
from typing import ClassVar

from examples import CONFIRMED, NOMINATED, REGISTRATION, header
from projections.engine.example_read_models import InMemoryLog

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_projections.databases import SqliteDatabase
from bsm_projections.engine.engine import Engine
from bsm_projections.registration.read_model import Registrations


class Noted(DomainEvent):
    """A fact that leads to no status."""

    TOPIC: ClassVar[str] = "bsm.registration.noted.v1"


def test_a_fact_without_a_status_leaves_it_as_it_was(tmp_path: Path):
    log = InMemoryLog(NOMINATED, CONFIRMED, Noted(**header(3, REGISTRATION)))
    store = SqliteDatabase(tmp_path / "reads.db")
    engine = Engine(log, store, [Registrations()])

    engine.catch_up()

    assert engine.parked() == []
    with engine.snapshot() as snapshot:
        row = snapshot.row("SELECT * FROM {registrations} WHERE to_position > 3")
    store.close()
    assert row is not None
    assert (row["status"], row["version"]) == ("confirmed", 3)
