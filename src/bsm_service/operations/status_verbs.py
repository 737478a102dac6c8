"""The verbs that show the status of a record, verify it and rebuild its read models."""

import json
from contextlib import ExitStack
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.cli.console import console, progress_bar
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    choose_settings,
    database_place,
)
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.file_permissions import warn_if_open_to_others
from bsm_service.operations.status import DetailedStatus, detailed_status
from bsm_service.proof.verbs import print_verdict, verify_with_progress
from bsm_service.proof.verification import NotedRoot
from bsm_service.reminders.outbox import Outbox

app = typer.Typer()


@app.command()
def status(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the log's position, how far behind each read model is, and the state of the
    databases.
    """
    with ExitStack() as resources:
        resources.enter_context(report_refusals(as_json))
        settings = choose_settings(data=data, database=database).settings
        system = resources.enter_context(
            open_record(settings.database_place(), catch_up=False)
        )
        databases = (
            system.store.database,
            system.identity.database,
            system.vault.database,
            system.engine.database,
        )
        report = detailed_status(
            system.store,
            system.engine,
            databases,
            Outbox(system.identity.account_database),
            system.place.folder,
            utc_now(),
            risks=(*settings.risks(), *warn_if_open_to_others(system.place.folder)),
        )
    if as_json:
        typer.echo(report.model_dump_json())
    else:
        _show(report)


def _show(report: DetailedStatus) -> None:
    console.print(f"The log ends at position {report.position:,}.")
    models = Table("read model", "position", "behind by", "parked facts")
    for projection in report.projections:
        models.add_row(
            projection.name,
            f"{projection.position:,}",
            f"{projection.lag_seconds:.1f} s",
            str(projection.parked),
        )
    console.print(models)
    databases = Table("database", "version", "schema", "bytes")
    for database in report.databases:
        databases.add_row(
            database.name,
            database.version,
            str(database.schema_step),
            f"{database.size:,}",
        )
    console.print(databases)
    messages = report.letters
    oldest = messages.oldest_waiting_seconds / 3_600
    since = f", the oldest for {oldest:.1f} hours" if messages.waiting else ""
    console.print(f"Messages waiting to be mailed: {messages.waiting:,}{since}.")
    troubled = messages.retried + messages.failed
    complaints = [
        *(
            [
                f"messages that could not be mailed: {messages.failed:,}, being "
                f"retried: {messages.retried:,}; run 'bsm reminders status' for the "
                "reasons"
            ]
            if troubled
            else []
        ),
        *([report.alarm] if report.alarm else []),
        *report.warnings,
        *(
            f"{parked.projection} could not process {parked.stored_name} at position "
            f"{parked.position}: {parked.error}"
            for parked in report.parked_facts
        ),
    ]
    for complaint in complaints:
        console.print(escape(complaint), style="yellow", soft_wrap=True)
    console.print(f"bsm {report.product}", style="dim", highlight=False)


@app.command()
def verify(
    root: Annotated[
        list[str] | None,
        typer.Option(
            "--root",
            metavar="SIZE:HASH",
            help="A root noted earlier, for example from a brief. Repeatable.",
        ),
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check that the record has not been tampered with. Changes nothing.

    Checks facts, leaves and tree, commands and their answers, tables and their
    triggers, keys, files, mandates and read models. Servers can keep running. With
    --root, the log must also continue the log with this root. Exits with 0 if all
    checks pass, with 1 if not.
    """
    with report_refusals(as_json):
        roots = [NotedRoot.parse(text) for text in root or ()]
        verdict = verify_with_progress(database_place(data, database), roots)
    if as_json:
        typer.echo(verdict.model_dump_json())
    else:
        print_verdict(verdict)
    raise typer.Exit(0 if verdict.ok else 1)


@app.command()
def rebuild(
    name: Annotated[
        str | None, typer.Argument(help="A read model. Default: all.")
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rebuild read models from the facts; the old ones stay in use until then."""
    with (
        report_refusals(as_json),
        open_record(database_place(data, database)) as system,
    ):
        if name is not None and name not in system.engine.models:
            names = ", ".join(sorted(system.engine.models))
            raise InvalidValue(
                f"there is no read model {name!r}; the read models are {names}"
            )
        system.engine.rebuild(name)
        with progress_bar("Rebuilding", system.store.position()) as bar:
            position = system.engine.catch_up(bar)
    if as_json:
        typer.echo(json.dumps({"position": position}))
    else:
        console.print(f"Rebuilt up to position {position:,}.")
