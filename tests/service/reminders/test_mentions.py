"""Whoever is mentioned in a comment is told once, and never what was written."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from service.reminders.recipients import (
    BEGINS,
    DUE,
    FP,
    LADDER,
    RUNG,
    LetterBox,
    Office,
    run,
)
from sqlite_only import new_place as new_place
from systems import CHAIR, at_once, do, set_objective

from bsm_domain.foundation.roles import Role
from bsm_domain.foundation.values import MatterAudience
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.milestone_and_evidence_commands import CommentOnActivity
from bsm_service.reminders.notifications import mark_read, unread_notifications
from bsm_service.reminders.preferences import MessageKind

TEXT = "Ask Maria about the tunnel."


def comment(it: Office, id: UUID, by: Principal, *mentions: str) -> None:
    command = CommentOnActivity(
        activity_id=id, comment_id=uuid4(), text=TEXT, mentions=mentions
    )
    do(it.system, command, by)


def test_the_mentioned_are_told_once_and_the_author_never(it: Office, box: LetterBox):
    it.person("Ida", FP, "IT")
    other = it.another_process()
    id = it.promise("Share maps", "AT", DUE)
    comment(it, id, it.principal("Ida", FP, "IT"), "AT", "IT")

    run(it, BEGINS + timedelta(minutes=1))
    other.run_once()

    [message] = [one for one in box.messages if "mentioned" in one["Subject"]]
    assert message["To"] == "anna@example.org"
    text = message.get_content()
    assert "Italy mentioned you in a comment on “Share maps”." in text
    assert f"/follow-up?activity={id}" in text
    assert "Maria" not in message.as_string()
    assert it.notices("Ida", FP, "IT") == []
    assert it.notices("Anna", FP, "AT") == [
        "Italy mentioned you in a comment on “Share maps” on 18 Apr 2016"
    ]
    principal = it.principal("Anna", FP, "AT")
    mark_read(
        it.system,
        principal,
        LADDER,
        unread_notifications(it.system, principal, LADDER)[0].key,
    )
    assert it.notices("Anna", FP, "AT") == []
    other.system.close()


def test_what_is_seen_on_the_page_need_not_be_mailed(it: Office, box: LetterBox):
    comment(it, it.promise("Share maps", "IT", DUE), CHAIR, "AT")
    principal = it.principal("Anna", FP, "AT")
    [notice] = unread_notifications(it.system, principal, LADDER)
    assert notice.sentence.startswith("The Chair mentioned you")
    mark_read(it.system, principal, LADDER, notice.key)

    run(it, BEGINS + timedelta(minutes=1))

    assert [
        message for message in box.messages if "mentioned" in message["Subject"]
    ] == []


def test_neither_the_past_nor_what_was_said_before_a_mandate_is_mailed(
    it: Office, box: LetterBox
):
    comment(it, it.promise("Share maps", "IT", DUE), CHAIR, "AT")
    it.clock.pass_by(timedelta(days=8))
    it.person("Albert", FP, "AT")

    run(it, it.clock.time)

    assert [
        message for message in box.messages if "mentioned" in message["Subject"]
    ] == []
    assert len(it.notices("Anna", FP, "AT")) == 1
    assert it.notices("Albert", FP, "AT") == []
    it.clock.pass_by(timedelta(days=30))
    assert it.notices("Anna", FP, "AT") == []


def test_of_focal_points_matter_the_title_stays_in_the_house(
    it: Office, box: LetterBox
):
    it.objective = set_objective(
        it.system, it.meeting_id, code="O9", audience=MatterAudience.FOCAL_POINTS
    )
    comment(it, it.promise("Secret routes", "IT", DUE), CHAIR, "AT")

    run(it, BEGINS + timedelta(minutes=1))

    [message] = [one for one in box.messages if "mentioned" in one["Subject"]]
    assert "Secret routes" not in message.as_string()
    assert "an activity for focal points only" in message.get_content()
    assert "“Secret routes”" in it.notices("Anna", FP, "AT")[0]
    # Acting in a role that does not see it, she is not told of it.
    it.system.identity.mandates.give(
        it.accounts["Anna"], Role.LEADERSHIP, given_by="the tests"
    )
    assert it.notices("Anna", Role.LEADERSHIP) == []


@pytest.mark.parametrize("audience", MatterAudience)
def test_contacts_of_organisations_are_told_of_what_everybody_sees(
    it: Office, box: LetterBox, audience: MatterAudience
):
    """Of their own activities, and where they are mentioned."""
    it.person("Fabia", FP, "FRONTEX")
    it.objective = set_objective(it.system, it.meeting_id, code="O9", audience=audience)
    it.promise("Share routes", "FRONTEX", DUE)
    comment(it, it.promise("Share maps", "IT", DUE), CHAIR, "FRONTEX")
    for at in (BEGINS + timedelta(minutes=1), RUNG):
        run(it, at)

    told = [one for one in box.messages if one["To"] == "fabia@example.org"]
    assert bool(told) is (audience is MatterAudience.ALL)


def test_kinds_that_are_muted_at_once_are_all_muted(it: Office):
    wishes, account = it.reminders.preferences, it.accounts["Anna"]
    works = [
        partial(wishes.mute, account, kind) for kind in (*MessageKind, *MessageKind)
    ]

    at_once(works)

    assert wishes.of(account).muted == tuple(sorted(MessageKind))


def test_mentions_are_muted_by_themselves(it: Office, box: LetterBox):
    id = it.promise("Share maps", "AT", DUE)
    it.reminders.preferences.mute(it.accounts["Anna"], MessageKind.MENTION)
    comment(it, id, CHAIR, "AT")

    report = run(it, BEGINS + timedelta(days=1))

    assert [line.partition(" ")[0] for line in report if line.endswith(" page")] == [
        "mention"
    ]
    assert [line for line in report if line.startswith("reminder")] == [
        "reminder owner:-7 sent"
    ]
