"""The terms of registration: set in the steps of a meeting, at the meeting's place."""

from datetime import UTC, date, datetime, time

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting
from form_actions import is_form_closed, open_form, send
from streamlit.testing.v1 import AppTest
from systems import SECRETARIAT

from bsm_domain.foundation.formatting import format_deadline
from bsm_projections.meetings.registration_terms import (
    TermsOfRegistration,
    registration_terms,
)
from bsm_service.application.system import audience_of
from dashboard.registration.terms import texts

MIDNIGHT = datetime.combine(date(2018, 3, 19), time.min)


def terms(story: Story, meeting: str) -> TermsOfRegistration:
    story.system.engine.catch_up()
    moment = story.system.moment(None)
    with story.system.read(moment, audience_of(SECRETARIAT)) as context:
        found = registration_terms(context, meeting)
    assert found is not None
    return found


def opened(open_page: OpenPage, meeting: str) -> AppTest:
    app = open_page("meeting", by=SECRETARIAT, meeting=meeting)
    return open_form(app, "set-registration-terms")


def test_terms_are_proposed_once_and_then_changed_with_a_reason(
    busy_network: Story, open_page: OpenPage
):
    meeting = announce_meeting(busy_network, edition=12, city="Vienna")
    assert terms(busy_network, meeting).set_at is None
    app = opened(open_page, meeting)
    [heads] = [box for box in app.checkbox if "together with a head" in box.label]
    assert heads.value
    assert not app.get("text_area")
    [until] = [box for box in app.datetime_input if "nominations" in box.label]
    until.set_value(MIDNIGHT)
    assert is_form_closed(send(app))

    found = terms(busy_network, meeting)
    assert found.nominations_until == datetime(2018, 3, 18, 23, tzinfo=UTC)
    assert (found.alternates_need_head, found.changes_until) == (True, None)

    app = opened(open_page, meeting)
    [until] = [box for box in app.datetime_input if "nominations" in box.label]
    assert until.value == MIDNIGHT
    [share] = [box for box in app.number_input if box.label.startswith("Alternates")]
    share.set_value(2)
    assert not is_form_closed(send(app))
    app.text_area[0].set_value("The host asked for fewer.")
    assert is_form_closed(send(app))
    assert terms(busy_network, meeting).alternates_at_most == 2


@pytest.mark.parametrize(
    ("deadline", "now", "text", "remaining"),
    [
        ((2027, 3, 18, 23), (2027, 3, 9, 8), "18 Mar 2027, 24:00 Berlin", "in 9 days"),
        ((2027, 3, 18, 23), (2027, 3, 17, 8), "18 Mar 2027, 24:00 Berlin", "tomorrow"),
        ((2027, 3, 18, 16), (2027, 3, 18, 8), "18 Mar 2027, 17:00 Berlin", "today"),
        ((2027, 3, 18, 16), (2027, 3, 18, 16), "18 Mar 2027, 17:00 Berlin", "today"),
        (
            (2027, 3, 18, 23),
            (2027, 3, 19, 8),
            "18 Mar 2027, 24:00 Berlin",
            "1 day ago",
        ),
    ],
)
def test_a_deadline_is_said_at_the_place_of_the_meeting(
    deadline: tuple[int, ...], now: tuple[int, ...], text: str, remaining: str
):
    moment = datetime(*deadline, tzinfo=UTC)  # type: ignore[misc, arg-type]
    viewed = datetime(*now, tzinfo=UTC)  # type: ignore[misc, arg-type]

    assert format_deadline(moment, "Europe/Berlin") == text
    assert texts.remaining_text(moment, viewed, "Europe/Berlin") == remaining
