"""The verbs that import lists from other systems."""

from pathlib import Path
from typing import Annotated

import typer

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.values import MatterAudience
from bsm_service.cli.acting_user import AsUser, acting_principal
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
from bsm_service.imports.choices import (
    ALL_CHANGES,
    ChangeableField,
    ImportChoices,
    WantedChange,
    WantedChanges,
)
from bsm_service.imports.commands import ImportActivities
from bsm_service.imports.delegates.verbs import import_list_of_delegates
from bsm_service.imports.file_import import import_file, preview_import
from bsm_service.imports.files.file_format import DayOrder, Delimiter, Encoding
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.mapping_verbs import forget_mappings, list_mappings
from bsm_service.imports.option_values import (
    MappingOption,
    hints_for_rows,
    parse_mappings,
    show_progress,
)
from bsm_service.imports.report_output import print_report

app = typer.Typer(help="Import lists from other systems.", no_args_is_help=True)
app.command("delegates")(import_list_of_delegates)
app.command("mappings")(list_mappings)
app.command("forget")(forget_mappings)


@app.command("activities")
def import_activities(
    file: Annotated[Path, typer.Argument(help="A CSV file or an XLSX workbook.")],
    meeting: Annotated[
        str, typer.Option(help="The meeting's ID or edition, for example 10.")
    ],
    sheet: Annotated[
        str | None,
        typer.Option(
            help="The sheet of a workbook. Default: the first visible sheet with rows."
        ),
    ] = None,
    delimiter: Annotated[
        Delimiter | None,
        typer.Option(help="The delimiter of a CSV file. Default: detected."),
    ] = None,
    encoding: Annotated[
        Encoding | None,
        typer.Option(
            help="The encoding of a CSV file. Default: detected.",
            case_sensitive=False,
        ),
    ] = None,
    day_order: Annotated[
        DayOrder | None,
        typer.Option(
            help="The order of dates such as 03/04/2016. Default: detected in each "
            "column, else 'day first'.",
        ),
    ] = None,
    empty: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT",
            help="A text that means an empty cell, in addition to 'n/a', 'TBD' and "
            "the like. Repeatable.",
        ),
    ] = None,
    column: MappingOption = None,
    delegation: MappingOption = None,
    status: MappingOption = None,
    owner: Annotated[
        str | None,
        typer.Option(
            help="The delegation that owns rows without a known owner; the original "
            "words are kept.",
        ),
    ] = None,
    audience: Annotated[
        MatterAudience,
        typer.Option(help="Who can see the activities: all, or 'focal points'."),
    ] = MatterAudience.ALL,
    only_valid: Annotated[
        bool,
        typer.Option("--only-valid", help="Store the valid rows and skip the others."),
    ] = False,
    retitled: Annotated[
        bool,
        typer.Option(
            "--retitled",
            help="Treat a row whose number is already recorded under another title "
            "as that activity, and keep the recorded title.",
        ),
    ] = False,
    take_over: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHICH",
            help="Differences to apply to the record: 'all', fields "
            "(due_on,percent), a row (3), or fields of a row (3:due_on). Repeatable.",
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show what the import would do, and store nothing."
        ),
    ] = False,
    as_user: AsUser = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import a tracker of follow-up activities.

    Columns are recognised by their headings, delegations by their codes and their
    names in many languages. Unknown texts are listed; give their meaning with --column
    "Zuständig=owner", --delegation "Vienna=AT" or --status "nearly=in progress". It is
    saved for the next file.

    Past dates are recorded as the dates when things happened; several replies in one
    cell are separated by their dates. What the file does not show (encoding, order of
    day and month) is assumed and reported; options set it.

    --dry-run lists every row that cannot be stored, and stores nothing. Otherwise
    either all rows are stored or none, or with --only-valid the valid ones.

    Importing the same file again adds nothing. For a newer file, or a list exported
    from this product, the differences from the record are listed row by row;
    --take-over applies those that you choose.
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
            changes=_parse_wanted_changes(take_over),
        )
        uploaded = ImportFile(
            data=read_file(file), extension=file.suffix.lstrip("."), name=file.name
        )
        with open_record(database_place(data, database), must_exist=False) as system:
            principal = acting_principal(
                system, ImportActivities.NAME, as_user, None, None
            )
            id = meeting_finder(system)(meeting)
            of_file = system, principal, id, uploaded, choices
            with hints_for_rows(), show_progress(as_json) as report_progress:
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


def _parse_wanted_changes(options: list[str] | None) -> WantedChanges:
    """All differences, or those of fields and rows: `due_on`, 3, 3:due_on. Raises
    InvalidValue.
    """
    if options == [ALL_CHANGES]:
        return ALL_CHANGES
    return tuple(map(_parse_wanted_change, options or ()))


def _parse_wanted_change(option: str) -> WantedChange:
    row, colon, names = option.rpartition(":")
    if not colon and option.isdecimal():
        row, names = option, ""
    fields = [name.strip() for name in names.split(",") if name.strip()]
    unknown = [name for name in fields if name not in set(ChangeableField)]
    if unknown or (row and not row.isdecimal()) or not (row or fields):
        raise InvalidValue(
            f"{option!r} does not name differences; write 'all', fields (of: "
            f"{', '.join(ChangeableField)}), a row such as 3, or fields of a row such "
            "as 3:due_on"
        )
    return WantedChange(
        row=int(row) if row else None, fields=tuple(map(ChangeableField, fields))
    )
