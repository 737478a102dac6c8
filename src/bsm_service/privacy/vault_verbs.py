"""Commands about the vault: the keys of personal data and texts."""

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

import typer
from pydantic import BaseModel

from bsm_projections.databases import Database, Place
from bsm_service.application.databases import require_record
from bsm_service.application.open_databases import open_vault
from bsm_service.cli.answers import Answer, verb
from bsm_service.foundation.refusals import InvalidSetting
from bsm_service.vault import Vault
from bsm_service.vault.key_encryption_key import IN_FORCE_QUERY, decode_fingerprint

app = typer.Typer(
    no_args_is_help=True, help="The encryption keys of personal data and texts."
)
NEXT_KEY_VARIABLE = "BSM_NEXT_VAULT_KEY"
_COUNTED_TABLES = {
    "keys": "keys",
    "destroyed": "destroyed_keys",
    "people": "people",
    "readings": "readings",
}


class VaultStatus(BaseModel):
    """`key_in_force` is the fingerprint of the key-encryption key."""

    key_in_force: str
    from_file: bool
    keys: int
    destroyed: int
    people: int
    readings: int


@contextmanager
def _open_vault_at(location: Place) -> Iterator[tuple[Place, Vault]]:
    require_record(location)
    with closing(open_vault(location)) as vault:
        yield location, vault


@verb(app, "status", _open_vault_at)
def status(opened: tuple[Place, Vault]) -> Answer:
    """Show the key-encryption key in force, and how much it protects.

    Refuses if it is not this vault's key.
    """
    _, vault = opened
    found = _status(vault.database, vault.source.is_file)
    where = "vault.key in the data folder" if found.from_file else "BSM_VAULT_KEY"
    return Answer(
        found,
        f"The key-encryption key {found.key_in_force} comes from {where}. Keys: "
        f"{found.keys:,}; destroyed keys: {found.destroyed:,}; people in the index: "
        f"{found.people:,}; logged readings: {found.readings:,}.",
    )


def _status(database: Database, from_file: bool) -> VaultStatus:
    with database.connection() as connection:
        [named] = connection.execute(IN_FORCE_QUERY).fetchone()
        counts = {
            name: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for name, table in _COUNTED_TABLES.items()
        }
    return VaultStatus(
        key_in_force=decode_fingerprint(named), from_file=from_file, **counts
    )


@verb(app, "rotate", _open_vault_at)
def rotate(opened: tuple[Place, Vault]) -> Answer:
    """Replace the key-encryption key and wrap every key with the new one. Servers can
    keep running.

    If the key comes from BSM_VAULT_KEY, give the next one in BSM_NEXT_VAULT_KEY (64
    hexadecimal digits), and afterwards set BSM_VAULT_KEY to it on every server. Keep
    the new key apart from backups, and destroy the old one once no backup needs it.
    """
    location, vault = opened
    next_key = _next_key() if location.vault_key is not None else None
    in_force = vault.rotate(next_key)
    lines = [f"Key-encryption key {in_force} is now in force."]
    if next_key is not None:
        lines.append(
            f"Now set BSM_VAULT_KEY to the value of {NEXT_KEY_VARIABLE}, on every "
            "server."
        )
    return Answer({"key_in_force": in_force}, lines)


def _next_key() -> bytes:
    text = os.environ.get(NEXT_KEY_VARIABLE, "")
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise InvalidSetting(
            f"{NEXT_KEY_VARIABLE} must be set to the next key: 64 lower-case "
            "hexadecimal digits"
        )
    return bytes.fromhex(text)
