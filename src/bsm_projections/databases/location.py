"""Where the record is stored."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """A data folder and, in server mode, a PostgreSQL database.

    Without `url` everything lies in the folder, on SQLite. With it, each database of
    the product is a schema of the server's, named `{schema}_log` and so on; the folder
    keeps what belongs to this machine: keys and remembered heads. `connections` is the
    most that one process opens to each of its databases. `vault_key` opens the vault
    where its key does not lie in the folder.
    """

    folder: Path
    url: str | None = field(default=None, repr=False)  # it may hold a password
    schema: str = "bsm"
    connections: int = 8
    vault_key: str | None = field(default=None, repr=False)
