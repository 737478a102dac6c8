"""The command that searches for remains of erased data."""

import sys
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Annotated

import typer

from bsm_domain.foundation.formatting import count_of
from bsm_projections.databases import Place, open_database
from bsm_service.application.databases import PRODUCT_DATABASES
from bsm_service.application.schema_upgrade import require_record
from bsm_service.cli.answers import Answer, verb
from bsm_service.foundation.refusals import InvalidUsage
from bsm_service.privacy.erasure.residual_data import SearchTerms, search_residuals

app = typer.Typer()


@verb(app, "scan")
def scan(
    location: Place,
    also: Annotated[
        list[Path] | None,
        typer.Option(help="Another folder or file to search, e.g. exports or logs."),
    ] = None,
) -> Answer:
    """Search all stored data for words, byte by byte. Give the words on standard input,
    one per line, so that they stay out of the shell's history.

    Searches every file in the data folder and every row of a database server, but not
    the server's own journal and backups. Exit status 1 if anything is found.
    """
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
    with ExitStack() as resources:
        databases = {
            product_database.name: resources.enter_context(
                closing(open_database(location, product_database.name))
            )
            for product_database in PRODUCT_DATABASES
            if location.url is not None
        }
        result = search_residuals(terms, [location.folder, *(also or ())], databases)
    return Answer(
        result,
        [
            *(f"{finding.what} found in {finding.where}" for finding in result.found),
            *(f"{file} could not be read" for file in result.unread),
            f"Searched {count_of(result.files, 'file')} and "
            f"{count_of(result.rows, 'row')} ({count_of(result.bytes, 'byte')}) for "
            f"{count_of(result.sought, 'word')}: "
            f"{count_of(len(result.found), 'match', 'matches')}.",
        ],
        status=1 if result.found else 0,
    )
