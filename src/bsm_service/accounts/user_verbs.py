"""Commands about users: accounts, roles and sign-in."""

import json
from datetime import timedelta
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table

from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration.new_accounts import create_accounts
from bsm_service.accounts.mandate_verbs import (
    could_act,
    end_mandate,
    give_role,
    give_stand_in,
    grant_restricted_access,
)
from bsm_service.cli.account_options import (
    DelegationOption,
    Name,
    ReasonOption,
    account_named,
    account_names,
    format_day,
    mandate_as_json,
    mandate_summary,
    open_accounts,
)
from bsm_service.cli.console import console, error_console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import DatabaseOption, DataOption, JsonOption
from bsm_service.identity import (
    COMMAND_LINE,
    Identity,
    SecretPurpose,
)
from bsm_service.identity.mandates.rules import check_role

RESET_LASTS = timedelta(hours=24)
_HAND_OVER = (
    "Pass it on privately: it will not be shown again, and can be used once within 24 "
    "hours."
)

app = typer.Typer(
    help="Users: their accounts, roles and sign-in.",
    no_args_is_help=True,
)


@app.command("list")
def list_users(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """List all users and their current roles."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        names, sessions = account_names(identity), identity.sessions.counts()
        rows = [
            (account, identity.mandates.current_of(account.id))
            for account in identity.accounts.all()
        ]
    if as_json:
        users = [
            {
                "id": account.id,
                "name": account.name,
                "closed": account.closed_at is not None,
                "sessions": sessions.get(account.id, 0),
                "mandates": [mandate_as_json(mandate, names) for mandate in mandates],
            }
            for account, mandates in rows
        ]
        typer.echo(json.dumps({"users": users}))
        return
    ids = Column("mandate", overflow="fold", min_width=32)
    table = Table("user", "current roles", ids, "sessions", "closed")
    for account, mandates in rows:
        table.add_row(
            escape(account.name),
            escape("\n".join(mandate_summary(mandate, names) for mandate in mandates)),
            "\n".join(mandate.id for mandate in mandates),
            str(sessions.get(account.id, 0)),
            format_day(account.closed_at),
        )
    console.print(table)


@app.command("add")
def add_user(
    name: Name,
    role: Annotated[
        Role | None, typer.Option("--role", help="A role to give at once.")
    ] = None,
    delegation: DelegationOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a user and print the one-time secret with which they set a password."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        if role is not None:
            check_role(role, delegation)
        with identity.account_database.transaction(
            exclusive=True
        ):  # all of it, or nothing
            account, mandate = identity.accounts.create(name), None
            if role is not None:
                mandate = identity.mandates.give(
                    account.id, role, delegation, given_by=COMMAND_LINE
                )
            secret = _make_one_time_secret(identity, account.id)
    _show_secret(
        secret,
        as_json,
        id=account.id,
        name=account.name,
        mandate=mandate and mandate.id,
    )


@app.command("add-list")
def add_users(
    file: Annotated[
        typer.FileBinaryRead,
        typer.Argument(
            help="One line per user: name, role, State. “-” reads from standard input."
        ),
    ],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add many users with their roles, all or none, and print their one-time secrets.

    Separate the cells with tabs, semicolons or commas, as in a spreadsheet.
    """
    # Imported here: it loads the names of States in all languages, which no other verb
    # needs.
    from bsm_service.accounts.account_list import read_account_list  # noqa: PLC0415
    from bsm_service.imports.files.text_encodings import decode_text  # noqa: PLC0415

    with report_refusals(as_json), open_accounts(data, database) as identity:
        new_accounts = read_account_list(decode_text(file.read()).text)
        added = create_accounts(identity, new_accounts, RESET_LASTS, actor=COMMAND_LINE)
    users = [
        {
            "id": user.account.id,
            "name": user.account.name,
            "mandate": user.mandate and user.mandate.id,
            "secret": user.secret,
        }
        for user in added
    ]
    if as_json:
        typer.echo(json.dumps({"users": users}))
        return
    for user in users:
        typer.echo(f"{user['name']}\t{user['secret']}")
    error_console.print(_HAND_OVER, style="dim")


app.command("give")(give_role)
app.command("stand-in")(give_stand_in)
app.command("grant")(grant_restricted_access)
app.command("end")(end_mandate)


@app.command("reset")
def reset_user(
    name: Name,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print a one-time secret with which a user sets a new password."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        account = account_named(identity, name)
        if account.closed_at is not None:
            raise InvalidTransition("the account is closed; reopen it first")
        secret = _make_one_time_secret(identity, account.id)
    _show_secret(secret, as_json, id=account.id, name=account.name)


@app.command("close")
def close_user(
    name: Name,
    reason: ReasonOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Close a user's account. Its sessions, tokens and mandates end at once."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        account = account_named(identity, name)
        identity.accounts.close(account.id, reason=reason)
    if as_json:
        typer.echo(json.dumps({"id": account.id, "name": account.name, "closed": True}))
    else:
        console.print("The account has been closed.")


@app.command("end-sessions")
def end_sessions(
    name: Name,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Sign a user out everywhere at once. Tokens stay valid: see 'bsm token revoke'."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        account = account_named(identity, name)
        ended = identity.sessions.end_all(account.id, actor=COMMAND_LINE)
    if as_json:
        typer.echo(json.dumps({"id": account.id, "name": account.name, "ended": ended}))
        return
    sessions = count_of(ended, "session")
    console.print(f"{sessions} of {escape(account.name)} ended.", highlight=False)


app.command("could-act")(could_act)


@app.command("first-administrator")
def first_administrator(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print a new one-time secret for the first administrator."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        secret = identity.first_administrator_secret()
        if secret is None:
            raise InvalidTransition(
                "there is already an administrator, who can add others; 'bsm user "
                "reset' helps those who have lost their password"
            )
    _show_secret(secret, as_json)


def _make_one_time_secret(identity: Identity, account: str) -> str:
    return identity.one_time_secrets.create(SecretPurpose.RESET, account, RESET_LASTS)


def _show_secret(secret: str, as_json: bool, **fields: Any) -> None:
    if as_json:
        typer.echo(json.dumps({**fields, "secret": secret}))
        return
    typer.echo(secret)
    error_console.print(_HAND_OVER, style="dim")
