"""The commands of `bsm user` about mandates; `user_verbs` adds them in order."""

import json
from typing import Annotated

import typer
from rich.markup import escape

from bsm_domain.foundation.roles import Role
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
    mandate_as_json,
    mandate_summary,
    open_accounts,
    parse_day,
    start_of_day,
)
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.options import DatabaseOption, DataOption, JsonOption
from bsm_service.identity import COMMAND_LINE, Mandate, MandateKind


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
    """Give a user a role in their own right, valid from the next request."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        # Before the change: a mandate that was given must not then be reported as
        # refused.
        names = account_names(identity)
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


def give_stand_in(
    name: Name,
    whom: Annotated[str, typer.Option("--for", help="The user they stand in for.")],
    role: RoleOption,
    until: Until,
    delegation: DelegationOption = None,
    since: Since = None,
    reason: ReasonOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a user stand in for another for a period."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        # Before the change: a mandate that was given must not then be reported as
        # refused.
        names = account_names(identity)
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


def grant_restricted_access(
    name: Name,
    purpose: Annotated[str, typer.Option(help="The purpose of the grant.")],
    until: Until,
    since: Since = None,
    reason: ReasonOption = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let an auditor see what is for focal points only, for a purpose and a period."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        # Before the change: a mandate that was given must not then be reported as
        # refused.
        names = account_names(identity)
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


def end_mandate(
    mandate: Annotated[str, typer.Argument(help="Its id ('bsm user list' shows ids).")],
    reason: Annotated[str, typer.Option(help="The reason, in a few words.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """End a mandate from the next request. Its history is kept."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        names = account_names(identity)
        ended = identity.mandates.end(mandate, actor=COMMAND_LINE, reason=reason)
    _show_mandate(ended, names, as_json)


def could_act(
    delegation: Annotated[str, typer.Argument(help="The State's code, e.g. AT.")],
    on: Annotated[str, typer.Option(help="The day, for example 2016-04-12.")],
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """List who could speak for a State on a day (in UTC), including stand-ins."""
    with report_refusals(as_json), open_accounts(data, database) as identity:
        mandates = identity.mandates.could_act(delegation, parse_day(on))
        names = account_names(identity)
    if as_json:
        texts = [mandate_as_json(mandate, names) for mandate in mandates]
        typer.echo(json.dumps({"delegation": delegation, "on": on, "mandates": texts}))
        return
    if not mandates:
        console.print(
            f"Nobody could act for {escape(delegation)} on {escape(on)}.",
        )
    for mandate in mandates:
        line = (
            f"{names.get(mandate.account, mandate.account)}: "
            f"{mandate_summary(mandate, names)}"
        )
        console.print(escape(line), highlight=False, soft_wrap=True)


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
