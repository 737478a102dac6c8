"""Commands about reminders: the state of the outbox, and sending due messages."""

from functools import partial
from typing import Annotated

import typer

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.formatting import count_of
from bsm_service.application.system import System
from bsm_service.cli.answers import Answer, verb
from bsm_service.cli.open_record import open_record
from bsm_service.cli.options import choose_settings
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
    help="Reminders about activities, and e-mails about decisions. A running server "
    "sends them automatically; use 'run' to send them at other times. Both can be used "
    "at once.",
)


_open_outbox = partial(open_record, catch_up=False)


@verb(app, "status", _open_outbox)
def status(system: System) -> Answer:
    """Show how many messages are waiting, sent or failed, and why they failed."""
    outbox = outbox_status(system, SYSTEM)
    lines = [
        ", ".join(f"{number:,} {state}" for state, number in outbox.counts.items())
    ]
    for message in outbox.failing:
        often = "once" if message.tries == 1 else count_of(message.tries, "time")
        lines.append(
            f"{message.key} {message.kind} to {message.name}: {message.error}; "
            f"{message.state}, tried {often}"
        )
    return Answer(_status_as_json(outbox), lines)


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


@verb(app, "run", open_record)
def run(
    system: System,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be sent; send nothing.")
    ] = False,
) -> Answer:
    """Send the messages that are due now."""
    settings = choose_settings().settings
    reminders = ReminderScheduler(system, mail_settings(settings))
    if dry_run:
        return _plan_answer(reminders.plan())
    system.part(DueDateSettlement).settle()
    sent = reminders.run_once()
    counts = reminders.outbox.counts()
    waiting, failed = counts[MessageState.WAITING], counts[MessageState.FAILED]
    lines = [f"Sent: {sent:,}; waiting: {waiting:,}; failed: {failed:,}."]
    if settings.smtp_host is None:
        lines.append("No e-mail is sent: no mail server is set (BSM_SMTP_HOST).")
    return Answer({"sent": sent, "waiting": waiting, "failed": failed}, lines)


def _plan_answer(plan: RunPlan) -> Answer:
    messages = {str(kind): number for kind, number in plan.messages.items()}
    kinds = ", ".join(f"{kind}: {number:,}" for kind, number in messages.items())
    return Answer(
        {"letters": messages, "accounts": plan.accounts, "waiting": plan.waiting},
        f"To be sent now: {sum(messages.values()):,}{f' ({kinds})' if kinds else ''}; "
        f"recipients: {plan.accounts:,}; waiting for the end of quiet hours: "
        f"{plan.waiting:,}.",
    )


@verb(app, "retry", _open_outbox)
def retry(
    system: System,
    letter: Annotated[
        str | None,
        typer.Argument(
            metavar="MESSAGE",
            help="ID shown by 'status'. Default: all that have failed.",
        ),
    ] = None,
) -> Answer:
    """Retry failed messages: the next run sends them."""
    waiting = retry_messages(system, SYSTEM, letter)
    if letter is not None and not waiting:
        raise NotFound(
            "no failed message has this ID; 'bsm reminders status' shows them"
        )
    return Answer({"waiting": waiting}, f"Messages to be retried: {waiting:,}.")
