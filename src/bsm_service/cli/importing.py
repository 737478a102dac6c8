"""Imports lists that were kept elsewhere."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from bsm_domain.errors import InvalidValue
from bsm_service import imports
from bsm_service.bootstrap import open_system
from bsm_service.cli.acting import AsUser, acting
from bsm_service.cli.options import AsJson, Data, Database, place
from bsm_service.cli.refusing import refusing
from bsm_service.cli.screen import complaints, console
from bsm_service.cli.typed import bytes_of, meeting_named
from bsm_service.commands import ImportActivities
from bsm_service.imports import Choices, Reconciliation
from bsm_service.new_ids import new_id

app = typer.Typer(help="Import lists that were kept elsewhere.", no_args_is_help=True)

Said = Annotated[
    list[str] | None,
    typer.Option(help="What is written, and what it means: WRITTEN=MEANS. Repeatable."),
]


@app.command("activities")
def import_activities(
    file: Annotated[Path, typer.Argument(help="A CSV file or an XLSX workbook.")],
    meeting: Annotated[
        str, typer.Option("--meeting", help="Its id, or its edition: 10.")
    ],
    sheet: Annotated[str | None, typer.Option("--sheet", help="Of a workbook.")] = None,
    column: Said = None,
    delegation: Said = None,
    status: Said = None,
    only_valid: Annotated[
        bool, typer.Option("--only-valid", help="Store the rows that can be.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be, and store nothing.")
    ] = False,
    as_user: AsUser = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Import a tracker of follow-up activities.

    Columns are found by their headings, delegations by their codes and names in six
    languages. What is not understood is named, and can be said:
    --column "Zuständig=owner" --delegation "Vienna=AT" --status "nearly=in progress".
    All rows are stored, or none; with --only-valid, those that can be. The same file
    again adds nothing.
    """
    with refusing(as_json):
        choices = Choices(
            sheet=sheet,
            columns=_said(column),
            delegations=_said(delegation),
            statuses=_said(status),
            only_valid=only_valid,
        )
        sent = imports.File(data=bytes_of(file), ending=file.suffix.lstrip("."))
        system = open_system(place(data, database))
        try:
            who = acting(system, ImportActivities.NAME, as_user, None, None)
            id = meeting_named(system)(meeting)
            with Progress(console=complaints, disable=as_json, transient=True) as bar:
                task = bar.add_task("looking at rows", total=None)

                def told(at: int, of: int) -> None:
                    bar.update(task, completed=at, total=of)

                if dry_run:
                    found = imports.preview(system, who, id, sent, choices, told)
                else:
                    command = new_id(system.store.clock())
                    found = imports.store(
                        system, who, id, sent, choices, command_id=command, told=told
                    )
        finally:
            system.close()
    if as_json:
        typer.echo(found.model_dump_json())
    else:
        _show(found)


def _said(told: list[str] | None) -> dict[str, str]:
    """Raises InvalidValue."""
    found = {}
    for one in told or ():
        written, equals, means = one.partition("=")
        if not equals:
            raise InvalidValue(f"{one!r} says nothing; write it as WRITTEN=MEANS")
        found[written.strip()] = means.strip()
    return found


def _show(found: Reconciliation) -> None:
    would = "would be " if found.is_preview else ""
    console.print(
        f"{found.read} rows were read: {found.stored} {would}stored, {found.merged} "
        f"{would}merged, {found.refused} {would}refused."
    )
    if found.unmatched:
        named = ", ".join(f"“{one}”" for one in found.unmatched)
        console.print(escape(f"Not imported, for it is no field: {named}."))
    for unknown, option in (
        *((one, "--delegation") for one in found.delegations),
        *((one, "--status") for one in found.statuses),
    ):
        perhaps = " or ".join(unknown.proposals) or "…"
        console.print(
            escape(
                f"“{unknown.said}” is not known ({unknown.rows} rows); say what it "
                f"means: {option} {json.dumps(unknown.said)}={perhaps}"
            )
        )
    if found.complaints:
        table = Table("row", "field", "why it cannot be stored")
        for one in found.complaints:
            table.add_row(str(one.row), one.field, escape(one.says))
        console.print(table)
