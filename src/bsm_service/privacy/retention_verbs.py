"""Commands about data past their retention period."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from bsm_domain.foundation.formatting import count_of
from bsm_service.application.system import System
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import choose_settings
from bsm_service.foundation.clock import utc_now
from bsm_service.identity import SYSTEM
from bsm_service.privacy import retention, retention_proposals

app = typer.Typer(
    no_args_is_help=True,
    help="Personal data past their retention period: list them and confirm their "
    "erasure.",
)


def _periods() -> retention_proposals.RetentionPeriods:
    return retention_proposals.retention_periods(choose_settings().settings)


@verb(app, "list", open_record)
def list_proposals(system: System) -> Answer:
    """Show which data is due for erasure and why. Names nobody and changes nothing."""
    proposals = retention_proposals.due_proposals(system, utc_now(), _periods())
    table = Table("id", "delegation", "why", "since", "due on")
    rows = []
    for proposal in proposals:
        fields = asdict(proposal)
        fields["why"] = fields.pop("reason")
        rows.append(fields)
        names = ("id", "delegation", "why", "since", "due_on")
        table.add_row(*(str(fields[name] or "") for name in names))
    return Answer(rows, table)


@verb(app, "confirm", open_record)
def confirm(
    system: System,
    ids: Annotated[list[str], typer.Argument(help="IDs shown by 'list'.")],
    reason: Annotated[str, typer.Option(help="The reason, without names.")] = (
        "The retention period has ended."
    ),
) -> Answer:
    """Erase what was proposed: personal data is erased permanently.

    Exit status 1 if anything remains to be done.
    """
    result = retention.erase_proposals(
        system, SYSTEM, ids, reason=reason, now=utc_now(), periods=_periods()
    )
    lines = [
        f"{count_of(len(result.receipts), 'erasure')} completed, "
        f"{count_of(result.rows, 'row')} deleted; 'bsm erasures list' shows the "
        "receipts."
    ]
    if result.pending:
        lines.append(
            f"{count_of(result.pending, 'erasure is', 'erasures are')} recorded and "
            "still in progress."
        )
    if result.refusal is not None:
        lines.append(f"The rest was not done: {result.refusal}")
    fields = {name: getattr(result, name) for name in ("rows", "pending", "refusal")}
    receipts = [receipt.as_json() for receipt in result.receipts]
    return Answer(
        {"receipts": receipts, **fields},
        lines,
        status=0 if result.is_complete else 1,
    )
