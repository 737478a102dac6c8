"""What the verbs of imports share: mappings as they are typed, hints, and the progress
bar.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import Progress

from bsm_domain.foundation.errors import InvalidValue
from bsm_service.cli.console import error_console
from bsm_service.foundation.refusals import RowsRefused


@contextmanager
def hints_for_rows() -> Iterator[None]:
    """Adds to a refusal of rows what can be done."""
    try:
        yield
    except RowsRefused as refusal:
        raise RowsRefused(
            f"{refusal}\nuse --dry-run to list all of them and the unknown values, or "
            "--only-valid to store the other rows"
        ) from None


@contextmanager
def show_progress(silent: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    """A progress bar on standard error. Storing is a single step."""
    with Progress(console=error_console, disable=silent, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda step, done, total: bar.update(
            task, description=step, completed=done, total=total
        )


def parse_mappings(options: list[str] | None) -> dict[str, str]:
    """Texts and what they mean, from WRITTEN=MEANS. Raises InvalidValue."""
    meanings = {}
    for option in options or ():
        written, equals, meaning = option.rpartition("=")
        if not equals:
            raise InvalidValue(f"{option!r} has no “=”; write it as WRITTEN=MEANS")
        meanings[written.strip()] = meaning.strip()
    return meanings
