"""Commands about users: accounts, mandates and sign-in."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from bsm_domain.foundation.errors import InvalidTransition
from bsm_domain.foundation.formatting import count_of
from bsm_domain.foundation.roles import Role
from bsm_service.accounts.administration.new_accounts import NewAccount, create_accounts
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
from bsm_service.cli.answers import Answer, verb
from bsm_service.identity import (
    COMMAND_LINE,
    Identity,
    Mandate,
    MandateKind,
    SecretPurpose,
)

RESET_LASTS = timedelta(hours=24)
_HAND_OVER = (
    "Pass it on privately: it will not be shown again, and can be used once within 24 "
    "hours."
)

app = typer.Typer(
    help="Users: their accounts, roles and sign-in.", no_args_is_help=True
)


@verb(app, "list", open_accounts)
def list_users(identity: Identity) -> Answer:
    """List all users and their current roles."""
    names, sessions = account_names(identity), identity.sessions.counts()
    ids = Column("mandate", overflow="fold", min_width=32)
    table = Table("user", "current roles", ids, "sessions", "closed")
    users = []
    for account in identity.accounts.all():
        mandates = identity.mandates.current_of(account.id)
        number = sessions.get(account.id, 0)
        table.add_row(
            escape(account.name),
            escape("\n".join(mandate_summary(mandate, names) for mandate in mandates)),
            "\n".join(mandate.id for mandate in mandates),
            str(number),
            format_day(account.closed_at),
        )
        users.append(
            {
                "id": account.id,
                "name": account.name,
                "closed": account.closed_at is not None,
                "sessions": number,
                "mandates": [mandate_as_json(mandate, names) for mandate in mandates],
            }
        )
    return Answer({"users": users}, table)


@verb(app, "add", open_accounts)
def add_user(
    identity: Identity,
    name: Name,
    role: Annotated[
        Role | None, typer.Option("--role", help="The user's first role.")
    ] = None,
    delegation: DelegationOption = None,
) -> Answer:
    """Add a user and print the one-time secret with which they set a password."""
    [user] = _add(identity, [NewAccount(1, name, role, delegation)])
    return Answer(user, user["secret"], _HAND_OVER)


@verb(app, "add-list", open_accounts)
def add_users(
    identity: Identity,
    file: Annotated[
        typer.FileBinaryRead,
        typer.Argument(
            help="One line per user: name, role, State. “-” reads from standard input."
        ),
    ],
) -> Answer:
    """Add many users with their roles, all or none, and print their one-time secrets.

    Separate the cells with tabs, semicolons or commas, as in a spreadsheet.
    """
    # Imported here: it loads the names of States in all languages, which no other verb
    # needs.
    from bsm_service.accounts.account_list import read_account_list  # noqa: PLC0415
    from bsm_service.imports.files.text_encodings import decode_text  # noqa: PLC0415

    users = _add(identity, read_account_list(decode_text(file.read()).text))
    lines = [f"{user['name']}\t{user['secret']}" for user in users]
    return Answer({"users": users}, lines, _HAND_OVER)


def _add(
    identity: Identity, new_accounts: Sequence[NewAccount]
) -> list[dict[str, Any]]:
    added = create_accounts(identity, new_accounts, RESET_LASTS, actor=COMMAND_LINE)
    return [
        {
            "id": one.account.id,
            "name": one.account.name,
            "mandate": one.mandate and one.mandate.id,
            "secret": one.secret,
        }
        for one in added
    ]


@verb(app, "give", open_accounts)
def give_role(
    identity: Identity,
    name: Name,
    role: RoleOption,
    delegation: DelegationOption = None,
    since: Since = None,
    until: OptionalUntil = None,
    reason: ReasonOption = None,
) -> Answer:
    """Give a user a role in their own right, valid from the next request."""
    return _give(identity, name, role, since, until, reason, delegation=delegation)


@verb(app, "stand-in", open_accounts)
def give_stand_in(
    identity: Identity,
    name: Name,
    whom: Annotated[str, typer.Option("--for", help="The user they stand in for.")],
    role: RoleOption,
    until: Until,
    delegation: DelegationOption = None,
    since: Since = None,
    reason: ReasonOption = None,
) -> Answer:
    """Let a user stand in for another for a period."""
    return _give(
        identity,
        name,
        role,
        since,
        until,
        reason,
        delegation=delegation,
        kind=MandateKind.STAND_IN,
        stands_in_for=account_named(identity, whom).id,
    )


@verb(app, "grant", open_accounts)
def grant_restricted_access(
    identity: Identity,
    name: Name,
    purpose: Annotated[str, typer.Option(help="The purpose of the grant.")],
    until: Until,
    since: Since = None,
    reason: ReasonOption = None,
) -> Answer:
    """Let an auditor see what is for focal points only, for a purpose and a period."""
    return _give(
        identity,
        name,
        Role.AUDITOR,
        since,
        until,
        reason,
        kind=MandateKind.GRANT,
        purpose=purpose,
    )


def _give(
    identity: Identity,
    name: str,
    role: Role,
    since: str | None,
    until: str | None,
    reason: str | None,
    **details: Any,
) -> Answer:
    # Before the change: a mandate that was given must not then be reported as refused.
    names = account_names(identity)
    mandate = identity.mandates.give(
        account_named(identity, name).id,
        role,
        since=start_of_day(since),
        until=end_of_day(until),
        given_by=COMMAND_LINE,
        reason=reason,
        **details,
    )
    return _mandate_answer(mandate, names)


@verb(app, "end", open_accounts)
def end_mandate(
    identity: Identity,
    mandate: Annotated[str, typer.Argument(help="Its ID: see 'bsm user list'.")],
    reason: Annotated[str, typer.Option(help="The reason, in a few words.")],
) -> Answer:
    """End a mandate from the next request. Its history is kept."""
    names = account_names(identity)
    ended = identity.mandates.end(mandate, actor=COMMAND_LINE, reason=reason)
    return _mandate_answer(ended, names)


def _mandate_answer(mandate: Mandate, names: Mapping[str, str]) -> Answer:
    ended = "" if mandate.ended_at is None else " (ended)"
    lines = (_mandate_line(mandate, names) + ended, Text(mandate.id, "dim"))
    return Answer(mandate_as_json(mandate, names), lines)


def _mandate_line(mandate: Mandate, names: Mapping[str, str]) -> str:
    name = names.get(mandate.account, mandate.account)
    return f"{name}: {mandate_summary(mandate, names)}"


@verb(app, "reset", open_accounts)
def reset_user(identity: Identity, name: Name) -> Answer:
    """Print a one-time secret with which a user sets a new password."""
    account = account_named(identity, name)
    if account.closed_at is not None:
        raise InvalidTransition("the account is closed; reopen it first")
    purpose = SecretPurpose.RESET
    secret = identity.one_time_secrets.create(purpose, account.id, RESET_LASTS)
    fields = {"id": account.id, "name": account.name, "secret": secret}
    return Answer(fields, secret, _HAND_OVER)


@verb(app, "close", open_accounts)
def close_user(identity: Identity, name: Name, reason: ReasonOption = None) -> Answer:
    """Close a user's account. Its sessions, tokens and mandates end at once."""
    account = account_named(identity, name)
    identity.accounts.close(account.id, reason=reason)
    fields = {"id": account.id, "name": account.name, "closed": True}
    return Answer(fields, "The account has been closed.")


