"""Focal points are told in time of silences that end, and at once of what happened to a
text; once each, in words that do not leave the house where they should not.
"""

from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from service.reminders.decision_letters import (
    EXPIRES,
    HOUR,
    TITLE,
    adopt,
    heard,
    last_text,
    look,
    says,
    silence,
    subjects,
    table,
    text,
)
from service.reminders.recipients import BEGINS, FP, LetterBox, Office, run
from systems import CHAIR, do

from bsm_domain.agreement.values import Position
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_service.agreement.commands import (
    AdoptDecision,
    ExtendSilence,
    OpenProcedure,
    TableVersion,
)
from bsm_service.agreement.silence_settlement import SilenceSettlement
from bsm_service.reminders.preferences import MessageKind


def test_whoever_was_not_heard_is_reminded_before_the_end(it: Office, box: LetterBox):
    it.person("Ida", FP, "IT")
    id = silence(it)
    says(it, id, Position.AGREE, "IT")
    steps = []
    hours = (1, 23, 24, 47, 48, 49, 69, 70, 71)
    for hour in hours:
        look(it, BEGINS + hour * HOUR + timedelta(minutes=1))
        it.reminders.run_once()
        steps.append(len(subjects(box)))

    assert steps == [0, 0, 1, 1, 2, 2, 2, 3, 3]
    queued = [one for one in it.letters() if one.kind is MessageKind.SILENCE]
    assert {(one.subject, one.account) for one in queued} == {
        (f"decision:{id}", it.accounts["Anna"])
    }
    assert subjects(box)[0] == (
        "Silence ends 21 Apr 2016, 11:30 Berlin (09:30 UTC): “Contact points”"
    )
    assert subjects(box, "Ida") == []
    words = last_text(box)
    assert (
        "If Austria does nothing and no State objects, version 1 of the draft decision "
        "“Contact points” will be adopted on Thu 21 Apr 2016, 11:30 Berlin (09:30 UTC)"
        ", in 2 hours." in words
    )
    assert f"/decision?decision={id}" in words


@pytest.mark.parametrize(
    ("opens_before", "reminded"),
    [(49, [48, 24, 2]), (47, [24, 2]), (23, [2]), (1.5, [1.5])],
)
def test_a_step_that_is_past_when_the_round_opens_is_none_but_for_the_last(
    it: Office, box: LetterBox, opens_before: float, reminded: list[float]
):
    it.clock.time = EXPIRES - opens_before * HOUR
    silence(it)
    found = []
    for hour in (48, 24, 2):
        before = len(box.messages)
        look(it, max(it.clock.time, EXPIRES - hour * HOUR))
        hours_left = (EXPIRES - it.clock.time) / HOUR
        found += [hours_left] * (len(box.messages) - before)

    assert found == reminded


def test_an_extension_moves_the_steps(it: Office, box: LetterBox):
    id = silence(it)
    look(it, EXPIRES - 24 * HOUR)
    assert len(box.messages) == 1
    extension = ExtendSilence(
        decision_id=id, expires_at=EXPIRES + 12 * HOUR, reason="More time"
    )
    do(it.system, extension, CHAIR)

    look(it, EXPIRES - 22 * HOUR)  # 34 hours before: 48 hours were past
    assert subjects(box)[1:] == ["Silence extended: “Contact points”"]
    look(it, EXPIRES - 12 * HOUR)  # late in the evening
    assert len(box.messages) == 2
    look(it, EXPIRES - 2 * HOUR)
    assert len(box.messages) == 3
    # A list of e-mails shows how each begins.
    assert last_text(box).startswith("If Austria does nothing and no State objects,")
    assert "in 14 hours" in last_text(box)


@pytest.mark.parametrize(
    ("ends", "sent_at"), [(2, 2), (24, 7)], ids=["the last step", "another"]
)
def test_only_the_last_step_is_sent_in_quiet_hours(
    it: Office, box: LetterBox, ends: int, sent_at: int
):
    """The step is reached at 02:00 in Vienna."""
    night = datetime.fromisoformat("2016-04-21T02:00:00+02:00")
    silence(it, until=night + ends * HOUR)
    found = []
    for hour in range(2, 12):
        it.clock.time = night + (hour - 2) * HOUR
        if it.clock.time < night + ends * HOUR:
            before = len(box.messages)
            it.reminders.run_once()
            found += [hour] * (len(box.messages) - before)

    assert found == [sent_at]


