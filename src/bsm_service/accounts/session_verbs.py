"""Ending a user's sessions."""

import json

import typer
from rich.markup import escape

from bsm_domain.foundation.plurals import count_of
from bsm_service.cli.account_options import Name, identity_at, named
from bsm_service.cli.error_output import refusing
from bsm_service.cli.options import AsJson, Data, Database
from bsm_service.cli.output import console
from bsm_service.identity import COMMAND_LINE


def end_sessions(
    name: Name, data: Data = None, database: Database = None, as_json: AsJson = False
) -> None:
    """Sign a user out everywhere, at once. Tokens stay: see 'bsm token revoke'."""
    with refusing(as_json), identity_at(data, database) as identity:
        account = named(identity, name)
        ended = identity.sessions.end_all(account.id, by=COMMAND_LINE)
    if as_json:
        typer.echo(json.dumps({"id": account.id, "name": account.name, "ended": ended}))
        return
    sessions = count_of(ended, "session")
    console.print(f"{sessions} of {escape(account.name)} ended.", highlight=False)
