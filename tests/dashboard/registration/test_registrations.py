"""Registrations on the Meeting page: seats, the list, and who may see it."""

from dataclasses import replace
from uuid import UUID

import pytest
from dashboard_examples import ABSENT, OpenPage, Story, announce_meeting, page_text
from systems import (
    AUSTRIA,
    ITALY,
    PARTICIPANT,
    SECRETARIAT,
    do,
    invited,
    nominate,
)

from bsm_projections.registration.queries import RegistrationCount
from bsm_service.access.permissions import Principal
from bsm_service.meetings.commands import (
    InviteDelegations,
    OpenRegistration,
)
from dashboard.data.queries import clear_caches
from dashboard.registration import registration_list, texts


def test_seats_and_absence_are_shown_in_protocol_order(
    busy_network: Story, open_page: OpenPage
):
    text = page_text(open_page("meeting"))

    assert "3 of 5 delegations have seats" in text
    assert "Without a seat: Italy and Frontex." in text
    assert text.index(">AT<") < text.index(">IT<") < text.index(">FRONTEX<")


def test_participants_see_the_meeting_and_no_registrations(
    busy_network: Story, open_page: OpenPage
):
    text = page_text(open_page("meeting", by=PARTICIPANT))

    assert "3 of 5 delegations have seats" in text
    assert "Registrations, in the order of nomination" not in text
    assert "By function and status" not in text


def test_a_long_list_of_registrations_comes_a_page_at_a_time(
    busy_network: Story, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(registration_list, "REGISTRATIONS_PER_PAGE", 2)
    system = busy_network.system
    meeting = UUID(announce_meeting(busy_network, edition=12, city="Vienna"))
    invite = InviteDelegations(meeting_id=meeting, delegations=(invited("AT", 9),))
    do(system, invite)
    do(system, OpenRegistration(meeting_id=meeting, capacity=9))
    for _ in range(5):
        nominate(system, meeting)
    app = open_page("meeting", by=SECRETARIAT, meeting=meeting)

    assert page_text(app).count("bsm-registration") == 2
    assert "5 registrations; 5 waiting for a decision or a seat" in page_text(app)
    app.button(key="registrations-next").click().run()
    app.button(key="registrations-next").click().run()
    assert page_text(app).count("bsm-registration") == 1
    app.button(key="registrations-first").click().run()
    assert page_text(app).count("bsm-registration") == 2


@pytest.mark.parametrize("after", ["x", "9.", "-1.a", "\u0661.a", "9" * 40, "0.\x00"])
def test_a_place_that_never_was_is_the_first_page(
    busy_network: Story, open_page: OpenPage, after: str
):
    assert (
        "nominated on" in page_text(open_page("meeting", after=after, of="DZ")).lower()
    )


@pytest.mark.parametrize(
    ("taken", "quota", "capacity", "advice"),
    [
        (1, 2, 9, "taken."),
        (2, 2, 9, "or change the quota first."),
        (1, 2, 5, "Put the registration on the waiting list."),
    ],
)
def test_whoever_confirms_reads_how_many_seats_are_left(
    taken: int, quota: int, capacity: int, advice: str
):
    delegation = replace(ABSENT, name="Netherlands", participants=taken, quota=quota)

    text = texts.seats_held(delegation, 5, capacity)

    assert text.startswith(f"The Netherlands holds {taken} of its 2 seats; 5 of the ")
    assert text.endswith(advice)


def test_a_list_exceeds_quotas_and_the_seats_of_the_meeting():
    spain = replace(ABSENT, participants=1)

    assert texts.list_warnings({"ES": 1}, [spain], capacity=2) == ""
    assert texts.list_warnings({"ES": 2}, [spain], capacity=2) == (
        "There are too few seats: Spain would need 3 (quota: 2) and the meeting 3 "
        "(seats in all: 2). Change the quotas, shorten the list, or register it "
        "unconfirmed."
    )


def test_who_is_seated_comes_first():
    rows = [
        RegistrationCount("AT", "member", "confirmed", 2),
        RegistrationCount("AT", "adviser", "waitlisted", 1),
        RegistrationCount("AT", "head", "attended", 1),
    ]

    assert texts.seats_text(rows) == "1 head, 2 members; 1 adviser waitlisted"
    assert texts.seats_text(rows[1:2]) == "1 adviser waitlisted"


@pytest.mark.parametrize(
    ("by", "selected"),
    [(ITALY, "IT"), (AUSTRIA, "AT"), (SECRETARIAT, "all")],
    ids=["without registrations", "with registrations", "secretariat"],
)
def test_the_list_begins_with_the_registrations_of_ones_own_delegation(
    busy_network: Story, open_page: OpenPage, by: Principal, selected: str
):
    app = open_page("meeting", by=by)
    [choice] = [each for each in app.selectbox if each.label.startswith("Show")]
    assert choice.value == selected

    assert "All delegations" in choice.options
    assert not choice.set_value("all").run().exception


def test_the_meeting_with_open_registration_is_shown_first(
    busy_network: Story, open_page: OpenPage
):
    ids = [
        UUID(announce_meeting(busy_network, edition=edition, city=city))
        for edition, city in ((12, "Vienna"), (13, "Prague"))
    ]
    assert "The meeting in Prague" not in page_text(open_page("meeting", by=AUSTRIA))

    do(busy_network.system, OpenRegistration(meeting_id=ids[1], capacity=9))

    clear_caches()
    assert "The meeting in Prague" in page_text(open_page("meeting", by=AUSTRIA))
