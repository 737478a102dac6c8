"""Versioned rows: every change closes a version and opens the next."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsm_projections.databases import Database, Place, open_database
from bsm_projections.engine.sql_conditions import AS_OF_POSITION
from bsm_projections.engine.temporal_tables import STILL_CURRENT, RowBatch, Table
from bsm_projections.engine.visibility import ReadSnapshot


@dataclass(frozen=True, slots=True)
class SeatRow:
    code: str
    seats: int
    note: str | None
    is_full: bool


SEATS = Table("seats", SeatRow, ("code",), (("is_full",),))
NAMES = {"seats": "seats__1"}

# At each position: which rows are put, to how many seats, and whether it is undone.
Change = tuple[list[tuple[str, int]], bool]


def row(code: str, seats: int) -> SeatRow:
    return SeatRow(code, seats, None if seats % 2 else "even", seats > 3)


@pytest.fixture(scope="module")
def reads(
    new_place: Callable[[Path], Place], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    database = open_database(new_place(tmp_path_factory.mktemp("data")), "read")
    database.create()
    yield database
    database.close()


@contextmanager
def table(store: Database) -> Iterator[Database]:
    """The database with the table in it, and nothing in the table."""
    with store.writing() as connection:
        connection.execute(SEATS.create_statement("__1", store.dialect))
        for index in SEATS.index_statements("__1"):
            connection.execute(index)
    try:
        yield store
    finally:
        with store.writing() as connection:
            connection.execute("DROP TABLE seats__1")


def write(store: Database, *fold: Callable[[RowBatch], Any]) -> None:
    """Pages written one after the other."""
    for each in fold:
        with store.writing() as connection:
            page = RowBatch(connection, {"seats": "__1"})
            each(page)
            page.write()


def putting(position: int, *rows: SeatRow) -> Callable[[RowBatch], None]:
    def fold(page: RowBatch) -> None:
        page.position = position
        for each in rows:
            page.put(SEATS, each)

    return fold


def both(*folds: Callable[[RowBatch], None]) -> Callable[[RowBatch], None]:
    return lambda page: [fold(page) for fold in folds] and None


def versions(store: Database) -> list[tuple[Any, ...]]:
    with store.snapshot() as connection:
        rows = ReadSnapshot(connection, NAMES, {}).rows(
            "SELECT code, seats, from_position, to_position FROM {seats} "
            "ORDER BY code, from_position"
        )
    return [tuple(row) for row in rows]


def known_at(store: Database, position: int) -> dict[str, int]:
    with store.snapshot() as connection:
        rows = ReadSnapshot(connection, NAMES, {}).rows(
            "SELECT code, seats FROM {seats} WHERE " + AS_OF_POSITION, p=position
        )
    assert len(rows) == len({row["code"] for row in rows})
    return {row["code"]: row["seats"] for row in rows}


def test_a_row_is_open_from_the_fact_that_made_it(reads: Database):
    with table(reads) as store:
        write(store, putting(4, row("AT", 1)))

        assert versions(store) == [("AT", 1, 4, STILL_CURRENT)]
        assert [known_at(store, at) for at in (3, 4, 99)] == [{}, {"AT": 1}, {"AT": 1}]


@pytest.mark.parametrize("in_one_page", [True, False])
def test_a_change_closes_one_version_and_opens_the_next(
    reads: Database, in_one_page: bool
):
    changes = [putting(at, row("AT", at)) for at in (2, 5, 9)]
    with table(reads) as store:
        write(store, *([both(*changes)] if in_one_page else changes))

        assert versions(store) == [
            ("AT", 2, 2, 5),
            ("AT", 5, 5, 9),
            ("AT", 9, 9, STILL_CURRENT),
        ]


def test_what_one_fact_changes_twice_is_one_version(reads: Database):
    with table(reads) as store:
        write(store, putting(2, row("AT", 1), row("AT", 2)))
        write(store, putting(3, row("AT", 3), row("AT", 4)))

        assert versions(store) == [("AT", 2, 2, 3), ("AT", 4, 3, STILL_CURRENT)]


def test_a_page_sees_what_it_put_and_what_stood_there_before(reads: Database):
    with table(reads) as store:
        write(store, putting(1, row("AT", 1)))

        def fold(page: RowBatch) -> None:
            page.position = 2
            assert page.get(SEATS, "AT") == row("AT", 1)
            page.put(SEATS, row("AT", 2))
            assert page.must_get(SEATS, "AT") == row("AT", 2)
            assert page.get(SEATS, "IT") is None

        write(store, fold)


def test_a_row_that_no_fact_made_cannot_be_changed(reads: Database):
    with (
        table(reads) as store,
        pytest.raises(LookupError, match=r"seats has no row \('AT',\)"),
    ):
        write(store, lambda page: page.must_get(SEATS, "AT"))


def test_what_is_undone_never_was(reads: Database):
    with table(reads) as store:
        write(store, putting(1, row("AT", 1)))

        def fold(page: RowBatch) -> None:
            putting(2, row("AT", 2))(page)
            mark = page.mark()
            putting(3, row("AT", 3), row("IT", 3), row("AT", 4))(page)
            page.roll_back_to(mark)
            assert page.get(SEATS, "AT") == row("AT", 2)
            assert page.get(SEATS, "IT") is None

        write(store, fold)

        assert versions(store) == [("AT", 1, 1, 2), ("AT", 2, 2, STILL_CURRENT)]


def test_looking_at_a_row_does_not_change_it(reads: Database):
    with table(reads) as store:
        write(store, putting(1, row("AT", 1)), lambda page: page.get(SEATS, "AT"))

        assert versions(store) == [("AT", 1, 1, STILL_CURRENT)]


def test_a_write_that_fails_leaves_nothing(reads: Database):
    with table(reads) as store:

        def fold(page: RowBatch) -> None:
            putting(1, row("AT", 1))(page)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            write(store, fold)

        assert versions(store) == []


def test_a_view_sees_one_moment_while_others_write(reads: Database):
    with table(reads) as store:
        write(store, putting(1, row("AT", 1)))
        with store.snapshot() as connection:
            view = ReadSnapshot(connection, NAMES, {})
            before = view.count("SELECT count(*) FROM {seats}")
            write(store, putting(2, row("IT", 1)))

            assert view.count("SELECT count(*) FROM {seats}") == before == 1
        assert len(versions(store)) == 2


@given(
    st.lists(
        st.tuples(
            st.lists(
                st.tuples(st.sampled_from(["AT", "IT", "FR"]), st.integers(0, 9)),
                max_size=4,
            ),
            st.booleans(),
        ),
        max_size=20,
    ),
    st.lists(st.integers(1, 20), max_size=6),
)
def test_however_facts_are_paged_the_rows_are_those_of_a_plain_fold(
    reads: Database, changes: list[Change], cuts: list[int]
):
    known: list[dict[str, int]] = [{}]
    folds: list[Callable[[RowBatch], None]] = []
    for position, (puts, undone) in enumerate(changes, start=1):
        known.append(known[-1] | ({} if undone else dict(puts)))

        def fold(page: RowBatch, position=position, puts=puts, undone=undone) -> None:
            mark = page.mark()
            putting(position, *(row(*put) for put in puts))(page)
            if undone:
                page.roll_back_to(mark)

        folds.append(fold)
    bounds = [0, *sorted({cut for cut in cuts if cut < len(folds)}), len(folds)]
    pages = [both(*folds[start:end]) for start, end in pairwise(bounds)]
    with table(reads) as store:
        write(store, *pages)

        for position, expected in enumerate(known):
            assert known_at(store, position) == expected
