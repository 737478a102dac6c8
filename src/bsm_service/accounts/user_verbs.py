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
    ADelegation,
    ARole,
    Name,
    PerhapsUntil,
    Since,
    Until,
    Why,
    beginning,
    day_of,
    end_of,
    identity_at,
    in_words,
    mandate_told,
    named,
    names_of,
    shown_day,
)
from bsm_service.cli.error_output import refusing
from bsm_service.cli.options import AsJson, Data, Database
from bsm_service.cli.output import complaints, console
from bsm_service.identity import COMMAND_LINE, Identity, Kind, Mandate, Purpose
from bsm_service.identity.mandates.rules import check_role

RESET_LASTS = timedelta(hours=24)

app = typer.Typer(
    help="Users: who they are, what they may do, how they come in.",
    no_args_is_help=True,
)


@app.command("list")
def list_users(
    data: Data = None, database: Database = None, as_json: AsJson = False
) -> None:
    """List everybody and what they may do now."""
    with refusing(as_json), identity_at(data, database) as identity:
        names, sessions = names_of(identity), identity.sessions.numbers()
        found = [
            (one, identity.mandates.valid_of(one.id)) for one in identity.accounts.all()
        ]
    if as_json:
        users = [
            {
                "id": account.id,
                "name": account.name,
                "closed": account.closed_at is not None,
                "sessions": sessions.get(account.id, 0),
                "mandates": [mandate_told(one, names) for one in mandates],
            }
            for account, mandates in found
        ]
        typer.echo(json.dumps({"users": users}))
        return
    ids = Column("mandate", overflow="fold", min_width=32)
    table = Table("user", "may act now as", ids, "sessions", "closed")
    for account, mandates in found:
        table.add_row(
            escape(account.name),
            escape("\n".join(in_words(one, names) for one in mandates)),
            "\n".join(one.id for one in mandates),
            str(sessions.get(account.id, 0)),
            shown_day(account.closed_at),
        )
    console.print(table)


