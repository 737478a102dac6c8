"""The verb that shows settings."""

import json

import typer
from rich.markup import escape
from rich.table import Table

from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    HostOption,
    JsonOption,
    PortOption,
    choose_settings,
)

app = typer.Typer()


@app.command("settings")
def show_settings(
    data: DataOption = None,
    database: DatabaseOption = None,
    host: HostOption = None,
    port: PortOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show each setting and where it was set; secrets are left out.

    Options take precedence over the environment, and the environment over the file.
    """
    with report_refusals(as_json):
        chosen = choose_settings(data=data, database=database, host=host, port=port)
    values = chosen.settings.display_values()
    if as_json:
        result = {
            name: {"value": value, "source": chosen.sources[name]}
            for name, value in values.items()
        }
        typer.echo(json.dumps(result))
        return
    table = Table("setting", "value", "set by")
    for name, value in values.items():
        table.add_row(name, escape(value), chosen.sources[name])
    console.print(table)
