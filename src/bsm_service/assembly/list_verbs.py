"""`bsm list`: all lists, in the terminal or as a file, as of any moment."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic_core import to_json
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Column, Table

from bsm_domain.foundation.formatting import count_of
from bsm_projections.engine.read_context import ReadContext
from bsm_service.application.list_rows import ListRows
from bsm_service.application.record_list import RecordList, every_list
from bsm_service.assembly import subjects  # noqa: F401 - they register themselves
from bsm_service.cli.console import console, error_console, print_note
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.filter_options import add_verbs, filter_option, parse_filters
from bsm_service.cli.options import JsonOption, Verb, with_parameters
from bsm_service.cli.table_columns import (
    ID_WIDTH,
    columns_that_fit,
    format_value,
    is_wrapped,
    terminal_columns,
)
from bsm_service.cli.viewer_options import (
    VIEWER_HELP,
    QueryOptions,
    with_query_options,
)
from bsm_service.documents.spreadsheets import SpreadsheetFormat, fields_of
from bsm_service.foundation.output_file import refuse_existing_file, write_new_file
from bsm_service.foundation.refusals import InvalidUsage

app = typer.Typer(
    no_args_is_help=True,
    help=f"Show a list as of any moment, or export it to a file.\n\n{VIEWER_HELP}",
)
_DEFAULT_LIMIT = 100
# The order in help; lists not named here come last.
_ORDER = (
    "meetings",
    "delegations",
    "registrations",
    "objectives",
    "activities",
    "preparation",
    "facts",
    "history",
)


class OutputFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = SpreadsheetFormat.CSV
    XLSX = SpreadsheetFormat.XLSX


FormatOption = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format",
        help="A table (the default), or a file format with all fields of all rows. "
        "Default with --output: by the ending of its name.",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write to a new file."),
]
PlainOption = Annotated[
    bool,
    typer.Option(
        "--plain",
        help="CSV without the line about the record, for programs.",
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        min=1,
        help=f"The maximum number of rows. Default: {_DEFAULT_LIMIT} in a table, all "
        "in a file.",
    ),
]


def _verb(record_list: RecordList) -> Verb:
    @with_query_options
    def verb(
        *,
        options: QueryOptions,
        limit: LimitOption = None,
        form: FormatOption = None,
        output: OutputOption = None,
        plain: PlainOption = False,
        as_json: JsonOption = False,
        **filters: Any,
    ) -> None:
        with report_refusals(as_json):
            form = _output_format(form, output, as_json)
            if plain and form is not OutputFormat.CSV:
                raise InvalidUsage("--plain is for CSV only; add --format csv")
            if output is not None:
                refuse_existing_file(output)
            with options.open(record_list.action) as viewer:
                chosen = _chosen_list(record_list, filters)
                if form is OutputFormat.TABLE:
                    limit = limit or _DEFAULT_LIMIT
                with viewer.query() as request:
                    values = parse_filters(chosen.parameters, filters, request)
                    chosen.require_named(request, values)
                    rows = ListRows(chosen, request, values, limit=limit)
                if form is OutputFormat.TABLE:
                    _show(rows, chosen)
                    print_note(request.provenance())
                elif form is OutputFormat.JSON:
                    _write(_json(rows, request.context), output)
                else:
                    if plain:
                        print_note(request.provenance())
                    file = rows.file(SpreadsheetFormat(form), is_plain=plain)
                    _write(file, output)

    filters = [*map(filter_option, record_list.parameters)]
    if record_list.narrower is not None:
        filters += (
            filter_option(replace(filter, default=None))
            for filter in record_list.narrower.parameters
        )
    return with_parameters(verb, filters)


add_verbs(app, every_list(), _verb, order=_ORDER)


def _output_format(
    chosen: OutputFormat | None, output: Path | None, as_json: bool
) -> OutputFormat:
    if as_json:
        if chosen not in (None, OutputFormat.JSON):
            raise InvalidUsage("--json means --format json; give only one of them")
        return OutputFormat.JSON
    if chosen is None and output is not None:
        ending = output.suffix.lower().lstrip(".")
        chosen = next((form for form in OutputFormat if form == ending), None)
        if chosen is None:
            raise InvalidUsage("choose the file format: --format csv, xlsx or json")
    if chosen in (None, OutputFormat.TABLE) and output is not None:
        raise InvalidUsage(
            "a table cannot be written to a file; give --format csv, xlsx or json"
        )
    if chosen is OutputFormat.XLSX and output is None and sys.stdout.isatty():
        raise InvalidUsage(
            "a workbook cannot be shown in the terminal; give --output FILE"
        )
    return chosen or OutputFormat.TABLE


def _chosen_list(record_list: RecordList, given: Mapping[str, Any]) -> RecordList:
    """The narrower list, if one of its filters is given."""
    narrower = record_list.narrower
    if narrower is None or all(
        given[filter.parameter] is None for filter in narrower.parameters
    ):
        return record_list
    return narrower


def _json(rows: ListRows, context: ReadContext) -> Iterable[bytes]:
    content = {
        "items": tuple(rows),
        "as_of": context.moment.position,
        "focal_points_matter": context.audience.focal_points_matter,
        "total": rows.total,
    }
    return [to_json(content, fallback=str), b"\n"]


def _write(parts: Iterable[bytes], output: Path | None) -> None:
    if output is None:
        for part in parts:
            typer.echo(part, nl=False)
        return
    write_new_file(output, parts)
    error_console.print(f"Written to {output}.", markup=False, highlight=False)


def _show(rows: ListRows, record_list: RecordList) -> None:
    columns = terminal_columns(record_list)
    with_id = columns[0] == "id"
    if with_id:
        columns = columns[1:]
    displayed = list(rows)
    columns = columns_that_fit(columns, displayed, ID_WIDTH if with_id else 0)
    table = Table(
        *(
            Column(
                name.replace("_", " "),
                no_wrap=number > 0 and not is_wrapped(name, displayed),
                overflow="fold",
                min_width=ID_WIDTH if with_id and number == 0 else None,
            )
            for number, name in enumerate(columns)
        ),
        box=SIMPLE_HEAD,
    )
    for row in displayed:
        first, *rest = (
            escape(format_value(getattr(row, name, None))) for name in columns
        )
        # The whole id, to be copied; on a line of its own because it is long.
        table.add_row(f"{first}\n[dim]{row.id}[/dim]" if with_id else first, *rest)
    console.print(table)
    if len(displayed) < rows.total:
        console.print(
            f"{len(displayed):,} of {count_of(rows.total, 'row')}; --limit N shows "
            "more, --format csv or xlsx exports all.",
            highlight=False,
        )
    if hidden := len(fields_of(record_list.item)) - len(columns) - with_id:
        print_note(f"{count_of(hidden, 'more column')}; see --format csv.")
