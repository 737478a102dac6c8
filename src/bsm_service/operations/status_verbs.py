"""The verbs that show the status of a record and its settings, verify it and rebuild
its read models.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import format_datetime
from bsm_projections.agreement.silences import running_silences
from bsm_projections.databases import Place
from bsm_projections.engine.audience import UNRESTRICTED_AUDIENCE
from bsm_projections.engine.moment import Moment
from bsm_service.agreement.clock_guard import DISTRUST
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from bsm_service.cli.answers import Answer, Shown, verb
from bsm_service.cli.console import progress_bar
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    HostOption,
    JsonOption,
    PortOption,
    choose_settings,
)
from bsm_service.foundation.clock import utc_now
from bsm_service.foundation.file_permissions import warn_if_open_to_others
from bsm_service.operations.status import (
    DetailedStatus,
    SilenceStatus,
    detailed_status,
    silence_status,
)
from bsm_service.proof.verbs import verdict_lines, verify_with_progress
from bsm_service.proof.verification import NotedRoot
from bsm_service.reminders.outbox import Outbox

app = typer.Typer()


@verb(app, "status", partial(open_record, catch_up=False))
def status(system: System) -> Answer:
    """Show the log's position, how far behind each read model is, and the state of the
    databases.
    """
    databases = (
        system.store.database,
        system.identity.database,
        system.vault.database,
        system.engine.database,
    )
    risks = choose_settings().settings.risks()
    report = detailed_status(
        system.store,
        system.engine,
        databases,
        Outbox(system.identity.account_database),
        _silences(system),
        system.place.folder,
        utc_now(),
        risks=(*risks, *warn_if_open_to_others(system.place.folder)),
    )
    return Answer(report, [*_shown(report)])


def _silences(system: System) -> SilenceStatus:
    """As far as the read models have caught up."""
    shown = Moment(system.shown_position(), system.store.clock(), live=True)
    with system.read(shown, UNRESTRICTED_AUDIENCE) as context:
        silences = running_silences(context)
    return silence_status(silences, is_held=system.part(SilenceSettlement).is_held)


def _shown(report: DetailedStatus) -> Iterator[Shown]:
    yield f"The log ends at position {report.position:,}."
    models = Table("read model", "position", "behind by", "parked facts")
    for projection in report.projections:
        models.add_row(
            projection.name,
            f"{projection.position:,}",
            f"{projection.lag_seconds:.1f} s",
            str(projection.parked),
        )
    yield models
    databases = Table("database", "version", "schema", "bytes")
    for database in report.databases:
        databases.add_row(
            database.name,
            database.version,
            str(database.schema_step),
            f"{database.size:,}",
        )
    yield databases
    messages = report.letters
    oldest = messages.oldest_waiting_seconds / 3_600
    since = f", the oldest for {oldest:.1f} hours" if messages.waiting else ""
    yield f"Messages waiting to be mailed: {messages.waiting:,}{since}."
    silences = report.silences
    until = (
        f", the next expires on {format_datetime(silences.next_expiry)}"
        if silences.next_expiry
        else ""
    )
    yield f"Silences running: {silences.running:,}{until}."
    for complaint in _complaints(report):
        yield Text(complaint, "yellow")
    yield Text(f"bsm {report.product}", "dim")


def _complaints(report: DetailedStatus) -> Iterator[str]:
    messages = report.letters
    if messages.retried or messages.failed:
        yield (
            f"messages that could not be mailed: {messages.failed:,}, being retried: "
            f"{messages.retried:,}; run 'bsm reminders status' for the reasons"
        )
    if report.alarm:
        yield report.alarm
    if report.silences.held:
        yield (
            "the clock of this machine went ahead; no silence is settled for "
            f"{DISTRUST // timedelta(minutes=1)} minutes. Check the clock"
        )
    yield from report.warnings
    for parked in report.parked_facts:
        yield (
            f"{parked.projection} could not process {parked.stored_name} at position "
            f"{parked.position}: {parked.error}"
        )


@verb(app, "verify")
def verify(
    place: Place,
    root: Annotated[
        list[str] | None,
        typer.Option(
            "--root",
            metavar="SIZE:HASH",
            help="A root noted earlier, for example from a brief. Repeatable.",
        ),
    ] = None,
) -> Answer:
    """Check that the record has not been tampered with. Changes nothing.

    Checks facts, leaves and tree, commands and their answers, tables and their
    triggers, keys, files, mandates and read models. Servers can keep running. With
    --root, the log must also continue the log with this root. Exits with 0 if all
    checks pass, with 1 if not.
    """
    roots = [NotedRoot.parse(text) for text in root or ()]
    verdict = verify_with_progress(place, roots)
    return Answer(verdict, verdict_lines(verdict), status=0 if verdict.ok else 1)


@verb(app, "rebuild", open_record)
def rebuild(
    system: System,
    name: Annotated[
        str | None, typer.Argument(help="A read model. Default: all.")
    ] = None,
) -> Answer:
    """Rebuild read models from the facts; the old ones stay in use until then."""
    if name is not None and name not in system.engine.models:
        names = ", ".join(sorted(system.engine.models))
        raise InvalidValue(
            f"there is no read model {name!r}; the read models are {names}"
        )
    system.engine.rebuild(name)
    with progress_bar("Rebuilding", system.store.position()) as bar:
        position = system.engine.catch_up(bar)
    return Answer({"position": position}, f"Rebuilt up to position {position:,}.")


@app.command("settings")
def show_settings(
    data: DataOption = None,
    database: DatabaseOption = None,
    host: HostOption = None,
    port: PortOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show each setting and where it was set; secrets are left out.

    Options take precedence over the environment, and the environment over the file.
    """
    with report_refusals(as_json):
        chosen = choose_settings(data=data, database=database, host=host, port=port)
    values = chosen.settings.display_values()
    table = Table("setting", "value", "set by")
    for name, value in values.items():
        table.add_row(name, Text(value), chosen.sources[name])
    Answer(
        {
            name: {"value": value, "source": chosen.sources[name]}
            for name, value in values.items()
        },
        table,
    ).print(as_json=as_json)
