"""Consoles: results go to standard output, everything else to standard error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
