"""Where the record is stored."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Place:
    """A data folder and, in server mode, a PostgreSQL database.

    Without `url`, everything is in SQLite files in the folder. With it, each database
    of the product is a schema on the server, named `{schema}_log` and so on; the folder
    has only what belongs to this machine: keys and noted heads. `connections` is the
    maximum that one process opens to each database. `vault_key` is the vault's key if
    it is not in the folder.
    """

    folder: Path
    url: str | None = field(default=None, repr=False)  # it may hold a password
    schema: str = "bsm"
    connections: int = 8
    vault_key: str | None = field(default=None, repr=False)
