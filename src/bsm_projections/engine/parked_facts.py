"""Folds one fact, and parks a fact that cannot be processed or stored."""

from collections.abc import Callable

from bsm_domain.foundation.aggregate import DomainEvent
from bsm_domain.foundation.logged_fact import LoggedFact, UndecodableFact
from bsm_projections.databases import (
    DATABASE_ERRORS,
    UNSTORABLE_ERRORS,
    Connection,
    Row,
)
from bsm_projections.engine.temporal_tables import RowBatch

_Fold = Callable[[DomainEvent, RowBatch], None]


def park(
    connection: Connection, generation: Row, entry: LoggedFact, error: tuple[str, str]
) -> None:
    """Records the stored name and the error of a fact."""
    key = generation["name"], generation["generation"]
    connection.execute(
        "INSERT INTO parked_facts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (*key, entry.position, *map(_storable, error)),
    )


def fold(
    model_fold: _Fold, batch: RowBatch, entry: LoggedFact
) -> tuple[str, str] | None:
    """Folds one fact; returns the stored name and the error if it could not be
    processed.
    """
    position, fact, stream = entry
    if isinstance(fact, UndecodableFact):
        return fact.stored_name, fact.error
    batch.position, batch.stream, mark = position, stream, batch.mark()
    try:
        model_fold(fact, batch)
    except DATABASE_ERRORS:  # the database's trouble, or a value that it cannot take
        raise
    except Exception as error:  # all errors are shown and none ignored
        batch.roll_back_to(mark)
        return fact.TOPIC, _description(error)
    return None


def fold_and_store(
    model_fold: _Fold,
    batch: RowBatch,
    entry: LoggedFact,
    connection: Connection,
) -> tuple[str, str] | None:
    """The same for a single fact, whose rows are stored as well."""
    connection.execute("SAVEPOINT fact")
    try:
        failure = fold(model_fold, batch, entry)
        if failure is None:
            batch.write()
    except Exception as error:
        if is_database_trouble(error):
            raise
        connection.execute("ROLLBACK TO SAVEPOINT fact")
        assert isinstance(entry.fact, DomainEvent)
        failure = entry.fact.TOPIC, _description(error)
    connection.execute("RELEASE SAVEPOINT fact")
    return failure


def is_database_trouble(error: Exception) -> bool:
    """Whether the error comes from the database and not from the facts."""
    return isinstance(error, DATABASE_ERRORS) and not isinstance(
        error, UNSTORABLE_ERRORS
    )


def _description(error: Exception) -> str:
    """The error's first line: PostgreSQL quotes whole rows in later lines."""
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"


def _storable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
