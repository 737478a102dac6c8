"""What a person is told of decisions at a time is one e-mail; and whoever was told of
an adoption is told what became of it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from service.reminders.decision_letters import (
    EXPIRES,
    HOUR,
    adopt,
    contest,
    heard,
    last_text,
    look,
    says,
    silence,
    subjects,
    table,
    text,
)
from service.reminders.recipients import BEGINS, FP, LetterBox, Office
from systems import CHAIR, at_once, do

from bsm_domain.agreement.values import How, Position
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_service.agreement.commands import (
    AnnulDecision,
    ExtendSilence,
    TableVersion,
    UpholdDecision,
)
from bsm_service.agreement.position_commands import PositionRow, RecordPositions
from bsm_service.reminders import decision_emails
from bsm_service.reminders.decision_news import DecisionNews, news_email
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.preferences import MessageKind
from bsm_service.reminders.scheduler import ReminderScheduler
from bsm_service.reminders.smtp_mailer import DeliveryError
from bsm_service.reminders.texts import moment_on_clocks

MINUTE = timedelta(minutes=1)
STATES = ("AT", "IT", "PL")


def record_all(it: Office, id: UUID, version: int = 1) -> None:
    """One command about many delegations."""
    command = RecordPositions(
        decision_id=id,
        version=version,
        rows=tuple(
            PositionRow(delegation=code, position=Position.AGREE) for code in STATES
        ),
        how=How.ROOM,
    )
    do(it.system, command, CHAIR)


def also_speaks_for(it: Office, name: str, *codes: str) -> None:
    for code in codes:
        it.system.identity.mandates.give(
            it.accounts[name], FP, code, given_by="the tests"
        )


def test_many_positions_recorded_at_once_are_one_e_mail_to_each(
    it: Office, box: LetterBox
):
    also_speaks_for(it, "Anna", "PL")
    it.person("Ida", FP, "IT")
    it.person("Sara", Role.SECRETARIAT)
    it.person("Carl", Role.CHAIR)
    for number in range(1, 5):
        record_all(it, table(it, title=f"Draft {number}"))
    other = it.another_process()

    it.clock.pass_by(MINUTE)
    at_once([it.reminders.run_once, other.run_once])
    look(it, BEGINS + 3 * MINUTE)

    assert len(box.messages) == 2
    assert subjects(box, "Ida") == [
        "A position was recorded for you: “Draft 1”, and 3 more"
    ]
    of_ida, of_anna = last_text(box, "Ida"), last_text(box)
    assert of_ida.count("- The Chair recorded the position of Italy") == 4
    assert "Austria" not in of_ida
    assert "Positions recorded for you (8)" in of_anna
    assert [of_anna.count(state) for state in ("Austria", "Poland")] == [4, 4]
    # The address stands once for both positions, the advice once for all.
    assert of_anna.count("/decision?decision=") == 4
    assert of_anna.count("If you do nothing") == 1
    assert it.reminders.outbox.counts()[MessageState.SENT] == 12
    other.system.close()


def test_new_versions_of_several_texts_are_one_e_mail(it: Office, box: LetterBox):
    it.person("Ida", FP, "IT")
    drafts = [table(it, title=f"Draft {number}") for number in (1, 2, 3)]
    for id in drafts:
        says(it, id, Position.AGREE)
    says(it, drafts[0], Position.AGREE, "IT")
    for number, id in enumerate(drafts, start=1):
        body = text("Name two.", title=f"Draft {number}")
        do(it.system, TableVersion(decision_id=id, of=1, body=body), CHAIR)
    silence(it, drafts[1], of=2)

    look(it, BEGINS + MINUTE)

    assert subjects(box) == ["New version tabled: “Draft 1”, and 2 more"]
    assert subjects(box, "Ida") == ["New version tabled: “Draft 1”"]
    words = last_text(box)
    assert words.count("Austria's position was on an earlier version") == 3
    # What happens otherwise differs, so each says it.
    assert words.count("If Austria does nothing") == 0
    assert words.count("If you do nothing, Austria has no position on the new") == 3
    assert words.count("which will be adopted on Thu 21 Apr 2016, 11:30 Berlin") == 1


def test_a_recorded_position_names_only_its_delegation(it: Office, box: LetterBox):
    """Though by the time of the e-mail the position of another is stale, or its own."""
    also_speaks_for(it, "Anna", "PL")
    id = table(it)
    record_all(it, id)
    version = TableVersion(decision_id=id, of=1, body=text("Name two."))
    do(it.system, version, CHAIR)

    look(it, BEGINS + MINUTE)

    words = last_text(box)
    for name in ("Austria", "Poland"):
        assert f"recorded the position of {name} on version 1" in words
    assert subjects(box) == [
        "News of decisions: Positions recorded for you (2); New versions tabled (1)"
    ]


def test_silences_that_end_together_are_one_reminder(it: Office, box: LetterBox):
    night = datetime.fromisoformat("2016-04-21T02:00:00+02:00")
    for number, hours in enumerate((2, 24, 48), start=1):
        silence(it, title=f"Draft {number}", until=night + hours * HOUR)
    it.clock.time = night
    it.reminders.run_once()
    # In quiet hours only the last step of one of them.
    assert subjects(box) == [
        "Silence ends 21 Apr 2016, 04:00 Berlin (02:00 UTC): “Draft 1”"
    ]

    it.clock.time = night + 6 * HOUR
    it.reminders.run_once()

    assert subjects(box)[1:] == [
        "Silence ends 22 Apr 2016, 02:00 Berlin (00:00 UTC): “Draft 2”, and 1 more"
    ]


def annul(it: Office, id: UUID) -> None:
    do(it.system, AnnulDecision(decision_id=id, reason="The letter came."), CHAIR)


def uphold(it: Office, id: UUID) -> None:
    do(it.system, UpholdDecision(decision_id=id, cause=5, reason="Too late"), CHAIR)


@pytest.mark.parametrize(
    ("judge", "subject", "words"),
    [
        (
            annul,
            "Adoption annulled",
            "The adoption of decision NFP.DEC/1/16, “Contact points” was annulled on "
            "Thu 21 Apr 2016, 13:30 Berlin (11:30 UTC). Reason: “The letter came”. You",
        ),
        (
            uphold,
            "Adoption upheld",
            "Decision NFP.DEC/1/16, “Contact points”, is no longer contested: its "
            "adoption was upheld on Thu 21 Apr 2016, 13:30 Berlin (11:30 UTC).",
        ),
    ],
)
def test_whoever_was_told_of_an_adoption_is_told_what_becomes_of_it(
    it: Office,
    box: LetterBox,
    judge: Callable[[Office, UUID], None],
    subject: str,
    words: str,
):
    it.person("Ida", FP, "IT")
    it.person("Carl", Role.CHAIR)
    it.person("Sara", Role.SECRETARIAT)
    it.person("Lea", Role.LEADERSHIP)
    id = silence(it)
    heard(it, id, Position.AGREE)  # entry 3: tabled, opened, recorded
    look(it, EXPIRES + HOUR)
    box.messages.clear()
    contest(it, id, 3)

    for _ in range(2):
        look(it, EXPIRES + 2 * HOUR)
    contested = len(box.messages)
    judge(it, id)
    for _ in range(2):
        look(it, EXPIRES + 3 * HOUR)

    title = ": “Contact points”"
    for name in ("Ida", "Carl", "Sara"):
        assert subjects(box, name) == [f"Adoption contested{title}", subject + title]
    assert subjects(box) == [
        "News of decisions: Positions recorded for you (1); Adoption contested (1)",
        subject + title,
    ]
    assert (contested, len(box.messages)) == (4, 8)
    assert words in last_text(box, "Ida")


@pytest.mark.parametrize(
    ("judge", "told"),
    [
        (annul, ["Adoption annulled: “Contact points”"]),
        (uphold, ["News of decisions: Adopted (1); Adoption upheld (1)"]),
    ],
    ids=["annulled", "upheld"],
)
def test_what_no_longer_stands_by_the_morning_is_not_told(
    it: Office, box: LetterBox, judge: Callable[[Office, UUID], None], told: list[str]
):
    it.person("Carl", Role.CHAIR)
    night = datetime.fromisoformat("2016-04-20T23:00:00+02:00")
    id = silence(it, until=night)
    heard(it, id, Position.AGREE)
    look(it, night + MINUTE)
    contest(it, id, 3)
    it.reminders.run_once()
    judge(it, id)

    look(it, night + 9 * HOUR)

    assert subjects(box, "Carl") == told


def test_what_is_upheld_against_one_entry_may_be_contested_by_another(
    it: Office, box: LetterBox
):
    it.person("Carl", Role.CHAIR)
    id = silence(it)
    record_all(it, id)  # entries 3 to 5
    look(it, EXPIRES + HOUR)
    contest(it, id, 3)  # entry 7, after the adoption; it is contested in 8
    contest(it, id, 4)
    do(it.system, UpholdDecision(decision_id=id, cause=7, reason="Too late"), CHAIR)

    look(it, EXPIRES + 2 * HOUR)

    assert subjects(box, "Carl")[1:] == [
        "Adoption contested: “Contact points”, and 1 more"
    ]


def test_what_an_annulment_restores_is_told(it: Office, box: LetterBox):
    earlier = table(it, title="Earlier")
    adopt(it, earlier)
    later = table(it, title="Later", supersedes=(earlier,))
    heard(it, later, Position.AGREE)  # entry 2
    it.clock.pass_by(MINUTE)
    adopt(it, later)
    contest(it, later, 2)
    look(it, BEGINS + 2 * MINUTE)
    box.messages.clear()
    annul(it, later)

    look(it, BEGINS + 3 * MINUTE)

    assert subjects(box) == [
        "News of decisions: Adoption annulled (1); In force again (1)"
    ]
    assert "Decision NFP.DEC/1/16, “Earlier”, is in force again" in last_text(box)


def test_an_extension_is_told_to_all_entitled_while_it_stands(
    it: Office, box: LetterBox
):
    it.person("Ida", FP, "IT")
    it.person("Carl", Role.CHAIR)
    id = silence(it)
    says(it, id, Position.AGREE, "IT")
    for hours in (1, 13):
        later = EXPIRES + hours * HOUR
        extension = ExtendSilence(decision_id=id, expires_at=later, reason="More time")
        do(it.system, extension, CHAIR)
        it.clock.pass_by(MINUTE)

    for _ in range(2):
        look(it, BEGINS + 3 * MINUTE)

    for name in ("Anna", "Ida"):
        assert subjects(box, name) == ["Silence extended: “Contact points”"]
    assert subjects(box, "Carl") == []
    told = [one for one in it.letters() if one.kind is MessageKind.AGREEMENT]
    assert len(told) == 2  # the first extension no longer stands
    assert (
        "If nobody objects or proposes an amendment, version 1 will be adopted on Fri "
        "22 Apr 2016, 00:30 Berlin (Thu 22:30 UTC)." in last_text(box)
    )


def test_what_becomes_of_focal_points_matter_is_told_without_its_words(
    it: Office, box: LetterBox
):
    id = silence(it, audience=MatterAudience.FOCAL_POINTS)
    heard(it, id, Position.AGREE)
    later = EXPIRES + HOUR
    extension = ExtendSilence(decision_id=id, expires_at=later, reason="More time")
    do(it.system, extension, CHAIR)
    look(it, later + HOUR)
    contest(it, id, 3)
    look(it, later + 2 * HOUR)
    annul(it, id)
    look(it, later + 3 * HOUR)

    assert subjects(box)[-1] == "Adoption annulled (for focal points only)"
    assert "The adoption of a decision for focal points only was annulled on " in (
        last_text(box)
    )
    for message in box.messages:
        sent = message.as_string()
        words = ("Contact points", "FP.DEC", "“agree”", "object”", "came", "More time")
        assert not any(word in sent for word in words)


class Refusing:
    """A mail server that is not there, or that refuses for a time."""

    def __init__(self, *, server_reached: bool) -> None:
        self.server_reached = server_reached
        self.asked: list[str] = []

    def send(self, message: EmailMessage) -> None:
        self.asked.append(message["Message-ID"])
        raise DeliveryError(
            "refused (451)", is_permanent=False, server_reached=self.server_reached
        )


@pytest.mark.parametrize("server_reached", [True, False])
def test_what_cannot_be_mailed_is_on_record_and_sent_later(
    it: Office, box: LetterBox, server_reached: bool
):
    mailer = Refusing(server_reached=server_reached)
    refused = ReminderScheduler(
        it.system, replace(it.reminders.mail_settings, mailer=mailer)
    )
    for number in (1, 2):
        record_all(it, table(it, title=f"Draft {number}"))
        refused.run_once()
    assert len(mailer.asked) == 2
    # Empty digests may wait with them, until the server is there to see that.
    waiting = [
        letter
        for letter in it.letters()
        if letter.state is MessageState.WAITING and letter.kind is MessageKind.AGREEMENT
    ]
    assert len(waiting) == 2

    # Restarted, with a server.
    restarted = it.another_process()
    it.clock.time = BEGINS + HOUR
    assert (restarted.run_once(), restarted.run_once()) == (2, 0)

    assert subjects(box) == ["A position was recorded for you: “Draft 1”, and 1 more"]
    # A mail program that got one of the first two must not take it for the same.
    assert box.messages[0]["Message-ID"] not in mailer.asked
    restarted.system.close()


def test_one_that_cannot_be_written_does_not_hold_up_the_others_of_its_e_mail(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    for title in ("Broken", "Whole"):
        heard(it, table(it, title=title), Position.AGREE)
    whole = decision_emails.quoted_title

    def quoted(title: str) -> str:
        return {}[title] if title == "Broken" else whole(title)

    monkeypatch.setattr(decision_emails, "quoted_title", quoted)

    look(it, BEGINS + MINUTE)

    assert subjects(box) == ["A position was recorded for you: “Whole”"]
    [failing] = it.reminders.outbox.failing()
    assert (failing.error, failing.tries) == ("not composed (KeyError)", 1)


def test_one_process_takes_all_that_go_into_one_e_mail(it: Office):
    record_all(it, table(it))
    record_all(it, table(it))
    it.person("Ida", FP, "IT")
    outbox = it.reminders.outbox
    outbox.update(it.reminders._due(BEGINS).messages, BEGINS)

    claims = []
    while claimed := outbox.claim(BEGINS):
        claims.append([(one.kind, one.account) for one in claimed])

    together = [claim for claim in claims if claim[0][0] is MessageKind.AGREEMENT]
    assert sorted(together) == sorted(
        [(MessageKind.AGREEMENT, it.accounts[name])] * 2 for name in ("Anna", "Ida")
    )


def news(number: int, heading: str = "Adopted", advice: str = "") -> DecisionNews:
    return DecisionNews(
        subject=f"{heading}: “{number}”",
        heading=heading,
        order=(BEGINS, number),
        text=f"Text {number}.",
        advice=advice,
        action="Read",
        address=f"http://d/{number}",
    )


def test_a_long_list_ends_with_the_number_of_the_others():
    subject, body = news_email([news(number) for number in range(57)], "http://all")

    assert subject == "Adopted: “0”, and 56 more"
    assert (body.count("- Text"), "- and 17 more" in body) == (40, True)
    assert body.endswith("All decisions:\nhttp://all\n")


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2016-10-30T02:30:00+02:00", "30 Oct 2016, 02:30 Berlin (00:30 UTC)"),
        ("2016-10-30T02:30:00+01:00", "30 Oct 2016, 02:30 Berlin (01:30 UTC)"),
        ("2016-07-01T01:00:00+02:00", "1 Jul 2016, 01:00 Berlin (Thu 23:00 UTC)"),
    ],
)
def test_no_moment_can_be_taken_for_another(moment: str, told: str):
    at = datetime.fromisoformat(moment).astimezone(UTC)

    assert moment_on_clocks(at, "Europe/Berlin") == told
