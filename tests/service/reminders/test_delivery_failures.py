"""Servers that refuse, processes that die, clocks that go back: each letter once."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from service.reminders.recipients import DUE, FP, RUNG, LetterBox, Office, office, run
from sqlite_only import new_place as new_place
from systems import do, system_in

from bsm_domain.foundation.roles import Role
from bsm_projections.databases import Place
from bsm_service.follow_up.commands import ReportComplete
from bsm_service.operations.backup import create_backup, restore_backup
from bsm_service.reminders import texts
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.preferences import ReminderPreferences
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import DeliveryError


class Refusing:
    """Refuses as often as it is told, then takes."""

    def __init__(self, times: int, *, is_permanent: bool) -> None:
        self.times, self.is_permanent, self.taken = times, is_permanent, 0

    def send(self, message: EmailMessage) -> None:
        if self.times:
            self.times -= 1
            raise DeliveryError("refused (451)", is_permanent=self.is_permanent)
        self.taken += 1


@pytest.mark.parametrize(
    ("times", "is_permanent", "looks", "state"),
    [(2, False, 3, "sent"), (1, True, 3, "failed"), (99, False, 8, "failed")],
)
def test_a_server_that_refuses_is_asked_again(
    tmp_path: Path, times: int, is_permanent: bool, looks: int, state: str
):
    box = Refusing(times, is_permanent=is_permanent)
    it = office(Place(tmp_path), box)
    it.person("Anna", Role.FOCAL_POINT, "AT")
    it.promise("Share maps", "AT", DUE)
    it.reminders.preferences.save(
        it.accounts["Anna"], ReminderPreferences(quiet_from=0, quiet_until=0)
    )
    reports: list[str] = []
    for look in range(looks):
        reports = run(it, RUNG + timedelta(minutes=5 * 2**look))

    [message] = it.letters()
    assert reports == [f"reminder owner:-7 {state}"]
    assert box.taken == (state == "sent")
    assert message.tries == min(looks - (state == "sent"), 1 if is_permanent else 99)
    assert it.reminders.outbox.counts()[MessageState(state)] == 1
    it.system.close()


def test_a_clock_that_went_back_keeps_no_letter_waiting(it: Office, box: LetterBox):
    it.promise("Share maps", "AT", DUE)
    it.clock.time = RUNG
    # Claimed, and put off, by a process whose clock was years ahead.
    ahead = RUNG + timedelta(days=900)
    outbox = it.reminders.outbox
    outbox.update(it.reminders._due(RUNG).messages, RUNG)
    assert outbox.claim(ahead)

    assert it.reminders.run_once() == 1


def test_what_a_later_rung_says_better_is_not_sent_after_it(it: Office, box: LetterBox):
    it.promise("Share maps", "AT", DUE)
    down = replace(it.reminders.mail_settings, mailer=Refusing(99, is_permanent=False))
    it.clock.time = RUNG
    ReminderScheduler(it.system, down).run_once()
    it.clock.time = RUNG + timedelta(days=6)

    report = run(it, it.clock.time)

    assert {"reminder owner:-7 skipped", "reminder owner:-1 sent"} < {*report}


def test_a_mail_server_that_is_not_there_is_asked_once_in_a_run_and_no_letter_lost(
    it: Office, box: LetterBox
):
    for number in range(3):
        it.promise(f"Activity {number}", "AT", DUE)
    attempts = []

    class Gone:
        def send(self, message: EmailMessage) -> None:
            attempts.append(message)
            raise DeliveryError(
                "no connection (OSError)", is_permanent=False, server_reached=False
            )

    gone = ReminderScheduler(
        it.system, replace(it.reminders.mail_settings, mailer=Gone())
    )
    for hours in range(0, 30, 3):
        it.clock.time = RUNG + timedelta(hours=hours)
        gone.run_once()
    assert 4 < len(attempts) < 11
    assert it.reminders.outbox.counts()[MessageState.FAILED] == 0
    assert it.reminders.outbox.failing()[0].error == "no connection (OSError)"

    run(it, RUNG + timedelta(hours=47))
    assert len(box.messages) == 3


def test_a_letter_that_cannot_be_written_does_not_hold_up_the_others(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    for title in ("Broken", "Whole"):
        it.promise(title, "AT", DUE)
    whole = texts.mailable_title

    def written(audience: str, title: str) -> str:
        return {}[title] if title == "Broken" else whole(audience, title)

    monkeypatch.setattr(texts, "mailable_title", written)

    run(it, RUNG)

    assert len(box.messages) == 1
    [failing] = it.reminders.outbox.failing()
    assert failing.error == "not composed (KeyError)"


def test_a_restored_record_writes_of_nothing_that_was_sent_before(
    tmp_path: Path, box: LetterBox
):
    it = office(Place(tmp_path / "first"), box)
    it.person("Anna", FP, "AT")
    it.promise("Share maps", "AT", DUE)
    run(it, RUNG)
    backup = tmp_path / "kept.bsm"
    create_backup(it.place, backup, RUNG, lambda *_: None)
    it.system.close()
    key = (tmp_path / "first" / "vault.key").read_text().strip()
    place = Place(tmp_path / "second")
    (tmp_path / "second").mkdir()
    restore_backup(backup, place, lambda *_: None, key)

    system = system_in(place, clock=it.clock, established=False)
    assert ReminderScheduler(system, it.reminders.mail_settings).run_once() == 0
    assert len(box.messages) == 1
    system.close()


def test_what_happens_while_letters_go_out_is_looked_at_before_each(it: Office):
    first, second = (it.promise(title, "AT", DUE) for title in ("Maps", "Lists"))

    class Meanwhile(LetterBox):
        """While the first letter is sent, both are kept; the account is closed."""

        def send(self, message: EmailMessage) -> None:
            super().send(message)
            for id in (first, second):
                do(it.system, ReportComplete(activity_id=id))

    meanwhile = Meanwhile()
    it.clock.time = RUNG
    post = replace(it.reminders.mail_settings, mailer=meanwhile)

    assert ReminderScheduler(it.system, post).run_once() == len(meanwhile.messages) == 1
    assert sorted(letter.state for letter in it.letters()) == ["lapsed", "sent"]
