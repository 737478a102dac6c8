"""Database errors as refusals: sentences without paths or statements."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bsm_projections.databases.database import DATABASE_ERRORS, UnconfirmedCommit
from bsm_service.foundation.refusals import (
    OutcomeUnknown,
    StoreBusy,
    StoreUnavailable,
    VaultUnavailable,
)

_SQLITE = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the data folder is read-only",
    "SQLITE_CANTOPEN": "its file cannot be opened",
    "SQLITE_CORRUPT": "its file is damaged",
    "SQLITE_NOTADB": "its file is not a database",
}
# By the class of the SQLSTATE, or by the whole of it.
_POSTGRES = {
    "08": "the server does not respond",
    "25006": "the server is read-only; it may be a standby",
    "28": "the server refuses the sign-in; check the user and the password",
    "3D": "the server has no such database",
    "3F": "the server has no such schema; run 'bsm upgrade'",
    "42P01": "a table is missing; run 'bsm upgrade'",
    "42501": "the server's role lacks a required right; run 'bsm upgrade'",
    "53100": "the server's disk is full",
    "53": "the server is out of memory, disk space or connections",
    "57": "the server closed the connection",
    "XX": "the server reports that its data is damaged",
}
_BUSY = frozenset({"55P03", "40001", "40P01"})


def refusal_for(
    error: Exception, what: str = "the record"
) -> StoreBusy | StoreUnavailable:
    """The refusal for any of `DATABASE_ERRORS`."""
    if isinstance(error, UnconfirmedCommit):
        return OutcomeUnknown(
            f"the database did not confirm whether {what} was changed; check before "
            "you try again"
        )
    code = _code(error)
    if code in _BUSY or code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusy(
            f"another process is writing to {what}; nothing was stored, "
            "please try again"
        )
    explanations = _SQLITE if isinstance(error, sqlite3.Error) else _POSTGRES
    why = next(
        (explanations[start] for start in explanations if code.startswith(start)), ""
    )
    if not why:
        silent = isinstance(error, psycopg.OperationalError)
        database_message = f"the database reports {database_code(error)}"
        why = "the server does not respond" if silent else database_message
    return StoreUnavailable(f"{what} cannot be used: {why}; nothing was stored")


@contextmanager
def database_refusals(what: str = "the record") -> Iterator[None]:
    """Raises the errors of a database as refusals: StoreBusy, StoreUnavailable."""
    try:
        yield
    except DATABASE_ERRORS as error:
        raise refusal_for(error, what) from error


def vault_refusal_for(error: Exception) -> VaultUnavailable:
    """The same for the vault's database."""
    return VaultUnavailable(f"the vault does not respond ({database_code(error)})")


def database_code(error: Exception) -> str:
    """The code of a database error for sentences; never its message, which quotes the
    values to be stored.
    """
    return _code(error) or type(error).__name__


def _code(error: Exception) -> str:
    """SQLite's name of the error or PostgreSQL's SQLSTATE, where there is one."""
    return (
        getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", "") or ""
    )
