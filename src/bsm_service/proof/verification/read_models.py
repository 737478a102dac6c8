"""Read models against a rebuild, which is made outside the data folder."""

from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bsm_domain.foundation.formatting import count_of, join_names
from bsm_domain.foundation.logged_fact import LoggedFact
from bsm_projections.databases import Connection, Database, SqliteDatabase
from bsm_projections.engine.engine import Engine
from bsm_projections.engine.generations import Generations, ReadModel, table_suffix
from bsm_projections.engine.temporal_tables import Table
from bsm_projections.engine.visibility import ReadSnapshot
from bsm_service.event_store.reader import LogReader
from bsm_service.proof.verification.check_results import CheckSteps, check


class _LogUntil:
    """The log as it was when the comparison began."""

    def __init__(self, log: LogReader, end: int) -> None:
        self._log = log
        self._end = end

    def page(self, after: int, limit: int) -> list[LoggedFact]:
        return self._log.page(after, min(limit, self._end - after))


@check(
    "read models match a rebuild",
    "Run 'bsm rebuild', which does not change facts",
)
def check_read_models(
    log: LogReader,
    read_database: Database | None,
    models: Sequence[ReadModel],
    folder: Path,
) -> CheckSteps:
    """`read_database` has the read models; it is None where there is none yet. A
    rebuild is made in the folder.
    """
    if read_database is None or not _has_tables(read_database):
        return "not built yet; the next start builds them"
    generations, compared = Generations(read_database, models), 0
    with read_database.snapshot() as connection:
        positions = _positions(connection, generations)
        missing = [model.name for model in models if model.name not in positions]
        yield from _check_generations(connection, read_database, models)
        snapshot = generations.snapshot(connection)
        end, groups = log.position(), defaultdict[int, list[ReadModel]](list)
        for model in models:
            if model.name in positions:
                groups[positions[model.name]].append(model)
        for position, group in sorted(groups.items()):
            if position > end:
                names = ", ".join(model.name for model in group)
                yield (
                    f"{names}: shown up to position {position}, but the log ends "
                    f"at {end}"
                )
                continue
            with _rebuilt_models(log, position, group, folder) as rebuilt:
                for model in group:
                    yield from _check_parked_facts(connection, model, rebuilt)
                    for table in model.tables:
                        differing = _compare_table(table, snapshot, rebuilt)
                        compared += yield from differing
    compared_at = join_names(list(map(str, sorted({*positions.values()}))), None)
    rows = count_of(compared, "row version")
    return f"{rows} compared at position {compared_at or 0}" + (
        f"; not built yet: {', '.join(missing)}" if missing else ""
    )


def _has_tables(read_database: Database) -> bool:
    with read_database.connection() as connection:
        return read_database.has_table(connection, "projections")


def _positions(connection: Connection, generations: Generations) -> dict[str, int]:
    rows = connection.execute(
        "SELECT name, position FROM projections WHERE active = 1 "
        f"AND {generations.is_known}"
    )
    return {str(name): int(position) for name, position in rows}


def _check_generations(
    connection: Connection, read_database: Database, models: Sequence[ReadModel]
) -> Iterator[str]:
    """A model is noted from when its tables are made, and one generation serves."""
    noted, serving = (
        {str(name) for (name,) in connection.execute(sql)} for sql in (_NOTED, _SERVING)
    )
    for model in models:
        if model.name in noted and model.name not in serving:
            yield f"{model.name}: no generation is active"
        elif model.name not in noted and any(
            read_database.has_table(
                connection, f"{table.name}{table_suffix(generation)}"
            )
            for table in model.tables
            for generation in range(1, _MANY_GENERATIONS)
        ):
            yield f"{model.name} has tables, but no generation is registered"


def _check_parked_facts(
    connection: Connection, model: ReadModel, rebuilt: ReadSnapshot
) -> Iterator[str]:
    """Facts that are left out must be those that a rebuild leaves out."""
    actual = {
        (int(position), str(name))
        for position, name in connection.execute(_PARKED, (model.name, model.version))
    }
    expected = {
        (int(row["position"]), str(row["stored_name"]))
        for row in rebuilt.rows(
            "SELECT position, stored_name FROM parked_facts WHERE name = :name",
            name=model.name,
        )
    }
    for position, name in sorted(actual ^ expected):
        yield (
            f"{model.name}: the fact {name} at position {position} is handled "
            "differently than in a rebuild"
        )


_MANY_GENERATIONS = 100  # each rebuild makes one

_NOTED = "SELECT name FROM projections"
_SERVING = "SELECT name FROM projections WHERE active = 1"
_PARKED = """SELECT k.position, k.stored_name FROM parked_facts k JOIN projections p
    ON p.name = k.name AND p.generation = k.generation
    WHERE p.name = ? AND p.version = ? AND p.active = 1"""


@contextmanager
def _rebuilt_models(
    log: LogReader, position: int, models: Sequence[ReadModel], folder: Path
) -> Iterator[ReadSnapshot]:
    fresh = SqliteDatabase(folder / f"read-models-{position}.db", rebuildable=True)
    try:
        engine = Engine(_LogUntil(log, position), fresh, models)
        engine.catch_up()
        with engine.snapshot() as snapshot:
            yield snapshot
    finally:
        fresh.close()


def _compare_table(
    table: Table[Any], current: ReadSnapshot, rebuilt: ReadSnapshot
) -> Generator[str, None, int]:
    """What differs; returns how many row versions were compared."""
    order = ", ".join((*table.key, "from_position"))
    sql = f"SELECT * FROM {{{table.name}}} ORDER BY {order}"
    compared = 0
    for current_row, rebuilt_row in zip_longest(
        current.stream(sql), rebuilt.stream(sql)
    ):
        compared += 1
        if (
            current_row is None
            or rebuilt_row is None
            or tuple(current_row) != tuple(rebuilt_row)
        ):
            row = current_row if current_row is not None else rebuilt_row
            key = ", ".join(str(row[name]) for name in table.key)
            yield f"{table.name} {key} differs from a rebuild"
            if (
                current_row is None
                or rebuilt_row is None
                or _key(table, current_row) != _key(table, rebuilt_row)
            ):
                return compared  # from here on every row would be another
    return compared


def _key(table: Table[Any], row: Any) -> tuple[Any, ...]:
    return tuple(row[name] for name in (*table.key, "from_position"))
