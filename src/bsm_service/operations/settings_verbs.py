"""Commands about settings."""

import json

import typer
from rich.markup import escape
from rich.table import Table

from bsm_service.cli.error_output import refusing
from bsm_service.cli.options import AsJson, Data, Database, Host, Port, chosen
from bsm_service.cli.output import console

app = typer.Typer()


@app.command("settings")
def show_settings(
    data: Data = None,
    database: Database = None,
    host: Host = None,
    port: Port = None,
    as_json: AsJson = False,
) -> None:
    """Show each setting and where it was set; secrets are left out.

    An option comes before the environment, the environment before the file.
    """
    with refusing(as_json):
        found = chosen(data=data, database=database, host=host, port=port)
    shown = found.settings.shown()
    if as_json:
        told = {
            name: {"value": value, "source": found.sources[name]}
            for name, value in shown.items()
        }
        typer.echo(json.dumps(told))
        return
    table = Table("setting", "value", "set by")
    for name, value in shown.items():
        table.add_row(name, escape(value), found.sources[name])
    console.print(table)
