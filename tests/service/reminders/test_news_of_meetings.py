"""Everybody who comes to a meeting is notified once of each postponement, cancellation
and move, whether they have an account or not.
"""

from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from service.reminders.recipients import FP, LetterBox, Office
from systems import BERLIN_DETAILS, SECRETARIAT, at_once, do, enter

from bsm_domain.foundation.roles import Role
from bsm_domain.meetings.meeting_facts import MeetingMode
from bsm_service.application.command import Command
from bsm_service.meetings.commands import (
    CancelMeeting,
    ChangeDetails,
    CloseRegistration,
    ConcludeMeeting,
    OpenMeeting,
    PostponeMeeting,
    WithdrawInvitation,
)
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.own_data.collection import export_data_of
from bsm_service.registration.commands import (
    NominateDelegate,
    RefuseRegistration,
    WithdrawRegistration,
)
from bsm_service.reminders.meetings.deliveries import told_of
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.outbox_status import outbox_status
from bsm_service.reminders.preferences import (
    MessageKind,
    ReminderPreferences,
    ReminderPreferencesRequest,
)
from bsm_service.reminders.smtp_mailer import DeliveryError

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
REASON = "The venue is flooded."
TO_ALL = "registered for the meeting, or are a focal point of an invited delegation"


def registered(it: Office, name: str, delegation: str = "AT") -> UUID:
    """Somebody with an address and without an account."""
    it.people[name] = enter(
        it.system,
        delegation=delegation,
        name=name,
        email=f"{name.lower()}@example.org",
    )
    return nominated(it, name, delegation)


def nominated(it: Office, name: str, delegation: str = "AT") -> UUID:
    command = NominateDelegate(
        meeting_id=it.meeting_id,
        delegation=delegation,
        function="member",
        participant_id=it.people[name],
    )
    return do(it.system, command).id


def postponed(it: Office, first: date | None = date(2016, 5, 19)) -> Command:
    return PostponeMeeting(
        meeting_id=it.meeting_id,
        starts_on=first,
        ends_on=first and first + DAY,
        reason=REASON,
    )


def cancelled(it: Office) -> Command:
    return CancelMeeting(meeting_id=it.meeting_id, reason=REASON)


def changed(it: Office, **fields: object) -> Command:
    details = BERLIN_DETAILS.model_copy(update=fields)
    return ChangeDetails(meeting_id=it.meeting_id, details=details, reason=REASON)


def sent(it: Office, box: LetterBox, after: timedelta = MINUTE) -> list[str]:
    """Whom the next run writes to."""
    number = len(news(box))
    it.clock.pass_by(after)
    it.reminders.run_once()
    return sorted(str(message["To"]) for message in news(box)[number:])


def news(box: LetterBox) -> list[EmailMessage]:
    """The e-mails about meetings, and not about the registrations for them."""
    return [message for message in box.messages if TO_ALL in words(message)]


def words(message: EmailMessage) -> str:
    return " ".join(message.get_content().split())


def test_those_registered_and_the_focal_points_get_one_e_mail_each(
    it: Office, box: LetterBox
):
    registered(it, "Gerda")
    nominated(it, "Anna")  # with an account, as focal point
    it.person("Ida", FP, "IT")
    it.person("Pia", FP, "PL")  # not invited
    it.person("Sara", Role.SECRETARIAT)
    withdrawn, refused = registered(it, "Wanda"), registered(it, "Rita", "IT")
    do(it.system, WithdrawRegistration(registration_id=withdrawn))
    do(it.system, RefuseRegistration(registration_id=refused, reason="no"))
    do(it.system, postponed(it))
    registered(it, "Lena")  # only afterwards
    other = it.another_process()

    it.clock.pass_by(MINUTE)
    at_once([it.reminders.run_once, other.run_once])
    assert sent(it, box) == []

    to = ["anna@example.org", "gerda@example.org", "ida@example.org"]
    assert sorted(str(message["To"]) for message in news(box)) == to
    stored = it.system.identity.account_database.rows(
        "SELECT state FROM outbox WHERE kind = 'meeting'"
    )
    assert [row["state"] for row in stored] == [MessageState.SENT] * 3
    do(it.system, cancelled(it))
    assert sent(it, box) == [*to[:2], "ida@example.org", "lena@example.org"]
    other.system.close()
    restarted = it.another_process()
    assert restarted.run_once() == 0
    restarted.system.close()


