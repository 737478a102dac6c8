"""Before nominations close, the focal points of a delegation that has not answered its
invitation are reminded: 14 and 3 days before, once each.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from service.registration.registration_requests import set_terms
from service.reminders.recipients import BEGINS, FP, LADDER, LetterBox, Office
from service.reminders.registration_letters import DAY, HOUR, MINUTE, words
from systems import do

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.time_zones import time_zone_named
from bsm_service.application.command import Command
from bsm_service.meetings.commands import CloseRegistration, WithdrawInvitation
from bsm_service.registration.delegation_commands import AnswerInvitation
from bsm_service.reminders.notifications import mark_read, unread_notifications
from bsm_service.reminders.preferences import MessageKind, ReminderPreferences

# Twenty days after the office begins, at 18:00 in Berlin: 8 May.
CLOSES = (
    (BEGINS + 20 * DAY)
    .astimezone(time_zone_named("Europe/Berlin"))
    .replace(hour=18, minute=0)
)
SUBJECT = "Nominations close 8 May 2016, 18:00 Berlin (16:00 UTC)"
WHERE = ": 10th Annual Meeting, Berlin"


@pytest.fixture
def office(it: Office) -> Office:
    """Only e-mails of this kind are wanted."""
    it.person("Ida", FP, "IT")
    wanted = MessageKind.INVITATION
    for account in it.accounts.values():
        muted = tuple(kind for kind in MessageKind if kind is not wanted)
        it.reminders.preferences.save(account, ReminderPreferences(muted=muted))
    return it


def on(it: Office, box: LetterBox, day: int, at: timedelta = HOUR) -> list[str]:
    """Whom two runs write to, so many days before, at a time after 09:30 in UTC."""
    number = len(box.messages)
    it.clock.time = BEGINS + (20 - day) * DAY + at
    it.reminders.run_once()
    it.clock.pass_by(MINUTE)
    it.reminders.run_once()
    return sorted(str(one["To"]).partition("@")[0] for one in box.messages[number:])


def terms(it: Office, **terms: Any) -> None:
    set_terms(it.system, it.meeting_id, **{"nominations_until": CLOSES} | terms)


def answers(it: Office, answer: str = "not known yet") -> Command:
    return AnswerInvitation(meeting_id=it.meeting_id, delegation="AT", answer=answer)


def test_once_each_14_and_3_days_before(office: Office, box: LetterBox):
    terms(office)
    days = (17, 15, 14, 13, 10, 4, 3, 2, 1)
    told = {day: on(office, box, day) for day in days}
    both = ["anna", "ida"]
    assert {day: to for day, to in told.items() if to} == {14: both, 3: both}
    assert on(office, box, 0, 8 * HOUR) == []

    first, last = (
        next(one for one in messages if name in str(one["To"]))
        for name, messages in (("anna", box.messages), ("ida", box.messages[2:]))
    )
    assert first["Subject"] == SUBJECT + WHERE
    assert words(first).startswith(
        "Austria has not answered the invitation to the 10th Annual Meeting, Berlin, "
        "on 12 and 13 Apr 2016 (Berlin time). Nominations close on Sun 8 May 2016, "
        "18:00 Berlin (16:00 UTC), in 14 days. Please say whether Austria takes part, "
        "and nominate your people before that time. Later nominations need a reason. "
        "Answer the invitation: http://127.0.0.1:8501/my-delegation?meeting="
    )
    assert words(last).startswith("Italy has")
    assert "in 3 days" in words(last)
    assert first["List-Unsubscribe"]


# What happens after the first reminder, and who gets the second.
THEN: dict[str, tuple[Callable[[Office], object], list[str]]] = {
    "nothing": (lambda it: None, ["anna", "ida"]),
    "any answer": (lambda it: do(it.system, answers(it)), ["ida"]),
    "the invitation is withdrawn": (
        lambda it: do(
            it.system,
            WithdrawInvitation(
                meeting_id=it.meeting_id, delegation="IT", reason="by mistake"
            ),
        ),
        ["anna"],
    ),
    "registration is closed": (
        lambda it: do(it.system, CloseRegistration(meeting_id=it.meeting_id)),
        [],
    ),
    "no deadline any more": (lambda it: terms(it, nominations_until=None), []),
    "a later deadline": (lambda it: terms(it, nominations_until=CLOSES + 12 * DAY), []),
    "a little later deadline": (
        lambda it: terms(it, nominations_until=CLOSES + 9 * DAY),
        ["anna", "ida"],
    ),
}


@pytest.mark.parametrize("case", THEN)
def test_who_is_reminded_again(office: Office, box: LetterBox, case: str):
    terms(office)
    assert on(office, box, 14) == ["anna", "ida"]
    happens, to = THEN[case]
    happens(office)
    assert on(office, box, 3) == to


def test_of_steps_that_nobody_looked_at_the_last_counts(office: Office, box: LetterBox):
    terms(office, late_nominations="refused")
    assert on(office, box, 2) == ["anna", "ida"]
    assert "Later nominations are not accepted." in words(box.messages[0])
    assert on(office, box, 1) == []


def test_two_processes_send_once_and_quiet_hours_are_kept(
    office: Office, box: LetterBox
):
    terms(office)
    other = office.another_process()
    assert on(office, box, 14, -9 * HOUR) == []
    office.clock.time = BEGINS - HOUR + 6 * DAY
    other.run_once()
    office.reminders.run_once()
    assert len(box.messages) == 2
    other.system.close()


def test_the_page_shows_it_until_it_is_seen_or_answered(office: Office, box: LetterBox):
    it = office
    terms(it)
    it.clock.time = BEGINS + 6 * DAY
    sentence = (
        "Austria has not answered the invitation to the 10th Annual Meeting; "
        "nominations close on 8 May 2016, 18:00 Berlin"
    )
    assert it.notices("Anna", FP, "AT") == [sentence]
    anna = it.principal("Anna", FP, "AT")
    [notification] = unread_notifications(it.system, anna, LADDER)
    key = notification.key
    assert notification.meeting_id == str(it.meeting_id)
    mark_read(it.system, anna, LADDER, key)
    assert it.notices("Anna", FP, "AT") == []
    # What was read is not mailed.
    it.reminders.run_once()
    assert [str(one["To"]) for one in box.messages] == ["ida@example.org"]
    it.clock.time = BEGINS + 18 * DAY
    assert it.notices("Anna", FP, "AT") == [sentence]
    do(it.system, answers(it, "takes part"))
    assert it.notices("Anna", FP, "AT") == []
    with pytest.raises(NotFound):
        mark_read(it.system, anna, LADDER, key)
    it.person("Paula", Role.PARTICIPANT, "IT")
    assert it.notices("Paula", Role.PARTICIPANT) == []
