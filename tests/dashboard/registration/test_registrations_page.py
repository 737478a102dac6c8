"""The page Registrations: seats, answers and newcomers, without names."""

from datetime import timedelta

import pytest
from dashboard_examples import OpenPage, Story, page_text
from delegation_examples import OpenMeeting, open_registration
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, LEADERSHIP, PARTICIPANT, SECRETARIAT, confirm, do

from bsm_projections.leadership.burn_up import DayBasis
from bsm_projections.leadership.seats_over_time import (
    SeatsDay,
    invited_since,
    seats_over_time,
)
from bsm_service.access.permissions import Principal
from bsm_service.application.system import audience_of
from bsm_service.meetings.commands import ChangeCapacity
from bsm_service.registration.commands import (
    ConfirmRegistration,
    WithdrawRegistration,
)
from bsm_service.registration.delegation_commands import AnswerInvitation
from dashboard.data.queries import clear_caches


@pytest.fixture
def meeting(busy_network: Story) -> OpenMeeting:
    return open_registration(busy_network)


def opened(
    open_page: OpenPage, meeting: OpenMeeting, by: Principal = LEADERSHIP, **query: str
) -> AppTest:
    clear_caches()
    return open_page("registrations", by=by, meeting=meeting.id, **query)


def test_the_answer_stands_first_and_nobody_is_named(
    meeting: OpenMeeting, open_page: OpenPage
):
    confirm(meeting.story.system, meeting.nominate("Eva Muster", "head"))
    confirm(meeting.story.system, meeting.nominate(None))
    answer = AnswerInvitation(
        meeting_id=meeting.id, delegation="AT", answer="takes part"
    )
    do(meeting.story.system, answer)

    text = page_text(opened(open_page, meeting))

    assert (
        "2 of 4 seats are taken; 1 of 2 delegations has not answered; 1 of 2 people "
        "comes for the first time." in text
    )
    assert "1 of 2 invited delegations takes part, 1 has not answered" in text
    assert "of 4; quotas add up to 5" in text
    assert "Not named yet" in text
    # Each of first time, returning and not named, on the screen and on paper.
    assert text.count("Derived from several facts; there is no link to them.") == 2 * 3
    assert "Italy" in text
    assert "Eva Muster" not in text


def test_the_latest_meeting_is_compared_with_the_earlier_ones(
    meeting: OpenMeeting, open_page: OpenPage
):
    confirm(meeting.story.system, meeting.nominate("Eva Muster", "head"))

    text = page_text(opened(open_page, meeting))

    assert "12th · Vienna 2018: 1 of 1 person comes for the first time" in text


def moved(meeting: OpenMeeting, days: int) -> None:
    meeting.story.clock.pass_by(timedelta(days=days))


def test_seats_over_time_follow_either_clock(meeting: OpenMeeting):
    system, clock = meeting.story.system, meeting.story.clock
    first = clock.time.date()
    stays = meeting.nominate("Eva Muster")
    moved(meeting, 1)
    confirm(system, stays)
    moved(meeting, 1)
    goes = meeting.nominate("Jan Beispiel")
    do(
        system,
        ConfirmRegistration(
            registration_id=goes, occurred_at=clock.time - timedelta(days=1)
        ),
    )
    moved(meeting, 1)
    do(system, WithdrawRegistration(registration_id=goes))
    do(system, ChangeCapacity(meeting_id=meeting.id, capacity=9, reason="A hall."))
    system.engine.catch_up()

    def days(clock: DayBasis) -> list[tuple[int, int, int]]:
        with system.read(system.moment(None), audience_of(SECRETARIAT)) as context:
            found = seats_over_time(context, str(meeting.id), "Europe/Vienna", clock)
        assert all(isinstance(each, SeatsDay) for each in found)
        return [((each.day - first).days, each.seats, each.capacity) for each in found]

    assert days(DayBasis.RECORDED) == [(0, 0, 4), (1, 1, 4), (2, 2, 4), (3, 1, 9)]
    assert days(DayBasis.HAPPENED) == [(0, 0, 4), (1, 2, 4), (3, 1, 9)]
    with system.read(system.moment(None), audience_of(SECRETARIAT)) as context:
        since = invited_since(context, str(meeting.id))
    assert {code: day.date() for code, day in since.items()} == {
        "AT": first,
        "IT": first,
    }


def test_the_past_has_the_seats_of_that_day(meeting: OpenMeeting, open_page: OpenPage):
    meeting.story.note("nobody")
    confirm(meeting.story.system, meeting.nominate("Eva Muster"))
    position = str(meeting.story.positions["nobody"])

    assert "0 of 4 seats are taken" in page_text(
        opened(open_page, meeting, as_of=position)
    )
    assert "1 of 4 seats is taken" in page_text(opened(open_page, meeting))


@pytest.mark.parametrize("by", [AUSTRIA, PARTICIPANT])
def test_answers_of_others_are_not_for_delegations(
    meeting: OpenMeeting, open_page: OpenPage, by: Principal
):
    text = page_text(opened(open_page, meeting, by))

    assert "This page is not available to your role" in text
