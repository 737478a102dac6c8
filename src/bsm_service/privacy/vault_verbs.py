"""Commands about the vault: the keys of personal data and texts."""

import json
import os
import re

import typer
from pydantic import BaseModel

from bsm_projections.databases import Database
from bsm_service.application.open_databases import open_vault
from bsm_service.application.schema_upgrade import require_record
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.foundation.refusals import InvalidSetting

app = typer.Typer(
    no_args_is_help=True, help="The encryption keys of personal data and texts."
)
NEXT_KEY_VARIABLE = "BSM_NEXT_VAULT_KEY"


class VaultStatus(BaseModel):
    """`key_in_force` is the fingerprint of the key-encryption key."""

    key_in_force: str
    from_file: bool
    keys: int
    destroyed: int
    people: int
    readings: int


@app.command()
def status(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the key-encryption key in force, and how much it protects.

    Refuses if it is not this vault's key.
    """
    with report_refusals(as_json):
        location = database_place(data, database)
        require_record(location)
        vault = open_vault(location)
        try:
            vault_status = _status(vault.database, vault.source.is_file)
        finally:
            vault.close()
    if as_json:
        typer.echo(vault_status.model_dump_json())
        return
    where = (
        "vault.key in the data folder" if vault_status.from_file else "BSM_VAULT_KEY"
    )
    console.print(
        f"The key-encryption key {vault_status.key_in_force} comes from {where}. Keys: "
        f"{vault_status.keys:,}; destroyed keys: {vault_status.destroyed:,}; people "
        f"in the index: {vault_status.people:,}; logged readings: "
        f"{vault_status.readings:,}.",
        highlight=False,
        soft_wrap=True,
    )


def _status(database: Database, from_file: bool) -> VaultStatus:
    with database.connection() as connection:
        [named] = connection.execute(
            "SELECT value FROM vault_header WHERE name = 'wrapped by'"
        ).fetchone()
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("keys", "destroyed_keys", "people", "readings")
        }
    return VaultStatus(
        key_in_force=bytes(named).decode(),
        from_file=from_file,
        keys=counts["keys"],
        destroyed=counts["destroyed_keys"],
        people=counts["people"],
        readings=counts["readings"],
    )


@app.command()
def rotate(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Replace the key-encryption key and wrap every key with the new one. Servers can
    keep running.

    If the key comes from BSM_VAULT_KEY, give the next one in BSM_NEXT_VAULT_KEY (64
    hexadecimal digits), and afterwards set BSM_VAULT_KEY to it on every server. Keep
    the new key apart from backups, and destroy the old one once no backup needs it.
    """
    with report_refusals(as_json):
        location = database_place(data, database)
        require_record(location)
        next_key = _next_key() if location.vault_key is not None else None
        vault = open_vault(location)
        try:
            in_force = vault.rotate(next_key)
        finally:
            vault.close()
    if as_json:
        typer.echo(json.dumps({"key_in_force": in_force}))
        return
    console.print(f"Key-encryption key {in_force} is now in force.", highlight=False)
    if next_key is not None:
        console.print(
            f"Now set BSM_VAULT_KEY to the value of {NEXT_KEY_VARIABLE}, on every "
            "server."
        )


def _next_key() -> bytes:
    text = os.environ.get(NEXT_KEY_VARIABLE, "")
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise InvalidSetting(
            f"{NEXT_KEY_VARIABLE} must be set to the next key: 64 lower-case "
            "hexadecimal digits"
        )
    return bytes.fromhex(text)
