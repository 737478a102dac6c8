"""The verb that upgrades the databases to this version."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from bsm_service.application.schema_upgrade import (
    SchemaState,
    has_tables,
    schema_states,
    upgrade_schemas,
)
from bsm_service.cli.confirmation import YesOption, ask_confirmation
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.operations import database_role

app = typer.Typer()


@app.command()
def upgrade(
    data: DataOption = None,
    database: DatabaseOption = None,
    role: Annotated[
        str | None,
        typer.Option(
            "--application-role",
            help="The PostgreSQL role that servers use; it is granted only the "
            "rights they need. --database must then be the owner's URL.",
        ),
    ] = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show the upgrade steps that the databases need for this version, and apply them.

    Upgrades cannot be undone; each database is upgraded in one transaction. Exits with
    1 if steps are still missing. Make a backup first.
    """
    with report_refusals(as_json):
        place = database_place(data, database)
        if role is not None:
            database_role.require_suitable_role(place, role)
        schemas = schema_states(place)
        if not has_tables(schemas) and role is None:
            _print_no_record(as_json)
            return
        if not as_json:
            _show(schemas)
        has_missing_steps = any(schema.missing for schema in schemas)
        is_needed = has_missing_steps or role is not None
        question = f"Continue{f' and grant {role} its rights' if role else ''}?"
        confirmed = is_needed and ask_confirmation(question, yes=yes, as_json=as_json)
        if confirmed:
            schemas = upgrade_schemas(place)
            if role is not None:
                database_role.grant_server_rights(place, role)
    if as_json:
        schema_fields = [schema.model_dump() for schema in schemas]
        granted = role if confirmed else None
        typer.echo(
            json.dumps(
                {"databases": schema_fields, "upgraded": confirmed, "role": granted}
            )
        )
    elif confirmed:
        console.print("Done.")
    elif is_needed:
        console.print("Nothing was changed. To upgrade, use --yes.")
    else:
        console.print("All databases are up to date.")
    raise typer.Exit(1 if is_needed and not confirmed else 0)


def _print_no_record(as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"databases": [], "upgraded": False, "role": None}))
    else:
        console.print("There is nothing to upgrade: the folder or database is empty.")


def _show(schemas: Sequence[SchemaState]) -> None:
    table = Table("database", "schema", "missing steps")
    for schema in schemas:
        table.add_row(
            schema.called, str(schema.step), "\n".join(schema.missing) or "none"
        )
    console.print(table)
