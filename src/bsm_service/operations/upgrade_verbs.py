"""The verb that upgrades the databases to this version."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from bsm_projections.databases import Place
from bsm_service.application.databases import (
    SchemaState,
    has_tables,
    schema_states,
    upgrade_schemas,
)
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.console import YesOption, ask_confirmation, console
from bsm_service.operations import database_role

app = typer.Typer()


@verb(app, "upgrade")
def upgrade(
    place: Place,
    role: Annotated[
        str | None,
        typer.Option(
            "--application-role",
            help="The PostgreSQL role that servers use; it is granted only the "
            "rights they need. --database must then be the owner's URL.",
        ),
    ] = None,
    yes: YesOption = False,
    as_json: bool = False,
) -> Answer:
    """Show the upgrade steps that the databases need for this version, and apply them.

    Upgrades cannot be undone; each database is upgraded in one transaction. Exits with
    1 if steps are still missing. Make a backup first.
    """
    if role is not None:
        database_role.require_suitable_role(place, role)
    schemas = schema_states(place)
    if not has_tables(schemas) and role is None:
        return Answer(
            {"databases": [], "upgraded": False, "role": None},
            "There is nothing to upgrade: the folder or database is empty.",
        )
    if not as_json:
        _show(schemas)
    is_needed = any(schema.missing for schema in schemas) or role is not None
    question = f"Continue{f' and grant {role} its rights' if role else ''}?"
    confirmed = is_needed and ask_confirmation(question, yes=yes, as_json=as_json)
    if confirmed:
        schemas = upgrade_schemas(place)
        if role is not None:
            database_role.grant_server_rights(place, role)
    result = "All databases are up to date."
    if is_needed:
        result = "Done." if confirmed else "Nothing was changed. To upgrade, use --yes."
    fields = {"upgraded": confirmed, "role": role if confirmed else None}
    return Answer(
        {"databases": [schema.model_dump() for schema in schemas], **fields},
        result,
        status=1 if is_needed and not confirmed else 0,
    )


def _show(schemas: Sequence[SchemaState]) -> None:
    table = Table("database", "schema", "missing steps")
    for schema in schemas:
        table.add_row(
            schema.called, str(schema.step), "\n".join(schema.missing) or "none"
        )
    console.print(table)
