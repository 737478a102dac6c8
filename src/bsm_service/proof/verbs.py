"""Prints the result of a verification, and the verb that accepts lost facts."""

import json
from collections.abc import Sequence

import typer
from rich.markup import escape

from bsm_projections.databases import Place
from bsm_service.application.databases import require_record
from bsm_service.application.open_databases import open_store
from bsm_service.cli.console import YesOption, ask_confirmation, console, progress_bar
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.foundation.clock import utc_now
from bsm_service.proof.losses import FILE_NAME, Loss, find_loss, record_accepted_loss
from bsm_service.proof.verification import NotedRoot, Verdict, verify

app = typer.Typer()


@app.command("accept-loss")
def accept_loss(
    data: DataOption = None,
    database: DatabaseOption = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Accept that acknowledged facts are lost, so that the record can continue.

    Shows the missing facts first. Use this only if the facts are permanently lost:
    first look for a database or backup that has them. Stop the servers before, and
    start them again afterwards. Exits with 1 if the record stays read-only.
    """
    with report_refusals(as_json):
        place = database_place(data, database)
        require_record(place)
        store = open_store(place)
        try:
            loss = find_loss(store, place.folder)
        finally:
            store.close()
        if not as_json:
            _print_loss(loss)
        accepted = bool(loss.missing) and ask_confirmation(
            "Are these facts permanently lost, and should the record continue "
            "without them?",
            yes=yes,
            as_json=as_json,
        )
        if accepted:
            record_accepted_loss(loss, place.folder, utc_now())
    if as_json:
        typer.echo(json.dumps({**loss.model_dump(), "accepted": accepted}))
    elif accepted:
        console.print(f"The record continues. The loss is noted in {FILE_NAME}.")
    elif loss.missing:
        console.print("Nothing was changed. To accept the loss, use --yes.")
    raise typer.Exit(1 if loss.missing and not accepted else 0)


def _print_loss(loss: Loss) -> None:
    console.print(f"The log ends at position {loss.position:,}.")
    if not loss.missing:
        console.print("No acknowledged facts are missing.")
    for missing in loss.missing:
        description = (
            f"positions {loss.position + 1:,} to {missing.acknowledged:,} are missing"
            if missing.acknowledged > loss.position
            else f"facts up to {missing.acknowledged:,} differ from those acknowledged"
        )
        console.print(
            f"{missing.server} ({missing.file}): {description}",
            highlight=False,
            soft_wrap=True,
        )


def verify_with_progress(
    place: Place,
    roots: Sequence[NotedRoot] = (),
    *,
    vault_closed: bool = False,
    heads: bool = True,
) -> Verdict:
    """Verifies the whole record, with a progress bar."""
    with progress_bar("Verifying", None) as bar:
        return verify(
            place, roots=roots, on_progress=bar, vault_closed=vault_closed, heads=heads
        )


def print_verdict(verdict: Verdict) -> None:
    for check in verdict.checks:
        mark = "[green]ok[/green]  " if check.ok else "[red]failed[/red]"
        console.print(
            f"{mark} {check.name}: {escape(check.detail)}",
            highlight=False,
            soft_wrap=True,
        )
        for finding in check.findings[1:]:
            console.print(f"    {escape(finding)}", highlight=False, soft_wrap=True)
        if check.found > len(check.findings) > 0:
            remaining = check.found - len(check.findings)
            console.print(f"    and {remaining:,} more", highlight=False)
