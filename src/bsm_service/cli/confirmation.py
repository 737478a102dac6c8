"""A person's word before something that cannot be taken back."""

import sys
from typing import Annotated

import typer

YesOption = Annotated[
    bool, typer.Option("--yes", help="Do it without asking, for programs.")
]


def ask_confirmation(question: str, *, yes: bool, as_json: bool) -> bool:
    """Whether somebody said yes: by the option, or now at a terminal.

    Programs, which cannot be asked, have to give the option.
    """
    if yes or as_json or not sys.stdin.isatty():
        return yes
    return typer.confirm(question)
