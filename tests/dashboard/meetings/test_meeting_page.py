"""The Meeting page: what it says of a meeting that is planned, held, or long past."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from dashboard_examples import OpenPage, Story, announce_meeting, page_text
from systems import (
    AUDITOR,
    AUSTRIA,
    CHAIR,
    LEADERSHIP,
    PARTICIPANT,
    SECRETARIAT,
    do,
    open_meeting,
    set_objective,
)

from bsm_domain.foundation.formatting import format_date_range
from bsm_domain.foundation.logged_fact import UndecodableFact
from bsm_domain.foundation.values import MatterAudience
from bsm_domain.meetings.agenda import SessionKind
from bsm_domain.meetings.meeting_facts import MeetingMode, StatedTotal
from bsm_projections.meetings.read_model import StatedAttendance
from bsm_service.access.permissions import Principal
from bsm_service.follow_up.commands import ProposeActivity
from bsm_service.meetings.agenda_commands import ReleaseAgenda, ScheduleSession
from bsm_service.meetings.commands import ConcludeMeeting, StateAttendance
from dashboard.meetings import texts


def hold_meeting(story: Story, **details: object) -> str:
    id = announce_meeting(story, **details)
    open_meeting(story.system, id)
    do(story.system, ConcludeMeeting(meeting_id=id))
    return id


def test_it_answers_in_its_first_sentence(busy_network: Story, open_page: OpenPage):
    text = page_text(open_page("meeting", by=CHAIR))

    assert (
        "The network met in Berlin on 12 and 13 Apr 2016; 1 of 2 objectives discussed; "
        "3 delegations had seats." in text
    )
    assert "12 and 13 Apr 2016, Berlin time" in text
    assert "<dt>Status</dt><dd>Concluded</dd>" in text


def test_an_empty_network_says_what_would_fill_the_page(
    empty_network: Story, open_page: OpenPage
):
    text = page_text(open_page("meeting"))

    assert "No meeting has been announced yet." in text
    assert "The secretariat announces meetings." in text


@pytest.mark.parametrize("page", ["overview", "meeting", "agreements", "imports"])
def test_a_link_to_a_meeting_that_does_not_exist_says_so_and_leads_on(
    busy_network: Story, open_page: OpenPage, page: str
):
    text = page_text(open_page(page, by=SECRETARIAT, meeting="16"))

    assert "There is no meeting with the ID “16”." in text
    assert f'href="?meeting={busy_network.meeting}"' in text
    assert "decisions have been adopted" not in text


def test_a_meeting_that_was_announced_later_was_not_on_record(
    busy_network: Story, open_page: OpenPage
):
    then = busy_network.system.store.position()
    earlier = busy_network.meeting
    later = announce_meeting(busy_network)

    text = page_text(open_page("meeting", by=SECRETARIAT, meeting=later, as_of=then))

    assert "This meeting was not on record at that moment." in text
    assert f'href="?meeting={earlier}&amp;as_of={then}"' in text


@pytest.mark.parametrize(
    "by", [CHAIR, AUDITOR, PARTICIPANT], ids=lambda principal: principal.role
)
def test_a_meeting_of_which_nothing_is_stated_says_so_everywhere(
    busy_network: Story, open_page: OpenPage, by: Principal
):
    id = hold_meeting(busy_network, mode=MeetingMode.HYBRID)
    text = page_text(open_page("meeting", by=by, meeting=id))

    assert (
        "The network met online and in person on 12 and 13 Apr 2018; attendance is "
        "not on record here." in text
    )
    assert "No agenda of this meeting is available." in text
    assert "The secretariat invites them" in text
    assert "The Chair or the secretariat sets them." in text
    assert '<span class="bsm-silent">not stated</span>' in text


def test_what_a_source_states_stands_apart_from_what_was_counted(
    busy_network: Story, open_page: OpenPage
):
    total = StatedTotal(participants=60, at_least=True, source="A page of the tests")
    state = StateAttendance(meeting_id=busy_network.meeting, total=total)
    do(busy_network.system, state)
    text = page_text(open_page("meeting"))

    assert "4 seats taken; a source states more than 60 participants" in text
    assert "&gt;\u200960" in text
    assert "A page of the tests" in text


def test_other_editions_lead_to_themselves_at_the_same_moment(
    busy_network: Story, open_page: OpenPage
):
    other = announce_meeting(busy_network, edition=12, city="Vienna")
    busy_network.system.engine.catch_up()
    position = busy_network.system.store.position()
    text = page_text(open_page("meeting", meeting=other, as_of=position))

    assert f"/meeting?meeting={busy_network.meeting}&amp;as_of={position}" in text
    assert "<b>12th</b> (this one)" in text
    assert "1 other edition on record" in text


def test_what_is_for_focal_points_only_is_marked_or_left_out(
    busy_network: Story, open_page: OpenPage
):
    id = announce_meeting(busy_network)
    for title, audience in (
        ("For everybody", MatterAudience.ALL),
        ("Among ourselves", MatterAudience.FOCAL_POINTS),
    ):
        session = ScheduleSession(
            meeting_id=id,
            session_id=uuid4(),
            on=date(2018, 4, 12),
            title=title,
            kind=SessionKind.PLENARY,
            audience=audience,
        )
        do(busy_network.system, session)
    do(busy_network.system, ReleaseAgenda(meeting_id=id))
    busy_network.clock.time = datetime(2018, 4, 12, 6, 0, tzinfo=UTC)
    inside = page_text(open_page("meeting", by=AUSTRIA, meeting=id))
    outside = page_text(open_page("meeting", by=LEADERSHIP, meeting=id))

    assert f'href="/agenda?meeting={id}"' in outside
    assert "2 sessions, 1 for focal points only" in inside
    assert "plenary · focal points only" in inside
    assert "For everybody" in outside
    assert "Among ourselves" not in outside


def test_it_is_of_one_moment_altogether(busy_network: Story, open_page: OpenPage):
    position = busy_network.positions["registered"]
    text = page_text(open_page("meeting", by=SECRETARIAT, as_of=position))

    assert (
        "The meeting in Berlin is planned for 12 and 13 Apr 2016; registration is "
        "open, 4 of 100 seats are taken." in text
    )
    assert "4 seats taken; the meeting has not begun" in text
    assert "No objectives yet" in text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2016, 4, 12), date(2016, 4, 12), "12 Apr 2016"),
        (date(2016, 4, 12), date(2016, 4, 13), "12 and 13 Apr 2016"),
        (date(2010, 10, 12), date(2010, 10, 14), "12 to 14 Oct 2010"),
        (date(2025, 9, 30), date(2025, 10, 2), "30 Sep to 2 Oct 2025"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Dec 2025 to 2 Jan 2026"),
    ],
)
def test_date_ranges_are_short(first: date, last: date, said: str):
    assert format_date_range(first, last) == said


def test_silence_of_a_source_is_not_zero():
    stated = StatedAttendance(60, True, "a page")

    assert texts.stated_number_or_none(None) == "not stated"
    assert texts.stated_number_or_none(stated) == ">\u200960"
    assert texts.stated_number_or_none(replace(stated, at_least=False)) == "60"


def test_a_meeting_in_an_unknown_time_zone_stays_readable(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    """Recorded by a version that took the names of this machine's own zones."""
    monkeypatch.setattr(
        "bsm_domain.meetings.meeting_changes.must_be_time_zone", lambda name: name
    )
    id = hold_meeting(busy_network, time_zone="localtime")
    system = busy_network.system
    promise = ProposeActivity(
        activity_id=uuid4(),
        objective_id=set_objective(system, UUID(id)),
        title="Share maps",
        owner="AT",
        due_on=date(2027, 9, 30),
    )
    do(system, promise)

    assert "12 and 13 Apr 2018, UTC (unknown time zone “localtime”)" in page_text(
        open_page("meeting", meeting=id)
    )
    past = system.store.position()
    for page in ("overview", "follow_up", "history", "commitments"):
        assert page_text(open_page(page, meeting=id, by=AUDITOR, as_of=past))
    facts = [stored.fact for stored in system.store.page(0, 1_000)]
    assert not [fact for fact in facts if isinstance(fact, UndecodableFact)]