def test_what_is_queued_lapses_once_they_are_heard(it: Office, box: LetterBox):
    night = datetime.fromisoformat("2016-04-20T23:00:00+02:00")
    id = silence(it, until=night + 24 * HOUR)
    it.clock.time = night
    it.reminders.run_once()
    says(it, id, Position.AGREE)

    assert sorted(run(it, night + 10 * HOUR)) == [
        "silence 24 hours lapsed",
        "silence 48 hours skipped",
    ]
    assert box.messages == []


def test_an_extension_while_they_are_sent_ends_the_step(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    it.person("Albert", FP, "AT")
    id = silence(it)
    send = box.send
    extension = ExtendSilence(
        decision_id=id, expires_at=EXPIRES + 72 * HOUR, reason="More time"
    )

    def send_and_extend(message: EmailMessage) -> None:
        send(message)
        do(it.system, extension, CHAIR)

    monkeypatch.setattr(box, "send", send_and_extend)

    states = [
        state for state in run(it, EXPIRES - 48 * HOUR) if state.startswith("silence")
    ]

    assert sorted(states) == ["silence 48 hours lapsed", "silence 48 hours sent"]


def test_a_broken_silence_is_told_to_all_entitled_and_the_chair(
    it: Office, box: LetterBox
):
    it.person("Ida", FP, "IT")
    it.person("Dana", FP, "DZ")
    it.person("Carl", Role.CHAIR)
    it.person("Lea", Role.LEADERSHIP)
    id = silence(it)
    it.clock.pass_by(HOUR)
    says(it, id, Position.OBJECT, "IT")

    for _ in range(2):
        look(it, BEGINS + 2 * HOUR)

    assert sorted(str(one["To"]) for one in box.messages) == [
        f"{name}@example.org" for name in ("anna", "carl", "ida")
    ]
    assert subjects(box, "Carl") == ["Silence broken: “Contact points”"]
    assert (
        "was broken on Mon 18 Apr 2016, 12:30 Berlin (10:30 UTC): Italy objected to "
        "version 1. The text was not adopted" in last_text(box)
    )


def test_an_adoption_is_told_once(it: Office, box: LetterBox):
    it.person("Carl", Role.CHAIR)
    other = it.another_process()
    silence(it)
    for process in (it.reminders, other, it.reminders):
        look(it, EXPIRES + timedelta(minutes=1))
        process.run_once()

    for name in ("Anna", "Carl"):
        assert subjects(box, name) == ["Adopted: “Contact points”"]
    assert (
        "Decision NFP.DEC/1/16, “Contact points”, was adopted by silence on Thu 21 "
        "Apr 2016, 11:30 Berlin (09:30 UTC)." in last_text(box)
    )
    other.system.close()


def test_the_chair_is_not_told_of_the_own_gavel(it: Office, box: LetterBox):
    it.person("Carl", Role.CHAIR)
    id = table(it)
    adopt(it, id)

    look(it, BEGINS + timedelta(minutes=1))

    assert (subjects(box), subjects(box, "Carl")) == (["Adopted: “Contact points”"], [])
    assert "was adopted by consensus on Mon 18 Apr 2016, 11:30 Berlin" in last_text(box)


def test_delegations_are_told_what_was_recorded_for_them(it: Office, box: LetterBox):
    it.person("Ida", FP, "IT")
    id = table(it)
    heard(it, id, Position.AGREE)
    says(it, id, Position.OBJECT, "IT")

    look(it, BEGINS + timedelta(minutes=1))

    assert subjects(box) == ["A position was recorded for you: “Contact points”"]
    assert subjects(box, "Ida") == []
    words = last_text(box)
    assert (
        "The Chair recorded the position of Austria on version 1 of the draft decision "
        "“Contact points” (“agree”), given in the room on Mon 18 Apr 2016, 11:30 Berlin"
        in words
    )
    assert "If you do nothing, what was recorded stands." in words


def test_a_stale_position_is_told_until_they_speak_again(it: Office, box: LetterBox):
    it.person("Ida", FP, "IT")
    id = table(it)
    for code in ("AT", "IT"):
        says(it, id, Position.AGREE, code)
    night = datetime.fromisoformat("2016-04-18T23:00:00+02:00")
    it.clock.time = night
    for number in (1, 2):
        command = TableVersion(decision_id=id, of=number, body=text(f"Name {number}."))
        do(it.system, command, CHAIR)
    silence(it, id, of=3)
    it.reminders.run_once()
    says(it, id, Position.AGREE, "IT", of=3)

    look(it, night + 9 * HOUR)

    assert subjects(box, "Ida") == []
    assert subjects(box) == ["New version tabled: “Contact points”"]
    words = last_text(box)
    assert "Austria's position was on an earlier version and no longer counts" in words
    assert "will be adopted on Thu 21 Apr 2016, 11:30 Berlin" in words
    look(it, EXPIRES - 24 * HOUR)
    assert [word.partition(":")[0] for word in subjects(box)[1:]] == [
        "Silence ends 21 Apr 2016, 11"
    ]
    assert subjects(box, "Ida") == []


def test_a_position_is_not_stale_once_the_new_version_is_adopted(
    it: Office, box: LetterBox
):
    night = datetime.fromisoformat("2016-04-18T23:00:00+02:00")
    id = table(it)
    says(it, id, Position.AGREE)
    it.clock.time = night
    for command in (
        TableVersion(decision_id=id, of=1, body=text("Name two.")),
        OpenProcedure(decision_id=id, procedure="consensus", of=2),
        AdoptDecision(decision_id=id, of=2),
    ):
        do(it.system, command, CHAIR)

    look(it, night + 9 * HOUR)

    assert subjects(box) == ["Adopted: “Contact points”"]


SECRET = MatterAudience.FOCAL_POINTS


def test_of_focal_points_matter_no_title_leaves_the_house(it: Office, box: LetterBox):
    it.person("Ida", FP, "IT")
    adopted = silence(it, audience=SECRET)
    broken = silence(it, audience=SECRET)
    heard(it, adopted, Position.AGREE)
    look(it, EXPIRES - 2 * HOUR)
    says(it, broken, Position.OBJECT, "IT")
    look(it, EXPIRES + HOUR)

    assert {*subjects(box)} == {
        "A position was recorded for you (for focal points only)",
        "Silence ends 21 Apr 2016, 11:30 Berlin (09:30 UTC) (for focal points only)",
        "News of decisions: Silence broken (1); Adopted (1)",
    }
    for message in box.messages:
        sent = message.as_string()
        assert not any(
            word in sent for word in (TITLE, "Italy objected", "FP.DEC", "“agree”")
        )


def test_what_is_older_than_a_week_is_not_mailed(it: Office, box: LetterBox):
    """As after a backup was restored."""
    silence(it)
    it.clock.time = EXPIRES + HOUR
    it.system.part(SilenceSettlement).settle()

    look(it, EXPIRES + timedelta(days=7, hours=2))

    assert box.messages == []


def test_whoever_came_later_is_not_told_of_what_was(it: Office, box: LetterBox):
    silence(it)
    it.clock.time = EXPIRES + HOUR
    it.system.part(SilenceSettlement).settle()
    it.clock.pass_by(HOUR)
    it.person("Albert", FP, "AT")

    look(it, it.clock.time)

    assert [one["To"] for one in box.messages] == ["anna@example.org"]


def test_kinds_are_turned_off_one_by_one(it: Office, box: LetterBox):
    it.reminders.preferences.mute(it.accounts["Anna"], MessageKind.SILENCE)
    silence(it)
    look(it, EXPIRES - 2 * HOUR)
    assert box.messages == []
    look(it, EXPIRES + HOUR)
    assert subjects(box) == ["Adopted: “Contact points”"]
