"""A process that asks what changes meetings, and mails what follows from it.

`faults.changing_process '{"folder": …, "at": …, "requests": […]}'` asks one request
after the other at that moment, and prints what it was answered. It then settles what is
due, as the product does at its start, and mails with a `mailbox`: each message about a
meeting becomes a line of this file. With `dies` it kills itself at that point, after so
many transactions, or e-mails, were done.
"""

import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

from faults.callers import execute
from faults.fault import opened
from faults.processes import place_of
from systems import StoryClock

from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.command import Command, every_command
from bsm_service.application.system import System
from bsm_service.follow_up.due_date_settlement import DueDateSettlement
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import MailSettings

BEFORE_COMMIT, AFTER_COMMIT = "before a commit", "after a commit"
BEFORE_SENDING, AFTER_SENDING = "before an e-mail", "after an e-mail"
# Stands for a request: adopts the silences that have expired.
SETTLE = {"settle": True}


def request(id: UUID, command: Command) -> dict[str, Any]:
    """As it is told to a process."""
    body = command.model_dump(mode="json")
    return {"id": str(id), "name": command.NAME, "body": body}


class MeetingMailbox:
    """Several processes put messages into one file: a line for each that is about a
    change of a meeting, with whom it is for and which message it is. `step` is called
    before and after each.
    """

    def __init__(self, file: Path, step: Callable[[str], None] | None = None) -> None:
        self._file, self._step = file, step or (lambda _: None)

    def send(self, message: EmailMessage) -> None:
        text = " ".join(message.get_content().split())
        if "/meeting?meeting=" not in text:
            return
        self._step(BEFORE_SENDING)
        line = f"{message['To']} {message['Message-ID']}\n".encode()
        with self._file.open("ab", buffering=0) as file:
            file.write(line)  # one write of a short line is never torn
        self._step(AFTER_SENDING)

    def lines(self) -> list[str]:
        return self._file.read_text().splitlines() if self._file.exists() else []


def meeting_mail(
    system: System, file: Path, step: Callable[[str], None] | None = None
) -> ReminderScheduler:
    mailer = MeetingMailbox(file, step)
    return ReminderScheduler(
        system, MailSettings(mailer=mailer, sender="record@example.org")
    )


def _steps(dies: str | None, after: int) -> Callable[[str], None]:
    """Tells each point that is reached, and ends the process at one."""
    passed = 0

    def step(point: str) -> None:
        nonlocal passed
        if point == dies:
            if passed == after:
                os.kill(os.getpid(), signal.SIGKILL)
            passed += 1
        os.write(1, f"{point}\n".encode())

    return step


def _watch_transactions(system: System, step: Callable[[str], None]) -> None:
    run = system.store.run_in_transaction

    def run_stepwise(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        def decided(transaction: Any) -> Any:
            result = work(transaction)
            step(BEFORE_COMMIT)
            return result

        result = run(decided, *arguments, **named)
        step(AFTER_COMMIT)
        return result

    system.store.run_in_transaction = run_stepwise  # type: ignore[method-assign]


def _ask(system: System, asked: dict[str, Any]) -> None:
    if asked == SETTLE:
        system.part(SilenceSettlement).settle()
        return
    [kind] = (kind for kind in every_command() if asked["name"] == kind.NAME)
    outcome = execute(system, UUID(asked["id"]), kind.model_validate(asked["body"]))
    os.write(1, f"answer {asked['id']} {outcome}\n".encode())


def main() -> None:
    options = json.loads(sys.argv[1])
    logging.disable()
    at = datetime.fromisoformat(options["at"])
    system = opened(place_of(options), clock=StoryClock(at))
    step = _steps(options.get("dies"), options.get("after", 0))
    _watch_transactions(system, step)
    os.write(1, b"ready\n")
    sys.stdin.readline()
    for asked in options["requests"]:
        _ask(system, asked)
    system.part(SilenceSettlement).settle()
    system.part(DueDateSettlement).settle()
    if "mailbox" in options:
        meeting_mail(system, Path(options["mailbox"]), step).run_once()
    sys.stdin.readline()  # it stays until nobody listens, or it is killed
    system.close()
