"""The verbs that list and delete the mappings saved from earlier imports."""

from typing import Annotated

import typer
from pydantic_core import to_json
from rich.markup import escape
from rich.table import Table

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.cli.acting_user import AsUser, acting_principal
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.imports import stored_mappings
from bsm_service.imports.stored_mappings import (
    COLUMN,
    DELEGATION,
    FORGET_ACTION,
    FUNCTION,
    READ_ACTION,
    STATUS,
    ListKind,
)

ListOption = Annotated[
    ListKind, typer.Option("--of", help="The lists whose mappings these are.")
]
WrittenOption = Annotated[
    list[str] | None,
    typer.Option(help="The text as it appears in files. Repeatable."),
]


def list_mappings(
    kind: ListOption = ListKind.ACTIVITIES,
    as_user: AsUser = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the mappings saved from earlier imports, with author and date."""
    with (
        report_refusals(as_json),
        open_record(database_place(data, database), must_exist=False) as system,
    ):
        principal = acting_principal(system, READ_ACTION, as_user, None, None)
        stored = stored_mappings.list_mappings(system, principal, kind)
    if as_json:
        typer.echo(to_json({"items": stored}).decode())
        return
    if not stored:
        console.print("No mappings are saved.")
        return
    table = Table("type", "text", "meaning", "chosen by", "on")
    for mapping in stored:
        table.add_row(
            mapping.what,
            escape(mapping.said),
            mapping.means or "not imported",
            escape(mapping.by),
            f"{mapping.on}",
        )
    console.print(table)


def forget_mappings(
    column: WrittenOption = None,
    delegation: WrittenOption = None,
    status: WrittenOption = None,
    function: WrittenOption = None,
    kind: ListOption = ListKind.ACTIVITIES,
    as_user: AsUser = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete mappings saved from earlier imports.

    For example: bsm import forget --status green --delegation Vienna
    """
    with report_refusals(as_json):
        written = {
            COLUMN: column,
            DELEGATION: delegation,
            STATUS: status,
            FUNCTION: function,
        }
        requested = [
            (mapping_type, text)
            for mapping_type, texts in written.items()
            for text in texts or ()
        ]
        if not requested:
            raise InvalidValue(
                "name the mappings to delete with --column, --delegation, --status or "
                "--function, as 'bsm import mappings' lists them"
            )
        with open_record(database_place(data, database), must_exist=False) as system:
            principal = acting_principal(system, FORGET_ACTION, as_user, None, None)
            for mapping_type, text in requested:
                stored_mappings.forget_mapping(
                    system, principal, mapping_type, text, kind
                )
    if as_json:
        typer.echo(to_json({"forgotten": len(requested)}).decode())
    else:
        for mapping_type, text in requested:
            console.print(escape(f"Deleted: {mapping_type} “{text}”."))
