"""A SQLite file opened read-only: it does not change, and no file is created beside it.

SQLite reads a database in WAL mode through an index in shared memory, which it creates
and writes even for readers. If a server is running or was killed, the existing index is
read; if the database was closed properly, none is needed. If it is missing although the
journal has transactions (somebody copied two files of three), a copy is read.
"""

import shutil
import sqlite3
import tempfile
from pathlib import Path

from bsm_projections.databases.sqlite import SqliteConnection, SqliteDatabase


class ReadOnlySqliteDatabase(SqliteDatabase):
    """Raises sqlite3.OperationalError if there is no such file."""

    def __init__(self, path: Path) -> None:
        self._file = path
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._uri_options = self._find_uri_options()
        self._state = self._state_of_file()
        super().__init__(path)

    def _create_file(self) -> None:
        """Nothing to do: the file exists."""

    def _find_uri_options(self) -> str:
        journal, index = (Path(f"{self._file}{suffix}") for suffix in ("-wal", "-shm"))
        if journal.exists() and index.exists():
            return "mode=ro&readonly_shm=1"
        if not journal.exists() or journal.stat().st_size == 0:
            return "mode=ro&immutable=1"
        self._copy = tempfile.TemporaryDirectory(prefix="bsm-read-")
        for file in (self._file, journal):
            shutil.copy(file, self._copy.name)
        self._file = Path(self._copy.name) / self._file.name
        return "mode=ro"

    def _connect(self) -> SqliteConnection:
        connection = sqlite3.connect(
            f"{self._file.absolute().as_uri()}?{self._uri_options}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=self.wait,
            factory=SqliteConnection,
        )
        connection.row_factory = sqlite3.Row
        return connection

    def has_changed(self) -> bool:
        """Whether the file was written to while it was read as immutable."""
        return "immutable" in self._uri_options and self._state != self._state_of_file()

    def _state_of_file(self) -> tuple[int, int] | None:
        try:
            status = self._file.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def close(self) -> None:
        super().close()
        if self._copy is not None:
            self._copy.cleanup()
