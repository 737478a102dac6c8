"""Commands about API tokens."""

import json
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Column, Table

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import Role
from bsm_service.cli.account_options import account_named, format_day, open_accounts
from bsm_service.cli.console import console, error_console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import DatabaseOption, DataOption, JsonOption
from bsm_service.identity import COMMAND_LINE, ApiToken
from bsm_service.identity.credentials.api_tokens import TokenScope

app = typer.Typer(help="API tokens.", no_args_is_help=True)


@app.command("create")
def create_token(
    user: Annotated[str, typer.Option(help="The user whose token it is.")],
    role: Annotated[Role, typer.Option(help="The role in which it acts.")],
    delegation: Annotated[
        str | None, typer.Option(help="The delegation of a focal point, e.g. AT.")
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="ACTION",
            help="Permit only this action, e.g. account.reset. Repeatable.",
        ),
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Create a token and print it once. Can be used while the server runs.

    If there is no account with this name, it is created and given the role. A token
    that changes how others sign in must name these actions with --only.
    """
    with report_refusals(as_json), open_accounts(data, database) as identity:
        limited_to: TokenScope = frozenset(only) if only else "all"
        token = identity.create_token(user, role, delegation, limited_to)
    if as_json:
        typer.echo(json.dumps({"token": token}))
    else:
        typer.echo(token)
        error_console.print(
            "Save it: it will not be shown again. It expires in a year.", style="dim"
        )


@app.command("list")
def list_tokens(
    user: Annotated[str, typer.Option(help="The user whose tokens to list.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """List a user's tokens, including expired and revoked ones, without secrets."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        tokens = identity.tokens.list_for(account_named(identity, user).id)
    if as_json:
        typer.echo(json.dumps({"tokens": [_token_as_json(token) for token in tokens]}))
        return
    ids = Column("token", overflow="fold", min_width=32)
    table = Table(ids, "name", "permits", "expires", "last used", "revoked")
    for token in tokens:
        fields = _token_as_json(token)
        table.add_row(
            token.id,
            escape(token.name),
            str(fields["limited_to"]),
            *map(format_day, (token.expires_at, token.last_used_at, token.revoked_at)),
        )
    console.print(table)


@app.command("revoke")
def revoke_token(
    token: Annotated[str, typer.Argument(help="Its id ('bsm token list' shows ids).")],
    user: Annotated[str, typer.Option(help="The user whose token it is.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Revoke a token. It is invalid from the next request."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        account = account_named(identity, user)
        if token not in [
            existing.id for existing in identity.tokens.list_for(account.id)
        ]:
            raise NotFound(
                "the user has no token with this id; 'bsm token list' shows them"
            )
        identity.tokens.revoke(account.id, token, actor=COMMAND_LINE)
    if as_json:
        typer.echo(json.dumps({"revoked": token}))
    else:
        console.print("The token has been revoked.")


def _token_as_json(token: ApiToken) -> dict[str, object]:
    limited = token.scope
    return {
        "id": token.id,
        "name": token.name,
        "mandate": token.mandate,
        "limited_to": limited if isinstance(limited, str) else sorted(limited),
        "created_at": token.created_at.isoformat(),
        "expires_at": token.expires_at.isoformat(),
        "last_used_at": token.last_used_at and token.last_used_at.isoformat(),
        "revoked_at": token.revoked_at and token.revoked_at.isoformat(),
    }
