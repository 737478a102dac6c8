"""Imports lists that were kept elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bsm_domain.foundation.values import MatterAudience
from bsm_service.cli.acting_user import AsUser, acting_principal
from bsm_service.cli.console import error_console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.option_values import meeting_finder, read_file
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.foundation.identifiers import new_id
from bsm_service.foundation.refusals import RowsRefused
from bsm_service.imports.choices import ImportChoices
from bsm_service.imports.commands import ImportActivities
from bsm_service.imports.file_import import import_file, preview_import
from bsm_service.imports.files.file_format import DayOrder, Delimiter, Encoding
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.mapping_verbs import forget_mappings, list_mappings
from bsm_service.imports.option_parsing import parse_mappings, parse_wanted_changes
from bsm_service.imports.report_output import print_report
from bsm_service.imports.rows.activity_list import ACTIVITY_LIST

app = typer.Typer(help="Import lists that were kept elsewhere.", no_args_is_help=True)
app.command("mappings")(list_mappings)
app.command("forget")(forget_mappings)

MappingOption = Annotated[
    list[str] | None,
    typer.Option(help="What is written, and what it means: WRITTEN=MEANS. Repeatable."),
]


@app.command("activities")
def import_activities(
    file: Annotated[Path, typer.Argument(help="A CSV file or an XLSX workbook.")],
    meeting: Annotated[
        str, typer.Option("--meeting", help="Its id, or its edition: 10.")
    ],
    sheet: Annotated[
        str | None,
        typer.Option(
            "--sheet",
            help="Of a workbook. Default: the first visible sheet with rows.",
        ),
    ] = None,
    delimiter: Annotated[
        Delimiter | None,
        typer.Option(
            "--delimiter",
            help="What separates the cells of a CSV file. Default: found in the file.",
        ),
    ] = None,
    encoding: Annotated[
        Encoding | None,
        typer.Option(
            "--encoding",
            help="Of a CSV file. Default: found, or assumed by its letters.",
            case_sensitive=False,
        ),
    ] = None,
    day_order: Annotated[
        DayOrder | None,
        typer.Option(
            "--day-order",
            help="Of dates such as 03/04/2016. Default: as each column shows, else "
            "'day first'.",
        ),
    ] = None,
    empty: Annotated[
        list[str] | None,
        typer.Option(
            "--empty",
            metavar="TEXT",
            help="A text that means an empty cell, besides 'n/a', 'TBD' and the like. "
            "Repeatable.",
        ),
    ] = None,
    column: MappingOption = None,
    delegation: MappingOption = None,
    status: MappingOption = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            help="The delegation that owns rows naming no known one; their words are "
            "kept.",
        ),
    ] = None,
    audience: Annotated[
        MatterAudience,
        typer.Option("--audience", help="Who may see them: all, or 'focal points'."),
    ] = MatterAudience.ALL,
    only_valid: Annotated[
        bool, typer.Option("--only-valid", help="Store the rows that can be.")
    ] = False,
    retitled: Annotated[
        bool,
        typer.Option(
            "--retitled",
            help="A row whose number is on record under another title is that "
            "activity; its title stays.",
        ),
    ] = False,
    take_over: Annotated[
        list[str] | None,
        typer.Option(
            "--take-over",
            metavar="WHICH",
            help="Differences from the record to take over: 'all', fields "
            "(due_on,percent), a row (3), or fields of a row (3:due_on). Repeatable.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be, and store nothing.")
    ] = False,
    as_user: AsUser = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import a tracker of follow-up activities.

    Columns are found by their headings, delegations by their codes and names in many
    languages. What is not understood is named, and can be said: --column
    "Zuständig=owner" --delegation "Vienna=AT" --status "nearly=in progress"; it is
    remembered for the next file. Old days are when things happened; several replies in
    one cell are told apart by their days. What the file does not show (encoding, order
    of days) is assumed, told and can be chosen. --dry-run names every row that cannot
    be stored, and stores nothing. All rows are stored, or none; with --only-valid,
    those that can be. The same file again adds nothing. A newer file shows how it
    differs from the record, row by row; --take-over records the differences that you
    choose. So do lists that the product itself has exported, by the ids of their
    activities. With --audience "focal points", only these, the Chair and the
    secretariat see what is imported.
    """
    with report_refusals(as_json):
        choices = ImportChoices(
            sheet=sheet,
            delimiter=delimiter,
            encoding=encoding,
            day_order=day_order,
            empty=tuple(empty or ()),
            columns=parse_mappings(column),
            delegations=parse_mappings(delegation),
            statuses=parse_mappings(status),
            owner=owner,
            audience=audience,
            only_valid=only_valid,
            retitled=retitled,
            changes=parse_wanted_changes(take_over),
        )
        uploaded = ImportFile(
            data=read_file(file), extension=file.suffix.lstrip("."), name=file.name
        )
        with open_record(database_place(data, database), must_exist=False) as system:
            principal = acting_principal(
                system, ImportActivities.NAME, as_user, None, None
            )
            id = meeting_finder(system)(meeting)
            of_file = ACTIVITY_LIST, system, principal, id, uploaded, choices
            with _with_hints(), _progress(as_json) as report_progress:
                if dry_run:
                    report = preview_import(*of_file, report_progress)
                else:
                    command = new_id(system.store.clock())
                    report = import_file(
                        *of_file, command_id=command, on_progress=report_progress
                    )
    if as_json:
        typer.echo(report.model_dump_json())
    else:
        print_report(report)


@contextmanager
def _with_hints() -> Iterator[None]:
    """What can be done where rows stand in the way."""
    try:
        yield
    except RowsRefused as refusal:
        raise RowsRefused(
            f"{refusal}\n--dry-run names all of them and what is not known; "
            "--only-valid stores the others"
        ) from None


@contextmanager
def _progress(silent: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar on standard error. Storing is one step: all of it is on record, or none."""
    with Progress(console=error_console, disable=silent, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda step, done, total: bar.update(
            task, description=step, completed=done, total=total
        )
