"""The command for those who know that facts are lost for good."""

import json

import typer

from bsm_service.application.open_databases import open_store
from bsm_service.application.schema_upgrade import require_record
from bsm_service.cli.confirmation import YesOption, ask_confirmation
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.cli.output import console
from bsm_service.foundation.clock import utc_now
from bsm_service.proof.losses import FILE_NAME, Loss, find_loss, record_accepted_loss

app = typer.Typer()


@app.command("accept-loss")
def accept_loss(
    data: DataOption = None,
    database: DatabaseOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Let a record go on that lacks facts which people were told are on record.

    Shows what is missing first. Only for facts that are lost for good: look for the
    database or the backup that has them before. Stop the servers, and start them again
    afterwards. Exits with 1 where the record stays read-only.
    """
    with report_refusals(as_json):
        it = database_place(data, database)
        require_record(it)
        store = open_store(it)
        try:
            found = find_loss(store, it.folder)
        finally:
            store.close()
        if not as_json:
            _show(found)
        accepted = bool(found.missing) and ask_confirmation(
            "Are they lost for good, and shall the record go on without them?",
            yes=yes,
            as_json=as_json,
        )
        if accepted:
            record_accepted_loss(found, it.folder, utc_now())
    if as_json:
        typer.echo(json.dumps({**found.model_dump(), "accepted": accepted}))
    elif accepted:
        console.print(f"The record goes on. The loss is written down in {FILE_NAME}.")
    elif found.missing:
        console.print("Nothing was changed. To accept the loss, give --yes.")
    raise typer.Exit(1 if found.missing and not accepted else 0)


def _show(found: Loss) -> None:
    console.print(f"The log ends at position {found.position:,}.")
    if not found.missing:
        console.print("Nothing that was acknowledged is missing.")
    for one in found.missing:
        what = (
            f"positions {found.position + 1:,} to {one.acknowledged:,} are missing"
            if one.acknowledged > found.position
            else f"facts up to {one.acknowledged:,} are others than those acknowledged"
        )
        console.print(
            f"{one.server} ({one.file}): {what}", highlight=False, soft_wrap=True
        )
