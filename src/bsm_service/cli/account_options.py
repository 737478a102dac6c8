"""Options and helpers shared by the commands about users and tokens."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

import typer

from bsm_domain.foundation.errors import InvalidValue, NotFound
from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.application.open_databases import (
    open_identity,
    watch_clock_of_accounts,
)
from bsm_service.identity import Account, Identity, Mandate

Name = Annotated[str, typer.Argument(help="The user's name.")]
RoleOption = Annotated[Role, typer.Option("--role", help="The role.")]
DelegationOption = Annotated[
    str | None,
    typer.Option("--delegation", help="The delegation of a focal point, e.g. AT."),
]
Since = Annotated[
    str | None,
    typer.Option("--since", help="The first day (2016-04-12). Default: today."),
]
Until = Annotated[str, typer.Option("--until", help="The last day (2016-04-12).")]
OptionalUntil = Annotated[
    str | None, typer.Option("--until", help="The last day. Default: no end.")
]
ReasonOption = Annotated[
    str | None, typer.Option("--reason", help="The reason, in a few words.")
]


@contextmanager
def open_accounts(place: Place) -> Iterator[Identity]:
    """The accounts of the record that a command works on."""
    with closing(open_identity(place)) as identity:
        watch_clock_of_accounts(place, identity)
        yield identity


def account_named(identity: Identity, name: str) -> Account:
    """The account of that name. Raises NotFound."""
    account = identity.accounts.find(name)
    if account is None:
        raise NotFound(f"there is no user {name!r}; 'bsm user list' shows them")
    return account


def start_of_day(day: str | None) -> datetime | None:
    """The first moment of a day in UTC. Raises InvalidValue."""
    return None if day is None else datetime.combine(parse_day(day), time.min, UTC)


def end_of_day(day: str | None) -> datetime | None:
    """The end of a day (included in the period) in UTC. Raises InvalidValue."""
    if day is None:
        return None
    try:
        return datetime.combine(parse_day(day) + timedelta(days=1), time.min, UTC)
    except OverflowError:
        raise InvalidValue("the date is too late; choose an earlier one") from None


def parse_day(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise InvalidValue(
            f"{day[:40]!r} is not a date; write it as 2016-04-12"
        ) from None


def format_day(moment: datetime | None) -> str:
    return "" if moment is None else str(moment.date())


def mandate_as_json(mandate: Mandate, names: Mapping[str, str]) -> dict[str, Any]:
    """A mandate as JSON, with the names of accounts."""
    fields = asdict(mandate)
    del fields["given_at"]
    for account in ("account", "stands_in_for", "given_by", "ended_by"):
        fields[account] = names.get(fields[account], fields[account])
    return {"mandate": fields.pop("id"), "user": fields.pop("account"), **fields}


def account_names(identity: Identity) -> dict[str, str]:
    """The name of each account, by its id."""
    return {account.id: account.name for account in identity.accounts.all()}


def mandate_summary(mandate: Mandate, names: Mapping[str, str]) -> str:
    """A mandate in a few words, such as "focal-point AT, for anna until 2016-05-01"."""
    words = f"{mandate.role} {mandate.delegation or ''}".strip()
    if mandate.stands_in_for is not None:
        represented = names.get(mandate.stands_in_for, mandate.stands_in_for)
        words += f", for {represented}"
    if mandate.purpose is not None:
        words += f", granted: {mandate.purpose}"
    if mandate.until is not None:
        words += f" until {(mandate.until - timedelta.resolution).date()}"
    return words
