"""Commands that measure the product."""

from typing import Annotated

import typer

from bsm_service.bench import FULL, QUICK, as_table
from bsm_service.bench import bench as run_bench
from bsm_service.cli.options import AsJson, Database, place
from bsm_service.cli.refusing import refusing
from bsm_service.cli.screen import console, progress

app = typer.Typer()


@app.command()
def bench(
    facts: Annotated[
        int, typer.Option(min=100, help="How many facts to measure on.")
    ] = 12_000,
    full: Annotated[
        bool, typer.Option("--full", help="Measure longer, for steadier figures.")
    ] = False,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Measure the product against bare yardsticks, in one run on this machine.

    On SQLite, in a folder that is thrown away; with --database on PostgreSQL, in
    schemas that are. Takes about two minutes; a million facts take about twenty.
    """
    with refusing(as_json), progress("Measuring", None) as bar:
        result = run_bench(
            facts, bar, FULL if full else QUICK, place(None, database).url
        )
    if as_json:
        typer.echo(result.model_dump_json())
    else:
        console.print(as_table(result))
