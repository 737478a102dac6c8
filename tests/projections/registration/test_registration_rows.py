"""What facts make of the row of a registration."""

from pathlib import Path
from typing import Any, ClassVar

from examples import (
    ACTIVITY,
    CONFIRMED,
    NOMINATED,
    PARTICIPANT,
    REGISTRATION,
    REQUEST,
    REQUESTED,
    header,
)
from projections.engine.example_read_models import InMemoryLog

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.values import DelegateFunction
from bsm_domain.registration.registration_facts import (
    FunctionChanged,
    RegistrationNominatedAgain,
    RegistrationWithdrawn,
    RequestEndorsed,
)
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


def row_after(tmp_path: Path, *history: DomainEvent) -> dict[str, Any]:
    """The row of the registration that they are about."""
    store = SqliteDatabase(tmp_path / "reads.db")
    engine = Engine(InMemoryLog(*history), store, [Registrations()])
    engine.catch_up()
    assert engine.parked() == []
    with engine.snapshot() as snapshot:
        row = snapshot.row(
            "SELECT * FROM {registrations} WHERE to_position > :p", p=len(history)
        )
    store.close()
    assert row is not None
    return {name: row[name] for name in row.keys()}  # noqa: SIM118


def test_a_nomination_says_its_place_and_whether_it_is_late(tmp_path: Path):
    late = NOMINATED.model_copy(update={"place": 2, "late": True, "note_id": ACTIVITY})

    row = row_after(tmp_path, late)

    assert (row["place"], row["late"], row["note_id"]) == (2, 1, str(ACTIVITY))
    assert (row["seat"], row["decided_at"]) == (str(REGISTRATION), None)


def test_a_decision_has_a_time_until_the_registration_begins_again(tmp_path: Path):
    withdrawn = RegistrationWithdrawn(**header(2, REGISTRATION))
    again = RegistrationNominatedAgain(
        **header(3, REGISTRATION), function=DelegateFunction.HEAD
    )

    before = row_after(tmp_path, NOMINATED, withdrawn)
    (tmp_path / "reads.db").unlink()
    after = row_after(tmp_path, NOMINATED, withdrawn, again)

    assert before["decided_at"] is not None
    assert (after["decided_at"], after["function"]) == (None, "head")


def test_who_asked_is_nominated_once_endorsed(tmp_path: Path):
    endorsed = RequestEndorsed(**header(2, REQUEST), function=DelegateFunction.ADVISER)
    changed = FunctionChanged(
        **header(3, REQUEST),
        function=DelegateFunction.OBSERVER,
        before=DelegateFunction.ADVISER,
    )

    row = row_after(tmp_path, REQUESTED, endorsed, changed)

    assert (row["status"], row["function"]) == ("nominated", "observer")
    assert row["participant_id"] == str(PARTICIPANT)
