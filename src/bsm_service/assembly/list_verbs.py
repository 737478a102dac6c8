"""`bsm list`: every list, on the terminal or as a file, of any moment."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic_core import to_json
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Column, Table

from bsm_domain.foundation.formatting import count_of
from bsm_projections.engine.read_context import ResultPage
from bsm_service.application.demonstration_notice import demonstration_notice
from bsm_service.application.record_list import RecordList, every_list
from bsm_service.assembly import record_lists  # noqa: F401 - they register themselves
from bsm_service.cli.console import console, error_console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.filter_options import add_verbs, filter_option, parse_filters
from bsm_service.cli.options import JsonOption
from bsm_service.cli.signatures import Verb, with_parameters
from bsm_service.cli.viewer_options import (
    VIEWER_HELP,
    QueryOptions,
    QueryViewer,
    with_query_options,
)
from bsm_service.documents.spreadsheets import (
    SpreadsheetFormat,
    cells_of,
    csv_file,
    fields_of,
    plain_csv_file,
    provenance,
    xlsx_file,
)
from bsm_service.foundation.output_file import refuse_existing_file, write_new_file
from bsm_service.foundation.refusals import InvalidUsage

app = typer.Typer(
    no_args_is_help=True,
    help="Show a list of the record, of any moment, or write it as a file.\n\n"
    f"{VIEWER_HELP}",
)
_DEFAULT_LIMIT = 100
_PAGE_SIZE = 1_000
# In help, as a network's business goes; what is not here comes last.
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
_WRAPPED_COLUMNS = ("sentence", "text", "name", "status")
_ID_WIDTH = 36  # characters


class OutputFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = SpreadsheetFormat.CSV
    XLSX = SpreadsheetFormat.XLSX


FormatOption = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format",
        help="A table for people (the default), or all fields of all rows; without it, "
        "as the name of --output ends.",
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="A new file; else, the screen."),
]
PlainOption = Annotated[
    bool,
    typer.Option(
        "--plain",
        help="A CSV file for programs: without the line about the record.",
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        min=1, help=f"How many rows; without it all, and {_DEFAULT_LIMIT} as a table."
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
                raise InvalidUsage("only a CSV file can be plain; give --format csv")
            if output is not None:
                refuse_existing_file(output)
            with options.open(record_list.action) as viewer:
                rows = _PagedRows(viewer, record_list, filters, limit)
                if form is OutputFormat.TABLE:
                    rows.limit = limit or _DEFAULT_LIMIT
                    _show(rows)
                else:
                    _write(_bytes_of(rows, form, plain=plain), output)

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
            raise InvalidUsage("--json is --format json; give one of them")
        return OutputFormat.JSON
    if chosen is None and output is not None:
        ending = output.suffix.lower().lstrip(".")
        chosen = next((form for form in OutputFormat if form == ending), None)
        if chosen is None:
            raise InvalidUsage("say what the file is to be: --format csv, xlsx or json")
    if chosen in (None, OutputFormat.TABLE) and output is not None:
        raise InvalidUsage("a table is for the screen; give --format csv, xlsx or json")
    if chosen is OutputFormat.XLSX and output is None and sys.stdout.isatty():
        raise InvalidUsage("no screen shows a workbook; give --output FILE")
    return chosen or OutputFormat.TABLE


class _PagedRows:
    """All that fit, page by page, each from a view of its own at the same moment."""

    def __init__(
        self,
        viewer: QueryViewer,
        record_list: RecordList,
        given: Mapping[str, Any],
        limit: int | None,
    ) -> None:
        self.viewer, self.limit = viewer, limit
        narrower = record_list.narrower
        if narrower is not None and any(
            given[filter.parameter] is not None for filter in narrower.parameters
        ):
            record_list = narrower
        self.record_list = record_list
        with viewer.query() as request:
            self._filters = parse_filters(record_list.parameters, given, request)
            record_list.require_named(request, self._filters)
        self.first = self._page(None)
        self.total = self.first.total

    def __iter__(self) -> Iterator[Any]:
        rows_left = self.total if self.limit is None else self.limit
        page = self.first
        while True:
            yield from page.items[:rows_left]
            rows_left -= len(page.items)
            if page.next_key is None or rows_left <= 0:
                return
            page = self._page(page.next_key)

    def _page(self, after: tuple[Any, ...] | None) -> ResultPage[Any]:
        with self.viewer.query() as request:
            return self.record_list.page(request, self._filters, after, _PAGE_SIZE)

    def about(self) -> str:
        system = self.viewer.system
        return provenance(
            system.display_name(),
            self.viewer.moment,
            self.viewer.audience,
            demonstration_notice(system),
        )


def _bytes_of(rows: _PagedRows, form: OutputFormat, *, plain: bool) -> Iterable[bytes]:
    if form is OutputFormat.JSON:
        content = {
            "items": tuple(rows),
            "as_of": rows.viewer.moment.position,
            "focal_points_matter": rows.viewer.audience.focal_points_matter,
            "total": rows.total,
        }
        return [to_json(content, fallback=str), b"\n"]
    fields = fields_of(rows.record_list.item)
    cells = (cells_of(row, fields) for row in rows)
    if form is OutputFormat.XLSX:
        total = min(rows.total, rows.limit or rows.total)
        return [xlsx_file(rows.about(), fields, cells, total)]
    if plain:
        error_console.print(rows.about(), style="dim", markup=False, highlight=False)
        return plain_csv_file(fields, cells)
    return csv_file(rows.about(), fields, cells)


def _write(parts: Iterable[bytes], output: Path | None) -> None:
    if output is None:
        for part in parts:
            typer.echo(part, nl=False)
        return
    write_new_file(output, parts)
    error_console.print(f"{output} was written.", markup=False, highlight=False)


def _show(rows: _PagedRows) -> None:
    columns = rows.record_list.columns
    with_id = columns[0] == "id"
    if with_id:
        columns = columns[1:]
    table = Table(
        *(
            Column(
                name.replace("_", " "),
                no_wrap=number > 0 and name not in _WRAPPED_COLUMNS,
                overflow="fold",
                min_width=_ID_WIDTH if with_id and number == 0 else None,
            )
            for number, name in enumerate(columns)
        ),
        box=SIMPLE_HEAD,
    )
    displayed = list(rows)
    for row in displayed:
        first, *rest = (
            escape(format_value(getattr(row, name, None))) for name in columns
        )
        # Whole, to be copied; on a line of its own, as it is long.
        table.add_row(f"{first}\n[dim]{row.id}[/dim]" if with_id else first, *rest)
    console.print(table)
    if len(displayed) < rows.total:
        console.print(
            f"{len(displayed):,} of {count_of(rows.total, 'row')}; "
            "--limit N shows more, and --format csv or xlsx gives all of them.",
            highlight=False,
        )
    error_console.print(rows.about(), style="dim", markup=False, highlight=False)


def format_value(value: Any) -> str:
    """A value as people read it; a time in UTC."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case str():
            return str(value)
        case Sequence():
            return ", ".join(map(format_value, value))
    return str(value)
