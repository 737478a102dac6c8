"""A column is declared once: by a field's name and type it is stored, and is in what
queries return, in the API, on the command line and in files.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from bsm_projections.databases import SqliteDatabase
from bsm_projections.engine.columns import Id, column, computed, stored_columns
from bsm_projections.engine.items import item_of
from bsm_projections.engine.temporal_tables import Table
from bsm_projections.meetings.queries import Delegation
from bsm_service.application.open_databases import read_models
from bsm_service.application.record_list import every_item, every_list
from bsm_service.assembly import subjects  # noqa: F401 - they register themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """What a list shows."""

    id: Id = column("seat_id")
    delegation: str
    delegation_name: str = computed()
    taken_on: date
    taken_at: datetime | None = None
    is_free: bool = True
    notes: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    rank: int = computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow(Seat):
    internal: int


SEATS = Table("seats", SeatRow, ("seat_id",))
AT = datetime(2016, 4, 12, 14, 30, 0, 5, tzinfo=UTC)
ROW = SeatRow(
    id="7",
    delegation="AT",
    taken_on=date(2016, 4, 12),
    taken_at=AT,
    is_free=False,
    notes=("été", "b"),
    marks=frozenset("ba"),
    internal=3,
)
STORED = {
    "seat_id": "7",
    "delegation": "AT",
    "taken_on": "2016-04-12",
    "taken_at": 1_460_471_400_000_005,
    "is_free": 0,
    "notes": '["été", "b"]',
    "marks": "a,b",
    "internal": 3,
}


def delegation_name(code: str) -> str:
    return {"AT": "Austria"}[code]


def test_a_row_is_stored_by_the_types_of_its_fields_and_read_again():
    assert dict(zip(SEATS.columns, SEATS.values_of(ROW), strict=True)) == STORED
    assert SEATS.row_of([*STORED.values()]) == ROW
    empty = replace(ROW, taken_at=None, notes=(), marks=frozenset())
    assert SEATS.row_of(SEATS.values_of(empty)) == empty


def test_a_table_has_a_column_for_each_field_that_is_stored():
    statement = SEATS.create_statement("__1", SqliteDatabase.dialect)

    assert statement == (
        "CREATE TABLE seats__1 (seat_id TEXT NOT NULL, delegation TEXT NOT NULL, "
        "taken_on TEXT NOT NULL, taken_at INTEGER, is_free INTEGER NOT NULL, "
        "notes TEXT NOT NULL, marks TEXT NOT NULL, internal INTEGER NOT NULL, "
        "from_position INTEGER NOT NULL, to_position INTEGER NOT NULL, "
        "PRIMARY KEY (seat_id, from_position))"
    )


def test_an_item_is_made_by_names_and_types_and_delegations_are_named():
    seat = item_of(Seat, STORED, delegation_name, {"rank": 1})

    assert seat == Seat(
        id="7",
        delegation="AT",
        delegation_name="Austria",
        taken_on=date(2016, 4, 12),
        taken_at=AT,
        is_free=False,
        notes=("été", "b"),
        marks=frozenset("ab"),
        rank=1,
    )


def test_what_is_given_by_name_comes_before_the_column():
    seat = item_of(Seat, STORED, delegation_name, {"rank": 1, "notes": ("given",)})

    assert seat.notes == ("given",)


def test_what_is_computed_must_be_given():
    with pytest.raises(TypeError, match="Seat needs rank"):
        item_of(Seat, STORED, delegation_name, {})


def test_a_type_that_cannot_be_stored_is_refused():
    @dataclass
    class Thing:
        weight: float

    with pytest.raises(KeyError, match="float"):
        stored_columns(Thing)


def test_what_lists_show_of_a_read_model_is_declared_by_its_row():
    rows = {
        kind
        for model in read_models()
        for table in model.tables
        for kind in table.row.__mro__
    }
    shown = {one.item for one in (*every_list(), *every_item())}
    of_queries = {
        kind for kind in shown if kind.__module__.startswith("bsm_projections.")
    }

    assert len(of_queries & rows) >= 5
    # Counted from several rows, or put together of several items.
    others = {kind.__name__ for kind in of_queries - rows}
    assert others == {
        Delegation.__name__,
        "ActivityDetails",
        "Agenda",
        "ComparedText",
        "DecisionVersion",
        "DelegationCard",
        "DelegationMember",
        "DelegationAgreement",
        "DraftSession",
        "MeetingOutcome",
        "OpenDecision",
        "OwnRegistration",
        "RegistrationFigures",
        "SessionDifference",
        "SessionOnRecord",
    }
