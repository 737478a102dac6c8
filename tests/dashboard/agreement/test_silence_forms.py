"""Forms that open, extend and end a silence."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from agreement_examples import decision_in, opened
from dashboard_examples import PRESENT, OpenPage, Story, page_text
from form_actions import confirm_preview, fill, send

from bsm_domain.agreement.values import Position


def test_opening_a_silence_warns_and_does_not_refuse(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "procedure")
    fill(app, expires_at=datetime.fromisoformat("2026-11-28T22:00"))
    send(app)

    text = page_text(app)
    assert (
        "this text will be adopted on Sat 28 Nov 2026, 22:00 Berlin (UTC+01:00)" in text
    )
    assert "it is a Saturday and it is between 20:00 and 08:00" in text
    assert "no account that can act now" in text
    assert "under silence" in page_text(confirm_preview(app))


def test_a_time_that_the_clocks_show_twice_asks_which(
    empty_network: Story, open_page: OpenPage
):
    empty_network.clock.time = datetime(2026, 10, 20, 12, tzinfo=PRESENT.tzinfo)
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "procedure")
    fill(app, expires_at=datetime.fromisoformat("2026-10-25T02:30"))
    send(app)
    assert "show 02:30 twice on 25 Oct 2026" in page_text(app)
    fill(app, which_hour="second")
    send(app)

    assert "02:30 Berlin (UTC+01:00)" in page_text(app)
    assert "25 Oct 2026, 01:30 UTC" in page_text(app)


def test_a_time_that_does_not_exist_is_refused(
    empty_network: Story, open_page: OpenPage
):
    empty_network.clock.time = datetime(2027, 3, 20, 12, tzinfo=PRESENT.tzinfo)
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "procedure")
    fill(app, expires_at=datetime.fromisoformat("2027-03-28T02:30"))
    send(app)

    text = page_text(app)
    assert "does not exist in Europe/Berlin" in text
    assert "this text is adopted on" not in text


@pytest.mark.parametrize(
    ("away", "sentence"),
    [
        (timedelta(days=-1), "A silence runs for at least 1 hour"),
        (timedelta(minutes=59), "A silence runs for at least 1 hour"),
        (timedelta(days=91), "A silence runs for at most 90 days"),
    ],
)
def test_checking_a_silence_refuses_what_opening_it_would(
    away: timedelta, sentence: str, empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    app = opened(decision, open_page, "procedure")
    wall = (empty_network.clock.time + away).astimezone(ZoneInfo("Europe/Berlin"))
    fill(app, expires_at=wall.replace(tzinfo=None, second=0, microsecond=0))
    send(app)

    text = page_text(app)
    assert sentence in text
    assert "this text is adopted on" not in text


def test_a_silence_is_extended(empty_network: Story, open_page: OpenPage):
    decision = decision_in(empty_network)
    decision.open_silence()
    app = opened(decision, open_page, "procedure")
    fill(app, reason="Two capitals need more time.")
    send(app)
    assert "a silence is never shortened" in page_text(app).lower()
    fill(app, expires_at=datetime.fromisoformat("2026-12-01T12:00"))
    send(app)

    assert "adopted on Tue 1 Dec 2026, 12:00 Berlin" in page_text(app)


def test_what_others_say_keeps_nobody_from_ending_the_procedure(
    empty_network: Story, open_page: OpenPage
):
    decision = decision_in(empty_network)
    decision.open_silence()
    app = opened(decision, open_page, "procedure", "End the procedure")
    decision.says("IT", Position.AGREE)
    fill(app, reason="Another text is coming.")
    send(app)

    assert "Nothing happens yet" in page_text(app)
