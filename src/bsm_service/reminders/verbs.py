"""Commands about reminders: how the outbox is, and sending what is to be sent."""

import json
from typing import Annotated

import typer
from rich.markup import escape

from bsm_domain.foundation.errors import NotFound
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    choose_settings,
)
from bsm_service.cli.output import console
from bsm_service.follow_up.due_dates import DueDateSettlement
from bsm_service.identity import SYSTEM
from bsm_service.reminders.mail_settings import mail_settings
from bsm_service.reminders.messages import MessageState
from bsm_service.reminders.outbox_status import (
    OutboxStatus,
    outbox_status,
    retry_messages,
)
from bsm_service.reminders.scheduler import ReminderScheduler, RunPlan

app = typer.Typer(
    no_args_is_help=True,
    help="Reminders of what was promised. A server sends them by itself; 'run' is for "
    "whoever has them sent at times of their own, and harms nothing beside servers.",
)


@app.command()
def status(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how many letters wait, were sent or have failed, and why."""
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.place(), catch_up=False) as system:
            seen = outbox_status(system, SYSTEM)
    if as_json:
        typer.echo(json.dumps(_told(seen)))
        return
    console.print(", ".join(f"{number:,} {it}" for it, number in seen.counts.items()))
    for one in seen.failing:
        often = "once" if one.tries == 1 else f"{one.tries} times"
        console.print(
            escape(
                f"{one.key} {one.kind} to {one.name}: {one.error}; {one.state}, "
                f"tried {often}"
            ),
            soft_wrap=True,
            highlight=False,
        )


def _told(seen: OutboxStatus) -> dict[str, object]:
    oldest = seen.oldest_waiting
    return {
        "counts": {str(state): number for state, number in seen.counts.items()},
        "oldest_waiting": None if oldest is None else oldest.isoformat(),
        "failing": [
            {
                "letter": one.key,
                "kind": one.kind,
                "account": one.account,
                "state": one.state,
                "tries": one.tries,
                "error": one.error,
            }
            for one in seen.failing
        ],
    }


@app.command()
def run(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent; send nothing.")
    ] = False,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Work out what is owed now, and send it once."""
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.place()) as system:
            reminders = ReminderScheduler(system, mail_settings(settings))
            if dry_run:
                _show_plan(reminders.plan(), as_json)
                return
            system.part(DueDateSettlement).settle()
            sent = reminders.run_once()
            counts = reminders.outbox.counts()
    waiting, failed = counts[MessageState.WAITING], counts[MessageState.FAILED]
    if as_json:
        told = {"sent": sent, "waiting": waiting, "failed": failed}
        typer.echo(json.dumps(told))
        return
    console.print(f"Sent: {sent:,}; waiting: {waiting:,}; failed: {failed:,}.")
    if settings.smtp_host is None:
        console.print("Nothing is mailed: no mail server is set (BSM_SMTP_HOST).")


def _show_plan(plan: RunPlan, as_json: bool) -> None:
    letters = {str(kind): number for kind, number in plan.messages.items()}
    if as_json:
        told = {
            "letters": letters,
            "accounts": plan.accounts,
            "waiting": plan.waiting,
        }
        typer.echo(json.dumps(told))
        return
    kinds = ", ".join(f"{kind}: {number:,}" for kind, number in letters.items())
    console.print(
        f"Would be sent: {sum(letters.values()):,}{f' ({kinds})' if kinds else ''}; "
        f"accounts: {plan.accounts:,}; waiting for the end of quiet hours: "
        f"{plan.waiting:,}."
    )


@app.command()
def retry(
    letter: Annotated[
        str | None, typer.Argument(help="One that 'status' shows; all if none.")
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let letters that have failed wait once more; the next run sends them."""
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.place(), catch_up=False) as system:
            again = retry_messages(system, SYSTEM, letter)
        if letter is not None and not again:
            raise NotFound("there is no such letter that has failed")
    if as_json:
        typer.echo(json.dumps({"waiting": again}))
    else:
        console.print(f"Letters that wait once more: {again:,}.")