@verb(app, "end-sessions", open_accounts)
def end_sessions(identity: Identity, name: Name) -> Answer:
    """Sign a user out everywhere at once. Tokens stay valid: see 'bsm token revoke'."""
    account = account_named(identity, name)
    ended = identity.sessions.end_all(account.id, actor=COMMAND_LINE)
    fields = {"id": account.id, "name": account.name, "ended": ended}
    return Answer(fields, f"{count_of(ended, 'session')} of {account.name} ended.")


@verb(app, "could-act", open_accounts)
def could_act(
    identity: Identity,
    delegation: Annotated[str, typer.Argument(help="The State's code, e.g. AT.")],
    on: Annotated[str, typer.Option(help="The day, for example 2016-04-12.")],
) -> Answer:
    """List who could speak for a State on a day (in UTC), including stand-ins."""
    mandates = identity.mandates.could_act(delegation, parse_day(on))
    names = account_names(identity)
    fields = [mandate_as_json(mandate, names) for mandate in mandates]
    lines = [_mandate_line(mandate, names) for mandate in mandates]
    return Answer(
        {"delegation": delegation, "on": on, "mandates": fields},
        lines or f"Nobody could act for {delegation} on {on}.",
    )


@verb(app, "first-administrator", open_accounts)
def first_administrator(identity: Identity) -> Answer:
    """Print a new one-time secret for the first administrator."""
    secret = identity.first_administrator_secret()
    if secret is None:
        raise InvalidTransition(
            "there is already an administrator, who can add others; 'bsm user reset' "
            "helps those who have lost their password"
        )
    return Answer({"secret": secret}, secret, _HAND_OVER)
