"""The command that searches for remains of erased data."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bsm_domain.foundation.formatting import count_of
from bsm_projections.databases import Database, open_database
from bsm_service.application.databases import PRODUCT_DATABASES
from bsm_service.application.schema_upgrade import require_record
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
)
from bsm_service.foundation.refusals import InvalidUsage
from bsm_service.privacy.erasure.residual_data import (
    SearchResult,
    SearchTerms,
    search_residuals,
)

app = typer.Typer()


@app.command()
def scan(
    data: DataOption = None,
    database: DatabaseOption = None,
    also: Annotated[
        list[Path] | None,
        typer.Option(help="Another folder or file to search, e.g. exports or logs."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Search all stored data for words, byte by byte. Give the words on standard input,
    one per line, so that they stay out of the shell's history.

    Searches every file in the data folder and every row of a database server, but not
    the server's own journal and backups. Exit status 1 if anything is found.
    """
    with report_refusals(as_json):
        location = database_place(data, database)
        require_record(location)
        for path in also or ():
            if not path.exists():
                raise InvalidUsage(f"{path} does not exist")
        terms = SearchTerms()
        for number, line in enumerate(sys.stdin, start=1):
            terms.text(f"line {number}", line.strip())
        if not terms:
            raise InvalidUsage(
                "give words of at least 5 characters on standard input, one per line"
            )
        databases: dict[str, Database] = {}
        try:
            if location.url is not None:
                for product_database in PRODUCT_DATABASES:
                    databases[product_database.name] = open_database(
                        location, product_database.name
                    )
            result = search_residuals(
                terms, [location.folder, *(also or ())], databases
            )
        finally:
            for opened_database in databases.values():
                opened_database.close()
    if as_json:
        typer.echo(result.model_dump_json())
    else:
        _print_result(result)
    raise typer.Exit(1 if result.found else 0)


def _print_result(result: SearchResult) -> None:
    for finding in result.found:
        console.print(
            f"{finding.what} found in {finding.where}", markup=False, soft_wrap=True
        )
    for file in result.unread:
        console.print(f"{file} could not be read", markup=False, soft_wrap=True)
    console.print(
        f"Searched {count_of(result.files, 'file')} and "
        f"{count_of(result.rows, 'row')} ({count_of(result.bytes, 'byte')}) for "
        f"{count_of(result.sought, 'word')}: "
        f"{count_of(len(result.found), 'match', 'matches')}.",
        highlight=False,
        soft_wrap=True,
    )
