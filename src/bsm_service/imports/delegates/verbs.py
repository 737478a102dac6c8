"""The verb that imports a list of delegates."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bsm_domain.foundation.errors import InvalidValue
from bsm_domain.foundation.formatting import count_of, join_alternatives
from bsm_domain.foundation.values import DelegateFunction
from bsm_service.cli.acting_user import AsUser, acting_principal
from bsm_service.cli.console import console
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
from bsm_service.imports.delegates import texts
from bsm_service.imports.delegates.choices import DelegateChoices
from bsm_service.imports.delegates.file_import import (
    ACTION,
    import_delegates,
    preview_delegates,
)
from bsm_service.imports.delegates.report import DelegateReport
from bsm_service.imports.files.file_format import Delimiter, Encoding
from bsm_service.imports.list_reading import ImportFile
from bsm_service.imports.option_values import (
    MappingOption,
    hints_for_rows,
    parse_mappings,
    show_progress,
)
from bsm_service.imports.texts import format_sentences, mapping_text


def import_list_of_delegates(
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
    empty: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT",
            help="A text that means an empty cell, in addition to 'NA' and the like. "
            "Repeatable.",
        ),
    ] = None,
    column: MappingOption = None,
    delegation: MappingOption = None,
    function: MappingOption = None,
    accept_functions: Annotated[
        bool,
        typer.Option(
            "--accept-functions",
            help="Read titles as the functions that the preview proposes.",
        ),
    ] = False,
    only_meeting: Annotated[
        str | None,
        typer.Option(
            help="Of a file about several meetings: the one that is imported, as the "
            "file calls it."
        ),
    ] = None,
    invite: Annotated[
        bool,
        typer.Option(
            "--invite",
            help="First invite the delegations that are not invited, with as many "
            "seats as the list has people.",
        ),
    ] = False,
    nominate_again: Annotated[
        bool,
        typer.Option(
            "--nominate-again",
            help="Nominate people again who withdrew, or were refused or substituted.",
        ),
    ] = False,
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="Confirm the seats, too.")
    ] = False,
    reason: Annotated[
        str | None,
        typer.Option(help="Why they go ahead of others on the waiting list."),
    ] = None,
    late_reason: Annotated[
        str | None, typer.Option(help="Why they are nominated after the deadline.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            help="The system whose references the file has. Default: the file's name."
        ),
    ] = None,
    list_name: Annotated[
        str | None,
        typer.Option(help="The list of a past meeting. Default: the file's name."),
    ] = None,
    only_valid: Annotated[
        bool,
        typer.Option("--only-valid", help="Store the valid rows and skip the others."),
    ] = False,
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
    """Import a list of delegates.

    Columns are recognised by their headings, delegations by their codes and names.
    Give the meaning of other texts with --column "Wer=name", --delegation "Vienna=AT"
    or --function "Chef=head". It is saved for the next file. Passport numbers, dates of
    birth and photographs are never imported.

    People are registered for an upcoming meeting, and recorded as participants of a
    past one. --dry-run lists every row that cannot be stored, and stores nothing.
    Otherwise either all rows are stored or none, or with --only-valid the valid ones.

    Importing the same file again adds nothing, and never brings back anybody whose data
    were erased.
    """
    with report_refusals(as_json):
        choices = DelegateChoices(
            sheet=sheet,
            delimiter=delimiter,
            encoding=encoding,
            empty=tuple(empty or ()),
            columns=parse_mappings(column),
            delegations=parse_mappings(delegation),
            functions=_functions(function),
            accept_functions=accept_functions,
            only_meeting=only_meeting,
            invite=invite,
            nominate_again=nominate_again,
            confirmed=confirmed,
            reason=reason,
            late_reason=late_reason,
            source=source,
            list_name=list_name,
            only_valid=only_valid,
        )
        uploaded = ImportFile(
            data=read_file(file), extension=file.suffix.lstrip("."), name=file.name
        )
        with open_record(database_place(data, database), must_exist=False) as system:
            principal = acting_principal(system, ACTION, as_user, None, None)
            id = meeting_finder(system)(meeting)
            of_file = system, principal, id, uploaded, choices
            with hints_for_rows(), show_progress(as_json) as report_progress:
                if dry_run:
                    report = preview_delegates(*of_file, report_progress)
                else:
                    command = new_id(system.store.clock())
                    report = import_delegates(
                        *of_file, command_id=command, on_progress=report_progress
                    )
    if as_json:
        typer.echo(report.model_dump_json())
    else:
        _print_report(report)


def _functions(options: list[str] | None) -> dict[str, DelegateFunction]:
    """Raises InvalidValue."""
    functions = {}
    for text, name in parse_mappings(options).items():
        if name not in set(DelegateFunction):
            raise InvalidValue(
                f"“{text}” cannot mean “{name}”; choose "
                f"{join_alternatives([*DelegateFunction])}"
            )
        functions[text] = DelegateFunction(name)
    return functions


def _print_report(report: DelegateReport) -> None:
    for sentence in (
        texts.report_summary(report),
        format_sentences(report.format),
        *texts.sentences(report),
        *map(mapping_text, report.remembered),
    ):
        console.print(escape(sentence))
    if report.invitations and report.is_preview:
        console.print(
            escape(f"{texts.not_invited(report)} Add --invite to invite them first.")
        )
    for unknown, option in (
        *((value, "--delegation") for value in report.delegations),
        *((value, "--function") for value in report.functions),
    ):
        perhaps = join_alternatives([*unknown.proposals]) or "…"
        console.print(
            escape(
                f"“{unknown.said}” ({count_of(unknown.rows, 'row')}): set its meaning "
                f"with {option} "
                f"{json.dumps(unknown.said, ensure_ascii=False)}={perhaps}"
            )
        )
    if report.complaints:
        table = Table("row", "field", "why it cannot be stored")
        for complaint in report.complaints:
            table.add_row(str(complaint.row), complaint.field, escape(complaint.says))
        console.print(table)
