"""One letter at a time: what it says, to whom it goes, when it lapses."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import ValidationError
from service.reminders.recipients import (
    DUE,
    FP,
    LADDER,
    RUNG,
    LetterBox,
    Office,
    office,
    run,
)
from sqlite_only import new_place as new_place
from systems import BERLIN_DETAILS, CHAIR, do, invited, set_objective

from bsm_domain.foundation.errors import NotFound
from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_projections.databases import Place
from bsm_projections.engine.audience import RESTRICTED_INCLUDED
from bsm_service.follow_up.commands import ReportComplete, ReturnActivity
from bsm_service.follow_up.lineage_commands import CarryOver
from bsm_service.meetings.commands import AnnounceMeeting, InviteDelegations
from bsm_service.reminders import texts, unsubscribe
from bsm_service.reminders.notifications import mark_read, unread_notifications
from bsm_service.reminders.outbox_messages import MessageState
from bsm_service.reminders.preferences import MessageKind
from bsm_service.reminders.scheduler import RunPlan


def test_a_letter_says_what_is_due_and_how_to_end_such_mail(it: Office, box: LetterBox):
    id = it.promise("Share maps", "AT", DUE)

    assert run(it, RUNG) == ["reminder owner:-7 sent"]

    [message] = box.messages
    assert message["Subject"] == "Activity due: 26 Apr 2016"
    text = message.get_content()
    assert "Austria's “Share maps” is due on 26 Apr 2016 (in 7 days)." in text
    assert f"/follow-up?activity={id}" in text
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    signed = message["List-Unsubscribe"].strip("<>").rpartition("/")[2]
    assert "Anna" not in signed
    assert unsubscribe.unsubscribe(it.system, signed) is MessageKind.REMINDER
    assert unsubscribe.unsubscribe(it.system, signed + "x") is None
    assert "reminder owner:-1 page" in run(it, RUNG + timedelta(days=6))
    about = [one["Subject"] for one in box.messages]
    assert about == [message["Subject"], "Your follow-up activities this week"]
    assert RESTRICTED_INCLUDED in box.messages[1].get_content()
    # On the page she is still told, of the latest.
    assert it.notices("Anna", Role.FOCAL_POINT, "AT") == [
        "Due on 26 Apr 2016, in 1 day: “Share maps” \u2013 reminder to Austria"
    ]


def test_focal_points_matter_does_not_leave_the_house(it: Office, box: LetterBox):
    it.objective = set_objective(
        it.system, it.meeting_id, code="O9", audience=MatterAudience.FOCAL_POINTS
    )
    it.promise("Secret routes", "AT", DUE)

    run(it, RUNG)

    assert "Secret routes" not in box.messages[0].as_string()
    assert (
        "An activity of Austria (for focal points only)"
        in box.messages[0].get_content()
    )


def test_a_head_who_may_not_see_it_is_not_told_of_focal_points_matter(
    it: Office, box: LetterBox, monkeypatch: pytest.MonkeyPatch
):
    it.person("Anton", Role.PARTICIPANT, "AT")
    it.person("Rita", Role.PARTICIPANT, "AT")
    it.objective = set_objective(
        it.system, it.meeting_id, code="O9", audience=MatterAudience.FOCAL_POINTS
    )
    it.promise("Secret routes", "AT", DUE)
    it.heads("Anton", "AT")
    run(it, RUNG + timedelta(days=21))
    to = {message["To"] for message in box.without_nominations}
    assert to == {"anna@example.org"}
    assert it.notices("Anton", Role.PARTICIPANT) == []

    it.objective = set_objective(it.system, it.meeting_id, code="O10")
    it.promise("Share maps", "AT", DUE + timedelta(days=60))
    run(it, RUNG + timedelta(days=81))
    assert box.messages[-1]["To"] == "anton@example.org"
    [notice] = it.notices("Anton", Role.PARTICIPANT)
    assert "escalated to the head of delegation of Austria" in notice
    # Whoever can be told nothing is told so at once.
    monkeypatch.delattr(
        sys.modules[unread_notifications.__module__], "pending_messages"
    )
    assert it.notices("Rita", Role.PARTICIPANT) == []


def test_a_title_stays_a_title_in_a_letter(it: Office, box: LetterBox):
    chosen = "Maps”.\n\nSign in again:\n\nhttps://evil.example/" + "x" * 300

    mailed_title = texts.mailable_title("all", chosen)

    start = "“Maps\u2019. Sign in again: https: //evil.example/xxx"
    assert mailed_title.startswith(start)
    assert mailed_title.endswith("x…”")
    assert len(mailed_title) < 165
    for title in ("Share\nmaps", "Share\tmaps", "Share\u2028maps"):
        with pytest.raises(ValidationError, match="one line without tabs"):
            it.promise(title, "AT", DUE)


def test_in_quiet_hours_it_waits_for_the_morning(it: Office, box: LetterBox):
    it.promise("Share maps", "AT", DUE)
    night = datetime(2016, 4, 19, 21, 0, tzinfo=UTC)

    assert run(it, night) == ["reminder owner:-7 waiting"]
    assert run(it, night + timedelta(hours=7)) == ["reminder owner:-7 waiting"]
    assert box.messages == []
    # 07:00 in Vienna is 05:00 in UTC in summer.
    assert run(it, night + timedelta(hours=8)) == ["reminder owner:-7 sent"]


def test_what_is_done_moved_or_handed_over_is_not_sent(it: Office, box: LetterBox):
    id = it.promise("Share maps", "AT", DUE)
    run(it, RUNG.replace(hour=20))
    do(it.system, ReportComplete(activity_id=id))

    assert run(it, RUNG + timedelta(days=1)) == ["reminder owner:-7 lapsed"]
    assert box.messages == []


def test_of_rungs_that_nobody_looked_at_the_latest_counts(it: Office, box: LetterBox):
    it.promise("Share maps", "AT", DUE)
    late = RUNG + timedelta(days=21)
    it.person("Clara", Role.CHAIR)

    report = run(it, late)

    assert sorted(report) == [
        "escalation head:14 sent",
        "reminder owner:-1 skipped",
        "reminder owner:-7 skipped",
        "reminder owner:1 skipped",
    ]
    assert len(box.messages) == 1


def test_whoever_has_no_address_sees_it_on_the_page(it: Office, box: LetterBox):
    account = it.system.identity.accounts.create("Albert")
    it.system.identity.mandates.give(
        account.id, Role.FOCAL_POINT, "IT", given_by="the tests"
    )
    it.accounts["Albert"] = account.id
    it.promise("Share maps", "IT", DUE)

    assert run(it, RUNG) == ["reminder owner:-7 page"]
    principals, anna = it.principal("Albert", FP, "IT"), it.principal("Anna", FP, "AT")
    [notice] = unread_notifications(it.system, principals, LADDER)
    with pytest.raises(NotFound):
        mark_read(it.system, anna, LADDER, notice.key)
    for _ in range(2):
        mark_read(it.system, principals, LADDER, notice.key)
    assert unread_notifications(it.system, principals, LADDER) == ()


def test_what_is_returned_is_reminded_of_once_more(it: Office, box: LetterBox):
    id = it.promise("Share maps", "AT", DUE)
    run(it, RUNG.replace(hour=20))  # it waits for the morning
    do(it.system, ReportComplete(activity_id=id))
    assert run(it, RUNG.replace(hour=21)) == ["reminder owner:-7 lapsed"]
    do(it.system, ReturnActivity(activity_id=id, reason="not yet"), CHAIR)

    assert run(it, RUNG + timedelta(days=1)) == ["reminder owner:-7 sent"]
    assert "in 6 days" in box.messages[0].get_content()


def test_nobody_is_written_to_whose_mandate_or_account_has_ended(
    it: Office, box: LetterBox
):
    it.person("Albert", FP, "AT")
    it.promise("Share maps", "AT", DUE)
    run(it, RUNG.replace(hour=20))
    identity = it.system.identity
    [mandates] = identity.mandates.current_of(it.accounts["Anna"])
    identity.mandates.end(mandates.id, actor="the tests", reason="moved on")
    identity.accounts.close(it.accounts["Albert"], actor="the tests")
    assert [
        message.state
        for message in it.reminders.outbox.messages_of(it.accounts["Albert"])
    ] == [MessageState.LAPSED]

    run(it, RUNG + timedelta(days=1))

    assert box.messages == []
    identity.accounts.anonymise(it.accounts["Anna"])
    assert it.reminders.outbox.messages_of(it.accounts["Anna"]) == ()
    assert it.reminders.preferences.chosen(it.accounts["Anna"]) is None


def test_what_nobody_told_for_a_week_is_on_the_page_alone(it: Office, box: LetterBox):
    it.promise("Share maps", "AT", DUE)
    asleep = RUNG + timedelta(days=29)

    assert "escalation head:14 page" in run(it, asleep)
    assert [message["Subject"] for message in box.messages] == []
    assert it.notices("Anna", FP, "AT") == [
        "Overdue since 27 Apr 2016: “Share maps” \u2013 reminder to Austria"
    ]


def test_a_head_is_the_one_who_led_last_at_a_meeting_that_follows(
    it: Office, box: LetterBox
):
    it.person("Anton", Role.PARTICIPANT, "AT")
    id = it.promise("Share maps", "AT", DUE)
    it.heads("Anton", "AT")
    vienna = uuid4()
    details = BERLIN_DETAILS.model_copy(
        update={
            "edition": 11,
            "starts_on": date(2017, 4, 1),
            "ends_on": date(2017, 4, 2),
        }
    )
    do(it.system, AnnounceMeeting(meeting_id=vienna, details=details))
    do(
        it.system,
        InviteDelegations(meeting_id=vienna, delegations=(invited("AT"),)),
    )
    do(
        it.system,
        CarryOver(activity_id=id, meeting_id=vienna, reason="not finished"),
        CHAIR,
    )

    run(it, RUNG + timedelta(days=21))

    addresses = {
        message["To"] for message in box.messages if "overdue" in message["Subject"]
    }
    assert addresses == {"anton@example.org"}


def test_a_demonstration_writes_to_nobody_whatever_is_set(
    tmp_path: Path, box: LetterBox
):
    it = office(Place(tmp_path), box)
    it.person("Anna", FP, "AT")
    it.promise("Share maps", "AT", DUE)
    named = it.system.network()
    assert named is not None
    invented = named.model_copy(update={"demonstration": True})
    it.system.network = lambda: invented  # type: ignore[method-assign]

    assert run(it, RUNG) == ["reminder owner:-7 page"]
    assert it.notices("Anna", FP, "AT") != []
    it.system.close()


def test_what_would_be_sent_can_be_asked_before(it: Office, box: LetterBox):
    it.promise("Share maps", "AT", DUE)
    it.clock.time = RUNG

    assert it.reminders.plan() == RunPlan({MessageKind.REMINDER: 1}, 1, 0)
    it.clock.time = RUNG.replace(hour=20)
    assert it.reminders.plan() == RunPlan({}, 0, 1)
    assert it.letters() == []
    run(it, RUNG)
    assert it.reminders.plan() == RunPlan({}, 0, 0)
