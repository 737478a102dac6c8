"""Commands about data past their retention period."""

import json
from typing import Annotated

import typer
from rich.table import Table

from bsm_domain.foundation.formatting import count_of
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    choose_settings,
)
from bsm_service.foundation.clock import utc_now
from bsm_service.identity import SYSTEM
from bsm_service.privacy import retention

app = typer.Typer(
    no_args_is_help=True,
    help="Personal data past their retention period: list them and confirm their "
    "erasure.",
)


@app.command("list")
def list_proposals(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show which data are due for erasure and why. Names nobody and changes nothing."""
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.database_place()) as system:
            proposals = retention.due_proposals(
                system, utc_now(), retention.retention_periods(settings)
            )
    if as_json:
        rows = [
            {
                "id": proposal.id,
                "kind": proposal.kind,
                "why": proposal.reason,
                "since": proposal.since.isoformat(),
                "due_on": proposal.due_on.isoformat(),
                "participant": proposal.participant and str(proposal.participant),
                "delegation": proposal.delegation,
                "number": proposal.number,
            }
            for proposal in proposals
        ]
        typer.echo(json.dumps(rows))
        return
    table = Table("id", "delegation", "why", "since", "due on")
    for proposal in proposals:
        table.add_row(
            proposal.id,
            proposal.delegation or "",
            proposal.reason,
            str(proposal.since),
            str(proposal.due_on),
        )
    console.print(table)


@app.command()
def confirm(
    ids: Annotated[list[str], typer.Argument(help="Ids shown by 'list'.")],
    reason: Annotated[str, typer.Option(help="The reason, without names.")] = (
        "The retention period has ended."
    ),
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase what was proposed: personal data are erased permanently.

    Exit status 1 if anything remains to be done.
    """
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.database_place()) as system:
            result = retention.erase_proposals(
                system,
                SYSTEM,
                ids,
                reason=reason,
                now=utc_now(),
                periods=retention.retention_periods(settings),
            )
    if as_json:
        receipts = [receipt.as_json() for receipt in result.receipts]
        fields = {"receipts": receipts, "rows": result.rows, "pending": result.pending}
        typer.echo(json.dumps({**fields, "refusal": result.refusal}))
    else:
        console.print(
            f"{count_of(len(result.receipts), 'erasure')} completed, "
            f"{count_of(result.rows, 'row')} deleted; "
            "'bsm erasures list' shows the receipts.",
            highlight=False,
        )
        if result.pending:
            console.print(
                f"{count_of(result.pending, 'erasure is', 'erasures are')} recorded "
                "and still in progress.",
                highlight=False,
            )
        if result.refusal is not None:
            console.print(f"The rest was not done: {result.refusal}", markup=False)
    raise typer.Exit(0 if result.is_complete else 1)
