"""Commands about tokens for the HTTP API."""

import json
from typing import Annotated

import typer

from bsm_domain.roles import Role
from bsm_service.bootstrap import open_identity
from bsm_service.cli.options import AsJson, Data, Database, place
from bsm_service.cli.refusing import refusing
from bsm_service.cli.screen import complaints

app = typer.Typer(help="Tokens for the HTTP API.", no_args_is_help=True)


@app.command("create")
def create_token(
    user: Annotated[str, typer.Option(help="Whose token it is: a name for you.")],
    role: Annotated[Role, typer.Option(help="In which role it acts.")],
    delegation: Annotated[
        str | None, typer.Option(help="The State that a focal point speaks for.")
    ] = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make a token and show it, now and never again. Works while the server runs."""
    with refusing(as_json):
        identity = open_identity(place(data, database))
        token = identity.create_token(user, role, delegation)
        identity.close()
    if as_json:
        typer.echo(json.dumps({"token": token}))
    else:
        typer.echo(token)
        complaints.print(
            "Keep it: it is not shown again. It expires in a year.", style="dim"
        )
