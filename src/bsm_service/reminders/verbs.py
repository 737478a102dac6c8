"""Commands about reminders: the state of the outbox, and sending due messages."""

import json
from typing import Annotated

import typer
from rich.markup import escape

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.formatting import count_of
from bsm_service.cli.console import console
from bsm_service.cli.error_output import report_refusals
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import (
    DatabaseOption,
    DataOption,
    JsonOption,
    choose_settings,
)
from bsm_service.follow_up.due_date_settlement import DueDateSettlement
from bsm_service.identity import SYSTEM
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.outbox_status import (
    OutboxStatus,
    outbox_status,
    retry_messages,
)
from bsm_service.reminders.scheduler import ReminderScheduler, RunPlan
from bsm_service.reminders.smtp_mailer import mail_settings

app = typer.Typer(
    no_args_is_help=True,
    help="Reminders about activities. A running server sends them automatically; use "
    "'run' to send them at other times. Both can be used at once.",
)


@app.command()
def status(
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show how many messages are waiting, sent or failed, and why they failed."""
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.database_place(), catch_up=False) as system:
            outbox = outbox_status(system, SYSTEM)
    if as_json:
        typer.echo(json.dumps(_status_as_json(outbox)))
        return
    console.print(
        ", ".join(f"{number:,} {state}" for state, number in outbox.counts.items())
    )
    for message in outbox.failing:
        often = "once" if message.tries == 1 else count_of(message.tries, "time")
        console.print(
            escape(
                f"{message.key} {message.kind} to {message.name}: {message.error}; "
                f"{message.state}, tried {often}"
            ),
            soft_wrap=True,
            highlight=False,
        )


def _status_as_json(outbox: OutboxStatus) -> dict[str, object]:
    oldest = outbox.oldest_waiting
    return {
        "counts": {str(state): number for state, number in outbox.counts.items()},
        "oldest_waiting": None if oldest is None else oldest.isoformat(),
        "failing": [
            {
                "letter": message.key,
                "kind": message.kind,
                "account": message.account,
                "state": message.state,
                "tries": message.tries,
                "error": message.error,
            }
            for message in outbox.failing
        ],
    }


@app.command()
def run(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")
    ] = False,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Send the messages that are due now."""
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.database_place()) as system:
            reminders = ReminderScheduler(system, mail_settings(settings))
            if dry_run:
                _show_plan(reminders.plan(), as_json)
                return
            system.part(DueDateSettlement).settle()
            sent = reminders.run_once()
            counts = reminders.outbox.counts()
    waiting, failed = counts[MessageState.WAITING], counts[MessageState.FAILED]
    if as_json:
        result = {"sent": sent, "waiting": waiting, "failed": failed}
        typer.echo(json.dumps(result))
        return
    console.print(f"Sent: {sent:,}; waiting: {waiting:,}; failed: {failed:,}.")
    if settings.smtp_host is None:
        console.print("No e-mail is sent: no mail server is set (BSM_SMTP_HOST).")


def _show_plan(plan: RunPlan, as_json: bool) -> None:
    messages = {str(kind): number for kind, number in plan.messages.items()}
    if as_json:
        result = {
            "letters": messages,
            "accounts": plan.accounts,
            "waiting": plan.waiting,
        }
        typer.echo(json.dumps(result))
        return
    kinds = ", ".join(f"{kind}: {number:,}" for kind, number in messages.items())
    console.print(
        f"To be sent now: {sum(messages.values()):,}{f' ({kinds})' if kinds else ''}; "
        f"accounts: {plan.accounts:,}; waiting for the end of quiet hours: "
        f"{plan.waiting:,}."
    )


@app.command()
def retry(
    letter: Annotated[
        str | None,
        typer.Argument(
            metavar="MESSAGE",
            help="ID shown by 'status'. Default: all that have failed.",
        ),
    ] = None,
    data: DataOption = None,
    database: DatabaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Retry failed messages: the next run sends them."""
    with report_refusals(as_json):
        settings = choose_settings(data=data, database=database).settings
        with open_record(settings.database_place(), catch_up=False) as system:
            waiting = retry_messages(system, SYSTEM, letter)
        if letter is not None and not waiting:
            raise NotFound(
                "no failed message has this ID; 'bsm reminders status' shows them"
            )
    if as_json:
        typer.echo(json.dumps({"waiting": waiting}))
    else:
        console.print(f"Messages to be retried: {waiting:,}.")
