"""Commands about what has been kept long enough."""

import json
from typing import Annotated

import typer
from rich.table import Table

from bsm_domain.foundation.plurals import count_of
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    choose_settings,
)
from bsm_service.cli.output import console
from bsm_service.foundation.clock import utc_now
from bsm_service.identity import SYSTEM
from bsm_service.privacy import retention

app = typer.Typer(
    no_args_is_help=True,
    help="What is personal and has been kept long enough: proposed here, let go when "
    "somebody confirms it.",
)


@app.command("list")
def list_proposals(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show what could go, why, and since when. Nobody is named; nothing is changed."""
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.place()) as system:
            found = retention.due_proposals(
                system, utc_now(), retention.retention_periods(settings)
            )
    if as_json:
        told = [
            {
                "id": one.id,
                "kind": one.kind,
                "why": one.reason,
                "since": one.since.isoformat(),
                "due_on": one.due_on.isoformat(),
                "participant": one.participant and str(one.participant),
                "delegation": one.delegation,
                "number": one.number,
            }
            for one in found
        ]
        typer.echo(json.dumps(told))
        return
    table = Table("id", "delegation", "why", "since", "due on")
    for one in found:
        table.add_row(
            one.id, one.delegation or "", one.reason, str(one.since), str(one.due_on)
        )
    console.print(table)


@app.command()
def confirm(
    ids: Annotated[list[str], typer.Argument(help="Ids that 'list' shows.")],
    reason: Annotated[str, typer.Option(help="Why, without names.")] = (
        "The period has passed for which this is kept."
    ),
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let go what was proposed: personal data are erased for ever.

    Exits with 1 where something is left to be done.
    """
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.place()) as system:
            done = retention.erase_proposals(
                system,
                SYSTEM,
                ids,
                reason=reason,
                now=utc_now(),
                periods=retention.retention_periods(settings),
            )
    if as_json:
        receipts = [one.as_json() for one in done.receipts]
        told = {"receipts": receipts, "rows": done.rows, "pending": done.pending}
        typer.echo(json.dumps({**told, "refusal": done.refusal}))
    else:
        console.print(
            f"{count_of(len(done.receipts), 'erasure was', 'erasures were')} done, "
            f"{count_of(done.rows, 'row')} deleted; "
            "'bsm erasures list' shows the receipts.",
            highlight=False,
        )
        if done.pending:
            console.print(
                f"{count_of(done.pending, 'more is', 'more are')} on record and still "
                "being carried out.",
                highlight=False,
            )
        if done.refusal is not None:
            console.print(f"The rest was not done: {done.refusal}", markup=False)
    raise typer.Exit(0 if done.is_complete else 1)
