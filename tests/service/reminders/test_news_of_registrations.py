"""What becomes of a registration is told to the person, and to the focal points of
their delegation who did not do it themselves: once for each fact and address.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import get_args

import pytest
from service.registration.registration_requests import set_terms
from service.reminders.recipients import FP, LetterBox, Office
from service.reminders.registration_letters import (
    DAY,
    HOUR,
    MINUTE,
    REASON,
    registrations_of,
    words,
)
from systems import SECRETARIAT, at_once, do, enter

from bsm_domain.registration.registration import RegistrationEvent
from bsm_domain.registration.registration_facts import (
    RegistrationStatus,
)
from bsm_projections.registration import notifiable_registrations
from bsm_projections.registration.notifiable_registrations import (
    NOTIFIABLE,
    RegistrationChange,
)
from bsm_service.meetings.commands import (
    CancelMeeting,
    CloseRegistration,
    OpenMeeting,
)
from bsm_service.people.commands import ErasePersonalData
from bsm_service.privacy.own_data.collection import export_data_of
from bsm_service.registration.commands import RecordAttendance
from bsm_service.registration.substitution.commands import SubstituteDelegate
from bsm_service.reminders.outbox_messages import MessageState, OutboxMessage
from bsm_service.reminders.preferences import (
    MessageKind,
    ReminderPreferences,
    ReminderPreferencesRequest,
)
from bsm_service.reminders.registrations import emails, news
from bsm_service.reminders.smtp_mailer import DeliveryError

NOMINATED, ONE = "You have been nominated", "1 person nominated"
CONFIRMED = "Your registration is confirmed"
WITHDRAWN = "Your registration was withdrawn"
REQUEST = "1 request to take part, which you can endorse or decline"


def both(subject: str) -> dict[str, str]:
    return {"anna": subject, "paul": subject}


# Given what everybody was told of before; when this happens; then these are told.
CASES: dict[str, tuple[str, str, dict[str, str]]] = {
    "a focal point nominates": (
        "",
        "Anna nominates",
        {"gerda": NOMINATED, "paul": ONE},
    ),
    "the secretariat nominates": (
        "",
        "secretariat nominates",
        {"gerda": NOMINATED, **both(ONE)},
    ),
    "confirmed": (
        "Anna nominates",
        "secretariat confirms",
        {"gerda": CONFIRMED, **both("1 registration confirmed")},
    ),
    "refused": (
        "Anna nominates",
        "secretariat refuses",
        {
            "gerda": "Your registration was refused",
            **both("1 registration refused"),
        },
    ),
    "a focal point withdraws": (
        "Anna nominates, secretariat confirms",
        "Paul withdraws",
        {"gerda": WITHDRAWN, "anna": "1 registration withdrawn"},
    ),
    "she withdraws herself": (
        "Anna nominates",
        "Gerda withdraws",
        both("1 registration withdrawn"),
    ),
    "nominated again": (
        "Anna nominates, Gerda withdraws",
        "Paul nominates",
        {"gerda": NOMINATED, "anna": ONE},
    ),
    "she asks": ("", "Gerda asks", both(REQUEST)),
    "somebody asks for her": ("", "secretariat asks", both(REQUEST)),
    "endorsed": (
        "Gerda asks",
        "Anna endorses",
        {"gerda": "Your request has been endorsed", "paul": "1 request endorsed"},
    ),
    "declined": (
        "Gerda asks",
        "Anna declines",
        {"gerda": "Your request has been declined", "paul": "1 request declined"},
    ),
    "only the latest of several": (
        "",
        "Anna nominates, secretariat confirms",
        {"gerda": CONFIRMED, **both("1 registration confirmed")},
    ),
    "another function": (
        "Anna nominates, secretariat confirms",
        "Paul changes",
        {},
    ),
    "another function before anybody was told": (
        "",
        "secretariat nominates, secretariat confirms, Paul changes",
        {"gerda": CONFIRMED, **both("1 registration confirmed")},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_who_is_told(it: Office, box: LetterBox, case: str):
    given, when, then = CASES[case]
    office = registrations_of(it, box)
    office.happens(given)
    office.look()

    office.happens(when)

    assert office.look() == then
    assert office.look() == office.look(HOUR) == {}


def test_who_waits_is_told_so_and_of_the_seat(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    office.fill()
    office.happens("Anna nominates")
    office.look()
    office.happens("secretariat lists")
    assert office.look() == {
        "gerda": "You are on the waiting list",
        **both("1 registration put on the waiting list"),
    }
    office.happens("secretariat withdraws", "Seated 0")
    office.happens("secretariat confirms")
    assert office.look() == {
        "gerda": CONFIRMED,
        **both("Registrations of your delegation"),
    }
    [text] = [words(one) for one in box.messages[-3:] if "anna" in str(one["To"])]
    assert "- 1 registration confirmed - 1 registration withdrawn http" in text


def test_who_moves_up_is_told_and_so_is_whoever_made_room(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    set_terms(it.system, it.meeting_id, waiting_list="automatic")
    office.fill()
    office.happens("Anna nominates, secretariat lists")
    office.look()
    office.happens("Paul withdraws", "Seated 0")
    assert office.look() == {
        "gerda": CONFIRMED,
        "anna": "Registrations of your delegation",
        "paul": "1 registration confirmed from the waiting list",
    }
    [text] = [words(one) for one in box.messages if CONFIRMED in str(one["Subject"])]
    assert text.startswith(
        "You have moved up from the waiting list: your registration for the 10th "
        "Annual Meeting (Berlin) as a member of the delegation of Austria was "
        "confirmed on Mon 18 Apr"
    )


def test_a_substitute_and_who_was_replaced_are_told(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    it.people["Susa"] = enter(it.system, name="Susa", email="susa@example.org")
    office.happens("Anna nominates, secretariat confirms")
    office.look()
    command = SubstituteDelegate(
        registration_id=office.registration(),
        participant_id=it.people["Susa"],
        reason=REASON,
    )
    do(it.system, command, office.principal("Anna"))
    assert office.look() == {
        "gerda": "Another person takes your place",
        "susa": CONFIRMED,
        "paul": "Registrations of your delegation",
    }
    said = {str(one["To"]).partition("@")[0]: words(one) for one in box.messages[-3:]}
    assert said["gerda"].startswith(
        "Your registration for the 10th Annual Meeting (Berlin) as a member of the "
        "delegation of Austria passed to another person of your delegation on Mon 18 "
        "Apr 2016,"
    )
    assert "The reason is given on the page below." in said["gerda"]
    assert "You take the place of another member of your delegation." in said["susa"]
    assert (
        "- 1 registration confirmed - 1 registration passed on to a substitute http"
    ) in said["paul"]
    for text in said.values():
        assert not [name for name in ("Gerda", "Susa", REASON) if name in text]


def test_a_focal_point_who_is_nominated_gets_one_e_mail(it: Office, box: LetterBox):
    """As a delegate, not as a focal point; and none for what they did themselves."""
    office = registrations_of(it, box)
    office.happens("secretariat nominates", "Anna")
    assert office.look() == {"anna": NOMINATED, "paul": ONE}
    office.happens("Paul nominates", "Paul")
    assert office.look() == {"anna": ONE}


def test_an_address_of_several_gets_one_e_mail(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    shared = "mission@example.org"
    guest = enter(it.system, delegation="DE", name="Guest", email=shared)
    account = it.system.identity.accounts.create("Guest", guest)
    it.system.identity.mandates.give(account.id, FP, "AT", given_by="the tests")
    it.people["Mia"] = enter(it.system, name="Mia", email="Mission@Example.org")
    office.happens("Anna nominates", "Mia")
    to = sorted(str(one["To"]).lower() for one in office.messages())
    assert to == ["mission@example.org", "paul@example.org"]


def test_a_list_is_one_e_mail_to_a_focal_point(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    for number in range(4):
        name = f"Delegate {number}"
        it.people[name] = enter(it.system, name=name)
        office.happens("secretariat nominates", name)
    office.happens("secretariat refuses", "Delegate 3")

    assert office.look() == both("Registrations of your delegation")

    text = box.messages[-1].get_content()
    assert text.startswith(
        "Austria, 10th Annual Meeting, Berlin (latest change: Mon 18 Apr 2016, 11:30 "
        "Berlin (09:30 UTC)):\n"
        "- 3 people nominated\n"
        "- 1 registration refused\n"
        f"http://127.0.0.1:8501/my-delegation?meeting={it.meeting_id}\n\n"
        "The page shows who is concerned, and the reasons that were given.\n"
    )
    assert "Unsubscribe from these e-mails (news of your delegation's" in text
    assert REASON not in text


TEXTS: dict[str, tuple[str, str]] = {
    "secretariat nominates": (
        NOMINATED,
        "You were nominated as a member of the delegation of Austria for the 10th "
        "Annual Meeting (Berlin) on Mon 18 Apr 2016, 11:30 Berlin (09:30 UTC). The "
        "meeting is on 12 and 13 Apr 2016 (Berlin time). You have no seat yet: the "
        "secretariat decides on nominations, and you will be notified. Please "
        "wait for that",
    ),
    "Gerda asks, Anna endorses": (
        "Your request has been endorsed",
        "Your request to take part in the 10th Annual Meeting (Berlin) was endorsed on "
        "Mon 18 Apr 2016, 11:30 Berlin (09:30 UTC): you are nominated as a member of "
        "the delegation of Austria. The meeting is",
    ),
    "Gerda asks, Anna declines": (
        "Your request has been declined",
        "was declined on Mon 18 Apr 2016, 11:30 Berlin (09:30 UTC). The reason is "
        "given on the page below.",
    ),
    "Anna nominates, secretariat confirms": (
        CONFIRMED,
        "Your registration for the 10th Annual Meeting (Berlin) as a member of the "
        "delegation of Austria was confirmed on Mon 18 Apr 2016, 11:30 Berlin (09:30 "
        "UTC). The meeting is on 12 and 13 Apr 2016 (Berlin time). You have a seat. If "
        "you cannot come, say so on the page below, or ask the focal point of your",
    ),
    "Anna nominates, secretariat refuses": (
        "Your registration was refused",
        "was refused on Mon 18 Apr 2016, 11:30 Berlin (09:30 UTC). The reason is "
        "given on the page below.",
    ),
    "Anna nominates, Paul withdraws": (
        WITHDRAWN,
        "was withdrawn on Mon 18 Apr 2016, 11:30 Berlin (09:30 UTC). The reason is "
        "given on the page below. The meeting is on 12 and 13 Apr 2016 (Berlin time). "
        "You are no longer registered.",
    ),
}


@pytest.mark.parametrize("steps", TEXTS)
def test_an_e_mail_to_the_person_names_nobody(it: Office, box: LetterBox, steps: str):
    subject, text = TEXTS[steps]
    office = registrations_of(it, box)
    office.happens(steps)

    [message] = [one for one in office.messages() if "gerda" in str(one["To"])]

    assert message["Subject"] == f"{subject}: 10th Annual Meeting, Berlin"
    said = words(message)
    assert text in said
    page = f"http://127.0.0.1:8501/my-registration?meeting={it.meeting_id}"
    assert (
        f"Your registration: {page} The page is for people who have an account" in said
    )
    assert "E-mails about your own registration cannot be turned off." in said
    assert message["List-Unsubscribe"] is None
    for one in box.messages:
        about = f"{one['Subject']} {words(one)}"
        assert not [name for name in (*it.accounts, REASON) if name in about]


def test_there_are_words_for_each_fact(it: Office):
    assert set(emails._WORDS) == set(NOTIFIABLE.values())
    for kind in get_args(RegistrationEvent):
        leads_to = getattr(kind, "LEADS_TO", None)
        if leads_to not in (None, RegistrationStatus.ATTENDED):
            assert kind in NOTIFIABLE.values()


def test_two_processes_at_the_same_moment_send_once(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    other = it.another_process()
    for number in range(3):
        name = f"Delegate {number}"
        email = f"d{number}@example.org"
        it.people[name] = enter(it.system, name=name, email=email)
        office.happens("secretariat nominates", name)

    it.clock.pass_by(MINUTE)
    at_once([it.reminders.run_once, other.run_once] * 3)
    office.look()

    to = [str(message["To"]).partition("@")[0] for message in box.messages]
    assert sorted(to) == ["anna", "d0", "d1", "d2", "paul"]
    other.system.close()
    restarted = it.another_process()
    assert restarted.run_once() == 0
    restarted.system.close()


def test_a_process_that_has_not_read_the_fact_leaves_the_message_to_the_next_run(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    office, other = registrations_of(it, box), it.another_process()
    seen_before = other._due(it.clock())
    office.happens("Anna nominates")
    it.reminders.outbox.update(it.reminders._due(it.clock()).messages, it.clock())

    with monkeypatch.context() as patch:
        patch.setattr(other, "_due", lambda *_, **__: seen_before)
        assert (other.run_once(), box.messages) == (0, [])

    assert office.look() == {"gerda": NOMINATED, "paul": ONE}
    other.system.close()


def test_a_run_reads_only_what_is_new_and_a_page_at_a_time(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    office = registrations_of(it, box)
    office.look()
    read: list[int] = []
    original = news.registration_changes

    def counted(*args: object, **values: int) -> Iterator[RegistrationChange]:
        for change in original(*args, **values):  # type: ignore[arg-type]
            read.append(change.position)
            yield change

    monkeypatch.setattr(notifiable_registrations, "_PAGE_SIZE", 2)
    monkeypatch.setattr(news, "registration_changes", counted)
    names = [f"Delegate {number}" for number in range(5)]
    it.people |= {name: enter(it.system, name=name) for name in names}
    for name in names:
        office.happens("secretariat nominates", name)
    assert office.look() == both("5 people nominated")
    assert len(set(read)) == len(read) == 5

    office.happens("Anna nominates")
    read.clear()
    assert set(office.look()) == {"gerda", "paul"}
    assert office.look(HOUR) == {}
    assert len(read) == 1


def away(_: EmailMessage) -> None:
    raise DeliveryError("away", is_permanent=False, server_reached=False)


def test_what_is_no_longer_true_when_the_server_is_back_lapses(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    office = registrations_of(it, box)
    office.happens("Anna nominates")
    with monkeypatch.context() as patch:
        patch.setattr(box, "send", away)
        for _ in range(9):
            assert office.look(DAY) == {}
        office.happens("secretariat confirms")
        assert office.look(DAY) == {}

    assert office.look(3 * HOUR) == {
        "gerda": CONFIRMED,
        **both("1 registration confirmed"),
    }
    lapsed = it.system.identity.account_database.rows(
        "SELECT kind FROM outbox WHERE state = 'lapsed' AND subject IS NOT NULL "
        "ORDER BY kind"
    )
    assert [row["kind"] for row in lapsed] == ["delegation", "registration"]


def test_who_arrived_is_told_nothing(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    office.happens("Anna nominates, secretariat confirms")
    do(it.system, CloseRegistration(meeting_id=it.meeting_id))
    do(it.system, OpenMeeting(meeting_id=it.meeting_id))
    do(it.system, RecordAttendance(registration_id=office.registration()))
    assert office.look() == {}


def test_of_a_cancelled_meeting_nothing_is_said_of_registrations(
    it: Office, box: LetterBox
):
    office = registrations_of(it, box)
    office.happens("secretariat nominates")
    do(it.system, CancelMeeting(meeting_id=it.meeting_id, reason=REASON))
    assert set(office.look().values()) == {"Cancelled"}


def test_old_news_is_not_mailed_by_a_record_that_was_stopped(
    it: Office, box: LetterBox
):
    office = registrations_of(it, box)
    office.happens("secretariat nominates")
    assert office.look(8 * DAY) == {}


def test_a_demonstration_writes_to_nobody(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    office.happens("secretariat nominates")
    named = it.system.network()
    assert named is not None
    invented = named.model_copy(update={"demonstration": True})
    it.system.network = lambda: invented  # type: ignore[method-assign]
    assert office.look() == {}
    assert sum(it.reminders.outbox.counts().values()) == 0


def test_focal_points_may_turn_it_off_and_sleep_but_nobody_mutes_ones_own_place(
    it: Office, box: LetterBox
):
    office = registrations_of(it, box)
    quiet = {"quiet_from": 0, "quiet_until": 20}
    muted = ReminderPreferences(quiet_from=0, quiet_until=0, muted=tuple(MessageKind))
    for name, preferences in (
        ("Anna", ReminderPreferences(**quiet)),
        ("Paul", muted),
        ("Gerda", muted.model_copy(update=quiet)),
    ):
        it.reminders.preferences.save(it.accounts[name], preferences)
    office.happens("secretariat nominates")

    plan = it.reminders.plan()
    assert plan.messages[MessageKind.REGISTRATION] == 1
    assert (MessageKind.DELEGATION in plan.messages, plan.waiting) == (False, 2)
    assert office.look() == {"gerda": NOMINATED}
    office.happens("secretariat confirms")
    assert office.look() == {"gerda": CONFIRMED}
    # In the evening only the latest.
    assert office.look(9 * HOUR) == {"anna": "1 registration confirmed"}
    [paul] = {letter.state for letter in letters(it, "Paul")}
    assert paul is MessageState.PAGE
    with pytest.raises(ValueError, match="your own registration"):
        ReminderPreferencesRequest(muted=(MessageKind.REGISTRATION,))


def letters(it: Office, name: str) -> list[OutboxMessage]:
    return [
        letter
        for letter in it.reminders.outbox.messages_of(it.accounts[name])
        if letter.kind is MessageKind.DELEGATION
    ]


def test_whose_mandate_begins_later_or_ends_is_told_nothing(it: Office, box: LetterBox):
    office = registrations_of(it, box)
    office.happens("Anna nominates")
    it.clock.pass_by(MINUTE)
    it.person("Late", FP, "AT")
    mandates = it.system.identity.mandates
    [mandate] = mandates.current_of(it.accounts["Paul"])
    mandates.end(mandate.id, actor="the tests", reason="left")
    assert office.look() == {"gerda": NOMINATED}


def test_who_is_erased_gets_none(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    """Also while a message waits; and no row of the outbox names anybody."""
    office = registrations_of(it, box)
    office.happens("Anna nominates")
    with monkeypatch.context() as patch:
        patch.setattr(box, "send", away)
        office.look()
    do(
        it.system,
        ErasePersonalData(participant_id=it.people["Gerda"], reason="they asked"),
    )
    assert office.look(HOUR) == {"paul": ONE}
    rows = it.system.identity.account_database.rows("SELECT * FROM outbox")
    [own] = [row for row in rows if row["kind"] == MessageKind.REGISTRATION]
    assert own["state"] == MessageState.LAPSED
    assert not [row for row in rows if "@" in str(dict(row))]


def test_the_reading_of_the_address_is_logged_and_in_the_own_data(
    it: Office, box: LetterBox
):
    office = registrations_of(it, box)
    office.happens("Anna nominates")
    office.look()

    gerda = it.people["Gerda"]
    readings = it.system.personal_data.read_log.of_participant(gerda)
    assert "news of a registration by e-mail" in [one.purpose for one in readings]
    export = export_data_of(it.system, SECRETARIAT, gerda, place="the tests")
    kinds = [(letter.kind, letter.state) for letter in export.letters]
    assert kinds == [("registration", "sent")]


def test_times_are_those_of_the_meeting_and_utc(it: Office, box: LetterBox):
    """Also in the hour that there is twice."""
    office = registrations_of(it, box)
    it.clock.time = datetime(2016, 10, 30, 1, 30, tzinfo=UTC)
    office.happens("secretariat nominates")
    [text] = [
        words(one) for one in office.messages() if NOMINATED in str(one["Subject"])
    ]
    assert (
        "for the 10th Annual Meeting (Berlin) on Sun 30 Oct 2016, 02:30 Berlin" in text
    )
    assert "(01:30 UTC)" in text
