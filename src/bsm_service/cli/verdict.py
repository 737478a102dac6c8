"""Whether a record is whole, as commands find out and say it."""

from rich.markup import escape

from bsm_projections.engine import Engine
from bsm_service.cli.screen import console, progress
from bsm_service.opening import read_models
from bsm_service.store import Store
from bsm_service.verification import Verdict, verify


def verified(store: Store, engine: Engine) -> Verdict:
    """Checks the whole record, with a bar for those who wait."""
    with progress("Verifying", store.position()) as bar:
        return verify(store, engine, read_models(), bar)


def show_verdict(verdict: Verdict) -> None:
    for check in verdict.checks:
        mark = "[green]ok[/green]  " if check.ok else "[red]not so[/red]"
        console.print(
            f"{mark} {check.name}: {escape(check.detail)}",
            highlight=False,
            soft_wrap=True,
        )