def test_somebody_with_two_records_is_written_to_once(it: Office, box: LetterBox):
    """Whichever of them is withdrawn afterwards; of an address of its own, each."""
    gerda = registered(it, "Gerda")
    for name, email in (("Twin", "Gerda@Example.org"), ("Lena", "lena@example.org")):
        it.people[name] = enter(it.system, delegation="IT", name="G", email=email)
    twin = nominated(it, "Twin", "IT")
    nominated(it, "Lena", "IT")
    do(it.system, postponed(it))

    to = ["anna@example.org", "gerda@example.org", "lena@example.org"]
    assert sorted(address.lower() for address in sent(it, box)) == to
    told = told_of(it.system.identity.account_database, it.system.store.position())
    was_told = str(it.people["Gerda"]) in told
    gone = gerda if was_told else twin
    do(it.system, WithdrawRegistration(registration_id=gone))
    assert sent(it, box) == []
    do(it.system, cancelled(it))
    assert sorted(address.lower() for address in sent(it, box)) == to


CASES: dict[str, tuple[Callable[[Office], Command], str, str]] = {
    "postponed": (
        postponed,
        "Postponed to 19 and 20 May 2016: 10th Annual Meeting, Berlin",
        "The 10th Annual Meeting, Berlin, was postponed to 19 and 20 May 2016 (Berlin "
        "time). It was to take place on 12 and 13 Apr 2016 (Berlin time). Reason: “The "
        "venue is flooded”. Registrations and seats stay as they are",
    ),
    "until further notice": (
        lambda it: postponed(it, None),
        "Postponed until further notice: 10th Annual Meeting, Berlin",
        "was postponed until further notice. It was to take place on 12 and 13 Apr "
        "2016 (Berlin time). You will be notified of its new days. Reason: “The",
    ),
    "cancelled": (
        cancelled,
        "Cancelled: 10th Annual Meeting, Berlin",
        "was cancelled. It was to take place on 12 and 13 Apr 2016 (Berlin time). "
        "Reason: “The venue is flooded”. You do not need to do anything",
    ),
    "another day": (
        lambda it: changed(it, ends_on=date(2016, 4, 14)),
        "Now on 12 to 14 Apr 2016: 10th Annual Meeting, Berlin",
        "has changed. It now takes place on 12 to 14 Apr 2016 (Berlin time), not on 12 "
        "and 13 Apr 2016 (Berlin time) as announced earlier. Reason:",
    ),
    "another place": (
        lambda it: changed(it, city="http://b.example"),
        "Now in http: //b.example: 10th Annual Meeting, http: //b.example",
        "The place is now http: //b.example (before: Berlin). Reason:",
    ),
    "online": (
        lambda it: changed(it, mode=MeetingMode.ONLINE),
        "Now online: 10th Annual Meeting, Berlin",
        "It is now held online (before: in person). Reason:",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_e_mail_begins_with_what_it_says(it: Office, box: LetterBox, case: str):
    command, subject, text = CASES[case]
    do(it.system, command(it))

    assert sent(it, box) == ["anna@example.org"]

    [message] = news(box)
    assert message["Subject"] == subject
    assert text in words(message)
    assert f"/meeting?meeting={it.meeting_id}" in words(message)
    assert message["List-Unsubscribe"] is None
    assert "unsubscribe" not in words(message).lower()


def test_other_details_are_no_news(it: Office, box: LetterBox):
    do(it.system, changed(it, title="The tenth", host="AT"))
    assert sent(it, box) == []


def test_a_concluded_meeting_is_corrected_without_news(it: Office, box: LetterBox):
    begins = it.clock().date()
    days = {"starts_on": begins, "ends_on": begins + DAY}
    do(it.system, changed(it, **days))
    assert sent(it, box) == ["anna@example.org"]
    do(it.system, CloseRegistration(meeting_id=it.meeting_id))
    do(it.system, OpenMeeting(meeting_id=it.meeting_id))
    do(it.system, ConcludeMeeting(meeting_id=it.meeting_id))
    do(it.system, changed(it, **days, city="Potsdam"))
    assert sent(it, box) == []


def test_a_mail_server_that_is_away_loses_nothing(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    """However long it is away; and what arrives late says that it is not the latest."""
    registered(it, "Gerda")
    do(it.system, postponed(it))

    def away(_: EmailMessage) -> None:
        raise DeliveryError("away", is_permanent=False, server_reached=False)

    with monkeypatch.context() as patch:
        patch.setattr(box, "send", away)
        for _ in range(12):
            assert sent(it, box, DAY) == []
    do(it.system, cancelled(it))

    assert (
        sent(it, box, 3 * HOUR) == ["anna@example.org"] * 2 + ["gerda@example.org"] * 2
    )

    by_subject = {str(message["Subject"])[:9]: words(message) for message in news(box)}
    assert by_subject["Postponed"].startswith("The meeting has changed again since")
    assert by_subject["Cancelled"].startswith("The 10th Annual Meeting, Berlin, was")


def test_old_news_is_not_mailed_by_a_record_that_was_stopped(
    it: Office, box: LetterBox
):
    do(it.system, postponed(it))
    assert sent(it, box, timedelta(days=8)) == []


def test_who_is_erased_or_has_no_address_gets_none(it: Office, box: LetterBox):
    registered(it, "Gerda")
    it.people["Nora"] = enter(it.system, delegation="AT", name="Nora")
    nominated(it, "Nora")
    do(it.system, postponed(it))
    do(
        it.system,
        ErasePersonalData(participant_id=it.people["Gerda"], reason="they asked"),
    )

    assert sent(it, box) == ["anna@example.org"]
    assert sent(it, box, HOUR) == []

    stored = it.system.identity.account_database.rows(
        "SELECT * FROM outbox WHERE kind = 'meeting'"
    )
    about = {str(it.people[name]) for name in ("Anna", "Nora")}
    assert {row["participant"] for row in stored} <= about
    for row in stored:
        assert not any("@" in str(value) for value in dict(row).values())


def test_who_is_erased_while_a_message_waits_gets_none(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    registered(it, "Gerda")
    do(it.system, postponed(it))

    def away(_: EmailMessage) -> None:
        raise DeliveryError("away", is_permanent=False, server_reached=False)

    with monkeypatch.context() as patch:
        patch.setattr(box, "send", away)
        sent(it, box)
    do(
        it.system,
        ErasePersonalData(participant_id=it.people["Gerda"], reason="they asked"),
    )
    assert sent(it, box, HOUR) == ["anna@example.org"]


def test_a_delegation_whose_invitation_was_withdrawn_is_told_nothing(
    it: Office, box: LetterBox
):
    it.person("Ida", FP, "IT")
    withdrawal = WithdrawInvitation(
        meeting_id=it.meeting_id, delegation="IT", reason="by mistake"
    )
    do(it.system, withdrawal)
    do(it.system, postponed(it))
    assert sent(it, box) == ["anna@example.org"]


def test_official_news_comes_in_quiet_hours_and_cannot_be_turned_off(
    it: Office, box: LetterBox
):
    quiet = ReminderPreferences(quiet_from=0, quiet_until=23, muted=tuple(MessageKind))
    it.reminders.preferences.save(it.accounts["Anna"], quiet)
    do(it.system, cancelled(it))

    assert it.reminders.plan().messages == {MessageKind.MEETING: 1}
    assert sent(it, box) == ["anna@example.org"]
    with pytest.raises(ValueError, match="cannot be turned off"):
        ReminderPreferencesRequest(muted=(MessageKind.MEETING,))


def test_the_reading_of_an_address_is_logged_and_failures_name_nobody(
    it: Office,
    box: LetterBox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
):
    registered(it, "Gerda")
    do(it.system, cancelled(it))

    def refused(message: EmailMessage) -> None:
        raise DeliveryError("550", is_permanent=True)

    monkeypatch.setattr(box, "send", refused)
    sent(it, box)

    status = outbox_status(it.system, it.principal("Anna", Role.ADMINISTRATOR))
    assert {message.name for message in status.failing} == {"a participant"}
    assert status.counts[MessageState.FAILED] == 2
    assert "example.org" not in caplog.text
    readings = it.system.personal_data.read_log.of_participant(it.people["Gerda"])
    assert [reading.purpose for reading in readings] == ["news of a meeting by e-mail"]


def test_who_has_no_account_is_told_of_the_e_mails_with_their_data(
    it: Office, box: LetterBox
):
    registered(it, "Gerda")
    do(it.system, cancelled(it))
    sent(it, box)

    export = export_data_of(
        it.system, SECRETARIAT, it.people["Gerda"], place="the tests"
    )

    assert [(letter.kind, letter.state) for letter in export.letters] == [
        ("meeting", "sent")
    ]
