"""What is remembered of earlier imports: listed, and forgotten."""

from typing import Annotated

import typer
from pydantic_core import to_json
from rich.markup import escape
from rich.table import Table

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.cli.acting_user import AsUser, acting
from bsm_service.cli.error_output import refusing
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import AsJson, Data, Database, place
from bsm_service.cli.output import console
from bsm_service.imports import mappings
from bsm_service.imports.mapping_table import COLUMN, DELEGATION, STATUS
from bsm_service.imports.mappings import FORGET, READ
from bsm_service.imports.rows.activity_list import ACTIVITY_LIST

Written = Annotated[
    list[str] | None,
    typer.Option(help="As it is written in files. Repeatable."),
]


def list_mappings(
    as_user: AsUser = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """List what is remembered of earlier trackers, and who said it when."""
    with (
        refusing(as_json),
        open_record(place(data, database), must_exist=False) as system,
    ):
        who = acting(system, READ, as_user, None, None)
        found = mappings.list_mappings(ACTIVITY_LIST, system, who)
    if as_json:
        typer.echo(to_json({"items": found}).decode())
        return
    if not found:
        console.print("Nothing is remembered of earlier imports.")
        return
    table = Table("what", "written", "means", "said by", "on")
    for one in found:
        table.add_row(
            one.what,
            escape(one.said),
            one.means or "nothing",
            escape(one.by),
            f"{one.on}",
        )
    console.print(table)


def forget_mappings(
    column: Written = None,
    delegation: Written = None,
    status: Written = None,
    as_user: AsUser = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Forget what is remembered of earlier trackers.

    For example: bsm import forget --status green --delegation Vienna
    """
    with refusing(as_json):
        written = {COLUMN: column, DELEGATION: delegation, STATUS: status}
        asked = [(what, said) for what, some in written.items() for said in some or ()]
        if not asked:
            raise InvalidValue(
                "say what to forget: --column, --delegation or --status, as "
                "'bsm import mappings' shows it"
            )
        with open_record(place(data, database), must_exist=False) as system:
            who = acting(system, FORGET, as_user, None, None)
            for what, said in asked:
                mappings.forget_mapping(ACTIVITY_LIST, system, who, what, said)
    if as_json:
        typer.echo(to_json({"forgotten": len(asked)}).decode())
    else:
        for what, said in asked:
            console.print(escape(f"Forgotten: {what} “{said}”."))
