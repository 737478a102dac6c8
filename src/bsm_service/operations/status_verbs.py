"""Commands that look after a record: how it is, whether it is whole."""

import json
from contextlib import ExitStack
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    choose_settings,
    database_place,
)
from bsm_service.cli.output import console, progress_bar
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.file_permissions import warn_if_open_to_others
from bsm_service.operations.status import DetailedStatus, detailed_status
from bsm_service.proof.verification import NotedRoot
from bsm_service.proof.verification_output import print_verdict, verify_with_progress
from bsm_service.reminders.outbox import Outbox

app = typer.Typer()


@app.command()
def status(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the log's position, how far behind each read model is, and what may go
    wrong underneath.
    """
    with ExitStack() as held:
        held.enter_context(report_refusals(as_json))
        settings = choose_settings(data=data, database=database).settings
        system = held.enter_context(open_record(settings.place(), catch_up=False))
        databases = (
            system.store.database,
            system.identity.database,
            system.vault.database,
            system.engine.database,
        )
        found = detailed_status(
            system.store,
            system.engine,
            databases,
            Outbox(system.identity.account_database),
            system.place.folder,
            utc_now(),
            risks=(*settings.risks(), *warn_if_open_to_others(system.place.folder)),
        )
    if as_json:
        typer.echo(found.model_dump_json())
    else:
        _show(found)


def _show(found: DetailedStatus) -> None:
    console.print(f"The log ends at position {found.position:,}.")
    models = Table("read model", "position", "behind by", "parked facts")
    for one in found.projections:
        models.add_row(
            one.name, f"{one.position:,}", f"{one.lag_seconds:.1f} s", str(one.parked)
        )
    console.print(models)
    databases = Table("database", "version", "schema", "bytes")
    for it in found.databases:
        databases.add_row(it.name, it.version, str(it.schema_step), f"{it.size:,}")
    console.print(databases)
    letters = found.letters
    oldest = letters.oldest_waiting_seconds / 3_600
    since = f", the oldest for {oldest:.1f} hours" if letters.waiting else ""
    console.print(f"Letters that wait to be mailed: {letters.waiting:,}{since}.")
    troubled = letters.retried + letters.failed
    complaints = [
        *(
            [
                f"letters that could not be mailed: {letters.failed:,}, and tried "
                f"again: {letters.retried:,}; 'bsm reminders status' tells why"
            ]
            if troubled
            else []
        ),
        *([found.alarm] if found.alarm else []),
        *found.warnings,
        *(
            f"{parked.projection} could not digest {parked.stored_name} at "
            f"{parked.position}: {parked.error}"
            for parked in found.parked_facts
        ),
    ]
    for complaint in complaints:
        console.print(escape(complaint), style="yellow", soft_wrap=True)
    console.print(f"bsm {found.product}", style="dim", highlight=False)


@app.command()
def verify(
    root: Annotated[
        list[str] | None,
        typer.Option(
            "--root",
            metavar="SIZE:HASH",
            help="A root noted earlier, for example on a brief; can be repeated.",
        ),
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check that nobody has changed the record, and change nothing.

    Facts, leaves and tree, commands and their answers, tables and their guards, keys,
    files, mandates, read models. Servers may run meanwhile. With --root the log must
    also continue the one that had this root. Exits with 0 if all is well, with 1 if
    not.
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
        str | None, typer.Argument(help="One read model; all if none.")
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Build read models again from the facts, beside the old ones, which serve on."""
    with (
        report_refusals(as_json),
        open_record(database_place(data, database)) as system,
    ):
        if name is not None and name not in system.engine.models:
            known = ", ".join(sorted(system.engine.models))
            raise InvalidValue(f"there is no read model {name!r}; there are {known}")
        system.engine.rebuild(name)
        with progress_bar("Rebuilding", system.store.position()) as bar:
            position = system.engine.catch_up(bar)
    if as_json:
        typer.echo(json.dumps({"position": position}))
    else:
        console.print(f"Rebuilt up to position {position:,}.")
