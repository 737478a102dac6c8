"""A process that settles silences, and mails what follows from them.

`faults.settling_process '{"folder": …, "at": …}'` settles what has expired at that
moment; it prints a line for each adoption. With `dies`, it kills itself within the next
one: before the transaction is committed, or after. Otherwise it mails what is due; each
message becomes a line of the file `mailbox`.
"""

import json
import logging
import os
import re
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from faults.fault import opened
from faults.processes import place_of
from systems import StoryClock

from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.application.system import System
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import MailSettings

BEFORE_COMMIT, AFTER_COMMIT = "before the commit", "after the commit"


class Mailbox:
    """Several processes put messages into one file: a line for each decision that an
    e-mail tells of, or for the e-mail.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def send(self, message: EmailMessage) -> None:
        decisions = re.findall(r"\?decision=(\S+)", message.get_content())
        told = [f"decision {id}" for id in decisions] or [message["Message-ID"]]
        lines = "".join(f"{message['To']} {one}\n" for one in told)
        descriptor = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # One write of a few short lines is never torn.
            os.write(descriptor, lines.encode())
        finally:
            os.close(descriptor)

    def lines(self) -> list[str]:
        return self._file.read_text().splitlines() if self._file.exists() else []


def reminders(system: System, mailbox: Path) -> ReminderScheduler:
    settings = MailSettings(mailer=Mailbox(mailbox), sender="record@example.org")
    return ReminderScheduler(system, settings)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying(system: System, when: str, after: int) -> None:
    """It dies within the adoption that follows so many."""
    run, settled = system.store.run_in_transaction, 0

    def run_and_die(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        nonlocal settled

        def decided_and_dead(transaction: Any) -> Any:
            result = work(transaction)
            if when == BEFORE_COMMIT and settled == after:
                _die()
            return result

        result = run(decided_and_dead, *arguments, **named)
        if when == AFTER_COMMIT and settled == after:
            _die()
        settled += 1
        return result

    system.store.run_in_transaction = run_and_die  # type: ignore[method-assign]


def _telling(system: System) -> None:
    execute = system.service.execute

    def execute_and_tell(*arguments: Any, **named: Any) -> Any:
        result = execute(*arguments, **named)
        os.write(1, b"adopted\n")
        return result

    system.service.execute = execute_and_tell  # type: ignore[method-assign]


def main() -> None:
    options = json.loads(sys.argv[1])
    logging.disable()
    at = datetime.fromisoformat(options["at"])
    system = opened(place_of(options), clock=StoryClock(at))
    _telling(system)
    if options.get("dies"):
        _dying(system, options["dies"], options["after"])
    os.write(1, b"ready\n")
    sys.stdin.readline()
    system.part(SilenceSettlement).settle()
    if "mailbox" in options:
        reminders(system, Path(options["mailbox"])).run_once()
    system.close()
