"""The outbox on both databases: each letter is sent once, whoever dies."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from service.reminders.recipients import DUE, RUNG, LetterBox, Office
from systems import at_once

from bsm_service.reminders.scheduler import ReminderScheduler


def test_two_processes_at_the_same_moment_send_once(it: Office, box: LetterBox):
    for number in range(12):
        it.promise(f"Activity {number}", "AT", DUE)
    other = it.another_process()
    it.clock.time = RUNG

    answers = at_once([it.reminders.run_once, other.run_once] * 3)

    assert sum(answers) == len(box.messages) == 12
    assert len({message["Message-ID"] for message in box.messages}) == 12
    other.system.close()


def test_a_process_that_died_with_letters_in_hand_does_not_lose_them(
    it: Office, box: LetterBox
):
    it.promise("Share maps", "AT", DUE)
    other = it.another_process()
    it.clock.time = RUNG

    class Killed:
        def send(self, message: EmailMessage) -> None:
            raise SystemExit

    dying = ReminderScheduler(
        it.system, replace(it.reminders.mail_settings, mailer=Killed())
    )
    with pytest.raises(SystemExit):
        dying.run_once()

    assert other.run_once() == 0
    it.clock.pass_by(timedelta(minutes=10))
    assert other.run_once() == len(box.messages) == 1
    other.system.close()
