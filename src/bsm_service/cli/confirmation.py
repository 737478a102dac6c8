"""Confirmation before something that cannot be undone."""

import sys
from typing import Annotated

import typer

YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")]


def ask_confirmation(question: str, *, yes: bool, as_json: bool) -> bool:
    """Whether it was confirmed, by the option or now at a terminal. Programs must give
    the option.
    """
    if yes or as_json or not sys.stdin.isatty():
        return yes
    return typer.confirm(question)
