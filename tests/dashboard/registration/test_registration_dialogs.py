"""What the dialog of a registration offers: to withdraw it, and places in sessions."""

from datetime import datetime, timedelta

import pytest
from dashboard_examples import PRESENT, OpenPage, Story
from delegation_examples import OpenMeeting, open_registration, with_bus
from form_actions import choose, fill, is_form_closed, open_form, send
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, SECRETARIAT, confirm, do

from bsm_domain.registration.registration import Registration
from bsm_service.access.permissions import Principal
from bsm_service.registration.session_places.commands import TakePlace
from dashboard.data.queries import clear_caches

A_DAY = timedelta(days=1)
SOON, LATER = PRESENT + timedelta(hours=1), PRESENT + 2 * A_DAY
WITHDRAW = "Withdraw"
TAKE, GIVE_UP = "Take a place in a session", "Give up a place in a session"


@pytest.fixture
def meeting(busy_network: Story) -> OpenMeeting:
    return open_registration(busy_network)


def opened(
    open_page: OpenPage, meeting: OpenMeeting, registration: object, by: Principal
) -> AppTest:
    meeting.story.system.engine.catch_up()
    clear_caches()
    page = open_page("my_delegation", by=by, meeting=meeting.id, of="AT")
    return open_form(page, registration)


def actions(app: AppTest) -> list[str]:
    [group] = [group for group in app.button_group if "-what-" in (group.key or "")]
    return list(group.options)


@pytest.mark.parametrize("by", [AUSTRIA, SECRETARIAT], ids=lambda by: by.role)
@pytest.mark.parametrize(
    ("deadline", "label"),
    [
        (None, "Reason (optional)"),
        (PRESENT + A_DAY, "Reason (optional)"),
        (PRESENT - A_DAY, "Reason"),
    ],
    ids=["without a deadline", "before it", "after it"],
)
def test_a_withdrawal_asks_for_a_reason_from_the_deadline_on(
    meeting: OpenMeeting,
    open_page: OpenPage,
    by: Principal,
    deadline: datetime | None,
    label: str,
):
    registration = meeting.nominate("Anna Muster")
    confirm(meeting.story.system, registration)
    meeting.set_terms(changes_until=deadline)

    app = choose(opened(open_page, meeting, registration, by), WITHDRAW)

    [reason] = [box for box in app.text_area if "-reason-" in (box.key or "")]
    assert reason.label == label
    if label == "Reason":
        assert not is_form_closed(send(app))
        fill(app, reason="Fell ill.")
    assert is_form_closed(send(app))
    found = meeting.story.system.store.load(Registration, registration)
    assert found is not None
    assert found.status == "withdrawn"


@pytest.mark.parametrize(
    ("by", "closes_at", "holds", "offered"),
    [
        (AUSTRIA, LATER, False, {TAKE}),
        (AUSTRIA, LATER, True, {GIVE_UP}),
        (AUSTRIA, SOON, False, set()),
        (AUSTRIA, SOON, True, {GIVE_UP}),
        (SECRETARIAT, SOON, False, {TAKE}),
    ],
    ids=["open", "held", "closed", "held, closed", "closed, by the secretariat"],
)
def test_places_are_offered_where_they_can_be_had(
    meeting: OpenMeeting,
    open_page: OpenPage,
    by: Principal,
    closes_at: datetime,
    holds: bool,
    offered: set[str],
):
    story = meeting.story
    registration = meeting.nominate("Anna Muster")
    confirm(story.system, registration)
    session = with_bus(meeting, closes_at=closes_at)
    if holds:
        do(story.system, TakePlace(registration_id=registration, session_id=session))
    story.clock.time = PRESENT + A_DAY

    app = opened(open_page, meeting, registration, by)

    assert {TAKE, GIVE_UP}.intersection(actions(app)) == offered
    if offered:
        app = choose(app, *offered)
        fill(app, session_id=str(session))
        assert is_form_closed(send(app))
    found = story.system.store.load(Registration, registration)
    assert found is not None
    assert found.places == ({session: True} if holds is not bool(offered) else {})


def test_whoever_has_no_seat_is_offered_no_place(
    meeting: OpenMeeting, open_page: OpenPage
):
    registration = meeting.nominate("Anna Muster")
    with_bus(meeting)

    app = opened(open_page, meeting, registration, SECRETARIAT)

    assert not {TAKE, GIVE_UP}.intersection(actions(app))
