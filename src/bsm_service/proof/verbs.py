"""The result of a verification in lines, and the verb that accepts lost facts."""

from collections.abc import Iterator, Sequence
from contextlib import closing

import typer
from rich.text import Text

from bsm_projections.databases import Place
from bsm_service.application.databases import require_record
from bsm_service.application.open_databases import open_store
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.console import YesOption, ask_confirmation, console, progress_bar
from bsm_service.foundation.clock import utc_now
from bsm_service.proof.losses import FILE_NAME, Loss, find_loss, record_accepted_loss
from bsm_service.proof.verification import NotedRoot, Verdict, verify

app = typer.Typer()


@verb(app, "accept-loss")
def accept_loss(place: Place, yes: YesOption = False, as_json: bool = False) -> Answer:
    """Accept that acknowledged facts are lost, so that the record can continue.

    Shows the missing facts first. Use this only if the facts are permanently lost:
    first look for a database or backup that has them. Stop the servers before, and
    start them again afterwards. Exits with 1 if the record stays read-only.
    """
    require_record(place)
    with closing(open_store(place)) as store:
        loss = find_loss(store, place.folder)
    if not as_json:
        _print_loss(loss)
    accepted = bool(loss.missing) and ask_confirmation(
        "Are these facts permanently lost, and should the record continue without "
        "them?",
        yes=yes,
        as_json=as_json,
    )
    shown = []
    if accepted:
        record_accepted_loss(loss, place.folder, utc_now())
        shown.append(f"The record continues. The loss is noted in {FILE_NAME}.")
    elif loss.missing:
        shown.append("Nothing was changed. To accept the loss, use --yes.")
    return Answer(
        {**loss.model_dump(), "accepted": accepted},
        shown,
        status=1 if loss.missing and not accepted else 0,
    )


def _print_loss(loss: Loss) -> None:
    console.print(f"The log ends at position {loss.position:,}.")
    if not loss.missing:
        console.print("No acknowledged facts are missing.")
    for missing in loss.missing:
        description = (
            f"positions {loss.position + 1:,} to {missing.acknowledged:,} are missing"
            if missing.acknowledged > loss.position
            else f"facts up to {missing.acknowledged:,} differ from those acknowledged"
        )
        console.print(
            f"{missing.server} ({missing.file}): {description}",
            highlight=False,
            soft_wrap=True,
        )


def verify_with_progress(
    place: Place,
    roots: Sequence[NotedRoot] = (),
    *,
    vault_closed: bool = False,
    heads: bool = True,
) -> Verdict:
    """Verifies the whole record, with a progress bar."""
    with progress_bar("Verifying", None) as bar:
        return verify(
            place, roots=roots, on_progress=bar, vault_closed=vault_closed, heads=heads
        )


def verdict_lines(verdict: Verdict) -> Iterator[Text]:
    """What people read of a verdict: a line for each check, and what it found."""
    for check in verdict.checks:
        mark = ("ok  ", "green") if check.ok else ("failed", "red")
        yield Text.assemble(mark, f" {check.name}: {check.detail}")
        yield from (Text(f"    {finding}") for finding in check.findings[1:])
        if check.found > len(check.findings) > 0:
            yield Text(f"    and {check.found - len(check.findings):,} more")
