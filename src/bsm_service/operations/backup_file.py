"""The backup file: an SQLite database with its own tables, for records on SQLite and
PostgreSQL.

`header` says what it is; `contents` lists every table with its number of rows and the
SHA-256 of them; each table is there as `part_table`. Identities are 32 hex digits. The
file is written under a temporary name and renamed once it is completely on disk.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from bsm_service.event_store.merkle_tree import Frontier
from bsm_service.foundation.output_file import refuse_existing_file, sync_to_disk
from bsm_service.foundation.refusals import BackupUnusable

FORMAT = "bsm-backup/1"
BATCH_SIZE = 2_000

ProgressCallback = Callable[[int], None]


class BackupHeader(BaseModel):
    """What a backup is of. `position` and `root` are those of the log's end;
    `vault_key` is the fingerprint of the key that opens its vault.
    """

    format: str
    product: str
    made_at: str
    origin: str
    position: int
    root: str
    vault_key: str = ""


class BackedUpTable(NamedTuple):
    """One table in the file; `step` is that of its part's schema."""

    part: str
    step: int
    table: str
    rows: int
    sha256: str

    @property
    def name(self) -> str:
        return f"{self.part}_{self.table}"


class BackupFile:
    """An open backup, for reading or for writing once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self) -> None:
        self._connection.execute("CREATE TABLE header (name TEXT, value BLOB)")
        self._connection.execute(
            "CREATE TABLE contents "
            "(part TEXT, step INTEGER, kept TEXT, number INTEGER, sha256 TEXT)"
        )

    def add(
        self,
        part: str,
        step: int,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        on_progress: ProgressCallback,
    ) -> None:
        """Adds a whole table; `on_progress` is called with the rows of each page."""
        name, digest, number = f"{part}_{table}", sha256(), 0
        self._connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})"
        for page in batches(rows):
            for row in page:
                digest.update(_as_text(row))
            self._connection.executemany(insert, page)
            number += len(page)
            on_progress(len(page))
        self._connection.execute(
            "INSERT INTO contents VALUES (?, ?, ?, ?, ?)",
            (part, step, table, number, digest.hexdigest()),
        )

    def end(self, header: BackupHeader) -> None:
        self._connection.executemany(
            "INSERT INTO header VALUES (?, ?)", header.model_dump().items()
        )

    @property
    def header(self) -> BackupHeader:
        """Raises BackupUnusable."""
        try:
            values = dict(self._connection.execute("SELECT name, value FROM header"))
            header = BackupHeader.model_validate(values)
        except (sqlite3.Error, ValidationError) as error:
            raise BackupUnusable(
                "the file is not a backup of a record; choose another file"
            ) from error
        if header.format != FORMAT:
            raise BackupUnusable(
                f"the backup has the format {header.format!r}, but this version reads "
                f"only {FORMAT!r}; upgrade the product"
            )
        return header

    def contents(self) -> list[BackedUpTable]:
        rows = self._connection.execute("SELECT * FROM contents ORDER BY rowid")
        return [BackedUpTable(*row) for row in rows]

    def rows(self, content: BackedUpTable, columns: Sequence[str]) -> Iterator[Any]:
        """All rows in the order in which they were added."""
        column_list = ", ".join(columns)
        yield from self._connection.execute(
            f"SELECT {column_list} FROM {content.name} ORDER BY rowid"
        )

    def log_header(self, name: str) -> str:
        row = self._connection.execute(
            "SELECT value FROM log_log_header WHERE name = ?", (name,)
        ).fetchone()
        return "" if row is None else str(row[0])

    def vault_key(self) -> str:
        """Which key its vault needs; empty where there is no vault."""
        if not any(table.name == "vault_vault_header" for table in self.contents()):
            return ""
        row = self._connection.execute(
            "SELECT value FROM vault_vault_header WHERE name = 'wrapped by'"
        ).fetchone()
        return "" if row is None else bytes(row[0]).decode()

    def tree(self) -> Frontier:
        """The tree of the leaves in it. Raises BackupUnusable if it differs from the
        log's, or facts are missing.
        """
        tree = tree_of(
            leaf
            for (leaf,) in self._connection.execute(
                "SELECT leaf_hash FROM log_leaves ORDER BY rowid"
            )
        )
        facts, last = self._connection.execute(
            "SELECT (SELECT count(*) FROM log_stored_events), "
            "(SELECT hashes FROM log_frontiers ORDER BY rowid DESC LIMIT 1)"
        ).fetchone()
        if facts != tree.size or (last or Frontier().to_bytes()) != tree.to_bytes():
            raise BackupUnusable(
                "facts, leaves and tree do not match; run 'bsm verify' for details"
            )
        return tree

    def check(self, on_progress: ProgressCallback) -> None:
        """Checks every row against the checksums in the file. Raises BackupUnusable."""
        header = self.header
        try:
            self._check(header, on_progress)
        except sqlite3.DatabaseError as error:
            raise BackupUnusable(f"the backup is damaged: {error}") from error

    def _check(self, header: BackupHeader, on_progress: ProgressCallback) -> None:
        for content in self.contents():
            digest, number = sha256(), 0
            for page in batches(self.rows(content, "*")):
                for row in page:
                    digest.update(_as_text(row))
                number += len(page)
                on_progress(len(page))
            if (number, digest.hexdigest()) != (content.rows, content.sha256):
                raise BackupUnusable(
                    f"the backup is damaged: {content.name} has been changed"
                )
        tree = self.tree()
        if (tree.size, tree.root().hex()) != (header.position, header.root):
            raise BackupUnusable("the backup is damaged: its root does not match")


def tree_of(leaves: Iterable[bytes]) -> Frontier:
    tree = Frontier()
    for leaf in leaves:
        tree = tree.append(leaf)
    return tree


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Rows in batches, so that few are in memory."""
    remaining = iter(rows)
    while page := list(islice(remaining, BATCH_SIZE)):
        yield page


def _as_text(row: Iterable[Any]) -> bytes:
    return json.dumps([*row], default=bytes.hex).encode() + b"\n"


@contextmanager
def open_for_writing(file: Path) -> Iterator[BackupFile]:
    """A new backup, deleted again if anything raises.

    Raises TargetNotEmpty if the file exists, OSError, sqlite3.Error.
    """
    refuse_existing_file(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    apart = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    # It contains restricted data.
    os.close(os.open(apart, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(apart)) as connection:
            # The file is not read before it is complete.
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            backup = BackupFile(connection)
            backup.begin()
            yield backup
            connection.commit()
        sync_to_disk(apart)
        try:
            os.link(apart, file)  # unlike renaming, it overwrites nothing
        except FileExistsError:
            refuse_existing_file(file)
        sync_to_disk(file.parent)
    finally:
        with suppress(FileNotFoundError):
            apart.unlink()


@contextmanager
def open_for_reading(file: Path) -> Iterator[BackupFile]:
    """A backup, read-only. Raises OSError."""
    with file.open("rb"):  # says why, if it cannot be read
        pass
    address = f"{file.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        yield BackupFile(connection)
