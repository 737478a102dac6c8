"""Whether a record is whole, as commands find out and say it."""

from rich.markup import escape

from bsm_service.bootstrap import System, read_models
from bsm_service.cli.screen import console, progress
from bsm_service.verification import Verdict, verify


def verified(system: System) -> Verdict:
    """Checks the whole record, with a bar for those who wait."""
    with progress("Verifying", system.store.position()) as bar:
        return verify(system.store, system.engine, read_models(), bar)


def show_verdict(verdict: Verdict) -> None:
    for check in verdict.checks:
        mark = "[green]ok[/green]  " if check.ok else "[red]not so[/red]"
        console.print(
            f"{mark} {check.name}: {escape(check.detail)}",
            highlight=False,
            soft_wrap=True,
        )
