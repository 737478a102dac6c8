"""Whether a record is whole, as commands find out and say it."""

from collections.abc import Sequence

from rich.markup import escape

from bsm_projections.databases import Place
from bsm_service.cli.output import console, progress_bar
from bsm_service.proof.verification import NotedRoot, Verdict, verify


def verify_with_progress(
    place: Place,
    roots: Sequence[NotedRoot] = (),
    *,
    vault_closed: bool = False,
    heads: bool = True,
) -> Verdict:
    """Checks the whole record, with a bar for those who wait."""
    with progress_bar("Verifying", None) as bar:
        return verify(
            place, roots=roots, on_progress=bar, vault_closed=vault_closed, heads=heads
        )


def print_verdict(verdict: Verdict) -> None:
    for check in verdict.checks:
        mark = "[green]ok[/green]  " if check.ok else "[red]not so[/red]"
        console.print(
            f"{mark} {check.name}: {escape(check.detail)}",
            highlight=False,
            soft_wrap=True,
        )
        for finding in check.findings[1:]:
            console.print(f"    {escape(finding)}", highlight=False, soft_wrap=True)
        if check.found > len(check.findings) > 0:
            left = check.found - len(check.findings)
            console.print(f"    and {left:,} more", highlight=False)