@app.command("add")
def add_user(
    name: Name,
    role: Annotated[
        Role | None, typer.Option("--role", help="Given at once, if named.")
    ] = None,
    delegation: ADelegation = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Add a user, and print the one-time secret by which they set a password."""
    with refusing(as_json), identity_at(data, database) as identity:
        if role is not None:
            check_role(role, delegation)
        with identity.register.changing(alone=True):  # all of it, or nothing
            account, mandate = identity.accounts.make(name), None
            if role is not None:
                mandate = identity.mandates.give(
                    account.id, role, delegation, given_by=COMMAND_LINE
                )
            secret = _secret_for(identity, account.id)
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
    role: ARole,
    delegation: ADelegation = None,
    since: Since = None,
    until: PerhapsUntil = None,
    reason: Why = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Give a user a role in their own right. It counts from the next request on."""
    with refusing(as_json), identity_at(data, database) as identity:
        names = names_of(identity)  # before: what is given is not refused afterwards
        mandate = identity.mandates.give(
            named(identity, name).id,
            role,
            delegation,
            since=beginning(since),
            until=end_of(until),
            given_by=COMMAND_LINE,
            reason=reason,
        )
    _show_mandate(mandate, names, as_json)


@app.command("stand-in")
def give_stand_in(
    name: Name,
    whom: Annotated[str, typer.Option("--for", help="Whom they stand in for.")],
    role: ARole,
    until: Until,
    delegation: ADelegation = None,
    since: Since = None,
    reason: Why = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Let a user stand in for another one for a period."""
    with refusing(as_json), identity_at(data, database) as identity:
        names = names_of(identity)  # before: what is given is not refused afterwards
        mandate = identity.mandates.give(
            named(identity, name).id,
            role,
            delegation,
            kind=Kind.STAND_IN,
            stands_in_for=named(identity, whom).id,
            since=beginning(since),
            until=end_of(until),
            given_by=COMMAND_LINE,
            reason=reason,
        )
    _show_mandate(mandate, names, as_json)


@app.command("grant")
def grant_sight(
    name: Name,
    purpose: Annotated[str, typer.Option(help="What it is for.")],
    until: Until,
    since: Since = None,
    reason: Why = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Let an auditor see what is for focal points only, for a purpose and a period."""
    with refusing(as_json), identity_at(data, database) as identity:
        names = names_of(identity)  # before: what is given is not refused afterwards
        mandate = identity.mandates.give(
            named(identity, name).id,
            Role.AUDITOR,
            kind=Kind.GRANT,
            purpose=purpose,
            since=beginning(since),
            until=end_of(until),
            given_by=COMMAND_LINE,
            reason=reason,
        )
    _show_mandate(mandate, names, as_json)


@app.command("end")
def end_mandate(
    mandate: Annotated[str, typer.Argument(help="Its id: see 'bsm user list'.")],
    reason: Annotated[str, typer.Option(help="Why, in a few words.")],
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """End a mandate. It counts from the next request on; its history stays."""
    with refusing(as_json), identity_at(data, database) as identity:
        names = names_of(identity)
        ended = identity.mandates.end(mandate, by=COMMAND_LINE, reason=reason)
    _show_mandate(ended, names, as_json)


@app.command("reset")
def reset_user(
    name: Name, data: Data = None, database: Database = None, as_json: AsJson = False
) -> None:
    """Print a one-time secret by which a user sets a new password."""
    with refusing(as_json), identity_at(data, database) as identity:
        account = named(identity, name)
        if account.closed_at is not None:
            raise InvalidTransition("the account is closed; nobody signs in by it")
        secret = _secret_for(identity, account.id)
    _show_secret(secret, as_json, id=account.id, name=account.name)


@app.command("close")
def close_user(
    name: Name,
    reason: Why = None,
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Close a user's account: sessions, tokens and mandates end at once."""
    with refusing(as_json), identity_at(data, database) as identity:
        account = named(identity, name)
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
    data: Data = None,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Say who could speak for a State on a day (in UTC), stand-ins included."""
    with refusing(as_json), identity_at(data, database) as identity:
        found = identity.mandates.could_act(delegation, day_of(on))
        names = names_of(identity)
    if as_json:
        told = [mandate_told(one, names) for one in found]
        typer.echo(json.dumps({"delegation": delegation, "on": on, "mandates": told}))
        return
    if not found:
        console.print(f"Nobody could act for {escape(delegation)} on {escape(on)}.")
    for one in found:
        told_as = f"{names.get(one.account, one.account)}: {in_words(one, names)}"
        console.print(escape(told_as), highlight=False, soft_wrap=True)


@app.command("first-administrator")
def first_administrator(
    data: Data = None, database: Database = None, as_json: AsJson = False
) -> None:
    """Print a new one-time secret by which the first administrator comes in."""
    with refusing(as_json), identity_at(data, database) as identity:
        secret = identity.first_administrator_secret()
        if secret is None:
            raise InvalidTransition(
                "there is an administrator already; they can add others, and 'bsm user "
                "reset' lets them in who have lost their password"
            )
    _show_secret(secret, as_json)


def _secret_for(identity: Identity, account: str) -> str:
    return identity.one_time.make(Purpose.RESET, account, RESET_LASTS)


def _show_secret(secret: str, as_json: bool, **told: Any) -> None:
    if as_json:
        typer.echo(json.dumps({**told, "secret": secret}))
        return
    typer.echo(secret)
    complaints.print(
        "Hand it over in private: it is not shown again, is good once, and for 24 "
        "hours.",
        style="dim",
    )


def _show_mandate(mandate: Mandate, names: dict[str, str], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(mandate_told(mandate, names)))
        return
    ended = "" if mandate.ended_at is None else " (ended)"
    who = names.get(mandate.account, mandate.account)
    console.print(escape(f"{who}: {in_words(mandate, names)}{ended}"), highlight=False)
    console.print(mandate.id, style="dim", highlight=False)
