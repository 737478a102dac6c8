"""Ending a user's sessions."""

import json

import typer
from rich.markup import escape

from bsm_domain.foundation.plurals import count_of
from bsm_service.cli.account_options import Name, account_named, open_accounts
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import DatabaseOption, DataOption, JsonOption
from bsm_service.cli.output import console
from bsm_service.identity import COMMAND_LINE


def end_sessions(
    name: Name,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Sign a user out everywhere, at once. Tokens stay: see 'bsm token revoke'."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        account = account_named(identity, name)
        ended = identity.sessions.end_all(account.id, actor=COMMAND_LINE)
    if as_json:
        typer.echo(json.dumps({"id": account.id, "name": account.name, "ended": ended}))
        return
    sessions = count_of(ended, "session")
    console.print(f"{sessions} of {escape(account.name)} ended.", highlight=False)
