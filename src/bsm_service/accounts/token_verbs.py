"""Commands about API tokens."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import Role
from bsm_service.cli.account_options import account_named, format_day, open_accounts
from bsm_service.cli.answers import Answer, verb
from bsm_service.identity import COMMAND_LINE, ApiToken, Identity
from bsm_service.identity.credentials.api_tokens import TokenScope

app = typer.Typer(help="API tokens.", no_args_is_help=True)

TokenUser = Annotated[str, typer.Option(help="The user whose token it is.")]


@verb(app, "create", open_accounts)
def create_token(
    identity: Identity,
    user: TokenUser,
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
) -> Answer:
    """Create a token and print it once. Can be used while the server runs.

    If there is no account with this name, it is created and given the role. A token
    that changes how others sign in must name these actions with --only.
    """
    limited_to: TokenScope = frozenset(only) if only else "all"
    token = identity.create_token(user, role, delegation, limited_to)
    note = "Save it: it will not be shown again. It expires in a year."
    return Answer({"token": token}, token, note)


@verb(app, "list", open_accounts)
def list_tokens(
    identity: Identity,
    user: Annotated[str, typer.Option(help="The user whose tokens to list.")],
) -> Answer:
    """List a user's tokens, including expired and revoked ones, without secrets."""
    tokens = identity.tokens.list_for(account_named(identity, user).id)
    ids = Column("token", overflow="fold", min_width=32)
    table = Table(ids, "name", "permits", "expires", "last used", "revoked")
    for token in tokens:
        permitted = token.scope if isinstance(token.scope, str) else sorted(token.scope)
        table.add_row(
            token.id,
            escape(token.name),
            str(permitted),
            *map(format_day, (token.expires_at, token.last_used_at, token.revoked_at)),
        )
    return Answer({"tokens": [_token_as_json(token) for token in tokens]}, table)


@verb(app, "revoke", open_accounts)
def revoke_token(
    identity: Identity,
    token: Annotated[str, typer.Argument(help="Its ID: see 'bsm token list'.")],
    user: TokenUser,
) -> Answer:
    """Revoke a token. It is invalid from the next request."""
    account = account_named(identity, user)
    if token not in [existing.id for existing in identity.tokens.list_for(account.id)]:
        raise NotFound(
            "the user has no token with this ID; 'bsm token list' shows them"
        )
    identity.tokens.revoke(account.id, token, actor=COMMAND_LINE)
    return Answer({"revoked": token}, "The token has been revoked.")


def _token_as_json(token: ApiToken) -> dict[str, Any]:
    fields = asdict(token)
    del fields["account"]
    fields["limited_to"] = fields.pop("scope")
    return fields
