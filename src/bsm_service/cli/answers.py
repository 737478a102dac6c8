"""Verbs that work on what lies at one place, and print what they answer.

@verb(app, "close", open_accounts)
def close_user(identity: Identity, name: Name) -> Answer:
    ...
    return Answer({"closed": name}, "The account has been closed.")
"""

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from inspect import Signature
from typing import Any, TypeVar
from uuid import UUID

import typer
from pydantic import BaseModel
from rich.table import Table
from rich.text import Text

from bsm_projections.databases import Place
from bsm_service.cli.console import console, error_console, print_note
from bsm_service.cli.error_output import printable, report_refusals
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    database_place,
    with_parameters,
)

F = TypeVar("F", bound=Callable[..., Any])
Shown = str | Table | Text
Opener = Callable[[Place], AbstractContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a verb prints: `data` in JSON for programs; for people what is `shown`, and
    a `note` about it and `warnings` on standard error. `status` is the exit status.
    """

    data: Any
    shown: Shown | Iterable[Shown]
    note: str = ""
    warnings: tuple[str, ...] = ()
    status: int = 0

    def print(self, *, as_json: bool) -> None:
        if as_json:
            typer.echo(_as_json(self.data))
            return
        shown = self.shown
        for item in [shown] if isinstance(shown, str | Table | Text) else shown:
            if isinstance(item, str):
                typer.echo(printable(item))
            else:
                console.print(item, soft_wrap=isinstance(item, Text))
        if self.note:
            print_note(self.note)
        for warning in self.warnings:
            error_console.print(Text(warning, "yellow"), soft_wrap=True)


def verb(
    group: typer.Typer, name: str, open_at: Opener = nullcontext
) -> Callable[[F], F]:
    """Adds a verb to a group. Its function is given what `open_at` opens at the place
    of the record (the place itself, if nothing is opened), its own options by name, and
    `as_json` if it has such a parameter. What it raises is printed as a refusal; what
    it returns, one answer or several, is printed at the end.
    """

    def add(function: F) -> F:
        _, *own = Signature.from_callable(function).parameters.values()
        options = [option for option in own if option.name != "as_json"]

        def run(
            *,
            data: DataOption = None,
            database: DatabaseOption = None,
            as_json: JsonOption = False,
            **values: Any,
        ) -> None:
            if len(options) < len(own):
                values["as_json"] = as_json
            with (
                report_refusals(as_json),
                open_at(database_place(data, database)) as opened,
            ):
                returned = function(opened, **values)
            answers = [returned] if isinstance(returned, Answer) else returned
            for answer in answers:
                answer.print(as_json=as_json)
            raise typer.Exit(max(answer.status for answer in answers))

        run.__doc__ = function.__doc__
        group.command(name)(with_parameters(run, options))
        return function

    return add


def _as_json(data: Any) -> str:
    if isinstance(data, BaseModel):
        return data.model_dump_json()
    return json.dumps(data, default=_json_value)


def _json_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not for JSON")
