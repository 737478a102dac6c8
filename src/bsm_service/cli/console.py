"""Consoles: results go to standard output, everything else to standard error. And
confirmation before something that cannot be undone.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

console = Console()
error_console = Console(stderr=True)


def print_note(text: str) -> None:
    """Prints a note about the result to standard error."""
    error_console.print(text, style="dim", markup=False, highlight=False)


@contextmanager
def progress_bar(what: str, total: int | None) -> Iterator[Any]:
    """A progress bar on standard error; nothing if that is not a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=error_console, transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done, total=total: bar.update(task, completed=done, total=total)


YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")]


def ask_confirmation(question: str, *, yes: bool, as_json: bool) -> bool:
    """Whether it was confirmed, by the option or now at a terminal. Programs must give
    the option.
    """
    if yes or as_json or not sys.stdin.isatty():
        return yes
    return typer.confirm(question)
