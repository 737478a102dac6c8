"""The page Queue: what waits for the secretariat, and many confirmed at once."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from dashboard_examples import OpenPage, Story, page_text
from delegation_examples import OpenMeeting, open_registration
from form_actions import fill, form_button_labels, is_form_closed, open_form, send
from service.registration.registration_requests import receive
from streamlit.testing.v1 import AppTest
from systems import AUSTRIA, CHAIR, SECRETARIAT, confirm, do

from bsm_projections.registration.queries import registrations
from bsm_service.access.permissions import Principal
from bsm_service.application.system import audience_of
from bsm_service.registration.commands import NominateDelegate, WaitlistRegistration
from bsm_service.vault.personal_details import PersonalDetails
from dashboard.data.queries import clear_caches
from dashboard.registration.decisions import rows, selection, texts

PAST_DEADLINE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def meeting(busy_network: Story) -> OpenMeeting:
    return open_registration(busy_network)


def opened(
    open_page: OpenPage,
    meeting: OpenMeeting,
    by: Principal = SECRETARIAT,
    **query: object,
) -> AppTest:
    clear_caches()
    return open_page("queue", by=by, meeting=meeting.id, **query)


def late(meeting: OpenMeeting, name: str, delegation: str = "IT") -> UUID:
    meeting.story.clock.pass_by(timedelta(minutes=1))
    command = NominateDelegate(
        meeting_id=meeting.id,
        delegation=delegation,
        function="member",
        person=PersonalDetails(name=name),
        reason="The minister decided late.",
    )
    return do(meeting.story.system, command).id


def statuses(meeting: OpenMeeting) -> list[str]:
    system = meeting.story.system
    system.engine.catch_up()
    with system.read(system.moment(None), audience_of(SECRETARIAT)) as context:
        found = registrations(context, str(meeting.id))
    return sorted(each.status for each in found.items)


def choose_all(app: AppTest) -> AppTest:
    return app.button(key="choose-all").click().run()


def test_rows_say_why_confirming_would_be_refused(
    meeting: OpenMeeting, open_page: OpenPage
):
    for name in ("Eva Muster", "Jan Beispiel"):
        confirm(meeting.story.system, meeting.nominate(name))
    meeting.nominate("Ana Primer", "adviser")
    covered = meeting.nominate("Mario Rossi", "head", "IT")
    meeting.set_terms(nominations_until=PAST_DEADLINE, note="before a seat")
    receive(
        meeting.story.system,
        meeting.id,
        "IT",
        reference="NV 12/2026",
        covers=(covered,),
    )
    late(meeting, "Leo Esempio")

    text = page_text(opened(open_page, meeting))

    assert (
        "3 registrations wait for a decision and 2 delegations have not answered."
        in text
    )
    order = ["Leo Esempio", "Ana Primer", "Mario Rossi"]
    assert sorted(order, key=text.index) == order
    assert "Late: The minister decided late." in text
    assert "note NV 12/2026 · 0 of 3 seats taken" in text
    assert "Cannot be confirmed: no note covers it and the quota is used up." in text
    assert text.count("Cannot be confirmed") == 2


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"of": "AT"}, {"Ana"}),
        ({"late": "yes"}, {"Leo"}),
        ({"note": "yes"}, {"Ana", "Leo"}),
        ({"of": "IT", "note": "yes"}, {"Leo"}),
        ({"of": "XX", "after": "x.y"}, {"Ana", "Leo", "Mario"}),
    ],
)
def test_filters_leave_the_rest_out(
    meeting: OpenMeeting, open_page: OpenPage, query: dict[str, str], shown: set[str]
):
    meeting.nominate("Ana")
    covered = meeting.nominate("Mario", "head", "IT")
    receive(meeting.story.system, meeting.id, "IT", covers=(covered,))
    meeting.set_terms(nominations_until=PAST_DEADLINE)
    late(meeting, "Leo")

    text = page_text(opened(open_page, meeting, **query))

    assert {name for name in ("Ana", "Leo", "Mario") if f"<b>{name}" in text} == shown


def test_chosen_registrations_are_confirmed_at_once_or_none(
    meeting: OpenMeeting, open_page: OpenPage
):
    for name in ("Eva Muster", "Jan Beispiel", "Ana Primer"):
        meeting.nominate(name)
    app = opened(open_page, meeting)
    assert not any(label.startswith("Confirm") for label in form_button_labels(app))
    # No more than the delegation has free seats; the third is chosen by hand.
    app = choose_all(app)
    assert "Confirm 2" in form_button_labels(app)
    for box in [box for box in app.checkbox if box.label.startswith("Choose")]:
        app = box.check().run()
    app = open_form(app, "confirm-many")
    text = page_text(app)
    assert "3 registrations of 1 delegation: either all are confirmed or none." in text
    app = send(app)
    assert not is_form_closed(app)
    assert "Ana Primer, Austria:" in page_text(app)
    assert statuses(meeting) == ["nominated"] * 3

    app = opened(open_page, meeting)
    for box in [box for box in app.checkbox if box.label.startswith("Choose")][:2]:
        box.check().run()
    assert "Confirm 2" in form_button_labels(app)
    assert is_form_closed(send(open_form(app, "confirm-many")))
    assert statuses(meeting) == ["confirmed", "confirmed", "nominated"]


def test_a_long_queue_comes_a_page_at_a_time(
    meeting: OpenMeeting, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(selection, "PER_PAGE", 2)
    monkeypatch.setattr(rows, "PER_PAGE", 2)
    meeting.set_terms(nominations_until=PAST_DEADLINE)
    for number in range(5):
        late(meeting, f"Person {number}")
    app = opened(open_page, meeting)
    seen = []
    for _ in range(3):
        seen += [part[:8] for part in page_text(app).split("<b>")[1:]]
        following = [each for each in app.button if each.key == "queue-next"]
        if following:
            following[0].click().run()

    assert sorted(seen) == [f"Person {number}" for number in range(5)]


def test_the_waiting_list_says_places_and_gives_seats(
    meeting: OpenMeeting, open_page: OpenPage
):
    first, second, third = [
        meeting.nominate(name, "member", "AT")
        for name in ("Eva Muster", "Jan Beispiel", "Ana Primer")
    ]
    for id in (first, second):
        confirm(meeting.story.system, id)
    do(meeting.story.system, WaitlistRegistration(registration_id=third))
    app = opened(open_page, meeting, show="waiting")
    text = page_text(app)

    assert "1 registration on the waiting list" in text
    assert ">1st<" in text
    assert "Ana Primer" in text
    assert "member · waiting since 23 Nov 2026 · quota full" in text
    assert "Decide…" in form_button_labels(app)


def test_who_has_not_answered_stands_in_a_list(
    meeting: OpenMeeting, open_page: OpenPage
):
    text = page_text(opened(open_page, meeting, show="silent"))

    assert "2 delegations have not answered the invitation" in text
    assert "/my-delegation?" in text
    assert texts.headline(0, 0, 0, 0) == "Nothing waits for the secretariat."


def test_the_past_has_nothing_to_choose(meeting: OpenMeeting, open_page: OpenPage):
    meeting.nominate("Eva Muster")
    meeting.story.note("nominated")
    confirm(meeting.story.system, meeting.nominate("Jan Beispiel"))

    app = opened(open_page, meeting, as_of=meeting.story.positions["nominated"])

    assert "1 registration waits for a decision" in page_text(app)
    assert not any(box.label.startswith("Choose") for box in app.checkbox)


@pytest.mark.parametrize("by", [AUSTRIA, CHAIR])
def test_the_queue_is_for_the_secretariat(
    meeting: OpenMeeting, open_page: OpenPage, by: Principal
):
    meeting.nominate("Eva Muster")

    text = page_text(opened(open_page, meeting, by))

    assert "This page is not available to your role" in text
    assert "Eva Muster" not in text


def test_it_fills_in_a_reason_only_for_whoever_waited_longer(
    meeting: OpenMeeting, open_page: OpenPage
):
    taken = [meeting.nominate(name) for name in ("Eva Muster", "Jan Beispiel")]
    for id in taken:
        confirm(meeting.story.system, id)
    waiting = meeting.nominate("Ana Primer")
    do(meeting.story.system, WaitlistRegistration(registration_id=waiting))
    meeting.nominate("Mario Rossi", "member", "IT")
    app = choose_all(opened(open_page, meeting))
    app = open_form(app, "confirm-many")

    fill(app, reason="")
    assert is_form_closed(send(app))
