"""`make bench` on the command line. It refuses as `bsm` does."""

from typing import Annotated

import typer
from bench.benchmark import FULL, QUICK, run_benchmark
from bench.result_table import render_table

from bsm_service.cli.console import console, progress_bar
from bsm_service.cli.error_output import RefusingGroup, report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    JsonOption,
    SettingsFileOption,
    database_place,
    use_settings_file,
)

app = typer.Typer(
    name="bench",
    cls=RefusingGroup,
    subcommand_metavar="",
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def bench(
    facts: Annotated[
        int, typer.Option(min=100, help="How many facts to measure on.")
    ] = 12_000,
    full: Annotated[
        bool, typer.Option("--full", help="Measure longer, for steadier figures.")
    ] = False,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
    settings_file: SettingsFileOption = None,
) -> None:
    """Measure the product against bare yardsticks, in one run on this machine.

    On SQLite, in a folder that is thrown away; with --database on PostgreSQL, in
    schemas that are. Takes about two minutes; a million facts take about twenty.
    """
    use_settings_file(settings_file)
    with report_refusals(as_json), progress_bar("Measuring", None) as report_progress:
        result = run_benchmark(
            facts,
            report_progress,
            FULL if full else QUICK,
            database_place(None, database).url,
        )
    if as_json:
        typer.echo(result.model_dump_json())
    else:
        console.print(render_table(result))


if __name__ == "__main__":
    app()
