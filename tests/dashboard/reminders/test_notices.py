"""Who is reminded sees it first on the Follow-up, and it goes when it is seen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from dashboard_examples import OpenPage, Story, page_text
from service.registration.registration_requests import set_terms
from systems import CHAIR, LEADERSHIP, announce_berlin, do

from bsm_domain.foundation.roles import Role, SignInMethod
from bsm_service.access.permissions import Principal
from bsm_service.application.system import System
from bsm_service.follow_up.commands import ConfirmActivity, ReportComplete
from bsm_service.follow_up.milestone_and_evidence_commands import CommentOnActivity
from bsm_service.reminders import notifications
from bsm_service.reminders.outbox import Outbox
from bsm_service.reminders.outbox_messages import OutboxMessage
from bsm_service.reminders.preferences import MessageKind
from bsm_service.settings.setting_types import DEFAULT_ESCALATION, EscalationRules


def signed_in(story: Story, role: Role, delegation: str | None = None) -> Principal:
    """As one click makes them: an account and a mandate of their own."""
    cookie = story.system.identity.start_session(
        f"the {role} {delegation or ''}".strip(),
        role,
        delegation,
        SignInMethod.DEMONSTRATION,
    )
    principal = story.system.identity.principal_from_cookie(cookie)
    assert principal is not None
    return principal


def test_notices_are_there_at_once_and_go_when_they_are_seen(
    busy_network: Story, open_page: OpenPage
):
    austria = signed_in(busy_network, Role.FOCAL_POINT, "AT")
    app = open_page("follow_up", by=austria)

    text = page_text(app)
    assert "1 notification for you" in text
    assert "Overdue since" in text
    assert "reminder to Austria" in text
    assert f"activity={busy_network.activity}" in text

    [seen] = [button for button in app.button if button.label == "Seen"]
    seen.click().run()
    assert not app.exception
    assert "notification for you" not in page_text(app)
    assert "notification for you" not in page_text(open_page("follow_up", by=austria))


def test_what_is_kept_is_no_notice_any_more_and_others_have_none(
    busy_network: Story, open_page: OpenPage
):
    austria = signed_in(busy_network, Role.FOCAL_POINT, "AT")
    app = open_page("follow_up", by=austria)
    do(busy_network.system, ReportComplete(activity_id=busy_network.activity))

    app.run()  # as the live record makes it

    assert "notification for you" not in page_text(app)
    assert "notification for you" not in page_text(
        open_page("follow_up", by=LEADERSHIP)
    )


def test_they_are_worked_out_once_for_each_account_and_moment(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    austria, chair = (
        signed_in(busy_network, Role.FOCAL_POINT, "AT"),
        signed_in(busy_network, Role.CHAIR),
    )
    accounts, original = [], notifications.all_notifications

    def recording(system: System, principal: Principal, ladder: EscalationRules):
        accounts.append(principal.account)
        return original(system, principal, ladder)

    monkeypatch.setattr(notifications, "all_notifications", recording)
    open_page("follow_up", by=austria).run()
    open_page("follow_up", by=chair)
    assert accounts == [austria.account, chair.account]


def test_a_mention_is_shown_once_on_the_page(busy_network: Story, open_page: OpenPage):
    austria = signed_in(busy_network, Role.FOCAL_POINT, "AT")
    system, activity_id = busy_network.system, busy_network.activity

    def comment(by: Principal, *mentioned: str) -> None:
        fields = {"text": "Please look.", "comment_id": uuid4(), "mentions": mentioned}
        busy_network.clock.pass_by(timedelta(minutes=1))
        do(system, CommentOnActivity(activity_id=activity_id, **fields), by)
        system.engine.catch_up()

    comment(CHAIR, "AT")
    text = page_text(open_page("follow_up", by=austria))
    assert "has asked for your attention" in text
    assert "mentioned you" not in text
    unread = notifications.unread_notifications(system, austria, DEFAULT_ESCALATION)
    assert [notification.kind for notification in unread][-1] is MessageKind.MENTION

    comment(austria)
    text = page_text(open_page("follow_up", by=austria))
    assert "has asked for your attention" not in text
    assert "mentioned you" not in text

    comment(CHAIR, "AT")
    do(system, ReportComplete(activity_id=activity_id))
    do(system, ConfirmActivity(activity_id=activity_id), CHAIR)
    system.engine.catch_up()
    # No card asks for what is done, so the notice says it.
    assert "mentioned you" in page_text(open_page("follow_up", by=austria))


def test_the_past_has_no_notices(busy_network: Story, open_page: OpenPage):
    austria = signed_in(busy_network, Role.FOCAL_POINT, "AT")
    position = busy_network.positions["concluded"]

    assert "notification for you" not in page_text(
        open_page("follow_up", by=austria, as_of=position)
    )


def test_administrators_see_what_fails_and_have_it_tried_again(
    busy_network: Story, open_page: OpenPage
):
    administrator = signed_in(busy_network, Role.ADMINISTRATOR)
    outbox = Outbox(busy_network.system.identity.account_database)
    now = busy_network.clock.time
    for key in ("a" * 32, "b" * 32):
        letter = OutboxMessage(
            key=key,
            kind=MessageKind.REMINDER,
            account=administrator.account,
            activity_id=None,
            rung="owner:1",
            made_at=now,
        )
        outbox.update([letter], now - timedelta(hours=1))
        [claimed] = outbox.claim(now)
        outbox.retry(claimed, "recipient refused (550)", now, give_up=True)

    app = open_page("administration", by=administrator, part="letters")

    text = page_text(app)
    assert "2 messages could not be sent." in text
    assert "Reminder to the administrator" in text
    assert "recipient refused (550)" in text
    again = [button for button in app.button if button.label == "Retry"]
    again[0].click().run()
    assert "1 message could not be sent." in page_text(app)


def test_an_invitation_to_be_answered_leads_to_the_page_of_the_delegation(
    busy_network: Story, open_page: OpenPage
):
    system = busy_network.system
    meeting = announce_berlin(system)
    closes = system.store.clock() + timedelta(days=10)
    set_terms(system, meeting, nominations_until=closes)
    app = open_page("follow_up", by=signed_in(busy_network, Role.FOCAL_POINT, "AT"))

    text = page_text(app)
    assert "Austria has not answered the invitation to the" in text
    assert f"/my-delegation?meeting={meeting}" in text
