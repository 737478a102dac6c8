"""Commands about users: who they are, what they may do, how they come in."""

import json
from datetime import timedelta
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table

from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.session_verbs import end_sessions
from bsm_service.cli.account_options import (
    DelegationOption,
    Name,
    OptionalUntil,
    ReasonOption,
    RoleOption,
    Since,
    Until,
    account_named,
    account_names,
    end_of_day,
    format_day,
    mandate_as_json,
    mandate_summary,
    open_accounts,
    parse_day,
    start_of_day,
)
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import DatabaseOption, DataOption, JsonOption
from bsm_service.cli.output import console, error_console
from bsm_service.identity import (
    COMMAND_LINE,
    Identity,
    Mandate,
    MandateKind,
    SecretPurpose,
)
from bsm_service.identity.mandates.rules import check_role

RESET_LASTS = timedelta(hours=24)

app = typer.Typer(
    help="Users: who they are, what they may do, how they come in.",
    no_args_is_help=True,
)


@app.command("list")
def list_users(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """List everybody and what they may do now."""
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
    table = Table("user", "may act now as", ids, "sessions", "closed")
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
        Role | None, typer.Option("--role", help="Given at once, if named.")
    ] = None,
    delegation: DelegationOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a user, and print the one-time secret by which they set a password."""
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


@app.command("give")
def give_role(
    name: Name,
    role: RoleOption,
    delegation: DelegationOption = None,
    since: Since = None,
    until: OptionalUntil = None,
    reason: ReasonOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a user a role in their own right. It counts from the next request on."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        names = account_names(
            identity
        )  # before: what is given is not refused afterwards
        mandate = identity.mandates.give(
            account_named(identity, name).id,
            role,
            delegation,
            since=start_of_day(since),
            until=end_of_day(until),
            given_by=COMMAND_LINE,
            reason=reason,
        )
    _show_mandate(mandate, names, as_json)


@app.command("stand-in")
def give_stand_in(
    name: Name,
    whom: Annotated[str, typer.Option("--for", help="Whom they stand in for.")],
    role: RoleOption,
    until: Until,
    delegation: DelegationOption = None,
    since: Since = None,
    reason: ReasonOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a user stand in for another one for a period."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        names = account_names(
            identity
        )  # before: what is given is not refused afterwards
        mandate = identity.mandates.give(
            account_named(identity, name).id,
            role,
            delegation,
            kind=MandateKind.STAND_IN,
            stands_in_for=account_named(identity, whom).id,
            since=start_of_day(since),
            until=end_of_day(until),
            given_by=COMMAND_LINE,
            reason=reason,
        )
    _show_mandate(mandate, names, as_json)


@app.command("grant")
def grant_restricted_access(
    name: Name,
    purpose: Annotated[str, typer.Option(help="What it is for.")],
    until: Until,
    since: Since = None,
    reason: ReasonOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let an auditor see what is for focal points only, for a purpose and a period."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        names = account_names(
            identity
        )  # before: what is given is not refused afterwards
        mandate = identity.mandates.give(
            account_named(identity, name).id,
            Role.AUDITOR,
            kind=MandateKind.GRANT,
            purpose=purpose,
            since=start_of_day(since),
            until=end_of_day(until),
            given_by=COMMAND_LINE,
            reason=reason,
        )
    _show_mandate(mandate, names, as_json)


@app.command("end")
def end_mandate(
    mandate: Annotated[str, typer.Argument(help="Its id: see 'bsm user list'.")],
    reason: Annotated[str, typer.Option(help="Why, in a few words.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """End a mandate. It counts from the next request on; its history stays."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        names = account_names(identity)
        ended = identity.mandates.end(mandate, actor=COMMAND_LINE, reason=reason)
    _show_mandate(ended, names, as_json)


@app.command("reset")
def reset_user(
    name: Name,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print a one-time secret by which a user sets a new password."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        account = account_named(identity, name)
        if account.closed_at is not None:
            raise InvalidTransition("the account is closed; nobody signs in by it")
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
    """Close a user's account: sessions, tokens and mandates end at once."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        account = account_named(identity, name)
        identity.accounts.close(account.id, reason=reason)
    if as_json:
        typer.echo(json.dumps({"id": account.id, "name": account.name, "closed": True}))
    else:
        console.print("The account is closed.")


app.command("end-sessions")(end_sessions)


@app.command("could-act")
def could_act(
    delegation: Annotated[str, typer.Argument(help="The State's code, such as AT.")],
    on: Annotated[str, typer.Option(help="The day, such as 2016-04-12.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say who could speak for a State on a day (in UTC), stand-ins included."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        mandates = identity.mandates.could_act(delegation, parse_day(on))
        names = account_names(identity)
    if as_json:
        texts = [mandate_as_json(mandate, names) for mandate in mandates]
        typer.echo(json.dumps({"delegation": delegation, "on": on, "mandates": texts}))
        return
    if not mandates:
        console.print(f"Nobody could act for {escape(delegation)} on {escape(on)}.")
    for mandate in mandates:
        told_as = (
            f"{names.get(mandate.account, mandate.account)}: "
            f"{mandate_summary(mandate, names)}"
        )
        console.print(escape(told_as), highlight=False, soft_wrap=True)


@app.command("first-administrator")
def first_administrator(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print a new one-time secret by which the first administrator comes in."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        secret = identity.first_administrator_secret()
        if secret is None:
            raise InvalidTransition(
                "there is an administrator already; they can add others, and 'bsm user "
                "reset' lets them in who have lost their password"
            )
    _show_secret(secret, as_json)


def _make_one_time_secret(identity: Identity, account: str) -> str:
    return identity.one_time_secrets.create(SecretPurpose.RESET, account, RESET_LASTS)


def _show_secret(secret: str, as_json: bool, **fields: Any) -> None:
    if as_json:
        typer.echo(json.dumps({**fields, "secret": secret}))
        return
    typer.echo(secret)
    error_console.print(
        "Hand it over in private: it is not shown again, is good once, and for 24 "
        "hours.",
        style="dim",
    )


def _show_mandate(mandate: Mandate, names: dict[str, str], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(mandate_as_json(mandate, names)))
        return
    ended = "" if mandate.ended_at is None else " (ended)"
    name = names.get(mandate.account, mandate.account)
    console.print(
        escape(f"{name}: {mandate_summary(mandate, names)}{ended}"), highlight=False
    )
    console.print(mandate.id, style="dim", highlight=False)
